//! Signing in: passwords, and who is signed in.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use model::{Account, Session, User, limits};

use crate::{Fault, Result, Site, digest, secrets, sessions};

/// Argon2id memory in KiB, passes and lanes: the OWASP minimum, which a small box can bear.
const ARGON2: (u32, u32, u32) = (19 * 1024, 2, 1);

/// What became of a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It is theirs.
    Right(User),
    /// It is theirs, but they cannot come in before they have shown that they read their e-mail address.
    Unconfirmed,
    /// It is theirs, but somebody must say yes to them first.
    Waiting,
    /// It is theirs, but their account is frozen or suspended.
    ShutOut,
    /// It is nobody's of that name.
    Wrong,
}

/// Tries a password for an e-mail address or username. Unknown names take as long as wrong passwords, and only whoever
/// knows the password hears how it stands with an account.
pub async fn try_password(site: &Site, name: &str, password: &str) -> Result<Tried> {
    let Some(user) = who_knows(site, name, password).await? else { return Ok(Tried::Wrong) };
    let account = store::accounts::get(&site.store, user.account_id).await?;
    if user.disabled_at.is_some() || account.is_suspended() {
        return Ok(Tried::ShutOut);
    }
    Ok(match user.confirmed_at {
        None => Tried::Unconfirmed,
        Some(_) if user.approved_at.is_none() => Tried::Waiting,
        Some(_) => Tried::Right(user),
    })
}

/// Whose password this is, also if they may not act.
pub async fn who_knows(site: &Site, name: &str, password: &str) -> Result<Option<User>> {
    let user = find_user(site, name.trim()).await?;
    let hash = match &user {
        Some(user) => hash_of(site, user).await?,
        None => stand_in(site).await?,
    };
    let is_right = verify(site, hash, password).await?;
    Ok(user.filter(|_| is_right))
}

/// Whether this is the password of a user.
pub async fn is_password_of(site: &Site, user: &User, password: &str) -> Result<bool> {
    let hash = hash_of(site, user).await?;
    verify(site, hash, password).await
}

/// What a password is compared with: where somebody has none, no password is right, and that takes as long.
async fn hash_of(site: &Site, user: &User) -> Result<String> {
    match user.has_password() {
        true => Ok(user.password_hash.clone()),
        false => stand_in(site).await,
    }
}

async fn find_user(site: &Site, name: &str) -> Result<Option<User>> {
    if name.contains('@') && !name.starts_with('@') {
        return Ok(store::users::find_by_email(&site.store, name).await?);
    }
    match store::accounts::find_by_handle(&site.store, name.trim_start_matches('@'), None).await? {
        Some(account) => Ok(store::users::find_by_account(&site.store, account.id).await?),
        None => Ok(None),
    }
}

/// Makes the hash that is kept of a password.
pub(crate) async fn hash(site: &Site, password: &str) -> Result<String> {
    let password = password.to_owned();
    in_pool(site, move || {
        hasher()?
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|error| Fault::new(format!("hash a password: {error}")))
    })
    .await
}

async fn verify(site: &Site, hash: String, password: &str) -> Result<bool> {
    if password.len() > limits::PASSWORD_BYTES_MAX {
        return Ok(false);
    }
    let password = password.to_owned();
    in_pool(site, move || {
        let parsed =
            PasswordHash::new(&hash).map_err(|error| Fault::new(format!("read a password hash: {error}")))?;
        Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
}

/// A hash that no password has, so that an unknown name costs the same time.
async fn stand_in(site: &Site) -> Result<String> {
    let make = || async { hash(site, &secrets::make()?).await };
    Ok(site.stand_in_password.get_or_try_init(make).await?.clone())
}

/// Runs slow work off the async workers, a few at a time.
async fn in_pool<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce() -> std::result::Result<T, Fault> + Send + 'static,
) -> Result<T> {
    let permit = site.passwords.acquire().await;
    let done = tokio::task::spawn_blocking(work).await;
    drop(permit);
    Ok(done.map_err(|error| Fault::caused_by("hash a password", error))??)
}

fn hasher() -> std::result::Result<Argon2<'static>, Fault> {
    let (memory, passes, lanes) = ARGON2;
    let params = Params::new(memory, passes, lanes, None)
        .map_err(|error| Fault::new(format!("argon2 parameters: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A session with whoever is signed in by it.
#[derive(Clone, Debug)]
pub struct Member {
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub user: User,
    /// As whom they act.
    pub account: Account,
}

/// Who is signed in with this cookie's secret: nobody if the session has ended, or the user may no longer act.
pub async fn find_member(site: &Site, secret: &str) -> Result<Option<Member>> {
    let Some(session) = sessions::find(site, secret).await? else { return Ok(None) };
    let user = store::users::find(&site.store, session.user_id).await?;
    let Some(user) = user.filter(User::is_functional) else { return Ok(None) };
    digest::seen(site, user.id).await;
    let account = store::accounts::get(&site.store, user.account_id).await?;
    Ok((!account.is_suspended()).then_some(Member { session, user, account }))
}
