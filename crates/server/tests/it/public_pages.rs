//! Pages for everybody: in the visitor's language, with all that can be read without an account and without a script.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Answer, Home,
    people::{Person, id},
};

use crate::with_site;

async fn spoken(home: &Home, path: &str, language: &str) -> Answer {
    let request = home.requests.request(Method::GET, path).header("accept-language", language);
    home.requests.send(request).await
}

async fn changes(who: &Person, changes: Value) {
    who.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
}

async fn set(home: &Home, name: &str, value: &str) {
    social::settings::set(&home.site, name, value).await.unwrap();
}

/// What a page says to search engines in schema.org's words.
fn data(page: &Answer) -> Option<Value> {
    let rest = page.text.split_once("<script type=\"application/ld+json\">")?.1;
    let json = rest.split_once("</script>")?.0;
    assert!(!json.contains('<'), "{json}");
    Some(serde_json::from_str(json).unwrap())
}

#[test]
fn pages_speak_the_language_of_whoever_looks() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("hello").await;
        let post = format!("/@alice/{}", id(&status));
        for (path, german, english) in [
            ("/", "Neueste Beiträge von hier", "Latest posts from here"),
            ("/@alice", "1 Beitrag", "1 post"),
            (&post, "Beitrag von alice", "Post by alice"),
            ("/tags/tea", "Niemand, den dieser Server kennt", "Nobody this server knows"),
            ("/auth/sign_in", "Passwort", "Password"),
            ("/explore", "Entdecken", "Explore"),
            ("/directory", "Leute von hier", "People here"),
            ("/nothing", "Hier ist nichts", "Nothing here"),
        ] {
            for (language, code, words) in [("de-CH,de", "de", german), ("en", "en", english)] {
                let shown = spoken(home, path, language).await;
                assert!(shown.text.contains(&format!("<html lang=\"{code}\"")), "{path}");
                assert!(shown.text.contains(words), "{path}: {}", shown.text);
                assert!(shown.header("vary").contains("Accept-Language"), "{path}");
            }
        }
    });
}

#[test]
fn what_is_the_same_for_everybody_speaks_the_first_language_of_the_server() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("hallo").await;
        let embed = format!("/@alice/{}/embed", id(&status));
        assert!(spoken(home, "/@alice.rss", "de").await.text.contains("Public posts from"));
        set(home, "languages", "de en").await;
        assert!(spoken(home, "/@alice.rss", "en").await.text.contains("Öffentliche Beiträge von"));
        let framed = spoken(home, &embed, "en").await;
        assert!(framed.text.contains("<html lang=\"de\"") && framed.text.contains("Beitrag von alice"));
        assert!(!framed.header("vary").contains("Accept-Language"));
    });
}

#[test]
fn visitors_see_first_what_was_chosen() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let first = alice.posts("read this first #tea").await;
        let secret = alice.posts_with(json!({ "status": "psst", "visibility": "private" })).await;
        for (name, value) in [
            ("featured.accounts", "nobody"),
            ("featured.accounts", "<alice>"),
            ("featured.tags", "#two-words"),
            ("featured.statuses", "1"),
            ("featured.statuses", id(&secret)),
        ] {
            assert!(social::settings::set(&home.site, name, value).await.is_err(), "{name} {value}");
        }
        set(home, "featured.accounts", "@alice").await;
        set(home, "featured.tags", "#Tea #coffee").await;
        set(home, "featured.statuses", first["url"].as_str().unwrap()).await;
        for number in 0..25 {
            alice.posts(&format!("chatter {number}")).await;
        }
        let shown = home.requests.get("/").await.text;
        for part in
            ["People to begin with", "href=\"/@alice\"", "href=\"/tags/tea\"", "href=\"/tags/coffee\""]
        {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(shown.contains("read this") && shown.contains("chatter 24"), "{shown}");
        alice.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&first)), None).await.ok();
        let shown = home.requests.get("/").await.text;
        assert!(!shown.contains("Posts to begin with") && shown.contains("People to begin with"));
    });
}

