//! Rows that a page's end breaks in two: the rest of their texts stands at the top of the next page.

use crate::pdf::lines;
use crate::pdf::table::{Band, NEAR, Piece, Table};

/// What the first row of a page is to the last one of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// A row of its own.
    Whole,
    /// Its rest.
    Broken,
    /// Most likely its rest; a person has to look.
    Doubtful,
}

/// How the cells of two rows stand to each other, counted over their columns.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// Written above only, below only.
    above: usize,
    below: usize,
    /// Written in both; the lower text had no room above, or would have had.
    goes_on: usize,
    breaks: usize,
    /// It goes on, and yet would have had room, if only just.
    loose: usize,
    values_above: usize,
    values_below: usize,
    /// Both hold a value.
    two_values: usize,
}

/// Whether the first row of a table goes on with the last one of the table on the page before. Repeated headers must
/// have been taken away, and texts of merged cells filled in.
pub fn end(before: &Table, after: &Table) -> Split {
    let (Some(above), Some(below)) = (before.rows.last(), after.rows.first()) else {
        return Split::Whole;
    };
    let Some(count) = counted(above, below) else {
        return Split::Whole;
    };
    if count.two_values > 0 || count.above + count.goes_on + count.breaks == 0 {
        return Split::Whole;
    }
    if count.below + count.goes_on + count.breaks == 0 {
        // The padding of a row whose text had room.
        return Split::Broken;
    }
    let is_open = before.is_open.1 || after.is_open.0;
    // A row of its own has values as the row above has them, or stands alone as other headings do.
    let is_part =
        count.values_below == 0 && count.above > 0 || count.values_above == 0 && count.below > 0 || is_open;
    if !is_part || count.values_above + count.values_below == 0 {
        return Split::Whole;
    }
    let complements = count.breaks == 0 && count.goes_on == 0;
    if count.breaks > 0 {
        // A meant break of a line in a cell, or a heading in the column of the names.
        return if is_open { Split::Broken } else { Split::Whole };
    }
    let lone = if count.values_below == 0 { below } else { above };
    let has_headings = headings_like(lone, before, after);
    match (is_open, complements, has_headings || count.loose > 0) {
        (true, ..) | (false, false, false) => Split::Broken,
        // Names above their values; or a heading, and values whose name is blank.
        (false, true, _) if count.values_below == 0 => Split::Whole,
        _ => Split::Doubtful,
    }
}

/// `None` if the columns are not the same.
fn counted(above: &Band, below: &Band) -> Option<Count> {
    let mut count = Count::default();
    for piece in &below.pieces {
        let is_same = |other: &&Piece| {
            (other.left - piece.left).abs() <= NEAR && (other.right - piece.right).abs() <= 2 * NEAR
        };
        let upper = above.pieces.iter().find(is_same);
        // A text that reaches down from the row above says nothing.
        let has_text = !piece.is_blank() && !piece.covered;
        let Some(upper) = upper else {
            if has_text {
                return None;
            }
            continue;
        };
        let has_upper = !upper.is_blank() && !upper.covered;
        let (is_value_above, is_value) = (
            has_upper && lines::is_value(&upper.text),
            has_text && lines::is_value(&piece.text),
        );
        count.values_above += usize::from(is_value_above);
        count.values_below += usize::from(is_value);
        count.two_values += usize::from(is_value_above && is_value);
        match (has_upper, has_text) {
            (true, false) if !piece.covered => count.above += 1,
            (false, true) if upper.covered && !upper.is_blank() => return None,
            (false, true) => count.below += 1,
            (true, true) if upper.ends.joint(&piece.ends) == "\n" => count.breaks += 1,
            (true, true) => {
                count.goes_on += 1;
                count.loose += usize::from(upper.ends.has_room(&piece.ends));
            }
            _ => {}
        }
    }
    Some(count)
}

/// Other rows are written in the same few columns: headings between the rows.
fn headings_like(lone: &Band, before: &Table, after: &Table) -> bool {
    let columns = |band: &Band| -> Vec<i64> {
        let written = band
            .pieces
            .iter()
            .filter(|piece| !piece.is_blank() && !piece.covered);
        written.map(|piece| piece.left / NEAR).collect()
    };
    let own = columns(lone);
    let rows = before.rows.iter().rev().skip(1).chain(after.rows.iter().skip(1));
    rows.into_iter().any(|row| columns(row) == own)
}

