//! Which rule sets reproduce what a sheet prints, and which labels two rule sets give differently.
//!
//! The best fit is a proposal: several rules often fit the same rows, and a sheet of seven rows cannot tell them apart.

use std::cmp::Reverse;

use crate::evaluate::recheck;
use crate::evaluate::{Evaluated, Evaluation, Override};
use crate::kpi::{Indicator, Recognised};
use crate::rating::band::BandLabel;
use crate::rating::combine::Section;
use crate::rating::rule_set::{GrantLabels, RuleSet};
use crate::rating::{LabelCheck, Ratings, rate};
use kpi_readers::base::fraction::Fraction;

/// How much of what is printed a rule set reproduces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Id of the rule set.
    pub rule_set: String,
    /// Of the printed rates.
    pub rates: Score,
    /// Of the printed labels.
    pub labels: Score,
    /// What it does not reproduce.
    pub misses: Vec<Miss>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The same.
    pub reproduced: usize,
    /// All that is printed.
    pub of: usize,
}

/// Something printed that a rule set gives otherwise, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Index of the indicator.
    pub indicator: Option<usize>,
    /// Index of its measurement, for a rate.
    pub measurement: Option<usize>,
    /// Index of the project.
    pub project: Option<usize>,
    /// As printed.
    pub printed: String,
    /// What the rule set gives.
    pub ours: Option<String>,
}

impl Fit {
    /// Rates and labels together.
    pub fn reproduced(&self) -> usize {
        self.rates.reproduced + self.labels.reproduced
    }

    /// All that is printed.
    pub fn of(&self) -> usize {
        self.rates.of + self.labels.of
    }

    fn seen(&mut self, is_rate: bool, same: bool, miss: Miss) {
        let score = if is_rate {
            &mut self.rates
        } else {
            &mut self.labels
        };
        score.of += 1;
        if same {
            score.reproduced += 1;
        } else {
            self.misses.push(miss);
        }
    }
}

/// The rule sets that reproduce anything, best first; equals in the order of the presets. `rules` are those to try,
/// `user` the methods that a person chose for single indicators.
pub fn fit<'a>(
    recognised: &Recognised,
    evaluated: &Evaluated,
    rules: impl IntoIterator<Item = &'a RuleSet>,
    user: &std::collections::BTreeMap<usize, Override>,
) -> Vec<Fit> {
    let tried = rules.into_iter().map(|rules| {
        let ratings = rate(recognised, evaluated, rules, user);
        one(recognised, evaluated, &ratings, rules)
    });
    let mut fits: Vec<Fit> = tried.filter(|fit| fit.reproduced() > 0).collect();
    fits.sort_by_key(|fit| Reverse((fit.reproduced(), fit.labels.reproduced)));
    fits
}

fn one(recognised: &Recognised, evaluated: &Evaluated, ratings: &Ratings, rules: &RuleSet) -> Fit {
    let mut fit = Fit {
        rule_set: rules.id.clone(),
        ..Fit::default()
    };
    for (index, (indicator, evaluation)) in recognised
        .indicators
        .iter()
        .zip(&evaluated.indicators)
        .enumerate()
    {
        rates(&mut fit, ratings, rules, index, evaluation);
        labels(&mut fit, ratings, index, indicator);
    }
    projects(&mut fit, recognised, ratings, rules);
    fit
}

fn rates(fit: &mut Fit, ratings: &Ratings, rules: &RuleSet, index: usize, evaluation: &Evaluation) {
    let cap = rules.cap.map(|cap| Fraction::from_percent(cap.0));
    for (n, measurement) in evaluation.measurements.iter().enumerate() {
        let Some(printed) = &measurement.printed_rate else {
            continue;
        };
        let shown = ratings.shown.get(index).and_then(|shown| shown.get(n)?.as_ref());
        let rate = shown.and_then(|shown| shown.rate());
        let capped = rate.map(|rate| cap.as_ref().filter(|cap| rate > *cap).unwrap_or(rate));
        let same = capped.is_some_and(|rate| recheck::is_printed_as(printed, rate, rules.rounding.into()));
        let miss = Miss {
            indicator: Some(index),
            measurement: Some(n),
            project: None,
            printed: printed.clone(),
            ours: shown.and_then(|shown| shown.text.clone()),
        };
        fit.seen(true, same, miss);
    }
}

