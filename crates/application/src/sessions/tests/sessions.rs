//! Ending sessions.

use errand_domain::events::EventKind;
use errand_domain::sessions::{RefreshToken, SessionId};
use errand_domain::users::UserId;
use errand_domain::{Failure, TokenSecret};
use mockall::predicate::eq;
use uuid::Uuid;

use crate::testing::*;

const SENT: TokenSecret = TokenSecret([1; 32]);

fn end_by_token(ports: &mut Ports, result: Result<Option<UserId>, Failure>) {
    ports.digest();
    ports
        .sessions
        .expect_end_by_token()
        .with(eq(session().id), eq(digest_of(&SENT)))
        .times(1)
        .return_once(|_, _| result);
}

async fn logout(ports: Ports) -> Result<(), Failure> {
    let token = RefreshToken {
        session: session().id,
        secret: SENT,
    };
    let service = ports.sessions();
    service.logout(Some(token), &client()).await
}

#[tokio::test]
async fn logging_out_ends_the_session_of_the_token() {
    let mut ports = Ports::new();
    end_by_token(&mut ports, Ok(Some(ada().id)));
    ports.tell(EventKind::LoggedOut);
    logout(ports).await.unwrap();
}

#[tokio::test]
async fn logging_out_twice_or_without_a_token_succeeds() {
    let mut ports = Ports::new();
    end_by_token(&mut ports, Ok(None));
    logout(ports).await.unwrap();
    let nobody = Ports::new().sessions();
    nobody.logout(None, &client()).await.unwrap();
}

#[tokio::test]
async fn ending_the_current_session_is_recorded_as_a_logout() {
    let other = SessionId(Uuid::from_u128(9));
    for (id, kind) in [
        (session().id, EventKind::LoggedOut),
        (other, EventKind::SessionEnded),
    ] {
        let mut ports = Ports::new();
        ports
            .sessions
            .expect_end()
            .with(eq(ada().id), eq(id))
            .times(1)
            .returning(|_, _| Ok(true));
        ports.tell(kind);
        let service = ports.sessions();
        assert!(service.end(&caller(), id, &client()).await.unwrap());
    }
}

#[tokio::test]
async fn ending_an_unknown_session_reports_that_there_is_none() {
    let mut ports = Ports::new();
    ports.sessions.expect_end().returning(|_, _| Ok(false));
    let service = ports.sessions();
    let ended = service.end(&caller(), session().id, &client()).await;
    assert!(!ended.unwrap());
}

#[tokio::test]
async fn ending_the_other_sessions_keeps_the_current_one() {
    let mut ports = Ports::new();
    ports
        .sessions
        .expect_end_others()
        .with(eq(ada().id), eq(Some(session().id)))
        .times(1)
        .returning(|_, _| Ok(()));
    ports.tell(EventKind::OtherSessionsEnded);
    let service = ports.sessions();
    service.end_others(&caller(), &client()).await.unwrap();
}
