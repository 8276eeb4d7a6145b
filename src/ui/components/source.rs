//! The source as read.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::domain::base::place::CellRef;
use crate::domain::sheet::Row;
use crate::domain::sheet::Sheet;
use crate::i18n::page::Messages;
use crate::i18n::page::SHEETS;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::view::View;
use crate::ui::view::row_id;

/// The longest text of a cell that is shown whole, in characters.
const LONGEST: usize = 2000;

/// The most cells of a row that are shown.
const WIDEST: usize = 100;

/// Props of [`Source`].
#[derive(Properties)]
pub struct SourceProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// What is shown of it.
    pub view: View,
    /// Shows more rows: after (`true`) or before.
    pub on_scroll: Callback<bool>,
    /// Goes back to where a jump came from.
    pub on_back: Callback<()>,
}

impl PartialEq for SourceProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.view == other.view
            && self.on_scroll == other.on_scroll
            && self.on_back == other.on_back
    }
}

/// The rows of the source with their lines, those in use and the cells under discussion marked.
///
/// Contract: a section with a table in a scroll box that takes the focus; every row has its line as row header, and takes
/// the focus when it is gone to. A button leads back to where one came from. Long sources are shown in part, with buttons
/// for what comes before and after.
#[component]
pub fn Source(props: &SourceProps) -> Html {
    let words = use_words();
    let Some(sheet) = props.reading.sheets().get(props.view.sheet) else {
        return Html::default();
    };
    let window = props.view.window(sheet.rows.len());
    let scroll = |forward: bool| {
        let on_scroll = props.on_scroll.clone();
        Callback::from(move |_| on_scroll.emit(forward))
    };
    let on_back = props.on_back.reform(|_: MouseEvent| ());
    let n_columns = columns(sheet, &window);
    html! {
        <section class="ke-section" aria-labelledby="ke-source-heading">
            <h2 id="ke-source-heading" class="ke-heading" tabindex="-1">{ words.source }</h2>
            <p class="ke-support">{ (words.source_hint)(sheet.rows.len()) }</p>
            <div class="ke-source__bar">
                if props.view.back.is_some() {
                    <button type="button" class="ke-button ke-button--outline ke-button--small" id="ke-source-back" onclick={on_back}>
                        { words.back }
                    </button>
                }
                if window.start > 0 {
                    <button type="button" class="ke-button ke-button--text ke-button--small" onclick={scroll(false)}>
                        { words.rows_before }
                    </button>
                }
            </div>
            <div class="ke-scroll ke-source" tabindex="0" role="group" aria-labelledby="ke-source-heading">
                <table class="ke-source__table" lang={SHEETS}>
                    <caption class="ke-visually-hidden" lang={words.tag}>{ words.source }</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="ke-source__line" lang={words.tag}>{ words.line }</th>
                            { for (1..=n_columns).map(|column| html! {
                                <th key={column} scope="col">{ letters(column) }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for window.clone().filter_map(|index| {
                            let row = sheet.rows.get(index)?;
                            Some(source_row(props, index, row, n_columns, words))
                        }) }
                    </tbody>
                </table>
            </div>
            if window.end < sheet.rows.len() {
                <button type="button" class="ke-button ke-button--text ke-button--small" onclick={scroll(true)}>
                    { words.rows_after }
                </button>
            }
        </section>
    }
}

fn source_row(
    props: &SourceProps,
    index: usize,
    row: &Row,
    n_columns: usize,
    words: &'static Messages,
) -> Html {
    let sheet = props.view.sheet;
    let used = props.reading.is_used(sheet, index);
    let cells = &props.view.cells;
    let marked = cells
        .range(first_of(sheet, index)..first_of(sheet, index + 1))
        .next()
        .is_some();
    let class = classes!(
        "ke-source__row",
        used.then_some("ke-source__row--used"),
        marked.then_some("ke-source__row--marked")
    );
    html! {
        <tr key={index} id={row_id(sheet, index)} tabindex="-1" {class}>
            <th scope="row" class="ke-source__line">
                { row.line }
                if used {
                    <span class="ke-source__used" aria-hidden="true">{ words.used_sign }</span>
                    <span class="ke-visually-hidden" lang={words.tag}>{ words.used }</span>
                }
            </th>
            if row.tabular {
                { for row.cells.iter().take(WIDEST).enumerate().map(|(column, cell)| {
                    let class = classes!(
                        cell.covered.then_some("ke-source__cell--covered"),
                        is_marked(cells, sheet, index, column).then_some("ke-source__cell--marked"),
                    );
                    html! { <td key={column} {class}>{ shortened(&cell.text, words) }</td> }
                }) }
            } else {
                <td class={classes!("ke-source__text", marked.then_some("ke-source__cell--marked"))} colspan={n_columns.to_string()}>
                    { shortened(row.cells.first().map_or("", |cell| cell.text.as_str()), words) }
                </td>
            }
        </tr>
    }
}

fn first_of(sheet: usize, row: usize) -> CellRef {
    CellRef {
        sheet,
        row,
        column: 0,
    }
}

fn is_marked(cells: &BTreeSet<CellRef>, sheet: usize, row: usize, column: usize) -> bool {
    cells.contains(&CellRef { sheet, row, column })
}

fn columns(sheet: &Sheet, window: &std::ops::Range<usize>) -> usize {
    let rows = sheet.rows.get(window.clone()).unwrap_or_default();
    rows.iter()
        .filter(|row| row.tabular)
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(1)
        .clamp(1, WIDEST)
}

/// The column's letters as spreadsheets print them.
pub fn letters(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn shortened(text: &str, words: &'static Messages) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => {
            let rest = text.get(end..).map_or(0, |rest| rest.chars().count());
            format!(
                "{}{}",
                text.get(..end).unwrap_or_default(),
                (words.shortened)(rest)
            )
        }
    }
}
