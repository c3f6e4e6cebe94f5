//! Decisions about many servers at once: from a file, and from lists of others.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list},
    settle,
};

use crate::{with_site, with_two_sites};

const BLOCKS: &str = "/api/v1/admin/domain_blocks";
const LISTS: &str = "/api/fanfare/v1/admin/blocklists";
const OTHERS: &str = "/api/fanfare/v1/admin/blocklist_subscriptions";
const HEAD: &str = "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n";

async fn domains(by: &Person) -> Vec<String> {
    let mut found: Vec<String> = list(&by.get(BLOCKS).await)
        .iter()
        .map(|block| format!("{}:{}", block["domain"].as_str().unwrap(), block["severity"].as_str().unwrap()))
        .collect();
    found.sort();
    found
}

#[test]
fn a_file_is_shown_before_it_is_applied_and_undone_as_a_whole() {
    with_two_sites(async |here, there| {
        let (olga, mia) = (here.member("olga", Role::OWNER).await, here.member("mia", Role::MODERATOR).await);
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let bob_here = alice.follows(&bob.handle()).await;
        settle(&[here, there]).await;
        for (domain, severity) in [("loud.example", "silence"), ("gone.example", "suspend")] {
            olga.post(BLOCKS, json!({ "domain": domain, "severity": severity })).await.ok();
        }
        let rows = format!(
            "{},suspend,false,false,harassment,false\nLoud.example,suspend,true,false,,false\n\
             gone.example,silence,false,false,,false\nodd.example,silence,true,true,\"spam, mostly\",true\n\
             b*d.example,suspend,,,,\nodd.example,noop,,,,\nworse.example,burn,,,,\n",
            there.domain()
        );
        let csv = format!("{HEAD}{rows}");
        let body = json!({ "csv": csv, "name": "friends" });
        assert_eq!(mia.post(&format!("{LISTS}/preview"), body.clone()).await.status, 403);
        let shown = olga.post(&format!("{LISTS}/preview"), body.clone()).await.ok();
        let entries = shown["entries"].as_array().unwrap();
        let differences: Vec<&str> = entries.iter().map(|it| it["difference"].as_str().unwrap()).collect();
        assert_eq!(differences, ["new", "stricter", "milder", "new"]);
        assert_eq!(entries[0]["following_count"], 1, "who would be lost is told before");
        assert_eq!(entries[1]["existing_domain_block"]["severity"], "silence");
        let wrong: Vec<i64> =
            shown["problems"].as_array().unwrap().iter().map(|it| it["line"].as_i64().unwrap()).collect();
        assert_eq!(wrong, [6, 8]);
        assert_eq!(
            domains(&olga).await,
            ["gone.example:suspend", "loud.example:silence"],
            "nothing is done yet"
        );

        let made = olga.post(LISTS, body).await.ok();
        here.settle().await;
        assert_eq!((&made["changes_count"], &made["actor"]), (&json!(3), &json!("olga")));
        let there_now = format!("{}:suspend", there.domain());
        let mut expected = vec![
            "gone.example:suspend".to_owned(),
            "loud.example:suspend".into(),
            "odd.example:silence".into(),
            there_now,
        ];
        expected.sort();
        assert_eq!(domains(&olga).await, expected, "nothing becomes milder unasked");
        assert_eq!(alice.relationship(&bob_here).await["following"], false);
        let odd = list(&olga.get(BLOCKS).await).into_iter().find(|it| it["domain"] == "odd.example").unwrap();
        olga.send(Method::PUT, &format!("{BLOCKS}/{}", id(&odd)), Some(json!({ "severity": "noop" })))
            .await
            .ok();
        let file = olga.get("/api/fanfare/v1/admin/domain_blocks/export.csv").await;
        assert!(file.text.starts_with(HEAD.trim()), "{}", file.text);
        assert!(file.text.contains("odd.example,noop,true,true,\"spam, mostly\",true"), "{}", file.text);

        let undone = olga.act(&format!("{LISTS}/{}/undo", id(&made))).await.ok();
        settle(&[here, there]).await;
        assert_eq!(undone["changes_count"], 2);
        assert_eq!(
            domains(&olga).await,
            ["gone.example:suspend", "loud.example:silence", "odd.example:noop"],
            "what was decided differently since then stays"
        );
        assert_eq!(alice.relationship(&bob_here).await["following"], true, "the follow is back");
        assert_eq!(olga.act(&format!("{LISTS}/{}/undo", id(&made))).await.status, 409);
        let whole = olga.get(&format!("{LISTS}/{}", id(&made))).await.ok();
        assert_eq!(whole["changes"].as_array().unwrap().len(), 3);
        assert_eq!(list(&olga.get(LISTS).await).len(), 1);
    });
}

