//! Signs beside words.

use yew::prelude::*;

use kpi_report::contract::v1::Check;
use kpi_report::contract::v1::LabelCheck;
use kpi_report::contract::v1::Severity;
use kpi_report::contract::v1::Standing;

/// Props of [`Icon`].
#[derive(Properties, PartialEq)]
pub struct IconProps {
    /// The sign.
    pub sign: &'static str,
}

/// A sign that repeats in form what the word beside it says.
///
/// Contract: hidden from assistive technology; the word beside it carries the meaning.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    html! { <span class="ke-icon" aria-hidden="true">{ props.sign }</span> }
}

/// The sign of how a KPI stands.
pub fn of_standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Achieved => "◎",
        Standing::NotAchieved => "△",
        Standing::NotPublished => "…",
        Standing::NotEntered => "□",
        Standing::NotEvaluable => "―",
        Standing::Other => "・",
    }
}

/// The sign of a severity.
pub fn of_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✕",
        Severity::Warning => "！",
        Severity::Info => "ｉ",
    }
}

/// The sign of a check.
pub fn of_check(check: Check) -> &'static str {
    match check {
        Check::Match | Check::Capped => "✓",
        Check::Rounding => "≈",
        Check::Mismatch => "≠",
        Check::Uncheckable | Check::NotPrinted => "―",
    }
}

/// The sign of a label's check.
pub fn of_label_check(check: LabelCheck) -> &'static str {
    match check {
        LabelCheck::Match => "✓",
        LabelCheck::Mismatch => "≠",
        LabelCheck::NotPrinted => "―",
    }
}

/// The sign of what a label means.
pub fn of_meaning(meaning: &str) -> &'static str {
    match meaning {
        "good" => "◎",
        "fair" => "○",
        "poor" => "△",
        "bad" => "×",
        _ => "—",
    }
}
