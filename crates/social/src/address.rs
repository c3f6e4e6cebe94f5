//! The e-mail address that somebody signs in with, changed by themselves. Where mail is sent, another one counts once they
//! have shown that they read it, by a code that is sent there; elsewhere it counts at once. The address until now is told.

use model::{LetterKind, OneTimeCode, User, limits, one_time_code::Purpose};
use store::Tx;

use crate::{
    Problem, Refusal, Result, Site, Throttle,
    mail::{
        self, Letter,
        letters::{Note, write},
    },
    notices::{self, Notice},
    secrets, sign_up,
};

/// What became of the wish for another address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It counts.
    Now,
    /// It counts once the letter that was sent there is answered.
    Waiting,
}

/// Gives a user another address, or writes to it first. They have just shown that they know the password.
pub async fn change(site: &Site, user: &User, email: &str) -> Result<Changed> {
    let email = email.trim();
    if email.eq_ignore_ascii_case(&user.email) {
        cancel(site, user).await?;
        store::users::update_email(&site.store, user.id, email).await?;
        return Ok(Changed::Now);
    }
    if let Some(problem) = sign_up::email_problem(site, email).await? {
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let mut tx = site.store.begin().await?;
    if mail::is_on(site) {
        send(site, &mut tx, user, email).await?;
        notices::tell(site, &mut tx, user, Notice::EmailChanging { after: email }).await?;
        tx.commit().await?;
        return Ok(Changed::Waiting);
    }
    count(site, &mut tx, user, email).await?;
    tx.commit().await?;
    Ok(Changed::Now)
}

/// The address that waits to be confirmed, if any does.
pub async fn waiting(site: &Site, user: &User) -> Result<Option<String>> {
    let found = store::one_time_codes::find_of(&site.store, user.id, Purpose::NewAddress).await?;
    Ok(found.filter(|code| code.expires_at > site.now()).map(|code| code.email))
}

/// Writes once more to the address that waits.
pub async fn send_again(site: &Site, user: &User) -> Result<()> {
    let email = waiting(site, user).await?.ok_or(Refusal::NotFound)?;
    let mut tx = site.store.begin().await?;
    send(site, &mut tx, user, &email).await?;
    Ok(tx.commit().await?)
}

/// The address stays as it is.
pub async fn cancel(site: &Site, user: &User) -> Result<()> {
    Ok(store::one_time_codes::delete_all(&site.store, user.id, Purpose::NewAddress).await?)
}

/// Takes a code as proof that somebody reads the address that waits: it is theirs from now on.
pub(crate) async fn confirm(site: &Site, secret: &str) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let taken = store::one_time_codes::take(&mut tx, &secrets::hash(secret), Purpose::NewAddress).await?;
    let code = taken.filter(|code| code.expires_at > site.now()).ok_or(Refusal::NotFound)?;
    let user = store::users::find(&mut tx, code.user_id).await?.ok_or(Refusal::NotFound)?;
    count(site, &mut tx, &user, &code.email).await?;
    Ok(tx.commit().await?)
}

async fn count(site: &Site, tx: &mut Tx, user: &User, email: &str) -> Result<()> {
    match store::users::update_email(&mut *tx, user.id, email).await {
        Err(error) if error.is_conflict() => return Err(sign_up::taken("email")),
        changed => changed?,
    }
    let changed = User { email: email.to_owned(), ..user.clone() };
    notices::tell(site, tx, &changed, Notice::EmailChanged { before: &user.email }).await
}

/// Writes to an address what has to be opened so that it counts. Nobody is written to all day by somebody else.
async fn send(site: &Site, tx: &mut Tx, user: &User, email: &str) -> Result<()> {
    let now = site.now();
    let tried = [
        site.throttles.take(now, Throttle::CodesName, (Purpose::NewAddress.as_str(), user.id.get())),
        site.throttles.take(now, Throttle::CodesName, (Purpose::NewAddress.as_str(), email.to_lowercase())),
    ];
    if tried.into_iter().flatten().any(|allowance| allowance.is_exceeded) {
        let problem = Problem::new("email", "was written to too often").because("email-letters");
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let secret = secrets::make()?;
    let code = OneTimeCode {
        user_id: user.id,
        purpose: Purpose::NewAddress,
        email: email.to_owned(),
        expires_at: now.plus_millis(limits::CONFIRMATION_CODE_MS),
    };
    store::one_time_codes::replace(tx, &secrets::hash(&secret), &code).await?;
    let username = store::accounts::get(&mut *tx, user.account_id).await?.username;
    let link = site.instance.url(&format!("/auth/confirmation?confirmation_token={secret}"));
    let names = [("link", link.as_str())];
    let note = Note { kind: LetterKind::Confirmation, key: "new-address", names: &names, with_advice: false };
    let letter = Letter { recipient: email.to_owned(), ..write(site, user, &username, &note) };
    mail::queue(site, tx, letter).await
}
