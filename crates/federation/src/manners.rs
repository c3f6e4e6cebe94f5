//! Manners: how requests are signed, and which ways a host was found to understand. The draft is what everybody reads;
//! what is better is used where a host has shown that it reads it, and tried now and then where it has not.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use activitypub::{
    lenient,
    signature::{Form, PublicKey},
};
use model::Timestamp;
use moka::sync::Cache;
use serde_json::Value;
use store::neighbours::{Manners, Verdict};

use crate::{Federation, authority::authority, limits};

/// A way to sign requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// After the draft, with RSA.
    Draft,
    /// After RFC 9421, with RSA.
    Standard,
    /// After RFC 9421, with Ed25519.
    Ed25519,
}

impl Manner {
    /// The form of the signature.
    pub(crate) fn form(self) -> Form {
        match self {
            Self::Draft => Form::Draft,
            Self::Standard | Self::Ed25519 => Form::Standard,
        }
    }

    fn place(self, manners: &mut Manners) -> &mut Option<Verdict> {
        match self {
            Self::Draft => &mut manners.draft,
            Self::Standard => &mut manners.rsa,
            Self::Ed25519 => &mut manners.ed25519,
        }
    }

    fn verdict(self, manners: &Manners) -> Option<Verdict> {
        match self {
            Self::Draft => manners.draft,
            Self::Standard => manners.rsa,
            Self::Ed25519 => manners.ed25519,
        }
    }
}

/// What is known of a host's manners, kept in memory.
pub(crate) struct Known(Cache<String, Arc<Mutex<Manners>>>);

impl Default for Known {
    fn default() -> Self {
        Self(Cache::new(limits::HOSTS))
    }
}

fn lock(manners: &Mutex<Manners>) -> MutexGuard<'_, Manners> {
    manners.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is known of a host's manners, as it is now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Understood(Manners);

impl Understood {
    /// Whether the host is known to take what is signed so.
    pub(crate) fn takes(&self, manner: Manner) -> bool {
        manner.verdict(&self.0).is_some_and(|verdict| verdict.is_taken)
    }

    /// Whether the host lately did not take what is signed so. It may have learned since.
    fn refuses(&self, manner: Manner, now: Timestamp) -> bool {
        let lately = now.plus_millis(-limits::MANNER_MS);
        manner.verdict(&self.0).is_some_and(|verdict| !verdict.is_taken && verdict.at > lately)
    }

    /// How to sign: as well as the host is known to understand.
    pub(crate) fn choice(&self, now: Timestamp) -> Manner {
        if self.takes(Manner::Ed25519) {
            return Manner::Ed25519;
        }
        let is_draft_out = self.refuses(Manner::Draft, now) && !self.refuses(Manner::Standard, now);
        if self.takes(Manner::Standard) || is_draft_out { Manner::Standard } else { Manner::Draft }
    }

    /// How to sign instead of what was not taken, if there is any hope.
    pub(crate) fn other(&self, manner: Manner, now: Timestamp) -> Option<Manner> {
        if manner != Manner::Draft {
            return Some(Manner::Draft);
        }
        (!self.refuses(Manner::Standard, now)).then_some(Manner::Standard)
    }

    /// Whether something better should be tried: the host has been known for a while, and not lately tried.
    pub(crate) fn is_trial_due(&self, now: Timestamp) -> bool {
        let lately = now.plus_millis(-limits::MANNER_MS);
        self.takes(Manner::Draft)
            && !self.takes(Manner::Ed25519)
            && !self.takes(Manner::Standard)
            && self.0.tried_at.is_some_and(|at| at <= lately)
    }
}

impl Federation {
    async fn manners(&self, host: &str) -> social::Result<Arc<Mutex<Manners>>> {
        let known = &self.0.manners.0;
        if let Some(manners) = known.get(host) {
            return Ok(manners);
        }
        let read = store::neighbours::find_manners(&self.site().store, host).await?;
        Ok(known.get_with_by_ref(host, || Arc::new(Mutex::new(read))))
    }

    /// What is known of a host's manners.
    pub(crate) async fn manners_of(&self, host: &str) -> social::Result<Understood> {
        let manners = self.manners(host).await?;
        let manners = lock(&manners).clone();
        Ok(Understood(manners))
    }

    /// Notes whether a host takes what is signed so.
    pub(crate) async fn learn_manner(
        &self,
        host: &str,
        manner: Manner,
        is_taken: bool,
    ) -> social::Result<()> {
        let now = self.site().now();
        self.change_manners(host, |manners| {
            // From the first meeting on, there is time to try something else.
            manners.tried_at.get_or_insert(now);
            let place = manner.place(manners);
            let is_news = place.is_none_or(|known| known.is_taken != is_taken || !is_taken);
            if is_news {
                *place = Some(Verdict { is_taken, at: now });
            }
            is_news
        })
        .await
    }

