//! The socket that the server accepts connections on.

use std::net::TcpListener;
use std::os::unix::net::UnixListener;

/// A socket that is bound already.
#[derive(Debug)]
pub enum Listener {
    /// Clients connect over TCP.
    Tcp(TcpListener),
    /// Only processes of this machine connect, usually a proxy. They count as `127.0.0.1`, which
    /// the settings can list as a trusted proxy.
    Unix(UnixListener),
}
