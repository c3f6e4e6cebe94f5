//! Announcements by mail, for those who do not look every day. Letters are written a few at a time, so that those that
//! somebody waits for are not behind thousands; whoever wants none ends them with one click.

use model::{Announcement, AnnouncementId, AnnouncementMailing, LetterKind, Permissions, User, limits};
use serde_json::json;

use crate::{
    Refusal, Result, Site, announcements, audit,
    digest::{self, Wanted},
    mail::{self, Letter, letters, words::Words},
    staff::Staff,
};

/// Sends an announcement that people see to all of them by mail, once.
pub async fn begin(site: &Site, by: &Staff, id: AnnouncementId) -> Result<()> {
    let announcement = ready(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    if !store::announcement_mailings::insert(&mut tx, id, site.now()).await? {
        return Err(Refusal::Conflict("it was sent by mail already").into());
    }
    audit::record(site, &mut tx, by, "mail", announcements::target(&announcement), json!({})).await?;
    Ok(tx.commit().await?)
}

/// Sends it only to whoever asks, who wants to see what it looks like.
pub async fn try_out(site: &Site, by: &Staff, id: AnnouncementId) -> Result<()> {
    let announcement = ready(site, by, id).await?;
    let Some(me) = by.account_id() else { return Err(Refusal::NotFound.into()) };
    let user = store::users::find_by_account(&site.store, me).await?.ok_or(Refusal::NotFound)?;
    let mut tx = site.store.begin().await?;
    write(site, &mut tx, &user, &announcement).await?;
    Ok(tx.commit().await?)
}

async fn ready(site: &Site, by: &Staff, id: AnnouncementId) -> Result<Announcement> {
    by.needs(Permissions::MANAGE_ANNOUNCEMENTS)?;
    let announcement = announcements::stored(site, id).await?;
    if !mail::is_on(site) {
        return Err(Refusal::Conflict("this server sends no mail").into());
    }
    if !announcement.is_shown(site.now()) {
        return Err(Refusal::Conflict("nobody sees this announcement yet").into());
    }
    Ok(announcement)
}

/// Writes the next letters, unless others wait; answers how many users were looked at.
pub(crate) async fn write_due(site: &Site) -> Result<usize> {
    let Some(before) = store::announcement_mailings::open(&site.store).await? else { return Ok(0) };
    if store::letters::count_waiting(&site.store).await? >= limits::LETTERS_AT_ONCE {
        return Ok(0);
    }
    let announcement = store::announcements::find(&site.store, before.announcement_id).await?;
    let shown = announcement.filter(|announcement| announcement.is_shown(site.now()));
    let users = match &shown {
        Some(_) => {
            let after = before.after_user_id;
            store::announcement_mailings::users_after(&site.store, after, limits::LETTERS_AT_ONCE).await?
        }
        // It was taken back, or is over.
        None => Vec::new(),
    };
    let mut mailing =
        AnnouncementMailing { ended_at: users.is_empty().then(|| site.now()), ..before.clone() };
    let mut tx = site.store.begin().await?;
    for user in &users {
        mailing.after_user_id = user.id;
        if user.is_functional()
            && !user.preferences.spared_announcements
            && let Some(announcement) = &shown
        {
            mailing.written += i64::from(write(site, &mut tx, user, announcement).await?);
        }
    }
    if store::announcement_mailings::advance(&mut tx, &mailing, before.after_user_id).await? {
        tx.commit().await?;
    }
    Ok(users.len())
}

/// Writes a letter, unless its reader is suspended; answers whether it did.
async fn write(site: &Site, tx: &mut store::Tx, user: &User, announcement: &Announcement) -> Result<bool> {
    let account = store::accounts::get(&mut *tx, user.account_id).await?;
    if account.is_suspended() {
        return Ok(false);
    }
    let words = Words::of(site, user);
    let mut draft = letters::frame(site, &account.username);
    let server = draft.server().to_owned();
    draft.subject = words.fill("announcement-subject", &[("server", &server)]);
    draft.paragraphs.push(words.fill("announcement-intro", &[("server", &server)]));
    draft.paragraphs.push(markup::plain::text(&announcement.content));
    let end = digest::link(site, tx, user.id, Wanted::Announcements).await?;
    let read = words.fill("announcement-read", &[("link", &site.instance.url("/"))]);
    draft.paragraphs.push(format!("{read}\n{}", words.fill("digest-end", &[("link", &end)])));
    let letter = Letter::to(user, LetterKind::Announcement, draft.whole(site, words));
    mail::queue(site, tx, Letter { unsubscribe: Some(end), ..letter }).await?;
    Ok(true)
}
