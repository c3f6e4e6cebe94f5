//! What members' pages carry for the web client: its token, which is that of the session and ends with it, what the page
//! shows, and who else is signed in with the browser. The client itself is tried in a browser (`client/tests/`).

use http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Home, requests::Requests};

use crate::{
    pages::{cookie, form, page, secret, sign_in},
    with_site,
};

/// What a page carries for the client to start from.
fn boot(page: &Answer) -> Value {
    let text = page.text.split("id=\"boot\">").nth(1);
    let text = text
        .expect("the web client is built: `bin/test` does that first; by hand `npm run build` in client/");
    serde_json::from_str(text.split("</script>").next().unwrap()).unwrap()
}

async fn asks(requests: &Requests, path: &str, token: &Value) -> Answer {
    let bearer = format!("Bearer {}", token.as_str().unwrap());
    requests.send(requests.request(Method::GET, path).header("authorization", bearer)).await
}

async fn session(home: &Home, name: &str) -> String {
    cookie(&sign_in(home, name, &format!("{name}-password"), "/home").await)
}

/// The cookies of an answer that sets several, as they are sent back.
fn cookies(answer: &Answer) -> Vec<String> {
    let all = answer.headers.get_all("set-cookie").iter();
    all.map(|value| value.to_str().unwrap().split(';').next().unwrap().to_owned()).collect()
}

#[test]
fn a_members_page_carries_a_token_that_ends_with_the_session() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        alice.posts("</script><b>hello</b>").await;
        let requests = &home.requests;
        let session = session(home, "alice").await;
        let shown = page(requests, "/home", &session).await;
        assert_eq!((shown.status.as_u16(), shown.header("cache-control")), (200, "private, no-store"));
        let policy = shown.header("content-security-policy");
        assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(
            shown.text.contains("<style>"),
            policy.contains("style-src 'self' 'sha256-"),
            "styles within the page are admitted by what they are: {policy}"
        );
        let carried = boot(&shown);
        assert_eq!(carried["me"]["acct"], "alice");
        assert_eq!(
            carried["statuses"][0]["content"],
            json!("<p>&lt;/script&gt;&lt;b&gt;hello&lt;/b&gt;</p>")
        );
        let token = &carried["token"];
        assert_eq!(boot(&page(requests, "/home", &session).await)["token"], *token, "it is made once");
        assert_eq!(asks(requests, "/api/v1/accounts/verify_credentials", token).await.ok()["acct"], "alice");
        let fields = [("csrf", carried["csrf"].as_str().unwrap())];
        let left = form(requests, "/auth/sign_out", &session, requests.base(), &fields).await;
        assert_eq!(left.status, 302);
        assert_eq!(asks(requests, "/api/v1/accounts/verify_credentials", token).await.status, 401);
    });
}

#[test]
fn strangers_get_no_token_and_members_keep_pages_without_a_script() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("a public word").await;
        let requests = &home.requests;
        let address = format!("/@alice/{}", status["id"].as_str().unwrap());
        for path in ["/@alice", &*address, "/tags/x", "/"] {
            let shown = requests.get(path).await;
            assert_eq!(shown.status, 200, "{path}");
            assert!(!shown.text.contains("<script"), "{path}");
        }
        for path in ["/home", "/notifications", "/preferences/profile"] {
            let answer = requests.get(path).await;
            assert!(answer.header("location").starts_with("/auth/sign_in?return_to=%2F"), "{path}");
        }
        let session = session(home, "alice").await;
        let shown = page(requests, &address, &session).await;
        assert!(shown.text.contains("<p>a public word</p>"), "what the client shows stands in the page, too");
        assert_eq!(boot(&shown)["statuses"][0]["id"], status["id"]);
    });
}

#[test]
fn one_browser_has_several_accounts_of_which_one_acts() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let requests = &home.requests;
        let first = session(home, "alice").await;
        let shown = page(requests, "/auth/sign_in?add=true", &first).await;
        let csrf = secret(&shown);
        let fields = [("csrf", &*csrf), ("username", "bob"), ("password", "bob-password"), ("add", "true")];
        let added =
            cookies(&form(requests, "/auth/sign_in", &first, requests.base(), &fields).await).join("; ");
        let carried = boot(&page(requests, "/home", &added).await);
        assert_eq!(
            (&carried["me"]["acct"], &carried["others"][0]["username"]),
            (&json!("bob"), &json!("alice"))
        );

        let csrf = carried["csrf"].as_str().unwrap();
        let switch = |account: &str| {
            let fields = [("csrf", csrf.to_owned()), ("account", account.to_owned())];
            let (added, requests) = (added.clone(), requests.clone());
            async move {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(name, value)| (*name, &**value)).collect();
                form(&requests, "/auth/switch", &added, requests.base(), &fields).await
            }
        };
        assert_eq!(switch(&bob.account.id.to_string()).await.status, 404, "bob acts already");
        let switched = cookies(&switch(&alice.account.id.to_string()).await).join("; ");
        let carried = boot(&page(requests, "/home", &switched).await);
        assert_eq!(
            (&carried["me"]["acct"], &carried["others"][0]["username"]),
            (&json!("alice"), &json!("bob"))
        );

        let fields = [("csrf", carried["csrf"].as_str().unwrap())];
        let left = form(requests, "/auth/sign_out", &switched, requests.base(), &fields).await;
        let carried = boot(&page(requests, "/home", &cookies(&left).join("; ")).await);
        assert_eq!((&carried["me"]["acct"], &carried["others"]), (&json!("bob"), &json!([])));
    });
}
