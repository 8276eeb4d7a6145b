//! Text that is struck out: a level line goes through the middle of its characters and ends where they do.
//!
//! Lines of tables go between characters, underlines below them. A line that goes far beyond the text, such as an arrow
//! through years, strikes nothing out.

use crate::pdf::glyph::{Frame, Glyph, Heading, Length, Rule};
use crate::sheet::left_out::Kind;

/// How far from the middle of a character a line may go through it, in hundredths of its size: a line through figures
/// stands lower than one through characters of full height.
const NEAR_MIDDLE: Length = 22;
/// How far a line may go beyond the text, in hundredths of the text's size.
const BEYOND: Length = 80;
/// Parts of one line are no further from each other, up or along.
const TOUCH: Length = 60;
/// Characters that are looked at for one line, besides a few for each character of the page.
const FREE: usize = 100_000;

/// Marks what is struck out, and takes the lines away that do it.
pub fn mark(glyphs: &mut [Glyph], rules: &mut Vec<Rule>) {
    let mut order: Vec<usize> = (0..glyphs.len())
        .filter(|&index| {
            glyphs
                .get(index)
                .is_some_and(|glyph| glyph.heading == Heading::Right)
        })
        .collect();
    let middle = |glyphs: &[Glyph], index: usize| glyphs.get(index).map_or(0, |glyph| glyph.frame.middle_y());
    order.sort_by_key(|&index| middle(glyphs, index));
    let largest = glyphs.iter().map(|glyph| glyph.size).max().unwrap_or(0);
    let mut n_left = FREE + 64 * (glyphs.len() + rules.len());
    let mut strikes: Vec<(Rule, Vec<usize>)> = Vec::new();
    for line in level(rules) {
        let reach = largest * NEAR_MIDDLE / 100;
        let first = order.partition_point(|&index| middle(glyphs, index) < line.at - reach);
        let near = order.iter().skip(first).copied();
        let near: Vec<usize> = near
            .take_while(|&index| middle(glyphs, index) <= line.at + reach)
            .take(n_left)
            .collect();
        n_left -= near.len();
        let hit: Vec<usize> = near
            .into_iter()
            .filter(|&index| glyphs.get(index).is_some_and(|glyph| is_through(&line, glyph)))
            .collect();
        if is_strike(&line, hit.iter().filter_map(|&index| glyphs.get(index))) {
            strikes.push((line, hit));
        }
    }
    for &index in strikes.iter().flat_map(|(_, hit)| hit) {
        if let Some(glyph) = glyphs.get_mut(index) {
            glyph.unseen = glyph.unseen.or(Some(Kind::Struck));
        }
    }
    strikes.sort_by_key(|(line, _)| line.at);
    let belongs = |rule: &Rule| {
        let first = strikes.partition_point(|(line, _)| line.at < rule.at - TOUCH);
        let mut near = strikes.iter().skip(first).take(64);
        near.any(|(line, _)| line.at <= rule.at + TOUCH && line.from <= rule.from && rule.to <= line.to)
    };
    if !strikes.is_empty() {
        rules.retain(|rule| !rule.is_level || !belongs(rule));
    }
}

/// Marks what a note on the page says is struck out.
pub fn mark_in(glyphs: &mut [Glyph], frames: &[Frame]) {
    for glyph in glyphs {
        let (x, y) = (glyph.frame.middle_x(), glyph.frame.middle_y());
        let is_in = |frame: &Frame| {
            (frame.left..=frame.right).contains(&x) && (frame.top..=frame.bottom).contains(&y)
        };
        if frames.iter().any(is_in) {
            glyph.unseen = glyph.unseen.or(Some(Kind::Struck));
        }
    }
}

/// Level lines, parts that touch joined.
fn level(rules: &[Rule]) -> Vec<Rule> {
    let mut level: Vec<Rule> = rules.iter().copied().filter(|rule| rule.is_level).collect();
    level.sort_by_key(|rule| (rule.at, rule.from));
    let mut joined: Vec<Rule> = Vec::new();
    for rule in level {
        match joined.last_mut() {
            Some(last) if rule.at - last.at < 10 && rule.from <= last.to + TOUCH => {
                last.to = last.to.max(rule.to);
            }
            _ => joined.push(rule),
        }
    }
    joined
}

fn is_through(line: &Rule, glyph: &Glyph) -> bool {
    let is_middle = (line.at - glyph.frame.middle_y()).abs() * 100 <= glyph.size * NEAR_MIDDLE;
    is_middle && (line.from..=line.to).contains(&glyph.frame.middle_x())
}

fn is_strike<'g>(line: &Rule, hit: impl Iterator<Item = &'g Glyph> + Clone) -> bool {
    let left = hit.clone().map(|glyph| glyph.frame.left).min();
    let right = hit.clone().map(|glyph| glyph.frame.right).max();
    let size = hit.clone().map(|glyph| glyph.size).max().unwrap_or(0);
    // A dash is not struck out by another one.
    let has_text = hit.clone().any(|glyph| !"-‐–—―−－ー─━=＝→←".contains(glyph.c));
    left.zip(right).is_some_and(|(left, right)| {
        let beyond = size * BEYOND / 100;
        has_text && left - line.from <= beyond && line.to - right <= beyond
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of 10 points that begin at 100 points.
    fn written(text: &str) -> Vec<Glyph> {
        let glyph = |(n, c): (Length, char)| Glyph {
            c,
            frame: Frame {
                left: 10_000 + 500 * n,
                top: 5_000,
                right: 10_500 + 500 * n,
                bottom: 6_000,
            },
            size: 1_000,
            ..Glyph::default()
        };
        (0..)
            .zip(text.chars())
            .map(glyph)
            .filter(|glyph| glyph.c != ' ')
            .collect()
    }

    #[track_caller]
    fn check(lines: &[(Length, Length, Length)], expected: &str) {
        let mut glyphs = written("850 900");
        let rule = |&(at, from, to): &(Length, Length, Length)| Rule {
            is_level: true,
            at,
            from,
            to,
        };
        let mut rules: Vec<Rule> = lines.iter().map(rule).collect();
        mark(&mut glyphs, &mut rules);
        let seen: String = glyphs
            .iter()
            .filter(|glyph| glyph.unseen.is_none())
            .map(|glyph| glyph.c)
            .collect();
        assert_eq!(seen, expected);
        assert_eq!(
            rules.is_empty(),
            expected.len() < 6,
            "lines that strike out are no lines of a table"
        );
    }

    #[test]
    fn lines_through_the_middle_strike_out() {
        check(&[(5_560, 9_900, 11_600)], "900");
        // A line for each character, a double line.
        check(
            &[
                (5_500, 10_000, 10_500),
                (5_500, 10_500, 11_000),
                (5_500, 11_000, 11_500),
            ],
            "900",
        );
        check(&[(5_450, 9_900, 11_600), (5_600, 9_900, 11_600)], "900");
        check(&[(5_500, 10_000, 13_500)], "");
    }

    #[test]
    fn other_lines_strike_nothing_out() {
        // Underlined, a line of a table, an arrow through it all.
        check(&[(5_950, 9_900, 11_600)], "850900");
        check(&[(6_200, 5_000, 20_000)], "850900");
        check(&[(5_500, 5_000, 20_000)], "850900");
    }
}