#[test]
fn only_lines_severe_enough_are_taken_and_milder_ones_if_that_is_wished() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        olga.post(BLOCKS, json!({ "domain": "a.example", "severity": "suspend" })).await.ok();
        let csv = "domain,severity\na.example,silence\nb.example,suspend\nc.example,silence\n";
        let severe = json!({ "csv": csv, "name": "x", "least_severity": "suspend" });
        assert_eq!(olga.post(LISTS, severe).await.ok()["changes_count"], 1);
        assert_eq!(domains(&olga).await, ["a.example:suspend", "b.example:suspend"]);
        let all = json!({ "csv": csv, "name": "x", "overwrite": true });
        assert_eq!(olga.post(LISTS, all).await.ok()["changes_count"], 2);
        assert_eq!(domains(&olga).await, ["a.example:silence", "b.example:suspend", "c.example:silence"]);
        let plain = json!({ "csv": "d.example\ne.example\n", "name": "names alone" });
        olga.post(LISTS, plain).await.ok();
        assert!(domains(&olga).await.contains(&"e.example:suspend".to_owned()));
    });
}

async fn reads(home: &Home) {
    home.federation.read_blocklists().await.unwrap();
    home.settle().await;
}

async fn subscribed(olga: &Person, far: &Neighbour, mode: &str) -> Value {
    let body = json!({ "url": far.url("/list.csv"), "name": "Friends", "mode": mode });
    olga.post(OTHERS, body).await.ok()
}

#[test]
fn a_list_of_others_is_applied_day_by_day_and_what_is_gone_from_it_taken_back() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let far = Neighbour::start().await;
        far.serves_as(
            "/list.csv",
            "text/csv",
            &format!("{HEAD}a.example,suspend,,,,\nb.example,silence,,,,\n"),
        );
        let made = subscribed(&olga, &far, "apply").await;
        reads(home).await;
        assert_eq!(domains(&olga).await, ["a.example:suspend", "b.example:silence"]);
        assert_eq!(list(&olga.get(LISTS).await)[0]["subscription_id"], made["id"]);
        far.serves_as(
            "/list.csv",
            "text/csv",
            &format!("{HEAD}b.example,silence,,,,\nc.example,suspend,,,,\n"),
        );
        reads(home).await;
        assert_eq!(domains(&olga).await.len(), 2, "only once a day");
        home.pass(25 * 3_600_000);
        reads(home).await;
        assert_eq!(domains(&olga).await, ["b.example:silence", "c.example:suspend"]);
        far.serves_as("/list.csv", "text/csv", HEAD);
        home.pass(25 * 3_600_000);
        reads(home).await;
        assert_eq!(domains(&olga).await.len(), 2, "an empty list takes nothing back");
        assert!(list(&olga.get(OTHERS).await)[0]["last_error"].is_string());
        olga.send(Method::DELETE, &format!("{OTHERS}/{}", id(&made)), None).await.ok();
        assert!(list(&olga.get(OTHERS).await).is_empty());
    });
}

#[test]
fn a_list_of_others_only_suggests_if_that_is_wished() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let far = Neighbour::start().await;
        far.serves_as("/list.csv", "text/csv", &format!("{HEAD}a.example,suspend,,,,\n"));
        let made = subscribed(&olga, &far, "suggest").await;
        assert_eq!(mia.get(OTHERS).await.status, 403);
        reads(home).await;
        assert!(domains(&olga).await.is_empty());
        let base = format!("{OTHERS}/{}", id(&made));
        let shown = olga.get(&format!("{base}/suggestions")).await.ok();
        assert_eq!(shown["entries"][0]["domain"], "a.example");
        let left = olga.act(&format!("{base}/accept")).await.ok();
        assert_eq!(left["entries"], json!([]));
        assert_eq!(domains(&olga).await, ["a.example:suspend"]);
        far.serves_as("/list.csv", "text/csv", &format!("{HEAD}b.example,suspend,,,,\n"));
        home.pass(25 * 3_600_000);
        reads(home).await;
        let shown = olga.get(&format!("{base}/suggestions")).await.ok();
        assert_eq!(shown["retracted"][0]["domain"], "a.example");
        assert_eq!(domains(&olga).await, ["a.example:suspend"], "nothing happens by itself");
        for wrong in ["ftp://far.example/x", "https://me:secret@far.example/x", "nothing"] {
            let body = json!({ "url": wrong, "name": "x" });
            assert_eq!(olga.post(OTHERS, body).await.status, 422, "{wrong}");
        }
    });
}

