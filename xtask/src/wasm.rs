//! Takes the custom sections that nobody reads out of a wasm file: names of functions, and who made it.
//!
//! They are a quarter of the file and more. The compiler's own `strip` would take `target_features` too, without
//! which wasm-bindgen makes a worse module; here, after wasm-bindgen, nothing needs them any more.

use crate::Fault;

/// Magic number and version, 8 bytes.
const HEAD: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const DROPPED: &[&[u8]] = &[b"name", b"producers", b"target_features"];

/// The same module without its names.
///
/// # Errors
/// The bytes are no module of sections.
pub(crate) fn without_names(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut rest = bytes.strip_prefix(HEAD).ok_or("not a wasm file")?;
    let mut kept = HEAD.to_vec();
    while let [id, after @ ..] = rest {
        let (size, body) = number(after).ok_or("a section without a size")?;
        let (content, next) = body
            .split_at_checked(size)
            .ok_or("a section longer than the file")?;
        if *id != CUSTOM || !named(content).is_some_and(|name| DROPPED.contains(&name)) {
            kept.extend_from_slice(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    Ok(kept)
}

/// The name a custom section's content begins with.
fn named(content: &[u8]) -> Option<&[u8]> {
    let (length, after) = number(content)?;
    after.get(..length)
}

/// An unsigned number in LEB128, at most 32 bits, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{HEAD, without_names};

    #[test]
    fn names_go_and_all_else_stays() {
        let code = [10, 0x81, 0x00, 7];
        let names = [0, 6, 4, b'n', b'a', b'm', b'e', 9];
        let other = [0, 3, 1, b'x', 9];
        let module = [HEAD, &code, &names, &other].concat();
        assert_eq!(without_names(&module), Ok([HEAD, &code, &other].concat()));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without_names(b"<!doctype html>").is_err());
        assert!(without_names(&[HEAD, &[10, 99, 1]].concat()).is_err());
    }
}
