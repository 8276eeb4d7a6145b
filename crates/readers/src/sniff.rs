//! What a file is, told by its content. Its name is a hint at most: people rename files.

use crate::archive::{self, Archive};
use crate::error::ReadError;
pub use crate::kind::Kind;
use crate::ole::Container;
use crate::package;
use crate::xml::{self, Step, Xml};

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

/// First records of workbooks without a container: type and length, in the order of Excel 2, 3, 4, 5, 97.
const BARE: &[(&[u8], Kind)] = &[
    (b"\x09\x00\x04\x00", Kind::AncientXls),
    (b"\x09\x02\x06\x00", Kind::AncientXls),
    (b"\x09\x04\x06\x00", Kind::AncientXls),
    (b"\x09\x08\x08\x00\x00\x05", Kind::Xls),
    (b"\x09\x08\x10\x00\x00\x06", Kind::Xls),
];

/// Tells what a file is.
///
/// # Errors
/// [`ReadError`] where the container itself is encrypted, damaged or outrageous.
pub fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    if archive::is_archive(bytes) {
        return of_archive(bytes);
    }
    if bytes.starts_with(OLE) {
        return of_ole(bytes);
    }
    if let Some(&(_, kind)) = BARE.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Ok(kind);
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
    Ok(if is_json(head) {
        Kind::Json
    } else if is_web_archive(head) {
        Kind::WebArchive
    } else {
        of_xml(bytes).unwrap_or(Kind::Text)
    })
}

/// An office file that is XML as a whole, by its outermost element; a page of XHTML is none.
fn of_xml(bytes: &[u8]) -> Option<Kind> {
    let head: Vec<u8> = bytes
        .iter()
        .take(200)
        .copied()
        .filter(|&byte| byte != 0)
        .collect();
    // The marks of UTF-8 and UTF-16, and blanks.
    let is_before = |byte: &u8| byte.is_ascii_whitespace() || !byte.is_ascii();
    let start = head.iter().position(|byte| !is_before(byte))?;
    let head = head.get(start..)?;
    let starts = [
        &b"<?xml"[..],
        b"<?mso",
        b"<office:document",
        b"<Workbook",
        b"<ss:Workbook",
    ];
    if !starts.iter().any(|start| head.starts_with(start)) {
        return None;
    }
    let mut xml = Xml::of_bytes(bytes);
    loop {
        match xml.step().ok()? {
            Step::Open(tag) => {
                let is_sheet = tag
                    .get("mimetype")
                    .is_some_and(|kind| kind.contains("spreadsheet"));
                return match tag.name() {
                    "Workbook" => Some(Kind::XmlXls),
                    "document" if is_sheet => Some(Kind::FlatOds),
                    "document" | "wordDocument" | "package" => Some(Kind::OldWord),
                    _ => None,
                };
            }
            Step::End => return None,
            _ => {}
        }
    }
}

/// Headers of mail, of several parts: what browsers and Excel save a page with all its pictures as.
fn is_web_archive(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut lines = head.lines();
    let is_header = |line: &str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    lines.next().is_some_and(is_header)
        && head.contains("mime-version:")
        && head.contains("content-type: multipart/")
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
    let main = package::main_part(&archive).ok().flatten();
    let root = main.as_deref().and_then(|main| package::root(&archive, main));
    let of_root = match root.as_deref() {
        Some("workbook") => Some(Kind::Xlsx),
        Some("document") => Some(Kind::Docx),
        Some("presentation") => Some(Kind::Slides),
        _ => None,
    };
    Ok(
        if main.as_deref().is_some_and(has_ending_bin) || archive.has("xl/workbook.bin") {
            Kind::Xlsb
        } else if let Some(kind) = of_root {
            kind
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
        },
    )
}

fn has_ending_bin(part: &str) -> bool {
    let (_, ending) = part.rsplit_once('.').unwrap_or_default();
    ending.eq_ignore_ascii_case("bin")
}

/// Streams of that container are named in UTF-16 in its directory. Where the directory is damaged or cut off, the names
/// are looked for without it.
fn of_ole(bytes: &[u8]) -> Result<Kind, ReadError> {
    if let Ok(container) = Container::open(bytes)
        && let Some((_, kind)) = STREAMS.iter().find(|(name, _)| container.has_at_top(name))
    {
        return kind.ok_or(ReadError::Encrypted);
    }
    for &(name, kind) in STREAMS {
        let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // Names end with a zero: `Book` is not `Bookmarks`.
        wanted.extend([0, 0]);
        let is_it = |window: &[u8]| window.eq_ignore_ascii_case(&wanted);
        if bytes.windows(wanted.len()).any(is_it) {
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
        assert_eq!(kind(b"\x09\x00\x04\x00\x02\x00\x10\x00"), Ok(Kind::AncientXls));
        assert_eq!(kind("\t指標\t目標".as_bytes()), Ok(Kind::Text));
        assert_eq!(
            kind(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n"),
            Ok(Kind::WebArchive)
        );
        for (text, expected) in [
            (
                "<?xml version='1.0'?>\n<?mso-application?><Workbook/>",
                Kind::XmlXls,
            ),
            (
                "<ss:Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'/>",
                Kind::XmlXls,
            ),
            (
                "\u{FEFF}<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'/>",
                Kind::FlatOds,
            ),
            ("<?xml version='1.0'?><w:wordDocument/>", Kind::OldWord),
            ("<?xml version='1.0'?><html><table/></html>", Kind::Text),
            ("<?xml version='1.0'?><rows><row/></rows>", Kind::Text),
        ] {
            assert_eq!(kind(text.as_bytes()), Ok(expected), "{text}");
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(kind(&wide), Ok(expected), "{text}");
        }
    }

    #[test]
    fn streams_of_the_old_container_tell_what_it_holds() {
        assert_eq!(kind(&ole("Workbook")), Ok(Kind::Xls));
        assert_eq!(kind(&ole("Book")), Ok(Kind::Xls));
        assert_eq!(kind(&ole("WORKBOOK")), Ok(Kind::Xls));
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
