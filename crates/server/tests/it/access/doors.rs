//! Which token and which role open which method. What is so stands on a page, `docs/develop/access.md`, which is compared
//! with what a running server does; `FANFARE_TEST_WRITE=1` brings it up to date, and a change of it is seen in review.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use http::Method;
use model::{Permissions, Role, scope::KNOWN};
use serde_json::{Value, json};
use testkit::{Home, people::id};

use super::{METHODS, app_token, asks, filled, paths, root, token};
use crate::with_site;

const PAGE: &str = "docs/develop/access.md";
/// Says that the page is to be brought up to date instead of checked.
const WRITE: &str = "FANFARE_TEST_WRITE";
/// What a token may be given as a whole.
const FAMILIES: [&str; 6] = ["read", "write", "profile", "push", "admin:read", "admin:write"];
/// What is sent and changes nothing although a token that only reads may send it.
const ONLY_READS: [&str; 9] = [
    "/api/v1/admin/measures",
    "/api/v1/admin/dimensions",
    "/api/v1/admin/retention",
    "/api/v1/admin/canonical_email_blocks/test",
    "/api/fanfare/v1/admin/blocklists/preview",
    "/api/v1/statuses/{id}/translate",
    "/oauth/userinfo",
    "/oauth/introspect",
    "/oauth/revoke",
];
const HEAD: &str = "# Which doors open to whom

Every method of the client API, with whom it answers. This page is written by a test that asks a running server at every door \
with every kind of token and every kind of role; it fails when the two differ.

- *nobody*: whether it answers without a token.
- *app*: whether it answers to the token of an app by which nobody is signed in.
- *scopes*: what a token must have, one of them; `-` where any token will do.
- *permissions*: what a role must allow, one of them; empty where no role is needed, `any` where each role of staff will do.

| method | path | nobody | app | scopes | permissions |
|---|---|---|---|---|---|
";

/// What suits every method that wants something said.
fn body(path: &str) -> Value {
    let severity = if path.ends_with("/ip_blocks") { "no_access" } else { "silence" };
    json!({
        "name": "thing", "title": "Thing", "text": "Words", "content": "Words", "position": 1, "hint": "",
        "domain": "door.example", "email": "door@door.example", "ip": "192.0.2.7/32", "severity": severity,
        "expires_in": 60, "comment": "", "username": "door", "comparison": "equals", "url": "https://door.example/",
        "events": [], "keys": ["active_users"], "start_at": "2026-11-01", "end_at": "2026-11-02",
        "frequency": "day", "type": "none", "ids": ["999"], "account_ids": ["999"], "status_ids": ["999"],
        "shortcode": "door", "role_id": "1", "effective_date": "2030-01-01", "changelog": "", "type_": "none",
        "csv": "#domain\ndoor.example\n", "csv_text": "#domain\ndoor.example\n", "list": "door.example",
        "policy": "approve", "mode": "suggest",
    })
}

/// A door, and to whom it opens.
#[derive(Clone, Debug)]
struct Door {
    method: Method,
    path: String,
    nobody: bool,
    app: bool,
    scopes: Vec<&'static str>,
    permissions: Option<Vec<&'static str>>,
}

impl Door {
    fn row(&self) -> String {
        let yes = |is: bool| if is { "yes" } else { "no" };
        let named =
            |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let scopes = if self.scopes.is_empty() { "-".to_owned() } else { named(&self.scopes) };
        let permissions = match &self.permissions {
            None => String::new(),
            Some(all) if all.len() > 4 => "any".to_owned(),
            Some(some) => named(some),
        };
        let path = self.path.replace('{', ":").replace('}', "");
        let mut row = String::new();
        write!(row, "| {} | `{path}` | {} | {} ", self.method, yes(self.nobody), yes(self.app)).unwrap();
        write!(row, "| {scopes} | {permissions} |").unwrap();
        row
    }
}

/// The tokens with which every door is tried.
struct Keys {
    /// With everything, of an app alone.
    app: String,
    /// Of a member, one for each scope.
    scopes: BTreeMap<&'static str, String>,
    /// Of staff, one for each permission that there is.
    roles: Vec<(&'static str, String)>,
}

impl Keys {
    async fn made(home: &Home) -> Self {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let mut scopes = BTreeMap::new();
        for scope in KNOWN {
            scopes.insert(*scope, token(home, &alice, scope).await);
        }
        let mut roles = Vec::new();
        for (number, (permission, name)) in Permissions::NAMED.into_iter().enumerate().skip(1) {
            let role = json!({ "name": name, "position": number, "permissions": permission.bits() });
            let made = olga.post("/api/fanfare/v1/admin/roles", role).await.ok();
            let keeper = home.member(&format!("keeper{number}"), id(&made).parse().unwrap()).await;
            roles.push((name, keeper.token));
        }
        Self { app: app_token(home, "read write follow push").await, scopes, roles }
    }

