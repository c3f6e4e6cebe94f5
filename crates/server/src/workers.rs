//! Background work: loops that wake when a commit leaves something to do, and stop together.

use std::time::Duration;

use store::Signal;
use tokio::{sync::watch, task::JoinSet, time};

use crate::{boot::App, effects, limits, web_hooks};

/// How long a worker sleeps at most: what failed earlier becomes due without a signal.
const NAP: Duration = Duration::from_secs(1);
/// The running workers.
#[derive(Debug)]
pub struct Workers {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

/// Starts all workers.
pub fn start(app: &App) -> Workers {
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    for signal in [
        Signal::Events,
        Signal::Deliveries,
        Signal::Inbox,
        Signal::Pushes,
        Signal::Inquiries,
        Signal::Uploads,
        Signal::Letters,
        Signal::WebHooks,
    ] {
        tasks.spawn(work(app.clone(), signal, stopped.clone()));
    }
    tasks.spawn(keep_time(app.clone(), stopped.clone()));
    tasks.spawn(carry(app.clone(), stopped.clone()));
    tasks.spawn(tidy(app.clone(), stopped));
    Workers { tasks, stop }
}

impl Workers {
    /// Lets every worker finish what it is doing, then ends it.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Does what is due of one kind; answers how much there was.
async fn run(app: &App, signal: Signal, stopped: &mut watch::Receiver<bool>) -> social::Result<usize> {
    match signal {
        Signal::Events => effects::run_due(app).await,
        Signal::Deliveries => app.federation.deliver_due().await,
        Signal::Inbox => app.federation.process_inbox().await,
        Signal::Pushes => app.federation.push_due().await,
        // A worker that is left alone ends by itself, and its file is worked on again.
        Signal::Uploads => tokio::select! {
            done = social::uploads::work_due(&app.site) => done,
            _ = stopped.changed() => Ok(0),
        },
        // One under way is waited for: it is soon done, and would go twice.
        Signal::Letters => social::mail::send_due(&app.site).await,
        Signal::WebHooks => web_hooks::tell_due(app).await,
        // They can take long, and are made again.
        Signal::Inquiries => tokio::select! {
            done = app.federation.inquire_due() => done,
            _ = stopped.changed() => Ok(0),
        },
    }
}

async fn work(app: App, signal: Signal, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let done = run(&app, signal, &mut stopped).await;
        match done {
            Ok(0) => {
                tokio::select! {
                    () = app.site.store.signalled(signal) => {}
                    () = time::sleep(NAP) => {}
                    _ = stopped.changed() => {}
                }
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(worker = ?signal, %error, "a worker met a fault and tries again");
                time::sleep(limits::FAULT_PAUSE).await;
            }
        }
    }
}

/// Does what becomes due by time alone, to the second.
async fn keep_time(app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = social::due::run(&app.site).await {
            tracing::error!(%error, "what is due could not be done and is tried again");
        }
        tokio::select! {
            () = time::sleep(NAP) => {}
            _ = stopped.changed() => {}
        }
    }
}

async fn carry_due(app: &App) -> social::Result<usize> {
    let own = app.federation.import_due().await? + app.federation.archive_due().await?;
    let tried = social::content_rules::rehearse::due(&app.site).await?;
    let asked = app.federation.read_blocklists().await? + app.federation.read_updates().await?;
    Ok(own + tried + asked)
}

/// Works on what people bring along and take with them, which may take hours and waits for nobody.
async fn carry(app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        // It can take long, and goes on where it was interrupted.
        let done = tokio::select! {
            done = carry_due(&app) => done,
            _ = stopped.changed() => return,
        };
        let pause = match done {
            Ok(0) => NAP,
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!(%error, "what somebody brings or takes along could not be worked on and is tried again");
                limits::FAULT_PAUSE
            }
        };
        tokio::select! {
            () = time::sleep(pause) => {}
            _ = stopped.changed() => {}
        }
    }
}

async fn tidy(app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = app.federation.wake().await {
            tracing::error!(%error, "it could not be noted that the server runs");
        }
        if let Err(error) = social::housekeeping::tidy(&app.site).await {
            tracing::error!(%error, "housekeeping failed and is tried again later");
        }
        tokio::select! {
            () = time::sleep(limits::TIDY_EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}
