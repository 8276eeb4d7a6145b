//! Cells, lines and words, each typed once: what a generator puts together.
//!
//! An atom keeps the pieces of the source that it was made of. Foldings put atoms in another order; they never make
//! text, so that every value of a record still points to the place it came from.

use crate::kpi::{Period, Point, Reason};
use crate::layout::role::Role;
use crate::layout::vocabulary;
use crate::reading::words::{self, Said};
use crate::text::{absence, arrow, era, fold, heading, unit, value, verdict};
use kpi_readers::base::place::Piece;

/// What an atom can be in a table of indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 4,630, 93%, 約120人.
    Number,
    /// ―, 集計中, 目標なし, 現状維持: stands where a number would.
    Absent,
    /// 令和5年度.
    Period,
    /// 人, 千円.
    Unit,
    /// A–D, ○, 順調, a grant label.
    Mark,
    /// ↑, 増加.
    Arrow,
    /// 1-1, (1), ①.
    Item,
    /// A word of headers, with what it may mean.
    Header(Vec<Said>),
    /// Words of a name or heading.
    Words,
    /// A sentence.
    Prose,
    /// A line that another table took, or the end of a sheet: nothing reaches across.
    Break,
}

/// A typed part of the source.
#[derive(Clone, Debug)]
pub struct Atom {
    /// What it is.
    pub kind: Kind,
    /// As printed; pieces of several lines joined by line breaks.
    pub text: String,
    /// Where it came from.
    pub pieces: Vec<Piece>,
    /// Its value, if it is a number or an absence.
    pub point: Option<Point>,
    /// A blank line stands before it.
    pub after_blank: bool,
    /// An arrow leads to it from the value before.
    pub after_arrow: bool,
}

impl Atom {
    /// An atom of one piece, typed.
    pub fn of(text: &str, piece: Piece, after_blank: bool) -> Self {
        let (kind, point) = kind(text);
        Self {
            kind,
            text: text.to_owned(),
            pieces: vec![piece],
            point,
            after_blank,
            after_arrow: false,
        }
    }

    /// A gap that nothing reaches across.
    pub fn gap() -> Self {
        Self {
            kind: Kind::Break,
            text: String::new(),
            pieces: Vec::new(),
            point: None,
            after_blank: true,
            after_arrow: false,
        }
    }

    /// It stands where a value would.
    pub fn is_value(&self) -> bool {
        matches!(self.kind, Kind::Number | Kind::Absent)
    }

    /// The period that it says, if it says nothing else.
    pub fn period(&self) -> Option<Period> {
        era::only(&self.text).map(|found| found.period)
    }

    /// The roles that it may name.
    pub fn said(&self) -> &[Said] {
        match &self.kind {
            Kind::Header(said) => said,
            _ => &[],
        }
    }

    /// Joins the next atom to this one, and types the whole anew.
    pub fn join(&mut self, next: &Self, by: &str) {
        self.text = format!("{}{by}{}", self.text, next.text);
        self.pieces.extend(&next.pieces);
        (self.kind, self.point) = kind(&self.text);
    }
}

/// Names and cells longer than this are prose.
const PROSE: usize = 60;
/// Unknown units are short; what is longer behind a number is a name that begins with one (20代男性の…).
const LONGEST_UNKNOWN_UNIT: usize = 3;

/// ※1, ※10.
const LONGEST_NOTE_MARK: usize = 3;

/// Cells that are so long are not looked at more closely, whatever they begin with.
const LONGEST: usize = 600;

/// What a text can be.
pub fn kind(text: &str) -> (Kind, Option<Point>) {
    if text.len() > LONGEST && text.trim().chars().nth(LONGEST).is_some() {
        return (Kind::Prose, None);
    }
    let squeezed = fold::squeeze(text);
    if squeezed.is_empty() {
        return (Kind::Break, None);
    }
    // ① 知名度: the mark of a list is no digit.
    let unmarked = text.trim().trim_start_matches(heading::is_circled);
    let is_count = |text: &str| {
        text.chars().any(|c| c.is_ascii_digit() || heading::is_circled(c))
            && crate::layout::names::counts_names(text)
    };
    if unmarked.is_empty() || is_count(text) && squeezed.chars().count() <= 6 {
        return (Kind::Item, None);
    }
    if unmarked.len() < text.trim().len() && !unmarked.trim().is_empty() {
        let (kind, point) = kind(unmarked);
        return if matches!(kind, Kind::Number | Kind::Absent) {
            (kind, point)
        } else {
            (Kind::Words, None)
        };
    }
    if is_item(&squeezed) {
        return (Kind::Item, None);
    }
    if arrow::is_arrow(&squeezed) {
        return (Kind::Arrow, None);
    }
    if era::only(text).is_some_and(|found| !found.assumed || squeezed.contains('年')) {
        return (Kind::Period, None);
    }
    if is_ordinal(&squeezed) {
        return (Kind::Words, None);
    }
    if verdict::is_level(&squeezed)
        || verdict::is_grade(&squeezed)
        || verdict::is_status(&squeezed)
        || verdict::grant_label(text).is_some()
    {
        return (Kind::Mark, None);
    }
    if unit::is_unit(&squeezed) {
        // 計画 is counted, and is what is aimed at.
        let said = words::said(text);
        let is_word = said.iter().any(|said| said.role.is_value() && said.percent >= 60);
        return if is_word {
            (Kind::Header(said), None)
        } else {
            (Kind::Unit, None)
        };
    }
    // B:概ね順調.
    let is_graded = squeezed
        .split_once(':')
        .is_some_and(|(letter, words)| verdict::is_grade(letter) && words.chars().count() <= 12);
    if is_graded {
        return (Kind::Mark, None);
    }
    if is_progress(&squeezed) {
        return (Kind::Mark, None);
    }
    let digits = squeezed.chars().any(|c| c.is_ascii_digit());
    let is_label = !digits || vocabulary::is_label(text);
    // 地区防災計画の策定: words of columns inside a name.
    let is_named =
        vocabulary::role(text).is_none() && (squeezed.contains('の') || squeezed.ends_with("策定"));
    let said = if is_named { Vec::new() } else { words::said(text) };
    if is_label
        && !said.is_empty()
        && (vocabulary::is_label(text) || squeezed.chars().count() <= 14)
        && value::parse(text).value.is_none()
    {
        return (Kind::Header(said), None);
    }
    let point = value::parse(text);
    if point.value.is_some() && is_sure_unit(&point) {
        return (Kind::Number, Some(point));
    }
    let is_absent = point.absence.is_some_and(|reason| reason != Reason::Blank)
        || absence::is_no_target(text)
        || point.relative.is_some();
    // ※ by itself may stand for a figure; with words behind it, it is a note.
    let is_note = squeezed.starts_with('※') && squeezed.chars().count() > LONGEST_NOTE_MARK;
    if is_absent && !is_note {
        return (Kind::Absent, Some(point));
    }
    if squeezed.chars().count() > PROSE || squeezed.ends_with('。') {
        return (Kind::Prose, None);
    }
    if digits
        && !said.is_empty()
        && !said.iter().all(|said| said.role == Role::Ignore)
        && squeezed.chars().count() <= 16
        && ends_as_header(&squeezed)
    {
        return (Kind::Header(said), None);
    }
    (Kind::Words, None)
}

