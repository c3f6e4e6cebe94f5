//! Stories about whole sites, told through the public doors, on SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on ends there")]

mod access;
mod accounts;
mod acquaintance;
mod blocks;
mod browser;
mod channels;
mod clocks;
mod community;
mod corpus;
mod courtesy;
mod coverage;
mod deliveries;
mod delivery_reports;
mod details;
mod edits;
mod elsewhere;
mod explore;
mod favourites;
mod federation_page;
mod feeds;
mod filters;
mod first_run;
mod follows;
mod forms;
mod forums;
mod full_disk;
mod gate;
mod groups;
mod hostile;
mod idempotency;
mod joining;
mod keeping;
mod kinds;
mod leftovers;
mod likeness;
mod lists;
mod local_only;
mod mail;
mod manners;
mod media;
mod media_host;
mod moving;
mod not_yet;
mod notifications;
mod oauth;
mod object_storage;
mod oddities;
mod operator;
mod owners_passkey;
mod pages;
mod parameters;
mod patience;
mod pictures;
mod policies;
mod polls;
mod posting;
mod power_cuts;
mod previews;
mod profiles;
mod public_pages;
mod push;
mod quotes;
mod reactions;
mod readings;
mod reblogs;
mod relays;
mod relocation;
mod remote_follow;
mod replies;
mod reporting;
mod restarts;
mod scheduling;
mod sealed_files;
mod search;
mod settings;
mod setup_command;
mod shapes;
mod signatures;
mod staff;
mod statements;
mod streaming;
mod synchronization;
mod tags;
mod threads;
mod tidy;
mod timelines;
mod tls;
mod translation;
mod two_sites;
mod visibility;
mod web_client;

use std::sync::Arc;

use fanfare::{boot::App, effects};
use federation::{Federation, Options};
use social::Site;
use testkit::{Doors, Home, ObjectStorage};

/// Tells a story on one fresh site, on each engine.
#[expect(clippy::needless_pass_by_value, reason = "a story reads better without a reference")]
fn with_site(story: impl AsyncFn(&Home)) {
    testkit::with_site(assemble, &story);
}

/// This program, which works on files.
const PROGRAM: &str = env!("CARGO_BIN_EXE_fanfare");

/// Tells a story on one fresh site that keeps files on the disk, and on one that keeps them in a bucket, on each engine.
#[expect(clippy::needless_pass_by_value, reason = "a story reads better without a reference")]
fn on_each_storage(budget: Option<u64>, story: impl AsyncFn(&Home)) {
    with_site(async |home| {
        home.opens_workshop_as(PROGRAM, |workshop| workshop.within(budget));
        story(home).await;
    });
    with_site(async |home| {
        let storage = ObjectStorage::start().await;
        let bucket = storage.storage("files");
        home.opens_workshop_as(PROGRAM, |workshop| workshop.within(budget).with_storage(bucket));
        story(home).await;
    });
}

/// Tells a story on one fresh site that deals with others by these options, on each engine.
#[expect(clippy::needless_pass_by_value, reason = "a story reads better without a reference")]
fn with_site_that_may(options: &Options, story: impl AsyncFn(&Home)) {
    testkit::with_site_that_may(assemble, options, &story);
}

/// Plain HTTP and any port, but nothing that is not on the public network.
fn sealed() -> Options {
    Options { allow_http: true, user_agent_version: "test".into(), ..Options::default() }
}

/// Plain HTTP and any port, and of what is not on the public network one address, where neighbours live.
fn guarded() -> Options {
    Options { allow_private_addresses: vec!["127.0.0.1/32".parse().expect("a range")], ..sealed() }
}

/// Tells a story on two fresh sites, on each engine.
#[expect(clippy::needless_pass_by_value, reason = "a story reads better without a reference")]
fn with_two_sites(story: impl AsyncFn(&Home, &Home)) {
    testkit::with_two_sites(assemble, &story);
}

/// The server's doors, and its workers as one function that does what is due.
fn assemble(site: Arc<Site>, federation: Federation) -> Doors {
    let app = App { site, federation };
    let router = app.router();
    let settle = Arc::new(move || -> std::pin::Pin<Box<dyn Future<Output = usize> + Send>> {
        let app = app.clone();
        Box::pin(async move {
            let due = social::due::run(&app.site).await.expect("what is due is done");
            let effects = effects::run_due(&app).await.expect("effects run");
            let received = app.federation.process_inbox().await.expect("the inbox is processed");
            let delivered = app.federation.deliver_due().await.expect("deliveries are made");
            let pushed = app.federation.push_due().await.expect("apps are told");
            let worked = social::uploads::work_due(&app.site).await.expect("uploads are worked on");
            let asked = app.federation.inquire_due().await.expect("other servers are asked");
            let brought = app.federation.import_due().await.expect("lists are worked on");
            let archived = app.federation.archive_due().await.expect("archives are made");
            let sent = social::mail::send_due(&app.site).await.expect("letters are sent");
            let tried = social::content_rules::rehearse::due(&app.site).await.expect("rules are tried out");
            let told = fanfare::web_hooks::tell_due(&app).await.expect("web hooks are told");
            told + tried
                + brought
                + archived
                + due
                + effects
                + received
                + delivered
                + pushed
                + asked
                + worked
                + sent
        })
    });
    Doors { router, settle }
}
