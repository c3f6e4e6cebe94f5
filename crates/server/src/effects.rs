//! The table of consequences: for each event, who must hear of it, in order. Nothing else decides that. Effects
//! run after the commit that recorded the event, again if the process died meanwhile, and may run twice.

use model::{
    AccountId, Event, Follow, PollId, QuoteAnswer, StatusId, Visibility, event::DeletedStatus, limits,
};
use social::{
    Result, Site, announcements, conversations, leaving, moving, neighbour_blocks, notifications,
    preview_cards, severances, statuses, timelines, web_hooks,
};
use store::events::Recorded;

use crate::{boot::App, limits as ours};

/// Runs the effects of one event.
async fn run(app: &App, recorded: &Recorded) -> Result<()> {
    let site = &*app.site;
    match &recorded.event {
        Event::StatusPosted { status_id } => posted(site, *status_id).await?,
        Event::StatusFound { status_id } => timelines::found(site, *status_id).await?,
        Event::StatusDeleted(deleted) => self::deleted(app, deleted).await?,
        Event::Favourited(favourite) => notifications::favourited(site, favourite).await?,
        Event::Unfavourited(favourite) => notifications::unfavourited(site, favourite).await?,
        Event::Reacted { .. } | Event::Unreacted { .. } => reacted(app, &recorded.event).await?,
        Event::FollowRequested(follow) => notifications::follow_requested(site, follow).await?,
        Event::Followed(follow) => followed(app, follow).await?,
        Event::Unfollowed(follow) | Event::FollowRejected(follow) => {
            notifications::follow_ended(site, follow).await?;
        }
        Event::StatusEdited { status_id, newly_mentioned } => {
            timelines::edited(site, *status_id).await?;
            notifications::edited(site, *status_id, newly_mentioned).await?;
        }
        Event::PollClosed { poll_id, status_id } => poll_closed(site, *poll_id, *status_id).await?,
        Event::StatusRefreshed { status_id } => timelines::edited(site, *status_id).await?,
        Event::QuoteAnswered(answer) => quote_answered(site, answer).await?,
        Event::QuoteRevoked { account_id, status_id, .. } => {
            quote_revoked(site, *account_id, *status_id).await?;
        }
        Event::ProfileChanged { account_id } => app.federation.profile_changed(*account_id).await?,
        Event::CardArrived { link } => preview_cards::arrived(site, link).await?,
        Event::Announced { announcement_id } => announcements::announced(site, *announcement_id),
        Event::AnnouncementRemoved { announcement_id } => announcements::removed(site, *announcement_id),
        Event::AccountMoved { account_id, target_account_id } => {
            moving::followers::bring(site, *account_id, *target_account_id).await?;
        }
        Event::Reported { .. }
        | Event::SignedUp { .. }
        | Event::Struck { .. }
        | Event::NeighbourDecided { .. }
        | Event::StrangerDecided { .. }
        | Event::StaffDecided { .. } => kept_in_order(site, &recorded.event).await?,
        Event::AccountDeleted { account_id } => {
            // Before its followers are forgotten, who must hear of it.
            app.federation.send(recorded.id, &recorded.event).await?;
            return leaving::clear(site, *account_id).await;
        }
        // Other servers hear of these; here everything is right already.
        Event::Voted(_)
        | Event::Consented { .. }
        | Event::InteractionAnswered(_)
        | Event::PollUpdated { .. }
        | Event::Pinned { .. }
        | Event::Unpinned { .. }
        | Event::TagFeatured { .. }
        | Event::TagUnfeatured { .. } => {}
        // What both see is right already; the one who is blocked is told by their server.
        Event::Blocked(_) | Event::Unblocked(_) => {}
    }
    web_hooks::happened(site, recorded.id, &recorded.event).await?;
    // Last, since from here on other servers know.
    app.federation.send(recorded.id, &recorded.event).await
}

