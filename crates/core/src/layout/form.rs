//! Projects printed as label–value forms: 交付金名 ⇥ …, 総事業費 ⇥ …, 評価 ⇥ ….
//!
//! A form reaches from the outermost heading above it to the next one, or to the next name; its indicators are those
//! that were recognised inside.

use crate::kpi::{Indicator, Point, Project, Recognised, Text, TextRole};
use crate::layout::page::{Layout, Page};
use crate::text::{era, fold, heading, value, verdict};
use kpi_readers::sheet::Row;

/// Label–value forms.
pub const LAYOUT: Layout = Layout { id: "form", run };

/// What the cell beside a label holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Name,
    GrantName,
    Term,
    Cost,
    Grant,
    Label,
    NextStep,
    Text(TextRole),
}

/// Labels of forms, squeezed; `true` if the label may stand at the end of a longer one.
const LABELS: &[(&str, bool, Field)] = &[
    ("事業名", true, Field::Name),
    ("事業名称", true, Field::Name),
    ("事業の名称", true, Field::Name),
    ("交付金名", true, Field::GrantName),
    ("交付金の名称", true, Field::GrantName),
    ("交付金の種類", true, Field::GrantName),
    ("事業期間", false, Field::Term),
    ("実施期間", false, Field::Term),
    ("交付金充当額", true, Field::Grant),
    ("交付金額", true, Field::Grant),
    ("交付決定額", true, Field::Grant),
    ("交付額", true, Field::Grant),
    ("事業費", true, Field::Cost),
    ("予算額", true, Field::Cost),
    ("決算額", true, Field::Cost),
    ("評価", false, Field::Label),
    ("事業の評価", false, Field::Label),
    ("総合評価", false, Field::Label),
    ("事業効果", false, Field::Label),
    ("効果検証", false, Field::Label),
    ("今後の方針", false, Field::NextStep),
    ("今後の方向性", false, Field::NextStep),
    ("効果", false, Field::Text(TextRole::Effect)),
    ("事業の効果", false, Field::Text(TextRole::Effect)),
    ("課題", false, Field::Text(TextRole::Issue)),
    ("今後の課題", false, Field::Text(TextRole::Issue)),
    ("今後の取組み", false, Field::Text(TextRole::NextStep)),
    ("今後の取組", false, Field::Text(TextRole::NextStep)),
    ("今後の取り組み", false, Field::Text(TextRole::NextStep)),
    ("方針の理由", false, Field::Text(TextRole::Reason)),
    ("今後の方針の理由", false, Field::Text(TextRole::Reason)),
    ("理由", false, Field::Text(TextRole::Reason)),
    ("要因", false, Field::Text(TextRole::Cause)),
    ("意見", false, Field::Text(TextRole::Opinion)),
    ("委員会意見", false, Field::Text(TextRole::Opinion)),
    ("外部有識者の意見", true, Field::Text(TextRole::Opinion)),
];

/// A label's cell is short.
const LONGEST_LABEL: usize = 20;

fn field(cell: &str) -> Option<Field> {
    let squeezed = fold::squeeze(cell);
    if squeezed.chars().count() > LONGEST_LABEL {
        return None;
    }
    let bare = squeezed.trim_matches(|c| matches!(c, '【' | '】' | ':' | '■' | '●' | '(' | ')'));
    let bare = bare.split('(').next().unwrap_or(bare);
    LABELS
        .iter()
        .find(|(label, ends, _)| bare == *label || *ends && bare.ends_with(label))
        .map(|&(_, _, field)| field)
}

/// The cell is a label of a form.
pub fn is_label(cell: &str) -> bool {
    field(cell).is_some()
}

/// Some label of the page promises money: its forms are of projects.
pub fn has_money(page: &Page<'_>) -> bool {
    let is_money = |cell: &str| matches!(field(cell), Some(Field::Cost | Field::Grant | Field::GrantName));
    let rows = page.sheet.rows.iter().enumerate();
    rows.filter(|(index, row)| row.tabular && page.is_free(*index))
        .any(|(_, row)| row.cells.iter().any(|cell| is_money(&cell.text)))
}

