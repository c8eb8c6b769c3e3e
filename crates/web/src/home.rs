//! What a browser finds at the root: that the server runs, and where the API is.

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get};

/// The page.
#[get("/")]
pub(crate) async fn get_home() -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .body(include_str!("home.html"))
}
