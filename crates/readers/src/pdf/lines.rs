//! Characters with places → lines of text.

use crate::pdf::glyph::{Frame, Glyph, Heading, Length};
use crate::pdf::raised::{self, Level};
use crate::sheet::left_out::Kind;

/// Characters on one base line, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The characters, each once.
    pub glyphs: Vec<Glyph>,
    /// The box around them.
    pub frame: Frame,
    /// The height of the largest font.
    pub size: Length,
    /// What stands at its place and is not seen, and why.
    pub unseen: Vec<(Kind, String)>,
}

impl Line {
    fn of(mut glyphs: Vec<Glyph>) -> Self {
        glyphs.sort_by_key(|glyph| (glyph.frame.left, glyph.frame.top));
        // Bold without a bold font is drawn twice, a little apart.
        glyphs.dedup_by(|next, before| {
            next.c == before.c && (next.frame.left - before.frame.left) * 100 < next.size * 15
        });
        let size = glyphs.iter().map(|glyph| glyph.size).max().unwrap_or(0);
        let frame = around(&glyphs);
        Self {
            glyphs,
            frame,
            size,
            unseen: Vec::new(),
        }
    }

    /// Its text: a blank where there is room for one.
    pub fn text(&self) -> String {
        text(&self.glyphs)
    }

    /// Its characters in parts, wherever more than `hundredths` of the font's height is left free.
    pub fn parts(&self, hundredths: Length) -> Vec<Line> {
        let mut parts: Vec<Vec<Glyph>> = Vec::new();
        let mut end = None;
        for glyph in &self.glyphs {
            let is_apart = end.is_none_or(|end| (glyph.frame.left - end) * 100 > self.size * hundredths);
            match parts.last_mut() {
                Some(part) if !is_apart => part.push(*glyph),
                _ => parts.push(vec![*glyph]),
            }
            end = end.max(Some(glyph.frame.right));
        }
        parts.into_iter().map(Line::of).collect()
    }
}

fn around(glyphs: &[Glyph]) -> Frame {
    let frames = || glyphs.iter().map(|glyph| glyph.frame);
    Frame {
        left: frames().map(|frame| frame.left).min().unwrap_or(0),
        top: frames().map(|frame| frame.top).min().unwrap_or(0),
        right: frames().map(|frame| frame.right).max().unwrap_or(0),
        bottom: frames().map(|frame| frame.bottom).max().unwrap_or(0),
    }
}

/// The text of characters on one line.
pub fn text(glyphs: &[Glyph]) -> String {
    let is_spread = is_spread(glyphs);
    let levels = raised::levels(glyphs);
    let mut text = String::new();
    let mut before: Option<&Glyph> = None;
    for (glyph, level) in glyphs.iter().zip(levels) {
        if let Some(before) = before {
            let size = before.size.max(glyph.size);
            let gap = gap(before, glyph);
            // Japanese is spread to fill a line; Latin and numbers are not.
            let is_plain = before.c.is_ascii() && glyph.c.is_ascii();
            let least = if is_plain { 15 } else { 28 };
            let is_apart = gap > size * least || glyph.is_after_space && gap > size * 5;
            // A small digit beside a large one is the mark of a note, not a digit of the number.
            let is_mark = before.c.is_ascii_digit()
                && glyph.c.is_ascii_digit()
                && before.size.min(glyph.size) * 4 < size * 3;
            if is_apart && !is_spread || is_mark && level == Level::Base {
                text.push(' ');
            }
        }
        text.push(raised::written(glyph.c, level));
        before = Some(glyph);
    }
    text
}

/// The room between two characters, in hundredths.
fn gap(before: &Glyph, glyph: &Glyph) -> Length {
    (glyph.frame.left - before.frame.right) * 100
}

/// The characters are set apart so that they fill their cell: all of them, evenly, and without blanks between them.
fn is_spread(glyphs: &[Glyph]) -> bool {
    const LEAST: Length = 15;
    const UNEVEN: Length = 30;
    let gaps = || {
        let pairs = glyphs.iter().zip(glyphs.iter().skip(1));
        pairs.map(|(before, glyph)| gap(before, glyph))
    };
    let size = glyphs.iter().map(|glyph| glyph.size).max().unwrap_or(0);
    let (least, most) = (gaps().min().unwrap_or(0), gaps().max().unwrap_or(0));
    let has_blank = glyphs.iter().skip(1).any(|glyph| glyph.is_after_space);
    // Two characters are evenly apart, whatever they are: only figures are sure to belong together.
    let is_enough = glyphs.len() > 2 || glyphs.iter().all(|glyph| glyph.c.is_numeric());
    is_enough && !has_blank && least > size * LEAST && most - least <= size * UNEVEN
}

