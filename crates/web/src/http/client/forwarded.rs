//! Where a request came from, as reported by trusted proxies in `Forwarded` (RFC 7239) or in the
//! older `X-Forwarded-*` headers, whichever the operator configured. A proxy that sets one of them
//! passes the other on unchanged from its client, so the other is never read.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::{HttpRequest, web};
use errand_domain::ClientAddress;

use crate::{ForwardedHeader, ServerSettings};

/// The client of a request, and the scheme and host it used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Forwarded<'a> {
    /// The nearest hop that is not a trusted proxy.
    pub(crate) client: ClientAddress,
    /// The scheme it used, if a trusted proxy reports it or we speak TLS ourselves.
    pub(crate) scheme: Option<&'a str>,
    /// The host it asked for, if a trusted proxy reports it.
    pub(crate) host: Option<&'a str>,
}

impl<'a> Forwarded<'a> {
    /// Follows the hops back from the peer as long as they are trusted proxies, and stops before a
    /// hop that cannot be parsed.
    pub(crate) fn of(request: &'a HttpRequest) -> Self {
        let unknown = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let settings = request.app_data::<web::Data<ServerSettings>>();
        let speaks_tls = settings.is_some_and(|settings| settings.tls.is_on());
        let peer = Self {
            client: ClientAddress::new(request.peer_addr().map_or(unknown, |peer| peer.ip())),
            scheme: speaks_tls.then_some("https"),
            host: None,
        };
        let Some(settings) = settings.filter(|settings| settings.trusts(peer.client)) else {
            return peer;
        };
        let headers = request.headers();
        match settings.forwarded_header {
            ForwardedHeader::Forwarded => {
                let hops = hops(headers, header::FORWARDED).map(element);
                follow(settings, peer, hops)
            }
            ForwardedHeader::XForwardedFor => {
                let start = Self {
                    scheme: hops(headers, header::X_FORWARDED_PROTO)
                        .next()
                        .or(peer.scheme),
                    host: hops(headers, header::X_FORWARDED_HOST).next(),
                    ..peer
                };
                let hops = hops(headers, header::X_FORWARDED_FOR).map(|hop| {
                    Some(Self {
                        client: node(hop)?,
                        ..start
                    })
                });
                follow(settings, start, hops)
            }
        }
    }
}

fn follow<'a>(
    settings: &ServerSettings,
    start: Forwarded<'a>,
    hops: impl Iterator<Item = Option<Forwarded<'a>>>,
) -> Forwarded<'a> {
    let mut nearest = start;
    for hop in hops.map_while(|hop| hop) {
        nearest = hop;
        if !settings.trusts(nearest.client) {
            break;
        }
    }
    nearest
}

/// The members of a list header, from the right. A comma within quotes also splits, which leaves
/// two members that cannot be parsed.
fn hops(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(name).rev();
    let members = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    members.map(str::trim)
}

/// A member of `Forwarded`: `for=192.0.2.43;proto=https;host=errand.example.org`.
fn element(text: &str) -> Option<Forwarded<'_>> {
    let (mut client, mut scheme, mut host) = (None, None, None);
    for pair in text.split(';') {
        let (name, value) = pair.trim().split_once('=')?;
        let place = match name.to_ascii_lowercase().as_str() {
            "for" => &mut client,
            "proto" => &mut scheme,
            "host" => &mut host,
            _ => &mut None,
        };
        // RFC 7239 §4: a parameter must not occur twice.
        if place.replace(unquoted(value)?).is_some() {
            return None;
        }
    }
    Some(Forwarded {
        client: node(client?)?,
        scheme,
        host,
    })
}

/// A value without its quotes, or `None` if it contains escapes, which no proxy needs.
fn unquoted(value: &str) -> Option<&str> {
    let value = match value.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"')?,
        None => value,
    };
    (!value.contains(['"', '\\'])).then_some(value)
}

/// The address of a hop, with or without a port. Returns `None` for `unknown` and for pseudonyms
/// (RFC 7239 §6).
fn node(text: &str) -> Option<ClientAddress> {
    let plain = || text.parse::<IpAddr>().ok();
    let with_port = || Some(text.parse::<SocketAddr>().ok()?.ip());
    let in_brackets = || {
        let text = text.strip_prefix('[')?.strip_suffix(']')?;
        Some(IpAddr::V6(text.parse::<Ipv6Addr>().ok()?))
    };
    let address = plain().or_else(with_port).or_else(in_brackets)?;
    Some(ClientAddress::new(address))
}

#[cfg(test)]
mod tests;
