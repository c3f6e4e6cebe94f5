//! Roles: who may do what, and the log of what they did.

use model::Role;
use serde_json::json;
use social::audit::{self, Checked};
use testkit::people::{id, list};

use crate::with_site;

const ROLES: &str = "/api/fanfare/v1/admin/roles";

#[test]
fn an_owner_makes_a_role_and_nobody_gives_what_they_do_not_have() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let alice = home.person("alice").await;
        let names: Vec<_> = list(&olga.get(ROLES).await).iter().map(|role| role["name"].clone()).collect();
        assert_eq!(names, ["Owner", "Admin", "Moderator", ""]);

        let keepers =
            json!({ "name": "Keepers", "color": "#3b82f6", "position": 50, "permissions": 1 << 4 | 1 << 17 });
        assert_eq!(alice.post(ROLES, keepers.clone()).await.status, 403, "members make no roles");
        assert_eq!(mia.post(ROLES, keepers.clone()).await.status, 403, "nor do moderators");
        let made = olga.post(ROLES, keepers.clone()).await.ok();
        assert_eq!((&made["permissions"], &made["built_in"]), (&json!("131088"), &json!(false)));
        assert_eq!(olga.post(ROLES, keepers).await.status, 422, "the name is taken");

        let user = store::users::find_by_account(&home.site.store, alice.account.id).await.unwrap().unwrap();
        store::users::update_role(&home.site.store, user.id, id(&made).parse().unwrap()).await.unwrap();
        let scopes = "admin:write".parse().unwrap();
        let token = social::oauth::issue_for(&home.site, &alice.account, scopes).await.unwrap();
        let alice = testkit::Person::new(&home.requests, alice.account.clone(), token.secret);
        for (wrong, why) in [
            (json!({ "name": "Above", "position": 60, "permissions": 0 }), "as high as themselves"),
            (json!({ "name": "More", "position": 1, "permissions": 1 << 6 }), "more than they may"),
            (json!({ "name": "", "position": 1 }), "no name"),
            (json!({ "name": "Red", "position": 1, "color": "red" }), "no colour"),
        ] {
            assert_eq!(alice.post(ROLES, wrong).await.status, 422, "{why}");
        }
        let helpers =
            alice.post(ROLES, json!({ "name": "Helpers", "position": 1, "permissions": 16 })).await.ok();
        let path = format!("{ROLES}/{}", id(&made));
        assert_eq!(alice.send(http::Method::DELETE, &path, None).await.status, 403, "their own role");
        let nothing = Some(json!({ "permissions": 0 }));
        let owner = alice.send(http::Method::PUT, &format!("{ROLES}/3"), nothing).await;
        assert_eq!(owner.status, 403, "the owner's role");
        olga.send(http::Method::DELETE, &path, None).await.ok();
        assert_eq!(
            alice.post(ROLES, json!({ "name": "Late", "position": 0 })).await.status,
            403,
            "gone with it"
        );
        assert_eq!(olga.send(http::Method::DELETE, &format!("{ROLES}/1"), None).await.status, 403);
        assert!(id(&helpers).parse::<i64>().unwrap() > 3, "its number is its own");
    });
}

#[test]
fn what_staff_do_stands_in_a_log_that_can_be_checked() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        for name in ["One", "Two", "Three"] {
            olga.post(ROLES, json!({ "name": name, "position": 1, "permissions": 0 })).await.ok();
        }
        let log = "/api/fanfare/v1/admin/audit_log";
        assert_eq!(alice.get(log).await.status, 403);
        let entries = list(&olga.get(log).await);
        assert_eq!(entries.len(), 3);
        assert_eq!((&entries[0]["action"], &entries[0]["actor"]), (&json!("create"), &json!("olga")));
        assert_eq!(entries[0]["target"]["name"], "Three");
        assert_eq!(list(&olga.get(&format!("{log}?max_id=2")).await).len(), 1);
        assert_eq!(audit::check(&home.site).await.unwrap(), Checked::Whole(3));
    });
}
