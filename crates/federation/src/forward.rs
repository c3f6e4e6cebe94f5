//! Passing on: answers to somebody here go on to their followers elsewhere, who would else see half of a thread (ActivityPub,
//! section 7.1.2). Only what its author has signed or proved inside is passed on, since nobody would believe the rest.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use activitypub::{
    audience::Reach,
    lenient,
    vocabulary::{Activity, ActivityKind, ObjectRef},
};
use model::{Account, Status, Visibility};
use serde_json::Value;

use crate::{
    Federation,
    authority::{Authentic, authority},
    deliver::Sending,
    limits, statuses,
    trouble::Trouble,
};

impl Federation {
    /// The account here to whose followers an activity is to be passed on, if it tells of an open answer to a status of
    /// theirs. It is asked before the activity is acted upon, since an end leaves nothing to look at.
    pub(crate) async fn answered_here(
        &self,
        activity: &Authentic<Activity>,
    ) -> Result<Option<Account>, Trouble> {
        let said = activity.get();
        let Some(object) = said.object.as_ref() else { return Ok(None) };
        let parent = match said.kind {
            ActivityKind::Create | ActivityKind::Update => match open_answer(activity) {
                Some(uri) => self.known_status(&uri).await?,
                None => None,
            },
            ActivityKind::Delete => self.parent_of(object).await?,
            _ => None,
        };
        let Some(parent) = parent.filter(|parent| parent.visibility.is_open() && !parent.local_only) else {
            return Ok(None);
        };
        Ok(self.account(Some(parent.account_id)).await?.filter(Account::is_local))
    }

    /// What a known open status answers.
    async fn parent_of(&self, object: &ObjectRef) -> Result<Option<Status>, Trouble> {
        let Some(uri) = object.id() else { return Ok(None) };
        let known = self.known_status(uri).await?.filter(|known| known.visibility.is_open());
        let Some(parent) = known.and_then(|known| known.in_reply_to_id) else { return Ok(None) };
        Ok(store::statuses::find(&self.site().store, parent).await.map_err(social::Error::from)?)
    }

    /// Passes an activity on to the followers of whom it answers, but not to where it comes from.
    pub(crate) async fn pass_on(&self, to: &Account, document: Value) -> Result<(), Trouble> {
        let Some(uri) = lenient::id_of(&document).map(str::to_owned) else { return Ok(()) };
        let Some(origin) = authority(&uri) else { return Ok(()) };
        let counted = self.0.passed_on.get_with(origin.clone(), || Arc::new(AtomicU32::new(0)));
        if counted.fetch_add(1, Ordering::Relaxed) >= limits::PASSED_ON_PER_HOUR {
            tracing::debug!(neighbour = origin, "its answers are passed on no more for a while");
            return Ok(());
        }
        let mut inboxes = self.audience(to, Visibility::Unlisted, &[]).await?;
        inboxes.retain(|inbox| authority(inbox).is_some_and(|host| host != origin));
        if inboxes.is_empty() {
            return Ok(());
        }
        let uri = format!("{uri}#passed-on");
        let sending = Sending { uri, document, inboxes, publishes: None, is_open: true, is_own: false };
        Ok(self.record_sending(to.id, sending).await?)
    }
}

/// Whether others can believe it, whoever passes it on (linked data signatures, or FEP-8b32).
pub(crate) fn is_proved(document: &Value) -> bool {
    document.get("signature").is_some() || document.get("proof").is_some()
}

/// What an activity's object answers, if everybody may read it.
fn open_answer(activity: &Authentic<Activity>) -> Option<String> {
    let own = crate::activities::own_object(activity.get())?;
    let object = statuses::read(&own).ok()?;
    let said = object.get();
    let is_open = matches!(said.audience.reach(None), Reach::Public | Reach::Unlisted);
    said.in_reply_to.clone().filter(|_| is_open)
}
