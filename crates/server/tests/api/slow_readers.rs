//! Clients that request a lot of data and read it slowly or not at all.

use std::time::{Duration, Instant};

use errand_test_support::{TestApp, on_both_databases};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const WRITE_TIMEOUT: Duration = Duration::from_secs(1);

/// Requests far more data than fits into the buffers between the server and its client, and reads
/// nothing.
async fn ask(app: &TestApp) -> TcpStream {
    let address = app.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let get = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: errand\r\n";
    let requests = format!(
        "{}{get}Connection: close\r\n\r\n",
        format!("{get}\r\n").repeat(7)
    );
    stream.write_all(requests.as_bytes()).await.unwrap();
    stream
}

/// Reads until the connection ends, and returns the number of bytes.
async fn read_rest(mut stream: TcpStream) -> usize {
    let mut bytes = Vec::new();
    // It may end with a reset.
    let _ = stream.read_to_end(&mut bytes).await;
    bytes.len()
}

on_both_databases! {
    async fn a_client_that_reads_nothing_is_cut_off_and_a_slow_one_gets_everything(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, |settings| {
            settings.server.write_timeout_ms = WRITE_TIMEOUT.as_millis().try_into().unwrap();
        })
        .await;
        let everything = read_rest(ask(&app).await).await;
        let (idle, mut slow) = (ask(&app).await, ask(&app).await);
        let start = Instant::now();
        let mut pace = tokio::time::interval(Duration::from_millis(10));
        let mut read = 0;
        while start.elapsed() < 3 * WRITE_TIMEOUT {
            pace.tick().await;
            read += slow.read(&mut [0; 8192]).await.unwrap();
        }
        assert!(read < everything / 2, "{read} of {everything} were read");
        assert_eq!(read + read_rest(slow).await, everything);
        let read = read_rest(idle).await;
        assert!(read < everything / 2, "{read} of {everything} were kept for it");
    }
}
