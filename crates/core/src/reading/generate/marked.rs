//! Running text whose figures have their word in brackets before them:
//!
//! ```text
//! ○ 相談件数／就職者数：【目標値】－／200人 【実績】2,167件／183人 … ○ 認証企業数：【目標値】90社 【実績】128社
//! ・企業の誘致件数 （目標） アジア 12件 欧米 3件 （実績） アジア 14件 欧米 1件
//! ```
//! The name stands behind the last bullet. What follows a figure is prose.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::layout::role::Role;
use crate::reading::generate::{cells, stack};
use crate::reading::proposal::{Cell, Head, Proposal, Record};
use crate::reading::words;
use crate::text::{fold, heading, value};
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::Sheet;

/// The columns, in their order.
const ROLES: [Role; 3] = [Role::Target, Role::Actual, Role::Rate];
/// How surely a word in brackets says what follows it.
const PERCENT: u8 = 88;
/// The longest word in brackets, and the longest name.
const LONGEST_WORD: usize = 12;
const LONGEST_NAME: usize = 80;

/// Every such record of the sheet.
pub fn propose(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Option<Proposal> {
    let mut records = Vec::new();
    let mut rows = BTreeSet::new();
    for (row, line) in sheet.rows.iter().enumerate().filter(|(row, _)| is_free(*row)) {
        for (column, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.covered) {
            let piece = |range: &Range<usize>| Piece {
                row,
                column,
                from: range.start,
                to: range.end,
            };
            let found = groups(&cell.text);
            let own = found.iter().flat_map(|group| group.records(&cell.text, piece));
            let n = records.len();
            records.extend(own);
            if records.len() > n {
                rows.insert(row);
            }
        }
    }
    (!records.is_empty()).then(|| Proposal {
        generator: "marked",
        heads: ROLES.map(|role| Head::meaning(role, PERCENT)).into(),
        records,
        rows,
        unit: None,
        drawn: None,
        penalty: 20,
    })
}

/// A word that says what follows it.
struct Label {
    role: Role,
    range: Range<usize>,
}

/// A name with what is said of it.
struct Group {
    name: Range<usize>,
    /// Roles, and where what they say stands.
    said: Vec<(Role, Range<usize>)>,
}

fn groups(text: &str) -> Vec<Group> {
    let labels = labels(text);
    let bullets = bullets(text);
    let mut out: Vec<Group> = Vec::new();
    let mut end = 0;
    for (index, label) in labels.iter().enumerate() {
        let next = labels.get(index + 1).map_or(text.len(), |next| next.range.start);
        let bullet = bullets.iter().copied().find(|at| *at >= label.range.end);
        let value = label.range.end..next.min(bullet.unwrap_or(next));
        let begins = item(text, &bullets, end..label.range.start);
        match out.last_mut() {
            Some(group) if begins.is_none() && group.said.iter().all(|(role, _)| *role != label.role) => {
                group.said.push((label.role, value.clone()));
            }
            _ => {
                let own = begins.unwrap_or(end..label.range.start);
                out.extend(name(text, own).map(|name| Group {
                    name,
                    said: vec![(label.role, value.clone())],
                }));
            }
        }
        end = value.end;
    }
    out
}

/// The item of a list that names what follows: the last one, or the one before it that ends with a colon, of which the
/// others tell more: ○参加者数： ①周知を進める 【目標値】….
fn item(text: &str, bullets: &[usize], range: Range<usize>) -> Option<Range<usize>> {
    let own: Vec<usize> = bullets.iter().copied().filter(|at| range.contains(at)).collect();
    let ends = own.iter().copied().skip(1).chain([range.end]);
    let items: Vec<Range<usize>> = own.iter().copied().zip(ends).map(|(from, to)| from..to).collect();
    let announces = |item: &&Range<usize>| {
        let own = text.get((*item).clone()).unwrap_or("");
        own.trim_end().ends_with([':', '：'])
    };
    items.iter().rfind(announces).or(items.last()).cloned()
}

/// 【目標値】, （実績）: words in brackets for what is aimed at, what was reached and its rate.
fn labels(text: &str) -> Vec<Label> {
    let opens = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '【' | '（' | '(' | '〔' | '［' | '['));
    opens
        .filter_map(|(from, open)| {
            let inner_from = from + open.len_utf8();
            let rest = text.get(inner_from..)?;
            let (length, close) = rest
                .char_indices()
                .take(LONGEST_WORD + 1)
                .find(|(_, c)| matches!(c, '】' | '）' | ')' | '〕' | '］' | ']'))?;
            let said = words::said(rest.get(..length)?);
            let role = match said.first().filter(|said| said.percent >= 60)?.role {
                Role::FinalTarget => Role::Target,
                role if ROLES.contains(&role) => role,
                _ => return None,
            };
            Some(Label {
                role,
                range: from..inner_from + length + close.len_utf8(),
            })
        })
        .collect()
}

