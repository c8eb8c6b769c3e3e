//! Ending sessions, and keeping when they were used.

use super::*;

const SENT: Secret = Secret([1; 32]);

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
    let service = ports.session_service();
    service.logout(Some(token), &client()).await
}

#[tokio::test]
async fn who_logs_out_ends_the_session_of_the_token() {
    let mut ports = Ports::new();
    end_by_token(&mut ports, Ok(Some(ada().id)));
    ports.tell(EventKind::LoggedOut);
    logout(ports).await.unwrap();
}

#[tokio::test]
async fn to_log_out_twice_or_without_a_token_is_as_good() {
    let mut ports = Ports::new();
    end_by_token(&mut ports, Ok(None));
    logout(ports).await.unwrap();
    let nobody = Ports::new().session_service();
    nobody.logout(None, &client()).await.unwrap();
}

#[tokio::test]
async fn a_user_sees_their_own_sessions_that_have_not_ended() {
    let mut ports = Ports::new();
    ports
        .sessions
        .expect_list()
        .with(eq(ada().id), eq(POLICY), eq(now()))
        .times(1)
        .returning(|_, _, _| Ok(vec![session()]));
    let listed = ports.session_service().list(ada().id).await;
    assert_eq!(listed.unwrap(), [session()]);
}

#[tokio::test]
async fn to_end_ones_own_session_is_to_log_out_and_another_is_not() {
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
        let service = ports.session_service();
        assert!(service.end(&caller(), id, &client()).await.unwrap());
    }
}

#[tokio::test]
async fn a_session_that_is_not_there_ends_nothing() {
    let mut ports = Ports::new();
    ports.sessions.expect_end().returning(|_, _| Ok(false));
    let service = ports.session_service();
    let ended = service.end(&caller(), session().id, &client()).await;
    assert!(!ended.unwrap());
}

#[tokio::test]
async fn all_others_end_but_the_one_that_asks() {
    let mut ports = Ports::new();
    ports
        .sessions
        .expect_end_others()
        .with(eq(ada().id), eq(Some(session().id)))
        .times(1)
        .returning(|_, _| Ok(()));
    ports.tell(EventKind::OtherSessionsEnded);
    let service = ports.session_service();
    service.end_others(&caller(), &client()).await.unwrap();
}

/// Expects that there is no use to keep, once.
fn keep_no_use(ports: &mut Ports) {
    ports
        .sessions
        .expect_record_use()
        .withf(<[_]>::is_empty)
        .times(1)
        .returning(|_| Ok(()));
}

/// Lets a request come with a session that was used so long ago, and gives the services.
async fn used(ports: &mut Ports, ago: TimeDelta) -> Arc<Auth> {
    ports
        .personal_tokens
        .expect_record_use()
        .returning(|_| Ok(()));
    ports.tokens.expect_verify().returning(|_, _| Ok(claims()));
    ports.sessions.expect_find().returning(move |_, _| {
        let last_used_at = now() - ago;
        Ok(Some((
            ada(),
            Session {
                last_used_at,
                ..session()
            },
        )))
    });
    let auth = std::mem::take(ports).auth();
    let service = AuthService::new(auth.clone());
    for _ in 0..3 {
        service.authenticate("token").await.unwrap();
    }
    auth
}

#[tokio::test]
async fn a_use_is_kept_once_however_many_requests_came() {
    let mut ports = Ports::new();
    ports
        .sessions
        .expect_record_use()
        .withf(|uses| uses == [(session().id, now())])
        .times(1)
        .returning(|_| Ok(()));
    keep_no_use(&mut ports);
    let auth = used(&mut ports, TimeDelta::minutes(1)).await;
    let service = SessionService::new(auth);
    service.record_use().await.unwrap();
    service.record_use().await.unwrap();
}

#[tokio::test]
async fn a_use_within_a_minute_of_the_last_is_not_kept() {
    let mut ports = Ports::new();
    keep_no_use(&mut ports);
    let ago = TimeDelta::minutes(1) - TimeDelta::microseconds(1);
    let auth = used(&mut ports, ago).await;
    SessionService::new(auth).record_use().await.unwrap();
}

#[tokio::test]
async fn a_use_that_could_not_be_kept_is_kept_the_next_time() {
    let mut ports = Ports::new();
    let mut results = vec![Ok(()), Err(broken())];
    ports
        .sessions
        .expect_record_use()
        .withf(|uses| uses == [(session().id, now())])
        .times(2)
        .returning(move |_| results.pop().unwrap());
    let auth = used(&mut ports, TimeDelta::hours(1)).await;
    let service = SessionService::new(auth);
    assert!(service.record_use().await.is_err());
    service.record_use().await.unwrap();
}

#[tokio::test]
async fn what_is_over_is_forgotten() {
    let mut ports = Ports::new();
    ports
        .sessions
        .expect_purge()
        .with(eq(POLICY), eq(now()))
        .times(1)
        .returning(|_, _| Ok(()));
    ports
        .mail_tokens
        .expect_purge()
        .with(eq(now()))
        .times(1)
        .returning(|_| Ok(()));
    ports
        .events
        .expect_purge()
        .with(eq(now()))
        .times(1)
        .returning(|_| Ok(()));
    ports
        .throttles
        .expect_purge()
        .with(eq(now()))
        .times(1)
        .returning(|_| Ok(()));
    ports.session_service().purge().await.unwrap();
}
