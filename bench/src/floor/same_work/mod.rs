//! The same-work floor: the work of a complete write path in as little code as possible. One statement
//! looks up the session and its user, another loads the task, the change is decided here, and one
//! transaction stores all that belongs to it: the task, guarded by its version, its tags, its search
//! text, the counter of the user's scope, and a change with the task before and after.

mod commit;
mod postgres;
mod sqlite;
mod store;

use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, web};
use chrono::{SubsecRound, TimeDelta, Utc};
use uuid::Uuid;

use crate::bearer::Bearer;
use crate::database::{Database, Schema};
use crate::list::{List, Parameters};
use crate::problem::Problem;
use crate::requests::{CreateTask, EditTask};
use crate::task::Task;
use commit::Commit;

pub(crate) const SCHEMA: Schema = Schema {
    sqlite: include_str!("sqlite.sql"),
    postgres: include_str!("postgres.sql"),
};

/// How long a session may be unused, and how long it may last.
const IDLE: TimeDelta = TimeDelta::days(7);
const ABSOLUTE: TimeDelta = TimeDelta::days(30);
/// How often a change is tried that another one got ahead of.
const TRIES: usize = 3;

type Answer = Result<HttpResponse, Problem>;

pub(crate) fn routes(scope: &mut web::ServiceConfig) {
    scope
        .route("", web::get().to(list_tasks))
        .route("", web::post().to(create_task))
        .route("/{id}", web::get().to(get_task))
        .route("/{id}", web::patch().to(edit_task))
        .route("/{id}/complete", web::patch().to(toggle_task));
}

async fn list_tasks(
    bearer: Bearer,
    parameters: web::Query<Parameters>,
    database: web::Data<Database>,
) -> Answer {
    let user = authenticate(&database, &bearer).await?;
    let list = List::try_from(parameters.into_inner())?;
    let items = store::list(&database, user, &list).await?;
    Ok(list.page(items))
}

async fn create_task(
    bearer: Bearer,
    body: web::Json<CreateTask>,
    database: web::Data<Database>,
) -> Answer {
    let user = authenticate(&database, &bearer).await?;
    let task = Task::try_from(body.into_inner())?;
    store::insert(&database, &Commit::new(user, None, &task)?).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/api/v1/tasks/{}", task.id)))
        .json(task))
}

async fn get_task(bearer: Bearer, id: web::Path<Uuid>, database: web::Data<Database>) -> Answer {
    let user = authenticate(&database, &bearer).await?;
    let task = store::find(&database, user, *id).await?;
    Ok(HttpResponse::Ok().json(task.ok_or(Problem::NotFound)?))
}

async fn edit_task(
    bearer: Bearer,
    id: web::Path<Uuid>,
    body: web::Json<EditTask>,
    database: web::Data<Database>,
) -> Answer {
    let user = authenticate(&database, &bearer).await?;
    let title = body.title()?;
    change(&database, user, *id, |task| task.title.clone_from(&title)).await
}

async fn toggle_task(bearer: Bearer, id: web::Path<Uuid>, database: web::Data<Database>) -> Answer {
    let user = authenticate(&database, &bearer).await?;
    change(&database, user, *id, |task| {
        task.completed = !task.completed;
        task.completed_at = task.completed.then(|| Utc::now().trunc_subsecs(6));
    })
    .await
}

/// The user, if the session is alive.
async fn authenticate(database: &Database, bearer: &Bearer) -> Result<Uuid, Problem> {
    let found = store::session(database, bearer).await?;
    // The handlers do not need the email and the time zone, but Errand loads them.
    let (_email, _time_zone, created_at, last_used_at) = found.ok_or(Problem::Unauthorized)?;
    let now = Utc::now();
    if now - created_at < ABSOLUTE && now - last_used_at < IDLE {
        Ok(bearer.user)
    } else {
        Err(Problem::Unauthorized)
    }
}

/// Changes a task as it is, and begins again if it has changed in the meantime.
async fn change(database: &Database, user: Uuid, id: Uuid, decide: impl Fn(&mut Task)) -> Answer {
    for _ in 0..TRIES {
        let before = store::find(database, user, id).await?;
        let before = before.ok_or(Problem::NotFound)?;
        let mut after = before.clone();
        decide(&mut after);
        after.version += 1;
        after.updated_at = Utc::now().trunc_subsecs(6);
        let commit = Commit::new(user, Some(&before), &after)?;
        if store::replace(database, &commit).await? {
            return Ok(HttpResponse::Ok().json(after));
        }
    }
    Err(Problem::Conflict)
}
