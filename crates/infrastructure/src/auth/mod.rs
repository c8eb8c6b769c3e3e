//! Accounts on sea-orm, hashes by bcrypt, tokens by jsonwebtoken.

mod bcrypt;
mod entity;
mod jwt;
mod repository;

pub use self::bcrypt::{BcryptHasher, HashingSettings};
pub use jwt::{JwtSecret, JwtTokens, TokenSettings, WeakSecret};
pub use repository::SqlUserRepository;
