//! The choice of the rule set, above the table whose labels it makes.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::rule_sets;
use crate::ui::components::rule_choice::RuleChoice;
use crate::ui::components::rule_panel::own;
use crate::ui::home::use_home;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Shared;
use kpi_core::rating::presets;
use kpi_report::i18n::Lang;
use kpi_report::i18n::embedding;
use kpi_report::i18n::labels;

/// Props of [`RulePicker`].
#[derive(Properties, PartialEq)]
pub struct RulePickerProps {
    /// What was read.
    pub reading: Shared,
}

/// By which rules labels are given.
///
/// Contract: as [`RuleChoice`]; where nothing can be chosen, a line of text.
#[component]
pub fn RulePicker(props: &RulePickerProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (ports, editable) = (use_ports(), use_home().editable);
    let settings = &props.reading.inputs.settings;
    let rules = settings.rules();
    let kept = {
        let drafts = Rc::clone(&ports.drafts);
        use_memo(settings.clone(), move |_| rule_sets::load(&*drafts))
    };
    if !editable {
        let said = embedding::words(lang).by_rules;
        let said = said(labels::name(&rules, lang), &props.reading.evaluation.rule_set);
        return html! { <p class="ke-support">{ said }</p> };
    }
    let is_own = presets::find(&rules.id).is_none();
    html! { <RuleChoice chosen={rules.id.clone()} own={own(&kept, &rules, is_own)} /> }
}
