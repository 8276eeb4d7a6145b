//! The one table of KPIs.

use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::listing::Listing;
use crate::app::listing::group::Group;
use crate::app::listing::group::Grouping;
use crate::app::listing::lines::Line;
use crate::app::listing::lines::Lines;
use crate::app::listing::lines::Piece;
use crate::app::listing::order::Column;
use crate::app::listing::order::Order;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_standing;
use crate::ui::components::place_link::Jump;
use crate::ui::figures::period;
use crate::ui::home::use_home;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use crate::ui::results::cells::column_id;
use crate::ui::results::cells::column_name;
use crate::ui::results::drawn::Drawn;
use crate::ui::results::edits::Edited;
use crate::ui::results::edits::use_edits;
use crate::ui::results::edits::use_extend;
use crate::ui::results::keys::onkeydown;
use crate::ui::results::long::ROW_REM;
use crate::ui::results::long::use_long;
use crate::ui::results::row::Choice;
use crate::ui::results::row::KpiRows;
use crate::ui::view::RESULT;
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
    /// The columns.
    pub drawn: Rc<Drawn>,
    /// There are so many that only those around what is seen are drawn.
    pub is_long: bool,
    /// The KPI that was last gone to, with the number of that wish.
    pub sought: Option<(usize, u32)>,
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
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The KPIs of all tables in one, under the headings of their sections.
///
/// Contract: a table with a caption, in a scroll box of its own; heads that sort are buttons, and `aria-sort` says the
/// order. Headings are rows with a button that folds what stands below them. The rows are one stop of Tab: up, down,
/// Page Up, Page Down, Home and End go from one to the next, left and right from cell to cell. Enter or F2 edits a cell in
/// place; kept by Enter one goes down, by Tab on, and Escape leaves it as it was. With Shift a block is marked, which is
/// copied, pasted over, filled down (Control and D) and emptied (Delete) in one step. On narrow screens it is laid out as cards:
/// the roles are written out, because browsers drop them with the layout.
///
/// A long table draws the rows around what is seen, the row that has the focus, and room for the others; `aria-rowcount`
/// and `aria-rowindex` say what is left out. A button draws all of it, a piece at a time, for the browser's own search
/// and for paper. Cards have no known height, so that a long result has pages there.
#[component]
pub fn KpiTable(props: &KpiTableProps) -> Html {
    let words = use_words();
    let more = results::words(Lang::from_tag(words.tag).unwrap_or_default());
    let deps = (
        props.reading.clone(),
        Rc::clone(&props.kpis),
        props.listing.clone(),
    );
    let lines = use_memo(deps, |(reading, kpis, listing)| {
        Lines::of(&reading.evaluation, kpis, listing, |groups| {
            groups.len() > 1 || groups.iter().any(|group| heading(group, reading).is_some())
        })
    });
    let whole = use_whole(props, lines.lines.len());
    let long = use_long(props.sought, &props.listing, &lines);
    let (range, pinned) = match *whole {
        _ if !props.is_long => (0..lines.lines.len(), None),
        Some(drawn) => (0..drawn.min(lines.lines.len()), None),
        None => (long.window(&lines), long.focused(&lines)),
    };
    let stop = stop(props, &lines, &range);
    let edited = Edited {
        reading: &props.reading,
        drawn: &props.drawn,
        lines: &lines,
        editable: use_home().editable,
        on_say: &props.on_say,
    };
    let edits = use_edits(&edited, &long);
    let marked = edits.marked();
    let on_row = props.inspects.then(|| props.on_choose.clone());
    let onkeydown = onkeydown(&edits, &lines, &long, on_row);
    let on_extend = use_extend(&edits);
    let first_row = |place: usize| props.is_long.then(|| lines.row(place) + FIRST_ROW);
    let line = |place: usize| match lines.lines.get(place) {
        Some(Line::Kpi(index)) => {
            let index = *index;
            let selected = props.selected == Some(index);
            html! {
                <KpiRows key={index} reading={props.reading.clone()} {index} drawn={Rc::clone(&props.drawn)} {selected}
                    inspected={selected && props.inspects} is_stop={stop == Some(index)} first_row={first_row(place)}
                    editing={edits.editing.filter(|cell| cell.kpi == index)} on_edit={edits.on_edit.clone()}
                    marked={marked.get(&index).cloned()} on_extend={on_extend.clone()}
                    on_leave={edits.on_leave.clone()} on_choose={props.on_choose.clone()} on_jump={props.on_jump.clone()} />
            }
        }
        Some(Line::Group(place_of_group)) => match lines.groups.get(*place_of_group) {
            Some(group) => html! {
                <GroupRow key={lines.key(*place_of_group)} reading={props.reading.clone()} group={group.clone()}
                    first_row={first_row(place)} n_columns={props.drawn.fields.len()} listing={props.listing.clone()}
                    on_listing={props.on_listing.clone()} />
            },
            None => Html::default(),
        },
        None => Html::default(),
    };
    // One flat list, in which each has its key: else rows would be made anew where others come or go.
    let drawn: Vec<Html> = lines
        .pieces(range, pinned)
        .into_iter()
        .flat_map(|piece| match piece {
            Piece::Lines(range) => range.map(line).collect(),
            Piece::Room(range) => vec![room(&range, &lines, props.drawn.fields.len())],
        })
        .collect();
    let class = classes!("ke-grid", props.is_long.then_some("ke-grid--long"));
    let n_rows = props.is_long.then(|| (lines.n_rows() + 1).to_string());
    html! {
        <>
        <div class="ke-scroll ke-grid-pane" ref={long.pane.clone()} tabindex="0" role="group" aria-labelledby={RESULT}
            onscroll={props.is_long.then(|| long.onscroll(&lines))}>
            <table {class} role="table" aria-labelledby={RESULT} aria-rowcount={n_rows} {onkeydown} onpaste={edits.onpaste()}
                onfocusin={long.onfocusin()} onfocusout={long.onfocusout()}>
                <Head key="head" reading={props.reading.clone()} drawn={Rc::clone(&props.drawn)} order={props.listing.order}
                    is_long={props.is_long} listing={props.listing.clone()} on_listing={props.on_listing.clone()} />
                { for drawn }
            </table>
            if props.kpis.is_empty() {
                <p class="ke-grid__none">{ more.none_left }</p>
            }
        </div>
        if props.is_long {
            <Whole {whole} n_kpis={props.kpis.len()} />
        }
        </>
    }
}

