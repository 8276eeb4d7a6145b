//! Which labels a rule set would change.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::hooks::use_rule_words;
use crate::ui::queries::use_answer;
use crate::ui::reading::Reading;
use kpi_core::rating::rule_set::RuleSet;
use kpi_report::i18n::page::SHEETS;
use kpi_report::tasks::query::Answer;
use kpi_report::tasks::query::Query;

/// Changes that are listed.
const LISTED: usize = 30;

/// Props of [`RulePreview`].
#[derive(Properties)]
pub struct RulePreviewProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// The rule set, if one follows from what is written.
    pub rules: Option<RuleSet>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for RulePreviewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.rules == other.rules && self.on_say == other.on_say
    }
}

/// How many labels change, and which.
///
/// Contract: a sentence and a list; the sentence is said in the live region when it changes.
#[component]
pub fn RulePreview(props: &RulePreviewProps) -> Html {
    let words = use_rule_words();
    let query = props.rules.clone().map(|rules| Query::Changes(Box::new(rules)));
    let answer = use_answer(&props.reading, query);
    let changes = match answer.as_deref() {
        Some(Answer::Changes(changes)) => Some(changes.clone()),
        _ => None,
    };
    let sentence = changes
        .as_ref()
        .map(|changes| AttrValue::from((words.changes)(changes.labels.len(), changes.of)));
    {
        let on_say = props.on_say.clone();
        let first = use_mut_ref(|| true);
        use_effect_with(sentence.clone(), move |sentence| {
            if let Some(sentence) = sentence.clone().filter(|_| !first.replace(false)) {
                on_say.emit(sentence);
            }
        });
    }
    let Some(changes) = changes else {
        return Html::default();
    };
    let more = changes.labels.len().saturating_sub(LISTED);
    html! {
        <div class="ke-rule__part ke-rule__preview" data-changes={changes.labels.len().to_string()}>
            <h4 class="ke-subheading">{ words.preview }</h4>
            <p>{ sentence }</p>
            <ul class="ke-list">
                { for changes.labels.iter().take(LISTED).enumerate().map(|(n, change)| html! {
                    <li key={n} lang={SHEETS}>
                        <span class="ke-rule__whose">{ &change.name }</span>
                        { (words.change)(change.before.as_deref(), change.after.as_deref()) }
                    </li>
                }) }
            </ul>
            if more > 0 {
                <p class="ke-support">{ (words.more_changes)(more) }</p>
            }
        </div>
    }
}