/// Lines from top to bottom. Text of another heading than to the right comes as lines of its own reading.
pub fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut sorted: Vec<&Glyph> = glyphs.iter().collect();
    sorted.sort_by_key(|glyph| (glyph.frame.middle_y(), glyph.frame.left));
    let mut lines: Vec<(Length, Length, Vec<Glyph>)> = Vec::new();
    for glyph in sorted {
        let middle = glyph.frame.middle_y();
        match lines.last_mut() {
            Some((at, size, line)) if (middle - *at) * 100 <= glyph.size.max(*size) * 45 => {
                // The largest characters say where the line is.
                if glyph.size > *size {
                    (*at, *size) = (middle, glyph.size);
                }
                line.push(*glyph);
            }
            _ => lines.push((middle, glyph.size, vec![*glyph])),
        }
    }
    let mut lines: Vec<Vec<Glyph>> = lines.into_iter().map(|(_, _, glyphs)| glyphs).collect();
    for below in 1..lines.len() {
        // Lines of other columns may lie between a text and the marks below it.
        for above in (below.saturating_sub(2)..below).rev() {
            if let Some([above, below]) = pair(&mut lines, above, below) {
                take_lowered(above, below);
            }
        }
    }
    lines.retain(|glyphs| !glyphs.is_empty());
    lines.into_iter().map(Line::of).collect()
}

fn pair(lines: &mut [Vec<Glyph>], above: usize, below: usize) -> Option<[&mut Vec<Glyph>; 2]> {
    let (upper, lower) = lines.split_at_mut_checked(below)?;
    Some([upper.get_mut(above)?, lower.first_mut()?])
}

/// Marks that are set so low that they make a line of their own go to the line that they stand at: 850₁, CO₂.
fn take_lowered(above: &mut Vec<Glyph>, below: &mut Vec<Glyph>) {
    let size = above.iter().map(|glyph| glyph.size).max().unwrap_or(0);
    if !below.iter().any(|glyph| is_small(glyph.size, size)) {
        return;
    }
    above.sort_by_key(|glyph| glyph.frame.left);
    below.sort_by_key(|glyph| glyph.frame.left);
    let mut taken: Vec<Glyph> = Vec::new();
    below.retain(|glyph| {
        let at = above.partition_point(|upper| upper.frame.left <= glyph.frame.left);
        let before = at.checked_sub(1).and_then(|before| above.get(before));
        let near = before.into_iter().chain(taken.last());
        let near = near.max_by_key(|near| near.frame.left);
        let has_room = |next: &Glyph| (next.frame.left - glyph.frame.right) * 100 >= -glyph.size * OVERLAP;
        let is_mark = is_small(glyph.size, size)
            && near.is_some_and(|near| is_lowered_at(glyph, near))
            && above.get(at).is_none_or(has_room);
        if is_mark {
            taken.push(*glyph);
        }
        !is_mark
    });
    above.append(&mut taken);
}

/// How far a mark may lie over its neighbours, and how far from the one before it, in hundredths of a size.
const OVERLAP: Length = 10;
const BESIDE: Length = 60;

/// So much smaller that it may be a mark.
fn is_small(size: Length, of: Length) -> bool {
    size * 100 <= of * 80
}

/// It stands right behind another character, and half beside it.
fn is_lowered_at(glyph: &Glyph, near: &Glyph) -> bool {
    let gap = (glyph.frame.left - near.frame.right) * 100;
    let height = glyph.frame.bottom - glyph.frame.top;
    let beside = near.frame.bottom - glyph.frame.top;
    glyph.heading == Heading::Right
        && near.heading == Heading::Right
        && (-near.size * OVERLAP..=near.size * BESIDE).contains(&gap)
        && beside * 100 >= height * 30
}

/// The text of a cell, and what tells whether it goes on in the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellText {
    /// The text: lines that were broken for want of room are joined, breaks that were meant stay.
    pub text: String,
    /// Its ends.
    pub ends: Ends,
}

