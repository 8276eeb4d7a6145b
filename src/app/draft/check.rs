//! Checksums: whether a stored text is the one that was written.

use kpi_readers::base::checksum;

/// What stands before the checksum at the end of an index.
const BEFORE: &str = ",\"check\":\"";

/// What stands after it.
const AFTER: &str = "\"}";

/// The checksum of texts one after the other.
pub(super) fn sum(parts: &[&str]) -> String {
    checksum::sha256_128(parts)
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
