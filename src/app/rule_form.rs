//! A rule set while it is being written: what was typed, and whether a rule set follows from it.
//!
//! Numbers stay as they were typed until all of it holds together, so that nothing jumps below a person's hands. What
//! the form does not show is kept as it was copied.

use serde::Deserialize;
use serde::Serialize;

use kpi_core::rating::rule_set::{
    AppliesTo, Band, BaselineSide, Basis, Combine, CombineRule, CountsWord, DirectionWord, Exact,
    GrantLabels, KindWord, Meaning, MethodRule, Name, RoundingRule, RuleFault, RuleSet, TargetSide,
    ToleranceRule, ZeroOfZero,
};
use kpi_core::text::fold;
use kpi_readers::base::Decimal;

/// A rule set in the fields of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleForm {
    /// What was copied: all that has no field.
    base: RuleSet,
    /// What people call it.
    pub name: String,
    /// Id of the method of the shown rate.
    pub method: String,
    /// Methods for some cases; the first that fits.
    pub methods: Vec<MethodRule>,
    /// Percent of the final target expected by the end of each year.
    pub shares: String,
    /// How the last shown digit comes about.
    pub rounding: RoundingRule,
    /// Decimals of the shown rate.
    pub places: String,
    /// The shown rate is never above this; empty: no cap.
    pub cap: String,
    /// How far from the target "maintained" may be.
    pub tolerance: Leeway,
    /// How far from the baseline is still the same.
    pub baseline_tolerance: Leeway,
    /// Which measurements get a label.
    pub applies_to: AppliesTo,
    /// What 0 of 0 is.
    pub zero_of_zero: ZeroOfZero,
    /// Where the grant labels are suggested.
    pub grant_labels: GrantLabels,
    /// How several indicators make one word.
    pub combine: Option<CombineRule>,
    /// The words, best first.
    pub bands: Vec<BandForm>,
}

/// One word of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandForm {
    /// What was copied: English and other spellings, which hold as long as the word does.
    base: Option<Band>,
    /// The lower bound.
    pub lower: Bound,
    /// The upper bound.
    pub upper: Bound,
    /// How the actual must compare with the target.
    pub target: Option<TargetSide>,
    /// How the actual must compare with the baseline.
    pub baseline: Option<BaselineSide>,
    /// The letter or sign; empty: none.
    pub grade: String,
    /// The word.
    pub word: String,
    /// Its colour, by meaning.
    pub meaning: Option<Meaning>,
}

/// A bound of a band.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// Whether there is one, and whether the bound itself is inside.
    pub kind: BoundKind,
    /// In percent, as typed.
    pub percent: String,
}

/// Whether a bound is inside its band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoundKind {
    /// No bound.
    #[default]
    None,
    /// ≥ below, ≤ above.
    Inside,
    /// > below, < above.
    Outside,
}

impl BoundKind {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 3] = [Self::None, Self::Inside, Self::Outside];

    /// Its word in forms.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Inside => "inside",
            Self::Outside => "outside",
        }
    }
}

/// A tolerance of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leeway {
    /// In what.
    pub kind: LeewayKind,
    /// How much, as typed.
    pub amount: String,
}

/// What a tolerance is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeewayKind {
    /// No tolerance.
    #[default]
    None,
    /// Percent of the target or baseline.
    Percent,
    /// In the indicator's unit.
    Points,
}

impl LeewayKind {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 3] = [Self::None, Self::Percent, Self::Points];

    /// Its word in forms.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Percent => "percent",
            Self::Points => "points",
        }
    }
}

/// A number of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberField {
    /// [`RuleForm::places`].
    Places,
    /// [`RuleForm::cap`].
    Cap,
    /// [`RuleForm::shares`].
    Shares,
    /// [`RuleForm::tolerance`].
    Tolerance,
    /// [`RuleForm::baseline_tolerance`].
    BaselineTolerance,
    /// The lower bound of a band.
    Lower(usize),
    /// The upper bound of a band.
    Upper(usize),
}

/// Why no rule set follows from the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// No name.
    NoName,
    /// A band without a word.
    NoWord(usize),
    /// What was typed is no number.
    NoNumber(NumberField),
    /// The rule set does not hold together.
    Rules(RuleFault),
}

