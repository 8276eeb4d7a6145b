//! What a cell of a handout holds.
//!
//! A value is written in the plainest way that is read back as the same: a bare number where the sheet's cell says no
//! more than that, else the words of the sheet.

use crate::contract::v1;
use crate::contract::words::parse_period;
use crate::i18n::figures;
use crate::i18n::page::messages;
use crate::i18n::shown;
use crate::i18n::{Lang, handout};
use kpi_core::kpi::{Period, Point, Reason};
use kpi_core::text::value;
use kpi_readers::base::Decimal;

use crate::export::safe;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is there.
    #[default]
    Empty,
    /// Words, cleaned.
    Text(String),
    /// An exact decimal in plain notation, with what is printed around it: `推計`, `%以上`.
    Number {
        /// `"-1234.5"`.
        value: String,
        /// What stands before it.
        before: String,
        /// What stands behind it.
        behind: String,
    },
    /// A percentage: `"97.9"`.
    Percent(String),
    /// A judgement in words with its mark.
    Mark {
        /// The mark, and the word.
        text: String,
        /// `"good" | "fair" | "poor" | "bad" | "neutral"`.
        meaning: &'static str,
    },
}

impl Cell {
    /// Words of a sheet.
    pub fn text(text: &str) -> Self {
        let text = safe::clean(text, true);
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// Words of a sheet, if there are any.
    pub fn maybe(text: Option<&String>) -> Self {
        text.map_or(Self::Empty, |text| Self::text(text))
    }

    /// A bare number.
    pub fn number(value: &str) -> Self {
        Self::Number {
            value: value.to_owned(),
            before: String::new(),
            behind: String::new(),
        }
    }

    /// As one text, percentages with their sign, nothing between groups of digits.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Mark { text, .. } => text.clone(),
            Self::Number {
                value,
                before,
                behind,
            } => format!("{before}{value}{behind}"),
            Self::Percent(rate) => format!("{rate}%"),
        }
    }

    /// As one text that people read: groups of three digits.
    pub fn shown(&self) -> String {
        match self {
            Self::Number {
                value,
                before,
                behind,
            } => format!("{before}{}{behind}", figures::grouped(value)),
            other => other.plain(),
        }
    }

    /// It is a number in the columns of figures.
    pub fn is_figure(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Percent(_))
    }
}

/// The cell of a value under a head that names a period, of a KPI in a unit.
pub fn of_point(point: Option<&v1::Point>, head: Option<&str>, unit: Option<&str>, lang: Lang) -> Cell {
    let Some(point) = point else { return Cell::Empty };
    let head = head.and_then(parse_period);
    let printed = value::parse(&point.raw);
    // A unit in the cell that is not the KPI's says that the value is another.
    let is_foreign = printed.unit.is_some() && printed.unit.as_deref() != unit;
    let says = |text: &str| {
        let read = value::parse(text);
        is_same(&read, &printed, point, head) && (!is_foreign || read.unit == printed.unit)
    };
    let Some(number) = &point.value else {
        return words(point, head, lang);
    };
    let estimated = handout::words(lang).estimated;
    if !point.derived && says(number) {
        return Cell::number(number);
    }
    if !point.derived && point.estimated && says(&format!("{estimated}{number}")) {
        return Cell::Number {
            value: number.clone(),
            before: estimated.to_owned(),
            behind: String::new(),
        };
    }
    if let Some((before, behind)) = around(&point.raw, number).filter(|_| says(&point.raw)) {
        return Cell::Number {
            value: number.clone(),
            before: before.to_owned(),
            behind: behind.to_owned(),
        };
    }
    words(point, head, lang)
}

/// The words of the sheet, with the period behind them where neither they nor the head say it.
fn words(point: &v1::Point, head: Option<Period>, lang: Lang) -> Cell {
    if let Some(absence) = point
        .absence
        .as_deref()
        .filter(|absence| lang != Lang::Ja && *absence != "blank")
    {
        return Cell::text((messages(lang).reason)(absence));
    }
    let raw = safe::clean(&point.raw, true);
    let own = point.period.as_deref().and_then(parse_period);
    let said = value::parse(&raw).period.or(head);
    match (&point.period, own) {
        (Some(period), Some(_)) if own != said && !raw.is_empty() => {
            Cell::text(&format!("{raw}（{}）", shown::period(period, lang)))
        }
        _ => Cell::text(&raw),
    }
}

/// The text is read as what the sheet prints: value, period, bounds and all.
fn is_same(read: &Point, printed: &Point, point: &v1::Point, head: Option<Period>) -> bool {
    let value = point
        .value
        .as_deref()
        .and_then(|value| value.parse::<Decimal>().ok());
    let period = point.period.as_deref().and_then(parse_period);
    let has_period = point.period.is_none() || period == read.period.or(head);
    let absence = |point: &Point| point.absence.filter(|reason| *reason != Reason::Blank);
    let says = |point: &Point| (point.bound, point.change, point.relative, point.wording);
    read.value == value
        && has_period
        && read.estimated == point.estimated
        && read.scoped == point.scoped
        && absence(read) == absence(printed)
        && says(read) == says(printed)
}

/// What stands before and behind the number in the printed text, if it is printed as it is.
fn around<'a>(raw: &'a str, number: &str) -> Option<(&'a str, &'a str)> {
    let raw = raw.trim();
    let figure = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.' | '-');
    let start = raw.find(figure)?;
    let rest = raw.get(start..)?;
    let end = rest.find(|letter| !figure(letter)).unwrap_or(rest.len());
    let (digits, behind) = (rest.get(..end)?, rest.get(end..)?);
    let before = raw.get(..start)?;
    let is_plain = |text: &str| !text.contains(|letter: char| letter.is_numeric() || letter.is_control());
    let is_it = digits.replace(',', "") == number;
    (is_it && is_plain(before) && is_plain(behind)).then_some((before, behind))
}
