//! A proxy in front of a server, by which tests make the network between them fail.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use url::Url;

/// Forwards connections to a server, unless a test wants them to fail.
pub struct Proxy {
    url: String,
    network: Arc<watch::Sender<Network>>,
}

/// What fails.
#[derive(Default)]
struct Network {
    is_shut: bool,
    is_frozen: bool,
    /// How many connections were made, and how many of them were lost.
    made: u64,
    lost: u64,
    /// The answer to a request that contains this is not passed on.
    cut: Option<&'static str>,
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
        let network = Arc::new(watch::Sender::new(Network::default()));
        tokio::spawn(pass(listener, target, network.clone()));
        Self {
            url: url.into(),
            network,
        }
    }

    /// The URL of the server through the proxy.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Closes all connections and accepts no new ones.
    pub fn shut(&self) {
        self.network.send_modify(|network| network.is_shut = true);
    }

    /// Passes nothing on, and closes nothing. What is sent meanwhile arrives when it opens again.
    pub fn freeze(&self) {
        self.network.send_modify(|network| network.is_frozen = true);
    }

    /// Ends [`Self::shut`] and [`Self::freeze`].
    pub fn open(&self) {
        self.network.send_modify(|network| {
            network.is_shut = false;
            network.is_frozen = false;
        });
    }

    /// Never passes anything on over the present connections again, without closing them, as if the
    /// server had lost its power.
    pub fn lose_connections(&self) {
        self.network
            .send_modify(|network| network.lost = network.made);
    }

    /// Closes the connection instead of passing on the answer to a request that contains this text,
    /// so the client cannot know whether the server did what it asked for.
    pub fn cut_answers_to(&self, text: &'static str) {
        self.network.send_modify(|network| network.cut = Some(text));
    }
}

async fn pass(listener: TcpListener, target: (String, u16), network: Arc<watch::Sender<Network>>) {
    while let Ok((client, _)) = listener.accept().await {
        network.send_modify(|network| network.made += 1);
        let (mut shut, number) = (network.subscribe(), network.borrow().made);
        let wire = Wire {
            number,
            network: network.subscribe(),
            is_cut: AtomicBool::new(false),
        };
        let target = target.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = wire.connect(client, target) => {}
                _ = shut.wait_for(|network| network.is_shut) => {}
            }
        });
    }
}

/// One connection.
struct Wire {
    number: u64,
    network: watch::Receiver<Network>,
    /// Whether it ends instead of passing the next answer on.
    is_cut: AtomicBool,
}

impl Wire {
    async fn connect(&self, client: TcpStream, target: (String, u16)) -> io::Result<()> {
        self.passable().await;
        let server = TcpStream::connect(target).await?;
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::select! {
            ended = self.pass_requests(from_client, to_server) => ended,
            ended = self.pass_answers(from_server, to_client) => ended,
        }
    }

    async fn pass_requests(
        &self,
        mut from: OwnedReadHalf,
        mut to: OwnedWriteHalf,
    ) -> io::Result<()> {
        let mut buffer = vec![0; 1 << 16];
        loop {
            let length = from.read(&mut buffer).await?;
            let request = &buffer[..length];
            self.passable().await;
            let cut = self.network.borrow().cut.map(str::as_bytes);
            if cut.is_some_and(|cut| request.windows(cut.len()).any(|part| part == cut)) {
                self.is_cut.store(true, Ordering::SeqCst);
            }
            if request.is_empty() {
                return Ok(());
            }
            to.write_all(request).await?;
        }
    }

    async fn pass_answers(
        &self,
        mut from: OwnedReadHalf,
        mut to: OwnedWriteHalf,
    ) -> io::Result<()> {
        let mut buffer = vec![0; 1 << 16];
        loop {
            let length = from.read(&mut buffer).await?;
            self.passable().await;
            if length == 0 || self.is_cut.load(Ordering::SeqCst) {
                return Ok(());
            }
            to.write_all(&buffer[..length]).await?;
        }
    }

    /// Waits until something can pass.
    async fn passable(&self) {
        let passes = |network: &Network| !network.is_frozen && self.number > network.lost;
        // Fails only after the test.
        let _ = self.network.clone().wait_for(passes).await;
    }
}
