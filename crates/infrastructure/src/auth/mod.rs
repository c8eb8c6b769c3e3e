//! Accounts on sea-orm, hashes by bcrypt, tokens by jsonwebtoken.

mod bcrypt;
mod entity;
mod events;
mod jwt;
mod mail_tokens;
mod personal_tokens;
mod repository;
mod secrets;
mod sessions;
mod throttles;

pub use self::bcrypt::{BcryptHasher, HashingSettings};
pub use events::SqlEventLog;
pub use jwt::{JwtSecret, JwtTokens, TokenSettings, WeakSecret};
pub use mail_tokens::SqlMailTokens;
pub use personal_tokens::SqlPersonalTokenRepository;
pub use repository::SqlUserRepository;
pub use secrets::RandomSecrets;
pub use sessions::SqlSessionRepository;
pub use throttles::SqlThrottles;
