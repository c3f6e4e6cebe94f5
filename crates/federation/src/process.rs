//! Processing: what the inbox has kept is done, that of each signer in order, many signers side by side. One that
//! waits for another server holds up nobody else's.

use std::{
    collections::{HashMap, VecDeque},
    panic::AssertUnwindSafe,
};

use futures_util::FutureExt;
use model::{Account, Id, limits};
use serde_json::Value;
use store::{Signal, inbox::Received};
use tokio::task::JoinSet;

use crate::{
    Federation, activities,
    authority::{Untrusted, authority},
    followers, forward, hearsay, limits as ours,
    objects::{Budget, spelt},
    trouble::Trouble,
};

/// What is said of those that wait for another of the same turn.
const BEHIND: &str = "it waits behind another";

/// What is in hand.
#[derive(Default)]
struct Desk {
    /// What waits, by whose turn it is; where nothing waits, one is under way.
    waiting: HashMap<String, VecDeque<Received>>,
    /// What may begin.
    ready: VecDeque<Received>,
    /// How many wait for their turn.
    count: usize,
    /// The last that was taken in hand.
    read_until: Option<Id<Received>>,
    /// Whether there was more than could be taken in hand.
    has_more: bool,
}

impl Desk {
    fn add(&mut self, received: Received) {
        self.read_until = Some(received.id);
        match self.waiting.get_mut(&turn_of(&received)) {
            Some(queue) => {
                queue.push_back(received);
                self.count += 1;
            }
            None => {
                self.waiting.insert(turn_of(&received), VecDeque::new());
                self.ready.push_back(received);
            }
        }
    }

    /// What waits for this one's turn is not done now.
    fn puts_off(&mut self, landed: &Received) -> Vec<Id<Received>> {
        let queue = self.waiting.get_mut(&turn_of(landed)).map(std::mem::take).unwrap_or_default();
        self.count -= queue.len();
        queue.into_iter().map(|received| received.id).collect()
    }

    /// The signer's last activity is done: the next may begin.
    fn landed(&mut self, landed: &Received) {
        let turn = turn_of(landed);
        let Some(queue) = self.waiting.get_mut(&turn) else { return };
        match queue.pop_front() {
            Some(next) => {
                self.count -= 1;
                self.ready.push_back(next);
            }
            None => drop(self.waiting.remove(&turn)),
        }
    }

    /// Whether more may be taken in hand, and is needed.
    fn is_hungry(&self) -> bool {
        self.ready.is_empty() && self.count < ours::INBOX_IN_HAND / 2
    }
}

/// Whose activities are done in order: those of each signer. What is passed on for others is asked for at their servers, and
/// waits only for what is asked there.
fn turn_of(received: &Received) -> String {
    let heard = received.activity_uri.as_deref().filter(|uri| uri.ends_with(hearsay::MARK));
    heard.and_then(authority).unwrap_or_else(|| received.signer.clone())
}

impl Federation {
    /// Processes the received activities that are due, and those that arrive meanwhile, those of each signer in order;
    /// answers how many. May be dropped at any time: what is not settled is processed again.
    pub async fn process_inbox(&self) -> social::Result<usize> {
        let store = &self.site().store;
        let (mut desk, mut done, mut flights) = (Desk::default(), Vec::new(), JoinSet::new());
        let mut count = self.take_in_hand(&mut desk).await?;
        loop {
            while flights.len() < ours::ACTIVITIES_AT_ONCE
                && let Some(received) = desk.ready.pop_front()
            {
                let federation = self.clone();
                flights.spawn(async move {
                    let outcome = contained(federation.carry_out(&received)).await;
                    (received, outcome)
                });
            }
            if done.len() >= ours::DONE_BATCH || flights.is_empty() {
                store::inbox::done(store, &std::mem::take(&mut done), self.site().now()).await?;
            }
            // Now and then everything is read from the start, for what was kept a moment later than its neighbours.
            let is_hungry = desk.is_hungry() && count < ours::INBOX_ROUND;
            tokio::select! {
                landed = flights.join_next() => match landed {
                    None => return Ok(count),
                    Some(landed) => {
                        let (received, outcome) = landed
                            .map_err(|error| social::Fault::caused_by("process an activity", error))?;
                        if let Err(Trouble::NotNow(reason)) = &outcome {
                            self.put_off(&mut desk, &received, reason).await?;
                        }
                        desk.landed(&received);
                        if self.settle_received(&received, outcome).await? {
                            done.push(received.id);
                        }
                    }
                },
                () = store.signalled(Signal::Inbox), if is_hungry && !flights.is_empty() => {
                    count += self.take_in_hand(&mut desk).await?;
                }
                () = tokio::time::sleep(ours::LOOK_AGAIN), if !flights.is_empty() => {
                    store::inbox::done(store, &std::mem::take(&mut done), self.site().now()).await?;
                }
            }
            if is_hungry && desk.has_more {
                count += self.take_in_hand(&mut desk).await?;
            }
        }
    }

