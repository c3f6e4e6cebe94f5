//! Interaction policies: authors elsewhere say who may favourite, answer and boost what they publish.

use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person, Stranger,
    people::{id, text},
};

use crate::with_site;

const EVERYBODY: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A note of somebody elsewhere with this policy.
fn note(by: &Stranger, number: u32, policy: &Value) -> Value {
    let mut note = by.note(number, "<p>what I think</p>");
    note["@context"] = json!("https://www.w3.org/ns/activitystreams");
    note["interactionPolicy"] = policy.clone();
    note
}

/// What somebody here finds at the address of a note of the neighbour.
async fn found(by: &Person, neighbour: &Neighbour, note: &Value) -> Value {
    let address = note["id"].as_str().unwrap();
    neighbour.serves(address.strip_prefix(&neighbour.url("")).unwrap(), note);
    let found = by.get(&format!("/api/v2/search?resolve=true&q={address}")).await.ok();
    found["statuses"][0].clone()
}

async fn answers(by: &Person, status: &Value, words: &str) -> testkit::Answer {
    by.post("/api/v1/statuses", json!({ "status": words, "in_reply_to_id": id(status) })).await
}

async fn does(by: &Person, what: &str, status: &Value) -> testkit::Answer {
    by.act(&format!("/api/v1/statuses/{}/{what}", id(status))).await
}

async fn shown(to: &Person, status: &Value) -> Value {
    to.get(&format!("/api/v1/statuses/{}", id(status))).await.ok()
}

/// Somebody elsewhere follows somebody here.
async fn follows(who: &Stranger, whom: &Person, home: &Home) {
    let uri = home.site.instance.url(&format!("/ap/users/{}", whom.account.id));
    who.delivers(home, &who.activity("Follow", 1, &json!(uri))).await;
    home.settle().await;
}

/// Of what reached a neighbour, that of these types.
fn received(neighbour: &Neighbour, kinds: &[&str]) -> Vec<Value> {
    let all = neighbour.received().into_iter().map(|received| received.activity);
    all.filter(|activity| kinds.contains(&activity["type"].as_str().unwrap())).collect()
}

/// Alice has answered, favourited and boosted a status of bob's, who wants to be asked; dave elsewhere follows her.
struct Asked {
    alice: Person,
    neighbour: Neighbour,
    other: Neighbour,
    bob: Stranger,
    status: Value,
    reply: Value,
}

async fn asked(home: &Home) -> Asked {
    let alice = home.person("alice").await;
    let (neighbour, other) = (Neighbour::start().await, Neighbour::start().await);
    let (bob, dave) = (neighbour.person("bob"), other.person("dave"));
    follows(&dave, &alice, home).await;
    let asks = json!({ "automaticApproval": [bob.uri], "manualApproval": [EVERYBODY] });
    let policy = json!({ "canLike": asks, "canReply": asks, "canAnnounce": asks });
    let status = found(&alice, &neighbour, &note(&bob, 1, &policy)).await;
    let reply = answers(&alice, &status, "may I?").await.ok();
    does(&alice, "favourite", &status).await.ok();
    does(&alice, "reblog", &status).await.ok();
    home.settle().await;
    Asked { alice, neighbour, other, bob, status, reply }
}

/// The author's answer to a wish, as GoToSocial gives it.
fn answer(by: &Stranger, kind: &str, number: u32, wish: &Value) -> Value {
    let named = json!({
        "type": wish["type"], "id": wish["id"], "actor": wish["actor"], "object": wish["object"],
        "instrument": wish["instrument"]["id"],
    });
    let mut answer = by.activity(kind, number, &named);
    answer["to"] = wish["actor"].clone();
    if kind == "Accept" {
        answer["result"] = format!("{}/authorizations/{number}", by.uri).into();
    }
    answer
}

