//! What a file is, told by its content. Its name is a hint at most: people rename files.

use crate::domain::readers::archive::Archive;
use crate::domain::readers::error::ReadError;
use crate::domain::readers::ole::Container;
use crate::domain::readers::xml;

/// Kinds of files, as far as they are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Excel since 2007.
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Word since 2007.
    Docx,
    /// Text of any encoding: separated values, HTML, running text.
    Text,
    /// Portable document.
    Pdf,
    /// Our own export, or any other JSON.
    Json,
    /// Excel's binary workbook.
    Xlsb,
    /// PowerPoint, old or new.
    Slides,
    /// Word 97 to 2003, RTF, OpenDocument text.
    OldWord,
    /// A picture.
    Picture,
    /// An archive that is none of these.
    Archive,
}

impl Kind {
    /// What people call it: the usual ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => ".xlsx",
            Self::Xls => ".xls",
            Self::Ods => ".ods",
            Self::Docx => ".docx",
            Self::Text => ".txt",
            Self::Pdf => ".pdf",
            Self::Json => ".json",
            Self::Xlsb => ".xlsb",
            Self::Slides => ".pptx",
            Self::OldWord => ".doc / .rtf / .odt",
            Self::Picture => ".png / .jpg",
            Self::Archive => ".zip",
        }
    }
}

/// First bytes of what is not read, and never is text.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"%PDF-", Kind::Pdf),
    (b"\x89PNG", Kind::Picture),
    (b"\xFF\xD8\xFF", Kind::Picture),
    (b"GIF8", Kind::Picture),
    (b"{\\rtf", Kind::OldWord),
    (b"7z\xBC\xAF", Kind::Archive),
    (b"\x1F\x8B", Kind::Archive),
    (b"Rar!", Kind::Archive),
];

/// The container of Excel 97 and of encrypted workbooks.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Names of streams in that container, what they say, in the order of asking.
const STREAMS: &[(&str, Option<Kind>)] = &[
    // A workbook behind a password is a stream of its own.
    ("EncryptedPackage", None),
    ("Workbook", Some(Kind::Xls)),
    ("Book", Some(Kind::Xls)),
    ("WordDocument", Some(Kind::OldWord)),
    ("PowerPoint Document", Some(Kind::Slides)),
];

/// Tells what a file is.
///
/// # Errors
/// [`ReadError`] where the container itself is encrypted, damaged or outrageous.
pub fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return of_archive(bytes);
    }
    if bytes.starts_with(OLE) {
        return of_ole(bytes);
    }
    // Some producers write a few bytes before the mark of a PDF.
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    if let Some(&(_, kind)) = magic {
        return Ok(kind);
    }
    if is_pdf_within(head, bytes) {
        return Ok(Kind::Pdf);
    }
    Ok(if is_json(head) { Kind::Json } else { Kind::Text })
}

/// A PDF behind the header of a mail, of a printer or of the web. A text that only speaks of one has no objects.
fn is_pdf_within(head: &[u8], bytes: &[u8]) -> bool {
    let is_mark = |window: &[u8]| matches!(window, [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.']);
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    head.windows(7).any(is_mark) && (head.contains(&0) || holds(b" obj") && holds(b"endobj"))
}

fn of_archive(bytes: &[u8]) -> Result<Kind, ReadError> {
    let archive = Archive::open(bytes)?;
    let any = |start: &str| archive.names().any(|name| name.starts_with(start));
    if xml::holds(&archive, "META-INF/manifest.xml", b"encryption-data") {
        return Err(ReadError::Encrypted);
    }
    Ok(if archive.has("xl/workbook.bin") {
        Kind::Xlsb
    } else if any("xl/") {
        Kind::Xlsx
    } else if any("word/") {
        Kind::Docx
    } else if any("ppt/") {
        Kind::Slides
    } else if archive.has("content.xml") {
        if xml::holds(&archive, "mimetype", b"spreadsheet")
            || xml::holds(&archive, "content.xml", b"office:spreadsheet")
        {
            Kind::Ods
        } else {
            Kind::OldWord
        }
    } else {
        Kind::Archive
    })
}

/// Streams of that container are named in UTF-16 in its directory; the names are found without walking it.
fn of_ole(bytes: &[u8]) -> Result<Kind, ReadError> {
    for &(name, kind) in STREAMS {
        let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // Names end with a zero: `Book` is not `Bookmarks`.
        wanted.extend([0, 0]);
        if bytes.windows(wanted.len()).any(|window| window == wanted) {
            return kind.ok_or(ReadError::Encrypted);
        }
    }
    // The directory of a file that was cut off is missing, or empty.
    let container = Container::open(bytes)?;
    Err(if container.has_streams() {
        ReadError::UnknownType(None)
    } else {
        ReadError::truncated(bytes.len())
    })
}

/// An object or a list of objects, by its first characters.
fn is_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut marks = head.iter().filter(|byte| !byte.is_ascii_whitespace());
    match (marks.next(), marks.next()) {
        (Some(b'{'), Some(b'"' | b'}')) => true,
        (Some(b'['), Some(b'{')) => marks.next() == Some(&b'"'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ole(stream: &str) -> Vec<u8> {
        let mut bytes = OLE.to_vec();
        bytes.resize(2048, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0; 64]);
        bytes
    }

    #[test]
    fn the_first_bytes_tell_the_kind_whatever_the_name() {
        assert_eq!(kind(b"%PDF-1.7 ..."), Ok(Kind::Pdf));
        assert_eq!(kind(b"\x89PNG\r\n\x1A\n"), Ok(Kind::Picture));
        assert_eq!(kind("{ \"schema\": 1 }".as_bytes()), Ok(Kind::Json));
        assert_eq!(kind("指標,目標,実績\n".as_bytes()), Ok(Kind::Text));
        assert_eq!(kind(b""), Ok(Kind::Text));
        assert_eq!(kind(b"[1] {2}"), Ok(Kind::Text));
    }

    #[test]
    fn streams_of_the_old_container_tell_what_it_holds() {
        assert_eq!(kind(&ole("Workbook")), Ok(Kind::Xls));
        assert_eq!(kind(&ole("Book")), Ok(Kind::Xls));
        assert_eq!(kind(&ole("WordDocument")), Ok(Kind::OldWord));
        assert_eq!(kind(&ole("EncryptedPackage")), Err(ReadError::Encrypted));
        assert_eq!(
            kind(&ole("Other")).map_err(|error| error.reason()),
            Err("truncated")
        );
        assert_eq!(kind(OLE), Err(ReadError::truncated(8)));
    }

    #[test]
    fn an_archive_without_its_end_was_cut_off() {
        assert_eq!(
            kind(b"PK\x03\x04\x14\x00").map_err(|error| error.reason()),
            Err("truncated")
        );
    }
}
