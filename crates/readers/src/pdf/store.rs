//! The objects of a file by their numbers.
//!
//! The file is scanned from its start to its end and a later object replaces an earlier one of its number, as in files
//! that were saved again and again. The table of places at its end is not needed for that, so that a damaged one does
//! no harm; every byte is looked at a bounded number of times.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::ReadError;
use crate::pdf::crypt::{Crypt, CryptFault};
use crate::pdf::filters::{self, Unpacked};
use crate::pdf::object::{Dict, Lexer, Object, Stream, is_space};

/// All streams of a document together, unpacked.
const MAX_UNPACKED: usize = 200 * 1000 * 1000;
/// More objects than any sheet has.
const MAX_OBJECTS: usize = 2_000_000;
/// Steps of work that every document may take, and how many more for each of its bytes. A step is about a byte that is
/// read; real documents take less than 100 for each of theirs.
const STEPS: u64 = 60_000_000;
const STEPS_OF_BYTE: u64 = 300;
/// What looking up an object takes, whatever its size.
const LOOK_UP: usize = 40;
/// What decrypting a string takes besides its bytes.
const STRING: usize = 500;
/// References that lead to references.
const MAX_STEPS: usize = 16;

/// The objects of a file.
#[derive(Debug)]
pub struct Store<'a> {
    bytes: &'a [u8],
    entries: BTreeMap<u32, Entry>,
    /// Unpacked object streams.
    containers: Vec<Vec<u8>>,
    trailer: Dict,
    crypt: Option<Crypt>,
    /// Bytes that may still be unpacked.
    left: usize,
    /// Steps taken so far, and how many may be.
    steps: Cell<u64>,
    most_steps: u64,
}

#[derive(Clone, Debug)]
struct Entry {
    /// Of the object, or of the container that it is in.
    offset: usize,
    generation: u32,
    place: At,
}

#[derive(Clone, Debug)]
enum At {
    File { stream: Option<Range<usize>> },
    Container { index: usize, offset: usize },
}

