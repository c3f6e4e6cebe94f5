//! Account: a profile as everybody sees it.

use std::borrow::Cow;

use model::{AccountKind, Instance};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use social::AccountView;

use super::{AccountRole, Approval, CustomEmoji};

/// The picture of accounts without one; `web` serves it.
pub const MISSING_AVATAR: &str = "/avatars/original/missing.png";
/// The banner of accounts without one; `web` serves it.
pub const MISSING_HEADER: &str = "/headers/original/missing.png";

/// <https://docs.joinmastodon.org/entities/Account/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Account {
    pub id: String,
    pub username: String,
    pub acct: String,
    pub display_name: String,
    pub locked: bool,
    pub bot: bool,
    pub discoverable: bool,
    pub indexable: bool,
    pub group: bool,
    pub created_at: String,
    pub note: String,
    pub url: String,
    pub uri: String,
    pub avatar: String,
    pub avatar_static: String,
    pub avatar_description: String,
    pub header: String,
    pub header_static: String,
    pub header_description: String,
    pub followers_count: i64,
    pub following_count: i64,
    pub statuses_count: i64,
    pub last_status_at: Option<String>,
    pub hide_collections: bool,
    /// Whether search engines are asked to stay away; known of local accounts alone.
    pub noindex: Option<bool>,
    /// Only there when true.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub suspended: bool,
    /// Only there when true.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub limited: bool,
    /// Only there when true.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub memorial: bool,
    /// Not Mastodon's: a word of the name mixes alphabets whose letters look alike. Only there when true.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mixes_alphabets: bool,
    /// Only there when its person uses another account instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Box<Account>>,
    pub show_media: bool,
    pub show_media_replies: bool,
    pub show_featured: bool,
    pub emojis: Vec<CustomEmoji>,
    pub roles: Vec<AccountRole>,
    pub fields: Vec<Field>,
    pub feature_approval: Approval,
}

/// An account as it is written into statuses and notifications: made once for all who look.
#[derive(Clone, Debug)]
pub struct WrittenAccount(Box<RawValue>);

impl WrittenAccount {
    /// What everybody sees of an account.
    pub fn new(instance: &Instance, view: &AccountView) -> Self {
        Self(Self::of(instance, view).to_owned())
    }

    /// The text of it.
    pub(crate) fn of<'a>(instance: &Instance, view: &'a AccountView) -> &'a RawValue {
        let make = || to_raw_value(&Account::new(instance, view)).expect("our own types turn into JSON");
        view.made.get_or_make(make)
    }
}

impl Serialize for WrittenAccount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// <https://docs.joinmastodon.org/entities/Account/#Field>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Field {
    pub name: String,
    pub value: String,
    pub verified_at: Option<String>,
}

impl Account {
    /// What everybody sees of an account.
    pub fn new(instance: &Instance, view: &AccountView) -> Self {
        let account = &*shown(&view.account);
        let moved = view.moved.as_ref().filter(|_| !account.is_suspended());
        let pictures = social::pictures::Urls::of(instance, account);
        let missing = |url: Option<String>, missing: &str| url.unwrap_or_else(|| instance.url(missing));
        Self {
            id: account.id.to_string(),
            username: account.username.clone(),
            acct: account.acct(),
            display_name: account.display_name.clone(),
            locked: account.locked,
            bot: account.is_bot(),
            discoverable: account.discoverable,
            indexable: account.indexable,
            group: account.kind == AccountKind::Group,
            // Mastodon tells the day and no more, in the format of a moment.
            created_at: format!("{}T00:00:00.000Z", account.created_at.to_date()),
            note: account.note.clone(),
            url: account.url.clone(),
            uri: account.uri.clone(),
            avatar: missing(pictures.avatar, MISSING_AVATAR),
            avatar_static: missing(pictures.avatar_still, MISSING_AVATAR),
            avatar_description: account.pictures.avatar_description.clone(),
            header: missing(pictures.header, MISSING_HEADER),
            header_static: missing(pictures.header_still, MISSING_HEADER),
            header_description: account.pictures.header_description.clone(),
            followers_count: account.followers_count,
            following_count: account.following_count,
            statuses_count: account.statuses_count,
            last_status_at: account.last_status_at.map(model::Timestamp::to_date),
            hide_collections: account.hide_collections,
            noindex: account.is_local().then_some(false),
            suspended: account.is_suspended(),
            limited: account.is_limited(),
            memorial: account.memorial,
            mixes_alphabets: social::accounts::mixes_alphabets(account),
            moved: moved.map(|target| Box::new(Self::new(instance, target))),
            show_media: account.tabs.media,
            show_media_replies: account.tabs.media_replies,
            show_featured: account.tabs.featured,
            emojis: CustomEmoji::list(&account.emojis),
            roles: view.role.as_deref().and_then(AccountRole::of).into_iter().collect(),
            fields: fields(&account.fields),
            feature_approval: Approval::NOBODY,
        }
    }
}

