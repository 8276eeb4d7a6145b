//! Projects printed as blocks of running text: a line of amounts (事業費, 交付金), prose, indicators, a label broken
//! over lines.
//!
//! A block begins at a line that holds nothing but amounts, or at the numbered name right above it, and ends at the
//! next one. Names that stand apart (behind 【…交付金】) are joined to the blocks without a name by agreement of
//! their words.

use crate::kpi::{Indicator, Point, Project, Recognised};
use crate::layout::lines::{self, Line};
use crate::layout::page::{Layout, Page};
use crate::layout::{agreement, money};
use crate::text::{absence, fold, heading, value, verdict};
use kpi_readers::base::remark::{Code, Remark};

/// Blocks of running text.
pub const LAYOUT: Layout = Layout { id: "blocks", run };

/// The most lines of a project's name above its amounts.
const LONGEST_NAME: usize = 4;
/// The most lines of a label.
const LONGEST_LABEL: usize = 4;

/// A block of lines.
struct Block {
    first: usize,
    end: usize,
    /// Numbered, so the child of the last block without a number.
    name: Option<(String, usize)>,
    amounts: Vec<Point>,
}

/// A name that stands apart from its block.
struct Loose {
    name: String,
    grant_name: String,
    line: usize,
}

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let lines = lines_of(page);
    if found
        .indicators
        .iter()
        .all(|indicator| indicator.project.is_some())
    {
        return;
    }
    let Some(kinds) = money_columns(&lines) else {
        return;
    };
    let loose = loose_names(&lines);
    let end = loose.iter().map(|name| name.line).min().unwrap_or(lines.len());
    let mut blocks = blocks(&lines, end, page);
    if !blocks.iter().any(|block| {
        found
            .indicators
            .iter()
            .any(|indicator| holds(block, indicator, &lines, page))
    }) {
        return;
    }
    let first_project = found.projects.len();
    join_names(&mut blocks, loose, &lines, page, found);
    let mut parent = None;
    for (index, block) in blocks.iter().enumerate() {
        let project = first_project + index;
        let Some(drawn) = found.projects.get_mut(project) else {
            continue;
        };
        if block.name.is_some() {
            drawn.parent = parent;
        } else {
            parent = Some(project);
        }
        for (amount, kind) in block.amounts.iter().zip(&kinds) {
            let slot = if *kind == Money::Cost {
                &mut drawn.cost
            } else {
                &mut drawn.grant
            };
            *slot = amount.value.is_some().then(|| amount.clone());
        }
        drawn.printed.label = label(&lines, block.first, block.end);
        for indicator in found
            .indicators
            .iter_mut()
            .filter(|indicator| indicator.project.is_none())
        {
            if holds(block, indicator, &lines, page) {
                indicator.project = Some(project);
                indicator.section.clear();
            }
        }
    }
    let rows = |line: usize| lines.get(line).map_or(0, |line| line.row);
    if let (Some(first), Some(last)) = (blocks.first(), blocks.last()) {
        page.claim(rows(first.first)..rows(last.end.saturating_sub(1)) + 1);
    }
}

/// All lines, those that the marks layout claimed included.
fn lines_of(page: &Page<'_>) -> Vec<Line> {
    let in_table = |row: usize| !page.is_free(row) && page.sheet.rows.get(row).is_some_and(|row| row.tabular);
    page.lines_of(|row| !in_table(row))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Money {
    Cost,
    Grant,
}

/// Which amounts a line of amounts holds, in order: told by the order in which the header words stand in the text.
fn money_columns(lines: &[Line]) -> Option<Vec<Money>> {
    let first = |words: &[&str]| {
        lines.iter().position(|line| {
            words
                .iter()
                .any(|word| fold::squeeze(&line.text).starts_with(word) && line.text.chars().count() <= 12)
        })
    };
    let cost = first(&["事業費", "総事業費", "予算額", "決算額"])?;
    let grant = first(&["交付金", "交付額", "充当額"]);
    Some(match grant {
        Some(grant) if grant < cost => vec![Money::Grant, Money::Cost],
        Some(_) => vec![Money::Cost, Money::Grant],
        None => vec![Money::Cost],
    })
}

fn blocks(lines: &[Line], end: usize, page: &Page<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for index in 0..end {
        let Some(amounts) = lines.get(index).and_then(|line| amounts(line, page)) else {
            continue;
        };
        let name = name_above(lines, index);
        let first = name.as_ref().map_or(index, |&(_, line)| line);
        if let Some(last) = blocks.last_mut() {
            last.end = first;
        }
        blocks.push(Block {
            first,
            end,
            name,
            amounts,
        });
    }
    blocks
}

/// The amounts of a line that holds nothing else; at least one is money.
fn amounts(line: &Line, page: &Page<'_>) -> Option<Vec<Point>> {
    // In a table an amount has its column to tell what it is.
    if page.sheet.rows.get(line.row).is_some_and(|row| row.tabular) {
        return None;
    }
    let mut amounts = Vec::new();
    let mut is_money = false;
    for token in line.raw.split_whitespace() {
        let mut point = value::parse(token);
        if !money::may_be_yen(&point) || point.value.is_none() && absence::parse(token).is_none() {
            return None;
        }
        is_money |= money::is_large(&point);
        point.at = Some(line.place(page.sheet));
        amounts.push(point);
    }
    (is_money && amounts.len() <= 3).then_some(amounts)
}

/// A numbered name in the paragraph right above: `（１）子育てサイトの構築・` / `運営`.
fn name_above(lines: &[Line], index: usize) -> Option<(String, usize)> {
    let mut last = index;
    while last > 0 && lines.get(last - 1).is_some_and(Line::is_blank) && index - last < 2 {
        last -= 1;
    }
    let first = (last.saturating_sub(LONGEST_NAME)..last).rev().find(|&line| {
        lines.get(line).is_some_and(|line| {
            matches!(
                heading::kind(&line.text),
                Some(heading::Kind::Parenthesised | heading::Kind::Circled | heading::Kind::Arabic)
            )
        })
    })?;
    let name = lines.get(first..last)?;
    name.iter().all(|line| !line.is_blank()).then(|| {
        (
            name.iter().map(|line| &*line.raw).collect::<Vec<_>>().join("\n"),
            first,
        )
    })
}

/// 【…交付金】 and the paragraph behind it.
fn loose_names(lines: &[Line]) -> Vec<Loose> {
    let mut names = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let grant = line
            .text
            .strip_prefix('【')
            .and_then(|text| text.strip_suffix('】'))
            .filter(|text| text.contains("交付金"));
        let Some(grant) = grant else { continue };
        let Some(first) = lines::next_filled(lines, index + 1, 2) else {
            continue;
        };
        let (name, _) = lines::paragraph(lines, first, LONGEST_NAME);
        names.push(Loose {
            name: heading::name(&name),
            grant_name: grant.to_owned(),
            line: index,
        });
    }
    names
}

