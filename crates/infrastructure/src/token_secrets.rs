//! Token secrets: random bits, SHA-256 digests and ChaCha20-Poly1305 seals.

use chacha20poly1305::aead::array::Array;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use errand_domain::{Digest, Failure, SealedSecret, TokenSecret, TokenSecrets};
use sha2::{Digest as _, Sha256};

/// Generates secrets from the operating system's randomness.
pub struct RandomTokenSecrets;

impl TokenSecrets for RandomTokenSecrets {
    fn generate(&self) -> Result<TokenSecret, Failure> {
        let mut bytes = [0; TokenSecret::BYTES];
        getrandom::fill(&mut bytes).map_err(Failure::internal)?;
        Ok(TokenSecret(bytes))
    }

    fn digest(&self, secret: &TokenSecret) -> Digest {
        Digest(Sha256::digest(secret.0).into())
    }

    fn seal(&self, secret: &TokenSecret, under: &TokenSecret) -> Result<SealedSecret, Failure> {
        let sealed = cipher(under).encrypt(&NONCE, secret.0.as_slice());
        sized(sealed.map_err(Failure::internal)?).map(SealedSecret)
    }

    fn open(&self, sealed: &SealedSecret, under: &TokenSecret) -> Result<TokenSecret, Failure> {
        let secret = cipher(under).decrypt(&NONCE, sealed.0.as_slice());
        sized(secret.map_err(Failure::internal)?).map(TokenSecret)
    }
}

/// Converts the output of the cipher, whose length is that of its input and the tag.
fn sized<const N: usize>(bytes: Vec<u8>) -> Result<[u8; N], Failure> {
    let sized = bytes.try_into();
    sized.map_err(|_| Failure::internal("a cipher text of a wrong length"))
}

/// Each key seals only one secret, so one nonce is enough.
const NONCE: Nonce = Array([0; 12]);

/// ChaCha20-Poly1305 (RFC 8439) with a key that cannot be derived from the digest of the secret.
fn cipher(secret: &TokenSecret) -> ChaCha20Poly1305 {
    let mut key = Sha256::new_with_prefix("errand: the successor of ");
    key.update(secret.0);
    ChaCha20Poly1305::new(&key.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_their_digests_differ() {
        let (one, other) = (generate(), generate());
        assert_ne!(one, other);
        assert_ne!(
            RandomTokenSecrets.digest(&one),
            RandomTokenSecrets.digest(&other)
        );
        assert_eq!(
            RandomTokenSecrets.digest(&one),
            RandomTokenSecrets.digest(&one)
        );
    }

    #[test]
    fn a_digest_is_sha_256() {
        // The SHA-256 (FIPS 180-4) of 32 zero bytes.
        let digest = RandomTokenSecrets.digest(&TokenSecret([0; 32]));
        assert_eq!(digest.0[..4], [0x66, 0x68, 0x7a, 0xad]);
    }

    #[test]
    fn a_sealed_secret_opens_only_under_its_own_secret() {
        let (secret, under, other) = (generate(), generate(), generate());
        let mut sealed = RandomTokenSecrets.seal(&secret, &under).unwrap();
        assert_ne!(sealed.0[..TokenSecret::BYTES], secret.0);
        assert_eq!(RandomTokenSecrets.open(&sealed, &under).unwrap(), secret);
        assert!(RandomTokenSecrets.open(&sealed, &other).is_err());
        sealed.0[0] ^= 1;
        assert!(RandomTokenSecrets.open(&sealed, &under).is_err());
    }

    fn generate() -> TokenSecret {
        RandomTokenSecrets.generate().unwrap()
    }
}