/// How the text of a cell begins and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// The first and the last character.
    chars: Option<(char, char)>,
    /// The width of the first word.
    word: Length,
    /// The room that its last line leaves.
    room: Length,
    /// The height of the font of its last line.
    size: Length,
}

impl Ends {
    fn of(first: &Line, last: &Line, room: Length) -> Self {
        let start = first.glyphs.first().map(|glyph| glyph.c);
        Self {
            chars: start.zip(last.glyphs.last().map(|glyph| glyph.c)),
            word: word_width(first),
            room: room - (last.frame.right - last.frame.left),
            size: last.size,
        }
    }

    /// What stands between this text and one below it, as one text: a line break where the first word of the lower one
    /// would have had room above, else nothing or a blank.
    pub fn joint(&self, below: &Self) -> &'static str {
        let (Some((_, last)), Some((first, _))) = (self.chars, below.chars) else {
            return "";
        };
        // Two numbers never become one.
        if last.is_ascii_digit() && first.is_ascii_digit() || self.room * 2 >= below.word * 2 + self.size {
            return "\n";
        }
        if last.is_ascii_alphabetic() && first.is_ascii_alphanumeric() {
            " "
        } else {
            ""
        }
    }

    /// The first word of a text below would have had room, if only just.
    pub fn has_room(&self, below: &Self) -> bool {
        self.room >= below.word
    }

    /// The same text, going on with one below.
    #[must_use]
    pub fn and(self, below: Self) -> Self {
        let Some(((first, _), below_chars)) = self.chars.zip(below.chars) else {
            return if self.chars.is_some() { self } else { below };
        };
        Self {
            chars: Some((first, below_chars.1)),
            word: self.word,
            ..below
        }
    }
}

/// The text of a cell. `padding` is what is left free beside text on each side.
pub fn cell_text(glyphs: &[Glyph], cell: Frame, padding: Length) -> CellText {
    let count = |heading: Heading| glyphs.iter().filter(|glyph| glyph.heading == heading).count();
    let headings = [Heading::Up, Heading::Left, Heading::Down, Heading::Right];
    let main = headings
        .into_iter()
        .max_by_key(|&heading| count(heading))
        .unwrap_or_default();
    let turned: Vec<Glyph> = glyphs
        .iter()
        .map(|glyph| Glyph {
            frame: glyph.frame.turned(main, 0, 0),
            ..*glyph
        })
        .collect();
    let cell = cell.turned(main, 0, 0);
    let room = cell.right - cell.left - 2 * padding;
    let lines = lines(&turned);
    let mut text = String::new();
    let mut above: Option<Ends> = None;
    for line in &lines {
        let ends = Ends::of(line, line, room);
        if let Some(above) = above {
            text.push_str(above.joint(&ends));
        }
        text.push_str(&line.text());
        above = Some(ends);
    }
    let ends = lines.first().zip(lines.last());
    CellText {
        text,
        ends: ends
            .map(|(first, last)| Ends::of(first, last, room))
            .unwrap_or_default(),
    }
}

/// It is a value, as far as its beginning tells: a number, with a sign or a word before it, or a dash for none.
pub fn is_value(text: &str) -> bool {
    const BEFORE: &str = "▲△+-−－＋±約推計概累(（ 　";
    let bare = text.trim_start_matches(|c: char| BEFORE.contains(c));
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    is_number || !text.trim().is_empty() && text.trim().chars().all(|c| "-−－‐–—ー―…".contains(c))
}

