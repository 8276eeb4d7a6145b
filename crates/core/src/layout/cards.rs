//! Projects of numbered rows in running text: シートNo., name, 【department】, prose, cost, the row's values.
//!
//! A card reaches from its number to the next one. Cards in a row without a name of their own are one project; its
//! name stands elsewhere (a name above 【…事業】) and is joined by agreement of words.

use crate::kpi::{Point, Printed, Project, Recognised};
use crate::layout::lines::{self, Line};
use crate::layout::page::Page;
use crate::layout::text_row::Found;
use crate::layout::token::{self, Kind};
use crate::layout::{agreement, money};
use crate::text::{era, heading};
use kpi_readers::base::remark::{Code, Remark};

/// The most lines of a project's name.
const LONGEST_NAME: usize = 8;

/// A numbered stretch of lines.
struct Card {
    number: String,
    first: usize,
    end: usize,
    name: Option<(String, usize)>,
}

/// Makes projects of the cards and joins indicators to them.
pub fn read(
    page: &Page<'_>,
    found: &mut Recognised,
    lines: &[Line],
    rows: &[Found],
    first_indicator: usize,
    row_of_indicator: &[usize],
) {
    let mut used_names: Vec<usize> = Vec::new();
    let cards = cards(lines, rows, &mut used_names);
    if cards.is_empty() {
        return;
    }
    let first_project = found.projects.len();
    let loose = loose_names(lines, &used_names);
    let mut orphan: Option<usize> = None;
    let mut orphan_text = String::new();
    let mut named_text = String::new();
    for card in &cards {
        let is_name = |index: &usize| {
            let behind = loose.partition_point(|name| name.first <= *index);
            behind
                .checked_sub(1)
                .and_then(|at| loose.get(at))
                .is_some_and(|name| *index < name.end)
        };
        let text: String = (card.first..card.end)
            .filter(|index| !is_name(index))
            .filter_map(|index| lines.get(index))
            .map(|line| &*line.text)
            .collect();
        let rows_in = rows_in(rows, card.first..card.end);
        let first = row_of_indicator.partition_point(|row| *row < rows_in.start);
        let end = row_of_indicator.partition_point(|row| *row < rows_in.end);
        let indicators = first_indicator + first..first_indicator + end;
        for indicator in indicators.clone() {
            if let Some(indicator) = found.indicators.get_mut(indicator) {
                indicator.sheet_no = Some(card.number.clone());
            }
        }
        let project = if let Some((name, line)) = &card.name {
            named_text.push_str(&text);
            orphan = None;
            let at = lines
                .get(*line)
                .map(|line| line.place(page.sheet))
                .unwrap_or_default();
            let printed = ratings(rows.get(rows_in).unwrap_or(&[]));
            found.projects.push(Project {
                name: heading::name(name),
                at,
                printed,
                ..Project::default()
            });
            found.projects.len() - 1
        } else {
            orphan_text.push_str(&text);
            let project = orphan.unwrap_or_else(|| {
                let at = lines
                    .get(card.first)
                    .map(|line| line.place(page.sheet))
                    .unwrap_or_default();
                found.projects.push(Project {
                    at,
                    ..Project::default()
                });
                found.projects.len() - 1
            });
            orphan = Some(project);
            project
        };
        for indicator in indicators.clone() {
            if let Some(indicator) = found.indicators.get_mut(indicator) {
                indicator.project = Some(project);
            }
        }
        if let Some(project) = found.projects.get_mut(project) {
            project.sheet_nos.push(card.number.clone());
            project.cost = project.cost.take().or_else(|| cost(lines, card, page));
            project.term = project.term.or_else(|| term(lines, card));
        }
    }
    name_orphans(
        page,
        found,
        lines,
        first_project,
        &[orphan_text, named_text],
        loose,
    );
}

fn cards(lines: &[Line], rows: &[Found], used_names: &mut Vec<usize>) -> Vec<Card> {
    let starts: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| heading::is_sheet_number(&line.raw))
        .map(|(index, _)| index)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let cards = starts.iter().zip(ends).map(|(&first, end)| {
        let core = rows
            .get(rows_in(rows, first..end))
            .and_then(<[Found]>::first)
            .map_or(end, |row| row.first);
        let name = name(lines, first, end.min(core.max(first + 1)), used_names);
        Card {
            number: lines
                .get(first)
                .map_or(String::new(), |line| line.raw.to_string()),
            first,
            end,
            name,
        }
    });
    let cards: Vec<Card> = cards.collect();
    // A number that no row follows is a reference, not a card.
    let has_row = |card: &Card| !rows_in(rows, card.first..card.end).is_empty();
    if cards.iter().any(has_row) {
        cards.into_iter().filter(has_row).collect()
    } else {
        Vec::new()
    }
}

/// The lines between the number and 【…】; a dash there refers to the name above the number.
fn name(lines: &[Line], first: usize, end: usize, used_names: &mut Vec<usize>) -> Option<(String, usize)> {
    let mut parts: Vec<&str> = Vec::new();
    let mut begin = None;
    for (index, line) in lines
        .iter()
        .enumerate()
        .take(end.min(first + 2 * LONGEST_NAME))
        .skip(first + 1)
    {
        if line.is_blank() {
            continue;
        }
        if line.text.starts_with('【') {
            let begin = begin?;
            let name = parts.join("\n");
            return if name.chars().all(heading::is_dash) {
                name_above(lines, first, used_names)
            } else {
                Some((name, begin))
            };
        }
        if line.text.ends_with('。') || parts.len() >= LONGEST_NAME {
            return None;
        }
        begin = begin.or(Some(index));
        parts.push(&line.raw);
    }
    None
}

