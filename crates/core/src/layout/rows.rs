//! One row of a table → one indicator.

use crate::kpi::{Indicator, Observation, Period, Point, Reason, Text};
use crate::layout::column::Spec;
use crate::layout::role::Role;
use crate::layout::slots::{Pairing, Part, Plan, Slot};
use crate::layout::vocabulary;
use crate::text::{absence, arrow, department, era, fold, heading, unit, value, verdict};
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::{Row, Sheet};

/// The longest name of an indicator.
const LONGEST_NAME: usize = 120;
/// The longest words in a column of values, and the longest unit, that a row may hold without being odd.
const LONGEST_WORDS: usize = 40;
const LONGEST_UNIT: usize = 15;

/// Names of rows that sum up others.
const NOT_INDICATORS: &[&str] = &[
    "合計",
    "計",
    "小計",
    "総計",
    "平均",
    "全体",
    "合計・平均",
    "平均値",
];

/// The row sums up others.
pub fn is_sum(name: &str) -> bool {
    NOT_INDICATORS.contains(&&*fold::squeezed(name))
}

/// The cell says what values are, or begins a remark: it names no indicator.
pub fn is_header_word(name: &str) -> bool {
    let role = vocabulary::role(name);
    let says = matches!(
        role,
        Some(Role::Target | Role::FinalTarget | Role::Actual | Role::Baseline | Role::Unit | Role::Note(_))
    );
    says && vocabulary::is_label(name) || matches!(&*fold::squeezed(name), "数値" | "時点" | "数値等")
}

/// How a row fits the columns of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// A name, and numbers, known absences or known words of a target where the header promises them.
    Values,
    /// A name with nothing filled in yet.
    Empty,
    /// A name with words where numbers are due, or with something uncommonly long: only a row right below others.
    Words,
    /// Values without a name: the name above reaches down.
    Nameless,
    /// Something else.
    No,
}

/// A row as the columns of its table say it, with the remarks of its cells.
pub struct Reader<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The columns.
    pub specs: &'a [Spec],
    /// Which values make observations.
    pub plan: &'a Plan,
    /// The column of names.
    pub name_column: usize,
    /// The column that tells the rows of one name apart.
    pub part_column: Option<usize>,
    /// The last year of the plan, for a final target without a year.
    pub last_period: Option<Period>,
}

