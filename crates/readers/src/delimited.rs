//! One record of separated values, as spreadsheets put it on the clipboard or into a file.
//!
//! Rules of RFC 4180, lenient: a quoted cell may hold separators, line breaks and doubled quotes. A quote that is
//! never closed, or closed by anything but a separator or the end of the line, is a character like any other. The
//! `csv` crate, which cannot fall back like that, is the oracle of the tests.

/// How far the end of a quoted cell is looked for, in bytes: an unclosed quote must not eat the rest of the input.
const LONGEST_CELL: usize = 64 * 1024;

/// One record and where the next begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The cells, quotes removed.
    pub cells: Vec<String>,
    /// Which of them were quoted.
    pub quoted: Vec<bool>,
    /// Byte offset of the next record.
    pub next: usize,
    /// Line breaks that it spans, the closing one included.
    pub lines: u32,
    /// A cell began with a quote that never ends.
    pub unclosed: bool,
    /// It has more cells than are taken.
    pub cut: bool,
}

/// Cells of a record that are taken: as many as a spreadsheet has columns.
const MAX_CELLS: usize = 16_384;

/// Reads the record that begins at byte `start` of `text`.
///
/// # Examples
/// `"a\nb"⇥c` is two cells on two lines; `"a⇥b` is two cells, the first with its quote.
pub fn record(text: &str, start: usize, separator: char) -> Record {
    let mut record = Record {
        cells: Vec::new(),
        quoted: Vec::new(),
        next: start,
        lines: 0,
        unclosed: false,
        cut: false,
    };
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let in_quotes = escaped(rest, separator).or_else(|| quoted(rest, separator));
        record.quoted.push(in_quotes.is_some());
        let (cell, length) = in_quotes.unwrap_or_else(|| {
            record.unclosed |= rest.starts_with('"') && is_unclosed(rest);
            let length = rest.find([separator, '\n', '\r']).unwrap_or(rest.len());
            (rest.get(..length).unwrap_or("").to_owned(), length)
        });
        record.lines += count_breaks(rest.get(..length).unwrap_or(""));
        record.cells.push(cell);
        at += length;
        let rest = text.get(at..).unwrap_or("");
        if let Some(after) = rest.strip_prefix(separator)
            && record.cells.len() < MAX_CELLS
        {
            at = text.len() - after.len();
            continue;
        }
        record.cut = rest.starts_with(separator);
        let rest = if record.cut {
            rest.get(rest.find(['\n', '\r']).unwrap_or(rest.len())..)
                .unwrap_or("")
        } else {
            rest
        };
        let after = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix(['\n', '\r']))
            .unwrap_or(rest);
        record.lines += u32::from(after.len() < rest.len());
        record.next = text.len() - after.len();
        return record;
    }
}

/// A cell that is written as a formula, so that Excel takes it for text: `="0850"`, also quoted as a whole.
fn escaped(rest: &str, separator: char) -> Option<(String, usize)> {
    if let Some(formula) = rest.strip_prefix('=') {
        let (cell, length) = quoted(formula, separator)?;
        return Some((cell, length + 1));
    }
    let (cell, length) = quoted(rest, separator).filter(|_| rest.starts_with("\"="))?;
    let inner = cell.strip_prefix("=\"")?.strip_suffix('"')?;
    Some((inner.to_owned(), length))
}

/// A well-formed quoted cell at the start of `rest`: its text and its length with the quotes.
fn quoted(rest: &str, separator: char) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('"')?;
    let mut cell = String::new();
    let mut at = 0;
    loop {
        let tail = inner.get(at..)?;
        let quote = tail.find('"')?;
        if at + quote > LONGEST_CELL {
            return None;
        }
        cell.push_str(tail.get(..quote)?);
        let after = tail.get(quote + 1..)?;
        if after.starts_with('"') {
            cell.push('"');
            at += quote + 2;
        } else if after.is_empty() || after.starts_with([separator, '\n', '\r']) {
            return Some((cell, at + quote + 2));
        } else {
            return None;
        }
    }
}

/// No second quote follows at all on this or a later line nearby.
fn is_unclosed(rest: &str) -> bool {
    let mut end = rest.len().min(LONGEST_CELL);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    !rest.get(1..end).unwrap_or("").contains('"')
}

fn count_breaks(text: &str) -> u32 {
    let breaks = text.bytes().filter(|&byte| byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, separator: char) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let record = record(text, at, separator);
            at = record.next;
            rows.push(record.cells);
        }
        rows
    }

    #[test]
    fn well_formed_records_are_read_as_the_csv_crate_reads_them() {
        for text in [
            "a,b,c\r\nd,e,f\r\n",
            "\"a\nb\",c\n",
            "\"a,b\",\"c \"\"d\"\" e\"\n1,,\n",
            "\"\",x",
            ",,\n,,",
        ] {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            assert_eq!(all(text, ','), expected, "{text:?}");
        }
    }

    #[test]
    fn a_record_too_wide_is_cut_at_its_line() {
        let record = record(&format!("{}\nb", ",".repeat(MAX_CELLS + 5)), 0, ',');
        assert_eq!(
            (record.cells.len(), record.cut, record.lines),
            (MAX_CELLS, true, 1)
        );
        assert_eq!(record.next, MAX_CELLS + 6);
        let record = super::record(&",".repeat(MAX_CELLS - 1), 0, ',');
        assert_eq!((record.cells.len(), record.cut), (MAX_CELLS, false));
    }

    #[test]
    fn a_stray_quote_is_a_character() {
        assert_eq!(all("\"a\tb\nc\td", '\t'), [["\"a", "b"], ["c", "d"]]);
        assert_eq!(all("\"若者\"会議\t12", '\t'), [["\"若者\"会議", "12"]]);
        assert_eq!(all("5\" pipe\t12", '\t'), [["5\" pipe", "12"]]);
    }

    #[test]
    fn a_formula_of_a_text_is_the_text() {
        assert_eq!(all("=\"0850\",=\"1,200\"\n", ','), [["0850", "1,200"]]);
        assert_eq!(all("\"=\"\"a\"\"\",=B2\n", ','), [["a", "=B2"]]);
    }

    #[test]
    fn a_record_knows_how_many_lines_it_spans() {
        let record = record("\"a\n\nb\"\tc\nd", 0, '\t');
        assert_eq!((record.lines, record.next), (3, 9));
    }
}
