//! What the columns of a table mean.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::components::check_facts::PeriodField;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_severity;
use crate::ui::components::source::letters;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::tables::Editable;
use crate::ui::tables::Head;
use crate::ui::tables::MAX_COLUMNS;
use crate::ui::tables::Standing;
use kpi_core::kpi::Basis;
use kpi_core::kpi::Period;
use kpi_core::layout::mapping::ColumnMapping;
use kpi_core::layout::mapping::Dating;
use kpi_core::layout::mapping::arranged;
use kpi_core::layout::mapping::one_based;
use kpi_core::layout::role::ROLES;
use kpi_core::layout::role::Role;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Row;
use kpi_report::contract::v1::Severity;
use kpi_report::contract::words::basis as basis_id;
use kpi_report::i18n::Lang;
use kpi_report::i18n::check::Words;
use kpi_report::i18n::check::words;
use kpi_report::i18n::page::Messages;

/// Values of a column shown as a sample.
const SAMPLES: usize = 3;
/// Rows looked at for samples.
const SAMPLE_ROWS: usize = 200;
/// The longest sample, in characters.
const SAMPLE_LENGTH: usize = 24;

/// Props of [`CheckColumns`].
#[derive(Properties)]
pub struct CheckColumnsProps {
    /// The table.
    pub table: Rc<Editable>,
    /// What was read.
    pub reading: Rc<Reading>,
    /// A cell is under discussion.
    pub on_spot: Callback<CellRef>,
}

impl PartialEq for CheckColumnsProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
            && Rc::ptr_eq(&self.reading, &other.reading)
            && self.on_spot == other.on_spot
    }
}

/// What each column means, its period and what it counts.
///
/// Contract: a group of groups, one per column with its sample values; a choice counts at once. A guess is asked as an
/// open question with a button that confirms it.
#[component]
pub fn CheckColumns(props: &CheckColumnsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (page, words) = (use_words(), words(lang));
    let act = use_act();
    let table = &props.table;
    let confirm = {
        let (act, table) = (act.clone(), Rc::clone(table));
        Callback::from(move |_| act.emit(Action::from(Change::Table(Box::new(table.table.clone())))))
    };
    let on_column = {
        let table = Rc::clone(table);
        Callback::from(move |column: ColumnMapping| {
            let mut changed = table.table.clone();
            if column.role == Role::Name {
                // One column holds the names, in each of tables side by side; in several rows of a record it may.
                let part = |number: u32| changed.parts.iter().filter(|start| **start <= number).count();
                let own = part(column.column);
                let is_other = |other: &ColumnMapping| {
                    other.role == Role::Name && other.column != column.column && part(other.column) == own
                };
                let taken: Vec<bool> = changed.columns.iter().map(is_other).collect();
                let others = changed.columns.iter_mut().zip(taken).filter(|(_, taken)| *taken);
                others
                    .map(|(other, _)| other)
                    .for_each(|other| other.role = Role::Ignore);
            }
            changed.set_column(column);
            act.emit(Action::from(Change::Table(Box::new(changed))));
        })
    };
    let (heading, hint, answer) = match table.standing {
        Standing::Proposed => (words.proposed, Some(words.proposed_hint), Some(words.read_so)),
        Standing::Assumed => (
            page.columns_assumed,
            Some(page.columns_hint),
            Some(page.columns_confirm),
        ),
        Standing::Recognised | Standing::Settled if table.table.turned => (words.rows, None, None),
        Standing::Recognised | Standing::Settled => (words.columns, None, None),
    };
    html! {
        <div class={classes!("ke-columns", answer.map(|_| "ke-columns--question"))} role="group"
            aria-labelledby="ke-check-columns">
            <h3 class="ke-subheading" id="ke-check-columns">
                if answer.is_some() {
                    <Icon sign={of_severity(Severity::Warning)} />
                }
                { heading }
            </h3>
            if let Some(hint) = hint {
                <p>{ hint }</p>
            }
            <div class="ke-columns__fields">
                { for fields_of(table).into_iter().map(|head| {
                    let number = one_based(head.column);
                    let column = table.table.column_at(number, head.line).cloned();
                    let column = column.unwrap_or_else(|| ColumnMapping {
                        row: (head.line > 0).then(|| one_based(head.line)),
                        ..ColumnMapping::new(number, Role::Ignore)
                    });
                    let id = match head.line {
                        0 => format!("ke-check-column-{}", head.column),
                        line => format!("ke-check-column-{}-{line}", head.column),
                    };
                    html! {
                        <ColumnFields key={id.clone()} id={id.clone()} {column} {lang}
                            label={label(table, &head, page, words)}
                            samples={samples(&props.reading, table, &head)} on_change={on_column.clone()}
                            on_focus={focus(props, &head)} />
                    }
                }) }
            </div>
            if let Some(answer) = answer {
                <button type="button" class="ke-button ke-button--primary"
                    onclick={confirm}>{ answer }</button>
            }
        </div>
    }
}