    /// Reads what has been kept since the last time; answers how many there were.
    async fn take_in_hand(&self, desk: &mut Desk) -> social::Result<usize> {
        let (store, now) = (&self.site().store, self.site().now());
        let after = desk.read_until.unwrap_or(Id::new(0));
        let limit = i64::try_from(ours::INBOX_IN_HAND).unwrap_or(i64::MAX);
        let due = store::inbox::due(store, after, now, limits::INBOX_TRIES, limit).await?;
        let count = due.len();
        desk.has_more = count == ours::INBOX_IN_HAND;
        for received in due {
            match self.0.put_off.get(&turn_of(&received)).filter(|until| *until > now) {
                Some(until) => {
                    desk.read_until = Some(received.id);
                    store::inbox::put_off(store, &[received.id], until, BEHIND).await?;
                }
                None => desk.add(received),
            }
        }
        Ok(count)
    }

    /// Has an activity wait, and whatever else is of its turn until the same moment, so that all is done in order. It is no
    /// fault of theirs, so no try is counted.
    async fn put_off(&self, desk: &mut Desk, first: &Received, reason: &str) -> social::Result<()> {
        let store = &self.site().store;
        let until = self.site().now().plus_millis(ours::PUT_OFF_MS);
        self.0.put_off.insert(turn_of(first), until);
        store::inbox::put_off(store, &desk.puts_off(first), until, BEHIND).await?;
        Ok(store::inbox::put_off(store, &[first.id], until, reason).await?)
    }

    /// Notes what became of an activity; answers whether it is over.
    async fn settle_received(
        &self,
        received: &Received,
        outcome: Result<(), Trouble>,
    ) -> social::Result<bool> {
        let (store, now) = (&self.site().store, self.site().now());
        let again = now.plus_millis(ours::INBOX_RETRY_MS << received.tries.clamp(0, limits::INBOX_TRIES));
        let is_last = received.tries + 1 >= limits::INBOX_TRIES;
        if is_last && matches!(outcome, Err(Trouble::Later(_) | Trouble::Fault(_))) {
            let id = received.id;
            self.note_waiting(&received.signer, -1);
            tracing::error!(%id, signer = received.signer, "set an activity aside; see `fanfare inbox quarantined`");
        }
        match outcome {
            Ok(()) => {
                self.note_waiting(&received.signer, -1);
                return Ok(true);
            }
            Err(Trouble::Refused(reason)) => {
                self.note_waiting(&received.signer, -1);
                tracing::debug!(reason, signer = received.signer, "dropped an activity");
                return Ok(true);
            }
            Err(Trouble::NotNow(_)) => {}
            Err(Trouble::Later(reason)) => store::inbox::fail(store, received.id, again, &reason).await?,
            Err(Trouble::Fault(fault)) => {
                tracing::error!(error = %fault, signer = received.signer, "could not process an activity");
                store::inbox::fail(store, received.id, again, &fault.to_string()).await?;
            }
        }
        Ok(false)
    }

    async fn carry_out(&self, received: &Received) -> Result<(), Trouble> {
        let site = self.site();
        let Some(by) = social::accounts::find_by_uri(site, &received.signer).await? else {
            return Err(Trouble::refused("its actor is gone"));
        };
        let document: Value = serde_json::from_str(&received.body)
            .map_err(|error| Trouble::refused(format!("it is not JSON: {error}")))?;
        let proved = forward::is_proved(&document).then(|| document.clone());
        let document = spelt(document, url::Url::parse(&received.signer).ok().as_ref());
        let budget = Budget::new(ours::FETCHES_PER_ACTIVITY);
        if activitypub::lenient::id(&document, "actor") != Some(received.signer.as_str()) {
            return hearsay::receive(self, &by, &document, &budget).await;
        }
        let activity = Untrusted::new(document).signed_by(&received.signer)?;
        let answered = match &proved {
            Some(_) => self.answered_here(&activity).await?,
            None => None,
        };
        let outcome = activities::receive(self, &by, &activity, &budget).await;
        if let (Some(author), Some(document), Ok(())) = (&answered, proved, &outcome) {
            self.pass_on(author, document).await?;
        }
        // What it came with may matter though it does not itself.
        if let (Some(header), Ok(()) | Err(Trouble::Refused(_))) = (&received.synchronization, &outcome) {
            self.put_followers_right(&by, header).await?;
        }
        outcome
    }

