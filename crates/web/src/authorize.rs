//! `/oauth/authorize`: an app asks, the person decides. Nothing is ever granted without the button being pressed.

use axum::{
    extract::{Query, State},
    response::Response,
};
use http::{StatusCode, header};
use serde::Deserialize;
use social::oauth::{self, Authorization, AuthorizationError, AuthorizationRequest, OOB};

use crate::{
    Web,
    consent::{CodePage, ConsentPage, form_target},
    failure::Failure,
    finish::policy_with_target,
    forms::Posted,
    sign_in::sign_in_path,
    template::{self, Notice, Shell},
    visitor::Visitor,
    words::Saying,
};

/// What an app is told whose person refused.
const ACCESS_DENIED: &str = "The person refused the request.";

/// What the app says in the address of the page, and the consent form after it.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    response_type: Option<String>,
    client_id: Option<String>,
    redirect_uri: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    force_login: Option<String>,
    decision: Option<String>,
}

impl Asked {
    /// What was said, to be said again in the consent form or after signing in.
    fn fields(&self) -> Vec<(&'static str, String)> {
        [
            ("response_type", &self.response_type),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &self.scope),
            ("state", &self.state),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", &self.code_challenge_method),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.clone()?)))
        .collect()
    }

    fn request(&self) -> AuthorizationRequest {
        AuthorizationRequest {
            response_type: self.response_type.clone(),
            client_id: self.client_id.clone(),
            redirect_uri: self.redirect_uri.clone(),
            scope: self.scope.clone(),
            state: self.state.clone(),
            code_challenge: self.code_challenge.clone(),
            code_challenge_method: self.code_challenge_method.clone(),
        }
    }

    fn wants_password_again(&self) -> bool {
        matches!(self.force_login.as_deref(), Some("true" | "1" | "yes" | "on"))
    }
}

/// `GET /oauth/authorize`
pub(crate) async fn ask(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    // Before anybody signs in: an app that asks wrongly is told so at once.
    let authorization = match oauth::check_authorization(&web.site, &asked.request()).await? {
        Ok(authorization) => authorization,
        Err(error) => return refuse(error),
    };
    let fields = asked.fields();
    let again = asked.wants_password_again();
    let Some(member) = visitor.member.as_ref().filter(|_| !again) else {
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        return Ok(template::found(&sign_in_path(&format!("/oauth/authorize?{query}"), again)));
    };
    let words = visitor.words;
    let shell = Shell::of(&web, words, &words.say("consent-title")).unlisted().seen_by(&visitor);
    let csrf = visitor.form_secret().unwrap_or_default();
    let page = ConsentPage::new(shell, &web.site.instance, &authorization, &member.account, csrf, &fields);
    let mut response = template::unkept(template::page(StatusCode::OK, &page));
    if let Some(target) = form_target(&authorization.redirect_uri) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy_with_target(&target));
    }
    Ok(response)
}

/// `POST /oauth/authorize`
pub(crate) async fn decide(State(web): State<Web>, posted: Posted<Asked>) -> Result<Response, Failure> {
    let is_granted = posted.form.decision.as_deref() == Some("authorize");
    answer(&web, &posted, is_granted).await
}

/// `DELETE /oauth/authorize`
pub(crate) async fn deny(State(web): State<Web>, posted: Posted<Asked>) -> Result<Response, Failure> {
    answer(&web, &posted, false).await
}

async fn answer(web: &Web, posted: &Posted<Asked>, is_granted: bool) -> Result<Response, Failure> {
    let authorization = match oauth::check_authorization(&web.site, &posted.form.request()).await? {
        Ok(authorization) => authorization,
        Err(error) => return refuse(error),
    };
    let Some(member) = &posted.visitor.member else { return Err(Failure::Forged) };
    if !is_granted {
        return Ok(denied(web, &posted.visitor, &authorization));
    }
    let code = oauth::grant(&web.site, member.user.id, &authorization).await?;
    let target = if authorization.redirect_uri == OOB {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("code", &code).finish();
        format!("/oauth/authorize/native?{query}")
    } else {
        let state = authorization.state.as_deref();
        with_query(&authorization.redirect_uri, &[("code", Some(&code)), ("state", state)])
    };
    Ok(template::unkept(template::found(&target)))
}

fn denied(web: &Web, visitor: &Visitor, authorization: &Authorization) -> Response {
    if authorization.redirect_uri == OOB {
        let (title, explanation) = (visitor.words.say("denied-title"), visitor.words.say("denied-text"));
        let shell = Shell::of(web, visitor.words, &title).unlisted().seen_by(visitor);
        let notice = Notice { shell, title: &title, explanation: &explanation };
        return template::unkept(template::page(StatusCode::OK, &notice));
    }
    let values = [
        ("error", Some("access_denied")),
        ("error_description", Some(ACCESS_DENIED)),
        ("state", authorization.state.as_deref()),
    ];
    template::unkept(template::found(&with_query(&authorization.redirect_uri, &values)))
}

/// Tells the app what it asked wrongly, unless it is not certain that the address is the app's.
fn refuse(error: AuthorizationError) -> Result<Response, Failure> {
    match error {
        AuthorizationError::UnknownClient => Err(Failure::Bad(Saying::Of("app-unknown"))),
        AuthorizationError::BadRedirectUri => Err(Failure::Bad(Saying::Of("app-bad-redirect"))),
        AuthorizationError::Refused { redirect_uri, description, .. } if redirect_uri == OOB => {
            Err(Failure::Bad(Saying::With("app-asked-wrongly", ("description", description))))
        }
        AuthorizationError::Refused { redirect_uri, error, description, state } => {
            let values = [
                ("error", Some(error)),
                ("error_description", Some(&description)),
                ("state", state.as_deref()),
            ];
            Ok(template::unkept(template::found(&with_query(&redirect_uri, &values))))
        }
    }
}

/// Adds values to an app's address, whose own spelling is kept.
fn with_query(uri: &str, values: &[(&str, Option<&str>)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in values {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    let joint = match uri.split_once('?') {
        None => "?",
        Some((_, known)) if known.is_empty() || known.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{uri}{joint}{}", query.finish())
}

/// What the address of the code's page says.
#[derive(Deserialize)]
pub(crate) struct Granted {
    #[serde(default)]
    code: String,
}

/// `GET /oauth/authorize/native`
pub(crate) async fn show_code(
    State(web): State<Web>,
    visitor: Visitor,
    Query(granted): Query<Granted>,
) -> Response {
    let shell = Shell::of(&web, visitor.words, &visitor.words.say("code-title")).unlisted().seen_by(&visitor);
    template::unkept(template::page(StatusCode::OK, &CodePage { shell, code: &granted.code }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_added_to_any_address_of_an_app() {
        let values = [("code", Some("a b")), ("state", Some("x&y=z/#")), ("none", None)];
        for (uri, whole) in [
            ("https://app.example/cb", "https://app.example/cb?code=a+b&state=x%26y%3Dz%2F%23"),
            ("https://app.example", "https://app.example?code=a+b&state=x%26y%3Dz%2F%23"),
            ("https://app.example/cb?x=1", "https://app.example/cb?x=1&code=a+b&state=x%26y%3Dz%2F%23"),
            ("https://app.example/cb?", "https://app.example/cb?code=a+b&state=x%26y%3Dz%2F%23"),
            ("myapp://cb", "myapp://cb?code=a+b&state=x%26y%3Dz%2F%23"),
            ("com.example.app:/oauth", "com.example.app:/oauth?code=a+b&state=x%26y%3Dz%2F%23"),
        ] {
            assert_eq!(with_query(uri, &values), whole);
        }
    }
}
