//! The line above the table: how many are shown, search, facets, order, rule set.

use std::any::Any;

use web_sys::HtmlInputElement;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::column_choice::ColumnChoice;
use crate::app::listing::Listing;
use crate::app::listing::group::Grouping;
use crate::app::listing::order::Column;
use crate::app::listing::order::Order;
use crate::ui::home::use_home;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use crate::ui::results::cells::column_name;
use crate::ui::results::column_menu::COLUMNS;
use crate::ui::results::column_menu::COLUMNS_REGION;
use crate::ui::results::column_menu::ColumnMenu;
use crate::ui::results::facets::Chosen;
use crate::ui::results::facets::FACETS_REGION;
use crate::ui::results::facets::Facets;
use crate::ui::results::facets::NARROW;
use crate::ui::results::rule_picker::RulePicker;
use crate::ui::view::RESULT;
use kpi_report::i18n::Lang;
use kpi_report::i18n::results::words;

/// Milliseconds after the last key before the number of hits is said.
const PAUSE: u32 = 500;

/// Props of [`Toolbar`].
#[derive(Properties, PartialEq)]
pub struct ToolbarProps {
    /// What was read.
    pub reading: Shared,
    /// What is shown.
    pub listing: Listing,
    /// How many KPIs that are.
    pub shown: usize,
    /// Which columns were chosen.
    pub columns: ColumnChoice,
    /// Others are chosen.
    pub on_columns: Callback<ColumnChoice>,
    /// Asks for another listing.
    pub on_listing: Callback<Listing>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The heading of the table with its count, and what changes which KPIs are shown.
///
/// Contract: a heading that takes the focus from scripts; a search landmark with a search field that counts at once, a
/// button that opens the facets and says how many are chosen, one that opens the choice of columns, a select of the order for where no column heads are seen,
/// and one of the headings where departments are known; the choice of the rule set. How many are shown is announced half a second after the last key.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let page_words = use_words();
    let words = words(use_context::<Lang>().unwrap_or_default());
    let editable = use_home().editable;
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let choosing = use_state(|| false);
    let toggle_columns = {
        let choosing = choosing.clone();
        Callback::from(move |_| choosing.set(!*choosing))
    };
    let close_columns = {
        let (choosing, page) = (choosing.clone(), use_ports().page);
        Callback::from(move |()| {
            // The focus goes back before what has it is gone.
            page.reveal(COLUMNS);
            choosing.set(false);
        })
    };
    let all = props.reading.evaluation.kpis.len();
    let n_chosen = props.listing.chosen().count();
    html! {
        <>
        <div class="ke-tools">
            <h2 id={RESULT} class="ke-tools__heading" tabindex="-1">{ (page_words.result)(props.shown, all) }</h2>
            // Where the result is only shown, there is nothing to fill in.
            if editable {
            <search class="ke-tools__search">
                <SearchField listing={props.listing.clone()} shown={props.shown} {all} on_listing={props.on_listing.clone()}
                    on_say={props.on_say.clone()} />
                <button type="button" id={NARROW} class="ke-button ke-button--outline ke-button--small"
                    aria-expanded={open.to_string()} aria-controls={FACETS_REGION} onclick={toggle}>
                    { words.narrow }
                    if n_chosen > 0 { { (words.narrowed)(n_chosen) } }
                </button>
                <button type="button" id={COLUMNS} class="ke-button ke-button--outline ke-button--small"
                    aria-expanded={choosing.to_string()} aria-controls={COLUMNS_REGION} onclick={toggle_columns}>
                    { words.columns }
                </button>
                <SortField reading={props.reading.clone()} listing={props.listing.clone()}
                    on_listing={props.on_listing.clone()} />
                if props.reading.columns.has("department") {
                    <GroupField listing={props.listing.clone()} on_listing={props.on_listing.clone()} />
                }
            </search>
            }
            <RulePicker reading={props.reading.clone()} />
        </div>
        <Chosen reading={props.reading.clone()} listing={props.listing.clone()} on_listing={props.on_listing.clone()} />
        if *choosing {
            <ColumnMenu reading={props.reading.clone()} choice={props.columns.clone()}
                on_choice={props.on_columns.clone()} on_close={close_columns} />
        }
        if *open {
            <Facets reading={props.reading.clone()} listing={props.listing.clone()} on_listing={props.on_listing.clone()} />
        }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct SearchFieldProps {
    listing: Listing,
    shown: usize,
    all: usize,
    on_listing: Callback<Listing>,
    on_say: Callback<AttrValue>,
}

#[component]
fn SearchField(props: &SearchFieldProps) -> Html {
    let page_words = use_words();
    let words = words(use_context::<Lang>().unwrap_or_default());
    use_said_later(props, page_words.shown);
    let oninput = {
        let (listing, on_listing) = (props.listing.clone(), props.on_listing.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                on_listing.emit(listing.searching(field.value()));
            }
        })
    };
    html! {
        <span class="ke-tools__field">
            <label class="ke-tools__label" for="ke-search">{ words.search }</label>
            <input type="search" id="ke-search" class="ke-input ke-input--small" value={props.listing.search.clone()}
                autocomplete="off" spellcheck="false" {oninput} />
        </span>
    }
}

