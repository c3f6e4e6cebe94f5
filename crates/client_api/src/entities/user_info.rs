//! User info: who holds a token, in the words of OpenID Connect.

use model::Instance;
use serde::Serialize;
use social::AccountView;

use super::Account;

/// <https://docs.joinmastodon.org/methods/oauth/#userinfo>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct UserInfo {
    pub iss: String,
    pub sub: String,
    pub name: String,
    pub preferred_username: String,
    pub profile: String,
    pub picture: String,
}

impl UserInfo {
    /// The account behind a token.
    pub fn new(instance: &Instance, view: &AccountView) -> Self {
        let Account { uri, url, display_name, username, avatar, .. } = Account::new(instance, view);
        Self {
            iss: instance.url("/"),
            sub: uri,
            name: display_name,
            preferred_username: username,
            profile: url,
            picture: avatar,
        }
    }
}
