//! Client connections: TLS, if it is configured, and the time limits for both directions.
//!
//! Linux's `TCP_USER_TIMEOUT` would also close connections whose clients read slowly, because it
//! counts from the moment a client's buffer was first full, whatever the client reads afterwards.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;

use super::certificate::Certificate;

/// A connection that fails if its client has read nothing of a pending answer for a while.
pub(super) type Connection = Pin<Box<dyn Stream>>;

/// What a connection consists of, with or without TLS.
pub(super) trait Stream: AsyncRead + AsyncWrite {}

impl<S: AsyncRead + AsyncWrite> Stream for S {}

/// Makes connections of accepted sockets.
#[derive(Clone)]
pub(super) struct Acceptor {
    tls: Option<TlsAcceptor>,
    handshake_timeout: Duration,
    write_timeout: Duration,
}

impl Acceptor {
    pub(super) fn new(
        certificate: Option<Arc<Certificate>>,
        handshake_timeout: Duration,
        write_timeout: Duration,
    ) -> io::Result<Self> {
        let tls = certificate.map(Certificate::server_config).transpose();
        let tls = tls.map_err(io::Error::other)?;
        Ok(Self {
            tls: tls.map(TlsAcceptor::from),
            handshake_timeout,
            write_timeout,
        })
    }

    /// The connection on an accepted socket, after the handshake if there is TLS, and the address
    /// of its client.
    pub(super) async fn accept(
        self,
        socket: impl Stream + 'static,
        client: Option<SocketAddr>,
    ) -> Result<(Connection, Option<SocketAddr>), DispatchError> {
        let mut stream = TimeoutStream::new(socket);
        stream.set_write_timeout(Some(self.write_timeout));
        let stream = Box::pin(stream);
        let Some(tls) = self.tls else {
            return Ok((stream, client));
        };
        let handshake = tokio::time::timeout(self.handshake_timeout, tls.accept(stream)).await;
        match handshake {
            Ok(Ok(stream)) => Ok((Box::pin(stream), client)),
            Ok(Err(error)) => Err(DispatchError::Io(error)),
            Err(_elapsed) => Err(DispatchError::SlowRequestTimeout),
        }
    }
}

/// Limits how much unread data the connections of a listener buffer. Otherwise a client would have
/// to read megabytes before we notice that it reads at all.
#[cfg(target_os = "linux")]
pub(super) fn limit_unsent(listener: &std::net::TcpListener) -> io::Result<()> {
    /// In bytes.
    const UNSENT: u32 = 16 * 1024;

    socket2::SockRef::from(listener).set_tcp_notsent_lowat(UNSENT)
}
