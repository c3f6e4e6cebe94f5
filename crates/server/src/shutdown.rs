//! Being told to stop.

use tokio::signal::unix::{SignalKind, signal as listen};

/// Waits until the process is asked to end: by `kill`, by a service manager, or by Ctrl-C.
pub async fn signal() {
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (listen(SignalKind::terminate()), listen(SignalKind::interrupt()))
    else {
        // Without signal handlers the system's own ones end the process at once, which is safe.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
