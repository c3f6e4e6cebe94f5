//! Likeness: what apps that were made for Mastodon expect of an entity or a parameter, down to the last key.

use http::{Method, StatusCode};
use serde_json::{Value, json};
use social::announcements::NewAnnouncement;
use testkit::{
    Answer, Home, Neighbour, Person,
    people::{id, list, text},
};

use crate::{
    acquaintance::befriend,
    media::{downloads, jpeg, png, uploads},
    with_site,
};

/// What somebody finds, as plain words, newest first.
async fn finds(who: &Person, query: &str) -> Vec<String> {
    let coded: String = query.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let found = who.get(&format!("/api/v2/search?type=statuses&q={coded}")).await.ok();
    found["statuses"].as_array().unwrap().iter().map(text).collect()
}

/// A status as somebody sees it now.
async fn shown(who: &Person, status: &Value) -> Value {
    who.get(&format!("/api/v1/statuses/{}", id(status))).await.ok()
}

/// A member whose public statuses may be found.
async fn open(home: &Home, name: &str) -> Person {
    let person = home.person(name).await;
    let changes = json!({ "indexable": true, "discoverable": true });
    person.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
    person
}

/// Publishes a picture with words that describe it.
async fn shows(home: &Home, by: &Person, said: &str, description: &str) -> Value {
    let picture = uploads(home, by, &png(20, 20), &[("description", description)]).await;
    by.posts_with(json!({ "status": said, "media_ids": [id(&picture)] })).await
}

#[test]
fn filters_and_searches_read_what_pictures_show() {
    with_site(async |home| {
        home.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        let (alice, bob) = (home.person("alice").await, open(home, "bob").await);
        alice.follows("bob").await;
        let filter = json!({ "title": "No", "context": ["home"], "filter_action": "warn",
                             "keywords_attributes": [{ "keyword": "quokka", "whole_word": true }] });
        alice.post("/api/v2/filters", filter).await.ok();
        let status = shows(home, &bob, "look", "a smiling Quokka on a beach").await;
        home.settle().await;
        assert_eq!(shown(&alice, &status).await["filtered"][0]["keyword_matches"], json!(["quokka"]));
        assert_eq!(alice.home().await[0]["filtered"][0]["keyword_matches"], json!(["quokka"]));
        assert_eq!(finds(&alice, "quokka").await, ["look"]);
        assert_eq!(finds(&alice, "\"quokka on a beach\" is:image").await, ["look"]);
        let other = json!({ "status": "look", "media_ids": [status["media_attachments"][0]["id"]],
            "media_attributes": [{ "id": status["media_attachments"][0]["id"], "description": "a wombat" }] });
        bob.send(Method::PUT, &format!("/api/v1/statuses/{}", id(&status)), Some(other)).await.ok();
        assert_eq!(shown(&alice, &status).await["filtered"], json!([]));
        assert_eq!(
            (finds(&alice, "quokka").await, finds(&alice, "wombat").await),
            (vec![], vec!["look".into()])
        );
    });
}

