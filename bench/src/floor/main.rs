//! The floors: two servers, written by hand, that answer six operations of Errand's API with as
//! little between the socket and the SQL as possible. They share neither code nor tables with
//! Errand.
//!
//! `floor plain` does only what the answers need. `floor same-work` also stores everything that
//! Errand stores with a task. What Errand costs beyond the plain floor is the price of all it does;
//! what it costs beyond the other is the price of its layers.
//!
//! Settings: `DATABASE_URL` (a database of its own, where it creates its tables), `JWT_SECRET`,
//! `PORT`.

mod bearer;
mod database;
mod list;
mod plain;
mod problem;
mod requests;
mod same_work;
mod task;

use std::env;

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::{Context, bail};
use mimalloc::MiMalloc;

use bearer::Keys;
use database::Database;
use problem::Problem;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let setting = |name| env::var(name).context(name);
    let (schema, routes) = match env::args().nth(1).as_deref() {
        Some("plain") => (plain::SCHEMA, plain::routes as fn(&mut web::ServiceConfig)),
        Some("same-work") => (same_work::SCHEMA, same_work::routes as _),
        _ => bail!("usage: floor plain|same-work"),
    };
    let database = Database::connect(&setting("DATABASE_URL")?, schema).await?;
    let database = web::Data::new(database);
    let keys = web::Data::new(Keys::new(&setting("JWT_SECRET")?));
    let port = setting("PORT")?.parse()?;
    HttpServer::new(move || {
        App::new()
            .app_data(database.clone())
            .app_data(keys.clone())
            .app_data(
                web::JsonConfig::default()
                    .error_handler(|error, _| Problem::Invalid(error.to_string()).into()),
            )
            .route("/health/live", web::get().to(HttpResponse::Ok))
            .service(web::scope("/api/v1/tasks").configure(routes))
    })
    .workers(1)
    .bind(("127.0.0.1", port))?
    .run()
    .await?;
    Ok(())
}