/// The paragraph above the number, 【…】 between them skipped.
fn name_above(lines: &[Line], first: usize, used_names: &mut Vec<usize>) -> Option<(String, usize)> {
    let filled_above = |from: usize| {
        (0..from)
            .rev()
            .find(|&index| lines.get(index).is_some_and(|line| !line.is_blank()))
    };
    let mut last = filled_above(first)?;
    if lines.get(last)?.text.ends_with('】') {
        let open = (last.saturating_sub(3)..=last)
            .rev()
            .find(|&index| lines.get(index).is_some_and(|line| line.text.starts_with('【')))?;
        last = filled_above(open)?;
    }
    let begin = lines::paragraph_start(lines, last, LONGEST_NAME);
    used_names.push(begin);
    let (name, _) = lines::paragraph(lines, begin, last + 1 - begin);
    Some((name, begin))
}

/// The rows whose values stand within a range of lines.
fn rows_in(rows: &[Found], lines: std::ops::Range<usize>) -> std::ops::Range<usize> {
    rows.partition_point(|row| row.core < lines.start)..rows.partition_point(|row| row.core < lines.end)
}

/// The ratings of a card's only row.
fn ratings(rows: &[Found]) -> Printed {
    let mut printed = Printed::default();
    if let [row] = rows {
        for (_, token) in &row.tokens {
            match token.kind {
                Kind::Level => printed.ratings.push(token.text.clone()),
                Kind::Grade => printed.overall = Some(token.text.clone()),
                _ => {}
            }
        }
    }
    printed
}

/// An amount alone on its line, or before a row of dashes.
fn cost(lines: &[Line], card: &Card, page: &Page<'_>) -> Option<Point> {
    lines.get(card.first + 1..card.end)?.iter().find_map(|line| {
        let tokens = token::of(line);
        let (first, rest) = tokens.split_first()?;
        let Kind::Value(point) = &first.kind else {
            return None;
        };
        let alone = rest.iter().all(|token| {
            !token.is_number() && token.kind != Kind::Word && !matches!(token.kind, Kind::Arrow(_))
        });
        (alone && money::may_be_yen(point) && money::is_large(point)).then(|| Point {
            raw: first.raw.clone(),
            at: Some(line.place(page.sheet)),
            ..point.clone()
        })
    })
}

/// A span of years in the card.
fn term(lines: &[Line], card: &Card) -> Option<crate::kpi::Term> {
    let lines = lines.get(card.first..card.end)?;
    lines.windows(2).find_map(|pair| match pair {
        [one, two] if one.text.chars().count() <= 24 && two.text.chars().count() <= 24 => {
            era::term(&format!("{} {}", one.text, two.text))
        }
        _ => None,
    })
}

/// A name that stands apart from its cards.
struct Loose {
    name: String,
    first: usize,
    end: usize,
}

/// Names above 【…事業】 that no card used.
fn loose_names(lines: &[Line], used_names: &[usize]) -> Vec<Loose> {
    let mut names = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let bracket = line.text.starts_with('【') && line.text.contains("事業");
        let above = (0..index)
            .rev()
            .take(LONGEST_NAME)
            .find(|&above| lines.get(above).is_some_and(|line| !line.is_blank()));
        let Some(last) = above.filter(|_| bracket) else {
            continue;
        };
        let first = lines::paragraph_start(lines, last, LONGEST_NAME);
        let (name, end) = lines::paragraph(lines, first, last + 1 - first);
        let is_name = !name.trim_end().ends_with('。') && !heading::is_sheet_number(&name);
        if is_name && !used_names.contains(&first) {
            names.push(Loose {
                name: heading::name(&name),
                first,
                end,
            });
        }
    }
    names
}

/// Joins the loose names: one goes to the cards without a name, the others are told.
fn name_orphans(
    page: &Page<'_>,
    found: &mut Recognised,
    lines: &[Line],
    first_project: usize,
    texts: &[String],
    loose: Vec<Loose>,
) {
    let names: Vec<String> = loose.iter().map(|loose| loose.name.clone()).collect();
    let joined = agreement::join(&names, texts);
    let nameless = |project: &Project| project.name.is_empty();
    let orphan = found
        .projects
        .iter()
        .skip(first_project)
        .position(nameless)
        .map(|offset| first_project + offset);
    for (loose, text) in loose.into_iter().zip(joined) {
        let at = lines.get(loose.first).map(|line| line.place(page.sheet));
        let project = orphan
            .filter(|_| text == Some(0))
            .and_then(|orphan| found.projects.get_mut(orphan));
        let code = if project.is_some() {
            Code::NamesJoined
        } else {
            Code::ProjectUnplaced
        };
        let mut remark = Remark::new(code, at).with([loose.name.clone()]);
        if let Some(project) = project {
            project.name = loose.name;
            remark.project = orphan;
        }
        found.remarks.push(remark);
    }
    for project in found
        .projects
        .iter_mut()
        .skip(first_project)
        .filter(|project| nameless(project))
    {
        project.name = project.sheet_nos.join("・");
    }
}
