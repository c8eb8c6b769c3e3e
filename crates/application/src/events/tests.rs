//! How account events are logged.

use std::io::{self, Read};
use std::sync::Arc;

use errand_domain::Failure;
use errand_domain::users::Verification;
use tracing::Dispatch;
use tracing::subscriber::{NoSubscriber, set_default};

use crate::testing::*;

/// The log of a login with a wrong password.
async fn log_of_a_wrong_password(kept: Result<(), Failure>) -> String {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.compare(Some(hash("kept")), Verification::Mismatch);
    ports.events.expect_record().return_once(|_| kept);
    log_of_a_refused_login(ports).await
}

/// The log of a login that is refused.
async fn log_of_a_refused_login(ports: Ports) -> String {
    // Where there is only one subscriber, tracing consults that of the current thread alone, so a test
    // on another thread could disable a message for all.
    let _another = Dispatch::new(NoSubscriber::default());
    let service = ports.login();
    let (mut log, writer) = io::pipe().unwrap();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_writer(Arc::new(writer));
    let logging = set_default(subscriber.finish());
    let client = client();
    let login = service.login(Some(email()), PASSWORD.into(), None, &client);
    assert!(login.await.is_err());
    drop(logging);
    let mut said = String::new();
    log.read_to_string(&mut said).unwrap();
    said
}

#[tokio::test]
async fn the_log_names_the_event_the_user_and_the_network_but_no_email() {
    let said = log_of_a_wrong_password(Ok(())).await;
    for part in ["login_failed", &ada().id.0.to_string(), "192.0.2.0/24"] {
        assert!(said.contains(part), "{said}");
    }
    assert!(!said.contains("ada@example.org"), "{said}");
    assert!(!said.contains("ERROR"), "{said}");
}

#[tokio::test]
async fn an_event_that_could_not_be_stored_is_logged_with_the_reason() {
    let said = log_of_a_wrong_password(Err(broken())).await;
    for part in ["login_failed", "ERROR", "broken"] {
        assert!(said.contains(part), "{said}");
    }
}

#[tokio::test]
async fn the_log_names_the_limit_that_was_exceeded() {
    let mut ports = Ports::new();
    ports.policies.login = Some(RATE);
    ports.refuse_call("login 192.0.2.1");
    let said = log_of_a_refused_login(ports).await;
    assert!(
        said.contains("throttled") && said.contains(r#""limit":"login""#),
        "{said}"
    );
}
