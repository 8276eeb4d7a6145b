//! What the columns of a proposed table mean: every assignment of roles that its header allows, weighed by evidence.

use crate::kpi::{Bound, Point};
use crate::layout::role::Role;
use crate::layout::slots;
use crate::reading::atom::Kind;
use crate::reading::proposal::{Cell, Proposal};
use crate::reading::worth::Evidence;
use crate::reading::{marks, words};
use crate::text::{arrow, unit, value, verdict};
use kpi_readers::base::Decimal;

/// Roles of a table's columns, with what speaks for them.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// One for each column.
    pub roles: Vec<Role>,
    /// The weight of the evidence, in hundredths of a nat.
    pub score: i32,
    /// How surely the header names what is aimed at, in percent.
    pub target_said: u8,
    /// How surely the header names what was reached, in percent.
    pub actual_said: u8,
    /// Records whose printed rate is that of their figures, and those with such a rate at all.
    pub rates: (usize, usize),
    /// The weight of those rates.
    pub checksum: i32,
    /// Grades that follow the figures, if no worse one stands beside more.
    pub marks: marks::Order,
    /// The columns that are held against each other: target and actual.
    pub pairs: Vec<(Option<usize>, Option<usize>)>,
}

impl Assignment {
    /// The column of a role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|other| *other == role)
    }

    /// The columns of what is aimed at, and of what was reached.
    pub fn aims(&self) -> (Vec<usize>, Vec<usize>) {
        let of = |wanted: &[Role]| {
            let columns = self
                .roles
                .iter()
                .enumerate()
                .filter(|(_, role)| wanted.contains(role));
            columns.map(|(column, _)| column).collect()
        };
        (of(&[Role::Target, Role::FinalTarget]), of(&[Role::Actual]))
    }
}

/// The most assignments that are weighed.
const MOST: usize = 3000;
/// Records on which they are weighed.
const SAMPLE: usize = 40;
/// Free columns of numbers: the others take what their header says.
const MOST_FREE: usize = 6;

/// Every assignment, best first.
pub fn assignments(table: &Proposal) -> Vec<Assignment> {
    let n = table.heads.len();
    // Asked of each of thousands of assignments, and told by all records.
    let numbers: Vec<bool> = (0..n).map(|column| table.is_numbers(column)).collect();
    let options: Vec<Vec<Role>> = (0..n).map(|column| options(table, column, &numbers)).collect();
    let mut roles: Vec<Vec<Role>> = vec![Vec::new()];
    for column in options {
        let mut next = Vec::with_capacity(roles.len() * column.len());
        for before in &roles {
            for &role in &column {
                if next.len() < MOST && fits(before, role, table) {
                    let mut with = before.clone();
                    with.push(role);
                    next.push(with);
                }
            }
        }
        roles = next;
    }
    let mut all: Vec<Assignment> = roles
        .into_iter()
        .filter(|roles| is_of_indicators(roles))
        .map(|roles| weigh(table, &numbers, roles))
        .collect();
    all.sort_by_key(|assignment| std::cmp::Reverse(assignment.score));
    all
}

/// A table of indicators has something that is aimed at, or reached.
fn is_of_indicators(roles: &[Role]) -> bool {
    roles
        .iter()
        .any(|role| matches!(role, Role::Target | Role::FinalTarget | Role::Actual))
}

/// One column a role, unless the header says it of several.
fn fits(before: &[Role], role: Role, table: &Proposal) -> bool {
    if !role.is_value() || !before.contains(&role) {
        return true;
    }
    let said = |column: usize| {
        table
            .heads
            .get(column)
            .map_or(0, |head| words::percent(&head.said, role))
    };
    let own = said(before.len());
    // Results of several years.
    let dated = |column: usize| table.heads.get(column).and_then(|head| head.period);
    let is_other_year = |(column, other): (usize, &Role)| {
        *other != role || dated(column).is_some() && dated(column) != dated(before.len())
    };
    if role == Role::Actual
        && own >= 30
        && dated(before.len()).is_some()
        && before.iter().enumerate().all(is_other_year)
    {
        return true;
    }
    // Words of one strength: 中間評価 is no second result beside 直近値.
    let is_said = |(column, other): (usize, &Role)| {
        *other != role
            || said(column) >= 60 && (said(column).abs_diff(own) <= 10 || said(column).min(own) >= 80)
    };
    own >= 60 && before.iter().enumerate().all(is_said)
}