#[test]
fn a_profile_has_parts_pins_and_tags() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let bob = home.person("bob").await;
        let pinned = alice.posts("pinned words").await;
        alice.act(&format!("/api/v1/statuses/{}/pin", id(&pinned))).await.ok();
        let asked = bob.posts("who is there?").await;
        alice.replies(&asked, "@bob it is me").await;
        alice.posts("just words #tea").await;
        alice.post("/api/v1/featured_tags", json!({ "name": "tea" })).await.ok();
        let whole = home.requests.get("/@alice").await.text;
        assert!(whole.contains("just words") && !whole.contains("it is me"), "{whole}");
        let (pin, other) = (whole.find("pinned words").unwrap(), whole.find("just words").unwrap());
        assert!(pin < other && whole.contains(">Pinned<"));
        assert!(whole.contains("href=\"/@alice/tagged/tea\"") && whole.contains("href=\"/@alice.rss\""));
        let replies = home.requests.get("/@alice/with_replies").await.text;
        assert!(replies.contains("it is me") && replies.contains("noindex") && !replies.contains(">Pinned<"));
        assert!(replies.contains("href=\"/@alice/with_replies\" aria-current=\"page\""), "{replies}");
        assert!(home.requests.get("/@alice/media").await.text.contains("Nothing that everybody may see yet"));
        let tagged = home.requests.get("/@alice/tagged/tea").await.text;
        assert!(tagged.contains("just words") && !tagged.contains("pinned words"), "{tagged}");
        for missing in ["/@nobody/media", "/@nobody/tagged/tea", "/@alice/likes", "/@alice/tagged/a%20b"] {
            assert_eq!(home.requests.get(missing).await.status, 404, "{missing}");
        }
    });
}

#[test]
fn programs_are_told_what_a_page_shows_if_its_author_wants_to_be_found() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        changes(&alice, json!({ "display_name": "Alice </script><b>", "note": "I drink <tea>" })).await;
        let status = alice.posts("good </script> morning").await;
        let post = format!("/@alice/{}", id(&status));
        for path in ["/@alice", &*post] {
            let shown = home.requests.get(path).await;
            assert!(shown.text.contains("noindex") && data(&shown).is_none(), "{path}");
        }
        changes(&alice, json!({ "indexable": true })).await;
        let profile = data(&home.requests.get("/@alice").await).unwrap();
        assert_eq!(profile["@type"], "ProfilePage");
        assert_eq!(profile["mainEntity"]["name"], "Alice </script><b>");
        let shown = home.requests.get(&post).await;
        let told = data(&shown).unwrap();
        assert_eq!((&told["@type"], &told["url"]), (&json!("SocialMediaPosting"), &status["url"]));
        assert_eq!(told["text"], "good </script> morning");
        for part in [
            "og:type\" content=\"article\"",
            "og:locale\" content=\"en_US\"",
            "article:published_time",
            "twitter:card\" content=\"summary\"",
            "og:image:alt\" content=\"Profile picture of Alice",
        ] {
            assert!(shown.text.contains(part), "{part}: {}", shown.text);
        }
        let bob = home.person("bob").await;
        bob.replies(&status, "not for search engines").await;
        assert!(data(&home.requests.get(&post).await).unwrap()["comment"].is_null());
        changes(&bob, json!({ "indexable": true })).await;
        let told = data(&home.requests.get(&post).await).unwrap();
        assert_eq!(told["@type"], "DiscussionForumPosting");
        assert_eq!(told["comment"][0]["text"], "not for search engines");
    });
}

