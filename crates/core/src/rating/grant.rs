//! The four labels of the regional-revitalisation grants (地方創生に…効果), suggested from a project's indicators.
//!
//! The criteria are those of the national report form 「事業実施結果報告」 (様式2) as 草津市 reproduces it: target
//! exceeded; 70–80 % of it reached; better than before; worse than before. How several indicators make one label is
//! stated nowhere. The rule here is inferred: indicators without a value or with 0 of 0 are dropped; all met → 1; at
//! least half of them at 70 % or more → 2; any better than its baseline, or with a positive increment → 3; else 4. It
//! is a judgement of people, so it is suggested with its numbers, never asserted.
//!
//! # Source
//! 草津市 追加資料②, <https://expydoc.com/doc/11240987/>; five further sheets for the words.

use crate::evaluate::Evaluated;
use crate::evaluate::measure::{Measurement, Status};
use crate::evaluate::methods::Case;
use crate::kpi::{Basis, Direction, Project, Reason, Recognised};
use crate::rating::label_check::LabelCheck;
use crate::rating::rule_set::{GrantLabels, RuleSet};
use crate::text::verdict;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::base::remark::{Code, Remark};

/// The rule set that suggests them.
pub const RULE_SET: &str = "grant-labels";

/// Percent of the target from which it counts as reached to a good part (7割).
const NEAR: u32 = 70;

/// What stands before the words in the national form.
const PREFIX: &str = "地方創生に";

/// What the fourth label has between prefix and words.
const AGAINST: &str = "対して";

/// The words, strongest first, in the two wordings that sheets print.
const WORDINGS: [[&str; 4]; 2] = [
    [
        "非常に効果的であった",
        "相当程度効果があった",
        "効果があった",
        "効果がなかった",
    ],
    [
        "非常に効果があった",
        "相当程度効果があった",
        "効果があった",
        "効果がなかった",
    ],
];

/// The four labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 非常に効果的であった.
    Exceeded,
    /// 相当程度効果があった.
    Near,
    /// 効果があった.
    Better,
    /// 効果がなかった.
    Worse,
}

impl Step {
    /// Strongest first.
    const ALL: [Self; 4] = [Self::Exceeded, Self::Near, Self::Better, Self::Worse];

    fn index(self) -> usize {
        self as usize
    }

    /// The label that printed words are.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.get(verdict::grant_label(text)?).copied()
    }
}

/// An indicator that a label follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its index.
    pub indicator: usize,
    /// Its name.
    pub name: String,
    /// Its rate in percent, one decimal; some have only a status.
    pub rate: Option<String>,
    /// Its target is met.
    pub met: bool,
    /// At 70 % or more, or met.
    pub near: bool,
    /// Better than its baseline, if that can be told.
    pub better: Option<bool>,
}

/// An indicator that a label cannot use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Its index.
    pub indicator: usize,
    /// Its name.
    pub name: String,
    /// What came of its comparison; `None` if it has none.
    pub status: Option<Status>,
    /// Why.
    pub reason: Option<Reason>,
}

/// A suggested label with everything that it follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Which of the four.
    pub step: Step,
    /// In the sheet's own wording.
    pub text: String,
    /// Its letter, where the sheet's letters are in the order of the labels.
    pub grade: Option<String>,
    /// As printed.
    pub printed: Option<String>,
    /// Ours against the printed one.
    pub check: LabelCheck,
    /// What it follows from.
    pub counted: Vec<Counted>,
    /// What was left out.
    pub dropped: Vec<Dropped>,
}

impl Suggestion {
    /// What is to be told of it.
    pub fn remark(&self, project: &Project, index: usize) -> Option<Remark> {
        let printed = self
            .printed
            .clone()
            .filter(|_| self.check == LabelCheck::Mismatch)?;
        let remark = Remark::new(Code::LabelDiffers, Some(project.at.clone())).on_field("label");
        Some(Remark {
            project: Some(index),
            proposal: Some(self.text.clone()),
            ..remark.with([printed, self.text.clone()])
        })
    }
}

/// Suggests a label for every project that the rule set asks for.
pub fn suggest(recognised: &Recognised, evaluated: &Evaluated, rules: &RuleSet) -> Vec<Option<Suggestion>> {
    let below = below(recognised);
    let wording = wording(recognised);
    let projects = recognised.projects.iter().zip(&below);
    let suggested = projects.map(|(project, below)| {
        let printed = project
            .printed
            .label
            .as_deref()
            .and_then(|text| Some((Step::parse(text)?, text)));
        let asked = match rules.grant_labels {
            GrantLabels::Always => true,
            GrantLabels::WherePrinted => printed.is_some(),
            GrantLabels::Never => false,
        };
        asked
            .then(|| one(recognised, evaluated, below, project, printed, wording))
            .flatten()
    });
    suggested.collect()
}

