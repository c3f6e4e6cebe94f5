//! Quotes by consent: who may quote whom, how it is shown, and how consent travels between servers and ends.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Answer, Neighbour, Person,
    people::{id, list, text},
    settle,
};

use crate::{
    channels::{Socket, connect, hears, subscribes},
    with_site, with_two_sites,
};

async fn quotes(by: &Person, status: &Value, words: &str) -> Answer {
    by.post("/api/v1/statuses", json!({ "status": words, "quoted_status_id": id(status) })).await
}

async fn shown(to: &Person, status: &Value) -> Value {
    to.get(&format!("/api/v1/statuses/{}", id(status))).await.ok()
}

async fn posts_for(by: &Person, words: &str, policy: &str) -> Value {
    by.posts_with(json!({ "status": words, "quote_approval_policy": policy })).await
}

#[test]
fn a_quote_shows_what_it_quotes() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let original = alice.posts("wise words").await;
        assert_eq!(original["quote_approval"]["automatic"], json!(["public"]));
        let quote = quotes(&bob, &original, "so true").await.ok();
        home.settle().await;
        assert_eq!(
            (&quote["quote"]["state"], text(&quote["quote"]["quoted_status"])),
            (&json!("accepted"), "wise words".to_owned())
        );
        assert_eq!(shown(&alice, &original).await["quotes_count"], 1);
        let told = alice.notifications().await.remove(0);
        assert_eq!((&told["type"], id(&told["status"])), (&json!("quote"), id(&quote)));
        let wordless = quotes(&bob, &original, "").await.ok();
        assert_eq!(text(&wordless["quote"]["quoted_status"]), "wise words", "a quote needs no words");
        bob.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&wordless)), None).await.ok();
        let nested = quotes(&alice, &quote, "he said so").await.ok();
        let inner = &nested["quote"]["quoted_status"]["quote"];
        assert_eq!((&inner["state"], &inner["quoted_status_id"]), (&json!("accepted"), &original["id"]));
        assert_eq!(inner.get("quoted_status"), None);
        let quoting = list(&alice.get(&format!("/api/v1/statuses/{}/quotes", id(&original))).await);
        assert_eq!(quoting.iter().map(text).collect::<Vec<_>>(), ["so true"]);
        let home_timeline = bob.home().await;
        assert_eq!(text(&home_timeline[0]["quote"]["quoted_status"]), "wise words");
        alice
            .send(
                Method::PUT,
                &format!("/api/v1/statuses/{}", id(&original)),
                Some(json!({ "status": "wiser" })),
            )
            .await
            .ok();
        home.settle().await;
        assert_eq!(bob.notified().await[0], "quoted_update");
        bob.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&quote)), None).await.ok();
        assert_eq!(shown(&alice, &original).await["quotes_count"], 0);
        assert_eq!(
            shown(&alice, &nested).await["quote"],
            json!({ "state": "deleted", "quoted_status": null })
        );
    });
}

#[test]
fn authors_decide_who_quotes_them() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let closed = posts_for(&alice, "mine", "nobody").await;
        assert_eq!(quotes(&bob, &closed, "hm").await.status, 404);
        assert_eq!(shown(&bob, &closed).await["quote_approval"]["current_user"], "denied");
        assert_eq!(quotes(&alice, &closed, "my own").await.ok()["quote"]["state"], "accepted");
        let friends = posts_for(&alice, "for friends to quote", "followers").await;
        assert_eq!(quotes(&bob, &friends, "hm").await.status, 404);
        bob.follows("alice").await;
        assert_eq!(shown(&bob, &friends).await["quote_approval"]["current_user"], "automatic");
        quotes(&bob, &friends, "hm").await.ok();
        let path = format!("/api/v1/statuses/{}/interaction_policy", id(&closed));
        let open = json!({ "quote_approval_policy": "public" });
        assert_eq!(bob.send(Method::PUT, &path, Some(open.clone())).await.status, 404);
        assert_eq!(alice.send(Method::PUT, &path, Some(json!({}))).await.status, 422);
        let changed = alice.send(Method::PUT, &path, Some(open)).await.ok();
        assert_eq!(changed["quote_approval"]["automatic"], json!(["public"]));
        quotes(&bob, &closed, "thanks").await.ok();
        let edit = json!({ "status": "mine again", "quote_approval_policy": "nobody" });
        let edited =
            alice.send(Method::PUT, &format!("/api/v1/statuses/{}", id(&closed)), Some(edit)).await.ok();
        assert_eq!(edited["quote_approval"]["automatic"], json!([]), "an edit decides, too");
        let private = alice.posts_with(json!({ "status": "quiet", "visibility": "private" })).await;
        assert_eq!(quotes(&bob, &private, "loud").await.status, 404, "only oneself quotes what is not open");
        let own = quotes(&alice, &private, "quiet, too").await.ok();
        assert_eq!(own["visibility"], "private", "shown to nobody who may not see what it quotes");
        alice.act(&format!("/api/v1/accounts/{}/block", bob.account.id)).await.ok();
        assert_eq!(quotes(&bob, &changed, "again").await.status, 404);
        assert_eq!(
            alice.post("/api/v1/statuses", json!({ "status": "x", "quoted_status_id": "1" })).await.status,
            404
        );
        let wrong = json!({ "status": "x", "quote_approval_policy": "friends" });
        assert_eq!(alice.post("/api/v1/statuses", wrong).await.status, 422);
    });
}

