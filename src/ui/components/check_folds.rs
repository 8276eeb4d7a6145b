//! Text without columns, made a table by saying how many values make one record.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::components::candidates::records;
use crate::ui::hooks::use_act;
use crate::ui::queries::use_answer;
use crate::ui::reading::Reading;
use kpi_core::layout::mapping::one_based;
use kpi_core::reading::by_hand::{Folding, LEAST_CELLS, MOST_CELLS, is_running};
use kpi_report::contract::folds::Fold;
use kpi_report::i18n::Lang;
use kpi_report::i18n::candidates;
use kpi_report::i18n::folds::{Words, words};
use kpi_report::tasks::query::{Answer, Query};

/// The id of the heading.
pub const FOLDS: &str = "ke-folds-heading";
/// The ids of the fields.
const FIRST: &str = "ke-folds-first";
const CELLS: &str = "ke-folds-cells";
const PARTED: &str = "ke-folds-parted";

/// Props of [`CheckFolds`].
#[derive(Properties)]
pub struct CheckFoldsProps {
    /// What was read.
    pub reading: Rc<Reading>,
}

impl PartialEq for CheckFoldsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
    }
}

/// The sheet that could be folded: one without columns, of which nothing was read.
pub fn sheet_to_fold(reading: &Reading) -> Option<usize> {
    let is_read = !reading.evaluation.kpis.is_empty();
    (!is_read)
        .then(|| reading.sheets().iter().position(is_running))
        .flatten()
}

/// The ways to fold the text that hold most of it, and one that a person says, each with its first records.
///
/// Contract: a section with a list of offers, each a group with a button that takes it (one step of undo); below it a
/// group of three labelled fields whose reading is shown at once and told in a live region.
#[component]
pub fn CheckFolds(props: &CheckFoldsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let sheet = sheet_to_fold(&props.reading);
    let best = use_answer(&props.reading, sheet.map(|_| Query::Folds(None)));
    let own = use_state(|| None::<Folding>);
    let (Some(sheet), Some(Answer::Folds(offers))) = (sheet, best.as_deref()) else {
        return Html::default();
    };
    let first = offers.first().map(|fold| fold.folding);
    let shown = own.unwrap_or_else(|| first.unwrap_or_else(|| unfolded(&props.reading, sheet)));
    let offered = offers.iter().find(|fold| fold.folding == shown).cloned();
    let on_change = Callback::from(move |next| own.set(Some(next)));
    html! {
        <section class="ke-folds" aria-labelledby={FOLDS}>
            <h3 class="ke-subheading" id={FOLDS} tabindex="-1">{ words.heading }</h3>
            <p class="ke-support">{ words.hint }</p>
            <div class="ke-candidate__readings">
                { for offers.iter().enumerate().map(|(n, fold)| html! { <Offer key={n} number={n + 1} fold={fold.clone()} /> }) }
            </div>
            <Own reading={Rc::clone(&props.reading)} folding={shown} {offered} {on_change} />
        </section>
    }
}

/// Where a person begins if nothing is offered: at the first line that holds something.
fn unfolded(reading: &Reading, sheet: usize) -> Folding {
    let rows = reading.sheets().get(sheet).map_or(&[][..], |sheet| &sheet.rows);
    Folding {
        sheet,
        first: one_based(rows.iter().position(|row| !row.is_blank()).unwrap_or(0)),
        cells: 3,
        by_words: false,
    }
}

#[derive(Properties, PartialEq)]
struct OfferProps {
    number: usize,
    fold: Fold,
}

