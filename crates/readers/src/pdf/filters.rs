//! Unpacks streams, never beyond what a document may unpack to.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

use crate::pdf::object::{Dict, Object, is_space, nibble};

/// What came out of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// The bytes, or those before the fault.
    pub bytes: Vec<u8>,
    /// They are not all, or not what was packed.
    pub is_damaged: bool,
    /// It would unpack to more than the limit.
    pub is_over: bool,
    /// Bytes that went through filters.
    pub n_worked: usize,
}

/// Applies the filters of a stream in turn. `resolved` gives the value of a key of its dictionary.
pub fn unpack(packed: &[u8], resolved: impl Fn(&str) -> Object, limit: usize) -> Unpacked {
    let listed = |object: Object| match object {
        Object::Array(elements) => elements,
        Object::Null => Vec::new(),
        object => vec![object],
    };
    let filters = listed(either(&resolved, "Filter", "F"));
    let parameters = listed(either(&resolved, "DecodeParms", "DP"));
    let mut out = Unpacked {
        bytes: packed.to_vec(),
        n_worked: packed.len(),
        ..Unpacked::default()
    };
    // More than a few are a trick.
    for (index, filter) in filters.iter().enumerate().take(6) {
        let parameters = parameters.get(index).and_then(Object::dict);
        let step = match filter.name().unwrap_or_default() {
            b"FlateDecode" | b"Fl" => predicted(inflate(&out.bytes, limit), parameters),
            b"LZWDecode" | b"LZW" => predicted(lzw(&out.bytes, parameters, limit), parameters),
            b"ASCII85Decode" | b"A85" => whole(ascii85(&out.bytes)),
            b"ASCIIHexDecode" | b"AHx" => whole(ascii_hex(&out.bytes)),
            b"RunLengthDecode" | b"RL" => run_length(&out.bytes, limit),
            b"Crypt" => continue,
            // A picture's, or unknown.
            _ => Unpacked {
                is_damaged: true,
                ..Unpacked::default()
            },
        };
        out = Unpacked {
            n_worked: out.n_worked.saturating_add(step.bytes.len()),
            bytes: step.bytes,
            is_damaged: out.is_damaged || step.is_damaged,
            is_over: out.is_over || step.is_over,
        };
    }
    out
}

fn either(resolved: &impl Fn(&str) -> Object, long: &str, short: &str) -> Object {
    match resolved(long) {
        Object::Null => resolved(short),
        object => object,
    }
}

fn whole(bytes: Vec<u8>) -> Unpacked {
    Unpacked {
        bytes,
        ..Unpacked::default()
    }
}

fn inflate(packed: &[u8], limit: usize) -> Unpacked {
    let is_zlib = matches!(packed, [first, second, ..]
        if first & 0x0F == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0);
    let result = if is_zlib {
        decompress_to_vec_zlib_with_limit(packed, limit)
    } else {
        decompress_to_vec_with_limit(packed, limit)
    };
    match result {
        Ok(bytes) => whole(bytes),
        Err(error) => Unpacked {
            is_over: error.status == TINFLStatus::HasMoreOutput,
            bytes: error.output,
            is_damaged: true,
            n_worked: 0,
        },
    }
}

fn ascii_hex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|&&byte| byte != b'>')
        .filter_map(|&byte| nibble(byte))
        .collect();
    let pair = |pair: &[u8]| match pair {
        [high, low] => high * 16 + low,
        [high] => high * 16,
        _ => 0,
    };
    digits.chunks(2).map(pair).collect()
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let bytes = bytes.strip_prefix(b"<~").unwrap_or(bytes);
    for &byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    end_group(&mut out, &mut group);
                }
            }
            _ => {}
        }
    }
    if group.len() > 1 {
        end_group(&mut out, &mut group);
    }
    out
}

