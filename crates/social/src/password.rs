//! The password that somebody signs in with, changed by themselves.

use model::{Session, User, one_time_code::Purpose};

use crate::{
    Refusal, Result, Site,
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
    // An address that whoever knew the old password asked for, too.
    store::one_time_codes::delete_all(&mut tx, user.id, Purpose::NewAddress).await?;
    notices::tell(site, &mut tx, user, Notice::PasswordChanged).await?;
    Ok(tx.commit().await?)
}
