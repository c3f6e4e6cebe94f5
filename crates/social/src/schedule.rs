//! Scheduled statuses: drafts that are published at their time, once, also if the server restarts meanwhile.

use model::{Account, AccountId, Attachment, Page, ScheduledStatusId, Timestamp, limits};

use crate::{
    Fault, Problem, Refusal, Result, Site, accounts, attachments,
    statuses::{self, Draft},
};

const DAY_MS: i64 = 24 * 3_600_000;

/// A status that is to be published later.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// Identifier.
    pub id: ScheduledStatusId,
    /// What is to be published.
    pub draft: Draft,
    /// When.
    pub scheduled_at: Timestamp,
    /// What it is to show.
    pub attachments: Vec<Attachment>,
}

/// Keeps a draft until its time. The same idempotency key answers the same one.
pub async fn schedule(site: &Site, by: &Account, draft: Draft, at: Timestamp) -> Result<Scheduled> {
    draft.check(&site.settings().statuses)?;
    check_time(site, at)?;
    statuses::post::check_answer(site, by, &draft).await?;
    let attachments = attachments::of_draft(site, by, &draft.media, None).await?;
    let acts = statuses::post::ask_rules(site, by, &draft, &attachments).await?;
    let id: ScheduledStatusId = site.id();
    let mut tx = site.store.begin().await?;
    if let Some(key) = &draft.idempotency_key {
        let (now, since) = (site.now(), statuses::post::remembered_since(site));
        let claimed = model::StatusId::new(id.get());
        if !store::idempotency_keys::claim(&mut tx, by.id, key, claimed, now, since).await? {
            let earlier = store::idempotency_keys::find(&mut tx, by.id, key, since).await?;
            tx.commit().await?;
            let earlier = earlier.map(|id| ScheduledStatusId::new(id.get())).ok_or(Refusal::NotFound)?;
            return show(site, by.id, earlier).await;
        }
    }
    check_room(&mut tx, by.id, at).await?;
    let row = (id, by.id, write(&draft)?, at);
    store::scheduled_statuses::insert(&mut tx, &row).await?;
    for attachment in &attachments {
        store::attachments::reserve(&mut tx, by.id, attachment.id, id).await?;
    }
    acts.answer(&mut tx).await?;
    tx.commit().await?;
    Ok(Scheduled { id, draft, scheduled_at: at, attachments })
}

/// Whether a time has passed, so that it means now.
pub fn is_past(site: &Site, at: Timestamp) -> bool {
    at <= site.now()
}

fn check_time(site: &Site, at: Timestamp) -> Result<()> {
    if at < site.now().plus_millis(limits::SCHEDULE_AHEAD_MS) {
        let minutes = limits::SCHEDULE_AHEAD_MS / 60_000;
        return Err(refused(format!("must be at least {minutes} minutes in the future")));
    }
    Ok(())
}

async fn check_room(tx: &mut store::Tx, by: AccountId, at: Timestamp) -> Result<()> {
    let end = Timestamp::from_millis(i64::MAX);
    let all = store::scheduled_statuses::count(&mut *tx, by, Timestamp::default(), end).await?;
    if all >= limits::SCHEDULED_STATUSES {
        return Err(refused(format!("is one too many: at most {} wait at once", limits::SCHEDULED_STATUSES)));
    }
    let day = Timestamp::from_millis(at.as_millis() - at.as_millis().rem_euclid(DAY_MS));
    let of_day = store::scheduled_statuses::count(tx, by, day, day.plus_millis(DAY_MS)).await?;
    if of_day >= limits::SCHEDULED_STATUSES_A_DAY {
        let most = limits::SCHEDULED_STATUSES_A_DAY;
        return Err(refused(format!("is one too many for that day: at most {most}")));
    }
    Ok(())
}

fn refused(message: String) -> crate::Error {
    Refusal::Invalid(vec![Problem::new("scheduled_at", message)]).into()
}

/// One of my scheduled statuses.
pub async fn show(site: &Site, me: AccountId, id: ScheduledStatusId) -> Result<Scheduled> {
    read(site, store::scheduled_statuses::find(&site.store, me, id).await?.ok_or(Refusal::NotFound)?).await
}

/// What I have scheduled.
pub async fn list(site: &Site, me: AccountId, page: &Page) -> Result<Vec<Scheduled>> {
    let mut scheduled = Vec::new();
    for row in store::scheduled_statuses::list(&site.store, me, page).await? {
        scheduled.push(read(site, row).await?);
    }
    Ok(scheduled)
}

/// Publishes it at another time.
pub async fn postpone(site: &Site, me: AccountId, id: ScheduledStatusId, at: Timestamp) -> Result<Scheduled> {
    check_time(site, at)?;
    let mut tx = site.store.begin().await?;
    if !store::scheduled_statuses::postpone(&mut tx, me, id, at).await? {
        return Err(Refusal::NotFound.into());
    }
    tx.commit().await?;
    show(site, me, id).await
}

/// Does not publish it.
pub async fn cancel(site: &Site, me: AccountId, id: ScheduledStatusId) -> Result<()> {
    let mut tx = site.store.begin().await?;
    if !store::scheduled_statuses::delete(&mut tx, me, id).await? {
        return Err(Refusal::NotFound.into());
    }
    Ok(tx.commit().await?)
}

/// Publishes what is due; answers how much there was.
pub(crate) async fn publish_due(site: &Site) -> Result<usize> {
    let due = store::scheduled_statuses::due(&site.store, site.now(), limits::DUE_BATCH).await?;
    let count = due.len();
    for row in due {
        let account = row.1;
        let Scheduled { id, draft, .. } = read(site, row).await?;
        let by = accounts::find(site, account).await?;
        // The key has done its work when the draft was scheduled.
        let draft = Draft { idempotency_key: None, scheduled_id: Some(id), ..draft };
        publish(site, &by, id, draft).await?;
    }
    Ok(count)
}

/// The draft goes in the transaction in which the status comes. What can no longer be published is given up; an
/// answer to what is gone meanwhile stands alone.
async fn publish(site: &Site, by: &Account, id: ScheduledStatusId, draft: Draft) -> Result<()> {
    let alone = Draft { in_reply_to_id: None, ..draft.clone() };
    let is_answer = draft.in_reply_to_id.is_some();
    let outcome = match statuses::post(site, by, draft).await {
        Err(crate::Error::Refusal(Refusal::NotFound)) if is_answer => statuses::post(site, by, alone).await,
        outcome => outcome,
    };
    match outcome {
        Err(crate::Error::Refusal(refusal)) => {
            tracing::warn!(scheduled.id = %id, %refusal, "a scheduled status could not be published");
            match cancel(site, by.id, id).await {
                Err(crate::Error::Fault(fault)) => Err(fault.into()),
                _ => Ok(()),
            }
        }
        outcome => outcome.map(drop),
    }
}

fn write(draft: &Draft) -> Result<String> {
    serde_json::to_string(draft).map_err(|error| Fault::caused_by("write a draft", error).into())
}

async fn read(
    site: &Site,
    (id, by, draft, scheduled_at): store::scheduled_statuses::Row,
) -> Result<Scheduled> {
    let draft: Draft =
        serde_json::from_str(&draft).map_err(|error| Fault::caused_by("read a draft", error))?;
    let mut attachments = store::attachments::list(&site.store, &draft.media).await?;
    attachments.retain(|attachment| attachment.account_id == by);
    attachments.sort_by_key(|attachment| draft.media.iter().position(|id| *id == attachment.id));
    Ok(Scheduled { id, draft, scheduled_at, attachments })
}
