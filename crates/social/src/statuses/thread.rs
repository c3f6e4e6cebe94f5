//! Threads: what a status answers and what answers it.

use std::collections::HashMap;

use model::{StatusId, limits};

use super::visible;
use crate::{Result, Site, Thread, Viewer, timelines::show_unhidden_ids};

/// The thread around a status, as far as the viewer may see it.
pub async fn thread(site: &Site, viewer: Viewer, id: StatusId) -> Result<Thread> {
    thread_with(site, viewer, id, 0).await
}

/// The same, with at least so many answers to somebody who asks for more, within reason.
pub async fn thread_with(site: &Site, viewer: Viewer, id: StatusId, answers: i64) -> Result<Thread> {
    let sheet = visible(site, viewer, id).await?;
    let sheet = match sheet.status.reblog_of_id {
        None => sheet,
        Some(carried) => visible(site, viewer, carried).await?,
    };
    let id = sheet.status.id;
    let pick = |(member, visitor): (i64, i64)| if viewer == Viewer::Nobody { visitor } else { member };
    let ancestors = match sheet.status.in_reply_to_id {
        None => Vec::new(),
        Some(_) => store::statuses::ancestors(&site.store, id, pick(limits::ANCESTORS)).await?,
    };
    let most = pick(limits::DESCENDANTS).max(answers.min(limits::DESCENDANTS_MOST));
    let descendants = store::statuses::descendants(&site.store, id, pick(limits::THREAD_DEPTH), most).await?;
    Ok(Thread {
        is_cut: i64::try_from(descendants.len()).is_ok_and(|found| found >= most),
        ancestors: show_unhidden_ids(site, viewer, &ancestors).await?,
        descendants: show_unhidden_ids(site, viewer, &in_reading_order(id, &descendants)).await?,
    })
}

/// Puts each answer after what it answers, and its own answers right after it.
fn in_reading_order(root: StatusId, descendants: &[(StatusId, StatusId)]) -> Vec<StatusId> {
    let mut answers: HashMap<StatusId, Vec<StatusId>> = HashMap::new();
    // Newest first, so that the oldest ends on top of the stack.
    for (status, parent) in descendants.iter().rev() {
        answers.entry(*parent).or_default().push(*status);
    }
    let mut ordered = Vec::new();
    let mut stack = answers.remove(&root).unwrap_or_default();
    while let Some(status) = stack.pop() {
        stack.extend(answers.remove(&status).unwrap_or_default());
        ordered.push(status);
    }
    ordered
}
