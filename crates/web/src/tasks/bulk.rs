//! Changing many tasks with one request.

use actix_web::{HttpRequest, HttpResponse, post, web};
use deserr::Deserr;
use errand_application::tasks::BulkOutcome;
use errand_domain::Invalid;
use errand_domain::tasks::{BulkChange, SkipReason, Skipped, Tags, TaskId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::parameters::{ListTasksParameters, parse_task_query};
use super::requests::{PatchTaskRequest, TagName};
use crate::State;
use crate::access::CurrentUser;
use crate::changes::name_commit;
use crate::error::{ApiError, BulkErrors};
use crate::input::{ConditionsAndBody, FieldErrors, Given, KeyHeader, fields};

/// Changes to many tasks.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct BulkRequest {
    /// The tasks. Without this field, all tasks are changed that match the filters of the query.
    #[schema(value_type = Option<Vec<Uuid>>, nullable = false, max_items = 500)]
    #[deserr(default)]
    ids: Given<Ids>,
    /// The fields to change in each task.
    #[schema(value_type = Option<PatchTaskRequest>, nullable = false)]
    #[deserr(default)]
    patch: Given<PatchTaskRequest>,
    /// Tags that are then added to each task, after those it has.
    #[schema(value_type = Option<Vec<TagName>>, nullable = false, max_items = 20, example = json!(["home"]))]
    #[deserr(default)]
    add_tags: Tags,
    /// Tags that are removed from each task, except those in `add_tags`.
    #[schema(value_type = Option<Vec<TagName>>, nullable = false, max_items = 20, example = json!(["shopping"]))]
    #[deserr(default)]
    remove_tags: Tags,
    /// Whether to move the tasks to the trash.
    #[schema(value_type = Option<bool>, nullable = false, default = false)]
    #[deserr(default)]
    delete: bool,
}

/// The ids of at most 500 tasks.
struct Ids(Vec<TaskId>);

impl Ids {
    fn parse(ids: Vec<AnyId>) -> Result<Self, Invalid> {
        let max = BulkChange::COMMIT_SIZE;
        if ids.len() > max {
            let too_many = Invalid::new("too_many", format!("must be at most {max} ids"));
            return Err(too_many.with_number("max", max));
        }
        Ok(Self(ids.into_iter().map(|AnyId(id)| TaskId(id)).collect()))
    }
}

struct AnyId(Uuid);

impl AnyId {
    /// Accepts a UUID in its hyphenated form, the only one with 36 characters.
    fn parse(text: &str) -> Result<Self, Invalid> {
        let id = (text.len() == 36).then(|| text.parse().ok()).flatten();
        id.map(Self)
            .ok_or_else(|| Invalid::new("invalid_id", "must be a UUID"))
    }
}

fields! {
    AnyId, String, |text| AnyId::parse(&text);
    Ids, Vec<AnyId>, Ids::parse;
}

/// What a bulk change did.
#[derive(Serialize, ToSchema)]
pub(crate) struct BulkResponse {
    /// How many tasks were changed.
    changed: usize,
    /// The tasks that were left as they are.
    skipped: Vec<SkippedTask>,
    /// The commits, each of at most 500 tasks. Undo them in the opposite order.
    commits: Vec<Uuid>,
}

/// A task that was left as it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct SkippedTask {
    id: Uuid,
    /// `not_found`: you have no such task, or it is in the trash. `unchanged`: the change makes no
    /// difference to it. `needs_due_date`: it would have a `due_time` without a `due_date`.
    /// `too_many_tags`: it would have more than 20 tags.
    #[schema(value_type = String, example = "unchanged")]
    reason: &'static str,
}

impl From<Skipped> for SkippedTask {
    fn from(skipped: Skipped) -> Self {
        Self {
            id: skipped.id.0,
            reason: match skipped.reason {
                SkipReason::NotFound => "not_found",
                SkipReason::Unchanged => "unchanged",
                SkipReason::NeedsDueDate => "needs_due_date",
                SkipReason::TooManyTags => "too_many_tags",
            },
        }
    }
}

/// Change many tasks
///
/// Changes up to 500 tasks by their ids, or all that match the filters of the query, which may be
/// 10 000. The query takes the parameters of the list, of which only the filters count. Tasks that
/// cannot be changed are skipped, and named in the answer. `Errand-Commit` is sent if there was one
/// commit.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(ListTasksParameters, KeyHeader),
    request_body = BulkRequest,
    responses(
        (status = 200, description = "What was changed", body = BulkResponse),
        BulkErrors,
    ),
)]
#[post("/bulk")]
pub(crate) async fn change_tasks(
    http_request: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
    ConditionsAndBody(write, request): ConditionsAndBody<BulkRequest>,
) -> Result<HttpResponse, ApiError> {
    let (query, _) = parse_task_query(http_request.query_string(), user.id)?;
    let change = BulkChange {
        patch: request.patch.0.map(Into::into).unwrap_or_default(),
        add_tags: request.add_tags,
        remove_tags: request.remove_tags,
        deletes: request.delete,
    };
    let tasks = &state.tasks;
    let BulkOutcome {
        changed,
        skipped,
        commits,
    } = match request.ids.0 {
        Some(Ids(ids)) => tasks.change_all(&write, &ids, &change).await?,
        None => {
            tasks
                .change_matching(&write, &user, &query.filter, &change)
                .await?
        }
    };
    let mut answer = HttpResponse::Ok();
    if let [commit] = commits[..] {
        name_commit(&mut answer, Some(commit));
    }
    Ok(answer.json(BulkResponse {
        changed,
        skipped: skipped.into_iter().map(Into::into).collect(),
        commits: commits.into_iter().map(|commit| commit.0).collect(),
    }))
}
