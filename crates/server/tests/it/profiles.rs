//! Profiles and preferences: what people say of themselves, and how they like to publish.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Neighbour, Person,
    people::{id, text},
    settle,
};

use crate::{media, with_site, with_two_sites};

async fn edits(who: &Person, changes: Value) -> Value {
    who.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok()
}

#[test]
fn a_profile_says_what_its_owner_wrote() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let own = edits(
            &alice,
            json!({
                "display_name": "Alice in \u{202e}Wonder", "note": "Friend of @bob\n#tea",
                "locked": true, "bot": true, "discoverable": true, "indexable": true,
                "hide_collections": true,
                "fields_attributes": { "1": { "name": "Two", "value": "2" },
                                       "0": { "name": "Site", "value": "https://alice.example/<b>" } },
                "attribution_domains": ["https://Alice.example/x"],
                "source": { "privacy": "unlisted", "sensitive": true, "language": "de", "quote_policy": "nobody" },
            }),
        )
        .await;
        assert_eq!(own["display_name"], "Alice in Wonder");
        assert_eq!(own["source"]["note"], "Friend of @bob\n#tea");
        let note = own["note"].as_str().unwrap();
        assert!(note.contains(&bob.account.url) && note.contains("/tags/tea"), "{note}");
        assert_eq!(
            (&own["locked"], &own["bot"], &own["indexable"]),
            (&json!(true), &json!(true), &json!(true))
        );
        assert_eq!(own["source"]["fields"][0]["value"], "https://alice.example/<b>");
        let field = own["fields"][0]["value"].as_str().unwrap();
        assert!(field.contains("rel=\"me") && !field.contains("<b>"), "{field}");
        assert_eq!(own["fields"][1]["name"], "Two");
        assert_eq!(own["source"]["attribution_domains"], json!(["alice.example"]));
        assert_eq!(own["source"]["privacy"], "unlisted");
        let seen = bob.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
        assert_eq!((&seen["note"], seen.get("source")), (&own["note"], None));
        let cleared = edits(&alice, json!({ "display_name": "", "note": "", "fields_attributes": [] })).await;
        assert_eq!((&cleared["display_name"], &cleared["note"]), (&json!(""), &json!("")));
        assert_eq!(cleared["source"]["attribution_domains"], json!(["alice.example"]), "unsaid stays");
    });
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_lost() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        edits(&alice, json!({ "display_name": "Alice" })).await;
        let five: Vec<Value> = (0..5).map(|n| json!({ "name": n.to_string(), "value": "x" })).collect();
        for wrong in [
            json!({ "display_name": "x".repeat(41) }),
            json!({ "note": "x".repeat(501) }),
            json!({ "fields_attributes": five }),
            json!({ "fields_attributes": [{ "name": "", "value": "x" }] }),
            json!({ "fields_attributes": [{ "name": "x", "value": "x".repeat(256) }] }),
            json!({ "source": { "privacy": "direct" } }),
            json!({ "source": { "language": "english" } }),
            json!({ "source": { "quote_policy": "friends" } }),
            json!({ "attribution_domains": ["not a domain"] }),
            json!({ "avatar": "data:image/png;base64,xx" }),
            json!({ "display_name": "Changed", "locked": {} }),
        ] {
            let answer =
                alice.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(wrong.clone())).await;
            assert_eq!(answer.status, 422, "{wrong}: {}", answer.text);
        }
        let now = alice.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!(now["display_name"], "Alice");
    });
}

#[test]
fn the_profile_of_4_6_is_edited_too() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        alice.post("/api/v1/featured_tags", json!({ "name": "tea" })).await.ok();
        let changes = json!({ "note": "Hi", "show_media": false, "show_featured": false });
        let changed = alice.send(Method::PATCH, "/api/v1/profile", Some(changes)).await.ok();
        let shown = alice.get("/api/v1/profile").await.ok();
        assert_eq!(shown, changed);
        assert_eq!((&shown["note"], &shown["formatted_note"]), (&json!("Hi"), &json!("<p>Hi</p>")));
        assert_eq!((&shown["show_media"], &shown["show_media_replies"]), (&json!(false), &json!(true)));
        assert_eq!(shown["featured_tags"][0]["name"], "tea");
        let account = alice.send(Method::DELETE, "/api/v1/profile/avatar", None).await.ok();
        assert_eq!(account["show_media"], false);
        alice.send(Method::DELETE, "/api/v1/profile/header", None).await.ok();
    });
}

#[test]
fn preferences_count_where_nothing_else_is_said() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let source = json!({ "privacy": "unlisted", "sensitive": true, "language": "de" });
        edits(&alice, json!({ "source": source })).await;
        let preferred = alice.get("/api/v1/preferences").await.ok();
        assert_eq!(preferred["posting:default:visibility"], "unlisted");
        assert_eq!(preferred["posting:default:language"], "de");
        let said = alice.posts("Hallo").await;
        assert_eq!((&said["visibility"], &said["sensitive"]), (&json!("unlisted"), &json!(true)));
        assert_eq!(said["language"], "de");
        let other = json!({ "status": "x", "visibility": "public", "sensitive": false, "language": "en" });
        let said = alice.posts_with(other).await;
        assert_eq!((&said["visibility"], &said["sensitive"]), (&json!("public"), &json!(false)));
        let asked = bob.posts_with(json!({ "status": "psst @alice", "visibility": "direct" })).await;
        assert_eq!(
            alice.replies(&asked, "what?").await["visibility"],
            "direct",
            "no wider than the question"
        );
        edits(&bob, json!({ "locked": true })).await;
        assert_eq!(bob.posts("only for friends").await["visibility"], "private", "locked accounts speak low");
        edits(&alice, json!({ "source": { "language": "" } })).await;
        assert_eq!(alice.posts("?").await["language"], Value::Null);
    });
}