/// A form being read.
#[derive(Default)]
struct Form {
    project: Project,
    /// The cost came from a cumulative row; a yearly one wins.
    cost_is_total: bool,
    grant_is_total: bool,
    has_money: bool,
    first: usize,
}

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let mut forms: Vec<Form> = Vec::new();
    let mut form = Form::default();
    for (index, row) in page.sheet.rows.iter().enumerate() {
        let starts = page
            .outline
            .outermost_at(index)
            .is_some_and(|(heading, _)| heading == index);
        if starts {
            forms.push(std::mem::replace(
                &mut form,
                Form {
                    first: index,
                    ..Form::default()
                },
            ));
        }
        if !page.is_free(index) || !row.tabular {
            continue;
        }
        for (label, cell) in pairs(row) {
            if matches!(label, Field::Name | Field::GrantName) && form.has(label) {
                forms.push(std::mem::replace(
                    &mut form,
                    Form {
                        first: index,
                        ..Form::default()
                    },
                ));
            }
            form.read(label, cell, row, index, page);
        }
    }
    forms.push(form);
    let starts: Vec<usize> = forms
        .iter()
        .skip(1)
        .map(|form| form.first)
        .chain([page.sheet.rows.len()])
        .collect();
    // The layouts before this one read from top to bottom each.
    let of_page = |indicator: &Indicator| indicator.at.sheet == page.sheet.name;
    let indicators = found.indicators.iter().enumerate();
    let indicators = indicators.filter(|(_, indicator)| of_page(indicator));
    let mut by_line: Vec<(Option<u32>, usize)> = indicators
        .map(|(index, indicator)| (indicator.at.line, index))
        .collect();
    by_line.sort_unstable();
    for (mut form, end) in forms.into_iter().zip(starts) {
        if !form.has_money {
            continue;
        }
        if form.project.name.is_empty() {
            let heading = (form.first..end).find_map(|row| page.outline.outermost_at(row));
            let line = || project_line(page.sheet.rows.get(form.first..end).unwrap_or(&[]));
            let heading = heading.or_else(|| line().map(|(row, words)| (form.first + row, words)));
            let (row, words) = heading.unwrap_or((form.first, ""));
            form.project.name = heading::name(words);
            form.project.at = page.sheet.place(row, 0);
            if form.project.name.is_empty() {
                form.project.name = format!("#{}", found.projects.len() + 1);
            }
        }
        let project = found.projects.len();
        let lines = page.sheet.rows.get(form.first..end).unwrap_or(&[]);
        let (first, last) = (
            lines.first().map(|row| row.line),
            lines.last().map(|row| row.line),
        );
        let inside = by_line.partition_point(|(line, _)| *line < first);
        for &(_, index) in by_line.iter().skip(inside).take_while(|(line, _)| *line <= last) {
            if let Some(indicator) = found.indicators.get_mut(index) {
                indicator.project = indicator.project.or(Some(project));
            }
        }
        found.projects.push(form.project);
    }
}

/// What projects are called, at the end of their names.
const PROJECTS: &[&str] = &["事業", "プロジェクト", "プログラム"];

/// The line above a form's first row of cells that names a project: word processors keep no signs of headings.
fn project_line(rows: &[Row]) -> Option<(usize, &str)> {
    let above = rows.iter().enumerate().take_while(|(_, row)| !row.tabular);
    let mut lines = above.filter_map(|(index, row)| Some((index, row.sole_text()?)));
    lines.find(|(_, text)| {
        PROJECTS
            .iter()
            .any(|ending| heading::name(text).ends_with(ending))
    })
}

/// The cells of a row with the label nearest on their left.
fn pairs(row: &Row) -> Vec<(Field, usize)> {
    let mut pairs = Vec::new();
    let mut label: Option<Field> = None;
    for (column, cell) in row.cells.iter().enumerate() {
        if cell.is_blank() || cell.covered {
            continue;
        }
        if let Some(field) = field(&cell.text) {
            label = Some(field);
        } else if let Some(field) = label {
            pairs.push((field, column));
            // An amount may stand behind 内訳 and a year; anything else is the very next cell.
            let is_money = matches!(field, Field::Cost | Field::Grant);
            if !is_money || value::parse(&cell.text).value.is_some() {
                label = None;
            }
        }
    }
    pairs
}

impl Form {
    fn has(&self, field: Field) -> bool {
        match field {
            Field::Name => !self.project.name.is_empty(),
            Field::GrantName => self.project.grant_name.is_some(),
            _ => false,
        }
    }

    fn read(&mut self, field: Field, column: usize, row: &Row, index: usize, page: &Page<'_>) {
        let text = row.text(column);
        let at = page.sheet.place(index, column);
        match field {
            Field::Name if self.project.name.is_empty() => {
                self.project.name = heading::name(text);
                self.project.at = at;
            }
            Field::GrantName if self.project.grant_name.is_none() => {
                self.project.grant_name = Some(fold::join(text));
                self.has_money = true;
            }
            Field::Term if self.project.term.is_none() => self.project.term = era::term(text),
            Field::Cost | Field::Grant => self.read_money(field, text, row, at),
            Field::Label if self.project.printed.label.is_none() => {
                if let Some(chosen) = verdict::chosen(text) {
                    self.project.printed.grade = Some(chosen.grade);
                    self.project.printed.label = chosen.text;
                } else if verdict::grant_label(text).is_some() {
                    self.project.printed.label = Some(fold::join(text));
                }
            }
            Field::NextStep if self.project.printed.next_step.is_none() => {
                self.project.printed.next_step = match verdict::chosen(text) {
                    Some(chosen) => Some((Some(chosen.grade), chosen.text)),
                    None => Some((None, Some(fold::join(text)))),
                };
            }
            Field::Text(role) => self.project.texts.push(Text {
                role,
                text: fold::fold(text),
                at: Some(at),
            }),
            _ => {}
        }
    }

    /// Money: the first amount; one that is not a running total wins over one that is.
    fn read_money(&mut self, field: Field, text: &str, row: &Row, at: kpi_readers::base::place::Place) {
        let point = value::parse(text);
        if point.value.is_none() {
            return;
        }
        let is_total = row
            .cells
            .first()
            .is_some_and(|cell| cell.text.contains("累計") || cell.text.contains("累積"));
        let (slot, slot_is_total) = match field {
            Field::Cost => (&mut self.project.cost, &mut self.cost_is_total),
            _ => (&mut self.project.grant, &mut self.grant_is_total),
        };
        if slot.is_none() || *slot_is_total && !is_total {
            *slot = Some(Point {
                at: Some(at),
                ..point
            });
            *slot_is_total = is_total;
        }
        self.has_money = true;
    }
}
