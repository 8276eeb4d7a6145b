//! Indicators told by marks: 【ＫＰＩ】 10,000件 / 【実績】 17,420件 / ※将来ＫＰＩ 15万件（H31）.
//!
//! ```text
//! record := (name-line+ | name-mark) mark+
//! mark   := '【' word '】' value | word ':' value | '※' word value
//! ```
//! The name stands behind a mark of its own (指標：…), or in the lines above the first mark, from a list mark or a
//! blank line on. A value may stand on the
//! next line, and a note in brackets may run over several.

use crate::kpi::{Against, Arrangement, Indicator, Observation, Period, Point, Recognised, Table};
use crate::layout::lines::{self, Line};
use crate::layout::page::{Layout, Page, is_full};
use crate::layout::role::Role;
use crate::layout::{rows, vocabulary};
use crate::text::{era, fold, heading, value};

/// Marks in running text or cells.
pub const LAYOUT: Layout = Layout { id: "marks", run };

/// The most lines of a name.
const LONGEST_NAME: usize = 6;
/// The most lines of a note in brackets.
const LONGEST_NOTE: usize = 6;
/// How far above a record the head of its column is looked for.
const LONGEST_TABLE: usize = 100;
/// How far the next mark of a record may be.
const REACH: usize = 3;

/// A mark with what stands behind it.
struct Mark {
    role: Role,
    /// The word of the mark as printed: 将来KPI.
    word: String,
    /// What stands behind it on its line.
    rest: String,
    /// What stands before it on its line.
    before: String,
}

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let lines = page.free_lines();
    let table = found.tables.len();
    let mut index = 0;
    let mut first_row = None;
    let mut end_row = 0;
    let first_indicator = found.indicators.len();
    while index < lines.len() && !is_full(found) {
        let Some((indicator, end)) = record(&lines, index, page, found.heading.fiscal_year) else {
            index += 1;
            continue;
        };
        first_row = first_row.or(lines.get(index).map(|line| line.row));
        end_row = lines
            .get(end.saturating_sub(1))
            .map_or(end_row, |line| line.row + 1);
        found.indicators.push(Indicator { table, ..indicator });
        index = end;
    }
    if found.indicators.len() == first_indicator {
        return;
    }
    found.tables.push(Table {
        id: page.next_table_id(found),
        title: None,
        layout: LAYOUT.id,
        columns: Vec::new(),
        extent: None,
        arrangement: Arrangement::default(),
        at: page.sheet.place(first_row.unwrap_or(0), 0),
    });
    page.claim(first_row.unwrap_or(0)..end_row);
}

/// The record whose first mark stands on line `index`, and the line behind it.
fn record(
    lines: &[Line],
    index: usize,
    page: &Page<'_>,
    fiscal_year: Option<i32>,
) -> Option<(Indicator, usize)> {
    let mut marks = marks_of(&lines.get(index)?.text);
    let first = marks.first()?;
    let named = first.role == Role::Name;
    let (name, name_line) = if named {
        (first.rest.clone(), index)
    } else if first.before.is_empty() {
        name_above(lines, index)?
    } else {
        (first.before.clone(), index)
    };
    let line = lines.get(index)?;
    let mut observation = Observation {
        period: headed(page, line.row, line.column).or(fiscal_year.map(Period::Fiscal)),
        ..Observation::default()
    };
    let mut indicator = Indicator {
        name: heading::name(&name),
        at: lines.get(name_line)?.place(page.sheet),
        section: page
            .outline
            .at(lines.get(name_line)?.row)
            .into_iter()
            .filter(|heading| !name.contains(heading.as_str()))
            .collect(),
        ..Indicator::default()
    };
    let mut seen: Vec<Role> = Vec::new();
    if named {
        marks.remove(0);
        seen.push(Role::Name);
    }
    let mut line = index;
    loop {
        let mut end = line + 1;
        for mark in marks {
            if seen.contains(&mark.role) {
                break;
            }
            let behind = value_of(lines, line, &mark);
            end = end.max(behind.end);
            let mut point = value::parse(&behind.text);
            if let Some(line) = lines.get(behind.at) {
                fold::printed(&line.raw, &behind.first).clone_into(&mut point.raw);
                point.at = Some(line.place(page.sheet));
            }
            let period = era::find(&mark.word).first().map(|found| found.period);
            read_mark(mark.role, point, period, &mut observation, &mut indicator);
            seen.push(mark.role);
        }
        let next = lines::next_filled(lines, end, REACH);
        let more = next
            .and_then(|next| lines.get(next))
            .map(|line| marks_of(&line.text))
            .unwrap_or_default();
        match next {
            Some(next)
                if more
                    .first()
                    .is_some_and(|mark| mark.before.is_empty() && !seen.contains(&mark.role)) =>
            {
                marks = more;
                line = next;
            }
            _ => return accept(indicator, observation).map(|indicator| (indicator, end)),
        }
    }
}

