//! The objects of a PDF and the text that they are written in.
//!
//! Numbers are fixed-point from the start: positions need no more, and the same bytes give the same places everywhere.

use std::collections::BTreeMap;

/// A number with 24 binary places.
pub type Fixed = i64;
/// Binary places of a [`Fixed`].
pub const PLACES: u32 = 24;
/// 1 as a [`Fixed`].
pub const ONE: Fixed = 1 << PLACES;
/// Larger numbers mean nothing on a page.
const LARGEST: i64 = 1 << 14;

/// Nested deeper, an object is nothing.
const MAX_DEPTH: usize = 60;
/// Elements and entries of one object, those inside others included: more than the widths of any font.
const MAX_PARTS: usize = 1_000_000;

/// A dictionary, by its names without the slash.
pub type Dict = BTreeMap<Vec<u8>, Object>;

/// One object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// Nothing, also whatever is none of these.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that is no coordinate: a length, a number of an object.
    Integer(i64),
    /// Any other number.
    Real(Fixed),
    /// A string, escapes resolved.
    String(Vec<u8>),
    /// A name without its slash.
    Name(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A stream: its dictionary, and where its bytes are.
    Stream(Stream),
    /// `12 0 R`.
    Reference(u32),
    /// A word that is none of these: an operator, `endobj`.
    Word(Vec<u8>),
}

/// A stream's dictionary, and where its bytes are in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Its dictionary.
    pub dict: Dict,
    /// Its bytes.
    pub range: std::ops::Range<usize>,
    /// Number and generation of the object, which its key depends on.
    pub id: (u32, u32),
}

impl Object {
    /// A number as a coordinate.
    pub fn fixed(&self) -> Option<Fixed> {
        match self {
            Self::Integer(whole) => Some((*whole).clamp(-LARGEST, LARGEST) * ONE),
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }

    /// A whole number.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(whole) => Some(*whole),
            Self::Real(number) => Some(number >> PLACES),
            _ => None,
        }
    }

    /// A name.
    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The bytes of a string.
    pub fn string(&self) -> Option<&[u8]> {
        match self {
            Self::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// A dictionary, or that of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(Stream { dict, .. }) => Some(dict),
            _ => None,
        }
    }

    /// The elements of an array.
    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }
}

/// Reads objects out of bytes, one after the other.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Parts of the object that is being read.
    n_parts: usize,
}

