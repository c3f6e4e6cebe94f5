//! Recording what is to be delivered: the activity once, and a delivery for each inbox, in one transaction.

use std::collections::{BTreeSet, HashSet};

use model::{AccountId, StatusId};
use serde_json::Value;
use store::publications::Undelivered;

use super::{host_of, outcome::Why, traits};
use crate::Federation;

/// An activity of ours and where it goes.
pub(crate) struct Sending {
    /// The activity's address.
    pub(crate) uri: String,
    pub(crate) document: Value,
    pub(crate) inboxes: BTreeSet<String>,
    /// The status that it publishes.
    pub(crate) publishes: Option<StatusId>,
    /// Whether everybody may read it.
    pub(crate) is_open: bool,
    /// Whether it is by whoever sends it, and not passed on for another.
    pub(crate) is_own: bool,
}

impl Federation {
    /// Records an activity with its deliveries. Running twice changes nothing.
    pub(crate) async fn record_sending(&self, by: AccountId, sending: Sending) -> social::Result<()> {
        self.remember_failing().await?;
        let (site, now) = (self.site(), self.site().now());
        let read = match sending.is_own {
            true => traits::of(&sending.document),
            // It goes to many, and they can ask for it.
            false => store::deliveries::Traits::default(),
        };
        let traits =
            store::deliveries::Traits { status_id: sending.publishes, is_open: sending.is_open, ..read };
        let outlasts = traits.outlasts;
        let activity = store::deliveries::Activity {
            id: site.id(),
            uri: sending.uri,
            account_id: by,
            body: sending.document.to_string(),
            traits,
        };
        let mut tx = site.store.begin().await?;
        if !store::deliveries::insert_activity(&mut tx, &activity).await? {
            return Ok(());
        }
        let mut hosts = HashSet::new();
        for inbox in &sending.inboxes {
            let host = host_of(inbox);
            if !social::neighbours::is_welcome(site, &host) {
                continue;
            }
            let is_needed = outlasts || !self.0.deliveries.lanes().needs_nothing(&host, now);
            if is_needed {
                store::deliveries::insert(&mut tx, site.id(), activity.id, inbox, &host).await?;
            } else if let Some(status) = sending.publishes {
                let undelivered = Undelivered {
                    host: host.clone(),
                    inbox_url: inbox.clone(),
                    reason: Why::Unreachable.as_str().to_owned(),
                    error: "the server has been silent for long".to_owned(),
                    given_up_at: now,
                };
                store::publications::insert_undelivered(&mut tx, status, &undelivered).await?;
            }
            hosts.insert(host);
        }
        if let Some(status) = sending.publishes {
            let servers = i64::try_from(hosts.len()).unwrap_or(i64::MAX);
            store::publications::insert(&mut tx, status, activity.id, servers).await?;
        }
        Ok(tx.commit().await?)
    }
}
