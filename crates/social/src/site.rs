//! The site: the one value on which everything hangs. A process may hold several; nothing is global.

use std::{
    collections::HashSet,
    sync::{
        Arc, OnceLock, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use model::{Id, Instance, Settings, Timestamp, UserId, WebHook, id::SEQUENCE_BITS, limits, settings::Mail};
use store::Store;
use tokio::sync::{Notify, OnceCell, Semaphore};

use crate::{
    Fault, Result,
    content_rules::ready::Ready,
    custom_emojis,
    door::{networks::Networks, proof::Tasks},
    figures::Figures,
    filters::matching::Filters,
    hiding::Hidings,
    mail::Postman,
    media_policies::Policies,
    neighbour_blocks::Blocks,
    preview_cards::Wishes,
    push::ServerKey,
    roles::Roles,
    shelf::Shelf,
    stream::Hub,
    throttle::Throttles,
    timelines::Homes,
    trend_reviews::TagRules,
    trends::Trends,
    workshop::Workshop,
};

/// One community on this server.
pub struct Site {
    /// Where everything is kept.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// Where new ids come from.
    pub ids: Ids,
    /// Where the site is on the network.
    pub instance: Instance,
    /// Live streams to apps.
    pub hub: Hub,
    /// How often somebody did what may be done only so often.
    pub throttles: Throttles,
    pub(crate) homes: Homes,
    pub(crate) hidings: Hidings,
    pub(crate) filters: Filters,
    pub(crate) trends: Trends,
    pub(crate) figures: Figures,
    pub(crate) shelf: Shelf,
    workshop: OnceLock<Arc<Workshop>>,
    /// Rung whenever an upload has been worked on.
    pub(crate) uploads_done: Notify,
    pub(crate) wishes: Wishes,
    /// How letters are sent, if this site sends any.
    pub(crate) postman: OnceLock<Postman>,
    /// What the configuration says of mail.
    pub(crate) given_mail: OnceLock<Mail>,
    /// When it was noted that somebody looks.
    pub(crate) visits: moka::sync::Cache<UserId, Timestamp>,
    settings: RwLock<Arc<Settings>>,
    roles: RwLock<Arc<Roles>>,
    allowed_domains: RwLock<Arc<HashSet<String>>>,
    media_policies: RwLock<Arc<Policies>>,
    tag_rules: RwLock<Arc<TagRules>>,
    web_hooks: RwLock<Arc<Vec<WebHook>>>,
    content_rules: RwLock<Arc<Ready>>,
    neighbour_blocks: RwLock<Arc<Blocks>>,
    blocked_networks: RwLock<Arc<Networks>>,
    /// What browsers are asked to prove before somebody joins.
    pub(crate) tasks: Tasks,
    pub(crate) push_key: OnceCell<ServerKey>,
    pub(crate) picture_key: OnceCell<Arc<aws_lc_rs::hmac::Key>>,
    pub(crate) offered_emojis: custom_emojis::Known,
    pub(crate) passwords: Semaphore,
    /// The hash of a password that nobody has.
    pub(crate) stand_in_password: OnceCell<String>,
}

impl Site {
    /// A site over an open store.
    pub fn new(store: Store, clock: Clock, instance: Instance) -> Arc<Self> {
        Arc::new(Self {
            store,
            clock,
            ids: Ids::default(),
            instance,
            hub: Hub::default(),
            throttles: Throttles::default(),
            homes: Homes::default(),
            hidings: Hidings::default(),
            filters: Filters::default(),
            trends: Trends::default(),
            figures: Figures::default(),
            shelf: Shelf::default(),
            workshop: OnceLock::new(),
            uploads_done: Notify::new(),
            wishes: Wishes::default(),
            postman: OnceLock::new(),
            given_mail: OnceLock::new(),
            visits: moka::sync::Cache::new(limits::VISITORS_NOTED),
            settings: RwLock::default(),
            roles: RwLock::new(Arc::new(Roles::built_in())),
            allowed_domains: RwLock::default(),
            media_policies: RwLock::default(),
            tag_rules: RwLock::default(),
            web_hooks: RwLock::default(),
            content_rules: RwLock::default(),
            neighbour_blocks: RwLock::default(),
            blocked_networks: RwLock::default(),
            tasks: Tasks::default(),
            push_key: OnceCell::new(),
            picture_key: OnceCell::new(),
            offered_emojis: custom_emojis::Known::default(),
            passwords: Semaphore::new(limits::PASSWORDS_AT_ONCE),
            stand_in_password: OnceCell::new(),
        })
    }

    /// What an admin has decided about the site, as it is now.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over settings that have been stored.
    pub fn set_settings(&self, settings: Settings) {
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
    }

    /// The roles that users can have here.
    pub fn roles(&self) -> Arc<Roles> {
        Arc::clone(&self.roles.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over roles that have been stored.
    pub(crate) fn set_roles(&self, roles: Roles) {
        *self.roles.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(roles);
    }

    /// The neighbours that are allowed, where not all of them are.
    pub(crate) fn allowed_domains(&self) -> Arc<HashSet<String>> {
        Arc::clone(&self.allowed_domains.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over which neighbours are allowed.
    pub(crate) fn set_allowed_domains(&self, domains: HashSet<String>) {
        *self.allowed_domains.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(domains);
    }

    /// What becomes of the files of neighbours.
    pub(crate) fn media_policies(&self) -> Arc<Policies> {
        Arc::clone(&self.media_policies.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over what becomes of them.
    pub(crate) fn set_media_policies(&self, policies: Policies) {
        *self.media_policies.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(policies);
    }

    /// Tags that are not found, or not shown.
    pub(crate) fn tag_rules(&self) -> Arc<TagRules> {
        Arc::clone(&self.tag_rules.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over which those are.
    pub(crate) fn set_tag_rules(&self, rules: TagRules) {
        *self.tag_rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
    }

    /// Other programs that are told of what happens here.
    pub(crate) fn web_hooks(&self) -> Arc<Vec<WebHook>> {
        Arc::clone(&self.web_hooks.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over which those are.
    pub(crate) fn set_web_hooks(&self, hooks: Vec<WebHook>) {
        *self.web_hooks.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(hooks);
    }

    /// The content rules, ready to be asked.
    pub(crate) fn content_rules(&self) -> Arc<Ready> {
        Arc::clone(&self.content_rules.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over which those are.
    pub(crate) fn set_content_rules(&self, rules: Ready) {
        *self.content_rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
    }

    /// What was decided about neighbours.
    pub(crate) fn neighbour_blocks(&self) -> Arc<Blocks> {
        Arc::clone(&self.neighbour_blocks.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over what was decided about them.
    pub(crate) fn set_neighbour_blocks(&self, blocks: Blocks) {
        *self.neighbour_blocks.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(blocks);
    }

    /// The networks from which not everything is allowed.
    pub(crate) fn blocked_networks(&self) -> Arc<Networks> {
        Arc::clone(&self.blocked_networks.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over which those are.
    pub(crate) fn set_blocked_networks(&self, networks: Networks) {
        *self.blocked_networks.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(networks);
    }

    /// Where files are kept and worked on. Commands that have nothing to do with files open a site without.
    pub fn workshop(&self) -> Result<Arc<Workshop>> {
        let workshop = self.workshop.get().map(Arc::clone);
        Ok(workshop.ok_or_else(|| Fault::new("this site was opened without a place for files"))?)
    }

    /// Sets up where files are kept and worked on, once.
    pub fn set_workshop(&self, workshop: Workshop) {
        drop(self.workshop.set(Arc::new(workshop)));
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id for something that is made now.
    pub fn id<T>(&self) -> Id<T> {
        self.ids.next(self.now())
    }

    /// A new id for something that was made at `time`, as statuses of neighbours are.
    pub fn id_at<T>(&self, time: Timestamp) -> Id<T> {
        let now = self.now();
        self.ids.at(time.min(now), now)
    }
}

/// Where time comes from. The one exception to "no trait or enum for a single use": tests move time.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The computer's clock.
    System,
    /// A clock that stands still until it is set, in milliseconds since the epoch.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// What time it is.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millis(match self {
            Self::System => {
                #[expect(clippy::disallowed_methods, reason = "this is the clock that all others ask")]
                let now = std::time::SystemTime::now();
                now.duration_since(std::time::UNIX_EPOCH)
                    .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Manual(millis) => millis.load(Ordering::Relaxed),
        })
    }
}

/// Makes snowflakes: unique in this process, rising as long as the clock does, and never falling behind.
#[derive(Debug, Default)]
pub struct Ids {
    last: AtomicI64,
    sequence: AtomicI64,
}

impl Ids {
    /// The next id for `now`; above all earlier ones even if the clock has gone back.
    pub fn next<T>(&self, now: Timestamp) -> Id<T> {
        let floor = now.as_millis() << SEQUENCE_BITS;
        let step = |last: i64| Some((last + 1).max(floor));
        let before = self
            .last
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, step)
            .expect("the step always gives a number");
        Id::new((before + 1).max(floor))
    }

    /// An id for something made at `time` in the past. Its lower bits are drawn from a sequence that begins
    /// elsewhere after each start; they may be taken, so whoever stores under the id must be ready to draw again.
    pub fn at<T>(&self, time: Timestamp, now: Timestamp) -> Id<T> {
        let drawn = self.sequence.fetch_add(1, Ordering::Relaxed).wrapping_add(now.as_millis());
        let low = drawn.wrapping_mul(0x9E37) & 0xFFFF;
        Id::new((time.as_millis().max(0) << SEQUENCE_BITS) | low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_even_when_the_clock_goes_back() {
        let ids = Ids::default();
        let first: Id<u8> = ids.next(Timestamp::from_millis(2_000));
        let second: Id<u8> = ids.next(Timestamp::from_millis(1_000));
        assert!(second > first);
        assert_eq!(first.time().as_millis(), 2_000);
    }
}
