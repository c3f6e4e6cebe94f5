//! Addresses: what the guard admits is on the public network in the eyes of everybody who takes part in a request,
//! and two addresses are on one host only if everybody thinks so.
#![no_main]
#![feature(ip)]

#[expect(dead_code, reason = "this target asks only some of its questions")]
#[path = "../../crates/federation/src/authority.rs"]
mod authority;
#[expect(dead_code, reason = "this target needs one of them")]
#[path = "../../crates/federation/src/limits.rs"]
mod limits;
#[path = "../../crates/federation/src/policy.rs"]
mod policy;

use std::net::IpAddr;

use activitypub::webfinger::Handle;
use authority::{authority_of, is_same_host};
use libfuzzer_sys::{Corpus, fuzz_target};
use policy::{Policy, Reach, is_global};
use url::{Host, Url};

fuzz_target!(|data: &[u8]| -> Corpus {
    number(data);
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    handle(text);
    let (one, other) = text.split_once('\n').unwrap_or((text, text));
    assert_eq!(is_same_host(one, other), is_same_host(other, one));
    for text in [one, other] {
        if let Ok(ip) = text.parse() {
            compare(ip);
        }
        if let Ok(url) = Url::parse(text) {
            admit(&url);
        }
        // As a redirect, from a page that may be asked.
        if let Ok(url) = Url::parse("https://far.example/a").expect("a constant").join(text) {
            admit(&url);
        }
    }
    Corpus::Keep
});

/// The bytes themselves as an address.
fn number(data: &[u8]) {
    if let Ok(bytes) = <[u8; 4]>::try_from(data) {
        compare(bytes.into());
    }
    if let Ok(bytes) = <[u8; 16]>::try_from(data) {
        compare(bytes.into());
    }
}

/// What we call public is public to the standard library as well, also if it is another address in disguise.
fn compare(ip: IpAddr) {
    if is_global(ip) {
        assert!(ip.is_global() && !ip.is_multicast(), "{ip}");
        let plain = ip.to_canonical();
        assert!(plain.is_global() && is_global(plain), "{ip} is {plain}");
    }
}

fn admit(url: &Url) {
    let strict = Policy { allow_http: false, allowed: Vec::new() };
    let Ok(reach) = strict.check(url) else { return };
    assert_eq!(reach, Reach::Anywhere, "without a list nothing is listed: {url}");
    assert_eq!(url.scheme(), "https", "{url}");
    assert!(matches!(url.port_or_known_default(), Some(443 | 80)), "{url}");
    assert_eq!(Url::parse(url.as_str()).as_ref(), Ok(url), "it is the same when it is read again");
    let authority = authority_of(url).expect("it has a host");
    assert!(!authority.contains(['@', '/', '?', '#', '\\', ' ', '%']), "{authority}");
    match url.host().expect("it has a host") {
        Host::Ipv4(ip) => assert!(is_global(ip.into()), "{url}"),
        Host::Ipv6(ip) => assert!(is_global(ip.into()), "{url}"),
        Host::Domain(name) => {
            assert!(name.parse::<IpAddr>().is_err(), "nobody takes the name for a number: {url}");
            assert!(!name.ends_with('.') && name.is_ascii(), "a host has one name: {url}");
        }
    }
    // The client reads the address with another library before it connects.
    if let Ok(seen) = url.as_str().parse::<http::Uri>() {
        assert_eq!(seen.host(), url.host_str(), "{url}");
        assert_eq!(seen.port_u16(), url.port(), "{url}");
        let bare = seen.host().unwrap_or_default().trim_matches(['[', ']']);
        if let Ok(ip) = bare.parse::<IpAddr>() {
            assert!(is_global(ip), "{url}");
        }
    }
}

/// The host of a handle goes into an address and stays what it was.
fn handle(text: &str) {
    let Some(handle) = Handle::parse(text) else { return };
    let address = format!("https://{}/.well-known/webfinger", handle.host);
    let url = Url::parse(&address).expect("a handle's host is one");
    assert_eq!(authority_of(&url).as_ref(), Some(&handle.host), "{text}");
    assert_eq!((url.path(), url.query(), url.fragment()), ("/.well-known/webfinger", None, None), "{text}");
    let again = Handle::parse(&format!("{}@{}", handle.username, handle.host));
    assert_eq!(again.as_ref(), Some(&handle), "{text}");
}
