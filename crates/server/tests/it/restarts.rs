//! What a restart must not change.

use std::sync::{Arc, atomic::AtomicI64};

use model::{Timestamp, Visibility};
use social::{Clock, Site, statuses::Arrival};
use testkit::Neighbour;

use crate::with_site;

fn arrival(uri: String, published: Timestamp) -> Arrival {
    Arrival {
        uri,
        url: None,
        content: "<p>in the same second</p>".to_owned(),
        spoiler_text: String::new(),
        sensitive: false,
        language: None,
        visibility: Visibility::Public,
        in_reply_to_uri: None,
        mentions: Vec::new(),
        tags: Vec::new(),
        emojis: Vec::new(),
        attachments: Vec::new(),
        poll: None,
        searchable: None,
        published: Some(published),
        updated: None,
        quote: None,
        quote_approval: model::Approval::default(),
        interaction_policy: model::InteractionPolicy::default(),
        context_uri: None,
        is_news: true,
    }
}

#[test]
fn statuses_of_one_second_all_arrive_whatever_restarts_between_them() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.finds(&bob.handle()).await;
        let bob = social::accounts::find_by_uri(&home.site, &bob.uri).await.unwrap().unwrap();
        let second = home.site.now();
        for number in 0..20 {
            // A new site over the same store begins its ids anew. At these moments they begin with the same one.
            let now = second.plus_millis(i64::from(number) << model::id::SEQUENCE_BITS);
            let clock = Clock::Manual(Arc::new(AtomicI64::new(now.as_millis())));
            let site = Site::new(home.site.store.clone(), clock, home.site.instance.clone());
            let uri = format!("{}/notes/{number}", bob.uri);
            let kept = social::statuses::post_remote(&site, &bob, arrival(uri, second)).await.unwrap();
            assert!(kept.is_some(), "number {number} was lost");
        }
    });
}
