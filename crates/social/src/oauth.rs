//! OAuth 2 in Mastodon's dialect: applications, consent, codes and tokens (RFC 6749, 7009, 7636).

use std::sync::Arc;

use model::{Account, Application, AuthorizationCode, Scopes, Token, TokenId, User, UserId, limits};

use store::Touch;

use crate::{Problem, Refusal, Result, Site, accounts, authorised, digest, secrets};

/// The address that stands for "show the code to the person" (out of band).
pub const OOB: &str = "urn:ietf:wg:oauth:2.0:oob";

/// The name under which tokens made on the command line appear.
const COMMAND_LINE: &str = "Command line";

const MINUTE_MS: i64 = 60_000;

/// A program that wants to be known.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// Name shown to people.
    pub name: String,
    /// Home page.
    pub website: Option<String>,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// The most it will ever ask for.
    pub scopes: Scopes,
}

/// Registers an application; answers it with its secret, which is not kept.
pub async fn register(site: &Site, new: NewApplication) -> Result<(Application, String)> {
    check_application(&new)?;
    let secret = secrets::make()?;
    let application = Application {
        id: site.id(),
        name: new.name,
        website: new.website,
        redirect_uris: new.redirect_uris,
        scopes: new.scopes,
        client_id: secrets::make()?,
        client_secret_hash: secrets::hash(&secret),
        created_at: site.now(),
    };
    store::applications::insert(&site.store, &application).await?;
    Ok((application, secret))
}

fn check_application(new: &NewApplication) -> Result<()> {
    let mut problems = Vec::new();
    if new.name.trim().is_empty() {
        problems.push(Problem::new("name", "can't be blank"));
    } else if new.name.chars().count() > limits::APPLICATION_NAME_CHARACTERS {
        problems.push(Problem::new("name", too_long(limits::APPLICATION_NAME_CHARACTERS)));
    }
    if let Some(website) = &new.website {
        if website.chars().count() > limits::APPLICATION_URL_CHARACTERS {
            problems.push(Problem::new("website", too_long(limits::APPLICATION_URL_CHARACTERS)));
        } else if !website.starts_with("https://") && !website.starts_with("http://") {
            problems.push(Problem::new("website", "must be a valid URL"));
        }
    }
    if new.redirect_uris.is_empty() {
        problems.push(Problem::new("redirect_uri", "can't be blank"));
    } else if new.redirect_uris.len() > limits::APPLICATION_REDIRECT_URIS {
        problems.push(Problem::new("redirect_uri", "has too many addresses"));
    } else if new.redirect_uris.iter().any(|uri| !is_redirect_uri(uri)) {
        problems.push(Problem::new("redirect_uri", "must be an absolute URI."));
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

fn too_long(characters: usize) -> String {
    format!("is too long (maximum is {characters} characters)")
}

/// Absolute, without a fragment, and of a scheme that cannot run in a page.
fn is_redirect_uri(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    let can_run = ["javascript", "data", "vbscript", "file", "blob", "about"]
        .iter()
        .any(|bad| scheme.eq_ignore_ascii_case(bad));
    is_scheme
        && !can_run
        && !rest.is_empty()
        && !uri.contains('#')
        && uri.len() <= limits::APPLICATION_URL_CHARACTERS
        && !uri.chars().any(|letter| letter.is_whitespace() || letter.is_control())
}

/// The application with this client identifier.
pub async fn find_application(site: &Site, client_id: &str) -> Result<Option<Application>> {
    Ok(store::applications::find_by_client_id(&site.store, client_id).await?)
}

/// What an application sends a person's browser to ask.
#[derive(Clone, Debug, Default)]
pub struct AuthorizationRequest {
    /// Must be `code`.
    pub response_type: Option<String>,
    /// Who asks.
    pub client_id: Option<String>,
    /// Where to send the answer.
    pub redirect_uri: Option<String>,
    /// What for; `read` if not said.
    pub scope: Option<String>,
    /// Handed back unchanged.
    pub state: Option<String>,
    /// PKCE challenge.
    pub code_challenge: Option<String>,
    /// Must be `S256` if there is a challenge.
    pub code_challenge_method: Option<String>,
}

/// A request that a person can consent to.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// Who asks.
    pub application: Application,
    /// Where to send the answer.
    pub redirect_uri: String,
    /// What for.
    pub scopes: Scopes,
    /// Handed back unchanged.
    pub state: Option<String>,
    /// PKCE challenge, method S256.
    pub code_challenge: Option<String>,
}

/// A request that nobody can consent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationError {
    /// No such application: nobody is sent anywhere.
    UnknownClient,
    /// Not an address that the application registered: nobody is sent there.
    BadRedirectUri,
    /// The application asked wrongly and is told so.
    Refused {
        /// Where to.
        redirect_uri: String,
        /// The code of RFC 6749 section 4.1.2.1.
        error: &'static str,
        /// What is wrong.
        description: String,
        /// Handed back unchanged.
        state: Option<String>,
    },
}

