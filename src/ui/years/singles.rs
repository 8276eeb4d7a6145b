//! The KPIs that are in one of the sheets only, with what may be the same.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::ui::hooks::use_act;
use crate::ui::judging::context::use_judged;
use crate::ui::years::compared::Compared;
use crate::ui::years::decide::Decide;
use kpi_report::compare::shape::Single;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::years::words;

/// KPIs of a list that are shown at once.
const SHOWN: usize = 50;

/// Earlier KPIs that a field offers at most; of more, the table is put right first.
const CHOICES: usize = 300;

/// Props of [`Singles`].
#[derive(Properties, PartialEq)]
pub struct SinglesProps {
    /// The comparison.
    pub found: Compared,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The new ones and those that are gone.
///
/// Contract: two lists with headings; for each new one a button per offer and a labelled select of every earlier one that is
/// left.
#[component]
pub fn Singles(props: &SinglesProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let found = &props.found.0;
    let shown = use_state(|| SHOWN);
    let more = {
        let (setter, now) = (shown.setter(), *shown);
        Callback::from(move |_| setter.set(now.saturating_add(SHOWN)))
    };
    let is_more = found.added.len().max(found.dropped.len()) > *shown;
    html! {
        <>
            if !found.added.is_empty() {
                <h3 class="ke-subheading">{ (words.added)(found.added.len()) }</h3>
                <ul class="ke-notices" data-part="years-added">
                    { for (0..found.added.len().min(*shown)).map(|index| html! {
                        <Added key={index} found={props.found.clone()} {index} on_say={props.on_say.clone()} />
                    }) }
                </ul>
            }
            if !found.dropped.is_empty() {
                <h3 class="ke-subheading">{ (words.dropped)(found.dropped.len()) }</h3>
                <ul class="ke-notices" data-part="years-dropped">
                    { for found.dropped.iter().take(*shown).map(|single| html! {
                        <li key={single.kpi.id.clone()} class="ke-notice" lang={SHEETS}>{ called(single) }</li>
                    }) }
                </ul>
            }
            if is_more {
                <button type="button" class="ke-button ke-button--outline" onclick={more}>{ words.more }</button>
            }
        </>
    }
}

/// Headings and name in one line.
fn called(single: &Single) -> String {
    let kpi = &single.kpi;
    let path = kpi.section.iter().chain(&kpi.project).chain([&kpi.name]);
    path.map(String::as_str).collect::<Vec<_>>().join(" ＞ ")
}

#[derive(Properties, PartialEq)]
struct AddedProps {
    found: Compared,
    index: usize,
    on_say: Callback<AttrValue>,
}

/// A KPI of this year, and what joins it with an earlier one.
#[component]
fn Added(props: &AddedProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let (act, judged, field) = (use_act(), use_judged(), use_node_ref());
    let found = &props.found.0;
    let Some(single) = found.added.get(props.index) else {
        return Html::default();
    };
    let (kpi, name) = (&single.kpi.id, &single.kpi.name);
    let join = {
        let (act, on_say, kpi, now) = (act, props.on_say.clone(), kpi.clone(), name.clone());
        Callback::from(move |(earlier, before): (String, String)| {
            let change = Change::Pair {
                kpi: kpi.clone(),
                earlier: Some(earlier),
            };
            act.emit(change.into());
            on_say.emit((words.joined)(&now, &before).into());
        })
    };
    let join_chosen = {
        let (join, field, found) = (join.clone(), field.clone(), props.found.clone());
        Callback::from(move |_| {
            let chosen = field.cast::<HtmlSelectElement>().map(|field| field.value());
            let single = chosen.and_then(|id| found.0.dropped.iter().find(|single| single.kpi.id == id));
            if let Some(single) = single {
                join.emit((single.kpi.id.clone(), single.kpi.name.clone()));
            }
        })
    };
    let is_said_new = judged.0.corrections.earlier.get(kpi) == Some(&None);
    let field_id = format!("ke-years-join-{}", props.index);
    html! {
        <li class="ke-notice ke-years__single" data-new={kpi.clone()}>
            <span class="ke-notice__text" lang={SHEETS}>{ called(single) }</span>
            if is_said_new {
                <span class="ke-support">{ words.said_new }</span>
            }
            <Decide kpi={kpi.clone()} name={name.clone()} paired=false on_say={props.on_say.clone()} />
            if !single.offers.is_empty() {
                <div class="ke-years__acts">
                    <span>{ words.offered }</span>
                    { for single.offers.iter().map(|offer| {
                        let (join, given) = (join.clone(), (offer.kpi.clone(), offer.name.clone()));
                        html! {
                            <button key={offer.kpi.clone()} type="button" class="ke-button ke-button--outline ke-button--small"
                                data-part="join" title={offer.because.clone()} aria-label={(words.join_what)(name, &offer.name)}
                                onclick={Callback::from(move |_| join.emit(given.clone()))}>
                                { (words.join)(&offer.name) }
                            </button>
                        }
                    }) }
                </div>
            }
            if !found.dropped.is_empty() {
                <div class="ke-years__acts">
                    <label class="ke-visually-hidden" for={field_id.clone()}>{ (words.join_other)(name) }</label>
                    <select ref={field} id={field_id} class="ke-select ke-select--small">
                        <option value="" selected=true>{ words.choose_other }</option>
                        { for found.dropped.iter().take(CHOICES).map(|single| html! {
                            <option key={single.kpi.id.clone()} value={single.kpi.id.clone()}>{ called(single) }</option>
                        }) }
                    </select>
                    <button type="button" class="ke-button ke-button--outline ke-button--small" data-part="join-chosen"
                        onclick={join_chosen}>{ words.join_chosen }</button>
                </div>
            }
        </li>
    }
}