/// The width of what would have to stand on the line above: a word of Latin letters or a number, else a character.
fn word_width(line: &Line) -> Length {
    let is_word =
        |glyph: &&Glyph| glyph.c.is_ascii_alphanumeric() || matches!(glyph.c, '.' | ',' | '%' | '-');
    let word = line.glyphs.iter().take_while(is_word).last();
    let last = word.or(line.glyphs.first());
    last.map_or(0, |glyph| glyph.frame.right - line.frame.left)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of 10 points, one after the other.
    pub(crate) fn written(text: &str, left: Length, top: Length) -> Vec<Glyph> {
        let mut at = left;
        let mut glyphs = Vec::new();
        for c in text.chars() {
            let width = if c.is_ascii() { 500 } else { 1000 };
            if c != ' ' {
                let frame = Frame {
                    left: at,
                    top,
                    right: at + width,
                    bottom: top + 1000,
                };
                glyphs.push(Glyph {
                    c,
                    frame,
                    size: 1000,
                    ..Glyph::default()
                });
            }
            at += width;
        }
        glyphs
    }

    fn cell(lines: &[&str], width: Length) -> String {
        let glyphs: Vec<Glyph> = (0..)
            .zip(lines)
            .flat_map(|(n, line)| written(line, 200, n * 1400))
            .collect();
        cell_text(
            &glyphs,
            Frame {
                left: 0,
                top: 0,
                right: width,
                bottom: 9000,
            },
            200,
        )
        .text
    }

    #[test]
    fn broken_lines_are_joined_and_meant_breaks_stay() {
        assert_eq!(cell(&["子育て世帯の", "転入者数"], 6500), "子育て世帯の転入者数");
        assert_eq!(cell(&["目標値", "（令和6年度）"], 9000), "目標値\n（令和6年度）");
        assert_eq!(cell(&["120", "130"], 2000), "120\n130");
        assert_eq!(cell(&["AI Lab", "members"], 4000), "AI Lab members");
    }

    #[test]
    fn doubled_and_small_characters_do_not_make_other_numbers() {
        let mut glyphs = written("12", 0, 0);
        glyphs.extend(written("12", 40, 0));
        let small = Glyph {
            c: '3',
            frame: Frame {
                left: 1040,
                top: 0,
                right: 1240,
                bottom: 500,
            },
            size: 500,
            ..Glyph::default()
        };
        glyphs.push(small);
        assert_eq!(lines(&glyphs).iter().map(Line::text).collect::<Vec<_>>(), ["12³"]);
    }

    #[test]
    fn marks_below_the_line_stay_on_it_and_small_lines_below_do_not() {
        let small = |c: char, left: Length, top: Length| Glyph {
            c,
            frame: Frame {
                left,
                top,
                right: left + 300,
                bottom: top + 600,
            },
            size: 600,
            ..Glyph::default()
        };
        let texts = |glyphs: &[Glyph]| lines(glyphs).iter().map(Line::text).collect::<Vec<_>>();
        let mut glyphs = written("850", 0, 0);
        glyphs.extend([small('1', 1500, 700), small(')', 1800, 700)]);
        assert_eq!(texts(&glyphs), ["850₁₎"]);
        // Under the figure, or further down.
        for (left, top) in [(300, 700), (1500, 1000), (2400, 700)] {
            let mut glyphs = written("850", 0, 0);
            glyphs.push(small('1', left, top));
            assert_eq!(texts(&glyphs), ["850", "1"], "{left} {top}");
        }
    }

    #[test]
    fn characters_set_apart_evenly_are_one_text() {
        let apart = |text: &str, step: Length| {
            let mut glyphs = written(text, 0, 0);
            for (n, glyph) in (0..).zip(&mut glyphs) {
                glyph.frame.left += n * step;
                glyph.frame.right += n * step;
            }
            super::text(&glyphs)
        };
        assert_eq!(apart("1,000人", 600), "1,000人");
        assert_eq!(apart("85", 900), "85");
        assert_eq!(apart("目標値", 2_000), "目標値");
        // Two numbers, two words.
        assert_eq!(super::text(&written("12 34", 0, 0)), "12 34");
        assert_eq!(apart("A", 900), "A");
        let mut scale = written("1 2 3", 0, 0);
        for glyph in &mut scale {
            glyph.is_after_space = true;
        }
        assert_eq!(super::text(&scale), "1 2 3");
    }

    #[test]
    fn text_that_goes_down_is_read_down() {
        let glyphs: Vec<Glyph> = (0..)
            .zip("指標".chars())
            .map(|(n, c)| Glyph {
                c,
                frame: Frame {
                    left: 0,
                    top: n * 1000,
                    right: 1000,
                    bottom: n * 1000 + 1000,
                },
                size: 1000,
                heading: Heading::Down,
                ..Glyph::default()
            })
            .collect();
        assert_eq!(
            cell_text(
                &glyphs,
                Frame {
                    left: 0,
                    top: 0,
                    right: 1200,
                    bottom: 3000
                },
                100
            )
            .text,
            "指標"
        );
    }
}
