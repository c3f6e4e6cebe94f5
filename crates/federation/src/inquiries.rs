//! Inquiries: asking other servers about what nobody waits for, such as what somebody published last or how a thread
//! goes on. They wait in the database, are made a few at once, one for each host, and are given up in the end.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use model::{AccountId, Follow, Id, StatusId, Timestamp};
use store::inquiries::{Inquiry, InquiryKind};
use tokio::task::JoinSet;

use crate::{Federation, authority::authority, limits, trouble::Trouble};

/// How an inquiry stands that an app may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// The inquiry's id.
    pub id: i64,
    /// Whether it goes on.
    pub is_running: bool,
    /// How many statuses it has brought.
    pub found: i64,
}

impl From<Inquiry> for Refresh {
    fn from(inquiry: Inquiry) -> Self {
        Self { id: inquiry.id.get(), is_running: inquiry.done_at.is_none(), found: inquiry.found }
    }
}

impl Federation {
    /// Effect of a follow: when somebody here follows somebody elsewhere, what they published last is asked for.
    pub async fn followed(&self, follow: &Follow) -> social::Result<()> {
        let people =
            store::accounts::list(&self.site().store, &[follow.account_id, follow.target_account_id]).await?;
        let find = |id| people.iter().find(|account| account.id == id);
        if let (Some(follower), Some(followed)) = (find(follow.account_id), find(follow.target_account_id))
            && follower.is_local()
            && !followed.is_local()
        {
            self.inquire(InquiryKind::Profile, &followed.uri, limits::PROFILE_AGAIN_MS).await?;
        }
        Ok(())
    }

    /// Somebody here opens a thread. If it goes on elsewhere, its server is asked, unless that was done a short while
    /// ago; answers how that stands. Whoever calls has made sure that they may see the status.
    pub async fn thread_opened(&self, id: StatusId) -> social::Result<Option<Refresh>> {
        let store = &self.site().store;
        let Some(status) = store::statuses::find(store, id).await? else { return Ok(None) };
        let opened = match status.reblog_of_id {
            None => Some(status),
            Some(original) => store::statuses::find(store, original).await?,
        };
        let Some(opened) = opened else { return Ok(None) };
        // The beginning of the thread, or as much of it as is elsewhere.
        let root = store::statuses::find(store, opened.conversation_id).await?;
        let is_elsewhere = |uri: &str| !self.site().instance.owns(uri);
        let subject = root.filter(|root| is_elsewhere(&root.uri)).unwrap_or(opened);
        let age_ms = self.site().now().as_millis() - subject.created_at.as_millis();
        if !is_elsewhere(&subject.uri) || !subject.visibility.is_open() || age_ms < limits::THREAD_AGE_MS {
            return Ok(None);
        }
        self.inquire(InquiryKind::Thread, &subject.uri, limits::THREAD_AGAIN_MS).await?;
        let inquiry = store::inquiries::find_about(store, InquiryKind::Thread, &subject.uri).await?;
        Ok(inquiry.map(Refresh::from))
    }

    /// Somebody here opens what an account shows on its profile. Not every server tells of a change there (GoToSocial
    /// sends no Add), so that of an account elsewhere is asked, unless that was done some hours ago.
    pub async fn profile_opened(&self, id: AccountId) -> social::Result<()> {
        let account = store::accounts::find(&self.site().store, id).await?;
        match account.filter(|account| !account.is_local() && !account.is_suspended()) {
            Some(account) => {
                self.note_links(&account, limits::LINK_AGAIN_MS).await?;
                self.inquire(InquiryKind::Profile, &account.uri, limits::PROFILE_OPENED_AGAIN_MS).await
            }
            None => Ok(()),
        }
    }

    /// How an inquiry stands.
    pub async fn refresh(&self, id: i64) -> social::Result<Option<Refresh>> {
        Ok(store::inquiries::find(&self.site().store, Id::new(id)).await?.map(Refresh::from))
    }

    /// Notes that the server runs. After a long absence, those whom people here follow are asked by and by what they
    /// published meanwhile, unless their servers deliver it; answers how many.
    pub async fn wake(&self) -> social::Result<usize> {
        let (store, now) = (&self.site().store, self.site().now());
        let last = store::pulse::last(store).await?;
        store::pulse::beat(store, now, self.look_at_clocks()).await?;
        let Some(last) = last.filter(|last| now.as_millis() - last.as_millis() > limits::AWAY_MS) else {
            return Ok(0);
        };
        let people = store::follows::followed_elsewhere(store, limits::MISSED_ACCOUNTS).await?;
        let due_at = now.plus_millis(limits::MISSED_AFTER_MS);
        for uri in &people {
            let again_ms = now.as_millis() - last.as_millis();
            self.inquire_at(InquiryKind::Missed, uri, again_ms, due_at).await?;
        }
        tracing::info!(since = %last.to_rfc3339_seconds(), asked = people.len(), "back after a long absence");
        Ok(people.len())
    }

