//! Which addresses this server talks to. Everything not globally routable is refused, because a neighbour may
//! name any address it likes; only the ranges that the operator listed are added.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use url::{Host, Url};

use crate::limits;

/// Ranges of IPv4 that are not for the public network, by the IANA special-purpose registry.
const SPECIAL_V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Ranges inside 2000::/3 that are not for the public network or carry an IPv4 address inside: protocol
/// assignments (with Teredo), documentation, 6to4.
const SPECIAL_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether an address belongs to the public network.
pub(crate) fn is_global(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            !SPECIAL_V4.iter().any(|(net, len)| (u32::from(ip) ^ u32::from(*net)) >> (32 - len) == 0)
        }
        // Only 2000::/3 is handed out. Mapped, compatible and translated IPv4 addresses are outside of it: those
        // who mean an IPv4 address can say so.
        IpAddr::V6(ip) => {
            u128::from(ip) >> 125 == 1
                && !SPECIAL_V6
                    .iter()
                    .any(|(net, len)| (u128::from(ip) ^ u128::from(*net)) >> (128 - len) == 0)
        }
    }
}

/// Which addresses this server talks to.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    /// Plain HTTP and any port are fine, for trials on one machine.
    pub(crate) allow_http: bool,
    /// Ranges allowed besides the public network.
    pub(crate) allowed: Vec<IpNet>,
}

/// Which of the public network and the allowed ranges a request may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Both.
    Anywhere,
    /// Only what the operator listed: the port is not one of the web's.
    Listed,
}

/// Why an address is not talked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Forbidden {
    /// Neither https nor (if allowed) http.
    #[error("the address is not https")]
    Scheme,
    /// There is no host, or a name and password stand before it, or it is too long.
    #[error("the address is not one of a web server")]
    Shape,
    /// A port that web servers do not use.
    #[error("the port is not 443 or 80")]
    Port,
    /// Not globally routable and not in the allowed ranges.
    #[error("the address is not on the public network")]
    Private,
}

impl Policy {
    /// Whether a connection to this address may be made.
    pub(crate) fn allows(&self, ip: IpAddr, reach: Reach) -> bool {
        let listed = self.allowed.iter().any(|net| net.contains(&ip));
        listed || (reach == Reach::Anywhere && is_global(ip))
    }

