//! Device tokens as text: an id, and our signature of the id and the user.

use errand_domain::sessions::{DeviceId, DeviceTokens};
use errand_domain::users::UserId;
use secrecy::SecretString;
use uuid::Uuid;

use super::signatures::Signatures;
use crate::jwt::JwtSecret;

/// Signs with a key derived from the secret of the access tokens.
pub struct SignedDeviceTokens(Signatures);

impl SignedDeviceTokens {
    /// Signs under `secret`, and also reads what was signed under `previous`.
    pub fn new(secret: &JwtSecret, previous: Option<&JwtSecret>) -> Self {
        let purpose = "errand: the key of device tokens";
        Self(Signatures::new(secret, previous, purpose))
    }
}

impl DeviceTokens for SignedDeviceTokens {
    fn write(&self, user: UserId, device: DeviceId) -> SecretString {
        let id = device.0.simple().to_string();
        let signature = self.0.sign(&signed(user, &id));
        format!("{id}{signature}").into()
    }

    fn read(&self, user: UserId, text: &str) -> Option<DeviceId> {
        let (id, signature) = text.split_at_checked(32)?;
        let is_ours = self.0.is_ours(&signed(user, id), signature);
        is_ours.then_some(())?;
        Uuid::try_parse(id).ok().map(DeviceId)
    }
}

fn signed(user: UserId, device: &str) -> String {
    format!("{}{device}", user.0.simple())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    const DEVICE: DeviceId = DeviceId(Uuid::from_u128(7));
    const USER: UserId = UserId(Uuid::from_u128(1));

    fn one() -> JwtSecret {
        JwtSecret::parse("0123456789 abcdefghijklmnopqrstuvwxyz".into()).unwrap()
    }

    fn other() -> JwtSecret {
        JwtSecret::parse("zyxwvutsrqponmlkjihgfedcba 9876543210".into()).unwrap()
    }

    #[test]
    fn a_token_is_read_only_for_its_user_and_does_not_reveal_them() {
        let tokens = SignedDeviceTokens::new(&one(), None);
        let text = tokens.write(USER, DEVICE);
        let text = text.expose_secret();
        assert_eq!(text.len(), 75);
        assert_eq!(tokens.read(USER, text), Some(DEVICE));
        assert_eq!(tokens.read(UserId(Uuid::from_u128(2)), text), None);
        assert!(!text.contains(&USER.0.simple().to_string()));
    }

    #[test]
    fn what_was_signed_under_the_previous_secret_is_read_and_under_another_is_not() {
        let text = SignedDeviceTokens::new(&one(), None).write(USER, DEVICE);
        let text = text.expose_secret();
        let replaced = SignedDeviceTokens::new(&other(), Some(&one()));
        assert_eq!(replaced.read(USER, text), Some(DEVICE));
        assert_eq!(
            SignedDeviceTokens::new(&other(), None).read(USER, text),
            None
        );
    }

    #[test]
    fn what_we_did_not_write_is_not_read() {
        let tokens = SignedDeviceTokens::new(&one(), None);
        let text = tokens.write(USER, DEVICE);
        let (id, signature) = text.expose_secret().split_at(32);
        let another = DeviceId(Uuid::from_u128(8)).0.simple();
        for forged in [
            "",
            id,
            &format!("{id}{}", "A".repeat(43)),
            &format!("{another}{signature}"),
            &format!("{id}{signature}="),
            &"é".repeat(40),
        ] {
            assert_eq!(tokens.read(USER, forged), None, "{forged}");
        }
    }
}