#[test]
fn what_pictures_show_is_put_into_an_older_index() {
    with_site(async |home| {
        home.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        let bob = open(home, "bob").await;
        let status = shows(home, &bob, "look", "a quokka").await;
        let mut tx = home.site.store.begin().await.unwrap();
        let known: model::StatusId = id(&status).parse().unwrap();
        store::search::remove_status(&mut tx, known).await.unwrap();
        store::search::put_status(&mut tx, known, &["look".into()]).await.unwrap();
        store::settings::set(&mut tx, "search_index", "2", home.site.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(finds(&bob, "quokka").await.is_empty());
        social::search::catch_up(&home.site).await.unwrap();
        assert_eq!(finds(&bob, "quokka").await, ["look"]);
    });
}

#[test]
fn what_a_post_has_and_what_it_is_are_asked_alike() {
    with_site(async |home| {
        home.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        let (alice, bob) = (open(home, "alice").await, home.person("bob").await);
        let first = alice.posts("plain").await;
        shows(home, &alice, "pictured", "sea").await;
        alice.replies(&first, "answer").await;
        alice.posts_with(json!({ "status": "careful", "spoiler_text": "hot" })).await;
        alice.posts_with(json!({ "status": "quoting", "quoted_status_id": id(&first) })).await;
        let poll = json!({ "status": "asking", "poll": { "options": ["a", "b"], "expires_in": 3600 } });
        alice.posts_with(poll).await;
        for (mark, expected) in [
            ("quote", "quoting"),
            ("image", "pictured"),
            ("Media", "pictured"),
            ("REPLY", "answer"),
            ("sensitive", "careful"),
            ("poll", "asking"),
        ] {
            for operator in ["has", "is", "IS"] {
                let query = format!("{operator}:{mark}");
                assert_eq!(finds(&bob, &query).await, [expected], "{query}");
            }
        }
        assert_eq!(finds(&bob, "from:ALICE is:quote in:PUBLIC").await, ["quoting"]);
        assert_eq!(finds(&alice, "from:Me has:quote").await, ["quoting"]);
    });
}

#[test]
fn an_unknown_address_is_searched_for_as_text() {
    with_site(async |home| {
        let (alice, bob) = (open(home, "alice").await, home.person("bob").await);
        alice.posts("see https://tea.example/shop").await;
        assert_eq!(finds(&bob, "https://tea.example/shop").await, ["see https://tea.example/shop"]);
        assert!(finds(&bob, "https://tea.example/other").await.is_empty());
    });
}

#[test]
fn a_preview_tells_the_size_of_its_picture_once_that_is_kept() {
    with_site(async |home| {
        home.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let far = Neighbour::start().await;
        let page = |title: &str| {
            format!(
                "<!doctype html><title>{title}</title><meta property=og:image content='{}'>",
                far.url("/tea.jpg")
            )
        };
        for path in ["/tea", "/cake"] {
            far.serves_as(path, "text/html", &page(path));
        }
        far.serves_bytes("/tea.jpg", "image/jpeg", &jpeg(400, 200, [90, 60, 10]));
        let status = alice.posts(&far.url("/tea")).await;
        bob.posts(&far.url("/tea")).await;
        home.settle().await;
        let card = shown(&alice, &status).await["card"].clone();
        assert_eq!((&card["width"], &card["blurhash"]), (&json!(0), &Value::Null), "nobody has looked");
        assert_eq!(downloads(home, &card["image"]).await.0, StatusCode::OK);
        let is_told = |card: &Value| {
            assert_eq!((&card["width"], &card["height"]), (&json!(400), &json!(200)), "{card}");
            assert!(card["blurhash"].as_str().is_some_and(|hash| hash.len() > 5), "{card}");
        };
        is_told(&shown(&alice, &status).await["card"]);
        let trending = alice.get("/api/v1/trends/links").await.ok();
        is_told(&trending[0]);
        let other = alice.posts(&far.url("/cake")).await;
        home.settle().await;
        is_told(&shown(&alice, &other).await["card"]);
        // The page is read anew, and chooses the same picture.
        home.pass(20 * 24 * 3_600_000);
        shown(&alice, &status).await;
        home.settle().await;
        is_told(&shown(&alice, &status).await["card"]);
    });
}

#[test]
fn a_picture_of_others_tells_the_size_of_its_preview_once_it_is_kept() {
    with_site(async |home| {
        home.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let mut note = bob.note(1, "<p>look</p>");
        note["attachment"] = json!([{ "type": "Document", "mediaType": "image/jpeg", "url": far.url("/1.jpg"), "focalPoint": [0.5, 0.5] }]);
        far.serves_bytes("/1.jpg", "image/jpeg", &jpeg(1200, 900, [7, 7, 7]));
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let picture = alice.home().await[0]["media_attachments"][0].clone();
        assert_eq!(picture["meta"].get("small"), None, "{picture}");
        assert_eq!(downloads(home, &picture["preview_url"]).await.0, StatusCode::OK);
        let picture = alice.home().await[0]["media_attachments"][0].clone();
        assert_eq!(picture["meta"]["original"]["size"], "1200x900", "{picture}");
        let (width, height) = (&picture["meta"]["small"]["width"], &picture["meta"]["small"]["height"]);
        assert!(
            width.as_i64().is_some_and(|width| width < 1200 && width > height.as_i64().unwrap()),
            "{picture}"
        );
        assert!(picture["blurhash"].is_string() && picture["meta"]["focus"]["x"].is_number(), "{picture}");
    });
}

#[test]
fn the_answers_of_a_poll_show_their_emoji() {
    with_site(async |home| {
        home.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        for name in ["blobcat", "other"] {
            home.adds_emoji(name, Some("Cats"), &png(8, 8)).await.unwrap();
        }
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let poll = json!({ "options": [":blobcat:", "dog"], "expires_in": 600 });
        let status = alice.posts_with(json!({ "status": "which? :other:", "poll": poll })).await;
        let emojis = &status["poll"]["emojis"];
        assert_eq!(
            (emojis.as_array().unwrap().len(), &emojis[0]["shortcode"]),
            (1, &json!("blobcat")),
            "{emojis}"
        );
        let poll = alice.get(&format!("/api/v1/polls/{}", id(&status["poll"]))).await.ok();
        assert_eq!(&poll["emojis"], emojis);
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let mut question = bob.note(1, "<p>which?</p>");
        question["type"] = "Question".into();
        question["oneOf"] =
            json!([{ "type": "Note", "name": ":theirs:" }, { "type": "Note", "name": "none" }]);
        question["tag"] = json!([{ "type": "Emoji", "name": ":theirs:", "icon": { "type": "Image", "url": far.url("/e.png") } }]);
        bob.delivers(home, &bob.activity("Create", 1, &question)).await;
        home.settle().await;
        let theirs = alice.home().await[0]["poll"].clone();
        assert_eq!(theirs["emojis"][0]["shortcode"], ":theirs:".trim_matches(':'), "{theirs}");
        assert!(theirs["emojis"][0]["url"].as_str().unwrap().starts_with(home.requests.base()), "{theirs}");
    });
}

#[test]
fn an_emoji_of_ours_is_the_same_entity_everywhere() {
    with_site(async |home| {
        home.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        let blobcat = home.adds_emoji("blobcat", Some("Cats"), &png(8, 8)).await.unwrap();
        let alice = home.person("alice").await;
        let name = json!({ "display_name": "Alice :blobcat:" });
        alice.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(name)).await.ok();
        let poll = json!({ "options": [":blobcat:", "dog"], "expires_in": 600 });
        let status = alice.posts_with(json!({ "status": "a :blobcat:", "poll": poll })).await;
        let listed = alice.get("/api/v1/custom_emojis").await.ok()[0].clone();
        assert_eq!((&listed["visible_in_picker"], &listed["category"]), (&json!(true), &json!("Cats")));
        for place in ["/emojis/0", "/account/emojis/0", "/poll/emojis/0"] {
            assert_eq!(status.pointer(place), Some(&listed), "{place}");
        }
        let versions = list(&alice.get(&format!("/api/v1/statuses/{}/history", id(&status))).await);
        assert_eq!(versions[0]["emojis"][0], listed);
        let by = social::Staff::operator(&home.site);
        social::custom_emojis::remove(&home.site, &by, blobcat.id).await.unwrap();
        home.pass(20_000);
        let gone = &shown(&alice, &status).await["emojis"][0];
        assert_eq!((&gone["shortcode"], &gone["visible_in_picker"]), (&json!("blobcat"), &json!(false)));
    });
}

