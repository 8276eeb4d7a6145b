//! The judgements of sections and projects.

use std::collections::BTreeSet;

use yew::prelude::*;

use crate::app::judging;
use crate::app::judging::Field;
use crate::app::judging::parts::Kind;
use crate::app::judging::parts::Part;
use crate::app::judging::parts::parts;
use crate::ui::home::use_home;
use crate::ui::hooks::use_words;
use crate::ui::judging::context::use_judged;
use crate::ui::judging::fields::Fields;
use crate::ui::judging::fields::LabelField;
use crate::ui::reading::Shared;
use kpi_report::i18n::Lang;
use kpi_report::i18n::judging::Words;
use kpi_report::i18n::judging::words;
use kpi_report::i18n::page::SHEETS;

/// Props of [`Parts`].
#[derive(Properties, PartialEq)]
pub struct PartsProps {
    /// What was read.
    pub reading: Shared,
}

/// A row for each section and project: what follows from the rules, the final label, and the texts, which a press opens.
///
/// Contract: a table with a caption and row headers; in each row a select named by what it judges, and a button with
/// `aria-expanded` that opens the fields in a row below. What was judged and is not in the sheet any more is shown too.
/// Absent where there is nothing to judge.
#[component]
pub fn Parts(props: &PartsProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let (judged, editable) = (use_judged(), use_home().editable);
    let open = use_state(BTreeSet::<String>::new);
    let has_words = use_memo(props.reading.clone(), |reading| {
        judging::has_words(&reading.inputs.settings.rules(), &reading.evaluation)
    });
    let parts = parts(&props.reading.evaluation, judged.all());
    let is_there = |part: &Part| editable || judged.all().contains_key(&part.id);
    let parts: Vec<Part> = parts.into_iter().filter(is_there).collect();
    if parts.is_empty() {
        return Html::default();
    }
    let heads = [
        words.part,
        words.part_computed,
        (words.field)(Field::Label.id()),
        words.part_texts,
    ];
    html! {
        <div class="ke-parts" data-part="parts">
            <h3 class="ke-subheading">{ words.parts_heading }</h3>
            if editable && !*has_words {
                <p class="ke-support">{ words.no_words }</p>
            }
            <div class="ke-scroll">
                <table class="ke-overview ke-overview--parts" role="table">
                    <caption class="ke-visually-hidden">{ words.parts_heading }</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            { for heads.into_iter().map(|head| html! { <th key={head} scope="col" role="columnheader">{ head }</th> }) }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for parts.iter().enumerate().map(|(index, part)| html! {
                            <PartRows key={part.id.clone()} reading={props.reading.clone()} {index} part={part.clone()} open={open.clone()} />
                        }) }
                    </tbody>
                </table>
            </div>
        </div>
    }
}

#[derive(Properties)]
struct PartRowsProps {
    reading: Shared,
    index: usize,
    part: Part,
    open: UseStateHandle<BTreeSet<String>>,
}

impl PartialEq for PartRowsProps {
    fn eq(&self, other: &Self) -> bool {
        self.reading == other.reading
            && self.index == other.index
            && self.part == other.part
            && self.open == other.open
    }
}

#[component]
fn PartRows(props: &PartRowsProps) -> Html {
    let (page_words, words) = (use_words(), words(use_context::<Lang>().unwrap_or_default()));
    let (judged, editable) = (use_judged(), use_home().editable);
    let PartRowsProps { index, part, .. } = props;
    let id = format!("ke-part-{index}");
    let judgement = judged.all().get(&part.id).cloned().unwrap_or_default();
    let lacks = part.lacks_reason(judged.all());
    let is_open = props.open.contains(&part.id);
    let toggle = {
        let (open, part) = (props.open.clone(), part.id.clone());
        Callback::from(move |_| {
            let mut next = (*open).clone();
            if !next.remove(&part) {
                next.insert(part.clone());
            }
            open.set(next);
        })
    };
    let name = part.path.join(page_words.section_joint);
    let texts = judgement.n_texts();
    html! {
        <>
            <tr role="row" data-judged={part.kind.id()}>
                <th scope="row" role="rowheader">
                    <span lang={SHEETS}>{ &name }</span>
                    <span class="ke-support">{ kind_words(part, words) }</span>
                </th>
                <td role="cell">
                    <span class="ke-cell__name" aria-hidden="true">{ words.part_computed }</span>
                    { match &part.computed {
                        Some(computed) => html! { <span lang={SHEETS}>{ computed }</span> },
                        None => html! { <span class="ke-absent">{ words.part_none }</span> },
                    } }
                </td>
                <td role="cell">
                    <span class="ke-cell__name" aria-hidden="true">{ (words.field)(Field::Label.id()) }</span>
                    if editable {
                        <LabelField reading={props.reading.clone()} subject={part.id.clone()} {id} of={name.clone()}
                            chosen={judgement.get(Field::Label).map(str::to_owned)} computed={part.computed.clone()} />
                    } else {
                        <span lang={SHEETS}>{ part.final_label(judged.all()) }</span>
                    }
                </td>
                <td role="cell">
                    <span class="ke-cell__name" aria-hidden="true">{ words.part_texts }</span>
                    <button type="button" class="ke-button ke-button--outline ke-button--small" aria-expanded={is_open.to_string()}
                        onclick={toggle}>
                        { (words.part_open)(texts) }
                        <span class="ke-visually-hidden">{ (words.copy_what)(&name) }</span>
                    </button>
                    if lacks {
                        <span class="ke-error">{ words.part_reason_missing }</span>
                    }
                </td>
            </tr>
            if is_open {
                <tr role="row" class="ke-parts__fields">
                    <td role="cell" colspan="4">
                        <Fields id={format!("ke-part-{index}")} subject={part.id.clone()} of={name} asks={part.computed.clone().filter(|_| lacks)} />
                    </td>
                </tr>
            }
        </>
    }
}

fn kind_words(part: &Part, words: &Words) -> String {
    match part.kind {
        Kind::Gone => words.part_gone.to_owned(),
        kind => (words.part_kind)(kind.id(), part.kpis),
    }
}