/// Checks what an application asks for before anybody is asked.
pub async fn check_authorization(
    site: &Site,
    request: &AuthorizationRequest,
) -> Result<std::result::Result<Authorization, AuthorizationError>> {
    let client_id = request.client_id.as_deref().unwrap_or_default();
    let Some(application) = find_application(site, client_id).await? else {
        return Ok(Err(AuthorizationError::UnknownClient));
    };
    let redirect_uri = request.redirect_uri.clone().unwrap_or_default();
    if !application.redirect_uris.contains(&redirect_uri) {
        return Ok(Err(AuthorizationError::BadRedirectUri));
    }
    Ok(check_wish(application, redirect_uri, request))
}

fn check_wish(
    application: Application,
    redirect_uri: String,
    request: &AuthorizationRequest,
) -> std::result::Result<Authorization, AuthorizationError> {
    let state = request.state.clone();
    let refuse = |error, description: &str| {
        Err(AuthorizationError::Refused {
            redirect_uri: redirect_uri.clone(),
            error,
            description: description.to_owned(),
            state: state.clone(),
        })
    };
    if request.response_type.as_deref() != Some("code") {
        return refuse("unsupported_response_type", "the response type must be code");
    }
    let Some(scopes) = granted(&application, request.scope.as_deref()) else {
        return refuse("invalid_scope", "the requested scope is invalid, unknown, or malformed");
    };
    let code_challenge = request.code_challenge.clone().filter(|challenge| !challenge.is_empty());
    if code_challenge.is_some() && request.code_challenge_method.as_deref() != Some("S256") {
        return refuse("invalid_request", "the code challenge method must be S256");
    }
    Ok(Authorization { application, redirect_uri, scopes, state, code_challenge })
}

/// What may be granted of what is asked: all of it or nothing.
fn granted(application: &Application, asked: Option<&str>) -> Option<Scopes> {
    let asked = match asked.map(str::trim) {
        None | Some("") => Scopes::read(),
        Some(words) => words.parse().ok()?,
    };
    application.scopes.covers(&asked).then_some(asked)
}

/// The person consented: makes the code that the application trades for a token.
pub async fn grant(site: &Site, user: UserId, authorization: &Authorization) -> Result<String> {
    let secret = secrets::make()?;
    let code = AuthorizationCode {
        application_id: authorization.application.id,
        user_id: user,
        redirect_uri: authorization.redirect_uri.clone(),
        scopes: authorization.scopes.clone(),
        code_challenge: authorization.code_challenge.clone(),
        expires_at: site.now().plus_millis(limits::AUTHORIZATION_CODE_MINUTES * MINUTE_MS),
    };
    store::tokens::insert_code(&site.store, &secrets::hash(&secret), &code).await?;
    Ok(secret)
}

/// What an application sends to get a token.
#[derive(Clone, Debug, Default)]
pub struct TokenRequest {
    /// `authorization_code` or `client_credentials`.
    pub grant_type: Option<String>,
    /// Who asks.
    pub client_id: Option<String>,
    /// Its secret.
    pub client_secret: Option<String>,
    /// The code that consent produced.
    pub code: Option<String>,
    /// Where the code was sent.
    pub redirect_uri: Option<String>,
    /// PKCE verifier.
    pub code_verifier: Option<String>,
    /// For client credentials: what for.
    pub scope: Option<String>,
}

/// Why no token is issued or revoked. The texts are those that an application's developer reads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Unknown client or wrong secret.
    #[error("client authentication failed: the client is unknown or its secret is wrong")]
    InvalidClient,
    /// The code is unknown, used, expired, of another client, or does not match its request.
    #[error("the authorization code is invalid, expired, already used, or was issued for another request")]
    InvalidGrant,
    /// A parameter is missing or malformed.
    #[error("{0}")]
    InvalidRequest(String),
    /// More than the application may have.
    #[error("the requested scope is invalid, unknown, or malformed")]
    InvalidScope,
    /// A grant type that this server does not offer.
    #[error("the grant type is not supported")]
    UnsupportedGrantType,
    /// The token belongs to another client, or the client is not who it says.
    #[error("the token can be revoked only by the client to which it was issued")]
    UnauthorizedClient,
}

