//! The text of a cell that holds a figure for each of several groups: 小74.5% 中65.4% 高68.2%(R6), or lines of figures.

use std::ops::Range;

use crate::layout::rows;
use crate::reading::words;
use crate::text::{era, fold, value};

/// The most groups of one cell, and the longest word for one.
const MOST: usize = 12;
const LONGEST_LABEL: usize = 12;

/// Words in front of figures that tell no group.
const NO_GROUPS: &[&str] = &["第", "約", "計", "令和", "平成", "昭和", "年間", "月間", "延べ"];

/// A figure of a group.
pub struct Part {
    /// The group's word, squeezed; empty where the name tells the groups.
    pub label: String,
    /// Where its figure begins in the text, or the mark of an absent one; in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// It is a figure.
    has_value: bool,
}

/// The figures of a text, and what dates them all.
pub struct Stack {
    /// A part for each group, in their order.
    pub parts: Vec<Part>,
    /// The date, as printed.
    pub date: Option<String>,
}

/// The text holds a figure for each of several groups.
pub fn is_stacked(text: &str) -> bool {
    may_be_stacked(text) && Stack::of(text).is_some()
}

/// Something parts the text, and it is no sentence. Most cells are short or prose, and need no further look.
pub fn may_be_stacked(text: &str) -> bool {
    let parts = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | '／' | '/');
    text.trim().contains(parts) && text.contains(char::is_numeric) && !text.contains('。')
}

/// The groups that words tell in a part of a text, and where the figure of each stands.
pub fn labelled(text: &str, range: Range<usize>) -> Option<Vec<(String, Range<usize>)>> {
    let from = range.start;
    let stack = Stack::of(text.get(range)?)?;
    let of = |part: Part| (part.label, from + part.from..from + part.to);
    let groups: Vec<_> = stack.parts.into_iter().map(of).collect();
    groups
        .iter()
        .all(|(label, _)| !label.is_empty())
        .then_some(groups)
}

impl Stack {
    /// The groups of a text; `None` where it is of one, or none.
    pub fn of(text: &str) -> Option<Self> {
        let mut stack = Self {
            parts: Vec::new(),
            date: None,
        };
        for (from, to) in segments(text) {
            let segment = text.get(from..to)?;
            if era::only(segment).is_some() {
                if stack.date.replace(segment.to_owned()).is_some() {
                    return None;
                }
                continue;
            }
            stack.parts.push(Part::of(segment, from)?);
        }
        stack.is_one().then_some(stack)
    }

    /// All its parts are told by words, and count the same, or none is, and each is a figure.
    fn is_one(&self) -> bool {
        let is_labelled = |part: &&Part| !part.label.is_empty();
        let n_labelled = self.parts.iter().filter(is_labelled).count();
        let n_figures = self.parts.iter().filter(|part| part.has_value).count();
        let mut labels: Vec<&str> = self.parts.iter().map(|part| part.label.as_str()).collect();
        labels.sort_unstable();
        labels.dedup();
        (2..=MOST).contains(&self.parts.len())
            && n_figures > 0
            && (n_labelled == 0 || n_labelled == self.parts.len() && labels.len() == n_labelled)
    }
}

impl Part {
    /// A group's word and its figure, or a figure alone.
    fn of(segment: &str, from: usize) -> Option<Self> {
        if rows::is_value_like(segment) && !segment.starts_with(fold::is_japanese) {
            return Some(Self {
                label: String::new(),
                from,
                to: from + segment.len(),
                has_value: value::parse(segment).value.is_some(),
            });
        }
        let at = segment.find(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))?;
        let (label, figure) = segment.split_at(at);
        let label = fold::squeeze(label);
        let label = label.trim_matches(|c: char| matches!(c, '・' | ':' | '○' | '-' | '('));
        let is_word = (1..=LONGEST_LABEL).contains(&label.chars().count())
            && label.chars().all(fold::is_japanese)
            // 目標80% 実績75%: what the figures are, not of whom.
            && words::said(label).is_empty()
            && !NO_GROUPS.contains(&label);
        let point = value::parse(figure);
        (is_word && point.value.is_some() && point.unit.is_some()).then(|| Self {
            label: label.to_owned(),
            from: from + at,
            to: from + segment.len(),
            has_value: true,
        })
    }
}

/// The text at its lines, and a line at the blanks behind figures.
fn segments(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut push = |from: usize, to: usize| {
        let Some(part) = text.get(from..to) else { return };
        let start = from + part.len() - part.trim_start().len();
        let end = from + part.trim_end().len();
        if start < end {
            out.push((start, end));
        }
    };
    let (mut from, mut has_digit, mut depth) = (0, false, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        has_digit |= c.is_numeric();
        let next = text.get(at + c.len_utf8()..).unwrap_or("").trim_start();
        // R5 (2023): brackets belong to what stands before them, a date in them to all.
        let goes_on = next.starts_with(['(', '（']) && era::only(next).is_none();
        let is_mark = matches!(c, '、' | '，' | '／' | '/');
        let parts = c.is_whitespace() && !goes_on || is_mark && !next.starts_with(char::is_numeric);
        if c == '\n' || parts && has_digit && depth == 0 {
            push(from, at);
            (from, has_digit) = (at + if is_mark { c.len_utf8() } else { 0 }, false);
        }
    }
    push(from, text.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str) -> Option<Vec<(String, &str)>> {
        let stack = Stack::of(text)?;
        let of = |part: &Part| (part.label.clone(), &text[part.from..part.to]);
        Some(stack.parts.iter().map(of).collect())
    }

    #[test]
    fn a_cell_holds_a_figure_for_each_group() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let expected = expected
                .iter()
                .map(|(label, figure)| ((*label).to_owned(), *figure));
            let expected: Vec<(String, &str)> = expected.collect();
            assert_eq!(figures(text), Some(expected), "{text}");
        };
        let both = [("男性", "12.3%"), ("女性", "20.1%")];
        check("男性12.3%\n女性20.1%\n（R6）", &both);
        check("男性12.3% 女性20.1% (2019)", &both);
        check("男性12.3%、女性20.1%", &both);
        check("・男 性 12.3%\n・女 性 20.1%", &both);
        check(
            "R5 （2023）\n4,038\n－\n234",
            &[("", "4,038"), ("", "－"), ("", "234")],
        );
    }

    #[test]
    fn what_counts_no_groups_is_one_cell() {
        for text in [
            "74.5％（R6）",
            "第1次計画 第2次計画",
            "目標80% 実績75%",
            "R5 12件\nR6 14件",
            "年間 12回、参加者 300人を予定",
            "令和8年度に新たに調査",
            "男性12.3%\n男性20.1%",
            "12",
        ] {
            assert_eq!(figures(text), None, "{text}");
        }
    }
}
