//! By which rule set labels are given.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_rule_words;
use crate::ui::hooks::use_words;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::Name;
use kpi_core::rating::rule_set::RuleSet;
use kpi_report::i18n::Lang;
use kpi_report::i18n::labels;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::rules::RuleWords;

/// The field's id.
pub const FIELD: &str = "ke-rule-set";

/// The id of what describes it.
const ABOUT: &str = "ke-rule-set-about";

/// Props of [`RuleChoice`].
#[derive(Properties, PartialEq)]
pub struct RuleChoiceProps {
    /// Id of the rule set now.
    pub chosen: AttrValue,
    /// A city's own rule sets.
    pub own: Vec<RuleSet>,
}

/// Chooses the rule set.
///
/// Contract: a labelled select that counts at once; what the chosen rule is and how sure is said by [`RuleAbout`], which
/// describes the field.
#[component]
pub fn RuleChoice(props: &RuleChoiceProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    let lang = use_context::<Lang>().unwrap_or_default();
    let act = use_act();
    let own = props.own.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(id) = event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
        else {
            return;
        };
        let rules = own.iter().find(|rules| rules.id == id).cloned();
        act.emit(match rules {
            Some(rules) => Action::from(Change::OwnRules(Box::new(rules))),
            None => Action::from(Change::RuleSet(id)),
        });
    });
    let option = |rules: &RuleSet| {
        html! {
            <option key={rules.id.clone()} value={rules.id.clone()} selected={props.chosen == rules.id.as_str()}>
                { labels::name(rules, lang).to_owned() }
            </option>
        }
    };
    html! {
        <div class="ke-field ke-rule-choice">
            <label class="ke-field__label" for={FIELD}>{ words.rule_set }</label>
            <select class="ke-select" id={FIELD} aria-describedby={ABOUT} {onchange}>
                if props.own.is_empty() {
                    { for presets::all().iter().map(option) }
                } else {
                    <optgroup label={rule_words.own_rules}>{ for props.own.iter().map(option) }</optgroup>
                    <optgroup label={rule_words.presets}>{ for presets::all().iter().map(option) }</optgroup>
                }
            </select>
        </div>
    }
}

/// Props of [`RuleAbout`].
#[derive(Properties, PartialEq)]
pub struct RuleAboutProps {
    /// The rule set.
    pub rules: RuleSet,
}

/// Where a rule set comes from, and how sure it is.
///
/// Contract: text; it describes the field of [`RuleChoice`].
#[component]
pub fn RuleAbout(props: &RuleAboutProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    let lang = use_context::<Lang>().unwrap_or_default();
    html! {
        <div class="ke-support" id={ABOUT}>
            <p>{ words.rule_set_hint }</p>
            { about(&props.rules, lang, words, rule_words) }
        </div>
    }
}

fn about(rules: &RuleSet, lang: Lang, words: &'static Messages, rule_words: &'static RuleWords) -> Html {
    let is_preset = presets::all().iter().any(|preset| preset.id == rules.id);
    let basis = if is_preset {
        (words.rule_set_basis)(rules.basis.id())
    } else {
        rule_words.own_basis
    };
    html! {
        <p>
            if let Some(source) = &rules.source {
                <span lang={SHEETS}>
                    { (words.rule_set_source)(&source.body, source.plan.as_deref(), source.year) }
                </span>
                { " " }
            }
            { basis }
            if let Some(url) = rules.source.as_ref().and_then(|source| source.url.clone()).filter(|url| leads_to_the_web(url)) {
                { " " }
                <a class="ke-link" href={url} rel="noreferrer noopener" target="_blank">{ words.rule_set_link }</a>
            }
            if let Some(note) = &rules.note {
                { " " }{ named(note, lang).to_owned() }
            }
        </p>
    }
}

/// A rule set may come from anywhere, and an address such as `javascript:` would run on a host without a policy.
fn leads_to_the_web(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.starts_with("https://") || url.starts_with("http://")
}

fn named(name: &Name, lang: Lang) -> &str {
    match lang {
        Lang::Ja => &name.ja,
        Lang::En => name.en.as_deref().unwrap_or(&name.ja),
    }
}
