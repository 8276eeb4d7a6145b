//! Parts put into a container, always to the same bytes: no clock, no name of a machine.
//!
//! The crate `zip` would do too; it weighs more in the page than all of this form together, and the container is read
//! by the project's own reader as well.

use miniz_oxide::deflate::compress_to_vec;

/// The first day that the format knows.
const DATE: u16 = 0x0021;

/// What all entries say: version 2.0, names in UTF-8, deflated, midnight.
const COMMON: [u8; 8] = [20, 0, 0, 8, 8, 0, 0, 0];

/// The container of these parts, in this order.
pub fn container<N: AsRef<str>>(parts: &[(N, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        let name = name.as_ref();
        let packed = compress_to_vec(content, 6);
        let head = head(name, content, packed.len());
        let offset = size(out.len());
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        // No comment, one disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(parts.len()).unwrap_or(u16::MAX).to_le_bytes();
    let (length, offset) = (size(directory.len()), size(out.len()));
    out.extend(directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend(count);
    out.extend(count);
    out.extend(length.to_le_bytes());
    out.extend(offset.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// What the entry and the directory say alike.
fn head(name: &str, content: &[u8], packed: usize) -> Vec<u8> {
    let mut head = COMMON.to_vec();
    head.extend(DATE.to_le_bytes());
    head.extend(crc(content).to_le_bytes());
    head.extend(size(packed).to_le_bytes());
    head.extend(size(content.len()).to_le_bytes());
    head.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
    head.extend([0, 0]);
    head
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The check sum of zip, gzip and PNG.
fn crc(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(!0, |crc: u32, byte| {
        let mut crc = crc ^ u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
        crc
    });
    !sum
}