impl<'a> Store<'a> {
    /// Finds the objects of a file.
    ///
    /// # Errors
    /// [`ReadError::Truncated`] where the end of the file or its root is missing, [`ReadError::Encrypted`],
    /// [`ReadError::Bomb`] where its objects unpack to too much.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let mut scan = Scan::default();
        scan.run(bytes);
        if !scan.is_ended {
            return Err(ReadError::truncated(bytes.len()));
        }
        let mut store = Self {
            bytes,
            entries: scan.entries,
            containers: Vec::new(),
            trailer: scan.trailer,
            crypt: None,
            left: MAX_UNPACKED,
            steps: Cell::new(0),
            most_steps: most_steps(bytes.len()),
        };
        store.spend(bytes.len());
        store.crypt = store.open_crypt()?;
        for (number, offset) in scan.containers {
            store.open_container(number, offset)?;
        }
        Ok(store)
    }

    /// Takes steps of work. Once all are taken, every object is nothing: the document is read as far as that goes.
    pub fn spend(&self, n: usize) {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        self.steps.set(self.steps.get().saturating_add(n));
    }

    /// All work that the document may take is done.
    pub fn is_spent(&self) -> bool {
        self.steps.get() >= self.most_steps
    }

    /// No stream can be unpacked any more.
    pub fn is_full(&self) -> bool {
        self.left == 0
    }

    /// The steps taken so far.
    pub fn steps(&self) -> u64 {
        self.steps.get()
    }

    /// The root of the document.
    pub fn root(&self) -> Option<Dict> {
        let is_root = |dict: &Dict| self.value(dict, "Pages").dict().is_some();
        let named = self.value(&self.trailer, "Root");
        if let Some(dict) = named.dict().filter(|dict| is_root(dict)) {
            return Some(dict.clone());
        }
        let is_catalog = |dict: &Dict| self.value(dict, "Type").name() == Some(b"Catalog") && is_root(dict);
        let mut all = self
            .entries
            .keys()
            .filter_map(|&number| match self.object(number) {
                Object::Dict(dict) if is_catalog(&dict) => Some(dict),
                _ => None,
            });
        all.next()
    }

    /// The object of a number; references that it leads to are followed.
    pub fn object(&self, number: u32) -> Object {
        let mut number = number;
        for _ in 0..MAX_STEPS {
            match self
                .entries
                .get(&number)
                .map_or(Object::Null, |entry| self.read(number, entry))
            {
                Object::Reference(next) => number = next,
                object => return object,
            }
        }
        Object::Null
    }

    /// An object, or the one that it refers to.
    pub fn resolve(&self, object: &Object) -> Object {
        match object {
            Object::Reference(number) => self.object(*number),
            object => object.clone(),
        }
    }

    /// The value of a key, resolved.
    pub fn value(&self, dict: &Dict, key: &str) -> Object {
        dict.get(key.as_bytes())
            .map_or(Object::Null, |object| self.resolve(object))
    }

    /// The content of a stream.
    pub fn unpack(&mut self, stream: &Stream) -> Unpacked {
        let packed = self.bytes.get(stream.range.clone()).unwrap_or_default();
        let is_plain = self.value(&stream.dict, "Type").name() == Some(b"XRef");
        let decrypted = match &self.crypt {
            Some(crypt) if !is_plain => Some(crypt.decrypt(packed, stream.id)),
            _ => None,
        };
        let packed = decrypted.as_deref().unwrap_or(packed);
        let resolved = |key: &str| match self.value(&stream.dict, key) {
            Object::Array(elements) => {
                Object::Array(elements.iter().map(|object| self.resolve(object)).collect())
            }
            object => object,
        };
        let out = filters::unpack(packed, resolved, self.left);
        self.left = self.left.saturating_sub(out.n_worked);
        self.spend(out.n_worked);
        out
    }

    fn read(&self, number: u32, entry: &Entry) -> Object {
        if self.is_spent() {
            return Object::Null;
        }
        let parsed = |bytes: &[u8]| {
            let mut lexer = Lexer::new(bytes);
            let object = lexer.next_in_file();
            self.spend(lexer.position() + LOOK_UP);
            object.unwrap_or(Object::Null)
        };
        match &entry.place {
            At::File { stream } => {
                let end = stream.as_ref().map_or(self.bytes.len(), |range| range.start);
                let bytes = self.bytes.get(entry.offset..end).unwrap_or_default();
                let mut object = parsed(bytes);
                if let Some(crypt) = &self.crypt {
                    let n = crypt.decrypt_strings(&mut object, (number, entry.generation));
                    self.spend(n * STRING);
                }
                match (object, stream) {
                    (Object::Dict(dict), Some(range)) => Object::Stream(Stream {
                        dict,
                        range: range.clone(),
                        id: (number, entry.generation),
                    }),
                    (object, _) => object,
                }
            }
            At::Container { index, offset } => {
                let bytes = self.containers.get(*index).and_then(|bytes| bytes.get(*offset..));
                bytes.map_or(Object::Null, parsed)
            }
        }
    }

    fn open_crypt(&self) -> Result<Option<Crypt>, ReadError> {
        let Object::Dict(mut dict) = self.value(&self.trailer, "Encrypt") else {
            return Ok(None);
        };
        for value in dict.values_mut() {
            *value = self.resolve(value);
        }
        let id = self.value(&self.trailer, "ID");
        let first = id
            .array()
            .and_then(|parts| parts.first())
            .map(|part| self.resolve(part));
        let id = first.as_ref().and_then(Object::string).unwrap_or_default();
        match Crypt::open(&dict, id) {
            Ok(crypt) => Ok(Some(crypt)),
            Err(CryptFault::Password | CryptFault::Unknown) => Err(ReadError::Encrypted),
        }
    }

    /// Takes in the objects of an object stream, unless later ones have their numbers.
    fn open_container(&mut self, number: u32, offset: usize) -> Result<(), ReadError> {
        let Object::Stream(stream) = self.object(number) else {
            return Ok(());
        };
        let count = self.value(&stream.dict, "N").integer().unwrap_or(0);
        let first = self.value(&stream.dict, "First").integer().unwrap_or(0);
        let first = usize::try_from(first).unwrap_or(usize::MAX);
        let out = self.unpack(&stream);
        if out.is_over {
            return Err(ReadError::Bomb {
                declared: u64::try_from(MAX_UNPACKED).unwrap_or(u64::MAX),
            });
        }
        let index = self.containers.len();
        let mut lexer = Lexer::new(out.bytes.get(..first.min(out.bytes.len())).unwrap_or_default());
        let mut found = Vec::new();
        for _ in 0..count.max(0) {
            let (Some(Object::Integer(number)), Some(Object::Integer(at))) = (lexer.next(), lexer.next())
            else {
                break;
            };
            if let (Ok(number), Ok(at)) = (u32::try_from(number), usize::try_from(at)) {
                found.push((number, first.saturating_add(at)));
            }
        }
        self.containers.push(out.bytes);
        for (number, at) in found {
            let is_later = self
                .entries
                .get(&number)
                .is_none_or(|entry| entry.offset < offset);
            if is_later && self.entries.len() < MAX_OBJECTS {
                let entry = Entry {
                    offset,
                    generation: 0,
                    place: At::Container { index, offset: at },
                };
                self.entries.insert(number, entry);
            }
        }
        Ok(())
    }
}

