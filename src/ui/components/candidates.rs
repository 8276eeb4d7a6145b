//! Tables that may hold KPIs (KPIの表かもしれないところ).

use std::rc::Rc;

use yew::prelude::*;

use crate::app::candidates::dismissed;
use crate::app::candidates::table;
use crate::app::candidates::taken;
use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::figures::grouped;
use crate::ui::figures::period;
use crate::ui::figures::place_words;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::view::source_of;
use kpi_core::layout::mapping::TableMapping;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use kpi_report::i18n::candidates::Words;
use kpi_report::i18n::candidates::words;
use kpi_report::i18n::page::SHEETS;

/// The id of the heading.
pub const CANDIDATES: &str = "ke-candidates-heading";

/// Records of a reading that are shown.
const FIRST: usize = 3;

/// Props of [`Candidates`].
#[derive(Properties)]
pub struct CandidatesProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

impl PartialEq for CandidatesProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.on_jump == other.on_jump
    }
}

/// The candidates, each with its place, what is missing, and its readings side by side.
///
/// Contract: a section with a list. A button per reading takes it, one per candidate says that it holds no KPIs; either
/// is one step of undo and moves the focus to the next candidate, else to the heading; the live region says how many are
/// left.
#[component]
pub fn Candidates(props: &CandidatesProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let candidates = &props.reading.evaluation.candidates;
    if candidates.is_empty() {
        return Html::default();
    }
    html! {
        <section class="ke-section ke-candidates" aria-labelledby={CANDIDATES}>
            <h2 id={CANDIDATES} class="ke-heading" tabindex="-1">{ (words.heading)(candidates.len()) }</h2>
            <p class="ke-support">{ words.hint }</p>
            <ul class="ke-candidates__list">
                { for candidates.iter().enumerate().map(|(index, candidate)| html! {
                    <Candidate key={key(candidate)} reading={Rc::clone(&props.reading)} {index}
                        on_jump={props.on_jump.clone()} />
                }) }
            </ul>
        </section>
    }
}

/// What a candidate is known by while others come and go.
fn key(candidate: &v1::Candidate) -> String {
    let first = candidate.readings.first().and_then(table);
    first.map_or_else(String::new, TableMapping::key)
}

/// The id of the name of a candidate.
fn name_id(candidate: &v1::Candidate) -> String {
    format!("ke-candidate-{}", key(candidate))
}

#[derive(Properties)]
struct CandidateProps {
    reading: Rc<Reading>,
    index: usize,
    on_jump: Callback<Jump>,
}

impl PartialEq for CandidateProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.index == other.index
            && self.on_jump == other.on_jump
    }
}

#[component]
fn Candidate(props: &CandidateProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (words, page_words) = (words(lang), use_words());
    let (act, ports) = (use_act(), use_ports());
    let found = &props.reading.evaluation;
    let Some(candidate) = found.candidates.get(props.index) else {
        return Html::default();
    };
    let press = |change: Change| {
        let next = found.candidates.get(props.index + 1);
        let next = next.map_or_else(|| CANDIDATES.to_owned(), name_id);
        let (act, page) = (act.clone(), Rc::clone(&ports.page));
        Callback::from(move |_: MouseEvent| {
            // The button goes away with its candidate.
            page.reveal(&next);
            act.emit(Action::from(change.clone()));
        })
    };
    let number = props.index + 1;
    let place = place_words(page_words, &candidate.at);
    let name_id = name_id(candidate);
    let source = source_of(&candidate.at, &props.reading);
    let dismiss = dismissed(candidate).map(press);
    html! {
        <li class="ke-candidate" data-candidate={candidate.id.clone()}>
            <h3 class="ke-subheading" id={name_id.clone()} tabindex="-1">
                { (words.candidate)(number, candidate.title.as_deref().unwrap_or(&place)) }
            </h3>
            <p class="ke-candidate__because">
                { &candidate.because }
                if let Some(target) = source {
                    <PlaceLink id={format!("{name_id}-source")} {target} on_jump={props.on_jump.clone()}>
                        { (page_words.in_source)(&place) }
                    </PlaceLink>
                }
            </p>
            <div class="ke-candidate__readings">
                { for candidate.readings.iter().enumerate().map(|(n, reading)| {
                    let take = taken(found, props.reading.sheets(), props.index, n).map(press);
                    let confidence = percent(reading.confidence);
                    let id = format!("{name_id}-{n}");
                    html! {
                        <div key={n} class="ke-candidate__reading" role="group" aria-labelledby={id.clone()}>
                            <p class="ke-candidate__name" {id}>
                                <strong>{ (words.reading)(n + 1, &confidence) }</strong>
                                <span class="ke-candidate__differs">
                                    { if n == 0 { words.first } else { &reading.differs } }
                                </span>
                            </p>
                            { records(reading, words, lang) }
                            if let Some(onclick) = take {
                                <button type="button" class="ke-button ke-button--outline ke-button--small"
                                    data-take={n.to_string()} {onclick}>
                                    { words.take }
                                    <span class="ke-visually-hidden">{ (words.take_which)(number, n + 1) }</span>
                                </button>
                            }
                        </div>
                    }
                }) }
            </div>
            if let Some(onclick) = dismiss {
                <button type="button" class="ke-button ke-button--text ke-button--small" data-dismiss="" {onclick}>
                    { words.dismiss }
                    <span class="ke-visually-hidden">{ (words.dismiss_which)(number) }</span>
                </button>
            }
        </li>
    }
}

/// Hundredths of a confidence.
fn percent(confidence: f64) -> String {
    format!("{:.0}", confidence * 100.0)
}

/// The first records of a reading.
pub(super) fn records(reading: &v1::CandidateReading, words: &'static Words, lang: Lang) -> Html {
    let kpis = &reading.kpis;
    let value = |value: &Option<String>, kpi: &v1::CandidateKpi| {
        let Some(value) = value else {
            return html! { <span class="ke-absent">{ words.none }</span> };
        };
        // What is no number is shown as printed, which says its unit itself.
        let is_number = value
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        let unit = kpi.unit.as_ref().filter(|_| is_number);
        let figure = if is_number { grouped(value) } else { value.clone() };
        html! { <span lang={SHEETS}>{ figure }{ for unit.map(|unit| format!(" {unit}")) }</span> }
    };
    let has_baseline = kpis.iter().any(|kpi| kpi.baseline.is_some());
    html! {
        <>
            <table class="ke-candidate__table">
                <thead>
                    <tr>
                        <th scope="col">{ words.name }</th>
                        if has_baseline {
                            <th scope="col">{ words.baseline }</th>
                        }
                        <th scope="col">{ words.target }</th>
                        <th scope="col">{ words.actual }</th>
                    </tr>
                </thead>
                <tbody>
                    { for kpis.iter().take(FIRST).enumerate().map(|(n, kpi)| html! {
                        <tr key={n}>
                            <th scope="row">
                                <span lang={SHEETS}>{ &kpi.name }</span>
                                if let Some(of) = &kpi.period {
                                    <span class="ke-candidate__period">{ period(of, lang) }</span>
                                }
                            </th>
                            if has_baseline {
                                <td>{ value(&kpi.baseline, kpi) }</td>
                            }
                            <td>{ value(&kpi.target, kpi) }</td>
                            <td>{ value(&kpi.actual, kpi) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            if kpis.len() > FIRST {
                <p class="ke-support">{ (words.more)(kpis.len() - FIRST) }</p>
            }
        </>
    }
}
