//! OAuth: from registering an app to a revoked token.

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, requests::Requests};

use crate::with_site;

const OOB: &str = "urn:ietf:wg:oauth:2.0:oob";

async fn register(requests: &Requests, scopes: &str) -> Value {
    let body = json!({ "client_name": "App", "redirect_uris": OOB, "scopes": scopes });
    requests.post("/api/v1/apps", body).await.ok()
}

/// Signs in through the pages, consents, and answers the code.
async fn consent(home: &Home, app: &Value, more: &str) -> String {
    let path = format!(
        "/oauth/authorize?response_type=code&client_id={}&redirect_uri={OOB}&scope=read+write{more}",
        app["client_id"].as_str().unwrap()
    );
    let mut browser = Browser { requests: &home.requests, cookies: Vec::new() };
    let sign_in = browser.open(&path).await;
    let form = [("username", "alice@mail.example"), ("password", "alice-password")];
    let consent = browser.submit(&sign_in, &form).await;
    let shown = browser.submit(&consent, &[("decision", "authorize")]).await;
    let code = shown.split("name=\"code\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
    let code = code.or_else(|| shown.split("<code").nth(1).and_then(|rest| rest.split('>').nth(1)));
    let code = code.unwrap_or_else(|| panic!("no code on the page: {shown}"));
    code.split(['"', '<']).next().unwrap().trim().to_owned()
}

/// Just enough of a browser: cookies, redirects, forms.
struct Browser<'a> {
    requests: &'a Requests,
    cookies: Vec<(String, String)>,
}

impl Browser<'_> {
    async fn open(&mut self, path: &str) -> String {
        self.follow(self.requests.request(Method::GET, path)).await
    }

    async fn submit(&mut self, page: &str, fields: &[(&str, &str)]) -> String {
        let form = page.split("<form").last().expect("a form on the page");
        let attribute = |text: &str, name: &str| {
            let value = text.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
            Some(
                value
                    .replace("&amp;", "&")
                    .replace("&#38;", "&")
                    .replace("&#x2F;", "/")
                    .replace("&#47;", "/"),
            )
        };
        let action = attribute(form, "action").expect("the form goes somewhere");
        let mut values: Vec<(String, String)> = form
            .split("<input")
            .skip(1)
            .filter(|input| input.contains("type=\"hidden\""))
            .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
            .collect();
        values.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(values).finish();
        let request = self
            .requests
            .request(Method::POST, &action)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        self.follow(request).await
    }

    async fn follow(&mut self, request: reqwest::RequestBuilder) -> String {
        let mut request = request;
        for _ in 0..5 {
            let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            let answer = self.requests.send(request.header("cookie", cookies.join("; "))).await;
            for cookie in answer.headers.get_all("set-cookie") {
                let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
                let value = rest.split(';').next().unwrap();
                self.cookies.retain(|(known, _)| known != name);
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
            if !answer.status.is_redirection() {
                return answer.text;
            }
            request = self.requests.request(Method::GET, answer.header("location"));
        }
        panic!("redirected in circles");
    }
}

async fn trade(home: &Home, app: &Value, code: &str, more: Value) -> testkit::Answer {
    let mut body = json!({
        "grant_type": "authorization_code", "client_id": app["client_id"], "redirect_uri": OOB,
        "client_secret": app["client_secret"], "code": code,
    });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    home.requests.post("/oauth/token", body).await
}

#[test]
fn an_app_gets_a_token_by_consent_and_loses_it_by_revocation() {
    with_site(async |home| {
        home.person("alice").await;
        let app = register(&home.requests, "read write").await;
        let code = consent(home, &app, "").await;
        let token = trade(home, &app, &code, json!({})).await.ok();
        assert_eq!((&token["token_type"], &token["scope"]), (&json!("Bearer"), &json!("read write")));
        let with = |method: Method, path: &str| {
            home.requests.request(method, path).bearer_auth(token["access_token"].as_str().unwrap())
        };
        let me = with(Method::GET, "/api/v1/accounts/verify_credentials");
        assert_eq!(home.requests.send(me).await.ok()["username"], "alice");
        assert_eq!(trade(home, &app, &code, json!({})).await.json()["error"], "invalid_grant", "used once");
        let revoke = json!({
            "client_id": app["client_id"], "client_secret": app["client_secret"],
            "token": token["access_token"],
        });
        let other = register(&home.requests, "read write").await;
        let foreign = json!({
            "client_id": other["client_id"], "client_secret": other["client_secret"],
            "token": token["access_token"],
        });
        let refused = home.requests.post("/oauth/revoke", foreign).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["error"]),
            (403, &json!("unauthorized_client")),
            "S-218"
        );
        assert_eq!(home.requests.post("/oauth/revoke", revoke.clone()).await.ok(), json!({}));
        assert_eq!(home.requests.post("/oauth/revoke", revoke).await.ok(), json!({}), "gone is gone");
        let me = with(Method::GET, "/api/v1/accounts/verify_credentials");
        assert_eq!(home.requests.send(me).await.error(), (401, "The access token is invalid".to_owned()));
    });
}