    /// A door, tried with every key.
    async fn tries(&self, home: &Home, method: &Method, path: &str) -> Option<Door> {
        let asked = filled(path);
        let body = body(path);
        let ask = async |token: Option<&str>| asks(home, token, method, &asked, &body).await;
        let nobody = ask(None).await;
        if nobody.is_missing() {
            return None;
        }
        let app = ask(Some(&self.app)).await;
        let mut scopes = Vec::new();
        for family in FAMILIES {
            if !ask(Some(&self.scopes[family])).await.is_outside() {
                scopes.extend(self.narrowest(&ask, family).await);
            }
        }
        if scopes.len() > 12 {
            scopes.clear();
        }
        let mut permissions = None;
        if path.contains("/admin/") {
            let mut allowed = Vec::new();
            for (name, token) in &self.roles {
                if ask(Some(token)).await.status != 403 {
                    allowed.push(*name);
                }
            }
            permissions = Some(allowed);
        }
        let is_open = |status: u16| ![401, 403, 422].contains(&status);
        Some(Door {
            method: method.clone(),
            path: path.to_owned(),
            nobody: nobody.status != 401 && nobody.status != 403,
            app: is_open(app.status)
                || (app.status == 422 && !app.text.contains("requires an authenticated user")),
            scopes,
            permissions,
        })
    }

    /// The members of a family that suffice alone, or the family itself.
    async fn narrowest(
        &self,
        ask: &impl AsyncFn(Option<&str>) -> super::Heard,
        family: &'static str,
    ) -> Vec<&'static str> {
        let mut enough = Vec::new();
        for member in
            KNOWN.iter().filter(|it| it.strip_prefix(family).is_some_and(|rest| rest.starts_with(':')))
        {
            if !ask(Some(&self.scopes[member])).await.is_outside() {
                enough.push(*member);
            }
        }
        if enough.is_empty() { vec![family] } else { enough }
    }
}

#[test]
fn the_page_of_doors_says_to_whom_each_opens() {
    with_site(async |home| {
        home.opens_workshop(crate::PROGRAM);
        let keys = Keys::made(home).await;
        let mut doors = Vec::new();
        for path in paths() {
            for method in METHODS {
                doors.extend(keys.tries(home, &method, &path).await);
            }
        }
        let page = HEAD.to_owned() + &doors.iter().map(|door| door.row() + "\n").collect::<String>();
        if std::env::var_os(WRITE).is_some() {
            fs::write(root().join(PAGE), &page).expect("the page can be written");
        }
        let written = fs::read_to_string(root().join(PAGE)).expect("the page");
        let differs: Vec<(&str, &str)> =
            page.lines().zip(written.lines()).filter(|(is, said)| is != said).collect();
        assert!(differs.is_empty(), "S-109, S-212: {differs:#?}");
        assert_eq!(page.lines().count(), written.lines().count(), "S-109, S-212: every door is on the page");
        for door in &doors {
            check(door);
        }
    });
}

/// What must be so of every door, whatever the page says.
fn check(door: &Door) {
    let only_reads = ONLY_READS.contains(&door.path.as_str());
    let reads =
        |scope: &&str| scope.starts_with("read") || scope.starts_with("admin:read") || *scope == "profile";
    if door.method != Method::GET && !only_reads {
        assert!(!door.scopes.iter().any(reads), "S-212: a token that reads changes something: {door:?}");
    }
    if door.path.contains("/push/") {
        assert_eq!(door.scopes, ["push"], "S-217: {door:?}");
    }
    if let Some(permissions) = &door.permissions {
        assert!(!door.nobody && !door.app, "S-216: {door:?}");
        assert!(door.scopes.iter().all(|scope| scope.starts_with("admin:")), "S-109: {door:?}");
        assert!(!door.scopes.is_empty(), "S-109: {door:?}");
        let is_public = door.method == Method::GET && door.path.contains("/admin/rules");
        assert!(is_public || (1..=4).contains(&permissions.len()), "S-109: for some of staff: {door:?}");
        for members in ["invite_users", "view_feeds", "invite_bypass_approval"] {
            assert!(
                !permissions.contains(&members),
                "S-109: what members may have makes nobody staff: {door:?}"
            );
        }
    }
}
