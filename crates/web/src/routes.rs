//! The routes. The OpenAPI document is generated from the same registrations.

use actix_web::middleware::from_fn;
use actix_web::web;
use utoipa_actix_web::scope::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::input::BodyLimit;
use crate::{
    access, admin, changes, email_tokens, events, health, instance, metrics, openapi, pages,
    personal_tokens, sessions, tasks, users,
};

/// The routes of the API.
pub(crate) fn api(config: &mut ServiceConfig, auth_body_limit: BodyLimit) {
    let for_account = || from_fn(access::authenticate_for_account);
    let for_admins = || from_fn(access::authenticate_for_admins);
    let for_tasks = || from_fn(access::authenticate_for_tasks);
    config
        .service(
            scope("/api/v1")
                .service(instance::get_instance)
                .service(
                    scope("/auth")
                        .app_data(auth_body_limit)
                        .service(users::signup)
                        .service(sessions::login)
                        .service(sessions::refresh_session)
                        .service(sessions::logout)
                        .service(email_tokens::verify_email)
                        .service(email_tokens::request_password_reset)
                        .service(email_tokens::reset_password)
                        .service(
                            scope("/sessions")
                                .service(sessions::list_sessions)
                                .service(sessions::end_other_sessions)
                                .service(sessions::end_session)
                                .wrap(for_account()),
                        ),
                )
                .service(
                    scope("/users")
                        .service(users::get_me)
                        .service(users::patch_me)
                        .service(users::delete_me)
                        .service(users::change_password)
                        .service(users::change_email)
                        .service(email_tokens::send_verification)
                        .service(events::list_events)
                        .service(users::export_me)
                        .service(personal_tokens::list_personal_tokens)
                        .service(personal_tokens::create_personal_token)
                        .service(personal_tokens::delete_personal_token)
                        .wrap(for_account()),
                )
                .service(
                    scope("/admin")
                        .service(admin::list_users)
                        .service(admin::disable_user)
                        .service(admin::enable_user)
                        .service(admin::get_stats)
                        .service(admin::list_invitations)
                        .service(admin::create_invitation)
                        .service(admin::delete_invitation)
                        .wrap(for_admins()),
                )
                .service(
                    scope("/tasks")
                        .service(tasks::list_tasks)
                        .service(tasks::create_task)
                        .service(tasks::change_tasks)
                        // Other methods must not take its name for an id.
                        .route("/bulk", web::route().to(openapi::no_such_route))
                        .service(tasks::get_task)
                        .service(tasks::replace_task)
                        .service(tasks::patch_task)
                        .service(tasks::delete_task)
                        .service(tasks::toggle_task)
                        .service(tasks::restore_task)
                        .service(changes::list_history)
                        .wrap(for_tasks()),
                )
                .service(scope("/tags").service(tasks::list_tags).wrap(for_tasks()))
                .service(
                    scope("/trash")
                        .service(tasks::list_trash)
                        .service(tasks::empty_trash)
                        .wrap(for_tasks()),
                )
                .service(
                    scope("/commits")
                        .service(changes::undo_commit)
                        .wrap(for_tasks()),
                ),
        )
        .service(
            scope("/health")
                .service(health::get_live)
                .service(health::get_ready),
        );
}

/// The routes that the document leaves out: the measurements, the document itself and its page, two paths of the
/// original system, and the web application at every other path.
pub(crate) fn others(config: &mut web::ServiceConfig, auth_body_limit: BodyLimit) {
    config
        .service(metrics::get_metrics)
        .service(openapi::get_openapi)
        .service(openapi::docs())
        .service(openapi::redirect_to_docs)
        .service(
            web::scope("/auth")
                .app_data(auth_body_limit)
                .service(users::signup)
                .service(sessions::login),
        )
        .default_service(web::to(pages::get_page));
}
