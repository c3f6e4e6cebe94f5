//! Search: <https://docs.joinmastodon.org/methods/search/>. Addresses and handles are asked for at their own servers
//! when somebody who is signed in wishes so.

use axum::extract::State;
use http::StatusCode;
use model::{Account, Page, Status, limits};
use serde::Deserialize;
use social::{Viewer, accounts, statuses, tags};

use crate::{
    ApiError, ClientApi,
    auth::{Maybe, scope},
    entities,
    json::Text,
    limits::SEARCH_CHARACTERS,
    pagination::clamp,
    params::Params,
};

/// What is searched for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    resolve: bool,
    following: bool,
    limit: Option<i64>,
    offset: Option<i64>,
    account_id: Option<String>,
    max_id: Option<String>,
    min_id: Option<String>,
}

impl Wanted {
    fn check(&self, viewer: Viewer) -> Result<(), ApiError> {
        let needs_user = |message| Err(ApiError::new(StatusCode::UNAUTHORIZED, message));
        if self.q.trim().is_empty() {
            return Err(ApiError::malformed("The parameter q is missing: there is nothing to search for"));
        }
        if self.q.chars().count() > SEARCH_CHARACTERS {
            return Err(ApiError::invalid("q", format!("must have at most {SEARCH_CHARACTERS} characters")));
        }
        if viewer == Viewer::Nobody && self.resolve {
            return needs_user("Only people who are signed in can search on other servers");
        }
        if viewer == Viewer::Nobody && self.offset.is_some() {
            return needs_user("Only people who are signed in can turn pages of search results");
        }
        if self.offset.is_some() && self.kind.is_none() {
            return Err(ApiError::malformed("The parameter offset needs the parameter type"));
        }
        Ok(())
    }

    /// Whether results of this kind are wanted.
    fn wants(&self, kind: &str) -> bool {
        self.kind.as_deref().is_none_or(|wanted| wanted == kind)
    }
}

/// `GET /api/v2/search`
pub(crate) async fn search(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadSearch>,
    Params(wanted): Params<Wanted>,
) -> Result<Text, ApiError> {
    wanted.check(by.viewer)?;
    let text = wanted.q.trim();
    if is_address(text)
        && let Some(found) = find_address(&api, by.viewer, text, &wanted).await?
    {
        return Ok(found.into_text());
    }
    Ok(find_words(&api, by.viewer, text, &wanted).await?.into_text())
}

/// Statuses with these words, accounts and tags with these words in their names.
async fn find_words(
    api: &ClientApi,
    viewer: Viewer,
    text: &str,
    wanted: &Wanted,
) -> Result<entities::Search, ApiError> {
    let limit = clamp(wanted.limit, limits::SEARCH_PAGE);
    let offset = wanted.offset.unwrap_or(0).max(0);
    let mut found = entities::Search::default();
    // Visitors cannot search in what people say: authors allow it to people, not to programs that collect.
    if let Some(me) = viewer.account_id().filter(|_| wanted.wants("statuses")) {
        let id = |word: &Option<String>| word.as_deref().and_then(|word| word.parse::<i64>().ok());
        let query = social::search::Wanted {
            text,
            by: id(&wanted.account_id).map(model::AccountId::new),
            page: Page { max_id: id(&wanted.max_id), since_id: None, min_id: id(&wanted.min_id), limit },
            offset: offset.min(limits::SEARCH_OFFSET),
        };
        let statuses = social::search::statuses(&api.site, me, query).await?;
        found.statuses =
            statuses.iter().map(|view| entities::Status::new(api.instance(), viewer, view)).collect();
    }
    if wanted.wants("accounts") && !text.starts_with('#') {
        let query = Accounts { text, limit, offset, resolve: wanted.resolve, following: wanted.following };
        found.accounts = find_accounts(api, viewer, query).await?;
    }
    if wanted.wants("hashtags") && !text.contains('@') {
        let tags = tags::search(&api.site, text, limit, offset).await?;
        let tags = tags::dress(&api.site, viewer, tags).await?;
        found.hashtags = tags.iter().map(|view| entities::Tag::new(api.instance(), view)).collect();
    }
    Ok(found)
}

/// What has this address, as this server knows it, or else as its own server answers. Where nobody is to be asked, what
/// is not known is nothing but text.
async fn find_address(
    api: &ClientApi,
    viewer: Viewer,
    address: &str,
    wanted: &Wanted,
) -> Result<Option<entities::Search>, ApiError> {
    let mut status = known_status(api, address).await?;
    let mut account = known_account(api, address).await?;
    if status.is_none() && account.is_none() {
        if !wanted.resolve {
            return Ok(None);
        }
        if wanted.wants("statuses") {
            status = api.federation.resolve_status(address).await?;
        }
        if status.is_none() && wanted.wants("accounts") {
            account = api.federation.resolve_account(address).await?;
        }
    }
    let statuses: Vec<_> = status.iter().filter(|_| wanted.wants("statuses")).map(|found| found.id).collect();
    let accounts: Vec<_> =
        account.iter().filter(|_| wanted.wants("accounts")).map(|found| found.id).collect();
    let statuses = statuses::show_ids(&api.site, viewer, &statuses).await?;
    let accounts = accounts::show_all(&api.site, &accounts).await?;
    Ok(Some(entities::Search {
        statuses: statuses.iter().map(|view| entities::Status::new(api.instance(), viewer, view)).collect(),
        accounts: accounts.iter().map(|view| entities::Account::new(api.instance(), view)).collect(),
        ..entities::Search::default()
    }))
}

