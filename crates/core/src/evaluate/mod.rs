//! Indicators → rates, statuses, directions, progress and what does not add up.
//!
//! | file | decides |
//! |---|---|
//! | [`unit`] | the indicator's unit, and every value in it |
//! | [`direction`] | which way is better, and what says so; its words are in [`vocabulary`] |
//! | [`evaluation`] | what comes of one indicator |
//! | [`target_kind`] | what a target is |
//! | [`measure`] | one comparison: kind of target, status, reason, the values that methods work on |
//! | [`methods`] | the ways to make a rate, one file each |
//! | [`recheck`] | printed rates against ours |
//! | [`speaks`] | which measurement speaks for the indicator |
//! | [`findings`] | what does not add up (検算), one file each |
//! | [`unread`] | figures that gave no value, each named |
//! | [`ids`] | names for indicators and projects that survive other rows |
//!
//! The rules are those of the contract. What a rule set adds (shown rates, labels) is `rating`'s.

pub mod assumption;
pub mod direction;
pub mod evaluation;
pub mod findings;
pub mod ids;
pub mod measure;
pub mod methods;
pub mod recheck;
pub mod speaks;
pub mod standing;
pub mod target_kind;
pub mod unit;
pub mod unread;
pub mod vocabulary;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::direction::DirectionFrom;
use crate::evaluate::findings::View;
use crate::evaluate::measure::Measurement;
use crate::evaluate::methods::Tolerance;
use crate::evaluate::target_kind::TargetKind;
use crate::kpi::{Against, Direction, Indicator, Observation, Period, Point, Recognised, Term};
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::Sheet;

pub use crate::evaluate::evaluation::Evaluation;

/// What a person says of one indicator, against what the sheet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    /// Which way is better.
    pub direction: Option<Direction>,
    /// The id of the method of its shown rate.
    pub method: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// The target of the measurement that speaks for it.
    pub target: Option<Point>,
    /// The term of its plan or project.
    pub term: Option<Term>,
    /// Why; kept, never interpreted.
    pub reason: Option<String>,
}

/// What the evaluation depends on besides the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The period that is asked for; without it the latest with an actual, per indicator.
    pub as_of: Option<Period>,
    /// The plan's term, as a person gives it.
    pub term: Term,
    /// Overrides by index of the indicator.
    pub overrides: BTreeMap<usize, Override>,
    /// The rule set's tolerance for "maintain".
    pub tolerance: Option<Tolerance>,
}

/// All indicators of a sheet, evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluated {
    /// In the order of [`Recognised::indicators`].
    pub indicators: Vec<Evaluation>,
    /// What the evaluation has to tell.
    pub remarks: Vec<Remark>,
}

/// Evaluates every indicator. Never fails: what cannot be computed has a reason. `sheets` are what it was recognised in:
/// some printed totals stand beside the indicators.
pub fn evaluate(sheets: &[Sheet], recognised: &Recognised, wishes: &Wishes) -> Evaluated {
    let mut evaluated = Evaluated::default();
    let mut terms = Vec::new();
    let mut told_tables = BTreeSet::new();
    let no_override = Override::default();
    let ratios = tables_of_ratios(recognised, wishes);
    for (index, indicator) in recognised.indicators.iter().enumerate() {
        let user = wishes.overrides.get(&index).unwrap_or(&no_override);
        let term = term(recognised, indicator, user, wishes.term);
        let (evaluation, remarks) = one(indicator, user, wishes, term, ratios.contains(&indicator.table));
        if indicator.direction_unread.is_none()
            && evaluation.direction_from == DirectionFrom::Assumed
            && told_tables.insert(indicator.table)
        {
            let remark = Remark::new(Code::DirectionAssumed, Some(indicator.at.clone()));
            evaluated.remarks.push(
                remark
                    .on_indicator(index)
                    .on_field("direction")
                    .with([&indicator.name]),
            );
        }
        evaluated
            .remarks
            .extend(remarks.into_iter().map(|remark| remark.on_indicator(index)));
        evaluated.indicators.push(evaluation);
        terms.push(term);
    }
    let view = View {
        sheets,
        recognised,
        evaluations: &evaluated.indicators,
        terms: &terms,
    };
    evaluated.remarks.append(&mut unread::remarks(recognised));
    let mut found = findings::findings(&view);
    evaluated.remarks.append(&mut found);
    evaluated
}

