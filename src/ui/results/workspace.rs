//! Everything that was read: the counts, the table, the details beside it, the panels below.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::column_choice;
use crate::app::column_choice::ColumnChoice;
use crate::app::keys;
use crate::app::listing::Listing;
use crate::app::ports::DraftStore as _;
use crate::ui::components::candidates::Candidates;
use crate::ui::components::deferred::Deferred;
use crate::ui::components::nothing_found::NothingFound;
use crate::ui::components::pager::Pager;
use crate::ui::components::place_link::Jump;
use crate::ui::home::use_home;
use crate::ui::hooks::AT_ONCE;
use crate::ui::hooks::Latest;
use crate::ui::hooks::use_latest;
use crate::ui::hooks::use_matches;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Shared;
use crate::ui::results::arrival::use_answered;
use crate::ui::results::arrival::use_arrival;
use crate::ui::results::arrival::use_reveal;
use crate::ui::results::distribution::Distribution;
use crate::ui::results::drawn::CARDS;
use crate::ui::results::drawn::Drawn;
use crate::ui::results::head::DocumentHead;
use crate::ui::results::inspector::Inspector;
use crate::ui::results::legend::Legend;
use crate::ui::results::panels::Panels;
use crate::ui::results::panels::first;
use crate::ui::results::row::Choice;
use crate::ui::results::table::KpiTable;
use crate::ui::results::toolbar::Toolbar;
use crate::ui::typing::Typing;
use crate::ui::view::Panel;
use crate::ui::view::RESULT;
use crate::ui::view::View;
use crate::ui::view::is_long;
use crate::ui::view::page_size;
use crate::ui::way::address::Address;
use crate::ui::way::going::address_of;
use crate::ui::way::going::going;
use crate::ui::way::place::Going;
use crate::ui::way::place::Place;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::messages;

