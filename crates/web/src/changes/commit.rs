//! The header that names the commit of a write.

use actix_web::HttpResponseBuilder;
use actix_web::http::header::HeaderName;
use errand_domain::changes::CommitId;

/// The name of the header.
pub(crate) const ERRAND_COMMIT: HeaderName = HeaderName::from_static("errand-commit");

/// Names the commit in the answer to a write, if something was written.
pub(crate) fn name_commit(answer: &mut HttpResponseBuilder, commit: Option<CommitId>) {
    if let Some(CommitId(id)) = commit {
        answer.insert_header((ERRAND_COMMIT, id.to_string()));
    }
}
