//! Which address leads where. What is registered here is in the OpenAPI document as well.

use actix_web::middleware::from_fn;
use actix_web::web;
use utoipa_actix_web::scope::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::input::BodyLimit;
use crate::{auth, health, home, openapi, tasks};

/// The routes of the API.
pub(crate) fn api(config: &mut ServiceConfig, auth_body_limit: BodyLimit) {
    let authenticate = || from_fn(auth::authenticate);
    config
        .service(
            scope("/api/v1")
                .service(
                    scope("/auth")
                        .app_data(auth_body_limit)
                        .service(auth::signup)
                        .service(auth::login)
                        .service(auth::refresh_session)
                        .service(auth::logout)
                        .service(
                            scope("/sessions")
                                .service(auth::list_sessions)
                                .service(auth::end_other_sessions)
                                .service(auth::end_session)
                                .wrap(authenticate()),
                        ),
                )
                .service(
                    scope("/users")
                        .service(auth::get_me)
                        .service(auth::patch_me)
                        .service(auth::delete_me)
                        .service(auth::change_password)
                        .service(auth::change_email)
                        .service(auth::list_events)
                        .wrap(authenticate()),
                )
                .service(
                    scope("/tasks")
                        .service(tasks::list_tasks)
                        .service(tasks::create_task)
                        .service(tasks::get_task)
                        .service(tasks::replace_task)
                        .service(tasks::patch_task)
                        .service(tasks::delete_task)
                        .service(tasks::toggle_task)
                        .wrap(authenticate()),
                )
                .service(
                    scope("/tags")
                        .service(tasks::list_tags)
                        .wrap(authenticate()),
                ),
        )
        .service(
            scope("/health")
                .service(health::get_live)
                .service(health::get_ready),
        );
}

/// The routes that the document leaves out: the page, the document itself, two addresses of the
/// original system, and the answer to all others.
pub(crate) fn others(config: &mut web::ServiceConfig, auth_body_limit: BodyLimit) {
    config
        .service(home::get_home)
        .service(openapi::get_openapi)
        .service(openapi::docs())
        .service(openapi::redirect_to_docs)
        .service(
            web::scope("/auth")
                .app_data(auth_body_limit)
                .service(auth::signup)
                .service(auth::login),
        )
        .default_service(web::to(openapi::no_such_route));
}
