//! Which address leads where. What is registered here is in the OpenAPI document as well.

use actix_web::middleware::from_fn;
use actix_web::web;
use utoipa_actix_web::scope::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::input::BodyLimit;
use crate::{auth, export, health, openapi, pages, tasks};

/// The routes of the API.
pub(crate) fn api(config: &mut ServiceConfig, auth_body_limit: BodyLimit) {
    let for_account = || from_fn(auth::authenticate_for_account);
    let for_tasks = || from_fn(auth::authenticate_for_tasks);
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
                        .service(auth::verify_email)
                        .service(auth::request_password_reset)
                        .service(auth::reset_password)
                        .service(
                            scope("/sessions")
                                .service(auth::list_sessions)
                                .service(auth::end_other_sessions)
                                .service(auth::end_session)
                                .wrap(for_account()),
                        ),
                )
                .service(
                    scope("/users")
                        .service(auth::get_me)
                        .service(auth::patch_me)
                        .service(auth::delete_me)
                        .service(auth::change_password)
                        .service(auth::change_email)
                        .service(auth::send_verification)
                        .service(auth::list_events)
                        .service(export::export_me)
                        .service(auth::list_personal_tokens)
                        .service(auth::create_personal_token)
                        .service(auth::delete_personal_token)
                        .wrap(for_account()),
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
                        .wrap(for_tasks()),
                )
                .service(scope("/tags").service(tasks::list_tags).wrap(for_tasks())),
        )
        .service(
            scope("/health")
                .service(health::get_live)
                .service(health::get_ready),
        );
}

/// The routes that the document leaves out: the document itself and its page, two addresses of the
/// original system, and the pages, which are wherever nothing else is.
pub(crate) fn others(config: &mut web::ServiceConfig, auth_body_limit: BodyLimit) {
    config
        .service(openapi::get_openapi)
        .service(openapi::docs())
        .service(openapi::redirect_to_docs)
        .service(
            web::scope("/auth")
                .app_data(auth_body_limit)
                .service(auth::signup)
                .service(auth::login),
        )
        .default_service(web::to(pages::get_page));
}
