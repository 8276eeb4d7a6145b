//! Tables of Markdown.

use std::fmt::Write as _;

use crate::contract::v1;
use crate::export::handout::wide::{Sections, Wide};
use crate::export::handout::{Cell, Choice, about, title, wide};
use crate::export::safe;

/// The document as Markdown: a heading, a table (or some, see [`wide`]), and what it was made by.
pub fn document(found: &v1::Evaluation, choice: &Choice) -> String {
    let mut out = format!("# {}\n\n", escaped(&title(found, choice.lang)));
    let line = about::line(found, choice);
    if !line.is_empty() {
        out += &escaped(&line);
        out += "\n\n";
    }
    for wide in wide::lay_out_apart(found, choice, Sections::Columns) {
        out += &table(&wide);
    }
    for (what, said) in about::facts(found, choice) {
        // No error: a String takes everything.
        let _ = writeln!(out, "- {}: {}", escaped(what), escaped(&said));
    }
    out
}

fn table(wide: &Wide) -> String {
    let heads: Vec<String> = wide.columns.iter().map(|column| escaped(&column.head)).collect();
    let mut out = format!("| {} |\n|", heads.join(" | "));
    for (index, _) in wide.columns.iter().enumerate() {
        out += if wide.is_of_figures(index) {
            " ---: |"
        } else {
            " --- |"
        };
    }
    out.push('\n');
    for cells in wide.kpis() {
        let cells: Vec<String> = cells.iter().map(cell).collect();
        // No error: a String takes everything.
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
    out
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Number { before, behind, .. } if before.is_empty() && behind.is_empty() => cell.shown(),
        other => escaped(&safe::guarded(safe::clean(&other.shown(), false))),
    }
}

/// No sign of Markdown or HTML in it is one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '$' => out.extend(['\\', letter]),
            '\n' => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
