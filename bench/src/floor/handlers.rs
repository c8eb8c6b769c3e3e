//! The four operations.

use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::bearer::Bearer;
use crate::problem::Problem;
use crate::store::Store;
use crate::task::{CreateTask, Task};

type Answer = Result<HttpResponse, Problem>;

#[derive(Deserialize)]
pub(crate) struct ListQuery {
    #[serde(default = "default_limit")]
    limit: u16,
    cursor: Option<String>,
}

fn default_limit() -> u16 {
    50
}

#[derive(Serialize)]
struct List {
    items: Vec<Task>,
    next_cursor: Option<String>,
}

pub(crate) async fn list_tasks(
    Bearer(user): Bearer,
    query: web::Query<ListQuery>,
    store: web::Data<Store>,
) -> Answer {
    let limit = usize::from(query.limit);
    if !(1..=100).contains(&limit) {
        return Err(Problem::Invalid("limit must be from 1 to 100".into()));
    }
    let after = match &query.cursor {
        Some(cursor) => {
            Some(parse_cursor(cursor).ok_or_else(|| Problem::Invalid("unknown cursor".into()))?)
        }
        None => None,
    };
    let mut items = store.list(user, after, limit + 1).await?;
    if items.is_empty() && !store.has_user(user).await? {
        return Err(Problem::Unauthorized);
    }
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items.last().filter(|_| more).map(cursor);
    Ok(HttpResponse::Ok().json(List { items, next_cursor }))
}

pub(crate) async fn create_task(
    Bearer(user): Bearer,
    body: web::Json<CreateTask>,
    store: web::Data<Store>,
) -> Answer {
    let task = Task::try_from(body.into_inner())?;
    if !store.insert(user, &task).await? {
        return Err(Problem::Unauthorized);
    }
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/api/v1/tasks/{}", task.id)))
        .json(task))
}

pub(crate) async fn get_task(
    Bearer(user): Bearer,
    id: web::Path<Uuid>,
    store: web::Data<Store>,
) -> Answer {
    let task = store.find(user, *id).await?;
    found(task, user, &store).await
}

pub(crate) async fn toggle_task(
    Bearer(user): Bearer,
    id: web::Path<Uuid>,
    store: web::Data<Store>,
) -> Answer {
    let now = Utc::now().trunc_subsecs(6);
    let task = store.toggle(user, *id, now).await?;
    found(task, user, &store).await
}

pub(crate) async fn live() -> HttpResponse {
    HttpResponse::Ok().finish()
}

/// The task, or an error. On an error, a second statement finds out whether the task or the user is
/// missing.
async fn found(task: Option<Task>, user: Uuid, store: &Store) -> Answer {
    match task {
        Some(task) => Ok(HttpResponse::Ok().json(task)),
        None if store.has_user(user).await? => Err(Problem::NotFound),
        None => Err(Problem::Unauthorized),
    }
}

fn cursor(last: &Task) -> String {
    let mut place = last.created_at.timestamp_micros().to_be_bytes().to_vec();
    place.extend(last.id.as_bytes());
    URL_SAFE_NO_PAD.encode(place)
}

fn parse_cursor(cursor: &str) -> Option<(DateTime<Utc>, Uuid)> {
    let place = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (micros, id) = place.split_first_chunk()?;
    let created_at = DateTime::from_timestamp_micros(i64::from_be_bytes(*micros))?;
    Some((created_at, Uuid::from_slice(id).ok()?))
}