    /// Notes that something better is being tried.
    pub(crate) async fn note_trial(&self, host: &str) -> social::Result<()> {
        let now = self.site().now();
        self.change_manners(host, |manners| {
            manners.tried_at = Some(now);
            true
        })
        .await
    }

    async fn change_manners(
        &self,
        host: &str,
        change: impl FnOnce(&mut Manners) -> bool,
    ) -> social::Result<()> {
        let manners = self.manners(host).await?;
        let changed = {
            let mut manners = lock(&manners);
            change(&mut manners).then(|| manners.clone())
        };
        if let Some(changed) = changed {
            store::neighbours::set_manners(&self.site().store, host, &changed).await?;
        }
        Ok(())
    }

    /// Whoever signs by the standard reads it, too.
    pub(crate) async fn learn_from_request(
        &self,
        owner: &str,
        form: Form,
        key: &PublicKey,
    ) -> social::Result<()> {
        let manner = match (form, key) {
            (Form::Draft, _) => return Ok(()),
            (Form::Standard, PublicKey::Rsa(_)) => Manner::Standard,
            (Form::Standard, PublicKey::Ed25519(_)) => Manner::Ed25519,
        };
        self.learn_promise(owner, manner).await
    }

    /// Takes a host at its word, unless it was found out lately that it does not keep it.
    async fn learn_promise(&self, uri: &str, manner: Manner) -> social::Result<()> {
        let Some(host) = authority(uri) else { return Ok(()) };
        let known = self.manners_of(&host).await?;
        if known.takes(manner) || known.refuses(manner, self.site().now()) {
            return Ok(());
        }
        self.learn_manner(&host, manner, true).await
    }

    /// What the program of an actor says that it understands (FEP-844e).
    pub(crate) async fn learn_from_actor(&self, document: &Value) -> social::Result<()> {
        let Some(id) = lenient::id_of(document) else { return Ok(()) };
        let generator = document.get("generator").unwrap_or(&Value::Null);
        for capability in lenient::list(generator, "implements").iter().take(limits::CAPABILITIES) {
            let address = capability.get("href").or(capability.get("id")).unwrap_or(capability).as_str();
            match address {
                Some(STANDARD) => self.learn_promise(id, Manner::Standard).await?,
                Some(ED25519) => self.learn_promise(id, Manner::Ed25519).await?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// The names of what programs understand (FEP-844e).
const STANDARD: &str = "https://datatracker.ietf.org/doc/html/rfc9421";
const ED25519: &str = "https://datatracker.ietf.org/doc/html/rfc9421#name-eddsa-using-curve-edwards25";

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(limits::MANNER_MS * 10);

    fn verdict(is_taken: bool, at: Timestamp) -> Option<Verdict> {
        Some(Verdict { is_taken, at })
    }

    #[test]
    fn what_everybody_reads_is_used_until_something_else_is_known() {
        let choice = |manners: Manners| Understood(manners).choice(NOW);
        let long_ago = NOW.plus_millis(-limits::MANNER_MS);
        assert_eq!(choice(Manners::default()), Manner::Draft);
        let rsa = Manners { rsa: verdict(true, long_ago), ..Manners::default() };
        assert_eq!(choice(rsa.clone()), Manner::Standard);
        assert_eq!(choice(Manners { ed25519: verdict(true, long_ago), ..rsa }), Manner::Ed25519);
        let refusing = |at| Manners { draft: verdict(false, at), ..Manners::default() };
        assert_eq!(choice(refusing(NOW)), Manner::Standard);
        assert_eq!(choice(refusing(long_ago)), Manner::Draft, "it may have learned since");
        let both = Manners { rsa: verdict(false, NOW), ..refusing(NOW) };
        assert_eq!(choice(both), Manner::Draft);
    }

    #[test]
    fn the_other_way_is_tried_once_in_a_while() {
        let refused = |at| Understood(Manners { rsa: verdict(false, at), ..Manners::default() });
        assert_eq!(refused(NOW).other(Manner::Draft, NOW), None);
        let long_ago = NOW.plus_millis(-limits::MANNER_MS);
        assert_eq!(refused(long_ago).other(Manner::Draft, NOW), Some(Manner::Standard));
        assert_eq!(Understood::default().other(Manner::Ed25519, NOW), Some(Manner::Draft));
    }

    #[test]
    fn something_better_is_tried_once_a_week() {
        let known = |tried_at| {
            Understood(Manners {
                draft: verdict(true, tried_at),
                tried_at: Some(tried_at),
                ..Manners::default()
            })
        };
        assert!(!known(NOW).is_trial_due(NOW));
        assert!(known(NOW.plus_millis(-limits::MANNER_MS)).is_trial_due(NOW));
        assert!(!Understood::default().is_trial_due(NOW));
    }
}
