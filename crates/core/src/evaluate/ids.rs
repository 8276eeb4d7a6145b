//! Ids that other rows do not change: from table, section path and name, with an ordinal among equals.

use std::collections::BTreeMap;

use crate::kpi::Recognised;

/// Ids of the indicators: `table/section/…/name`, later equals `…#2`.
pub fn of_indicators(recognised: &Recognised) -> Vec<String> {
    let tables = &recognised.tables;
    let plain = recognised.indicators.iter().map(|indicator| {
        let table = tables.get(indicator.table).map_or("", |table| table.id.as_str());
        let sections = indicator.section.iter().map(String::as_str);
        let path = std::iter::once(table)
            .chain(sections)
            .chain([indicator.name.as_str()]);
        path.map(part)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("/")
    });
    numbered(plain)
}

/// Ids of the projects: their names, later equals `…#2`.
pub fn of_projects(recognised: &Recognised) -> Vec<String> {
    numbered(recognised.projects.iter().map(|project| part(&project.name)))
}

/// A part of an id: without the characters that join parts, and without white space.
fn part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
    {
        if !part.is_empty() {
            part.push('-');
        }
        part.extend(word.chars().map(|c| match c {
            '/' => '／',
            '#' => '＃',
            _ => c,
        }));
    }
    part
}

fn numbered(plain: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let numbered = plain.map(|id| {
        let id = if id.is_empty() { "-".to_owned() } else { id };
        let ordinal = seen
            .entry(id.clone())
            .and_modify(|count| *count += 1)
            .or_insert(1);
        if *ordinal == 1 {
            id
        } else {
            format!("{id}#{ordinal}")
        }
    });
    numbered.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::{Indicator, Project, Table};

    fn indicator(section: &[&str], name: &str) -> Indicator {
        let section = section.iter().map(|&heading| heading.to_owned()).collect();
        Indicator {
            section,
            name: name.to_owned(),
            ..Indicator::default()
        }
    }

    #[test]
    fn ids_are_paths_and_equals_are_counted() {
        let recognised = Recognised {
            tables: vec![Table {
                id: "header-1".to_owned(),
                ..Table::default()
            }],
            indicators: vec![
                indicator(&["第1節 農業"], "新規就農者数"),
                indicator(&["第2節 商業"], "新規就農者数"),
                indicator(&["第1節 農業"], "新規就農者数"),
                indicator(&[], "人/日 #1"),
                indicator(&[], ""),
            ],
            projects: vec![Project::default(), Project::default()],
            ..Recognised::default()
        };
        let ids = of_indicators(&recognised);
        assert_eq!(
            ids,
            [
                "header-1/第1節-農業/新規就農者数",
                "header-1/第2節-商業/新規就農者数",
                "header-1/第1節-農業/新規就農者数#2",
                "header-1/人／日-＃1",
                "header-1",
            ]
        );
        assert_eq!(of_projects(&recognised), ["-", "-#2"]);
        let fewer = Recognised {
            indicators: recognised.indicators.iter().skip(1).cloned().collect(),
            ..recognised
        };
        assert_eq!(
            of_indicators(&fewer).first(),
            ids.get(1),
            "a row that goes does not rename another"
        );
    }
}
