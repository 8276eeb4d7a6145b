//! The rows of the source around a table, with what each row and column is.

use std::ops::Range;
use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::components::source::letters;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::tables::Editable;
use crate::ui::tables::ROWS;
use kpi_core::layout::mapping::RowKind;
use kpi_core::layout::mapping::TableMapping;
use kpi_core::layout::mapping::one_based;
use kpi_core::layout::mapping::rearrange::with_part;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Row;
use kpi_readers::sheet::Sheet;
use kpi_report::i18n::Lang;
use kpi_report::i18n::check::Words;
use kpi_report::i18n::check::words;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;

/// The most columns that are shown.
const WIDEST: usize = 60;
/// The longest text of a cell that is shown, in characters.
const LONGEST: usize = 60;
/// The id of the choice of what a row is.
const KIND: &str = "ke-check-kind";

/// Props of [`CheckGrid`].
#[derive(Properties)]
pub struct CheckGridProps {
    /// The table.
    pub table: Rc<Editable>,
    /// What was read.
    pub reading: Rc<Reading>,
    /// The cell under discussion.
    pub spot: Option<CellRef>,
    /// Another cell is.
    pub on_spot: Callback<CellRef>,
}

impl PartialEq for CheckGridProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
            && Rc::ptr_eq(&self.reading, &other.reading)
            && self.spot == other.spot
            && self.on_spot == other.on_spot
    }
}

/// A change of a table.
type Edit = Rc<dyn Fn(&mut TableMapping, &Sheet)>;

fn cell_id(row: usize, column: usize) -> String {
    format!("ke-check-{row}-{column}")
}

/// The source, with the kind of each row and the meaning of each column.
///
/// Contract: a grid that is one stop of the Tab key; arrow keys, Home, End, Page Up and Page Down move the cell under
/// discussion (`aria-activedescendant`), a press chooses it. Above it, a select says what its row is and two buttons make
/// the table begin or end there.
#[component]
pub fn CheckGrid(props: &CheckGridProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (page, words) = (use_words(), words(lang));
    let (act, ports) = (use_act(), use_ports());
    let table = &props.table;
    let spot = props.spot;
    use_effect_with(spot, move |spot| {
        if let Some(spot) = spot {
            ports.page.show(&cell_id(spot.row, spot.column));
        }
    });
    let Some(sheet) = table.sheet(&props.reading) else {
        return Html::default();
    };
    let len = sheet.rows.len();
    let window = table.window(len, spot.map(|spot| spot.row));
    let width = width(sheet, &window);
    let active = spot.unwrap_or(CellRef {
        sheet: table.sheet,
        row: table.first.min(len.saturating_sub(1)),
        column: 0,
    });
    let go = {
        let (on_spot, sheet) = (props.on_spot.clone(), table.sheet);
        Callback::from(move |(row, column): (usize, usize)| on_spot.emit(CellRef { sheet, row, column }))
    };
    let onkeydown = {
        let go = go.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = moved(&event.key(), (active.row, active.column), len, width) {
                event.prevent_default();
                go.emit(next);
            }
        })
    };
    let change = {
        let (table, reading) = (Rc::clone(table), Rc::clone(&props.reading));
        Callback::from(move |edit: Edit| {
            let Some(sheet) = table.sheet(&reading) else {
                return;
            };
            let mut changed = table.table.clone();
            edit(&mut changed, sheet);
            act.emit(Action::from(Change::Table(Box::new(changed))));
        })
    };
    let (start, end) = (window.start, window.end);
    let before = start
        .checked_sub(1)
        .map(|row| go.reform(move |_: MouseEvent| (row, 0)));
    let after = (end < len).then(|| go.reform(move |_: MouseEvent| (end, 0)));
    html! {
        <div class="ke-check__side" role="group" aria-labelledby="ke-check-source">
            <h3 class="ke-subheading" id="ke-check-source">{ words.source }</h3>
            <p class="ke-support" id="ke-check-source-hint">{ words.source_hint }</p>
            if table.table.rows.is_some() {
                <RowPanel table={Rc::clone(table)} row={active.row} column={active.column} on_change={change}
                    {lang} />
            }
            if let Some(onclick) = before {
                <button type="button" class="ke-button ke-button--text ke-button--small"
                    {onclick}>{ words.before }</button>
            }
            <div class="ke-scroll ke-source">
                <table class="ke-source__table ke-check__grid" role="grid" tabindex="0"
                    aria-label={words.grid} lang={SHEETS}
                    aria-describedby="ke-check-source-hint"
                    aria-activedescendant={cell_id(active.row, active.column)} {onkeydown}>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col" lang={words_tag(lang)}>{ page.line }</th>
                            { for (0..width).map(|column| {
                                let said = of_column(table, column, page, words);
                                html! {
                                    <th key={column} role="columnheader" scope="col" lang={words_tag(lang)}
                                        class={classes!((column == active.column).then_some("ke-check__beside"))}>
                                        { letters(column + 1) }
                                        if let Some(said) = said {
                                            <span class="ke-check__role">{ said }</span>
                                        }
                                    </th>
                                }
                            }) }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for window.filter_map(|index| {
                            let row = sheet.rows.get(index)?;
                            Some(grid_row(table, index, row, width, active, &go, (page, lang)))
                        }) }
                    </tbody>
                </table>
            </div>
            if let Some(onclick) = after {
                <button type="button" class="ke-button ke-button--text ke-button--small"
                    {onclick}>{ words.after }</button>
            }
        </div>
    }
}