/// What is shown of an account: of one that is suspended, nothing that its person chose.
fn shown(account: &model::Account) -> Cow<'_, model::Account> {
    if !account.is_suspended() {
        return Cow::Borrowed(account);
    }
    let kind = AccountKind::Person;
    let account = account.clone();
    Cow::Owned(model::Account {
        kind,
        display_name: String::new(),
        note: String::new(),
        locked: false,
        discoverable: false,
        indexable: false,
        avatar_url: None,
        header_url: None,
        fields: Vec::new(),
        emojis: Vec::new(),
        memorial: false,
        ..account
    })
}

/// The lines of a profile's table as they were written.
pub(crate) fn written_fields(fields: &[model::account::Field]) -> Vec<Field> {
    fields.iter().map(|field| Field { value: field.text.clone(), ..Field::of(field) }).collect()
}

/// The lines of a profile's table.
pub(crate) fn fields(fields: &[model::account::Field]) -> Vec<Field> {
    fields.iter().map(Field::of).collect()
}

impl Field {
    fn of(field: &model::account::Field) -> Self {
        Self {
            name: field.name.clone(),
            value: field.value.clone(),
            verified_at: field.verified_at.map(model::Timestamp::to_rfc3339_millis),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::entities::samples;

    #[test]
    fn an_account_has_every_key_and_says_days() {
        let account = serde_json::to_value(Account::new(&samples::instance(), &samples::account())).unwrap();
        samples::assert_has_keys(&account, "GET /api/v1/accounts/{id} 200");
        assert_eq!(account["created_at"], "2025-11-23T00:00:00.000Z");
        assert_eq!(account["last_status_at"], "2025-11-23");
        assert_eq!(account["avatar"], "https://home.example/avatars/original/missing.png");
        assert_eq!(account["roles"], json!([{ "id": "3", "name": "Owner", "color": "" }]));
        assert_eq!(account["noindex"], false);
        assert_eq!(account.get("suspended"), None);
    }

    #[test]
    fn what_is_special_is_told_only_where_it_is_so() {
        let mut view = samples::account();
        let keys = |view: &AccountView| {
            let account = serde_json::to_value(Account::new(&samples::instance(), view)).unwrap();
            ["moved", "memorial", "suspended"].map(|key| account.get(key).cloned().unwrap_or_default())
        };
        assert_eq!(keys(&view), [Value::Null, Value::Null, Value::Null]);
        view.account.memorial = true;
        view.moved = Some(std::sync::Arc::new(samples::account()));
        let [moved, memorial, _] = keys(&view);
        assert_eq!((&moved["username"], memorial), (&json!("alice"), json!(true)));
        view.account.suspended_at = Some(view.account.created_at);
        assert_eq!(keys(&view), [Value::Null, Value::Null, json!(true)]);
        let account = serde_json::to_value(Account::new(&samples::instance(), &view)).unwrap();
        assert_eq!((&account["display_name"], &account["fields"]), (&json!(""), &json!([])));
    }

    #[test]
    fn a_remote_account_shows_where_it_lives() {
        let mut view = samples::account();
        view.role = None;
        view.account.domain = Some("far.example".into());
        view.account.avatar_url = Some("https://far.example/a.png".into());
        let account = serde_json::to_value(Account::new(&samples::instance(), &view)).unwrap();
        assert_eq!(account["acct"], "alice@far.example");
        let here = "https://home.example/media/remote/avatars/1/a3f4fb54c40b63c1/small";
        assert_eq!(account["avatar_static"], here, "no stranger learns who looks");
        assert_eq!((&account["roles"], &account["noindex"]), (&json!([]), &Value::Null));
    }
}