/// Makes the projects; loose names go to the blocks without a name, by agreement of words.
fn join_names(
    blocks: &mut [Block],
    loose: Vec<Loose>,
    lines: &[Line],
    page: &Page<'_>,
    found: &mut Recognised,
) {
    let unnamed: Vec<usize> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.name.is_none())
        .map(|(index, _)| index)
        .collect();
    let texts: Vec<String> = unnamed
        .iter()
        .map(|&index| {
            blocks
                .get(index)
                .and_then(|block| lines.get(block.first..block.end))
                .map_or(String::new(), |lines| {
                    lines.iter().map(|line| &*line.text).collect()
                })
        })
        .collect();
    let names: Vec<String> = loose.iter().map(|loose| loose.name.clone()).collect();
    let joined = agreement::join(&names, &texts);
    let first_project = found.projects.len();
    for block in blocks.iter() {
        let line = block.name.as_ref().map_or(block.first, |&(_, line)| line);
        let mut project = Project {
            at: lines
                .get(line)
                .map(|line| line.place(page.sheet))
                .unwrap_or_default(),
            ..Project::default()
        };
        if let Some((name, _)) = &block.name {
            project.name = heading::name(name);
        }
        found.projects.push(project);
    }
    for (loose, text) in loose.into_iter().zip(joined) {
        let at = lines.get(loose.line).map(|line| line.place(page.sheet));
        let Some(index) = text.and_then(|text| unnamed.get(text)) else {
            found
                .remarks
                .push(Remark::new(Code::ProjectUnplaced, at).with([loose.name]));
            continue;
        };
        if let Some(project) = found.projects.get_mut(first_project + index) {
            let mut remark = Remark::new(Code::NamesJoined, at).with([loose.name.clone()]);
            remark.project = Some(first_project + index);
            found.remarks.push(remark);
            (project.name, project.grant_name) = (loose.name, Some(loose.grant_name));
        }
    }
    for (index, project) in found
        .projects
        .iter_mut()
        .enumerate()
        .skip(first_project)
        .filter(|(_, project)| project.name.is_empty())
    {
        project.name = format!("#{}", index + 1 - first_project);
    }
}

/// The indicator's name stands in the block.
fn holds(block: &Block, indicator: &Indicator, lines: &[Line], page: &Page<'_>) -> bool {
    let number = |line: usize| lines.get(line).and_then(|line| line.place(page.sheet).line);
    match (
        indicator.at.line,
        number(block.first),
        number(block.end.saturating_sub(1)),
    ) {
        (Some(line), Some(first), Some(last)) => (first..=last).contains(&line),
        _ => false,
    }
}

/// A grant label in the block, broken over lines; a list of options is none.
fn label(lines: &[Line], first: usize, end: usize) -> Option<String> {
    for index in first..end {
        let mut words = String::new();
        for line in lines.get(index..end.min(index + LONGEST_LABEL))? {
            if line.is_blank() || line.raw.starts_with(heading::is_bullet) {
                break;
            }
            words.push_str(&fold::squeeze(&line.text));
            if verdict::is_full_grant_label(&words) {
                return Some(words);
            }
            if !verdict::begins_grant_label(&words) {
                break;
            }
        }
    }
    None
}