/// What a column can be, by its cells and its header.
fn options(table: &Proposal, column: usize, numbers: &[bool]) -> Vec<Role> {
    let said: &[words::Said] = table.heads.get(column).map_or(&[], |head| &head.said);
    let most = |is_it: fn(&Cell) -> bool| table.share(column, is_it) >= 60;
    if most(|cell| cell.kind == Kind::Unit) {
        return vec![Role::Unit];
    }
    if most(|cell| cell.kind == Kind::Arrow) {
        return vec![Role::Direction];
    }
    if most(|cell| cell.kind == Kind::Mark) {
        let is_status = most(|cell| verdict::is_status(&crate::text::fold::squeeze(&cell.text)));
        return vec![if is_status { Role::Status } else { Role::Rating }];
    }
    if most(|cell| cell.kind == Kind::Period) {
        return vec![Role::Ignore];
    }
    if numbers.get(column) != Some(&true) {
        let worded = said
            .first()
            .filter(|said| !said.role.is_value() || said.percent >= 80);
        let is_directions = most(|cell| arrow::parse(&cell.text).is_some());
        return vec![if is_directions {
            Role::Direction
        } else {
            worded.map_or(Role::Ignore, |said| {
                if said.role == Role::Name {
                    Role::Ignore
                } else {
                    said.role
                }
            })
        }];
    }
    let strong = said.first().filter(|said| said.percent >= 85);
    if let Some(said) = strong {
        return if said.role.is_value() {
            vec![said.role]
        } else {
            vec![said.role_of_numbers()]
        };
    }
    let n_free = numbers.iter().take(column).filter(|is| **is).count();
    let mut options = if n_free >= MOST_FREE {
        Vec::new()
    } else {
        vec![Role::Target, Role::Actual, Role::Baseline]
    };
    // A rate has a sign, or decimals and no word above that says something else.
    let is_unheaded = table.heads.get(column).is_none_or(|head| head.text.is_empty());
    let is_rate = |cell: &Cell| {
        cell.kind == Kind::Number
            && value::percentage(&cell.text)
                .is_some_and(|(_, decimals)| value::is_percentage(&cell.text) || is_unheaded && decimals == 1)
    };
    if table.share(column, is_rate) >= 60 && n_free < MOST_FREE {
        options.push(Role::Rate);
    }
    options.extend(said.iter().map(|said| said.role_of_numbers()));
    options.push(Role::Ignore);
    options.dedup();
    let mut seen: Vec<Role> = Vec::new();
    options.retain(|role| {
        !seen.contains(role) && {
            seen.push(*role);
            true
        }
    });
    options
}

impl words::Said {
    /// The role of a column of numbers that the header calls so.
    fn role_of_numbers(self) -> Role {
        match self.role {
            Role::Name | Role::Note(_) | Role::Section | Role::Project | Role::Department | Role::Status => {
                Role::Ignore
            }
            role => role,
        }
    }
}