impl Reader<'_> {
    /// The first column of a role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.specs
            .iter()
            .find(|spec| spec.role == role)
            .map(|spec| spec.column)
    }

    /// The row's name is merged over the column.
    fn is_under_name(&self, row: &Row, column: usize) -> bool {
        column > self.name_column
            && row.cells.get(column).is_some_and(|cell| cell.covered)
            && row.text(column) == row.text(self.name_column)
    }

    /// The text of a column; none where the row's name is merged over it, as over the units of what has none.
    fn word<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        if self.is_under_name(row, column) {
            ""
        } else {
            row.text(column)
        }
    }

    /// How a row fits the columns.
    pub fn fit(&self, row: &Row) -> Fit {
        let name = row.text(self.name_column);
        if name.chars().count() > LONGEST_NAME || !row.tabular || is_sum(name) || is_header_word(name) {
            return Fit::No;
        }
        // 取組内容 and its text, merged over the columns of names and values: a row of a form, no record.
        let mut values = self.specs.iter().filter(|spec| spec.role.is_value());
        if !name.is_empty() && values.all(|spec| self.is_under_name(row, spec.column)) {
            return Fit::No;
        }
        let (mut n_values, mut n_words, mut n_missing, mut n_odd) = (0, 0, 0, 0);
        for spec in self
            .specs
            .iter()
            .filter(|spec| spec.role.is_value() || spec.lower.is_some())
        {
            let text = row.text(spec.column);
            if row.cells.len() <= spec.column {
                n_missing += 1;
            } else if is_value_like(text) && !text.is_empty() {
                n_values += 1;
            } else if !text.is_empty() {
                n_words += 1;
                n_odd += usize::from(text.chars().count() > LONGEST_WORDS);
            }
        }
        let unit = self
            .column(Role::Unit)
            .map_or("", |column| self.word(row, column));
        n_odd += usize::from(unit.chars().count() > LONGEST_UNIT);
        match (name.is_empty(), n_values, n_words) {
            (true, 0, _) => Fit::No,
            (true, ..) => Fit::Nameless,
            (false, 0, 0) if n_missing == 0 && n_odd == 0 && self.is_started(row) => Fit::Empty,
            (false, 0, 0) => Fit::No,
            (false, 0, _) => Fit::Words,
            (false, ..) if n_odd > 0 => Fit::Words,
            (false, ..) => Fit::Values,
        }
    }

    /// Beside the name something else is filled in: a unit, a direction.
    fn is_started(&self, row: &Row) -> bool {
        [Role::Unit, Role::Direction]
            .iter()
            .filter_map(|&role| self.column(role))
            .any(|column| !row.text(column).is_empty())
            || self.specs.iter().filter(|spec| spec.role.is_value()).count() >= 2
    }

    /// A number stands in one of the columns of values, and the row is no sum of others.
    pub fn has_numbers(&self, row: &Row) -> bool {
        if is_sum(row.text(self.name_column)) {
            return false;
        }
        let values = self
            .specs
            .iter()
            .filter(|spec| spec.role.is_value() || spec.lower.is_some());
        values
            .map(|spec| row.text(spec.column))
            .any(value::begins_with_number)
    }

    /// The indicator of a row that fits.
    pub fn indicator(&self, index: usize, remarks: &mut Vec<Remark>) -> Indicator {
        let Some(row) = self.sheet.rows.get(index) else {
            return Indicator::default();
        };
        let mut indicator = Indicator {
            name: heading::name(row.text(self.name_column)),
            at: self.sheet.place(index, self.name_column),
            ..Indicator::default()
        };
        for spec in self.specs {
            let text = self.word(row, spec.column);
            if !text.is_empty() && spec.column != self.name_column {
                self.read_words(spec, text, index, &mut indicator);
            }
        }
        if indicator.unit.is_none() {
            indicator.unit = unit_of_name(&indicator.name);
        }
        let baseline_year = self
            .column(Role::BaselineYear)
            .and_then(|column| era::first(row.text(column)));
        let target_year = self
            .column(Role::TargetYear)
            .and_then(|column| era::first(row.text(column)));
        indicator.baseline = self
            .plan
            .baseline
            .map(|slot| self.point(row, index, slot))
            .filter(|point| point.value.is_some() || point.absence != Some(Reason::Blank))
            .map(|mut point| {
                point.period = point.period.or(baseline_year);
                point
            });
        indicator.final_target = self
            .plan
            .final_target
            .map(|slot| self.point(row, index, slot))
            .filter(|point| !is_blank(point))
            .map(|mut point| {
                let of_header = self.specs.iter().any(|spec| {
                    Some(spec.column) == self.plan.final_target.map(|slot| slot.column) && spec.is_final
                });
                point.period = point
                    .period
                    .or(target_year)
                    .or(self.last_period.filter(|_| of_header));
                point
            });
        let several = self.plan.pairings.len() > 1;
        // They are large, and a list grows by leaps.
        indicator.observations.reserve_exact(self.plan.pairings.len());
        for pairing in &self.plan.pairings {
            let observation = self.observation(row, index, pairing);
            let blank = |point: &Option<Point>| point.as_ref().is_none_or(is_blank);
            // Of several years, one with nothing in it was not printed for this indicator.
            if !(several && blank(&observation.target) && blank(&observation.actual)) {
                indicator.observations.push(observation);
            }
        }
        indicator.observations.shrink_to_fit();
        indicator.texts.shrink_to_fit();
        remark(&indicator, remarks);
        self.remark_aims_in_words(row, index, &indicator, remarks);
        indicator
    }

    /// A column of targets that are sentences is read as text: of one that holds a figure, which may be what is aimed at,
    /// it is said.
    fn remark_aims_in_words(
        &self,
        row: &Row,
        index: usize,
        indicator: &Indicator,
        remarks: &mut Vec<Remark>,
    ) {
        let aims = |point: &Option<Point>| point.as_ref().is_some_and(|point| point.value.is_some());
        let mut seen = indicator.observations.iter();
        if indicator.final_target.is_some() || seen.any(|seen| aims(&seen.target)) {
            return;
        }
        let is_aim = |spec: &&Spec| {
            matches!(spec.role, Role::Note(_))
                && matches!(
                    vocabulary::role(&spec.header),
                    Some(Role::Target | Role::FinalTarget)
                )
                && row.text(spec.column).contains(char::is_numeric)
        };
        if let Some(spec) = self.specs.iter().rev().find(is_aim) {
            let words = [indicator.name.clone(), fold::fold(row.text(spec.column))];
            let remark = Remark::new(Code::ValueUnread, Some(self.sheet.place(index, spec.column)));
            remarks.push(remark.on_field("target").with(words));
        }
    }

    fn read_words(&self, spec: &Spec, text: &str, index: usize, indicator: &mut Indicator) {
        match spec.role {
            Role::Number => indicator.sheet_no = Some(text.to_owned()),
            Role::Unit => indicator.unit = unit_of_cell(text),
            Role::Department if !names_persons(&spec.header) => {
                for name in department::all(text) {
                    if !indicator.departments.contains(&name) {
                        indicator.departments.push(name);
                    }
                }
            }
            Role::Direction => {
                indicator.printed_directions = arrow::parse_all(text);
                indicator.direction_unread = arrow::unread(text);
            }
            Role::Status => indicator.printed.status = printed_word(text),
            Role::Rating => indicator.printed.ratings.extend(printed_word(text)),
            Role::Overall => indicator.printed.overall = printed_word(text),
            Role::Note(role) => {
                indicator.texts.push(Text {
                    role,
                    text: fold::fold(text),
                    at: Some(self.sheet.place(index, spec.column)),
                });
            }
            _ => {}
        }
        if spec.role == Role::Rating && verdict::grant_label(text).is_some() {
            indicator.printed.label = printed_word(text);
        }
    }

    fn observation(&self, row: &Row, index: usize, pairing: &Pairing) -> Observation {
        let mut observation = Observation {
            period: pairing.period,
            basis: pairing.basis,
            against: pairing.against,
            target: pairing.target.map(|slot| self.point(row, index, slot)),
            actual: pairing.actual.map(|slot| self.dated_point(row, index, slot)),
            ..Observation::default()
        };
        // Under a header without a year, the year beside the figure is surer than the document's.
        let of = |point: &Option<Point>| point.as_ref().and_then(|point| point.period);
        // A target of its own year, no later than the document's, dates the pair: 1.62(H29年) beside 1.56.
        let is_past = |period: &Period| {
            pairing
                .period
                .is_some_and(|now| period.end_month() <= now.end_month())
        };
        let own = of(&observation.actual).or_else(|| of(&observation.target).filter(is_past));
        if pairing.actual.is_some_and(|slot| slot.period.is_none()) && own.is_some() {
            observation.period = own;
        }
        if let Some(rate) = pairing.rate {
            let text = row.text(rate.column);
            if value::percentage(text).is_some() {
                observation.printed_rate = Some(text.to_owned());
                observation.printed_rate_at = Some(self.sheet.place(index, rate.column));
            }
        } else {
            // 実績 20人／目標 30人(達成率 67%): in the brackets behind either.
            let of = |point: &Option<Point>| point.clone().filter(|point| point.printed_rate.is_some());
            let behind_target = || of(&observation.target).filter(|target| target.raw.contains("達成率"));
            if let Some(point) = of(&observation.actual).or_else(behind_target) {
                (observation.printed_rate, observation.printed_rate_at) = (point.printed_rate, point.at);
            }
        }
        observation
    }

    /// The value of a result's slot, dated by the column right behind where that says so.
    fn dated_point(&self, row: &Row, index: usize, slot: Slot) -> Point {
        // 当初値 and 現状値 are both called a baseline: the later one is the result.
        let dates = |role| matches!(role, Role::ActualYear | Role::BaselineYear);
        let is_its = |spec: &&Spec| spec.column == slot.column + 1 && dates(spec.role);
        let beside = self.specs.iter().find(is_its);
        let mut point = self.point(row, index, slot);
        point.period = point.period.or_else(|| era::first(row.text(beside?.column)));
        point
    }

    /// The value of a slot. Of two values in a cell the part is `None` where the cell does not hold two.
    pub fn point(&self, row: &Row, index: usize, slot: Slot) -> Point {
        let text = row.text(slot.column);
        let mut point = match (slot.part, two_values(text)) {
            (Part::Upper, Some((upper, _))) => value::parse(&upper),
            (Part::Lower, Some((_, lower))) => value::parse(&lower),
            // One value where two are due: it is the first, the second is not filled in.
            (Part::Lower, None) => value::parse(""),
            (Part::Whole, _) | (Part::Upper, None) => value::parse(text),
        };
        point.period = point.period.or(slot.period);
        point.basis = slot.basis;
        point.at = Some(self.sheet.place(index, slot.column));
        point
    }
}