/// The columns that can be put right; of records of several rows, in each of these.
fn fields_of(table: &Editable) -> Vec<Head> {
    let lines = table.table.n_lines();
    let known = table.heads.iter().filter(|head| head.line == 0);
    let all = known.flat_map(|head| (0..lines).map(move |line| Head { line, ..head.clone() }));
    all.take(MAX_COLUMNS).collect()
}

fn label(table: &Editable, head: &Head, page: &Messages, words: &Words) -> String {
    let number = one_based(head.column);
    let name = if table.table.turned {
        (words.row_name)(number, &head.header)
    } else {
        (page.column_name)(&letters(head.column + 1), &head.header)
    };
    if table.table.n_lines() > 1 {
        (words.in_row)(&name, head.line + 1)
    } else {
        name
    }
}

/// The cell of the column in the header is under discussion; without a header, the first of its values.
fn focus(props: &CheckColumnsProps, head: &Head) -> Callback<()> {
    let (on_spot, table, head) = (props.on_spot.clone(), Rc::clone(&props.table), head.clone());
    Callback::from(move |()| {
        let (header, range) = (table.table.header(), table.table.range());
        let row = match (header.is_empty(), head.line) {
            (false, 0) => header.end - 1,
            (false, line) => header.end + line,
            (true, line) if range.is_empty() => table.first + line,
            (true, line) => range.start + line,
        };
        let (row, column) = if table.table.turned {
            (head.column, row)
        } else {
            (row, head.column)
        };
        on_spot.emit(CellRef {
            sheet: table.sheet,
            row,
            column,
        });
    })
}

#[derive(Properties, PartialEq)]
struct ColumnFieldsProps {
    id: String,
    label: String,
    column: ColumnMapping,
    samples: Vec<String>,
    on_change: Callback<ColumnMapping>,
    on_focus: Callback<()>,
    lang: Lang,
}

