//! Names and figures in turn: `name+ figure+ name+ figure+ …`, whatever the lines.
//!
//! ```text
//! region := head? record+ tail?        record := section* item? name+ core
//! core   := (number | absence | unit | mark | arrow | period)+
//! ```
//! The head holds the words of the columns; it may also stand behind. Records of unlike length are laid over the usual
//! one by the kinds of their atoms.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::layout::role::Role;
use crate::layout::vocabulary;
use crate::reading::atom::{Atom, Kind};
use crate::reading::proposal::{self, Cell, Head, Proposal, Record};
use crate::reading::words::{self, Said};
use crate::text::{fold, heading, unit, value};

/// The most atoms of a name, and of the figures of one record.
const MOST_NAMES: usize = 6;
const MOST_FIGURES: usize = 16;

/// What stands before figures, and the figures.
#[derive(Clone, Debug)]
struct Group {
    head: Range<usize>,
    core: Range<usize>,
}

/// Every region of names and figures in turn.
pub fn propose(atoms: &[Atom]) -> Vec<Proposal> {
    let numbered = with_codes(atoms);
    let atoms = numbered.as_deref().unwrap_or(atoms);
    let without = without_constants(atoms);
    let atoms = without.as_deref().unwrap_or(atoms);
    let groups = groups(atoms);
    let regions = regions(atoms, &groups);
    let mut out = Vec::new();
    let mut above: Vec<Head> = Vec::new();
    for region in regions {
        out.extend(table(atoms, region, &mut above));
        out.extend(region.iter().filter_map(|group| titled(atoms, group)));
    }
    out
}

/// 婚姻率 | 平成25(基準値) 平成28(現状値) 平成31(目標値) | 5.5 5.0 5.9: the words of the columns between the name and its
/// figures.
fn titled(atoms: &[Atom], group: &Group) -> Option<Proposal> {
    let head = atoms.get(group.head.clone())?;
    let is_head = |atom: &Atom| matches!(atom.kind, Kind::Header(_) | Kind::Period);
    let n = head.iter().rev().take_while(|atom| is_head(atom)).count();
    let at = head.len().checked_sub(n + 1)?;
    let name = head.get(at).filter(|atom| atom.kind == Kind::Words)?;
    let words = heads_each(head.get(at + 1..)?);
    let values: Vec<&Atom> = atoms
        .get(group.core.clone())?
        .iter()
        .filter(|atom| atom.is_value())
        .collect();
    if n < 2
        || !super::names_indicator(&name.text)
        || words.len() != values.len()
        || value_words(head, at + 1..head.len()) == 0
    {
        return None;
    }
    let rows = proposal::rows_of(head.get(at..)?.iter().chain(atoms.get(group.core.clone())?));
    let record = Record {
        section: Vec::new(),
        name: vec![Cell::from(name)],
        cells: values.into_iter().map(|atom| Some(Cell::from(atom))).collect(),
    };
    Some(Proposal {
        generator: "fold",
        heads: words,
        records: vec![record],
        rows,
        unit: None,
        drawn: None,
        penalty: 40,
    })
}

/// Each word or year as a column; a year by itself is one of results.
fn heads_each(atoms: &[Atom]) -> Vec<Head> {
    let mut out: Vec<Head> = atoms.iter().map(|atom| Head::of(&atom.text)).collect();
    for head in out
        .iter_mut()
        .filter(|head| head.said.is_empty() && head.period.is_some())
    {
        head.said = words::YEAR_ALONE.to_vec();
    }
    out
}

