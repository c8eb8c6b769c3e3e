//! Authentication: the middleware, and what it passes to the handlers.

mod authenticate;
mod bearer;
mod current_user;
mod request_limit;

pub(crate) use authenticate::{
    authenticate_for_account, authenticate_for_admins, authenticate_for_tasks,
};
pub(crate) use bearer::Bearer;
pub(crate) use current_user::CurrentUser;
pub use request_limit::RequestLimit;
