//! A proxy in front of a server. Tests shut it to simulate an outage.

use std::sync::Arc;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use url::Url;

/// Forwards connections to a server until it is shut.
pub struct Proxy {
    url: String,
    is_open: Arc<watch::Sender<bool>>,
}

impl Proxy {
    /// A proxy in front of the server at this URL.
    ///
    /// # Panics
    /// If the URL has no host.
    pub async fn to(url: &str) -> Self {
        let mut url = Url::parse(url).expect("the URL of a server");
        let host = url.host_str().expect("the host of a server").to_owned();
        let target = (host, url.port().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("the port").port();
        url.set_host(Some("127.0.0.1")).expect("a URL with a host");
        url.set_port(Some(port)).expect("a URL with a port");
        let is_open = Arc::new(watch::Sender::new(true));
        tokio::spawn(pass(listener, target, is_open.clone()));
        Self {
            url: url.into(),
            is_open,
        }
    }

    /// The URL of the server through the proxy.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Closes all connections and accepts no new ones.
    pub fn shut(&self) {
        self.is_open.send_replace(false);
    }

    /// Accepts connections again.
    pub fn open(&self) {
        self.is_open.send_replace(true);
    }
}

async fn pass(listener: TcpListener, target: (String, u16), is_open: Arc<watch::Sender<bool>>) {
    while let Ok((mut client, _)) = listener.accept().await {
        let mut open = is_open.subscribe();
        let target = target.clone();
        tokio::spawn(async move {
            if !*open.borrow() {
                return;
            }
            if let Ok(mut server) = TcpStream::connect(target).await {
                tokio::select! {
                    _ = copy_bidirectional(&mut client, &mut server) => {}
                    _ = open.wait_for(|open| !open) => {}
                }
            }
        });
    }
}
