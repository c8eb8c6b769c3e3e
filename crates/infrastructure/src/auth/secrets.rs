//! Secrets of random bits, digests of SHA-256, seals of ChaCha20-Poly1305.

use chacha20poly1305::aead::array::Array;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use errand_domain::Failure;
use errand_domain::auth::{Digest, SealedSecret, Secret, Secrets};
use sha2::{Digest as _, Sha256};

/// Makes secrets from the randomness of the operating system.
pub struct RandomSecrets;

impl Secrets for RandomSecrets {
    fn generate(&self) -> Result<Secret, Failure> {
        let mut bytes = [0; Secret::BYTES];
        getrandom::fill(&mut bytes).map_err(Failure::internal)?;
        Ok(Secret(bytes))
    }

    fn digest(&self, secret: &Secret) -> Digest {
        Digest(Sha256::digest(secret.0).into())
    }

    fn seal(&self, secret: &Secret, under: &Secret) -> Result<SealedSecret, Failure> {
        let sealed = cipher(under).encrypt(&NONCE, secret.0.as_slice());
        sized(sealed.map_err(Failure::internal)?).map(SealedSecret)
    }

    fn open(&self, sealed: &SealedSecret, under: &Secret) -> Result<Secret, Failure> {
        let secret = cipher(under).decrypt(&NONCE, sealed.0.as_slice());
        sized(secret.map_err(Failure::internal)?).map(Secret)
    }
}

/// What the cipher gives, whose length is that of what it was given and its tag.
fn sized<const N: usize>(bytes: Vec<u8>) -> Result<[u8; N], Failure> {
    let sized = bytes.try_into();
    sized.map_err(|_| Failure::internal("a cipher text of a wrong length"))
}

/// Each key seals one secret, so there is no second nonce.
const NONCE: Nonce = Array([0; 12]);

/// ChaCha20-Poly1305 (RFC 8439) with a key that nobody can tell from the digest of the secret.
fn cipher(secret: &Secret) -> ChaCha20Poly1305 {
    let mut key = Sha256::new_with_prefix("errand: the successor of ");
    key.update(secret.0);
    ChaCha20Poly1305::new(&key.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_so_do_their_digests() {
        let (one, other) = (generate(), generate());
        assert_ne!(one, other);
        assert_ne!(RandomSecrets.digest(&one), RandomSecrets.digest(&other));
        assert_eq!(RandomSecrets.digest(&one), RandomSecrets.digest(&one));
    }

    #[test]
    fn a_digest_is_sha_256() {
        // FIPS 180-4, of 32 zero bytes.
        let digest = RandomSecrets.digest(&Secret([0; 32]));
        assert_eq!(digest.0[..4], [0x66, 0x68, 0x7a, 0xad]);
    }

    #[test]
    fn what_is_sealed_opens_under_its_own_secret_alone() {
        let (secret, under, other) = (generate(), generate(), generate());
        let mut sealed = RandomSecrets.seal(&secret, &under).unwrap();
        assert_ne!(sealed.0[..Secret::BYTES], secret.0);
        assert_eq!(RandomSecrets.open(&sealed, &under).unwrap(), secret);
        assert!(RandomSecrets.open(&sealed, &other).is_err());
        sealed.0[0] ^= 1;
        assert!(RandomSecrets.open(&sealed, &under).is_err());
    }

    fn generate() -> Secret {
        RandomSecrets.generate().unwrap()
    }
}
