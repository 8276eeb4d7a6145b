//! What is said of one KPI against the sheet and the rule set.

use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::components::rule_fields::ChoiceField;
use crate::ui::components::rule_fields::TextField;
use crate::ui::components::rule_methods::method_options;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_rule_words;
use crate::ui::hooks::use_words;
use kpi_core::assess::KpiOverride;
use kpi_report::i18n::Lang;
use kpi_report::i18n::methods;

/// Props of [`OverrideEditor`].
#[derive(Properties, PartialEq)]
pub struct OverrideEditorProps {
    /// The beginning of the ids.
    pub id: AttrValue,
    /// Id of the KPI.
    pub kpi: AttrValue,
    /// What is said of it now.
    pub said: KpiOverride,
}

/// Method, target, unit of a KPI, and why they are others than the sheet's and the rule set's.
///
/// Contract: a group of labelled fields that count when they are left; a button takes all of it back and moves the focus
/// to the first field.
#[component]
pub fn OverrideEditor(props: &OverrideEditorProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    let lang = use_context::<Lang>().unwrap_or_default();
    let (act, ports) = (use_act(), use_ports());
    let set = |change: fn(&mut KpiOverride, Option<String>)| {
        let (act, kpi, said) = (act.clone(), props.kpi.to_string(), props.said.clone());
        Callback::from(move |typed: String| {
            let mut said = said.clone();
            change(
                &mut said,
                Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty()),
            );
            act.emit(Action::from(Change::Override {
                kpi: kpi.clone(),
                said,
            }));
        })
    };
    let method = format!("{}-method", props.id);
    let revoke = {
        let (act, kpi, first) = (act.clone(), props.kpi.to_string(), method.clone());
        Callback::from(move |_| {
            ports.page.reveal(&first);
            act.emit(Action::from(Change::Override {
                kpi: kpi.clone(),
                said: KpiOverride::default(),
            }));
        })
    };
    let by_rules = std::iter::once((String::new(), AttrValue::from(rule_words.by_rules)));
    let said = &props.said;
    let text = |word: &Option<String>| word.clone().unwrap_or_default();
    html! {
        <fieldset class="ke-rule__part ke-override">
            <legend class="ke-override__title">{ rule_words.override_heading }</legend>
            <div class="ke-rule__wide">
                <ChoiceField id={method} label={rule_words.method} value={text(&said.method)}
                    options={by_rules.chain(method_options(lang)).collect::<Vec<_>>()}
                    on_change={set(|said, word| said.method = word)} />
            </div>
            <div class="ke-rule__fields">
                <TextField id={format!("{}-target", props.id)} label={rule_words.own_target} value={text(&said.target)}
                    on_change={set(|said, word| said.target = word)} />
                <TextField id={format!("{}-unit", props.id)} label={rule_words.own_unit} value={text(&said.unit)}
                    on_change={set(|said, word| said.unit = word)} />
            </div>
            <div class="ke-rule__wide">
                <TextField id={format!("{}-reason", props.id)} label={rule_words.reason} value={text(&said.reason)}
                    on_change={set(|said, word| said.reason = word)} />
            </div>
            if !said.is_empty() {
                <p class="ke-support">{ summary(said, words, rule_words, lang) }</p>
                <button type="button" class="ke-button ke-button--text ke-button--small" onclick={revoke}>
                    { rule_words.override_revoke }
                </button>
            }
        </fieldset>
    }
}

/// What is said of a KPI, in one line.
pub fn summary(
    said: &KpiOverride,
    words: &'static kpi_report::i18n::page::Messages,
    rule_words: &'static kpi_report::i18n::rules::RuleWords,
    lang: Lang,
) -> String {
    let direction = said
        .direction
        .as_deref()
        .and_then(|word| word.parse().ok())
        .map(words.direction_word);
    let method = said.method.as_deref().map(|id| methods::name(id, lang));
    let fields: Vec<(&str, &str)> = [
        direction.map(|direction| (words.direction, direction)),
        method.map(|method| (rule_words.method, method)),
        said.target.as_deref().map(|target| (words.target, target)),
        said.unit.as_deref().map(|unit| (rule_words.unit, unit)),
    ]
    .into_iter()
    .flatten()
    .collect();
    (rule_words.override_said)(&fields, said.reason.as_deref())
}
