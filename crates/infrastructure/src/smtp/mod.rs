//! Mail over SMTP (RFC 5321), by lettre.

mod html;
mod mailer;
mod message;
#[cfg(test)]
mod tests;

pub(crate) use mailer::SmtpMailer;
pub(crate) use message::message;
