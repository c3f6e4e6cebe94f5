//! The password and the e-mail address that somebody signs in with, changed by themselves.

use model::{Session, User, one_time_code::Purpose};

use crate::{
    Problem, Refusal, Result, Site,
    notices::{self, Notice},
    sign_in, sign_up,
};

/// Gives a user another password. Whoever else may know the old one is shut out: all other sessions end, and all apps
/// must be let in anew, with their push messages and open streams.
pub async fn change(site: &Site, session: &Session, user: &User, password: &str) -> Result<()> {
    if let Some(problem) = sign_up::password_problem(password) {
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let hash = sign_in::hash(site, password).await?;
    let mut tx = site.store.begin().await?;
    store::users::update_password(&mut tx, user.id, &hash).await?;
    store::sessions::delete_others(&mut tx, user.id, session.id).await?;
    store::sessions::confirm(&mut tx, session, site.now()).await?;
    store::authenticators::delete_pending_of(&mut tx, user.id).await?;
    store::authorised::revoke_all(&mut tx, user.id).await?;
    // A letter that was on its way may have been asked for by whoever is shut out.
    store::one_time_codes::delete_all(&mut tx, user.id, Purpose::Password).await?;
    notices::tell(site, &mut tx, user, Notice::PasswordChanged).await?;
    Ok(tx.commit().await?)
}

/// Gives a user another e-mail address, which counts at once: they have just shown that they know the password. The
/// address until now is told.
pub async fn change_email(site: &Site, user: &User, email: &str) -> Result<()> {
    let email = email.trim();
    if email.eq_ignore_ascii_case(&user.email) && email != user.email {
        return Ok(store::users::update_email(&site.store, user.id, email).await?);
    }
    if let Some(problem) = sign_up::email_problem(site, email).await? {
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let mut tx = site.store.begin().await?;
    match store::users::update_email(&mut tx, user.id, email).await {
        Err(error) if error.is_conflict() => {
            return Err(Refusal::Invalid(vec![Problem::new("email", "is already taken")]).into());
        }
        changed => changed?,
    }
    let changed = User { email: email.to_owned(), ..user.clone() };
    notices::tell(site, &mut tx, &changed, Notice::EmailChanged { before: &user.email }).await?;
    Ok(tx.commit().await?)
}
