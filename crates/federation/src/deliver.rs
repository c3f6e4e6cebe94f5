//! Delivering: what the outbox recorded goes out, signed at the moment of sending, in order for each inbox. A
//! host that fails is left alone for ever longer, and tried at once when it speaks to us.

use std::collections::{HashMap, HashSet};

use futures_util::{StreamExt, stream::FuturesUnordered};
use model::{Id, Timestamp, limits::DELIVERIES_AT_ONCE, limits::DELIVERIES_AT_ONCE_PER_HOST};
use reqwest::{Method, StatusCode};
use store::{Signal, deliveries::Delivery};
use url::Url;

use crate::{Federation, authority::authority_of, fetch::FetchError, limits};

const DAY_MS: i64 = 24 * 3_600_000;

/// What became of a try.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// It arrived.
    Arrived,
    /// It never will: the reason.
    Refused(String),
    /// The host is in trouble, all that is for it waits: the reason, and how long it asks us to wait.
    HostFailed(String, Option<i64>),
    /// This one inbox is in trouble: the reason.
    InboxFailed(String),
}

/// What is under way.
#[derive(Default)]
struct UnderWay {
    deliveries: HashSet<Id<Delivery>>,
    hosts: HashMap<String, usize>,
}

impl UnderWay {
    fn begin(&mut self, delivery: &Delivery, host: &str) {
        self.deliveries.insert(delivery.id);
        *self.hosts.entry(host.to_owned()).or_default() += 1;
    }

    fn end(&mut self, delivery: &Delivery, host: &str) {
        self.deliveries.remove(&delivery.id);
        if let Some(count) = self.hosts.get_mut(host) {
            *count -= 1;
            if *count == 0 {
                self.hosts.remove(host);
            }
        }
    }

    fn has_room(&self, delivery: &Delivery, host: &str, is_failing: bool) -> bool {
        // One delivery is enough to find out whether a failing host is back.
        let most = if is_failing { 1 } else { DELIVERIES_AT_ONCE_PER_HOST };
        self.deliveries.len() < DELIVERIES_AT_ONCE
            && !self.deliveries.contains(&delivery.id)
            && self.hosts.get(host).copied().unwrap_or_default() < most
    }
}

impl Federation {
    /// Makes the deliveries that are due, and those that become due meanwhile; answers how many were tried. May be
    /// dropped at any time: what is not settled is delivered again.
    pub async fn deliver_due(&self) -> social::Result<usize> {
        let store = &self.site().store;
        let mut under_way = UnderWay::default();
        let mut flights = FuturesUnordered::new();
        let mut tried = 0;
        let mut is_woken = true;
        loop {
            if is_woken || under_way.deliveries.len() <= DELIVERIES_AT_ONCE / 2 {
                for (delivery, host) in self.next_due(&mut under_way).await? {
                    tried += 1;
                    flights.push(async move {
                        let settled = self.attempt(&delivery, &host).await;
                        (delivery, host, settled)
                    });
                }
            }
            tokio::select! {
                landed = flights.next() => match landed {
                    None => return Ok(tried),
                    Some((delivery, host, settled)) => {
                        settled?;
                        under_way.end(&delivery, &host);
                        is_woken = false;
                    }
                },
                () = store.signalled(Signal::Deliveries), if !flights.is_empty() => is_woken = true,
            }
        }
    }

    /// Due deliveries that there is room for, now under way.
    async fn next_due(&self, under_way: &mut UnderWay) -> social::Result<Vec<(Delivery, String)>> {
        let (store, now) = (&self.site().store, self.site().now());
        let batch = limits::DELIVERIES_BATCH + i64::try_from(under_way.deliveries.len()).unwrap_or(0);
        let mut next = Vec::new();
        for delivery in store::deliveries::due(store, now, batch).await? {
            let host = host_of(&delivery.inbox_url);
            if under_way.has_room(&delivery, &host, self.0.failing.contains_key(&host)) {
                under_way.begin(&delivery, &host);
                next.push((delivery, host));
            }
        }
        Ok(next)
    }

