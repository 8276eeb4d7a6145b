//! A rule set as a JSON document, `rule-set/1`: a city can write its own without programming.
//!
//! ```json
//! { "schema": "rule-set/1", "id": "example", "name": { "ja": "例", "en": "Example" }, "nature": "band",
//!   "method": "simple-ratio", "rounding": "half-up", "places": 1, "cap": "100",
//!   "bands": [ { "from": "100", "text": "順調" }, { "above": "50", "text": "概ね順調" }, { "text": "遅れ" } ],
//!   "basis": "quoted", "source": { "body": "例市", "plan": "総合計画", "year": 2024, "url": "https://example.jp/" } }
//! ```
//! `from` is ≥, `above` is >, `below` is <, `upTo` is ≤; all are percentages as text, and apply to the rate before it is
//! rounded or capped. A band without an upper bound ends where the band above it begins. `target` and `baseline` ask how
//! the actual compares with them. The first band that holds gives the word. Every field is described in
//! `schemas/rule-set-1.schema.json`.

pub(super) mod band;
pub(super) mod fault;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::evaluate::measure::Status;
use crate::evaluate::methods::{self, Case, Terms, Tolerance};
use crate::evaluate::target_kind::TargetKind;
use crate::kpi::{Basis as Counts, Direction};
use crate::rating::coverage;
pub use crate::rating::rule_set::band::{Band, BaselineSide, Exact, Meaning, Range, Seen, TargetSide};
pub use crate::rating::rule_set::fault::{Cell, RuleFault};
use crate::text::fold::squeeze;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};

/// The value of [`RuleSet::schema`].
pub const SCHEMA: &str = "rule-set/1";

/// More decimals than this are no rate that a person reads.
const MAX_PLACES: u32 = 10;

/// More bands than any body has; what they cover is compared band by band.
const MAX_BANDS: usize = 100;

/// How a body shows and words its rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RuleSet {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Stable: drafts and the API name it.
    pub id: String,
    /// What people call it.
    pub name: Name,
    /// What its labels are.
    pub nature: Nature,
    /// Id of the method of the shown rate.
    #[serde(default = "simple_ratio")]
    pub method: String,
    /// Methods for some directions, kinds of target and bases; the first row that fits, else [`RuleSet::method`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<MethodRule>,
    /// Percent of the final target that is expected by the end of each year of the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Exact>,
    /// How the last shown digit comes about.
    #[serde(default)]
    pub rounding: RoundingRule,
    /// Decimals of the shown rate.
    #[serde(default = "one")]
    pub places: u32,
    /// The shown rate is never above this, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
    /// Which measurements get a label.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// The words for rates, highest first; the last may have no bound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// Ranges that the source leaves without a word, so that they are no mistake.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unlabelled: Vec<Range>,
    /// How far from the target "maintained" may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<ToleranceRule>,
    /// How far from the baseline is still the same as the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_tolerance: Option<ToleranceRule>,
    /// The words for indicators that cannot be compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<Absent>,
    /// What 0 of 0 is where more is better.
    #[serde(default)]
    pub zero_of_zero: ZeroOfZero,
    /// How several indicators of a project or section make one word; without it none is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combine: Option<Combine>,
    /// Look-up tables of several printed ratings into one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<LookUp>,
    /// The separate list of what happens next (今後の方針): its letters are none of a label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next_steps: Vec<State>,
    /// Where the four grant labels are suggested.
    #[serde(default)]
    pub grant_labels: GrantLabels,
    /// Ids of further methods whose rates are given beside the shown one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<String>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Stated by its source, or read out of figures.
    pub basis: Basis,
    /// What else a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Name>,
    /// What the source leaves open, and how it is read here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Name>,
}

/// A method for some cases. What is not said fits all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MethodRule {
    /// Which way is better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<DirectionWord>,
    /// The kind of the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_kind: Option<KindWord>,
    /// What target and actual count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<CountsWord>,
    /// Id of the method.
    pub method: String,
}