/// One way to fold the text.
#[component]
fn Offer(props: &OfferProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let Folding { first, cells, .. } = props.fold.folding;
    let id = format!("ke-fold-{}", props.number);
    html! {
        <div class="ke-candidate__reading" role="group" aria-labelledby={id.clone()} data-fold={props.number.to_string()}>
            <p class="ke-candidate__name" {id}><strong>{ (words.offer)(props.number, cells, first) }</strong></p>
            <Read fold={props.fold.clone()} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ReadProps {
    fold: Fold,
}

/// The first records of a folding, and the button that takes it.
#[component]
fn Read(props: &ReadProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let act = use_act();
    let Some(reading) = props.fold.candidate.readings.first() else {
        return Html::default();
    };
    let table = reading.mapping.tables.first().cloned();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(table) = table.clone() {
            act.emit(Action::from(Change::Table(Box::new(table))));
        }
    });
    let Folding { first, cells, .. } = props.fold.folding;
    html! {
        <>
            { records(reading, candidates::words(lang), lang) }
            <button type="button" class="ke-button ke-button--outline ke-button--small" data-part="fold" {onclick}>
                { words.take }
                <span class="ke-visually-hidden">{ (words.take_which)(cells, first) }</span>
            </button>
        </>
    }
}

#[derive(Properties)]
struct OwnProps {
    reading: Rc<Reading>,
    folding: Folding,
    /// What it reads, where it is among the offers: it is not asked for again.
    offered: Option<Fold>,
    on_change: Callback<Folding>,
}

impl PartialEq for OwnProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.folding == other.folding
            && self.offered == other.offered
            && self.on_change == other.on_change
    }
}

/// What a person says of the folding, and what it reads.
#[component]
fn Own(props: &OwnProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let asked = props.offered.is_none();
    let answer = use_answer(&props.reading, asked.then_some(Query::Folds(Some(props.folding))));
    let read = props.offered.clone().or_else(|| match answer.as_deref() {
        Some(Answer::Folds(folds)) => folds.first().cloned(),
        _ => None,
    });
    let n_kpis = read
        .as_ref()
        .and_then(|fold| fold.candidate.readings.first())
        .map_or(0, |reading| reading.kpis.len());
    html! {
        <div class="ke-folds__own" role="group" aria-labelledby="ke-folds-own">
            <p class="ke-candidate__name" id="ke-folds-own"><strong>{ words.own }</strong></p>
            <Fields folding={props.folding} on_change={props.on_change.clone()} />
            <p class="ke-support" role="status">
                { if n_kpis == 0 { words.nothing.to_owned() } else { (words.reads)(n_kpis) } }
            </p>
            if let Some(fold) = read {
                <Read {fold} />
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    folding: Folding,
    on_change: Callback<Folding>,
}

/// First line, values of a record, and what parts them.
#[component]
fn Fields(props: &FieldsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words: &Words = words(lang);
    let folding = props.folding;
    let number =
        |id: &'static str, label: &'static str, value: u32, most: u32, set: fn(Folding, u32) -> Folding| {
            let on_change = props.on_change.clone();
            let onchange = Callback::from(move |event: Event| {
                let input = event.target_dyn_into::<HtmlInputElement>();
                if let Some(typed) = input.and_then(|input| input.value().trim().parse::<u32>().ok()) {
                    on_change.emit(set(folding, typed));
                }
            });
            let least = if id == CELLS { LEAST_CELLS } else { 1 };
            html! {
                <div class="ke-field">
                    <label class="ke-field__sub" for={id}>{ label }</label>
                    <input class="ke-input ke-folds__number" type="number" inputmode="numeric" {id}
                        min={least.to_string()} max={most.to_string()} value={value.to_string()} {onchange} />
                </div>
            }
        };
    let on_parted = {
        let on_change = props.on_change.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                let by_words = select.value() == "blanks";
                on_change.emit(Folding { by_words, ..folding });
            }
        })
    };
    html! {
        <div class="ke-check__shape-fields">
            { number(FIRST, words.first, folding.first, u32::MAX, |folding, first| Folding { first: first.max(1), ..folding }) }
            { number(CELLS, words.cells, folding.cells, MOST_CELLS, |folding, cells| Folding {
                cells: cells.clamp(LEAST_CELLS, MOST_CELLS),
                ..folding
            }) }
            <div class="ke-field">
                <label class="ke-field__sub" for={PARTED}>{ words.parted }</label>
                <select class="ke-select" id={PARTED} onchange={on_parted}>
                    { for [("lines", false), ("blanks", true)].into_iter().map(|(id, is)| html! {
                        <option key={id} value={id} selected={folding.by_words == is}>{ (words.parted_word)(is) }</option>
                    }) }
                </select>
            </div>
        </div>
    }
}