fn words_tag(lang: Lang) -> &'static str {
    lang.tag()
}

fn width(sheet: &Sheet, window: &Range<usize>) -> usize {
    let rows = sheet.rows.get(window.clone()).unwrap_or_default();
    rows.iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(1)
        .clamp(1, WIDEST)
}

/// Where a key leads; `None` for keys that lead nowhere.
fn moved(key: &str, (row, column): (usize, usize), rows: usize, columns: usize) -> Option<(usize, usize)> {
    let (last_row, last_column) = (rows.checked_sub(1)?, columns.saturating_sub(1));
    Some(match key {
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => ((row + 1).min(last_row), column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, (column + 1).min(last_column)),
        "Home" => (row, 0),
        "End" => (row, last_column),
        "PageUp" => (row.saturating_sub(ROWS / 2), column),
        "PageDown" => ((row + ROWS / 2).min(last_row), column),
        _ => return None,
    })
}

fn grid_row(
    table: &Editable,
    index: usize,
    row: &Row,
    width: usize,
    active: CellRef,
    go: &Callback<(usize, usize)>,
    (page, lang): (&'static Messages, Lang),
) -> Html {
    let words = words(lang);
    let kind = kind_of(table, index).filter(|_| !row.is_blank());
    let said = if table.table.turned {
        roles(table, index, page)
    } else {
        kind.map(|kind| (words.kind)(kind.id()).to_owned())
    };
    let class = classes!(
        "ke-source__row",
        kind.map(|kind| format!("ke-check__row--{}", kind.id()))
    );
    html! {
        <tr key={index} role="row" {class} data-row={one_based(index).to_string()}
            data-kind={kind.map(RowKind::id)}>
            <th role="rowheader" scope="row" lang={lang.tag()}
                class={classes!("ke-source__line", (index == active.row).then_some("ke-check__beside"))}>
                { one_based(index) }
                if let Some(said) = said {
                    <span class="ke-check__role">{ said }</span>
                }
            </th>
            { for (0..width).map(|column| {
                let cell = row.cells.get(column);
                let is_active = (index, column) == (active.row, active.column);
                let onclick = go.reform(move |_: MouseEvent| (index, column));
                let class = classes!(
                    cell.is_some_and(|cell| cell.covered).then_some("ke-source__cell--covered"),
                    of_turned(table, index, column).map(|kind| format!("ke-check__cell--{}", kind.id())),
                    is_active.then_some("ke-check__spot"),
                );
                html! {
                    <td key={column} role="gridcell" id={cell_id(index, column)} {class} {onclick}
                        aria-selected={is_active.to_string()}>
                        { cell.map(|cell| cell.text.chars().take(LONGEST).collect::<String>()).unwrap_or_default() }
                    </td>
                }
            }) }
        </tr>
    }
}

/// What a row is, where rows are rows.
fn kind_of(table: &Editable, row: usize) -> Option<RowKind> {
    table.table.row(one_based(row)).filter(|_| !table.table.turned)
}

/// What the column of a cell of a turned table is.
fn of_turned(table: &Editable, row: usize, column: usize) -> Option<RowKind> {
    let mapping = Some(&table.table).filter(|mapping| mapping.turned)?;
    mapping.column(one_based(row))?;
    mapping.row(one_based(column))
}

/// What a column means, in each row of a record; of a turned table, what a row means.
fn roles(table: &Editable, column: usize, page: &Messages) -> Option<String> {
    let mappings = (0..table.table.n_lines()).map(|line| table.table.column_at(one_based(column), line));
    let mut roles: Vec<&str> = mappings
        .flatten()
        .map(|mapping| mapping.role.id())
        .filter(|id| *id != "ignore")
        .collect();
    roles.dedup();
    let roles: Vec<&str> = roles.into_iter().map(|id| (page.role)(id)).collect();
    (!roles.is_empty()).then(|| roles.join("／"))
}

/// What stands below the letters of a column.
fn of_column(table: &Editable, column: usize, page: &Messages, words: &Words) -> Option<String> {
    if table.table.turned {
        let kind = table.table.row(one_based(column));
        kind.map(|kind| (words.kind)(kind.id()).to_owned())
    } else {
        roles(table, column, page)
    }
}

#[derive(Properties, PartialEq)]
struct RowPanelProps {
    table: Rc<Editable>,
    row: usize,
    column: usize,
    on_change: Callback<Edit>,
    lang: Lang,
}

/// What the row under discussion is, or the column of a turned table, and whether the table is printed again from the
/// column on.
#[component]
fn RowPanel(props: &RowPanelProps) -> Html {
    let words = words(props.lang);
    let is_turned = props.table.table.turned;
    let row = one_based(if is_turned { props.column } else { props.row });
    let column = one_based(props.column);
    let name = letters(props.column + 1);
    let label = if is_turned {
        (words.column_kind)(&name)
    } else {
        (words.row_kind)(row)
    };
    let (begins, ends) = if is_turned {
        (words.first_column, words.last_column)
    } else {
        (words.first_row, words.last_row)
    };
    let kind = props.table.table.row(row);
    let edit = |edit: Edit| {
        let on_change = props.on_change.clone();
        Callback::from(move |_: MouseEvent| on_change.emit(Rc::clone(&edit)))
    };
    let onchange = {
        let on_change = props.on_change.clone();
        Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            if let Some(kind) = select.and_then(|select| RowKind::from_id(&select.value())) {
                on_change.emit(Rc::new(move |table: &mut TableMapping, _: &Sheet| {
                    table.set_row(row, kind);
                }));
            }
        })
    };
    let part = edit(Rc::new(move |table: &mut TableMapping, sheet: &Sheet| {
        *table = with_part(table, sheet, column);
    }));
    let first = edit(Rc::new(move |table: &mut TableMapping, _: &Sheet| {
        let last = table.rows.map_or(row, |rows| rows.last);
        table.set_rows(row, last.max(row));
    }));
    let last = edit(Rc::new(move |table: &mut TableMapping, _: &Sheet| {
        let first = table.rows.map_or(row, |rows| rows.first);
        table.set_rows(first.min(row), row);
    }));
    html! {
        <div class="ke-check__row-panel">
            <label class="ke-field__label" for={KIND}>{ label }</label>
            <select class="ke-select" id={KIND} {onchange}>
                if kind.is_none() {
                    <option value="" selected=true>{ words.outside }</option>
                }
                { for RowKind::ALL.into_iter().map(|(id, other)| html! {
                    <option key={id} value={id} selected={kind == Some(other)}>{ (words.kind)(id) }</option>
                }) }
            </select>
            <button type="button" class="ke-button ke-button--outline ke-button--small"
                onclick={first}>{ begins }</button>
            <button type="button" class="ke-button ke-button--outline ke-button--small"
                onclick={last}>{ ends }</button>
            if props.column > 0 && !is_turned {
                <button type="button" class="ke-button ke-button--outline ke-button--small" data-part="part"
                    onclick={part}>
                    { if props.table.table.parts.contains(&column) {
                        (words.no_part)(&name)
                    } else {
                        (words.part)(&name)
                    } }
                </button>
            }
        </div>
    }
}