/// Where the first column is one of codes, a bare number before words is the mark of the next record.
fn with_codes(atoms: &[Atom]) -> Option<Vec<Atom>> {
    let is_of = |at: usize, wanted: Role| {
        atoms
            .get(at)
            .is_some_and(|atom| atom.said().first().is_some_and(|said| said.role == wanted))
    };
    let number = (0..atoms.len()).find(|&at| is_of(at, Role::Number))?;
    let name = (number..number + 4).find(|&at| is_of(at, Role::Name))?;
    let mut out = atoms.to_vec();
    for at in name..out.len() {
        let is_code = out.get(at).is_some_and(|atom| {
            atom.kind == Kind::Number
                && fold::squeeze(&atom.text)
                    .chars()
                    .all(|c| c.is_ascii_digit() || c == '-')
        });
        let before_words = out.get(at + 1).is_some_and(|atom| atom.kind == Kind::Words);
        if let Some(atom) = out.get_mut(at).filter(|_| is_code && before_words) {
            (atom.kind, atom.point) = (Kind::Item, None);
        }
    }
    Some(out)
}

/// 区分 with 当初 in every record: a word between name and figures that is always the same says nothing.
fn without_constants(atoms: &[Atom]) -> Option<Vec<Atom>> {
    let is_constant = |at: usize| {
        let kind = |at: Option<usize>| at.and_then(|at| atoms.get(at)).map(|atom| &atom.kind);
        let value = |at: usize| atoms.get(at).is_some_and(Atom::is_value);
        matches!(kind(Some(at)), Some(Kind::Header(_)))
            && matches!(kind(at.checked_sub(1)), Some(Kind::Words))
            && value(at + 1)
            && value(at + 2)
            && value(at + 3)
    };
    let found: Vec<usize> = (0..atoms.len()).filter(|&at| is_constant(at)).collect();
    let texts: Vec<String> = found
        .iter()
        .filter_map(|&at| atoms.get(at))
        .map(|atom| fold::squeeze(&atom.text))
        .collect();
    let first = texts.first()?;
    let is_same = texts.len() >= 3 && texts.iter().all(|text| text == first);
    let before = found.first().copied().unwrap_or(0);
    if !is_same || value_words(atoms, 0..before) < 2 {
        return None;
    }
    Some(
        atoms
            .iter()
            .enumerate()
            .filter(|(at, _)| found.binary_search(at).is_err())
            .map(|(_, atom)| atom.clone())
            .collect(),
    )
}

fn is_core(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Number | Kind::Absent | Kind::Mark | Kind::Arrow | Kind::Unit | Kind::Period
    )
}

fn groups(atoms: &[Atom]) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < atoms.len() {
        // The head ends where a figure stands behind words.
        let begins = |at: usize| {
            let Some(atom) = atoms.get(at) else { return false };
            match atom.kind {
                Kind::Number | Kind::Absent => true,
                Kind::Unit | Kind::Arrow => {
                    let before = at
                        .checked_sub(1)
                        .and_then(|at| atoms.get(at))
                        .map(|atom| &atom.kind);
                    let next = atoms.get(at + 1).map(|atom| &atom.kind);
                    matches!(before, Some(Kind::Words))
                        && next.is_some_and(|kind| is_core(kind) && *kind != Kind::Period)
                }
                _ => false,
            }
        };
        while at < atoms.len() && !begins(at) {
            at += 1;
        }
        let core = at;
        while atoms.get(at).is_some_and(|atom| is_core(&atom.kind)) {
            at += 1;
        }
        // A period in front of a name that begins a line of its own is no figure.
        if core < at {
            out.push(Group {
                head: start..core,
                core: core..at,
            });
            start = at;
        }
    }
    if start < atoms.len() {
        out.push(Group {
            head: start..atoms.len(),
            core: atoms.len()..atoms.len(),
        });
    }
    out
}

/// How many words of value columns a stretch has.
fn value_words(atoms: &[Atom], range: Range<usize>) -> usize {
    let atoms = atoms.get(range).unwrap_or(&[]);
    atoms
        .iter()
        .filter(|atom| {
            atom.said()
                .iter()
                .any(|said| said.percent >= 55 && said.role.is_value())
        })
        .count()
}

