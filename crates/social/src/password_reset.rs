//! Choosing another password without knowing the old one: by a code that is sent to somebody's address, or that whoever
//! runs the server hands to them.

use model::{ClientAddress, LetterKind, OneTimeCode, User, limits, one_time_code::Purpose};
use store::Tx;

use crate::{
    Refusal, Result, Site,
    mail::{
        self,
        letters::{Note, write},
        requests,
    },
    notices::{self, Notice},
    secrets, sign_in, sign_up,
};

/// Somebody asks for a letter with which they can choose another password. Whether anybody has the address is not told.
pub async fn ask(site: &Site, email: &str, address: Option<ClientAddress>) -> Result<()> {
    requests::ask(site, Purpose::Password, email, address).await
}

/// Writes to a user what has to be opened to choose another password.
pub(crate) async fn send(site: &Site, tx: &mut Tx, user: &User) -> Result<()> {
    let link = make(site, tx, user).await?;
    let username = store::accounts::get(&mut *tx, user.account_id).await?.username;
    let note = Note {
        kind: LetterKind::PasswordReset,
        key: "password-reset",
        names: &[("link", &link)],
        with_advice: false,
    };
    mail::queue(site, tx, write(site, user, &username, &note)).await
}

/// The address at which somebody can choose another password, for whoever runs the server to hand to them.
pub async fn link(site: &Site, username: &str) -> Result<String> {
    let user = sign_up::find_user(site, username).await?;
    let mut tx = site.store.begin().await?;
    let link = make(site, &mut tx, &user).await?;
    tx.commit().await?;
    Ok(link)
}

async fn make(site: &Site, tx: &mut Tx, user: &User) -> Result<String> {
    let secret = secrets::make()?;
    let code = OneTimeCode {
        user_id: user.id,
        purpose: Purpose::Password,
        email: user.email.clone(),
        expires_at: site.now().plus_millis(limits::PASSWORD_CODE_MS),
    };
    store::one_time_codes::replace(tx, &secrets::hash(&secret), &code).await?;
    Ok(site.instance.url(&format!("/auth/password/edit?reset_password_token={secret}")))
}

/// Whether a code works, without using it up.
pub async fn is_good(site: &Site, secret: &str) -> Result<bool> {
    let found = store::one_time_codes::find(&site.store, &secrets::hash(secret), Purpose::Password).await?;
    Ok(found.is_some_and(|code| code.expires_at > site.now()))
}

/// Gives another password to whom a code was sent. Everybody who is signed in as them, and every app, is shut out.
pub async fn choose(site: &Site, secret: &str, password: &str) -> Result<()> {
    // Before the code is used up.
    if let Some(problem) = sign_up::password_problem(password) {
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    if !is_good(site, secret).await? {
        return Err(Refusal::NotFound.into());
    }
    let hash = sign_in::hash(site, password).await?;
    let mut tx = site.store.begin().await?;
    let taken = store::one_time_codes::take(&mut tx, &secrets::hash(secret), Purpose::Password).await?;
    let code = taken.filter(|code| code.expires_at > site.now()).ok_or(Refusal::NotFound)?;
    let user = store::users::find(&mut tx, code.user_id).await?.ok_or(Refusal::NotFound)?;
    if user.email != code.email {
        return Err(Refusal::NotFound.into());
    }
    store::users::update_password(&mut tx, user.id, &hash).await?;
    store::sessions::delete_all(&mut tx, user.id).await?;
    store::authenticators::delete_pending_of(&mut tx, user.id).await?;
    store::tokens::delete_all_of(&mut tx, user.id).await?;
    store::one_time_codes::delete_all(&mut tx, user.id, Purpose::NewAddress).await?;
    notices::tell(site, &mut tx, &user, Notice::PasswordChanged).await?;
    Ok(tx.commit().await?)
}