fn labels(fit: &mut Fit, ratings: &Ratings, index: usize, indicator: &Indicator) {
    let miss = |printed: &str, ours: Option<String>| Miss {
        indicator: Some(index),
        measurement: None,
        project: None,
        printed: printed.to_owned(),
        ours,
    };
    if let Some(printed) = indicator
        .printed
        .status
        .as_ref()
        .or(indicator.printed.label.as_ref())
    {
        let label = ratings.indicators.get(index).and_then(Option::as_ref);
        let same = label.is_some_and(|label| label.check == LabelCheck::Match);
        let ours = label.map(|label| label.band.text.clone());
        fit.seen(false, same, miss(printed, ours));
    }
    if let Some(printed) = &indicator.printed.overall {
        let overall = ratings.overall.get(index).and_then(Option::as_ref);
        let same = overall.is_some_and(|overall| overall.check == LabelCheck::Match);
        let ours = overall.map(|overall| overall.grade.clone());
        fit.seen(false, same, miss(printed, ours));
    }
}

fn projects(fit: &mut Fit, recognised: &Recognised, ratings: &Ratings, rules: &RuleSet) {
    for (index, project) in recognised.projects.iter().enumerate() {
        let miss = |printed: &str, ours: Option<String>| Miss {
            indicator: None,
            measurement: None,
            project: Some(index),
            printed: printed.to_owned(),
            ours,
        };
        if let Some(printed) = &project.printed.label {
            // Where it is only suggested beside another rule set, the words are none of that rule set's.
            let own = rules.grant_labels == GrantLabels::Always;
            let suggestion = ratings
                .projects
                .get(index)
                .and_then(Option::as_ref)
                .filter(|_| own);
            let same = suggestion.is_some_and(|label| label.check == LabelCheck::Match);
            let ours = suggestion.map(|label| label.text.clone());
            fit.seen(false, same, miss(printed, ours));
        }
        if let Some(printed) = &project.printed.overall {
            let overall = ratings.project_overall.get(index).and_then(Option::as_ref);
            let same = overall.is_some_and(|overall| overall.check == LabelCheck::Match);
            let ours = overall.map(|overall| overall.grade.clone());
            fit.seen(false, same, miss(printed, ours));
        }
    }
}

/// A label that another rule set gives otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of whom.
    pub whose: Whose,
    /// The word under the first rule set.
    pub before: Option<String>,
    /// The word under the second.
    pub after: Option<String>,
}

/// Whose label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// An indicator's, by its index.
    Indicator(usize),
    /// A project's, by its index.
    Project(usize),
    /// A section's, by its headings.
    Section(Vec<String>),
}

/// What changes between two rule sets on the same sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// All that have a label under either.
    pub of: usize,
    /// Those whose label is another, in the order of the sheet.
    pub changes: Vec<Change>,
}

/// Every label that differs between two rule sets on the same sheet.
pub fn changes(before: &Ratings, after: &Ratings) -> Changes {
    let word = |label: Option<&Option<BandLabel>>| Some(named(&label?.as_ref()?.band));
    let indicators = (0..before.indicators.len().max(after.indicators.len())).map(|index| Change {
        whose: Whose::Indicator(index),
        before: word(before.indicators.get(index)),
        after: word(after.indicators.get(index)),
    });
    let projects = (0..before.projects.len().max(after.projects.len())).map(|index| Change {
        whose: Whose::Project(index),
        before: of_project(before, index),
        after: of_project(after, index),
    });
    let of_section = |ratings: &Ratings, path: &[String]| {
        let found = ratings.sections.iter().find(|section| section.path == path);
        found.and_then(|section| Some(named(&section.label.as_ref()?.band)))
    };
    let added = |section: &&Section| !before.sections.iter().any(|known| known.path == section.path);
    let paths = before
        .sections
        .iter()
        .chain(after.sections.iter().filter(added))
        .map(|section| &section.path);
    let sections = paths.map(|path| Change {
        whose: Whose::Section(path.clone()),
        before: of_section(before, path),
        after: of_section(after, path),
    });
    let labelled = indicators
        .chain(projects)
        .chain(sections)
        .filter(|change| change.before.is_some() || change.after.is_some());
    let mut found = Changes::default();
    for change in labelled {
        found.of += 1;
        if change.before != change.after {
            found.changes.push(change);
        }
    }
    found
}

/// The letter belongs to the word: two words may be the same and their letters not.
fn named(band: &crate::rating::rule_set::Band) -> String {
    match &band.grade {
        Some(grade) => format!("{grade} {}", band.text),
        None => band.text.clone(),
    }
}

fn of_project(ratings: &Ratings, index: usize) -> Option<String> {
    let combined = ratings.combined.get(index).and_then(Option::as_ref);
    let suggested = ratings.projects.get(index).and_then(Option::as_ref);
    combined
        .map(|label| named(&label.band))
        .or_else(|| suggested.map(|label| label.text.clone()))
}