#[component]
fn ColumnFields(props: &ColumnFieldsProps) -> Html {
    let (page, words) = (use_words(), words(props.lang));
    let column = &props.column;
    let id = props.id.clone();
    let onfocus = props.on_focus.reform(|_: FocusEvent| ());
    let chosen = |event: &Event| {
        event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
    };
    let on_role = change(props, move |column, event| {
        let role = chosen(event).and_then(|id| Role::from_id(&id))?;
        Some(ColumnMapping { role, ..column })
    });
    let on_lower = change(props, move |column, event| {
        let role = chosen(event).and_then(|id| Role::from_id(&id))?;
        Some(ColumnMapping {
            lower: Some(role),
            ..column
        })
    });
    let on_basis = change(props, move |column, event| {
        let id = chosen(event)?;
        let basis = BASES.into_iter().find(|basis| basis_id(*basis) == id);
        Some(ColumnMapping { basis, ..column })
    });
    let on_period = {
        let (column, on_change) = (column.clone(), props.on_change.clone());
        Callback::from(move |given: Option<Period>| {
            on_change.emit(ColumnMapping {
                period: Dating::settled(given),
                ..column.clone()
            });
        })
    };
    let is_value = column.role.is_value();
    let shown = match column.period {
        Dating::At(period) => Some(period.to_string()),
        Dating::ByHeader | Dating::Undated => None,
    };
    let basis = column.basis.unwrap_or_default();
    html! {
        <fieldset class="ke-check__column">
            <legend class="ke-field__label">{ &props.label }</legend>
            <p class="ke-support" id={format!("{id}-samples")}>{ (page.samples)(&props.samples) }</p>
            <div class="ke-field">
                <label class="ke-field__sub" for={id.clone()}>{ words.role }</label>
                <select class="ke-select" id={id.clone()} data-part="role"
                    aria-describedby={format!("{id}-samples")}
                    onchange={on_role} onfocus={onfocus.clone()}>
                    { options(column.role, page) }
                </select>
            </div>
            if let Some(lower) = column.lower {
                <div class="ke-field">
                    <label class="ke-field__sub" for={format!("{id}-lower")}>{ words.lower }</label>
                    <select class="ke-select" id={format!("{id}-lower")} onchange={on_lower}
                        onfocus={onfocus.clone()}>
                        { options(lower, page) }
                    </select>
                </div>
            }
            if is_value {
                <PeriodField id={format!("{id}-period")} label={words.period} {shown} on_change={on_period}
                    on_focus={props.on_focus.clone()} lang={props.lang} />
                <div class="ke-field">
                    <label class="ke-field__sub" for={format!("{id}-basis")}>{ words.basis }</label>
                    <select class="ke-select" id={format!("{id}-basis")} onchange={on_basis} {onfocus}>
                        { for BASES.into_iter().map(|other| html! {
                            <option key={basis_id(other)} value={basis_id(other)} selected={other == basis}>
                                { (words.basis_word)(basis_id(other)) }
                            </option>
                        }) }
                    </select>
                </div>
            }
        </fieldset>
    }
}

const BASES: [Basis; 3] = [Basis::Level, Basis::AnnualIncrement, Basis::CumulativeIncrement];

fn change(
    props: &ColumnFieldsProps,
    make: impl Fn(ColumnMapping, &Event) -> Option<ColumnMapping> + 'static,
) -> Callback<Event> {
    let (column, on_change) = (props.column.clone(), props.on_change.clone());
    Callback::from(move |event: Event| {
        if let Some(column) = make(column.clone(), &event) {
            on_change.emit(column);
        }
    })
}

fn options(chosen: Role, page: &'static kpi_report::i18n::page::Messages) -> Html {
    let options = ROLES.iter().map(|(id, _)| {
        html! { <option key={*id} value={*id} selected={chosen.id() == *id}>{ (page.role)(id) }</option> }
    });
    html! { <>{ for options }</> }
}

/// The first values of a column below the header.
fn samples(reading: &Reading, table: &Editable, head: &Head) -> Vec<String> {
    let Some(sheet) = table.sheet(reading) else {
        return Vec::new();
    };
    let shown = |rows: &mut dyn Iterator<Item = &Row>| -> Vec<String> {
        let texts = rows.take(SAMPLE_ROWS).map(|row| row.text(head.column));
        texts
            .filter(|text| !text.is_empty() && *text != head.header)
            .take(SAMPLES)
            .map(|text| text.chars().take(SAMPLE_LENGTH).collect())
            .collect()
    };
    if table.table.rows.is_none() {
        return shown(&mut sheet.rows.iter().skip(table.first));
    }
    let upright = arranged::upright(&table.table, sheet);
    let rows = arranged::rows_of_line(&table.table, &upright, head.line);
    shown(&mut rows.map(|(_, row)| row))
}