/// The tables whose printed rates are ratios (0.9 for 90 %), as the most of them agree with ours only so.
fn tables_of_ratios(recognised: &Recognised, wishes: &Wishes) -> BTreeSet<usize> {
    let mut counts = BTreeMap::<usize, (usize, usize)>::new();
    for indicator in &recognised.indicators {
        let printed = indicator
            .observations
            .iter()
            .filter_map(|seen| seen.printed_rate.as_deref());
        if !printed.clone().any(recheck::may_be_ratio) {
            continue;
        }
        let (evaluation, _) = one(indicator, &Override::default(), wishes, Term::default(), true);
        for found in &evaluation.measurements {
            let Some(printed) = found.printed_rate.as_deref() else {
                continue;
            };
            let (n_ratios, n) = counts.entry(indicator.table).or_default();
            *n += 1;
            *n_ratios += usize::from(recheck::agrees_as_ratio(printed, found.rate.as_ref()));
        }
    }
    let most = counts
        .into_iter()
        .filter(|(_, (n_ratios, n))| *n_ratios > 1 && n_ratios * 2 > *n);
    most.map(|(table, _)| table).collect()
}

/// The term that an indicator's plan or project runs for: as a person says, else its project's, else the document's.
fn term(recognised: &Recognised, indicator: &Indicator, user: &Override, asked: Term) -> Term {
    // Deeper than any sheet; parents that run in a circle end here too.
    const MAX_DEPTH: usize = 16;
    let mut terms = vec![user.term, Some(asked)];
    let mut project = indicator.project;
    for _ in 0..MAX_DEPTH {
        let Some(found) = project.and_then(|index| recognised.projects.get(index)) else {
            break;
        };
        terms.push(found.term);
        project = found.parent;
    }
    terms.push(recognised.heading.term);
    let terms = || terms.iter().flatten();
    Term {
        start: terms().find_map(|term| term.start),
        end: terms().find_map(|term| term.end),
    }
}

fn one(
    indicator: &Indicator,
    user: &Override,
    wishes: &Wishes,
    term: Term,
    rates_are_ratios: bool,
) -> (Evaluation, Vec<Remark>) {
    let mut remarks = Vec::new();
    let mut observations = Cow::Borrowed(indicator.observations.as_slice());
    if !observations.is_sorted_by_key(speaks::order) {
        observations.to_mut().sort_by_key(speaks::order);
    }
    let speaks = speaks::speaks(&observations, wishes.as_of);
    let final_target = lay_over(
        &mut observations,
        speaks,
        indicator.final_target.as_ref(),
        user.target.as_ref(),
    );

    let unit = user.unit.clone().or_else(|| unit::resolve(indicator));
    let in_unit = |point: &Point| unit::converted(point, unit.as_deref());
    let baseline = indicator.baseline.as_ref().map(in_unit);
    let mut final_target = final_target.as_ref().map(in_unit);
    if let Some(target) = &mut final_target {
        measure::derive(target, baseline.as_ref());
    }

    let told = direction::tell(indicator, unit.as_deref(), user.direction);
    remarks.extend(told.remarks);
    let mut context = measure::Context {
        direction: told.direction,
        is_assumed: told.from == DirectionFrom::Assumed,
        unit: unit.as_deref(),
        baseline: baseline.as_ref(),
        final_target: final_target.as_ref(),
        counts_change: direction::counts_change(&indicator.name),
        tolerance: wishes.tolerance,
        term,
        rates_are_ratios,
        remarks: Vec::new(),
    };
    let measurements: Vec<Measurement> = observations
        .iter()
        .enumerate()
        .map(|(index, seen)| context.measure(index, seen))
        .collect();
    remarks.append(&mut context.remarks);

    let speaking = speaks.and_then(|index| measurements.get(index));
    let target_kind = match (speaking, &final_target) {
        (Some(measurement), _) if measurement.kind != TargetKind::None => measurement.kind,
        (_, Some(target)) => measure::kind(Some(target)),
        _ => TargetKind::None,
    };
    let evaluation = Evaluation {
        unit,
        direction: told.direction,
        direction_from: told.from,
        target_kind,
        baseline,
        final_target,
        measurements,
        speaks,
    };
    (evaluation, remarks)
}

/// Lays a person's target over the observation that speaks, and over the final target that it repeats.
fn lay_over(
    observations: &mut Cow<'_, [Observation]>,
    speaks: Option<usize>,
    printed: Option<&Point>,
    target: Option<&Point>,
) -> Option<Point> {
    let Some(target) = target else {
        return printed.cloned();
    };
    let placed = |old: Option<&Point>| Point {
        at: old.and_then(|old| old.at.clone()),
        period: old.and_then(|old| old.period),
        basis: old.map(|old| old.basis).unwrap_or_default(),
        ..target.clone()
    };
    let Some(seen) = speaks.and_then(|index| observations.to_mut().get_mut(index)) else {
        return Some(placed(printed));
    };
    seen.target = Some(placed(seen.target.as_ref()));
    if seen.against == Against::Final {
        Some(placed(printed))
    } else {
        printed.cloned()
    }
}
