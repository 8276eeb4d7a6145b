//! The bytes of a file → a document, or why it cannot be opened. What the file is, its content tells.

use crate::base::remark::{Code, Remark};
use crate::encoding::{self, Encoding};
use crate::error::ReadError;
use crate::reading::Reading;
use crate::separated::{self, Named};
use crate::sheet::{Content, Document};
use crate::sniff::{self, Kind};
use crate::workbook::Limits;
use crate::{docx, html, json, ods, pasted, pdf, spreadsheetml, web_archive, xls, xlsx};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 100 * 1000 * 1000;

/// What a person said about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSettings {
    /// The encoding of a text; guessed without it.
    pub encoding: Option<Encoding>,
    /// The separator of a text's cells; guessed without it.
    pub separator: Option<char>,
    /// Hidden sheets, rows and columns are read too.
    pub with_hidden: bool,
    /// How much is taken.
    pub limits: Limits,
}

/// A file, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What it is.
    pub kind: Kind,
    /// Its content.
    pub document: Document,
    /// Of a text: how it was read, so that a person can choose otherwise.
    pub text: Option<TextFile>,
}

/// How a text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its encoding, guessed or as said. The others of [`Encoding::ALL`] are the alternatives.
    pub encoding: Encoding,
    /// The separator of its cells; `None` for HTML. [`SEPARATORS`] are the alternatives.
    pub separator: Option<char>,
}

/// Separators to choose from.
pub const SEPARATORS: &[char] = &['\t', ',', ';', '|'];

/// Opens a file. Its name is kept for people to recognise it, and is a hint of what separates its cells.
///
/// # Errors
/// [`ReadError`] where it is of no kind that is read, encrypted, damaged or too large. Odd content is none: it becomes
/// remarks.
pub fn open(bytes: &[u8], name: Option<&str>, settings: &FileSettings) -> Result<Opened, ReadError> {
    if bytes.len() > MAX_BYTES {
        let wide = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        return Err(ReadError::TooLarge {
            bytes: wide(bytes.len()),
            limit: wide(MAX_BYTES),
        });
    }
    let kind = sniff::kind(bytes)?;
    let (limits, hidden) = (settings.limits, settings.with_hidden);
    let reading = match kind {
        Kind::Text => return text(bytes, name, settings),
        Kind::Json => return export(bytes, name),
        Kind::Xlsx => xlsx::read(bytes, limits, hidden)?,
        Kind::Xls => xls::read(bytes, limits, hidden)?,
        Kind::Ods => ods::read(bytes, limits, hidden)?,
        Kind::FlatOds => ods::read_flat(bytes, limits, hidden)?,
        Kind::Docx => docx::read(bytes, limits)?,
        Kind::Pdf => pdf::read(bytes, limits)?,
        Kind::XmlXls => spreadsheetml::read(bytes, limits, hidden)?,
        Kind::WebArchive => web_archive::read(bytes, limits)?,
        kind => return Err(ReadError::UnknownType(Some(kind))),
    };
    Ok(Opened {
        kind,
        document: document(reading, name),
        text: None,
    })
}

fn document(reading: Reading, name: Option<&str>) -> Document {
    Document {
        name: name.map(str::to_owned),
        content: Content::Sheets {
            source: reading.source,
            sheets: json::without_companions(reading.sheets),
            remarks: reading.remarks,
        },
    }
}

/// Our own export; other JSON is of no kind that is read.
fn export(bytes: &[u8], name: Option<&str>) -> Result<Opened, ReadError> {
    let text = String::from_utf8_lossy(bytes);
    if json::read(&text).is_none() {
        return Err(ReadError::UnknownType(Some(Kind::Json)));
    }
    Ok(Opened {
        kind: Kind::Json,
        document: Document {
            name: name.map(str::to_owned),
            content: Content::Text(text.into_owned()),
        },
        text: None,
    })
}

