//! The words of a rule set, in the editor.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::rule_form::BandForm;
use crate::app::rule_form::Bound;
use crate::app::rule_form::BoundKind;
use crate::app::rule_form::FormFault;
use crate::app::rule_form::NumberField;
use crate::app::rule_form::RuleForm;
use crate::app::rule_form::choice;
use crate::app::rule_form::choices;
use crate::app::rule_form::word;
use crate::ui::components::rule_fields::ChoiceField;
use crate::ui::components::rule_fields::TextField;
use crate::ui::components::rule_fields::options;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_rule_words;
use kpi_report::i18n::rules::RuleWords;

/// The id of the button that adds a word: where the focus goes when one was removed.
const ADD: &str = "ke-rule-add-band";

/// Props of the parts of the editor.
#[derive(Properties, PartialEq)]
pub struct PartProps {
    /// What is written.
    pub form: Rc<RuleForm>,
    /// What keeps a rule set from following.
    pub faults: Rc<Vec<FormFault>>,
    /// The form after a change.
    pub on_change: Callback<RuleForm>,
}

/// The words with their bounds.
///
/// Contract: an ordered list of groups, each named by its number. Removing one moves the focus to the button that adds
/// one.
#[component]
pub fn RuleBands(props: &PartProps) -> Html {
    let words = use_rule_words();
    let ports = use_ports();
    let (form, on_change) = (&props.form, &props.on_change);
    let add = {
        let (form, on_change, page) = (Rc::clone(form), on_change.clone(), Rc::clone(&ports.page));
        Callback::from(move |_| {
            on_change.emit(form.with_band());
            page.reveal(ADD);
        })
    };
    html! {
        <fieldset class="ke-rule__part">
            <legend class="ke-subheading">{ words.bands }</legend>
            <ol class="ke-rule__bands">
                { for form.bands.iter().enumerate().map(|(index, band)| {
                    let remove = {
                        let (form, on_change, page) = (Rc::clone(form), on_change.clone(), Rc::clone(&ports.page));
                        Callback::from(move |_| {
                            page.reveal(ADD);
                            on_change.emit(form.without_band(index));
                        })
                    };
                    html! {
                        <li key={index}>
                            <div class="ke-rule__band" role="group" aria-label={(words.band)(index + 1)}>
                                { fields(index, band, props, words) }
                                <button type="button" class="ke-button ke-button--text ke-button--small" onclick={remove}>
                                    { (words.remove_band)(index + 1) }
                                </button>
                            </div>
                        </li>
                    }
                }) }
            </ol>
            <button type="button" id={ADD} class="ke-button ke-button--outline ke-button--small" onclick={add}>
                { words.add_band }
            </button>
        </fieldset>
    }
}

fn fields(index: usize, band: &BandForm, props: &PartProps, words: &'static RuleWords) -> Html {
    let id = |field: &str| format!("ke-rule-band-{index}-{field}");
    let text = |change: fn(&mut BandForm, String)| {
        let (form, on_change) = (Rc::clone(&props.form), props.on_change.clone());
        Callback::from(move |typed: String| {
            on_change.emit(form.with_band_changed(index, |band| change(band, typed)));
        })
    };
    html! {
        <div class="ke-rule__fields">
            { bound(&id("lower"), words.lower, words.lower_kind, &band.lower, props, NumberField::Lower(index),
                (text(|band, kind| band.lower.kind = kind_of(&kind)), text(|band, typed| band.lower.percent = typed)), words) }
            if props.form.has_upper_bounds() {
                { bound(&id("upper"), words.upper, words.upper_kind, &band.upper, props, NumberField::Upper(index),
                    (text(|band, kind| band.upper.kind = kind_of(&kind)), text(|band, typed| band.upper.percent = typed)), words) }
            }
            if props.form.has_comparisons() {
                <ChoiceField id={id("target")} label={words.beside_target} value={band.target.map(word).unwrap_or_default()}
                    options={options(&choices::TARGETS, words.target_side, true)}
                    on_change={text(|band, side| band.target = choice(&side))} />
                <ChoiceField id={id("baseline")} label={words.beside_baseline} value={band.baseline.map(word).unwrap_or_default()}
                    options={options(&choices::BASELINES, words.baseline_side, true)}
                    on_change={text(|band, side| band.baseline = choice(&side))} />
            }
            <TextField id={id("grade")} label={words.grade} value={band.grade.clone()}
                on_change={text(|band, typed| band.grade = typed)} />
            <div class="ke-rule__long">
                <TextField id={id("word")} label={words.word} value={band.word.clone()}
                    invalid={props.faults.contains(&FormFault::NoWord(index))}
                    on_change={text(|band, typed| band.word = typed)} />
            </div>
            <ChoiceField id={id("meaning")} label={words.meaning} value={band.meaning.map(word).unwrap_or_default()}
                options={options(&choices::MEANINGS, words.meaning_word, true)}
                on_change={text(|band, meaning| band.meaning = choice(&meaning))} />
        </div>
    }
}

fn kind_of(word: &str) -> BoundKind {
    let known = BoundKind::ALL.into_iter().find(|kind| kind.id() == word);
    known.unwrap_or_default()
}

/// The number of a bound, and whether it is inside.
#[expect(
    clippy::too_many_arguments,
    reason = "both bounds of a band are the same two fields"
)]
fn bound(
    id: &str,
    label: &'static str,
    kind_name: fn(&str) -> &'static str,
    bound: &Bound,
    props: &PartProps,
    field: NumberField,
    (on_kind, on_percent): (Callback<String>, Callback<String>),
    words: &'static RuleWords,
) -> Html {
    let kinds = BoundKind::ALL.map(|kind| (kind.id().to_owned(), AttrValue::from(kind_name(kind.id()))));
    html! {
        <div class="ke-rule__bound" role="group" aria-label={label}>
            if bound.kind != BoundKind::None {
                <TextField id={format!("{id}-percent")} label={label} value={bound.percent.clone()} number=true
                    invalid={props.faults.contains(&FormFault::NoNumber(field))} on_change={on_percent} />
            }
            <ChoiceField id={format!("{id}-kind")} label={if bound.kind == BoundKind::None { label } else { words.bound_kind }}
                value={bound.kind.id()} options={kinds.to_vec()} on_change={on_kind} />
        </div>
    }
}
