//! By which rule set labels are given.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::domain::rating::presets;
use crate::domain::rating::rule_set::Basis;
use crate::domain::rating::rule_set::Name;
use crate::domain::rating::rule_set::RuleSet;
use crate::i18n::Lang;
use crate::i18n::page::SHEETS;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_words;

/// The field's id.
const FIELD: &str = "ke-rule-set";

/// Props of [`RuleChoice`].
#[derive(Properties, PartialEq)]
pub struct RuleChoiceProps {
    /// Id of the rule set now.
    pub chosen: AttrValue,
}

/// Chooses the rule set, and says where it comes from.
///
/// Contract: a labelled select that counts at once; what the chosen rule is and how sure is said below it and describes
/// the field.
#[component]
pub fn RuleChoice(props: &RuleChoiceProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let act = use_act();
    let rules = use_memo((), |()| presets::all());
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            act.emit(Action::from(Change::RuleSet(select.value())));
        }
    });
    let chosen = rules.iter().find(|rules| props.chosen == rules.id.as_str());
    let about = format!("{FIELD}-about");
    html! {
        <div class="ke-field ke-rule-choice">
            <label class="ke-field__label" for={FIELD}>{ words.rule_set }</label>
            <select class="ke-select" id={FIELD} aria-describedby={about.clone()} {onchange}>
                { for rules.iter().map(|rules| html! {
                    <option key={rules.id.clone()} value={rules.id.clone()} selected={props.chosen == rules.id.as_str()}>
                        { named(&rules.name, lang).to_owned() }
                    </option>
                }) }
            </select>
            <div class="ke-support" id={about}>
                <p>{ words.rule_set_hint }</p>
                if let Some(rules) = chosen {
                    { self::about(rules, lang, words) }
                }
            </div>
        </div>
    }
}

fn about(rules: &RuleSet, lang: Lang, words: &crate::i18n::page::Messages) -> Html {
    let basis = match rules.basis {
        Basis::Quoted => "quoted",
        Basis::Inferred => "inferred",
        Basis::Own => "own",
    };
    html! {
        <p>
            if let Some(source) = &rules.source {
                <span lang={SHEETS}>
                    { (words.rule_set_source)(&source.body, source.plan.as_deref(), source.year) }
                </span>
                { " " }
            }
            { (words.rule_set_basis)(basis) }
            if let Some(url) = rules.source.as_ref().and_then(|source| source.url.clone()) {
                { " " }
                <a class="ke-link" href={url} rel="noreferrer noopener" target="_blank">{ words.rule_set_link }</a>
            }
            if let Some(note) = &rules.note {
                { " " }{ named(note, lang).to_owned() }
            }
        </p>
    }
}

fn named(name: &Name, lang: Lang) -> &str {
    match lang {
        Lang::Ja => &name.ja,
        Lang::En => name.en.as_deref().unwrap_or(&name.ja),
    }
}