    /// Tries a delivery and notes what became of it.
    async fn attempt(&self, delivery: &Delivery, host: &str) -> social::Result<()> {
        let outcome = self.deliver(delivery).await.unwrap_or_else(|fault| {
            tracing::error!(error = %fault, neighbour = host, "could not make a delivery");
            Outcome::InboxFailed(fault.to_string())
        });
        self.settle(delivery, host, outcome).await
    }

    async fn deliver(&self, delivery: &Delivery) -> social::Result<Outcome> {
        let Ok(url) = Url::parse(&delivery.inbox_url) else {
            return Ok(Outcome::Refused("the inbox is not an address".into()));
        };
        let author = match social::accounts::find(self.site(), delivery.activity.account_id).await {
            Ok(author) => author,
            Err(social::Error::Refusal(_)) => return Ok(Outcome::Refused("its author is gone".into())),
            Err(fault) => return Err(fault),
        };
        let key = self.signing_key(&author).await?;
        let body = &delivery.activity.body;
        let signed = key.sign(&Method::POST, &url, Some(body.as_bytes()), self.site().now().as_millis());
        let headers = match signed {
            Ok(headers) => headers,
            Err(reason) => return Ok(Outcome::InboxFailed(reason)),
        };
        Ok(match self.0.client.post(&url, headers, body.clone()).await {
            Ok(answer) => judge(answer.status, answer.retry_after, delivery.tries),
            Err(error @ FetchError::Unreachable(_)) => Outcome::HostFailed(error.to_string(), None),
            Err(error) => Outcome::Refused(error.to_string()),
        })
    }

    /// Notes what became of a try.
    async fn settle(&self, delivery: &Delivery, host: &str, outcome: Outcome) -> social::Result<()> {
        let (store, now) = (&self.site().store, self.site().now());
        let age_ms = now.as_millis() - delivery.activity.id.time().as_millis();
        let is_old = age_ms > model::limits::DELIVERY_DAYS * DAY_MS;
        match outcome {
            Outcome::Arrived => {
                self.0.failing.invalidate(host);
                store::deliveries::delete(store, delivery.id).await?;
            }
            Outcome::Refused(reason) => self.give_up(delivery, host, &reason).await?,
            Outcome::HostFailed(reason, _) | Outcome::InboxFailed(reason) if is_old => {
                self.give_up(delivery, host, &reason).await?;
            }
            Outcome::HostFailed(reason, wish) => {
                let failures = self.0.failing.get(host).unwrap_or_default().max(delivery.tries);
                self.0.failing.insert(host.to_owned(), failures + 1);
                let until = now.plus_millis(wish.unwrap_or_else(|| wait_ms(failures, delivery.id)));
                store::deliveries::fail(store, delivery.id, until, &reason).await?;
                store::deliveries::postpone_host(store, host, until).await?;
            }
            Outcome::InboxFailed(reason) => {
                let until = now.plus_millis(wait_ms(delivery.tries, delivery.id));
                store::deliveries::fail(store, delivery.id, until, &reason).await?;
            }
        }
        Ok(())
    }

    async fn give_up(&self, delivery: &Delivery, host: &str, reason: &str) -> social::Result<()> {
        tracing::info!(neighbour = host, reason, tries = delivery.tries + 1, "gave up a delivery to {host}");
        Ok(store::deliveries::delete(&self.site().store, delivery.id).await?)
    }

    /// A host has spoken to us, so it is there: what waits for it goes out now.
    pub(crate) async fn hasten(&self, tx: &mut store::Tx, host: &str, now: Timestamp) -> social::Result<()> {
        let spoke_lately =
            self.0.heard.get(host).is_some_and(|at| now.as_millis() - at.as_millis() < limits::HASTEN_MS);
        if spoke_lately && !self.0.failing.contains_key(host) {
            return Ok(());
        }
        self.0.heard.insert(host.to_owned(), now);
        self.0.failing.invalidate(host);
        if store::deliveries::hasten_host(&mut *tx, host, now).await? > 0 {
            tx.signal(Signal::Deliveries);
        }
        Ok(())
    }
}

/// The host by which an inbox's deliveries are grouped.
pub(crate) fn host_of(inbox_url: &str) -> String {
    Url::parse(inbox_url).ok().and_then(|url| authority_of(&url)).unwrap_or_default()
}

