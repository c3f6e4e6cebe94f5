//! Accounts as staff look for them, and what they change about those who sign in here.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use social::{settings, sign_up};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list},
};

use crate::with_site;

const ACCOUNTS: &str = "/api/v1/admin/accounts";

/// The names of those whom a question finds.
async fn found(by: &Person, path: &str) -> Vec<String> {
    list(&by.get(path).await).iter().map(|it| it["account"]["acct"].as_str().unwrap().to_owned()).collect()
}

async fn applies(home: &Home, name: &str) {
    let user = sign_up::NewUser {
        username: name.into(),
        email: format!("{name}@mail.example"),
        password: "a long password".into(),
        role_id: Role::EVERYBODY,
    };
    let applicant = sign_up::Applicant {
        user,
        agreement: true,
        reason: "I like tea".into(),
        language: Some("de".into()),
        invite: None,
        address: None,
        date_of_birth: None,
        proof: None,
    };
    sign_up::register(&home.site, applicant).await.unwrap();
}

#[test]
fn staff_find_accounts_by_what_they_are() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.finds(&bob.handle()).await;
        assert_eq!(alice.get(ACCOUNTS).await.status, 403, "members look for nobody");
        assert_eq!(home.requests.get(ACCOUNTS).await.status, 401);
        let all = found(&mia, ACCOUNTS).await;
        assert_eq!(all.len(), 4, "{all:?}");
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?local=true")).await, ["alice", "mia", "olga"]);
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?remote=true")).await, [bob.handle()]);
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?username=AL")).await, ["alice"]);
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?username=l")).await, Vec::<String>::new());
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?staff=true")).await, ["mia", "olga"]);
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?by_domain={}", far.domain)).await, [bob.handle()]);
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?email=alice")).await, ["alice"]);
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?ip=203.0.113.9")).await, Vec::<String>::new());
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?ip=nonsense")).await, Vec::<String>::new());
        let second = "/api/v2/admin/accounts";
        assert_eq!(found(&mia, &format!("{second}?origin=local&permissions=staff")).await, ["mia", "olga"]);
        assert_eq!(found(&mia, &format!("{second}?role_ids[]={}", Role::OWNER)).await, ["olga"]);
        for state in ["pending", "disabled", "silenced", "suspended", "sensitized"] {
            let nobody = found(&mia, &format!("{second}?status={state}")).await;
            assert_eq!(nobody, Vec::<String>::new(), "{state}");
        }
        assert_eq!(found(&mia, &format!("{second}?status=active")).await.len(), 4);
        let first = mia.get(&format!("{ACCOUNTS}?local=true&limit=2")).await;
        assert!(first.headers["link"].to_str().unwrap().contains("rel=\"next\""));
        let last = id(&list(&first)[1]).to_owned();
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?local=true&max_id={last}")).await, ["olga"]);
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?local=true&min_id={last}&limit=1")).await, ["alice"]);
        let shown = olga.get(&format!("{ACCOUNTS}/{}", alice.account.id)).await.ok();
        assert_eq!(shown["email"], "alice@mail.example".replace("mail.example", email_host(&shown)));
        let states = ["confirmed", "approved", "disabled", "silenced", "suspended", "sensitized"];
        let states = states.map(|state| shown[state].as_bool().unwrap());
        assert_eq!(states, [true, true, false, false, false, false]);
        assert_eq!((&shown["role"]["id"], &shown["domain"]), (&json!("-99"), &Value::Null));
        let keys = ["id", "username", "created_at", "ip", "ips", "locale", "invite_request", "account"];
        assert!(keys.iter().all(|key| shown.get(key).is_some()), "{shown}");
    });
}

fn email_host(shown: &Value) -> &str {
    shown["email"].as_str().unwrap().split_once('@').unwrap().1
}

