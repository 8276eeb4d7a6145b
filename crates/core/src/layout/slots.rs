//! Columns → observations: which target an actual is held against, and which printed rate is theirs.

use crate::kpi::{Against, Basis, Period};
use crate::layout::column::Spec;
use crate::layout::role::Role;
use crate::layout::vocabulary;
use crate::text::fold;

/// Which of two values in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The cell's only value.
    Whole,
    /// The first of two.
    Upper,
    /// The second of two.
    Lower,
}

/// One value of a row: its column and part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// 0-based column.
    pub column: usize,
    /// Which part of the cell.
    pub part: Part,
    /// The period that its header names.
    pub period: Option<Period>,
    /// What it counts.
    pub basis: Basis,
}

/// The slots of one observation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// Its period.
    pub period: Option<Period>,
    /// What it counts.
    pub basis: Basis,
    /// Which target the actual is held against.
    pub against: Against,
    /// The target; of [`Against::Final`] the final target's slot.
    pub target: Option<Slot>,
    /// The actual.
    pub actual: Option<Slot>,
    /// The printed rate, in a column of its own.
    pub rate: Option<Slot>,
}

/// What the columns of a table hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// 基準値.
    pub baseline: Option<Slot>,
    /// 最終目標値.
    pub final_target: Option<Slot>,
    /// Observations, in the order of their actuals.
    pub pairings: Vec<Pairing>,
}

/// Pairs the columns. `fiscal_year` is the year that the document reports on, for an actual without one.
pub fn plan(specs: &[Spec], fiscal_year: Option<i32>) -> Plan {
    let slots = slots(specs);
    let of = |wanted: Role| {
        slots
            .iter()
            .filter(move |(role, _)| *role == wanted)
            .map(|&(_, slot)| slot)
    };
    let mut actuals: Vec<Slot> = of(Role::Actual).collect();
    let mut baselines: Vec<Slot> = of(Role::Baseline).collect();
    // 基準値, 策定時: where it began, whatever rate is printed beside it.
    let is_start = |slot: &Slot| {
        let mut specs = specs.iter();
        specs.any(|spec| spec.column == slot.column && vocabulary::is_start(&spec.header))
    };
    let has_rate = of(Role::Rate).next().is_some() && !baselines.iter().all(is_start);
    if actuals.is_empty() && (baselines.len() > 1 || has_rate) {
        // 基準値 and 現状値 side by side, or 現状値 with a rate: what is now is the result.
        // Where one is undated, 出発点(R4) beside 現状値, the order tells.
        let are_dated = baselines.iter().all(|slot| slot.period.is_some());
        let end = |slot: &Slot| slot.period.filter(|_| are_dated).map(Period::end_month);
        let latest = |slot: &Slot| (end(slot), slot.column);
        actuals.extend(baselines.iter().copied().max_by_key(latest));
        baselines.retain(|baseline| !actuals.contains(baseline));
    }
    let mut plan = Plan {
        baseline: baselines.first().copied(),
        ..Plan::default()
    };
    let mut targets: Vec<Slot> = of(Role::Target).collect();
    by_plans(&mut targets, specs);
    let mut finals: Vec<Slot> = of(Role::FinalTarget).collect();
    // 計画目標値 year by year: what is aimed at in each, not in the end.
    let first = finals.first().map(|slot| slot.period);
    let is_dated_apart = |slot: &Slot| slot.period.is_some() && Some(slot.period) != first;
    if finals.iter().any(is_dated_apart) {
        targets.append(&mut finals);
    }
    let final_by_word = finals.first().copied();
    let reported = |slot: &Slot| slot.period.or(fiscal_year.map(Period::Fiscal));
    for actual in &actuals {
        let target = take(&mut targets, |target| target.column == actual.column).or_else(|| {
            take(&mut targets, |target| {
                target.basis == actual.basis && target.period.is_some() && target.period == reported(actual)
            })
        });
        plan.pairings.push(Pairing {
            period: reported(actual),
            basis: actual.basis,
            against: Against::Period,
            target,
            actual: Some(*actual),
            rate: None,
        });
    }
    let last_actual = actuals.iter().filter_map(reported).map(Period::end_month).max();
    // What is left over: a target of the same year printed again, a later one, or the only one, undated.
    let is_yearly = plan
        .pairings
        .iter()
        .any(|pairing| pairing.target.is_some_and(|target| target.period.is_some()));
    plan.final_target = final_by_word
        .or_else(|| end_of_years(&targets).filter(|_| is_yearly))
        .or_else(|| final_of(&targets, last_actual));
    if let Some(last) = plan.final_target {
        targets.retain(|target| *target != last);
    }
    for pairing in plan
        .pairings
        .iter_mut()
        .filter(|pairing| pairing.target.is_none())
    {
        let near = take(&mut targets, |target| {
            target.basis == pairing.basis && target.period.is_none()
        });
        if near.is_some() {
            pairing.target = near;
        } else if let Some(last) = plan.final_target {
            // Annual and cumulative values have a final target each.
            let same = |target: &&Slot| target.basis == pairing.basis && target.period == last.period;
            if let Some(&last) = std::iter::once(&last).chain(&targets).find(same) {
                (pairing.target, pairing.against) = (Some(last), Against::Final);
            }
        }
    }
    if plan.pairings.is_empty() {
        plan.pairings = waiting(&targets, plan.final_target);
    }
    join_rates(&mut plan, of(Role::Rate).collect());
    move_target_to_rate(&mut plan);
    leave_target_to_rate(&mut plan);
    plan
}

