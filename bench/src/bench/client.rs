//! A minimal HTTP/1.1 client on one persistent connection.

use std::io;

use anyhow::{Context, bail};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

pub(crate) struct Response<'a> {
    pub(crate) status: u16,
    pub(crate) body: &'a [u8],
}

/// The bytes of a request.
pub(crate) fn request(
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Option<&Value>,
) -> Vec<u8> {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n");
    if let Some(token) = token {
        request.extend(["Authorization: Bearer ", token, "\r\n"]);
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    if !body.is_empty() {
        let length = body.len().to_string();
        request += "Content-Type: application/json\r\n";
        request.extend(["Content-Length: ", &length, "\r\n"]);
    }
    (request + "\r\n" + &body).into_bytes()
}

impl Connection {
    pub(crate) async fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    pub(crate) async fn send(&mut self, request: &[u8]) -> anyhow::Result<Response<'_>> {
        self.buffer.clear();
        self.stream.write_all(request).await?;
        let head = loop {
            self.read().await?;
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
        };
        let (status, length) = parse_head(&self.buffer[..head])?;
        while self.buffer.len() < head + length {
            self.read().await?;
        }
        Ok(Response {
            status,
            body: &self.buffer[head..],
        })
    }

    /// Sends a request, checks the status of the answer, and returns its JSON.
    pub(crate) async fn json(&mut self, request: &[u8], status: u16) -> anyhow::Result<Value> {
        let response = self.send(request).await?;
        if response.status != status {
            let body = String::from_utf8_lossy(response.body);
            let request = String::from_utf8_lossy(request);
            let line = request.lines().next().unwrap_or_default();
            bail!("{line}: {} instead of {status}: {body}", response.status);
        }
        Ok(serde_json::from_slice(response.body)?)
    }

    async fn read(&mut self) -> anyhow::Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => bail!("the server closed the connection"),
            _ => Ok(()),
        }
    }
}

fn parse_head(head: &[u8]) -> anyhow::Result<(u16, usize)> {
    let head = str::from_utf8(head)?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let length = lines
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    Ok((
        status.context("no status")?.parse()?,
        length.map_or(Ok(0), |(_, length)| length.parse())?,
    ))
}

fn find(text: &[u8], pattern: &[u8]) -> Option<usize> {
    text.windows(pattern.len())
        .position(|window| window == pattern)
}
