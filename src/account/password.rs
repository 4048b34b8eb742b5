//! Passwords: argon2id with the parameters OWASP recommends (19 MiB, two passes).
//!
//! Hashing takes tens of milliseconds on purpose: it never runs inside a transaction.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use crate::error::Error;

/// Shortest password, in characters (NIST SP 800-63B-4 asks at least 8, 15 without a second factor).
pub const MIN_CHARS: usize = 12;
/// Longest password, in bytes, so that hashing stays bounded.
const MAX_BYTES: usize = 1024;

/// Hashes a new password.
///
/// # Errors
/// [`Error::Invalid`] when it is too short or too long.
pub fn hash(password: &str) -> Result<String, Error> {
    if password.chars().count() < MIN_CHARS || password.len() > MAX_BYTES {
        let message = format!("a password has between {MIN_CHARS} characters and {MAX_BYTES} bytes");
        return Err(Error::invalid("password", "password_length", message));
    }
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Internal(anyhow::anyhow!("argon2: {error}")))
}

/// Tells whether `password` is the one behind `hash`.
///
/// With no hash (unknown account) the work is done all the same, so that the time taken says nothing.
#[must_use]
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    if password.len() > MAX_BYTES {
        return false;
    }
    let known = hash.and_then(|hash| PasswordHash::new(hash).ok());
    if let Some(hash) = known {
        return Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
    }
    let spent = Argon2::default().hash_password(password.as_bytes());
    drop(spent);
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_its_own_hash_and_no_other() {
        let stored = hash("correct horse battery").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse battery", Some(&stored)));
        assert!(!verify("correct horse batterx", Some(&stored)));
        assert!(!verify("correct horse battery", None));
    }

    #[test]
    fn a_short_password_is_refused() {
        assert!(matches!(hash("short"), Err(Error::Invalid(_))));
    }
}