/// 31年度目標, R2プラン: a header word with a year.
fn ends_as_header(squeezed: &str) -> bool {
    let bare = squeezed.trim_end_matches([')', '値', 'A', 'B', 'a', 'b']);
    [
        "目標",
        "実績",
        "計画",
        "見込",
        "見込量",
        "プラン",
        "決算",
        "基準",
        "現状",
        "達成率",
        "結果",
    ]
    .iter()
    .any(|word| bare.ends_with(word))
}

/// 達成に向け一部進展, やや遅れている: how far it got, in words.
fn is_progress(squeezed: &str) -> bool {
    const BEGIN: &[&str] = &[
        "達成に向け",
        "達成済",
        "未達成",
        "目標達成",
        "概ね達成",
        "おおむね達成",
        "順調",
        "概ね順調",
        "おおむね順調",
        "やや遅れ",
        "遅れている",
        "変化なし",
        "改善した",
        "悪化した",
    ];
    let is_subject = squeezed.ends_with(['率', '数', '度', '者', '値', '額', '況']);
    squeezed.chars().count() <= 14 && !is_subject && BEGIN.iter().any(|word| squeezed.starts_with(word))
}

/// 第1期, 第2回: an ordinal, no figure.
pub fn is_ordinal(squeezed: &str) -> bool {
    squeezed.strip_prefix('第').is_some_and(|rest| {
        let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        tail.len() < rest.len()
            && tail.starts_with([
                '期', '回', '次', '章', '節', '号', '条', '項', '編', '四', '部', '版', '表',
            ])
    })
}

/// (1)登録者数: the number and the text of a counted heading.
pub fn counted(squeezed: &str) -> Option<(&str, &str)> {
    let (number, text) = squeezed.strip_prefix('(')?.split_once(')')?;
    number
        .chars()
        .all(|c| c.is_ascii_digit())
        .then_some((number, text))
}

/// Behind the number stands a unit that is one: a known one, a short one, or one in katakana.
fn is_sure_unit(point: &Point) -> bool {
    point.unit.as_deref().is_none_or(|word| {
        let is_odd = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '~' | '・' | '第');
        unit::is_unit(word)
            || word.chars().count() <= LONGEST_UNKNOWN_UNIT
                && !word.contains(is_odd)
                && vocabulary::role(word).is_none()
            || word.chars().all(|c| {
                matches!(c, 'ァ'..='ヺ' | 'ー' | '/' | '・')
                    || c.is_ascii_alphabetic()
                    || "年月日時人円平方立".contains(c)
            })
    })
}

/// 1-1, (1), 1.: a list mark by itself, not a number.
pub fn is_item(squeezed: &str) -> bool {
    let bare = squeezed.trim_matches(|c| matches!(c, '(' | ')' | '.' | '<' | '>' | '[' | ']'));
    let has_mark = bare.len() < squeezed.len() || squeezed.contains('-');
    let digits = bare.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '.')
        && bare.starts_with(|c: char| c.is_ascii_digit());
    let is_short = bare.len() <= 7
        && bare
            .split(['-', '.'])
            .all(|part| !part.is_empty() && part.len() <= 2);
    digits && has_mark && is_short && !is_bracketed_decimal(squeezed) && !is_decimal(squeezed)
}

fn is_decimal(squeezed: &str) -> bool {
    !squeezed.contains('-')
        && squeezed
            .split_once('.')
            .is_some_and(|(_, tail)| tail.chars().next().is_some_and(|c| c.is_ascii_digit()))
        && squeezed.matches('.').count() == 1
}

/// (1.5): a number in brackets.
fn is_bracketed_decimal(squeezed: &str) -> bool {
    squeezed.starts_with('(') && squeezed.contains('.')
}
