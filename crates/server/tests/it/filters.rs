//! Filters: what one does not want to meet unprepared is marked wherever it is shown.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Person,
    people::{id, list},
};

use crate::with_site;

const HOUR_MS: i64 = 3_600_000;

async fn filter(by: &Person, keywords: &[&str], more: Value) -> Value {
    let keywords: Vec<Value> =
        keywords.iter().map(|word| json!({ "keyword": word, "whole_word": true })).collect();
    let mut body = json!({ "title": "No", "context": ["home", "public"], "keywords_attributes": keywords });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    by.post("/api/v2/filters", body).await.ok()
}

#[test]
fn what_a_filter_finds_is_marked_everywhere() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.follows("bob").await;
        let made = filter(&alice, &["spoiler", "Straße"], json!({ "filter_action": "hide" })).await;
        assert_eq!(
            (&made["filter_action"], &made["keywords"][1]["keyword"]),
            (&json!("hide"), &json!("Straße"))
        );
        let found = bob.posts("a SPOILER on my straße @alice").await;
        let other = bob.posts("spoilers are another word").await;
        let poll = json!({ "options": ["spoiler", "none"], "expires_in": 600 });
        bob.posts_with(json!({ "status": "a poll", "poll": poll })).await;
        bob.posts_with(json!({ "status": "warned", "spoiler_text": "spoiler!" })).await;
        let carol = home.person("carol").await;
        carol.reblogs(&found).await;
        home.settle().await;
        let seen: Vec<usize> =
            alice.home().await.iter().map(|s| s["filtered"].as_array().unwrap().len()).collect();
        assert_eq!(seen, [1, 1, 0, 1]);
        let path = format!("/api/v1/statuses/{}", id(&found));
        let shown = alice.get(&path).await.ok();
        assert_eq!(shown["filtered"][0]["keyword_matches"], json!(["spoiler", "Straße"]));
        assert_eq!(
            (&shown["filtered"][0]["filter"]["id"], shown["filtered"][0]["filter"].get("keywords")),
            (&made["id"], None)
        );
        assert_eq!(alice.notifications().await[0]["status"]["filtered"].as_array().unwrap().len(), 1);
        let reblog =
            list(&alice.get(&format!("/api/v1/accounts/{}/statuses", carol.account.id)).await)[0].clone();
        assert_eq!(
            (
                reblog["filtered"].as_array().unwrap().len(),
                reblog["reblog"]["filtered"].as_array().unwrap().len()
            ),
            (1, 1)
        );
        assert_eq!(bob.get(&path).await.ok()["filtered"], json!([]), "it is alice's filter");
        assert_eq!(alice.get(&format!("/api/v1/statuses/{}", id(&other))).await.ok()["filtered"], json!([]));
    });
}

#[test]
fn filters_are_changed_end_and_go() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = bob.posts("cats and dogs").await;
        let marks = async || {
            let shown = alice.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok();
            shown["filtered"].as_array().unwrap().len()
        };
        let made = filter(&alice, &["cats"], json!({ "expires_in": 3_600 })).await;
        assert_eq!((marks().await, made["expires_at"].is_string()), (1, true));
        home.pass(HOUR_MS + 1_000);
        assert_eq!(marks().await, 0, "it has ended");
        let path = format!("/api/v2/filters/{}", id(&made));
        let word = &made["keywords"][0]["id"];
        let change = json!({
            "expires_in": "", "title": "Dogs",
            "keywords_attributes": [{ "id": word, "_destroy": true }, { "keyword": "dog", "whole_word": false }],
        });
        let changed = alice.send(Method::PUT, &path, Some(change)).await.ok();
        assert_eq!(
            (&changed["title"], &changed["keywords"][0]["keyword"], &changed["expires_at"]),
            (&json!("Dogs"), &json!("dog"), &Value::Null)
        );
        assert_eq!(changed["context"], json!(["home", "public"]), "what is not said stays");
        assert_eq!(marks().await, 1);
        assert_eq!(bob.get(&path).await.status, 404);
        alice.send(Method::DELETE, &path, None).await.ok();
        assert_eq!((marks().await, alice.get("/api/v2/filters").await.ok()), (0, json!([])));
    });
}

