//! The contract's words for the domain's values, and its notation of periods.

use kpi_core::kpi::{Against, Basis, Period, Reason, TextRole};

/// `"level" | "annual-increment" | "cumulative-increment"`.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Level => "level",
        Basis::AnnualIncrement => "annual-increment",
        Basis::CumulativeIncrement => "cumulative-increment",
    }
}

/// `"period" | "final" | "baseline"`.
pub fn against(against: Against) -> &'static str {
    match against {
        Against::Period => "period",
        Against::Final => "final",
        Against::Baseline => "baseline",
    }
}

/// A `Reason` of the contract.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Blank => "blank",
        Reason::NotPublished => "not-published",
        Reason::InProgress => "in-progress",
        Reason::Suspended => "suspended",
        Reason::NotApplicable => "not-applicable",
        Reason::TargetZero => "target-zero",
        Reason::ActualZero => "actual-zero",
        Reason::Negative => "negative",
        Reason::NoRatio => "no-ratio",
        Reason::UnknownDirection => "unknown-direction",
        Reason::NoBaseline => "no-baseline",
        Reason::UnitDiffers => "unit-differs",
        Reason::NoTerm => "no-term",
        Reason::NoPeriod => "no-period",
        Reason::OutsideTerm => "outside-term",
        Reason::NoFinalTarget => "no-final-target",
        Reason::NoExpectedValue => "no-expected-value",
        Reason::NoShares => "no-shares",
        Reason::OtherDirection => "other-direction",
        Reason::NotALevel => "not-a-level",
        Reason::NotIncrement => "not-increment",
        Reason::NotCumulative => "not-cumulative",
        Reason::NotSteps => "not-steps",
        Reason::NotPositive => "not-positive",
    }
}

/// The role of a `Text`.
pub fn text_role(role: TextRole) -> &'static str {
    match role {
        TextRole::Reason => "reason",
        TextRole::Cause => "cause",
        TextRole::Effect => "effect",
        TextRole::Issue => "issue",
        TextRole::Opinion => "opinion",
        TextRole::NextStep => "next-step",
        TextRole::Note => "note",
    }
}

/// Reads the contract's notation of periods: the inverse of [`Period`]'s `Display`.
///
/// # Examples
/// ```
/// use kpi_report::contract::words::parse_period;
/// for text in ["FY2018", "2015", "2015-10", "FY2021/FY2023", "2021/2023"] {
///     assert_eq!(parse_period(text).unwrap().to_string(), text);
/// }
/// assert_eq!(parse_period("H30"), None);
/// ```
pub fn parse_period(text: &str) -> Option<Period> {
    Period::parse(text)
}
