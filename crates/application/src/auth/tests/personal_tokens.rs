//! Personal tokens: made, used and revoked.

use errand_domain::auth::{PersonalToken, PersonalTokenId, Scope, Scopes, TokenName};

use super::*;
use crate::auth::{MadeToken, MakeTokenError};

fn scopes(scopes: &[Scope]) -> Scopes {
    Scopes::parse(scopes.to_vec()).unwrap()
}

fn kept() -> PersonalToken {
    PersonalToken {
        id: PersonalTokenId(Uuid::from_u128(5)),
        user: ada().id,
        name: TokenName::parse("backup").unwrap(),
        scopes: scopes(&[Scope::TasksRead]),
        created_at: now(),
        expires_at: None,
        last_used_at: None,
    }
}

fn find(ports: &mut Ports, result: Option<(User, PersonalToken)>) {
    ports.digest();
    ports.tokens.expect_verify().never();
    ports
        .personal_tokens
        .expect_find()
        .with(eq(digest_of(&FRESH)))
        .times(1)
        .return_once(|_| Ok(result));
}

async fn authenticate(ports: Ports) -> Result<Caller, AuthenticateError> {
    let text = PersonalToken::text_of(&FRESH);
    ports.service().authenticate(text.expose_secret()).await
}

#[tokio::test]
async fn a_personal_token_is_its_user_and_what_it_may_do() {
    let mut ports = Ports::new();
    find(&mut ports, Some((ada(), kept())));
    let caller = authenticate(ports).await.unwrap();
    assert_eq!(caller.user, ada());
    assert_eq!(caller.session(), None);
    assert!(caller.may(Scope::TasksRead));
    assert!(!caller.may(Scope::TasksWrite) && !caller.may(Scope::Account));
}

#[tokio::test]
async fn one_that_expired_or_that_nobody_has_is_invalid() {
    let expired = PersonalToken {
        expires_at: Some(now()),
        ..kept()
    };
    for found in [None, Some((ada(), expired))] {
        let mut ports = Ports::new();
        find(&mut ports, found);
        let error = authenticate(ports).await.unwrap_err();
        assert!(matches!(error, AuthenticateError::InvalidToken(_)));
    }
}

async fn make(
    ports: Ports,
    caller: &Caller,
    expires_at: Option<Timestamp>,
) -> Result<MadeToken, MakeTokenError> {
    let name = TokenName::parse("backup").unwrap();
    let wanted = scopes(&[Scope::TasksRead, Scope::TasksWrite]);
    let service = ports.token_service();
    service
        .make(caller, name, wanted, expires_at, &client())
        .await
}

fn keep(ports: &mut Ports, result: bool) {
    ports.make_secret();
    ports
        .personal_tokens
        .expect_insert()
        .withf(|token, digest| {
            token.user == ada().id
                && token.name.as_str() == "backup"
                && token.created_at == now()
                && *digest == digest_of(&FRESH)
        })
        .times(1)
        .returning(move |_, _| Ok(result));
}

#[tokio::test]
async fn a_token_is_made_of_a_secret_and_only_its_digest_is_kept() {
    let mut ports = Ports::new();
    keep(&mut ports, true);
    ports.tell(EventKind::PersonalTokenMade);
    let end = Some(now() + TimeDelta::days(1));
    let made = make(ports, &caller(), end).await.unwrap();
    let text = made.text.expose_secret();
    assert_eq!(PersonalToken::secret_of(text), Some(FRESH));
    assert_eq!(made.token.expires_at, end);
}

#[tokio::test]
async fn one_too_many_is_told() {
    let mut ports = Ports::new();
    keep(&mut ports, false);
    let error = make(ports, &caller(), None).await.unwrap_err();
    assert!(matches!(error, MakeTokenError::TooMany));
}

#[tokio::test]
async fn a_token_makes_none_that_may_do_more_than_itself() {
    let weak = Caller {
        credential: Credential::PersonalToken(scopes(&[Scope::TasksRead, Scope::Account])),
        ..caller()
    };
    let error = make(Ports::new(), &weak, None).await.unwrap_err();
    assert!(matches!(
        error,
        MakeTokenError::BeyondOwnScopes(Scope::TasksWrite)
    ));
}

#[tokio::test]
async fn a_token_ends_in_the_future() {
    let error = make(Ports::new(), &caller(), Some(now()))
        .await
        .unwrap_err();
    assert!(matches!(error, MakeTokenError::Expired));
}

#[tokio::test]
async fn a_user_sees_their_own_tokens() {
    let mut ports = Ports::new();
    ports
        .personal_tokens
        .expect_list()
        .with(eq(ada().id))
        .times(1)
        .returning(|_| Ok(vec![kept()]));
    let listed = ports.token_service().list(ada().id).await;
    assert_eq!(listed.unwrap(), [kept()]);
}

#[tokio::test]
async fn a_token_is_revoked_once() {
    for is_there in [true, false] {
        let mut ports = Ports::new();
        ports
            .personal_tokens
            .expect_delete()
            .with(eq(ada().id), eq(kept().id))
            .times(1)
            .returning(move |_, _| Ok(is_there));
        if is_there {
            ports.tell(EventKind::PersonalTokenRevoked);
        }
        let service = ports.token_service();
        let revoked = service.revoke(ada().id, kept().id, &client()).await;
        assert_eq!(revoked.unwrap(), is_there);
    }
}

#[tokio::test]
async fn the_first_use_is_kept_and_one_within_a_minute_is_not() {
    for (last, is_kept) in [
        (None, true),
        (Some(now() - TimeDelta::minutes(1)), true),
        (Some(now() - TimeDelta::seconds(59)), false),
    ] {
        let mut ports = Ports::new();
        let used = PersonalToken {
            last_used_at: last,
            ..kept()
        };
        find(&mut ports, Some((ada(), used)));
        ports.sessions.expect_record_use().returning(|_| Ok(()));
        ports
            .personal_tokens
            .expect_record_use()
            .withf(move |uses| {
                let expected = is_kept.then_some((kept().id, now()));
                *uses == Vec::from_iter(expected)
            })
            .times(1)
            .returning(|_| Ok(()));
        let auth = ports.auth();
        let text = PersonalToken::text_of(&FRESH);
        let service = AuthService::new(auth.clone());
        service.authenticate(text.expose_secret()).await.unwrap();
        SessionService::new(auth).record_use().await.unwrap();
    }
}