/// White space of PDF.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Lexer<'a> {
    /// Reads from the start of the bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            n_parts: 0,
        }
    }

    /// Where it stands.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The bytes from here on.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes on behind the next `n` bytes.
    pub fn skip(&mut self, n: usize) {
        self.at = self.at.saturating_add(n).min(self.bytes.len());
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at.checked_add(ahead)?).copied()
    }

    /// Skips white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                let end = self.rest().iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                self.skip(end.unwrap_or(usize::MAX));
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The next object; `None` at the end. What is out of place, such as a stray bracket, is skipped.
    #[expect(clippy::should_implement_trait, reason = "references need another one")]
    pub fn next(&mut self) -> Option<Object> {
        self.n_parts = 0;
        self.object(0)
    }

    /// As [`Lexer::next`], and `12 0 R` is a reference: outside of content streams.
    pub fn next_in_file(&mut self) -> Option<Object> {
        let object = self.next()?;
        Some(self.with_references(object))
    }

    /// Looks at no more than the two words behind a number: what is in brackets there is read once, when its turn comes.
    fn with_references(&mut self, object: Object) -> Object {
        if let Object::Integer(number) = object {
            let mut ahead = self.clone();
            ahead.skip_space();
            let generation = ahead.regular();
            let is_number = !generation.is_empty() && generation.iter().all(u8::is_ascii_digit);
            ahead.skip_space();
            if is_number
                && ahead.regular() == b"R"
                && let Ok(number) = u32::try_from(number)
            {
                *self = ahead;
                return Object::Reference(number);
            }
        }
        object
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        loop {
            self.skip_space();
            let byte = self.peek(0)?;
            return Some(match byte {
                b'/' => Object::Name(self.name()),
                b'(' => Object::String(self.literal()),
                b'<' if self.peek(1) == Some(b'<') => {
                    self.at += 2;
                    self.dict(depth)
                }
                b'<' => Object::String(self.hexadecimal()),
                b'[' => {
                    self.at += 1;
                    self.array(depth)
                }
                b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
                b')' | b'>' | b']' | b'{' | b'}' => {
                    self.at += 1;
                    continue;
                }
                _ => self.word(),
            });
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let n = rest
            .iter()
            .position(|&byte| is_space(byte) || is_delimiter(byte))
            .unwrap_or(rest.len());
        self.at += n;
        rest.get(..n).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        let mut bytes = self.regular();
        while let Some((&byte, rest)) = bytes.split_first() {
            let pair = rest.first().zip(rest.get(1));
            let escaped = pair.and_then(|(&high, &low)| Some(nibble(high)? * 16 + nibble(low)?));
            match escaped {
                Some(escaped) if byte == b'#' => {
                    name.push(escaped);
                    bytes = rest.get(2..).unwrap_or_default();
                }
                _ => {
                    name.push(byte);
                    bytes = rest;
                }
            }
        }
        name
    }

    fn word(&mut self) -> Object {
        match self.regular() {
            b"true" => Object::Bool(true),
            b"false" => Object::Bool(false),
            b"null" => Object::Null,
            word => Object::Word(word.to_vec()),
        }
    }

    /// `-12.5`; damaged ones as other readers take them: what follows a second sign or point is dropped.
    fn number(&mut self) -> Object {
        let bytes = self.regular();
        let is_negative = bytes.first() == Some(&b'-');
        let digits = bytes.iter().skip_while(|byte| matches!(byte, b'+' | b'-'));
        let (mut whole, mut fraction, mut scale, mut is_real) = (0i64, 0i64, 1i64, false);
        for &byte in digits {
            match byte {
                b'0'..=b'9' if !is_real => {
                    whole = whole.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
                }
                b'0'..=b'9' => {
                    if scale < 1_000_000_000 {
                        scale *= 10;
                        fraction = fraction * 10 + i64::from(byte - b'0');
                    }
                }
                b'.' if !is_real => is_real = true,
                _ => break,
            }
        }
        let signed = |value: i64| if is_negative { -value } else { value };
        if is_real {
            Object::Real(signed(whole.min(LARGEST) * ONE + fraction * ONE / scale))
        } else {
            Object::Integer(signed(whole))
        }
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut depth = 1usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut out),
                b'(' => {
                    depth += 1;
                    out.push(byte);
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                    out.push(byte);
                }
                _ => out.push(byte),
            }
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\r' => {
                if self.peek(0) == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = byte - b'0';
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else {
                        break;
                    };
                    code = code.wrapping_mul(8).wrapping_add(digit - b'0');
                    self.at += 1;
                }
                out.push(code);
            }
            _ => out.push(byte),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut half = None;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = nibble(byte) else { continue };
            match half.take() {
                Some(high) => out.push(high * 16 + digit),
                None => half = Some(digit),
            }
        }
        out.extend(half.map(|high| high * 16));
        out
    }

    fn array(&mut self, depth: usize) -> Object {
        let mut elements = Vec::new();
        loop {
            self.skip_space();
            match self.peek(0) {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                // The dictionary around it ends: the bracket is missing.
                Some(b'>') if self.peek(1) == Some(b'>') => break,
                Some(_) => {}
            }
            if depth >= MAX_DEPTH {
                self.at += 1;
                continue;
            }
            match self.object(depth + 1) {
                Some(Object::Word(word)) if word == b"R" => {
                    // `12 0 R`: its two numbers stand already there.
                    elements.pop();
                    if let Some(Object::Integer(number)) = elements.pop() {
                        elements.push(u32::try_from(number).map_or(Object::Null, Object::Reference));
                    }
                }
                Some(object) => {
                    self.n_parts += 1;
                    if self.n_parts < MAX_PARTS {
                        elements.push(object);
                    }
                }
                None => break,
            }
        }
        Object::Array(elements)
    }

    fn dict(&mut self, depth: usize) -> Object {
        let mut dict = Dict::new();
        loop {
            self.skip_space();
            match self.peek(0) {
                None => break,
                Some(b'>') => {
                    self.skip(if self.peek(1) == Some(b'>') { 2 } else { 1 });
                    break;
                }
                Some(b'/') if depth < MAX_DEPTH => {
                    let name = self.name();
                    self.skip_space();
                    // A name without a value.
                    if self.peek(0) == Some(b'>') {
                        continue;
                    }
                    let Some(object) = self.object(depth + 1) else {
                        break;
                    };
                    let object = self.with_references(object);
                    self.n_parts += 1;
                    if self.n_parts < MAX_PARTS {
                        dict.insert(name, object);
                    }
                }
                Some(_) if depth >= MAX_DEPTH => self.at += 1,
                // Out of place; `endobj` means that the end is missing.
                Some(_) => match self.object(depth + 1) {
                    Some(Object::Word(word)) if word == b"endobj" || word == b"stream" => break,
                    Some(_) => {}
                    None => break,
                },
            }
        }
        Object::Dict(dict)
    }
}

/// The value of a hexadecimal digit.
pub fn nibble(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Object {
        Lexer::new(text.as_bytes()).next_in_file().unwrap()
    }

    #[test]
    fn every_kind_of_object_is_read() {
        assert_eq!(one("-12"), Object::Integer(-12));
        assert_eq!(one("+.5"), Object::Real(ONE / 2));
        assert_eq!(one("-1.25"), Object::Real(-ONE - ONE / 4));
        assert_eq!(one("/A#42#"), Object::Name(b"AB#".to_vec()));
        assert_eq!(one("(a\\(b(c)\\101\\\n)"), Object::String(b"a(b(c)A".to_vec()));
        assert_eq!(one("<48 656c6C6 >"), Object::String(b"Hell`".to_vec()));
        assert_eq!(one("% c\n 7 0 R"), Object::Reference(7));
        assert_eq!(one("[1 2 0 R true]"), {
            Object::Array(vec![Object::Integer(1), Object::Reference(2), Object::Bool(true)])
        });
        let dict = one("<< /A 1 /B [ /C ] /D << /E 3 0 R >> >>");
        assert_eq!(
            dict.dict()
                .and_then(|dict| dict.get(&b"D"[..])?.dict()?.get(&b"E"[..])),
            Some(&Object::Reference(3))
        );
    }

    #[test]
    fn damaged_objects_end_somewhere() {
        for text in [
            "<<",
            "[",
            "(",
            "<4",
            "<< /A",
            "<< /A >>",
            "[[[",
            "<< /A [ 1 >>",
            "--5",
            "1.2.3",
            ")",
        ] {
            let mut lexer = Lexer::new(text.as_bytes());
            while lexer.next_in_file().is_some() {}
            assert!(lexer.rest().is_empty(), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(matches!(one(&deep), Object::Array(_)));
    }
}
