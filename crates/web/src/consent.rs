//! What a person reads before an app gets in: who asks, as whom, for what, and where the answer goes.

use askama::Template;
use model::{Account, Instance, Scopes};
use social::oauth::{Authorization, OOB};
use url::{Host, Url};

use crate::{parts::Byline, template::Shell, text, words::Words};

/// The consent page.
#[derive(Template)]
#[template(path = "consent.html")]
pub(crate) struct ConsentPage<'a> {
    shell: Shell,
    app: &'a str,
    website: Option<&'a str>,
    account: Byline,
    permissions: Vec<Permission>,
    /// Where the browser goes afterwards; `None` if a code is shown instead.
    destination: Option<String>,
    csrf: &'a str,
    fields: &'a [(&'static str, String)],
    other_account: String,
}

/// The page with the code for apps that cannot be sent back to.
#[derive(Template)]
#[template(path = "code.html")]
pub(crate) struct CodePage<'a> {
    pub(crate) shell: Shell,
    pub(crate) code: &'a str,
}

/// One thing that an app may do.
pub(crate) struct Permission {
    pub(crate) scope: String,
    pub(crate) words: String,
    pub(crate) is_powerful: bool,
}

impl Permission {
    /// What a scope lets an app do.
    pub(crate) fn of(scope: &str, words: Words) -> Self {
        Self {
            scope: scope.to_owned(),
            words: text::scope(words, scope),
            is_powerful: scope.starts_with("admin"),
        }
    }
}

impl<'a> ConsentPage<'a> {
    /// The page for one request of one person.
    pub(crate) fn new(
        shell: Shell,
        instance: &Instance,
        authorization: &'a Authorization,
        account: &Account,
        csrf: &'a str,
        fields: &'a [(&'static str, String)],
    ) -> Self {
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self {
            app: &authorization.application.name,
            website: authorization.application.website.as_deref().filter(|site| is_web(site)),
            account: Byline::of(account, instance),
            permissions: permissions(&authorization.scopes, shell.words),
            destination: destination(&authorization.redirect_uri, shell.words),
            csrf,
            fields,
            other_account: crate::sign_in::sign_in_path(&format!("/oauth/authorize?{query}"), true),
            shell,
        }
    }
}

/// Whether an address is one of the web, which a browser opens without asking another program.
pub(crate) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn permissions(scopes: &Scopes, words: Words) -> Vec<Permission> {
    scopes.iter().map(|scope| Permission::of(scope, words)).collect()
}

/// Where the browser goes, as far as a person can judge it: the host, or that it is a program on this device.
fn destination(redirect_uri: &str, words: Words) -> Option<String> {
    if redirect_uri == OOB {
        return None;
    }
    let host = Url::parse(redirect_uri).ok().filter(|url| is_web(url.as_str()));
    let host = host.and_then(|url| url.host().map(|host| host.to_string()));
    let scheme = redirect_uri.split(':').next().unwrap_or_default();
    Some(host.unwrap_or_else(|| words.fill("consent-program", &[("scheme", scheme)])))
}

/// What a page's policy must allow its form so that the redirect to the app works: browsers count it as part of
/// sending the form.
pub(crate) fn form_target(redirect_uri: &str) -> Option<String> {
    if redirect_uri == OOB {
        return None;
    }
    let url = Url::parse(redirect_uri).ok()?;
    match url.host() {
        // A policy cannot name an IPv6 address, so only the scheme is left.
        Some(Host::Domain(_) | Host::Ipv4(_)) if is_web(url.as_str()) => {
            Some(url.origin().ascii_serialization())
        }
        _ => Some(format!("{}:", url.scheme())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_may_end_at_the_app_and_nowhere_else() {
        for (uri, target) in [
            ("https://app.example/cb?x=1;script-src", Some("https://app.example")),
            ("http://127.0.0.1:9/callback", Some("http://127.0.0.1:9")),
            ("http://[::1]:9/callback", Some("http:")),
            ("myapp://cb;x", Some("myapp:")),
            ("com.example.app:/oauth", Some("com.example.app:")),
            (OOB, None),
        ] {
            assert_eq!(form_target(uri).as_deref(), target, "{uri}");
        }
    }

    #[test]
    fn the_destination_is_named_as_a_person_knows_it() {
        let destination = |uri| destination(uri, Words::default());
        assert_eq!(destination("https://app.example/cb?secret=1").as_deref(), Some("app.example"));
        assert!(destination("myapp://cb").is_some_and(|program| program.contains("myapp:")));
        assert_eq!(destination(OOB), None);
    }
}
