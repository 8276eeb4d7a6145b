//! Words of running text by what they can be in a row of a KPI table.

use crate::kpi::{Direction, Point, Reason};
use crate::layout::lines::Line;
use crate::text::{absence, arrow, fold, unit, value, verdict};

/// What a word can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// ↑.
    Arrow(Direction),
    /// 4,630, 93%, ―, 集計中.
    Value(Point),
    /// 推 before a value.
    Flag,
    /// 人, 千円.
    Unit(String),
    /// 順調, or the beginning of 概ね / 順調.
    Status,
    /// 高, 中, 低, ○.
    Level,
    /// S, A–D.
    Grade,
    /// Anything else.
    Word,
}

/// A word with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// As printed.
    pub raw: String,
    /// NFKC, without blanks.
    pub text: String,
    /// What it can be.
    pub kind: Kind,
}

impl Token {
    /// A number, not an absence.
    pub fn is_number(&self) -> bool {
        matches!(&self.kind, Kind::Value(point) if point.value.is_some())
    }
}

/// The words of a line.
pub fn of(line: &Line) -> Vec<Token> {
    line.raw
        .split_whitespace()
        .map(|raw| {
            let text = fold::squeeze(raw);
            Token {
                raw: raw.to_owned(),
                kind: kind(&text),
                text,
            }
        })
        .collect()
}

/// Longer words are prose.
const LONGEST: usize = 40;

/// Words of estimates that stand alone before a value.
const FLAGS: &[&str] = &[
    "推",
    "推計",
    "推計値",
    "見込",
    "見込み",
    "見込値",
    "速報",
    "速報値",
    "暫定",
];

/// What a word can be, NFKC.
pub fn kind(text: &str) -> Kind {
    if text.chars().nth(LONGEST).is_some() {
        return Kind::Word;
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return value_or_word(text);
    }
    if arrow::is_arrow(text)
        && let Some(direction) = arrow::parse(text)
    {
        return Kind::Arrow(direction);
    }
    if FLAGS.contains(&text) {
        return Kind::Flag;
    }
    if verdict::is_level(text) {
        return Kind::Level;
    }
    if verdict::is_grade(text) {
        return Kind::Grade;
    }
    if verdict::is_status(text) || verdict::begins_status(text) {
        return Kind::Status;
    }
    if unit::is_unit(text) {
        return Kind::Unit(text.trim_matches(|c| matches!(c, '(' | ')')).to_owned());
    }
    value_or_word(text)
}

fn value_or_word(text: &str) -> Kind {
    let point = value::parse(text);
    let is_code = text.len() > 1
        && text.starts_with('0')
        && !text.starts_with("0.")
        && text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let is_value =
        point.value.is_some() && value::begins_with_number(text.trim_start_matches('(')) && !is_code;
    let is_absence = point.absence.is_some_and(|reason| reason != Reason::Blank)
        || absence::is_no_target(text)
        || point.relative.is_some();
    if is_value || is_absence {
        Kind::Value(point)
    } else {
        Kind::Word
    }
}