fn text(bytes: &[u8], name: Option<&str>, settings: &FileSettings) -> Result<Opened, ReadError> {
    let guessed = settings.encoding.or_else(|| encoding::guess(bytes));
    let encoding = guessed.ok_or(ReadError::UnknownType(None))?;
    let decoded = encoding::decode(bytes, encoding);
    let opened = |document: Document, separator: Option<char>| Opened {
        kind: Kind::Text,
        document,
        text: Some(TextFile { encoding, separator }),
    };
    let is_html = settings.separator.is_none() && html::is_html(&decoded.text);
    let usual = separated::separator(&decoded.text, Named::Nothing);
    let separator = settings.separator.unwrap_or_else(|| {
        let name = if has_ending(name, ".csv") {
            Named::Csv
        } else {
            Named::Nothing
        };
        separated::separator(&decoded.text, name)
    });
    if decoded.n_lost == 0 && (is_html || separator == usual) {
        // What the same text would be if it were pasted.
        let document = Document {
            name: name.map(str::to_owned),
            content: Content::Text(decoded.text),
        };
        return Ok(opened(document, (!is_html).then_some(separator)));
    }
    let mut reading = if is_html {
        html::read_within(&decoded.text, settings.limits)
    } else {
        pasted::read_as(&decoded.text, separator, settings.limits)
    };
    if decoded.n_lost > 0 {
        let lost = [encoding.id().to_owned(), decoded.n_lost.to_string()];
        reading
            .remarks
            .push(Remark::new(Code::CharactersLost, None).with(lost));
    }
    Ok(opened(document(reading, name), (!is_html).then_some(separator)))
}

fn has_ending(name: Option<&str>, ending: &str) -> bool {
    name.is_some_and(|name| name.to_ascii_lowercase().ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn opened(bytes: &[u8], name: &str, settings: &FileSettings) -> Opened {
        open(bytes, Some(name), settings).unwrap()
    }

    #[test]
    fn text_is_read_as_if_it_were_pasted() {
        let opened = opened(
            "指標,目標,実績\n企業数,10,12\n".as_bytes(),
            "a.csv",
            &FileSettings::default(),
        );
        assert_eq!(
            opened.document.content,
            Content::Text("指標,目標,実績\n企業数,10,12\n".to_owned())
        );
        assert_eq!(
            opened.text,
            Some(TextFile {
                encoding: Encoding::Utf8,
                separator: Some(',')
            })
        );
    }

    #[test]
    fn encoding_and_separator_can_be_said() {
        let settings = FileSettings {
            encoding: Some(Encoding::Cp932),
            separator: Some(';'),
            ..FileSettings::default()
        };
        // 企業数;10,5;12
        let bytes = b"\x8A\xE9\x8B\xC6\x90\x94;10,5;12\n";
        let Content::Sheets { sheets, .. } = opened(bytes, "a.txt", &settings).document.content else {
            panic!("not read as sheets")
        };
        let texts: Vec<_> = sheets[0].rows[0]
            .cells
            .iter()
            .map(|cell| cell.text.as_str())
            .collect();
        assert_eq!(texts, ["企業数", "10,5", "12"]);
    }

    #[test]
    fn two_columns_are_a_table_if_the_name_says_so() {
        let text = "指標,実績\n企業数,12\n店,3\n".as_bytes();
        let separator = |name| {
            opened(text, name, &FileSettings::default())
                .text
                .unwrap()
                .separator
        };
        assert_eq!(separator("a.CSV"), Some(','));
        assert_eq!(separator("a.txt"), Some('\t'));
    }

    #[test]
    fn what_cannot_be_opened_says_why() {
        let reason = |bytes: &[u8]| {
            open(bytes, Some("a.csv"), &FileSettings::default()).map_err(|error| error.reason())
        };
        let noise: Vec<u8> = (0..5000u32).map(|n| u8::try_from(n * n % 253).unwrap()).collect();
        assert_eq!(reason(&noise).err(), Some("unknown-type"));
        assert_eq!(reason(b"%PDF-1.7\n").err(), Some("truncated"));
        assert_eq!(reason(b"PK\x03\x04\x14\x00").err(), Some("truncated"));
        assert_eq!(reason(&vec![b'a'; MAX_BYTES + 1]).err(), Some("too-large"));
    }

    #[test]
    fn lost_characters_are_remarked_on() {
        let mut bytes = "指標,目標,実績\n企業数,10,12\n".repeat(9).into_bytes();
        bytes.extend(b"\xFF");
        let settings = FileSettings {
            encoding: Some(Encoding::Utf8),
            ..FileSettings::default()
        };
        let Content::Sheets { remarks, .. } = opened(&bytes, "a.csv", &settings).document.content else {
            panic!("not read as sheets")
        };
        assert_eq!(remarks[0].code, Code::CharactersLost);
    }
}