#[test]
fn polls_quotes_and_edits_show_themselves() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let bob = home.person("bob").await;
        let poll = json!({ "options": ["green <tea>", "black tea"], "expires_in": 3_600 });
        let asked = alice.posts_with(json!({ "status": "which?", "poll": poll })).await;
        let vote = format!("/api/v1/polls/{}/votes", id(&asked["poll"]));
        bob.post(&vote, json!({ "choices": ["0"] })).await.ok();
        let shown = home.requests.get(&format!("/@alice/{}", id(&asked))).await.text;
        assert!(shown.contains("green &#60;tea&#62;") && shown.contains("100%"), "{shown}");
        assert!(shown.contains("1 person voted") && shown.contains("Ends "), "{shown}");

        let quoting = json!({ "status": "look", "quoted_status_id": id(&asked) });
        let quoting = bob.posts_with(quoting).await;
        let path = format!("/@bob/{}", id(&quoting));
        let shown = home.requests.get(&path).await.text;
        assert!(shown.contains("<blockquote class=\"quoted\">") && shown.contains("which?"), "{shown}");
        alice.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&asked)), None).await.ok();
        let shown = home.requests.get(&path).await.text;
        assert!(shown.contains("was deleted") && !shown.contains("which?"), "{shown}");

        let words = alice.posts("first words").await;
        let path = format!("/@alice/{}", id(&words));
        assert!(!home.requests.get(&path).await.text.contains("class=\"history\""));
        let edit = json!({ "status": "second words" });
        alice.send(Method::PUT, &format!("/api/v1/statuses/{}", id(&words)), Some(edit)).await.ok();
        let shown = home.requests.get(&path).await.text;
        assert!(shown.contains("second words") && shown.contains("first words"), "{shown}");
        assert!(shown.contains("Edited: show the earlier version"), "{shown}");
    });
}

#[test]
fn more_of_a_long_thread_is_there_for_whoever_asks() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let root = alice.posts("the beginning").await;
        for number in 0..65 {
            alice.replies(&root, &format!("answer {number}.")).await;
        }
        let path = format!("/@alice/{}", id(&root));
        let count = |page: &Answer| page.text.matches("answer ").count();
        let shown = home.requests.get(&path).await;
        assert_eq!(count(&shown), 60);
        let more = shown.text.split("rel=\"nofollow\" href=\"?answers=").nth(1).expect("a way to more");
        let more = more.split('#').next().unwrap();
        let shown = home.requests.get(&format!("{path}?answers={more}")).await;
        assert_eq!(count(&shown), 65);
        assert!(!shown.text.contains("?answers="));
        for odd in ["-1", "x", "99999999999999999999", ""] {
            assert_eq!(count(&home.requests.get(&format!("{path}?answers={odd}")).await), 60, "{odd}");
        }
    });
}

#[test]
fn visitors_find_what_is_going_on_and_who_likes_to_be_found() {
    with_site(async |home| {
        let quiet = home.requests.get("/explore").await.text;
        assert!(quiet.contains("It is quiet here"), "{quiet}");
        let alice = home.person("alice").await;
        home.person("bob").await;
        changes(&alice, json!({ "discoverable": true, "note": "tea and <books>" })).await;
        let status = alice.posts("everybody likes this #tea").await;
        for name in ["carol", "dave", "erin", "frank"] {
            let somebody = home.person(name).await;
            somebody.favourites(&status).await;
            somebody.posts("me too #tea").await;
        }
        home.pass(3_600_000);
        let shown = home.requests.get("/explore").await.text;
        for part in
            ["everybody likes this", "href=\"/tags/tea\"", "href=\"/@alice\"", "tea and &#60;books&#62;"]
        {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(shown.contains("noindex"), "alice wants no search engine to know her");
        let people = home.requests.get("/directory").await.text;
        assert!(people.contains("href=\"/@alice\"") && !people.contains("href=\"/@bob\""), "{people}");
        let session = crate::pages::sign_in(home, "alice", "alice-password", "/").await;
        let member = crate::pages::page(&home.requests, "/explore", &crate::pages::cookie(&session)).await;
        assert_eq!((member.status.as_u16(), member.header("location")), (302, "/trends"));
    });
}