#[test]
fn people_here_do_only_what_authors_elsewhere_let_them() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let neighbour = Neighbour::start().await;
        let bob = neighbour.person("bob");
        let carol_uri = home.site.instance.url(&format!("/ap/users/{}", carol.account.id));
        let mut closed = note(
            &bob,
            1,
            &json!({
                "canLike": { "automaticApproval": [bob.uri] },
                "canReply": { "automaticApproval": [bob.uri, format!("{}/followers", bob.uri)] },
                "canAnnounce": { "automaticApproval": [bob.uri, carol_uri] },
            }),
        );
        closed["tag"] = json!([{ "type": "Mention", "href": carol_uri, "name": "@carol" }]);
        let status = found(&alice, &neighbour, &closed).await;
        let favourite = does(&alice, "favourite", &status).await;
        assert_eq!(favourite.status, 403);
        assert_eq!(favourite.json()["error"], "The author lets nobody like this post");
        let reply = answers(&alice, &status, "may I?").await;
        assert_eq!(reply.status, 403);
        assert_eq!(reply.json()["error"], "The author lets only their followers answer this post");
        let reblog = does(&alice, "reblog", &status).await;
        assert_eq!(reblog.json()["error"], "The author lets only people mentioned in it boost this post");
        let at = home.site.now().plus_millis(3_600_000).to_rfc3339_seconds();
        let later = json!({ "status": "later", "in_reply_to_id": id(&status), "scheduled_at": at });
        assert_eq!(alice.post("/api/v1/statuses", later).await.status, 403);
        home.settle().await;
        assert!(neighbour.received().is_empty(), "nothing is sent");
        let seen = shown(&alice, &status).await;
        assert_eq!((&seen["replies_count"], &seen["favourites_count"]), (&json!(0), &json!(0)));
        // Whoever is named may answer, and here boost, too.
        let reply = answers(&carol, &status, "you spoke of me").await.ok();
        does(&carol, "reblog", &status).await.ok();
        home.settle().await;
        assert_eq!(received(&neighbour, &["Create", "Announce"]).len(), 2);
        bob.delivers(home, &bob.activity("Reject", 1, &json!(reply["uri"]))).await;
        home.settle().await;
        assert_eq!(text(&shown(&alice, &reply).await), "you spoke of me", "there was nothing to refuse");
        let mut open = closed.clone();
        open["interactionPolicy"] = json!({});
        bob.delivers(home, &bob.activity("Update", 1, &open)).await;
        home.settle().await;
        does(&alice, "favourite", &status).await.ok();
        answers(&alice, &status, "at last").await.ok();
    });
}

#[test]
fn what_needs_consent_is_told_to_others_when_it_is_given() {
    with_site(async |home| {
        let Asked { alice, neighbour, other, bob, status, reply } = asked(home).await;
        let wishes = received(&neighbour, &["LikeRequest", "ReplyRequest", "AnnounceRequest"]);
        assert_eq!(wishes.len(), neighbour.received().len(), "nothing but wishes: {wishes:?}");
        let told = received(&other, &["Create", "Announce"]);
        assert!(told.is_empty(), "{told:?}");
        let wish = |kind: &str| wishes.iter().find(|wish| wish["type"] == kind).unwrap();
        let asked = wish("ReplyRequest");
        assert_eq!((&asked["object"], &asked["to"]), (&status["uri"], &json!([bob.uri])));
        assert_eq!(asked["instrument"]["inReplyTo"], status["uri"]);
        assert_eq!(wish("LikeRequest")["instrument"]["type"], "Like");
        assert_eq!(wish("AnnounceRequest")["instrument"]["type"], "Announce");
        // Only the author can consent, and only to what is theirs.
        let mallory = other.person("mallory");
        mallory.delivers(home, &answer(&mallory, "Accept", 1, asked)).await;
        home.settle().await;
        assert!(received(&other, &["Create", "Announce"]).is_empty());
        for (number, kind) in [(1, "ReplyRequest"), (2, "AnnounceRequest"), (3, "LikeRequest")] {
            let consent = answer(&bob, "Accept", number, wish(kind));
            bob.delivers(home, &consent).await;
            home.settle().await;
            bob.delivers(home, &consent).await;
            home.settle().await;
        }
        let told = received(&other, &["Create", "Announce"]);
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0]["object"]["replyAuthorization"], format!("{}/authorizations/1", bob.uri));
        assert_eq!(told[1]["announceAuthorization"], format!("{}/authorizations/2", bob.uri));
        assert!(text(&shown(&alice, &reply).await).contains("may I?"));
        assert_eq!(shown(&alice, &status).await["favourited"], true);
    });
}