/// Props of [`ResultView`].
#[derive(Properties, PartialEq)]
pub struct ResultViewProps {
    /// What was read.
    pub reading: Shared,
    /// A person just brought it in: where that took the focus away, it goes to the result.
    pub fresh: bool,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The result: counts and table first, details beside it, everything else in panels below.
///
/// Contract: going to a place opens what holds it and moves the focus there once it is rendered; how many KPIs are shown
/// is announced by the live region. Where no KPI was read, what may be one stands in place of the table.
#[component]
pub fn ResultView(props: &ResultViewProps) -> Html {
    let (typing, ports) = (use_context::<Typing>(), use_ports());
    let (place, editable) = (use_context::<Place>(), use_home().editable);
    let as_cards = use_matches(CARDS);
    let view = use_state(|| {
        let has_forms = matches!(ports.drafts.load(keys::FORMS), Ok(Some(_)));
        let first = first(&props.reading, has_forms);
        let mut view = View {
            panels: first.clone(),
            first,
            as_cards,
            ..View::default()
        };
        if typing.is_some_and(|typing| typing.rules().is_some()) {
            view = view.opening(Panel::Rules);
        }
        let asked = place.as_ref().map(|place| Address {
            sheet: None,
            ..place.address.clone()
        });
        match asked.filter(|address| *address != Address::default() && *address != address_of(&view)) {
            Some(address) => going(&view, &address, &props.reading, editable),
            None => view,
        }
    });
    use_followed(&view, place.as_ref(), &props.reading);
    {
        let view = view.clone();
        use_effect_with(as_cards, move |as_cards| {
            if view.as_cards != *as_cards {
                view.set(view.laid_out(*as_cards));
            }
        });
    }
    use_reveal(view.reveal.clone());
    use_arrival(props.fresh);
    use_answered(props.reading.evaluation.candidates.len());
    let reading = &props.reading;
    let found = &reading.evaluation;
    let acts = use_acts(&view, props);
    // What only a person who can answer is asked.
    let asks = editable && !found.candidates.is_empty();
    html! {
        <div class="ke-result">
            <DocumentHead reading={reading.clone()} />
            if found.kpis.is_empty() && asks {
                <Candidates reading={Rc::clone(reading)} on_jump={acts.jump.clone()} />
            } else if found.kpis.is_empty() {
                <NothingFound reading={Rc::clone(reading)} />
            } else {
                <Results reading={reading.clone()} view={(*view).clone()} acts={acts.clone()} on_say={props.on_say.clone()} />
            }
            <Panels reading={reading.clone()} view={(*view).clone()} fresh={props.fresh} on_listing={acts.listing.clone()} on_panel={acts.panel}
                on_inspect={acts.choose.reform(Choice::Details)}
                on_jump={acts.jump} on_scroll={acts.scroll} on_back={acts.back} on_say={props.on_say.clone()} />
        </div>
    }
}

/// The view follows the place where one goes, and the place the view.
#[hook]
fn use_followed(view: &UseStateHandle<View>, place: Option<&Place>, reading: &Shared) {
    let editable = use_home().editable;
    let is_first = use_mut_ref(|| true);
    {
        let (view, place, reading) = (view.clone(), place.cloned(), reading.clone());
        let is_first = *is_first.borrow();
        use_effect_with(place.as_ref().map(|place| place.turn), move |_| {
            if let Some(place) = place.filter(|_| !is_first) {
                view.set(going(&view, &place.address, &reading, editable));
            }
        });
    }
    let place = place.cloned();
    use_effect_with(address_of(view), move |here| {
        if let Some(place) = place.filter(|_| !is_first.replace(false)) {
            place.go.emit(Going::Seen(here.clone()));
        }
    });
}

/// What can be done with the view.
#[derive(Clone, PartialEq)]
struct Acts {
    jump: Callback<Jump>,
    listing: Callback<Listing>,
    choose: Callback<Choice>,
    close: Callback<()>,
    turn: Callback<usize>,
    panel: Callback<Panel>,
    scroll: Callback<bool>,
    back: Callback<()>,
}

/// The view and what was read.
type Now = (UseStateHandle<View>, Shared);

/// What can be done with the view: the same callbacks for as long as the language stays, or else every row of the table
/// would be drawn anew with every panel that opens.
#[hook]
fn use_acts(view: &UseStateHandle<View>, props: &ResultViewProps) -> Acts {
    let latest = use_latest((view.clone(), props.reading.clone()));
    let lang = use_context::<Lang>().unwrap_or_default();
    let acts = use_memo((lang, props.on_say.clone()), move |(lang, on_say)| {
        Acts::of(&latest, on_say, messages(*lang).shown)
    });
    (*acts).clone()
}

impl Acts {
    fn of(latest: &Latest<Now>, on_say: &Callback<AttrValue>, shown: fn(usize, usize) -> String) -> Self {
        Self {
            jump: with(latest, |view, reading, (target, from)| {
                Some(view.at(target, from, reading))
            }),
            listing: listing(latest, on_say, shown),
            choose: with(latest, |view, _, choice| {
                Some(match choice {
                    Choice::Row(index) => View {
                        kpi: Some(index),
                        ..view.clone()
                    },
                    Choice::Details(index) => view.inspecting(index),
                })
            }),
            close: with(latest, |view, _, ()| Some(view.leaving())),
            turn: with(latest, |view, _, page| {
                Some(View { page, ..view.clone() }.wishing(RESULT.to_owned()))
            }),
            panel: with(latest, |view, _, panel: Panel| Some(view.toggling(panel))),
            scroll: with(latest, |view, reading, forward| {
                let sheet = reading.sheets().get(view.sheet);
                Some(view.scrolled(sheet.map_or(0, |sheet| sheet.rows.len()), forward))
            }),
            back: with(latest, |view, _, ()| {
                let back = view.back.clone()?;
                let next = View {
                    back: None,
                    ..view.clone()
                };
                Some(next.wishing(back))
            }),
        }
    }
}

/// A callback that makes another view of the present one, unless nothing is to change.
fn with<T: 'static>(latest: &Latest<Now>, next: fn(&View, &Shared, T) -> Option<View>) -> Callback<T> {
    let latest = latest.clone();
    Callback::from(move |given: T| {
        let (view, reading) = latest.get();
        if let Some(next) = next(&view, &reading, given) {
            view.set(next);
        }
    })
}

