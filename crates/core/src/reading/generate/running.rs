//! Words that set a scene for the figures behind them, in any order of year, role and measure:
//!
//! ```text
//! 短期入所 31年度 計画 利用者数 40人 日数/月 210 実績 利用者数 36人 日数/月 188 2年度 計画 …
//! 想定される犠牲者 ⏎ H25年度 105,000人(基準値) ⏎ H28年度 74,000人(現状値)
//! ```
//! A name opens a scene; a year, a role or a measure stays until the next of its kind.

use std::collections::BTreeSet;

use crate::kpi::Period;
use crate::layout::role::Role;
use crate::reading::atom::{Atom, Kind};
use crate::reading::generate::crossing::Crossing;
use crate::reading::proposal::{self, Cell, Head, Proposal};
use crate::reading::words::{self, Said};
use crate::text::fold;

/// The most columns of one table.
const MOST_COLUMNS: usize = 40;

/// What is known when a figure comes.
#[derive(Clone, Debug, Default)]
struct Scene {
    name: Option<usize>,
    /// The name was counted, 【目標1】移行者数: words below it say more of it.
    is_counted: bool,
    measure: Option<usize>,
    period: Option<(usize, Period)>,
    role: Option<usize>,
}

/// A figure with its scene.
struct Shot {
    name: usize,
    measure: Option<usize>,
    period: Option<(usize, Period)>,
    said: Vec<Said>,
    label: Option<usize>,
    value: usize,
}

/// Every stretch of scenes with figures.
pub fn propose(atoms: &[Atom]) -> Vec<Proposal> {
    let mut out = Vec::new();
    let mut shots: Vec<Shot> = Vec::new();
    let mut scene = Scene::default();
    for (at, atom) in atoms.iter().enumerate() {
        let before_value = atoms.get(at + 1).is_some_and(Atom::is_value);
        match &atom.kind {
            Kind::Break | Kind::Prose => {
                out.extend(table(atoms, &shots));
                shots.clear();
                scene = Scene::default();
            }
            Kind::Words
                if before_value
                    && scene.name.is_some()
                    && (scene.role.is_some() || scene.period.is_some())
                    && atom.text.chars().count() <= 12 =>
            {
                scene.measure = Some(at);
            }
            Kind::Words if scene.is_counted && !is_counted(&atom.text) => {
                (scene.role, scene.measure) = (None, None);
            }
            Kind::Words => {
                scene = Scene {
                    name: Some(at),
                    is_counted: is_counted(&atom.text),
                    ..Scene::default()
                }
            }
            Kind::Header(said) if said.iter().any(|said| said.role.is_value()) => {
                (scene.role, scene.measure) = (Some(at), None);
            }
            Kind::Period => {
                if let Some(period) = atom.period() {
                    scene = Scene {
                        name: scene.name,
                        is_counted: scene.is_counted,
                        period: Some((at, period)),
                        ..Scene::default()
                    };
                }
            }
            Kind::Number | Kind::Absent => {
                if let Some(name) = scene.name {
                    let own = said_in_brackets(&atom.text);
                    let said = match (own.is_empty(), scene.role.and_then(|role| atoms.get(role))) {
                        (true, Some(role)) => role.said().to_vec(),
                        _ => own,
                    };
                    shots.push(Shot {
                        name,
                        measure: scene.measure,
                        period: scene.period,
                        said,
                        label: scene.role,
                        value: at,
                    });
                }
            }
            _ => {}
        }
    }
    out.extend(table(atoms, &shots));
    out
}

/// 【目標1】, 【指標2】: the mark in front of a name.
fn is_counted(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    let mark = squeezed.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    mark.is_some_and(|(mark, name)| {
        let word = mark.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        word.len() < mark.len() && matches!(word, "目標" | "指標" | "成果目標" | "KPI") && !name.is_empty()
    })
}

/// 74,000人(現状値).
fn said_in_brackets(text: &str) -> Vec<Said> {
    let squeezed = fold::squeeze(text);
    let inner = squeezed
        .rsplit_once('(')
        .map_or("", |(_, tail)| tail.trim_end_matches(')'));
    let said = words::said(inner);
    if said.iter().any(|said| said.role.is_value()) {
        said
    } else {
        Vec::new()
    }
}

/// The figures by name and measure, a column for each role and year.
fn table(atoms: &[Atom], shots: &[Shot]) -> Option<Proposal> {
    let role = |shot: &Shot| shot.said.first().map(|said| said.role);
    let has = |wanted: &[Role]| {
        shots
            .iter()
            .any(|shot| role(shot).is_some_and(|role| wanted.contains(&role)))
    };
    if !has(&[Role::Target, Role::FinalTarget]) || !has(&[Role::Actual, Role::Baseline]) {
        return None;
    }
    let key = |shot: &Shot| (role(shot), shot.period.map(|(_, period)| period.to_string()));
    let mut crossing = Crossing::new();
    let mut rows = BTreeSet::new();
    let mut n_crowded = 0;
    let text = |at: Option<usize>| {
        at.and_then(|at| atoms.get(at))
            .map_or("", |atom| atom.text.as_str())
    };
    for shot in shots {
        let column = crossing.column(key(shot), || {
            let year = text(shot.period.map(|(at, _)| at));
            let mut head = Head::of(&format!("{year} {}", text(shot.label)));
            head.said.clone_from(&shot.said);
            head.period = shot.period.map(|(_, period)| period);
            head
        });
        if crossing.width() > MOST_COLUMNS {
            return None;
        }
        let of = (shot.name, fold::squeeze(text(shot.measure)));
        let record = crossing.record(of, || {
            let name = std::iter::once(shot.name).chain(shot.measure);
            name.filter_map(|at| atoms.get(at)).map(Cell::from).collect()
        });
        let used = [Some(shot.name), Some(shot.value), shot.label]
            .into_iter()
            .flatten();
        rows.extend(proposal::rows_of(used.filter_map(|at| atoms.get(at))));
        // A series of figures, which nothing here tells apart.
        let is_free = crossing.lay(record, column, atoms.get(shot.value).map(Cell::from));
        n_crowded += usize::from(!is_free);
    }
    if n_crowded * 5 > shots.len() {
        return None;
    }
    let (heads, mut records) = crossing.finish();
    // A figure by itself is no record.
    records.retain(|record| record.cells.iter().flatten().count() >= 2);
    (!records.is_empty()).then_some(Proposal {
        generator: "running",
        heads,
        records,
        rows,
        unit: None,
        drawn: None,
        penalty: 50,
    })
}
