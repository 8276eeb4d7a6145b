//! What stands on a page besides its content: fields that people filled in, text that they wrote on it, lines through it.
//!
//! | annotation | read as |
//! |---|---|
//! | field of text, list | its value, in its place; what it shows if it has none |
//! | box to tick | ☑ where it is ticked |
//! | text on the page | what it shows; its words if that has no characters |
//! | line through text | the text below it is struck out |
//! | others | what they show, as stamps and boxes that cover something |
//!
//! Notes that open on a click, links and what is hidden are not shown.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::encoding;
use crate::pdf::glyph::{Frame, Glyph, Length};
use crate::pdf::layers::Layers;
use crate::pdf::names;
use crate::pdf::object::{Dict, Object, Stream};
use crate::pdf::store::Store;
use crate::sheet::left_out::Kind;

/// Annotations of a page.
const MAX_ANNOTATIONS: usize = 5_000;
/// Fields inside fields.
const MAX_DEPTH: usize = 10;
/// Values that one list has.
const MAX_CHOSEN: usize = 100;
/// Characters of one value.
const MAX_CHARS: usize = 20_000;
/// The size of text that names none.
const USUAL_SIZE: Length = 1_000;

/// One annotation, as far as it is read.
#[derive(Clone, Debug, Default)]
pub struct Annotation {
    /// Where it is, in the page's own coordinates: two corners.
    pub corners: Vec<Object>,
    /// What it shows.
    pub appearance: Option<Stream>,
    /// Its words, and whether they stand for what it shows.
    pub words: Option<Words>,
    /// Corners of the text that it strikes out, four points each.
    pub strikes: Vec<Object>,
    /// Why it is not seen.
    pub unseen: Option<Kind>,
}

/// Words of an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// They are what it shows, whatever its appearance is.
    pub is_value: bool,
}

/// The annotations of a page, in the order in which they are painted.
pub fn list(page: &Dict, store: &mut Store<'_>, layers: &Layers) -> Vec<Annotation> {
    let all = store.value(page, "Annots");
    let all = all.array().unwrap_or_default().iter().take(MAX_ANNOTATIONS);
    let mut found = Vec::new();
    let mut fields = Fields::default();
    for object in all {
        let resolved = store.resolve(object);
        if let Some(annotation) = resolved
            .dict()
            .and_then(|dict| read(dict, store, layers, &mut fields))
        {
            found.push(annotation);
        }
        if store.is_spent() {
            break;
        }
    }
    found
}

fn read(dict: &Dict, store: &mut Store<'_>, layers: &Layers, fields: &mut Fields) -> Option<Annotation> {
    const HIDDEN: i64 = 2;
    const NO_VIEW: i64 = 32;
    let kind = store.value(dict, "Subtype");
    let kind = kind.name()?.to_vec();
    if matches!(
        kind.as_slice(),
        b"Popup" | b"Link" | b"Text" | b"FileAttachment" | b"Sound" | b"Movie"
    ) {
        return None;
    }
    let flags = store.value(dict, "F").integer().unwrap_or(0);
    let is_off = dict
        .get(&b"OC"[..])
        .is_some_and(|layer| !layers.is_shown(layer, store));
    let is_hidden = is_off || flags & (HIDDEN | NO_VIEW) != 0;
    let mut annotation = Annotation {
        corners: store
            .value(dict, "Rect")
            .array()
            .unwrap_or_default()
            .iter()
            .take(4)
            .map(|corner| store.resolve(corner))
            .collect(),
        unseen: is_hidden.then_some(Kind::Hidden),
        ..Annotation::default()
    };
    match kind.as_slice() {
        b"StrikeOut" => {
            annotation.strikes = store
                .value(dict, "QuadPoints")
                .array()
                .unwrap_or_default()
                .iter()
                .take(8 * 200)
                .cloned()
                .collect();
            return annotation.unseen.is_none().then_some(annotation);
        }
        b"Widget" => {
            let field = fields.of(dict, store, 0);
            if field.kind == b"Btn" {
                annotation.words = field.is_ticked(dict, store).then(|| Words {
                    text: "☑".to_owned(),
                    is_value: true,
                });
                return annotation.words.is_some().then_some(annotation);
            }
            annotation.words = field.words();
        }
        _ => {
            let words = store.value(dict, "Contents");
            annotation.words = (kind == b"FreeText").then(|| Words {
                text: words.string().map(text).unwrap_or_default(),
                is_value: false,
            });
        }
    }
    annotation.appearance = appearance(dict, store);
    Some(annotation)
}

/// A field of a form, with what it has from the fields above it.
#[derive(Clone, Debug, Default)]
struct Field {
    kind: Vec<u8>,
    flags: i64,
    values: Rc<Vec<String>>,
    /// A list keeps a value and what it shows for it.
    options: Rc<BTreeMap<String, String>>,
}

/// Fields by the number of their object: many boxes may belong to one, which is read once.
#[derive(Debug, Default)]
struct Fields(BTreeMap<u32, Field>);

