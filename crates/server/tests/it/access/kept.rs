//! What is kept of people and apps, and for how long.

use http::Method;
use model::{AuthorizationCode, Role};
use serde_json::{Value, json};
use testkit::Home;

use super::{canary::door, token};
use crate::{
    pages::{cookie, secret},
    with_site,
};

const DAY_MS: i64 = 24 * 3_600_000;

async fn registers(home: &Home) -> Value {
    let app = json!({ "client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read" });
    home.requests.post("/api/v1/apps", app).await.ok()
}

async fn is_known(home: &Home, app: &Value) -> bool {
    let client = app["client_id"].as_str().unwrap();
    social::oauth::find_application(&home.site, client).await.unwrap().is_some()
}

#[test]
fn an_app_that_nobody_lets_in_is_forgotten_and_a_code_that_nobody_trades() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let user = social::sign_up::find_user(&home.site, "alice").await.unwrap();
        let (unused, used, own) = (registers(home).await, registers(home).await, registers(home).await);
        let found = async |app: &Value| {
            let client = app["client_id"].as_str().unwrap();
            social::oauth::find_application(&home.site, client).await.unwrap().unwrap()
        };
        let scopes = "read".parse().unwrap();
        let issued = social::oauth::issue_to(&home.site, &found(&used).await, &user, scopes).await.unwrap();
        let wish = json!({ "client_id": used["client_id"], "client_secret": used["client_secret"],
                           "token": issued.secret });
        home.requests.post("/oauth/revoke", wish).await.ok();
        let wish = json!({ "client_id": own["client_id"], "client_secret": own["client_secret"],
                           "grant_type": "client_credentials", "scope": "read" });
        home.requests.post("/oauth/token", wish).await.ok();
        let application = found(&used).await.id;
        let code = AuthorizationCode {
            application_id: application,
            user_id: user.id,
            redirect_uri: "urn:ietf:wg:oauth:2.0:oob".to_owned(),
            scopes: "read".parse().unwrap(),
            code_challenge: None,
            expires_at: home.site.now().plus_millis(600_000),
        };
        store::tokens::insert_code(&home.site.store, b"code", &code).await.unwrap();

        home.pass(29 * DAY_MS);
        social::housekeeping::tidy(&home.site).await.unwrap();
        assert!(is_known(home, &unused).await, "S-219: there is time to begin");
        let mut tx = home.site.store.begin().await.unwrap();
        let taken = store::tokens::take_code(&mut tx, b"code", application).await.unwrap();
        assert_eq!(taken, None, "S-219: a code is not kept");
        drop(tx);
        home.pass(2 * DAY_MS);
        social::housekeeping::tidy(&home.site).await.unwrap();
        assert!(!is_known(home, &unused).await, "S-219: nobody ever let it in");
        assert!(is_known(home, &used).await, "S-219: somebody may again");
        assert!(is_known(home, &own).await, "S-219: it acts for itself");
        let fresh = token(home, &alice, "read").await;
        let request = home.requests.request(Method::GET, "/api/v1/timelines/home").bearer_auth(fresh);
        assert_eq!(home.requests.send(request).await.status, 200);
    });
}

#[test]
fn from_where_somebody_came_is_forgotten_with_the_session() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let door = door(home).await;
        let shown = door.get("/auth/sign_in").await;
        let fields = [("csrf", &*secret(&shown)), ("username", "alice"), ("password", "alice-password")];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = door
            .request(Method::POST, "/auth/sign_in")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", cookie(&shown))
            .header("x-forwarded-for", "198.51.100.77")
            .body(body);
        assert_eq!(door.send(request).await.status, 302);
        let path = format!("/api/v1/admin/accounts/{}", alice.account.id);
        let shown = olga.get(&path).await;
        assert!(shown.text.contains("198.51.100."), "S-240: staff see the network: {}", shown.text);
        assert!(!shown.text.contains("198.51.100.77"), "S-240: nobody kept the address: {}", shown.text);
        home.pass(31 * DAY_MS);
        social::housekeeping::tidy(&home.site).await.unwrap();
        let shown = olga.get(&path).await;
        assert!(
            !shown.text.contains("198.51.100."),
            "S-240: after thirty days, nor the network: {}",
            shown.text
        );
        let user = social::sign_up::find_user(&home.site, "alice").await.unwrap();
        assert!(social::sessions::list(&home.site, &user).await.unwrap().is_empty());
    });
}
