//! The labels of sections.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::components::chain::Chain;
use crate::ui::components::place_link::Jump;
use crate::ui::hooks::use_rule_words;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::results::label::LabelChip;
use kpi_report::contract::v1;
use kpi_report::i18n::page::SHEETS;

/// The id of the heading.
pub const SECTIONS: &str = "ke-sections-heading";

/// Props of [`Sections`].
#[derive(Properties)]
pub struct SectionsProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

impl PartialEq for SectionsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.on_jump == other.on_jump
    }
}

/// The sections with the labels that their KPIs make.
///
/// Contract: a section with a list; every entry has the headings, the label, why, and the way to its KPIs. Absent where
/// the rule set makes no label of several KPIs.
#[component]
pub fn Sections(props: &SectionsProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    let sections = &props.reading.evaluation.sections;
    let labelled: Vec<(usize, &v1::Section, &v1::Label)> = sections
        .iter()
        .enumerate()
        .filter_map(|(index, section)| Some((index, section, section.label.as_ref()?)))
        .collect();
    if labelled.is_empty() {
        return Html::default();
    }
    html! {
        <section class="ke-section" aria-labelledby={SECTIONS}>
            <h2 id={SECTIONS} class="ke-heading" tabindex="-1">{ (rule_words.sections)(labelled.len()) }</h2>
            <ul class="ke-fits__list">
                { for labelled.into_iter().map(|(index, section, label)| {
                    let path = if section.path.is_empty() {
                        words.without_section.to_owned()
                    } else {
                        section.path.join(words.section_joint)
                    };
                    html! {
                        <li key={index} class="ke-fits__item" data-section={section.path.last().cloned()}>
                            <span class="ke-rule__whose" lang={SHEETS}>{ path }</span>
                            <LabelChip label={label.clone()} />
                            <span class="ke-support">{ &label.because }</span>
                            <Chain id={format!("ke-section-{index}")} reading={Rc::clone(&props.reading)}
                                links={label.chain.clone()} on_jump={props.on_jump.clone()} />
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
