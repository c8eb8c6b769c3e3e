//! Connections of clients, who must read what they asked for.
//!
//! The time is kept here because `TCP_USER_TIMEOUT` of Linux also ends connections whose clients read
//! slowly: it counts from the first moment a client had no room, whatever it reads after that.

use std::net::SocketAddr;
use std::pin::Pin;
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use tokio_io_timeout::TimeoutStream;

/// A connection that fails when its client has read nothing of what is written to it for a time.
pub(super) type Connection = Pin<Box<TimeoutStream<TcpStream>>>;

/// Lets the connections of a listener take little more than their clients read. Otherwise a client
/// has to read megabytes before we notice that it reads at all.
#[cfg(target_os = "linux")]
pub(super) fn limit_unsent(listener: &std::net::TcpListener) -> std::io::Result<()> {
    /// In bytes.
    const UNSENT: u32 = 16 * 1024;

    socket2::SockRef::from(listener).set_tcp_notsent_lowat(UNSENT)
}

/// A connection that was accepted, and the address of its client.
pub(super) fn accept(
    stream: TcpStream,
    write_timeout: Duration,
) -> (Connection, Option<SocketAddr>) {
    let client = stream.peer_addr().ok();
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(write_timeout));
    (Box::pin(stream), client)
}