/// A direction in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectionWord {
    /// 増加.
    Increase,
    /// 減少.
    Decrease,
    /// 維持.
    Maintain,
}

/// A kind of target in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindWord {
    /// A number.
    Numeric,
    /// 現状以上.
    AtLeastBaseline,
    /// 現状以下.
    AtMostBaseline,
}

/// What is counted, in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountsWord {
    /// The value itself.
    Level,
    /// An amount of change: 15人減.
    Amount,
    /// 単年度増加分.
    AnnualIncrement,
    /// 累積増加分.
    CumulativeIncrement,
}

impl MethodRule {
    fn fits(&self, case: &Case) -> bool {
        let direction = match self.direction {
            None => true,
            Some(DirectionWord::Increase) => case.direction == Direction::Increase,
            Some(DirectionWord::Decrease) => case.direction == Direction::Decrease,
            Some(DirectionWord::Maintain) => case.direction == Direction::Maintain,
        };
        let kind = match self.target_kind {
            None => true,
            Some(KindWord::Numeric) => case.kind == TargetKind::Numeric,
            Some(KindWord::AtLeastBaseline) => case.kind == TargetKind::AtLeastBaseline,
            Some(KindWord::AtMostBaseline) => case.kind == TargetKind::AtMostBaseline,
        };
        let counts = match self.counts {
            None => true,
            Some(CountsWord::Level) => case.basis == Counts::Level && !case.amounts,
            Some(CountsWord::Amount) => case.amounts,
            Some(CountsWord::AnnualIncrement) => case.basis == Counts::AnnualIncrement,
            Some(CountsWord::CumulativeIncrement) => case.basis == Counts::CumulativeIncrement,
        };
        direction && kind && counts
    }
}

/// A word for what cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// The statuses that it is for, in the contract's words.
    pub status: Vec<AbsentStatus>,
    /// The letter or sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The word as the body prints it.
    pub text: String,
    /// Other spellings of the word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// What it means, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// A status of the contract that says that nothing can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AbsentStatus {
    /// 未公表, 集計中, 休止.
    NotPublished,
    /// 未記入.
    NotEntered,
    /// It cannot be told.
    NotEvaluable,
    /// The target is words.
    Qualitative,
    /// 目標なし.
    NoTarget,
}

impl AbsentStatus {
    /// It is this one.
    pub fn is(self, status: Status) -> bool {
        status
            == match self {
                Self::NotPublished => Status::NotPublished,
                Self::NotEntered => Status::NotEntered,
                Self::NotEvaluable => Status::NotEvaluable,
                Self::Qualitative => Status::Qualitative,
                Self::NoTarget => Status::NoTarget,
            }
    }
}

/// What 0 of 0 is where more is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroOfZero {
    /// Nothing can be told.
    #[default]
    Leave,
    /// 達成とみなす.
    Achieved,
}

/// How several indicators make one word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Combine {
    /// The rule.
    pub rule: CombineRule,
    /// Rates are taken for at most this before they are averaged, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
    /// The words for the average or share; without them those of the rule set itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// Stated by the source, or read out of figures.
    pub basis: Basis,
}

/// The ways to make one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CombineRule {
    /// The weakest word.
    Worst,
    /// The strongest word.
    Best,
    /// The word that more than half of them have.
    Majority,
    /// The word for the average of the rates.
    MeanRate,
    /// The word for the share of them that met their targets.
    ShareMet,
}

/// A look-up table of several ratings into one. A cell that is not there is unknown and stays so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookUp {
    /// What it is called.
    pub name: Name,
    /// The ratings that are looked up, in the order of the sheet's columns.
    pub axes: Vec<Name>,
    /// What is known.
    pub cells: Vec<LookUpCell>,
}

/// One known combination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookUpCell {
    /// The ratings.
    pub of: Vec<String>,
    /// The letter that they make.
    pub grade: String,
    /// Its words, if they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Stated by its source, or seen in a sheet.
    pub basis: Basis,
}