/// Groups that belong together: a new head, a sentence or a gap parts them.
fn regions<'a>(atoms: &[Atom], groups: &'a [Group]) -> Vec<&'a [Group]> {
    let mut out = Vec::new();
    let mut first = 0;
    for (index, group) in groups.iter().enumerate().skip(1) {
        let head = atoms.get(group.head.clone()).unwrap_or(&[]);
        // A remark between records of one shape does not part them.
        let goes_on = index
            .checked_sub(1)
            .and_then(|before| groups.get(before))
            .is_some_and(|before| group.core.len() >= 2 && looks(atoms, before).eq(looks(atoms, group)));
        let is_remark = |atom: &Atom| atom.kind == Kind::Prose && !goes_on;
        let parts = head
            .iter()
            .any(|atom| atom.kind == Kind::Break || is_remark(atom));
        // The last head has no figures: it stands behind the records of the region.
        let is_behind = group.core.is_empty();
        let is_new = value_words(atoms, group.head.clone()) >= 2 && !is_behind;
        if parts && !is_behind || is_new {
            // A head behind the last record is that region's, too.
            out.push(groups.get(first..index).unwrap_or(&[]));
            first = index;
        }
    }
    out.push(groups.get(first..).unwrap_or(&[]));
    out.retain(|region| region.iter().any(|group| !group.core.is_empty()));
    out
}

/// Where the name of a group begins: behind the last header word, sentence or list mark.
fn name_start(atoms: &[Atom], head: Range<usize>) -> usize {
    let mut start = head.start;
    let mut broken_label = false;
    for at in head.clone() {
        let Some(atom) = atoms.get(at) else { continue };
        match &atom.kind {
            Kind::Header(said) if is_name_word(said) => {
                // 指標 ① between the lines of a name is its label; behind the words of other columns it ends them.
                broken_label = true;
                let is_behind_header = at
                    .checked_sub(1)
                    .and_then(|at| atoms.get(at))
                    .is_some_and(|atom| matches!(atom.kind, Kind::Header(_)));
                if is_behind_header {
                    start = at + 1;
                }
            }
            Kind::Prose | Kind::Break | Kind::Header(_) | Kind::Mark | Kind::Period => start = at + 1,
            Kind::Item if !broken_label => start = at + 1,
            _ => {}
        }
    }
    start
}

fn is_name_word(said: &[Said]) -> bool {
    said.first().is_some_and(|said| said.role == Role::Name)
}

/// The name of a group, and the headings before it.
fn name(atoms: &[Atom], from: Range<usize>) -> (Vec<String>, Vec<Cell>) {
    let mut words: Vec<&Atom> = atoms
        .get(from)
        .unwrap_or(&[])
        .iter()
        .filter(|atom| atom.kind == Kind::Words || atom.kind == Kind::Unit)
        .collect();
    let mut section = Vec::new();
    // Headings in front of the name.
    while words.len() > 1 {
        let Some(first) = words.first() else { break };
        let next = words.get(1).map_or("", |atom| atom.text.as_str());
        if is_department(&first.text) {
            words.remove(0);
        } else if is_heading(&first.text) || is_numbered(next) && !is_numbered(&first.text) {
            section.push(heading::words(&first.text));
            words.remove(0);
        } else {
            break;
        }
    }
    if words.len() > MOST_NAMES {
        words.drain(..words.len() - MOST_NAMES);
    }
    (section, words.into_iter().map(Cell::from).collect())
}

/// 環境課: the office of the record before.
fn is_department(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    squeezed.ends_with(['課', '局', '部', '係']) && squeezed.chars().count() <= 12
}

/// 1.設備: a heading, not the beginning of a name.
fn is_heading(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    let bare = squeezed.trim_start_matches(|c: char| c.is_ascii_digit());
    bare.len() < squeezed.len() && bare.starts_with('.') && !bare.starts_with(".0")
        || squeezed.starts_with(['【', '〈', '<', '≪', '■', '◆', '●'])
            && squeezed.ends_with(['】', '〉', '>', '≫'])
        || squeezed.ends_with([':'])
}

