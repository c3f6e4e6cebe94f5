//! Talks: what staff ask somebody who was reported, and what they answer.

use http::Method;
use model::Role;
use serde_json::json;
use testkit::{
    MailServer,
    people::{id, list},
};

use crate::{mail::posts_through, settings::Tab, with_site};

#[test]
fn staff_ask_before_they_decide_and_the_reported_answer_without_learning_who_asks() {
    with_site(async |home| {
        let mia = home.member("mia", Role::MODERATOR).await;
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        let post = bob.posts("Buy my bread").await;
        let told = json!({ "account_id": bob.account.id.to_string(), "status_ids": [id(&post)], "comment": "Again" });
        let report = alice.post("/api/v1/reports", told).await.ok();
        home.settle().await;
        server.takes();
        let at = format!("/api/fanfare/v1/admin/reports/{}/messages", id(&report));

        assert!(list(&mia.get(&at).await).is_empty());
        assert_eq!(alice.get(&at).await.status, 403);
        assert_eq!(mia.send(Method::POST, &at, Some(json!({ "text": "  " }))).await.status, 422);
        mia.send(Method::POST, &at, Some(json!({ "text": "Is this your own bakery?" }))).await.ok();
        home.settle().await;
        let letters = server.takes();
        assert_eq!(letters.len(), 1, "bob alone");
        assert!(letters[0].text.contains("Is this your own bakery?"), "{}", letters[0].text);
        assert!(!letters[0].text.contains("mia"), "nobody learns who asks");
        assert_eq!(list(&mia.get(&at).await)[0]["seen_at"], json!(null));

        let tab = Tab::of(home, "bob").await;
        let shown = tab.opens("/settings/strikes").await;
        assert!(
            shown.text.contains("Is this your own bakery?") && !shown.text.contains("mia"),
            "{}",
            shown.text
        );
        assert!(list(&mia.get(&at).await)[0]["seen_at"].is_string());
        let about = id(&report);
        let said = [("report", about), ("text", "It is my grandmother's.")];
        assert_eq!(tab.sends("/settings/strikes/answer", &said).await.status, 302);
        home.settle().await;
        assert!(server.takes().iter().any(|letter| letter.text.contains("It is my grandmother's.")));
        let talk = list(&mia.get(&at).await);
        assert_eq!(
            talk.iter().map(|one| (&one["text"], &one["by_staff"])).collect::<Vec<_>>(),
            [
                (&json!("Is this your own bakery?"), &json!(true)),
                (&json!("It is my grandmother's."), &json!(false)),
            ]
        );
        assert_eq!(talk[0]["account"]["acct"], "mia");

        // Nobody else answers in it.
        let tab = Tab::of(home, "alice").await;
        assert!(!tab.opens("/settings/strikes").await.text.contains("bakery"));
        assert_eq!(tab.sends("/settings/strikes/answer", &said).await.status, 404);
        assert!(mia.get("/api/fanfare/v1/admin/audit_log").await.text.contains("write_message"));
    });
}
