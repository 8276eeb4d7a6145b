//! The methods of a rule set, in the editor.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::rule_form::FormFault;
use crate::app::rule_form::NumberField;
use crate::app::rule_form::choice;
use crate::app::rule_form::choices;
use crate::app::rule_form::word;
use crate::ui::components::rule_bands::PartProps;
use crate::ui::components::rule_fields::ChoiceField;
use crate::ui::components::rule_fields::TextField;
use crate::ui::components::rule_fields::options;
use crate::ui::components::rule_numbers::changed;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_rule_words;
use kpi_core::evaluate::methods::expected_shares;
use kpi_core::rating::rule_set::MethodRule;
use kpi_report::i18n::Lang;
use kpi_report::i18n::methods;
use kpi_report::i18n::rules::RuleWords;

/// The id of the button that adds a case: where the focus goes when one was removed.
const ADD: &str = "ke-rule-add-method";

/// Every method with its formula, as options of a select.
pub fn method_options(lang: Lang) -> Vec<(String, AttrValue)> {
    let all = methods::all(lang).into_iter();
    all.map(|(id, name, formula)| (id.to_owned(), AttrValue::from(format!("{name}：{formula}"))))
        .collect()
}

/// The usual method, and others by direction, kind of target and what is counted.
///
/// Contract: an ordered list of groups, each named by its number; the first that fits counts. Removing one moves the
/// focus to the button that adds one.
#[component]
pub fn RuleMethods(props: &PartProps) -> Html {
    let words = use_rule_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let ports = use_ports();
    let (form, on_change) = (&props.form, &props.on_change);
    let by_shares = |id: &str| id == expected_shares::METHOD.id;
    let asks_shares = by_shares(&form.method) || form.methods.iter().any(|row| by_shares(&row.method));
    let add = {
        let (form, on_change) = (Rc::clone(form), on_change.clone());
        Callback::from(move |_| on_change.emit(form.with_method()))
    };
    html! {
        <fieldset class="ke-rule__part">
            <legend class="ke-subheading">{ words.methods }</legend>
            <div class="ke-rule__wide">
                <ChoiceField id="ke-rule-method" label={words.default_method} value={form.method.clone()}
                    options={method_options(lang)} on_change={changed(props, |form, id| form.method = id)} />
            </div>
            if asks_shares || !form.shares.is_empty() {
                <div class="ke-rule__wide">
                    <TextField id="ke-rule-shares" label={words.shares} value={form.shares.clone()}
                        invalid={props.faults.contains(&FormFault::NoNumber(NumberField::Shares))}
                        on_change={changed(props, |form, typed| form.shares = typed)} />
                </div>
            }
            <ol class="ke-rule__bands">
                { for form.methods.iter().enumerate().map(|(index, row)| {
                    let remove = {
                        let (form, on_change, page) = (Rc::clone(form), on_change.clone(), Rc::clone(&ports.page));
                        Callback::from(move |_| {
                            page.reveal(ADD);
                            on_change.emit(form.without_method(index));
                        })
                    };
                    html! {
                        <li key={index}>
                            <div class="ke-rule__band" role="group" aria-label={(words.method_row)(index + 1)}>
                                { case(index, row, props, words, lang) }
                                <button type="button" class="ke-button ke-button--text ke-button--small" onclick={remove}>
                                    { (words.remove_method)(index + 1) }
                                </button>
                            </div>
                        </li>
                    }
                }) }
            </ol>
            <button type="button" id={ADD} class="ke-button ke-button--outline ke-button--small" onclick={add}>
                { words.add_method }
            </button>
        </fieldset>
    }
}

fn case(index: usize, row: &MethodRule, props: &PartProps, words: &'static RuleWords, lang: Lang) -> Html {
    let id = |field: &str| format!("ke-rule-method-{index}-{field}");
    let with = |change: fn(&mut MethodRule, String)| {
        let (form, on_change) = (Rc::clone(&props.form), props.on_change.clone());
        Callback::from(move |word: String| {
            on_change.emit(form.with_method_changed(index, |row| change(row, word)));
        })
    };
    html! {
        <div class="ke-rule__fields">
            <ChoiceField id={id("direction")} label={words.direction} value={row.direction.map(word).unwrap_or_default()}
                options={options(&choices::DIRECTIONS, words.direction_word, true)}
                on_change={with(|row, word| row.direction = choice(&word))} />
            <ChoiceField id={id("kind")} label={words.kind} value={row.target_kind.map(word).unwrap_or_default()}
                options={options(&choices::KINDS, words.kind_word, true)}
                on_change={with(|row, word| row.target_kind = choice(&word))} />
            <ChoiceField id={id("counts")} label={words.counts} value={row.counts.map(word).unwrap_or_default()}
                options={options(&choices::COUNTS, words.counts_word, true)}
                on_change={with(|row, word| row.counts = choice(&word))} />
            <div class="ke-rule__long">
                <ChoiceField id={id("id")} label={words.method} value={row.method.clone()}
                    options={method_options(lang)} on_change={with(|row, id| row.method = id)} />
            </div>
        </div>
    }
}
