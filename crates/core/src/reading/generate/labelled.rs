//! Words that say what the figure behind them is: `目標数 12 移行者数 3 達成率 25%`, `実績 X／目標 Y（達成率 Z%）`, and a
//! series behind each word: `見込み量 1810 1900 / 実績値 1764 1933`, dated by the years above.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::kpi::Period;
use crate::layout::role::Role;
use crate::reading::atom::{self, Atom, Kind};
use crate::reading::proposal::{self, Cell, Head, Proposal, Record};
use crate::reading::words::{self, Said};
use crate::text::{era, fold};

/// The longest series behind a word.
const LONGEST_SERIES: usize = 12;

/// A label with the figures behind it.
#[derive(Clone, Debug)]
struct Entry {
    label: usize,
    said: Vec<Said>,
    values: Range<usize>,
}

/// What belongs to one name.
#[derive(Clone, Debug)]
struct Block {
    name: Vec<usize>,
    /// A word says that it is the name: 指標名.
    is_called: bool,
    qualifier: Vec<usize>,
    /// The year that stands between the qualifier and the first label: 第1期 期間 H18～H20.
    period: Option<usize>,
    entries: Vec<Entry>,
}

/// Every stretch of labels with figures behind them.
pub fn propose(atoms: &[Atom]) -> Vec<Proposal> {
    let repeated = repeated_words(atoms);
    let mut blocks = blocks(atoms, &repeated);
    blocks.retain(|block| !block.name.is_empty() && block.entries.iter().any(|entry| is_aim(&entry.said)));
    let mut out = Vec::new();
    let mut rest = &blocks[..];
    while let Some(first) = rest.first() {
        let n = rest
            .iter()
            .take_while(|block| alike(atoms, first, block))
            .count()
            .max(1);
        let (run, others) = rest.split_at(n.min(rest.len()));
        out.extend(table(atoms, run));
        rest = others;
    }
    out
}

fn is_aim(said: &[Said]) -> bool {
    said.iter()
        .any(|said| matches!(said.role, Role::Target | Role::FinalTarget | Role::Actual))
}

/// Words that stand right before a single figure three times or more: labels, though no dictionary knows them.
fn repeated_words(atoms: &[Atom]) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for pair in atoms.windows(2) {
        if let [word, number] = pair
            && word.kind == Kind::Words
            && number.is_value()
        {
            *seen.entry(label_text(&word.text)).or_default() += 1;
        }
    }
    seen.into_iter()
        .filter(|(word, n)| *n >= 3 && word.chars().count() <= 12)
        .map(|(word, _)| word)
        .collect()
}

fn label_text(text: &str) -> String {
    let squeezed = fold::squeeze(text);
    squeezed.split('(').next().unwrap_or("").to_owned()
}

/// The figures right behind a word; the unit of a header word's figures may stand between: 目標値 団体 200 250.
fn series(atoms: &[Atom], word: usize) -> Range<usize> {
    let kind = |at: usize| atoms.get(at).map(|atom| &atom.kind);
    let has_unit = matches!(kind(word), Some(Kind::Header(_)))
        && kind(word + 1) == Some(&Kind::Unit)
        && kind(word + 2) == Some(&Kind::Number);
    let first = word + 1 + usize::from(has_unit);
    let mut end = first;
    while end - word <= LONGEST_SERIES
        && atoms
            .get(end)
            .is_some_and(|atom| atom.is_value() || matches!(atom.kind, Kind::Arrow))
    {
        end += 1;
    }
    first..end
}

