//! Announcements by mail: to everybody who wants them, a few at a time, once.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{Home, MailServer, people::id};

use crate::{mail::posts_through, pages::form, with_site};

const ANNOUNCEMENTS: &str = "/api/fanfare/v1/admin/announcements";
const MINUTE_MS: i64 = 60_000;

/// Lets the minutes pass that letters take.
async fn minutes(home: &Home, count: usize) {
    for _ in 0..count {
        home.settle().await;
        home.pass(MINUTE_MS + 1);
    }
    home.settle().await;
}

#[test]
fn an_announcement_goes_to_everybody_by_mail_once_and_whoever_wants_none_says_so_with_a_click() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let alice = home.person("alice").await;
        for number in 0..25 {
            home.person(&format!("member{number}")).await;
        }
        let said = json!({ "text": "The tea house is closed on *Sunday*.", "published": false });
        let made = olga.send(Method::POST, ANNOUNCEMENTS, Some(said)).await.ok();
        assert_eq!(made["mailing"], Value::Null);
        let at = |what: &str| format!("{ANNOUNCEMENTS}/{}{what}", id(&made));

        let refused = olga.send(Method::POST, &at("/mail"), None).await;
        assert!(refused.status == 409 && refused.text.contains("sends no mail"), "{}", refused.text);
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        let refused = olga.send(Method::POST, &at("/mail"), None).await;
        assert!(refused.status == 409 && refused.text.contains("nobody sees"), "{}", refused.text);
        olga.send(Method::POST, &at("/publish"), None).await.ok();
        assert_eq!(mia.send(Method::POST, &at("/mail"), None).await.status, 403);

        olga.send(Method::POST, &at("/mail/test"), None).await.ok();
        minutes(home, 1).await;
        let tried = server.takes();
        assert_eq!(tried.iter().map(|letter| &*letter.to).collect::<Vec<_>>(), ["olga@mail.example"]);
        assert!(tried[0].text.contains("closed on"), "{}", tried[0].text);

        // Alice wants none of them.
        let click = [("List-Unsubscribe", "One-Click")];
        olga.send(Method::POST, &at("/mail"), None).await.ok();
        minutes(home, 1).await;
        let first = server.takes();
        let to_alice = first.iter().find(|letter| letter.to == "alice@mail.example").unwrap();
        let link = to_alice.link("/unsubscribe/");
        assert_eq!(to_alice.header("List-Unsubscribe"), format!("<{link}>"));
        assert!(home.requests.get(&link).await.text.contains("what everybody here is told"));
        assert_eq!(form(&home.requests, &link, "", "https://mailbox.example", &click).await.status, 200);
        minutes(home, 3).await;
        let all = first.len() + server.takes().len();
        assert_eq!(all, 28, "everybody, once");
        let mailing = olga.get(&at("")).await.ok()["mailing"].clone();
        assert_eq!(mailing["written"], 28);
        assert!(mailing["ended_at"].is_string(), "{mailing}");
        assert_eq!(olga.send(Method::POST, &at("/mail"), None).await.status, 409);

        let said = json!({ "text": "Open again." });
        let other = olga.send(Method::POST, ANNOUNCEMENTS, Some(said)).await.ok();
        olga.send(Method::POST, &format!("{ANNOUNCEMENTS}/{}/mail", id(&other)), None).await.ok();
        minutes(home, 3).await;
        let sent = server.takes();
        assert!(sent.len() == 27 && sent.iter().all(|letter| letter.to != "alice@mail.example"));
        assert!(alice.get("/api/v1/announcements").await.text.contains("Open again"), "she reads it here");
    });
}

#[test]
fn an_announcement_that_is_taken_back_goes_to_nobody_else() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        for number in 0..25 {
            home.person(&format!("member{number}")).await;
        }
        let server = MailServer::start().await;
        posts_through(home, &server).await;
        let made = olga.send(Method::POST, ANNOUNCEMENTS, Some(json!({ "text": "Free cake." }))).await.ok();
        let at = |what: &str| format!("{ANNOUNCEMENTS}/{}{what}", id(&made));
        olga.send(Method::POST, &at("/mail"), None).await.ok();
        olga.send(Method::POST, &at("/unpublish"), None).await.ok();
        minutes(home, 3).await;
        assert!(server.takes().is_empty(), "nobody had been written to");
        assert!(olga.get(&at("")).await.ok()["mailing"]["ended_at"].is_string());
    });
}
