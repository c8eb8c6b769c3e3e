//! Authenticating requests by personal tokens.

use errand_domain::access::{Caller, Scope, Scopes};
use errand_domain::personal_tokens::{PersonalToken, PersonalTokenId, TokenName};
use errand_domain::users::User;
use mockall::predicate::eq;
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::access::AuthenticateError;
use crate::testing::*;

fn scopes(scopes: &[Scope]) -> Scopes {
    Scopes::parse(scopes.to_vec()).unwrap()
}

pub(super) fn kept() -> PersonalToken {
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

pub(super) fn find(ports: &mut Ports, result: Option<(User, PersonalToken)>) {
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
    ports
        .authenticator()
        .authenticate(text.expose_secret())
        .await
}

#[tokio::test]
async fn a_personal_token_yields_its_user_and_scopes() {
    let mut ports = Ports::new();
    find(&mut ports, Some((ada(), kept())));
    let caller = authenticate(ports).await.unwrap();
    assert_eq!(caller.user, ada());
    assert_eq!(caller.session(), None);
    assert!(caller.may(Scope::TasksRead));
    assert!(!caller.may(Scope::TasksWrite) && !caller.may(Scope::Account));
}

#[tokio::test]
async fn an_expired_or_unknown_personal_token_is_invalid() {
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