impl TokenError {
    /// The code of RFC 6749 section 5.2.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::InvalidRequest(_) => "invalid_request",
            Self::InvalidScope => "invalid_scope",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnauthorizedClient => "unauthorized_client",
        }
    }
}

/// A token with its secret, which is not kept.
#[derive(Clone, Debug)]
pub struct Issued {
    /// What the application shows.
    pub secret: String,
    /// What is kept.
    pub token: Token,
}

/// Issues a token, for a code or for the application itself.
pub async fn issue(site: &Site, request: &TokenRequest) -> Result<std::result::Result<Issued, TokenError>> {
    let Some(application) = authenticate(site, &request.client_id, &request.client_secret).await? else {
        return Ok(Err(TokenError::InvalidClient));
    };
    match request.grant_type.as_deref() {
        Some("authorization_code") => trade(site, &application, request).await,
        Some("client_credentials") => match granted(&application, request.scope.as_deref()) {
            None => Ok(Err(TokenError::InvalidScope)),
            Some(scopes) => make_token(site, &application, None, scopes).await.map(Ok),
        },
        Some(_) => Ok(Err(TokenError::UnsupportedGrantType)),
        None => Ok(Err(TokenError::InvalidRequest("missing required parameter: grant_type".to_owned()))),
    }
}

async fn authenticate(
    site: &Site,
    client_id: &Option<String>,
    secret: &Option<String>,
) -> Result<Option<Application>> {
    let (Some(client_id), Some(secret)) = (client_id, secret) else { return Ok(None) };
    let application = find_application(site, client_id).await?;
    Ok(application.filter(|found| secrets::equal(&found.client_secret_hash, &secrets::hash(secret))))
}

async fn trade(
    site: &Site,
    application: &Application,
    request: &TokenRequest,
) -> Result<std::result::Result<Issued, TokenError>> {
    let Some(code) = &request.code else {
        return Ok(Err(TokenError::InvalidRequest("missing required parameter: code".to_owned())));
    };
    let mut tx = site.store.begin().await?;
    let taken = store::tokens::take_code(&mut tx, &secrets::hash(code), application.id).await?;
    // The code is spent even if the rest does not match: whoever guessed it half has had their try.
    tx.commit().await?;
    let Some(code) = taken else { return Ok(Err(TokenError::InvalidGrant)) };
    if !matches(site, &code, request) {
        return Ok(Err(TokenError::InvalidGrant));
    }
    make_token(site, application, Some(code.user_id), code.scopes).await.map(Ok)
}

fn matches(site: &Site, code: &AuthorizationCode, request: &TokenRequest) -> bool {
    let verifier = request.code_verifier.as_deref().filter(|verifier| !verifier.is_empty());
    let pkce = match (&code.code_challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => {
            secrets::equal(challenge.as_bytes(), secrets::pkce_challenge(verifier).as_bytes())
        }
        // A verifier without a challenge means that somebody removed the challenge on the way.
        _ => false,
    };
    pkce && code.expires_at > site.now() && request.redirect_uri.as_deref() == Some(&code.redirect_uri)
}

async fn make_token(
    site: &Site,
    application: &Application,
    user_id: Option<UserId>,
    scopes: Scopes,
) -> Result<Issued> {
    let secret = secrets::make()?;
    let token =
        Token { id: site.id(), application_id: application.id, user_id, scopes, created_at: site.now() };
    store::tokens::insert(&site.store, &secrets::hash(&secret), &token).await?;
    Ok(Issued { secret, token })
}

/// Issues a token to an application for somebody who has just become a member through it.
pub async fn issue_to(site: &Site, application: &Application, user: &User, scopes: Scopes) -> Result<Issued> {
    make_token(site, application, Some(user.id), scopes).await
}

/// What a client may know of a token (RFC 7662): the token, if it works and was issued to this client.
pub async fn introspect(
    site: &Site,
    client_id: Option<String>,
    client_secret: Option<String>,
    token: &str,
) -> Result<std::result::Result<Option<Arc<Bearer>>, TokenError>> {
    let Some(application) = authenticate(site, &client_id, &client_secret).await? else {
        return Ok(Err(TokenError::InvalidClient));
    };
    let found = bearer(site, token).await?;
    Ok(Ok(found.filter(|bearer| bearer.application.id == application.id)))
}

