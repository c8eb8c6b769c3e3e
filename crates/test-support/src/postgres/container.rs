//! A PostgreSQL server in a container.

use std::net::{TcpStream, ToSocketAddrs};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use testcontainers_modules::postgres::Postgres;
use testcontainers_modules::testcontainers::runners::AsyncRunner;
use testcontainers_modules::testcontainers::{ImageExt, TestcontainersError};
use url::Url;
use uuid::Uuid;

use super::guardian::Guardian;
use super::{Server, variable};

/// The image to run, unless `TEST_POSTGRES_IMAGE` names another.
const IMAGE: &str = "postgres:17-alpine";
/// How long the engine may take to fetch the image and start it.
const PATIENCE: Duration = Duration::from_mins(3);

/// Starts a server in a container, if a container engine answers.
pub(super) async fn start() -> Result<Server, String> {
    if !engine_answers() {
        return Err("no Docker engine answers".to_owned());
    }
    let client =
        client().ok_or("a Docker engine answers, but there is no client to end it with")?;
    let name = format!("errand-test-{}", Uuid::now_v7().simple());
    let script = include_str!("container.sh");
    // The guardian starts first, so the container is removed however the start ends. Removing a
    // container that does not exist does no harm.
    let guardian = Guardian::run(Command::new("sh"), script, &[client, &name], "")?;
    let password = Uuid::new_v4().simple().to_string();
    let url = tokio::time::timeout(PATIENCE, run(&name, &password))
        .await
        .map_err(|_| "the Docker engine takes too long".to_owned())?
        .map_err(|error| format!("the Docker engine refuses ({error})"))?;
    Ok(Server::new(url, Some(guardian)))
}

async fn run(name: &str, password: &str) -> Result<Url, TestcontainersError> {
    let image = variable("TEST_POSTGRES_IMAGE").unwrap_or_else(|| IMAGE.to_owned());
    // A colon before the last slash is that of a port.
    let tag = image.rsplit_once(':').filter(|(_, tag)| !tag.contains('/'));
    let (name_of_image, tag) = tag.unwrap_or((&image, "latest"));
    let container = Postgres::default()
        .with_user("errand")
        .with_password(password)
        .with_db_name("errand")
        .with_name(name_of_image)
        .with_tag(tag)
        .with_container_name(name)
        .with_env_var(
            "POSTGRES_INITDB_ARGS",
            "--locale-provider=icu --icu-locale=en-US",
        )
        .with_cmd([
            "-cfsync=off",
            "-csynchronous_commit=off",
            "-cfull_page_writes=off",
            "-cmax_connections=200",
        ])
        .start()
        .await?;
    let host = container.get_host().await?;
    let port = container.get_host_port_ipv4(5432).await?;
    // The guardian removes the container. Dropping it here would end it with the runtime of the
    // first test.
    std::mem::forget(container);
    let url = format!("postgres://errand:{password}@{host}:{port}/errand");
    Ok(url.parse().expect("a URL"))
}

/// Whether something accepts connections where the engine listens. Without this check, an engine
/// that is installed but not running would delay every run.
fn engine_answers() -> bool {
    match variable("DOCKER_HOST") {
        Some(host) => host.parse().is_ok_and(|host| address_answers(&host)),
        None => sockets()
            .iter()
            .any(|socket| socket_answers(socket.as_ref())),
    }
}

fn address_answers(host: &Url) -> bool {
    if host.scheme() == "unix" {
        return socket_answers(host.path().as_ref());
    }
    let name = host.host_str().unwrap_or_default();
    let addresses = (name, host.port().unwrap_or(2375)).to_socket_addrs();
    addresses
        .into_iter()
        .flatten()
        .any(|address| TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok())
}

/// The sockets that testcontainers tries.
fn sockets() -> Vec<String> {
    let in_folder = |name: &str, path: &str| variable(name).map(|folder| folder + path);
    let rest = [
        in_folder("XDG_RUNTIME_DIR", "/.docker/run/docker.sock"),
        in_folder("HOME", "/.docker/run/docker.sock"),
        in_folder("HOME", "/.docker/desktop/docker.sock"),
    ];
    let first = "/var/run/docker.sock".to_owned();
    std::iter::once(first)
        .chain(rest.into_iter().flatten())
        .collect()
}

#[cfg(unix)]
fn socket_answers(socket: &Path) -> bool {
    std::os::unix::net::UnixStream::connect(socket).is_ok()
}

#[cfg(not(unix))]
fn socket_answers(_socket: &Path) -> bool {
    false
}

/// A program that can remove a container.
fn client() -> Option<&'static str> {
    ["docker", "podman"].into_iter().find(|client| {
        Command::new(client)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}
