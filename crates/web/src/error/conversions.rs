//! Converts the errors of the use cases to errors of the API.

use std::fmt::Display;

use errand_application::access::AuthenticateError;
use errand_application::accounts::ManageAccountError;
use errand_application::changes::{UndoError, WriteError};
use errand_application::email_tokens::{EmailTokenError, RequestEmailError};
use errand_application::personal_tokens::MakeTokenError;
use errand_application::sessions::{LoginError, RefreshError};
use errand_application::tasks::{BulkError, TaskError};
use errand_application::users::{AccountError, SignupError};
use errand_domain::{Failure, Invalid};

use super::{ApiError, FieldError};

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable { .. } => Self::Unavailable(failure),
            Failure::Internal(_) => Self::Internal(failure),
        }
    }
}

impl From<SignupError> for ApiError {
    fn from(error: SignupError) -> Self {
        match error {
            SignupError::Closed => Self::SignupClosed,
            SignupError::InvitationRequired => Self::InvitationRequired,
            SignupError::InvalidInvitation => invalid("/invitation", "invalid_token", &error),
            SignupError::EmailTaken => Self::EmailTaken,
            SignupError::Throttled(throttled) => Self::Throttled(throttled),
            SignupError::Failure(failure) => failure.into(),
        }
    }
}

impl From<LoginError> for ApiError {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::InvalidCredentials => Self::InvalidCredentials,
            LoginError::EmailUnverified => Self::EmailUnverified,
            LoginError::Throttled(throttled) => Self::Throttled(throttled),
            LoginError::Failure(failure) => failure.into(),
        }
    }
}

impl From<RefreshError> for ApiError {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::InvalidSession => Self::InvalidSession,
            RefreshError::Throttled(throttled) => Self::Throttled(throttled),
            RefreshError::Failure(failure) => failure.into(),
        }
    }
}

impl From<AccountError> for ApiError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::WrongPassword => Self::WrongPassword,
            AccountError::EmailTaken => Self::EmailTaken,
            AccountError::Throttled(throttled) => Self::Throttled(throttled),
            AccountError::Failure(failure) => failure.into(),
        }
    }
}

impl From<ManageAccountError> for ApiError {
    fn from(error: ManageAccountError) -> Self {
        match error {
            ManageAccountError::NoAccount => Self::AccountNotFound,
            ManageAccountError::EmailTaken => Self::EmailTaken,
            ManageAccountError::OwnAccount => Self::OwnAccount,
            ManageAccountError::Failure(failure) => failure.into(),
        }
    }
}

impl From<MakeTokenError> for ApiError {
    fn from(error: MakeTokenError) -> Self {
        match error {
            MakeTokenError::NoSession => Self::SessionRequired,
            MakeTokenError::WrongPassword => Self::WrongPassword,
            MakeTokenError::Throttled(throttled) => Self::Throttled(throttled),
            MakeTokenError::Expired => invalid("/expires_at", "in_the_past", &error),
            MakeTokenError::TooMany => Self::TooManyPersonalTokens,
            MakeTokenError::Failure(failure) => failure.into(),
        }
    }
}

impl From<EmailTokenError> for ApiError {
    fn from(error: EmailTokenError) -> Self {
        match error {
            EmailTokenError::InvalidToken => invalid("/token", "invalid_token", &error),
            EmailTokenError::EmailTaken => Self::EmailTaken,
            EmailTokenError::Failure(failure) => failure.into(),
        }
    }
}

impl From<RequestEmailError> for ApiError {
    fn from(error: RequestEmailError) -> Self {
        match error {
            RequestEmailError::Throttled(throttled) => Self::Throttled(throttled),
            RequestEmailError::Failure(failure) => failure.into(),
        }
    }
}

impl From<AuthenticateError> for ApiError {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::InvalidToken(_) => Self::Unauthenticated {
                token_was_sent: true,
            },
            AuthenticateError::Failure(failure) => failure.into(),
        }
    }
}

impl From<TaskError> for ApiError {
    fn from(error: TaskError) -> Self {
        match error {
            TaskError::NotFound => Self::TaskNotFound,
            TaskError::OtherVersion(task) => Self::VersionMismatch(task),
            TaskError::DueTimeWithoutDate(error) => invalid("/due_time", "needs_due_date", &error),
            TaskError::Write(error) => error.into(),
            TaskError::Failure(failure) => failure.into(),
        }
    }
}

impl From<BulkError> for ApiError {
    fn from(error: BulkError) -> Self {
        match error {
            BulkError::TooMany => Self::TooManyTasks,
            BulkError::Write(error) => error.into(),
            BulkError::Failure(failure) => failure.into(),
        }
    }
}

impl From<WriteError> for ApiError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::IdTaken => Self::IdTaken,
            WriteError::KeyInUse => Self::KeyInUse,
            WriteError::KeyReused => Self::KeyReused,
            WriteError::Failure(failure) => failure.into(),
        }
    }
}

impl From<UndoError> for ApiError {
    fn from(error: UndoError) -> Self {
        match error {
            UndoError::NotFound => Self::CommitNotFound,
            UndoError::Changed(entities) => Self::ChangedSince(entities),
            UndoError::Write(error) => error.into(),
            UndoError::Failure(failure) => failure.into(),
        }
    }
}

/// The error for a body field that breaks a rule only the use case can check.
fn invalid(pointer: &str, code: &'static str, error: &impl Display) -> ApiError {
    let invalid = Invalid::new(code, error.to_string());
    ApiError::Invalid(vec![FieldError::in_body(pointer, invalid)])
}
