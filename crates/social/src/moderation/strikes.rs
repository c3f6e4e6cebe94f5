//! Strikes as the person sees them whom they concern: what was decided and why, and never by whom.

use std::collections::HashMap;

use model::{
    AccountId, LetterKind, OneTimeCode, Page, Permissions, Status, StatusId, Strike, StrikeId, User, limits,
    one_time_code::Purpose,
};
use store::Tx;

use super::{ACTING, needs_one};
use crate::{
    Result, Site, Staff,
    mail::{
        self,
        letters::{Note, write},
        words::Words,
    },
    secrets,
};

const DAY_MS: i64 = 24 * 3_600_000;

/// My strikes, newest first.
pub async fn mine(site: &Site, me: AccountId) -> Result<Vec<Strike>> {
    Ok(store::strikes::of(&site.store, me, &Page::first(limits::STRIKES_SHOWN)).await?)
}

/// The beginnings of the posts that strikes against somebody name, for themselves, who wrote them.
pub async fn excerpts(site: &Site, me: AccountId, strikes: &[Strike]) -> Result<HashMap<StatusId, String>> {
    let ids: Vec<StatusId> = strikes.iter().flat_map(|strike| &strike.status_ids).copied().collect();
    let found = store::statuses::list(&site.store, &ids).await?;
    let begins = |status: &Status| {
        let said = [&*status.spoiler_text, &*markup::plain::text(&status.content)].join(" ");
        let mut begins: String = said.trim().chars().take(limits::EXCERPT_CHARACTERS).collect();
        if said.trim().chars().count() > limits::EXCERPT_CHARACTERS {
            begins.push('…');
        }
        begins
    };
    let mine = found.into_iter().filter(|status| status.account_id == me);
    Ok(mine.map(|status| (status.id, begins(&status))).filter(|(_, begins)| !begins.is_empty()).collect())
}

/// The strikes against an account, for staff.
pub async fn of(site: &Site, by: &Staff, account: AccountId, page: &Page) -> Result<Vec<Strike>> {
    needs_one(by, &[ACTING[0], ACTING[1], Permissions::MANAGE_APPEALS])?;
    Ok(store::strikes::of(&site.store, account, page).await?)
}

/// Those of these strikes that there are, by their ids.
pub(crate) async fn by_id(site: &Site, ids: &[StrikeId]) -> Result<HashMap<StrikeId, Strike>> {
    let found = store::strikes::list(&site.store, ids).await?;
    Ok(found.into_iter().map(|strike| (strike.id, strike)).collect())
}

/// Writes to somebody what was decided about them, with the address at which they can object although they may not be able
/// to sign in.
pub(crate) async fn write_to(site: &Site, tx: &mut Tx, user: &User, strike: &Strike) -> Result<()> {
    if !mail::is_on(site) {
        return Ok(());
    }
    let words = Words::of(site, user);
    let username = store::accounts::get(&mut *tx, user.account_id).await?.username;
    let link = link(site, tx, user, limits::APPEAL_DAYS * DAY_MS).await?;
    let decided =
        words.fill(&format!("strike-{}", super::decide::word(strike.action).replace('_', "-")), &[]);
    let text = match strike.text.as_str() {
        "" => words.fill("strike-silent", &[]),
        said => said.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"),
    };
    let days = limits::APPEAL_DAYS.to_string();
    let names = [("decided", decided.as_str()), ("text", &text), ("link", &link), ("days", &days)];
    let note = Note { kind: LetterKind::Strike, key: "strike", names: &names, with_advice: false };
    mail::queue(site, tx, write(site, user, &username, &note)).await
}

/// An address at which somebody sees their strikes and can object, without being signed in.
pub(super) async fn link(site: &Site, tx: &mut Tx, user: &User, lasts_ms: i64) -> Result<String> {
    let secret = secrets::make()?;
    let code = OneTimeCode {
        user_id: user.id,
        purpose: Purpose::Appeal,
        email: user.email.clone(),
        expires_at: site.now().plus_millis(lasts_ms),
    };
    store::one_time_codes::replace(tx, &secrets::hash(&secret), &code).await?;
    Ok(site.instance.url(&format!("/auth/strikes?code={secret}")))
}
