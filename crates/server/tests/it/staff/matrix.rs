//! Who may call what: every route against everybody who should not.

use std::{collections::BTreeSet, fs, path::PathBuf};

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{Answer, Home, Neighbour, Person, people::id};

use crate::{
    PROGRAM,
    access::app_token,
    acquaintance::befriend,
    media::{jpeg, sends},
    with_site,
};

const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// The paths in a file of the sitemap.
fn paths(file: &str) -> BTreeSet<String> {
    let sitemap = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../client_api/src/routes").join(file);
    let source = fs::read_to_string(sitemap).expect("the sitemap");
    let quoted = source.split('"').filter(|text| text.starts_with("/api/") && !text.contains("{*"));
    quoted.map(str::to_owned).collect()
}

/// Whether there is such a method at all.
fn is_missing(answer: &Answer) -> bool {
    answer.status == 405 || (answer.status == 404 && answer.text == r#"{"error":"Not Found"}"#)
}

async fn asks(home: &Home, token: Option<&str>, method: &Method, path: &str) -> Answer {
    let mut request = home.requests.request(method.clone(), path);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if *method != Method::GET {
        request = request.json(&json!({}));
    }
    home.requests.send(request).await
}

#[test]
fn what_is_for_staff_is_for_nobody_else() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let issue = async |person: &Person, scopes: &str| {
            let issued = social::oauth::issue_for(&home.site, &person.account, scopes.parse().unwrap()).await;
            issued.unwrap().secret
        };
        let member = issue(&alice, "read write follow push admin:read admin:write").await;
        let without_scope = issue(&mia, "read write follow push").await;
        let (mut seen, mut wrong) = (0, Vec::new());
        // What staff decided about somebody, and what they say against it, is theirs.
        for path in paths("admin.rs").into_iter().filter(|path| path.contains("/admin/")) {
            let filled = path.replace("{id}", "1").replace("{account_id}", "1");
            for method in METHODS {
                let by_nobody = asks(home, None, &method, &filled).await;
                if is_missing(&by_nobody) {
                    continue;
                }
                seen += 1;
                let by_member = asks(home, Some(&member), &method, &filled).await;
                let by_app = asks(home, Some(&without_scope), &method, &filled).await;
                let answers = [&by_nobody, &by_member, &by_app].map(|answer| answer.status.as_u16());
                if answers != [401, 403, 403] {
                    wrong.push(format!("{method} {path}: {answers:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(seen >= 5, "the sitemap was read");
    });
}

/// Ids in paths that are no secrets: what is there is for everybody who may see it, or is about whom the caller names.
const OF_OTHERS: [&str; 5] = [
    "/api/v1/accounts/",
    "/api/v1/announcements/",
    "/api/v1/follow_requests/",
    "/api/v1/suggestions/",
    // What is done in the background is nobody's.
    "/api/v1_alpha/async_refreshes/",
];

/// Things of alice's that concern nobody else, each with the beginning of the paths that lead to it.
async fn things(home: &Home, alice: &Person, bob: &Person) -> Vec<(&'static str, String)> {
    let private = alice.posts_with(json!({ "status": "Mine", "visibility": "private" })).await;
    let soon = home.site.now().plus_millis(3_600_000).to_rfc3339_millis();
    let later = alice.posts_with(json!({ "status": "Later", "scheduled_at": soon })).await;
    let lists = alice.post("/api/v1/lists", json!({ "title": "Friends" })).await.ok();
    let words =
        json!({ "title": "Spoilers", "context": ["home"], "keywords_attributes": [{ "keyword": "end" }] });
    let filter = alice.post("/api/v2/filters", words).await.ok();
    let keyword = id(&filter["keywords"][0]).to_owned();
    let post = alice.posts("Hello").await;
    let kept = json!({ "status_id": id(&post) });
    let kept = alice.post(&format!("/api/v2/filters/{}/statuses", id(&filter)), kept).await.ok();
    let featured = alice.post("/api/v1/featured_tags", json!({ "name": "cats" })).await.ok();
    bob.favourites(&post).await;
    bob.posts_with(json!({ "status": "@alice psst", "visibility": "direct" })).await;
    home.settle().await;
    let notification = alice.notifications().await.remove(0);
    let conversation = alice.get("/api/v1/conversations").await.ok()[0].clone();
    let poll = json!({ "status": "?", "visibility": "private",
                       "poll": { "options": ["a", "b"], "expires_in": 3600 } });
    let poll = alice.posts_with(poll).await;
    let picture = sends(home, alice, &jpeg(40, 30, [9, 90, 200]), &[]).await.ok();
    let (request, strike, severance) = decided(home, alice).await;
    let key = alice.get("/api/v2/notifications").await.ok();
    let key = key["notification_groups"][0]["group_key"].as_str().unwrap().to_owned();
    let of = |thing: &Value| id(thing).to_owned();
    vec![
        ("/api/v1/statuses/{id}", of(&private)),
        ("/api/v1/pleroma/statuses/{id}", of(&private)),
        ("/api/v1/scheduled_statuses/{id}", of(&later)),
        ("/api/v1/lists/{id}", of(&lists)),
        ("/api/v1/timelines/list/{id}", of(&lists)),
        ("/api/v2/filters/keywords/{id}", keyword.clone()),
        ("/api/v2/filters/statuses/{id}", of(&kept)),
        ("/api/v2/filters/{id}", of(&filter)),
        ("/api/v1/filters/{id}", keyword),
        ("/api/v1/featured_tags/{id}", of(&featured)),
        ("/api/v1/notifications/{id}", of(&notification)),
        ("/api/v1/conversations/{id}", of(&conversation)),
        ("/api/v1/polls/{id}", of(&poll["poll"])),
        ("/api/v1/media/{id}", of(&picture)),
        ("/api/v1/notifications/requests/{id}", request),
        ("/api/fanfare/v1/strikes/{id}", strike),
        ("/api/fanfare/v1/severed_relationships/{id}", severance),
        ("/api/v2/notifications/{key}", key),
    ]
}

/// What others decided about alice: who wishes to speak to her, what staff held against her, and what she lost.
async fn decided(home: &Home, alice: &Person) -> (String, String, String) {
    let (olga, carol) = (home.member("olga", Role::OWNER).await, home.person("carol").await);
    let policy = json!({ "for_not_following": "filter" });
    alice.send(Method::PATCH, "/api/v2/notifications/policy", Some(policy)).await.ok();
    carol.posts("@alice do you hear me?").await;
    let far = Neighbour::start().await;
    befriend(home, alice, &far, &far.person("dan")).await;
    let warning = format!("/api/v1/admin/accounts/{}/action", alice.account.id);
    olga.post(&warning, json!({ "type": "none", "text": "Please." })).await.ok();
    let block = json!({ "domain": far.domain, "severity": "suspend" });
    olga.post("/api/v1/admin/domain_blocks", block).await.ok();
    home.settle().await;
    let first = async |path: &str| id(&alice.get(path).await.ok()[0]).to_owned();
    (
        first("/api/v1/notifications/requests").await,
        first("/api/fanfare/v1/strikes").await,
        first("/api/fanfare/v1/severed_relationships").await,
    )
}

#[test]
fn what_is_somebodys_own_answers_nobody_else() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let mallory = home.person("mallory").await;
        let things = things(home, &alice, &bob).await;
        let app = app_token(home, "read write follow push").await;
        let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
        let all = paths("mod.rs").into_iter().chain(paths("admin.rs"));
        for path in all.filter(|path| !path.contains("/admin/") && path.contains('{')) {
            let Some((beginning, id)) = things.iter().find(|(beginning, _)| path.starts_with(beginning))
            else {
                let is_of_others = OF_OTHERS.iter().any(|beginning| path.starts_with(beginning));
                assert!(is_of_others || !path.contains("{id}"), "S-108: whose is {path}?");
                continue;
            };
            seen.insert(*beginning);
            let filled = path.replace("{id}", id).replace("{quoting}", id).replace("{emoji}", "%E2%9D%A4");
            let filled = filled.replace("{key}", id);
            for method in METHODS {
                for (who, token) in [
                    ("mallory", Some(mallory.token.as_str())),
                    ("an app", Some(app.as_str())),
                    ("nobody", None),
                ] {
                    let answer = asks(home, token, &method, &filled).await;
                    // Conversations and notifications that somebody does not have may be done with: nothing happens.
                    if answer.status.is_success() && !is_missing(&answer) && answer.text != "{}" {
                        wrong.push(format!(
                            "S-108: {who}: {method} {path}: {} {}",
                            answer.status, answer.text
                        ));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(seen.len(), things.len(), "all of them were asked for");
        for (beginning, id) in &things {
            let answer = alice.get(&beginning.replace("{id}", id).replace("{key}", id)).await;
            assert!(is_missing(&answer) || answer.status == 200, "{beginning} is still alice's: {answer:?}");
        }
    });
}
