//! Who may sign up, and making invitations.

use errand_domain::email_tokens::Purpose;
use errand_domain::events::EventKind;
use errand_domain::signup_invitations::SignupMode;
use mockall::predicate::eq;
use secrecy::{ExposeSecret, SecretString};

use crate::testing::*;
use crate::users::SignupError;

fn token() -> SecretString {
    FRESH.to_text()
}

async fn signup(ports: Ports, invitation: Option<SecretString>) -> Result<(), SignupError> {
    let (users, client) = (ports.users(), client());
    let signup = users.signup(email(), password(), invitation, &client);
    signup.await.map(drop)
}

/// Ports on which nothing is expected, so nothing may be counted, looked up or hashed.
fn in_mode(mode: SignupMode) -> Ports {
    let mut ports = Ports::new();
    ports.signup = Some(mode);
    ports
}

#[tokio::test]
async fn nobody_signs_up_where_it_is_closed_whatever_they_have() {
    for invitation in [None, Some(token())] {
        let refused = signup(in_mode(SignupMode::Closed), invitation).await;
        assert!(matches!(refused, Err(SignupError::Closed)));
    }
}

#[tokio::test]
async fn an_invitation_is_required_where_only_the_invited_may_sign_up() {
    let refused = signup(in_mode(SignupMode::Invitation), None).await;
    assert!(matches!(refused, Err(SignupError::InvitationRequired)));
    let refused = signup(in_mode(SignupMode::Invitation), Some("x".into())).await;
    assert!(matches!(refused, Err(SignupError::InvalidInvitation)));
}

#[tokio::test]
async fn an_invalid_invitation_causes_no_hash() {
    let mut ports = in_mode(SignupMode::Invitation);
    ports.digest();
    let admits = ports.signup_invitations.expect_admits().times(1);
    admits
        .with(eq(digest_of(&FRESH)), eq(email()), eq(now()))
        .returning(|_, _, _| Ok(false));
    let refused = signup(ports, Some(token())).await;
    assert!(matches!(refused, Err(SignupError::InvalidInvitation)));
}

/// Ports for an invited user, whose account is stored with this result.
fn invited(is_stored: bool) -> Ports {
    let mut ports = in_mode(SignupMode::Invitation);
    let admits = ports.signup_invitations.expect_admits();
    admits.returning(|_, _, _| Ok(true));
    let hashing = ports.turn.expect_hash().times(1);
    hashing.returning(|_| Ok(hash("made")));
    let accept = ports.signup_invitations.expect_accept().times(1);
    accept
        .withf(|digest, user, kept, at| {
            *digest == digest_of(&FRESH)
                && user.email == email()
                && *kept == hash("made")
                && *at == now()
        })
        .returning(move |_, _, _, _| Ok(is_stored));
    ports
}

#[tokio::test]
async fn the_invited_sign_up_and_verify_their_email() {
    let mut ports = invited(true);
    ports.send(Purpose::VerifyEmail, "ada@example.org");
    let recorded = ports.events.expect_record().times(1);
    recorded
        .withf(|event| event.kind == EventKind::SignedUp)
        .returning(|_| Ok(()));
    signup(ports, Some(token())).await.unwrap();
}

#[tokio::test]
async fn an_invitation_that_was_used_meanwhile_creates_nothing() {
    let mut ports = invited(false);
    ports.digest();
    let refused = signup(ports, Some(token())).await;
    assert!(matches!(refused, Err(SignupError::InvalidInvitation)));
}

#[tokio::test]
async fn an_invitation_is_not_looked_at_where_everybody_may_sign_up() {
    let mut ports = in_mode(SignupMode::Open);
    let hashing = ports.turn.expect_hash().times(1);
    hashing.returning(|_| Ok(hash("made")));
    let insert = ports.users.expect_insert().times(1);
    insert.returning(|_, _| Ok(()));
    ports.send(Purpose::VerifyEmail, "ada@example.org");
    ports.events.expect_record().returning(|_| Ok(()));
    signup(ports, Some("anything".into())).await.unwrap();
}

#[tokio::test]
async fn an_invitation_is_stored_as_a_digest_and_its_link_holds_the_secret() {
    let mut ports = Ports::new();
    ports.make_secret();
    let insert = ports.signup_invitations.expect_insert().times(1);
    insert
        .withf(|invitation, digest| {
            invitation.email == Some(email())
                && invitation.created_at == now()
                && *digest == digest_of(&FRESH)
        })
        .returning(|_, _| Ok(()));
    let made = ports.signup_invitations().make(Some(email())).await;
    let made = made.unwrap();
    let (link, token) = (made.link.expose_secret(), token());
    let token = token.expose_secret();
    let expected = format!("https://errand.example.org/sign-up#token={token}");
    assert_eq!((link, made.token.expose_secret()), (&*expected, token));
}