/// Puts the first row of a table to the last one of the table on the page before.
pub fn join(before: &mut Table, after: &mut Table) {
    if after.rows.is_empty() {
        return;
    }
    let rest = after.rows.remove(0);
    let Some(last) = before.rows.last_mut() else {
        return;
    };
    for piece in rest
        .pieces
        .into_iter()
        .filter(|piece| !piece.is_blank() && !piece.covered)
    {
        let upper = last
            .pieces
            .iter_mut()
            .find(|other| (other.left - piece.left).abs() <= NEAR);
        let Some(upper) = upper else { continue };
        if !upper.is_blank() {
            upper.text.push_str(upper.ends.joint(&piece.ends));
        }
        upper.text.push_str(&piece.text);
        upper.ends = upper.ends.and(piece.ends);
        upper.unseen.extend(piece.unseen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::glyph::{Frame, Glyph, Length};

    const WIDTH: Length = 5000;

    /// A row of cells that are five characters wide.
    fn band(texts: &[&str]) -> Band {
        let piece = |(left, text): (Length, &&str)| {
            let glyphs: Vec<Glyph> = (0..)
                .zip(text.chars())
                .map(|(n, c)| Glyph {
                    c,
                    frame: Frame {
                        left: left + n % 5 * 1000,
                        top: n / 5 * 1400,
                        right: left + n % 5 * 1000 + 1000,
                        bottom: n / 5 * 1400 + 1000,
                    },
                    size: 1000,
                    ..Glyph::default()
                })
                .collect();
            let frame = Frame {
                left,
                right: left + WIDTH,
                ..Frame::default()
            };
            let found = lines::cell_text(&glyphs, frame, 0);
            Piece {
                left,
                right: left + WIDTH,
                text: found.text,
                covered: false,
                ends: found.ends,
                ..Piece::default()
            }
        };
        Band {
            pieces: (0..).step_by(5000).zip(texts).map(piece).collect(),
            ..Band::default()
        }
    }

    fn table(rows: &[&[&str]]) -> Table {
        Table {
            rows: rows.iter().map(|row| band(row)).collect(),
            ..Table::default()
        }
    }

    #[track_caller]
    fn check(above: &[&[&str]], below: &[&[&str]], expected: Split) {
        assert_eq!(end(&table(above), &table(below)), expected);
    }

    #[test]
    fn the_rest_of_a_name_is_told_from_a_row() {
        let full: &[&str] = &["公共施設の", "人", "12"];
        check(&[full], &[&["利用者数", "", ""]], Split::Broken);
        check(&[full], &[&["利用者数", "人", "15"]], Split::Whole);
        let heading: &[&[&str]] = &[&["産業・観光", "", ""]];
        check(&[&["利用数", "人", "12"]], heading, Split::Whole);
        // The next character would have had room, but for what is left free beside text.
        check(&[&["利用者数", "人", "12"]], heading, Split::Doubtful);
        // The values stand below.
        check(
            &[&["公共施設の", "", ""]],
            &[&["利用者数", "人", "12"]],
            Split::Broken,
        );
    }

    #[test]
    fn headings_between_rows_leave_a_doubt() {
        let rows: &[&[&str]] = &[&["健康・福祉", "", ""], &["利用する人", "人", "12"]];
        check(
            rows,
            &[&["産業・観光", "", ""], &["出荷額", "円", "9"]],
            Split::Doubtful,
        );
        let mut before = table(rows);
        before.is_open.1 = true;
        assert_eq!(end(&before, &table(&[&["の割合", "", ""]])), Split::Broken);
    }

    #[test]
    fn what_is_joined_stands_once() {
        let mut before = table(&[&["公共施設の", "人", "12"]]);
        let mut after = table(&[&["利用者数", "", ""], &["出荷額", "円", "9"]]);
        join(&mut before, &mut after);
        assert_eq!(before.rows[0].texts(), ["公共施設の利用者数", "人", "12"]);
        assert_eq!(after.rows.len(), 1);
    }
}
