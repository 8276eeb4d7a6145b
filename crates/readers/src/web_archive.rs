//! Web pages in one file (`.mht`), as browsers and Excel save them: the parts of a mail, of which those that are HTML are
//! read. Each page with a table is a sheet, as Excel writes one for each of a workbook's; pictures and styles in parts of
//! their own are passed over.

use crate::base::remark::{Code, Remark};
use crate::encoding::{self, Encoding};
use crate::error::{At, ReadError};
use crate::html;
use crate::reading::Reading;
use crate::sheet::Source;
use crate::workbook::Limits;

/// Parts in parts: a mail that was forwarded holds one, an attack thousands.
const MAX_DEPTH: usize = 4;

/// A part: its headers, unfolded, and what stands below them.
struct Part<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

/// Reads the pages of an archive.
///
/// # Errors
/// [`ReadError`] where none of its parts is a page, or the file ends before one.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Reading, ReadError> {
    let mut pages = Vec::new();
    collect(&Part::of(bytes), 0, &mut pages);
    if pages.is_empty() {
        return Err(ReadError::Truncated(At::byte(bytes.len())));
    }
    let texts: Vec<(String, String)> = pages.iter().map(|page| (page.place(), page.text())).collect();
    let with_table = texts.iter().filter(|(_, text)| html::has_table(text)).count();
    let mut reading = Reading {
        source: Source::Html,
        ..Reading::default()
    };
    for (place, text) in texts {
        if with_table > 0 && !html::has_table(&text) {
            continue;
        }
        if reading.sheets.len() >= limits.sheets {
            reading.remarks.push(Remark::new(Code::InputTruncated, None));
            break;
        }
        let mut page = html::read_within(&text, limits);
        if with_table > 1 {
            let name = sheet_name(&place, reading.sheets.len());
            page.sheets
                .iter_mut()
                .for_each(|sheet| sheet.name = Some(name.clone()));
            for at in page.remarks.iter_mut().filter_map(|remark| remark.at.as_mut()) {
                at.sheet = Some(name.clone());
            }
        }
        reading.sheets.append(&mut page.sheets);
        reading.remarks.append(&mut page.remarks);
        if with_table == 0 {
            // Without a table anywhere, the page itself, which comes first, is what a person sees.
            break;
        }
    }
    Ok(reading)
}

/// `file:///C:/a/sheet002.htm` → `sheet002`.
fn sheet_name(place: &str, index: usize) -> String {
    let last = place.rsplit(['/', '\\']).next().unwrap_or("");
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    if stem.is_empty() {
        (index + 1).to_string()
    } else {
        format!("{stem} ({})", index + 1)
    }
}

/// The pages among the parts, in the order of the file.
fn collect<'a>(part: &Part<'a>, depth: usize, pages: &mut Vec<Part<'a>>) {
    let kind = part.header("content-type").to_ascii_lowercase();
    if kind.starts_with("text/html") || kind.starts_with("application/xhtml") {
        pages.push(Part {
            headers: part.headers.clone(),
            body: part.body,
        });
    } else if kind.starts_with("multipart/") && depth < MAX_DEPTH {
        let boundary = part.parameter("content-type", "boundary");
        if let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty()) {
            for piece in pieces(part.body, &boundary) {
                collect(&Part::of(piece), depth + 1, pages);
            }
        }
    }
}

/// What stands between the lines of a boundary. Behind the last one nothing is read.
fn pieces<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let mut found = Vec::new();
    let (mut start, mut at) = (None, 0);
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        if let Some(rest) = line.strip_prefix(mark.as_bytes()) {
            if let Some(start) = start.take() {
                found.extend(body.get(start..at));
            }
            if rest.starts_with(b"--") {
                return found;
            }
            start = Some(at + line.len());
        }
        at += line.len();
    }
    // The file was cut off: what is there of the last part is read.
    found.extend(start.and_then(|start| body.get(start..)));
    found
}

