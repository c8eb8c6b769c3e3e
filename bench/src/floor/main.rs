//! The floor: four operations of Errand's API, written by hand with as little between the socket
//! and the SQL as possible, and with neither code nor tables of Errand. One statement per request,
//! two plain tables with one index, no layers, no log, no limits. Whatever Errand takes beyond this
//! is the price of everything else it does.
//!
//! Settings: `DATABASE_URL` (a database of its own, where it creates its tables), `JWT_SECRET`,
//! `PORT`.

mod bearer;
mod handlers;
mod problem;
mod store;
mod task;

use std::env;

use actix_web::{App, HttpServer, web};
use anyhow::Context;
use mimalloc::MiMalloc;

use bearer::Keys;
use problem::Problem;
use store::Store;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let setting = |name| env::var(name).context(name);
    let store = web::Data::new(Store::connect(&setting("DATABASE_URL")?).await?);
    let keys = web::Data::new(Keys::new(&setting("JWT_SECRET")?));
    let port = setting("PORT")?.parse()?;
    HttpServer::new(move || {
        App::new()
            .app_data(store.clone())
            .app_data(keys.clone())
            .app_data(
                web::JsonConfig::default()
                    .error_handler(|error, _| Problem::Invalid(error.to_string()).into()),
            )
            .route("/health/live", web::get().to(handlers::live))
            .service(
                web::scope("/api/v1/tasks")
                    .route("", web::get().to(handlers::list_tasks))
                    .route("", web::post().to(handlers::create_task))
                    .route("/{id}", web::get().to(handlers::get_task))
                    .route("/{id}/complete", web::patch().to(handlers::toggle_task)),
            )
    })
    .workers(1)
    .bind(("127.0.0.1", port))?
    .run()
    .await?;
    Ok(())
}
