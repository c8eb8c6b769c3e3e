//! The client of a request: its address, the part of the address we store, and its name for itself.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The client of a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Client {
    /// Its address.
    pub address: ClientAddress,
    /// What it calls itself, at most 200 characters. Empty if it does not say.
    pub device: String,
}

/// The address of a client. An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) becomes the IPv4
/// address.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The client at this address, in canonical form.
    pub fn new(address: IpAddr) -> Self {
        Self(address.to_canonical())
    }

    /// The address itself.
    pub fn ip(self) -> IpAddr {
        self.0
    }

    /// The key by which attempts are counted: an IPv4 address, or the /64 of an IPv6 address, which
    /// is the smallest network a customer is given (RFC 6177).
    pub fn throttle_key(self) -> String {
        match self.0 {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => network_v6(address, 64),
        }
    }

    /// The part that logs and session lists store: the /24 of an IPv4 address or the /48 of an IPv6
    /// address. It identifies a provider and a region, but not a household.
    pub fn prefix(self) -> String {
        match self.0 {
            IpAddr::V4(address) => {
                let network = Ipv4Addr::from_bits(address.to_bits() & !0xff);
                format!("{network}/24")
            }
            IpAddr::V6(address) => network_v6(address, 48),
        }
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

/// The network of an address with a prefix of `bits` bits, 1 to 128.
fn network_v6(address: Ipv6Addr, bits: u32) -> String {
    let mask = u128::MAX << (128 - bits);
    let network = Ipv6Addr::from_bits(address.to_bits() & mask);
    format!("{network}/{bits}")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("192.0.2.130", "192.0.2.130", "192.0.2.0/24")]
    #[case("255.255.255.255", "255.255.255.255", "255.255.255.0/24")]
    #[case("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48")]
    #[case("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64", "2001:db8:1::/48")]
    #[case("::1", "::/64", "::/48")]
    #[case("::ffff:192.0.2.130", "192.0.2.130", "192.0.2.0/24")]
    fn neighbors_share_a_throttle_key_and_only_a_prefix_is_stored(
        #[case] address: &str,
        #[case] throttle_key: &str,
        #[case] prefix: &str,
    ) {
        let client = ClientAddress::new(address.parse().unwrap());
        assert_eq!(client.throttle_key(), throttle_key);
        assert_eq!(client.prefix(), prefix);
    }

    #[test]
    fn an_ipv4_mapped_address_is_the_same_client_as_the_ipv4_address() {
        let [plain, mapped] = ["192.0.2.1", "::ffff:192.0.2.1"].map(|address| {
            let address = address.parse().unwrap();
            ClientAddress::new(address)
        });
        assert_eq!(plain, mapped);
        assert_eq!(mapped.to_string(), "192.0.2.1");
    }
}
