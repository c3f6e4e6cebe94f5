//! What the names of hosts mean. The system is asked for each connection anew, but not more often than its answers are
//! worth: a name that it did not find is not asked for again for a while, and only so many threads wait for it at once.

use std::{
    io,
    net::{IpAddr, SocketAddr, ToSocketAddrs},
    sync::Arc,
};

use moka::sync::Cache;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::Semaphore;

use crate::{
    Names, limits,
    policy::{Forbidden, Policy, Reach},
};

/// Asks what names mean. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Lookups {
    names: Names,
    /// Names that were not found a short while ago.
    unknown: Cache<String, ()>,
    places: Arc<Semaphore>,
}

impl Lookups {
    /// Asks the system, or whoever stands in for it.
    pub(crate) fn new(names: Option<Names>) -> Self {
        let unknown = Cache::builder().max_capacity(limits::HOSTS).time_to_live(limits::NAME_UNKNOWN);
        Self {
            names: names.unwrap_or_else(|| Names(Arc::new(ask_system))),
            unknown: unknown.build(),
            places: Arc::new(Semaphore::new(limits::LOOKUPS_AT_ONCE)),
        }
    }

    /// The addresses of a host.
    pub(crate) async fn find(&self, name: String) -> io::Result<Vec<IpAddr>> {
        self.check(&name)?;
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(io::Error::other)?;
        // Somebody else may have been told meanwhile.
        self.check(&name)?;
        let (names, unknown) = (self.names.clone(), self.unknown.clone());
        // A thread that waits for the system cannot be called back: it keeps its place, and notes what it is told, also
        // when whoever asked has gone.
        let found = tokio::task::spawn_blocking(move || {
            let found = (names.0)(&name);
            if !matches!(&found, Ok(addresses) if !addresses.is_empty()) {
                unknown.insert(name, ());
            }
            drop(place);
            found
        });
        found.await.map_err(io::Error::other)?
    }

    fn check(&self, name: &str) -> io::Result<()> {
        match self.unknown.contains_key(name) {
            true => Err(io::Error::new(io::ErrorKind::NotFound, "its name was not found a short while ago")),
            false => Ok(()),
        }
    }
}

/// What the system says.
fn ask_system(name: &str) -> io::Result<Vec<IpAddr>> {
    Ok((name, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
}

/// Resolves names and passes on only addresses that may be connected to. What it answers is what the client
/// connects to, so a second, different answer changes nothing.
pub(crate) struct Resolver {
    pub(crate) policy: Policy,
    pub(crate) reach: Reach,
    pub(crate) lookups: Lookups,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (policy, reach, lookups) = (self.policy.clone(), self.reach, self.lookups.clone());
        Box::pin(async move {
            let found = lookups.find(name.as_str().to_owned()).await?;
            let allowed: Vec<SocketAddr> =
                found.into_iter().filter(|ip| policy.allows(*ip, reach)).map(|ip| (ip, 0).into()).collect();
            if allowed.is_empty() {
                return Err(Forbidden::Private.into());
            }
            let addresses: Addrs = Box::new(allowed.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Condvar, Mutex,
            atomic::{AtomicUsize, Ordering},
        },
        time::Duration,
    };

    use super::*;

    fn lookups(names: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static) -> Lookups {
        Lookups::new(Some(Names(Arc::new(names))))
    }

    #[tokio::test]
    async fn f_023_a_name_that_is_not_found_is_not_asked_for_again_at_once() {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let lookups = lookups(move |name| {
            count.fetch_add(1, Ordering::SeqCst);
            match name {
                "far.example" => Ok(vec![IpAddr::from([192, 0, 2, 1])]),
                "empty.example" => Ok(Vec::new()),
                _ => Err(io::Error::from(io::ErrorKind::NotFound)),
            }
        });
        for _ in 0..3 {
            assert!(lookups.find("gone.example".into()).await.is_err());
            drop(lookups.find("empty.example".into()).await);
        }
        assert_eq!(asked.load(Ordering::SeqCst), 2, "F-023: once for each name that is not there");
        for _ in 0..3 {
            assert_eq!(lookups.find("far.example".into()).await.unwrap().len(), 1);
        }
        assert_eq!(asked.load(Ordering::SeqCst), 5, "what is there may move at any time");
    }

    #[tokio::test]
    async fn f_023_names_that_nobody_answers_take_only_so_many_threads() {
        let (asked, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new((Mutex::new(false), Condvar::new())));
        let (count, door) = (Arc::clone(&asked), Arc::clone(&gate));
        let lookups = lookups(move |name| {
            count.fetch_add(1, Ordering::SeqCst);
            if name == "gone.example" {
                return Err(io::Error::from(io::ErrorKind::NotFound));
            }
            let open = door.1.wait_while(door.0.lock().unwrap(), |is_open| !*is_open);
            drop(open.unwrap());
            Err(io::Error::from(io::ErrorKind::TimedOut))
        });
        assert!(lookups.find("gone.example".into()).await.is_err());
        let mut waiting = tokio::task::JoinSet::new();
        for number in 0..limits::LOOKUPS_AT_ONCE * 4 {
            let lookups = lookups.clone();
            let patience = Duration::from_millis(300);
            waiting.spawn(async move {
                tokio::time::timeout(patience, lookups.find(format!("{number}.example"))).await.is_err()
            });
        }
        assert!(
            waiting.join_all().await.into_iter().all(|gave_up| gave_up),
            "F-023: nobody waits longer than they want"
        );
        assert_eq!(
            asked.load(Ordering::SeqCst),
            1 + limits::LOOKUPS_AT_ONCE,
            "F-023: whoever gave up asks no more"
        );
        let known = tokio::time::timeout(Duration::from_secs(5), lookups.find("gone.example".into())).await;
        assert!(known.unwrap().is_err(), "F-023: what is known not to be there waits for nobody");
        let other_work =
            tokio::time::timeout(Duration::from_secs(5), tokio::task::spawn_blocking(|| 1)).await;
        assert_eq!(other_work.unwrap().unwrap(), 1, "F-023: other work finds a thread");
        *gate.0.lock().unwrap() = true;
        gate.1.notify_all();
    }
}
