//! Documents stand for themselves alone: where one was found, what its server calls it, and what it says it is must
//! agree, or it is nothing.

use serde_json::json;
use testkit::{Home, Neighbour, Person};

use super::{Stage, does, is_nothing_at, pasted, stage};
use crate::with_site;

#[test]
fn an_announce_shows_only_what_its_author_really_said() {
    with_site(async |home| {
        let Stage { alice, victim, evil, far, .. } = stage(home).await;
        let note = victim.note(1, "true words");
        far.serves("/users/victim/notes/1", &note);
        let mut forged = note.clone();
        forged["content"] = json!("forged words");
        does(home, &evil, &evil.activity("Announce", 1, &forged), "S-058").await;
        let texts = alice.home_texts().await;
        let is_true = !texts.is_empty() && texts.iter().all(|text| text == "true words");
        assert!(is_true, "S-058: of one that is unknown, its own server is asked: {texts:?}");
        does(home, &evil, &evil.activity("Announce", 2, &forged), "S-058").await;
        let mut nowhere = victim.note(2, "forged words");
        nowhere["id"] = json!(format!("{}/notes/404", victim.uri));
        does(home, &evil, &evil.activity("Announce", 3, &nowhere), "S-058").await;
        let mut local = victim.note(3, "forged words");
        local["id"] = json!(format!("{}/statuses/1", alice.account.uri));
        does(home, &evil, &evil.activity("Announce", 4, &local), "S-058").await;
        let texts = alice.home_texts().await;
        assert!(!texts.iter().any(|text| text.contains("forged")), "S-058: {texts:?}");
    });
}

/// What a search for each of these shows.
async fn nothing(home: &Home, by: &Person, case: &str, addresses: &[String]) {
    for address in addresses {
        assert!(is_nothing_at(by, address).await, "{case}: {address}");
        home.settle().await;
    }
}

#[test]
fn a_document_is_believed_only_where_it_stands() {
    with_site(async |home| {
        let Stage { alice, victim, evil, far, bad } = stage(home).await;
        let lie = victim.note(7, "never said");
        bad.serves("/lie", &lie);
        nothing(home, &alice, "S-059: evil's page that says it is victim's", &[bad.url("/lie")]).await;
        let mut person = victim.document();
        person["name"] = json!("forged words");
        bad.serves("/person", &person);
        drop(pasted(&alice, &bad.url("/person")).await);
        let found = alice.finds(&victim.handle()).await;
        assert_eq!(found["display_name"], "victim", "S-059: victim is described by victim's server alone");

        let truth = victim.note(1, "true words");
        far.serves("/users/victim/notes/1", &truth);
        bad.redirects("/away", truth["id"].as_str().unwrap());
        let (statuses, _) = pasted(&alice, &bad.url("/away")).await;
        assert_eq!(statuses.len(), 1, "S-061: it is found through a redirect");
        assert_eq!(statuses[0]["uri"], truth["id"], "S-061: under its own address");
        assert_eq!(statuses[0]["account"]["acct"], victim.handle(), "S-061: as its author's");

        // On evil's own host, and victim's in every other respect.
        let mut own = victim.note(8, "forged words");
        own["id"] = json!(bad.url("/own"));
        bad.serves("/own", &own);
        let mut half = own.clone();
        half["id"] = json!(bad.url("/half"));
        half["attributedTo"] = json!([victim.uri, alice.account.uri]);
        bad.serves("/half", &half);
        let mut twice = evil.note(9, "forged words");
        twice["id"] = json!([bad.url("/twice"), truth["id"]]);
        bad.serves("/twice", &twice);
        let all = ["/own", "/half", "/twice"].map(|path| bad.url(path));
        nothing(home, &alice, "S-062: a status with another's author", &all).await;
        let page = format!(
            "<html><head><link rel=alternate type=\"application/activity+json\" href=\"{}\"></head></html>",
            truth["id"].as_str().unwrap().replace("/1", "/2")
        );
        bad.serves_as("/page", "text/html", &page);
        let lying = page.replace(victim.uri.as_str(), &bad.url("")).replace("/notes/2", "/lie");
        bad.serves_as("/lying", "text/html; charset=utf-8", &lying);
        let all = ["/page", "/lying"].map(|path| bad.url(path));
        nothing(home, &alice, "S-062: a page whose other form is elsewhere or lies", &all).await;
    });
}

