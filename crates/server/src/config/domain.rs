//! Domains: the part of handles after the `@`, in the one spelling that is kept.

use std::net::{IpAddr, Ipv6Addr};

/// Characters in a host name (RFC 1035).
const HOST_CHARACTERS: usize = 253;
/// Characters in one part of a host name (RFC 1035).
const LABEL_CHARACTERS: usize = 63;

/// The domain in lower case, if it is a host and perhaps a port.
pub(super) fn check(text: &str) -> Result<String, String> {
    if text.contains("://") || text.contains('/') {
        return Err(format!(
            "is {text:?}, but must be a host alone, such as social.example, without https://"
        ));
    }
    let domain = text.to_ascii_lowercase();
    let (host, port) = split(&domain);
    if !is_host(host) {
        return Err(format!(
            "is {text:?}, but must be a host such as social.example; write names in other scripts as xn--..."
        ));
    }
    match port.map(str::parse::<u16>) {
        None => Ok(domain),
        Some(Ok(port)) if port > 0 => Ok(format!("{host}:{port}")),
        Some(_) => Err(format!("is {text:?}, which has no valid port after the host")),
    }
}

/// Whether only this machine can be meant, so that nothing travels unprotected.
pub(super) fn is_this_machine(domain: &str) -> bool {
    let (host, _) = split(domain);
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Whether an authority could say that this name is ours: it is asked for on the usual ports, in public.
pub(super) fn check_public(domain: &str) -> Result<(), &'static str> {
    let (host, port) = split(domain);
    let is_address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
    if port.is_some() {
        return Err("goes with a domain without a port only: authorities look at ports 80 and 443");
    }
    match is_this_machine(domain) || is_address || !host.contains('.') {
        true => Err("goes with a public name only, such as social.example"),
        false => Ok(()),
    }
}

fn split(domain: &str) -> (&str, Option<&str>) {
    if domain.ends_with(']') {
        return (domain, None);
    }
    domain.rsplit_once(':').map_or((domain, None), |(host, port)| (host, Some(port)))
}

fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return inner.parse::<Ipv6Addr>().is_ok();
    }
    host.len() <= HOST_CHARACTERS && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= LABEL_CHARACTERS
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_a_host_and_perhaps_a_port() {
        let good = [
            ("Social.Example", "social.example"),
            ("localhost:3000", "localhost:3000"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("127.0.0.1:4001", "127.0.0.1:4001"),
            ("[::1]:4001", "[::1]:4001"),
            ("[::1]", "[::1]"),
        ];
        for (written, kept) in good {
            assert_eq!(check(written).as_deref(), Ok(kept), "{written}");
        }
        let bad =
            ["", "https://social.example", "social.example/", "a b", "a..b", "-a.example", "bücher.example"];
        for written in bad.into_iter().chain(["a:0", "a:65536", "a:x", "a:", "a@b", "[::zz]", "a.example."]) {
            assert!(check(written).is_err(), "{written}");
        }
    }

    #[test]
    fn this_machine_has_several_names() {
        for domain in ["localhost:3000", "one.localhost", "127.9.9.9:80", "[::1]:80"] {
            assert!(is_this_machine(domain), "{domain}");
        }
        for domain in ["social.example", "localhost.example:3000", "10.0.0.1", "notlocalhost"] {
            assert!(!is_this_machine(domain), "{domain}");
        }
    }
}