async fn known_status(api: &ClientApi, address: &str) -> Result<Option<Status>, ApiError> {
    match statuses::find_by_uri(&api.site, address).await? {
        None => Ok(statuses::find_by_url(&api.site, address).await?),
        known => Ok(known),
    }
}

async fn known_account(api: &ClientApi, address: &str) -> Result<Option<Account>, ApiError> {
    match accounts::find_by_uri(&api.site, address).await? {
        None => Ok(accounts::find_by_url(&api.site, address).await?),
        known => Ok(known),
    }
}

/// Which accounts are searched for.
pub(super) struct Accounts<'a> {
    pub(super) text: &'a str,
    pub(super) limit: i64,
    pub(super) offset: i64,
    /// Whether to ask other servers.
    pub(super) resolve: bool,
    /// Whether only accounts that the viewer follows are wanted.
    pub(super) following: bool,
}

/// Accounts by name; the one that is named by its whole handle or address comes first.
pub(super) async fn find_accounts(
    api: &ClientApi,
    viewer: Viewer,
    query: Accounts<'_>,
) -> Result<Vec<entities::Account>, ApiError> {
    let exact = exactly(api, &query).await?;
    let Accounts { text, limit, offset, following, .. } = query;
    let mut found = social::search::accounts(&api.site, viewer, text, following, limit, offset).await?;
    if let Some(exact) = exact.filter(|_| !following) {
        found.retain(|view| view.account.id != exact.id);
        found.splice(0..0, accounts::show_all(&api.site, &[exact.id]).await?);
        found.truncate(usize::try_from(limit).unwrap_or_default());
    }
    Ok(found.iter().map(|view| entities::Account::new(api.instance(), view)).collect())
}

/// The account that a whole handle or address names. Asked for on the first page alone.
async fn exactly(api: &ClientApi, query: &Accounts<'_>) -> Result<Option<Account>, ApiError> {
    let text = query.text.trim();
    if query.offset > 0 || !(is_handle(text) || is_address(text)) {
        return Ok(None);
    }
    if query.resolve {
        return Ok(api.federation.resolve_account(text).await?);
    }
    if is_address(text) {
        return known_account(api, text).await;
    }
    match accounts::lookup(&api.site, text).await {
        Ok(view) => Ok(Some(view.account)),
        Err(social::Error::Refusal(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// `https://far.example/@bob`
fn is_address(text: &str) -> bool {
    let scheme = text.split("://").next().unwrap_or_default();
    scheme.len() < text.len() && ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// `bob@far.example` or `@bob@far.example`
fn is_handle(text: &str) -> bool {
    let text = text.strip_prefix('@').unwrap_or(text);
    let is_word = |part: &str| !part.is_empty() && !part.contains(|c: char| c == '@' || c.is_whitespace());
    text.split_once('@').is_some_and(|(name, host)| is_word(name) && is_word(host))
}

#[cfg(test)]
mod tests {
    use model::Id;

    use super::*;

    #[test]
    fn handles_and_addresses_are_told_from_words() {
        for handle in ["bob@far.example", "@bob@far.example:8080"] {
            assert!(is_handle(handle) && !is_address(handle), "{handle}");
        }
        for word in ["bob", "@bob", "bob@", "@@far", "bob @far", "#bob", "mail bob@far.example", "a@b@c"] {
            assert!(!is_handle(word) && !is_address(word), "{word}");
        }
        for address in ["https://far.example/@bob", "HTTP://far.example/1"] {
            assert!(is_address(address), "{address}");
        }
        assert!(!is_address("ftp://far.example/") && !is_address("https"));
    }

    #[test]
    fn visitors_may_look_but_not_send_us_elsewhere() {
        let wanted = |text: &str| Wanted { q: text.into(), ..Wanted::default() };
        let status = |wanted: Wanted, viewer| wanted.check(viewer).err().map(|error| error.status().as_u16());
        let (visitor, member) = (Viewer::Nobody, Viewer::Account(Id::new(1)));
        assert_eq!(status(wanted("bob"), visitor), None);
        assert_eq!(status(wanted("  "), member), Some(400));
        assert_eq!(status(wanted(&"x".repeat(SEARCH_CHARACTERS + 1)), member), Some(422));
        let resolving = || Wanted { resolve: true, ..wanted("bob@far.example") };
        assert_eq!(status(resolving(), visitor), Some(401));
        assert_eq!(status(resolving(), member), None);
        let second = || Wanted { offset: Some(20), kind: Some("accounts".into()), ..wanted("bob") };
        assert_eq!(status(second(), visitor), Some(401));
        assert_eq!(status(second(), member), None);
        assert_eq!(status(Wanted { kind: None, ..second() }, member), Some(400));
    }
}
