//! The cast: people who live on a site and use it through the client API, as an app would.

use http::Method;
use model::Account;
use serde_json::{Value, json};

use crate::{Answer, requests::Requests};

/// A member with an app.
pub struct Person {
    /// Their account.
    pub account: Account,
    /// Their app's token.
    pub token: String,
    requests: Requests,
}

impl Person {
    /// Somebody with an account and a token of theirs.
    pub fn new(requests: &Requests, account: Account, token: String) -> Self {
        Self { account, token, requests: requests.clone() }
    }

    /// `alice@localhost:1234`
    pub fn handle(&self) -> String {
        let host = self.requests.base().trim_start_matches("http://");
        format!("{}@{host}", self.account.username)
    }

    /// A signed-in request.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.requests.request(method, path).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.requests.send(request).await
    }

    /// A signed-in `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// A signed-in `POST` of JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    /// A signed-in `POST` without a body.
    pub async fn act(&self, path: &str) -> Answer {
        self.send(Method::POST, path, None).await
    }

    /// Uploads a file, with what is said of it.
    pub async fn uploads(
        &self,
        method: Method,
        path: &str,
        files: &[(&str, &[u8])],
        said: &[(&str, &str)],
    ) -> Answer {
        let mut form = reqwest::multipart::Form::new();
        for (name, text) in said {
            form = form.text((*name).to_owned(), (*text).to_owned());
        }
        for (name, bytes) in files {
            let part = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name("../../picture.svg");
            form = form.part((*name).to_owned(), part);
        }
        let request = self.requests.request(method, path).bearer_auth(&self.token).multipart(form);
        self.requests.send(request).await
    }

    /// Publishes a public status.
    pub async fn posts(&self, text: &str) -> Value {
        self.posts_with(json!({ "status": text })).await
    }

    /// Publishes a status with more to say about it.
    pub async fn posts_with(&self, body: Value) -> Value {
        self.post("/api/v1/statuses", body).await.ok()
    }

    /// Answers a status.
    pub async fn replies(&self, to: &Value, text: &str) -> Value {
        self.posts_with(json!({ "status": text, "in_reply_to_id": to["id"] })).await
    }

    /// Favourites a status.
    pub async fn favourites(&self, status: &Value) -> Value {
        self.act(&format!("/api/v1/statuses/{}/favourite", id(status))).await.ok()
    }

    /// Reblogs a status.
    pub async fn reblogs(&self, status: &Value) -> Value {
        self.act(&format!("/api/v1/statuses/{}/reblog", id(status))).await.ok()
    }

    /// Finds an account by handle, asking its server if need be.
    pub async fn finds(&self, handle: &str) -> Value {
        let answer = self.get(&format!("/api/v2/search?type=accounts&resolve=true&q={handle}")).await.ok();
        let found = answer["accounts"][0].clone();
        assert!(found.is_object(), "{handle} was not found: {answer}");
        found
    }

    /// Follows an account by handle.
    pub async fn follows(&self, handle: &str) -> Value {
        let account = self.finds(handle).await;
        self.act(&format!("/api/v1/accounts/{}/follow", id(&account))).await.ok()
    }

    /// How this person stands to an account.
    pub async fn relationship(&self, account: &Value) -> Value {
        self.get(&format!("/api/v1/accounts/relationships?id[]={}", id(account))).await.ok()[0].clone()
    }

    /// The home timeline's newest page.
    pub async fn home(&self) -> Vec<Value> {
        list(&self.get("/api/v1/timelines/home").await)
    }

    /// What the home timeline says, as plain words, newest first.
    pub async fn home_texts(&self) -> Vec<String> {
        self.home().await.iter().map(text).collect()
    }

    /// Notifications, newest first.
    pub async fn notifications(&self) -> Vec<Value> {
        list(&self.get("/api/v1/notifications").await)
    }

    /// The kinds of notifications, newest first.
    pub async fn notified(&self) -> Vec<String> {
        let all = self.notifications().await;
        all.iter().map(|n| n["type"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// The id of an entity.
pub fn id(entity: &Value) -> &str {
    entity["id"].as_str().unwrap_or_else(|| panic!("no id: {entity}"))
}

/// The words of a status or of what it reblogs, without markup.
pub fn text(status: &Value) -> String {
    let said = if status["reblog"].is_object() { &status["reblog"] } else { status };
    let html = said["content"].as_str().unwrap_or_default();
    let mut words = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => words.push(letter),
            _ => {}
        }
    }
    words
}

/// The items of an answer that is a list.
pub fn list(answer: &Answer) -> Vec<Value> {
    answer.ok().as_array().cloned().unwrap_or_else(|| panic!("not a list: {}", answer.text))
}
