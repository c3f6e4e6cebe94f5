//! Who may read timelines of everybody: all who come, members, or only those whose role says so. What is of this server and
//! what is of others are decided about apart.

use model::{Permissions, settings::FeedAccess};
pub use store::timelines::Origin;

use crate::{Refusal, Result, Site, Viewer, roles};

/// Timelines of everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// What is published, as it comes.
    Live,
    /// What has a hashtag, or points to a page.
    Topic,
}

/// What of the wanted a viewer may read; nothing if they may read nothing of it.
pub async fn narrow(site: &Site, viewer: Viewer, feed: Feed, wanted: Origin) -> Result<Option<Origin>> {
    let (local, remote) = access(site, feed);
    if (local, remote) == (FeedAccess::Public, FeedAccess::Public) {
        return Ok(Some(wanted));
    }
    let has_local = wanted.has(true) && may(site, viewer, local).await?;
    let has_remote = wanted.has(false) && may(site, viewer, remote).await?;
    Ok(match (has_local, has_remote) {
        (false, false) => None,
        (true, true) => Some(wanted),
        (true, false) => Some(Origin { local: true, remote: false, ..wanted }),
        (false, true) => Some(Origin { local: false, remote: true, ..wanted }),
    })
}

/// Refuses visitors where a part of what they want is not for everybody, so that their app asks them to sign in.
pub fn expect(site: &Site, viewer: Viewer, feed: Feed, wanted: Origin) -> Result<()> {
    let (local, remote) = access(site, feed);
    let is_closed = |is_wanted: bool, access| is_wanted && access != FeedAccess::Public;
    let needs_user = is_closed(wanted.has(true), local) || is_closed(wanted.has(false), remote);
    match needs_user && viewer == Viewer::Nobody {
        true => Err(Refusal::NeedsUser.into()),
        false => Ok(()),
    }
}

fn access(site: &Site, feed: Feed) -> (FeedAccess, FeedAccess) {
    let feeds = &site.settings().feeds;
    match feed {
        Feed::Live => (feeds.local_live, feeds.remote_live),
        Feed::Topic => (feeds.local_topic, feeds.remote_topic),
    }
}

async fn may(site: &Site, viewer: Viewer, access: FeedAccess) -> Result<bool> {
    let Some(id) = viewer.account_id() else { return Ok(access == FeedAccess::Public) };
    if access != FeedAccess::Disabled {
        return Ok(true);
    }
    let user = store::users::find_by_account(&site.store, id).await?;
    Ok(user.is_some_and(|user| roles::may(site, &user, Permissions::VIEW_FEEDS)))
}
