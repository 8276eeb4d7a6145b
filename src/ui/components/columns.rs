//! What the columns of a table mean.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::contract::mapping::drawn;
use crate::contract::v1;
use crate::domain::layout::mapping::ColumnMapping;
use crate::domain::layout::mapping::TableMapping;
use crate::domain::layout::role::Role;
use crate::i18n::Lang;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_severity;
use crate::ui::figures::period;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::view::RESULT;
use crate::ui::view::table_id;

/// The roles that a column can have, in the order of the menu.
pub const ROLES: [&str; 16] = [
    "name",
    "unit",
    "direction",
    "baseline",
    "target",
    "final-target",
    "actual",
    "rate",
    "status",
    "rating",
    "overall",
    "department",
    "note",
    "section",
    "number",
    "ignore",
];

/// Values of a column shown as a sample.
const SAMPLES: usize = 3;

/// Rows looked at for samples.
const SAMPLE_ROWS: usize = 200;

/// The longest sample, in characters.
const SAMPLE_LENGTH: usize = 24;

/// Props of [`Columns`].
#[derive(Properties)]
pub struct ColumnsProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Index of the table.
    pub table: usize,
}

impl PartialEq for ColumnsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.table == other.table
    }
}

/// Asks what the columns mean where that was guessed; offers to change it where a header said it.
///
/// Contract: a group of labelled selects, one per column, each with sample values as its description; a choice counts at
/// once. A guess is asked as an open question with a button that confirms it; otherwise it is a disclosure.
#[component]
pub fn Columns(props: &ColumnsProps) -> Html {
    let words = use_words();
    let act = use_act();
    let ports = use_ports();
    let Some(table) = props
        .reading
        .evaluation
        .tables
        .get(props.table)
        .filter(|table| !table.columns.is_empty())
    else {
        return Html::default();
    };
    let assumed = is_guessed(table);
    let id = format!("ke-columns-{}", props.table);
    let fields = html! {
        <div class="ke-columns__fields">
            { for table.columns.iter().map(|column| html! {
                <ColumnField key={column.column} id={format!("{id}-{}", column.column)} drawn={drawn(table)}
                    column={column.clone()} samples={samples(&props.reading, table, column)} />
            }) }
        </div>
    };
    if !assumed {
        return html! {
            <details class="ke-disclosure ke-columns">
                <summary>{ words.columns_change }</summary>
                { fields }
            </details>
        };
    }
    let confirm = {
        let (drawn, index) = (drawn(table), props.table);
        Callback::from(move |_| {
            // The question goes away when it is answered: the focus goes to what it was about.
            let _ = ports.page.reveal(&table_id(index)) || ports.page.reveal(RESULT);
            if let Some(drawn) = drawn.clone() {
                act.emit(Action::from(Change::Table(Box::new(drawn))));
            }
        })
    };
    html! {
        <div class="ke-columns ke-columns--question" role="group" aria-labelledby={format!("{id}-heading")}>
            <h3 class="ke-subheading" id={format!("{id}-heading")}>
                <Icon sign={of_severity("warning")} />{ words.columns_assumed }
            </h3>
            <p>{ words.columns_hint }</p>
            { fields }
            <button type="button" class="ke-button ke-button--outline" onclick={confirm}>{ words.columns_confirm }</button>
        </div>
    }
}

/// The meaning of some column was guessed.
pub fn is_guessed(table: &v1::Table) -> bool {
    table.columns.iter().any(|column| column.assumed)
}

#[derive(Properties, PartialEq)]
struct ColumnFieldProps {
    id: AttrValue,
    drawn: Option<TableMapping>,
    column: v1::Column,
    samples: Vec<String>,
}

#[component]
fn ColumnField(props: &ColumnFieldProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let act = use_act();
    let column = &props.column;
    let number = column.column;
    let onchange = {
        let drawn = props.drawn.clone();
        Callback::from(move |event: Event| {
            let role = event
                .target_dyn_into::<HtmlSelectElement>()
                .and_then(|select| Role::from_id(&select.value()));
            if let (Some(mut drawn), Some(role)) = (drawn.clone(), role) {
                drawn.set_column(ColumnMapping::new(number, role));
                act.emit(Action::from(Change::Table(Box::new(drawn))));
            }
        })
    };
    let known = ROLES.contains(&column.role.as_str());
    let hint = format!("{}-samples", props.id);
    html! {
        <div class={classes!("ke-field", column.assumed.then_some("ke-field--assumed"))}>
            <label class="ke-field__label" for={props.id.clone()}>
                { (words.column_name)(column.column, &column.header) }
                if let Some(shown) = &column.period {
                    <span class="ke-support">{ period(shown, lang) }</span>
                }
                if column.assumed {
                    <span class="ke-mark">{ words.assumed }</span>
                }
            </label>
            <select class="ke-select" id={props.id.clone()} aria-describedby={hint.clone()} {onchange}>
                if !known {
                    <option value={column.role.clone()} selected=true>{ (words.role)(&column.role) }</option>
                }
                { for ROLES.into_iter().map(|role| html! {
                    <option key={role} value={role} selected={column.role == role}>{ (words.role)(role) }</option>
                }) }
            </select>
            <p class="ke-support" id={hint}>{ (words.samples)(&props.samples) }</p>
        </div>
    }
}

/// The first values of a column, from the table's beginning on.
fn samples(reading: &Reading, table: &v1::Table, column: &v1::Column) -> Vec<String> {
    let Some(start) = reading.cell(&table.at) else {
        return Vec::new();
    };
    let Some(sheet) = reading.sheets().get(start.sheet) else {
        return Vec::new();
    };
    let index = usize::try_from(column.column).unwrap_or(0).saturating_sub(1);
    let texts = sheet
        .rows
        .iter()
        .skip(start.row)
        .take(SAMPLE_ROWS)
        .map(|row| row.text(index));
    texts
        .filter(|text| !text.is_empty() && *text != column.header)
        .take(SAMPLES)
        .map(|text| text.chars().take(SAMPLE_LENGTH).collect())
        .collect()
}
