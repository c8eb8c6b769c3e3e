//! Requests that no HTTP client would send.

use std::net::SocketAddr;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::Response;

/// Sends bytes to an address and reads one answer.
pub(crate) async fn exchange(address: SocketAddr, request: &[u8]) -> Response {
    let stream = TcpStream::connect(address).await.expect("a connection");
    let mut stream = BufReader::new(stream);
    stream
        .write_all(request)
        .await
        .expect("a server that reads");
    let status_line = line(&mut stream).await;
    let status = status_line
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let headers = headers(&mut stream).await;
    let length = headers
        .get("content-length")
        .and_then(|length| length.to_str().ok());
    let mut body = vec![
        0;
        length
            .and_then(|length| length.parse().ok())
            .unwrap_or_default()
    ];
    stream.read_exact(&mut body).await.expect("a whole body");
    Response {
        status: status.unwrap_or_else(|| panic!("no status: {status_line:?}")),
        headers,
        body: String::from_utf8(body).expect("a body of text"),
    }
}

async fn headers(stream: &mut BufReader<TcpStream>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    loop {
        let line = line(stream).await;
        let Some((name, value)) = line.split_once(": ") else {
            return headers;
        };
        headers.append(
            name.parse::<HeaderName>().expect("the name of a header"),
            value.parse::<HeaderValue>().expect("the value of a header"),
        );
    }
}

async fn line(stream: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    stream
        .read_line(&mut line)
        .await
        .expect("a line of an answer");
    line.trim_end().to_owned()
}