/// 1-1 体育館数, (1)…, ①….
fn is_numbered(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    squeezed.starts_with(|c: char| c.is_ascii_digit() || c == '(' || heading::is_circled(c))
        && value::parse(text).value.is_none()
}

/// A proposal of a region, if its records have a shape in common.
fn table(atoms: &[Atom], region: &[Group], above: &mut Vec<Head>) -> Option<Proposal> {
    let filled: Vec<&Group> = region.iter().filter(|group| !group.core.is_empty()).collect();
    let shape = shape(atoms, &filled)?;
    let mut records = Vec::new();
    let mut rows = BTreeSet::new();
    let first_head = filled.first()?.head.clone();
    for (index, group) in filled.iter().enumerate() {
        let start = name_start(atoms, group.head.clone());
        let mut from = start..group.head.end;
        if index == 0 {
            from = first_name(atoms, from, &filled);
        }
        let (section, name) = name(atoms, from.clone());
        let cells = lay(atoms.get(group.core.clone()).unwrap_or(&[]), &shape)?;
        if name.is_empty() || group.core.len() > MOST_FIGURES {
            continue;
        }
        rows.extend(proposal::rows_of(
            atoms.get(from.start..group.core.end).unwrap_or(&[]),
        ));
        records.push(Record { section, name, cells });
    }
    if records.is_empty() {
        return None;
    }
    let head_end = first_name(
        atoms,
        name_start(atoms, first_head.clone())..first_head.end,
        &filled,
    )
    .start;
    let front = heads(atoms, first_head.start..head_end);
    let behind = region
        .last()
        .filter(|group| group.core.is_empty())
        .map(|group| heads(atoms, group.head.clone()));
    let says = |heads: &[Head]| {
        heads
            .iter()
            .filter(|head| head.said.iter().any(|said| said.role.is_value()))
            .count()
    };
    let mut heads = match behind {
        Some(behind) if says(&behind) > says(&front) => behind,
        _ => front,
    };
    let mut penalty = 60;
    if says(&heads) >= 2 {
        above.clone_from(&heads);
    } else if says(&heads) == 0 && !above.is_empty() {
        // The header of the page before stands for all that follow.
        heads.clone_from(above);
        penalty += 60;
    }
    let words = atoms.get(first_head.start..head_end).unwrap_or(&[]).iter();
    let words = words.filter(|atom| matches!(atom.kind, Kind::Header(_) | Kind::Period));
    rows.extend(proposal::rows_of(words));
    let mut table = Proposal {
        generator: "fold",
        heads: vec![Head::default(); shape.len()],
        records,
        rows,
        unit: unit_of_all(atoms, first_head),
        drawn: None,
        penalty,
    };
    lay_heads(&mut table, heads);
    rates_as_heads(&mut table);
    arrows_as_heads(&mut table);
    Some(table)
}

/// The name of the first record, behind words of the header that nothing knows: as many atoms as the others have.
fn first_name(atoms: &[Atom], from: Range<usize>, groups: &[&Group]) -> Range<usize> {
    let words = |range: Range<usize>| {
        atoms
            .get(range)
            .unwrap_or(&[])
            .iter()
            .filter(|atom| atom.kind == Kind::Words)
            .count()
    };
    let own = words(from.clone());
    let mut others: Vec<usize> = groups
        .iter()
        .skip(1)
        .map(|group| words(name_start(atoms, group.head.clone())..group.head.end))
        .filter(|n| *n > 0)
        .collect();
    others.sort_unstable();
    let usual = others.get(others.len() / 2).copied().unwrap_or(1);
    if own <= usual {
        return from;
    }
    // Pieces that go on with one another are one name.
    let mut start = from.end;
    let mut n = 0;
    for at in from.clone().rev() {
        let Some(atom) = atoms.get(at) else { break };
        if atom.kind != Kind::Words {
            continue;
        }
        let goes_on = atoms
            .get(start)
            .is_some_and(|next| continues(&atom.text, &next.text));
        if n >= usual && !goes_on {
            break;
        }
        start = at;
        n += 1;
    }
    start..from.end
}

