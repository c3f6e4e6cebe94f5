//! Who asks, and what their token may do. Every handler names the scope that it needs in its signature, so none can
//! forget to ask.

use std::{marker::PhantomData, sync::Arc};

use axum::extract::FromRequestParts;
use http::{HeaderMap, StatusCode, Uri, header, request::Parts};
use model::{Account, Scopes, Token, User};
use social::{Viewer, oauth::Bearer};
use url::form_urlencoded;

use crate::{ApiError, ClientApi, admission::Presented};

/// What a handler needs: any one of these scopes.
pub trait Needs: Send + Sync {
    /// The scopes, each of which is enough.
    const ANY_OF: &'static [&'static str];
}

/// Scopes as types, one for each that a method needs.
pub mod scope {
    use super::Needs;

    /// To read accounts.
    pub struct ReadAccounts;
    /// To know whose token this is.
    pub struct Profile;
    /// To know whose token this is, in the words of OpenID Connect.
    pub struct UserInfo;
    /// To read statuses.
    pub struct ReadStatuses;
    /// To read favourites.
    pub struct ReadFavourites;
    /// To read follows and requests.
    pub struct ReadFollows;
    /// To read notifications.
    pub struct ReadNotifications;
    /// To search.
    pub struct ReadSearch;
    /// To publish, reblog and delete statuses.
    pub struct WriteStatuses;
    /// To favourite.
    pub struct WriteFavourites;
    /// To follow, and to answer requests.
    pub struct WriteFollows;
    /// To dismiss notifications.
    pub struct WriteNotifications;
    /// To read whom one blocks.
    pub struct ReadBlocks;
    /// To block accounts and domains.
    pub struct WriteBlocks;
    /// To read whom one mutes.
    pub struct ReadMutes;
    /// To mute accounts and conversations.
    pub struct WriteMutes;
    /// To read bookmarks.
    pub struct ReadBookmarks;
    /// To bookmark.
    pub struct WriteBookmarks;
    /// To read filters.
    pub struct ReadFilters;
    /// To change filters.
    pub struct WriteFilters;
    /// To read lists.
    pub struct ReadLists;
    /// To change lists.
    pub struct WriteLists;
    /// To change one's profile and what one notes about others.
    pub struct WriteAccounts;
    /// To change conversations.
    pub struct WriteConversations;
    /// To report accounts.
    pub struct WriteReports;
    /// To upload media.
    pub struct WriteMedia;
    /// To receive notifications by Web Push.
    pub struct Push;

    /// Nothing in particular: any token that works.
    pub struct Anything;

    impl Needs for Anything {
        const ANY_OF: &'static [&'static str] = &[];
    }
    impl Needs for ReadAccounts {
        const ANY_OF: &'static [&'static str] = &["read:accounts"];
    }
    impl Needs for Profile {
        const ANY_OF: &'static [&'static str] = &["profile", "read:accounts"];
    }
    impl Needs for UserInfo {
        const ANY_OF: &'static [&'static str] = &["profile"];
    }
    impl Needs for ReadStatuses {
        const ANY_OF: &'static [&'static str] = &["read:statuses"];
    }
    impl Needs for ReadFavourites {
        const ANY_OF: &'static [&'static str] = &["read:favourites"];
    }
    impl Needs for ReadFollows {
        const ANY_OF: &'static [&'static str] = &["read:follows"];
    }
    impl Needs for ReadNotifications {
        const ANY_OF: &'static [&'static str] = &["read:notifications"];
    }
    impl Needs for ReadSearch {
        const ANY_OF: &'static [&'static str] = &["read:search"];
    }
    impl Needs for WriteStatuses {
        const ANY_OF: &'static [&'static str] = &["write:statuses"];
    }
    impl Needs for WriteFavourites {
        const ANY_OF: &'static [&'static str] = &["write:favourites"];
    }
    impl Needs for WriteFollows {
        const ANY_OF: &'static [&'static str] = &["write:follows"];
    }
    impl Needs for WriteNotifications {
        const ANY_OF: &'static [&'static str] = &["write:notifications"];
    }
    impl Needs for ReadBlocks {
        const ANY_OF: &'static [&'static str] = &["read:blocks"];
    }
    impl Needs for WriteBlocks {
        const ANY_OF: &'static [&'static str] = &["write:blocks"];
    }
    impl Needs for ReadMutes {
        const ANY_OF: &'static [&'static str] = &["read:mutes"];
    }
    impl Needs for WriteMutes {
        const ANY_OF: &'static [&'static str] = &["write:mutes"];
    }
    impl Needs for ReadBookmarks {
        const ANY_OF: &'static [&'static str] = &["read:bookmarks"];
    }
    impl Needs for WriteBookmarks {
        const ANY_OF: &'static [&'static str] = &["write:bookmarks"];
    }
    impl Needs for ReadFilters {
        const ANY_OF: &'static [&'static str] = &["read:filters"];
    }
    impl Needs for WriteFilters {
        const ANY_OF: &'static [&'static str] = &["write:filters"];
    }
    impl Needs for ReadLists {
        const ANY_OF: &'static [&'static str] = &["read:lists"];
    }
    impl Needs for WriteLists {
        const ANY_OF: &'static [&'static str] = &["write:lists"];
    }
    impl Needs for WriteAccounts {
        const ANY_OF: &'static [&'static str] = &["write:accounts"];
    }
    impl Needs for WriteConversations {
        const ANY_OF: &'static [&'static str] = &["write:conversations"];
    }
    impl Needs for WriteReports {
        const ANY_OF: &'static [&'static str] = &["write:reports"];
    }
    impl Needs for WriteMedia {
        const ANY_OF: &'static [&'static str] = &["write:media"];
    }
    impl Needs for Push {
        const ANY_OF: &'static [&'static str] = &["push"];
    }
}

