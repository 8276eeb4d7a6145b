//! How the records of a table stand.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::components::source::letters;
use crate::ui::hooks::use_act;
use crate::ui::reading::Reading;
use crate::ui::tables::Editable;
use kpi_core::layout::mapping::TableMapping;
use kpi_core::layout::mapping::guess::guess_around;
use kpi_core::layout::mapping::rearrange::turned;
use kpi_core::layout::mapping::rearrange::with_record_rows;
use kpi_core::layout::mapping::zero_based;
use kpi_core::layout::role::Role;
use kpi_readers::sheet::Sheet;
use kpi_report::i18n::Lang;
use kpi_report::i18n::check::words;

/// The most rows of a record that the choice offers, unless there are more already.
const MOST_ROWS: u32 = 8;
/// The id of the choice which way the records go.
pub const COURSE: &str = "ke-check-course";
/// The id of the choice how many rows a record takes.
const ROWS: &str = "ke-check-record-rows";

/// Props of [`CheckShape`].
#[derive(Properties)]
pub struct CheckShapeProps {
    /// The table.
    pub table: Rc<Editable>,
    /// What was read.
    pub reading: Rc<Reading>,
}

impl PartialEq for CheckShapeProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table && Rc::ptr_eq(&self.reading, &other.reading)
    }
}

/// Which way the records of a table go, how many rows each takes, and where it is printed again on the right.
///
/// Contract: a group with two labelled choices that count at once; rows and columns are then guessed anew. A table that
/// cannot be drawn as it was read has a button that draws the best guess in its place.
#[component]
pub fn CheckShape(props: &CheckShapeProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let act = use_act();
    let settle = {
        let (reading, table) = (Rc::clone(&props.reading), Rc::clone(&props.table));
        move |change: &dyn Fn(&TableMapping, &Sheet) -> Option<TableMapping>| {
            let changed = table
                .sheet(&reading)
                .and_then(|sheet| change(&table.table, sheet));
            if let Some(changed) = changed {
                act.emit(Action::from(Change::Table(Box::new(changed))));
            }
        }
    };
    let table = &props.table.table;
    if table.rows.is_none() {
        let first = props.table.first;
        let onclick = Callback::from(move |_: MouseEvent| {
            settle(&|table, sheet| guess_around(sheet, first, &table.table));
        });
        return html! {
            <div class="ke-check__shape">
                <p class="ke-support">{ words.draw_hint }</p>
                <button type="button" class="ke-button ke-button--outline ke-button--small"
                    data-part="draw" {onclick}>{ words.draw }</button>
            </div>
        };
    }
    let chosen = |event: &Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        select.map(|select| select.value())
    };
    let on_course = {
        let settle = settle.clone();
        Callback::from(move |event: Event| {
            let is_turned = chosen(&event).as_deref() == Some("right");
            settle(&|table, sheet| (table.turned != is_turned).then(|| turned(table, sheet)));
        })
    };
    let on_rows = Callback::from(move |event: Event| {
        if let Some(rows) = chosen(&event).and_then(|rows| rows.parse().ok()) {
            settle(&|table, sheet| Some(with_record_rows(table, sheet, rows)));
        }
    });
    let n_rows = table.record_rows.unwrap_or(1);
    let has_kinds = table.columns.iter().any(|column| column.role == Role::Kind);
    let parts: Vec<String> = table
        .parts
        .iter()
        .map(|part| letters(zero_based(*part) + 1))
        .collect();
    html! {
        <div class="ke-check__shape" role="group" aria-labelledby="ke-check-shape">
            <h3 class="ke-subheading" id="ke-check-shape">{ words.shape }</h3>
            <div class="ke-check__shape-fields">
                <div class="ke-field">
                    <label class="ke-field__sub" for={COURSE}>{ words.course }</label>
                    <select class="ke-select" id={COURSE} onchange={on_course}>
                        { for [("down", false), ("right", true)].into_iter().map(|(id, is)| html! {
                            <option key={id} value={id} selected={table.turned == is}>
                                { (words.course_word)(is) }
                            </option>
                        }) }
                    </select>
                </div>
                <div class="ke-field">
                    <label class="ke-field__sub" for={ROWS}>{ (words.record_rows)(table.turned) }</label>
                    <select class="ke-select" id={ROWS} onchange={on_rows}
                        aria-describedby={has_kinds.then_some("ke-check-kinds")}>
                        { for (1..=MOST_ROWS.max(n_rows)).map(|n| html! {
                            <option key={n} value={n.to_string()} selected={n == n_rows}>
                                { (words.record_rows_word)(n) }
                            </option>
                        }) }
                    </select>
                    if has_kinds && n_rows == 1 {
                        <p class="ke-support" id="ke-check-kinds">{ words.by_kinds }</p>
                    }
                </div>
            </div>
            if parts.len() > 1 {
                <p class="ke-support">{ (words.parts)(&parts) }</p>
            }
        </div>
    }
}