/// Tells what the cells of a row hold that could not be read.
fn remark(indicator: &Indicator, remarks: &mut Vec<Remark>) {
    for point in indicator.points() {
        if point.too_long {
            remarks.push(
                Remark::new(Code::NumberTooLong, point.at.clone())
                    .with([indicator.name.clone(), point.raw.clone()]),
            );
        }
    }
    for observation in &indicator.observations {
        let Some(point) = &observation.actual else {
            continue;
        };
        // Words beside words (策定 … 策定済) are as they should be.
        let target = observation.target.as_ref();
        let has_numeric_target =
            target.is_none_or(|target| target.value.is_some() || target.relative.is_some());
        let unread =
            point.value.is_none() && point.absence.is_none() && !point.too_long && !point.raw.is_empty();
        if unread && has_numeric_target {
            remarks.push(
                Remark::new(Code::ValueUnread, point.at.clone())
                    .on_field("actual")
                    .with([indicator.name.clone(), point.raw.clone()]),
            );
        }
    }
}

fn is_blank(point: &Point) -> bool {
    point.absence == Some(Reason::Blank)
}

/// A number, a known absence, or a known word of a target.
pub fn is_value_like(text: &str) -> bool {
    // Most values are plain numbers.
    if value::is_plain_number(text) {
        return true;
    }
    // ① 市内総生産 begins with the number of a list, not with a value.
    let listed = text.trim_start_matches(heading::is_circled);
    if listed.len() < text.len() && !listed.trim().is_empty() && !value::begins_with_number(listed.trim()) {
        return false;
    }
    let point = value::parse(text);
    point.value.is_some()
        || point.absence.is_some()
        || point.relative.is_some()
        || point.wording.is_some()
        || point.too_long
        || absence::is_no_target(text)
        || value::split(text).is_some()
}