/// Steps that a file of so many bytes may take.
fn most_steps(n_bytes: usize) -> u64 {
    let n = u64::try_from(n_bytes).unwrap_or(u64::MAX);
    STEPS.saturating_add(n.saturating_mul(STEPS_OF_BYTE))
}

/// What one way through the file finds.
#[derive(Debug, Default)]
struct Scan {
    entries: BTreeMap<u32, Entry>,
    /// Number and offset of each object stream.
    containers: Vec<(u32, usize)>,
    trailer: Dict,
    /// The mark of the end stands behind the last object.
    is_ended: bool,
    /// The object that a stream would belong to.
    open: Option<(u32, u32, usize)>,
    /// Bytes that were read as trailers.
    n_trailing: usize,
}

impl Scan {
    fn run(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            at += match byte {
                b'o' if rest.starts_with(b"obj") => {
                    self.object(bytes, at);
                    3
                }
                b'e' if rest.starts_with(b"endobj") => 6,
                b's' if rest.starts_with(b"stream") => self.stream(bytes, at),
                b's' if rest.starts_with(b"startxref") => {
                    self.is_ended = true;
                    9
                }
                b't' if rest.starts_with(b"trailer") => {
                    self.open = None;
                    self.dict_behind(bytes, at + 7);
                    7
                }
                _ => 1,
            };
        }
    }

    /// The dictionary behind `trailer`. Damaged ones may reach to the end, each of them: no more bytes are read so than
    /// the file has.
    fn dict_behind(&mut self, bytes: &[u8], at: usize) {
        if self.n_trailing > bytes.len() {
            return;
        }
        let mut lexer = Lexer::new(bytes.get(at..).unwrap_or_default());
        let dict = lexer.next_in_file();
        self.n_trailing += lexer.position();
        if let Some(Object::Dict(dict)) = dict {
            self.trailer(dict);
        }
    }

    /// Keeps the last of each entry: a file that was saved again may repeat only what changed.
    fn trailer(&mut self, dict: Dict) {
        for key in ["Root", "Encrypt", "ID"] {
            if let Some(value) = dict.get(key.as_bytes()) {
                self.trailer.insert(key.as_bytes().to_vec(), value.clone());
            }
        }
    }

    /// `12 0 obj`, whose `obj` stands at a byte.
    fn object(&mut self, bytes: &[u8], at: usize) {
        let before = bytes.get(at.saturating_sub(24)..at).unwrap_or_default();
        let Some((generation, before)) = number_at_end(before) else {
            return;
        };
        let Some((number, _)) = number_at_end(before) else {
            return;
        };
        self.is_ended = false;
        self.open = Some((number, generation, at + 3));
        if self.entries.len() < MAX_OBJECTS {
            let entry = Entry {
                offset: at + 3,
                generation,
                place: At::File { stream: None },
            };
            self.entries.insert(number, entry);
        }
    }

    /// The stream whose `stream` stands at a byte. Returns how many bytes to go on.
    fn stream(&mut self, bytes: &[u8], at: usize) -> usize {
        const WORD: usize = 6;
        // A word inside a text is none: `(HP Exstream)`.
        let before = bytes.get(..at).unwrap_or_default().trim_ascii_end();
        if !before.ends_with(b">>") {
            return WORD;
        }
        let Some((number, generation, offset)) = self.open.take() else {
            return WORD;
        };
        let mut lexer = Lexer::new(bytes.get(offset..at).unwrap_or_default());
        let Some(Object::Dict(dict)) = lexer.next_in_file() else {
            return WORD;
        };
        let start = match bytes.get(at + WORD..).unwrap_or_default() {
            [b'\r', b'\n', ..] => at + WORD + 2,
            [b'\r' | b'\n', ..] => at + WORD + 1,
            _ => at + WORD,
        };
        let end = declared_end(bytes, start, &dict).unwrap_or_else(|| found_end(bytes, start));
        let of_type = |name: &[u8]| dict.get(&b"Type"[..]).and_then(Object::name) == Some(name);
        if of_type(b"ObjStm") {
            self.containers.push((number, offset));
        } else if of_type(b"XRef") {
            self.trailer(dict);
        }
        if let Some(entry) = self.entries.get_mut(&number) {
            *entry = Entry {
                offset,
                generation,
                place: At::File {
                    stream: Some(start..end),
                },
            };
        }
        end.saturating_sub(at).max(WORD)
    }
}

