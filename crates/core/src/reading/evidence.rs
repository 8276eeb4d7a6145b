//! Whether a table holds indicators at all, and how surely it is read: positive evidence only.

use crate::layout::role::Role;
use crate::layout::vocabulary;
use crate::reading::assign::Assignment;
use crate::reading::atom::{self, Kind};
use crate::reading::proposal::{Proposal, Record};
use crate::reading::words;
use crate::reading::worth::Evidence;
use crate::text::{era, fold, heading, unit, value};

/// Percent from which a reading is given without a doubt.
pub const SURE: u8 = 80;
/// Percent from which a reading is given with its doubt named; below it is a candidate.
pub const CHECK: u8 = 50;

/// How surely a reading is right, in percent, given the best other one that pairs other columns, and its [`weak_names`].
pub fn confidence(table: &Proposal, best: &Assignment, rival: Option<&Assignment>, weakness: i32) -> u8 {
    let margin = rival.map_or(400, |rival| best.score - rival.score);
    let weight_of_margin = match margin {
        300.. => 10,
        150..300 => 0,
        60..150 => -12,
        _ => -30,
    };
    let weight_of_number = match table.records.len() {
        0 => -100,
        1 => -12,
        2 => -3,
        _ => 0,
    };
    let is_foreign = is_foreign(table) || is_budget(table, best);
    let (fits, checks) = best.rates;
    let is_refuted = checks >= 3 && fits * 4 < checks;
    let percent = base(table, best)
        + Evidence::Margin.weight(weight_of_margin)
        + Evidence::Repetition.weight(weight_of_number)
        - Evidence::Names.weight(weakness)
        - Evidence::HeaderWords.weight(figures_as_words(table))
        // Columns that are drawn are surer than those that were put together.
        - Evidence::Parsimony.weight(table.penalty / 10)
        - Evidence::Coverage.weight(holes(table, best) + left_over(table, best))
        - Evidence::Foreign.weight(if is_foreign { 45 } else { 0 })
        - Evidence::Years.weight(forecast(table, best) + two_of_a_year(table, best))
        - Evidence::Units.weight(other_units(table, best))
        + Evidence::GrantForm.weight(form_of_grants(table, best))
        - Evidence::Rates.weight(if is_refuted { 20 } else { 0 });
    u8::try_from(percent.clamp(1, 99)).unwrap_or(1)
}

/// What the header and the rates say, before all else.
fn base(table: &Proposal, of: &Assignment) -> i32 {
    let (fits, checks) = of.rates;
    let has_pair = of
        .roles
        .iter()
        .any(|role| matches!(role, Role::Target | Role::FinalTarget))
        && of.roles.contains(&Role::Actual);
    let said = i32::from(of.target_said.min(of.actual_said));
    // Rates with decimals that fit say as much as header words.
    let by_rates = match (fits, of.checksum) {
        (_, 1200..) if fits * 4 >= checks * 3 => 85,
        (_, 600..) if fits * 4 >= checks * 3 => 72,
        (2.., 300..) => 55,
        _ => 0,
    };
    let by_words = match said {
        85.. => 85,
        60..85 => 76,
        40..60 => 58,
        20..40 => 34,
        _ => 22,
    };
    // A header that calls the figures something else makes a ratio of other things: turnout, places filled, bids.
    let by_rates = by_rates.min(match (is_headed(table, of), says_rate(table, of)) {
        (true, false) => 30,
        (true, true) => 72,
        (false, _) => 69,
    });
    let by_rates = Evidence::Rates.weight(by_rates);
    // 72.0%以上 | 68.4% | C: what is bounded is aimed at, and a mark judges the other; enough to ask.
    let by_words = Evidence::HeaderWords.weight(by_words);
    let by_words = by_words.max(Evidence::Bounds.weight(if is_bounded(table, of) { BOUNDED } else { 0 }));
    // Grades in the order of the figures: less than a header, enough to be read with its doubt.
    let by_marks = Evidence::Marks.weight(if of.marks.says_much() { BY_MARKS } else { 0 });
    let by_rates = by_rates.max(by_marks);
    if has_pair {
        let both = if by_rates >= 55 && said >= 20 { 8 } else { 0 };
        return by_rates.max(by_words) + both;
    }
    // What is aimed at, without a result yet; or results alone, which make no indicator.
    let baseline = of.roles.contains(&Role::Baseline);
    match (of.target_said, of.actual_said) {
        (85.., 0) if baseline => 82,
        (85.., 0) => 55,
        (60.., 0) if baseline => 62,
        _ => 15,
    }
}

/// What grades say that follow the figures.
const BY_MARKS: i32 = 62;

/// What bounds and marks say without a header: less than [`CHECK`].
const BOUNDED: i32 = 45;

/// Three records or more whose targets say 以上 or 以下 while their results do not, with a mark beside each.
fn is_bounded(table: &Proposal, of: &Assignment) -> bool {
    let bounds = |role: Role| {
        let column = of.column(role)?;
        Some(table.share(column, |cell| {
            cell.point.as_ref().is_some_and(|point| point.bound.is_some())
        }))
    };
    let marks =
        (0..table.heads.len()).any(|column| table.share(column, |cell| cell.kind == Kind::Mark) >= 60);
    let n = table.records.len();
    n >= 3 && marks && bounds(Role::Target) >= Some(60) && bounds(Role::Actual) == Some(0)
}