/// Indices of the indicators of each project and of the projects below it.
pub fn below(recognised: &Recognised) -> Vec<Vec<usize>> {
    // Deeper than any sheet; parents that run in a circle end here too.
    const MAX_DEPTH: usize = 16;
    let mut below = vec![Vec::new(); recognised.projects.len()];
    for (index, indicator) in recognised.indicators.iter().enumerate() {
        let mut project = indicator.project;
        for _ in 0..MAX_DEPTH {
            let Some(own) = project.and_then(|project| below.get_mut(project)) else {
                break;
            };
            if own.last() == Some(&index) {
                break;
            }
            own.push(index);
            project = project
                .and_then(|project| recognised.projects.get(project))
                .and_then(|found| found.parent);
        }
    }
    below
}

fn one(
    recognised: &Recognised,
    evaluated: &Evaluated,
    below: &[usize],
    project: &Project,
    printed: Option<(Step, &str)>,
    wording: [&'static str; 4],
) -> Option<Suggestion> {
    let mut counted = Vec::new();
    let mut dropped = Vec::new();
    let found = |&index: &usize| {
        let evaluation = evaluated.indicators.get(index)?;
        Some((index, recognised.indicators.get(index)?, evaluation))
    };
    for (index, indicator, evaluation) in below.iter().filter_map(found) {
        let name = indicator.name.clone();
        match evaluation.speaking() {
            Some(speaking) if matches!(speaking.status, Status::Achieved | Status::NotAchieved) => {
                counted.push(count(index, name, speaking));
            }
            speaking => dropped.push(Dropped {
                indicator: index,
                name,
                status: speaking.map(|speaking| speaking.status),
                reason: speaking.and_then(|speaking| speaking.reason),
            }),
        }
    }
    let step = step(&counted)?;
    let check = match printed {
        Some((printed, _)) if printed == step => LabelCheck::Match,
        Some(_) => LabelCheck::Mismatch,
        None => LabelCheck::NotPrinted,
    };
    Some(Suggestion {
        step,
        text: worded(step, printed, wording),
        grade: grade(step, printed, project.printed.grade.as_deref()),
        printed: printed.map(|(_, text)| text.to_owned()),
        check,
        counted,
        dropped,
    })
}

/// One of the two strong labels is printed, but fewer than half of the indicators came near their targets; which of the
/// weak labels it would be cannot be told without baselines.
pub fn unsupported(
    recognised: &Recognised,
    evaluated: &Evaluated,
    below: &[usize],
    index: usize,
    rules: &RuleSet,
) -> Option<Remark> {
    let project = recognised.projects.get(index)?;
    let printed = project.printed.label.as_deref()?;
    if rules.grant_labels == GrantLabels::Never || Step::parse(printed)? > Step::Near {
        return None;
    }
    let judged = below.iter().filter_map(|&index| {
        let speaking = evaluated.indicators.get(index)?.speaking()?;
        let told = matches!(speaking.status, Status::Achieved | Status::NotAchieved);
        told.then(|| count(index, String::new(), speaking))
    });
    let counted: Vec<Counted> = judged.collect();
    let near = counted.iter().filter(|counted| counted.near).count();
    let weak = !counted.is_empty() && near * 2 < counted.len();
    let rates: Vec<String> = counted
        .iter()
        .filter_map(|counted| Some(format!("{}%", counted.rate.as_ref()?)))
        .collect();
    weak.then(|| Remark {
        project: Some(index),
        ..Remark::new(Code::LabelUnsupported, Some(project.at.clone()))
            .on_field("label")
            .with([printed.to_owned(), rates.join(", ")])
    })
}

fn count(indicator: usize, name: String, speaking: &Measurement) -> Counted {
    let met = speaking.status == Status::Achieved;
    let near = |rate: &Fraction| *rate >= Fraction::from_percent(Decimal::from(NEAR));
    Counted {
        indicator,
        name,
        rate: speaking
            .rate
            .as_ref()
            .map(|rate| rate.percent(1, Rounding::HalfUp)),
        met,
        near: met || speaking.rate.as_ref().is_some_and(near),
        better: speaking.case.as_ref().and_then(better),
    }
}

/// Better than before: beyond the baseline, or something was added.
fn better(case: &Case) -> Option<bool> {
    let before = if case.basis == Basis::Level {
        case.baseline?
    } else {
        Decimal::ZERO
    };
    match case.direction {
        Direction::Increase => Some(case.actual > before),
        Direction::Decrease => Some(case.actual < before),
        Direction::Maintain | Direction::Unknown => None,
    }
}

/// The rule of this file; `None` if nothing can be compared.
fn step(counted: &[Counted]) -> Option<Step> {
    let near = counted.iter().filter(|counted| counted.near).count();
    let mut compared = counted.iter().filter_map(|counted| counted.better).peekable();
    if counted.is_empty() {
        None
    } else if counted.iter().all(|counted| counted.met) {
        Some(Step::Exceeded)
    } else if near * 2 >= counted.len() {
        Some(Step::Near)
    } else if compared.peek().is_none() {
        None
    } else {
        Some(if compared.any(|better| better) {
            Step::Better
        } else {
            Step::Worse
        })
    }
}

/// The wording that the sheet's strongest label is printed in.
fn wording(recognised: &Recognised) -> [&'static str; 4] {
    let printed = recognised
        .projects
        .iter()
        .filter_map(|project| project.printed.label.as_deref());
    let mut strongest = printed.filter(|text| Step::parse(text) == Some(Step::Exceeded));
    let [first, second] = WORDINGS;
    let is_second = |text: &str| second.first().is_some_and(|words| text.ends_with(words));
    if strongest.next().is_some_and(is_second) {
        second
    } else {
        first
    }
}

/// The label in the sheet's words, with what the sheet prints before them.
fn worded(step: Step, printed: Option<(Step, &str)>, wording: [&'static str; 4]) -> String {
    if let Some((printed, text)) = printed
        && printed == step
    {
        return text.to_owned();
    }
    let prefix = printed.map_or(PREFIX, |(printed, text)| {
        let words = WORDINGS.iter().filter_map(|wording| wording.get(printed.index()));
        let prefix = words
            .copied()
            .find_map(|words| text.strip_suffix(words))
            .unwrap_or(PREFIX);
        prefix.strip_suffix(AGAINST).unwrap_or(prefix)
    });
    let words = wording.get(step.index()).copied().unwrap_or_default();
    let against = if step == Step::Worse && prefix.ends_with(PREFIX) {
        AGAINST
    } else {
        ""
    };
    format!("{prefix}{against}{words}")
}

/// A letter is suggested only where the printed one shows that letters follow the order of the labels.
fn grade(step: Step, printed: Option<(Step, &str)>, grade: Option<&str>) -> Option<String> {
    const LETTERS: [&str; 4] = ["A", "B", "C", "D"];
    let ((printed, _), grade) = printed.zip(grade)?;
    if printed == step {
        return Some(grade.to_owned());
    }
    let in_order = LETTERS.get(printed.index()) == Some(&grade);
    in_order
        .then(|| LETTERS.get(step.index()).map(|&letter| letter.to_owned()))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(met: bool, near: bool, better: Option<bool>) -> Counted {
        Counted {
            indicator: 0,
            name: String::new(),
            rate: None,
            met,
            near,
            better,
        }
    }

    #[test]
    fn the_label_follows_from_what_was_met_what_was_near_and_what_got_better() {
        let met = counted(true, true, Some(true));
        let near = counted(false, true, Some(true));
        let better = counted(false, false, Some(true));
        let worse = counted(false, false, Some(false));
        let unknown = counted(false, false, None);
        let check = |row: &[&Counted], expected: Option<Step>| {
            assert_eq!(
                step(&row.iter().map(|&counted| counted.clone()).collect::<Vec<_>>()),
                expected,
                "{row:?}"
            );
        };
        check(&[&met, &met], Some(Step::Exceeded));
        check(&[&met, &unknown], Some(Step::Near));
        check(&[&near], Some(Step::Near));
        check(&[&near, &better, &better], Some(Step::Better));
        check(&[&met, &met, &unknown], Some(Step::Near));
        check(&[&worse, &worse], Some(Step::Worse));
        check(&[&unknown], None);
        check(&[], None);
    }

    #[test]
    fn a_project_counts_what_its_children_count_and_circles_end() {
        use crate::kpi::Indicator;
        let project = |parent| Project {
            parent,
            ..Project::default()
        };
        let of = |project| Indicator {
            project: Some(project),
            ..Indicator::default()
        };
        let mut recognised = Recognised {
            projects: vec![project(None), project(Some(0)), project(Some(1))],
            indicators: vec![of(1), of(2), of(0), Indicator::default()],
            ..Recognised::default()
        };
        assert_eq!(below(&recognised), [vec![0, 1, 2], vec![0, 1], vec![1]]);
        recognised.projects = vec![project(Some(1)), project(Some(0)), project(Some(99))];
        assert_eq!(below(&recognised), [vec![0, 2], vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_label_is_worded_as_the_sheet_words_it() {
        let check = |step, printed: &str, expected: &str| {
            let printed = Step::parse(printed).map(|step| (step, printed));
            assert_eq!(worded(step, printed, WORDINGS[0]), expected);
        };
        check(
            Step::Near,
            "地方創生に非常に効果的であった",
            "地方創生に相当程度効果があった",
        );
        check(
            Step::Worse,
            "地方創生に効果があった",
            "地方創生に対して効果がなかった",
        );
        check(
            Step::Better,
            "地方創生に対して効果がなかった",
            "地方創生に効果があった",
        );
        check(Step::Worse, "相当程度効果があった", "効果がなかった");
        check(Step::Exceeded, "", "地方創生に非常に効果的であった");
    }

    #[test]
    fn a_letter_needs_letters_in_the_order_of_the_labels() {
        let printed = Some((Step::Better, "地方創生に効果があった"));
        assert_eq!(grade(Step::Near, printed, Some("C")).as_deref(), Some("B"));
        assert_eq!(grade(Step::Better, printed, Some("2")).as_deref(), Some("2"));
        assert_eq!(grade(Step::Near, printed, Some("A")), None);
        assert_eq!(grade(Step::Near, printed, None), None);
    }
}
