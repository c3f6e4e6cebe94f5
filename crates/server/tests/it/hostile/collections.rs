//! What belongs to a profile is its owner's: pins, names, emoji, and what stands beside them.

use serde_json::{Value, json};
use testkit::{Neighbour, people::id};

use super::{Stage, does, in_the_name_of, pasted, shown, stage};
use crate::{media, with_site};

#[test]
fn nobody_pins_for_another() {
    with_site(async |home| {
        let Stage { alice, victim, evil, .. } = stage(home).await;
        let (one, other) = (victim.note(1, "one"), victim.note(2, "other"));
        for (number, note) in (1..).zip([&one, &other]) {
            does(home, &victim, &victim.activity("Create", number, note), "honest").await;
        }
        let featured = json!(format!("{}/collections/featured", victim.uri));
        let mut pin = victim.activity("Add", 3, &one["id"]);
        pin["target"] = featured.clone();
        does(home, &victim, &pin, "honest").await;
        let account = alice.finds(&victim.handle()).await;
        let pinned = async || {
            let path = format!("/api/v1/accounts/{}/statuses?pinned=true", id(&account));
            let all = alice.get(&path).await.ok();
            all.as_array().unwrap().iter().map(|status| status["uri"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(pinned().await, [one["id"].clone()]);
        let own = format!("{}/collections/featured", evil.uri);
        let lie = |kind: &str, number: u32, object: &Value, target: &Value| {
            let mut lie = evil.activity(kind, number, object);
            lie["target"] = target.clone();
            lie
        };
        let mut in_name = in_the_name_of(&victim, &evil, "Add", 9, &other["id"]);
        in_name["target"] = featured.clone();
        let lies = [
            lie("Add", 1, &other["id"], &featured),
            lie("Remove", 2, &one["id"], &featured),
            lie("Add", 3, &other["id"], &json!(own)),
            lie("Remove", 4, &one["id"], &json!(own)),
            in_name,
        ];
        for lie in lies {
            does(home, &evil, &lie, "S-088").await;
            assert_eq!(pinned().await, [one["id"].clone()], "S-088: {lie}");
        }
    });
}

#[test]
fn names_that_deceive_have_no_account() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let bad = Neighbour::start().await;
        let evil = bad.person("evil");
        let long = "a".repeat(5_000);
        let names = [
            "",
            "a b",
            "../x",
            "<script>",
            "\u{202e}bob",
            "bob@x",
            "a/b",
            "a?b",
            "a#b",
            "é",
            ".",
            "-",
            &long,
        ];
        for (number, name) in names.iter().enumerate() {
            let mut document = evil.document();
            document["id"] = json!(bad.url(&format!("/users/{number}")));
            document["preferredUsername"] = json!(name);
            bad.serves(&format!("/users/{number}"), &document);
            let (_, accounts) = pasted(&alice, &bad.url(&format!("/users/{number}"))).await;
            assert!(accounts.is_empty(), "S-090: {name:?}: {accounts:?}");
        }
        for name in [json!(null), json!(7), json!(["x", {}]), json!({ "a": 1 })] {
            let mut document = evil.document();
            document["id"] = json!(bad.url("/users/odd"));
            document["preferredUsername"] = name.clone();
            bad.serves("/users/odd", &document);
            // Whatever is made of it, it breaks nothing.
            drop(pasted(&alice, &bad.url("/users/odd")).await);
        }
    });
}

#[test]
fn domains_for_which_somebody_writes_are_a_short_list_of_words() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let bad = Neighbour::start().await;
        let evil = bad.person("evil");
        let many: Vec<Value> = (0..10_000).map(|number| json!(format!("d{number}.example"))).collect();
        for domains in [json!({ "a": "b" }), json!([{ "a": "b" }, 7, null, ["x"]]), json!(many)] {
            let mut document = evil.document();
            document["attributionDomains"] = domains;
            bad.serves("/users/evil", &document);
            home.pass(federation::limits::ACCOUNT_FRESH_MS + 1);
            let account = alice.finds(&evil.handle()).await;
            let shown = alice.get(&format!("/api/v1/accounts/{}", id(&account))).await;
            assert!(shown.status.is_success() && shown.text.len() < 20_000, "S-092: {}", shown.text.len());
        }
    });
}

#[test]
fn emoji_of_others_are_not_ours() {
    with_site(async |home| {
        let Stage { alice, evil, .. } = stage(home).await;
        home.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        home.adds_emoji("blob", None, &media::png(8, 8)).await.expect("an emoji");
        let own = alice.posts("hello :blob:").await;
        let ours = own["emojis"][0]["url"].clone();
        assert!(ours.is_string(), "{own}");
        let emoji = json!({
            "id": format!("http://{}/emojis/blob", evil.domain), "type": "Emoji", "name": ":blob:",
            "updated": "2036-01-01T00:00:00Z", "icon": { "type": "Image", "url": "http://evil.test/evil.png" },
        });
        let mut here = emoji.clone();
        here["id"] = json!(format!("http://{}/emojis/blob", home.domain()));
        let mut note = evil.note(1, "mine is :blob:");
        note["tag"] = json!([emoji, here]);
        for lie in [
            evil.activity("Update", 1, &emoji),
            evil.activity("Update", 2, &here),
            evil.activity("Create", 3, &note),
            evil.activity("Delete", 4, &here),
        ] {
            does(home, &evil, &lie, "S-099").await;
        }
        let again = alice.posts("again :blob:").await;
        assert_eq!(again["emojis"][0]["url"], ours, "S-099: a new status uses our picture");
        let old = shown(&alice, &own).await.expect("it is there");
        assert_eq!(old["emojis"][0]["url"], ours, "S-099: and so does the old one");
        let all = alice.get("/api/v1/custom_emojis").await.ok();
        assert_eq!(all.as_array().map(Vec::len), Some(1), "S-099: {all}");
    });
}