/// The end of a stream as its length says, if a stream ends there.
fn declared_end(bytes: &[u8], start: usize, dict: &Dict) -> Option<usize> {
    let Some(Object::Integer(length)) = dict.get(&b"Length"[..]) else {
        return None;
    };
    let end = start.checked_add(usize::try_from(*length).ok()?)?;
    let behind = bytes.get(end..)?;
    let n_spaces = behind.iter().take(4).take_while(|&&byte| is_space(byte)).count();
    behind.get(n_spaces..)?.starts_with(b"endstream").then_some(end)
}

/// The end of a stream as the next `endstream` says.
fn found_end(bytes: &[u8], start: usize) -> usize {
    const END: &[u8] = b"endstream";
    let rest = bytes.get(start..).unwrap_or_default();
    let Some(at) = rest.windows(END.len()).position(|window| window == END) else {
        return bytes.len();
    };
    // The line break before it is not content.
    let n_breaks = match rest.get(..at).unwrap_or_default() {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    };
    start + at - n_breaks
}

/// The number that bytes end with, and what stands before it.
fn number_at_end(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let n_spaces = bytes.iter().rev().take_while(|&&byte| is_space(byte)).count();
    let bytes = bytes.get(..bytes.len() - n_spaces)?;
    let n_digits = bytes
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (before, digits) = bytes.split_at_checked(bytes.len() - n_digits)?;
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((number, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_objects_replace_earlier_ones_and_streams_hide_what_is_in_them() {
        let bytes = b"%PDF-1.4\n1 0 obj (old) endobj\n2 0 obj <</Length 17>> stream\n3 0 obj (no) endo\nendstream endobj\n\
            1 0 obj (new) endobj 4 0 obj <</Pages <<>>>> endobj trailer <</Root 4 0 R>> startxref 0 %%EOF";
        let mut store = Store::open(bytes).unwrap();
        assert_eq!(store.object(1), Object::String(b"new".to_vec()));
        assert_eq!(store.object(3), Object::Null);
        assert!(store.root().is_some());
        let Object::Stream(stream) = store.object(2) else {
            panic!("no stream")
        };
        assert_eq!(store.unpack(&stream).bytes, b"3 0 obj (no) endo");
    }

    #[test]
    fn a_file_without_its_end_was_cut_off() {
        let bytes = b"%PDF-1.4\nstartxref 0\n1 0 obj <</Pages <<>>>> endobj trailer <</Root 1 0 R>>";
        assert_eq!(
            Store::open(bytes).map(|_| ()).map_err(|fault| fault.reason()),
            Err("truncated")
        );
    }

    #[test]
    fn the_word_stream_in_a_text_is_none() {
        let bytes = b"1 0 obj <</Creator(an Exstream of it)>> endobj 2 0 obj (kept) endobj\n\
            3 0 obj <</Length 2>> stream\nab\nendstream endobj startxref";
        let mut store = Store::open(bytes).unwrap();
        assert_eq!(store.object(2), Object::String(b"kept".to_vec()));
        let Object::Stream(stream) = store.object(3) else {
            panic!("no stream")
        };
        assert_eq!(store.unpack(&stream).bytes, b"ab");
    }

    #[test]
    fn references_in_a_circle_end() {
        let bytes = b"1 0 obj 2 0 R endobj 2 0 obj 1 0 R endobj startxref";
        assert_eq!(Store::open(bytes).unwrap().object(1), Object::Null);
    }
}