/// Upper and lower value of a cell: two lines, or two values one after the other.
fn two_values(text: &str) -> Option<(String, String)> {
    if !text.trim().contains(char::is_whitespace) {
        return None;
    }
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if let [upper, lower] = lines[..] {
        return Some((upper.to_owned(), lower.to_owned()));
    }
    match value::split(text)?[..] {
        [upper, lower] => Some((upper.to_owned(), lower.to_owned())),
        _ => None,
    }
}

/// 担当者, 担当者名: who, not which department.
fn names_persons(header: &str) -> bool {
    header.contains('者') && !header.contains(['課', '部', '署'])
}

fn unit_of_cell(text: &str) -> Option<String> {
    let unit = fold::squeezed(text);
    let unit = unit.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
    let empty = unit.is_empty() || absence::parse(unit).is_some();
    (!empty).then(|| unit.to_owned())
}

/// 「製品出荷額（億円）」: a unit in brackets behind the name.
pub fn unit_of_name(name: &str) -> Option<String> {
    let inner = name.strip_suffix(')')?.rsplit_once('(')?.1;
    let inner = inner.strip_prefix("単位:").unwrap_or(inner);
    unit::is_unit(inner).then(|| inner.to_owned())
}

fn printed_word(text: &str) -> Option<String> {
    let word = fold::join(text);
    (!word.is_empty() && absence::parse(&word).is_none()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::is_value_like;

    #[test]
    fn a_name_behind_the_number_of_a_list_is_no_value() {
        for (text, expected) in [
            ("① 市内総生産", false),
            ("①", true),
            ("① 12件", true),
            ("12件", true),
            ("市内総生産", false),
        ] {
            assert_eq!(is_value_like(text), expected, "{text}");
        }
    }
}
