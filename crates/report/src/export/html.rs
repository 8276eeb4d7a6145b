//! A table that needs no script and no style, to be pasted into a CMS.
//!
//! Everything that came in is text: no tag, attribute or address of a sheet gets through. There is no `style`, no `id`
//! and no `class` but one on the outermost element, so that nothing of the page around is met by accident.

use std::fmt::Write as _;

use crate::contract::v1;
use crate::export::handout::wide::{Column, Line, Sections, Wide};
use crate::export::handout::{Cell, Choice, Field, about, standing, title, wide};
use crate::export::safe;
use crate::i18n::embedding;
use crate::i18n::labels;
use crate::i18n::page::{SHEETS, messages};

/// The result as a table: captioned, with headers for rows and columns, and at their foot what it was made by.
pub fn table(found: &v1::Evaluation, choice: &Choice) -> String {
    let mut made = Made::of(found, choice);
    made.foot(found);
    format!(
        "<div class=\"kpi-evaluator-table\" lang=\"{}\">\n{}</div>\n",
        choice.lang.tag(),
        made.out
    )
}

/// The table alone.
pub fn bare(found: &v1::Evaluation, choice: &Choice) -> String {
    Made::of(found, choice).out
}

/// `text` as the content of an element or of a quoted attribute. Control characters, which HTML does not allow, are
/// left out, and so are signs that turn the text around them.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in safe::clean(text, true).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

struct Made<'a> {
    out: String,
    choice: &'a Choice,
}

impl<'a> Made<'a> {
    /// The table, its foot not yet written.
    fn of(found: &v1::Evaluation, choice: &'a Choice) -> Self {
        let mut made = Made {
            out: String::new(),
            choice,
        };
        for wide in wide::lay_out_apart(found, choice, Sections::Rows) {
            made.table(&wide, &title(found, choice.lang), found.document.title.is_some());
        }
        made
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn table(&mut self, wide: &Wide, caption: &str, is_of_sheet: bool) {
        self.line("<table>");
        let lang = if is_of_sheet { self.of_the_sheet() } else { "" };
        self.line(&format!("<caption{lang}>{}</caption>", escaped(caption)));
        let mut heads = String::from("<thead><tr>");
        for column in &wide.columns {
            // No error: a String takes everything.
            let _ = write!(heads, "<th scope=\"col\">{}</th>", escaped(&column.head));
        }
        self.line(&(heads + "</tr></thead>"));
        self.line("<tbody>");
        for (index, line) in wide.lines.iter().enumerate() {
            match line {
                Line::Section(path) if path.is_empty() => {}
                Line::Section(path) => {
                    if index > 0 {
                        self.line("</tbody>\n<tbody>");
                    }
                    self.section(path, wide.columns.len());
                }
                Line::Kpi { cells, .. } => self.kpi(&wide.columns, cells),
            }
        }
        self.line("</tbody>");
        self.line("</table>");
    }

    fn section(&mut self, path: &[String], width: usize) {
        let (path, lang) = (cell_text(&path.join(" ＞ ")), self.of_the_sheet());
        self.line(&format!(
            "<tr><th scope=\"rowgroup\" colspan=\"{width}\"{lang}>{path}</th></tr>"
        ));
    }

    fn kpi(&mut self, columns: &[Column], cells: &[Cell]) {
        let mut row = String::from("<tr>");
        for (column, cell) in columns.iter().zip(cells) {
            let text = match cell {
                // Nothing is left blank: a blank says neither 0 nor why.
                Cell::Empty => self.missing(column.field).to_owned(),
                Cell::Number { before, behind, .. } if before.is_empty() && behind.is_empty() => cell.shown(),
                other => cell_text(&other.shown()),
            };
            let is_of_sheet = matches!(
                column.field,
                Field::Name
                    | Field::Number
                    | Field::Unit
                    | Field::Department
                    | Field::Project
                    | Field::Printed
                    | Field::Texts
            );
            let lang = if is_of_sheet && !text.is_empty() {
                self.of_the_sheet()
            } else {
                ""
            };
            let _ = match column.field {
                Field::Name => write!(row, "<th scope=\"row\"{lang}>{text}</th>"),
                _ => write!(row, "<td{lang}>{text}</td>"),
            };
        }
        self.line(&(row + "</tr>"));
    }

    /// What stands in a cell without anything.
    fn missing(&self, field: Field) -> &'static str {
        match field {
            Field::Baseline | Field::Target | Field::Actual | Field::FinalTarget => {
                messages(self.choice.lang).no_figure
            }
            Field::Rate | Field::RuleRate => "―",
            _ => "",
        }
    }

    fn foot(&mut self, found: &v1::Evaluation) {
        let (words, choice) = (embedding::words(self.choice.lang), self.choice);
        let rules = choice.rules_of(found).unwrap_or_default();
        let mut lines = vec![
            (choice.words().counts)(standing::counts(found)),
            choice.words().legend.to_owned(),
            (words.by_rules)(labels::name(&rules, choice.lang), &found.rule_set),
        ];
        if choice.corrected > 0 {
            lines.push((words.corrected)(choice.corrected));
        }
        let known = ["source", "date"].map(choice.words().fact);
        let facts = about::facts(found, choice).into_iter();
        lines.extend(
            facts
                .filter(|(what, _)| known.contains(what))
                .map(|(what, said)| format!("{what}：{said}")),
        );
        lines.push((words.made_by)(&found.version));
        let lines: Vec<_> = lines.iter().map(|line| escaped(line)).collect();
        self.line(&format!("<p>{}</p>", lines.join("<br>")));
    }

    /// Said beside what is out of a sheet, where the words around are in another language.
    fn of_the_sheet(&self) -> &'static str {
        if messages(self.choice.lang).tag == SHEETS {
            ""
        } else {
            " lang=\"ja\""
        }
    }
}

/// Text of a cell: copied from the page into a spreadsheet, it is no formula there either.
fn cell_text(text: &str) -> String {
    escaped(&safe::guarded(safe::clean(text, true))).replace('\n', "<br>")
}