/// What speaks for an assignment.
fn weigh(table: &Proposal, numbers: &[bool], roles: Vec<Role>) -> Assignment {
    let head = |column: usize| table.heads.get(column);
    let mut score = -Evidence::Parsimony.weight(table.penalty);
    let (mut target_said, mut actual_said) = (0, 0);
    let has_baseline = roles.iter().enumerate().any(|(column, role)| {
        *role == Role::Baseline
            && head(column).is_some_and(|head| words::percent(&head.said, Role::Baseline) >= 80)
    });
    for (column, &role) in roles
        .iter()
        .enumerate()
        .filter(|(column, _)| numbers.get(*column) == Some(&true))
    {
        let said = head(column).map_or(&[][..], |head| &head.said);
        let percent = match words::percent(said, role) {
            // 策定時 and 現状: what is now is the result.
            30..=40 if role == Role::Actual && has_baseline => 80,
            percent => percent,
        };
        score += Evidence::HeaderWords.weight(header_weight(said, percent, role));
        match role {
            Role::Target | Role::FinalTarget => target_said = target_said.max(percent),
            Role::Actual => actual_said = actual_said.max(percent),
            _ => {}
        }
        if role.is_value() {
            score -= Evidence::Parsimony.weight(30);
        }
    }
    let order: Vec<Role> = roles
        .iter()
        .copied()
        .filter(|role| matches!(role, Role::Target | Role::Actual))
        .collect();
    score += Evidence::Order.weight(match order[..] {
        [Role::Target, Role::Actual] => 50,
        [Role::Actual, Role::Target] => -70,
        _ => 0,
    });
    let mut of = Assignment {
        roles,
        score,
        target_said,
        actual_said,
        rates: (0, 0),
        checksum: 0,
        marks: marks::Order::default(),
        pairs: Vec::new(),
    };
    weigh_records(table, &mut of);
    of
}

/// What the header's word is worth for a role.
fn header_weight(said: &[words::Said], percent: u8, role: Role) -> i32 {
    match (said.is_empty(), percent, role) {
        (_, 85.., _) => 250,
        (_, 60.., _) => 180,
        (_, 40.., _) => 110,
        (_, 20.., _) => 20,
        (_, 1.., _) => -40,
        // A column that means nothing is cheap where nothing is said of it, and dear where something is.
        (true, 0, Role::Ignore) => -25,
        (false, 0, Role::Ignore) => -120,
        (true, 0, _) => -35,
        (false, 0, _) => -220,
    }
}

/// What the figures say: the mean over the records, which counts more the more there are.
fn weigh_records(table: &Proposal, of: &mut Assignment) {
    let specs: Vec<_> = table
        .heads
        .iter()
        .zip(&of.roles)
        .enumerate()
        .map(|(column, (head, &role))| head.spec(column, role))
        .collect();
    let plan = slots::plan(&specs, None);
    let baseline = plan.baseline.map(|slot| slot.column);
    let column = |slot: Option<slots::Slot>| slot.map(|slot| slot.column);
    of.pairs = plan
        .pairings
        .iter()
        .map(|pairing| (column(pairing.target), column(pairing.actual)))
        .collect();
    of.pairs.sort_unstable();
    let (mut sum, mut n) = (0i32, 0i32);
    let (mut fits, mut checks, mut checksum) = (0, 0, 0i32);
    let rating = of.column(Role::Rating);
    let mut graded = Vec::new();
    for record in sample(table) {
        let cell = |column: Option<usize>| column.and_then(|column| record.cells.get(column)?.as_ref());
        let base = cell(baseline);
        for pairing in &plan.pairings {
            let at = |slot: Option<slots::Slot>| cell(slot.map(|slot| slot.column));
            let (target, actual, rate) = (at(pairing.target), at(pairing.actual), at(pairing.rate));
            let units = match_units(target, actual) + match_units(target, base) / 2;
            let mut own = Evidence::Units.weight(units) + Evidence::Bounds.weight(bounds(target, actual));
            if let (Some(target), Some(actual)) =
                (target.and_then(Cell::number), actual.and_then(Cell::number))
            {
                own += Evidence::Magnitude.weight(magnitude(target, actual));
                let rank = cell(rating).and_then(|mark| marks::rank(&mark.text));
                graded.extend(rank.and_then(|rank| Some((rank, actual.checked_div(target)?))));
                if let Some((printed, decimals)) = rate.and_then(|rate| value::percentage(&rate.text)) {
                    checks += 1;
                    match rate_way(target, actual, base.and_then(Cell::number), printed, decimals) {
                        Some(way) => {
                            fits += 1;
                            // Read the other way round it would be the usual rate.
                            let doubt = if way == RateWay::Inverted { 250 } else { 0 };
                            checksum += information(printed, decimals) - doubt;
                        }
                        None => checksum -= 220,
                    }
                }
            }
            sum += own;
            n += 1;
        }
    }
    if n > 0 {
        of.score += sum / n * n.min(5) / 2;
    }
    if checks > 0 {
        let n = i32::try_from(checks).unwrap_or(1);
        of.checksum = Evidence::Rates.weight(checksum / n * n.min(7));
        of.score += of.checksum;
    }
    of.rates = (fits, checks);
    of.marks = marks::order(graded).unwrap_or_default();
    if of.marks.says_much() {
        of.score += Evidence::Marks.weight(150);
    }
}

