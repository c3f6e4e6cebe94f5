//! Translation: what a translator is given, what becomes of its answer, and what is told when it does not answer.

use federation::{Options, Service, TranslatorOptions};
use http::StatusCode;
use serde_json::json;
use testkit::{Answer, Home, Person, Translator, people::id, translator::KEY};

use crate::{
    PROGRAM,
    media::{jpeg, sends},
    with_site, with_site_that_may,
};

fn with_translator(service: Service, story: &impl AsyncFn(&Home, &Translator)) {
    let translator = Translator::hired();
    let named = TranslatorOptions {
        service,
        endpoint: translator.endpoint(),
        key: Some(KEY.to_owned()),
        allow_http: true,
        allow_private_addresses: vec!["127.0.0.1/32".parse().unwrap()],
    };
    let options =
        Options { translator: Some(named), user_agent_version: "test".into(), ..Options::default() };
    with_site_that_may(&options, async |home| {
        translator.opens();
        story(home, &translator).await;
    });
}

async fn translates(by: &Person, status: &serde_json::Value, into: &str) -> Answer {
    by.post(&format!("/api/v1/statuses/{}/translate", id(status)), json!({ "lang": into })).await
}

#[test]
fn what_everybody_may_read_is_translated_with_all_that_belongs_to_it() {
    with_translator(Service::LibreTranslate, &async |home, translator| {
        home.opens_workshop(PROGRAM);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let instance = home.requests.get("/api/v2/instance").await.ok();
        assert_eq!(instance["configuration"]["translation"]["enabled"], true);
        let pairs = home.requests.get("/api/v1/instance/translation_languages").await.ok();
        assert_eq!(pairs, json!({ "de": ["en"], "en": ["de"], "und": ["de", "en"] }));
        let picture = sends(home, &alice, &jpeg(9, 9, [1, 2, 3]), &[("description", "a cat")]).await.ok();
        let status = alice
            .posts_with(json!({
                "status": "hello <world>\n@bob", "spoiler_text": "spoiler", "language": "en",
                "media_ids": [picture["id"]],
            }))
            .await;
        let german = translates(&bob, &status, "de-AT").await.ok();
        let content = german["content"].as_str().unwrap();
        assert!(
            content.starts_with("<p>hallo &lt;Welt&gt;<br /><span class=\"h-card\" translate=\"no\""),
            "{content}"
        );
        assert_eq!(
            (&german["spoiler_text"], &german["language"], &german["detected_source_language"]),
            (&json!("Verderber"), &json!("de"), &json!("en"))
        );
        assert_eq!(
            german["media_attachments"],
            json!([{ "id": picture["id"], "description": "eine Katze" }])
        );
        assert_eq!((&german["provider"], german.get("poll")), (&json!("LibreTranslate"), None));
        assert_eq!(translator.given()[0].len(), 3, "the words, the warning, the description");
        translates(&alice, &status, "de").await.ok();
        assert_eq!(translator.given().len(), 1, "the same words are given away once");
        let poll = json!({ "options": ["yes", "never"], "expires_in": 3_600 });
        let asks = alice.posts_with(json!({ "status": "hello?", "language": "en", "poll": poll })).await;
        let german = translates(&bob, &asks, "de").await.ok();
        assert_eq!(
            german["poll"],
            json!({ "id": asks["poll"]["id"], "options": [{ "title": "ja" }, { "title": "nie" }] })
        );
    });
}

#[test]
fn what_is_not_for_everybody_is_given_to_no_translator() {
    with_translator(Service::LibreTranslate, &async |home, translator| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.follows("alice").await;
        for (more, expected) in [
            (json!({ "visibility": "private" }), 403),
            (json!({ "visibility": "direct" }), 404),
            (json!({ "local_only": true }), 403),
            // Nobody translates from this language, or into the same.
            (json!({ "language": "fr" }), 403),
            (json!({ "language": "de" }), 403),
        ] {
            let mut body = json!({ "status": "hello", "language": "en" });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let status = alice.posts_with(body).await;
            assert_eq!(translates(&bob, &status, "de").await.status, expected, "{more}");
        }
        assert_eq!(translator.given(), Vec::<Vec<String>>::new());
        let open = alice.posts_with(json!({ "status": "hello", "language": "en" })).await;
        let path = format!("/api/v1/statuses/{}/translate", id(&open));
        assert_eq!(home.requests.post(&path, json!({ "lang": "de" })).await.status, 401);
    });
}

#[test]
fn a_translator_that_does_not_answer_is_asked_again_later() {
    with_translator(Service::DeepL, &async |home, translator| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts_with(json!({ "status": "hello", "language": "en" })).await;
        for refusal in
            [StatusCode::TOO_MANY_REQUESTS, StatusCode::from_u16(456).unwrap(), StatusCode::BAD_GATEWAY]
        {
            translator.refuses(refusal);
            let (code, told) = translates(&bob, &status, "de").await.error();
            assert_eq!(code, 503, "{refusal}: {told}");
            assert!(told.contains("translation service"), "{told}");
        }
        translator.opens();
        let german = translates(&bob, &status, "de").await.ok();
        assert_eq!((&german["content"], &german["provider"]), (&json!("<p>hallo</p>"), &json!("DeepL.com")));
        assert_eq!(german["detected_source_language"], "en");
        let pairs = home.requests.get("/api/v1/instance/translation_languages").await.ok();
        assert_eq!(pairs["en"], json!(["de", "pt", "pt-BR"]));
    });
}

#[test]
fn without_a_translator_nothing_is_translated() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts_with(json!({ "status": "hello", "language": "en" })).await;
        assert_eq!(translates(&alice, &status, "de").await.status, 404);
        let instance = home.requests.get("/api/v2/instance").await.ok();
        assert_eq!(instance["configuration"]["translation"]["enabled"], false);
    });
}
