//! Client addresses: from where on the network somebody asks.

use std::net::{IpAddr, Ipv6Addr};

/// The address of whoever asks, as far as the proxies that we trust tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

/// That a proxy which the operator trusts asks for somebody: for which host, if it says so. It may have put another in the
/// place of the one that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarded(pub Option<String>);

impl ClientAddress {
    /// What stands for one household or machine: the address itself, or the /64 of an IPv6 address, of which
    /// everybody has 18 trillion.
    pub fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        }
    }

    /// What is kept of an address for its owner to recognise: the network of many, not the one line.
    pub fn neighbourhood(self) -> String {
        match self.0.to_canonical() {
            IpAddr::V4(address) => {
                let [one, two, three, _] = address.octets();
                format!("{one}.{two}.{three}.0/24")
            }
            IpAddr::V6(address) => {
                format!("{}/48", Ipv6Addr::from_bits(address.to_bits() & !(u128::MAX >> 48)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_on_one_line_count_as_one() {
        let network = |text: &str| ClientAddress(text.parse().unwrap()).network().to_string();
        assert_eq!(network("203.0.113.9"), "203.0.113.9");
        assert_eq!(network("::ffff:203.0.113.9"), "203.0.113.9");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
    #[test]
    fn what_is_kept_of_an_address_is_no_address() {
        let kept = |text: &str| ClientAddress(text.parse().unwrap()).neighbourhood();
        assert_eq!(kept("203.0.113.9"), "203.0.113.0/24");
        assert_eq!(kept("::ffff:203.0.113.9"), "203.0.113.0/24");
        assert_eq!(kept("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
    }
}
