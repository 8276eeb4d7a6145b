//! Fonts: the codes of shown text → characters and their widths. Their outlines are not looked at.

use std::collections::BTreeMap;

use crate::japanese;
use crate::pdf::builtin;
use crate::pdf::cmap::{self, CMap};
use crate::pdf::japan1::Japan1;
use crate::pdf::names;
use crate::pdf::object::{Dict, Fixed, ONE, Object};
use crate::pdf::store::Store;
use crate::pdf::widths::Widths;

/// The last number that a glyph can have.
const MAX_GLYPH: u32 = 0xFFFF;

/// What stands for a glyph that has no character.
pub const LOST: char = '\u{FFFD}';

/// One shown glyph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its characters; [`LOST`] where nothing says which.
    pub text: String,
    /// How far the next one is, in units of the font's size.
    pub width: Fixed,
    /// It is a space of one byte, which word spacing widens.
    pub is_word_space: bool,
}

/// One font.
#[derive(Clone, Debug)]
pub struct Font {
    codes: Codes,
    characters: Characters,
    to_unicode: Option<CMap>,
    widths: Widths,
    usual_width: Option<Fixed>,
    /// Text goes downwards.
    pub is_vertical: bool,
    /// Its characters are drawings, which may have colours of their own.
    pub is_painted: bool,
}

/// How bytes make codes.
#[derive(Clone, Debug)]
enum Codes {
    One,
    Two,
    Utf16,
    ShiftJis,
    Euc,
    Embedded(CMap),
}

/// What codes mean where the font has no map of its own.
#[derive(Clone, Debug)]
enum Characters {
    Simple(BTreeMap<u32, char>),
    Utf16,
    ShiftJis,
    Euc,
    Jis,
    /// Glyph numbers of Adobe-Japan1.
    Japan1,
    Unknown,
}

impl Font {
    /// Of its dictionary.
    pub fn open(dict: &Dict, store: &mut Store<'_>) -> Self {
        let to_unicode = match store.value(dict, "ToUnicode") {
            Object::Stream(stream) => Some(CMap::parse(&store.unpack(&stream).bytes)),
            // A name that says that codes are characters.
            Object::Name(name) if name.starts_with(b"Identity") => Some(CMap::identity()),
            _ => None,
        };
        if store.value(dict, "Subtype").name() == Some(b"Type0") {
            composite(dict, to_unicode, store)
        } else {
            simple(dict, to_unicode, store)
        }
    }

    /// How many entries its maps have.
    pub fn n_entries(&self) -> usize {
        let of = |map: Option<&CMap>| map.map_or(0, CMap::n_entries);
        let codes = match &self.codes {
            Codes::Embedded(map) => Some(map),
            _ => None,
        };
        of(self.to_unicode.as_ref()) + of(codes)
    }

    /// The glyphs of a shown string, one by one: a string may be as long as the document.
    pub fn decode<'t>(&'t self, bytes: &'t [u8], japan1: &'t Japan1) -> impl Iterator<Item = Shown> + 't {
        let mut rest = bytes;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let length = self.length(rest).clamp(1, rest.len());
            let (bytes, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = after;
            Some(self.glyph(bytes, japan1))
        })
    }

    fn length(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or(0);
        match &self.codes {
            Codes::Utf16 if matches!(first, 0xD8..=0xDB) => 4,
            Codes::Two | Codes::Utf16 => 2,
            Codes::ShiftJis if matches!(first, 0x81..=0x9F | 0xE0..=0xFC) => 2,
            Codes::Euc if first == 0x8E || first >= 0xA1 => 2,
            Codes::One | Codes::ShiftJis | Codes::Euc => 1,
            Codes::Embedded(map) => map.length(bytes),
        }
    }

    fn glyph(&self, bytes: &[u8], japan1: &Japan1) -> Shown {
        let code = cmap::code(bytes);
        let glyph = match &self.codes {
            Codes::Embedded(map) => map.glyph(code).unwrap_or(code),
            _ => code,
        };
        let own = self.to_unicode.as_ref().and_then(|map| map.text(code));
        let text = own.unwrap_or_else(|| self.characters.text(bytes, glyph, japan1));
        // A font's private characters are pictures.
        let is_lost = text.is_empty() || text.chars().any(|c| matches!(c, '\u{E000}'..='\u{F8FF}'));
        let text = if is_lost { LOST.to_string() } else { text };
        let first = text.chars().next().unwrap_or(LOST);
        Shown {
            width: self.width(glyph, first, bytes.len()),
            is_word_space: bytes == [b' '],
            text,
        }
    }

    fn width(&self, glyph: u32, first: char, n_bytes: usize) -> Fixed {
        if self.is_vertical {
            return -ONE;
        }
        let of_first = |start: u32| self.widths.get(start + u32::from(first) - 0x20);
        let known = match self.characters {
            // Widths go by glyph number, codes do not: Latin letters are the ones that have their own.
            Characters::Utf16 | Characters::ShiftJis | Characters::Euc | Characters::Jis => match first {
                ' '..='~' => of_first(1).or_else(|| of_first(231)).or(Some(ONE / 2)),
                '\u{FF61}'..='\u{FF9F}' => Some(ONE / 2),
                _ if n_bytes == 1 => Some(ONE / 2),
                _ => None,
            },
            _ => self.widths.get(glyph),
        };
        let usual = || {
            self.usual_width
                .unwrap_or_else(|| names::usual_width(first) * ONE / 1000)
        };
        known.unwrap_or_else(usual)
    }
}

