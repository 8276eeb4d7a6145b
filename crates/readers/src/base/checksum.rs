//! Checksums as text: against damage and for names, never against people. Stable over all versions of the program, unlike
//! the standard library's.

use std::fmt::Write as _;

use sha2::Digest as _;
use sha2::Sha256;

/// The SHA-256 of parts one after the other, in lower-case hexadecimal digits (64).
///
/// # Examples
/// ```
/// use kpi_readers::base::checksum::sha256;
/// assert_eq!(sha256(["a", "b"]), sha256(["ab"]));
/// assert!(sha256(["abc"]).starts_with("ba7816bf8f01cfea"));
/// ```
pub fn sha256<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_ref());
    }
    let mut out = String::new();
    for byte in hasher.finalize() {
        // Writing to a text cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The first 128 bits of [`sha256`] (32 digits).
pub fn sha256_128<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> String {
    let mut out = sha256(parts);
    out.truncate(32);
    out
}