impl<'a> Part<'a> {
    /// Takes the headers off.
    fn of(bytes: &'a [u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            at += line.len();
            let text = String::from_utf8_lossy(line);
            let text = text.trim_end();
            if text.is_empty() {
                break;
            }
            match (headers.last_mut(), text.split_once(':')) {
                (Some((_, value)), _) if text.starts_with([' ', '\t']) => {
                    value.push(' ');
                    value.push_str(text.trim_start());
                }
                (_, Some((name, value))) => {
                    headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
        Self {
            headers,
            body: bytes.get(at..).unwrap_or_default(),
        }
    }

    fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// `charset` of `text/html; charset="utf-8"`.
    fn parameter(&self, header: &str, name: &str) -> Option<String> {
        let value = self.header(header);
        value.split(';').skip(1).find_map(|parameter| {
            let (known, value) = parameter.split_once('=')?;
            let is_it = known.trim().eq_ignore_ascii_case(name);
            is_it.then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    /// Where the page was.
    fn place(&self) -> String {
        self.header("content-location").to_owned()
    }

    /// Its text, decoded.
    fn text(&self) -> String {
        let encoding = self.header("content-transfer-encoding").to_ascii_lowercase();
        let bytes = match encoding.as_str() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        };
        let said = self
            .parameter("content-type", "charset")
            .and_then(|name| named(&name));
        let encoding = said.or_else(|| encoding::guess(&bytes)).unwrap_or(Encoding::Utf8);
        encoding::decode(&bytes, encoding).text
    }
}

/// An encoding as mails name it; others are guessed.
fn named(name: &str) -> Option<Encoding> {
    Some(match name.to_ascii_lowercase().as_str() {
        "utf-8" => Encoding::Utf8,
        "shift_jis" | "x-sjis" | "windows-31j" | "cp932" => Encoding::Cp932,
        "euc-jp" => Encoding::EucJp,
        "iso-2022-jp" => Encoding::Iso2022Jp,
        _ => return None,
    })
}

/// `=E4` is a byte, `=` at the end of a line joins it to the next.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| {
        char::from(*byte?)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        if byte != b'=' {
            out.push(byte);
        } else if let Some(behind) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
            rest = behind;
        } else if let (Some(high), Some(low)) = (digit(rest.first()), digit(rest.get(1))) {
            out.push(high * 16 + low);
            rest = rest.get(2..).unwrap_or_default();
        } else {
            out.push(byte);
        }
    }
    out
}

/// What is no digit of it, such as ends of lines, is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0u32, 0u32);
    for &byte in body {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            out.extend(u8::try_from(bits >> n_bits & 0xFF));
            bits &= (1 << n_bits) - 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(Option<String>, Vec<String>)> {
        let reading = read(bytes, Limits::default()).unwrap();
        let sheets = reading.sheets.into_iter().map(|sheet| {
            let cells = sheet.rows.iter().flat_map(|row| &row.cells);
            (sheet.name.clone(), cells.map(|cell| cell.text.clone()).collect())
        });
        sheets.collect()
    }

    #[test]
    fn the_page_among_the_parts_is_read() {
        let archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"=_b\"\r\n\r\nintro\r\n\
            --=_b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <table><tr><td>=E6=8C=87=E6=A8=99</td><td>8=\r\n50</td></tr></table>\r\n\
            --=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--=_b--\r\n";
        assert_eq!(
            texts(archive.as_bytes()),
            [(None, vec!["指標".to_owned(), "850".to_owned()])]
        );
    }

    #[test]
    fn each_sheet_of_a_workbook_is_a_page_and_the_frame_is_none() {
        let part = |name: &str, body: &str| {
            format!(
                "--x\nContent-Location: file:///C:/a/{name}\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n{body}\n"
            )
        };
        // <frameset></frameset>, <table><tr><td>1</table>, <table><tr><td>2</table>
        let archive = format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{}{}{}",
            part("book.htm", "PGZyYW1lc2V0PjwvZnJhbWVzZXQ+"),
            part("sheet001.htm", "PHRhYmxlPjx0cj48dGQ+MTwv\ndGFibGU+"),
            part("sheet002.htm", "PHRhYmxlPjx0cj48dGQ+MjwvdGFibGU+"),
        );
        assert_eq!(
            texts(archive.as_bytes()),
            [
                (Some("sheet001 (1)".to_owned()), vec!["1".to_owned()]),
                (Some("sheet002 (2)".to_owned()), vec!["2".to_owned()]),
            ]
        );
    }

    #[test]
    fn an_archive_without_a_page_is_none() {
        let archive = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nAAAA\n";
        assert_eq!(
            read(archive, Limits::default()),
            Err(ReadError::truncated(archive.len()))
        );
    }
}
