//! Mail over SMTP (RFC 5321), by lettre.

mod mailer;
mod message;

pub(crate) use mailer::SmtpMailer;
pub(crate) use message::message;
