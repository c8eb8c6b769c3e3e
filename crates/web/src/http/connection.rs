//! Client connections, and the time limit for reading from them.
//!
//! Linux's `TCP_USER_TIMEOUT` would also close connections whose clients read slowly, because it
//! counts from the moment a client's buffer was first full, whatever the client reads afterwards.

use std::net::SocketAddr;
use std::pin::Pin;
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use tokio_io_timeout::TimeoutStream;

/// A connection that fails if its client has read nothing of a pending answer for a while.
pub(super) type Connection = Pin<Box<TimeoutStream<TcpStream>>>;

/// Limits how much unread data the connections of a listener buffer. Otherwise a client would have
/// to read megabytes before we notice that it reads at all.
#[cfg(target_os = "linux")]
pub(super) fn limit_unsent(listener: &std::net::TcpListener) -> std::io::Result<()> {
    /// In bytes.
    const UNSENT: u32 = 16 * 1024;

    socket2::SockRef::from(listener).set_tcp_notsent_lowat(UNSENT)
}

/// An accepted connection and the address of its client.
pub(super) fn accept(
    stream: TcpStream,
    write_timeout: Duration,
) -> (Connection, Option<SocketAddr>) {
    let client = stream.peer_addr().ok();
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(write_timeout));
    (Box::pin(stream), client)
}