#[test]
fn keywords_and_statuses_have_doors_of_their_own() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = bob.posts("quite harmless").await;
        let made = filter(&alice, &[], json!({})).await;
        let path = format!("/api/v2/filters/{}", id(&made));
        let word = alice.post(&format!("{path}/keywords"), json!({ "keyword": "harm" })).await.ok();
        assert_eq!(word["whole_word"], true);
        let at = format!("/api/v2/filters/keywords/{}", id(&word));
        let change = json!({ "keyword": "harm", "whole_word": "false" });
        assert_eq!(alice.send(Method::PUT, &at, Some(change)).await.ok()["whole_word"], false);
        assert_eq!(list(&alice.get(&format!("{path}/keywords")).await).len(), 1);
        let one = alice.post(&format!("{path}/statuses"), json!({ "status_id": status["id"] })).await.ok();
        let shown = alice.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok();
        assert_eq!(
            (&shown["filtered"][0]["keyword_matches"], &shown["filtered"][0]["status_matches"]),
            (&json!(["harm"]), &json!([status["id"]]))
        );
        for (door, what) in [("keywords", &word), ("statuses", &one)] {
            let at = format!("/api/v2/filters/{door}/{}", id(what));
            assert_eq!(bob.send(Method::DELETE, &at, None).await.status, 404);
            assert_eq!(alice.get(&at).await.ok()["id"], what["id"]);
            alice.send(Method::DELETE, &at, None).await.ok();
            assert_eq!(alice.get(&at).await.status, 404);
        }
        assert_eq!(alice.post(&format!("{path}/keywords"), json!({ "keyword": "" })).await.status, 422);
        assert_eq!(alice.post(&format!("{path}/statuses"), json!({ "status_id": "1" })).await.status, 404);
    });
}

#[test]
fn filters_follow_the_rules_in_every_form_of_body() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for wrong in [
            json!({ "title": "" }),
            json!({ "context": [] }),
            json!({ "context": ["everywhere"] }),
            json!({ "filter_action": "burn" }),
            json!({ "expires_in": "soon" }),
        ] {
            let mut body = json!({ "title": "No", "context": ["home"] });
            body.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
            assert_eq!(alice.post("/api/v2/filters", body).await.status, 422, "{wrong}");
        }
        let form = "title=No&context[]=home&keywords_attributes[][keyword]=a&keywords_attributes[][whole_word]=false\
                    &keywords_attributes[][keyword]=b&keywords_attributes[][whole_word]=true";
        let request = home.requests.request(Method::POST, "/api/v2/filters").bearer_auth(&alice.token);
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        let made = home.requests.send(request).await.ok();
        let words: Vec<(&Value, &Value)> =
            made["keywords"].as_array().unwrap().iter().map(|w| (&w["keyword"], &w["whole_word"])).collect();
        assert_eq!(words, [(&json!("a"), &json!(false)), (&json!("b"), &json!(true))]);
    });
}

#[test]
fn the_first_version_sees_each_keyword_as_a_filter() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let body = json!({ "phrase": "cats", "context": ["home"], "irreversible": true });
        let made = alice.post("/api/v1/filters", body).await.ok();
        assert_eq!((&made["irreversible"], &made["whole_word"]), (&json!(true), &json!(false)));
        let path = format!("/api/v1/filters/{}", id(&made));
        let change = json!({ "phrase": "dogs", "context": ["home", "thread"], "irreversible": false });
        let changed = alice.send(Method::PUT, &path, Some(change)).await.ok();
        assert_eq!((&changed["phrase"], &changed["context"]), (&json!("dogs"), &json!(["home", "thread"])));
        let second = &list(&alice.get("/api/v2/filters").await)[0];
        assert_eq!((&second["title"], &second["filter_action"]), (&json!("cats"), &json!("warn")));
        alice
            .post(&format!("/api/v2/filters/{}/keywords", id(second)), json!({ "keyword": "more" }))
            .await
            .ok();
        assert_eq!(list(&alice.get("/api/v1/filters").await).len(), 2);
        let change = json!({ "phrase": "dogs", "context": ["home"] });
        assert_eq!(alice.send(Method::PUT, &path, Some(change)).await.status, 422);
        alice.send(Method::DELETE, &path, None).await.ok();
        assert_eq!(list(&alice.get("/api/v2/filters").await)[0]["keywords"].as_array().unwrap().len(), 1);
        let last = list(&alice.get("/api/v1/filters").await)[0].clone();
        alice.send(Method::DELETE, &format!("/api/v1/filters/{}", id(&last)), None).await.ok();
        assert_eq!(alice.get("/api/v2/filters").await.ok(), json!([]));
    });
}
