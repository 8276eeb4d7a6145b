//! Signs beside words.

use yew::prelude::*;

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

/// The sign of a status of the contract.
pub fn of_status(status: &str) -> &'static str {
    match status {
        "achieved" => "◎",
        "not-achieved" => "△",
        "not-published" => "…",
        "not-entered" => "□",
        "not-evaluable" => "―",
        _ => "・",
    }
}

/// The sign of a severity.
pub fn of_severity(severity: &str) -> &'static str {
    match severity {
        "error" => "✕",
        "warning" => "！",
        _ => "ｉ",
    }
}

/// The sign of a check.
pub fn of_check(check: &str) -> &'static str {
    match check {
        "match" | "capped" => "✓",
        "rounding" => "≈",
        "mismatch" => "≠",
        _ => "―",
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
