//! Lists that people take along, and bring.

use http::Method;
use serde_json::json;
use testkit::{Answer, Home, Neighbour, people::id};

use super::{Tab, between};
use crate::{pages::secret, with_site};

/// Brings a file through the page.
async fn brings(home: &Home, tab: &Tab<'_>, kind: &str, mode: &str, file: &str) -> Answer {
    let csrf = secret(&tab.opens("/settings/import").await);
    let part = reqwest::multipart::Part::bytes(file.as_bytes().to_vec()).file_name("list.csv");
    let form = reqwest::multipart::Form::new()
        .text("csrf", csrf)
        .text("kind", kind.to_owned())
        .part("file", part)
        .text("mode", mode.to_owned());
    let request = home.requests.request(Method::POST, "/settings/import/new").header("cookie", &tab.cookie);
    home.requests.send(request.multipart(form)).await
}

/// Brings a file that is taken, and waits until it is worked on; answers the page about it.
async fn brought(home: &Home, tab: &Tab<'_>, kind: &str, mode: &str, file: &str) -> (String, String) {
    let answer = brings(home, tab, kind, mode, file).await;
    assert_eq!(answer.status, 302, "{}", answer.text);
    home.settle().await;
    let path = answer.header("location").to_owned();
    let page = tab.reads(&path).await;
    (path, page)
}

#[test]
fn lists_go_along_in_the_files_of_mastodon() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (bob, carol, dave) =
            (home.person("bob").await, home.person("carol").await, home.person("dave").await);
        let far = Neighbour::start().await;
        let erin = far.person("erin");
        let at = |who: &str| format!("{who}@{}", home.domain());
        alice.follows("bob").await;
        let path = format!("/api/v1/accounts/{}/follow", carol.account.id);
        alice.post(&path, json!({ "reblogs": false, "notify": true, "languages": ["de", "en"] })).await.ok();
        let path = format!("/api/v1/accounts/{}/mute", dave.account.id);
        alice.post(&path, json!({ "notifications": false })).await.ok();
        let found = alice.finds(&erin.handle()).await;
        alice.act(&format!("/api/v1/accounts/{}/block", id(&found))).await.ok();
        alice.post("/api/v1/domain_blocks", json!({ "domain": "spam.example" })).await.ok();
        let status = bob.posts("worth keeping").await;
        alice.act(&format!("/api/v1/statuses/{}/bookmark", id(&status))).await.ok();
        let list = alice.post("/api/v1/lists", json!({ "title": "=SUM(A1)" })).await.ok();
        let path = format!("/api/v1/lists/{}/accounts", id(&list));
        alice.post(&path, json!({ "account_ids": [bob.account.id.to_string()] })).await.ok();
        let tab = Tab::of(home, "alice").await;
        let page = tab.reads("/settings/export").await;
        for (name, said) in [
            (
                "following_accounts",
                format!(
                    "Account address,Show boosts,Notify on new posts,Languages\n{},false,true,\"de, en\"\n{},true,false,\n",
                    at("carol"),
                    at("bob")
                ),
            ),
            ("muted_accounts", format!("Account address,Hide notifications\n{},false\n", at("dave"))),
            ("blocked_accounts", format!("{}\n", erin.handle())),
            ("blocked_domains", "spam.example\n".to_owned()),
            ("bookmarks", format!("{}\n", status["uri"].as_str().unwrap())),
            ("lists", format!("'=SUM(A1),{}\n", at("bob"))),
        ] {
            let path = format!("/settings/export/{name}.csv");
            assert!(page.contains(&path), "{path}");
            let answer = tab.opens(&path).await;
            assert_eq!(answer.text, said, "S-237: {name}");
            assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{name}.csv\""));
            assert!(answer.header("content-type").starts_with("text/csv"));
            assert_eq!(home.requests.get(&path).await.status, 302, "it is alice's alone");
        }
        assert_eq!(tab.opens("/settings/export/passwords.csv").await.status, 404);
    });
}

