//! Nobody speaks for another: what one neighbour says of another's people, statuses and follows has no effect.

use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person, people::id};

use super::{Stage, befriend, does, in_the_name_of, shown, stage};
use crate::with_site;

/// A public status of victim that alice has in her home.
async fn said(home: &Home, stage: &Stage) -> (Value, Value) {
    let note = stage.victim.note(1, "true words");
    stage.far.serves("/users/victim/notes/1", &note);
    does(home, &stage.victim, &stage.victim.activity("Create", 1, &note), "honest").await;
    let status = stage.alice.home().await.remove(0);
    (note, status)
}

#[test]
fn nobody_publishes_in_anothers_name() {
    with_site(async |home| {
        let stage = stage(home).await;
        let (_, _) = said(home, &stage).await;
        let Stage { alice, victim, evil, .. } = &stage;
        let forged = victim.note(2, "forged words");
        let mut both = in_the_name_of(victim, evil, "Create", 1, &forged);
        both["actor"] = json!([evil.uri, victim.uri]);
        let mut swapped = both.clone();
        swapped["actor"] = json!([victim.uri, evil.uri]);
        let mut embedded = in_the_name_of(victim, evil, "Create", 2, &forged);
        embedded["actor"] = json!({ "id": victim.uri, "publicKey": evil.document()["publicKey"] });
        let mut doubled = evil.activity("Create", 3, &forged);
        doubled["@id"] = json!(format!("{}/x", victim.uri));
        let mut on_evil = victim.note(3, "forged words");
        on_evil["id"] = json!(format!("{}/notes/1", evil.uri));
        let mut by_both = on_evil.clone();
        by_both["id"] = json!(format!("{}/notes/2", evil.uri));
        by_both["attributedTo"] = json!([victim.uri, { "id": victim.uri }]);
        let mut local = evil.note(4, "forged words");
        local["attributedTo"] = json!(alice.account.uri);
        let mut here = evil.note(5, "forged words");
        here["id"] = json!(format!("{}/statuses/1", alice.account.uri));
        let mut signed = in_the_name_of(victim, evil, "Create", 9, &forged);
        signed["signature"] = json!({
            "type": "RsaSignature2017", "creator": victim.key_id(), "created": "2026-01-01T00:00:00Z",
            "signatureValue": "Z2FyYmFnZQ==",
        });
        let lies = [
            ("S-018", in_the_name_of(victim, evil, "Create", 1, &forged)),
            ("S-035", both),
            ("S-035", swapped),
            ("S-036", embedded),
            ("S-038", signed),
            ("S-047", in_the_name_of(victim, evil, "Create", 4, &forged)),
            ("S-052", evil.activity("Create", 5, &forged)),
            ("S-052", doubled),
            ("S-054", evil.activity("Create", 6, &on_evil)),
            ("S-054", evil.activity("Create", 7, &by_both)),
            ("S-019", evil.activity("Create", 8, &local)),
            ("S-078", evil.activity("Create", 10, &here)),
        ];
        for (case, lie) in lies {
            does(home, evil, &lie, case).await;
            assert_eq!(alice.home_texts().await, ["true words"], "{case}: {lie}");
        }
        let mut as_alice = evil.activity("Create", 11, &local);
        as_alice["actor"] = json!(alice.account.uri);
        does(home, evil, &as_alice, "S-019").await;
        let path = format!("/api/v1/accounts/{}/statuses", alice.account.id);
        assert_eq!(alice.get(&path).await.ok(), json!([]), "S-019: nothing is said in alice's name");
    });
}

