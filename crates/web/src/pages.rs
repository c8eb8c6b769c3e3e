//! The pages that people use: what the build of `frontend/` made, held in the binary.

use std::borrow::Cow;

use actix_web::http::Method;
use actix_web::http::header::{
    self, AcceptEncoding, ContentEncoding, ETag, Encoding, EntityTag, IfNoneMatch,
};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use mime_guess::mime;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::ApiError;
use crate::http;
use crate::openapi::{self, Documentation};

/// The built pages, with the compressed copies that the build script of this crate adds. As only
/// these names exist, no path leads out of the folder.
#[derive(RustEmbed)]
#[folder = "$OUT_DIR/pages"]
struct Build;

/// The application, which looks at the address itself.
const APPLICATION: &str = "index.html";

/// How addresses begin that are never pages, whatever follows.
const NO_PAGES: [&str; 6] = ["api", "auth", "docs", "health", "metrics", "openapi.json"];

/// Answers where nothing else does: with a file of the build, or the application.
pub(crate) async fn get_page(
    request: HttpRequest,
    documentation: web::Data<Documentation>,
) -> Result<HttpResponse, ApiError> {
    match page_at(request.path()) {
        Some((name, file)) if request.method() == Method::GET => Ok(send(&request, name, file)),
        Some(_) => Err(ApiError::MethodNotAllowed {
            allow: "GET, HEAD".to_owned(),
        }),
        None => openapi::no_such_route(request, documentation).await,
    }
}

/// The file at an address, and its name. An address that looks like one of a file has no other.
fn page_at(path: &str) -> Option<(&str, EmbeddedFile)> {
    let name = path.strip_prefix('/')?;
    let is_compressed = matches!(name.rsplit('.').next(), Some("br" | "gz"));
    if let Some(file) = Build::get(name).filter(|_| !is_compressed) {
        return Some((name, file));
    }
    let is_no_page = NO_PAGES.iter().any(|start| {
        // Programs that put addresses together get slashes wrong, and want no page.
        let own = name.trim_start_matches('/').get(..start.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(start))
    });
    let last = name.rsplit('/').next();
    if is_no_page || last.is_some_and(|last| last.contains('.')) {
        return None;
    }
    Build::get(APPLICATION).map(|file| (APPLICATION, file))
}

/// Sends a file as the client takes it, or tells that it has it.
fn send(request: &HttpRequest, name: &str, file: EmbeddedFile) -> HttpResponse {
    let compressed = encoding(request).and_then(|encoding| {
        let extension = if encoding == "gzip" { "gz" } else { encoding };
        Build::get(&format!("{name}.{extension}")).map(|file| (Some(encoding), file))
    });
    let (encoding, file) = compressed.unwrap_or((None, file));
    // Each encoding has a tag of its own (RFC 9110 §8.8.3.3).
    let tag = EntityTag::new_strong(BASE64_URL_SAFE_NO_PAD.encode(file.metadata.sha256_hash()));
    let is_known = match request.get_header() {
        Some(IfNoneMatch::Any) => true,
        Some(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        None => false,
    };
    let mut response = if is_known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    let lifetime = if name.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    // A 304 replaces these in the cache (RFC 9110 §15.4.5).
    response
        .insert_header((header::CACHE_CONTROL, lifetime))
        .insert_header((header::CONTENT_SECURITY_POLICY, http::PAGES.clone()))
        .insert_header((header::VARY, "Accept-Encoding, Origin"))
        .insert_header(ETag(tag));
    if is_known {
        return response.finish();
    }
    if let Some(encoding) = encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    let media_type = mime_guess::from_path(name).first_or_octet_stream();
    if media_type.type_() == mime::TEXT {
        response.content_type(format!("{media_type}; charset=utf-8"));
    } else {
        response.content_type(media_type.as_ref());
    }
    match file.data {
        Cow::Borrowed(bytes) => response.body(bytes),
        Cow::Owned(bytes) => response.body(bytes),
    }
}

/// How the client would have a file compressed, if it would.
fn encoding(request: &HttpRequest) -> Option<&'static str> {
    let ours = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
    let accepted = request.get_header::<AcceptEncoding>()?;
    match accepted.negotiate(ours.iter())? {
        Encoding::Known(ContentEncoding::Brotli) => Some("br"),
        Encoding::Known(ContentEncoding::Gzip) => Some("gzip"),
        _ => None,
    }
}
