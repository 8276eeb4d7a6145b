//! The choice of columns.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::column_choice::ColumnChoice;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use crate::ui::results::cells::column_name;
use crate::ui::results::drawn::has_room;
use kpi_report::i18n::Lang;
use kpi_report::i18n::results::words;

/// The id of the region.
pub const COLUMNS_REGION: &str = "ke-columns";

/// The id of the button that opens it.
pub const COLUMNS: &str = "ke-columns-open";

/// Props of [`ColumnMenu`].
#[derive(Properties, PartialEq)]
pub struct ColumnMenuProps {
    /// What was read.
    pub reading: Shared,
    /// What was chosen.
    pub choice: ColumnChoice,
    /// Something else is chosen.
    pub on_choice: Callback<ColumnChoice>,
    /// Escape was pressed.
    pub on_close: Callback<()>,
}

/// A checkbox for each column that holds something.
///
/// Contract: a fieldset with a legend and checkboxes that say what is drawn at this width; a button takes the choice back
/// and moves the focus to the first checkbox. Escape closes it.
#[component]
pub fn ColumnMenu(props: &ColumnMenuProps) -> Html {
    let page_words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let page = use_ports().page;
    let columns = &props.reading.columns;
    let onchange = {
        let (choice, on_choice) = (props.choice.clone(), props.on_choice.clone());
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                on_choice.emit(choice.with(&field.value(), field.checked()));
            }
        })
    };
    let revoke = {
        let (page, on_choice) = (page.clone(), props.on_choice.clone());
        let first = columns.shown().get(1).map(|field| field_id(field));
        Callback::from(move |_| {
            // The button goes away when it is pressed.
            if let Some(first) = &first {
                page.reveal(first);
            }
            on_choice.emit(ColumnChoice::default());
        })
    };
    let onkeydown = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                on_close.emit(());
            }
        })
    };
    let matches = |media: &str| page.matches(media);
    html! {
        <fieldset class="ke-facet ke-columns" id={COLUMNS_REGION} {onkeydown}>
            <legend class="ke-facet__name">{ words.columns_shown }</legend>
            <div class="ke-columns__values">
                { for columns.shown().iter().skip(1).map(|field| {
                    let shown = props.choice.of(field).unwrap_or_else(|| has_room(field, columns, &matches));
                    html! {
                        <label key={*field} class="ke-facet__value">
                            <input type="checkbox" id={field_id(field)} value={*field} checked={shown}
                                onchange={onchange.clone()} />
                            <span>{ column_name(field, page_words, lang) }</span>
                        </label>
                    }
                }) }
            </div>
            <p class="ke-support">{ words.columns_hint }</p>
            if !props.choice.is_empty() {
                <button type="button" class="ke-button ke-button--text ke-button--small" onclick={revoke}>
                    { words.columns_auto }
                </button>
            }
        </fieldset>
    }
}

fn field_id(field: &str) -> String {
    format!("ke-column-{field}")
}