/// Issues a token on the command line, for somebody's own scripts.
pub async fn issue_for(site: &Site, account: &Account, scopes: Scopes) -> Result<Issued> {
    let user = accounts::find_user(site, account.id).await?.ok_or(Refusal::NotFound)?;
    let new = NewApplication {
        name: COMMAND_LINE.to_owned(),
        website: None,
        redirect_uris: vec![OOB.to_owned()],
        scopes: scopes.clone(),
    };
    let (application, _) = register(site, new).await?;
    make_token(site, &application, Some(user.id), scopes).await
}

/// Revokes a token of this client; one that does not work any more needs nothing.
pub async fn revoke(
    site: &Site,
    client_id: Option<String>,
    client_secret: Option<String>,
    token: &str,
) -> Result<std::result::Result<(), TokenError>> {
    let Some(application) = authenticate(site, &client_id, &client_secret).await? else {
        return Ok(Err(TokenError::UnauthorizedClient));
    };
    let secret_hash = secrets::hash(token);
    if store::tokens::delete(&site.store, &secret_hash, application.id).await? {
        return Ok(Ok(()));
    }
    let is_foreign = look_up(site, &secret_hash).await?.is_some();
    Ok(if is_foreign { Err(TokenError::UnauthorizedClient) } else { Ok(()) })
}

/// Who shows a token.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The token.
    pub token: Arc<Token>,
    /// The application it was issued to.
    pub application: Application,
    /// The user it acts for.
    pub user: Option<User>,
    /// The account of that user.
    pub account: Option<Arc<Account>>,
}

/// Who shows this secret, unless it is unknown or revoked.
pub async fn bearer(site: &Site, secret: &str) -> Result<Option<Arc<Bearer>>> {
    let hash = secrets::hash(secret);
    if let Some(known) = site.shelf.bearer(site, &hash) {
        return Ok(Some(known));
    }
    let Some((bearer, epoch)) = look_up(site, &hash).await? else { return Ok(None) };
    // On a full disk people go on reading.
    if let Err(error) = authorised::note_use(site, &bearer.token).await {
        tracing::debug!(%error, "it could not be noted that a token is used");
    }
    if let Some(user) = &bearer.user {
        digest::seen(site, user.id).await;
    }
    let bearer = Arc::new(bearer);
    site.shelf.keep_bearer(hash, epoch, site.now(), &bearer);
    Ok(Some(bearer))
}

/// Who shows the secret with this hash, and the epoch at which that was read.
async fn look_up(site: &Site, secret_hash: &[u8]) -> Result<Option<(Bearer, Option<u64>)>> {
    let access = site.store.epoch(Touch::Access, 0);
    let Some(token) = store::tokens::find(&site.store, secret_hash).await? else {
        return Ok(None);
    };
    let Some(application) = store::applications::find(&site.store, token.application_id).await? else {
        return Ok(None);
    };
    let user = match token.user_id {
        None => None,
        Some(id) => store::users::find(&site.store, id).await?,
    };
    let own = user.as_ref().map_or(Some(0), |user| site.store.epoch(Touch::Account, user.account_id.get()));
    let account = match &user {
        None => None,
        Some(user) => store::accounts::find(&site.store, user.account_id).await?,
    };
    let bearer = Bearer { token: Arc::new(token), application, user, account: account.map(Arc::new) };
    let epoch = access.zip(own).map(|(access, own)| access.wrapping_add(own));
    Ok(Some((bearer, epoch)))
}

/// Whether the token still works, for connections that stay open.
pub async fn is_token_live(site: &Site, id: TokenId) -> Result<bool> {
    let Some(token) = store::tokens::find_by_id(&site.store, id).await? else { return Ok(false) };
    let Some(user) = token.user_id else { return Ok(true) };
    let Some(user) = store::users::find(&site.store, user).await? else { return Ok(false) };
    let account = store::accounts::find(&site.store, user.account_id).await?;
    Ok(user.is_functional() && account.is_some_and(|account| !account.is_suspended()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirect_addresses_that_could_run_are_refused() {
        for good in [OOB, "https://app.example/cb?x=1", "myapp://oauth", "http://localhost:8080/"] {
            assert!(is_redirect_uri(good), "{good}");
        }
        for bad in ["", "app.example/cb", "JavaScript:alert(1)", "data:text/html,x", "https://a/#x", "a: b"] {
            assert!(!is_redirect_uri(bad), "{bad}");
        }
    }
}