impl LookUp {
    /// What ratings make, if that is known.
    pub fn find(&self, ratings: &[String]) -> Option<&LookUpCell> {
        self.cells.iter().find(|cell| cell.of == ratings)
    }
}

/// A word of another list than the labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The letter or number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The word as the body prints it.
    pub text: String,
    /// Other spellings of the word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// What it means, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// A name in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Japanese.
    pub ja: String,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// What labels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// Bands on a rate.
    Band,
    /// Pace against what is expected for the year.
    Pace,
    /// A judgement of people: can only be suggested.
    Judgement,
}

impl Nature {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Band => "band",
            Self::Pace => "pace",
            Self::Judgement => "judgement",
        }
    }
}

/// [`Rounding`] in the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingRule {
    /// 四捨五入.
    #[default]
    HalfUp,
    /// 切り捨て.
    Truncate,
}

impl From<RoundingRule> for Rounding {
    fn from(rule: RoundingRule) -> Self {
        match rule {
            RoundingRule::HalfUp => Self::HalfUp,
            RoundingRule::Truncate => Self::Truncate,
        }
    }
}

/// Which measurements get a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppliesTo {
    /// All.
    #[default]
    Any,
    /// Those that are held against the target of their own period: the body rates against the year's expected value.
    Period,
}

/// [`Tolerance`] in the document: exactly one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToleranceRule {
    /// Percent of the target.
    Percent(Exact),
    /// In the indicator's unit.
    Points(Exact),
}

impl From<ToleranceRule> for Tolerance {
    fn from(rule: ToleranceRule) -> Self {
        match rule {
            ToleranceRule::Percent(Exact(percent)) => Self::Percent(percent),
            ToleranceRule::Points(Exact(points)) => Self::Points(points),
        }
    }
}

/// Where the four grant labels are suggested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantLabels {
    /// Where the sheet prints one of them.
    #[default]
    WherePrinted,
    /// For every project.
    Always,
    /// Nowhere.
    Never,
}

/// Where a rule is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who publishes it.
    pub body: String,
    /// In which plan or report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Of which year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Stated by its source.
    Quoted,
    /// Read out of figures.
    Inferred,
    /// This product's own, or its user's.
    Own,
}

impl Basis {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Inferred => "inferred",
            Self::Own => "own",
        }
    }
}

impl Default for RuleSet {
    /// Half up, one decimal, no cap, no bands: what the preset `plain` says too.
    fn default() -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            id: "plain".to_owned(),
            name: Name::default(),
            nature: Nature::Band,
            method: simple_ratio(),
            rounding: RoundingRule::default(),
            places: one(),
            cap: None,
            applies_to: AppliesTo::default(),
            bands: Vec::new(),
            tolerance: None,
            grant_labels: GrantLabels::default(),
            alternatives: Vec::new(),
            source: None,
            basis: Basis::Own,
            note: None,
            methods: Vec::new(),
            shares: Vec::new(),
            unlabelled: Vec::new(),
            baseline_tolerance: None,
            absent: Vec::new(),
            zero_of_zero: ZeroOfZero::default(),
            combine: None,
            tables: Vec::new(),
            next_steps: Vec::new(),
            remarks: Vec::new(),
        }
    }
}

