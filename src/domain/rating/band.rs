//! The word for a rate, held against the printed one where the rule set knows that word.

use crate::domain::base::remark::{Code, Remark};
use crate::domain::evaluate::measure::Measurement;
use crate::domain::kpi::{Against, Indicator};
use crate::domain::rating::LabelCheck;
use crate::domain::rating::rule_set::{AppliesTo, Band, RuleSet};
use crate::domain::rating::shown::Shown;

/// The label of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandLabel {
    /// The band.
    pub band: Band,
    /// The rate that it follows from, as shown.
    pub rate: String,
    /// The printed word, if the rule set knows it.
    pub printed: Option<String>,
    /// Ours against the printed one.
    pub check: LabelCheck,
}

impl BandLabel {
    /// What is to be told of it.
    pub fn remark(&self, indicator: &Indicator, index: usize) -> Option<Remark> {
        let printed = self
            .printed
            .clone()
            .filter(|_| self.check == LabelCheck::Mismatch)?;
        let remark = Remark::new(Code::LabelDiffers, Some(indicator.at.clone())).on_indicator(index);
        Some(remark.on_field("label").with([printed, self.band.text.clone()]))
    }
}

/// The word for the shown rate of the measurement that speaks.
pub fn label(
    indicator: &Indicator,
    measurement: &Measurement,
    shown: &Shown,
    rules: &RuleSet,
) -> Option<BandLabel> {
    if rules.applies_to == AppliesTo::Period && measurement.against != Against::Period {
        return None;
    }
    let band = rules.band(shown.rate()?)?.clone();
    let known = |word: &&String| rules.bands.iter().any(|band| is_word_of(band, word));
    let printed = [&indicator.printed.status, &indicator.printed.label]
        .into_iter()
        .flatten()
        .find(known)
        .cloned();
    let check = match &printed {
        Some(printed) if is_word_of(&band, printed) => LabelCheck::Match,
        Some(_) => LabelCheck::Mismatch,
        None => LabelCheck::NotPrinted,
    };
    Some(BandLabel {
        band,
        rate: shown.text.clone()?,
        printed,
        check,
    })
}

fn is_word_of(band: &Band, word: &str) -> bool {
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    std::iter::once(&band.text)
        .chain(&band.variants)
        .any(|own| squeezed(own) == squeezed(word))
}