/// What an answer means.
fn judge(status: StatusCode, retry_after: Option<i64>, tries: i64) -> Outcome {
    let reason = format!("it answered {status}");
    let wish = retry_after.map(|seconds| seconds.saturating_mul(1000).clamp(1000, limits::RETRY_AFTER_MS));
    match status {
        status if status.is_success() => Outcome::Arrived,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Outcome::HostFailed(reason, wish),
        StatusCode::REQUEST_TIMEOUT => Outcome::HostFailed(reason, None),
        // Their copy of our key may be old, or our clock or theirs wrong: it may pass.
        StatusCode::UNAUTHORIZED if tries + 1 < limits::UNAUTHORIZED_TRIES => Outcome::InboxFailed(reason),
        status if status.is_server_error() => Outcome::HostFailed(reason, None),
        _ => Outcome::Refused(reason),
    }
}

/// How long to wait after so many failures, in milliseconds. The long waits differ by up to a fifth, so that
/// hosts that went down together are not all tried in the same second.
fn wait_ms(failures: i64, delivery: Id<Delivery>) -> i64 {
    let step = usize::try_from(failures).unwrap_or(0);
    limits::RETRY_MS.get(step).copied().unwrap_or_else(|| {
        let percent = 80 + delivery.get().wrapping_mul(0x9E37).rem_euclid(41);
        limits::RETRY_LAST_MS / 100 * percent
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: i64) -> Id<Delivery> {
        Id::new(number)
    }

    #[test]
    fn answers_mean_what_they_say() {
        let judged = |code: u16| judge(StatusCode::from_u16(code).unwrap(), None, 0);
        for code in [200, 201, 202, 204] {
            assert_eq!(judged(code), Outcome::Arrived, "{code}");
        }
        for code in [301, 302, 307, 400, 403, 404, 405, 406, 410, 413, 415, 422] {
            assert!(matches!(judged(code), Outcome::Refused(_)), "{code}");
        }
        for code in [408, 429, 500, 502, 503, 504, 521] {
            assert!(matches!(judged(code), Outcome::HostFailed(_, None)), "{code}");
        }
        assert!(matches!(judged(401), Outcome::InboxFailed(_)));
        let last = judge(StatusCode::UNAUTHORIZED, None, limits::UNAUTHORIZED_TRIES - 1);
        assert!(matches!(last, Outcome::Refused(_)));
    }

    #[test]
    fn a_wish_to_wait_is_honoured_within_reason() {
        let wish = |seconds: i64| match judge(StatusCode::TOO_MANY_REQUESTS, Some(seconds), 0) {
            Outcome::HostFailed(_, wish) => wish.unwrap(),
            other => panic!("{other:?}"),
        };
        assert_eq!(wish(90), 90_000);
        assert_eq!(wish(-5), 1000);
        assert_eq!(wish(i64::MAX), limits::RETRY_AFTER_MS);
    }

    #[test]
    fn waits_grow_and_then_stay_near_an_hour() {
        let waits: Vec<i64> = (0..7).map(|failures| wait_ms(failures, id(1))).collect();
        assert_eq!(waits, limits::RETRY_MS);
        for number in 0..100 {
            let wait = wait_ms(7 + number, id(number));
            assert!(
                (limits::RETRY_LAST_MS * 8 / 10..=limits::RETRY_LAST_MS * 12 / 10).contains(&wait),
                "{wait}"
            );
        }
        assert_ne!(wait_ms(9, id(1)), wait_ms(9, id(2)));
    }

    #[test]
    fn a_failing_host_is_tried_by_one_delivery_at_a_time() {
        let delivery = |number: i64| Delivery {
            id: id(number),
            activity: store::deliveries::Activity {
                id: Id::new(1),
                uri: String::new(),
                account_id: Id::new(1),
                body: String::new(),
            },
            inbox_url: "https://far.example/inbox".into(),
            tries: 0,
        };
        let mut under_way = UnderWay::default();
        under_way.begin(&delivery(1), "far.example");
        assert!(!under_way.has_room(&delivery(1), "far.example", false));
        assert!(under_way.has_room(&delivery(2), "far.example", false));
        assert!(!under_way.has_room(&delivery(2), "far.example", true));
        under_way.end(&delivery(1), "far.example");
        assert!(under_way.has_room(&delivery(2), "far.example", true));
    }
}
