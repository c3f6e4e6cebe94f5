//! Quotes: showing another's status in one's own, if its author allows it (FEP-044f). Who quotes is decided when they
//! post; consent of authors on other servers comes later, and every consent can be taken back.

use model::{
    Account, AccountId, Approval, Circle, Event, Page, Quote, QuoteAnswer, QuotePolicy, QuoteState, Status,
    StatusId, Visibility,
};
use store::Tx;

use crate::{
    Refusal, Result, Site, StatusView, Viewer, hiding, statuses, timelines::show_unhidden, walk::Walk,
};

/// Whether somebody may quote a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// At once.
    Automatic,
    /// The author is asked.
    Manual,
    /// Not.
    Denied,
    /// Only the author's server knows.
    Unknown,
}

/// How somebody stands to an author.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ties {
    pub(crate) is_author: bool,
    pub(crate) follows: bool,
    pub(crate) is_followed: bool,
}

impl Ties {
    /// How an account stands to another.
    pub(crate) async fn between(site: &Site, by: AccountId, author: AccountId) -> Result<Self> {
        Ok(Self {
            is_author: author == by,
            follows: store::follows::find(&site.store, by, author).await?.is_some(),
            is_followed: store::follows::find(&site.store, author, by).await?.is_some(),
        })
    }

    /// Whether somebody with these ties to an author is among these people.
    pub(crate) fn are_among(self, people: Circle) -> bool {
        people.has(Circle::PUBLIC)
            || self.follows && people.has(Circle::FOLLOWERS)
            || self.is_followed && people.has(Circle::FOLLOWING)
    }
}

/// Whether somebody with these ties to its author may quote a status.
pub(crate) fn permission(status: &Status, ties: Ties) -> Permission {
    if status.is_reblog() {
        return Permission::Denied;
    }
    if ties.is_author {
        let is_direct = status.visibility == Visibility::Direct;
        return if is_direct { Permission::Denied } else { Permission::Automatic };
    }
    if !status.visibility.is_open() {
        return Permission::Denied;
    }
    let Approval { automatic, manual } = status.quote_approval;
    if ties.are_among(automatic) {
        Permission::Automatic
    } else if ties.are_among(manual) {
        Permission::Manual
    } else if automatic.and(manual).has(Circle::UNSUPPORTED) {
        Permission::Unknown
    } else {
        Permission::Denied
    }
}

/// Whether an account may quote a status, which it may see.
pub async fn may_quote(site: &Site, by: AccountId, status: &Status) -> Result<Permission> {
    let author = status.account_id;
    let hidden = hiding::of(site, author).await?;
    if hidden.is_blocked(by) || hidden.is_blocking(by) {
        return Ok(Permission::Denied);
    }
    Ok(permission(status, Ties::between(site, by, author).await?))
}

/// The quote of a new status by somebody here. What cannot be quoted is as if it were not there.
pub(crate) async fn begin(site: &Site, by: &Account, quoted: &Status, status: StatusId) -> Result<Quote> {
    if may_quote(site, by.id, quoted).await? == Permission::Denied {
        return Err(Refusal::NotFound.into());
    }
    let author = store::accounts::get(&site.store, quoted.account_id).await?;
    let is_own = author.id == by.id;
    Ok(Quote {
        status_id: status,
        account_id: by.id,
        quoted_status_id: Some(quoted.id),
        quoted_account_id: Some(author.id),
        // People here decided when they chose their policy.
        state: if author.is_local() { QuoteState::Accepted } else { QuoteState::Pending },
        authorization_uri: (author.is_local() && !is_own).then(|| authorization_uri(&author, status)),
    })
}

/// Stores a quote together with its status. One that waits for staff is not counted yet.
pub(crate) async fn keep(tx: &mut Tx, quote: &Quote, is_held: bool) -> Result<()> {
    if store::quotes::insert(&mut *tx, quote).await? && !is_held {
        count(tx, quote).await?;
    }
    Ok(())
}

/// Counts a quote where it may be shown.
pub(crate) async fn count(tx: &mut Tx, quote: &Quote) -> Result<()> {
    if quote.state == QuoteState::Accepted
        && let Some(quoted) = quote.quoted_status_id
    {
        store::counters::bump_quotes(tx, quoted, 1).await?;
    }
    Ok(())
}

/// Where the consent of somebody here to a quote can be read.
pub fn authorization_uri(author: &Account, quoting: StatusId) -> String {
    format!("{}/quote_authorizations/{quoting}", author.uri)
}

/// The consent of an account here that can be read under the number of the quoting status.
pub async fn authorization(
    site: &Site,
    author: &Account,
    quoting: StatusId,
) -> Result<Option<(Status, Status)>> {
    let Some(quote) = store::quotes::find(&site.store, quoting).await? else { return Ok(None) };
    let is_given = quote.state == QuoteState::Accepted
        && quote.quoted_account_id == Some(author.id)
        && quote.authorization_uri.as_deref() == Some(&authorization_uri(author, quoting));
    let Some(quoted) = quote.quoted_status_id.filter(|_| is_given) else { return Ok(None) };
    let quoting = store::statuses::find(&site.store, quoting).await?;
    Ok(quoting.zip(store::statuses::find(&site.store, quoted).await?))
}