impl RuleSet {
    /// Reads a rule set.
    ///
    /// # Errors
    /// [`RuleFault`]: what does not hold together.
    pub fn parse(json: &str) -> Result<Self, RuleFault> {
        let rules: Self = serde_json::from_str(json).map_err(|fault| shape(&fault.to_string()))?;
        match rules.faults().into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(rules),
        }
    }

    /// Reads a rule set that is parsed JSON already.
    ///
    /// # Errors
    /// [`RuleFault`]: what does not hold together.
    pub fn from_value(value: serde_json::Value) -> Result<Self, RuleFault> {
        // By way of its text: reading values as well as texts would put every field's reader into the product twice.
        Self::parse(&value.to_string())
    }

    /// Everything that does not hold together: what an editor shows while the rule set is being changed.
    pub fn faults(&self) -> Vec<RuleFault> {
        let mut faults = Vec::new();
        if self.schema != SCHEMA {
            faults.push(RuleFault::Schema(self.schema.clone()));
        }
        if self.id.trim().is_empty() {
            faults.push(RuleFault::Id);
        }
        let rows = self.methods.iter().map(|row| &row.method);
        let named = std::iter::once(&self.method)
            .chain(&self.alternatives)
            .chain(rows);
        let unknown = named.clone().filter(|id| methods::find(id).is_none());
        faults.extend(unknown.map(|id| RuleFault::Method(id.clone())));
        if self.places > MAX_PLACES {
            faults.push(RuleFault::Places(self.places));
        }
        let asks_shares = named.clone().any(|id| id == methods::expected_shares::METHOD.id);
        let rise = self.shares.is_sorted() && self.shares.first().is_none_or(|share| share.0 > Decimal::ZERO);
        if !rise || (asks_shares && self.shares.is_empty()) {
            faults.push(RuleFault::Shares);
        }
        let combined = self.combine.as_ref().map_or(0, |combine| combine.bands.len());
        let most = self.bands.len().max(self.unlabelled.len()).max(combined);
        if most > MAX_BANDS {
            faults.push(RuleFault::TooMany(most));
            return faults;
        }
        let own_target = [
            methods::simple_ratio::METHOD.id,
            methods::expected_value::METHOD.id,
        ];
        let tied = own_target.contains(&self.method.as_str()) && self.methods.is_empty();
        faults.extend(coverage::faults(&self.bands, &self.unlabelled, tied));
        if let Some(combine) = &self.combine {
            faults.extend(coverage::faults(&combine.bands, &[], false));
        }
        faults.extend(self.table_faults());
        faults
    }

    fn table_faults(&self) -> Vec<RuleFault> {
        let mut faults = Vec::new();
        for table in &self.tables {
            let mut seen = BTreeSet::new();
            for cell in &table.cells {
                let name = cell.of.join("×");
                if cell.of.len() != table.axes.len() {
                    faults.push(RuleFault::LookUp(name.clone()));
                }
                if !seen.insert(&cell.of) {
                    faults.push(RuleFault::Twice(name));
                }
            }
        }
        let mut words = BTreeSet::new();
        let twice = self
            .next_steps
            .iter()
            .filter(|state| !words.insert(state.text.as_str()));
        faults.extend(twice.map(|state| RuleFault::Twice(state.text.clone())));
        faults
    }

    /// Id of the method for a case.
    pub fn method_for(&self, case: &Case) -> &str {
        let row = self.methods.iter().find(|row| row.fits(case));
        row.map_or(self.method.as_str(), |row| row.method.as_str())
    }

    /// What methods need of the rule set.
    pub fn terms(&self) -> Terms {
        Terms {
            shares: self.shares.iter().map(|share| share.0).collect(),
            tolerance: self.tolerance.map(Into::into),
        }
    }

    /// The band that a rate, unrounded, falls into.
    pub fn band(&self, rate: &Fraction) -> Option<&Band> {
        let seen = Seen {
            rate: Some(rate),
            target: None,
            baseline: None,
        };
        self.band_of(&seen)
    }

    /// The first band that holds. The rest of a ladder of rates needs a rate, any other rest a comparison.
    pub fn band_of(&self, seen: &Seen) -> Option<&Band> {
        let compared = if self.bands.iter().any(Band::asks_rate) {
            seen.rate.is_some()
        } else {
            seen.target.is_some()
        };
        let open = |rate: &Fraction| self.unlabelled.iter().any(|range| range.holds(rate));
        let found = self.bands.iter().find(|band| band.holds(seen));
        found.filter(|band| !band.is_rest() || (compared && !seen.rate.is_some_and(open)))
    }

    /// The step of the separate list that printed words are, by wording, never by letter.
    pub fn next_step(&self, words: &str) -> Option<&State> {
        let squeezed = squeeze(words);
        self.next_steps.iter().find(|state| {
            std::iter::once(&state.text)
                .chain(&state.variants)
                .any(|own| squeeze(own) == squeezed)
        })
    }
}