/// The longest name of an office.
const LONGEST_OFFICE: usize = 12;

/// Names that are none: numbers, header words, units, the same again and again.
pub fn weak_names(table: &Proposal) -> i32 {
    let n = table.records.len().max(1);
    let names: Vec<String> = table.records.iter().map(first_line).collect();
    let is_weak = |name: &String| {
        let squeezed = fold::squeeze(name);
        let n_chars = squeezed.chars().count();
        !(2..=60).contains(&n_chars)
            || unit::is_unit(&squeezed)
            || vocabulary::is_label(name)
            || !squeezed.chars().any(fold::is_japanese)
            || squeezed.ends_with(['。', '、'])
            || squeezed.starts_with(['※', '→', '⇒', '注'])
            || squeezed.starts_with("(参考")
            || matches!(squeezed.as_str(), "数値" | "時点" | "設置" | "策定")
            || era::is_time(&squeezed)
            // A term of a plan.
            || squeezed.ends_with('期') && atom::is_ordinal(&squeezed)
            || matches!(squeezed.as_str(), "以上" | "以下" | "以内" | "未満" | "超")
            // Who is in charge, and what reaches over the bars of a table.
            || squeezed.ends_with(['課', '係']) && n_chars <= LONGEST_OFFICE
            || squeezed.contains('|')
            || squeezed.matches("年度").count() > 1
            || squeezed.matches("実績").count() > 1
            || squeezed.starts_with(|c: char| c.is_ascii_digit())
                && (squeezed.contains("以上") || squeezed.contains("未満"))
    };
    let weak = names.iter().filter(|name| is_weak(name)).count();
    let mut distinct = names.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let repeated = if distinct.len() * 2 < names.len() { 25 } else { 0 };
    // 利用者数 (2018) (2022): the years of its figures stand in a name, so that the figures are not in their places.
    let is_displaced = |name: &String| fold::squeeze(name).matches("(20").count() > 1;
    let displaced = if names.iter().any(is_displaced) { 25 } else { 0 };
    // 55.0% A-2 肺がん検診: figures or the grade of a row stand in the name of the next.
    let holding = |holds: fn(&str) -> bool| {
        let records = table.records.iter();
        records.filter(|record| first_words(record).any(holds)).count() >= 2
    };
    let shifted = match (holding(value::is_percentage), holding(is_grade)) {
        // All may be one place off.
        (true, _) => 45,
        (false, true) => 25,
        (false, false) => 0,
    };
    i32::try_from(weak * 60 / n).unwrap_or(0) + repeated + displaced + shifted
}

/// The first words of the parts of a name that was put together.
fn first_words(record: &Record) -> impl Iterator<Item = &str> {
    let parts = record.name.iter().filter(|_| record.name.len() > 1);
    parts.filter_map(|cell| cell.text.split_whitespace().next())
}

/// A-2, C: a letter, and a number of its own behind it.
fn is_grade(word: &str) -> bool {
    let squeezed = fold::squeeze(word);
    let rest = squeezed.strip_prefix(|c: char| c.is_ascii_uppercase());
    rest.is_some_and(|rest| {
        let number = rest.strip_prefix('-');
        rest.is_empty()
            || number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
    })
}

/// Words of the header that are figures themselves: 250/592.
fn figures_as_words(table: &Proposal) -> i32 {
    let is_figure = |text: &str| {
        let squeezed = fold::squeeze(text);
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | ',');
        squeezed.contains('/') && squeezed.chars().all(is_part)
    };
    let n = table.heads.iter().filter(|head| is_figure(&head.text)).count();
    if n >= 2 { 60 } else { 0 }
}

/// The name without what stands below it in its cell.
fn first_line(record: &Record) -> String {
    let drawn = record.name.len() == 1;
    let line = record
        .name
        .first()
        .map_or("", |cell| cell.text.lines().next().unwrap_or(""));
    if drawn && line.chars().count() >= 3 {
        heading::name(line)
    } else {
        name(record)
    }
}

/// The name of a record, its pieces joined.
fn name(record: &Record) -> String {
    let pieces: Vec<&str> = record.name.iter().map(|cell| cell.text.as_str()).collect();
    heading::name(&pieces.join("\n"))
}

/// Records without a target or an actual where most have both.
fn holes(table: &Proposal, of: &Assignment) -> i32 {
    let n = table.records.len().max(1);
    let (targets, actuals) = of.aims();
    let has = |record: &Record, columns: &[usize]| {
        columns.iter().any(|&column| {
            record.cells.get(column).is_some_and(|cell| {
                cell.as_ref()
                    .is_some_and(|cell| cell.kind == Kind::Number || cell.kind == Kind::Absent)
            })
        })
    };
    let missing = table
        .records
        .iter()
        .filter(|record| !has(record, &targets) && !has(record, &actuals))
        .count();
    let halves = table
        .records
        .iter()
        .filter(|record| has(record, &targets) != has(record, &actuals))
        .count();
    let halves = if targets.is_empty() || actuals.is_empty() || table.generator == "grid" {
        0
    } else {
        halves
    };
    i32::try_from(missing * 50 / n + halves * 40 / n).unwrap_or(0)
}

