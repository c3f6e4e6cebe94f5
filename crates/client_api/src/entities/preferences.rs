//! Preferences: how somebody likes to publish and read, under the names that apps know.

use serde::Serialize;
use social::Credentials;

/// <https://docs.joinmastodon.org/entities/Preferences/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Preferences {
    #[serde(rename = "posting:default:visibility")]
    pub visibility: &'static str,
    #[serde(rename = "posting:default:sensitive")]
    pub sensitive: bool,
    #[serde(rename = "posting:default:language")]
    pub language: Option<String>,
    #[serde(rename = "posting:default:quote_policy")]
    pub quote_policy: &'static str,
    /// What nobody can change here yet is as Mastodon has it at first.
    #[serde(rename = "reading:expand:media")]
    pub expand_media: &'static str,
    #[serde(rename = "reading:expand:spoilers")]
    pub expand_spoilers: bool,
    #[serde(rename = "reading:autoplay:gifs")]
    pub autoplay_gifs: bool,
}

impl From<&Credentials> for Preferences {
    fn from(credentials: &Credentials) -> Self {
        let preferences = &credentials.user.preferences;
        Self {
            visibility: preferences.visibility_for(credentials.view.account.locked).as_str(),
            sensitive: preferences.sensitive,
            language: preferences.language.clone(),
            quote_policy: preferences.quote_policy.as_str(),
            expand_media: "default",
            expand_spoilers: false,
            autoplay_gifs: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn preferences_have_every_key() {
        let shown = serde_json::to_value(Preferences::from(&samples::credentials())).unwrap();
        samples::assert_has_keys(&shown, "GET /api/v1/preferences 200");
    }
}