#[test]
fn those_who_wait_are_let_in_or_turned_away_also_several_at_once() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        settings::set(&home.site, "registrations", "approval").await.unwrap();
        for name in ["carol", "dora", "emil", "fred"] {
            applies(home, name).await;
        }
        home.settle().await;
        let kinds = mia.notified().await;
        assert_eq!(kinds, ["admin.sign_up"; 4], "staff hear of it");
        assert_eq!(alice.notified().await, Vec::<String>::new(), "members do not");
        let waiting = list(&mia.get(&format!("{ACCOUNTS}?pending=true")).await);
        assert_eq!(waiting.len(), 4);
        let of = |name: &str| id(waiting.iter().find(|it| it["username"] == name).unwrap()).to_owned();
        assert_eq!(
            (&waiting[0]["invite_request"], &waiting[0]["locale"]),
            (&json!("I like tea"), &json!("de"))
        );
        let path = |name: &str, verb: &str| format!("{ACCOUNTS}/{}/{verb}", of(name));
        assert_eq!(alice.act(&path("carol", "approve")).await.status, 403);
        assert_eq!(mia.act(&path("carol", "approve")).await.ok()["approved"], true);
        assert_eq!(mia.act(&path("carol", "approve")).await.status, 403, "once");
        assert_eq!(mia.act(&path("carol", "reject")).await.status, 403, "a member");
        assert_eq!(mia.act(&path("dora", "reject")).await.ok()["username"], "dora");
        assert_eq!(mia.get(&format!("{ACCOUNTS}/{}", of("dora"))).await.status, 404);
        let several = "/api/fanfare/v1/admin/accounts";
        let ids = json!({ "account_ids": [of("emil"), of("carol")] });
        assert_eq!(mia.post(&format!("{several}/approve"), ids).await.ok()["count"], 1);
        let ids = json!({ "account_ids": [of("fred")] });
        assert_eq!(mia.post(&format!("{several}/reject"), ids).await.ok()["count"], 1);
        assert_eq!(found(&mia, &format!("{ACCOUNTS}?pending=true")).await, Vec::<String>::new());
        let log = list(&mia.get("/api/fanfare/v1/admin/audit_log").await);
        let done: Vec<&str> = log.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
        assert_eq!(done, ["reject", "approve", "reject", "approve"]);
    });
}

#[test]
fn roles_and_sign_ins_change_only_below_ones_own_and_an_owner_stays() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (adam, alice) = (home.member("adam", Role::ADMIN).await, home.person("alice").await);
        let path =
            |who: &Person, what: &str| format!("/api/fanfare/v1/admin/accounts/{}/{what}", who.account.id);
        let puts = async |by: &Person, who: &Person, what: &str, body: Value| {
            by.send(Method::PUT, &path(who, what), Some(body)).await
        };
        let role = |id: model::RoleId| json!({ "role_id": id.to_string() });
        assert_eq!(
            puts(&mia, &alice, "role", role(Role::MODERATOR)).await.status,
            403,
            "moderators give none"
        );
        assert_eq!(puts(&adam, &alice, "role", role(Role::ADMIN)).await.status, 403, "as high as oneself");
        assert_eq!(puts(&adam, &olga, "role", role(Role::EVERYBODY)).await.status, 403, "above oneself");
        let changed = puts(&adam, &alice, "role", role(Role::MODERATOR)).await.ok();
        assert_eq!(changed["role"]["name"], "Moderator");
        assert_eq!(puts(&olga, &olga, "role", role(Role::EVERYBODY)).await.status, 403, "the only owner");
        assert_eq!(puts(&mia, &alice, "email", json!({ "email": "x@mail.example" })).await.status, 403);
        assert_eq!(puts(&adam, &alice, "email", json!({ "email": "nonsense" })).await.status, 422);
        let changed = puts(&adam, &alice, "email", json!({ "email": "new@mail.example" })).await.ok();
        assert_eq!(changed["email"], "new@mail.example");
        adam.send(Method::DELETE, &path(&alice, "two_factor"), None).await.ok();
        let link = adam.act(&path(&alice, "reset_password")).await.ok();
        assert!(link["link"].as_str().unwrap().contains("reset_password_token="));
        assert_eq!(alice.get("/api/v1/timelines/home").await.status, 401, "every app is shut out");
        let bob = home.person("bob").await;
        let named = json!({ "display_name": "Rude" });
        bob.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(named)).await.ok();
        let bare = mia.send(Method::DELETE, &path(&bob, "profile/display_name"), None).await.ok();
        assert_eq!(bare["account"]["display_name"], "");
        assert_eq!(mia.send(Method::DELETE, &path(&bob, "profile/shoes"), None).await.status, 404);
        assert_eq!(bob.send(Method::DELETE, &path(&mia, "profile/avatar"), None).await.status, 403);
    });
}

#[test]
fn staff_keep_notes_that_nobody_else_reads() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let path = format!("/api/fanfare/v1/admin/accounts/{}/notes", alice.account.id);
        assert_eq!(alice.get(&path).await.status, 403);
        assert_eq!(mia.post(&path, json!({ "content": " " })).await.status, 422);
        let note = mia.post(&path, json!({ "content": "watch this" })).await.ok();
        assert_eq!((&note["content"], &note["account"]["acct"]), (&json!("watch this"), &json!("mia")));
        assert_eq!(list(&mia.get(&path).await).len(), 1);
        let gone = mia.send(Method::DELETE, &format!("{path}/{}", id(&note)), None).await;
        assert_eq!(gone.status, 200);
        assert_eq!(list(&mia.get(&path).await).len(), 0);
    });
}