#[test]
fn only_documents_of_the_right_type_are_objects() {
    with_site(async |home| {
        let Stage { alice, victim, far, .. } = stage(home).await;
        let types = [
            ("S-065", "text/plain"),
            ("S-066", "application/octet-stream"),
            ("S-067", "image/png"),
            ("S-068", "text/html"),
            ("S-069", "application/json"),
            ("S-070", "application/ld+json"),
            ("S-071", "application/ld+json; profile=\"https://evil.example/ns\""),
            ("S-071", "application/ld+json; profile=\"x https://www.w3.org/ns/activitystreamsx\""),
            ("S-072", "application/activity+json-not"),
            ("S-072", "text/plain; x=application/activity+json"),
            ("S-072", "x-application/activity+json"),
            ("S-073", ""),
        ];
        for (number, (case, kind)) in (1..).zip(types) {
            let note = victim.note(number, "uploaded, not written");
            let path = format!("/users/victim/notes/{number}");
            far.serves_as(&path, kind, &note.to_string());
            nothing(home, &alice, case, &[far.url(&path)]).await;
            let announce = victim.activity("Announce", number, &note["id"]);
            does(home, &victim, &announce, case).await;
            let mut person = victim.document();
            person["id"] = json!(far.url(&format!("/files/{number}")));
            far.serves_as(&format!("/files/{number}"), kind, &person.to_string());
            nothing(home, &alice, case, &[far.url(&format!("/files/{number}"))]).await;
        }
        assert!(alice.home().await.is_empty(), "S-065: nothing of it is shown");
        let keys = Neighbour::start().await;
        let forger = keys.person("forger");
        keys.serves_as("/users/forger", "application/json", &forger.document().to_string());
        let like = forger.activity("Like", 1, &json!("https://far.example/1"));
        assert_eq!(forger.delivers(home, &like).await.status, 401, "S-069: a key in a file is no key");
    });
}

#[test]
fn addresses_in_what_is_shown_lead_to_the_web() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        let odd = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "https:alert(1)",
            "//evil.example/x",
            "blob:https://evil.example/x",
            "http://",
            "https://evil.example/another",
        ];
        for (number, address) in (1..).zip(odd) {
            home.pass(1_000);
            let mut note = victim.note(number, "words");
            note["url"] = json!(address);
            note["attachment"] = json!([{ "type": "Image", "mediaType": "image/png", "url": address }]);
            note["tag"] = json!([
                { "type": "Emoji", "name": ":x:", "icon": { "type": "Image", "url": address } },
                { "type": "Hashtag", "name": "#x", "href": address },
                { "type": "Mention", "name": "@x", "href": address },
            ]);
            does(home, &victim, &victim.activity("Create", number, &note), "S-080").await;
            let status = alice.home().await.remove(0);
            let url = &status["url"];
            assert_eq!(*url, note["id"], "S-080: {address}");
            let whole = status.to_string();
            let unsafe_words = ["javascript:", "vbscript:", "data:text", "file:", "blob:"];
            let found = unsafe_words.iter().find(|word| whole.to_lowercase().contains(*word));
            assert_eq!(found, None, "S-082: {address}: {whole}");
        }
        let mut document = victim.document();
        document["url"] = json!("javascript:alert(1)");
        document["icon"] = json!({ "type": "Image", "url": "javascript:alert(1)" });
        document["image"] = json!({ "type": "Image", "url": "file:///etc/passwd" });
        does(home, &victim, &victim.activity("Update", 99, &document), "S-082").await;
        let account = alice.finds(&victim.handle()).await.to_string();
        assert!(!account.contains("javascript:") && !account.contains("file:"), "S-082: {account}");
    });
}