/// Says how many are shown a while after the search was changed.
#[hook]
fn use_said_later(props: &SearchFieldProps, said: fn(usize, usize) -> String) {
    let ports = use_ports();
    let waiting = use_mut_ref(|| None::<Box<dyn Any>>);
    let is_first = use_mut_ref(|| true);
    let (shown, all, on_say) = (props.shown, props.all, props.on_say.clone());
    use_effect_with(props.listing.search.clone(), move |_| {
        if !is_first.replace(false) {
            let work = Box::new(move || on_say.emit(said(shown, all).into()));
            *waiting.borrow_mut() = Some(ports.later.after(PAUSE, work));
        }
    });
}

#[derive(Properties, PartialEq)]
struct GroupFieldProps {
    listing: Listing,
    on_listing: Callback<Listing>,
}

/// Under which headings the KPIs stand.
#[component]
fn GroupField(props: &GroupFieldProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let onchange = {
        let (listing, on_listing) = (props.listing.clone(), props.on_listing.clone());
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                on_listing.emit(listing.grouped(Grouping::from_id(&select.value())));
            }
        })
    };
    html! {
        <span class="ke-tools__field">
            <label class="ke-tools__label" for="ke-group">{ words.group_by }</label>
            <select id="ke-group" class="ke-select ke-select--small" {onchange}>
                { for [Grouping::Section, Grouping::Department].map(|grouping| html! {
                    <option key={grouping.id()} value={grouping.id()} selected={props.listing.grouping == grouping}>
                        { (words.facet)(grouping.id()) }
                    </option>
                }) }
            </select>
        </span>
    }
}

#[derive(Properties, PartialEq)]
struct SortFieldProps {
    reading: Shared,
    listing: Listing,
    on_listing: Callback<Listing>,
}

/// The order, for where the heads of the columns are not seen.
#[component]
fn SortField(props: &SortFieldProps) -> Html {
    let page_words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let onchange = {
        let (listing, on_listing) = (props.listing.clone(), props.on_listing.clone());
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else {
                return;
            };
            let (field, descending) = match select.value().strip_suffix(" down") {
                Some(field) => (field.to_owned(), true),
                None => (select.value(), false),
            };
            let order = Column::of_field(&field).map(|by| Order { by, descending });
            on_listing.emit(listing.ordered(order));
        })
    };
    let fields = props.reading.columns.shown().iter();
    let fields = fields.filter_map(|field| Some((*field, Column::of_field(field)?)));
    html! {
        <span class="ke-tools__field ke-tools__field--sort">
            <label class="ke-tools__label" for="ke-sort">{ words.sort }</label>
            <select id="ke-sort" class="ke-select ke-select--small" {onchange}>
                <option value="" selected={props.listing.order.is_none()}>{ words.as_printed }</option>
                { for fields.flat_map(|(field, by)| [(field, by, false), (field, by, true)]).map(|(field, by, descending)| {
                    let selected = props.listing.order == Some(Order { by, descending });
                    let value = if descending { format!("{field} down") } else { field.to_owned() };
                    let sign = if descending { "▼" } else { "▲" };
                    html! {
                        <option key={value.clone()} {value} {selected}>
                            { format!("{} {sign}", column_name(field, page_words, lang)) }
                        </option>
                    }
                }) }
            </select>
        </span>
    }
}