#[test]
fn pkce_is_enforced_both_ways() {
    with_site(async |home| {
        home.person("alice").await;
        let app = register(&home.requests, "read write").await;
        let verifier = "a-verifier-of-more-than-forty-three-characters-in-all";
        let challenge = social::secrets::pkce_challenge(verifier);
        let query = format!("&code_challenge={challenge}&code_challenge_method=S256");
        for wrong in [json!({}), json!({ "code_verifier": "another" })] {
            let code = consent(home, &app, &query).await;
            assert_eq!(trade(home, &app, &code, wrong).await.json()["error"], "invalid_grant", "S-211");
        }
        let code = consent(home, &app, &query).await;
        trade(home, &app, &code, json!({ "code_verifier": verifier })).await.ok();
        let code = consent(home, &app, "").await;
        let downgraded = trade(home, &app, &code, json!({ "code_verifier": verifier })).await;
        assert_eq!(downgraded.json()["error"], "invalid_grant", "S-211: a downgrade");
    });
}

#[test]
fn a_code_of_one_app_is_worth_nothing_to_another() {
    with_site(async |home| {
        home.person("alice").await;
        let (app, other) =
            (register(&home.requests, "read write").await, register(&home.requests, "read").await);
        let code = consent(home, &app, "").await;
        let answer = trade(home, &other, &code, json!({})).await;
        assert_eq!(answer.json()["error"], "invalid_grant", "S-213: a code of another app");
        let answer = trade(home, &app, &code, json!({ "client_secret": "guessed" })).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["error"]),
            (401, &json!("invalid_client")),
            "S-213"
        );
        let long = "x".repeat(100_000);
        for invented in ["x", "' OR 1=1 --", "\0", long.as_str()] {
            let answer = trade(home, &app, invented, json!({})).await;
            assert_eq!(answer.status, 400, "S-214: {invented:.20}");
            let told = answer.text.to_lowercase();
            assert!(!told.contains("sql") && !told.contains("select"), "S-214: {told}");
        }
    });
}

#[test]
fn wrong_addresses_and_scopes_send_nobody_anywhere() {
    with_site(async |home| {
        home.person("alice").await;
        let app = register(&home.requests, "read").await;
        let client = app["client_id"].as_str().unwrap();
        for query in [
            format!("client_id={client}&redirect_uri=https://evil.example/"),
            format!("client_id=unknown&redirect_uri={OOB}"),
        ] {
            let answer = home.requests.get(&format!("/oauth/authorize?response_type=code&{query}")).await;
            assert_eq!(answer.status, 400, "{query}");
        }
        for (body, status) in [
            (json!({ "client_name": "x", "redirect_uris": "javascript:alert(1)" }), 422),
            (json!({ "client_name": "", "redirect_uris": OOB }), 422),
            (json!({ "client_name": "x", "redirect_uris": OOB, "scopes": "fly" }), 422),
        ] {
            let answer = home.requests.post("/api/v1/apps", body.clone()).await;
            assert_eq!(answer.status.as_u16(), status, "{body}");
        }
    });
}

#[test]
fn some_apps_show_their_token_in_the_address() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for name in ["access_token", "bearer_token"] {
            let path = format!("/api/v1/accounts/verify_credentials?{name}={}", alice.token);
            assert_eq!(home.requests.get(&path).await.ok()["username"], "alice", "S-223: as on Mastodon");
            let answer = home.requests.get(&format!("/api/v1/timelines/public?{name}={}", alice.token)).await;
            assert_eq!(answer.headers.get("etag"), None, "S-223: what is somebody's is not kept for others");
        }
        let wrong = home.requests.get("/api/v1/accounts/verify_credentials?access_token=wrong").await;
        assert_eq!(wrong.status, 401);
    });
}

#[test]
fn tokens_do_what_their_scopes_say() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let scopes = "read:statuses".parse().unwrap();
        let narrow = social::oauth::issue_for(&home.site, &alice.account, scopes).await.unwrap().secret;
        let get = |path: &str| home.requests.request(Method::GET, path).bearer_auth(&narrow);
        assert_eq!(home.requests.send(get("/api/v1/timelines/home")).await.status, 200);
        let post = home.requests.request(Method::POST, "/api/v1/statuses").bearer_auth(&narrow);
        let answer = home.requests.send(post.json(&json!({ "status": "no" }))).await;
        assert_eq!(answer.error(), (403, "This action is outside the authorized scopes".to_owned()));
        let app = register(&home.requests, "read").await;
        let body = json!({
            "grant_type": "client_credentials", "client_id": app["client_id"],
            "client_secret": app["client_secret"],
        });
        let token = home.requests.post("/oauth/token", body).await.ok();
        let app_token = token["access_token"].as_str().unwrap();
        let of_app = |path: &str| home.requests.request(Method::GET, path).bearer_auth(app_token);
        let verified = home.requests.send(of_app("/api/v1/apps/verify_credentials")).await.ok();
        assert_eq!(verified["name"], "App");
        assert_eq!(home.requests.send(of_app("/api/v1/timelines/home")).await.status, 422);
    });
}
