//! The document itself, and the table of routes derived from it.

use actix_web::dev::ResourceDef;
use actix_web::{App, HttpRequest, HttpResponse, web};
use utoipa::OpenApi as _;
use utoipa::openapi::path::PathItem;
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi, RefOr, Schema};
use utoipa_actix_web::AppExt;

use super::{errors, headers};
use crate::error::{ApiError, FieldError, ParamValue, Problem};
use crate::input::BodyLimit;
use crate::routes;

/// The document without its operations.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Errand",
        description = "A multi-user task service. Sign up, log in, and send the token with every \
            request: `Authorization: Bearer <token>`. Errors are `application/problem+json` (RFC 9457).",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "This server")),
    tags(
        (name = "auth", description = "Signing up, logging in and sessions"),
        (name = "users", description = "Your account"),
        (name = "tasks", description = "Your tasks and tags"),
        (name = "trash", description = "Deleted tasks"),
        (name = "changes", description = "Undo and history"),
        (name = "admin", description = "Accounts and invitations, for administrators"),
        (name = "instance", description = "This installation"),
        (name = "health", description = "Health checks"),
    ),
    components(schemas(Problem, FieldError, ParamValue)),
)]
struct Head;

/// The OpenAPI 3.1 document of this API.
pub fn openapi() -> OpenApi {
    let (_, mut document) = App::new()
        .into_utoipa_app()
        .openapi(Head::openapi())
        .configure(|config| routes::api(config, BodyLimit(0)))
        .split_for_parts();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .build();
    if let Some(components) = &mut document.components {
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
            "__Host-errand_refresh",
            "Over plain HTTP on the same machine it is `errand_refresh`",
        ));
        components.add_security_scheme("refresh_cookie", SecurityScheme::ApiKey(cookie));
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
            "__Host-errand_device",
            "From an earlier login on the same device. Over plain HTTP on the same machine it is \
             `errand_device`",
        ));
        components.add_security_scheme("device_cookie", SecurityScheme::ApiKey(cookie));
        for (name, schema) in &mut components.schemas {
            if let (true, RefOr::T(Schema::Object(object))) = (name.ends_with("Request"), schema) {
                object.additional_properties =
                    Some(Box::new(AdditionalProperties::FreeForm(false)));
            }
        }
    }
    for item in document.paths.paths.values_mut() {
        for operation in operations(item)
            .into_iter()
            .filter_map(|(_, operation)| operation)
        {
            errors::declare(operation);
            headers::declare(operation);
        }
    }
    document
}

/// The paths of the documentation, which the document leaves out.
const OTHERS: [&str; 3] = ["/docs", "/docs/", "/openapi.json"];

/// The document as it is sent, and the methods of each path.
pub(crate) struct Documentation {
    pub(super) json: web::Bytes,
    routes: Vec<(ResourceDef, String)>,
}

impl Documentation {
    /// Generates the document of an API under this path, once for all threads.
    pub(crate) fn new(base_path: &str) -> Self {
        let mut document = openapi();
        if !base_path.is_empty() {
            for server in document.servers.iter_mut().flatten() {
                base_path.clone_into(&mut server.url);
            }
        }
        let json = document.to_json().unwrap_or_default().into();
        let paths = &mut document.paths.paths;
        let routes = paths.iter_mut().flat_map(|(path, item)| {
            let methods = operations(item)
                .into_iter()
                .filter(|(_, operation)| operation.is_some());
            let allow: Vec<_> = methods.map(|(method, _)| method).collect();
            let original = path
                .strip_prefix("/api/v1")
                .filter(|path| ["/auth/signup", "/auth/login"].contains(path));
            let addresses = [Some(path.as_str()), original];
            let route = |path: &str| (ResourceDef::new(path), allow.join(", "));
            addresses
                .into_iter()
                .flatten()
                .map(route)
                .collect::<Vec<_>>()
        });
        let others = OTHERS.map(|path| (ResourceDef::new(path), "GET, HEAD".to_owned()));
        Self {
            routes: routes.chain(others).collect(),
            json,
        }
    }
}

/// Answers requests to unknown paths, and requests with a method that a path does not have.
pub(crate) async fn no_such_route(
    request: HttpRequest,
    documentation: web::Data<Documentation>,
) -> Result<HttpResponse, ApiError> {
    let mut routes = documentation.routes.iter();
    match routes.find(|(path, _)| path.is_match(request.path())) {
        Some((_, allow)) => Err(ApiError::MethodNotAllowed {
            allow: allow.clone(),
        }),
        None => Err(ApiError::RouteNotFound),
    }
}

/// The operations of a path by method. HEAD is allowed wherever GET is.
fn operations(
    item: &mut PathItem,
) -> [(&'static str, Option<&mut utoipa::openapi::path::Operation>); 5] {
    [
        ("GET, HEAD", item.get.as_mut()),
        ("POST", item.post.as_mut()),
        ("PUT", item.put.as_mut()),
        ("PATCH", item.patch.as_mut()),
        ("DELETE", item.delete.as_mut()),
    ]
}
