//! A neighbour that lies: whatever it sends is refused or without effect, and never breaks anything.
//!
//! The cases have numbers (`S-041`), with which the messages of what is asserted begin; `covered` looks whether each
//! of them is told somewhere.

mod authority;
mod bombs;
mod collections;
mod covered;
mod documents;
mod files;
mod floods;
mod odd;
mod privacy;
mod requests;
mod signatures;
mod spellings;
mod words;

use serde_json::{Value, json};
use testkit::{Answer, Home, Neighbour, Person, Stranger, people::id};

/// Alice, who follows victim and evil, each of whom lives on a neighbour of their own.
struct Stage {
    alice: Person,
    victim: Stranger,
    evil: Stranger,
    far: Neighbour,
    bad: Neighbour,
}

async fn stage(home: &Home) -> Stage {
    let alice = home.person("alice").await;
    let (far, bad) = (Neighbour::start().await, Neighbour::start().await);
    let (victim, evil) = (far.person("victim"), bad.person("evil"));
    for (neighbour, stranger) in [(&far, &victim), (&bad, &evil)] {
        befriend(home, &alice, neighbour, stranger).await;
    }
    Stage { alice, victim, evil, far, bad }
}

/// Somebody here follows a stranger, who consents.
async fn befriend(home: &Home, follower: &Person, neighbour: &Neighbour, stranger: &Stranger) {
    follower.follows(&stranger.handle()).await;
    home.settle().await;
    let follow = neighbour.received().last().expect("a follow arrived").activity.clone();
    assert_eq!(stranger.delivers(home, &stranger.activity("Accept", 1, &follow)).await.status, 202);
    home.settle().await;
}

/// The status code, after checking that an error says what is wrong.
fn refused(answer: &Answer) -> u16 {
    if answer.status.is_client_error() {
        assert!(!answer.error().1.is_empty(), "an explanation: {}", answer.text);
    }
    answer.status.as_u16()
}

/// What a search for an address brings, with its server asked.
async fn pasted(by: &Person, address: &str) -> (Vec<Value>, Vec<Value>) {
    let query = url::form_urlencoded::byte_serialize(address.as_bytes()).collect::<String>();
    let found = by.get(&format!("/api/v2/search?resolve=true&q={query}")).await.ok();
    let list = |kind: &str| found[kind].as_array().unwrap().clone();
    (list("statuses"), list("accounts"))
}

/// Whether a search for an address brings nothing at all.
async fn is_nothing_at(by: &Person, address: &str) -> bool {
    let (statuses, accounts) = pasted(by, address).await;
    statuses.is_empty() && accounts.is_empty()
}

/// Delivers, lets everything happen that follows, and sees that the server did not stumble.
async fn does(home: &Home, by: &Stranger, activity: &Value, case: &str) {
    let answer = by.delivers(home, activity).await;
    assert!(!answer.status.is_server_error(), "{case}: {} {}", answer.status, answer.text);
    home.settle().await;
}

/// An activity of one that says it is another's.
fn in_the_name_of(victim: &Stranger, by: &Stranger, kind: &str, number: u32, object: &Value) -> Value {
    let mut activity = by.activity(kind, number, object);
    activity["actor"] = json!(victim.uri);
    activity
}

/// A status as it is known here now; `None` if it is gone.
async fn shown(by: &Person, status: &Value) -> Option<Value> {
    let answer = by.get(&format!("/api/v1/statuses/{}", id(status))).await;
    (answer.status != 404).then(|| answer.ok())
}

/// The memory that this process holds, in megabytes.
fn resident_mb() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = pages.split(' ').nth(1).and_then(|number| number.parse().ok()).unwrap_or(0);
    pages * 4 / 1024
}
