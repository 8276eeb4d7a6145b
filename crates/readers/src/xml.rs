//! The XML of office files: elements by their local names, text with its entities resolved. Nothing else is needed, and
//! nothing external is ever loaded.

use std::borrow::Cow;
use std::io::{self, BufRead};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::archive::Archive;
use crate::error::{At, ReadError};
use crate::transcoded::Transcoded;

/// Nested deeper than any office writes.
const MAX_DEPTH: usize = 256;

/// A reader of one part, or of a file that is XML as a whole.
pub struct Xml<'a> {
    reader: Reader<Transcoded<Box<dyn BufRead + 'a>>>,
    name: String,
    buffer: Vec<u8>,
    depth: usize,
}

/// What comes next.
pub enum Step<'b> {
    /// An element begins; an empty one ends in the next step.
    Open(Tag<'b>),
    /// The element of that local name ends.
    Close(Ended<'b>),
    /// Text, entities resolved.
    Text(Cow<'b, str>),
    /// The part is at its end.
    End,
}

/// The start of an element.
pub struct Tag<'b>(BytesStart<'b>);

/// The end of an element.
pub struct Ended<'b>(BytesEnd<'b>);

impl Ended<'_> {
    /// The element's name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl Tag<'_> {
    /// Its name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute by its local name.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)
            .and_then(|attribute| {
                attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .ok()
                    .map(Cow::into_owned)
            })
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.trim().parse().ok()
    }

    /// A truth value: `1`, `true`, `on`.
    pub fn is(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
    }
}

impl<'a> Xml<'a> {
    /// Opens a part; `None` if there is none of that name.
    ///
    /// # Errors
    /// As [`Archive::part`].
    pub fn open(archive: &Archive<'a>, name: &str) -> Result<Option<Self>, ReadError> {
        let Some(part) = archive.part(name)? else {
            return Ok(None);
        };
        Ok(Some(Self::of(Box::new(part), name)))
    }

    /// Reads a file that is XML as a whole.
    pub fn of_bytes(bytes: &'a [u8]) -> Self {
        Self::of(Box::new(bytes), "")
    }

    fn of(source: Box<dyn BufRead + 'a>, name: &str) -> Self {
        let mut reader = Reader::from_reader(Transcoded::new(source));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        Self {
            reader,
            name: name.to_owned(),
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// The next step.
    ///
    /// # Errors
    /// [`ReadError::Truncated`] where the part is damaged, [`ReadError::Bomb`] where it is longer than declared.
    pub fn step(&mut self) -> Result<Step<'_>, ReadError> {
        self.buffer.clear();
        let position = self.reader.buffer_position();
        let damaged = || ReadError::Truncated(At::part(&self.name, Some(position)));
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(tag)) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(damaged());
                }
                Ok(Step::Open(Tag(tag)))
            }
            Ok(Event::End(tag)) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Step::Close(Ended(tag)))
            }
            Ok(Event::Text(text)) => Ok(Step::Text(text.xml10_content())),
            Ok(Event::CData(text)) => Ok(Step::Text(text.xml10_content())),
            Ok(Event::GeneralRef(entity)) => {
                let named = resolve_predefined_entity(&entity.borrow().into_inner()).map(str::to_owned);
                let text = named.or_else(|| Some(entity.resolve_char_ref().ok()??.to_string()));
                // Entities of a document's own are how XML is made to explode; no office writes them.
                text.map(|text| Step::Text(Cow::Owned(text))).ok_or_else(damaged)
            }
            Ok(Event::Eof) if self.depth > 0 => Err(damaged()),
            Ok(Event::Eof) => Ok(Step::End),
            Ok(_) => Ok(Step::Text(Cow::Borrowed(""))),
            Err(quick_xml::Error::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
                Err(ReadError::Bomb { declared: position })
            }
            Err(_) => Err(damaged()),
        }
    }

    /// Goes behind the end of the element that has just begun.
    ///
    /// # Errors
    /// As [`Xml::step`].
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 1usize;
        while depth > 0 {
            match self.step()? {
                Step::Open(_) => depth += 1,
                Step::Close(_) => depth -= 1,
                Step::Text(_) => {}
                Step::End => break,
            }
        }
        Ok(())
    }
}

/// Whether a part holds a word, as bytes: enough to tell an encrypted manifest.
pub fn holds(archive: &Archive<'_>, part: &str, word: &[u8]) -> bool {
    let Ok(Some(mut part)) = archive.part(part) else {
        return false;
    };
    let mut kept: Vec<u8> = Vec::new();
    loop {
        let Ok(chunk) = part.fill_buf() else { return false };
        if chunk.is_empty() {
            return false;
        }
        let n = chunk.len();
        kept.extend_from_slice(chunk);
        part.consume(n);
        if kept.windows(word.len()).any(|window| window == word) {
            return true;
        }
        kept.drain(..kept.len().saturating_sub(word.len()));
    }
}
