//! The records of a table, field by field, beside the source.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::figures::period;
use crate::ui::reading::Reading;
use crate::ui::tables::Editable;
use crate::ui::tables::Field;
use crate::ui::tables::fields;
use kpi_readers::base::place::CellRef;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use kpi_report::i18n::check::words;
use kpi_report::i18n::page::SHEETS;

/// Props of [`CheckRecords`].
#[derive(Properties)]
pub struct CheckRecordsProps {
    /// The table.
    pub table: Rc<Editable>,
    /// What was read.
    pub reading: Rc<Reading>,
    /// The cell under discussion.
    pub spot: Option<CellRef>,
    /// Another cell is.
    pub on_spot: Callback<CellRef>,
}

impl PartialEq for CheckRecordsProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
            && Rc::ptr_eq(&self.reading, &other.reading)
            && self.spot == other.spot
            && self.on_spot == other.on_spot
    }
}

/// What was read from the rows that the source shows.
///
/// Contract: a list; each field is a button that marks its cell in the source when it takes the focus or is pressed, and
/// is itself marked (`aria-current`) while its cell is under discussion.
#[component]
pub fn CheckRecords(props: &CheckRecordsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let table = &props.table;
    let len = table.sheet(&props.reading).map_or(0, |sheet| sheet.rows.len());
    let window = table.window(len, props.spot.map(|spot| spot.row));
    let kpis = table.kpis(&props.reading, &window);
    html! {
        <div class="ke-check__side" role="group" aria-labelledby="ke-check-records">
            <h3 class="ke-subheading" id="ke-check-records">{ words.records }</h3>
            if kpis.is_empty() {
                <p class="ke-absent">{ words.no_records }</p>
            } else {
                <ul class="ke-check__records">
                    { for kpis.into_iter().map(|(index, kpi)| record(index, kpi, props, lang)) }
                </ul>
            }
        </div>
    }
}

fn record(index: usize, kpi: &v1::Kpi, props: &CheckRecordsProps, lang: Lang) -> Html {
    let row = fields(&props.reading, kpi);
    let is_here = props.spot.is_some_and(|spot| {
        row.iter()
            .any(|field| field.at.is_some_and(|at| at.row == spot.row))
    });
    html! {
        <li key={index} class={classes!("ke-check__record", is_here.then_some("ke-check__record--here"))}
            data-record={kpi.name.clone()}>
            { for row.iter().map(|field| show(field, props, lang)) }
        </li>
    }
}

fn show(field: &Field, props: &CheckRecordsProps, lang: Lang) -> Html {
    let words = words(lang);
    let is_spot = field.at.is_some() && field.at == props.spot;
    let go = || {
        let (at, on_spot) = (field.at, props.on_spot.clone());
        move || {
            if let Some(at) = at {
                on_spot.emit(at);
            }
        }
    };
    let (pressed, focused) = (go(), go());
    let text = if field.text.trim().is_empty() {
        words.blank
    } else {
        field.text.trim()
    };
    html! {
        <button type="button"
            class={classes!("ke-check__field", (field.id == "name").then_some("ke-check__field--name"))}
            aria-current={is_spot.then_some("true")} data-part={field.id}
            onclick={Callback::from(move |_: MouseEvent| pressed())}
            onfocus={Callback::from(move |_: FocusEvent| focused())}>
            if field.id != "name" {
                <span class="ke-check__what">
                    { (words.field)(field.id) }
                    if let Some(shown) = &field.period {
                        { " " }{ period(shown, lang) }
                    }
                </span>
            }
            <span lang={SHEETS}>{ text.to_owned() }</span>
        </button>
    }
}
