//! `/auth/login`, `/auth/refresh`, `/auth/logout` and `/auth/sessions`.

mod devices;
mod list;
mod login;
mod model;
mod refresh;

pub(crate) const LOGIN: &str = "/api/v1/auth/login";
