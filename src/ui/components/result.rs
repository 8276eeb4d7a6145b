//! Everything that was read, from the summary to the source.

use std::rc::Rc;

use yew::prelude::*;

use crate::i18n::Lang;
use crate::i18n::embedding;
use crate::i18n::labels;
use crate::i18n::page::SHEETS;
use crate::ui::components::candidates::CANDIDATES;
use crate::ui::components::candidates::Candidates;
use crate::ui::components::check::Check;
use crate::ui::components::deferred::Deferred;
use crate::ui::components::embed_dialog::EmbedDialog;
use crate::ui::components::findings::Findings;
use crate::ui::components::kpi_table::KpiTable;
use crate::ui::components::nothing_found::NOTHING;
use crate::ui::components::nothing_found::NothingFound;
use crate::ui::components::notice_list::NoticeList;
use crate::ui::components::pager::Pager;
use crate::ui::components::place_link::Jump;
use crate::ui::components::projects::Projects;
use crate::ui::components::rule_panel::RulePanel;
use crate::ui::components::sections::Sections;
use crate::ui::components::source::Source;
use crate::ui::components::summary::SUMMARY;
use crate::ui::components::summary::Summary;
use crate::ui::figures::period;
use crate::ui::home::Home;
use crate::ui::home::use_home;
use crate::ui::hooks::AT_ONCE;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::outline::Filter;
use crate::ui::outline::Group;
use crate::ui::outline::admitted;
use crate::ui::outline::groups;
use crate::ui::reading::Reading;
use crate::ui::view::NOTICE;
use crate::ui::view::NOTICES;
use crate::ui::view::RESULT;
use crate::ui::view::View;
use crate::ui::view::page_size;

/// Props of [`ResultView`].
#[derive(Properties)]
pub struct ResultViewProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// A person just brought it in: where that took the focus away, it goes to the result.
    pub fresh: bool,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for ResultViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.fresh == other.fresh && self.on_say == other.on_say
    }
}

/// The result: summary, recheck, notices, KPIs, candidates, sections, projects, source.
///
/// Contract: sections with headings in this order; what may hold KPIs stands first where no KPI was read. Going to a place moves the focus there once it is rendered; how many
/// KPIs a filter shows is announced by the live region.
#[component]
pub fn ResultView(props: &ResultViewProps) -> Html {
    let view = use_state(View::default);
    let Home { editable, guest, .. } = use_home();
    use_reveal(view.reveal.clone());
    use_arrival(props.fresh);
    use_answered(props.reading.evaluation.candidates.len());
    let reading = &props.reading;
    let evaluation = &reading.evaluation;
    let words = use_words();
    let shown = admitted(evaluation, view.filter);
    let on_jump = {
        let (view, reading) = (view.clone(), Rc::clone(reading));
        Callback::from(move |(target, from): Jump| view.set(view.at(target, from, &reading.evaluation)))
    };
    let on_filter = {
        let (view, on_say, reading) = (view.clone(), props.on_say.clone(), Rc::clone(reading));
        Callback::from(move |filter: Filter| {
            on_say.emit(
                (words.shown)(
                    admitted(&reading.evaluation, filter).len(),
                    reading.evaluation.kpis.len(),
                )
                .into(),
            );
            view.set(view.filtered(filter));
        })
    };
    let on_turn = {
        let view = view.clone();
        Callback::from(move |page| {
            view.set(
                View {
                    page,
                    ..(*view).clone()
                }
                .wishing(RESULT.to_owned()),
            );
        })
    };
    let on_scroll = {
        let (view, reading) = (view.clone(), Rc::clone(reading));
        Callback::from(move |forward| {
            let len = reading
                .sheets()
                .get(view.sheet)
                .map_or(0, |sheet| sheet.rows.len());
            view.set(view.scrolled(len, forward));
        })
    };
    let on_back = {
        let view = view.clone();
        Callback::from(move |()| {
            if let Some(back) = view.back.clone() {
                view.set(
                    View {
                        back: None,
                        ..(*view).clone()
                    }
                    .wishing(back),
                );
            }
        })
    };
    let size = page_size(shown.len());
    // What only a person who can answer is asked.
    let asks = editable && !evaluation.candidates.is_empty();
    let at_once = reading.inputs.size() <= AT_ONCE;
    let page: Vec<usize> = shown.iter().copied().skip(view.page * size).take(size).collect();
    html! {
        <div class="ke-result">
            <DocumentHead reading={Rc::clone(reading)} />
            if evaluation.kpis.is_empty() && asks {
                <Candidates reading={Rc::clone(reading)} on_jump={on_jump.clone()} />
            } else if evaluation.kpis.is_empty() {
                <NothingFound reading={Rc::clone(reading)} />
            } else {
                <Summary reading={Rc::clone(reading)} filter={view.filter} {on_filter} />
                if editable && !guest {
                    <EmbedDialog reading={Rc::clone(reading)} />
                }
            }
            <Findings reading={Rc::clone(reading)} on_jump={on_jump.clone()} on_say={props.on_say.clone()} />
            <NoticeList reading={Rc::clone(reading)} on_jump={on_jump.clone()} />
            if editable {
                <Check reading={Rc::clone(reading)} fresh={props.fresh} on_say={props.on_say.clone()} />
            }
            if !evaluation.kpis.is_empty() || !evaluation.tables.is_empty() {
            <section class="ke-section" aria-labelledby={RESULT}>
                <h2 id={RESULT} class="ke-heading" tabindex="-1">{ (words.result)(shown.len(), evaluation.kpis.len()) }</h2>
                if editable && !evaluation.kpis.is_empty() {
                    <RulePanel reading={Rc::clone(reading)} on_say={props.on_say.clone()} />
                } else if !evaluation.kpis.is_empty() {
                    <RulesLine reading={Rc::clone(reading)} />
                }
                <Pager page={view.page} len={shown.len()} on_turn={on_turn.clone()} />
                <Deferred now={at_once}>
                    { for groups(evaluation, &page).into_iter().map(|group| table(group, reading, &view, &on_jump, &props.on_say)) }
                </Deferred>
                <Pager page={view.page} len={shown.len()} {on_turn} />
            </section>
            }
            if asks && !evaluation.kpis.is_empty() {
                <Candidates reading={Rc::clone(reading)} on_jump={on_jump.clone()} />
            }
            <Sections reading={Rc::clone(reading)} on_jump={on_jump.clone()} />
            <Projects reading={Rc::clone(reading)} marked={view.project} on_jump={on_jump.clone()} />
            <Deferred now={at_once}>
                <Source reading={Rc::clone(reading)} view={(*view).clone()} {on_scroll} {on_back} />
            </Deferred>
        </div>
    }
}

