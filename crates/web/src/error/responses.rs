//! The errors of each operation, which the OpenAPI document lists by status.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use super::ErrorCode;

/// Defines groups of errors that operations can answer with.
macro_rules! errors {
    ($($name:ident: $($code:ident),+;)*) => {$(
        /// Errors that some operations answer with.
        pub(crate) enum $name {}

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                responses(&[$(ErrorCode::$code),+])
            }
        }
    )*};
}

errors! {
    SignupErrors: EmailTaken, SignupClosed, InvitationRequired, Throttled;
    LoginErrors: InvalidCredentials, EmailUnverified, Throttled;
    RefreshErrors: InvalidSession, ForeignOrigin, Throttled;
    LogoutErrors: ForeignOrigin;
    AdminErrors: AdminRequired, SessionRequired;
    AccountErrors: AccountNotFound;
    OwnAccountErrors: OwnAccount;
    InvitationErrors: InvitationNotFound;
    SessionErrors: SessionNotFound;
    PasswordErrors: WrongPassword, Throttled;
    EmailErrors: WrongPassword, EmailTaken, Throttled;
    MailErrors: Throttled;
    VerificationErrors: EmailTaken;
    MakeTokenErrors: WrongPassword, SessionRequired, TooManyPersonalTokens, Throttled;
    PersonalTokenErrors: PersonalTokenNotFound;
    TaskErrors: TaskNotFound;
    CreateErrors: IdTaken;
    BulkErrors: TooManyTasks;
    UndoErrors: CommitNotFound, ChangedSince;
    VersionErrors: MalformedHeader, VersionMismatch;
    KeyErrors: MalformedHeader, KeyInUse, KeyReused;
    HeaderErrors: MalformedHeader;
    ProtectedErrors: Unauthenticated, Throttled;
    BodyErrors: MalformedJson, BodyTimeout, BodyTooLarge, UnsupportedMediaType;
    InputErrors: Invalid;
    AnyErrors: Internal, Unavailable, DeadlineExceeded;
}

/// One response per status, whose description lists the errors.
fn responses(codes: &[ErrorCode]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status = BTreeMap::<_, Vec<_>>::new();
    for &code in codes {
        let name: &str = code.into();
        let codes = by_status.entry(code.status().as_str().to_owned());
        codes.or_default().push(format!("`{name}`"));
    }
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
    let problem = problem.build();
    let response = |codes: Vec<String>| {
        let response = ResponseBuilder::new().description(codes.join(" or "));
        response.content("application/problem+json", problem.clone())
    };
    let responses = by_status.into_iter();
    responses
        .map(|(status, codes)| (status, response(codes).build().into()))
        .collect()
}
