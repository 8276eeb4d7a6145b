//! Rows of a PDF's text, where columns are lost: name, arrow, numbers, unit, labels follow one another.
//!
//! ```text
//! row := name-line* core            core := (flag? value | arrow | unit | status | level | grade)+
//! ```
//! The core is what stands behind the last word of a line, and the lines after it that hold no other words. What the
//! numbers are is told by a header line with its words in order, or else by the usual order of the columns whose
//! header words stand anywhere in the text — with a remark.

use crate::kpi::{Against, Arrangement, Certainty, Indicator, Observation, Point, Recognised, Table};
use crate::layout::columns::{self, Spec};
use crate::layout::lines::{self, Line};
use crate::layout::page::{Layout, Page, is_full};
use crate::layout::role::Role;
use crate::layout::slots::{self, Slot};
use crate::layout::text_row::Found;
use crate::layout::token::{self, Kind, Token};
use crate::layout::{cards, vocabulary};
use crate::text::{era, fold, heading, value, verdict};
use kpi_readers::base::remark::{Code, Remark};

/// Rows of running text.
pub const LAYOUT: Layout = Layout { id: "stream", run };

/// The usual order of value columns.
const USUAL: &[Role] = &[Role::Baseline, Role::Target, Role::Actual, Role::FinalTarget];
/// Header words of each, squeezed, as they stand in the short lines of a broken header.
const PRESENT: &[(Role, &[&str])] = &[
    (
        Role::Baseline,
        &["従前値", "基準値", "現状値", "策定時", "当初値", "初期値"],
    ),
    (Role::Target, &["目標値", "目標", "指標値", "計画値"]),
    (Role::Actual, &["実績値", "実績", "達成値"]),
    (Role::FinalTarget, &["最終目標", "最終年度目標"]),
];
/// What a header line calls the column of names.
const NAMES: &[&str] = &["指標", "KPI", "項目", "数値目標"];
/// A header's lines are short.
const LONGEST_HEADER_LINE: usize = 14;
/// The most filled lines of a name.
const LONGEST_NAME: usize = 6;
/// Lines of a name are narrow.
const WIDEST_NAME: usize = 40;

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let lines = page.free_lines();
    let order = order(&lines);
    read(page, found, &lines, &order, true);
}

/// The columns of the numbers, and whether a header line says so in order.
pub struct Order {
    /// Columns in the order of the numbers; [`Spec::column`] counts them.
    pub specs: Vec<Spec>,
    /// A header line holds the words in this order.
    pub stated: bool,
}

impl Order {
    /// Columns of which only the roles are known.
    fn usual(roles: impl IntoIterator<Item = Role>) -> Vec<Spec> {
        roles
            .into_iter()
            .enumerate()
            .map(|(column, role)| Spec::of(column, role))
            .collect()
    }

    fn has(&self, role: Role) -> bool {
        self.specs.iter().any(|spec| spec.role == role)
    }
}

/// Reads rows. Strictly, a row without an arrow needs header words of target and actual somewhere in the text.
pub fn read(page: &mut Page<'_>, found: &mut Recognised, lines: &[Line], order: &Order, strict: bool) {
    let rows = rows(lines, order, strict);
    if rows.is_empty() {
        return;
    }
    let table = found.tables.len();
    let first_indicator = found.indicators.len();
    let mut row_of_indicator = Vec::new();
    let (mut is_guessed, mut is_fit) = (false, false);
    for (index, row) in rows
        .iter()
        .enumerate()
        .filter(|(_, row)| is_indicator(row, strict))
    {
        if is_full(found) {
            break;
        }
        if let Some(mut indicator) = indicator(row, lines, page, order, found.heading.fiscal_year) {
            // More or fewer figures than the header has words for: their order is a guess.
            let n_values = row
                .tokens
                .iter()
                .filter(|(_, token)| matches!(token.kind, Kind::Value(_)))
                .count();
            if !order.stated || n_values != order.specs.len() {
                indicator.certainty = Certainty::Check;
                is_guessed |= order.stated;
            } else {
                is_fit = true;
            }
            indicator.table = table;
            found.indicators.push(indicator);
            row_of_indicator.push(index);
        }
    }
    // Header words somewhere in the text are no evidence for numbers elsewhere: it takes an order, arrows or marks.
    let is_told =
        |indicator: &Indicator| !indicator.printed_directions.is_empty() || !indicator.printed.is_empty();
    if !is_fit && !found.indicators.iter().skip(first_indicator).any(is_told) {
        found.indicators.truncate(first_indicator);
        return;
    }
    let n_projects = found.projects.len();
    cards::read(page, found, lines, &rows, first_indicator, &row_of_indicator);
    if found.indicators.len() == first_indicator && found.projects.len() == n_projects {
        return;
    }
    let at = rows
        .first()
        .and_then(|row| lines.get(row.first))
        .map(|line| line.place(page.sheet))
        .unwrap_or_default();
    if found.indicators.len() > first_indicator {
        let code = if strict {
            Code::ColumnOrderAssumed
        } else {
            Code::ColumnsAssumed
        };
        if is_guessed {
            let words = order.specs.iter().map(|spec| spec.role.id());
            found
                .remarks
                .push(Remark::new(Code::ColumnsAssumed, Some(at.clone())).with(words));
        }
        if !order.stated {
            let words = order.specs.iter().map(|spec| spec.role.id());
            found
                .remarks
                .push(Remark::new(code, Some(at.clone())).with(words));
        }
    }
    found.tables.push(Table {
        id: page.next_table_id(found),
        title: None,
        layout: if strict { LAYOUT.id } else { "headless" },
        columns: Vec::new(),
        extent: None,
        arrangement: Arrangement::default(),
        at,
    });
    for row in &rows {
        if let (Some(first), Some(last)) = (lines.get(row.first), lines.get(row.end.saturating_sub(1))) {
            page.claim(first.row..last.row + 1);
        }
    }
}