/// Where an item of a list begins: a bullet at the start, or behind a blank.
fn bullets(text: &str) -> Vec<usize> {
    let is_mark = |c: char| heading::is_bullet(c) && c != '※' || heading::is_circled(c);
    let mut before = ' ';
    let mut out = Vec::new();
    for (at, c) in text.char_indices() {
        if is_mark(c) && before.is_whitespace() {
            out.push(at);
        }
        before = c;
    }
    out
}

/// Where the name stands in what comes before its first word in brackets.
fn name(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(range.clone())?;
    // Without a bullet, behind the last sentence or line.
    let lead = whole.rfind(['。', '\n']).map_or(0, |at| {
        at + whole
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8)
    });
    let own = whole.get(lead..)?;
    let is_outer = |c: char| c.is_whitespace() || heading::is_bullet(c) || heading::is_circled(c);
    let start = range.start + lead + own.len() - own.trim_start_matches(is_outer).len();
    let end = range.start
        + whole
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
            .len();
    let name = text.get(start..end)?;
    let is_name = (2..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().any(fold::is_japanese);
    is_name.then_some(start..end)
}

impl Group {
    /// Its records: one, or one for each part of its name or each group of its figures.
    fn records(&self, text: &str, piece: impl Fn(&Range<usize>) -> Piece) -> Vec<Record> {
        let name = text.get(self.name.clone()).unwrap_or("");
        let of = |role: Role| {
            self.said
                .iter()
                .find(|(said, _)| *said == role)
                .map(|(_, range)| range)
        };
        let (Some(target), Some(actual)) = (of(Role::Target), of(Role::Actual)) else {
            return Vec::new();
        };
        let named = |text: String| cells::words(text, piece(&self.name));
        let both = [target, actual].map(|range| stack::labelled(text, range.clone()));
        if let [Some(targets), Some(actuals)] = &both {
            let pairs = targets.iter().filter_map(|(label, target)| {
                let (_, actual) = actuals.iter().find(|(other, _)| other == label)?;
                Some((
                    format!("{name}（{label}）"),
                    [Some(target.clone()), Some(actual.clone()), None],
                ))
            });
            return pairs
                .map(|(name, cells)| record(text, named(name), cells, &piece))
                .collect();
        }
        let figures = ROLES.map(|role| figure(text, of(role)?));
        let parts: Vec<String> = parts(name);
        let [target, actual, _] = &figures;
        let split =
            [target, actual].map(|range| range.as_ref().map_or(Vec::new(), |range| slashed(text, range)));
        if parts.len() > 1 && split.iter().all(|split| split.len() == parts.len()) {
            let [targets, actuals] = &split;
            let each = parts.into_iter().zip(targets.iter().zip(actuals));
            return each
                .map(|(name, (target, actual))| {
                    record(
                        text,
                        named(name),
                        [Some(target.clone()), Some(actual.clone()), None],
                        &piece,
                    )
                })
                .collect();
        }
        let is_read = |range: &Option<Range<usize>>| {
            let own = range.clone().and_then(|range| text.get(range));
            own.is_some_and(|own| value::parse(own).value.is_some())
        };
        if figures.iter().take(2).any(is_read) && figures.iter().take(2).all(Option::is_some) {
            vec![record(text, named(name.to_owned()), figures, &piece)]
        } else {
            Vec::new()
        }
    }
}

fn record(
    text: &str,
    name: Cell,
    figures: [Option<Range<usize>>; 3],
    piece: &impl Fn(&Range<usize>) -> Piece,
) -> Record {
    let of = |range: &Option<Range<usize>>| {
        let range = range.as_ref()?;
        Some(cells::of(text.get(range.clone())?, piece(range)))
    };
    Record {
        section: Vec::new(),
        name: vec![name],
        cells: figures.iter().map(of).collect(),
    }
}