/// A plan without results yet: every target waits for its actual.
fn waiting(targets: &[Slot], last: Option<Slot>) -> Vec<Pairing> {
    let alone = last.iter().filter(|_| targets.is_empty());
    let pairing = |target: &Slot| Pairing {
        period: target.period,
        basis: target.basis,
        against: if last == Some(*target) {
            Against::Final
        } else {
            Against::Period
        },
        target: Some(*target),
        ..Pairing::default()
    };
    targets.iter().chain(alone).map(pairing).collect()
}

/// 目標, 実績(単年), 実績(累計), 達成率: the only target is the one of the actual whose rate is printed.
fn move_target_to_rate(plan: &mut Plan) {
    let is_undated = |pairing: &Pairing| pairing.target.is_some_and(|target| target.period.is_none());
    let mut with_target = plan
        .pairings
        .iter()
        .enumerate()
        .filter(|(_, pairing)| pairing.target.is_some());
    let (Some((from, pairing)), None) = (with_target.next(), with_target.next()) else {
        return;
    };
    if pairing.rate.is_some() || !is_undated(pairing) {
        return;
    }
    let (target, against) = (pairing.target, pairing.against);
    let mut rated = plan
        .pairings
        .iter()
        .enumerate()
        .filter(|(_, pairing)| pairing.rate.is_some());
    let (Some((to, _)), None) = (rated.next(), rated.next()) else {
        return;
    };
    if let Some(pairing) = plan.pairings.get_mut(from) {
        (pairing.target, pairing.against) = (None, Against::Period);
    }
    if let Some(pairing) = plan.pairings.get_mut(to) {
        (pairing.target, pairing.against) = (target, against);
    }
}

/// 当月の実績, 累計, 年間の目標, 進捗率: of two results of one time, the target is that of the one whose rate is printed.
fn leave_target_to_rate(plan: &mut Plan) {
    let mut rated = plan.pairings.iter().filter(|pairing| pairing.rate.is_some());
    let (Some(&rated), None) = (rated.next(), rated.next()) else {
        return;
    };
    let shares = |pairing: &&mut Pairing| {
        pairing.rate.is_none()
            && pairing.target.is_some()
            && pairing.target == rated.target
            && pairing.period == rated.period
            && pairing.actual != rated.actual
    };
    for pairing in plan.pairings.iter_mut().filter(shares) {
        (pairing.target, pairing.against) = (None, Against::Period);
    }
}