    /// Whatever comes of it, the activity that it came with is done.
    async fn put_followers_right(&self, by: &Account, header: &str) -> Result<(), Trouble> {
        let budget = Budget::new(ours::FETCHES_PER_QUESTION);
        match followers::synchronize(self, by, header, &budget).await {
            Err(Trouble::Fault(fault)) => Err(Trouble::Fault(fault)),
            Err(Trouble::Refused(reason) | Trouble::Later(reason) | Trouble::NotNow(reason)) => {
                tracing::debug!(reason, account = by.uri, "could not compare followers");
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }
}

/// Does one piece of work for so long as it may take. What makes the program stumble must not keep it from doing the
/// rest.
async fn contained(work: impl Future<Output = Result<(), Trouble>>) -> Result<(), Trouble> {
    let work = AssertUnwindSafe(work).catch_unwind();
    match tokio::time::timeout(ours::PROCESSING_TIMEOUT, work).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Trouble::Fault(social::Fault::new("it made the program stumble"))),
        Err(_) => Err(Trouble::Later("it took too long".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(id: i64, signer: &str) -> Received {
        Received {
            id: Id::new(id),
            activity_uri: None,
            signer: signer.to_owned(),
            body: String::new(),
            synchronization: None,
            tries: 0,
        }
    }

    fn begins(desk: &mut Desk) -> Vec<i64> {
        desk.ready.drain(..).map(|received| received.id.get()).collect()
    }

    #[test]
    fn each_signers_words_are_done_in_order_and_strangers_do_not_wait() {
        let mut desk = Desk::default();
        for (id, signer) in [(1, "bob"), (2, "bob"), (3, "carol"), (4, "bob")] {
            desk.add(received(id, signer));
        }
        assert_eq!(begins(&mut desk), [1, 3]);
        assert!(begins(&mut desk).is_empty(), "bob's second waits for his first");
        desk.landed(&received(0, "bob"));
        assert_eq!(begins(&mut desk), [2]);
        desk.landed(&received(0, "carol"));
        assert!(begins(&mut desk).is_empty());
        desk.add(received(5, "carol"));
        assert_eq!(begins(&mut desk), [5]);
        desk.landed(&received(0, "bob"));
        assert_eq!(begins(&mut desk), [4]);
        desk.landed(&received(0, "bob"));
        desk.landed(&received(0, "carol"));
        assert!(desk.waiting.is_empty() && desk.count == 0, "nobody is remembered for nothing");
        assert_eq!(desk.read_until, Some(Id::new(5)));
    }

    #[test]
    fn what_a_relay_passes_on_does_not_wait_for_a_server_that_does_not_answer() {
        let heard = |id: i64, host: &str| Received {
            activity_uri: Some(format!("https://{host}/{id}#heard")),
            ..received(id, "https://relay.example/actor")
        };
        let mut desk = Desk::default();
        for (id, host) in [(1, "dead.example"), (2, "dead.example"), (3, "far.example")] {
            desk.add(heard(id, host));
        }
        assert_eq!(begins(&mut desk), [1, 3]);
        desk.landed(&heard(1, "dead.example"));
        assert_eq!(begins(&mut desk), [2]);
    }

    #[tokio::test(start_paused = true)]
    async fn what_makes_us_stumble_or_takes_for_ever_is_one_activity() {
        let stumbles = contained(async { panic!("S-168: on purpose") }).await;
        assert!(matches!(stumbles, Err(Trouble::Fault(_))), "S-168: a stumble is a fault");
        let endless = contained(std::future::pending()).await;
        assert!(matches!(endless, Err(Trouble::Later(_))), "S-168: what takes too long comes again");
        assert!(contained(async { Ok(()) }).await.is_ok());
    }
}