/// Somebody who is signed in, with a token that may do what the handler needs.
pub(crate) struct Signed<N> {
    pub(crate) account: Arc<Account>,
    pub(crate) token: Arc<Token>,
    needs: PhantomData<N>,
}

impl<N> Signed<N> {
    /// The person as the one who looks.
    pub(crate) fn viewer(&self) -> Viewer {
        Viewer::Account(self.account.id)
    }
}

impl<N: Needs> FromRequestParts<ClientApi> for Signed<N> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &ClientApi) -> Result<Self, ApiError> {
        let bearer = presented(parts, api).await?.ok_or(ApiError::BAD_TOKEN)?;
        check_scope(&bearer.token.scopes, N::ANY_OF)?;
        let (_, account) = person(bearer.user.as_ref(), bearer.account.as_ref())?;
        Ok(Self { account: Arc::clone(account), token: Arc::clone(&bearer.token), needs: PhantomData })
    }
}

/// Anybody: a visitor, an application, or somebody who is signed in. A token that is shown must work and may do what
/// the handler needs, even where none is required, so that an app notices when it has lost its own.
pub(crate) struct Maybe<N> {
    pub(crate) viewer: Viewer,
    needs: PhantomData<N>,
}

impl<N: Needs> FromRequestParts<ClientApi> for Maybe<N> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &ClientApi) -> Result<Self, ApiError> {
        let nobody = Self { viewer: Viewer::Nobody, needs: PhantomData };
        let Some(bearer) = presented(parts, api).await? else { return Ok(nobody) };
        check_scope(&bearer.token.scopes, N::ANY_OF)?;
        if bearer.token.user_id.is_none() {
            return Ok(nobody);
        }
        let (_, account) = person(bearer.user.as_ref(), bearer.account.as_ref())?;
        Ok(Self { viewer: Viewer::Account(account.id), needs: PhantomData })
    }
}

/// Whoever shows a token that works, whatever it may do.
pub(crate) struct Holder(pub(crate) Arc<Bearer>);

impl FromRequestParts<ClientApi> for Holder {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &ClientApi) -> Result<Self, ApiError> {
        presented(parts, api).await?.ok_or(ApiError::BAD_TOKEN).map(Self)
    }
}

/// Who shows the token in the header or the query, if there is one; `admission` has looked it up.
async fn presented(parts: &mut Parts, api: &ClientApi) -> Result<Option<Arc<Bearer>>, ApiError> {
    match parts.extensions.remove::<Presented>() {
        Some(Presented::Good(bearer)) => Ok(Some(bearer)),
        Some(Presented::Bad) => Err(ApiError::BAD_TOKEN),
        Some(Presented::Nothing) => Ok(None),
        // A second extractor of the same request.
        None => match (parts.headers.contains_key(header::AUTHORIZATION), in_query(&parts.uri)) {
            (true, _) => bearer(api, shown(&parts.headers)).await.map(Some),
            (false, Some(secret)) => bearer(api, Some(&secret)).await.map(Some),
            (false, None) => Ok(None),
        },
    }
}

