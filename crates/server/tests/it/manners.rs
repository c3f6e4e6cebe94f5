//! Manners: requests are signed as well as each neighbour understands, which is found out from what it says and does.

use activitypub::signature::{Claim, Form, PublicKey};
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person, Stranger, neighbour::deliver};

use crate::with_site;

const DAY_MS: i64 = 24 * 3_600_000;

/// Bob on a neighbour follows alice.
async fn followed(home: &Home) -> (Person, Neighbour, Stranger) {
    let alice = home.person("alice").await;
    let far = Neighbour::start().await;
    let bob = far.person("bob");
    let follow = bob.activity("Follow", 1, &json!(alice.account.uri));
    assert_eq!(bob.delivers(home, &follow).await.status, 202);
    home.settle().await;
    (alice, far, bob)
}

/// How the last delivery was signed: the form, and which key.
fn last(far: &Neighbour) -> (Form, String) {
    let headers = far.received().pop().expect("something was delivered").headers;
    let text =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let form = if headers.contains_key("signature-input") { Form::Standard } else { Form::Draft };
    let said = text("signature-input") + &text("signature");
    let key = if said.contains("#ed25519-key") { "ed25519" } else { "rsa" };
    (form, key.to_owned())
}

async fn posts(home: &Home, alice: &Person, text: &str) {
    alice.posts(text).await;
    home.settle().await;
}

fn is_in(form: Form) -> impl Fn(&testkit::neighbour::Asked<'_>) -> bool + Send + Sync {
    move |asked| asked.method == Method::GET || asked.form() == Some(form)
}

#[test]
fn whoever_reads_only_the_standard_is_understood_and_remembered() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        far.takes_only(is_in(Form::Standard));
        let tries = far.tries();
        posts(home, &alice, "one").await;
        assert_eq!(last(&far), (Form::Standard, "rsa".into()));
        assert_eq!(far.tries() - tries, 2, "the draft first, then the standard");
        posts(home, &alice, "two").await;
        assert_eq!(far.tries() - tries, 3, "it is known now");
        far.takes_only(is_in(Form::Draft));
        posts(home, &alice, "three").await;
        assert_eq!((last(&far), far.tries() - tries), ((Form::Draft, "rsa".into()), 5), "and may change");
        posts(home, &alice, "four").await;
        assert_eq!((last(&far), far.tries() - tries), ((Form::Draft, "rsa".into()), 6));
        assert_eq!(store::deliveries::count(&home.site.store).await.unwrap(), 0);
    });
}

#[test]
fn what_a_neighbour_wants_to_be_signed_is_signed() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let wish = "x=(\"@method\" \"@target-uri\" \"@authority\" \"content-type\");created;keyid;expires;\
                    nonce=\"a-word\";tag=\"social\"";
        far.answers_deliveries_with(StatusCode::ACCEPTED, &[("accept-signature", wish)]);
        let said = |asked: &testkit::neighbour::Asked<'_>| {
            let input = asked.headers.get("signature-input").and_then(|value| value.to_str().ok());
            input.unwrap_or_default().to_owned()
        };
        far.takes_only(move |asked| {
            let input = said(asked);
            ["x=(", "\"@authority\"", ";expires=", ";nonce=\"a-word\"", ";tag=\"social\""]
                .iter()
                .all(|word| input.contains(word))
        });
        let tries = far.tries();
        posts(home, &alice, "one").await;
        assert_eq!(far.tries() - tries, 2, "asked once, and then done");
        let (form, _) = last(&far);
        assert_eq!(form, Form::Standard);
        let input = far.received().pop().unwrap().headers["signature-input"].to_str().unwrap().to_owned();
        assert!(input.contains("\"content-digest\"") && input.contains("\"content-type\""), "{input}");
        posts(home, &alice, "two").await;
        assert_eq!(far.tries() - tries, 4, "a word counts once");
        // So are documents asked for.
        far.serves("/users/bob/notes/9", &bob.note(9, "<p>ask for me so</p>"));
        let found = alice.get(&format!("/api/v2/search?resolve=true&q={}/notes/9", bob.uri)).await.ok();
        assert_eq!(found["statuses"][0]["content"], "<p>ask for me so</p>");
    });
}

#[test]
fn whoever_signs_by_the_standard_is_written_to_by_the_standard() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        posts(home, &alice, "one").await;
        assert_eq!(last(&far), (Form::Draft, "rsa".into()));
        let keys = [(&bob.key, bob.key_id(), "rsa"), (&bob.proving_key, bob.proving_key_id(), "ed25519")];
        for (number, (key, key_id, name)) in (1..).zip(keys) {
            let like = bob.activity("Like", number, &json!("https://elsewhere.example/1"));
            let body = like.to_string().into_bytes();
            let headers = bob.signs_as(Form::Standard, (key, &key_id), home, &body);
            assert_eq!(deliver(&home.requests, &headers, body).await.status, 202);
            posts(home, &alice, name).await;
            assert_eq!(last(&far), (Form::Standard, name.into()));
        }
    });
}

