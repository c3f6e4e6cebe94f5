//! Polls elsewhere: nobody but their author is told of votes, so that whoever looks has to ask how a poll stands.

use model::{Poll, Timestamp};

use crate::{Federation, limits, objects::Budget, resolve::absent};

impl Federation {
    /// Somebody here looks at a poll, and may see it. One elsewhere is asked for, not again within a minute, and after its
    /// end once. What its server does not tell in time stays as it is known.
    pub async fn poll_opened(&self, poll: &Poll) -> social::Result<()> {
        let (site, now) = (self.site(), self.site().now());
        let Some(status) = store::statuses::find(&site.store, poll.status_id).await? else { return Ok(()) };
        if site.instance.owns(&status.uri) || !self.is_due(poll, now) {
            return Ok(());
        }
        self.0.polls_asked.insert(poll.id, now);
        let ask = async {
            let budget = Budget::new(limits::FETCHES_PER_QUESTION);
            let document = self.fetch_object(&status.uri, &budget).await?;
            self.bring_up_to_date(&document, &budget).await
        };
        match tokio::time::timeout(limits::POLL_TIMEOUT, ask).await {
            Ok(asked) => absent(asked).map(drop),
            Err(_) => Ok(()),
        }
    }

    fn is_due(&self, poll: &Poll, now: Timestamp) -> bool {
        let Some(asked_at) = self.0.polls_asked.get(&poll.id) else { return true };
        let ended_before = poll.expires_at.is_some_and(|end| end < asked_at);
        !ended_before && now.as_millis() - asked_at.as_millis() >= limits::POLL_AGAIN_MS
    }
}