#[test]
fn versions_of_a_post_tell_what_it_quotes() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let original = alice.posts("wise words").await;
        let quote = json!({ "status": "so true", "quoted_status_id": id(&original) });
        let quote = bob.posts_with(quote).await;
        home.pass(1_000);
        let path = format!("/api/v1/statuses/{}", id(&quote));
        bob.send(Method::PUT, &path, Some(json!({ "status": "so very true" }))).await.ok();
        let versions = list(&alice.get(&format!("{path}/history")).await);
        assert_eq!(versions.len(), 2);
        for version in &versions {
            assert_eq!(version["quote"]["state"], "accepted", "{version}");
            assert_eq!(version["quote"]["quoted_status"]["id"], original["id"], "{version}");
        }
        let plain = list(&alice.get(&format!("/api/v1/statuses/{}/history", id(&original))).await);
        assert_eq!(plain[0].get("quote"), None, "only where there is one");
    });
}

#[test]
fn who_is_named_twice_is_put_on_a_list_once() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        for name in ["bob", "carol"] {
            alice.follows(name).await;
        }
        let made = alice.post("/api/v1/lists", json!({ "title": "Friends" })).await.ok();
        let path = format!("/api/v1/lists/{}/accounts", id(&made));
        let (one, other) = (bob.account.id.to_string(), carol.account.id.to_string());
        let mut ids = vec![one.clone(), other.clone(), one.clone()];
        ids.extend(std::iter::repeat_n(other, 100));
        alice.post(&path, json!({ "account_ids": ids })).await.ok();
        assert_eq!(list(&alice.get(&path).await).len(), 2);
        assert_eq!(
            alice.post(&path, json!({ "account_ids": [one] })).await.status,
            422,
            "it is there already"
        );
    });
}

