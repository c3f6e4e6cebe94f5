//! The index: which words a status or an account is found by. Besides what was said, a status has marks: who said it,
//! in which language, and what it is. Marks begin with a sign that no word has.

use model::{Account, AccountId, Attachment, AttachmentKind, Poll, Status, StatusId, Visibility, limits};
use store::Tx;

use crate::{Result, Site, statuses};

/// The setting that says that everything is in the index, and in which form.
const DONE: (&str, &str) = ("search_index", "3");

/// The mark that every status has.
pub(super) const ANY: &str = "·";

/// The mark of public statuses whose authors let everybody find them. One who changes their mind about that is asked
/// again when a search finds something of theirs.
pub(super) const OPEN: &str = "·open";

/// The mark of an author.
pub(super) fn by(account: AccountId) -> String {
    format!("·by·{account}")
}

/// The mark of a language.
pub(super) fn language(code: &str) -> String {
    // Regions are not told apart: whoever looks for `pt` finds `pt-BR`.
    let code = code.split(['-', '_']).next().unwrap_or_default();
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("·in·{}", letters.to_ascii_lowercase())
}

/// The mark of what a status is or has: `poll`, `link`, `reply`, `sensitive`, `quote`.
pub(super) fn mark(what: &str) -> String {
    format!("·{what}")
}

/// What a status says, as plain text: its words, the answers of its poll, and what its pictures show.
pub(crate) fn text(status: &Status, poll: Option<&Poll>, attached: &[Attachment]) -> String {
    let mut text = format!("{}\n{}", status.spoiler_text, statuses::plain_text(status));
    let options = poll.iter().flat_map(|poll| &poll.options).map(|option| option.title.as_str());
    let descriptions = attached.iter().filter_map(|one| one.description.as_deref());
    for line in options.chain(descriptions) {
        text.push('\n');
        text.push_str(line);
    }
    text
}

/// What a status shows besides its words.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shown<'a> {
    pub(crate) poll: Option<&'a Poll>,
    pub(crate) media: &'a [AttachmentKind],
    pub(crate) quotes: bool,
}

/// Keeps a status in the index as it is now, in place of what was there.
pub(crate) async fn keep_again(
    tx: &mut Tx,
    author: &Account,
    status: &Status,
    shown: Shown<'_>,
) -> Result<()> {
    store::search::remove_status(&mut *tx, status.id).await?;
    store::explore::delete_links(&mut *tx, status.id).await?;
    keep(tx, author, status, shown).await
}

/// Keeps a new status in the index, and the pages that it points to. What it shows is stored before.
pub(crate) async fn keep(tx: &mut Tx, author: &Account, status: &Status, shown: Shown<'_>) -> Result<()> {
    let Shown { poll, media, quotes } = shown;
    if status.is_reblog() {
        return Ok(());
    }
    let attached = match media.is_empty() {
        true => Vec::new(),
        false => store::attachments::of_statuses(&mut *tx, &[status.id]).await?,
    };
    let links = markup::links::links(&status.content);
    let mut words = markup::words::indexed(&text(status, poll, &attached));
    words.truncate(limits::SEARCH_WORDS);
    words.push(ANY.to_owned());
    words.push(by(status.account_id));
    words.extend(is_open(author, status).then(|| OPEN.to_owned()));
    words.extend(status.language.as_deref().map(language));
    for (what, holds) in [
        ("poll", poll.is_some()),
        ("link", !links.is_empty()),
        ("reply", status.in_reply_to_id.is_some() || status.in_reply_to_account_id.is_some()),
        ("sensitive", status.sensitive),
        ("quote", quotes),
        ("media", !media.is_empty()),
        ("image", media.contains(&AttachmentKind::Image)),
        ("video", media.iter().any(|kind| matches!(kind, AttachmentKind::Video | AttachmentKind::Gifv))),
        ("audio", media.contains(&AttachmentKind::Audio)),
    ] {
        words.extend(holds.then(|| mark(what)));
    }
    store::search::put_status(&mut *tx, status.id, &words).await?;
    for (position, link) in (0..).zip(&links) {
        store::explore::insert_link(&mut *tx, status.id, link, position).await?;
    }
    Ok(())
}