impl RuleForm {
    /// The form of a rule set as it is.
    pub fn of(rules: &RuleSet) -> Self {
        let shares: Vec<String> = rules.shares.iter().map(|share| plain(*share)).collect();
        Self {
            base: rules.clone(),
            name: rules.name.ja.clone(),
            method: rules.method.clone(),
            methods: rules.methods.clone(),
            shares: shares.join(", "),
            rounding: rules.rounding,
            places: rules.places.to_string(),
            cap: rules.cap.map(plain).unwrap_or_default(),
            tolerance: Leeway::of(rules.tolerance),
            baseline_tolerance: Leeway::of(rules.baseline_tolerance),
            applies_to: rules.applies_to,
            zero_of_zero: rules.zero_of_zero,
            grant_labels: rules.grant_labels,
            combine: rules.combine.as_ref().map(|combine| combine.rule),
            bands: rules.bands.iter().map(BandForm::of).collect(),
        }
    }

    /// The form of a copy under another id and name: no source states it, whatever it was copied from.
    pub fn copy_of(rules: &RuleSet, id: String, name: String, note: Name) -> Self {
        let copy = RuleSet {
            id,
            name: Name { ja: name, en: None },
            basis: Basis::Own,
            source: None,
            note: Some(note),
            remarks: Vec::new(),
            ..rules.clone()
        };
        Self::of(&copy)
    }

    /// Id of the rule set.
    pub fn id(&self) -> &str {
        &self.base.id
    }

    /// Some band asks for more than a lower bound: the form then shows those fields too.
    pub fn has_upper_bounds(&self) -> bool {
        self.bands.iter().any(|band| band.upper.kind != BoundKind::None)
    }

    /// Some band asks how the actual compares.
    pub fn has_comparisons(&self) -> bool {
        let asks = |band: &BandForm| band.target.is_some() || band.baseline.is_some();
        self.bands.iter().any(asks)
    }

    /// The rule set that follows.
    ///
    /// # Errors
    /// Everything that keeps one from following.
    pub fn rules(&self) -> Result<RuleSet, Vec<FormFault>> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push(FormFault::NoName);
        }
        let name = if self.name == self.base.name.ja {
            self.base.name.clone()
        } else {
            Name {
                ja: self.name.trim().to_owned(),
                en: None,
            }
        };
        let places = number(&self.places)
            .and_then(|places| u32::try_from(places).ok().filter(|_| places.scale() == 0));
        if places.is_none() {
            faults.push(FormFault::NoNumber(NumberField::Places));
        }
        let cap = optional(&self.cap, NumberField::Cap, &mut faults);
        let shares = self.shares(&mut faults);
        let tolerance = self.tolerance.rule(NumberField::Tolerance, &mut faults);
        let baseline_tolerance = self
            .baseline_tolerance
            .rule(NumberField::BaselineTolerance, &mut faults);
        let bands = self.bands.iter().enumerate();
        let bands: Vec<Band> = bands.map(|(index, band)| band.band(index, &mut faults)).collect();
        let combine = self.combine.map(|rule| match &self.base.combine {
            Some(combine) => Combine {
                rule,
                ..combine.clone()
            },
            None => Combine {
                rule,
                cap: None,
                bands: Vec::new(),
                basis: Basis::Own,
            },
        });
        let rules = RuleSet {
            name,
            method: self.method.clone(),
            methods: self.methods.clone(),
            shares,
            rounding: self.rounding,
            places: places.unwrap_or_default(),
            cap,
            tolerance,
            baseline_tolerance,
            applies_to: self.applies_to,
            zero_of_zero: self.zero_of_zero,
            grant_labels: self.grant_labels,
            combine,
            bands,
            ..self.base.clone()
        };
        // Bounds that could not be read would be called gaps.
        if faults.is_empty() {
            faults.extend(rules.faults().into_iter().map(FormFault::Rules));
        }
        if faults.is_empty() { Ok(rules) } else { Err(faults) }
    }

    fn shares(&self, faults: &mut Vec<FormFault>) -> Vec<Exact> {
        let words = self.shares.split(['、', ',', '，', ' ', '　', '/']);
        let words = words.map(str::trim).filter(|word| !word.is_empty());
        let shares: Option<Vec<Exact>> = words.map(|word| number(word).map(Exact)).collect();
        shares.unwrap_or_else(|| {
            faults.push(FormFault::NoNumber(NumberField::Shares));
            Vec::new()
        })
    }

    /// The form with one more word below the last but one, where ladders have their room.
    #[must_use]
    pub fn with_band(&self) -> Self {
        let mut next = self.clone();
        let rest = |band: &BandForm| band.lower.kind == BoundKind::None && band.upper.kind == BoundKind::None;
        let at = if next.bands.last().is_some_and(rest) {
            next.bands.len() - 1
        } else {
            next.bands.len()
        };
        let lower = Bound {
            kind: if next.bands.is_empty() {
                BoundKind::None
            } else {
                BoundKind::Inside
            },
            percent: String::new(),
        };
        next.bands.insert(
            at,
            BandForm {
                base: None,
                lower,
                upper: Bound::default(),
                target: None,
                baseline: None,
                grade: String::new(),
                word: String::new(),
                meaning: None,
            },
        );
        next
    }

    /// The form without a word.
    #[must_use]
    pub fn without_band(&self, index: usize) -> Self {
        let mut next = self.clone();
        if index < next.bands.len() {
            next.bands.remove(index);
        }
        next
    }

    /// The form with a band changed.
    #[must_use]
    pub fn with_band_changed(&self, index: usize, change: impl FnOnce(&mut BandForm)) -> Self {
        let mut next = self.clone();
        if let Some(band) = next.bands.get_mut(index) {
            change(band);
        }
        next
    }

    /// The form with one more method for some cases.
    #[must_use]
    pub fn with_method(&self) -> Self {
        let mut next = self.clone();
        next.methods.push(MethodRule {
            direction: Some(DirectionWord::Decrease),
            target_kind: None,
            counts: None,
            method: next.method.clone(),
        });
        next
    }

    /// The form without a method.
    #[must_use]
    pub fn without_method(&self, index: usize) -> Self {
        let mut next = self.clone();
        if index < next.methods.len() {
            next.methods.remove(index);
        }
        next
    }

    /// The form with a method changed.
    #[must_use]
    pub fn with_method_changed(&self, index: usize, change: impl FnOnce(&mut MethodRule)) -> Self {
        let mut next = self.clone();
        if let Some(method) = next.methods.get_mut(index) {
            change(method);
        }
        next
    }
}