/// The second text goes on with the first one's last word.
fn continues(above: &str, below: &str) -> bool {
    let (above, below) = (fold::squeeze(above), fold::squeeze(below));
    below.starts_with([
        'の', 'を', 'に', 'へ', 'と', 'は', 'が', 'で', 'や', 'る', 'た', 'し', 'い', 'ん', 'っ', 'ー', '・',
        ')', '、',
    ]) || above.ends_with(['の', 'を', 'に', 'と', '・', '(', '、', 'や'])
}

/// The kinds of the columns: those of the usual record.
fn shape(atoms: &[Atom], groups: &[&Group]) -> Option<Vec<Kind>> {
    let mut usual: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let short = groups.iter().filter(|group| group.core.len() <= MOST_FIGURES);
    for group in short.clone() {
        *usual.entry(looks(atoms, group).collect()).or_default() += 1;
    }
    let is_value = |atom: &&Atom| atom.is_value();
    let core = |group: &Group| atoms.get(group.core.clone()).unwrap_or(&[]).iter();
    let with_values = short.filter(|group| core(group).any(Atom::is_value));
    let (last, others) = groups.split_last()?;
    // What the last record alone has behind all that another one has may be of something else.
    let of_last: Vec<u8> = looks(atoms, last).collect();
    let goes_on = others.iter().any(|other| {
        let own: Vec<u8> = looks(atoms, other).collect();
        own.len() < of_last.len() && of_last.starts_with(&own) && core(other).filter(is_value).count() >= 2
    });
    let best = with_values
        .filter(|group| !goes_on || group.core != last.core)
        .max_by_key(|group| {
            let looks: Vec<u8> = looks(atoms, group).collect();
            (usual.get(&looks).copied(), looks.len())
        })?;
    (core(best).filter(is_value).count() >= 2).then(|| core(best).map(|atom| atom.kind.clone()).collect())
}

/// The figures of a group by their kinds; an absence looks like a number, and all header words alike.
fn looks<'a>(atoms: &'a [Atom], group: &Group) -> impl Iterator<Item = u8> + 'a {
    let core = atoms.get(group.core.clone()).unwrap_or(&[]).iter();
    core.map(|atom| look(&atom.kind))
}

fn look(kind: &Kind) -> u8 {
    match kind {
        Kind::Number | Kind::Absent => 0,
        Kind::Period => 1,
        Kind::Unit => 2,
        Kind::Mark => 3,
        Kind::Arrow => 4,
        Kind::Item => 5,
        Kind::Header(_) => 6,
        Kind::Words => 7,
        Kind::Prose => 8,
        Kind::Break => 9,
    }
}

/// How well a figure stands in a place: 集計中 may stand for a mark.
fn fitness(one: &Kind, place: &Kind) -> i32 {
    match (one, place) {
        (one, place) if look(one) == look(place) => 3,
        (Kind::Absent, Kind::Mark) => 2,
        _ => -9,
    }
}

