//! The source as read.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::view::View;
use crate::ui::view::row_id;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Row;
use kpi_readers::sheet::Sheet;
use kpi_readers::sheet::left_out::Kind;
use kpi_readers::sheet::left_out::Part;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::remarks::unshown;

/// The longest text of a cell that is shown whole, in characters.
const LONGEST: usize = 2000;

/// The most cells of a row that are shown.
const WIDEST: usize = 100;

/// The id of the heading.
pub const SOURCE: &str = "ke-source-heading";

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

/// The rows of the source with their lines, those in use and the cells under discussion marked. What is struck out or
/// hidden there, and so was not read, stands greyed in its place.
///
/// Contract: a section with a table in a scroll box that takes the focus; every row has its line as row header, and takes
/// the focus when it is gone to. A button leads back to where one came from. Long sources are shown in part, with buttons
/// for what comes before and after.
#[component]
pub fn Source(props: &SourceProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
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
    let left_out = LeftOut::of(sheet, &window, lang);
    html! {
        <section class="ke-section" aria-labelledby={SOURCE}>
            <h2 id={SOURCE} class="ke-heading" tabindex="-1">{ words.source }</h2>
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
            <div class="ke-scroll ke-source" tabindex="0" role="group" aria-labelledby={SOURCE}>
                <table class="ke-source__table" lang={SHEETS}>
                    <caption class="ke-visually-hidden" lang={words.tag}>{ words.source }</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="ke-source__line" lang={words.tag}>{ words.line }</th>
                            { for (1..=n_columns).map(|column| html! {
                                <th key={column} scope="col" class={sheet.left_out.has_column(column - 1).then_some("ke-source__unseen")}>
                                    { letters(column) }
                                    if sheet.left_out.has_column(column - 1) {
                                        <span class="ke-visually-hidden" lang={words.tag}>{ unshown(Kind::Column.id(), lang) }</span>
                                    }
                                </th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for window.clone().filter_map(|index| {
                            let row = sheet.rows.get(index)?;
                            Some(source_row(props, index, row, n_columns, &left_out, words))
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
    left_out: &LeftOut<'_>,
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
                    html! { <td key={column} {class}>{ shortened(&cell.text, words) }{ left_out.of_cell(index, column, words) }</td> }
                }) }
                { left_out.behind(index, row.cells.len().min(WIDEST), n_columns, words) }
            } else {
                <td class={classes!("ke-source__text", marked.then_some("ke-source__cell--marked"))} colspan={n_columns.to_string()}>
                    { shortened(row.cells.first().map_or("", |cell| cell.text.as_str()), words) }
                    { left_out.of_cell(index, 0, words) }
                </td>
            }
        </tr>
    }
}

/// What was left out of the rows that are shown, by row and column.
struct LeftOut<'a> {
    parts: BTreeMap<(usize, usize), Vec<&'a Part>>,
    rows: BTreeMap<usize, &'a str>,
    lang: Lang,
}

impl<'a> LeftOut<'a> {
    fn of(sheet: &'a Sheet, window: &Range<usize>, lang: Lang) -> Self {
        let mut parts = BTreeMap::<_, Vec<_>>::new();
        let mut rows = BTreeMap::new();
        for part in sheet.left_out.parts() {
            let Some(row) = part.row.filter(|row| window.contains(row)) else {
                continue;
            };
            match part.kind {
                Kind::Row => {
                    rows.insert(row, part.text.as_str());
                }
                // A mark stands in the text itself, a control character shows nothing.
                Kind::Apart | Kind::Control | Kind::Column => {}
                _ => parts
                    .entry((row, part.column.unwrap_or(0)))
                    .or_default()
                    .push(part),
            }
        }
        Self { parts, rows, lang }
    }

    fn of_cell(&self, row: usize, column: usize, words: &'static Messages) -> Html {
        let parts = self.parts.get(&(row, column)).map_or(&[][..], Vec::as_slice);
        parts
            .iter()
            .map(|part| self.part(part.kind, &part.text, words))
            .collect()
    }

    /// What stands behind the last cell of a row that was read: a whole row that is hidden, or cells of which nothing
    /// is left.
    fn behind(&self, row: usize, n_cells: usize, n_columns: usize, words: &'static Messages) -> Html {
        if let Some(text) = self.rows.get(&row) {
            return html! {
                <td class="ke-source__unseen" colspan={n_columns.to_string()}>{ self.part(Kind::Row, text, words) }</td>
            };
        }
        let beyond = self.parts.range((row, n_cells)..(row, WIDEST));
        let last = beyond.last().map_or(n_cells, |((_, column), _)| column + 1);
        (n_cells..last)
            .map(|column| html! { <td key={column}>{ self.of_cell(row, column, words) }</td> })
            .collect()
    }

    fn part(&self, kind: Kind, text: &str, words: &'static Messages) -> Html {
        let why = unshown(kind.id(), self.lang);
        let why = html! { <span class="ke-visually-hidden" lang={words.tag}>{ format!("（{why}）") }</span> };
        if matches!(kind, Kind::Struck | Kind::Deleted) {
            html! { <s class="ke-source__left-out">{ text.to_owned() }{ why }</s> }
        } else {
            html! { <span class="ke-source__left-out ke-source__left-out--unseen">{ text.to_owned() }{ why }</span> }
        }
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

fn columns(sheet: &Sheet, window: &Range<usize>) -> usize {
    let rows = sheet.rows.get(window.clone()).unwrap_or_default();
    let cells = rows.iter().filter(|row| row.tabular).map(|row| row.cells.len());
    let left_out = sheet.left_out.parts().iter();
    let left_out = left_out.filter(|part| part.row.is_some_and(|row| window.contains(&row)));
    let left_out = left_out.filter_map(|part| Some(part.column? + 1));
    cells.chain(left_out).max().unwrap_or(1).clamp(1, WIDEST)
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
