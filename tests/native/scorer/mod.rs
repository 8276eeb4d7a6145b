//! What is read out of a case beside what a careful reader takes out of it: right, offered, silently wrong, invented.
//!
//! A record is one indicator of one year; those that lack a target or an actual are not asked for. `tests/native/pages.rs`
//! holds the counts to floors, `examples/score.rs` prints them.

use kpi_core::assess::Assessment;
use kpi_core::kpi::{Certainty, Indicator, Observation, Point};
use kpi_core::text::fold;
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::Severity;
use serde_json::Value;

/// How many records there are, and what became of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    /// Asked for.
    pub records: usize,
    /// Read with their name, figures and year.
    pub right: usize,
    /// Among the two best readings of a candidate.
    pub offered: usize,
    /// Figures that were read under another name.
    pub named: usize,
    /// Neither read nor offered.
    pub missed: usize,
    /// Read wrongly, and nothing says so at the record.
    pub silent: usize,
    /// Comparisons that are in no record: of no indicator of the case, or once more of one that is under a name of which
    /// the reader's is only a part.
    pub invented: usize,
    /// Those of `invented` whose indicator has no part of its name in the case.
    pub unheard: usize,
    /// What was read as certain.
    pub sure: Kept,
    /// What was read with its doubt named.
    pub check: Kept,
}

/// Comparisons that were read with one certainty, and how many of them are as the reader has them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kept {
    /// As a record has them.
    pub right: usize,
    /// All that are in a record, or in none.
    pub all: usize,
}

impl Kept {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }

    /// Of a hundred, rounded down; all, where there is none.
    pub(crate) fn percent(self) -> usize {
        (self.right * 100).checked_div(self.all).unwrap_or(100)
    }
}

impl std::ops::AddAssign for Kept {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.all += other.all;
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.records += other.records;
        self.right += other.right;
        self.offered += other.offered;
        self.named += other.named;
        self.missed += other.missed;
        self.silent += other.silent;
        self.invented += other.invented;
        self.unheard += other.unheard;
        self.sure += other.sure;
        self.check += other.check;
    }
}

impl Count {
    fn kept(&mut self, certainty: Certainty) -> &mut Kept {
        match certainty {
            Certainty::Sure => &mut self.sure,
            Certainty::Check => &mut self.check,
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} of {} right, {} offered, {} under another name, {} silently wrong, {} invented, {} missed; \
             sure {} of {}, check {} of {}",
            self.right,
            self.records,
            self.offered,
            self.named,
            self.silent,
            self.invented,
            self.missed,
            self.sure.right,
            self.sure.all,
            self.check.right,
            self.check.all
        )
    }
}

/// Target and actual.
type Figures = (Decimal, Decimal);

/// A comparison that was read.
struct Read<'a> {
    index: usize,
    indicator: &'a Indicator,
    seen: &'a Observation,
    figures: Figures,
    /// Of a result with the target of the end, which stands beside those of the years.
    is_final: bool,
}

/// A record of the reader's.
struct Wanted<'a> {
    name: &'a str,
    figures: Figures,
    year: Option<i32>,
}

impl<'a> Wanted<'a> {
    fn of(record: &'a Value) -> Option<Self> {
        let number = |key: &str| number(&record[key]);
        Some(Self {
            name: name_of(record),
            figures: (number("target")?, number("actual")?),
            year: record["period"].as_str().and_then(year),
        })
    }

    fn has_figures(&self, (target, actual): Figures) -> bool {
        is_near(target, self.figures.0) && is_near(actual, self.figures.1)
    }

    /// Of the same year, as far as both say one.
    fn has_year(&self, seen: &Observation) -> bool {
        let of_actual = seen.actual.as_ref().and_then(|point| point.period);
        let own = of_actual.or(seen.period).map(|period| period.to_string());
        let Some((year, own)) = self.year.zip(own) else {
            return true;
        };
        // The end of March ends the fiscal year before.
        let is_spring = ["-01", "-02", "-03"].iter().any(|month| own.ends_with(month));
        self::year(&own).is_none_or(|own| own == year || is_spring && own == year + 1)
    }
}

