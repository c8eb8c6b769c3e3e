//! Creating and revoking personal tokens.

use errand_domain::Timestamp;
use errand_domain::access::{Authorization, Caller, Scope, Scopes};
use errand_domain::events::EventKind;
use errand_domain::personal_tokens::{Insertion, PersonalToken, PersonalTokenId, TokenName};
use errand_domain::users::{PasswordVersion, Verification};
use jiff::SignedDuration;
use mockall::predicate::eq;
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::personal_tokens::{MadeToken, MakeTokenError};
use crate::testing::*;

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

async fn make(
    ports: Ports,
    caller: &Caller,
    expires_at: Option<Timestamp>,
) -> Result<MadeToken, MakeTokenError> {
    let name = TokenName::parse("backup").unwrap();
    let wanted = scopes(&[Scope::TasksRead, Scope::TasksWrite]);
    let service = ports.personal_tokens();
    service
        .make(caller, PASSWORD.into(), name, wanted, expires_at, &client())
        .await
}

fn keep(ports: &mut Ports, result: Insertion) {
    ports.confirm(Verification::Match { rehashed: None });
    ports.make_secret();
    ports
        .personal_tokens
        .expect_insert()
        .withf(|token, digest, password| {
            token.user == ada().id
                && token.name.as_str() == "backup"
                && token.created_at == now()
                && *digest == digest_of(&FRESH)
                && *password == PasswordVersion(1)
        })
        .times(1)
        .returning(move |_, _, _| Ok(result));
}

#[tokio::test]
async fn only_the_digest_of_a_new_token_is_stored() {
    let mut ports = Ports::new();
    keep(&mut ports, Insertion::Done);
    ports.tell(EventKind::PersonalTokenMade);
    let end = Some(now() + SignedDuration::from_hours(24));
    let made = make(ports, &caller(), end).await.unwrap();
    let text = made.text.expose_secret();
    assert_eq!(PersonalToken::secret_of(text), Some(FRESH));
    assert_eq!(made.token.expires_at, end);
}

#[tokio::test]
async fn a_token_beyond_the_limit_is_refused() {
    let mut ports = Ports::new();
    keep(&mut ports, Insertion::TooMany);
    let error = make(ports, &caller(), None).await.unwrap_err();
    assert!(matches!(error, MakeTokenError::TooMany));
}

#[tokio::test]
async fn a_personal_token_cannot_create_another() {
    let program = Caller {
        authorization: Authorization::PersonalToken(scopes(Scope::ALL)),
        ..caller()
    };
    let error = make(Ports::new(), &program, None).await.unwrap_err();
    assert!(matches!(error, MakeTokenError::NoSession));
}

#[tokio::test]
async fn a_token_needs_the_password_that_is_current_when_it_is_stored() {
    let mut ports = Ports::new();
    ports.confirm(Verification::Mismatch);
    let error = make(ports, &caller(), None).await.unwrap_err();
    assert!(matches!(error, MakeTokenError::WrongPassword));
    let mut ports = Ports::new();
    keep(&mut ports, Insertion::NotProven);
    let error = make(ports, &caller(), None).await.unwrap_err();
    assert!(matches!(error, MakeTokenError::WrongPassword));
}

#[tokio::test]
async fn a_token_must_expire_in_the_future() {
    let error = make(Ports::new(), &caller(), Some(now()))
        .await
        .unwrap_err();
    assert!(matches!(error, MakeTokenError::Expired));
}

#[tokio::test]
async fn a_token_can_be_revoked_once() {
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
        let service = ports.personal_tokens();
        let revoked = service.revoke(ada().id, kept().id, &client()).await;
        assert_eq!(revoked.unwrap(), is_there);
    }
}