    /// Has another server asked, unless that was done within `again_ms`, or too much waits already.
    pub(crate) async fn inquire(
        &self,
        kind: InquiryKind,
        subject: &str,
        again_ms: i64,
    ) -> social::Result<()> {
        self.inquire_at(kind, subject, again_ms, self.site().now()).await
    }

    pub(crate) async fn inquire_at(
        &self,
        kind: InquiryKind,
        subject: &str,
        again_ms: i64,
        due_at: Timestamp,
    ) -> social::Result<()> {
        let (site, now) = (self.site(), self.site().now());
        let Some(host) = authority(subject).filter(|_| subject.len() <= limits::URL_BYTES) else {
            return Ok(());
        };
        let before = now.plus_millis(-again_ms);
        let known = store::inquiries::find_about(&site.store, kind, subject).await?;
        if known.is_some_and(|known| known.done_at.is_none_or(|at| at >= before)) {
            return Ok(());
        }
        // Pages of the web leave room for what is said on other servers.
        let most = match kind {
            InquiryKind::Page | InquiryKind::Link => limits::PAGES_WAITING,
            _ => limits::INQUIRIES_WAITING,
        };
        if store::inquiries::count_waiting(&site.store, most).await? >= most {
            tracing::warn!("too many questions to other servers wait; further ones are not asked");
            return Ok(());
        }
        let new = Inquiry {
            id: site.id(),
            kind,
            subject: subject.to_owned(),
            host,
            tries: 0,
            found: 0,
            done_at: None,
        };
        let mut tx = site.store.begin().await?;
        store::inquiries::insert(&mut tx, &new, due_at, before).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the inquiries that are due, each host's one after the other, hosts side by side; answers how many.
    pub async fn inquire_due(&self) -> social::Result<usize> {
        self.note_wanted_pages().await?;
        let store = &self.site().store;
        let (mut flights, mut busy, mut count) = (JoinSet::new(), Vec::<String>::new(), 0);
        loop {
            let room = match count < limits::INQUIRIES_ROUND {
                true => limits::INQUIRIES_AT_ONCE.saturating_sub(busy.len()),
                false => 0,
            };
            let due = match i64::try_from(room).unwrap_or(0) {
                0 => Vec::new(),
                room => store::inquiries::due(store, self.site().now(), &busy, room).await?,
            };
            for inquiry in due {
                if !busy.contains(&inquiry.host) {
                    busy.push(inquiry.host.clone());
                    count += 1;
                    let federation = self.clone();
                    flights.spawn(async move {
                        let outcome = federation.look_into(&inquiry).await;
                        (inquiry, outcome)
                    });
                }
            }
            let Some(landed) = flights.join_next().await else { return Ok(count) };
            let (inquiry, outcome) =
                landed.map_err(|error| social::Fault::caused_by("ask another server", error))?;
            busy.retain(|host| *host != inquiry.host);
            self.settle_inquiry(&inquiry, outcome).await?;
        }
    }

    async fn look_into(&self, inquiry: &Inquiry) -> Result<(), Trouble> {
        let asked = async {
            match inquiry.kind {
                InquiryKind::Profile => self.look_into_profile(inquiry).await,
                InquiryKind::Thread => self.look_into_thread(inquiry).await,
                InquiryKind::Tag => self.look_into_tag(inquiry).await,
                // Whoever has spoken since we are back delivers what we missed.
                InquiryKind::Missed if self.0.heard.contains_key(&inquiry.host) => Ok(()),
                InquiryKind::Missed => self.look_into_missed(inquiry).await,
                InquiryKind::Page => self.look_into_page(inquiry).await,
                InquiryKind::Link => self.look_into_link(inquiry).await,
            }
        };
        // What makes the program stumble must not keep it from asking others.
        match tokio::time::timeout(limits::INQUIRY_TIMEOUT, AssertUnwindSafe(asked).catch_unwind()).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(Trouble::Fault(social::Fault::new("it made the program stumble"))),
            Err(_) => Err(Trouble::refused("it took too long")),
        }
    }

    /// Notes what became of an inquiry.
    async fn settle_inquiry(&self, inquiry: &Inquiry, outcome: Result<(), Trouble>) -> social::Result<()> {
        let (store, now) = (&self.site().store, self.site().now());
        let (is_over, reason) = match outcome {
            Ok(()) => (true, None),
            Err(Trouble::Refused(reason)) => (true, Some(reason)),
            Err(Trouble::Later(reason) | Trouble::NotNow(reason)) => {
                (inquiry.tries + 1 >= limits::INQUIRY_TRIES, Some(reason))
            }
            Err(Trouble::Fault(fault)) => {
                tracing::error!(error = %fault, subject = inquiry.subject, "could not ask another server");
                (inquiry.tries + 1 >= limits::INQUIRY_TRIES, Some(fault.to_string()))
            }
        };
        if is_over {
            return Ok(store::inquiries::done(store, inquiry.id, now, reason.as_deref()).await?);
        }
        let again = now.plus_millis(limits::INQUIRY_RETRY_MS << (2 * inquiry.tries.clamp(0, 10)));
        Ok(store::inquiries::fail(store, inquiry.id, again, &reason.unwrap_or_default()).await?)
    }
}
