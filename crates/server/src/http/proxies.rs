//! Proxies: who really asks, when a proxy stands before us. Anybody can write `X-Forwarded-For`; it is believed only
//! as far as it was written by proxies that the operator trusts.

use std::net::IpAddr;

use http::HeaderMap;
use ipnet::IpNet;
use model::{ClientAddress, Forwarded};

/// The header in which each proxy notes for whom it asks.
const FORWARDED_FOR: &str = "x-forwarded-for";
/// The header in which a proxy notes for which host.
const FORWARDED_HOST: &str = "x-forwarded-host";

/// The address of the client: the last one in the chain that is not a trusted proxy.
pub(super) fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> ClientAddress {
    let is_trusted = |address: IpAddr| trusted.iter().any(|range| range.contains(&address));
    let mut client = peer.to_canonical();
    if !is_trusted(client) {
        return ClientAddress(client);
    }
    let noted: Vec<&str> =
        headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).collect();
    for note in noted.iter().rev().flat_map(|value| value.rsplit(',')) {
        let Some(address) = parse(note.trim()) else { break };
        client = address;
        if !is_trusted(client) {
            break;
        }
    }
    ClientAddress(client)
}

/// For which host a trusted proxy asks; `None` if nobody shows that there is one. Many forget to hand on `Host`.
pub(super) fn forwarded(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Option<Forwarded> {
    let is_trusted = trusted.iter().any(|range| range.contains(&peer.to_canonical()));
    let host = headers.get(FORWARDED_HOST).and_then(|value| value.to_str().ok());
    let is_proxied = host.is_some() || headers.contains_key(FORWARDED_FOR);
    // Of several proxies the first was asked by whoever it is for.
    let host = host.and_then(|hosts| hosts.split(',').next()).map(|host| host.trim().to_owned());
    (is_trusted && is_proxied).then_some(Forwarded(host))
}

/// An address, which some proxies write with a port.
fn parse(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').split(']').next().unwrap_or_default();
    let address = bare.parse().ok().or_else(|| text.rsplit_once(':')?.0.parse().ok())?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(peer: &str, noted: &[&str]) -> String {
        let trusted: Vec<IpNet> = ["127.0.0.0/8", "10.0.0.0/8"].map(|range| range.parse().unwrap()).to_vec();
        let mut headers = HeaderMap::new();
        for value in noted {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        client(peer.parse().unwrap(), &headers, &trusted).0.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_says_for_which_host() {
        let trusted: Vec<IpNet> = vec!["127.0.0.0/8".parse().unwrap()];
        let told = |peer: &str, noted: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in noted {
                headers.append(*name, value.parse().unwrap());
            }
            forwarded(peer.parse().unwrap(), &headers, &trusted)
        };
        let host = |host: Option<&str>| Some(Forwarded(host.map(str::to_owned)));
        assert_eq!(told("127.0.0.1", &[(FORWARDED_FOR, "198.51.100.7")]), host(None));
        assert_eq!(told("127.0.0.1", &[(FORWARDED_HOST, "a.example, b.example")]), host(Some("a.example")));
        assert_eq!(told("127.0.0.1", &[]), None);
        assert_eq!(told("203.0.113.1", &[(FORWARDED_HOST, "a.example")]), None);
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(
            asked("203.0.113.1", &["198.51.100.7"]),
            "203.0.113.1",
            "S-229: a stranger is not believed"
        );
    }

    #[test]
    fn a_trusted_proxy_tells_who_asks() {
        assert_eq!(asked("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(asked("127.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(asked("127.0.0.1", &["198.51.100.7, 10.0.0.2"]), "198.51.100.7");
        assert_eq!(asked("::ffff:127.0.0.1", &["198.51.100.7:4000"]), "198.51.100.7");
        assert_eq!(asked("127.0.0.1", &["[2001:db8::1]:4000"]), "2001:db8::1");
    }

    #[test]
    fn what_a_client_wrote_itself_is_not_believed() {
        assert_eq!(asked("127.0.0.1", &["1.2.3.4, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(asked("127.0.0.1", &["1.2.3.4", "198.51.100.7, 10.0.0.2"]), "198.51.100.7");
        assert_eq!(asked("127.0.0.1", &["1.2.3.4, nonsense"]), "127.0.0.1");
    }
}
