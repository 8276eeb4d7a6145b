//! Drafts take little room: what is long is stored packed, and whoever reads it need not know.
//!
//! A [`Packed`] store stands before the browser's. A long draft or document is deflated and written with 15 bits in each
//! UTF-16 unit, as browsers count a site's storage in those; around it stands JSON that a program which knows nothing of
//! packing takes for a draft of a newer version, and that names the documents, so that such a program leaves them too.
//! Texts of earlier versions are read as they are.

use std::rc::Rc;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::Deserialize;
use serde::Serialize;

use crate::app::draft;
use crate::app::keys;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;

/// UTF-16 units from which a text is packed: of shorter ones little is saved, and a person can look at them.
const WORTH: usize = 2_000;

/// The version that programs from before packing hear: it is newer than theirs.
const VERSION: u32 = 5;

/// How every packed text begins.
const HEAD: &str = "{\"version\":5,\"packed\":";

/// How hard it is packed: beyond, little is gained.
const LEVEL: u8 = 6;

/// Bytes that a packed text may have when it is unpacked: more is no work of ours.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Bits in each unit.
const BITS: u32 = 15;

/// The character of a unit of zeros: it and the 32,767 after it are single units, none of them half of a pair.
const FIRST: u32 = 0x3400;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped {
    version: u32,
    packed: String,
    /// Bytes that are packed in it.
    bytes: usize,
    /// The keys of the documents that the text names.
    documents: Vec<String>,
}

/// A store that packs.
pub struct Packed(Rc<dyn DraftStore>);

impl Packed {
    /// In front of this store.
    pub fn new(store: Rc<dyn DraftStore>) -> Self {
        Self(store)
    }
}

impl DraftStore for Packed {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        let text = self.0.load(key)?;
        // What cannot be unpacked is damaged, which its reader sees.
        Ok(text.map(|text| unpack(&text).unwrap_or(text)))
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        match pack(text).filter(|_| keys::is_of_drafts(key)) {
            Some(packed) => self.0.save(key, &packed),
            None => self.0.save(key, text),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.remove(key)
    }

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        self.0.list(beginning)
    }

    fn units(&self, key: &str) -> Result<usize, StoreError> {
        self.0.units(key)
    }

    fn settle(&self, done: Box<dyn FnOnce()>) {
        self.0.settle(done);
    }

    fn forget(&self) {
        self.0.forget();
    }
}

/// The packed text; `None` where that is not worth it.
fn pack(text: &str) -> Option<String> {
    if text.len() < WORTH || text.starts_with(HEAD) {
        return None;
    }
    let bytes = compress_to_vec(text.as_bytes(), LEVEL);
    let wrapped = Wrapped {
        version: VERSION,
        packed: dense(&bytes),
        bytes: bytes.len(),
        documents: draft::keys(text),
    };
    let packed = serde_json::to_string(&wrapped).ok()?;
    let units = |text: &str| text.encode_utf16().count();
    (units(&packed) < units(text)).then_some(packed)
}

/// The text that was packed; `None` where this is no packed text, or a damaged one.
fn unpack(text: &str) -> Option<String> {
    if !text.starts_with(HEAD) {
        return None;
    }
    let wrapped: Wrapped = serde_json::from_str(text).ok()?;
    let bytes = loose(&wrapped.packed, wrapped.bytes)?;
    let text = decompress_to_vec_with_limit(&bytes, MAX_BYTES).ok()?;
    String::from_utf8(text).ok()
}

/// Bytes as characters of [`BITS`] bits; the last one is filled up with zeros.
fn dense(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 3);
    let (mut held, mut n) = (0_u32, 0_u32);
    let mut put = |value: u32| text.extend(char::from_u32(FIRST + value));
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        n += 8;
        if n >= BITS {
            n -= BITS;
            put(held >> n);
            held &= (1 << n) - 1;
        }
    }
    if n > 0 {
        put(held << (BITS - n));
    }
    text
}