/// What the socket, which watches `user` alone, has been told until now: the event and the words of each frame.
async fn told(socket: &mut Socket, who: &Person) -> Vec<(String, String)> {
    who.post("/api/v2/filters", json!({ "title": "mark", "context": ["home"] })).await.ok();
    let mut frames = Vec::new();
    loop {
        let frame = hears(socket).await;
        let event = frame["event"].as_str().unwrap().to_owned();
        if event == "filters_changed" {
            return frames;
        }
        let payload: Value = serde_json::from_str(frame["payload"].as_str().unwrap()).unwrap();
        frames.push((event, text(&payload)));
    }
}

#[test]
fn an_edit_changes_words_and_who_may_quote_at_once() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("mine").await;
        home.settle().await;
        let mut socket = connect(home, &alice).await;
        subscribes(&mut socket, &[]).await;
        let path = format!("/api/v1/statuses/{}", id(&status));
        for (words, policy, expected) in [
            ("mine", "public", vec![]),
            ("mine", "nobody", vec!["mine"]),
            ("mine again", "followers", vec!["mine again"]),
        ] {
            let body = json!({ "status": words, "quote_approval_policy": policy });
            alice.send(Method::PUT, &path, Some(body)).await.ok();
            home.settle().await;
            let told = told(&mut socket, &alice).await;
            assert!(told.iter().all(|(event, _)| event == "status.update"), "{told:?}");
            assert_eq!(told.into_iter().map(|(_, words)| words).collect::<Vec<_>>(), expected, "{policy}");
        }
        assert_eq!(shown(&alice, &status).await["quote_approval"]["automatic"], json!(["followers"]));
        let history = list(&alice.get(&format!("{path}/history")).await);
        assert_eq!(history.len(), 2, "who may quote is no version of its own");
        let long = json!({ "status": "x".repeat(501), "quote_approval_policy": "public" });
        assert_eq!(alice.send(Method::PUT, &path, Some(long)).await.status, 422);
        assert_eq!(shown(&alice, &status).await["quote_approval"]["automatic"], json!(["followers"]));
    });
}

#[test]
fn a_consent_taken_back_is_told_once() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let original = alice.posts("wise words").await;
        let quote = quotes(&bob, &original, "no").await.ok();
        home.settle().await;
        let mut socket = connect(home, &bob).await;
        subscribes(&mut socket, &[]).await;
        alice.act(&format!("/api/v1/statuses/{}/quotes/{}/revoke", id(&original), id(&quote))).await.ok();
        home.settle().await;
        assert_eq!(told(&mut socket, &bob).await, [("status.update".to_owned(), "no".to_owned())]);
    });
}

#[test]
fn consent_can_be_taken_back() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        let original = alice.posts("wise words").await;
        let quote = quotes(&bob, &original, "no, they are not").await.ok();
        home.settle().await;
        let path = format!("/api/v1/statuses/{}/quotes/{}/revoke", id(&original), id(&quote));
        assert_eq!(carol.act(&path).await.status, 404);
        let revoked = alice.act(&path).await.ok();
        assert_eq!(revoked["quote"], json!({ "state": "revoked", "quoted_status": null }));
        home.settle().await;
        assert_eq!(shown(&carol, &quote).await["quote"]["state"], "revoked");
        assert_eq!(shown(&alice, &original).await["quotes_count"], 0);
        assert!(alice.notified().await.is_empty());
        assert!(list(&alice.get(&format!("/api/v1/statuses/{}/quotes", id(&original))).await).is_empty());
    });
}

#[test]
fn whom_one_hides_stays_hidden_in_quotes() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        let original = alice.posts("wise words").await;
        let quote = quotes(&bob, &original, "so true").await.ok();
        carol.act(&format!("/api/v1/accounts/{}/mute", alice.account.id)).await.ok();
        assert_eq!(shown(&carol, &quote).await["quote"]["state"], "muted_account");
        carol.act(&format!("/api/v1/accounts/{}/block", alice.account.id)).await.ok();
        assert_eq!(shown(&carol, &quote).await["quote"]["state"], "blocked_account");
        let dave = home.person("dave").await;
        alice.act(&format!("/api/v1/accounts/{}/block", dave.account.id)).await.ok();
        let seen = shown(&dave, &quote).await;
        assert_eq!(seen["quote"], json!({ "state": "unauthorized", "quoted_status": null }));
    });
}