/// The only year in the head of a cell's column: ＫＰＩ（H28年度末）.
fn headed(page: &Page<'_>, row: usize, column: usize) -> Option<Period> {
    let rows = page.sheet.rows.get(..row)?.iter().rev();
    let above = rows
        .take(LONGEST_TABLE)
        .take_while(|row| row.tabular && !row.is_blank());
    // A cell of marks is no head, though its words are those of one.
    let head = above
        .map(|row| row.text(column))
        .find(|text| !text.contains(['\n', '【', '※']) && vocabulary::role(text).is_some())?;
    match era::find(&fold::fold(head)).as_slice() {
        [year] if !year.assumed => Some(year.period),
        _ => None,
    }
}

fn accept(mut indicator: Indicator, mut observation: Observation) -> Option<Indicator> {
    let value_like = |point: &Option<Point>| {
        point
            .as_ref()
            .is_some_and(|point| !point.raw.trim().is_empty() && rows::is_value_like(&point.raw))
    };
    if indicator.name.is_empty() || !(value_like(&observation.target) || value_like(&observation.actual)) {
        return None;
    }
    if observation.target.is_none() && indicator.final_target.is_some() {
        observation.target.clone_from(&indicator.final_target);
        observation.against = Against::Final;
    }
    if observation.actual.is_none() {
        observation.actual = Some(value::parse(""));
    }
    if let Some(actual) = observation
        .actual
        .as_ref()
        .filter(|_| observation.printed_rate.is_none())
    {
        observation.printed_rate.clone_from(&actual.printed_rate);
        observation.printed_rate_at.clone_from(&actual.at);
    }
    indicator.observations.push(observation);
    Some(indicator)
}

fn read_mark(
    role: Role,
    mut point: Point,
    period: Option<Period>,
    observation: &mut Observation,
    indicator: &mut Indicator,
) {
    match role {
        Role::Target => {
            observation.period = period.or(observation.period);
            point.period = point.period.or(observation.period);
            observation.target = Some(point);
        }
        Role::Actual => {
            observation.period = period.or(observation.period);
            point.period = point.period.or(observation.period);
            observation.actual = Some(point);
        }
        Role::Baseline => {
            point.period = point.period.or(period);
            indicator.baseline = Some(point);
        }
        Role::FinalTarget => {
            point.period = point.period.or(period);
            indicator.final_target = Some(point);
        }
        _ => {
            observation.printed_rate_at.clone_from(&point.at);
            observation.printed_rate = value::percentage(&point.raw).map(|_| point.raw);
        }
    }
}

/// All marks of a line, in order.
fn marks_of(text: &str) -> Vec<Mark> {
    let mut marks = bracketed(text);
    if marks.is_empty() {
        marks = with_colon(text);
    }
    if marks.is_empty()
        && let Some(rest) = text.strip_prefix('※')
    {
        let (word, behind) = rest.split_once([' ', ':']).unwrap_or((rest, ""));
        if vocabulary::role(word) == Some(Role::FinalTarget) {
            marks.push(Mark {
                role: Role::FinalTarget,
                word: word.to_owned(),
                rest: behind.trim().to_owned(),
                before: String::new(),
            });
        }
    }
    marks
}

/// `【KPI】 10,000件 【実績】 17,420件`.
fn bracketed(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut rest = text;
    let mut before = String::new();
    while let Some((head, tail)) = rest.split_once(['【', '[', '〔']) {
        let Some((word, behind)) = tail.split_once(['】', ']', '〕']) else {
            break;
        };
        let segment_end = behind.find(['【', '〔']).unwrap_or(behind.len());
        let (segment, next) = behind.split_at(segment_end);
        if let Some(role) = mark_role(word, segment.trim()) {
            if marks.is_empty() {
                before.push_str(head);
            }
            let before = if marks.is_empty() {
                before.trim().to_owned()
            } else {
                String::new()
            };
            marks.push(Mark {
                role,
                word: word.to_owned(),
                rest: segment.trim().to_owned(),
                before,
            });
        } else if marks.is_empty() {
            before.push_str(head);
        }
        rest = next;
    }
    marks
}

