//! Search: what people said is found by its words, by those who may, among those who allow it.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list, text},
    settle,
};

use crate::{with_site, with_two_sites};

/// A member whose public statuses may be found.
async fn open(home: &Home, name: &str) -> Person {
    let person = home.person(name).await;
    let changes = json!({ "indexable": true, "discoverable": true });
    person.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
    person
}

/// What is found, as plain words, newest first.
async fn finds(who: &Person, query: &str) -> Vec<String> {
    let coded: String = query.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let found = who.get(&format!("/api/v2/search?type=statuses&q={coded}")).await.ok();
    found["statuses"].as_array().unwrap().iter().map(text).collect()
}

#[test]
fn words_in_every_script_are_found() {
    with_site(async |home| {
        let (alice, bob) = (open(home, "alice").await, home.person("bob").await);
        for said in
            ["Grüße aus der Straße", "私は黒猫が好き", "the cat sat on a category 🎂", "Чай с молоком"]
        {
            alice.posts(said).await;
        }
        for (query, expected) in [
            ("strasse", &["Grüße aus der Straße"][..]),
            ("GRUSSE straß", &["Grüße aus der Straße"]),
            ("黒猫", &["私は黒猫が好き"]),
            ("猫", &["私は黒猫が好き"]),
            ("categ", &["the cat sat on a category 🎂"]),
            ("\"cat sat\"", &["the cat sat on a category 🎂"]),
            ("\"sat cat\"", &[]),
            ("cat -category", &[]),
            ("🎂", &["the cat sat on a category 🎂"]),
            ("чаи", &["Чай с молоком"]),
            ("cat чай", &[]),
        ] {
            assert_eq!(finds(&bob, query).await, expected, "{query}");
        }
    });
}

#[test]
fn operators_narrow_what_is_found() {
    with_site(async |home| {
        let (alice, bob) = (open(home, "alice").await, open(home, "bob").await);
        let first = alice.posts_with(json!({ "status": "tea one", "language": "de" })).await;
        alice.posts_with(json!({ "status": "tea two", "spoiler_text": "hot", "language": "en" })).await;
        let poll =
            json!({ "status": "tea three?", "poll": { "options": ["green", "black"], "expires_in": 3600 } });
        alice.posts_with(poll).await;
        bob.replies(&first, "tea four https://tea.example/shop").await;
        let day = first["created_at"].as_str().unwrap()[..10].to_owned();
        for (query, expected) in [
            ("tea", &["tea four https://tea.example/shop", "tea three?", "tea two", "tea one"][..]),
            ("tea from:alice", &["tea three?", "tea two", "tea one"]),
            ("tea -from:alice", &["tea four https://tea.example/shop"]),
            ("from:me", &["tea four https://tea.example/shop"]),
            ("from:nobody tea", &[]),
            ("has:poll", &["tea three?"]),
            ("green", &["tea three?"]),
            ("has:link", &["tea four https://tea.example/shop"]),
            ("has:media", &[]),
            ("is:reply", &["tea four https://tea.example/shop"]),
            ("tea -is:reply -has:poll", &["tea two", "tea one"]),
            ("is:sensitive", &["tea two"]),
            ("language:de", &["tea one"]),
            ("hot", &["tea two"]),
            ("in:library tea", &["tea four https://tea.example/shop"]),
            ("before:2001-01-01 tea", &[]),
            ("after:2001 tea one", &["tea one"]),
        ] {
            assert_eq!(finds(&bob, query).await, expected, "{query}");
        }
        assert_eq!(finds(&bob, &format!("tea one during:{day}")).await, ["tea one"]);
        assert!(finds(&bob, &format!("tea after:{day}")).await.is_empty());
        let found = |query: String| async { finds_ids(&bob, query).await };
        let all = found("q=tea&limit=2".into()).await;
        let next = found(format!("q=tea&limit=2&max_id={}", all[1])).await;
        assert_eq!(found("q=tea&limit=2&offset=2".into()).await, next);
        assert_eq!(next.len(), 2);
        let by = found(format!("q=tea&account_id={}", bob.account.id)).await;
        assert_eq!(by.len(), 1);
    });
}

async fn finds_ids(who: &Person, query: String) -> Vec<String> {
    let found = who.get(&format!("/api/v2/search?type=statuses&{query}")).await.ok();
    found["statuses"].as_array().unwrap().iter().map(|status| id(status).to_owned()).collect()
}

#[test]
fn nobody_finds_what_is_not_theirs_to_find() {
    with_site(async |home| {
        let (alice, shy, bob) =
            (open(home, "alice").await, home.person("shy").await, home.person("bob").await);
        for visibility in ["public", "unlisted", "private", "direct"] {
            alice
                .posts_with(json!({ "status": format!("secret {visibility}"), "visibility": visibility }))
                .await;
        }
        let hidden = shy.posts("secret of the shy").await;
        assert_eq!(finds(&bob, "secret").await, ["secret public"]);
        assert_eq!(
            finds(&alice, "secret").await,
            ["secret direct", "secret private", "secret unlisted", "secret public"]
        );
        bob.favourites(&hidden).await;
        assert_eq!(
            finds(&bob, "secret").await,
            ["secret of the shy", "secret public"],
            "it is in the library now"
        );
        shy.posts_with(json!({ "status": "secret for @bob", "visibility": "direct" })).await;
        assert_eq!(finds(&bob, "secret for").await, ["secret for @bob"]);
        assert!(finds(&alice, "secret for").await.is_empty(), "S-126: only those who take part");
        let visitor = home.requests.get("/api/v2/search?q=secret").await.ok();
        assert_eq!(visitor["statuses"], json!([]), "visitors find no statuses");
        alice.act(&format!("/api/v1/accounts/{}/block", bob.account.id)).await.ok();
        assert_eq!(finds(&bob, "secret public").await, [""; 0], "blocked");
        shy.act(&format!("/api/v1/statuses/{}/unfavourite", id(&hidden))).await;
        bob.act(&format!("/api/v1/accounts/{}/mute", shy.account.id)).await.ok();
        assert!(finds(&bob, "secret").await.is_empty(), "muted");
    });
}

