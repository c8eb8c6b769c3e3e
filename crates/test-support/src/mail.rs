//! A mail server (RFC 5321) that stores the mails it receives and can be told to refuse mail for a
//! while. It always refuses mail to `gone@`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mail_parser::MessageParser;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A mail that arrived.
#[derive(Clone, Debug)]
pub struct ReceivedMail {
    /// The recipients.
    pub to: Vec<String>,
    /// The whole message, as sent.
    pub message: String,
    /// Its plain text, decoded.
    pub text: String,
}

impl ReceivedMail {
    /// The secret in its link.
    ///
    /// # Panics
    /// If there is none.
    pub fn token(&self) -> String {
        let link = self.text.split("#token=").nth(1);
        let link = link.unwrap_or_else(|| panic!("no link: {self:?}"));
        link.chars().take_while(char::is_ascii_hexdigit).collect()
    }
}

/// The server, which ends with the test.
pub struct MailServer {
    url: String,
    refuses: Arc<AtomicBool>,
    refused: watch::Receiver<usize>,
    arrived: watch::Receiver<Vec<ReceivedMail>>,
}

/// What all connections share.
#[derive(Clone)]
struct Shared {
    refuses: Arc<AtomicBool>,
    refused: Arc<watch::Sender<usize>>,
    arrived: Arc<watch::Sender<Vec<ReceivedMail>>>,
}

impl MailServer {
    /// Starts a server on a free port.
    ///
    /// # Panics
    /// If there is no free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the port");
        let (refused_sender, refused) = watch::channel(0);
        let (arrived_sender, arrived) = watch::channel(Vec::new());
        let shared = Shared {
            refuses: Arc::default(),
            refused: Arc::new(refused_sender),
            arrived: Arc::new(arrived_sender),
        };
        let is_shut = Arc::clone(&shared.refuses);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, shared.clone()));
            }
        });
        Self {
            url: format!("smtp://{address}"),
            refuses: is_shut,
            refused,
            arrived,
        }
    }

    /// Its URL, as the settings expect it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// From now on, refuses every mail temporarily (451) or accepts mails again.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
    }

    /// Waits until it has refused a mail.
    ///
    /// # Panics
    /// If the server has ended.
    pub async fn has_refused(&self) {
        let mut refused = self.refused.clone();
        refused
            .wait_for(|count| *count > 0)
            .await
            .expect("a server");
    }

    /// The mails to an address, once there are this many.
    ///
    /// # Panics
    /// If the server has ended.
    pub async fn mails_to(&self, address: &str, count: usize) -> Vec<ReceivedMail> {
        let to_them = |mails: &[ReceivedMail]| {
            let mails = mails.iter();
            let mails = mails.filter(|mail| mail.to == [address]);
            mails.cloned().collect::<Vec<_>>()
        };
        let mut arrived = self.arrived.clone();
        let mails = arrived.wait_for(|mails| to_them(mails).len() >= count);
        to_them(&mails.await.expect("a server"))
    }

    /// All mails that have arrived.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        self.arrived.borrow().clone()
    }
}

/// Serves one client until it disconnects.
async fn converse(stream: TcpStream, shared: Shared) {
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    let mut to = Vec::new();
    say(&mut write, "220 test").await;
    while let Some(line) = line(&mut read).await {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-test\r\n250 8BITMIME",
            "MAIL" if shared.refuses.load(Ordering::SeqCst) => {
                shared.refused.send_modify(|count| *count += 1);
                "451 4.3.0 later, <ada@example.org>"
            }
            "RCPT" if line.contains("<gone@") => "550 5.1.1 <gone@example.org> is unknown",
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                to.push(address.to_owned());
                "250 ok"
            }
            "DATA" => {
                say(&mut write, "354 go on").await;
                let message = message(&mut read).await;
                let mail = ReceivedMail {
                    to: std::mem::take(&mut to),
                    text: plain_text(&message),
                    message,
                };
                shared.arrived.send_modify(|mails| mails.push(mail));
                "250 taken"
            }
            "MAIL" | "RSET" | "NOOP" => "250 ok",
            "QUIT" => "221 bye",
            _ => "502 unknown",
        };
        say(&mut write, answer).await;
        if verb == "QUIT" {
            return;
        }
    }
}

/// The next line, including its end, if there is one.
async fn line(read: &mut BufReader<OwnedReadHalf>) -> Option<String> {
    let mut line = String::new();
    let length = read.read_line(&mut line).await.unwrap_or(0);
    (length > 0).then_some(line)
}

/// The lines of a message, up to the final dot.
async fn message(read: &mut BufReader<OwnedReadHalf>) -> String {
    let mut message = String::new();
    while let Some(line) = line(read).await.filter(|line| line != ".\r\n") {
        message.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
    message
}

fn plain_text(message: &str) -> String {
    let message = MessageParser::default().parse(message);
    let text = message.as_ref().and_then(|message| message.body_text(0));
    text.unwrap_or_default().into_owned()
}

async fn say(write: &mut OwnedWriteHalf, text: &str) {
    // Fails if the client has disconnected, when nobody needs the answer any more.
    let _ = write.write_all(format!("{text}\r\n").as_bytes()).await;
}
