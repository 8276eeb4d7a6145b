//! What stands in the cells of a KPI's rows.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::listing::columns::Columns;
use crate::app::listing::columns::final_target;
use crate::app::listing::lines::n_rows;
use crate::ui::components::cell_editor::CellEditor;
use crate::ui::components::cell_editor::Holds;
use crate::ui::components::cell_editor::Leave;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_check;
use crate::ui::components::icon::of_standing;
use crate::ui::components::point::Point;
use crate::ui::figures::period;
use crate::ui::reading::Reading;
use crate::ui::results::bullet::Bullet;
use crate::ui::results::drawn::Drawn;
use crate::ui::results::editing::CellId;
use crate::ui::results::editing::is_open;
use crate::ui::results::editing::source_of;
use crate::ui::results::label::LabelCheck;
use crate::ui::results::label::LabelChip;
use crate::ui::results::label::printed_words;
use crate::ui::view::kpi_id;
use kpi_readers::base::place::CellRef;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Check;
use kpi_report::contract::v1::Standing;
use kpi_report::contract::v1::Status;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::DEPARTMENTS_JOINT;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results;

/// What the cells of a KPI are made of.
pub struct Cells<'a> {
    /// The KPI.
    pub kpi: &'a v1::Kpi,
    /// What it was read from.
    pub reading: &'a Rc<Reading>,
    /// Its index.
    pub index: usize,
    /// The words of the page.
    pub words: &'static Messages,
    /// Its language.
    pub lang: Lang,
    /// The columns.
    pub drawn: &'a Drawn,
    /// Cells can be edited.
    pub editable: bool,
    /// The cell that is edited.
    pub editing: Option<CellId>,
    /// The cells that are marked.
    pub marked: &'a [CellId],
    /// The block of marked cells is to go to a cell.
    pub on_extend: Callback<CellId>,
    /// A cell is to be edited.
    pub on_edit: Callback<CellId>,
    /// The cell that is edited was left.
    pub on_leave: Callback<(CellId, Leave)>,
}

/// A cell: its field, the rows that it goes over, its value, what it shows.
type Cell = (Option<usize>, Option<String>, Html);

/// A status with its mark; a provisional one is drawn dashed and says so.
pub(super) fn chip(status: Status, provisional: bool, words: &Messages) -> Html {
    let class = classes!(
        "ke-chip",
        format!("ke-tone--{}", status.id()),
        provisional.then_some("ke-chip--provisional")
    );
    html! {
        <span {class}>
            <Icon sign={of_standing(Standing::of(Some(status)))} />{ (words.status)(status) }
            if provisional {
                <span class="ke-chip__assumed">{ words.assumed }</span>
            }
        </span>
    }
}