#[test]
fn a_list_that_is_brought_is_worked_on_and_says_what_came_to_nothing() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let far = Neighbour::start().await;
        let carol = far.person("carol");
        bob.act(&format!("/api/v1/accounts/{}/block", alice.account.id)).await.ok();
        home.person("dave").await;
        let tab = Tab::of(home, "alice").await;
        let file = format!(
            "Account address,Show boosts,Notify on new posts,Languages\n{},true,false,\ndave,false,true,de\n\
             nobody@{},true,false,\n@bob@{},true,false,\n,true,false,\n",
            carol.handle(),
            far.domain,
            home.domain(),
        );
        let (path, page) = brought(home, &tab, "following_accounts", "merge", &file).await;
        assert!(page.contains("5 of 5 lines") && page.contains("3 of them came to nothing"), "{page}");
        assert!(page.contains("Nothing that could be understood") && page.contains("across a block"));
        let found = alice.finds(&carol.handle()).await;
        assert_eq!(alice.relationship(&found).await["requested"], true);
        let dave = alice.relationship(&alice.finds("dave").await).await;
        assert_eq!(
            (&dave["following"], &dave["showing_reblogs"], &dave["notifying"]),
            (&json!(true), &json!(false), &json!(true))
        );
        assert_eq!(dave["languages"], json!(["de"]));
        let failures = tab.opens(&format!("{path}/failures")).await;
        assert!(
            failures.text.starts_with("Account address,") && failures.text.contains("nobody@"),
            "{}",
            failures.text
        );
        assert!(
            !failures.text.contains("dave")
                && failures.header("content-disposition").contains("failures.csv")
        );
        let other = Tab::of(home, "bob").await;
        assert_eq!(other.opens(&path).await.status, 404, "it is alice's alone");
        assert_eq!(other.opens(&format!("{path}/failures")).await.status, 404);
        home.pass(8 * 24 * 3_600_000);
        social::housekeeping::tidy(&home.site).await.unwrap();
        assert_eq!(tab.opens(&path).await.status, 404, "it is forgotten after a week");
    });
}

#[test]
fn a_list_may_take_the_place_of_what_is_here() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for name in ["bob", "carol", "dave"] {
            home.person(name).await;
        }
        alice.follows("bob").await;
        alice.follows("carol").await;
        let tab = Tab::of(home, "alice").await;
        let file = format!("carol@{}\ndave\n", home.domain());
        brought(home, &tab, "following_accounts", "overwrite", &file).await;
        let follows =
            async |name: &str| alice.relationship(&alice.finds(name).await).await["following"].clone();
        assert_eq!(
            [follows("bob").await, follows("carol").await, follows("dave").await],
            [false, true, true]
        );
        let lists = "Friends,carol\nFriends,dave\nWork,bob\n";
        brought(home, &tab, "lists", "merge", lists).await;
        brought(home, &tab, "lists", "overwrite", "Friends,dave\n").await;
        let file = tab.opens("/settings/export/lists.csv").await.text;
        assert_eq!(file, format!("Friends,dave@{}\n", home.domain()));
        let domains = "#domain\none.example\ntwo.example\n";
        brought(home, &tab, "blocked_domains", "merge", domains).await;
        brought(home, &tab, "blocked_domains", "overwrite", "two.example\nthree.example\n").await;
        assert_eq!(
            tab.opens("/settings/export/blocked_domains.csv").await.text,
            "three.example\ntwo.example\n"
        );
    });
}

#[test]
fn what_is_exported_here_can_be_brought_here() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        home.person("carol").await;
        let status = bob.posts("worth keeping").await;
        alice.act(&format!("/api/v1/statuses/{}/bookmark", id(&status))).await.ok();
        alice.act(&format!("/api/v1/accounts/{}/mute", bob.account.id)).await.ok();
        let (old, new) = (Tab::of(home, "alice").await, Tab::of(home, "carol").await);
        for name in ["muted_accounts", "bookmarks"] {
            let file = old.opens(&format!("/settings/export/{name}.csv")).await.text;
            let (_, page) = brought(home, &new, name, "merge", &file).await;
            assert!(page.contains("1 of 1 lines") && !page.contains("came to nothing"), "{page}");
            assert_eq!(new.opens(&format!("/settings/export/{name}.csv")).await.text, file);
        }
    });
}

#[test]
fn what_is_no_list_is_refused_at_once() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        for (file, told) in [
            ("", "This list is empty"),
            ("\n\n", "This list is empty"),
            ("#domain\nfar.example", "a list of something else"),
        ] {
            let answer = brings(home, &tab, "following_accounts", "merge", file).await;
            assert_eq!(answer.status, 422, "{file:?}");
            assert!(answer.text.contains(told), "{}", answer.text);
        }
        let large = "bob@far.example\n".repeat(400_000);
        assert_eq!(brings(home, &tab, "following_accounts", "merge", &large).await.status, 413);
        assert_eq!(brings(home, &tab, "secrets", "merge", "a").await.status, 404);
        for _ in 0..6 {
            assert_eq!(brings(home, &tab, "blocked_domains", "merge", "far.example").await.status, 302);
        }
        let answer = brings(home, &tab, "blocked_domains", "merge", "far.example").await;
        assert_eq!(answer.status, 422, "those before it come first");
        let page = tab.reads("/settings/import").await;
        assert!(page.contains("0 of 1 lines"), "{}", between(&page, "<main", "</main"));
    });
}
