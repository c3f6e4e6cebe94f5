//! The letter of what somebody missed: mentions, follows and requests, for who has not looked for a day; at most one a day
//! or a week, as they like, and none after one click.

use model::{
    EmailDigest, LetterKind, NotificationId, NotificationKind, Page, Timestamp, User, UserId, Visibility,
    limits,
};
use store::{Tx, visits::Visit};

use crate::{
    NotificationView, Refusal, Result, Site,
    door::watch,
    mail::{self, Letter, letters, words::Words},
    notifications::{self, Chosen},
    secrets,
};

const DAY_MS: i64 = 24 * 3_600_000;

/// What is told of.
const KINDS: [NotificationKind; 3] =
    [NotificationKind::Mention, NotificationKind::Follow, NotificationKind::FollowRequest];

/// Notes that somebody looks at this server, once in an hour. They are shown what they want to see, whatever becomes of that.
pub(crate) async fn seen(site: &Site, user: UserId) {
    if let Err(error) = crate::figures::note(site, user).await {
        tracing::warn!(%error, "it could not be noted that somebody looks; figures do not tell of it");
    }
    if let Err(error) = note(site, user).await {
        tracing::warn!(%error, "it could not be noted that somebody looks; they may be written of what they saw");
    }
}

async fn note(site: &Site, user: UserId) -> Result<()> {
    let now = site.now();
    let is_noted = |at: Timestamp| at.plus_millis(limits::VISIT_NOTED_MS) > now && at <= now;
    if site.visits.get(&user).is_some_and(is_noted) {
        return Ok(());
    }
    if !mail::is_on(site) {
        if !watch::is_watched(site) {
            return Ok(());
        }
        if !watch::keeps(site, user).await? {
            site.visits.insert(user, now);
            return Ok(());
        }
    }
    store::visits::seen(&site.store, user, now, now.plus_millis(DAY_MS), &secrets::make()?).await?;
    site.visits.insert(user, now);
    Ok(())
}

/// Writes to those who missed something; answers how many were looked at.
pub(crate) async fn write_due(site: &Site) -> Result<usize> {
    if !mail::is_on(site) {
        return Ok(0);
    }
    let due = store::visits::due(&site.store, site.now(), limits::DIGESTS_AT_ONCE).await?;
    for visit in &due {
        look(site, visit).await?;
    }
    Ok(due.len())
}

async fn look(site: &Site, visit: &Visit) -> Result<()> {
    let now = site.now();
    let user = store::users::find(&site.store, visit.user_id).await?.filter(User::is_functional);
    let every_ms = match user.as_ref().map(|user| user.preferences.email_digest) {
        Some(EmailDigest::Daily) => DAY_MS,
        Some(EmailDigest::Weekly | EmailDigest::None) | None => 7 * DAY_MS,
    };
    let letter = match &user {
        Some(user) if user.preferences.email_digest != EmailDigest::None => digest(site, user, visit).await?,
        _ => None,
    };
    let told_at = if letter.is_some() { now } else { visit.told_at };
    // One who missed nothing may miss something tomorrow.
    let wait_ms = if letter.is_some() { every_ms } else { DAY_MS };
    let mut tx = site.store.begin().await?;
    if store::visits::checked(&mut tx, visit, now.plus_millis(wait_ms), told_at).await?
        && let Some(letter) = letter
    {
        mail::queue(site, &mut tx, letter).await?;
    }
    Ok(tx.commit().await?)
}