/// Changes what is shown; a filter is said at once, a search by its field once one stops typing.
fn listing(
    latest: &Latest<Now>,
    on_say: &Callback<AttrValue>,
    shown: fn(usize, usize) -> String,
) -> Callback<Listing> {
    let (latest, on_say) = (latest.clone(), on_say.clone());
    Callback::from(move |next: Listing| {
        let (view, reading) = latest.get();
        let found = &reading.evaluation;
        let is_filtered = !next.chosen().eq(view.listing.chosen());
        if is_filtered || view.listing.is_narrowed() && !next.is_narrowed() {
            let n = next.admitted(found, &reading.facts).len();
            on_say.emit(shown(n, found.kpis.len()).into());
        }
        view.set(view.listed(next));
    })
}

/// Which columns were chosen, on this visit or an earlier one, and how to choose others. Where that cannot be kept, it
/// holds until the page is closed.
#[hook]
fn use_columns() -> (ColumnChoice, Callback<ColumnChoice>) {
    let store = use_ports().drafts;
    let choice = use_state(|| column_choice::load(&*store));
    let choose = {
        let choice = choice.clone();
        Callback::from(move |next: ColumnChoice| {
            let _ = column_choice::keep(&*store, &next);
            choice.set(next);
        })
    };
    ((*choice).clone(), choose)
}

#[derive(Properties, PartialEq)]
struct ResultsProps {
    reading: Shared,
    view: View,
    acts: Acts,
    on_say: Callback<AttrValue>,
}

/// The counts, the table and the details.
#[component]
fn Results(props: &ResultsProps) -> Html {
    let ResultsProps {
        reading,
        view,
        acts,
        on_say,
    } = props;
    let at_once = reading.inputs.size() <= AT_ONCE;
    let (choice, on_columns) = use_columns();
    let drawn = use_memo((reading.clone(), choice.clone()), |(reading, choice)| {
        Drawn::of(&reading.columns, choice)
    });
    let admitted = use_memo((reading.clone(), view.listing.clone()), |(reading, listing)| {
        listing.admitted(&reading.evaluation, &reading.facts)
    });
    let size = page_size(admitted.len(), view.as_cards);
    let page = use_memo(
        (Rc::clone(&admitted), view.page, size),
        |(admitted, page, size)| {
            admitted
                .iter()
                .copied()
                .skip(page * size)
                .take(*size)
                .collect::<Vec<_>>()
        },
    );
    let inspected = view
        .kpi
        .filter(|kpi| view.inspects && *kpi < reading.evaluation.kpis.len());
    let class = classes!("ke-work", inspected.map(|_| "ke-work--inspects"));
    html! {
        <>
            <Distribution reading={reading.clone()} listing={view.listing.clone()} on_listing={acts.listing.clone()} />
            <div {class}>
                <section class="ke-results" aria-labelledby={RESULT}>
                    <Toolbar reading={reading.clone()} listing={view.listing.clone()} shown={admitted.len()}
                        columns={choice} {on_columns} on_listing={acts.listing.clone()} on_say={on_say.clone()} />
                    <Pager page={view.page} len={admitted.len()} {size} on_turn={acts.turn.clone()} />
                    <Deferred now={at_once}>
                        <KpiTable reading={reading.clone()} is_long={is_long(page.len(), view.as_cards)} kpis={page} sought={view.sought()} listing={view.listing.clone()} selected={view.kpi} {drawn}
                            inspects={view.inspects} on_listing={acts.listing.clone()} on_choose={acts.choose.clone()}
                            on_jump={acts.jump.clone()} on_say={on_say.clone()} />
                    </Deferred>
                    <Legend reading={reading.clone()} />
                </section>
                if let Some(index) = inspected {
                    <Inspector reading={reading.clone()} {index} kpis={admitted} on_choose={acts.choose.clone()}
                        on_close={acts.close.clone()} on_jump={acts.jump.clone()} on_say={on_say.clone()} />
                }
            </div>
        </>
    }
}