/// A figure between those that were taken, in the only record that was put together: its words may stand elsewhere.
fn left_over(table: &Proposal, of: &Assignment) -> i32 {
    let (targets, actuals) = of.aims();
    let taken = || targets.iter().chain(&actuals).copied();
    let is_between = |column: usize| taken().min() < Some(column) && Some(column) < taken().max();
    let mut ignored = of
        .roles
        .iter()
        .enumerate()
        .filter(|(_, role)| **role == Role::Ignore);
    let is_one = table.generator == "fold" && table.records.len() == 1;
    if is_one && ignored.any(|(column, _)| is_between(column) && table.is_numbers(column)) {
        25
    } else {
        0
    }
}

/// Words of budgets, votes, bids in the header, and none of indicators.
fn is_foreign(table: &Proposal) -> bool {
    let foreign = table
        .heads
        .iter()
        .filter(|head| words::is_foreign(&head.text))
        .count();
    let own = table
        .heads
        .iter()
        .filter(|head| {
            head.said
                .iter()
                .any(|said| said.percent >= 60 && said.role.is_value())
        })
        .count();
    foreign > 0 && foreign >= own
}

/// Money that is planned and spent: 予算額, 決算額, 執行率 — and nothing that is called a target.
fn is_budget(table: &Proposal, of: &Assignment) -> bool {
    let is_money = |head: &crate::reading::proposal::Head| {
        fold::squeeze(&head.text).contains("予算") || head.text.contains("執行率")
    };
    of.target_said < 40 && table.heads.iter().any(is_money)
}

/// The columns that are held against each other have words above them.
fn is_headed(table: &Proposal, of: &Assignment) -> bool {
    let (targets, actuals) = of.aims();
    targets
        .iter()
        .chain(&actuals)
        .any(|&column| table.heads.get(column).is_some_and(|head| !head.text.is_empty()))
}

/// A column is called 達成率, 進捗率 or the like.
fn says_rate(table: &Proposal, of: &Assignment) -> bool {
    of.column(Role::Rate)
        .and_then(|column| table.heads.get(column))
        .is_some_and(|head| words::percent(&head.said, Role::Rate) >= 85)
}

/// Results of past years and plans of coming ones, none of the same year: a forecast, not what was aimed at.
fn forecast(table: &Proposal, of: &Assignment) -> i32 {
    let (targets, actuals) = of.aims();
    let period = |column: &usize| table.heads.get(*column).and_then(|head| head.period);
    let planned: Vec<_> = targets.iter().filter_map(period).collect();
    let is_reached = planned
        .iter()
        .any(|year| actuals.iter().filter_map(period).any(|other| other == *year));
    if planned.len() >= 3 && !is_reached { 40 } else { 0 }
}

/// 90 | 名 | H28.2 | 85: figure, unit, month and figure, as the state's form for its grants has them.
fn form_of_grants(table: &Proposal, of: &Assignment) -> i32 {
    let most = |column: usize, kind: &Kind| table.share(column, |cell| cell.kind == *kind) >= 60;
    let (targets, actuals) = of.aims();
    let (Some(&target), Some(&actual)) = (targets.first(), actuals.first()) else {
        return 0;
    };
    let between = || target + 1..actual;
    let has = |kind: Kind| between().any(|column| most(column, &kind));
    if target < actual && has(Kind::Period) && has(Kind::Unit) {
        20
    } else {
        0
    }
}

/// What is aimed at has another unit than what was reached, in every record that prints both: 820億円 and 3.4㎡.
fn other_units(table: &Proposal, of: &Assignment) -> i32 {
    let own = |record: &Record, column: usize| {
        let cell = record.cells.get(column)?.as_ref()?;
        cell.point.as_ref()?.unit.clone()
    };
    let both = |&(target, actual): &(Option<usize>, Option<usize>)| Some((target?, actual?));
    let pairs = of.pairs.iter().filter_map(both);
    let printed = pairs.flat_map(|(target, actual)| {
        let records = table.records.iter();
        records.filter_map(move |record| own(record, target).zip(own(record, actual)))
    });
    if unit::all_unlike(printed) >= 2 { 60 } else { 0 }
}

/// Two targets held against results of the same year: years were not told apart.
fn two_of_a_year(table: &Proposal, of: &Assignment) -> i32 {
    let full: Vec<(usize, usize)> = of
        .pairs
        .iter()
        .filter_map(|&(target, actual)| Some((target?, actual?)))
        .collect();
    let period = |column: usize| table.heads.get(column).and_then(|head| head.period);
    let clash = full.iter().enumerate().any(|(at, &(target, actual))| {
        full.iter()
            .skip(at + 1)
            .any(|&(other, result)| other != target && period(result) == period(actual))
    });
    if clash { 45 } else { 0 }
}