/// The letter, if there is something to tell.
async fn digest(site: &Site, user: &User, visit: &Visit) -> Result<Option<Letter>> {
    let since = NotificationId::floor(visit.seen_at.max(visit.told_at));
    let page = Page { since_id: Some(since.get()), ..Page::first(limits::DIGEST_COUNTED) };
    let chosen = Chosen { kinds: &KINDS, from: None, filtered: false };
    let missed = notifications::list(site, user.account_id, &chosen, &page).await?;
    if missed.is_empty() {
        return Ok(None);
    }
    let words = Words::of(site, user);
    let username = store::accounts::get(&site.store, user.account_id).await?.username;
    let mut draft = letters::frame(site, &username);
    let server = draft.server().to_owned();
    draft.subject = words.count("digest-subject", missed.len() as i64);
    draft.paragraphs.push(words.fill("digest-intro", &[("server", &server)]));
    draft.paragraphs.extend(missed.iter().take(limits::DIGEST_SHOWN).map(|view| line(words, view)));
    if missed.len() > limits::DIGEST_SHOWN {
        draft.paragraphs.push(words.count("digest-more", (missed.len() - limits::DIGEST_SHOWN) as i64));
    }
    let end = site.instance.url(&format!("/unsubscribe/{}", visit.unsubscribe));
    let read = words.fill("digest-read", &[("link", &site.instance.url("/"))]);
    draft.paragraphs.push(format!("{read}\n{}", words.fill("digest-end", &[("link", &end)])));
    let letter = Letter::to(user, LetterKind::Digest, draft.whole(site, words));
    Ok(Some(Letter { unsubscribe: Some(end), ..letter }))
}

fn line(words: Words, view: &NotificationView) -> String {
    let account = &view.from.account;
    let acct = match &account.domain {
        Some(domain) => format!("@{}@{domain}", account.username),
        None => format!("@{}", account.username),
    };
    let who = match account.display_name.trim() {
        "" => acct,
        name => format!("{name} ({acct})"),
    };
    let key = match view.notification.kind {
        NotificationKind::Follow => "digest-follow",
        NotificationKind::FollowRequest => "digest-follow-request",
        _ => "digest-mention",
    };
    words.fill(key, &[("who", &who), ("text", &said(view))])
}

/// The beginning of what somebody said, if everybody may read it: mail lies about unencrypted.
fn said(view: &NotificationView) -> String {
    let Some(status) = &view.status else { return "…".to_owned() };
    let status = &status.status;
    if !matches!(status.visibility, Visibility::Public | Visibility::Unlisted) {
        return "…".to_owned();
    }
    let text = match status.spoiler_text.as_str() {
        "" => markup::plain::text(&status.content),
        warning => warning.to_owned(),
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(limits::DIGEST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// How often somebody is written of what they missed, and whether they are spared what everybody is told.
pub async fn choose(site: &Site, user: &User, digest: EmailDigest, is_spared: bool) -> Result<()> {
    let preferences = model::Preferences {
        email_digest: digest,
        spared_announcements: is_spared,
        ..user.preferences.clone()
    };
    Ok(store::users::update_preferences(&site.store, user.id, &preferences).await?)
}

/// Letters that nobody must get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those of what somebody missed.
    Digest,
    /// Those of what everybody is told.
    Announcements,
}

impl Wanted {
    /// The word used in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Digest => "digest",
            Self::Announcements => "announcements",
        }
    }

    /// Reads the word used in addresses; those without one are of letters of what somebody missed.
    pub fn parse(word: Option<&str>) -> Self {
        if word == Some(Self::Announcements.as_str()) { Self::Announcements } else { Self::Digest }
    }
}

/// Where such letters to somebody can be ended.
pub(crate) async fn link(site: &Site, tx: &mut Tx, user: UserId, letters: Wanted) -> Result<String> {
    let now = site.now();
    let token =
        store::visits::unsubscribe_of(tx, user, now, now.plus_millis(DAY_MS), &secrets::make()?).await?;
    Ok(site.instance.url(&format!("/unsubscribe/{token}?from={}", letters.as_str())))
}

/// Whether letters end with this.
pub async fn is_known(site: &Site, unsubscribe: &str) -> Result<bool> {
    Ok(store::visits::find_unsubscriber(&site.store, unsubscribe).await?.is_some())
}

/// Writes no more such letters to whom some went that end with this.
pub async fn unsubscribe(site: &Site, unsubscribe: &str, letters: Wanted) -> Result<()> {
    let found = store::visits::find_unsubscriber(&site.store, unsubscribe).await?;
    let user = store::users::find(&site.store, found.ok_or(Refusal::NotFound)?).await?;
    let user = user.ok_or(Refusal::NotFound)?;
    match letters {
        Wanted::Digest => choose(site, &user, EmailDigest::None, user.preferences.spared_announcements).await,
        Wanted::Announcements => choose(site, &user, user.preferences.email_digest, true).await,
    }
}
