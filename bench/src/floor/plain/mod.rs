//! The plain floor: what a competent person writes in an afternoon for these operations alone. Two
//! tables with one index, and one statement per request, which includes the user.

mod postgres;
mod sqlite;
mod store;

use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, web};
use chrono::{SubsecRound, Utc};
use uuid::Uuid;

use crate::bearer::Bearer;
use crate::database::{Database, Schema};
use crate::list::{List, Parameters};
use crate::problem::Problem;
use crate::requests::{CreateTask, EditTask};
use crate::task::Task;

pub(crate) const SCHEMA: Schema = Schema {
    sqlite: include_str!("sqlite.sql"),
    postgres: include_str!("postgres.sql"),
};

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
    let list = List::try_from(parameters.into_inner())?;
    let items = store::list(&database, bearer.user, &list).await?;
    if items.is_empty() && !store::has_user(&database, bearer.user).await? {
        return Err(Problem::Unauthorized);
    }
    Ok(list.page(items))
}

async fn create_task(
    bearer: Bearer,
    body: web::Json<CreateTask>,
    database: web::Data<Database>,
) -> Answer {
    let task = Task::try_from(body.into_inner())?;
    if !store::insert(&database, bearer.user, &task).await? {
        return Err(Problem::Unauthorized);
    }
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/api/v1/tasks/{}", task.id)))
        .json(task))
}

async fn get_task(bearer: Bearer, id: web::Path<Uuid>, database: web::Data<Database>) -> Answer {
    let task = store::find(&database, bearer.user, *id).await?;
    found(task, bearer.user, &database).await
}

async fn edit_task(
    bearer: Bearer,
    id: web::Path<Uuid>,
    body: web::Json<EditTask>,
    database: web::Data<Database>,
) -> Answer {
    let now = Utc::now().trunc_subsecs(6);
    let task = store::edit(&database, bearer.user, *id, &body.title()?, now).await?;
    found(task, bearer.user, &database).await
}

async fn toggle_task(bearer: Bearer, id: web::Path<Uuid>, database: web::Data<Database>) -> Answer {
    let now = Utc::now().trunc_subsecs(6);
    let task = store::toggle(&database, bearer.user, *id, now).await?;
    found(task, bearer.user, &database).await
}

/// The task, or an error. On an error, a second statement finds out whether the task or the user is
/// missing.
async fn found(task: Option<Task>, user: Uuid, database: &Database) -> Answer {
    match task {
        Some(task) => Ok(HttpResponse::Ok().json(task)),
        None if store::has_user(database, user).await? => Err(Problem::NotFound),
        None => Err(Problem::Unauthorized),
    }
}