#[test]
fn nobody_changes_or_ends_what_is_anothers() {
    with_site(async |home| {
        let stage = stage(home).await;
        let (note, status) = said(home, &stage).await;
        let Stage { alice, victim, evil, .. } = &stage;
        home.pass(1_000);
        let own = alice.posts("alice's words").await;
        home.settle().await;
        let mut changed = note.clone();
        changed["content"] = json!("forged words");
        changed["updated"] = json!("2036-01-01T00:00:00Z");
        let mut adopted = changed.clone();
        adopted["attributedTo"] = json!(evil.uri);
        let mut local = adopted.clone();
        local["id"] = own["uri"].clone();
        let mut name = victim.document();
        name["name"] = json!("forged words");
        name["publicKey"]["publicKeyPem"] = json!(evil.key.public_pem());
        let mut alices = evil.document();
        alices["id"] = json!(alice.account.uri);
        alices["name"] = json!("forged words");
        let tombstone = |id: &Value| json!({ "id": id, "type": "Tombstone" });
        let lies = [
            ("S-055", evil.activity("Update", 1, &changed)),
            ("S-055", evil.activity("Update", 2, &adopted)),
            ("S-055", in_the_name_of(victim, evil, "Update", 3, &changed)),
            ("S-056", evil.activity("Update", 4, &name)),
            ("S-056", in_the_name_of(victim, evil, "Update", 5, &name)),
            ("S-057", evil.activity("Delete", 6, &note["id"])),
            ("S-057", evil.activity("Delete", 7, &tombstone(&note["id"]))),
            ("S-057", evil.activity("Delete", 8, &adopted)),
            ("S-057", evil.activity("Delete", 9, &json!(victim.uri))),
            ("S-057", in_the_name_of(victim, evil, "Delete", 10, &json!(victim.uri))),
            ("S-057", in_the_name_of(victim, evil, "Delete", 11, &note["id"])),
            ("S-078", evil.activity("Update", 12, &local)),
            ("S-078", evil.activity("Update", 13, &alices)),
            ("S-078", evil.activity("Delete", 14, &own["uri"])),
            ("S-078", evil.activity("Delete", 15, &tombstone(&own["uri"]))),
            ("S-078", evil.activity("Delete", 16, &json!(alice.account.uri))),
            ("S-078", victim.activity("Delete", 17, &own["uri"])),
        ];
        for (case, lie) in lies {
            let by = if lie["actor"] == victim.uri.as_str() && case == "S-078" { victim } else { evil };
            does(home, by, &lie, case).await;
            let texts = alice.home_texts().await;
            assert_eq!(texts, ["alice's words", "true words"], "{case}: {lie}");
            let now = shown(alice, &status).await.expect("it is still there");
            assert_eq!(
                (&now["edited_at"], &now["account"]["display_name"]),
                (&Value::Null, &json!("victim")),
                "{case}"
            );
        }
        let found = alice.finds("alice").await;
        assert_eq!(found["display_name"], json!(""), "S-078: alice is who she was");
        let next = victim.activity("Create", 2, &victim.note(2, "still my key"));
        assert_eq!(victim.delivers(home, &next).await.status, 202, "S-056: the old key still works");
    });
}

#[test]
fn nobody_takes_anothers_handle() {
    with_site(async |home| {
        let stage = stage(home).await;
        let (_, status) = said(home, &stage).await;
        let Stage { alice, victim, far, .. } = &stage;
        // Somebody with a document on victim's host says that the name is theirs.
        let neighbour = far.person("neighbour");
        let mut document = neighbour.document();
        document["preferredUsername"] = json!("victim");
        far.serves("/users/neighbour", &document);
        let like = neighbour.activity("Like", 1, &json!("https://far.example/1"));
        assert_eq!(neighbour.delivers(home, &like).await.status, 401, "S-056: a handle is another's");
        document["preferredUsername"] = json!("Victim");
        far.serves("/users/neighbour", &document);
        home.pass(federation::limits::ABSENT_MS + 1);
        // Nobody answers for the name in these letters, now.
        let answered = neighbour.delivers(home, &like).await.status;
        assert!(matches!(answered.as_u16(), 401 | 503), "S-056: also in other letters: {answered}");
        assert!(shown(alice, &status).await.is_some(), "S-056: victim is still there");
        assert_eq!(
            alice.finds(&victim.handle()).await["url"],
            format!("http://{}/@victim", victim.domain),
            "S-056"
        );
        // Its server says so itself: the account was made anew there.
        let path =
            format!("/.well-known/webfinger?resource=acct%3Avictim%40{}", victim.domain.replace(':', "%3A"));
        let links = json!([{ "rel": "self", "type": "application/activity+json", "href": neighbour.uri }]);
        let answer = json!({ "subject": format!("acct:{}", victim.handle()), "links": links });
        far.serves_as(&path, "application/jrd+json", &answer.to_string());
        home.pass(federation::limits::ABSENT_MS + 1);
        document["preferredUsername"] = json!("victim");
        far.serves("/users/neighbour", &document);
        assert_eq!(neighbour.delivers(home, &like).await.status, 202, "a handle may go to somebody new");
        assert!(shown(alice, &status).await.is_none(), "and whoever had it is gone");
    });
}