fn end_group(out: &mut Vec<u8>, group: &mut Vec<u8>) {
    let n = group.len().saturating_sub(1);
    group.resize(5, 84);
    let value = group.drain(..).fold(0u32, |sum, digit| {
        sum.wrapping_mul(85).wrapping_add(u32::from(digit))
    });
    out.extend(value.to_be_bytes().iter().take(n));
}

fn run_length(bytes: &[u8], limit: usize) -> Unpacked {
    let mut out = Unpacked::default();
    let mut rest = bytes;
    while let Some((&length, after)) = rest.split_first() {
        let n = usize::from(length);
        match length {
            128 => break,
            0..=127 => {
                let run = after.get(..n + 1).unwrap_or(after);
                out.bytes.extend(run);
                rest = after.get(n + 1..).unwrap_or_default();
            }
            _ => {
                let Some((&byte, after)) = after.split_first() else {
                    break;
                };
                out.bytes.extend(std::iter::repeat_n(byte, 257 - n));
                rest = after;
            }
        }
        if out.bytes.len() > limit {
            out.is_over = true;
            break;
        }
    }
    out
}

/// A string of the table: the code that it goes on from, its last byte, its length.
type Entry = (usize, u8, usize);

fn lzw(bytes: &[u8], parameters: Option<&Dict>, limit: usize) -> Unpacked {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let is_early = parameter(parameters, "EarlyChange", 1) != 0;
    let early = usize::from(is_early);
    let mut table: Vec<Entry> = Vec::new();
    let mut out = Unpacked::default();
    let (mut bits, mut n_bits, mut width) = (0u32, 0u32, 9u32);
    let mut before: Option<usize> = None;
    for &byte in bytes {
        bits = bits << 8 | u32::from(byte);
        n_bits += 8;
        if n_bits < width {
            continue;
        }
        n_bits -= width;
        let code = usize::try_from(bits >> n_bits & ((1 << width) - 1)).unwrap_or(END);
        bits &= (1 << n_bits) - 1;
        if code == END {
            return out;
        }
        if code == CLEAR {
            table.clear();
            width = 9;
            before = None;
            continue;
        }
        let next = table.len() + 258;
        let start = out.bytes.len();
        if code < next {
            spell(&table, code, &mut out.bytes);
        } else if let (Some(before), true) = (before, code == next) {
            spell(&table, before, &mut out.bytes);
            let first = out.bytes.get(start).copied().unwrap_or(0);
            out.bytes.push(first);
        } else {
            out.is_damaged = true;
            return out;
        }
        if let (Some(before), Some(&first)) = (before, out.bytes.get(start))
            && next < 4096
        {
            let length = before
                .checked_sub(258)
                .and_then(|at| table.get(at))
                .map_or(1, |entry| entry.2);
            table.push((before, first, length + 1));
        }
        before = Some(code);
        width = match table.len() + 258 + early {
            ..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        if out.bytes.len() > limit {
            out.is_over = true;
            return out;
        }
    }
    out
}

/// Appends the string of a code.
fn spell(table: &[Entry], code: usize, out: &mut Vec<u8>) {
    let start = out.len();
    let mut code = code;
    while let Some(&(before, last, _)) = code.checked_sub(258).and_then(|at| table.get(at)) {
        out.push(last);
        code = before;
    }
    out.push(u8::try_from(code).unwrap_or(0));
    if let Some(written) = out.get_mut(start..) {
        written.reverse();
    }
}

fn parameter(parameters: Option<&Dict>, name: &str, usual: i64) -> i64 {
    let value = parameters.and_then(|dict| dict.get(name.as_bytes()));
    value.and_then(Object::integer).unwrap_or(usual)
}

/// Undoes the prediction of PNG, which object streams may use. That of TIFF is for pictures.
fn predicted(unpacked: Unpacked, parameters: Option<&Dict>) -> Unpacked {
    if parameter(parameters, "Predictor", 1) < 10 {
        return unpacked;
    }
    let of = |name, usual| usize::try_from(parameter(parameters, name, usual).clamp(1, 100_000)).unwrap_or(1);
    let bits = of("Colors", 1).saturating_mul(of("BitsPerComponent", 8));
    let step = bits.div_ceil(8);
    let width = bits.saturating_mul(of("Columns", 1)).div_ceil(8);
    let mut out: Vec<u8> = Vec::with_capacity(unpacked.bytes.len());
    let mut above = vec![0u8; width];
    for row in unpacked.bytes.chunks(width + 1) {
        let Some((&kind, row)) = row.split_first() else {
            break;
        };
        let mut line: Vec<u8> = Vec::with_capacity(width);
        for (index, &byte) in row.iter().enumerate() {
            let before = |line: &[u8]| {
                index
                    .checked_sub(step)
                    .and_then(|at| line.get(at))
                    .copied()
                    .unwrap_or(0)
            };
            let left = before(&line);
            let up = above.get(index).copied().unwrap_or(0);
            let corner = before(&above);
            line.push(byte.wrapping_add(match kind {
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                4 => paeth(left, up, corner),
                _ => 0,
            }));
        }
        out.extend(&line);
        line.resize(width, 0);
        above = line;
    }
    Unpacked {
        bytes: out,
        ..unpacked
    }
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i32::from(left) + i32::from(up) - i32::from(corner);
    let distance = |value: u8| (guess - i32::from(value)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}

/// The bytes of a picture that stands in a content stream end with `EI` between white space.
pub fn end_of_inline_image(bytes: &[u8]) -> usize {
    let is_end = |window: &[u8]| matches!(window, [before, b'E', b'I', after] if is_space(*before) && is_space(*after));
    let found = bytes.windows(4).position(is_end);
    match found {
        Some(at) => at + 3,
        None => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

    fn named(names: &[&str]) -> impl Fn(&str) -> Object {
        let filters = names
            .iter()
            .map(|name| Object::Name(name.as_bytes().to_vec()))
            .collect();
        let filters = Object::Array(filters);
        move |key| {
            if key == "Filter" {
                filters.clone()
            } else {
                Object::Null
            }
        }
    }

    #[test]
    fn filters_are_undone_in_turn() {
        let text = b"BT (text) Tj ET ".repeat(50);
        let packed = compress_to_vec_zlib(&text, 6);
        let hex: Vec<u8> = packed
            .iter()
            .flat_map(|byte| format!("{byte:02x}").into_bytes())
            .collect();
        for (packed, names) in [
            (packed.clone(), &["FlateDecode"][..]),
            (compress_to_vec(&text, 6), &["Fl"]),
            (hex, &["ASCIIHexDecode", "FlateDecode"]),
        ] {
            assert_eq!(unpack(&packed, named(names), 10_000).bytes, text);
        }
        assert_eq!(
            unpack(b"87cURD]j7BEbo80~>", named(&["A85"]), 99).bytes,
            b"Hello world!"
        );
        assert_eq!(unpack(b"\x02abc\xFEd\x80", named(&["RL"]), 99).bytes, b"abcddd");
        // The example of the standard.
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(
            unpack(&packed, named(&["LZWDecode"]), 99).bytes,
            [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        );
    }

    #[test]
    fn nothing_unpacks_beyond_the_limit() {
        let bomb = compress_to_vec_zlib(&compress_to_vec_zlib(&vec![0; 20_000_000], 9), 9);
        let out = unpack(&bomb, named(&["FlateDecode", "FlateDecode"]), 100_000);
        assert!(out.is_over && out.bytes.len() <= 100_000);
        let out = unpack(&vec![0x81; 100_000], named(&["RunLengthDecode"]), 100_000);
        assert!(out.is_over && out.bytes.len() < 101_000);
    }

    #[test]
    fn a_changed_byte_is_told() {
        let mut packed = compress_to_vec_zlib(&b"1234 5678".repeat(9), 6);
        let middle = packed.len() / 2;
        packed[middle] ^= 1;
        assert!(unpack(&packed, named(&["FlateDecode"]), 10_000).is_damaged);
    }
}