/// The token in the `Authorization` header.
pub(crate) fn shown(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    Some(token.trim()).filter(|token| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
}

/// The token in the query of an address, where some apps put it.
pub(crate) fn in_query(uri: &Uri) -> Option<String> {
    let mut pairs = form_urlencoded::parse(uri.query()?.as_bytes());
    let is_token = |name: &str| matches!(name, "access_token" | "bearer_token");
    pairs
        .find(|(name, _)| is_token(name))
        .map(|(_, token)| token.into_owned())
        .filter(|token| !token.is_empty())
}

/// Who shows this token.
pub(crate) async fn bearer(api: &ClientApi, secret: Option<&str>) -> Result<Arc<Bearer>, ApiError> {
    let secret = secret.ok_or(ApiError::BAD_TOKEN)?;
    social::oauth::bearer(&api.site, secret).await?.ok_or(ApiError::BAD_TOKEN)
}

/// Checks that the token has one of these scopes; none at all means that any token will do.
pub(crate) fn check_scope(held: &Scopes, any_of: &[&str]) -> Result<(), ApiError> {
    if any_of.is_empty() || any_of.iter().any(|scope| held.allows(scope)) {
        Ok(())
    } else {
        Err(ApiError::OUTSIDE_SCOPES)
    }
}

/// The person behind a token, if they may act at all.
pub(crate) fn person<'a>(
    user: Option<&'a User>,
    account: Option<&'a Arc<Account>>,
) -> Result<(&'a User, &'a Arc<Account>), ApiError> {
    let forbidden = |message| Err(ApiError::new(StatusCode::FORBIDDEN, message));
    let (Some(user), Some(account)) = (user, account) else { return Err(ApiError::NEEDS_USER) };
    if user.disabled_at.is_some() || account.is_suspended() {
        return forbidden("Your login is currently disabled");
    }
    if user.confirmed_at.is_none() {
        return forbidden("Your login is missing a confirmed e-mail address");
    }
    if user.approved_at.is_none() {
        return forbidden("Your login is currently pending approval");
    }
    Ok((user, account))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use model::{Id, Role, Timestamp};

    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_token_is_read_from_its_header_and_nowhere_else() {
        let read = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, HeaderValue::from_static(value));
            shown(&headers).map(str::to_owned)
        };
        for good in ["Bearer abc", "bearer  abc ", "BEARER abc"] {
            assert_eq!(read(good).as_deref(), Some("abc"), "{good}");
        }
        for bad in ["", "abc", "Bearer", "Bearer ", "Basic abc"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn any_one_of_the_scopes_is_enough_and_others_are_not() {
        let held = |words: &str| words.parse::<Scopes>().unwrap();
        let may = |words: &str, any_of: &[&str]| check_scope(&held(words), any_of).is_ok();
        assert!(may("read", <scope::ReadStatuses as Needs>::ANY_OF));
        assert!(may("read:statuses", <scope::ReadStatuses as Needs>::ANY_OF));
        assert!(may("profile", <scope::Profile as Needs>::ANY_OF));
        assert!(may("follow", <scope::WriteFollows as Needs>::ANY_OF));
        assert!(!may("read write:favourites", <scope::WriteStatuses as Needs>::ANY_OF));
        assert!(!may("read", <scope::UserInfo as Needs>::ANY_OF));
        assert!(!may("", <scope::ReadStatuses as Needs>::ANY_OF));
    }

    #[test]
    fn only_people_who_may_act_do() {
        let now = Timestamp::from_millis(1);
        let user = User {
            id: Id::new(1),
            account_id: Id::new(1),
            email: "alice@mail.example".into(),
            password_hash: String::new(),
            role_id: Role::EVERYBODY,
            confirmed_at: Some(now),
            approved_at: Some(now),
            disabled_at: None,
            created_at: now,
            reason: String::new(),
            preferences: Default::default(),
        };
        let account = || Some(Arc::new(samples::account().account));
        let account = account();
        let status =
            |user: User| person(Some(&user), account.as_ref()).map_err(|error| error.status().as_u16()).err();
        assert_eq!(status(user.clone()), None);
        assert_eq!(status(User { disabled_at: Some(now), ..user.clone() }), Some(403));
        assert_eq!(status(User { confirmed_at: None, ..user.clone() }), Some(403));
        assert_eq!(status(User { approved_at: None, ..user }), Some(403));
        assert_eq!(person(None, None).map_err(|error| error.status().as_u16()).err(), Some(422));
    }
}
