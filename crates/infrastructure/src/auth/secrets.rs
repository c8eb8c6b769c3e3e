//! Secrets of random bits, digests of SHA-256.

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

    fn seal(&self, secret: &Secret, under: &Secret) -> SealedSecret {
        SealedSecret(exclusive_or(&secret.0, &pad(under)))
    }

    fn open(&self, sealed: &SealedSecret, under: &Secret) -> Secret {
        Secret(exclusive_or(&sealed.0, &pad(under)))
    }
}

/// As many bits as a secret has, which nobody can tell from its digest. Used once, they are a
/// one-time pad.
fn pad(secret: &Secret) -> [u8; Secret::BYTES] {
    let mut hash = Sha256::new_with_prefix("errand: the successor of ");
    hash.update(secret.0);
    hash.finalize().into()
}

fn exclusive_or(one: &[u8; Secret::BYTES], other: &[u8; Secret::BYTES]) -> [u8; Secret::BYTES] {
    std::array::from_fn(|index| one[index] ^ other[index])
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
        let sealed = RandomSecrets.seal(&secret, &under);
        assert_ne!(sealed.0, secret.0);
        assert_eq!(RandomSecrets.open(&sealed, &under), secret);
        assert_ne!(RandomSecrets.open(&sealed, &other), secret);
    }

    fn generate() -> Secret {
        RandomSecrets.generate().unwrap()
    }
}
