//! The one table of KPIs.

use std::collections::BTreeMap;
use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::app::listing::Listing;
use crate::app::listing::group::Group;
use crate::app::listing::group::Grouping;
use crate::app::listing::order::Column;
use crate::app::listing::order::Order;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_standing;
use crate::ui::components::place_link::Jump;
use crate::ui::figures::period;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use crate::ui::results::cells::column_name;
use crate::ui::results::row::Choice;
use crate::ui::results::row::KpiRows;
use crate::ui::view::RESULT;
use crate::ui::view::open_id;
use kpi_report::contract::v1::Standing;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::DEPARTMENTS_JOINT;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results;

/// Props of [`KpiTable`].
#[derive(Properties, PartialEq)]
pub struct KpiTableProps {
    /// What was read.
    pub reading: Shared,
    /// The KPIs to show, in their order.
    pub kpis: Rc<Vec<usize>>,
    /// Order and folds.
    pub listing: Listing,
    /// The selected KPI.
    pub selected: Option<usize>,
    /// Its details are shown.
    pub inspects: bool,
    /// Asks for another listing.
    pub on_listing: Callback<Listing>,
    /// A KPI was chosen.
    pub on_choose: Callback<Choice>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

/// The KPIs of all tables in one, under the headings of their sections.
///
/// Contract: a table with a caption, in a scroll box of its own; heads that sort are buttons, and `aria-sort` says the
/// order. Headings are rows with a button that folds what stands below them. The rows are one stop of Tab: up, down,
/// Home and End go from one to the next. On narrow screens it is laid out as cards: the roles are written out, because
/// browsers drop them with the layout.
#[component]
pub fn KpiTable(props: &KpiTableProps) -> Html {
    let words = use_words();
    let page = use_ports().page;
    let found = &props.reading.evaluation;
    let (grouping, order) = (props.listing.grouping, props.listing.order);
    let parts = if grouping.is_headed(order) {
        grouping.groups(found, &props.kpis)
    } else {
        Vec::new()
    };
    let is_headed = parts.len() > 1 || parts.iter().any(|group| heading(group, &props.reading).is_some());
    let is_folded = |group: &Group| props.listing.folded.contains(&group.key);
    let rows: Vec<usize> = if is_headed {
        let open = parts.iter().filter(|group| !is_folded(group));
        open.flat_map(|group| group.kpis.iter().copied()).collect()
    } else {
        props.kpis.to_vec()
    };
    let stop = props
        .selected
        .filter(|kpi| rows.contains(kpi))
        .or(rows.first().copied());
    let onkeydown = {
        let (rows, on_choose, inspects) = (rows.clone(), props.on_choose.clone(), props.inspects);
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = next_row(&event, &rows) {
                event.prevent_default();
                page.reveal(&open_id(next));
                if inspects {
                    on_choose.emit(Choice::Row(next));
                }
            }
        })
    };
    let row = |index: usize| {
        let selected = props.selected == Some(index);
        html! {
            <KpiRows key={index} reading={props.reading.clone()} {index} {selected} inspected={selected && props.inspects}
                is_stop={stop == Some(index)} on_choose={props.on_choose.clone()} on_jump={props.on_jump.clone()} />
        }
    };
    // One flat list, in which each has its key: else rows would be made anew where others come or go.
    let lines: Vec<Html> = if is_headed {
        // A section may come again further down.
        let mut seen = BTreeMap::<String, usize>::new();
        let of_group = |group: &Group| {
            let times = seen.entry(group.key.clone()).or_default();
            *times += 1;
            let head = html! {
                <GroupRow key={format!("{times}:{}", group.key)} reading={props.reading.clone()} group={group.clone()}
                    listing={props.listing.clone()} on_listing={props.on_listing.clone()} />
            };
            let shown = if is_folded(group) { &[][..] } else { &group.kpis };
            std::iter::once(head)
                .chain(shown.iter().copied().map(row))
                .collect::<Vec<_>>()
        };
        parts.iter().flat_map(of_group).collect()
    } else {
        rows.iter().copied().map(row).collect()
    };
    html! {
        <div class="ke-scroll ke-grid-pane" tabindex="0" role="group" aria-labelledby={RESULT}>
            <table class="ke-grid" role="table" aria-labelledby={RESULT} {onkeydown}>
                <Head key="head" reading={props.reading.clone()} order={props.listing.order} listing={props.listing.clone()}
                    on_listing={props.on_listing.clone()} />
                { for lines }
            </table>
            if props.kpis.is_empty() {
                <p class="ke-grid__none">{ results::words(Lang::from_tag(words.tag).unwrap_or_default()).none_left }</p>
            }
        </div>
    }
}

/// The row that a key leads to from the one whose button has the focus.
fn next_row(event: &KeyboardEvent, rows: &[usize]) -> Option<usize> {
    let id = event.target_dyn_into::<HtmlElement>()?.id();
    let place = rows.iter().position(|row| open_id(*row) == id)?;
    match event.key().as_str() {
        "ArrowDown" => rows.get(place + 1),
        "ArrowUp" => rows.get(place.checked_sub(1)?),
        "Home" => rows.first(),
        "End" => rows.last(),
        _ => None,
    }
    .copied()
}

#[derive(Properties, PartialEq)]
struct HeadProps {
    reading: Shared,
    order: Option<Order>,
    listing: Listing,
    on_listing: Callback<Listing>,
}