/// What the numbers are.
pub fn order(lines: &[Line]) -> Order {
    // A header line: its words name roles, in order.
    for (index, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| NAMES.iter().any(|word| line.text.contains(word)))
    {
        let words: Vec<&str> = line.text.split(' ').collect();
        let has_name = words
            .iter()
            .any(|word| vocabulary::role(word) == Some(Role::Name));
        let mut specs: Vec<Spec> = words
            .iter()
            .map(|word| columns::spec(0, &[word]))
            .filter(|spec| spec.role.is_value())
            .collect();
        for (column, spec) in specs.iter_mut().enumerate() {
            spec.column = column;
        }
        if specs.len() >= 2 && has_name && specs.iter().any(|spec| spec.role == Role::Actual) {
            read_years(
                &mut specs,
                lines::next_filled(lines, index + 1, 2).and_then(|next| lines.get(next)),
            );
            return Order { specs, stated: true };
        }
    }
    let short: String = lines
        .iter()
        .map(|line| fold::squeeze(&line.text))
        .filter(|text| text.chars().count() <= LONGEST_HEADER_LINE)
        .collect();
    let present = |role: Role| {
        PRESENT
            .iter()
            .any(|(known, words)| *known == role && words.iter().any(|word| short.contains(word)))
    };
    Order {
        specs: Order::usual(USUAL.iter().copied().filter(|role| present(*role))),
        stated: false,
    }
}

/// A line of years below a header line dates its columns, if there are as many.
fn read_years(specs: &mut [Spec], line: Option<&Line>) {
    let years = line.map(|line| line.text.split(' ').map(era::only).collect::<Option<Vec<_>>>());
    let Some(Some(years)) = years else { return };
    let mut dated: Vec<&mut Spec> = specs.iter_mut().filter(|spec| spec.role != Role::Rate).collect();
    if dated.len() == years.len() && dated.iter().all(|spec| spec.period.is_none()) {
        for (spec, year) in dated.iter_mut().zip(years) {
            spec.period = Some(year.period);
        }
    }
}

/// All rows of the text.
fn rows(lines: &[Line], order: &Order, strict: bool) -> Vec<Found> {
    let mut rows: Vec<Found> = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let behind = rows.last().map_or(0, |row| row.end);
        match row(lines, index, behind, order, strict) {
            Some(row) => {
                index = row.end;
                rows.push(row);
            }
            None => index += 1,
        }
    }
    rows
}

