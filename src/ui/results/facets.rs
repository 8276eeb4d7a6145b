//! By what the KPIs shown are narrowed.

use std::str::FromStr;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::listing::Listing;
use crate::app::listing::facet::FACETS;
use crate::app::listing::facet::Facet;
use crate::app::listing::facet::JOINT;
use crate::ui::figures::period;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use crate::ui::view::RESULT;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results;

/// The id of the region.
pub const FACETS_REGION: &str = "ke-facets";

/// The id of the button that opens it.
pub const NARROW: &str = "ke-narrow";

/// Props of [`Facets`].
#[derive(Properties, PartialEq)]
pub struct FacetsProps {
    /// What was read.
    pub reading: Shared,
    /// What is shown.
    pub listing: Listing,
    /// Asks for another listing.
    pub on_listing: Callback<Listing>,
}

/// The facets with their values and counts.
///
/// Contract: per facet a fieldset with a legend and checkboxes, the count in the name of each; counts follow the search
/// and the other facets. A facet with one value only is not drawn.
#[component]
pub fn Facets(props: &FacetsProps) -> Html {
    html! {
        <div class="ke-facets" id={FACETS_REGION}>
            { for FACETS.into_iter().map(|facet| html! {
                <FacetField key={facet.id()} reading={props.reading.clone()} {facet} listing={props.listing.clone()}
                    on_listing={props.on_listing.clone()} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FacetFieldProps {
    reading: Shared,
    facet: Facet,
    listing: Listing,
    on_listing: Callback<Listing>,
}

#[component]
fn FacetField(props: &FacetFieldProps) -> Html {
    let words = use_words();
    let more = results::words(use_context::<Lang>().unwrap_or_default());
    let facet = props.facet;
    let counts = props.listing.counts(&props.reading.facts, facet);
    if counts.is_empty() || counts.len() == 1 && facet != Facet::Attention {
        return Html::default();
    }
    let onchange = {
        let (listing, on_listing) = (props.listing.clone(), props.on_listing.clone());
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                on_listing.emit(listing.toggled(facet, &field.value()));
            }
        })
    };
    let own = use_context::<Lang>().unwrap_or_default();
    let lang = is_of_sheet(facet).then_some(SHEETS);
    html! {
        <fieldset class="ke-facet" data-facet={facet.id()}>
            <legend class="ke-facet__name">{ (more.facet)(facet.id()) }</legend>
            <div class="ke-facet__values">
                { for counts.into_iter().map(|(value, count)| html! {
                    <label key={value.clone()} class="ke-facet__value">
                        <input type="checkbox" checked={props.listing.has(facet, &value)} value={value.clone()}
                            onchange={onchange.clone()} />
                        <span {lang}>{ value_words(facet, &value, words, own) }</span>
                        <span class="ke-facet__count">{ count }</span>
                    </label>
                }) }
            </div>
        </fieldset>
    }
}

/// Its values are the sheet's own words.
fn is_of_sheet(facet: Facet) -> bool {
    matches!(facet, Facet::Label | Facet::Section | Facet::Department)
}

/// A value in words.
fn value_words(facet: Facet, value: &str, words: &'static Messages, lang: Lang) -> String {
    let more = results::words(lang);
    match facet {
        Facet::Status => said(value, words.standing),
        Facet::Check => said(value, words.check),
        Facet::Attention => (more.attention)(value).to_owned(),
        Facet::Section => value.replace(JOINT, words.section_joint),
        Facet::Period => period(value, lang),
        Facet::Certainty => (more.certainty)(value).to_owned(),
        Facet::Label | Facet::Department => value.to_owned(),
    }
}

/// The word of an enum's value.
fn said<T: FromStr>(value: &str, word: fn(T) -> &'static str) -> String {
    value
        .parse()
        .map_or_else(|_| value.to_owned(), |value| word(value).to_owned())
}

/// What was chosen, each with the way to take it away.
///
/// Contract: a list of buttons named by what they take away; the focus goes on to the next one, else to the button that
/// opens the facets.
#[component]
pub fn Chosen(props: &FacetsProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let more = results::words(lang);
    let page = use_ports().page;
    let chosen: Vec<(Facet, String)> = props
        .listing
        .chosen()
        .map(|(facet, value)| (facet, value.to_owned()))
        .collect();
    if !props.listing.is_narrowed() {
        return Html::default();
    }
    let press = |next: Listing| {
        let (on_listing, page) = (props.on_listing.clone(), page.clone());
        Callback::from(move |_: MouseEvent| {
            let _ = page.reveal(NARROW) || page.reveal(RESULT);
            on_listing.emit(next.clone());
        })
    };
    html! {
        <ul class="ke-chosen">
            { for chosen.into_iter().map(|(facet, value)| {
                let said = value_words(facet, &value, words, lang);
                html! {
                    <li key={format!("{}{value}", facet.id())}>
                        <button type="button" class="ke-chosen__item" onclick={press(props.listing.toggled(facet, &value))}>
                            { (more.remove)((more.facet)(facet.id()), &said) }
                        </button>
                    </li>
                }
            }) }
            <li key="all">
                <button type="button" class="ke-chosen__item" onclick={press(props.listing.widened())}>
                    { more.remove_all }
                </button>
            </li>
        </ul>
    }
}