#[component]
fn Head(props: &HeadProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let columns = &props.reading.columns;
    let shared = |field: &str| {
        let shared = match field {
            "actual" => columns.period.as_ref(),
            "baseline" => columns.baseline.as_ref(),
            _ => None,
        };
        shared.map(|shown| period(shown, lang))
    };
    let head = |field: &&'static str| {
        let name = column_name(field, words, lang);
        let column = Column::of_field(field);
        let now = props.order.filter(|order| Some(order.by) == column);
        let sort = now.map(|order| {
            if order.descending {
                "descending"
            } else {
                "ascending"
            }
        });
        let dated = shared(field);
        let dated = html! {
            if let Some(dated) = dated { <span class="ke-col__period">{ dated }</span> }
        };
        let onclick = column.map(|column| {
            let (listing, on_listing) = (props.listing.clone(), props.on_listing.clone());
            Callback::from(move |_: MouseEvent| {
                on_listing.emit(listing.ordered(column.after(listing.order)));
            })
        });
        html! {
            <th key={*field} scope="col" role="columnheader" class={format!("ke-col ke-col--{field}")} aria-sort={sort}>
                if let Some(onclick) = onclick {
                    <button type="button" class="ke-col__sort" title={(results::words(lang).sort_by)(name)} {onclick}>
                        { name }
                        <span class="ke-col__way" aria-hidden="true">{ way(now) }</span>
                        { dated.clone() }
                    </button>
                    // On paper a button is not repeated with its head.
                    <span class="ke-col__printed" aria-hidden="true">{ name }{ dated }</span>
                } else {
                    { name }{ dated }
                }
            </th>
        }
    };
    html! {
        <thead class="ke-grid__head" role="rowgroup">
            <tr role="row">{ for columns.shown().iter().map(head) }</tr>
        </thead>
    }
}

fn way(order: Option<Order>) -> &'static str {
    match order {
        None => "↕",
        Some(order) if order.descending => "▼",
        Some(_) => "▲",
    }
}

/// The headings of a group: those of its section, and, where there are several tables, the title of its table.
fn heading(group: &Group, reading: &Shared) -> Option<Vec<String>> {
    let table = group.table.and_then(|index| reading.evaluation.tables.get(index));
    let several = reading.evaluation.tables.len() > 1;
    let title = table
        .and_then(|table| table.title.clone())
        .filter(|_| several && group.begins_table);
    let parts: Vec<String> = title.into_iter().chain(group.headings.iter().cloned()).collect();
    (!parts.is_empty()).then_some(parts)
}

#[derive(Properties, PartialEq)]
struct GroupRowProps {
    reading: Shared,
    group: Group,
    listing: Listing,
    on_listing: Callback<Listing>,
}

/// A heading with its counts; pressed, it folds what stands below it.
#[component]
fn GroupRow(props: &GroupRowProps) -> Html {
    let words = use_words();
    let more = results::words(use_context::<Lang>().unwrap_or_default());
    let group = &props.group;
    let heading = heading(group, &props.reading);
    let folded = props.listing.folded.contains(&group.key);
    let onclick = {
        let (listing, on_listing, key) = (props.listing.clone(), props.on_listing.clone(), group.key.clone());
        Callback::from(move |_| {
            let mut next = listing.clone();
            if !next.folded.remove(&key) {
                next.folded.insert(key.clone());
            }
            on_listing.emit(next);
        })
    };
    let lang = heading.as_ref().map(|_| SHEETS);
    let said = heading.map_or_else(
        || match props.listing.grouping {
            Grouping::Section => words.without_section.to_owned(),
            Grouping::Department => more.without_department.to_owned(),
        },
        |parts| match props.listing.grouping {
            Grouping::Section => parts.join(words.section_joint),
            Grouping::Department => parts.join(DEPARTMENTS_JOINT),
        },
    );
    html! {
        <tbody class="ke-grid__group" role="rowgroup">
            <tr role="row">
                <th scope="colgroup" role="rowheader" colspan={props.reading.columns.shown().len().to_string()}>
                    <button type="button" class="ke-grid__fold" aria-expanded={(!folded).to_string()} {onclick}>
                        <span class="ke-kpi__arrow" aria-hidden="true"></span>
                        <span class="ke-grid__heading" {lang}>{ said }</span>
                        <span class="ke-grid__counts">
                            { (more.group)(group.kpis.len()) }
                            { for Standing::ALL.iter().filter_map(|standing| count(*standing, props)).map(|(standing, n)| html! {
                                <span key={standing.id()} class={format!("ke-grid__count ke-tone--{}", standing.id())}>
                                    <Icon sign={of_standing(standing)} />
                                    <span class="ke-visually-hidden">{ (words.standing)(standing) }</span>
                                    { n }
                                </span>
                            }) }
                        </span>
                    </button>
                </th>
            </tr>
        </tbody>
    }
}

/// How many of a group stand so, if any.
fn count(standing: Standing, props: &GroupRowProps) -> Option<(Standing, usize)> {
    let kpis = props
        .group
        .kpis
        .iter()
        .filter_map(|index| props.reading.evaluation.kpis.get(*index));
    let n = kpis.filter(|kpi| kpi.standing() == standing).count();
    (n > 0).then_some((standing, n))
}
