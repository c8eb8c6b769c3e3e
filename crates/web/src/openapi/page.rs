//! Serves the document to programs, and to people a page to try the API. Its assets are embedded.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::Documentation;
use crate::ServerSettings;

/// The document.
#[get("/openapi.json")]
pub(crate) async fn get_openapi(documentation: web::Data<Documentation>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(documentation.json.clone())
}

/// The page.
pub(crate) fn docs() -> SwaggerUi {
    let config = Config::from("../openapi.json")
        .persist_authorization(false)
        .try_it_out_enabled(true)
        .validator_url("none");
    SwaggerUi::new("/docs/{_:.*}").config(config)
}

/// The page's URL as people type it.
#[get("/docs")]
pub(crate) async fn redirect_to_docs(settings: web::Data<ServerSettings>) -> HttpResponse {
    let location = format!("{}/docs/", settings.public_url.path());
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, location))
        .finish()
}