impl Cells<'_> {
    /// The cells of the `n`th measurement, in the order of the columns; those of the KPI itself in the first row only.
    pub fn of_row(&self, n: usize) -> Html {
        let fields = self.drawn.fields.iter().filter(|field| **field != "name");
        let cells = fields.filter_map(|field| {
            let (n_rows, value, mut content) = if is_of_kpi(field) {
                self.of_kpi(field).filter(|_| n == 0)?
            } else {
                self.of_measurement(field, n)
            };
            let cell = CellId {
                kpi: self.index,
                n: if n_rows.is_some() { 0 } else { n },
                field,
            };
            if let Some(at) = self.source_of(cell) {
                content = self.edited(cell, at, content);
            }
            Some(self.cell(field, n_rows, value, content))
        });
        html! { { for cells } }
    }

    fn columns(&self) -> &Columns {
        &self.reading.columns
    }

    /// The cell of the source behind one of the table, where it is edited in place: not one that is a field anyway.
    fn source_of(&self, cell: CellId) -> Option<CellRef> {
        let at = source_of(self.reading, cell).filter(|_| self.editable)?;
        (!is_open(self.reading, cell, at)).then_some(at)
    }

    /// What a cell shows, as a button that begins to edit it; or the field that edits it.
    fn edited(&self, cell: CellId, at: CellRef, content: Html) -> Html {
        if self.editing == Some(cell) {
            return self.editor(cell, at);
        }
        let id = cell.id();
        let named = format!("{id} {} {}", column_id(cell.field), kpi_id(self.index));
        let class = classes!(
            "ke-cell__edit",
            self.marked.contains(&cell).then_some("ke-cell__edit--marked")
        );
        let onmousedown = {
            let on_extend = self.on_extend.clone();
            Callback::from(move |event: MouseEvent| {
                if event.shift_key() {
                    // The focus stays where the block begins.
                    event.prevent_default();
                    on_extend.emit(cell);
                }
            })
        };
        let onclick = {
            let on_edit = self.on_edit.clone();
            Callback::from(move |event: MouseEvent| {
                if !event.shift_key() {
                    on_edit.emit(cell);
                }
            })
        };
        html! {
            <button type="button" {class} {id} tabindex="-1" aria-labelledby={named} {onmousedown} {onclick}>
                { content }
            </button>
        }
    }

    /// The field that edits a cell, in its place.
    pub fn editor(&self, cell: CellId, at: CellRef) -> Html {
        let column = column_name(cell.field, self.words, self.lang);
        let measurement = self.kpi.measurements.get(cell.n);
        let dated = measurement.and_then(|measurement| measurement.period.as_ref());
        let dated = dated.filter(|_| matches!(cell.field, "target" | "actual"));
        let label = match dated {
            Some(shown) => (self.words.name_of_period)(column, &period(shown, self.lang)),
            None => column.to_owned(),
        };
        let holds = match cell.field {
            "name" => Holds::Name,
            "unit" => Holds::Anything,
            _ => Holds::Figure,
        };
        html! {
            <span class="ke-cell__editor">
                <CellEditor id={format!("{}-input", cell.id())} {at} quiet=true {holds}
                    text={self.reading.text(at).trim().to_owned()} label={format!("{} {label}", self.kpi.name)}
                    corrected={self.reading.is_corrected(at)}
                    on_leave={self.on_leave.reform(move |leave| (cell, leave))} />
            </span>
        }
    }

    /// A cell with the name of its column before it, which cards show and tables hide.
    fn cell(&self, field: &'static str, n_rows: Option<usize>, value: Option<String>, content: Html) -> Html {
        let class = classes!("ke-cell", format!("ke-cell--{field}"), self.drawn.class(field));
        html! {
            <td key={field} role="cell" {class} rowspan={n_rows.map(|n| n.to_string())}
                data-field={field} data-value={value}>
                <span class="ke-cell__name" aria-hidden="true">{ column_name(field, self.words, self.lang) }</span>
                <div class="ke-cell__content">{ content }</div>
            </td>
        }
    }

    fn of_kpi(&self, field: &str) -> Option<Cell> {
        let kpi = self.kpi;
        let (value, content) = match field {
            "department" => (None, self.departments()),
            "unit" => (None, self.unit()),
            "baseline" => (
                value_of(kpi.baseline.as_ref()),
                html! { <Point point={kpi.baseline.clone()} without_period={self.columns().baseline.clone()} /> },
            ),
            "final" => self.final_target(),
            "chart" => (None, html! { <Bullet kpi={kpi.clone()} /> }),
            "label" => (kpi.label.as_ref().map(|label| label.text.clone()), self.label()),
            "open" => (None, self.open()),
            _ => return None,
        };
        Some((Some(n_rows(kpi)), value, content))
    }

    fn of_measurement(&self, field: &str, n: usize) -> Cell {
        let words = self.words;
        let absent = |word: &'static str| (None, None, html! { <span class="ke-absent">{ word }</span> });
        let Some(measurement) = self.kpi.measurements.get(n) else {
            return match field {
                "target" => (
                    None,
                    None,
                    html! { <Point point={self.kpi.final_target.clone()} /> },
                ),
                "actual" => absent(words.no_figure),
                "rate" => absent(words.no_rate),
                "check" => absent((words.check)(Check::NotPrinted)),
                _ => absent(words.no_measurement),
            };
        };
        match field {
            "target" => (
                None,
                value_of(measurement.target.as_ref()),
                self.target(measurement),
            ),
            "actual" => (
                None,
                value_of(measurement.actual.as_ref()),
                self.actual(n, measurement),
            ),
            "rate" => (None, measurement.rate.clone(), self.rate(measurement)),
            "status" => (
                None,
                Some(measurement.status.id().to_owned()),
                self.status(n, measurement),
            ),
            _ => (
                None,
                Some(measurement.check.id().to_owned()),
                self.check(measurement),
            ),
        }
    }

    fn departments(&self) -> Html {
        match self.kpi.departments.as_slice() {
            [] => html! { <span class="ke-absent">{ "―" }</span> },
            names => html! { <span lang={SHEETS}>{ names.join(DEPARTMENTS_JOINT) }</span> },
        }
    }

    fn unit(&self) -> Html {
        match &self.kpi.unit {
            Some(unit) => html! { <span lang={SHEETS}>{ unit }</span> },
            None => html! { <span class="ke-absent">{ self.words.no_unit }</span> },
        }
    }

    fn final_target(&self) -> (Option<String>, Html) {
        match final_target(self.kpi) {
            Some(point) => (point.value.clone(), html! { <Point point={point.clone()} /> }),
            None => (None, html! { <span class="ke-absent">{ "―" }</span> }),
        }
    }

    fn target(&self, measurement: &v1::Measurement) -> Html {
        html! {
            <>
                <Point point={measurement.target.clone()} without_period={self.said_period(measurement)} />
                if measurement.against == "final" {
                    <span class="ke-figure__period">{ self.words.final_target }</span>
                }
            </>
        }
    }

    /// The period that the row or the head of the column says already.
    fn said_period(&self, measurement: &v1::Measurement) -> Option<String> {
        let common = self.columns().period.clone();
        common.or_else(|| measurement.period.clone())
    }

    fn actual(&self, n: usize, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        let own_period = measurement
            .period
            .as_ref()
            .filter(|_| self.columns().period.is_none());
        let period_line = own_period.map(|shown| period(shown, self.lang));
        let full_period = measurement.period.as_ref().map(|shown| period(shown, self.lang));
        let basis = (measurement.basis != "level").then(|| (words.basis)(&measurement.basis));
        let cell = measurement.actual.as_ref().and_then(|point| {
            let place = point.at.as_ref();
            let place = place.filter(|place| place.row.is_some() && place.column.is_some())?;
            self.reading.cell(place)
        });
        let corrected = cell.is_some_and(|cell| self.reading.is_corrected(cell));
        let this = CellId {
            kpi: self.index,
            n,
            field: "actual",
        };
        let editable = cell.filter(|at| self.editable && is_open(self.reading, this, *at));
        html! {
            <>
                if let Some(at) = editable {
                    <CellEditor id={format!("{}-actual-{n}", kpi_id(self.index))} {at} quiet=true holds={Holds::Figure}
                        text={self.reading.text(at).trim().to_owned()}
                        label={(words.actual_of)(&self.kpi.name, full_period.as_deref())}
                        {corrected} />
                } else {
                    <Point point={measurement.actual.clone()} without_period={measurement.period.clone()} />
                    if corrected {
                        <span class="ke-mark ke-mark--corrected">{ words.corrected }</span>
                    }
                }
                if let Some(shown) = period_line {
                    <span class="ke-figure__period">{ shown }</span>
                }
                if let Some(basis) = basis {
                    <span class="ke-figure__period">{ basis }</span>
                }
            </>
        }
    }

    fn rate(&self, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        match (&measurement.rate, &measurement.reason) {
            (Some(rate), _) => html! { <span class="ke-rate">{ (words.percent)(rate) }</span> },
            (None, Some(reason)) => html! {
                <>
                    <span class="ke-absent">{ words.no_rate }</span>
                    <span class="ke-figure__period">{ (words.reason)(reason) }</span>
                </>
            },
            (None, None) => html! { <span class="ke-absent">{ words.no_rate }</span> },
        }
    }

    /// The status; one that rests on an assumption is drawn dashed and says so.
    fn status(&self, n: usize, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        let speaks = self.kpi.measurements.len() > 1 && self.kpi.speaks == Some(n);
        html! {
            <>
                { chip(measurement.status, measurement.is_provisional(), words) }
                if speaks {
                    <span class="ke-figure__period">{ words.speaks }</span>
                }
            </>
        }
    }

    /// What the sheet prints as its judgement, and the label that follows from the rules.
    fn label(&self) -> Html {
        let (kpi, words) = (self.kpi, self.words);
        let printed = kpi.printed.as_ref().map(printed_words);
        let printed = printed.filter(|printed| !printed.is_empty());
        let labels = [&kpi.label, &kpi.overall_label];
        html! {
            <>
                { for labels.into_iter().flatten().enumerate().map(|(n, label)| html! {
                    <span key={n} class="ke-label__line">
                        <LabelChip label={label.clone()} />
                        <LabelCheck label={label.clone()} />
                    </span>
                }) }
                if let Some(printed) = &printed {
                    <span class="ke-label__printed">{ (words.printed_label)(printed) }</span>
                }
                if printed.is_none() && kpi.label.is_none() && kpi.overall_label.is_none() {
                    <span class="ke-absent">{ words.no_label }</span>
                }
            </>
        }
    }

    fn check(&self, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        html! {
            <>
                <span class={classes!("ke-check", format!("ke-check--{}", measurement.check.id()))}>
                    <Icon sign={of_check(measurement.check)} />{ (words.check)(measurement.check) }
                </span>
                if let Some(printed) = &measurement.printed_rate {
                    <span class="ke-check__printed" data-printed={printed.clone()}>{ (words.printed_rate)(printed) }</span>
                }
            </>
        }
    }

    fn open(&self) -> Html {
        let open = self.reading.facts.get(self.index).map_or(0, |facts| facts.open);
        if open == 0 {
            return html! { <span class="ke-absent" aria-hidden="true">{ "―" }</span> };
        }
        html! {
            <span class="ke-points">
                <span aria-hidden="true">{ format!("!{open}") }</span>
                <span class="ke-visually-hidden">{ (results::words(self.lang).points)(open) }</span>
            </span>
        }
    }
}

/// The field is one of the KPI, not of a measurement.
fn is_of_kpi(field: &str) -> bool {
    matches!(
        field,
        "department" | "unit" | "baseline" | "final" | "chart" | "label" | "open"
    )
}

fn value_of(point: Option<&v1::Point>) -> Option<String> {
    point.and_then(|point| point.value.clone())
}

/// The id of the head of a column.
pub fn column_id(field: &str) -> String {
    format!("ke-col-{field}")
}

/// The name of a column.
pub fn column_name(field: &str, words: &'static Messages, lang: Lang) -> &'static str {
    let more = results::words(lang);
    match field {
        "department" => more.department,
        "final" => more.final_target,
        "chart" => more.chart,
        "open" => more.open,
        _ => {
            let column = words.columns.iter().find(|(other, _)| *other == field);
            column.map_or("", |(_, name)| *name)
        }
    }
}
