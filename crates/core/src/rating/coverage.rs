//! Whether bands give every rate one word: names the gaps and the overlaps.
//!
//! Rates, comparisons with the target and comparisons with the baseline are cut into cells at every bound that a band
//! names; inside a cell no band changes its mind, so one sample tells for all of it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::rating::rule_set::band::{Band, Exact, Range, Seen};
use crate::rating::rule_set::fault::{Cell, RuleFault};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

const SIDES: [Ordering; 3] = [Ordering::Greater, Ordering::Equal, Ordering::Less];

/// A cell with a sample of its rates.
#[derive(Clone)]
struct Sample {
    rate: Option<Fraction>,
    /// Place among the pieces of the line of rates, highest first.
    piece: usize,
    cell: Cell,
}

/// Everything that is wrong with bands. `unlabelled` are ranges that may go without a word; `tied` says that a rate
/// above 100 % and a target that is exceeded are the same thing.
pub fn faults(bands: &[Band], unlabelled: &[Range], tied: bool) -> Vec<RuleFault> {
    let mut faults = bounds(bands);
    if !faults.is_empty() || bands.is_empty() {
        return faults;
    }
    let mut effective = BTreeSet::new();
    let mut shadowed: BTreeMap<usize, (usize, Cell)> = BTreeMap::new();
    let mut gaps: Vec<(usize, Cell)> = Vec::new();
    for sample in samples(bands, unlabelled, tied) {
        let seen = Seen {
            rate: sample.rate.as_ref(),
            target: sample.cell.target,
            baseline: sample.cell.baseline,
        };
        let open = sample
            .rate
            .as_ref()
            .is_some_and(|rate| unlabelled.iter().any(|range| range.holds(rate)));
        let holding = bands.iter().enumerate().filter(|(_, band)| band.holds(&seen));
        let mut holding = holding.filter(|(_, band)| !(open && band.is_rest()));
        match holding.next() {
            None if open => {}
            None => gap(&mut gaps, &sample),
            Some((first, _)) => {
                effective.insert(first);
                for (second, band) in holding {
                    let closed = band.below.is_some() || band.up_to.is_some();
                    let meant = closed && bands.get(first).is_some_and(Band::asks_rate);
                    shadowed.entry(second).or_insert((first, sample.cell));
                    if meant {
                        overlap(&mut faults, bands, first, second, sample.cell);
                    }
                }
            }
        }
    }
    for (second, (first, cell)) in shadowed {
        if !effective.contains(&second) {
            overlap(&mut faults, bands, first, second, cell);
        }
    }
    faults.extend(gaps.into_iter().map(|(_, cell)| RuleFault::Gap(Box::new(cell))));
    faults.extend(twice(bands));
    faults
}

/// Two lower or two upper bounds, or none left between them.
fn bounds(bands: &[Band]) -> Vec<RuleFault> {
    let wrong = bands.iter().filter(|band| {
        let twice =
            (band.from.is_some() && band.above.is_some()) || (band.below.is_some() && band.up_to.is_some());
        let low = band.from.or(band.above);
        let high = band.below.or(band.up_to);
        let closed = band.from.is_some() && band.up_to.is_some();
        let empty = low
            .zip(high)
            .is_some_and(|(low, high)| low > high || (low == high && !closed));
        twice || empty
    });
    wrong.map(|band| RuleFault::Bounds(band.text.clone())).collect()
}

fn overlap(faults: &mut Vec<RuleFault>, bands: &[Band], first: usize, second: usize, cell: Cell) {
    let text = |index: usize| bands.get(index).map(|band| band.text.clone()).unwrap_or_default();
    let (first, second) = (text(first), text(second));
    let told = faults.iter().any(|fault| {
        matches!(fault, RuleFault::Overlap { first: a, second: b, .. } if *a == first && *b == second)
    });
    if !told {
        let cell = Box::new(cell);
        faults.push(RuleFault::Overlap { first, second, cell });
    }
}

/// Neighbouring pieces of the same comparison are one gap.
fn gap(gaps: &mut Vec<(usize, Cell)>, sample: &Sample) {
    let before = gaps.iter_mut().find(|(piece, cell)| {
        *piece + 1 == sample.piece
            && cell.target == sample.cell.target
            && cell.baseline == sample.cell.baseline
    });
    match before {
        Some((piece, cell)) => {
            *piece = sample.piece;
            cell.rates.from = sample.cell.rates.from;
            cell.rates.above = sample.cell.rates.above;
        }
        None => gaps.push((sample.piece, sample.cell)),
    }
}

fn twice(bands: &[Band]) -> Option<RuleFault> {
    let mut words = BTreeSet::new();
    bands
        .iter()
        .find(|band| !words.insert((band.grade.as_deref(), band.text.as_str())))
        .map(|band| RuleFault::Twice(band.text.clone()))
}

fn samples(bands: &[Band], unlabelled: &[Range], tied: bool) -> Vec<Sample> {
    let asks_target = bands.iter().any(|band| band.target.is_some());
    let asks_baseline = bands.iter().any(|band| band.baseline.is_some());
    let sides = |asked: bool| -> Vec<Option<Ordering>> {
        if asked {
            SIDES.map(Some).to_vec()
        } else {
            vec![None]
        }
    };
    let mut samples = Vec::new();
    for (piece, (rates, rate)) in pieces(bands, unlabelled, asks_target && tied)
        .into_iter()
        .enumerate()
    {
        for target in sides(asks_target) {
            let hundred = Fraction::from(Decimal::ONE);
            let possible = |rate: &Fraction| target.is_none_or(|side| rate.cmp(&hundred) == side);
            if tied && !rate.as_ref().is_none_or(possible) {
                continue;
            }
            for baseline in sides(asks_baseline) {
                samples.push(Sample {
                    rate: rate.clone(),
                    piece,
                    cell: Cell {
                        rates,
                        target,
                        baseline,
                    },
                });
            }
        }
    }
    samples
}