/// The first `count` bytes of such characters.
fn loose(text: &str, count: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut n) = (0_u32, 0_u32);
    for character in text.chars() {
        let value = u32::from(character).checked_sub(FIRST)?;
        if value >> BITS != 0 {
            return None;
        }
        held = (held << BITS) | value;
        n += BITS;
        while n >= 8 {
            n -= 8;
            bytes.push(u8::try_from(held >> n).ok()?);
            held &= (1 << n) - 1;
        }
    }
    (bytes.len() >= count).then(|| {
        bytes.truncate(count);
        bytes
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::Memory;

    /// Some text that is worth it.
    fn long() -> String {
        let rows: Vec<_> = (0..400).map(|n| format!("指標{n}\t1,000\t745\n")).collect();
        rows.concat()
    }

    fn over(store: &Rc<Memory>) -> Packed {
        Packed::new(Rc::<Memory>::clone(store))
    }

    #[test]
    fn any_bytes_come_back_from_characters_of_one_unit_each() {
        for length in 0..70_usize {
            let bytes: Vec<u8> = (0..length)
                .map(|n| u8::try_from((n * 37 + length * 11) % 256).expect("a byte"))
                .collect();
            let text = dense(&bytes);
            assert_eq!(text.chars().count(), text.encode_utf16().count());
            assert_eq!(text.chars().count(), (length * 8).div_ceil(15));
            assert_eq!(loose(&text, length), Some(bytes));
        }
        let text = dense(&[255; 30]);
        assert_eq!(loose(&text, 31), None, "bytes are missing");
        assert_eq!(loose("abc", 1), None);
    }

    #[test]
    fn what_is_long_is_packed_and_comes_back() {
        let store = Rc::new(Memory::default());
        let packed = over(&store);
        for key in [keys::DRAFT, "kpi-evaluator/document/1f"] {
            packed.save(key, &long()).expect("memory has room");
            assert_eq!(packed.load(key), Ok(Some(long())));
            let stored = store.load(key).expect("memory loads").expect("it is there");
            assert!(stored.encode_utf16().count() * 4 < long().encode_utf16().count());
        }
    }

    #[test]
    fn what_is_short_or_no_draft_is_stored_as_it_is() {
        let store = Rc::new(Memory::default());
        let packed = over(&store);
        for (key, text) in [(keys::DRAFT, "short".to_owned()), (keys::FORMS, long())] {
            packed.save(key, &text).expect("memory has room");
            assert_eq!(store.load(key), Ok(Some(text)));
        }
    }

    #[test]
    fn texts_of_before_and_damaged_ones_are_given_as_they_are() {
        let store = Rc::new(Memory::default());
        let packed = over(&store);
        packed.save(keys::DRAFT, &long()).expect("memory has room");
        let stored = store
            .load(keys::DRAFT)
            .expect("memory loads")
            .expect("it is there");
        let cut: String = stored.chars().take(stored.chars().count() / 2).collect();
        let short = stored.replacen("\"bytes\":", "\"bytes\":9", 1);
        for text in [long(), cut, short, HEAD.to_owned(), "{}".to_owned()] {
            store.save(keys::DRAFT, &text).expect("memory has room");
            assert_eq!(packed.load(keys::DRAFT), Ok(Some(text)));
        }
    }

    #[test]
    fn what_would_fill_the_memory_is_not_unpacked() {
        let bytes = compress_to_vec(&vec![b' '; MAX_BYTES + 1], LEVEL);
        let wrapped = Wrapped {
            version: VERSION,
            packed: dense(&bytes),
            bytes: bytes.len(),
            documents: Vec::new(),
        };
        let text = serde_json::to_string(&wrapped).expect("texts and numbers");
        assert!(text.len() < 200_000);
        assert_eq!(unpack(&text), None);
    }

    #[test]
    fn a_program_from_before_packing_says_that_it_is_newer_and_sees_the_documents() {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let name = "0f".repeat(16);
        let sheet = format!("{{\"document\":\"{name}\",\"name\":\"{}\"}}", "表".repeat(WORTH));
        let index = format!("{{\"version\":4,\"lang\":\"ja\",\"open\":0,\"sheets\":[{sheet}]}}");
        let packed = pack(&index).expect("it is worth it");
        let Version { version } = serde_json::from_str(&packed).expect("JSON");
        assert!(version > draft::VERSION);
        assert!(packed.contains(&name));
        assert_eq!(unpack(&packed), Some(index));
    }
}
