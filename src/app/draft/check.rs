//! Checksums: whether a stored text is the one that was written.

use std::fmt::Write as _;

use sha2::Digest as _;
use sha2::Sha256;

/// What stands before the checksum at the end of an index.
const BEFORE: &str = ",\"check\":\"";

/// What stands after it.
const AFTER: &str = "\"}";

/// The first 128 bits of the SHA-256 of texts one after the other, as hexadecimal digits: against damage, not against
/// people, who may change their own drafts. Stable over all versions of the program, unlike the standard library's.
pub(super) fn sum(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
    }
    let mut out = String::new();
    for byte in hasher.finalize().iter().take(16) {
        // Writing to a text cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// An index, a JSON object, with its own checksum as the last field.
pub(super) fn seal(index: &str) -> String {
    let open = index.strip_suffix('}').unwrap_or(index);
    format!("{open}{BEFORE}{}{AFTER}", sum(&[index]))
}

/// An index is as it was sealed.
pub(super) fn is_sealed(text: &str) -> bool {
    let Some((open, check)) = text.strip_suffix(AFTER).and_then(|rest| rest.rsplit_once(BEFORE)) else {
        return false;
    };
    sum(&[open, "}"]) == check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_known_again_and_no_change_of_it_is() {
        let sealed = seal(r#"{"cells":"745"}"#);
        assert!(is_sealed(&sealed));
        assert!(serde_json::from_str::<serde_json::Value>(&sealed).is_ok());
        for at in 0..sealed.len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[at] ^= 1;
            let changed = String::from_utf8(bytes).expect("ASCII");
            assert!(!is_sealed(&changed), "{changed}");
            assert!(!is_sealed(&sealed[..at]));
        }
    }
}