impl BandForm {
    fn of(band: &Band) -> Self {
        Self {
            base: Some(band.clone()),
            lower: Bound::of(band.from, band.above),
            upper: Bound::of(band.up_to, band.below),
            target: band.target,
            baseline: band.baseline,
            grade: band.grade.clone().unwrap_or_default(),
            word: band.text.clone(),
            meaning: band.meaning,
        }
    }

    fn band(&self, index: usize, faults: &mut Vec<FormFault>) -> Band {
        let word = self.word.trim();
        if word.is_empty() {
            faults.push(FormFault::NoWord(index));
        }
        let (from, above) = self.lower.exact(NumberField::Lower(index), faults);
        let (up_to, below) = self.upper.exact(NumberField::Upper(index), faults);
        let copied = self.base.as_ref().filter(|base| base.text == word);
        Band {
            from,
            above,
            below,
            up_to,
            target: self.target,
            baseline: self.baseline,
            grade: Some(self.grade.trim().to_owned()).filter(|grade| !grade.is_empty()),
            variants: copied.map(|base| base.variants.clone()).unwrap_or_default(),
            en: copied.and_then(|base| base.en.clone()),
            meaning: self.meaning,
            ..Band::worded(word)
        }
    }
}

impl Bound {
    fn of(inside: Option<Exact>, outside: Option<Exact>) -> Self {
        let (kind, percent) = match (inside, outside) {
            (Some(percent), _) => (BoundKind::Inside, plain(percent)),
            (None, Some(percent)) => (BoundKind::Outside, plain(percent)),
            (None, None) => (BoundKind::None, String::new()),
        };
        Self { kind, percent }
    }

    /// The bound as one that is inside, or one that is not.
    fn exact(&self, field: NumberField, faults: &mut Vec<FormFault>) -> (Option<Exact>, Option<Exact>) {
        if self.kind == BoundKind::None {
            return (None, None);
        }
        let percent = number(&self.percent).map(Exact);
        if percent.is_none() {
            faults.push(FormFault::NoNumber(field));
        }
        if self.kind == BoundKind::Inside {
            (percent, None)
        } else {
            (None, percent)
        }
    }
}

impl Leeway {
    fn of(rule: Option<ToleranceRule>) -> Self {
        let (kind, amount) = match rule {
            None => (LeewayKind::None, String::new()),
            Some(ToleranceRule::Percent(percent)) => (LeewayKind::Percent, plain(percent)),
            Some(ToleranceRule::Points(points)) => (LeewayKind::Points, plain(points)),
        };
        Self { kind, amount }
    }