fn blocks(atoms: &[Atom], repeated: &BTreeSet<String>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let mut words: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut heading: Vec<usize> = Vec::new();
    // (1)登録者数: the last heading with a number, and the year behind the words before a label.
    let mut counted: Option<usize> = None;
    let mut period: Option<usize> = None;
    // Behind 指標名 the name stays, whatever is told of it before its figures.
    let mut is_pinned = false;
    while let Some(atom) = atoms.get(at) {
        let Range { start: first, end } = series(atoms, at);
        let has_values = end > first;
        let label = match &atom.kind {
            Kind::Header(said) if said.iter().any(|said| said.role.is_value()) => Some(said.clone()),
            Kind::Words if has_values && repeated.contains(&label_text(&atom.text)) && open.is_some() => {
                Some(words::said(&atom.text))
            }
            _ => None,
        };
        match label {
            Some(said) if has_values => {
                let entry = Entry {
                    label: at,
                    said,
                    values: first..end,
                };
                let same = |other: &Entry| {
                    label_text(text(atoms, other.label)) == label_text(&atom.text)
                        && fold::squeeze(text(atoms, other.label)) == fold::squeeze(&atom.text)
                };
                let is_again = open
                    .as_ref()
                    .is_some_and(|block: &Block| block.entries.iter().any(same));
                let named = !words.is_empty();
                if named || is_again || open.is_none() {
                    out.extend(open.take());
                    let own = std::mem::take(&mut words);
                    let is_qualifier = own.iter().all(|&at| is_qualifier(text(atoms, at)));
                    let (name, qualifier) = named_by(atoms, own, &heading, counted);
                    if !is_qualifier {
                        heading.clone_from(&name);
                    }
                    open = Some(Block {
                        name,
                        is_called: std::mem::take(&mut is_pinned),
                        period: period.filter(|_| !qualifier.is_empty()),
                        qualifier,
                        entries: Vec::new(),
                    });
                }
                if let Some(block) = &mut open {
                    block.entries.push(entry);
                }
                at = end;
                period = None;
                continue;
            }
            _ => {}
        }
        match &atom.kind {
            Kind::Period => period = Some(at),
            Kind::Prose | Kind::Words if is_pinned && !words.is_empty() && !has_values => {}
            Kind::Break | Kind::Prose => {
                is_pinned = false;
                out.extend(open.take());
                words.clear();
                heading.clear();
            }
            Kind::Words if has_values => {
                // Words with figures that no label introduces.
                is_pinned = false;
                words = if is_period_label(&atom.text) {
                    words
                } else {
                    vec![at]
                };
                at = end;
                continue;
            }
            Kind::Words => {
                period = None;
                if is_counted_name(&atom.text) {
                    counted = Some(at);
                }
                push_word(&mut words, at, atom);
            }
            Kind::Item if !words.is_empty() => words.clear(),
            // 区分 X: the name stands behind the word for it.
            Kind::Header(said) if !said.iter().any(|said| said.role.is_value()) => {
                let is_name = said.iter().any(|said| said.role == Role::Name);
                if is_name || !is_pinned {
                    words.clear();
                }
                is_pinned |= is_name;
            }
            _ => {}
        }
        at += 1;
    }
    out.extend(open);
    out
}

/// The name of a block and what qualifies it, by the words before its first label. A term of a plan is no name: without
/// a heading before it its figures have none.
fn named_by(
    atoms: &[Atom],
    own: Vec<usize>,
    heading: &[usize],
    counted: Option<usize>,
) -> (Vec<usize>, Vec<usize>) {
    let are = |is: fn(&str) -> bool| own.iter().all(|&at| is(text(atoms, at)));
    if are(is_qualifier) && !heading.is_empty() {
        (heading.to_vec(), own)
    } else if !own.is_empty() && are(is_term) {
        (counted.into_iter().collect(), own)
    } else {
        (own, Vec::new())
    }
}

/// Words before a label may be its name; a new line or list mark begins another one.
fn push_word(words: &mut Vec<usize>, at: usize, atom: &Atom) {
    let marks = ['≪', '※', '【', '■', '●', '○', '・', '(', '（', '<'];
    let begins = atom.text.starts_with(marks);
    let is_label = is_period_label(&atom.text) || atom.text.contains('≪') || atom.text.contains('順');
    if atom.after_blank || words.len() >= 4 || begins {
        words.clear();
    }
    if !is_label {
        words.push(at);
    }
}

fn text(atoms: &[Atom], at: usize) -> &str {
    atoms.get(at).map_or("", |atom| atom.text.as_str())
}