#[test]
fn a_changed_profile_reaches_followers_on_other_servers() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        edits(
            &alice,
            json!({ "display_name": "Alice", "note": "now with text",
                    "fields_attributes": [{ "name": "Home", "value": "here" }] }),
        )
        .await;
        settle(&[here, there]).await;
        let seen = bob.finds(&alice.handle()).await;
        assert_eq!(seen["display_name"], "Alice");
        assert_eq!(
            (&seen["note"], &seen["fields"][0]["value"]),
            (&json!("<p>now with text</p>"), &json!("here"))
        );
    });
}

#[test]
fn custom_emoji_show_in_names_and_statuses_here_and_there() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        here.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        there.opens_workshop(env!("CARGO_BIN_EXE_fanfare"));
        let png = &media::png(8, 8)[..];
        let made = here.adds_emoji("blobcat", Some("Cats"), png).await.unwrap();
        here.adds_emoji("wave", Some("People"), &media::gif()).await.unwrap();
        for (name, picture) in [("blobcat", png), ("x", png), ("a b", png), ("svg", b"<svg/>")] {
            here.adds_emoji(name, None, picture).await.unwrap_err();
        }
        let listed = here.requests.get("/api/v1/custom_emojis").await.ok();
        assert_eq!((&listed[0]["shortcode"], &listed[0]["category"]), (&json!("blobcat"), &json!("Cats")));
        assert_eq!(listed[0]["visible_in_picker"], true);
        assert_eq!(listed[0]["static_url"], listed[0]["url"], "it does not move");
        let picture = here.requests.get(&made.path()).await;
        assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/png"));
        for (form, kind) in [("url", "image/gif"), ("static_url", "image/png")] {
            let picture = here.requests.get(listed[1][form].as_str().unwrap()).await;
            assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, kind), "{form}");
        }
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        edits(&alice, json!({ "display_name": "Alice :blobcat:" })).await;
        let said = alice.posts("look :blobcat: and :nothing: and :wave:").await;
        assert_eq!(said["emojis"].as_array().unwrap().len(), 2);
        assert_eq!(said["account"]["emojis"][0]["shortcode"], "blobcat");
        settle(&[here, there]).await;
        let seen = bob.home().await.remove(0);
        assert_eq!(text(&seen), "look :blobcat: and :nothing: and :wave:");
        assert_eq!(seen["account"]["emojis"][0]["shortcode"], "blobcat");
        for (emoji, form, kind) in [
            (&seen["emojis"][0], "url", "image/png"),
            (&seen["emojis"][0], "static_url", "image/png"),
            (&seen["emojis"][1], "url", "image/gif"),
            (&seen["emojis"][1], "static_url", "image/png"),
            (&seen["account"]["emojis"][0], "url", "image/png"),
        ] {
            let url = emoji[form].as_str().unwrap();
            let path = url.strip_prefix(&there.site.instance.url("")).expect("it is shown from there");
            let picture = there.requests.get(path).await;
            assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, kind), "{url}");
            let seal = path.split('/').nth(4).unwrap();
            let forged = path.replace(seal, &"0".repeat(seal.len()));
            assert_eq!(there.requests.get(&forged).await.status.as_u16(), 404, "{forged}");
        }
        let edit = json!({ "status": "without" });
        let path = format!("/api/v1/statuses/{}", id(&said));
        assert_eq!(alice.send(Method::PUT, &path, Some(edit)).await.ok()["emojis"], json!([]));
    });
}

#[test]
fn two_changes_at_once_do_not_undo_each_other() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for round in 0..5 {
            let (name, note) = (format!("Alice {round}"), format!("note {round}"));
            tokio::join!(
                edits(&alice, json!({ "display_name": name })),
                edits(&alice, json!({ "note": note })),
            );
            let own = alice.get("/api/v1/accounts/verify_credentials").await.ok();
            assert_eq!((&own["display_name"], &own["source"]["note"]), (&json!(name), &json!(note)));
        }
    });
}

#[test]
fn a_page_that_leads_back_is_known_to_be_ones_own() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let own = alice.account.url.clone();
        for (path, page) in [
            ("/own", format!("<p>me, <a href='{own}' rel='nofollow ME'>there</a>")),
            ("/head", format!("<head><link rel=me href={own}></head>")),
            ("/other", "<a rel=me href=https://other.example/@alice>other</a>".to_owned()),
            ("/plain", format!("<a href={own}>no claim</a>")),
        ] {
            far.serves_bytes(path, "text/html", page.as_bytes());
        }
        let told = async |paths: &[&str]| {
            let lines: Vec<Value> =
                paths.iter().map(|path| json!({ "name": path, "value": far.url(path) })).collect();
            edits(&alice, json!({ "fields_attributes": lines })).await;
            home.settle().await;
            home.settle().await;
            let shown = home.requests.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
            let lines = shown["fields"].as_array().unwrap().clone();
            lines.iter().map(|line| line["verified_at"].is_string()).collect::<Vec<_>>()
        };
        assert_eq!(told(&["/own", "/other", "/plain", "/head"]).await, [true, false, false, true]);
        far.serves_bytes("/other", "text/html", format!("<a rel=me href={own}>me</a>").as_bytes());
        home.pass(1);
        assert_eq!(told(&["/other", "/own"]).await, [true, true], "each change asks again about the rest");
        assert_eq!(
            far.asked().iter().filter(|path| *path == "/own").count(),
            1,
            "what is known is not asked"
        );
    });
}
