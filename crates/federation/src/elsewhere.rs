//! The other way round: somebody looks at a page here and wants to follow or answer from a server of theirs. Asks that
//! server where its people meet what is on others.

use activitypub::webfinger::{Handle, Jrd};
use url::Url;

use crate::{Federation, authority::authority, limits, objects::Budget, webfinger::question};

const ACCEPT: &str = "application/jrd+json, application/json";

/// A server that somebody named as theirs, and who they are there, if they said so.
struct Home {
    handle: Option<Handle>,
    host: String,
}

impl Home {
    /// Reads a handle, the name of a server, or the address of a page there. A word alone is no server, but for trials.
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).filter(|home| home.host.contains('.') || home.host.starts_with("localhost"))
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(handle) = Handle::parse(text) {
            return Some(Self { host: handle.host.clone(), handle: Some(handle) });
        }
        let rest = ["https://", "http://"].into_iter().find_map(|scheme| text.strip_prefix(scheme));
        let mut parts = rest.unwrap_or(text).split(['/', '?', '#']);
        let host = parts.next().unwrap_or_default();
        // The strict reading of handles is good for names of servers, too.
        let host = Handle::parse(&format!("x@{host}"))?.host;
        let named = parts.next().and_then(|part| part.strip_prefix('@'));
        let handle = named.and_then(|name| Handle::parse(&format!("{name}@{host}")));
        Some(Self { handle, host })
    }
}

impl Federation {
    /// The page on which somebody of the server that they call `home` meets what is here under `uri`. What their server
    /// says of that counts only if it leads to that server; one that says nothing is asked as Mastodon would be. `None`
    /// if `home` is no server at all, or one that this server has no dealings with.
    pub async fn meeting_place(&self, home: &str, uri: &str) -> Option<Url> {
        if home.len() > limits::URL_BYTES {
            return None;
        }
        let home = Home::read(home)?;
        let scheme = if self.0.client.allows_http() { "http" } else { "https" };
        let usual = Url::parse(&format!("{scheme}://{}/authorize_interaction", home.host)).ok()?;
        self.check_dealings(&usual).ok()?;
        if let Some(handle) = &home.handle
            && let Some(place) = self.told_place(scheme, handle, uri).await
        {
            return Some(place);
        }
        let mut place = usual;
        place.query_pairs_mut().append_pair("uri", uri);
        Some(place)
    }

    /// Where a server says that one of its people meets something.
    async fn told_place(&self, scheme: &str, handle: &Handle, uri: &str) -> Option<Url> {
        let budget = Budget::new(limits::FETCHES_PER_PLACE);
        let address = question(scheme, handle).ok()?;
        let fetched = self.fetch_plain(address.as_str(), ACCEPT, &budget).await.ok()?;
        let jrd = Jrd::parse(&serde_json::from_slice(&fetched.body).ok()?)?;
        let place = Url::parse(&jrd.interaction(uri)?).ok()?;
        let host = authority(place.as_str())?;
        // A handle may have another name than its server: then that answers, or its actor is there.
        let is_theirs = host == handle.host
            || authority(fetched.url.as_str()).is_some_and(|answering| answering == host)
            || jrd.actor().and_then(authority).is_some_and(|actor| actor == host);
        let is_plain = place.scheme() == scheme && place.username().is_empty() && place.password().is_none();
        let is_fit = is_theirs && is_plain && place.as_str().len() <= limits::URL_BYTES;
        is_fit.then_some(place).filter(|place| self.check_dealings(place).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_name_their_server_in_many_ways() {
        for (text, host, name) in [
            ("@bob@far.example", "far.example", Some("bob")),
            ("bob@FAR.example", "far.example", Some("bob")),
            ("far.example", "far.example", None),
            (" https://far.example/ ", "far.example", None),
            ("https://far.example/@bob", "far.example", Some("bob")),
            ("far.example/@bob/1", "far.example", Some("bob")),
            ("localhost:4001", "localhost:4001", None),
        ] {
            let home = Home::read(text).unwrap();
            let username = home.handle.map(|handle| handle.username);
            assert_eq!((home.host.as_str(), username.as_deref()), (host, name), "{text}");
        }
    }

    #[test]
    fn what_could_lead_astray_is_no_server() {
        for text in [
            "",
            "bob",
            "@bob",
            "bob@evil",
            "javascript:alert(1)",
            "https://",
            "a b.example",
            "user:pass@far.example",
            "far.example@evil.example/",
            "//evil.example",
            "far.example\\.evil",
            "[::1]",
            "127.1",
        ] {
            assert!(Home::read(text).is_none(), "{text}");
        }
    }
}
