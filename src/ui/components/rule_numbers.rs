//! How a rule set shows rates, and its further rules, in the editor.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::rule_form::FormFault;
use crate::app::rule_form::Leeway;
use crate::app::rule_form::LeewayKind;
use crate::app::rule_form::NumberField;
use crate::app::rule_form::RuleForm;
use crate::app::rule_form::choice;
use crate::app::rule_form::choices;
use crate::app::rule_form::word;
use crate::ui::components::rule_bands::PartProps;
use crate::ui::components::rule_fields::ChoiceField;
use crate::ui::components::rule_fields::TextField;
use crate::ui::components::rule_fields::options;
use crate::ui::hooks::use_rule_words;
use kpi_report::i18n::rules::RuleWords;

/// The form with a change of one field.
pub fn changed(props: &PartProps, change: fn(&mut RuleForm, String)) -> Callback<String> {
    let (form, on_change) = (Rc::clone(&props.form), props.on_change.clone());
    Callback::from(move |typed: String| {
        let mut next = (*form).clone();
        change(&mut next, typed);
        on_change.emit(next);
    })
}

/// Rounding, decimals, cap and tolerances.
///
/// Contract: a group of labelled fields.
#[component]
pub fn RuleNumbers(props: &PartProps) -> Html {
    let words = use_rule_words();
    let form = &props.form;
    let invalid = |field| props.faults.contains(&FormFault::NoNumber(field));
    html! {
        <fieldset class="ke-rule__part">
            <legend class="ke-subheading">{ words.numbers }</legend>
            <div class="ke-rule__fields">
                <ChoiceField id="ke-rule-rounding" label={words.rounding} value={word(form.rounding)}
                    options={options(&choices::ROUNDINGS, words.rounding_word, false)}
                    on_change={changed(props, |form, typed| form.rounding = choice(&typed).unwrap_or_default())} />
                <TextField id="ke-rule-places" label={words.places} value={form.places.clone()} number=true
                    invalid={invalid(NumberField::Places)} on_change={changed(props, |form, typed| form.places = typed)} />
                <TextField id="ke-rule-cap" label={words.cap} value={form.cap.clone()} number=true
                    invalid={invalid(NumberField::Cap)} on_change={changed(props, |form, typed| form.cap = typed)} />
            </div>
            <div class="ke-rule__fields">
                { leeway("ke-rule-tolerance", words.tolerance, &form.tolerance, invalid(NumberField::Tolerance),
                    changed(props, |form, kind| form.tolerance.kind = kind_of(&kind)),
                    changed(props, |form, typed| form.tolerance.amount = typed), words) }
                if form.has_comparisons() {
                    { leeway("ke-rule-baseline-tolerance", words.baseline_tolerance, &form.baseline_tolerance,
                        invalid(NumberField::BaselineTolerance),
                        changed(props, |form, kind| form.baseline_tolerance.kind = kind_of(&kind)),
                        changed(props, |form, typed| form.baseline_tolerance.amount = typed), words) }
                }
            </div>
        </fieldset>
    }
}

fn kind_of(word: &str) -> LeewayKind {
    let known = LeewayKind::ALL.into_iter().find(|kind| kind.id() == word);
    known.unwrap_or_default()
}

fn leeway(
    id: &str,
    label: &'static str,
    leeway: &Leeway,
    invalid: bool,
    on_kind: Callback<String>,
    on_amount: Callback<String>,
    words: &'static RuleWords,
) -> Html {
    let kinds = LeewayKind::ALL.map(|kind| {
        (
            kind.id().to_owned(),
            AttrValue::from((words.leeway_kind)(kind.id())),
        )
    });
    html! {
        <div class="ke-rule__bound" role="group" aria-label={label}>
            <ChoiceField id={format!("{id}-kind")} {label} value={leeway.kind.id()} options={kinds.to_vec()}
                on_change={on_kind} />
            if leeway.kind != LeewayKind::None {
                <TextField id={format!("{id}-amount")} label={words.amount} value={leeway.amount.clone()} number=true
                    {invalid} on_change={on_amount} />
            }
        </div>
    }
}

/// What is labelled, what 0 of 0 is, grant labels, projects and sections.
///
/// Contract: a disclosure of labelled fields.
#[component]
pub fn RuleMore(props: &PartProps) -> Html {
    let words = use_rule_words();
    let form = &props.form;
    html! {
        <details class="ke-disclosure">
            <summary>{ words.more }</summary>
            <div class="ke-rule__fields">
                <ChoiceField id="ke-rule-applies" label={words.applies_to} value={word(form.applies_to)}
                    options={options(&choices::APPLIES, words.applies_word, false)}
                    on_change={changed(props, |form, typed| form.applies_to = choice(&typed).unwrap_or_default())} />
                <ChoiceField id="ke-rule-zero" label={words.zero} value={word(form.zero_of_zero)}
                    options={options(&choices::ZEROS, words.zero_word, false)}
                    on_change={changed(props, |form, typed| form.zero_of_zero = choice(&typed).unwrap_or_default())} />
                <ChoiceField id="ke-rule-combine" label={words.combine} value={form.combine.map(word).unwrap_or_default()}
                    options={options(&choices::COMBINES, words.combine_word, true)}
                    on_change={changed(props, |form, typed| form.combine = choice(&typed))} />
                <ChoiceField id="ke-rule-grants" label={words.grants} value={word(form.grant_labels)}
                    options={options(&choices::GRANTS, words.grants_word, false)}
                    on_change={changed(props, |form, typed| form.grant_labels = choice(&typed).unwrap_or_default())} />
            </div>
        </details>
    }
}
