//! Credential account: an account as its own user sees it.

use model::Instance;
use serde::Serialize;
use social::Credentials;

use super::{Account, Role, account};

/// <https://docs.joinmastodon.org/entities/Account/#CredentialAccount>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct CredentialAccount {
    #[serde(flatten)]
    pub account: Account,
    pub source: Source,
    pub role: Role,
}

/// What is behind a profile, and how its user likes to publish.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Source {
    pub privacy: &'static str,
    pub sensitive: bool,
    pub language: Option<String>,
    pub note: String,
    pub fields: Vec<account::Field>,
    pub follow_requests_count: i64,
    pub hide_collections: bool,
    pub discoverable: bool,
    pub indexable: bool,
    pub attribution_domains: Vec<String>,
    pub quote_policy: &'static str,
}

impl CredentialAccount {
    /// What the user sees of their own account.
    pub fn new(instance: &Instance, credentials: &Credentials) -> Self {
        let (own, preferences) = (&credentials.view.account, &credentials.user.preferences);
        Self {
            account: Account::new(instance, &credentials.view),
            source: Source {
                privacy: preferences.visibility_for(own.locked).as_str(),
                sensitive: preferences.sensitive,
                language: preferences.language.clone(),
                note: own.note_text.clone(),
                fields: account::written_fields(&own.fields),
                follow_requests_count: credentials.follow_requests_count,
                hide_collections: own.hide_collections,
                discoverable: own.discoverable,
                indexable: own.indexable,
                attribution_domains: own.attribution_domains.clone(),
                quote_policy: preferences.quote_policy.as_str(),
            },
            role: credentials.view.role.as_deref().map_or_else(Role::nobody, Role::new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn ones_own_account_has_every_key() {
        let own = CredentialAccount::new(&samples::instance(), &samples::credentials());
        let own = serde_json::to_value(own).unwrap();
        samples::assert_has_keys(&own, "GET /api/v1/accounts/verify_credentials 200");
        assert_eq!(own["source"]["follow_requests_count"], 2);
        assert_eq!(own["role"]["name"], "Owner");
    }
}
