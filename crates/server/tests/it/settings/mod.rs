//! What somebody changes of their account who is signed in with a browser.

mod address;
mod apps;
mod archive;
mod clean_up;
mod credentials;
mod leaving;
mod moving;
mod passkeys;
mod portable;
mod sessions;
mod two_factor;

use http::Method;
use testkit::{Answer, Home};

use crate::{
    pages::{cookie, form, page, secret, sign_in},
    with_site,
};

/// A browser with a session.
pub(crate) struct Tab<'a> {
    home: &'a Home,
    pub(crate) cookie: String,
}

impl<'a> Tab<'a> {
    /// A browser that has just been signed in, with the password that people have in stories.
    pub(crate) async fn of(home: &'a Home, name: &str) -> Self {
        let answer = sign_in(home, name, &format!("{name}-password"), "/").await;
        assert_eq!(answer.status, 302, "{}", answer.text);
        Self { home, cookie: cookie(&answer) }
    }

    pub(crate) async fn opens(&self, path: &str) -> Answer {
        page(&self.home.requests, path, &self.cookie).await
    }

    /// Opens a page, which must be there, and says what it says.
    pub(crate) async fn reads(&self, path: &str) -> String {
        let answer = self.opens(path).await;
        assert_eq!(answer.status, 200, "{path}: {} {}", answer.header("location"), answer.text);
        answer.text
    }

    /// Sends a form that the page of all settings gave out.
    pub(crate) async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = secret(&self.opens("/settings").await);
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        form(&self.home.requests, path, &self.cookie, self.home.requests.base(), &all).await
    }

    /// Sends a form that must lead on; answers where to.
    pub(crate) async fn goes(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.sends(path, fields).await;
        assert_eq!(answer.status, 302, "{path}: {}", answer.text);
        answer.header("location").to_owned()
    }

    /// Whether the session goes on.
    pub(crate) async fn is_in(&self) -> bool {
        self.opens("/settings").await.status == 200
    }
}

/// What stands between two words of a page.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split(after).next().unwrap()
}

#[test]
fn whoever_is_not_signed_in_is_led_to_do_so_and_back() {
    with_site(async |home| {
        home.person("alice").await;
        let pages = ["/settings", "/settings/sessions", "/settings/apps", "/settings/two_factor"];
        for path in pages {
            let answer = home.requests.get(path).await;
            assert_eq!(answer.status, 302, "{path}");
            let back = url::form_urlencoded::byte_serialize(path.as_bytes()).collect::<String>();
            assert_eq!(answer.header("location"), format!("/auth/sign_in?return_to={back}"));
            assert!(answer.header("cache-control").contains("no-store"));
        }
        let tab = Tab::of(home, "alice").await;
        for path in pages {
            let answer = tab.opens(path).await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.header("cache-control").contains("no-store"), "{path}");
            assert!(answer.text.contains("noindex") && !answer.text.contains("<script"), "{path}");
        }
    });
}

#[test]
fn settings_speak_the_language_of_the_browser_and_link_to_everything() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        let request = home.requests.request(Method::GET, "/settings").header("cookie", &tab.cookie);
        let german = home.requests.send(request.header("accept-language", "de")).await.text;
        assert!(german.contains("<h1>Einstellungen</h1>") && german.contains("lang=\"de\""), "{german}");
        let english = tab.reads("/settings").await;
        for link in ["/preferences/profile", "/preferences/filters", "/settings/sessions", "/settings/apps"] {
            assert!(english.contains(&format!("href=\"{link}\"")), "{link}");
        }
    });
}
