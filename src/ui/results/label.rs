//! Labels: what is printed, what follows from the rules, and whether they agree.

use yew::prelude::*;

use crate::app::listing::facet::label_words;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_label_check;
use crate::ui::components::icon::of_meaning;
use crate::ui::hooks::use_words;
use kpi_report::contract::v1;

/// Everything the sheet prints as its judgement, in the order of its columns.
pub fn printed_words(printed: &v1::Printed) -> String {
    let graded = match (&printed.grade, &printed.label) {
        (Some(grade), Some(label)) => Some(format!("{grade} {label}")),
        (grade, label) => grade.clone().or_else(|| label.clone()),
    };
    let ratings = printed.ratings.iter().flatten().cloned();
    printed
        .status
        .iter()
        .cloned()
        .chain(ratings)
        .chain(printed.overall.clone())
        .chain(graded)
        .collect::<Vec<_>>()
        .join("・")
}

/// Props of [`LabelChip`].
#[derive(Properties, PartialEq)]
pub struct LabelChipProps {
    /// The label.
    pub label: v1::Label,
}

/// The label that follows from the rules, in the colour and with the sign of its meaning.
///
/// Contract: text; the sign is hidden from assistive technology, the word carries the meaning.
#[component]
pub fn LabelChip(props: &LabelChipProps) -> Html {
    let words = use_words();
    let label = &props.label;
    let said = (words.computed_label)(&label_words(label), label.nature == "judgement");
    match &label.meaning {
        Some(meaning) => html! {
            <span class={classes!("ke-chip", "ke-label__computed", format!("ke-meaning--{meaning}"))}>
                <Icon sign={of_meaning(meaning)} />{ said }
            </span>
        },
        None => html! { <span class="ke-label__computed">{ said }</span> },
    }
}

/// Props of [`LabelCheck`].
#[derive(Properties, PartialEq)]
pub struct LabelCheckProps {
    /// The label.
    pub label: v1::Label,
}

/// Whether the label that follows from the rules is the printed one.
///
/// Contract: text with a sign. Where people judge, another printed label is no error and does not look like one.
#[component]
pub fn LabelCheck(props: &LabelCheckProps) -> Html {
    let words = use_words();
    let label = &props.label;
    let tone = match label.check {
        v1::LabelCheck::Mismatch if label.nature == "judgement" => "rounding",
        check => check.id(),
    };
    html! {
        <span class={classes!("ke-check", format!("ke-check--{tone}"))} data-check={label.check.id()}>
            <Icon sign={of_label_check(label.check)} />{ (words.label_check)(label.check) }
        </span>
    }
}