/// The line of rates, cut at every bound, highest piece first, each with a sample. One piece without a rate if no band
/// asks for one.
fn pieces(bands: &[Band], unlabelled: &[Range], at_hundred: bool) -> Vec<(Range, Option<Fraction>)> {
    let named = bands
        .iter()
        .map(Band::range)
        .chain(unlabelled.iter().copied())
        .flat_map(|range| range.bounds().collect::<Vec<_>>());
    let mut cuts: BTreeSet<Decimal> = named.collect();
    if cuts.is_empty() {
        return vec![(Range::default(), None)];
    }
    if at_hundred {
        cuts.insert(Decimal::ONE_HUNDRED);
    }
    let mut pieces = Vec::new();
    let mut above: Option<Decimal> = None;
    let half = |sum: Fraction| sum.times(&Fraction::from(Decimal::new(5, 1)));
    for &cut in cuts.iter().rev() {
        let at = Fraction::from_percent(cut);
        let upper = above.map_or_else(
            || at.plus(&Fraction::from(Decimal::ONE)),
            |above| half(at.plus(&Fraction::from_percent(above))),
        );
        let between = Range {
            above: Some(Exact(cut)),
            below: above.map(Exact),
            ..Range::default()
        };
        let exactly = Range {
            from: Some(Exact(cut)),
            up_to: Some(Exact(cut)),
            ..Range::default()
        };
        pieces.push((between, Some(upper)));
        pieces.push((exactly, Some(at)));
        above = Some(cut);
    }
    if let Some(lowest) = above {
        let below = Range {
            below: Some(Exact(lowest)),
            ..Range::default()
        };
        let at = Fraction::from_percent(lowest).minus(&Fraction::from(Decimal::ONE));
        pieces.push((below, Some(at)));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Vec<Band> {
        serde_json::from_str(json).expect("bands")
    }

    fn percent(percent: i64) -> Exact {
        Exact(percent.into())
    }

    #[test]
    fn a_gap_is_named_by_its_ends() {
        let bands = read(
            r#"[{"from":"100","text":"A"},{"from":"80","upTo":"99","text":"B"},{"below":"80","text":"C"}]"#,
        );
        let gap = Cell {
            rates: Range {
                above: Some(percent(99)),
                below: Some(percent(100)),
                ..Range::default()
            },
            ..Cell::default()
        };
        assert_eq!(faults(&bands, &[], false), [RuleFault::Gap(Box::new(gap))]);
        assert!(
            faults(&bands, &[gap.rates], false).is_empty(),
            "a declared gap is none"
        );
        let open = read(r#"[{"from":"100","text":"A"},{"from":"80","text":"B"}]"#);
        assert!(
            matches!(faults(&open, &[], false).as_slice(), [RuleFault::Gap(cell)] if cell.rates.below == Some(percent(80)))
        );
    }

    #[test]
    fn neighbouring_pieces_are_one_gap() {
        let bands = read(r#"[{"from":"100","text":"A"},{"below":"50","text":"C"}]"#);
        let wide = [Range {
            from: Some(percent(60)),
            below: Some(percent(70)),
            ..Range::default()
        }];
        assert!(
            matches!(faults(&bands, &[], false).as_slice(), [RuleFault::Gap(cell)]
            if cell.rates == Range { from: Some(percent(50)), below: Some(percent(100)), ..Range::default() })
        );
        assert_eq!(
            faults(&bands, &wide, false).len(),
            2,
            "on both sides of what is declared"
        );
    }

    #[test]
    fn an_overlap_is_named_by_both_words() {
        let bands = read(r#"[{"from":"100","text":"A"},{"from":"80","upTo":"100","text":"B"},{"text":"C"}]"#);
        assert!(
            matches!(faults(&bands, &[], false).as_slice(), [RuleFault::Overlap { first, second, cell }]
            if first == "A" && second == "B" && cell.rates.up_to == Some(percent(100)))
        );
        let never = read(r#"[{"from":"80","text":"A"},{"from":"100","text":"B"},{"text":"C"}]"#);
        assert!(
            matches!(faults(&never, &[], false).as_slice(), [RuleFault::Overlap { second, .. }] if second == "B")
        );
    }

    #[test]
    fn comparisons_are_covered_too() {
        let bands = read(
            r#"[{"target":"met","text":"A"},{"baseline":"better","text":"B"},{"baseline":"same","text":"C"},{"baseline":"worse","text":"D"}]"#,
        );
        assert!(faults(&bands, &[], true).is_empty());
        let gap = faults(bands.get(..3).unwrap_or_default(), &[], true);
        assert!(matches!(gap.as_slice(), [RuleFault::Gap(cell)]
            if cell.target == Some(Ordering::Less) && cell.baseline == Some(Ordering::Less)));
        let mixed = read(r#"[{"target":"exceeded","text":"A"},{"from":"80","text":"B"},{"text":"C"}]"#);
        assert!(faults(&mixed, &[], true).is_empty());
    }

    #[test]
    fn bounds_that_leave_nothing_are_wrong() {
        for bands in [
            r#"[{"from":"80","above":"70","text":"A"}]"#,
            r#"[{"below":"80","upTo":"70","text":"A"}]"#,
            r#"[{"from":"80","below":"80","text":"A"}]"#,
            r#"[{"above":"90","upTo":"80","text":"A"}]"#,
        ] {
            assert_eq!(
                faults(&read(bands), &[], false),
                [RuleFault::Bounds("A".to_owned())],
                "{bands}"
            );
        }
    }
}
