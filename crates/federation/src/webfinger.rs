//! Asking other servers who is behind a handle.

use activitypub::{
    host_meta,
    webfinger::{Handle, Jrd},
};
use url::Url;

use crate::{Federation, limits, objects::Budget, trouble::Trouble};

const ACCEPT: &str = "application/jrd+json, application/json";
const ACCEPT_HOST_META: &str = "application/xrd+xml, application/xml, text/xml, application/json;q=0.5";

/// What a server says of a handle.
pub(crate) struct Finger {
    /// The handle as the server spells it.
    pub(crate) subject: Option<Handle>,
    /// The address of the actor.
    pub(crate) actor: String,
}

impl Federation {
    /// Asks the handle's server who it is.
    pub(crate) async fn finger(&self, handle: &Handle, budget: &Budget) -> Result<Finger, Trouble> {
        let mut problem = None;
        let schemes: &[&str] = if self.0.client.allows_http() { &["http", "https"] } else { &["https"] };
        for scheme in schemes {
            let address = question(scheme, handle)?;
            let answer = match self.fetch_plain(address.as_str(), ACCEPT, budget).await {
                Ok(fetched) => read(&fetched.body),
                Err(error) => Err(error.into()),
            };
            match answer {
                // A host may say that it answers somewhere else.
                Err(Trouble::Refused(reason)) => {
                    if let Some(elsewhere) = self.place_of_webfinger(scheme, handle, budget).await {
                        return read(&self.fetch_plain(&elsewhere, ACCEPT, budget).await?.body);
                    }
                    // What was said outweighs that something else could not be reached.
                    problem = Some(Trouble::Refused(reason));
                }
                Err(trouble) => drop(problem.get_or_insert(trouble)),
                Ok(finger) => return Ok(finger),
            }
        }
        Err(problem.unwrap_or_else(|| Trouble::refused("nobody was asked")))
    }

    /// Where a host answers about handles, if it says so in its host-meta (RFC 6415) and it is not the usual place.
    async fn place_of_webfinger(&self, scheme: &str, handle: &Handle, budget: &Budget) -> Option<String> {
        let address = format!("{scheme}://{}/.well-known/host-meta", handle.host);
        let fetched = self.fetch_plain(&address, ACCEPT_HOST_META, budget).await.ok()?;
        let template = host_meta::template(&String::from_utf8_lossy(&fetched.body))?;
        let acct = format!("acct:{}@{}", handle.username, handle.host);
        let acct: String = url::form_urlencoded::byte_serialize(acct.as_bytes()).collect();
        let place = template.replace("{uri}", &acct);
        let usual = question(scheme, handle).ok()?;
        let is_usual = Url::parse(&place)
            .ok()
            .is_none_or(|place| place[..url::Position::AfterPath] == usual[..url::Position::AfterPath]);
        (!is_usual).then_some(place)
    }

    /// The domain of the handle that belongs to an actor. Names on an actor's own host are that host's to give.
    /// Another domain counts only if it says itself that this actor is behind the handle.
    pub(crate) async fn domain_of(
        &self,
        actor: &str,
        username: &str,
        claim: Option<Handle>,
        budget: &Budget,
    ) -> Result<String, Trouble> {
        let host =
            crate::authority::authority(actor).ok_or_else(|| Trouble::refused("an actor without a host"))?;
        let own = Handle { username: username.to_owned(), host: host.clone() };
        let claim = match claim {
            Some(claim) => Some(claim),
            None => self.finger(&own, budget).await.ok().and_then(|finger| finger.subject),
        };
        let Some(claim) = claim.filter(|claim| {
            !claim.host.eq_ignore_ascii_case(&host)
                && claim.username.eq_ignore_ascii_case(username)
                && !self.site().instance.is_home(&claim.host)
        }) else {
            return Ok(host);
        };
        match self.finger(&claim, budget).await {
            Ok(finger) if finger.actor == actor => Ok(claim.host.to_ascii_lowercase()),
            _ => Ok(host),
        }
    }
}

pub(crate) fn question(scheme: &str, handle: &Handle) -> Result<Url, Trouble> {
    let mut url = Url::parse(&format!("{scheme}://{}/.well-known/webfinger", handle.host))
        .map_err(|_| Trouble::refused(format!("{} is not a host", handle.host)))?;
    url.query_pairs_mut().append_pair("resource", &format!("acct:{}@{}", handle.username, handle.host));
    Ok(url)
}

fn read(body: &[u8]) -> Result<Finger, Trouble> {
    let document =
        serde_json::from_slice(body).map_err(|_| Trouble::refused("the WebFinger answer is not JSON"))?;
    let jrd = Jrd::parse(&document).ok_or_else(|| Trouble::refused("the WebFinger answer is malformed"))?;
    let actor = jrd.actor().ok_or_else(|| Trouble::refused("the WebFinger answer names no actor"))?;
    if actor.len() > limits::URL_BYTES {
        return Err(Trouble::refused("the WebFinger answer names a very long address"));
    }
    Ok(Finger { subject: jrd.subject.as_deref().and_then(Handle::parse), actor: actor.to_owned() })
}