#[test]
fn nobody_changes_anothers_follows() {
    with_site(async |home| {
        let Stage { alice, victim, evil, .. } = stage(home).await;
        let follow = victim.activity("Follow", 1, &json!(alice.account.uri));
        does(home, &victim, &follow, "honest").await;
        let found = alice.finds(&victim.handle()).await;
        assert_eq!(alice.relationship(&found).await["followed_by"], true);
        let our_follow = json!({ "type": "Follow", "actor": alice.account.uri, "object": victim.uri });
        let as_own =
            json!({ "type": "Follow", "id": follow["id"], "actor": evil.uri, "object": alice.account.uri });
        let lies = [
            ("S-077", evil.activity("Undo", 1, &follow)),
            ("S-077", evil.activity("Undo", 2, &follow["id"])),
            ("S-077", evil.activity("Undo", 3, &as_own)),
            ("S-075", evil.activity("Reject", 4, &our_follow)),
            ("S-075", in_the_name_of(&victim, &evil, "Reject", 5, &our_follow)),
        ];
        for (case, lie) in lies {
            does(home, &evil, &lie, case).await;
            let relationship = alice.relationship(&found).await;
            assert_eq!(relationship["followed_by"], true, "{case}: {lie}");
            assert_eq!(relationship["following"], true, "{case}: {lie}");
        }
        let bob = home.person("bob").await;
        let never_asked = json!({ "type": "Follow", "actor": bob.account.uri, "object": evil.uri });
        let invented = json!(format!("{}/follows/1", bob.account.uri));
        for object in [never_asked, invented] {
            does(home, &evil, &evil.activity("Accept", 9, &object), "S-074").await;
            let found = bob.finds(&evil.handle()).await;
            assert_eq!(bob.relationship(&found).await["following"], false, "S-074: {object}");
        }
    });
}

/// What a status counts: favourites and reblogs.
async fn counted(by: &Person, status: &Value) -> (Value, Value) {
    let now = shown(by, status).await.expect("it is there");
    (now["favourites_count"].clone(), now["reblogs_count"].clone())
}

#[test]
fn nobody_favourites_reblogs_or_blocks_for_another() {
    with_site(async |home| {
        let Stage { alice, victim, evil, .. } = stage(home).await;
        let own = alice.posts("alice's words").await;
        let like = victim.activity("Like", 1, &own["uri"]);
        let mut announce = victim.activity("Announce", 2, &own["uri"]);
        announce["to"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
        for honest in [&like, &announce] {
            does(home, &victim, honest, "honest").await;
        }
        assert_eq!(counted(&alice, &own).await, (json!(1), json!(1)));
        let block = victim.activity("Block", 3, &json!(alice.account.uri));
        let mut as_own = like.clone();
        as_own["actor"] = json!(evil.uri);
        let lies = [
            ("S-077", evil.activity("Undo", 1, &like)),
            ("S-077", evil.activity("Undo", 2, &like["id"])),
            ("S-077", evil.activity("Undo", 3, &as_own)),
            ("S-077", evil.activity("Undo", 4, &announce)),
            ("S-077", evil.activity("Undo", 5, &announce["id"])),
            ("S-077", evil.activity("Delete", 6, &announce["id"])),
            ("S-077", evil.activity("Undo", 7, &block)),
            ("S-079", in_the_name_of(&victim, &evil, "Like", 8, &own["uri"])),
            ("S-079", in_the_name_of(&victim, &evil, "Block", 9, &json!(alice.account.uri))),
            ("S-079", in_the_name_of(&alice_as(&alice, &evil), &evil, "Block", 10, &json!(victim.uri))),
        ];
        let found = alice.finds(&victim.handle()).await;
        for (case, lie) in lies {
            does(home, &evil, &lie, case).await;
            assert_eq!(counted(&alice, &own).await, (json!(1), json!(1)), "{case}: {lie}");
            let relationship = alice.relationship(&found).await;
            assert_eq!(relationship["following"], true, "{case}: {lie}");
        }
        does(home, &victim, &block, "honest").await;
        assert_eq!(alice.relationship(&found).await["following"], false, "S-102: a block ends the follow");
        does(home, &evil, &evil.activity("Undo", 11, &block), "S-077").await;
        alice.act(&format!("/api/v1/accounts/{}/follow", id(&found))).await;
        home.settle().await;
        assert_eq!(alice.relationship(&found).await["following"], false, "S-077: the block stands");
    });
}

/// Alice's address, where a stranger's is wanted.
fn alice_as(alice: &Person, like: &testkit::Stranger) -> testkit::Stranger {
    testkit::Stranger {
        name: like.name.clone(),
        domain: like.domain.clone(),
        uri: alice.account.uri.clone(),
        key: activitypub::signature::PrivateKey::generate_ed25519().expect("a key"),
        proving_key: activitypub::signature::PrivateKey::generate_ed25519().expect("a key"),
    }
}

#[test]
fn a_block_parts_both_and_is_nobodys_business() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        does(home, &victim, &victim.activity("Follow", 1, &json!(alice.account.uri)), "honest").await;
        let found = alice.finds(&victim.handle()).await;
        assert_eq!(alice.relationship(&found).await["followed_by"], true);
        let told = alice.notified().await.len();
        does(home, &victim, &victim.activity("Block", 2, &json!(alice.account.uri)), "S-102").await;
        let relationship = alice.relationship(&found).await;
        assert_eq!(
            (&relationship["following"], &relationship["followed_by"]),
            (&json!(false), &json!(false)),
            "S-102: both follows end"
        );
        assert!(alice.notified().await.len() <= told, "S-102: nobody is told");
        let bob = home.person("bob").await;
        let seen = bob.get(&format!("/api/v1/accounts/{}", id(&found))).await;
        assert!(!seen.text.contains("block"), "S-102: others do not see it: {}", seen.text);
        let theirs = bob.relationship(&json!({ "id": alice.account.id.to_string() })).await;
        assert_eq!(
            (&theirs["blocking"], &theirs["blocked_by"]),
            (&json!(false), &json!(false)),
            "S-102: nor at alice"
        );
    });
}