#[test]
fn consent_travels_between_servers() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        for (one, other) in [(&alice, &bob), (&bob, &alice)] {
            one.follows(&other.handle()).await;
        }
        settle(&[here, there]).await;
        alice.posts("wise words").await;
        posts_for(&alice, "mine alone", "nobody").await;
        settle(&[here, there]).await;
        let seen = bob.home().await;
        let said = |words: &str| seen.iter().find(|status| text(status) == words).unwrap();
        let (closed, open) = (said("mine alone"), said("wise words"));
        assert_eq!(open["quote_approval"]["current_user"], "automatic");
        assert_eq!(closed["quote_approval"]["current_user"], "denied");
        assert_eq!(quotes(&bob, closed, "hm").await.status, 404);
        let quote = quotes(&bob, open, "so true").await.ok();
        assert_eq!(quote["quote"], json!({ "state": "pending", "quoted_status": null }));
        settle(&[here, there]).await;
        assert_eq!(shown(&bob, &quote).await["quote"]["state"], "accepted");
        assert_eq!(alice.notified().await[0], "quote");
        let read = alice.home().await;
        let arrived = read.iter().find(|status| text(status).ends_with("so true")).unwrap();
        assert_eq!(text(&arrived["quote"]["quoted_status"]), "wise words");
        let original = arrived["quote"]["quoted_status"].clone();
        assert_eq!(original["quotes_count"], 1);
        let path = format!("/api/v1/statuses/{}/quotes/{}/revoke", id(&original), id(arrived));
        alice.act(&path).await.ok();
        settle(&[here, there]).await;
        assert_eq!(shown(&bob, &quote).await["quote"]["state"], "revoked");
    });
}

/// A note by somebody on a neighbour that quotes.
fn note(neighbour: &Neighbour, name: &str, number: u32, more: &Value) -> Value {
    let author = neighbour.url(&format!("/users/{name}"));
    let mut note = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "type": "Note",
        "id": neighbour.url(&format!("/notes/{number}")), "attributedTo": author,
        "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [format!("{author}/followers")],
        "content": format!("<p>note {number}</p>"), "published": "2025-11-01T10:00:00Z",
    });
    for (key, value) in more.as_object().unwrap() {
        note[key] = value.clone();
    }
    note
}

#[test]
fn quotes_of_others_are_shown_only_with_proof() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let neighbour = Neighbour::start().await;
        let (bob, carol) = (neighbour.person("bob"), neighbour.person("carol"));
        alice.finds(&bob.handle()).await;
        alice.finds(&carol.handle()).await;
        let bob_uri = bob.uri.clone();
        let quoted = json!({ "attributedTo": bob_uri });
        let mut said = note(&neighbour, "bob", 1, &quoted);
        said["cc"] = json!([]);
        neighbour.serves("/notes/1", &said);
        let quoted_uri = neighbour.url("/notes/1");
        let stamp = |quoting: u32, by: &str| {
            json!({
                "@context": "https://www.w3.org/ns/activitystreams", "type": "QuoteAuthorization",
                "id": neighbour.url(&format!("/stamps/{quoting}")), "attributedTo": by,
                "interactingObject": neighbour.url(&format!("/notes/{quoting}")), "interactionTarget": quoted_uri,
            })
        };
        neighbour.serves("/stamps/2", &stamp(2, &bob_uri));
        neighbour.serves("/stamps/3", &stamp(3, &carol.uri));
        for (number, more, state) in [
            (2, json!({ "quote": quoted_uri, "quoteAuthorization": neighbour.url("/stamps/2") }), "accepted"),
            (3, json!({ "quote": quoted_uri, "quoteAuthorization": neighbour.url("/stamps/3") }), "pending"),
            (4, json!({ "quote": quoted_uri, "quoteAuthorization": neighbour.url("/stamps/2") }), "pending"),
            (5, json!({ "_misskey_quote": quoted_uri, "quoteUrl": quoted_uri }), "pending"),
            (
                6,
                json!({ "quoteUri": quoted_uri, "quoteAuthorization": neighbour.url("/stamps/9") }),
                "pending",
            ),
        ] {
            let mut quoting = note(&neighbour, "carol", number, &more);
            quoting["attributedTo"] = carol.uri.clone().into();
            neighbour.serves(&format!("/notes/{number}"), &quoting);
            let address = neighbour.url(&format!("/notes/{number}"));
            let found = alice.get(&format!("/api/v2/search?resolve=true&q={address}")).await.ok();
            let status = &found["statuses"][0];
            assert_eq!(status["quote"]["state"], state, "{number}: {found}");
            let is_shown = !status["quote"]["quoted_status"].is_null();
            assert_eq!(is_shown, state == "accepted", "{number}");
        }
    });
}
