//! What a status shows: put there when it is published, changed when it is edited.

use model::{AttachedThen, Attachment, AttachmentKind, Status, StatusId};
use store::Tx;

use crate::{Problem, Refusal, Result, Site, sealed_files};

/// What a status shows.
pub(super) enum Attached {
    /// What its author uploaded here, in order, with what is said of it now.
    Own(Vec<Attachment>),
    /// What another server says.
    Told(Vec<Attachment>),
}

impl Attached {
    pub(super) fn all(&self) -> &[Attachment] {
        let (Self::Own(all) | Self::Told(all)) = self;
        all
    }

    /// The kinds of what a status shows.
    pub(super) fn kinds(&self) -> Vec<AttachmentKind> {
        self.all().iter().map(|one| one.kind).collect()
    }

    /// Whether it is another, or says something else, than what the status shows already.
    pub(super) fn differs(&self, shown: &[Attachment]) -> bool {
        let is_same = |one: &Attachment, other: &Attachment| {
            let is_one = match self {
                Self::Own(_) => one.id == other.id,
                Self::Told(_) => one.remote_url == other.remote_url,
            };
            is_one && one.description == other.description && one.focus == other.focus
        };
        let all = self.all();
        all.len() != shown.len() || !all.iter().zip(shown).all(|(one, other)| is_same(one, other))
    }
}

/// Stores what a new status shows.
pub(super) async fn put(site: &Site, tx: &mut Tx, status: &Status, attached: &Attached) -> Result<()> {
    match attached {
        Attached::Own(all) => {
            for (position, one) in (0..).zip(all) {
                place(tx, status, one, position).await?;
            }
            sealed_files::put(site, tx, status, all).await?;
        }
        Attached::Told(all) => {
            for (position, one) in (0..).zip(all) {
                add(tx, status, one, position).await?;
            }
        }
    }
    Ok(())
}

async fn place(tx: &mut Tx, status: &Status, one: &Attachment, position: i64) -> Result<()> {
    if !store::attachments::attach(&mut *tx, status.account_id, one.id, status.id, position).await? {
        let message = "name a file that was published elsewhere meanwhile";
        return Err(Refusal::Invalid(vec![Problem::new("media_ids", message)]).into());
    }
    Ok(())
}

async fn add(tx: &mut Tx, status: &Status, one: &Attachment, position: i64) -> Result<()> {
    let one = Attachment { status_id: Some(status.id), ..one.clone() };
    Ok(store::attachments::insert(tx, &one, Some(position)).await?)
}

/// Has a status show this from now on. Its earlier versions keep what they showed.
pub(super) async fn replace(site: &Site, tx: &mut Tx, status: &Status, attached: &Attached) -> Result<()> {
    let known = store::attachments::ever_of(&mut *tx, status.id).await?;
    store::attachments::detach_all(&mut *tx, status.id).await?;
    for (position, one) in (0..).zip(attached.all()) {
        let before = match attached {
            Attached::Own(_) => Some(one),
            Attached::Told(_) => known.iter().find(|known| known.remote_url == one.remote_url),
        };
        let Some(before) = before else {
            add(tx, status, one, position).await?;
            continue;
        };
        place(tx, status, before, position).await?;
        let placed = Attachment { status_id: Some(status.id), ..before.clone() };
        store::attachments::describe(&mut *tx, &placed, one.description.as_deref(), one.focus).await?;
    }
    if let Attached::Own(all) = attached {
        sealed_files::put(site, tx, status, all).await?;
    }
    Ok(())
}

/// What a status shows, for a version of it.
pub(super) fn then(shown: &[Attachment]) -> Vec<AttachedThen> {
    let then = |one: &Attachment| AttachedThen { id: one.id, description: one.description.clone() };
    shown.iter().map(then).collect()
}

/// What a status shows now.
pub(super) async fn shown(site: &Site, id: StatusId) -> Result<Vec<Attachment>> {
    Ok(store::attachments::of_statuses(&site.store, &[id]).await?)
}
