//! Signatures and proofs: whose words something is, in every form that servers use to say so.

use activitypub::{
    proof,
    signature::{Form, PublicKey},
};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person, Stranger, neighbour::deliver};

use crate::with_site;

/// Alice follows bob, who consents.
async fn followed(home: &Home) -> (Person, Neighbour, Stranger) {
    let alice = home.person("alice").await;
    let far = Neighbour::start().await;
    let bob = far.person("bob");
    alice.follows(&bob.handle()).await;
    home.settle().await;
    let follow = far.received().last().expect("a follow arrived").activity.clone();
    assert_eq!(bob.delivers(home, &bob.activity("Accept", 1, &follow)).await.status, 202);
    home.settle().await;
    (alice, far, bob)
}

#[test]
fn the_standard_form_opens_the_inbox_with_either_key() {
    with_site(async |home| {
        let (alice, _far, bob) = followed(home).await;
        let keys = [(&bob.key, bob.key_id()), (&bob.proving_key, bob.proving_key_id())];
        for (number, (key, key_id)) in (1..).zip(keys) {
            let create = bob.activity("Create", number, &bob.note(number, &format!("post {number}")));
            let body = create.to_string().into_bytes();
            let headers = bob.signs_as(Form::Standard, (key, &key_id), home, &body);
            let refused = deliver(&home.requests, &headers, [&body[..], b" "].concat()).await;
            assert_eq!(refused.status, 401);
            let wish = refused.headers["accept-signature"].to_str().unwrap();
            assert!(wish.contains("\"content-digest\""), "what to sign is told: {wish}");
            assert_eq!(deliver(&home.requests, &headers, body).await.status, 202, "{key_id}");
            home.settle().await;
            home.pass(1_000);
        }
        assert_eq!(alice.home_texts().await, ["post 2", "post 1"]);
    });
}

#[test]
fn a_key_that_was_replaced_is_asked_for_once_and_the_old_one_counts_no_more() {
    with_site(async |home| {
        let (alice, far, old) = followed(home).await;
        let posts = async |by: &Stranger, number: u32| {
            let create = by.activity("Create", number, &by.note(number, &format!("post {number}")));
            let status = by.delivers(home, &create).await.status;
            home.settle().await;
            status
        };
        assert_eq!(posts(&old, 1).await, 202);
        let asked = || far.asked().iter().filter(|path| path.starts_with("/users/bob")).count();
        // The same person with other keys under the same addresses, as after a move to another machine.
        let new = far.person("bob");
        assert_eq!(old.key_id(), new.key_id());
        let before = asked();
        home.pass(1_000);
        assert_eq!((posts(&new, 2).await, asked() - before), (StatusCode::ACCEPTED, 1), "asked for once");
        home.pass(1_000);
        assert_eq!((posts(&new, 3).await, asked() - before), (StatusCode::ACCEPTED, 1));
        // Whoever holds the old key gets nowhere, and costs no further question.
        for number in 4..8 {
            assert_eq!(posts(&old, number).await, 401);
        }
        assert_eq!(asked() - before, 1);
        assert_eq!(alice.home_texts().await, ["post 3", "post 2", "post 1"]);
    });
}

#[test]
fn a_key_counts_until_the_end_that_its_owner_tells() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let until = |millis: i64| {
            let mut profile = bob.document();
            profile["publicKey"]["expires"] = json!(home.site.now().plus_millis(millis).to_rfc3339_seconds());
            profile
        };
        far.serves("/users/bob", &until(60_000));
        let told = bob.activity("Update", 1, &until(60_000));
        assert_eq!(bob.delivers(home, &told).await.status, 202);
        home.settle().await;
        let posts = async |number: u32| {
            let create = bob.activity("Create", number, &bob.note(number, &format!("post {number}")));
            let status = bob.delivers(home, &create).await.status;
            home.settle().await;
            status
        };
        assert_eq!(posts(1).await, 202);
        home.pass(61_000);
        assert_eq!(posts(2).await, 401, "its time is over, and it is still the only one");
        far.serves("/users/bob", &until(60_000));
        home.pass(10 * 60_000);
        assert_eq!(posts(3).await, 401);
        far.serves("/users/bob", &until(3_600_000));
        home.pass(60 * 60_000);
        far.serves("/users/bob", &until(3_600_000));
        assert_eq!(posts(4).await, 202, "its owner gave it more time");
        assert_eq!(alice.home_texts().await, ["post 4", "post 1"]);
    });
}

#[test]
fn what_another_signature_would_not_mend_is_not_sent_again() {
    with_site(async |home| {
        let (_alice, far, bob) = followed(home).await;
        let dan = far.person("dan");
        let like = bob.activity("Like", 1, &json!("https://home.example/nothing"));
        assert_eq!(dan.delivers(home, &like).await.status, 403, "only bob likes for bob");
        let mut elsewhere = bob.activity("Like", 2, &json!("https://home.example/nothing"));
        elsewhere["id"] = json!("https://other.example/likes/1");
        assert_eq!(bob.delivers(home, &elsewhere).await.status, 403, "names are given by their hosts");
        let of_no_interest = bob.activity("Like", 3, &json!("https://home.example/nothing"));
        assert_eq!(bob.delivers(home, &of_no_interest).await.status, 202);
    });
}