#[test]
fn edits_and_deletions_change_what_is_found() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (open(here, "alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        let status = alice.posts("frist words").await;
        settle(&[here, there]).await;
        assert_eq!(finds(&bob, "frist").await, ["frist words"], "the other server knows that it may");
        let path = format!("/api/v1/statuses/{}", id(&status));
        for home in [here, there] {
            home.pass(5_000);
        }
        alice.send(Method::PUT, &path, Some(json!({ "status": "first words" }))).await.ok();
        settle(&[here, there]).await;
        for who in [&alice, &bob] {
            assert!(finds(who, "frist").await.is_empty());
            assert_eq!(finds(who, "first").await, ["first words"]);
        }
        alice.send(Method::DELETE, &path, None).await.ok();
        settle(&[here, there]).await;
        for who in [&alice, &bob] {
            assert!(finds(who, "words").await.is_empty());
        }
    });
}

#[test]
fn accounts_are_found_by_parts_of_their_names() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let names = async |query: &str| -> Vec<String> {
            let found = alice.get(&format!("/api/v1/accounts/search?q={query}")).await.ok();
            found.as_array().unwrap().iter().map(|it| it["acct"].as_str().unwrap().to_owned()).collect()
        };
        let neighbour = Neighbour::start().await;
        let mut far = Vec::new();
        for name in ["bobby", "bobster"] {
            alice.finds(&neighbour.person(name).handle()).await;
            far.push(format!("{name}@{}", neighbour.domain));
        }
        let bob = home.member("bob", Role::EVERYBODY).await;
        home.member("big_bob", Role::EVERYBODY).await;
        let changes = json!({ "display_name": "Róbert the Great" });
        bob.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
        assert_eq!(names("bob").await[..2], ["bob", "big_bob"], "exact, then local, then others");
        assert_eq!(names("bob").await.len(), 4);
        assert_eq!(names("robert%20gr").await, ["bob"]);
        assert_eq!(names(&format!("bobb@{}", &neighbour.domain[..5])).await, far[..1]);
        assert_eq!(names("big_b").await, ["big_bob"]);
        alice.follows(&far[1]).await;
        assert_eq!(names("bob&following=true").await, [""; 0], "asked, not followed yet");
        assert_eq!(names("bob&limit=1&offset=1").await, ["big_bob"]);
    });
}

/// Words that could mean something to a database, a parser or a terminal.
const HOSTILE: [&str; 24] = [
    "\"",
    "\"\"",
    "'",
    "''",
    "\\",
    "*",
    "**",
    "(",
    ")",
    "a AND",
    "NOT",
    "OR a",
    "NEAR(a b)",
    "words:a",
    "^a",
    "-",
    "--",
    "+",
    "a:*",
    "&|!",
    "<->",
    "\u{0}",
    "\u{200b}",
    "{a}",
];

#[test]
fn no_query_breaks_the_search() {
    with_site(async |home| {
        let alice = open(home, "alice").await;
        alice.posts("hello world").await;
        for one in HOSTILE {
            for other in ["", "hello", "from:alice", "\"hello", "before:9999-99-99", "è".repeat(100).as_str()]
            {
                for query in
                    [format!("{one}{other}"), format!("{other} {one}"), format!("{one}:{other} {one}")]
                {
                    let coded: String = query.bytes().map(|byte| format!("%{byte:02x}")).collect();
                    for path in ["/api/v2/search?q=", "/api/v1/accounts/search?q="] {
                        let answer = alice.get(&format!("{path}{coded}")).await;
                        assert!(answer.status.as_u16() < 500, "{query:?}: {}", answer.text);
                    }
                }
            }
        }
        let long = "word%20".repeat(600);
        assert!(alice.get(&format!("/api/v2/search?q={long}")).await.status.as_u16() < 500);
        assert_eq!(list(&alice.get("/api/v1/accounts/search?q=%20").await), Vec::<Value>::new());
    });
}

#[test]
fn the_index_is_made_anew_when_it_is_missing() {
    with_site(async |home| {
        let alice = open(home, "alice").await;
        alice.posts("something old").await;
        store::settings::delete(&home.site.store, "search_index").await.unwrap();
        social::search::catch_up(&home.site).await.unwrap();
        assert_eq!(finds(&alice, "old").await, ["something old"]);
    });
}

#[test]
fn everybody_may_change_their_mind_about_being_found() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let changes = async |indexable: bool| {
            let changes = json!({ "indexable": indexable });
            alice.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
        };
        alice.posts("blackberry jam").await;
        alice.posts_with(json!({ "status": "blackberry secret", "visibility": "unlisted" })).await;
        assert_eq!(finds(&bob, "blackb").await, Vec::<String>::new());
        assert_eq!(finds(&alice, "blackb").await, ["blackberry secret", "blackberry jam"]);
        changes(true).await;
        assert_eq!(finds(&bob, "blackb").await, ["blackberry jam"]);
        changes(false).await;
        assert_eq!(finds(&bob, "blackb").await, Vec::<String>::new(), "S-126: at once");
        // What was said meanwhile is found, too.
        alice.posts("blackberry pie").await;
        changes(true).await;
        assert_eq!(finds(&bob, "blackberry").await, ["blackberry pie", "blackberry jam"]);
    });
}