impl Fields {
    /// The field of a dictionary.
    fn of(&mut self, dict: &Dict, store: &mut Store<'_>, depth: usize) -> Field {
        let above = match dict.get(&b"Parent"[..]) {
            Some(Object::Reference(number)) if depth < MAX_DEPTH => {
                if let Some(known) = self.0.get(number) {
                    known.clone()
                } else {
                    let parent = store.object(*number);
                    let parent = parent.dict();
                    let found = parent.map_or_else(Field::default, |dict| self.of(dict, store, depth + 1));
                    self.0.insert(*number, found.clone());
                    found
                }
            }
            _ => Field::default(),
        };
        let kind = store.value(dict, "FT");
        let flags = store.value(dict, "Ff");
        let values = store.value(dict, "V");
        let options = store.value(dict, "Opt");
        Field {
            kind: kind.name().map_or(above.kind, <[u8]>::to_vec),
            flags: flags.integer().unwrap_or(above.flags),
            values: match values {
                Object::Null => above.values,
                values => Rc::new(texts(&values, store)),
            },
            options: match options.array() {
                Some(options) => Rc::new(shown_for(options, store)),
                None => above.options,
            },
        }
    }
}

impl Field {
    /// What a person typed or chose.
    fn words(&self) -> Option<Words> {
        const PASSWORD: i64 = 1 << 13;
        if self.flags & PASSWORD != 0 {
            return None;
        }
        let shown = self
            .values
            .iter()
            .map(|value| self.options.get(value).unwrap_or(value));
        let text = shown.map(String::as_str).collect::<Vec<_>>().join("、");
        (!text.trim().is_empty()).then_some(Words { text, is_value: true })
    }

    /// A box or a round button that is on.
    fn is_ticked(&self, dict: &Dict, store: &Store<'_>) -> bool {
        const PUSH_BUTTON: i64 = 1 << 16;
        let state = store.value(dict, "AS");
        self.flags & PUSH_BUTTON == 0 && state.name().is_some_and(|state| state != b"Off")
    }
}

/// One value, or those chosen from a list.
fn texts(value: &Object, store: &mut Store<'_>) -> Vec<String> {
    let values = value.array().unwrap_or(std::slice::from_ref(value));
    let mut texts = Vec::new();
    for value in values.iter().take(MAX_CHOSEN) {
        match store.resolve(value) {
            Object::String(bytes) | Object::Name(bytes) => texts.push(text(&bytes)),
            Object::Stream(stream) => texts.push(text(&store.unpack(&stream).bytes)),
            _ => {}
        }
    }
    texts
}

fn shown_for(options: &[Object], store: &Store<'_>) -> BTreeMap<String, String> {
    let pairs = options.iter().filter_map(|option| match store.resolve(option) {
        Object::Array(pair) => match pair.as_slice() {
            [Object::String(kept), Object::String(shown)] => Some((text(kept), text(shown))),
            _ => None,
        },
        _ => None,
    });
    pairs.collect()
}

/// What it shows in its present state.
fn appearance(dict: &Dict, store: &Store<'_>) -> Option<Stream> {
    let looks = store.value(dict, "AP");
    match looks.dict().map(|looks| store.value(looks, "N"))? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => {
            let state = store.value(dict, "AS");
            match store.value(&states, std::str::from_utf8(state.name()?).ok()?) {
                Object::Stream(stream) => Some(stream),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A text of the document: UTF-16 or UTF-8 by its mark, otherwise Latin.
fn text(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0xEF, 0xBB, 0xBF, ..] => {
            let guessed = encoding::guess(bytes).unwrap_or(encoding::Encoding::Utf8);
            encoding::decode(bytes, guessed).text
        }

        bytes => bytes
            .iter()
            .map(|&byte| names::windows(byte).unwrap_or(char::from(byte)))
            .collect(),
    };
    decoded
        .trim_start_matches('\u{FEFF}')
        .chars()
        .take(MAX_CHARS)
        .collect()
}

/// The characters of words inside a frame, as large as they have room.
pub fn laid_out(words: &str, frame: Frame, unseen: Option<Kind>) -> Vec<Glyph> {
    let lines: Vec<&str> = words
        .split(['\r', '\n'])
        .filter(|line| !line.trim().is_empty())
        .collect();
    let n_lines = Length::try_from(lines.len().max(1)).unwrap_or(1);
    let width_of = |c: char| if c.is_ascii() { 1 } else { 2 };
    let halves = |line: &str| line.chars().map(width_of).sum::<Length>().max(1);
    let widest = lines.iter().map(|line| halves(line)).max().unwrap_or(1);
    let (width, height) = (
        (frame.right - frame.left).max(10),
        (frame.bottom - frame.top).max(10),
    );
    // Text begins a little inside.
    let size = USUAL_SIZE
        .min(height / n_lines)
        .min(width * 2 / (widest + 1))
        .max(2);
    let above = (height - size * n_lines) / 2;
    let mut glyphs = Vec::new();
    for (row, line) in (0..).zip(lines) {
        let mut left = frame.left + size / 4;
        let top = frame.top + above + row * size;
        let mut is_after_space = false;
        for c in line.chars() {
            let right = left + width_of(c) * size / 2;
            let own = Frame {
                left,
                top,
                right,
                bottom: top + size,
            };
            left = right;
            if c.is_whitespace() || c.is_control() {
                is_after_space = true;
                continue;
            }
            glyphs.push(Glyph {
                c,
                frame: own,
                home: (own.middle_x(), own.middle_y()),
                size,
                is_after_space: std::mem::take(&mut is_after_space),
                unseen,
                ..Glyph::default()
            });
        }
    }
    glyphs
}