/// The figure that what is said begins with: to the first blank outside of brackets, with brackets right behind it.
fn figure(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let own = text.get(range.clone())?;
    let is_outer = |c: char| c.is_whitespace() || matches!(c, ':' | '：');
    let lead = own.len() - own.trim_start_matches(is_outer).len();
    let rest = own.get(lead..)?;
    let mut depth = 0_usize;
    let mut end = rest.len();
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '、' | '。' => {
                end = at;
                break;
            }
            _ if c.is_whitespace() => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let start = range.start + lead;
    (end > 0).then_some(start..start + end)
}

/// 応援室 相談件数／就職者数: a name for each, with what stands before them.
fn parts(name: &str) -> Vec<String> {
    let (head, last) = name.rsplit_once(char::is_whitespace).unwrap_or(("", name));
    let of = |part: &str| format!("{head} {part}").trim().to_owned();
    last.split(['／', '/']).map(of).collect()
}

/// －／200人: the figures between strokes.
fn slashed(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let own = text.get(range.clone()).unwrap_or("");
    let mut from = range.start;
    let mut out = Vec::new();
    for part in own.split(['／', '/']) {
        out.push(from..from + part.len());
        let stroke = text.get(from + part.len()..).and_then(|rest| rest.chars().next());
        from += part.len() + stroke.map_or(0, char::len_utf8);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::{Cell as SheetCell, Row};

    fn read(text: &str) -> Vec<(String, Vec<String>)> {
        let sheet = Sheet {
            rows: vec![Row {
                line: 1,
                cells: vec![SheetCell::new(text)],
                tabular: false,
            }],
            ..Sheet::default()
        };
        let Some(table) = propose(&sheet, |_| true) else {
            return Vec::new();
        };
        let text_of = |cell: &Option<Cell>| cell.as_ref().map_or(String::new(), |cell| cell.text.clone());
        let of = |record: &Record| {
            let name = record
                .name
                .first()
                .map_or(String::new(), |cell| cell.text.clone());
            (name, record.cells.iter().map(text_of).collect())
        };
        table.records.iter().map(of).collect()
    }

    #[test]
    fn words_in_brackets_say_what_follows_them() {
        let check = |text: &str, expected: &[(&str, [&str; 3])]| {
            let expected = expected.iter().map(|(name, cells)| {
                (
                    (*name).to_owned(),
                    cells.iter().map(|cell| (*cell).to_owned()).collect(),
                )
            });
            assert_eq!(read(text), expected.collect::<Vec<_>>(), "{text}");
        };
        check(
            "1 雇用 ○認証企業数： 【目標値】 90社 【実績】128社 ○見学会の参加者：【目標値】80人【実績】57人（うち女性14人） 順調である。",
            &[
                ("認証企業数", ["90社", "128社", ""]),
                ("見学会の参加者", ["80人", "57人（うち女性14人）", ""]),
            ],
        );
        check(
            "○しごと相談室 相談件数／就職者数： 【目標値】－／200人 【実績】2,167件／183人（R7.12末） 引き続き支援する",
            &[
                ("しごと相談室 相談件数", ["－", "2,167件", ""]),
                ("しごと相談室 就職者数", ["200人", "183人（R7.12末）", ""]),
            ],
        );
        check(
            "・企業の誘致件数 （目標） アジア 12件（R6） 欧米 3件（R6） （実績） アジア 14件（R6） 欧米 1件（R6）",
            &[
                ("企業の誘致件数（アジア）", ["12件（R6）", "14件（R6）", ""]),
                ("企業の誘致件数（欧米）", ["3件（R6）", "1件（R6）", ""]),
            ],
        );
        check(
            "○認証を受けた企業数： ①周知を進める。 ②訪問する 【目標値】38社 【実績】52社 訪問を強める",
            &[("認証を受けた企業数", ["38社", "52社", ""])],
        );
        check(
            "修了者数（実績）45人（目標）50人（達成率）90%",
            &[("修了者数", ["50人", "45人", "90%"])],
        );
    }

    #[test]
    fn brackets_of_other_words_say_nothing() {
        for text in [
            "【建設業】就職者数 20人 【林業】就職者数 3人",
            "講座（全5回）の参加者（延べ）は120人",
            "【目標】を上回る成果があった。【実績】は別紙のとおり。",
            "参加者数【目標値】100人",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
