//! Serving under a path: removes the path of `server.public_url` from each request before it is routed,
//! so routes and logs do not contain it.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Uri;
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::ServerSettings;

/// Removes the path from a request. A request without it is left unchanged: a proxy may have removed the
/// path, or a health check may have connected directly.
pub(crate) async fn strip_base_path<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let settings = request.app_data::<web::Data<ServerSettings>>();
    let path = settings.map_or("", |settings| settings.public_url.path());
    if let Some(uri) = without(path, request.uri()) {
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
    next.call(request).await
}

fn without(path: &str, uri: &Uri) -> Option<Uri> {
    let rest = uri.path_and_query()?.as_str().strip_prefix(path)?;
    if !rest.starts_with('/') {
        return None;
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(rest.parse().ok()?);
    Uri::from_parts(parts).ok()
}