/// Lays figures over the usual shape: the order stays, a place may be left out.
fn lay(core: &[Atom], shape: &[Kind]) -> Option<Vec<Option<Cell>>> {
    // What stands behind a whole record is of something else: the end of a page, a column of costs.
    let core = core
        .get(..shape.len())
        .filter(|core| {
            core.iter()
                .zip(shape)
                .all(|(atom, kind)| look(&atom.kind) == look(kind))
        })
        .unwrap_or(core);
    let (n, m) = (core.len().min(MOST_FIGURES), shape.len());
    // best[i][j]: how well the first i figures lie over the first j places.
    let mut best = vec![vec![0i32; m + 1]; n + 1];
    for i in 0..=n {
        for j in 0..=m {
            let at = |i: usize, j: usize| {
                best.get(i)
                    .and_then(|row| row.get(j))
                    .copied()
                    .unwrap_or(i32::MIN / 2)
            };
            let value = if i == 0 || j == 0 {
                -i32::try_from(i * 2 + j).unwrap_or(0)
            } else {
                let fit = core
                    .get(i - 1)
                    .zip(shape.get(j - 1))
                    .map_or(-9, |(atom, kind)| fitness(&atom.kind, kind));
                (at(i - 1, j - 1) + fit)
                    .max(at(i, j - 1) - 1)
                    .max(at(i - 1, j) - 2)
            };
            *best.get_mut(i)?.get_mut(j)? = value;
        }
    }
    let at = |i: usize, j: usize| {
        best.get(i)
            .and_then(|row| row.get(j))
            .copied()
            .unwrap_or(i32::MIN / 2)
    };
    let mut cells: Vec<Option<Cell>> = vec![None; m];
    let (mut i, mut j) = (n, m);
    while i > 0 && j > 0 {
        let fit = core
            .get(i - 1)
            .zip(shape.get(j - 1))
            .map_or(-9, |(atom, kind)| fitness(&atom.kind, kind));
        if at(i, j) == at(i - 1, j - 1) + fit {
            *cells.get_mut(j - 1)? = core.get(i - 1).map(Cell::from);
            (i, j) = (i - 1, j - 1);
        } else if at(i, j) == at(i, j - 1) - 1 {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    Some(cells)
}

/// The words of the columns, in order; words broken over lines are joined where the whole is a known one.
fn heads(atoms: &[Atom], range: Range<usize>) -> Vec<Head> {
    let atoms = atoms.get(range).unwrap_or(&[]);
    let begin = atoms
        .iter()
        .rposition(|atom| matches!(atom.kind, Kind::Prose | Kind::Break))
        .map_or(0, |at| at + 1);
    let mut out: Vec<Head> = Vec::new();
    let mut pending: Option<String> = None;
    let atoms: Vec<&Atom> = atoms.iter().skip(begin).collect();
    let first_header = atoms.iter().position(|atom| matches!(atom.kind, Kind::Header(_)));
    let each_leads = years_lead(&atoms);
    let leads = each_leads
        || first_header
            .and_then(|at| at.checked_sub(1))
            .and_then(|at| atoms.get(at))
            .is_some_and(|atom| atom.kind == Kind::Period);
    let mut at = 0;
    while let Some(atom) = atoms.get(at) {
        at += 1;
        match &atom.kind {
            Kind::Words => {
                let joined = atoms.get(at).map(|next| format!("{}{}", atom.text, next.text));
                if let Some(text) = joined.filter(|text| {
                    vocabulary::role(text).is_some()
                        && vocabulary::is_label(text)
                        && words::said(&atom.text).is_empty()
                }) {
                    out.push(Head::of(&text));
                    at += 1;
                } else if !out.is_empty() {
                    out.push(Head::of(&atom.text));
                }
            }
            Kind::Header(_) => {
                let text = match &pending {
                    Some(period) => format!("{period} {}", atom.text),
                    None => atom.text.clone(),
                };
                if !(each_leads && is_value_word(atom)) {
                    pending = None;
                }
                out.push(Head::of(&text));
            }
            Kind::Period if leads => pending = Some(atom.text.clone()),
            Kind::Period => match out.last_mut() {
                // 実績 H27 H28: the first year dates its word, the next ones are columns of their own.
                Some(before)
                    if before.period.is_none() && before.said.iter().any(|said| said.role.is_value()) =>
                {
                    *before = Head::of(&format!("{} {}", before.text, atom.text));
                }
                Some(before) if before.period.is_some() && !before.said.is_empty() => {
                    let word: Vec<&str> = before
                        .text
                        .split(' ')
                        .filter(|word| crate::text::era::only(word).is_none())
                        .collect();
                    let text = format!("{} {}", word.join(" "), atom.text);
                    out.push(Head::of(&text));
                }
                _ => out.push(Head::of(&atom.text)),
            },
            Kind::Unit => out.push(Head::of(&atom.text)),
            _ => {}
        }
    }
    out
}

/// R5 実績 R6 計画 実績 R7 計画: each year stands before the words that it dates, be they one or several.
fn years_lead(atoms: &[&Atom]) -> bool {
    let is_year = |at: &usize| atoms.get(*at).is_some_and(|atom| atom.kind == Kind::Period);
    let is_led = |at: usize| atoms.get(at).is_some_and(|atom| is_value_word(atom));
    let years: Vec<usize> = (0..atoms.len()).filter(is_year).collect();
    let follows_a_word = years
        .first()
        .and_then(|first| first.checked_sub(1))
        .is_some_and(is_led);
    years.len() >= 2 && !follows_a_word && years.iter().all(|at| is_led(at + 1))
}

fn is_value_word(atom: &Atom) -> bool {
    atom.said().first().is_some_and(|said| said.role.is_value())
}

/// Lays the words over the columns: in order, by what they may head.
fn lay_heads(table: &mut Proposal, heads: Vec<Head>) {
    let m = table.heads.len();
    // The words of names and numbers head no figures.
    let of_figures = |head: &Head| {
        !head.said.first().is_some_and(|said| {
            matches!(
                said.role,
                Role::Name | Role::Number | Role::Project | Role::Section
            )
        })
    };
    let mut heads = heads;
    // 指標名 … KPI(R6): a second word for names is one of what is aimed at.
    let is_name = |head: &Head| head.said.first().is_some_and(|said| said.role == Role::Name);
    for head in heads.iter_mut().filter(|head| is_name(head)).skip(1) {
        head.said = vec![Said {
            role: Role::Target,
            percent: 80,
        }];
    }
    let heads: Vec<Head> = heads.into_iter().filter(of_figures).collect();
    let fits: Vec<Vec<i32>> = heads
        .iter()
        .map(|head| (0..m).map(|column| fit(table, head, column)).collect())
        .collect();
    for (head, column) in in_order(&heads, &fits, m) {
        if let (Some(slot), Some(head)) = (table.heads.get_mut(column), heads.get(head)) {
            *slot = head.clone();
        }
    }
}

/// Which word stands over which of the `m` columns, both in order, where `fits` says how well. Words of values stand
/// side by side: one that is passed over between two others costs, in front of the first and behind the last it does
/// not.
fn in_order(heads: &[Head], fits: &[Vec<i32>], m: usize) -> Vec<(usize, usize)> {
    let n = heads.len();
    let fit_at = |i: usize, j: usize| fits.get(i).and_then(|row| row.get(j)).copied().unwrap_or(-9);
    let cost = |i: usize| match heads.get(i).and_then(|head| head.said.first()) {
        // 差: a word of figures that mean nothing here is of this table all the same, a year before it may not be.
        Some(said) if said.role == Role::Ignore => 4,
        Some(said) if said.role.is_value() => 1,
        _ => 0,
    };
    // best[i][j]: of the first i words over the first j columns, one of them at least; none yet is 0. The last of
    // those that are as good stands nearest to the figures.
    let mut best = vec![vec![i32::MIN / 2; m + 1]; n + 1];
    let at = |best: &[Vec<i32>], i: usize, j: usize| {
        best.get(i)
            .and_then(|row| row.get(j))
            .copied()
            .unwrap_or(i32::MIN / 2)
    };
    for i in 1..=n {
        for j in 1..=m {
            let value = (at(&best, i - 1, j - 1).max(0) + fit_at(i - 1, j - 1))
                .max(at(&best, i - 1, j) - cost(i - 1))
                .max(at(&best, i, j - 1));
            if let Some(cell) = best.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = value;
            }
        }
    }
    let mut out = Vec::new();
    let last = (0..=n).max_by_key(|&i| at(&best, i, m));
    let (mut i, mut j) = (last.unwrap_or(0), m);
    while i > 0 && j > 0 && at(&best, i, j) > 0 {
        let fit = fit_at(i - 1, j - 1);
        if fit > 0 && at(&best, i, j) == at(&best, i - 1, j - 1).max(0) + fit {
            out.push((i - 1, j - 1));
            (i, j) = (i - 1, j - 1);
        } else if at(&best, i, j) == at(&best, i - 1, j) - cost(i - 1) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    out
}

/// 進捗状況 over percentages is a rate, 達成度 over marks a rating.
fn rates_as_heads(table: &mut Proposal) {
    for column in 0..table.heads.len() {
        let is_rate = table.is_percentages(column);
        let is_rating = table.share(column, |cell| cell.kind == Kind::Mark) >= 60;
        let Some(head) = table.heads.get_mut(column) else {
            continue;
        };
        let role = match head.said.first().map(|said| said.role) {
            Some(Role::Status) if is_rate => Role::Rate,
            Some(Role::Rate) if is_rating => Role::Rating,
            _ => continue,
        };
        head.said = vec![Said { role, percent: 80 }];
    }
}

/// 79% → 95%: what an arrow leads to is aimed at, what it comes from is the baseline.
fn arrows_as_heads(table: &mut Proposal) {
    for column in 1..table.heads.len() {
        if table.share(column, |cell| cell.after_arrow) < 60 {
            continue;
        }
        for (at, role) in [(column - 1, Role::Baseline), (column, Role::Target)] {
            if let Some(head) = table.heads.get_mut(at) {
                head.said = vec![Said { role, percent: 85 }];
            }
        }
    }
}

/// How well a header word stands over a column.
fn fit(table: &Proposal, head: &Head, column: usize) -> i32 {
    let first = head.said.first().map(|said| said.role);
    let units = table.share(column, |cell| cell.kind == Kind::Unit) >= 60;
    let marks = table.share(column, |cell| matches!(cell.kind, Kind::Mark)) >= 60;
    let arrows = table.share(column, |cell| cell.kind == Kind::Arrow) >= 60;
    let periods = table.share(column, |cell| cell.kind == Kind::Period) >= 60;
    let numbers = table.is_numbers(column);
    let percentages = table.is_percentages(column);
    match first {
        Some(Role::Unit) if units => 8,
        Some(Role::Direction) if arrows => 8,
        // 進捗状況 over percentages is a rate.
        Some(Role::Status) if percentages => 8,
        Some(Role::Rating | Role::Overall | Role::Status) if marks => 8,
        Some(Role::TargetYear | Role::BaselineYear) if periods => 8,
        // 目標月 over H28.3.
        Some(Role::Target | Role::Baseline) if periods && head.text.ends_with(['月', '年', '期']) => 8,
        // 達成度 over ◎ and ○.
        Some(Role::Rate) if marks => 6,
        Some(Role::Rate) => match (numbers, percentages) {
            (true, true) => 9,
            (true, false) => 4,
            _ => -9,
        },
        Some(role) if role.is_value() && numbers => 7,
        Some(Role::Ignore) | None if numbers => {
            if head.period.is_some() {
                5
            } else {
                2
            }
        }
        _ => -9,
    }
}

/// (単位:千円) above the table.
fn unit_of_all(atoms: &[Atom], head: Range<usize>) -> Option<String> {
    let mut units = atoms.get(head).unwrap_or(&[]).iter();
    units.find_map(|atom| unit::captioned(&atom.text).filter(|unit| !unit.is_empty()))
}