impl Characters {
    fn text(&self, bytes: &[u8], glyph: u32, japan1: &Japan1) -> String {
        let found = match self {
            Self::Simple(map) => map.get(&glyph).copied(),
            Self::Japan1 => japan1.character(glyph),
            Self::Utf16 => return cmap::utf16(bytes),
            Self::ShiftJis => return japanese::shift_jis(bytes),
            Self::Euc => return japanese::euc_jp(bytes),
            Self::Jis => match bytes {
                [row, cell] => japanese::jis_x_0208(
                    usize::from(row.saturating_sub(0x20)),
                    usize::from(cell.saturating_sub(0x20)),
                ),
                _ => None,
            },
            Self::Unknown => None,
        };
        found.map(String::from).unwrap_or_default()
    }
}

fn composite(dict: &Dict, to_unicode: Option<CMap>, store: &mut Store<'_>) -> Font {
    let descendants = store.value(dict, "DescendantFonts");
    let descendant = descendants
        .array()
        .and_then(|fonts| fonts.first())
        .map(|font| store.resolve(font));
    let descendant = descendant
        .as_ref()
        .and_then(Object::dict)
        .cloned()
        .unwrap_or_default();
    let encoding = store.value(dict, "Encoding");
    let system = store.value(&descendant, "CIDSystemInfo");
    let ordering = system
        .dict()
        .map_or(Object::Null, |system| store.value(system, "Ordering"));
    let of_glyphs = if ordering.string() == Some(b"Japan1") {
        Characters::Japan1
    } else {
        Characters::Unknown
    };
    let (codes, characters, is_vertical) = match &encoding {
        Object::Stream(stream) => {
            let is_vertical = store.value(&stream.dict, "WMode").integer() == Some(1);
            (
                Codes::Embedded(CMap::parse(&store.unpack(stream).bytes)),
                of_glyphs,
                is_vertical,
            )
        }
        encoding => {
            let name = encoding.name().unwrap_or_default();
            let (name, is_vertical) = match name {
                b"V" => (&b"H"[..], true),
                name => (name.strip_suffix(b"-V").unwrap_or(name), name.ends_with(b"-V")),
            };
            let name = name.strip_suffix(b"-H").unwrap_or(name);
            let holds = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
            let (codes, characters) = if holds(b"UTF16") || holds(b"UCS2") {
                (Codes::Utf16, Characters::Utf16)
            } else if holds(b"RKSJ") {
                (Codes::ShiftJis, Characters::ShiftJis)
            } else if name == b"EUC" {
                (Codes::Euc, Characters::Euc)
            } else if name == b"H" {
                (Codes::Two, Characters::Jis)
            } else {
                (Codes::Two, of_glyphs)
            };
            (codes, characters, is_vertical)
        }
    };
    let usual = store.value(&descendant, "DW").integer().unwrap_or(1000);
    Font {
        codes,
        characters,
        to_unicode,
        widths: widths_of_glyphs(&descendant, store),
        usual_width: Some(usual.clamp(0, 10_000) * ONE / 1000),
        is_vertical,
        is_painted: false,
    }
}

