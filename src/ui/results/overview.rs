//! The KPIs by section, in a table that filters the table of KPIs.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::listing::Listing;
use crate::app::listing::facet::Facet;
use crate::app::listing::facet::JOINT;
use crate::app::overview::Line;
use crate::app::overview::all;
use crate::app::overview::is_varied;
use crate::app::overview::lines;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::reading::Shared;
use crate::ui::results::standing_bar::StandingBar;
use kpi_report::i18n::Lang;
use kpi_report::i18n::overview::Words;
use kpi_report::i18n::overview::words;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results;

/// The id of the heading.
pub const OVERVIEW: &str = "ke-overview-heading";

/// The facets by which KPIs are gathered.
const GATHERED: [Facet; 2] = [Facet::Section, Facet::Department];

/// There are several sections or departments.
pub fn is_worth(reading: &Reading) -> bool {
    GATHERED.iter().any(|facet| is_varied(&reading.facts, *facet))
}

/// Props of [`Overview`].
#[derive(Properties, PartialEq)]
pub struct OverviewProps {
    /// What was read.
    pub reading: Shared,
    /// What the table of KPIs shows.
    pub listing: Listing,
    /// Asks for another listing.
    pub on_listing: Callback<Listing>,
}

/// A row for each section and each department: KPIs, how they stand, the median of the rates, what is to be looked at, missing actuals.
///
/// Contract: a section with a table for each way to gather KPIs, with a caption and row headers; the name of a section is
/// a toggle button that filters the table of KPIs, how many are shown then is announced. All counts stand as text, the
/// bars beside them are pictures of the same. The last row holds all KPIs. Cards on narrow screens.
#[component]
pub fn Overview(props: &OverviewProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let gathered = use_memo(props.reading.clone(), |reading| {
        let (found, facts) = (&reading.evaluation, &reading.facts);
        let of = GATHERED.map(|facet| (facet, lines(found, facts, facet)));
        (of, all(found, facts))
    });
    let (gathered, all) = &*gathered;
    html! {
        <section class="ke-section" aria-labelledby={OVERVIEW}>
            <h2 id={OVERVIEW} class="ke-heading" tabindex="-1">{ words.heading }</h2>
            <p class="ke-support">{ words.hint }</p>
            { for gathered.iter().filter(|(_, lines)| !lines.is_empty()).map(|(facet, lines)| html! {
                <Gathered key={facet.id()} facet={*facet} lines={Rc::new(lines.clone())} all={all.clone()}
                    listing={props.listing.clone()} on_listing={props.on_listing.clone()} />
            }) }
        </section>
    }
}

/// The words of the page, of the overview, of the table.
type Texts = (&'static Messages, &'static Words, &'static results::Words);

#[derive(Properties, PartialEq)]
struct GatheredProps {
    facet: Facet,
    lines: Rc<Vec<Line>>,
    all: Line,
    listing: Listing,
    on_listing: Callback<Listing>,
}

#[component]
fn Gathered(props: &GatheredProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (page_words, words, more) = (use_words(), words(lang), results::words(lang));
    let facet = (more.facet)(props.facet.id());
    let heads = [
        facet,
        words.kpis,
        words.standings,
        words.median,
        words.open,
        words.without_actual,
    ];
    html! {
        <div class="ke-scroll">
            <table class="ke-overview" role="table">
                <caption class="ke-table__caption">{ (words.by)(facet) }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        { for heads.into_iter().enumerate().map(|(index, head)| html! {
                            <th key={index} scope="col" role="columnheader" class={class_of(index)}>{ head }</th>
                        }) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for props.lines.iter().enumerate().map(|(index, line)| {
                        let name = name(line, props, (page_words, words, more));
                        row(index, (name, false), line, heads, (page_words, words, more))
                    }) }
                    { row(props.lines.len(), (html! { words.all }, true), &props.all, heads, (page_words, words, more)) }
                </tbody>
            </table>
            if props.lines.iter().map(|line| line.kpis).sum::<usize>() > props.all.kpis {
                <p class="ke-support">{ words.several }</p>
            }
        </div>
    }
}

fn class_of(index: usize) -> Option<&'static str> {
    matches!(index, 1 | 3 | 4 | 5).then_some("ke-overview__number")
}

/// The name of a section or department, which filters; what has none is not a value that could be filtered by.
fn name(line: &Line, props: &GatheredProps, (page_words, words, more): Texts) -> Html {
    let Some(value) = line.value.clone() else {
        return match props.facet {
            Facet::Department => html! { more.without_department },
            _ => html! { words.none },
        };
    };
    let shown = value.replace(JOINT, page_words.section_joint);
    let pressed = props.listing.has(props.facet, &value);
    let onclick = {
        let (listing, on_listing, facet) = (props.listing.clone(), props.on_listing.clone(), props.facet);
        Callback::from(move |_| on_listing.emit(listing.toggled(facet, &value)))
    };
    html! {
        <button type="button" class="ke-overview__name" aria-pressed={pressed.to_string()} lang={SHEETS} {onclick}>
            { shown }
        </button>
    }
}

fn row(
    index: usize,
    (name, is_all): (Html, bool),
    line: &Line,
    heads: [&'static str; 6],
    (page_words, words, more): Texts,
) -> Html {
    let counted = line.standings.iter().map(|&(standing, count, provisional)| {
        let rest = if provisional > 0 {
            (more.provisional)(provisional)
        } else {
            String::new()
        };
        (words.standing)((page_words.standing)(standing), count, &rest)
    });
    let counted = counted.collect::<Vec<_>>().join(page_words.list_joint);
    let median = line.median.as_ref().map(|median| (words.percent)(median));
    let cells = [
        html! { (page_words.count)(line.kpis) },
        html! {
            <>
                <StandingBar parts={line.standings.clone()} />
                <span class="ke-overview__counts">{ counted }</span>
            </>
        },
        match median {
            Some(median) => html! { median },
            None => html! { <span class="ke-absent">{ words.no_rate }</span> },
        },
        html! { (page_words.count)(line.open) },
        html! { (page_words.count)(line.without_actual) },
    ];
    html! {
        <tr key={index} role="row" class={is_all.then_some("ke-overview__all")}>
            <th scope="row" role="rowheader">{ name }</th>
            { for cells.into_iter().enumerate().map(|(column, cell)| html! {
                <td key={column} role="cell" class={class_of(column + 1)}>
                    <span class="ke-cell__name" aria-hidden="true">{ heads.get(column + 1).copied().unwrap_or_default() }</span>
                    <div class="ke-overview__cell">{ cell }</div>
                </td>
            }) }
        </tr>
    }
}
