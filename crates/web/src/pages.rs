//! The web application: the build output of `frontend/`, embedded in the binary.

use std::borrow::Cow;

use actix_web::http::Method;
use actix_web::http::header::{
    self, AcceptEncoding, ContentEncoding, ETag, Encoding, EntityTag, IfNoneMatch,
};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use mime_guess::mime;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::ServerSettings;
use crate::error::ApiError;
use crate::http;
use crate::openapi::{self, Documentation};

/// The built pages, with the compressed copies that this crate's build script adds. Only these
/// names exist, so no path can lead out of the folder.
#[derive(RustEmbed)]
#[folder = "$OUT_DIR/pages"]
struct Build;

/// The page of the application, which reads the URL itself. All URLs in it begin with `/`.
const INDEX: &str = "index.html";

/// The prefixes of paths that are never pages.
const NO_PAGES: [&str; 6] = ["api", "auth", "docs", "health", "metrics", "openapi.json"];

/// The contents of a file and their SHA-256.
#[derive(Clone)]
struct File {
    bytes: web::Bytes,
    hash: [u8; 32],
}

impl File {
    fn of_build(name: &str) -> Option<Self> {
        let file = Build::get(name)?;
        Some(Self {
            hash: file.metadata.sha256_hash(),
            bytes: match file.data {
                Cow::Borrowed(bytes) => web::Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            },
        })
    }
}

/// The page of the application, adapted to the path it is served under. `None` for the root, which
/// it was built for.
pub(crate) struct Application(Option<File>);

impl Application {
    /// Prefixes every URL in the page with the path, once for all threads.
    pub(crate) fn under(base_path: &str) -> Self {
        let index = File::of_build(INDEX).filter(|_| !base_path.is_empty());
        Self(index.map(|index| {
            let page = String::from_utf8_lossy(&index.bytes);
            let page = page.replace("=\"/", &format!("=\"{base_path}/"));
            File {
                hash: Sha256::digest(&page).into(),
                bytes: page.into(),
            }
        }))
    }
}

/// Answers every other path: with a file of the build, or with the application.
pub(crate) async fn get_page(
    request: HttpRequest,
    settings: web::Data<ServerSettings>,
    application: web::Data<Application>,
    documentation: web::Data<Documentation>,
) -> Result<HttpResponse, ApiError> {
    let base_path = settings.public_url.path();
    if !base_path.is_empty() && request.path() == base_path {
        let location = format!("{base_path}/");
        return Ok(HttpResponse::PermanentRedirect()
            .insert_header((header::LOCATION, location))
            .finish());
    }
    match name_at(request.path()) {
        Some(name) if request.method() == Method::GET => send(&request, name, &application),
        Some(_) => Err(ApiError::MethodNotAllowed {
            allow: "GET, HEAD".to_owned(),
        }),
        None => openapi::no_such_route(request, documentation).await,
    }
}

/// The name of the file at a path. If there is none and the path does not look like a file's, it is
/// the application's page.
fn name_at(path: &str) -> Option<&str> {
    let name = path.strip_prefix('/')?;
    let is_compressed = matches!(name.rsplit('.').next(), Some("br" | "gz"));
    if Build::get(name).is_some() && !is_compressed {
        return Some(name);
    }
    let is_no_page = NO_PAGES.iter().any(|start| {
        // Such paths come from programs that join URLs incorrectly and do not want a page.
        let own = name.trim_start_matches('/').get(..start.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(start))
    });
    let last = name.rsplit('/').next();
    let is_file = last.is_some_and(|last| last.contains('.'));
    (!is_no_page && !is_file).then_some(INDEX)
}

/// Sends a file in an encoding the client accepts, or answers that its copy is current.
fn send(
    request: &HttpRequest,
    name: &str,
    application: &Application,
) -> Result<HttpResponse, ApiError> {
    let written = application.0.clone().filter(|_| name == INDEX);
    let compressed = encoding(request).filter(|_| written.is_none());
    let compressed = compressed.and_then(|encoding| {
        let extension = if encoding == "gzip" { "gz" } else { encoding };
        File::of_build(&format!("{name}.{extension}")).map(|file| (Some(encoding), file))
    });
    let plain = || written.or_else(|| File::of_build(name));
    let file = compressed.or_else(|| Some((None, plain()?)));
    let (encoding, file) = file.ok_or(ApiError::RouteNotFound)?;
    // Each encoding has its own tag (RFC 9110 §8.8.3.3).
    let tag = EntityTag::new_strong(BASE64_URL_SAFE_NO_PAD.encode(file.hash));
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
        return Ok(response.finish());
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
    Ok(response.body(file.bytes))
}

/// The compression that the client prefers, if it accepts any.
fn encoding(request: &HttpRequest) -> Option<&'static str> {
    let ours = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
    let accepted = request.get_header::<AcceptEncoding>()?;
    match accepted.negotiate(ours.iter())? {
        Encoding::Known(ContentEncoding::Brotli) => Some("br"),
        Encoding::Known(ContentEncoding::Gzip) => Some("gzip"),
        _ => None,
    }
}