/// Values by role; two values of a cell are two slots.
fn slots(specs: &[Spec]) -> Vec<(Role, Slot)> {
    let mut slots = Vec::new();
    for spec in specs {
        let slot = |part| Slot {
            column: spec.column,
            part,
            period: spec.period,
            basis: spec.basis,
        };
        match spec.lower {
            Some(lower) => {
                slots.push((spec.role, slot(Part::Upper)));
                slots.push((lower, slot(Part::Lower)));
            }
            None if spec.role.is_value() => slots.push((spec.role, slot(Part::Whole))),
            None => {}
        }
    }
    slots
}

fn take(slots: &mut Vec<Slot>, wanted: impl Fn(&Slot) -> bool) -> Option<Slot> {
    let index = slots.iter().position(wanted)?;
    Some(slots.remove(index))
}

/// The final target among those that no actual of their year took: one later than every actual, else the only one
/// without a year, else the same year's printed again.
fn final_of(targets: &[Slot], last_actual: Option<i32>) -> Option<Slot> {
    let end = |target: &Slot| target.period.map(Period::end_month);
    let latest = targets
        .iter()
        .filter(|target| target.period.is_some())
        .max_by_key(|target| end(target));
    let undated: Vec<&Slot> = targets.iter().filter(|target| target.period.is_none()).collect();
    let later = latest.filter(|latest| last_actual.is_none_or(|last| end(latest) > Some(last)));
    let only_undated = if let [only] = undated[..] {
        Some(only)
    } else {
        None
    };
    let again = latest.filter(|latest| last_actual.is_some_and(|last| end(latest) == Some(last)));
    later.or(only_undated).or(again).copied()
}

/// 第10次目標 | 第9次目標 | 平成27年実績: what was reached belongs to the plan that was before.
fn by_plans(targets: &mut [Slot], specs: &[Spec]) {
    let number = |slot: &Slot| {
        let own = specs.iter().find(|spec| spec.column == slot.column);
        own.and_then(|spec| plan_number(&spec.header))
    };
    if targets
        .iter()
        .all(|slot| slot.period.is_none() && number(slot).is_some())
    {
        targets.sort_by_key(number);
    }
}

/// Which plan a header speaks of: 第9次計画の目標.
fn plan_number(header: &str) -> Option<u32> {
    if !header.contains('第') {
        return None;
    }
    let folded = fold::fold(header);
    let (_, behind) = folded.split_once('第')?;
    let (number, _) = behind.split_once(['次', '期'])?;
    number.trim().parse().ok()
}

/// 計画 of several years and 目標値 behind them: the only one without a year is that of the end.
fn end_of_years(targets: &[Slot]) -> Option<Slot> {
    let mut undated = targets.iter().filter(|target| target.period.is_none());
    let (Some(only), None) = (undated.next(), undated.next()) else {
        return None;
    };
    let dated = targets.iter().filter(|target| target.period.is_some());
    let last = dated.map(|target| target.column).max()?;
    (last < only.column).then_some(*only)
}

/// A rate belongs to the actual of its year, else to the nearest one on its left.
fn join_rates(plan: &mut Plan, rates: Vec<Slot>) {
    for rate in rates {
        let same_year = |pairing: &Pairing| {
            rate.period.is_some() && pairing.period == rate.period && pairing.basis == rate.basis
        };
        let left_of = |pairing: &Pairing| pairing.actual.is_some_and(|actual| actual.column < rate.column);
        let index = plan
            .pairings
            .iter()
            .position(|pairing| same_year(pairing) && pairing.rate.is_none())
            .or_else(|| {
                plan.pairings
                    .iter()
                    .rposition(|pairing| left_of(pairing) && pairing.rate.is_none() && rate.period.is_none())
            })
            .or_else(|| {
                plan.pairings.iter().position(|pairing| {
                    pairing.rate.is_none() && (rate.period.is_none() || pairing.period.is_none())
                })
            });
        if let Some(pairing) = index.and_then(|index| plan.pairings.get_mut(index)) {
            pairing.rate = Some(rate);
        }
    }
}