#[test]
fn a_key_may_be_named_by_the_handle_of_its_owner() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let send = async |key_id: &str, number: u32| {
            let create = bob.activity("Create", number, &bob.note(number, "hello"));
            let body = create.to_string().into_bytes();
            let headers = bob.signs_as(Form::Draft, (&bob.key, key_id), home, &body);
            deliver(&home.requests, &headers, body).await.status
        };
        assert_eq!(send(&format!("acct:{}", bob.handle()), 1).await, 202);
        assert_eq!(send("acct:alice@home.example", 2).await, 503, "whoever cannot be asked now, may later");
        assert_eq!(send(&format!("acct:nobody@{}", far.domain), 3).await, 401);
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["hello"]);
    });
}

#[test]
fn a_key_that_cannot_be_had_now_is_asked_for_again() {
    with_site(async |home| {
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        far.answers("/users/bob", StatusCode::SERVICE_UNAVAILABLE);
        let like = bob.activity("Like", 1, &json!("https://home.example/nothing"));
        let answer = bob.delivers(home, &like).await;
        assert_eq!(answer.status, 503, "the sender keeps it");
        assert!(answer.headers.contains_key("retry-after"));
        far.serves("/users/bob", &bob.document());
        assert_eq!(bob.delivers(home, &like).await.status, 202);
    });
}

#[test]
fn what_is_proved_may_be_passed_on_by_anybody() {
    with_site(async |home| {
        let (alice, _far, bob) = followed(home).await;
        let elsewhere = Neighbour::start().await;
        let relay = elsewhere.person("relay");
        let proved = bob.proves(home, bob.activity("Create", 1, &bob.note(1, "as bob said")));
        assert_eq!(relay.delivers(home, &proved).await.status, 202);
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["as bob said"]);
        let mut altered = bob.proves(home, bob.activity("Create", 2, &bob.note(2, "as bob said")));
        altered["object"]["content"] = json!("as bob never said");
        assert_eq!(relay.delivers(home, &altered).await.status, 401);
        let own = relay.proves(home, bob.activity("Create", 3, &bob.note(3, "as relay says")));
        relay.delivers(home, &own).await;
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["as bob said"], "what another proves is not bob's");
    });
}

#[test]
fn what_is_passed_on_unproved_is_asked_for_where_it_comes_from() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let elsewhere = Neighbour::start().await;
        let relay = elsewhere.person("relay");
        let post = alice.posts("what do you think?").await;
        let mut answer = bob.note(1, "as bob said");
        answer["inReplyTo"] = post["uri"].clone();
        far.serves("/users/bob/notes/1", &answer);
        let mut altered = answer.clone();
        altered["content"] = json!("as bob never said");
        let thread = async || {
            let id = post["id"].as_str().unwrap();
            let context = alice.get(&format!("/api/v1/statuses/{id}/context")).await.ok();
            let all = context["descendants"].as_array().unwrap().clone();
            all.iter().map(|status| status["content"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(relay.delivers(home, &bob.activity("Create", 1, &altered)).await.status, 202);
        home.settle().await;
        assert_eq!(thread().await, ["as bob said"]);

        let end = bob.activity("Delete", 2, &json!(answer["id"]));
        assert_eq!(relay.delivers(home, &end).await.status, 202);
        home.settle().await;
        assert_eq!(thread().await, ["as bob said"], "it is still there");
        far.answers("/users/bob/notes/1", StatusCode::GONE);
        assert_eq!(relay.delivers(home, &bob.activity("Delete", 3, &json!(answer["id"]))).await.status, 202);
        home.settle().await;
        assert_eq!(thread().await, Vec::<String>::new());

        let stranger = bob.activity("Create", 4, &bob.note(4, "of no concern"));
        relay.delivers(home, &stranger).await;
        home.settle().await;
        assert!(
            !far.asked().contains(&"/users/bob/notes/4".to_owned()),
            "nobody is asked for the sake of strangers"
        );
    });
}

#[test]
fn what_everybody_may_read_carries_a_proof() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let follow = bob.activity("Follow", 1, &json!(alice.account.uri));
        assert_eq!(bob.delivers(home, &follow).await.status, 202);
        home.settle().await;
        alice.posts("for everybody").await;
        alice.posts_with(json!({ "status": "for followers", "visibility": "private" })).await;
        home.settle().await;
        let received = far.received();
        let find = |text: &str| {
            let is_it = |activity: &&Value| {
                activity["object"]["content"].as_str().is_some_and(|said| said.contains(text))
            };
            received.iter().map(|received| &received.activity).find(is_it).expect("it arrived")
        };
        let request = home.requests.request(Method::GET, &alice.account.uri);
        let request = request.header("accept", "application/activity+json");
        let actor: Value = serde_json::from_str(&home.requests.send(request).await.text).unwrap();
        let method = &actor["assertionMethod"][0];
        let key = PublicKey::from_multibase(method["publicKeyMultibase"].as_str().unwrap()).unwrap();
        let create = find("for everybody");
        let claim = proof::Claim::read(create, "2026-01-01T00:00:00Z").expect("there is a proof").unwrap();
        assert_eq!((claim.key_id.as_str(), claim.verify(&key)), (method["id"].as_str().unwrap(), Ok(())));
        assert_eq!(find("for followers")["proof"], Value::Null, "who passes it on must not prove it");
        let served = bob.asks(home, create["id"].as_str().unwrap()).await.ok();
        let claim =
            proof::Claim::read(&served, "2026-01-01T00:00:00Z").expect("where it stands, too").unwrap();
        assert_eq!(claim.verify(&key), Ok(()));
        let private = find("for followers")["id"].as_str().unwrap();
        assert_eq!(bob.asks(home, private).await.ok()["proof"], Value::Null);
    });
}