#[test]
fn who_quotes_a_post_is_told_to_members() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let original = alice.posts("wise words").await;
        let path = format!("/api/v1/statuses/{}/quotes", id(&original));
        assert_eq!(home.requests.get(&path).await.status, 401);
        assert_eq!(alice.get(&path).await.status, 200);
    });
}

#[test]
fn a_privacy_policy_is_found_and_dated() {
    with_site(async |home| {
        let instance = home.requests.get("/api/v2/instance").await.ok();
        let page = instance["configuration"]["urls"]["privacy_policy"].clone();
        let page = page.as_str().expect("its page is named").to_owned();
        let answer = home.requests.get(&page).await;
        assert_eq!(answer.status, 200, "{page}");
        assert!(answer.text.to_lowercase().contains("privacy"), "{}", answer.text);
        let policy = home.requests.get("/api/v1/instance/privacy_policy").await.ok();
        let date = policy["updated_at"].as_str().unwrap();
        assert!(date > "2020", "{policy}");
    });
}

#[test]
fn an_announcement_names_people_tags_and_posts() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("the programme").await;
        let url = status["url"].as_str().unwrap();
        let text = format!("Tea at five by @alice #Tea, see {url} and https://elsewhere.example/@x/1");
        home.announces(NewAnnouncement { text, ..NewAnnouncement::default() }).await;
        let told = alice.get("/api/v1/announcements").await.ok()[0].clone();
        let account = json!({ "id": alice.account.id.to_string(), "username": "alice", "acct": "alice",
                              "url": status["account"]["url"] });
        assert_eq!(told["mentions"], json!([account]));
        let page = home.site.instance.url("/tags/tea");
        assert_eq!(told["tags"], json!([{ "name": "tea", "url": page }]));
        assert_eq!(told["statuses"], json!([{ "id": id(&status), "url": url }]));
    });
}