    fn rule(&self, field: NumberField, faults: &mut Vec<FormFault>) -> Option<ToleranceRule> {
        if self.kind == LeewayKind::None {
            return None;
        }
        let Some(amount) = number(&self.amount).filter(|amount| *amount >= Decimal::ZERO) else {
            faults.push(FormFault::NoNumber(field));
            return None;
        };
        Some(if self.kind == LeewayKind::Percent {
            ToleranceRule::Percent(Exact(amount))
        } else {
            ToleranceRule::Points(Exact(amount))
        })
    }
}

fn optional(typed: &str, field: NumberField, faults: &mut Vec<FormFault>) -> Option<Exact> {
    if typed.trim().is_empty() {
        return None;
    }
    let found = number(typed).map(Exact);
    if found.is_none() {
        faults.push(FormFault::NoNumber(field));
    }
    found
}

/// A number as people type it: full-width digits, a percent sign, spaces around it.
fn number(typed: &str) -> Option<Decimal> {
    let folded = fold::fold(typed);
    let digits = folded.trim().trim_end_matches('%').trim().replace(',', "");
    Decimal::from_str_exact(&digits).ok()
}

fn plain(number: Exact) -> String {
    number.0.normalize().to_string()
}

/// The choices of a form that are words of the rule set's document, in the order of menus.
pub mod choices {
    use super::{
        AppliesTo, BaselineSide, CombineRule, CountsWord, DirectionWord, GrantLabels, KindWord, Meaning,
        RoundingRule, TargetSide, ZeroOfZero,
    };

    /// Roundings.
    pub const ROUNDINGS: [RoundingRule; 2] = [RoundingRule::HalfUp, RoundingRule::Truncate];
    /// Which measurements get a label.
    pub const APPLIES: [AppliesTo; 2] = [AppliesTo::Any, AppliesTo::Period];
    /// What 0 of 0 is.
    pub const ZEROS: [ZeroOfZero; 2] = [ZeroOfZero::Leave, ZeroOfZero::Achieved];
    /// Where grant labels are suggested.
    pub const GRANTS: [GrantLabels; 3] = [GrantLabels::WherePrinted, GrantLabels::Always, GrantLabels::Never];
    /// Ways to make one word of several.
    pub const COMBINES: [CombineRule; 5] = [
        CombineRule::Worst,
        CombineRule::Best,
        CombineRule::Majority,
        CombineRule::MeanRate,
        CombineRule::ShareMet,
    ];
    /// Directions.
    pub const DIRECTIONS: [DirectionWord; 3] = [
        DirectionWord::Increase,
        DirectionWord::Decrease,
        DirectionWord::Maintain,
    ];
    /// Kinds of targets.
    pub const KINDS: [KindWord; 3] = [
        KindWord::Numeric,
        KindWord::AtLeastBaseline,
        KindWord::AtMostBaseline,
    ];
    /// What is counted.
    pub const COUNTS: [CountsWord; 4] = [
        CountsWord::Level,
        CountsWord::Amount,
        CountsWord::AnnualIncrement,
        CountsWord::CumulativeIncrement,
    ];
    /// How the actual compares with the target.
    pub const TARGETS: [TargetSide; 4] = [
        TargetSide::Exceeded,
        TargetSide::Equal,
        TargetSide::Met,
        TargetSide::Missed,
    ];
    /// How the actual compares with the baseline.
    pub const BASELINES: [BaselineSide; 4] = [
        BaselineSide::Better,
        BaselineSide::Same,
        BaselineSide::NotWorse,
        BaselineSide::Worse,
    ];
    /// Meanings.
    pub const MEANINGS: [Meaning; 5] = [
        Meaning::Good,
        Meaning::Fair,
        Meaning::Poor,
        Meaning::Bad,
        Meaning::Neutral,
    ];
}