/// Counts what became of the `expected` records, with a line for each that is not right.
pub(crate) fn score(assessment: &Assessment, expected: &[Value]) -> (Count, Vec<String>) {
    let found = &assessment.recognised;
    let got = comparisons(&found.indicators);
    let readings = found
        .candidates
        .iter()
        .flat_map(|candidate| candidate.readings.iter().take(2));
    let offered: Vec<_> = readings
        .flat_map(|reading| comparisons(&reading.indicators))
        .collect();
    let mut used = vec![false; got.len()];
    let (mut count, mut lines) = (Count::default(), Vec::new());
    let records = expected.iter().filter(|record| record["confidence"] != "low");
    for wanted in records.filter_map(Wanted::of) {
        count.records += 1;
        let name = wanted.name;
        let named = |at: &usize| is_same_name(name, &got[*at].indicator.name);
        let timely = |at: &usize| wanted.has_year(got[*at].seen);
        let same: Vec<usize> = (0..got.len())
            .filter(|&at| !used[at] && wanted.has_figures(got[at].figures))
            .collect();
        let best = same.iter().find(|at| named(at) && timely(at));
        let next = best.or_else(|| same.iter().find(|at| named(at)));
        if let Some(&at) = next.or(same.first()) {
            used[at] = true;
            let read = &got[at];
            let is_right = named(&at) && timely(&at);
            count.kept(read.indicator.certainty).add(is_right);
            if is_right {
                count.right += 1;
                continue;
            }
            let (sort, tally) = if named(&at) {
                ("period", &mut count.missed)
            } else {
                ("named ", &mut count.named)
            };
            *tally += 1;
            count.silent += usize::from(!is_warned(assessment, read.index));
            let period = read.seen.period.map(|period| period.to_string());
            lines.push(format!(
                "   {sort} {name} {:?} ← {} {period:?}",
                wanted.year, read.indicator.name
            ));
        } else if offered
            .iter()
            .any(|read| wanted.has_figures(read.figures) && is_same_name(name, &read.indicator.name))
        {
            count.offered += 1;
        } else {
            count.missed += 1;
            let mut indicators = found.indicators.iter();
            let read = indicators.position(|indicator| key(&indicator.name) == key(name));
            let is_silent = read.is_some_and(|index| !is_warned(assessment, index));
            count.silent += usize::from(is_silent);
            let sort = if is_silent { "silent" } else { "missed" };
            lines.push(format!("   {sort} {name} {:?}", wanted.figures));
        }
    }
    for (read, _) in got
        .iter()
        .zip(&used)
        .filter(|(read, used)| !**used && !read.is_final)
    {
        let own = &read.indicator.name;
        let is_part = |record: &&Value| is_same_name(name_of(record), own);
        let is_asked = |record: &Value| record["confidence"] != "low" && Wanted::of(record).is_some();
        let is_known = |record: &Value| !is_asked(record) || key(name_of(record)) == key(own);
        if expected.iter().filter(is_part).any(is_known) {
            continue;
        }
        count.invented += 1;
        count.kept(read.indicator.certainty).add(false);
        count.unheard += usize::from(!expected.iter().any(|record| is_part(&record)));
        lines.push(format!("   invented {own} {:?}", read.figures));
    }
    (count, lines)
}

/// Target and actual of a comparison that has both.
pub(crate) fn figures(seen: &Observation) -> Option<Figures> {
    let value = |point: Option<&Point>| point.and_then(|point| point.value);
    Some((value(seen.target.as_ref())?, value(seen.actual.as_ref())?))
}

fn comparisons<'a>(indicators: &'a [Indicator]) -> Vec<Read<'a>> {
    let of = |(index, indicator): (usize, &'a Indicator)| {
        let indicator: &Indicator = indicator;
        let of_year = move |seen| {
            Some(Read {
                index,
                indicator,
                seen,
                figures: figures(seen)?,
                is_final: false,
            })
        };
        let last = indicator.final_target.as_ref().and_then(|point| point.value);
        let of_end = move |seen: &'a Observation| {
            Some(Read {
                index,
                indicator,
                seen,
                figures: (last?, seen.actual.as_ref()?.value?),
                is_final: true,
            })
        };
        let of_years = indicator.observations.iter().filter_map(of_year);
        of_years.chain(indicator.observations.iter().filter_map(of_end))
    };
    indicators.iter().enumerate().flat_map(of).collect()
}

/// A person sees at the indicator that something may be wrong.
fn is_warned(assessment: &Assessment, index: usize) -> bool {
    let indicator = assessment.recognised.indicators.get(index);
    let mut remarks = assessment.remarks.iter();
    indicator.is_some_and(|indicator| indicator.certainty == Certainty::Check)
        || remarks.any(|remark| remark.indicator == Some(index) && remark.code.severity() != Severity::Info)
}

/// Equal, or one is counted in 千, 万 or 億 where the other is multiplied out.
fn is_near(one: Decimal, other: Decimal) -> bool {
    let times = [1_i64, 1_000, 10_000, 1_000_000, 100_000_000].map(Decimal::from);
    times
        .iter()
        .any(|times| one == other * times || one * times == other)
}

fn name_of(record: &Value) -> &str {
    record["name"].as_str().unwrap_or("")
}

/// One is part of the other, or begins it.
fn is_same_name(wanted: &str, got: &str) -> bool {
    let (wanted, got) = (key(wanted), key(got));
    let head: String = wanted.chars().take(6).collect();
    !got.is_empty() && (wanted.contains(&got) || got.contains(&head))
}

/// A name without what is written in many ways.
fn key(name: &str) -> String {
    let dash = |c: char| if "‐－―ー−-".contains(c) { '-' } else { c };
    fold::squeeze(name).chars().map(dash).collect()
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The year of `2024`, `2024年度`, `R6` or `H30`; of a span, `FY2021/FY2023`, the one that it ends with.
fn year(text: &str) -> Option<i32> {
    let text = text.rsplit('/').next()?;
    let characters: Vec<char> = text.chars().collect();
    let mut fours = characters.windows(4);
    if let Some(four) = fours.find(|four| four.iter().all(char::is_ascii_digit)) {
        return four.iter().collect::<String>().parse().ok();
    }
    let number = text.get(1..)?.parse::<i32>().ok()?;
    match text.chars().next()? {
        'H' => Some(1988 + number),
        'R' => Some(2018 + number),
        _ => None,
    }
}