#[test]
fn parameters_are_read_as_rails_reads_them() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let said = alice.posts_with(json!({ "status": "hm", "sensitive": "maybe" })).await;
        assert_eq!(said["sensitive"], true);
        for no in ["false", "0", "off", "f", "F", "OFF"] {
            let said = alice.posts_with(json!({ "status": "hm", "sensitive": no })).await;
            assert_eq!(said["sensitive"], false, "{no}");
        }
        for query in
            ["local=null", "only_media=undefined", "limit=abc", "max_id=undefined", "min_id=NaN", "since_id="]
        {
            let answer = bob.get(&format!("/api/v1/timelines/public?{query}")).await;
            assert_eq!(answer.status, 200, "{query}: {}", answer.text);
        }
        let own = format!("/api/v1/accounts/{}/statuses", alice.account.id);
        assert!(list(&bob.get(&format!("{own}?only_media=undefined")).await).is_empty());
        assert_eq!(list(&bob.get(&format!("{own}?only_media=&limit=abc&max_id=undefined")).await).len(), 7);
        let nothing: Answer = alice.post("/api/v1/statuses", Value::Null).await;
        assert_eq!(nothing.status, 422, "nothing is said: {}", nothing.text);
        let wrong = alice.post("/api/v2/search?q=hm&limit=abc&offset=x", Value::Null).await.status;
        assert!(wrong == 404 || wrong == 405, "{wrong}");
        assert_eq!(bob.get("/api/v2/search?q=hm&limit=abc").await.status, 200);
    });
}

#[test]
fn a_reblog_from_here_says_that_no_app_wrote_it() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("mine").await;
        let reblog = alice.reblogs(&status).await;
        assert_eq!(reblog.get("application"), Some(&Value::Null), "{reblog}");
        assert!(reblog["reblog"]["application"]["name"].is_string(), "{reblog}");
    });
}

#[test]
fn accents_make_no_other_tag() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.posts("à l'#ÉCOLE").await;
        bob.posts("die #Ecole, #Straße und #Größe, #日本語 und #がく").await;
        for (name, expected) in [
            ("ecole", 2),
            ("%C3%89cole", 2),
            ("Ecole", 2),
            ("Grosse", 0),
            ("grossE", 0),
            ("Gr%C3%B6sse", 0),
            ("Gro%C3%9Fe", 1),
            ("%E6%97%A5%E6%9C%AC%E8%AA%9E", 1),
            ("%E3%81%8C%E3%81%8F", 1),
            ("%E3%81%8B%E3%81%8F", 0),
        ] {
            let found = list(&alice.get(&format!("/api/v1/timelines/tag/{name}")).await);
            assert_eq!(found.len(), expected, "{name}");
        }
    });
}

#[test]
fn tags_that_were_kept_apart_come_together() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.posts("#École and #naïve").await;
        bob.act("/api/v1/tags/ecole/follow").await.ok();
        // As an older program kept them.
        let mut tx = home.site.store.begin().await.unwrap();
        for (folded, accented) in [("ecole", "école"), ("naive", "naïve")] {
            let known = store::tags::find(&mut tx, folded).await.unwrap().unwrap();
            store::tags::rename(&mut tx, known.id, accented).await.unwrap();
        }
        tx.commit().await.unwrap();
        bob.posts("#ecole, #Ecole").await;
        alice.act("/api/v1/tags/ecole/follow").await.ok();
        assert_eq!(list(&bob.get("/api/v1/followed_tags").await)[0]["name"], "École");
        store::settings::set(&home.site.store, "tags_folded", "1", home.site.now()).await.unwrap();
        for _ in 0..2 {
            social::tags::catch_up(&home.site).await.unwrap();
        }
        home.pass(20_000);
        for (name, expected) in [("%C3%A9cole", 2), ("ecole", 2), ("na%C3%AFve", 1), ("naive", 1)] {
            let found = list(&alice.get(&format!("/api/v1/timelines/tag/{name}")).await);
            assert_eq!(found.len(), expected, "{name}");
        }
        let tag = bob.get("/api/v1/tags/%C3%A9cole").await.ok();
        assert_eq!((&tag["following"], &tag["history"][0]["accounts"]), (&json!(true), &json!("2")), "{tag}");
        assert_eq!(list(&bob.get("/api/v1/followed_tags").await).len(), 1);
    });
}
