//! Showing that somebody reads the e-mail address that they signed up with: by a code that is sent there. Only where mail
//! is sent; elsewhere every address counts as it is given.

use model::{ClientAddress, LetterKind, OneTimeCode, User, limits, one_time_code::Purpose};
use store::Tx;

use crate::{
    Refusal, Result, Site, Throttle, address,
    mail::{
        self,
        letters::{Note, write},
        requests,
    },
    notices, secrets, sign_up,
};

const DAY_MS: i64 = 24 * 3_600_000;

/// Writes to a user's address what has to be opened to confirm it.
pub(crate) async fn send(site: &Site, tx: &mut Tx, user: &User) -> Result<()> {
    let secret = secrets::make()?;
    let code = OneTimeCode {
        user_id: user.id,
        purpose: Purpose::Confirmation,
        email: user.email.clone(),
        expires_at: site.now().plus_millis(limits::CONFIRMATION_CODE_MS),
    };
    store::one_time_codes::replace(tx, &secrets::hash(&secret), &code).await?;
    let username = store::accounts::get(&mut *tx, user.account_id).await?.username;
    let link = site.instance.url(&format!("/auth/confirmation?confirmation_token={secret}"));
    let note = Note {
        kind: LetterKind::Confirmation,
        key: "confirmation",
        names: &[("link", &link)],
        with_advice: false,
    };
    mail::queue(site, tx, write(site, user, &username, &note)).await
}

/// What became of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// They can sign in.
    Member,
    /// They wait for somebody's yes.
    Waiting,
    /// They have another address from now on.
    Address,
}

/// Takes a code that was sent to an address as proof that somebody reads it.
pub async fn confirm(site: &Site, secret: &str) -> Result<Confirmed> {
    let now = site.now();
    let mut tx = site.store.begin().await?;
    let taken = store::one_time_codes::take(&mut tx, &secrets::hash(secret), Purpose::Confirmation).await?;
    let Some(code) = taken else {
        drop(tx);
        return address::confirm(site, secret).await.map(|()| Confirmed::Address);
    };
    if code.expires_at <= now {
        return Err(Refusal::NotFound.into());
    }
    let user = store::users::find(&mut tx, code.user_id).await?.ok_or(Refusal::NotFound)?;
    if user.email != code.email {
        return Err(Refusal::NotFound.into());
    }
    store::users::confirm(&mut tx, user.id, now).await?;
    if user.approved_at.is_none() {
        notices::tell_staff_of(site, &mut tx, &user).await?;
    }
    tx.commit().await?;
    Ok(if user.approved_at.is_some() { Confirmed::Member } else { Confirmed::Waiting })
}

/// Somebody who is not signed in asks for the letter again. Whether anybody waits for it is not told.
pub async fn ask_again(site: &Site, email: &str, address: Option<ClientAddress>) -> Result<()> {
    requests::ask(site, Purpose::Confirmation, email, address).await
}

/// Somebody whose address waits to be confirmed asks for the letter again, perhaps at another address.
pub async fn send_again(site: &Site, user: &User, email: Option<&str>) -> Result<()> {
    if user.confirmed_at.is_some() {
        return Err(Refusal::Forbidden("confirm an address that is confirmed").into());
    }
    let wanted = email.unwrap_or(&user.email).trim().to_lowercase();
    requests::count(
        site,
        &[(Throttle::CodesName, &user.id.to_string()), (Throttle::CodesName, &wanted)],
        Purpose::Confirmation,
    )?;
    let mut user = user.clone();
    let mut tx = site.store.begin().await?;
    if let Some(email) = email.map(str::trim).filter(|email| !email.is_empty() && **email != user.email) {
        if let Some(problem) = sign_up::email_problem(site, email).await? {
            return Err(Refusal::Invalid(vec![problem]).into());
        }
        user.email = email.to_owned();
        match store::users::update_email(&mut tx, user.id, email).await {
            Err(error) if error.is_conflict() => {
                return Err(sign_up::taken("email"));
            }
            changed => changed?,
        }
    }
    send(site, &mut tx, &user).await?;
    Ok(tx.commit().await?)
}

/// Forgets those who never confirmed their address, so that their names are free again; as Mastodon.
pub(crate) async fn forget_old(site: &Site) -> Result<()> {
    let before = site.now().plus_millis(-limits::UNCONFIRMED_DAYS * DAY_MS);
    for user in store::users::list_unconfirmed(&site.store, before, limits::UNCONFIRMED_AT_ONCE).await? {
        let mut tx = site.store.begin().await?;
        store::accounts::delete(&mut tx, user.account_id).await?;
        tx.commit().await?;
    }
    Ok(())
}