fn row(lines: &[Line], index: usize, behind: usize, order: &Order, strict: bool) -> Option<Found> {
    let line = lines.get(index)?;
    // Most lines end with a word.
    if line
        .raw
        .split_whitespace()
        .next_back()
        .is_none_or(|last| token::kind(&fold::squeeze(last)) == Kind::Word)
    {
        return None;
    }
    let mut tokens = token::of(line);
    let split = tokens
        .iter()
        .rposition(|token| token.kind == Kind::Word)
        .map_or(0, |last| last + 1);
    let tail = tokens.split_off(split);
    let n_values = tail
        .iter()
        .filter(|token| matches!(token.kind, Kind::Value(_)))
        .count();
    let n_numbers = tail.iter().filter(|token| token.is_number()).count();
    let has_arrow = tail.iter().any(|token| matches!(token.kind, Kind::Arrow(_)));
    let told = order.has(Role::Target) && order.has(Role::Actual);
    let enough = has_arrow && n_values >= 2
        || n_values >= 4 && n_numbers <= 1
        || n_numbers >= 2 && n_values >= 3 && told
        || !strict && n_numbers >= 2;
    if !enough {
        return None;
    }
    // The number of the row is not the name's.
    let number = tokens.first().filter(|token| {
        tokens.len() > 1 && token.text.len() <= 3 && token.text.chars().all(|c| c.is_ascii_digit())
    });
    let number = number.map(|token| token.raw.clone());
    let words = tokens.iter().skip(usize::from(number.is_some()));
    let prefix = words
        .map(|token| token.raw.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let mut core: Vec<(usize, Token)> = tail.into_iter().map(|token| (index, token)).collect();
    let end = continue_core(lines, index, &mut core);
    let whole = number.is_some() || n_numbers <= 1 && !has_arrow;
    let (name, first) = if whole {
        (prefix, index)
    } else {
        name(lines, index, behind, &prefix)
    };
    Some(Found {
        first,
        core: index,
        end,
        number,
        name,
        tokens: core,
    })
}

/// Lines behind the core that hold nothing but its labels.
fn continue_core(lines: &[Line], index: usize, core: &mut Vec<(usize, Token)>) -> usize {
    let mut end = index + 1;
    while let Some(next) = lines::next_filled(lines, end, 2) {
        let tokens = lines.get(next).map(token::of).unwrap_or_default();
        let labels = tokens
            .iter()
            .all(|token| matches!(token.kind, Kind::Status | Kind::Level | Kind::Grade));
        let has_grade = core.iter().any(|(_, token)| token.kind == Kind::Grade);
        if !labels || has_grade || tokens.is_empty() {
            break;
        }
        core.extend(tokens.into_iter().map(|token| (next, token)));
        end = next + 1;
    }
    end
}

/// The name: what stands before the core on its line, and the narrow lines above it.
fn name(lines: &[Line], index: usize, behind: usize, prefix: &str) -> (String, usize) {
    let mut parts = vec![prefix.to_owned()];
    let mut first = index;
    let mut at = index;
    let mut n_lines = usize::from(!prefix.is_empty());
    while at > behind && n_lines < LONGEST_NAME {
        let Some(line) = lines.get(at - 1) else { break };
        if line.is_blank() {
            // A name that stands on its own line with its values is whole.
            if !prefix.is_empty() || at < 2 || lines.get(at - 2).is_none_or(Line::is_blank) {
                break;
            }
            at -= 1;
            continue;
        }
        if ends_name(line) || !prefix.is_empty() && !continues(line, prefix) {
            break;
        }
        parts.insert(0, line.raw.to_string());
        at -= 1;
        first = at;
        n_lines += 1;
    }
    (parts.join("\n").trim().to_owned(), first)
}

/// A line above is the beginning of the name on this line only if it is no row and no header of its own.
fn continues(line: &Line, prefix: &str) -> bool {
    let numbered = prefix.starts_with(|c: char| c.is_ascii_digit() || heading::is_circled(c))
        || heading::kind(prefix).is_some();
    !numbered && line.text.split(' ').all(|word| vocabulary::role(word).is_none())
}

/// The line cannot be part of a name.
fn ends_name(line: &Line) -> bool {
    let tokens = token::of(line);
    line.text.ends_with(['。', '】', '》'])
        || line.text.chars().count() > WIDEST_NAME
        || heading::is_sheet_number(&line.raw)
        || heading::kind(&line.text).is_some()
        || tokens
            .iter()
            .all(|token| token.kind != Kind::Word || era::only(&token.text).is_some())
        || tokens.len() > 1 && tokens.iter().all(|token| vocabulary::role(&token.text).is_some())
}

/// A row of an indicator has numbers and a name; a row of dashes is a project's without one.
fn is_indicator(row: &Found, strict: bool) -> bool {
    let n_numbers = row.tokens.iter().filter(|(_, token)| token.is_number()).count();
    let has_arrow = row
        .tokens
        .iter()
        .any(|(_, token)| matches!(token.kind, Kind::Arrow(_)));
    (n_numbers >= 2 || has_arrow && n_numbers >= 1 || !strict) && row.name.chars().any(fold::is_japanese)
}

fn indicator(
    row: &Found,
    lines: &[Line],
    page: &Page<'_>,
    order: &Order,
    fiscal_year: Option<i32>,
) -> Option<Indicator> {
    let mut indicator = Indicator {
        name: heading::name(&row.name),
        sheet_no: row.number.clone(),
        at: lines.get(row.first)?.place(page.sheet),
        ..Indicator::default()
    };
    let mut points: Vec<Point> = Vec::new();
    let mut estimated = false;
    let mut status = String::new();
    for (line, token) in &row.tokens {
        let at = lines.get(*line).map(|line| line.place(page.sheet));
        match &token.kind {
            Kind::Arrow(direction) => indicator.printed_directions.push(*direction),
            Kind::Flag => estimated = true,
            Kind::Unit(unit) => indicator.unit = indicator.unit.or(Some(unit.clone())),
            Kind::Status => status.push_str(&token.text),
            Kind::Level => indicator.printed.ratings.push(token.text.clone()),
            Kind::Grade => indicator.printed.overall = Some(token.text.clone()),
            Kind::Value(point) => {
                let estimated = point.estimated || std::mem::take(&mut estimated);
                points.push(Point {
                    raw: token.raw.clone(),
                    estimated,
                    at,
                    ..point.clone()
                });
            }
            Kind::Word => {}
        }
    }
    if verdict::is_status(&status) {
        indicator.printed.status = Some(status);
    }
    // Printed arrows repeat nothing: one is enough.
    indicator.printed_directions.dedup();
    let specs = specs_of(order, &points, indicator.unit.as_deref());
    assign(&points, &specs, fiscal_year, &mut indicator).then_some(indicator)
}

/// The columns of a row's numbers: the known ones if there are as many, else the usual ones; a last percentage behind
/// two plain numbers is their rate.
fn specs_of(order: &Order, points: &[Point], unit: Option<&str>) -> Vec<Spec> {
    if order.specs.len() == points.len() {
        return order.specs.clone();
    }
    let is_percent = |point: &Point| value::is_percentage(&point.raw);
    let behind = points.len().checked_sub(1).filter(|last| *last >= 2);
    let rate = behind.filter(|last| {
        let (before, last) = points.split_at(*last);
        unit != Some("%") && last.iter().all(is_percent) && !before.iter().any(is_percent)
    });
    let n = points.len() - usize::from(rate.is_some());
    let known: Vec<Role> = order
        .specs
        .iter()
        .map(|spec| spec.role)
        .filter(|role| *role != Role::Rate)
        .collect();
    let mut specs = if known.len() == n {
        let mut specs = order.specs.clone();
        specs.retain(|spec| spec.role != Role::Rate);
        specs
    } else {
        Order::usual(match n {
            2 => vec![Role::Target, Role::Actual],
            3 => vec![Role::Baseline, Role::Target, Role::Actual],
            _ => USUAL.to_vec(),
        })
    };
    for (column, spec) in specs.iter_mut().enumerate() {
        spec.column = column;
    }
    specs.extend(rate.map(|column| Spec::of(column, Role::Rate)));
    specs
}

/// Makes observations of the numbers, as a table's columns make them.
fn assign(points: &[Point], specs: &[Spec], fiscal_year: Option<i32>, indicator: &mut Indicator) -> bool {
    let plan = slots::plan(specs, fiscal_year);
    let point = |slot: Slot| {
        points.get(slot.column).map(|point| Point {
            period: point.period.or(slot.period),
            ..point.clone()
        })
    };
    indicator.baseline = plan
        .baseline
        .and_then(point)
        .filter(|point| point.value.is_some());
    indicator.final_target = plan.final_target.and_then(point);
    for pairing in &plan.pairings {
        let dated = |point: Point| Point {
            period: point.period.or(pairing.period),
            ..point
        };
        let mut observation = Observation {
            period: pairing.period,
            against: pairing.against,
            target: pairing.target.and_then(point),
            actual: pairing.actual.and_then(point).map(dated),
            ..Observation::default()
        };
        if pairing.against == Against::Period {
            observation.target = observation.target.map(dated);
        }
        if let Some(rate) = pairing
            .rate
            .and_then(point)
            .filter(|rate| value::percentage(&rate.raw).is_some())
        {
            observation.printed_rate = Some(rate.raw);
            observation.printed_rate_at = rate.at;
        }
        if observation.target.is_some() || observation.actual.is_some() {
            indicator.observations.push(observation);
        }
    }
    !indicator.observations.is_empty()
}
