//! The parts of office files as UTF-8: UTF-16, and the encodings that an XML declaration may name.
//!
//! Nearly all parts are UTF-8 and pass as they are. What is none is decoded in pieces as it is read, so that a part
//! never stands in memory as a whole. A declaration is believed only where no byte order mark says otherwise.

use std::io::{self, BufRead, Read};

use crate::encoding::{self, Encoding};

/// Bytes decoded at a time, at least: a piece ends at the next `>`, which is no part of any other character.
const PIECE: usize = 16 * 1024;

/// A source of bytes, read as UTF-8.
pub struct Transcoded<R> {
    source: R,
    coding: Option<Coding>,
    /// Decoded and not yet taken; unused where the source is UTF-8 already.
    ready: Vec<u8>,
    taken: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    AsItIs,
    Wide(Encoding),
    Named(Encoding),
    /// Every byte a character: ISO-8859-1.
    Latin,
}

impl<R: BufRead> Transcoded<R> {
    /// Begins to read; the first bytes tell the encoding.
    pub fn new(source: R) -> Self {
        Self {
            source,
            coding: None,
            ready: Vec::new(),
            taken: 0,
        }
    }

    fn coding(&mut self) -> io::Result<Coding> {
        if let Some(coding) = self.coding {
            return Ok(coding);
        }
        let head = self.source.fill_buf()?;
        let (coding, mark) = told(head);
        self.source.consume(mark);
        self.coding = Some(coding);
        Ok(coding)
    }

    /// Decodes the next piece; leaves nothing ready at the end.
    fn decode(&mut self, coding: Coding) -> io::Result<()> {
        self.taken = 0;
        self.ready.clear();
        let mut raw = Vec::new();
        let text = match coding {
            Coding::AsItIs => return Ok(()),
            Coding::Wide(encoding) => {
                // Whole characters: two bytes, or four where the first two are half of a pair.
                self.source.by_ref().take(PIECE as u64).read_to_end(&mut raw)?;
                let high = match encoding {
                    Encoding::Utf16Be => raw.len().checked_sub(2),
                    _ => raw.len().checked_sub(1),
                };
                let is_half = high
                    .and_then(|at| raw.get(at))
                    .is_some_and(|byte| matches!(byte, 0xD8..=0xDB));
                if is_half {
                    self.source.by_ref().take(2).read_to_end(&mut raw)?;
                }
                encoding::decode(&raw, encoding).text
            }
            Coding::Named(encoding) => {
                self.source.by_ref().take(PIECE as u64).read_to_end(&mut raw)?;
                self.source.read_until(b'>', &mut raw)?;
                encoding::decode(&raw, encoding).text
            }
            Coding::Latin => {
                self.source.by_ref().take(PIECE as u64).read_to_end(&mut raw)?;
                raw.iter().copied().map(char::from).collect()
            }
        };
        self.ready = text.into_bytes();
        Ok(())
    }
}

/// What the first bytes tell, and how many of them are a mark.
fn told(head: &[u8]) -> (Coding, usize) {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => return (Coding::AsItIs, 3),
        [0xFF, 0xFE, ..] => return (Coding::Wide(Encoding::Utf16Le), 2),
        [0xFE, 0xFF, ..] => return (Coding::Wide(Encoding::Utf16Be), 2),
        [b'<', 0, ..] => return (Coding::Wide(Encoding::Utf16Le), 0),
        [0, b'<', ..] => return (Coding::Wide(Encoding::Utf16Be), 0),
        _ => {}
    }
    let label = declared(head).unwrap_or_default().to_ascii_lowercase();
    let coding = match label.as_str() {
        "shift_jis" | "shift-jis" | "sjis" | "x-sjis" | "windows-31j" | "cp932" | "ms932" => {
            Coding::Named(Encoding::Cp932)
        }
        "euc-jp" => Coding::Named(Encoding::EucJp),
        "iso-8859-1" | "latin1" | "windows-1252" => Coding::Latin,
        _ => Coding::AsItIs,
    };
    (coding, 0)
}

/// The encoding that the declaration names: `<?xml version="1.0" encoding="Shift_JIS"?>`.
fn declared(head: &[u8]) -> Option<&str> {
    let head = head.get(..head.len().min(200))?;
    let end = head.iter().position(|&byte| byte == b'>')?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, label) = declaration.strip_prefix("<?xml")?.split_once("encoding")?;
    let label = label.trim_start().strip_prefix('=')?.trim_start();
    label.get(1..)?.split(['"', '\'']).next()
}

impl<R: BufRead> BufRead for Transcoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let coding = self.coding()?;
        if coding == Coding::AsItIs {
            return self.source.fill_buf();
        }
        if self.taken >= self.ready.len() {
            self.decode(coding)?;
        }
        Ok(self.ready.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        if self.coding == Some(Coding::AsItIs) {
            self.source.consume(amount);
        } else {
            self.taken += amount;
        }
    }
}

impl<R: BufRead> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        // A byte at a time, as the worst source would give them, and all at once.
        for source in [1, bytes.len()] {
            let mut text = String::new();
            let source = io::BufReader::with_capacity(source.max(64), bytes);
            Transcoded::new(source).read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn parts_are_decoded_as_their_mark_or_declaration_says() {
        let long = format!("<a>{}𠮷</a>", "指標".repeat(PIECE));
        let le = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        let be = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<u8>>()
        };
        check("<a>指標</a>".as_bytes(), "<a>指標</a>");
        check("\u{FEFF}<a>指標</a>".as_bytes(), "<a>指標</a>");
        check(&le(&long), &long);
        check(&be(&long), &long);
        check(&[b"\xFF\xFE".to_vec(), le("<a>𠮷</a>")].concat(), "<a>𠮷</a>");
        check(&[b"\xFE\xFF".to_vec(), be("<a>𠮷</a>")].concat(), "<a>𠮷</a>");
        // A pair of units that lies across two pieces.
        let across = format!("<{}𠮷>", "a".repeat(PIECE / 2 - 2));
        check(&le(&across), &across);
        check(&be(&across), &across);
        check(
            b"<?xml version='1.0' encoding='Shift_JIS'?><a>\x8A\xE9\x8B\xC6</a>",
            "<?xml version='1.0' encoding='Shift_JIS'?><a>企業</a>",
        );
        check(
            b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>",
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>é</a>",
        );
    }
}