/// An unknown field is named; the parser's words stand for the rest.
fn shape(detail: &str) -> RuleFault {
    let unknown = detail
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split_once('`'));
    match unknown {
        Some((name, _)) => RuleFault::Field(name.to_owned()),
        None => RuleFault::Shape(detail.to_owned()),
    }
}

fn simple_ratio() -> String {
    methods::simple_ratio::METHOD.id.to_owned()
}

fn one() -> u32 {
    1
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test stops where its premise fails")]
mod tests {
    use super::*;

    fn with_bands(bands: &str) -> Result<RuleSet, RuleFault> {
        RuleSet::parse(&format!(
            r#"{{"schema":"rule-set/1","id":"x","name":{{"ja":"例"}},"nature":"band","basis":"own","bands":{bands}}}"#
        ))
    }

    #[test]
    fn bands_go_down_and_only_the_last_may_be_without_a_bound() {
        assert!(with_bands(r#"[{"from":"100","text":"A"},{"above":"80","text":"B"},{"text":"C"}]"#).is_ok());
        assert!(with_bands(r#"[{"above":"100","text":"A"},{"from":"100","text":"B"},{"text":"C"}]"#).is_ok());
        for bands in [
            r#"[{"from":"80","text":"A"},{"from":"100","text":"B"}]"#,
            r#"[{"from":"80","text":"A"},{"from":"80","text":"B"}]"#,
            r#"[{"from":"100","text":"A"},{"above":"100","text":"B"}]"#,
            r#"[{"text":"A"},{"from":"80","text":"B"}]"#,
            r#"[{"from":"80","above":"70","text":"A"}]"#,
            r#"[{"from":"80","text":"A"},{"text":"A"}]"#,
        ] {
            assert!(with_bands(bands).is_err(), "{bands}");
        }
    }

    #[test]
    fn what_is_unknown_is_refused_by_name() {
        let fault = |json: &str| RuleSet::parse(json).expect_err("a fault");
        assert!(matches!(fault("[]"), RuleFault::Shape(_)));
        let rules = r#"{"schema":"rule-set/1","id":"x","name":{"ja":"例"},"nature":"band","basis":"own""#;
        assert_eq!(
            fault(&format!(r#"{rules},"method":"magic"}}"#)),
            RuleFault::Method("magic".to_owned())
        );
        assert_eq!(fault(&format!(r#"{rules},"places":99}}"#)), RuleFault::Places(99));
        assert!(
            matches!(fault(&format!(r#"{rules},"bandz":[]}}"#)), RuleFault::Field(name) if name == "bandz")
        );
        assert!(matches!(
            fault(&format!(r#"{rules},"cap":100}}"#)),
            RuleFault::Shape(_)
        ));
        let other = rules.replace("rule-set/1", "rule-set/2");
        assert_eq!(
            fault(&format!("{other}}}")),
            RuleFault::Schema("rule-set/2".to_owned())
        );
    }

    #[test]
    fn a_bound_is_held_against_the_rate_before_it_is_rounded() {
        let rules =
            with_bands(r#"[{"from":"100","text":"順調"},{"above":"80","text":"概ね順調"},{"text":"遅れ"}]"#)
                .expect("rules");
        let text = |actual: i64, target: i64| {
            let rate = Fraction::ratio(actual.into(), target.into()).expect("a rate");
            rules
                .band(&rate)
                .map(|band| band.text.clone())
                .unwrap_or_default()
        };
        assert_eq!(text(100, 100), "順調");
        assert_eq!(text(99_999, 100_000), "概ね順調");
        assert_eq!(text(80_001, 100_000), "概ね順調");
        assert_eq!(text(80, 100), "遅れ");
    }
}