/// A group of KPIs, where its table begins with the title.
fn table(
    group: Group,
    reading: &Rc<Reading>,
    view: &View,
    on_jump: &Callback<Jump>,
    on_say: &Callback<AttrValue>,
) -> Html {
    let evaluation = &reading.evaluation;
    let title = group
        .table
        .and_then(|index| evaluation.tables.get(index))
        .and_then(|table| table.title.clone());
    let key = format!("{:?}-{:?}", group.table, group.kpis.first());
    html! {
        <div class="ke-group" key={key}>
            if let Some(title) = title.filter(|_| group.begins_table) {
                <h3 class="ke-subheading" lang={SHEETS}>{ title }</h3>
            }
            <KpiTable reading={Rc::clone(reading)} group={group.clone()} on_jump={on_jump.clone()}
                on_say={on_say.clone()} marked={view.kpi.filter(|kpi| group.kpis.contains(kpi))} />
        </div>
    }
}

#[derive(Properties)]
struct OfReading {
    reading: Rc<Reading>,
}

impl PartialEq for OfReading {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
    }
}

/// By which rules the labels are given, where no others can be chosen.
#[component]
fn RulesLine(props: &OfReading) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let Reading {
        inputs, evaluation, ..
    } = &*props.reading;
    let rules = inputs.settings.rules();
    let said = (embedding::words(lang).by_rules)(labels::name(&rules, lang), &evaluation.rule_set);
    html! { <p class="ke-support">{ said }</p> }
}

/// What the sheet says of itself.
#[component]
fn DocumentHead(props: &OfReading) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let document = &props.reading.evaluation.document;
    let year = document
        .fiscal_year
        .map(|year| period(&format!("FY{year}"), lang));
    let term = document
        .term
        .as_ref()
        .and_then(|term| Some((term.start.as_ref()?, term.end.as_ref()?)));
    let term = term.map(|(start, end)| (words.term)(&period(start, lang), &period(end, lang)));
    if document.title.is_none() && document.municipality.is_none() && year.is_none() && term.is_none() {
        return Html::default();
    }
    html! {
        <div class="ke-document-head">
            if let Some(title) = &document.title {
                <p class="ke-document-head__title" lang={SHEETS}>{ title }</p>
            }
            <p class="ke-support">
                { for document.municipality.iter().cloned().chain(year).chain(term).map(|fact| html! {
                    <span class="ke-document-head__fact">{ fact }</span>
                }) }
            </p>
        </div>
    }
}

/// Moves the focus to the beginning of a new result, if what had it went away with the former one.
#[hook]
fn use_arrival(fresh: bool) {
    let ports = use_ports();
    use_effect_with((), move |()| {
        let page = Rc::clone(&ports.page);
        // What had the focus goes away only after this render.
        let guard = fresh.then(|| {
            let work = move || {
                if page.is_focus_lost() {
                    let _ = page.reveal(SUMMARY) || page.reveal(CANDIDATES) || page.reveal(NOTHING);
                }
            };
            ports.later.after(0, Box::new(work))
        });
        move || drop(guard)
    });
}

/// Moves the focus on where the last candidate was answered, or where those that are left stand somewhere else now.
#[hook]
fn use_answered(n_candidates: usize) {
    let ports = use_ports();
    let before = use_mut_ref(|| n_candidates);
    use_effect_with(n_candidates, move |&now| {
        let page = Rc::clone(&ports.page);
        let is_fewer = now < before.replace(now);
        let guard = is_fewer.then(|| {
            let work = move || {
                if page.is_focus_lost() {
                    let _ = page.reveal(CANDIDATES) || page.reveal(RESULT) || page.reveal(NOTHING);
                }
            };
            ports.later.after(0, Box::new(work))
        });
        move || drop(guard)
    });
}

/// Moves the focus where it was wished, after the element was rendered.
#[hook]
fn use_reveal(wish: Option<(String, u32)>) {
    let ports = use_ports();
    use_effect_with(wish, move |wish| {
        if let Some((id, _)) = wish {
            let is_notice = id.starts_with(NOTICE);
            let _ = ports.page.reveal(id) || is_notice && ports.page.reveal(NOTICES);
        }
    });
}