/// A status is read once for all who hear of it here. If it is gone meanwhile, its end is told next.
async fn posted(site: &Site, id: StatusId) -> Result<()> {
    let Some(status) = &statuses::find(site, id).await? else { return Ok(()) };
    // Changed meanwhile so that it waits for staff; released, it is told anew.
    if status.visibility == Visibility::Held {
        return Ok(());
    }
    timelines::fan_out(site, status).await?;
    notifications::posted(site, status).await?;
    conversations::posted(site, status).await
}

/// Whoever is reacted to is told of the favourite that stands for it.
async fn reacted(app: &App, event: &Event) -> Result<()> {
    match event {
        Event::Reacted { reaction, is_favourite: true } => {
            notifications::favourited(&app.site, &reaction.as_favourite()).await
        }
        Event::Unreacted { reaction, was_favourite: true } => {
            notifications::unfavourited(&app.site, &reaction.as_favourite()).await
        }
        _ => Ok(()),
    }
}

/// What follows from the work of those who keep the place, and what they are to hear of.
async fn kept_in_order(site: &Site, event: &Event) -> Result<()> {
    match event {
        Event::Reported { report_id, .. } => notifications::matters::reported(site, *report_id).await,
        Event::SignedUp { account_id } => notifications::matters::signed_up(site, *account_id).await,
        Event::Struck { strike_id } => notifications::matters::struck(site, *strike_id).await,
        Event::NeighbourDecided { domain } => neighbour_blocks::apply(site, domain).await,
        Event::StrangerDecided { account_id } => severances::apply(site, *account_id).await,
        // Only web hooks hear of these.
        _ => Ok(()),
    }
}

async fn poll_closed(site: &Site, id: PollId, status_id: StatusId) -> Result<()> {
    timelines::edited(site, status_id).await?;
    notifications::poll_closed(site, id, status_id).await
}

async fn quote_revoked(site: &Site, by: AccountId, status_id: StatusId) -> Result<()> {
    timelines::edited(site, status_id).await?;
    notifications::unquoted(site, by, status_id).await
}

/// A quote that may be shown now is news.
async fn quote_answered(site: &Site, answer: &QuoteAnswer) -> Result<()> {
    let Some((quoting, _)) = answer.consent else { return Ok(()) };
    timelines::edited(site, quoting).await?;
    notifications::quoted(site, quoting).await
}

async fn deleted(app: &App, deleted: &DeletedStatus) -> Result<()> {
    let site = &*app.site;
    timelines::withdraw(site, deleted).await?;
    if let Some(thread) = deleted.thread_id {
        conversations::withdrawn(site, thread, deleted.status_id).await?;
    }
    if let Some(original) = deleted.reblog_of_id {
        notifications::unreblogged(site, deleted.account_id, original).await?;
    }
    Ok(())
}

async fn followed(app: &App, follow: &Follow) -> Result<()> {
    notifications::followed(&app.site, follow).await?;
    app.federation.followed(follow).await
}

/// Runs the effects of all events that are due, in order; answers how many events there were.
pub async fn run_due(app: &App) -> Result<usize> {
    let store = &app.site.store;
    let due = store::events::due(store, app.site.now(), limits::EVENT_TRIES, limits::EVENTS_BATCH).await?;
    let mut done = Vec::with_capacity(due.len());
    for recorded in &due {
        match run(app, recorded).await {
            Ok(()) => done.push(recorded.id),
            Err(error) => {
                let wait_ms = ours::EVENT_RETRY_MS << (2 * recorded.tries.clamp(0, 10));
                tracing::error!(event.id = %recorded.id, tries = recorded.tries, %error, "effects failed");
                let due_at = app.site.now().plus_millis(wait_ms);
                store::events::fail(store, recorded.id, due_at, &error.to_string()).await?;
            }
        }
    }
    // Together, since every transaction waits for the disk.
    store::events::delete(store, &done).await?;
    Ok(due.len())
}