/// `[1 [500 600] 10 20 1000]`: glyphs one by one, and ranges of the same width.
fn widths_of_glyphs(descendant: &Dict, store: &Store<'_>) -> Widths {
    let mut widths = Widths::default();
    let list = store.value(descendant, "W");
    let mut elements = list
        .array()
        .unwrap_or_default()
        .iter()
        .map(|object| store.resolve(object));
    let thousandths = |object: &Object| object.fixed().map_or(0, |width| width / 1000);
    while let (Some(first), Some(second)) = (elements.next(), elements.next()) {
        let Some(first) = first.integer().and_then(|first| u32::try_from(first).ok()) else {
            break;
        };
        if let Object::Array(each) = &second {
            store.spend(each.len());
            for (glyph, width) in (first..=MAX_GLYPH).zip(each) {
                widths.insert(glyph, glyph, thousandths(width));
            }
        } else if let (Some(last), Some(width)) = (second.integer(), elements.next()) {
            let end = u32::try_from(last).unwrap_or(0).min(MAX_GLYPH);
            store.spend(1);
            widths.insert(first, end, thousandths(&width));
        }
        if store.is_spent() {
            break;
        }
    }
    widths
}

/// A TrueType font without an encoding whose codes are those of Latin text: it says so, or it is whole. A part of a font
/// (`ABCDEF+Name`) may have given its codes anew.
fn is_latin(dict: &Dict, descriptor: Option<&Dict>, store: &Store<'_>) -> bool {
    const NOT_SYMBOLIC: i64 = 1 << 5;
    let flags = descriptor.map_or(Object::Null, |descriptor| store.value(descriptor, "Flags"));
    let name = store.value(dict, "BaseFont");
    let is_whole = name.name().is_some_and(|name| name.get(6) != Some(&b'+'));
    let is_true_type = store.value(dict, "Subtype").name() == Some(b"TrueType");
    is_true_type && (is_whole || flags.integer().unwrap_or(0) & NOT_SYMBOLIC != 0)
}

fn simple(dict: &Dict, to_unicode: Option<CMap>, store: &mut Store<'_>) -> Font {
    let descriptor = store.value(dict, "FontDescriptor");
    let descriptor = descriptor.dict();
    let encoding = store.value(dict, "Encoding");
    let is_type3 = store.value(dict, "Subtype").name() == Some(b"Type3");
    let is_embedded = ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|key| descriptor.is_some_and(|descriptor| descriptor.contains_key(key.as_bytes())));
    let base = match &encoding {
        Object::Dict(encoding) => store.value(encoding, "BaseEncoding"),
        encoding => encoding.clone(),
    };
    // The codes of an embedded font without an encoding mean what the font likes.
    let is_known = base.name().is_some() || !(is_embedded || is_type3) || is_latin(dict, descriptor, store);
    let mut map: BTreeMap<u32, char> = if is_known {
        (0..=255u8)
            .filter_map(|code| Some((u32::from(code), names::windows(code)?)))
            .collect()
    } else {
        match descriptor.map(|descriptor| store.value(descriptor, "FontFile")) {
            Some(Object::Stream(font)) => builtin::type1(&store.unpack(&font).bytes),
            _ => BTreeMap::new(),
        }
    };
    if let Some(encoding) = encoding.dict() {
        let mut code = 0u32;
        let differences = store.value(encoding, "Differences");
        for element in differences.array().unwrap_or_default() {
            match element {
                Object::Integer(start) => code = u32::try_from(*start).unwrap_or(0),
                Object::Name(name) => {
                    let name = std::str::from_utf8(name).unwrap_or_default();
                    match names::named(name).or_else(|| builtin::repeats_code(name, code)) {
                        Some(c) => map.insert(code, c),
                        None => map.remove(&code),
                    };
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }
    let scale = if is_type3 {
        let matrix = store.value(dict, "FontMatrix");
        matrix
            .array()
            .and_then(|matrix| matrix.first()?.fixed())
            .unwrap_or(ONE / 1000)
    } else {
        ONE / 1000
    };
    let first = store
        .value(dict, "FirstChar")
        .integer()
        .and_then(|first| u32::try_from(first).ok());
    let listed = store.value(dict, "Widths");
    let listed = listed
        .array()
        .unwrap_or_default()
        .iter()
        .take(256)
        .map(|object| store.resolve(object));
    let wide = |width: Object| crate::pdf::matrix::times(width.fixed().unwrap_or(0), scale);
    let mut widths = Widths::default();
    for (code, width) in (first.unwrap_or(0)..=MAX_GLYPH).zip(listed.map(wide)) {
        widths.insert(code, code, width);
    }
    let missing = descriptor.map(|descriptor| store.value(descriptor, "MissingWidth"));
    let missing = missing
        .as_ref()
        .and_then(Object::integer)
        .map(|width| width.clamp(0, 10_000) * ONE / 1000);
    Font {
        codes: Codes::One,
        characters: Characters::Simple(map),
        to_unicode,
        usual_width: if widths.is_empty() {
            None
        } else {
            Some(missing.unwrap_or(0))
        },
        widths,
        is_vertical: false,
        is_painted: is_type3,
    }
}
