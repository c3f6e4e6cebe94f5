//! One address in many spellings: a canary listens on loopback, and whatever anybody names, nobody connects to it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde_json::json;
use testkit::{Home, Neighbour, Stranger, Trap, neighbour::deliver};

use super::{is_nothing_at, pasted};
use crate::{sealed, with_site_that_may};

/// Ways to write a host that is this machine, or another that is not on the public network.
const HOSTS: [&str; 34] = [
    "127.0.0.1",
    "127.0.0.9",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "127.0.0.9.",
    "127.9",
    "127.0.9",
    "0x7f.0.0.9",
    "0x7f000009",
    "2130706441",
    "0177.0.0.011",
    "017700000011",
    "00000177.0.0.9",
    "0.0.0.0",
    "0",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.9]",
    "[::ffff:7f00:9]",
    "[::127.0.0.9]",
    "[64:ff9b::7f00:9]",
    "[2002:7f00:9::1]",
    "①②⑦.⓪.⓪.⑨",
    "127。0。0。9",
    "１２７.0.0.9",
    "127.0.0.9%2e",
    "me@127.0.0.9",
    "me:secret@127.0.0.9",
    "far.example@127.0.0.9",
    "far.example%40127.0.0.9",
    "127.0.0.9%00",
    "l\u{ad}ocalhost",
];

async fn canaries() -> Vec<Trap> {
    let v4 = |last| IpAddr::V4(Ipv4Addr::new(127, 0, 0, last));
    Trap::canaries([v4(1), v4(9), IpAddr::V6(Ipv6Addr::LOCALHOST)]).await
}

fn untouched(canaries: &[Trap], case: &str) {
    let met: Vec<usize> = canaries.iter().map(Trap::connections).collect();
    assert!(met.iter().all(|count| *count == 0), "{case}: {met:?}");
}

#[test]
fn nobody_is_led_to_this_machine_by_any_spelling() {
    with_site_that_may(&sealed(), async |home| {
        let (alice, canaries) = (home.person("alice").await, canaries().await);
        let port = canaries[0].address.port();
        let bad = Neighbour::start().await;
        let evil = bad.person("evil");
        for host in HOSTS {
            let case = if host.starts_with("[::1") { "S-129" } else { "S-128" };
            let case = if host.contains("ffff") { "S-131" } else { case };
            for scheme in ["http", "https"] {
                let url = format!("{scheme}://{host}:{port}/notes/1");
                assert!(is_nothing_at(&alice, &url).await, "{case}: {url}");
            }
            names_a_key(home, &evil, &format!("http://{host}:{port}/users/x#main-key"), case).await;
            let handle = format!("@bob@{host}:{port}");
            // The words are found in what alice says below, but nobody is.
            assert!(pasted(&alice, &handle).await.1.is_empty(), "{case}: {handle}");
            names_a_key(home, &evil, &format!("acct:bob@{host}:{port}"), case).await;
            alice.posts(&format!("hello {handle}")).await;
            home.settle().await;
            untouched(&canaries, &format!("{case}: {host}"));
        }
        for odd in [
            "a@127.0.0.9:1/x?y#",
            "a@127.0.0.9/x",
            "a@[::1]",
            "a@127.0.0.9#",
            "a@b@127.0.0.9",
            "a@127.0.0.9:",
        ] {
            let handle = format!("@{}", odd.replace(":1/", &format!(":{port}/")));
            assert!(is_nothing_at(&alice, &handle).await, "S-137: {handle}");
            untouched(&canaries, "S-137: a handle that is an address");
        }
    });
}

/// Somebody signs with a key at this address.
async fn names_a_key(home: &Home, evil: &Stranger, key_id: &str, case: &str) {
    let body = evil.activity("Like", 1, &json!("https://far.example/1")).to_string().into_bytes();
    let headers = evil.forges(home, &body, |it| key_id.clone_into(&mut it.key_id));
    // Some spellings are none that a header can have.
    if headers.iter().all(|(_, value)| value.is_ascii()) {
        let status = deliver(&home.requests, &headers, body).await.status;
        assert!(status.is_client_error(), "{case}: {key_id}: {status}");
    }
}

#[test]
fn nothing_that_is_not_public_is_asked() {
    with_site_that_may(&sealed(), async |home| {
        let alice = home.person("alice").await;
        let begun = std::time::Instant::now();
        for ip in [
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.254",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "[fe80::1]",
            "[fc00::1]",
            "[ff02::1]",
            "[2001:db8::1]",
            "[100::1]",
        ] {
            assert!(is_nothing_at(&alice, &format!("http://{ip}/notes/1")).await, "S-130: {ip}");
        }
        assert!(begun.elapsed() < federation::limits::CONNECT_TIMEOUT, "S-130: nobody waits for an answer");
    });
}