/// The head is the first row of the table, counted from 1.
const FIRST_ROW: usize = 2;

/// Lines drawn in one task where all are asked for.
const PIECE: usize = 60;

/// The room of lines that are not drawn. An image has a height that no policy forbids, as it would a style; in letters of
/// its own, because `rem` is the host's where the page is a guest.
fn room(range: &Range<usize>, lines: &Lines, n_columns: usize) -> Html {
    let height = lines.height(range) * ROW_REM;
    html! {
        <tbody key={format!("room-{}", range.start)} class="ke-grid__room" role="presentation" aria-hidden="true">
            <tr role="presentation">
                <td role="presentation" colspan={n_columns.to_string()}><svg width="1" height={format!("{height}em")}></svg></td>
            </tr>
        </tbody>
    }
}

/// The row that Tab leads to: the selected one, else the first, of what is drawn.
fn stop(props: &KpiTableProps, lines: &Lines, range: &Range<usize>) -> Option<usize> {
    let is_drawn = |kpi: &usize| lines.place(*kpi).is_some_and(|place| range.contains(&place));
    let drawn = lines.lines.get(range.clone()).unwrap_or(&[]);
    let first = drawn.iter().find_map(|line| match line {
        Line::Kpi(index) => Some(*index),
        Line::Group(_) => None,
    });
    props.selected.filter(is_drawn).or(first)
}

#[derive(Properties, PartialEq)]
struct WholeProps {
    whole: UseStateHandle<Option<usize>>,
    n_kpis: usize,
}

/// Draws all rows, or only those around what is seen again.
#[component]
fn Whole(props: &WholeProps) -> Html {
    let words = results::words(use_context::<Lang>().unwrap_or_default());
    let whole = props.whole.clone();
    let is_whole = whole.is_some();
    let onclick = Callback::from(move |_| whole.set(if is_whole { None } else { Some(PIECE) }));
    html! {
        <p class="ke-grid__whole">
            <button type="button" class="ke-button ke-button--text ke-button--small" aria-pressed={is_whole.to_string()} {onclick}>
                { (words.whole)(props.n_kpis) }
            </button>
            <span class="ke-support">{ words.whole_hint }</span>
        </p>
    }
}

/// How many lines are drawn where all are asked for: more with every task, until all are there.
#[hook]
fn use_whole(props: &KpiTableProps, n_lines: usize) -> UseStateHandle<Option<usize>> {
    let ports = use_ports();
    let whole = use_state(|| None::<usize>);
    let next = (*whole).filter(|drawn| props.is_long && *drawn < n_lines);
    let setter = whole.setter();
    use_effect_with(next, move |next| {
        let guard = next.map(|drawn| {
            let work = Box::new(move || setter.set(Some(drawn + PIECE)));
            ports.later.after(0, work)
        });
        move || drop(guard)
    });
    whole
}

#[derive(Properties, PartialEq)]
struct HeadProps {
    reading: Shared,
    drawn: Rc<Drawn>,
    is_long: bool,
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
        let class = classes!("ke-col", format!("ke-col--{field}"), props.drawn.class(field));
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
            <th key={*field} id={column_id(field)} scope="col" role="columnheader" {class} aria-sort={sort}>
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
            <tr role="row" aria-rowindex={props.is_long.then_some("1")}>{ for props.drawn.fields.iter().map(head) }</tr>
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
    first_row: Option<usize>,
    n_columns: usize,
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
            <tr role="row" aria-rowindex={props.first_row.map(|row| row.to_string())}>
                <th scope="colgroup" role="rowheader" colspan={props.n_columns.to_string()}>
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
