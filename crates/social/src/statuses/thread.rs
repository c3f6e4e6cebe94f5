//! Threads: what a status answers and what answers it.

use std::collections::HashMap;

use model::{Status, StatusId, limits};

use super::get_original;
use crate::{Result, Site, Thread, Viewer, timelines::show_unhidden};

/// Depth of the tree of answers shown to somebody signed in, and to a visitor.
const DEPTH: (i64, i64) = (4_096, 20);

/// The thread around a status, as far as the viewer may see it.
pub async fn thread(site: &Site, viewer: Viewer, id: StatusId) -> Result<Thread> {
    let status = get_original(site, viewer, id).await?;
    let pick = |(member, visitor): (i64, i64)| if viewer == Viewer::Nobody { visitor } else { member };
    let ancestors = store::statuses::ancestors(&site.store, status.id, pick(limits::ANCESTORS)).await?;
    let descendants =
        store::statuses::descendants(&site.store, status.id, pick(DEPTH), pick(limits::DESCENDANTS)).await?;
    Ok(Thread {
        ancestors: show_unhidden(site, viewer, ancestors).await?,
        descendants: show_unhidden(site, viewer, in_reading_order(status.id, descendants)).await?,
    })
}

/// Puts each answer after what it answers, and its own answers right after it.
fn in_reading_order(root: StatusId, descendants: Vec<Status>) -> Vec<Status> {
    let mut answers: HashMap<StatusId, Vec<Status>> = HashMap::new();
    // Newest first, so that the oldest ends on top of the stack.
    for status in descendants.into_iter().rev() {
        if let Some(parent) = status.in_reply_to_id {
            answers.entry(parent).or_default().push(status);
        }
    }
    let mut ordered = Vec::new();
    let mut stack = answers.remove(&root).unwrap_or_default();
    while let Some(status) = stack.pop() {
        stack.extend(answers.remove(&status.id).unwrap_or_default());
        ordered.push(status);
    }
    ordered
}