/// Records spread over the table.
fn sample(table: &Proposal) -> impl Iterator<Item = &crate::reading::proposal::Record> {
    let step = table.records.len().div_ceil(SAMPLE).max(1);
    table.records.iter().step_by(step)
}

fn match_units(one: Option<&Cell>, other: Option<&Cell>) -> i32 {
    let unit = |cell: Option<&Cell>| -> Option<String> {
        let unit = cell?.point.as_ref()?.unit.clone()?;
        unit::is_unit(&unit).then_some(unit)
    };
    match (unit(one), unit(other)) {
        (Some(one), Some(other)) if one == other => 70,
        (Some(_), Some(_)) => -160,
        _ => 0,
    }
}

/// 以上 is said of what is aimed at.
fn bounds(target: Option<&Cell>, actual: Option<&Cell>) -> i32 {
    let aims = |cell: Option<&Cell>| {
        let point: Option<&Point> = cell.and_then(|cell| cell.point.as_ref());
        point.is_some_and(|point| {
            matches!(point.bound, Some(Bound::AtLeast | Bound::AtMost)) || point.relative.is_some()
        })
    };
    let mut weight = 0;
    if aims(target) {
        weight += 60;
    }
    if aims(actual) {
        weight -= 90;
    }
    weight
}

/// Figures of one indicator are of one size.
fn magnitude(target: Decimal, actual: Decimal) -> i32 {
    let (target, actual) = (target.abs(), actual.abs());
    if target.is_zero() || actual.is_zero() {
        return 0;
    }
    let (small, large) = if target < actual {
        (target, actual)
    } else {
        (actual, target)
    };
    let within = |times: i64| {
        small
            .checked_mul(Decimal::from(times))
            .is_none_or(|most| large <= most)
    };
    match () {
        () if within(2) => 30,
        () if within(5) => 0,
        () if within(30) => -70,
        () => -140,
    }
}

/// Ways in which printed rates are made, the usual one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateWay {
    /// Actual ÷ target, or the way from the baseline.
    Reached,
    /// Target ÷ actual: of indicators where less is better.
    Inverted,
}

/// The way in which the printed rate is that of the figures, rounded or cut at its last digit.
pub fn rate_way(
    target: Decimal,
    actual: Decimal,
    baseline: Option<Decimal>,
    printed: Decimal,
    decimals: u32,
) -> Option<RateWay> {
    let percent = |part: Decimal, whole: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
    let progress = |baseline: Decimal| percent(actual.checked_sub(baseline)?, target.checked_sub(baseline)?);
    let unit = Decimal::new(1, decimals.min(28));
    let is_near = |exact: Decimal| {
        exact
            .checked_sub(printed)
            .is_some_and(|difference| difference.abs() < unit)
    };
    if [percent(actual, target), baseline.and_then(progress)]
        .into_iter()
        .flatten()
        .any(is_near)
    {
        return Some(RateWay::Reached);
    }
    percent(target, actual)
        .filter(|exact| is_near(*exact))
        .map(|_| RateWay::Inverted)
}

/// What a printed rate that fits tells: little for 0 % and 100 %, more with each decimal.
fn information(printed: Decimal, decimals: u32) -> i32 {
    if printed.is_zero() || printed == Decimal::ONE_HUNDRED {
        return 120;
    }
    match decimals {
        0 => 300,
        1 => 550,
        _ => 600,
    }
}