/// The word that a choice has in the document.
pub fn word<T: serde::Serialize>(choice: T) -> String {
    let value = serde_json::to_value(choice).ok();
    value
        .as_ref()
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// The choice of a word; `None` for an empty or unknown one.
pub fn choice<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_core::rating::presets;

    #[test]
    fn every_preset_comes_back_from_its_form_as_it_was() {
        for rules in presets::all() {
            assert_eq!(RuleForm::of(rules).rules().as_ref(), Ok(rules), "{}", rules.id);
        }
    }

    fn copy(id: &str) -> RuleForm {
        let note = Name {
            ja: "写し".to_owned(),
            en: None,
        };
        RuleForm::copy_of(
            &presets::find(id).expect("a preset"),
            "own-1".to_owned(),
            "わがまち".to_owned(),
            note,
        )
    }

    #[test]
    fn a_copy_claims_no_source() {
        let rules = copy("tama").rules().expect("a rule set");
        assert_eq!((rules.id.as_str(), rules.basis), ("own-1", Basis::Own));
        assert_eq!((rules.source, rules.name.ja.as_str()), (None, "わがまち"));
    }

    #[test]
    fn a_number_may_be_typed_as_people_type() {
        for typed in ["70", "７０", " 70 % ", "70.0", "７０％"] {
            let form = copy("tama").with_band_changed(1, |band| band.lower.percent = typed.to_owned());
            let rules = form.rules().expect("a rule set");
            let bound = rules.bands.get(1).and_then(|band| band.from);
            assert_eq!(bound.map(|bound| bound.0.normalize()), Some(70.into()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_named_by_its_field() {
        let form = copy("tama").with_band_changed(1, |band| band.lower.percent = "八割".to_owned());
        assert_eq!(
            form.rules(),
            Err(vec![FormFault::NoNumber(NumberField::Lower(1))])
        );
        let form = RuleForm {
            name: " ".to_owned(),
            places: "1.5".to_owned(),
            cap: "x".to_owned(),
            shares: "20, y".to_owned(),
            tolerance: Leeway {
                kind: LeewayKind::Points,
                amount: "-1".to_owned(),
            },
            ..copy("tama")
        };
        let fields = [
            NumberField::Places,
            NumberField::Cap,
            NumberField::Shares,
            NumberField::Tolerance,
        ];
        let faults = std::iter::once(FormFault::NoName).chain(fields.map(FormFault::NoNumber));
        assert_eq!(form.rules(), Err(faults.collect()));
    }

    #[test]
    fn a_gap_and_an_overlap_are_faults_of_the_rules() {
        let overlap = copy("tama").with_band_changed(1, |band| band.lower.percent = "100".to_owned());
        assert!(matches!(
            overlap.rules().map_err(|faults| faults.into_iter().next()),
            Err(Some(FormFault::Rules(RuleFault::Overlap { .. })))
        ));
        let gap = copy("tama").without_band(2);
        assert!(matches!(
            gap.rules().map_err(|faults| faults.into_iter().next()),
            Err(Some(FormFault::Rules(RuleFault::Gap(_))))
        ));
    }

    #[test]
    fn a_new_word_stands_above_the_rest_and_has_to_be_filled_in() {
        let form = copy("tama").with_band();
        assert_eq!(form.bands.len(), 4);
        assert_eq!(
            form.rules(),
            Err(vec![
                FormFault::NoWord(2),
                FormFault::NoNumber(NumberField::Lower(2))
            ])
        );
        let form = form.with_band_changed(2, |band| {
            band.lower.percent = "30".to_owned();
            band.word = "努力が必要".to_owned();
        });
        assert!(form.rules().is_ok());
        let alone = copy("plain")
            .with_band()
            .with_band_changed(0, |band| band.word = "実施".to_owned());
        assert!(alone.rules().is_ok(), "the first word has no bound");
    }

    #[test]
    fn another_word_drops_the_spellings_and_the_english_of_the_former() {
        let index = |rules: &RuleSet| rules.bands.iter().position(|band| band.en.is_some());
        let form = copy("ibaraki");
        let at = index(&form.rules().expect("a rule set")).expect("English words");
        let form = form.with_band_changed(at, |band| band.word = "別の語".to_owned());
        let band = form
            .rules()
            .expect("a rule set")
            .bands
            .into_iter()
            .nth(at)
            .expect("a band");
        assert_eq!((band.en, band.variants.len()), (None, 0));
    }

    #[test]
    fn words_of_choices_are_those_of_the_document() {
        assert_eq!(word(RoundingRule::HalfUp), "half-up");
        assert_eq!(choice::<RoundingRule>("truncate"), Some(RoundingRule::Truncate));
        assert_eq!(choice::<RoundingRule>(""), None);
        for kind in choices::KINDS {
            assert_eq!(choice(&word(kind)), Some(kind));
        }
    }
}