#[test]
fn what_is_refused_is_taken_back() {
    with_site(async |home| {
        let Asked { alice, neighbour, other, bob, status, reply } = asked(home).await;
        let before = other.received().len();
        for (number, wish) in
            (1..).zip(received(&neighbour, &["LikeRequest", "ReplyRequest", "AnnounceRequest"]))
        {
            bob.delivers(home, &answer(&bob, "Reject", number, &wish)).await;
        }
        home.settle().await;
        let seen = shown(&alice, &status).await;
        assert_eq!((&seen["favourited"], &seen["reblogged"]), (&json!(false), &json!(false)));
        assert_eq!(seen["replies_count"], 0);
        assert_eq!(alice.get(&format!("/api/v1/statuses/{}", id(&reply))).await.status, 404);
        assert_eq!(other.received().len(), before, "who never had it hears nothing of its end");
        // Where everybody may, nothing can be refused.
        let open = found(&alice, &neighbour, &note(&bob, 2, &json!({}))).await;
        let reply = answers(&alice, &open, "hello").await.ok();
        home.settle().await;
        let mut refusal = bob.activity("Reject", 9, &json!(reply["uri"]));
        refusal["to"] = json!([]);
        bob.delivers(home, &refusal).await;
        home.settle().await;
        shown(&alice, &reply).await;
    });
}

#[test]
fn older_servers_are_not_asked_but_their_consent_is_passed_on() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let neighbour = Neighbour::start().await;
        let bob = neighbour.person("bob");
        let policy = json!({ "canReply": { "always": [bob.uri], "approvalRequired": [EVERYBODY] } });
        let status = found(&alice, &neighbour, &note(&bob, 1, &policy)).await;
        let reply = answers(&alice, &status, "may I?").await.ok();
        home.settle().await;
        assert_eq!(received(&neighbour, &["Create"]).len(), 1);
        let mut consent = bob.activity("Accept", 1, &json!(reply["uri"]));
        consent["to"] = json!([EVERYBODY]);
        consent["result"] = format!("{}/authorizations/1", bob.uri).into();
        bob.delivers(home, &consent).await;
        home.settle().await;
        let told = received(&neighbour, &["Update"]);
        assert_eq!(told[0]["object"]["replyAuthorization"], consent["result"]);
    });
}

#[test]
fn wishes_of_others_are_granted_to_those_who_see_what_they_are_about() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let neighbour = Neighbour::start().await;
        let (bob, carol) = (neighbour.person("bob"), neighbour.person("carol"));
        follows(&bob, &alice, home).await;
        let private = alice.posts_with(json!({ "status": "for friends", "visibility": "private" })).await;
        home.settle().await;
        let wish = |by: &Stranger, kind: &str, number: u32, instrument: &Value| {
            let mut wish = by.activity(kind, number, &private["uri"]);
            wish["instrument"] = instrument.clone();
            wish
        };
        let like = bob.activity("Like", 1, &private["uri"]);
        let mut reply = bob.note(2, "<p>so true</p>");
        reply["inReplyTo"] = private["uri"].clone();
        let share = bob.activity("Announce", 3, &private["uri"]);
        for wish in [
            wish(&bob, "LikeRequest", 1, &like),
            wish(&bob, "ReplyRequest", 2, &reply),
            wish(&bob, "AnnounceRequest", 3, &share),
            wish(&carol, "LikeRequest", 4, &carol.activity("Like", 4, &private["uri"])),
        ] {
            let by = if wish["actor"] == carol.uri.as_str() { &carol } else { &bob };
            by.delivers(home, &wish).await;
            home.settle().await;
        }
        let seen = shown(&alice, &private).await;
        assert_eq!((&seen["favourites_count"], &seen["replies_count"]), (&json!(1), &json!(1)));
        assert_eq!(seen["reblogs_count"], 0, "what only friends see is not boosted");
        let answers: Vec<Value> = received(&neighbour, &["Accept", "Reject"])
            .into_iter()
            .filter(|answer| answer["object"]["type"] != "Follow")
            .collect();
        let kinds: Vec<&Value> = answers.iter().map(|answer| &answer["type"]).collect();
        assert_eq!(kinds, ["Accept", "Accept", "Reject"], "carol learns nothing");
        for (answer, (kind, doing)) in
            answers.iter().zip([("LikeAuthorization", &like["id"]), ("ReplyAuthorization", &reply["id"])])
        {
            let address = answer["result"].as_str().unwrap();
            let read = bob.asks(home, address).await.ok();
            assert_eq!((&read["type"], &read["interactingObject"]), (&json!(kind), doing));
            assert_eq!(read["interactionTarget"], private["uri"]);
            assert_eq!(carol.asks(home, address).await.status, 404);
        }
    });
}
