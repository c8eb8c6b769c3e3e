//! The socket the server listens on: one that systemd passes on, a Unix socket, or a TCP port.

use std::fmt;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use errand_web::{Listener, ServerSettings};
use listenfd::ListenFd;
use socket2::{Domain, SockAddr, SockRef, Socket, Type};

/// How many connections may wait to be accepted, for example when all clients reconnect after a
/// restart. The system may allow fewer.
const BACKLOG: i32 = 1024;

/// Who may connect to a Unix socket: its owner and its group.
const SOCKET_MODE: u32 = 0o660;

/// Where a server listens.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Address {
    /// An address and a port.
    Tcp(SocketAddr),
    /// The path of a Unix socket; empty if it has none.
    Unix(PathBuf),
}

impl Address {
    /// The one in the settings.
    pub(crate) fn in_settings(settings: &ServerSettings) -> Self {
        if settings.unix_socket.as_os_str().is_empty() {
            Self::Tcp(SocketAddr::new(settings.host, settings.port))
        } else {
            Self::Unix(settings.unix_socket.clone())
        }
    }

    /// The address at which a process of the same machine reaches it.
    pub(crate) fn on_this_machine(self) -> Self {
        match self {
            Self::Tcp(address) if address.ip().is_unspecified() => {
                let host = match address.ip() {
                    IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
                    IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
                };
                Self::Tcp(SocketAddr::new(host, address.port()))
            }
            other => other,
        }
    }

    /// The port, if it has one.
    pub(crate) fn port(&self) -> Option<u16> {
        match self {
            Self::Tcp(address) => Some(address.port()),
            Self::Unix(_) => None,
        }
    }

    /// Listens on it.
    pub(crate) fn listen(&self) -> io::Result<Listener> {
        Ok(match self {
            Self::Tcp(address) => {
                let listener = TcpListener::bind(address)?;
                SockRef::from(&listener).listen(BACKLOG)?;
                Listener::Tcp(listener)
            }
            Self::Unix(path) => Listener::Unix(listen_on_file(path)?),
        })
    }

    /// Where a listener listens.
    pub(crate) fn of(listener: &Listener) -> io::Result<Self> {
        Ok(match listener {
            Listener::Tcp(listener) => Self::Tcp(listener.local_addr()?),
            Listener::Unix(listener) => {
                let address = listener.local_addr()?;
                Self::Unix(
                    address
                        .as_pathname()
                        .map(Path::to_owned)
                        .unwrap_or_default(),
                )
            }
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(formatter),
            Self::Unix(path) => path.display().fmt(formatter),
        }
    }
}

/// The socket that systemd passed on (`sd_listen_fds(3)`), if it did.
pub(crate) fn inherited() -> io::Result<Option<Listener>> {
    let mut sockets = ListenFd::from_env();
    match sockets.len() {
        0 => return Ok(None),
        1 => {}
        more => return Err(io::Error::other(format!("there are {more}, not one"))),
    }
    if let Ok(Some(listener)) = sockets.take_unix_listener(0) {
        return Ok(Some(Listener::Unix(listener)));
    }
    Ok(sockets.take_tcp_listener(0)?.map(Listener::Tcp))
}

/// Listens on a Unix socket. A file that a dead process left behind is replaced.
fn listen_on_file(path: &Path) -> io::Result<UnixListener> {
    let address = SockAddr::unix(path)?;
    remove_stale(path, &address)?;
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    socket.bind(&address)?;
    // Nobody can connect until it listens.
    fs::set_permissions(path, Permissions::from_mode(SOCKET_MODE))?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// Removes a socket on which nobody listens.
fn remove_stale(path: &Path, address: &SockAddr) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Ok(file) if file.file_type().is_socket() => {}
        Ok(_) => return Err(io::Error::other("the file exists and is not a socket")),
        Err(error) => return Err(error),
    }
    let client = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    // Otherwise a full queue would make it wait.
    client.set_nonblocking(true)?;
    match client.connect(address) {
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => fs::remove_file(path),
        Err(error) if error.kind() != ErrorKind::WouldBlock => Err(error),
        _ => Err(io::Error::other("another process listens on it")),
    }
}