    /// Whether an address may be asked at all, before its name is resolved; answers what it may resolve to.
    ///
    /// Ports other than 443 and 80 are the doors of databases and printers, so a neighbour may not name them.
    /// Those who run trials on one machine need them: they are open with plain HTTP and towards listed ranges.
    pub(crate) fn check(&self, url: &Url) -> Result<Reach, Forbidden> {
        match url.scheme() {
            "https" => {}
            "http" if self.allow_http => {}
            _ => return Err(Forbidden::Scheme),
        }
        if !url.username().is_empty() || url.password().is_some() || url.as_str().len() > limits::URL_BYTES {
            return Err(Forbidden::Shape);
        }
        let is_web_port = matches!(url.port_or_known_default(), Some(443 | 80));
        let reach = if self.allow_http || is_web_port { Reach::Anywhere } else { Reach::Listed };
        let ip = match url.host() {
            None => return Err(Forbidden::Shape),
            // With a dot at its end a name leads to the same host, and is not the same name.
            Some(Host::Domain(name)) if name.is_empty() || name.ends_with('.') => {
                return Err(Forbidden::Shape);
            }
            Some(Host::Domain(_)) if reach == Reach::Listed && self.allowed.is_empty() => {
                return Err(Forbidden::Port);
            }
            Some(Host::Domain(_)) => return Ok(reach),
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
        };
        match (self.allows(ip, reach), reach) {
            (true, _) => Ok(reach),
            (false, Reach::Listed) if is_global(ip) => Err(Forbidden::Port),
            (false, _) => Err(Forbidden::Private),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: &[&str] = &[
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.0.0.9",
        "127.255.255.255",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.255",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::2",
        "::ffff:127.0.0.9",
        "::ffff:10.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "::8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ];
    const GLOBAL: &[&str] = &[
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.1.1.1",
        "128.0.0.1",
        "169.253.1.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.1.1",
        "198.17.1.1",
        "198.20.1.1",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "2a01:4f8::1",
        "3ffe::1",
    ];

    /// The ranges of the IANA special-purpose registries that are not globally reachable, and those for multicast
    /// and for one's own use: first and last address.
    const SPECIAL: &[(&str, &str)] = &[
        ("0.0.0.0", "0.255.255.255"),
        ("10.0.0.0", "10.255.255.255"),
        ("100.64.0.0", "100.127.255.255"),
        ("127.0.0.0", "127.255.255.255"),
        ("169.254.0.0", "169.254.255.255"),
        ("172.16.0.0", "172.31.255.255"),
        ("192.0.0.0", "192.0.0.255"),
        ("192.0.2.0", "192.0.2.255"),
        ("192.88.99.0", "192.88.99.255"),
        ("192.168.0.0", "192.168.255.255"),
        ("198.18.0.0", "198.19.255.255"),
        ("198.51.100.0", "198.51.100.255"),
        ("203.0.113.0", "203.0.113.255"),
        ("224.0.0.0", "239.255.255.255"),
        ("240.0.0.0", "255.255.255.255"),
        ("::", "::"),
        ("::1", "::1"),
        ("::ffff:0:0", "::ffff:ffff:ffff"),
        ("64:ff9b::", "64:ff9b::ffff:ffff"),
        ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),
        ("100::", "100::ffff:ffff:ffff:ffff"),
        ("100:0:0:1::", "100::1:ffff:ffff:ffff:ffff"),
        ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ];

    fn strict() -> Policy {
        Policy { allow_http: false, allowed: Vec::new() }
    }

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn written(ip: IpAddr) -> String {
        match ip {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        }
    }

    #[test]
    fn every_range_of_the_registries_is_refused_from_end_to_end() {
        for (first, last) in SPECIAL {
            let (first, last): (IpAddr, IpAddr) = (first.parse().unwrap(), last.parse().unwrap());
            let middle = match (first, last) {
                (IpAddr::V4(first), IpAddr::V4(last)) => {
                    IpAddr::V4((u32::from(first) / 2 + u32::from(last) / 2).into())
                }
                (IpAddr::V6(first), IpAddr::V6(last)) => {
                    IpAddr::V6((u128::from(first) / 2 + u128::from(last) / 2).into())
                }
                _ => panic!("a range is of one kind"),
            };
            for ip in [first, middle, last] {
                assert!(!is_global(ip), "S-130: {ip}");
                assert!(!strict().allows(ip, Reach::Anywhere), "S-130: {ip}");
            }
        }
    }

    #[test]
    fn only_the_public_network_is_reached() {
        for text in REFUSED {
            let ip: IpAddr = text.parse().unwrap();
            assert!(!is_global(ip), "{text}");
            let refused = strict().check(&url(&format!("https://{}/x", written(ip))));
            assert_eq!(refused, Err(Forbidden::Private), "{text}");
        }
        for text in GLOBAL {
            let ip: IpAddr = text.parse().unwrap();
            assert!(is_global(ip), "{text}");
            assert_eq!(strict().check(&url(&format!("https://{}/x", written(ip)))), Ok(Reach::Anywhere));
        }
    }

    #[test]
    fn an_address_is_the_same_in_every_notation() {
        for text in [
            "https://2130706433/",
            "https://0x7f.1/",
            "https://017700000001/",
            "https://127.1/",
            "https://0/",
            "https://[::ffff:7f00:9]/",
            "https://①②⑦.0.0.1/",
            "https://127.0.0.1./",
        ] {
            assert_eq!(strict().check(&url(text)), Err(Forbidden::Private), "{text}");
        }
    }

    #[test]
    fn exactly_the_listed_ranges_are_added() {
        let policy = Policy { allow_http: false, allowed: vec!["127.0.0.1/32".parse().unwrap()] };
        assert_eq!(policy.check(&url("https://127.0.0.1/")), Ok(Reach::Anywhere));
        assert_eq!(policy.check(&url("https://127.0.0.1:4001/")), Ok(Reach::Listed));
        assert_eq!(policy.check(&url("https://127.0.0.9/")), Err(Forbidden::Private));
        assert_eq!(policy.check(&url("https://[::1]/")), Err(Forbidden::Private));
        assert_eq!(policy.check(&url("https://[::ffff:127.0.0.1]/")), Err(Forbidden::Private));
        assert_eq!(policy.check(&url("https://10.0.0.1/")), Err(Forbidden::Private));
        // A name with an odd port may only turn out to be in the listed ranges.
        assert_eq!(policy.check(&url("https://far.example:4001/")), Ok(Reach::Listed));
        assert!(!policy.allows("8.8.8.8".parse().unwrap(), Reach::Listed));
        assert!(policy.allows("127.0.0.1".parse().unwrap(), Reach::Listed));
    }

    #[test]
    fn odd_ports_schemes_and_shapes_are_refused() {
        let cases = [
            ("http://far.example/", Forbidden::Scheme),
            ("file:///etc/passwd", Forbidden::Scheme),
            ("gopher://far.example/", Forbidden::Scheme),
            ("javascript:alert(1)", Forbidden::Scheme),
            ("data:text/html,x", Forbidden::Scheme),
            ("https://far.example:22/", Forbidden::Port),
            ("https://far.example:8443/", Forbidden::Port),
            ("https://8.8.8.8:6379/", Forbidden::Port),
            ("https://me@far.example/", Forbidden::Shape),
            ("https://me:secret@far.example/", Forbidden::Shape),
            ("https://far.example./", Forbidden::Shape),
            ("https://far.example。/", Forbidden::Shape),
        ];
        for (text, reason) in cases {
            assert_eq!(strict().check(&url(text)), Err(reason), "{text}");
        }
        assert_eq!(strict().check(&url("https://far.example:80/")), Ok(Reach::Anywhere));
        let long = format!("https://far.example/{}", "a".repeat(limits::URL_BYTES));
        assert_eq!(strict().check(&url(&long)), Err(Forbidden::Shape));
        let trial = Policy { allow_http: true, allowed: vec!["127.0.0.0/8".parse().unwrap()] };
        assert_eq!(trial.check(&url("http://localhost:4001/x")), Ok(Reach::Anywhere));
        assert_eq!(trial.check(&url("ftp://localhost/x")), Err(Forbidden::Scheme));
    }
}
