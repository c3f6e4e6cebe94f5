//! Appeals: somebody says what speaks against what was decided about them, once, and staff answer.

use model::{
    LetterKind, Page, Permissions, Strike, StrikeAction, StrikeId, User, limits, one_time_code::Purpose,
};
use serde_json::json;

use super::{Subject, check_text, forget, marks, strikes};
use crate::{
    Refusal, Result, Site, Staff, audit,
    mail::{
        self,
        letters::{Note, write},
    },
    notices, secrets,
};

const DAY_MS: i64 = 24 * 3_600_000;

/// Whether somebody can still object to a strike.
pub fn is_open_to(site: &Site, strike: &Strike) -> bool {
    let until = strike.id.time().plus_millis(limits::APPEAL_DAYS * DAY_MS);
    strike.appeal.is_none() && strike.overruled_at.is_none() && site.now() < until
}

/// Objects to a strike of one's own.
pub async fn appeal(site: &Site, by: &User, id: StrikeId, text: &str) -> Result<()> {
    let strike = store::strikes::find(&site.store, id).await?;
    let strike = strike.filter(|strike| strike.account_id == by.account_id).ok_or(Refusal::NotFound)?;
    if !is_open_to(site, &strike) {
        return Err(Refusal::Forbidden("object to that any more").into());
    }
    let text = text.trim();
    check_text("text", text, limits::APPEAL_CHARACTERS)?;
    let mut tx = site.store.begin().await?;
    if !store::strikes::appeal(&mut tx, id, text, site.now()).await? {
        return Err(Refusal::Forbidden("object to that any more").into());
    }
    notices::appealed(site, &mut tx, by, text).await?;
    Ok(tx.commit().await?)
}

/// Whose strikes the address in a letter opens.
pub async fn user_of(site: &Site, code: &str) -> Result<User> {
    let found = store::one_time_codes::find(&site.store, &secrets::hash(code), Purpose::Appeal).await?;
    let code = found.filter(|code| code.expires_at > site.now()).ok_or(Refusal::NotFound)?;
    Ok(store::users::find(&site.store, code.user_id).await?.ok_or(Refusal::NotFound)?)
}

/// The address at which somebody who may not sign in sees their strikes, for whoever has shown that they know the password.
pub async fn link_for(site: &Site, user: &User) -> Result<String> {
    let mut tx = site.store.begin().await?;
    let link = strikes::link(site, &mut tx, user, limits::PASSWORD_CODE_MS).await?;
    tx.commit().await?;
    Ok(link)
}

/// Strikes with an appeal that nobody has answered, newest first.
pub async fn waiting(site: &Site, by: &Staff, page: &Page) -> Result<Vec<Strike>> {
    by.needs(Permissions::MANAGE_APPEALS)?;
    Ok(store::strikes::appealed(&site.store, page).await?)
}

/// Answers an appeal. If it is granted, what was decided is taken back as far as it can be.
pub async fn answer(site: &Site, by: &Staff, id: StrikeId, is_granted: bool) -> Result<Strike> {
    by.needs(Permissions::MANAGE_APPEALS)?;
    let strike = store::strikes::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    let subject = Subject::find(site, strike.account_id).await?;
    let mut tx = site.store.begin().await?;
    if !store::strikes::answer(&mut tx, id, site.now(), is_granted).await? {
        return Err(Refusal::Forbidden("answer an appeal that is not open").into());
    }
    if is_granted {
        match strike.action {
            StrikeAction::MarkStatuses => marks::undo_to(site, &mut tx, &strike.status_ids).await?,
            action => drop(marks::undo(site, &mut tx, &subject, action).await?),
        }
    }
    let action = if is_granted { "approve_appeal" } else { "reject_appeal" };
    let details = json!({ "strike_id": id.to_string(), "action": strike.action.as_str() });
    audit::record(site, &mut tx, by, action, subject.target(), details).await?;
    if let Some(user) = subject.user.as_ref().filter(|_| mail::is_on(site)) {
        let key = if is_granted { "appeal-granted" } else { "appeal-refused" };
        let day = strike.id.time().to_date();
        let names = [("day", day.as_str())];
        let note = Note { kind: LetterKind::Strike, key, names: &names, with_advice: false };
        let letter = write(site, user, &subject.account.username, &note);
        mail::queue(site, &mut tx, letter).await?;
    }
    tx.commit().await?;
    forget(site, strike.account_id);
    Ok(store::strikes::find(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}