/// `目標値:100人 実績値:120人`; every label must be known.
fn with_colon(text: &str) -> Vec<Mark> {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for piece in text.split([' ', '、']) {
        match (piece.split_once([':', '=']), pairs.last_mut()) {
            (Some((word, rest)), _) => {
                pairs.push((word.trim_start_matches(heading::is_bullet), rest.to_owned()));
            }
            (None, Some((_, rest))) => {
                rest.push(' ');
                rest.push_str(piece);
            }
            (None, None) => return Vec::new(),
        }
    }
    let marks = pairs.into_iter().map(|(word, rest)| {
        let rest = rest.trim().to_owned();
        Some(Mark {
            role: mark_role(word, &rest)?,
            word: word.to_owned(),
            rest,
            before: String::new(),
        })
    });
    marks.collect::<Option<_>>().unwrap_or_default()
}

fn mark_role(word: &str, rest: &str) -> Option<Role> {
    if word.chars().count() > 20 {
        return None;
    }
    match vocabulary::role(word)? {
        // As a mark, KPI stands before the target's value, or before the name.
        Role::Name if rest.is_empty() => is_kpi(word).then_some(Role::Target),
        Role::Name if rows::is_value_like(rest) => Some(Role::Target),
        role @ (Role::Name
        | Role::Target
        | Role::Actual
        | Role::Baseline
        | Role::FinalTarget
        | Role::Rate) => Some(role),
        _ => None,
    }
}

fn is_kpi(word: &str) -> bool {
    let word = fold::squeeze(word);
    word.starts_with("KPI") || word == "数値目標"
}

/// What stands behind a mark.
struct Behind {
    /// The value with its note, over all its lines.
    text: String,
    /// Its part on the line that it begins on.
    first: String,
    /// The line that it begins on.
    at: usize,
    /// The line behind.
    end: usize,
}

/// The value of a mark: behind it or on the next line, with a note in brackets that may go on.
fn value_of(lines: &[Line], line: usize, mark: &Mark) -> Behind {
    let mut behind = Behind {
        text: mark.rest.clone(),
        first: mark.rest.clone(),
        at: line,
        end: line + 1,
    };
    if behind.text.is_empty()
        && let Some(next) = lines::next_filled(lines, line + 1, 2)
        && let Some(line) = lines.get(next)
        && marks_of(&line.text).is_empty()
        && rows::is_value_like(&line.text)
    {
        behind = Behind {
            text: line.text.to_string(),
            first: line.text.to_string(),
            at: next,
            end: next + 1,
        };
    }
    let opens = |index: usize| lines.get(index).is_some_and(|line| line.text.starts_with('('));
    let mut n_lines = 0;
    while n_lines < LONGEST_NOTE
        && (fold::open_brackets(&behind.text) > 0 || n_lines == 0 && opens(behind.end))
    {
        let Some(next) = lines.get(behind.end).filter(|line| !line.is_blank()) else {
            break;
        };
        if fold::open_brackets(&behind.text) == 0 {
            behind.text.push(' ');
        }
        behind.text.push_str(&next.text);
        behind.end += 1;
        n_lines += 1;
    }
    behind
}

/// The lines above a mark, up to a list mark or a blank line.
fn name_above(lines: &[Line], index: usize) -> Option<(String, usize)> {
    let mut first = index;
    while first > 0 && index - first < LONGEST_NAME {
        let Some(line) = lines
            .get(first - 1)
            .filter(|line| !line.is_blank() && marks_of(&line.text).is_empty())
        else {
            break;
        };
        if line.text.ends_with('。') {
            break;
        }
        first -= 1;
        if line.raw.starts_with(heading::is_bullet) {
            break;
        }
    }
    let name = lines
        .get(first..index)?
        .iter()
        .map(|line| &*line.raw)
        .collect::<Vec<_>>()
        .join("\n");
    (!name.is_empty()).then_some((name, first))
}
