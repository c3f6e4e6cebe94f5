//! Just enough of a browser for stories that go through several pages: cookies, and forms with their secret.

use http::Method;
use testkit::{Answer, Home, requests::Requests};

/// A browser of somebody. It stays where it is: redirects are answers like others.
pub(crate) struct Browser<'a> {
    requests: &'a Requests,
    cookies: Vec<(String, String)>,
    language: &'static str,
    /// The secret of the last form that was shown.
    csrf: String,
}

impl<'a> Browser<'a> {
    /// A fresh one.
    pub(crate) fn at(home: &'a Home) -> Self {
        Self { requests: &home.requests, cookies: Vec::new(), language: "en", csrf: String::new() }
    }

    /// One that asks for German.
    pub(crate) fn in_german(self) -> Self {
        Self { language: "de", ..self }
    }

    /// Opens a page.
    pub(crate) async fn open(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, None).await
    }

    /// Asks without wanting the page itself.
    pub(crate) async fn looks(&mut self, path: &str) -> Answer {
        self.ask(Method::HEAD, path, None).await
    }

    /// Sends a form, with the secret of the last one that was shown.
    pub(crate) async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = url::form_urlencoded::Serializer::new(String::new());
        all.append_pair("csrf", &self.csrf).extend_pairs(fields);
        let body = all.finish();
        self.ask(Method::POST, path, Some(body)).await
    }

    /// Opens a page and sends its form.
    pub(crate) async fn fills(&mut self, page: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
        self.open(page).await;
        self.send(to, fields).await
    }

    /// Whether it has a cookie whose name has this in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.cookies.iter().any(|(known, value)| known.contains(name) && !value.is_empty())
    }

    /// Loses every cookie.
    pub(crate) fn forgets(&mut self) {
        self.cookies.clear();
        self.csrf.clear();
    }

    async fn ask(&mut self, method: Method, path: &str, body: Option<String>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let mut request = self
            .requests
            .request(method, path)
            .header("cookie", cookies.join("; "))
            .header("accept-language", self.language)
            .header("origin", self.requests.base());
        if let Some(body) = body {
            request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        }
        let answer = self.requests.send(request).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        if let Some(form) = answer.text.split("name=\"csrf\" value=\"").last().filter(|it| *it != answer.text)
        {
            form.split('"').next().unwrap().clone_into(&mut self.csrf);
        }
        answer
    }
}

/// The status of an answer and where it leads.
pub(crate) fn led(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.header("location"))
}
