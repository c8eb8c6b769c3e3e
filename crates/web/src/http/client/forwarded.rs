//! The way a request came, as far as trusted proxies tell it: in `Forwarded` (RFC 7239) or in the
//! `X-Forwarded-*` headers that came before it, whichever the operator names. A proxy that writes one
//! of them passes the other on as its client wrote it, so the other is never read.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::{HttpRequest, web};
use errand_domain::ClientAddress;

use crate::{ForwardedHeader, ServerSettings};

/// Where a request came from, and what was asked there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Forwarded<'a> {
    /// The first hop that is no trusted proxy, counted from here.
    pub(crate) client: ClientAddress,
    /// The scheme it used, where trusted proxies tell.
    pub(crate) scheme: Option<&'a str>,
    /// The host it asked for, where trusted proxies tell.
    pub(crate) host: Option<&'a str>,
}

impl<'a> Forwarded<'a> {
    /// Goes back from the peer while the hops are trusted proxies. What cannot be understood ends
    /// the way at the hop before.
    pub(crate) fn of(request: &'a HttpRequest) -> Self {
        let unknown = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let peer = Self {
            client: ClientAddress::new(request.peer_addr().map_or(unknown, |peer| peer.ip())),
            scheme: None,
            host: None,
        };
        let settings = request.app_data::<web::Data<ServerSettings>>();
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
                    scheme: hops(headers, header::X_FORWARDED_PROTO).next(),
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
    let mut way = start;
    for hop in hops.map_while(|hop| hop) {
        way = hop;
        if !settings.trusts(way.client) {
            break;
        }
    }
    way
}

/// The members of a header that is a list, from the right. A comma within quotes splits too, which
/// leaves two members that cannot be understood.
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

/// A value without its quotes. What a proxy has to say needs no escapes.
fn unquoted(value: &str) -> Option<&str> {
    let value = match value.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"')?,
        None => value,
    };
    (!value.contains(['"', '\\'])).then_some(value)
}

/// The address of a hop, with a port or without. It may also be `unknown` or a pseudonym (RFC 7239
/// §6), which is no address.
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
