//! The user of these tests, and what belongs to her.

use errand_domain::access::{Authorization, Caller};
use errand_domain::jobs::RetryPolicy;
use errand_domain::sessions::{Claims, Session, SessionId, SessionPolicy};
use errand_domain::users::{
    Credentials, Email, Password, PasswordHash, PasswordPolicy, PasswordVersion, User, UserId,
};
use errand_domain::{Client, ClientAddress, Digest, Failure, TimeZone, Timestamp, TokenSecret};
use jiff::SignedDuration;
use uuid::Uuid;

use super::PASSWORD;
use crate::Retention;

/// The next secret to be generated.
pub(crate) const FRESH: TokenSecret = TokenSecret([7; 32]);

pub(crate) const POLICY: SessionPolicy = SessionPolicy {
    idle: SignedDuration::from_hours(24 * 7),
    absolute: SignedDuration::from_hours(24 * 30),
    most: 100,
};

pub(crate) const RETRIES: RetryPolicy = RetryPolicy {
    first_pause: SignedDuration::from_mins(1),
    most_attempts: 3,
};

pub(crate) fn digest_of(secret: &TokenSecret) -> Digest {
    Digest(secret.0.map(|byte| byte ^ 0xff))
}

pub(crate) fn client() -> Client {
    Client {
        address: ClientAddress::new([192, 0, 2, 1].into()),
        device: "browser".to_owned(),
    }
}

/// A session that `ada` began an hour ago and has not used since.
pub(crate) fn session() -> Session {
    let begun = now() - SignedDuration::from_hours(1);
    Session {
        id: SessionId(Uuid::from_u128(3)),
        ..Session::new(ada().id, &client(), begun)
    }
}

pub(crate) fn caller() -> Caller {
    Caller {
        user: ada(),
        authorization: Authorization::Session(session().id),
    }
}

pub(crate) fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

pub(crate) fn email() -> Email {
    Email::parse("ada@example.org").unwrap()
}

pub(crate) fn ada() -> User {
    User {
        id: UserId(Uuid::from_u128(1)),
        email: email(),
        email_verified_at: None,
        time_zone: TimeZone::UTC,
        is_admin: false,
        created_at: "2026-01-01T00:00:00Z".parse().unwrap(),
    }
}

pub(crate) fn hash(text: &str) -> PasswordHash {
    PasswordHash(text.to_owned())
}

pub(crate) fn credentials() -> Credentials {
    Credentials {
        user: ada(),
        password_hash: hash("kept"),
        password_version: PasswordVersion(1),
    }
}

pub(crate) fn password() -> Password {
    PasswordPolicy { min_length: 8 }
        .parse(PASSWORD.into(), None)
        .unwrap()
}

pub(crate) fn claims() -> Claims {
    Claims {
        user_id: ada().id,
        session_id: session().id,
        token_id: Uuid::from_u128(2),
        issued_at: now(),
        expires_at: now(),
    }
}

pub(crate) fn broken() -> Failure {
    Failure::internal("broken")
}

pub(crate) fn is_broken(failure: &Failure) -> bool {
    matches!(failure, Failure::Internal(error) if error.to_string() == "broken")
}

pub(crate) const RETENTION: Retention = Retention {
    trash: SignedDuration::from_hours(30 * 24),
    changes: SignedDuration::from_hours(90 * 24),
};