/// Gives a quote another state, counts it, and tells those who see it.
async fn decide(
    site: &Site,
    quote: &Quote,
    state: QuoteState,
    authorization_uri: Option<&str>,
    event: Event,
) -> Result<()> {
    let mut tx = site.store.begin().await?;
    if store::quotes::set(&mut tx, quote.status_id, state, authorization_uri).await? {
        let is_counted = |state: QuoteState| i64::from(state == QuoteState::Accepted);
        let by = is_counted(state) - is_counted(quote.state);
        if let Some(quoted) = quote.quoted_status_id.filter(|_| by != 0) {
            store::counters::bump_quotes(&mut tx, quoted, by).await?;
        }
        store::events::record(&mut tx, site.id(), &event).await?;
    }
    Ok(tx.commit().await?)
}

/// The author on another server consents to a quote.
pub async fn accepted(site: &Site, by: &Account, quoting: StatusId, authorization_uri: &str) -> Result<()> {
    let quote = asked_of(site, by, quoting).await?;
    let event = Event::StatusRefreshed { status_id: quoting };
    decide(site, &quote, QuoteState::Accepted, Some(authorization_uri), event).await
}

/// The author on another server does not consent to a quote.
pub async fn rejected(site: &Site, by: &Account, quoting: StatusId) -> Result<()> {
    let quote = asked_of(site, by, quoting).await?;
    decide(site, &quote, QuoteState::Rejected, None, Event::StatusRefreshed { status_id: quoting }).await
}

async fn asked_of(site: &Site, by: &Account, quoting: StatusId) -> Result<Quote> {
    let quote = store::quotes::find(&site.store, quoting).await?;
    Ok(quote.filter(|quote| quote.quoted_account_id == Some(by.id)).ok_or(Refusal::NotFound)?)
}

/// Somebody on another server asked to quote a status of somebody here: answers them. The status that quotes is
/// known already if the answer is yes.
pub async fn answer(site: &Site, answer: QuoteAnswer) -> Result<()> {
    if let Some((quoting, uri)) = &answer.consent {
        let quote = store::quotes::find(&site.store, *quoting).await?.ok_or(Refusal::NotFound)?;
        if quote.state != QuoteState::Accepted {
            let event = Event::QuoteAnswered(answer.clone());
            return decide(site, &quote, QuoteState::Accepted, Some(uri), event).await;
        }
    }
    let mut tx = site.store.begin().await?;
    store::events::record(&mut tx, site.id(), &Event::QuoteAnswered(answer)).await?;
    Ok(tx.commit().await?)
}

/// Takes one's consent to a quote back.
pub async fn revoke(site: &Site, by: &Account, quoted: StatusId, quoting: StatusId) -> Result<()> {
    let quote = asked_of(site, by, quoting).await?;
    if quote.quoted_status_id != Some(quoted) {
        return Err(Refusal::NotFound.into());
    }
    let event = Event::QuoteRevoked {
        account_id: by.id,
        status_id: quoting,
        authorization_uri: quote.authorization_uri.clone().unwrap_or_default(),
    };
    decide(site, &quote, QuoteState::Revoked, None, event).await
}

/// An author on another server took their consent back. Answers whether there was one.
pub async fn revoked(site: &Site, by: &Account, authorization_uri: &str) -> Result<bool> {
    let found = store::quotes::find_by_authorization(&site.store, authorization_uri).await?;
    let Some(quote) = found.filter(|quote| quote.quoted_account_id == Some(by.id)) else {
        return Ok(false);
    };
    let event = Event::StatusRefreshed { status_id: quote.status_id };
    decide(site, &quote, QuoteState::Revoked, None, event).await?;
    Ok(true)
}

/// Changes who may quote one's own status from now on.
pub async fn set_policy(site: &Site, by: &Account, id: StatusId, policy: QuotePolicy) -> Result<()> {
    let status = statuses::get_visible(site, Viewer::Account(by.id), id).await?;
    if status.account_id != by.id || status.is_reblog() {
        return Err(Refusal::NotFound.into());
    }
    let approval = chosen(policy, status.visibility);
    let mut tx = site.store.begin().await?;
    store::statuses::set_quote_approval(&mut tx, id, approval).await?;
    store::events::record(&mut tx, site.id(), &Event::StatusRefreshed { status_id: id }).await?;
    Ok(tx.commit().await?)
}

/// What an author's choice means for a status of this visibility: what is not open is for nobody else to quote.
pub(crate) fn chosen(policy: QuotePolicy, visibility: Visibility) -> Approval {
    if visibility.is_open() { policy.into() } else { Approval::default() }
}

/// Statuses that quote one with consent.
pub async fn list(site: &Site, viewer: Viewer, of: StatusId, page: &Page) -> Result<Vec<StatusView>> {
    let status = statuses::get_visible(site, viewer, of).await?;
    let mut walk = Walk::new(page, 0);
    while let Some(step) = walk.next() {
        let candidates = store::quotes::quoting(&site.store, status.id, &step).await?;
        walk.saw(&candidates);
        walk.keep(show_unhidden(site, viewer, candidates).await?);
    }
    Ok(walk.finish())
}