/// 期間: no name.
fn is_period_label(text: &str) -> bool {
    matches!(fold::squeeze(text).as_str(), "期間" | "備考")
}

/// (1)登録者数: a heading with a number that names an indicator.
fn is_counted_name(text: &str) -> bool {
    atom::counted(&fold::squeeze(text)).is_some_and(|(_, name)| super::names_indicator(name))
}

/// 第1期: a term of a plan.
fn is_term(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    squeezed.ends_with('期') && atom::is_ordinal(&squeezed) || is_period_label(text)
}

/// 第1期, 全体: what tells rows of one indicator apart, no name of its own.
fn is_qualifier(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    let counted = squeezed
        .strip_prefix('第')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    counted || is_period_label(text) || matches!(squeezed.as_str(), "全体" | "男性" | "女性" | "男" | "女")
}

/// Both blocks have the same labels with as many figures.
fn alike(atoms: &[Atom], one: &Block, other: &Block) -> bool {
    let key = |block: &Block| -> Vec<(Option<Role>, String)> {
        block
            .entries
            .iter()
            .map(|entry| {
                let role = entry.said.first().map(|said| said.role);
                (
                    role,
                    if role.is_none() {
                        label_text(text(atoms, entry.label))
                    } else {
                        String::new()
                    },
                )
            })
            .collect()
    };
    key(one) == key(other)
}

/// The unit between the first word and its figures.
fn unit<'a>(atoms: &'a [Atom], block: &Block) -> Option<&'a Atom> {
    let entry = block.entries.first()?;
    let atom = atoms.get(entry.label + 1)?;
    (atom.kind == Kind::Unit).then_some(atom)
}

