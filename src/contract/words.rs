//! The contract's words for the domain's values, and its notation of periods.

use crate::domain::base::remark::Severity;
use crate::domain::kpi::{Against, Basis, Period, Reason, TextRole};

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

/// `"error" | "warning" | "info"`.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Reads the contract's notation of periods: the inverse of [`Period`]'s `Display`.
///
/// # Examples
/// ```
/// use kpi_evaluator::contract::words::parse_period;
/// for text in ["FY2018", "2015", "2015-10", "FY2021/FY2023", "2021/2023"] {
///     assert_eq!(parse_period(text).unwrap().to_string(), text);
/// }
/// assert_eq!(parse_period("H30"), None);
/// ```
pub fn parse_period(text: &str) -> Option<Period> {
    if let Some((first, last)) = text.split_once('/') {
        return match (parse_period(first)?, parse_period(last)?) {
            (Period::Fiscal(first), Period::Fiscal(last)) if first <= last => {
                Some(Period::FiscalSpan(first, last))
            }
            (Period::Calendar(first), Period::Calendar(last)) if first <= last => {
                Some(Period::CalendarSpan(first, last))
            }
            _ => None,
        };
    }
    if let Some(fiscal) = text.strip_prefix("FY") {
        return year(fiscal).map(Period::Fiscal);
    }
    let Some((calendar, month)) = text.split_once('-') else {
        return year(text).map(Period::Calendar);
    };
    let month = month
        .parse()
        .ok()
        .filter(|number| month.len() == 2 && (1..=12).contains(number))?;
    Some(Period::Month(year(calendar)?, month))
}

/// Four digits.
fn year(text: &str) -> Option<i32> {
    let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    four_digits.then(|| text.parse().ok()).flatten()
}