/// What a dataset of FIRES says about something.
fn change(kind: &str, domain: &str, policy: &str, filters: &[&str]) -> Value {
    json!({
        "id": format!("https://fires.example/changes/{domain}"),
        "type": kind,
        "entityKind": "domain",
        "entityKey": domain,
        "labels": [],
        "recommendedPolicy": policy,
        "recommendedFilters": filters,
    })
}

#[test]
fn a_dataset_of_fires_is_read_page_by_page_and_only_what_it_recommends_counts() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let far = Neighbour::start().await;
        let serves = |path: &str, document: Value| {
            far.serves_as(path, "application/ld+json", &document.to_string());
        };
        let collection = |kind: &str, items: Value, next: Value| json!({ "type": kind, "orderedItems": items, "next": next });
        serves(
            "/list.csv",
            json!({
                "type": "Dataset",
                "name": "Worst of the worst",
                "endpoints": { "snapshot": far.url("/snapshot"), "changes": far.url("/changes") },
            }),
        );
        serves(
            "/snapshot",
            json!({ "type": "OrderedCollection", "totalItems": 6, "first": far.url("/page1") }),
        );
        let first = json!([
            change("Recommendation", "a.example", "drop", &[]),
            change("Recommendation", "b.example", "filter", &["https://fires.example/filters#reject-media"]),
            change("Recommendation", "c.example", "filter", &["https://fires.example/filters#limit"]),
            { "type": "Recommendation", "entityKind": "actor", "entityKey": "https://a.example/users/1", "recommendedPolicy": "drop" },
        ]);
        serves("/page1", collection("OrderedCollectionPage", first, json!("/page2")));
        let second = json!([
            change("Advisory", "d.example", "drop", &[]),
            change("Recommendation", "e.example", "accept", &[]),
            { "type": "Retraction", "entityKind": "domain", "entityKey": "f.example" },
        ]);
        serves("/page2", collection("OrderedCollectionPage", second, Value::Null));
        subscribed(&olga, &far, "apply").await;
        reads(home).await;
        assert_eq!(domains(&olga).await, ["a.example:suspend", "b.example:noop", "c.example:silence"]);
        let blocks = list(&olga.get("/api/v1/admin/domain_blocks").await);
        assert!(blocks.iter().any(|block| block["domain"] == "b.example" && block["reject_media"] == true));

        // What was decided here goes out in the same words, and comes back as it was.
        let written = olga.get("/api/fanfare/v1/admin/domain_blocks/export.json").await;
        assert_eq!(written.header("content-type"), "application/ld+json");
        let body = json!({ "csv": written.text });
        let seen = olga.post(&format!("{LISTS}/preview"), body).await.ok();
        assert!(list_of(&seen["entries"]).iter().all(|entry| entry["difference"] == "same"), "{seen}");

        // A recommendation that is retracted is taken back.
        let first = json!([
            { "type": "Retraction", "entityKind": "domain", "entityKey": "a.example" },
            change("Recommendation", "c.example", "filter", &["https://fires.example/filters#limit"]),
        ]);
        serves("/page1", collection("OrderedCollectionPage", first, Value::Null));
        home.pass(25 * 3_600_000);
        reads(home).await;
        assert_eq!(domains(&olga).await, ["c.example:silence"]);

        // One that never ends is not read, and takes nothing back.
        serves("/page1", collection("OrderedCollectionPage", json!([]), json!("/page1")));
        home.pass(25 * 3_600_000);
        reads(home).await;
        assert_eq!(domains(&olga).await, ["c.example:silence"]);
        assert!(list(&olga.get(OTHERS).await)[0]["last_error"].as_str().unwrap().contains("pages"));
    });
}

fn list_of(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}
