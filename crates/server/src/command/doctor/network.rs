//! The mail server, this server, and the address at which people reach it.

use std::error::Error;
use std::io;
use std::sync::Arc;

use errand_domain::error::chain;
use errand_infrastructure::mail::{self, MailTransport};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::Url;

use super::Finding;
use crate::command::health::{self, NotReady, WITHIN};
use crate::settings::Environment;
use crate::{Address, Settings};

/// Greets the mail server and authenticates, but sends nothing.
pub(super) async fn mail(settings: &Settings) -> Finding {
    match (settings.mail.transport, settings.environment) {
        (MailTransport::None, Environment::Production) => Finding::warning(
            "mail",
            "none is sent, so nobody can verify an email or reset a password",
            "set mail.transport to smtp, and mail.smtp_url",
        ),
        (MailTransport::None, Environment::Development) => Finding::ok("mail", "none is sent"),
        (MailTransport::Log, _) => Finding::ok("mail", "is written to the log"),
        (MailTransport::Smtp, _) => match mail::check(&settings.mail).await {
            Ok(()) => Finding::ok("mail", "the mail server accepts this program"),
            Err(failure) => Finding::problem(
                "mail",
                &failure,
                "correct mail.smtp_url, or ask whoever runs the mail server",
            ),
        },
    }
}

/// Asks the server on this machine and, if it is ready, at its public URL.
pub(super) async fn server(settings: &Settings) -> Vec<Finding> {
    let address = Address::in_settings(&settings.server).on_this_machine();
    let checked = timeout(WITHIN, health::check(settings, &address)).await;
    let checked = checked.unwrap_or_else(|_elapsed| Err(NotReady::Silent(address.clone())));
    match checked {
        Ok(_parts) => {
            let ready = Finding::ok("server", format!("is ready on {address}"));
            vec![ready, public_url(settings).await]
        }
        Err(NotReady::UnknownPort) => vec![Finding::warning(
            "server",
            chain(&NotReady::UnknownPort),
            "set server.port",
        )],
        Err(error @ NotReady::Unreachable(..)) => vec![Finding::warning(
            "server",
            format!("{}, so its public URL was not tried", chain(&error)),
            "start it with `errand serve`, or as a service",
        )],
        Err(error @ (NotReady::Silent(_) | NotReady::Unready { .. })) => vec![Finding::problem(
            "server",
            &error,
            "its log says why; a restart may help",
        )],
        Err(error @ NotReady::Stranger(_)) => vec![Finding::problem(
            "server",
            &error,
            "stop the other program, or choose another server.port",
        )],
    }
}

async fn public_url(settings: &Settings) -> Finding {
    let server = &settings.server;
    let url = server.public_url.or_localhost(server.scheme(), server.port);
    if server.public_url.is_default() {
        return Finding::warning(
            "public URL",
            format!("is not set, so links in mails lead to {url}"),
            "set server.public_url to the address at which people reach Errand",
        );
    }
    let asked = timeout(WITHIN, ask(&url, server.public_url.path())).await;
    match asked.unwrap_or_else(|_elapsed| Err("there is no answer in time".into())) {
        Ok(answer) if health::parts_if_ready(&answer).is_some() => {
            Finding::ok("public URL", format!("{url} leads here"))
        }
        Ok(_) => Finding::problem(
            "public URL",
            &io::Error::other(format!("what answers at {url} is not Errand")),
            "correct server.public_url or the proxy",
        ),
        Err(error) => Finding::warning(
            "public URL",
            format!("{url} cannot be reached from here: {error}"),
            "if people reach it, all is well; otherwise correct server.public_url, DNS or the proxy",
        ),
    }
}

/// The answer of the health check at a URL, whose certificate must be one that browsers trust.
async fn ask(url: &str, path: &str) -> Result<String, Box<dyn Error>> {
    let url = Url::parse(url)?;
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(443);
    // An IPv6 address has brackets in a URL alone.
    let name = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    let socket = TcpStream::connect((&*name, port)).await?;
    if url.scheme() == "http" {
        return Ok(health::exchange(socket, host, path).await?);
    }
    let roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let stream = connector
        .connect(ServerName::try_from(name)?, socket)
        .await?;
    Ok(health::exchange(stream, host, path).await?)
}