#[test]
fn a_signature_by_the_standard_can_be_checked_with_the_key_of_the_profile() {
    with_site(async |home| {
        let (alice, far, bob) = followed(home).await;
        let mut document = bob.document();
        document["generator"] = json!({ "type": "Application", "implements": [
            { "href": "https://datatracker.ietf.org/doc/html/rfc9421#name-eddsa-using-curve-edwards25" },
        ] });
        far.serves("/users/bob", &document);
        let update = bob.activity("Update", 1, &document);
        assert_eq!(bob.delivers(home, &update).await.status, 202);
        home.settle().await;
        alice.posts_with(json!({ "status": "for followers", "visibility": "private" })).await;
        home.settle().await;
        assert_eq!(last(&far), (Form::Standard, "ed25519".into()), "as its profile says (FEP-844e)");
        let received = far.received().pop().unwrap();
        let request = home.requests.request(Method::GET, &alice.account.uri);
        let request = request.header("accept", "application/activity+json");
        let actor: Value = serde_json::from_str(&home.requests.send(request).await.text).unwrap();
        let key = actor["assertionMethod"][0]["publicKeyMultibase"].as_str().unwrap();
        let body = received.activity.to_string();
        let header =
            |name: &str| received.headers.get(name).and_then(|value| Some(value.to_str().ok()?.to_owned()));
        let request = activitypub::signature::Received {
            method: "POST",
            scheme: "http",
            host: &far.domain,
            path_and_query: "/inbox",
            header: &header,
            body: Some(body.as_bytes()),
            now_ms: home.site.now().as_millis(),
        };
        let claim = Claim::read(&request).unwrap();
        assert!(claim.covers("collection-synchronization"));
        assert_eq!(claim.verify(&request, &PublicKey::from_multibase(key).unwrap()), Ok(()));
    });
}

#[test]
fn something_better_is_tried_once_a_week_where_signatures_are_looked_at() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        far.takes_only(|asked| asked.method == Method::GET || asked.form().is_some());
        posts(home, &alice, "one").await;
        assert_eq!(last(&far), (Form::Draft, "rsa".into()), "not at once");
        home.pass(8 * DAY_MS);
        posts(home, &alice, "two").await;
        assert_eq!(last(&far), (Form::Standard, "ed25519".into()));
        posts(home, &alice, "three").await;
        assert_eq!(last(&far), (Form::Standard, "ed25519".into()));
    });
}

#[test]
fn whoever_takes_everything_is_written_to_as_before() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        posts(home, &alice, "one").await;
        home.pass(8 * DAY_MS);
        let tries = far.tries();
        posts(home, &alice, "two").await;
        assert_eq!(last(&far), (Form::Draft, "rsa".into()), "it may have dropped what it could not read");
        assert_eq!(far.tries() - tries, 3);
        posts(home, &alice, "three").await;
        assert_eq!(far.tries() - tries, 4, "and is not asked again before another week");
    });
}

#[test]
fn whoever_does_not_read_what_is_better_gets_what_it_reads() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        far.takes_only(is_in(Form::Draft));
        posts(home, &alice, "one").await;
        home.pass(8 * DAY_MS);
        for text in ["two", "three"] {
            posts(home, &alice, text).await;
            assert_eq!(last(&far), (Form::Draft, "rsa".into()));
        }
        assert_eq!(store::deliveries::count(&home.site.store).await.unwrap(), 0);
    });
}

#[test]
fn a_fetch_is_signed_in_another_form_when_the_first_is_refused() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        far.person("bob");
        far.takes_only(|asked| asked.form() == Some(Form::Standard));
        alice.finds(&format!("bob@{}", far.domain)).await;
        assert!(far.asked().contains(&"/users/bob".to_owned()));
    });
}

#[test]
fn a_fetch_is_signed_without_its_query_for_those_who_forget_it() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let actor = home.requests.get("/actor").await.ok();
        let key = PublicKey::from_pem(actor["publicKey"]["publicKeyPem"].as_str().unwrap()).unwrap();
        let (host, now_ms) = (far.domain.clone(), home.site.now().as_millis());
        far.takes_only(move |asked| {
            let bare = asked.path.split('?').next().unwrap();
            asked.form() == Some(Form::Draft) && fits(&key, &host, now_ms, bare, asked.headers)
        });
        let mut note = bob.note(1, "asked with a query");
        let address = far.url("/notes?id=1");
        note["id"] = json!(address);
        far.serves("/notes?id=1", &note);
        let query =
            format!("/api/v2/search?resolve=true&q={}", address.replace('?', "%3F").replace('=', "%3D"));
        let found = alice.get(&query).await.ok();
        assert_eq!(found["statuses"][0]["content"], "asked with a query", "{found}");
    });
}

fn fits(key: &PublicKey, host: &str, now_ms: i64, path: &str, headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| Some(value.to_str().ok()?.to_owned()));
    let request = activitypub::signature::Received {
        method: "GET",
        scheme: "http",
        host,
        path_and_query: path,
        header: &header,
        body: None,
        now_ms,
    };
    Claim::read(&request).is_ok_and(|claim| claim.verify(&request, key).is_ok())
}

#[test]
fn a_server_that_asks_for_the_standard_gets_it_though_it_refused_it_before() {
    with_site(async |home| {
        let (alice, far, _) = followed(home).await;
        far.takes_only(|asked| asked.method == Method::GET);
        posts(home, &alice, "one").await;
        let tries = far.tries();
        posts(home, &alice, "two").await;
        assert_eq!(far.tries(), tries, "what comes later waits for its turn");
        far.takes_only(|_| true);
        far.answers_deliveries_with(StatusCode::UNAUTHORIZED, &[("accept-signature", "sig1=(\"@method\")")]);
        home.pass(11 * 60_000);
        home.settle().await;
        assert_eq!(last(&far), (Form::Standard, "rsa".into()));
    });
}