/// Whether everybody may find a status.
pub(super) fn is_open(author: &Account, status: &Status) -> bool {
    status.searchable.unwrap_or(author.indexable)
        && !author.is_suspended()
        && status.visibility == Visibility::Public
}

/// Keeps the newest statuses of an author who now lets everybody find them.
pub(crate) async fn open(tx: &mut Tx, author: &Account) -> Result<()> {
    let statuses = store::search::public_by(&mut *tx, author.id, limits::SEARCH_OPENED).await?;
    keep_all(tx, author, &statuses).await
}

/// Keeps statuses of one author in the index, as they are stored.
pub(crate) async fn keep_all(tx: &mut Tx, author: &Account, statuses: &[Status]) -> Result<()> {
    let ids: Vec<StatusId> = statuses.iter().map(|status| status.id).collect();
    let polls = store::polls::list(&mut *tx, &ids).await?;
    let attached = store::attachments::of_statuses(&mut *tx, &ids).await?;
    let quoting = store::quotes::quoting_among(&mut *tx, &ids).await?;
    for status in statuses {
        let poll = polls.iter().find(|poll| poll.status_id == status.id);
        let quotes = quoting.contains(&status.id);
        keep_again(tx, author, status, Shown { poll, media: &media_of(&attached, status.id), quotes })
            .await?;
    }
    Ok(())
}

/// The kinds of what a status shows.
fn media_of(attached: &[Attachment], status: StatusId) -> Vec<AttachmentKind> {
    attached.iter().filter(|one| one.status_id == Some(status)).map(|one| one.kind).collect()
}

/// Keeps an account in the index.
pub(crate) async fn keep_account(site: &Site, tx: &mut Tx, account: &Account) -> Result<()> {
    let domain = account.domain.as_deref().unwrap_or(&site.instance.domain);
    let mut words = markup::words::indexed(&format!("{}\n{domain}", account.display_name));
    words.extend(markup::words::indexed(&account.username.replace('_', " ")));
    words.extend(markup::words::indexed(&account.username.replace(['_', '-', '.'], "")));
    words.sort_unstable();
    words.dedup();
    words.truncate(limits::SEARCH_WORDS);
    Ok(store::search::put_account(tx, account.id, &words).await?)
}

/// Puts into the index what came before there was one.
pub async fn catch_up(site: &Site) -> Result<()> {
    let (name, form) = DONE;
    let made = store::settings::find(&site.store, name).await?;
    if made.as_deref() == Some(form) {
        return Ok(());
    }
    catch_up_statuses(site).await?;
    catch_up_accounts(site).await?;
    Ok(store::settings::set(&site.store, name, form, site.now()).await?)
}

async fn catch_up_statuses(site: &Site) -> Result<()> {
    let mut last = StatusId::new(i64::MIN);
    loop {
        let batch = store::search::statuses_after(&site.store, last, limits::SEARCH_BATCH).await?;
        let Some(newest) = batch.last() else { break };
        last = newest.id;
        let ids: Vec<StatusId> = batch.iter().map(|status| status.id).collect();
        let polls = store::polls::list(&site.store, &ids).await?;
        let attached = store::attachments::of_statuses(&site.store, &ids).await?;
        let quoting = store::quotes::quoting_among(&site.store, &ids).await?;
        let authors: Vec<AccountId> = batch.iter().map(|status| status.account_id).collect();
        let authors = store::accounts::list(&site.store, &authors).await?;
        let mut tx = site.store.begin().await?;
        for status in &batch {
            let poll = polls.iter().find(|poll| poll.status_id == status.id);
            if let Some(author) = authors.iter().find(|author| author.id == status.account_id) {
                let (media, quotes) = (&media_of(&attached, status.id), quoting.contains(&status.id));
                keep_again(&mut tx, author, status, Shown { poll, media, quotes }).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn catch_up_accounts(site: &Site) -> Result<()> {
    let mut last = AccountId::new(i64::MIN);
    loop {
        let batch = store::search::accounts_after(&site.store, last, limits::SEARCH_BATCH).await?;
        let Some(newest) = batch.last() else { break };
        last = newest.id;
        let mut tx = site.store.begin().await?;
        for account in &batch {
            keep_account(site, &mut tx, account).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