/// Blocks of the same labels as a table: a column for each label, or for each label and year.
fn table(atoms: &[Atom], blocks: &[Block]) -> Option<Proposal> {
    let first = blocks.first()?;
    let first_atom = first.name.first().copied()?;
    let first_label = first.entries.first()?.label;
    let widths: Vec<usize> = (0..first.entries.len())
        .map(|index| {
            blocks
                .iter()
                .filter_map(|block| block.entries.get(index))
                .map(|entry| entry.values.len())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let n_years = widths.iter().copied().max().unwrap_or(0);
    // Behind a name that is called so, its years; with a target for each, none is that of a starting point.
    let aims = first.entries.iter().zip(&widths);
    let mut aims = aims.filter(|(entry, _)| words::percent(&entry.said, Role::Target) > 0);
    let is_full = aims.any(|(_, width)| *width == n_years);
    let before = if is_full && first.is_called {
        first_label
    } else {
        first_atom
    };
    let years = if n_years > 1 {
        years_before(atoms, before, n_years)
    } else {
        Vec::new()
    };
    let mut heads: Vec<Head> = Vec::new();
    let behind = dated(blocks).filter(|_| n_years == 1);
    let is_dated = |at: usize| behind == Some(at);
    for (at, (entry, width)) in first.entries.iter().zip(&widths).enumerate() {
        for index in 0..*width {
            let label = text(atoms, entry.label);
            let mut head = Head::of(label);
            if let Some((text, period)) = years.get(index).filter(|_| head.period.is_none()) {
                head.text = format!("{} {text}", head.text);
                head.period = Some(*period);
            }
            if head.said.is_empty() {
                head.said.clone_from(&entry.said);
            }
            heads.push(head);
        }
        if is_dated(at) {
            heads.push(Head::default());
        }
    }
    let has_units = blocks.iter().any(|block| unit(atoms, block).is_some());
    if has_units {
        heads.push(Head::of("単位"));
    }
    let mut records = Vec::new();
    let mut rows = BTreeSet::new();
    for block in blocks {
        let mut cells: Vec<Option<Cell>> = Vec::new();
        for (at, (entry, width)) in block.entries.iter().zip(&widths).enumerate() {
            let values: Vec<usize> = entry
                .values
                .clone()
                .filter(|&at| atoms.get(at).is_some_and(Atom::is_value))
                .collect();
            cells.extend(
                (0..*width).map(|index| values.get(index).and_then(|&at| atoms.get(at)).map(Cell::from)),
            );
            if is_dated(at) {
                cells.push(block.period.and_then(|at| atoms.get(at)).map(Cell::from));
            }
        }
        if has_units {
            cells.push(unit(atoms, block).map(Cell::from));
        }
        let name: Vec<Cell> = block
            .name
            .iter()
            .chain(&block.qualifier)
            .filter_map(|&at| atoms.get(at))
            .filter(|atom| fold::squeeze(&atom.text) != "備考")
            .map(Cell::from)
            .collect();
        let used = block
            .entries
            .iter()
            .flat_map(|entry| entry.label..entry.values.end);
        let used = block.name.iter().copied().chain(used);
        rows.extend(proposal::rows_of(used.filter_map(|at| atoms.get(at))));
        records.push(Record {
            section: Vec::new(),
            name,
            cells,
        });
    }
    Some(Proposal {
        generator: "labels",
        heads,
        records,
        rows,
        unit: None,
        drawn: None,
        penalty: penalty(atoms, blocks),
    })
}

/// Behind which label the year of a term stands: behind that of what was reached in it.
fn dated(blocks: &[Block]) -> Option<usize> {
    let is_aim = |entry: &Entry| words::percent(&entry.said, Role::Target) > 0;
    let has_terms = blocks.iter().any(|block| block.period.is_some());
    let mut entries = blocks.first()?.entries.iter();
    entries.position(|entry| !is_aim(entry)).filter(|_| has_terms)
}

/// What it costs that the words may stand behind their figures: 212 230 実績値 … 196 目標値.
fn penalty(atoms: &[Atom], blocks: &[Block]) -> i32 {
    let is_value = |at: Option<usize>| at.and_then(|at| atoms.get(at)).is_some_and(Atom::is_value);
    // H24 33.7 計画 36.0: what has a year of its own is no figure of the word behind it.
    let is_dated = |at: Option<usize>| {
        let before = at.and_then(|at| atoms.get(at.checked_sub(1)?));
        before.is_some_and(|atom| atom.period().is_some())
    };
    let first = blocks.first();
    let before = first.and_then(|block| block.entries.first()?.label.checked_sub(1));
    let last = blocks.last().and_then(|block| block.entries.last());
    let behind = last.and_then(|entry| atoms.get(entry.values.end));
    let dangles = behind.is_some_and(|atom| atom.said().iter().any(|said| said.role.is_value()));
    let before_name = first.and_then(|block| block.name.first()?.checked_sub(2));
    if is_value(before) && !is_dated(before) || dangles && is_value(before_name) {
        500
    } else {
        40
    }
}

/// The last run of as many years before the first word.
fn years_before(atoms: &[Atom], before: usize, n: usize) -> Vec<(String, Period)> {
    let mut run: Vec<(String, Period)> = Vec::new();
    let mut best: Vec<(String, Period)> = Vec::new();
    for atom in atoms.get(..before).unwrap_or(&[]) {
        // ≪H27年度、H28年度の順≫: the order of years in a sentence.
        if matches!(atom.kind, Kind::Words | Kind::Prose) && atom.text.contains('順') {
            let folded = fold::fold(&atom.text);
            let years: Vec<(String, Period)> = era::find(&folded)
                .iter()
                .map(|found| {
                    (
                        folded.get(found.start..found.end).unwrap_or("").to_owned(),
                        found.period,
                    )
                })
                .collect();
            if years.len() >= 2 {
                best = years;
                run.clear();
                continue;
            }
        }
        match atom.period() {
            Some(period) => run.push((fold::fold(&atom.text), period)),
            // 基準値 H27 H28 目標値 H31: words between the years do not part them.
            None if matches!(atom.kind, Kind::Header(_)) && !run.is_empty() => {}
            None => {
                if run.len() >= 2 {
                    best = std::mem::take(&mut run);
                }
                run.clear();
            }
        }
    }
    if run.len() >= 2 {
        best = run;
    }
    // A figure more than years is one by the side.
    if best.len() + 1 >= n {
        best.drain(..).take(n).collect()
    } else {
        Vec::new()
    }
}