#[test]
fn the_same_thing_twice_is_one_thing_and_what_is_gone_stays_gone() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        let note = victim.note(1, "@alice once");
        let mut named = note.clone();
        named["tag"] = json!([{ "type": "Mention", "href": alice.account.uri, "name": "@alice" }]);
        for number in [1, 1, 1, 1, 1, 2, 3] {
            does(home, &victim, &victim.activity("Create", number, &named), "S-043").await;
        }
        assert_eq!(alice.home().await.len(), 1, "S-043: one status");
        assert_eq!(alice.notified().await, ["mention"], "S-043: one notification");
        does(home, &victim, &victim.activity("Delete", 4, &note["id"]), "S-043").await;
        does(home, &victim, &victim.activity("Create", 5, &named), "S-043").await;
        assert!(alice.home().await.is_empty(), "S-043: what is gone stays gone");
        let early = victim.note(2, "deleted before it came");
        does(home, &victim, &victim.activity("Delete", 6, &early["id"]), "S-043").await;
        does(home, &victim, &victim.activity("Create", 7, &early), "S-043").await;
        assert!(alice.home().await.is_empty(), "S-043: the end may come before the beginning");
    });
}

#[test]
fn the_deletion_of_strangers_costs_nothing() {
    with_site(async |home| {
        home.person("alice").await;
        let far = Neighbour::start().await;
        let ghost = far.person("ghost");
        far.answers("/users/ghost", http::StatusCode::GONE);
        let delete = ghost.activity("Delete", 1, &json!(ghost.uri));
        assert_eq!(ghost.delivers(home, &delete).await.status, 202);
        assert!(far.asked().is_empty(), "nobody was asked for a key");
    });
}

#[test]
fn one_vote_is_one_vote() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let poll = json!({ "options": ["tea", "coffee"], "expires_in": 3_600 });
        let asked = alice.posts_with(json!({ "status": "What?", "poll": poll })).await;
        for number in 1..=6 {
            let vote = json!({
                "id": format!("{}/votes/{number}", bob.uri), "type": "Note", "attributedTo": bob.uri,
                "name": if number % 2 == 0 { "tea" } else { "coffee" }, "inReplyTo": asked["uri"],
                "to": [alice.account.uri],
            });
            does(home, &bob, &bob.activity("Create", number, &vote), "S-097").await;
        }
        let now = shown(&alice, &asked).await.expect("it is there");
        assert_eq!(now["poll"]["votes_count"], 1, "S-097: one choice, one vote: {}", now["poll"]);
        assert_eq!(now["replies_count"], 0, "S-097: votes are no answers");
    });
}
