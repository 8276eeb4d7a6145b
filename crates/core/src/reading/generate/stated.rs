//! Sentences that state what was aimed at and what was reached: 加盟店舗数は250店舗の目標に対し実績が263店舗,
//! 新規就農者数(目標値・300人)が318人.
//!
//! Only figures that a word binds are taken as targets; the figure that the sentence holds against one is its result. All
//! that a text states is one table, which is asked about and never read by itself.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::layout::role::Role;
use crate::reading::atom::{self, Kind};
use crate::reading::generate::names_indicator;
use crate::reading::proposal::{Cell, Head, Proposal, Record};
use crate::text::fold;
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::Sheet;

/// What a table of statements is short of one with a header, in hundredths of a nat: it is always asked.
const PENALTY: i32 = 600;
/// Characters of a name, between a word and its figure, and of a unit.
const LONGEST_NAME: usize = 40;
const NEAR: usize = 14;
const LONGEST_UNIT: usize = 8;
/// A name stands at most so many characters before its figures.
const REACH: usize = 200;
/// A line of running text that goes on in the next one is at least so long.
const WRAPPED: usize = 20;
/// Texts of more characters are not looked through.
const MOST: usize = 200_000;

const TARGET: &[&str] = &["目標値", "目標", "計画値"];
const ACTUAL: &[&str] = &["実績値", "実績", "直近値", "最新値", "最終値", "現状値", "結果"];
/// What makes the figure before it one that is aimed at.
const AIMED: &[&str] = &[
    "の目標",
    "を目標",
    "に対し",
    "を目指",
    "とする目標",
    "と見込",
    "以上とする",
    "以下とする",
];
const REACHED: &[&str] = &["の実績", "となり", "となっ", "にとどま", "になりまし", "に達し"];
/// A figure before these is a difference, not a result.
const DIFFERENCE: &[&str] = &["上回", "下回", "増", "減", "の差", "多", "少な"];
const ENDS_NAME: &[char] = &[
    'は', 'が', 'を', 'の', 'に', 'で', '、', '(', ':', '」', '』', '】', '\n', ' ',
];
const BEFORE_NAME: &[char] = &[
    '、', '。', '\n', '「', '『', '【', ':', ')', '・', '★', '●', '○', '•', '⇒', '→', '/', '>',
];

/// What the running text of the sheet states.
pub fn propose(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Option<Proposal> {
    let mut rows = BTreeSet::new();
    let mut records: Vec<Record> = Vec::new();
    let mut said = BTreeSet::new();
    for text in texts(sheet, is_free) {
        let sentences = text.sentences().into_iter();
        for record in sentences.flat_map(|sentence| text.statements(sentence)) {
            // The same is often said again.
            if said.insert(says(&record)) {
                let cells = record.name.iter().chain(record.cells.iter().flatten());
                rows.extend(cells.flat_map(|cell| cell.pieces.iter().map(|piece| piece.row)));
                records.push(record);
            }
        }
    }
    let head = |role: Role| Head::meaning(role, 90);
    (!records.is_empty()).then(|| Proposal {
        generator: "stated",
        heads: vec![head(Role::Target), head(Role::Actual)],
        records,
        rows,
        unit: None,
        drawn: None,
        penalty: PENALTY,
    })
}

/// Name and figures of a statement.
fn says(record: &Record) -> Vec<String> {
    let cells = record.name.iter().chain(record.cells.iter().flatten());
    cells.map(|cell| fold::squeeze(&cell.text)).collect()
}

/// Running text with the place of each character.
#[derive(Default)]
struct Text {
    /// Folded one by one: full-width letters and digits are plain ones.
    chars: Vec<char>,
    /// Row, column, and the first and last byte of each.
    places: Vec<(usize, usize, usize, usize)>,
    /// Characters since the last line that ended by itself.
    since_break: usize,
}

/// A figure in a text.
#[derive(Clone, Debug)]
struct Figure {
    at: Range<usize>,
    role: Option<Role>,
}

/// Stretches of lines; a line that was broken goes on in the next.
fn texts(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Text> {
    let mut out = vec![Text::default()];
    let mut n_chars = 0;
    for (row, cells) in sheet.rows.iter().enumerate() {
        if cells.is_blank() || !is_free(row) {
            out.push(Text::default());
            continue;
        }
        let Some(text) = out.last_mut() else { break };
        for (column, cell) in cells
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.covered && !cell.is_blank())
        {
            if n_chars > MOST {
                return out;
            }
            n_chars += text.push(row, column, &cell.text);
        }
    }
    out
}

impl Text {
    /// Adds a line; returns how many characters.
    fn push(&mut self, row: usize, column: usize, line: &str) -> usize {
        let before = self.chars.len();
        let is_bulleted = line.trim_start().starts_with([
            '・', '-', '*', '●', '○', '◎', '■', '★', '⇒', '→', '•', '#', '(', '（',
        ]);
        if self.since_break > 0
            && (self.since_break < WRAPPED || is_bulleted || self.chars.last() == Some(&'。'))
        {
            self.chars.push('\n');
            self.places.push((row, column, 0, 0));
            self.since_break = 0;
        }
        for (at, c) in line.char_indices() {
            self.chars
                .push(if c == '\u{3000}' { ' ' } else { fold::half_width(c) });
            self.places.push((row, column, at, at + c.len_utf8()));
        }
        let n = self.chars.len() - before;
        self.since_break += n;
        n
    }

    /// The stretches between full stops.
    fn sentences(&self) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = 0;
        for (at, c) in self.chars.iter().enumerate() {
            if *c == '。' {
                out.push(start..at);
                start = at + 1;
            }
        }
        out.push(start..self.chars.len());
        out
    }

    fn text(&self, at: Range<usize>) -> String {
        self.chars.get(at).unwrap_or(&[]).iter().collect()
    }

    fn cell(&self, at: Range<usize>) -> Option<Cell> {
        let text = self.text(at.clone());
        let mut pieces: Vec<Piece> = Vec::new();
        for &(row, column, from, to) in self.places.get(at)? {
            match pieces.last_mut() {
                Some(last) if last.row == row && last.column == column => last.to = to,
                _ => pieces.push(Piece {
                    row,
                    column,
                    from,
                    to,
                }),
            }
        }
        let (kind, point) = atom::kind(&text);
        Some(Cell {
            kind,
            text,
            pieces,
            point,
            after_arrow: false,
        })
    }

    /// The targets of a sentence, each with its result and its name.
    fn statements(&self, sentence: Range<usize>) -> Vec<Record> {
        let figures = self.figures(sentence.clone());
        let mut out = Vec::new();
        let mut from = sentence.start;
        for (index, target) in figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| figure.role == Some(Role::Target))
        {
            let Some(actual) = self.result_of(&figures, index) else {
                continue;
            };
            let first = target.at.start.min(actual.at.start);
            let name = self.name(from.max(first.saturating_sub(REACH))..first);
            from = target.at.end.max(actual.at.end);
            let cells = vec![self.cell(target.at.clone()), self.cell(actual.at.clone())];
            let are_figures = cells
                .iter()
                .all(|cell| cell.as_ref().is_some_and(|cell| cell.kind == Kind::Number));
            if let Some(name) = name.and_then(|at| self.cell(at)).filter(|_| are_figures) {
                out.push(Record {
                    section: Vec::new(),
                    name: vec![name],
                    cells,
                });
            }
        }
        out
    }

    /// What is held against a target: the figure called so that is nearest, else the next one of the same unit.
    fn result_of<'a>(&self, figures: &'a [Figure], target: usize) -> Option<&'a Figure> {
        let aimed = figures.get(target)?;
        let unit = self.unit(aimed);
        let behind = figures
            .iter()
            .skip(target + 1)
            .take_while(|figure| figure.role != Some(Role::Target));
        let before = figures
            .iter()
            .take(target)
            .rev()
            .take_while(|figure| figure.role != Some(Role::Target));
        let called = |figure: &&&Figure| figure.role == Some(Role::Actual) && self.unit(figure) == unit;
        let alike = |figure: &&&Figure| figure.role.is_none() && self.unit(figure) == unit;
        let behind: Vec<&Figure> = behind.collect();
        let before: Vec<&Figure> = before.collect();
        // 3.0%(目標10%).
        let beside = before.first().filter(|figure| {
            let between = self.text(figure.at.end..aimed.at.start);
            alike(figure) && between.starts_with('(') && between.chars().count() <= NEAR
        });
        let mut found = [
            behind.iter().find(called),
            before.iter().find(called),
            beside,
            behind.iter().find(alike),
        ]
        .into_iter()
        .flatten();
        found.next().copied()
    }

    fn unit(&self, figure: &Figure) -> Option<String> {
        self.cell(figure.at.clone())?.point?.unit
    }

    /// The figures of a sentence, each with what a word says of it.
    fn figures(&self, sentence: Range<usize>) -> Vec<Figure> {
        let mut out: Vec<Figure> = Vec::new();
        let mut last_in_brackets = None;
        let mut at = sentence.start;
        while at < sentence.end {
            let Some(end) = self.end_of_figure(at, sentence.end) else {
                at += 1;
                continue;
            };
            let from = out.last().map_or(sentence.start, |last| last.at.end);
            let lead = self.text(at.saturating_sub(NEAR).max(from)..at);
            let tail = self.text(end..(end + NEAR).min(sentence.end));
            // (同・20人以下): as in the brackets before.
            let again = lead
                .rsplit('(')
                .next()
                .filter(|_| lead.contains('('))
                .is_some_and(|inner| inner.starts_with('同'));
            let role = if again {
                last_in_brackets
            } else {
                role(&lead, &tail)
            };
            if lead.contains('(') && role.is_some() {
                last_in_brackets = role;
            }
            let is_difference = role.is_none() && DIFFERENCE.iter().any(|word| tail.starts_with(word));
            if !is_difference {
                out.push(Figure { at: at..end, role });
            }
            at = end;
        }
        out
    }

    /// Where a figure that begins here ends, its unit included; `None` if none begins, or it is a year, a date, an ordinal.
    fn end_of_figure(&self, start: usize, end: usize) -> Option<usize> {
        let char_at = |at: usize| self.chars.get(at).copied().filter(|_| at < end);
        let first = char_at(start)?;
        let before = start.checked_sub(1).and_then(|at| self.chars.get(at)).copied();
        let is_inside =
            before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '第' | '元'));
        if !first.is_ascii_digit() || is_inside {
            return None;
        }
        let mut at = start;
        let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '億' | '万' | '千' | '兆');
        while char_at(at).is_some_and(is_of_number) {
            at += 1;
        }
        let is_of_unit = |c: char| {
            !c.is_ascii_digit()
                && !matches!(
                    c,
                    'は' | 'が' | 'を' | 'に' | 'で' | 'と' | 'の' | 'へ' | 'も' | 'な' | 'し' | 'か' | 'よ'
                )
                && !matches!(
                    c,
                    '、' | '(' | ')' | ':' | '/' | '・' | ' ' | '\n' | '】' | '」' | '⇒' | '→' | '~' | '-'
                )
        };
        let unit = at;
        while char_at(at).is_some_and(is_of_unit) && at - unit < LONGEST_UNIT {
            at += 1;
        }
        let word = self.text(unit..at);
        // 2014 in brackets, 5年間, 第3回.
        let is_year = word.is_empty() && unit - start == 4 && char_at(at) == Some(')');
        let is_date = ["年", "月", "日", "期", "回目", "号", "条", "章", "節", "つ", "項"]
            .iter()
            .any(|of_date| word.starts_with(of_date));
        if is_year || is_date && !word.starts_with("日間") {
            return None;
        }
        // 以上, 以下 bound it; what follows is no unit.
        let bound = ["以上", "以下", "以内", "未満"]
            .iter()
            .filter_map(|bound| word.find(bound).map(|at| at + bound.len()))
            .min();
        let own = bound.and_then(|bytes| word.get(..bytes)).unwrap_or(&word);
        Some(unit + own.chars().count())
    }

    /// The name that stands last in a stretch: words that end as the name of an indicator does, before a particle or a
    /// bracket.
    fn name(&self, before: Range<usize>) -> Option<Range<usize>> {
        let chars = self.chars.get(before.clone())?;
        let ends = (1..=chars.len()).rev().filter(|&end| {
            let next = chars.get(end).copied().unwrap_or('は');
            ENDS_NAME.contains(&next) && ends_name(chars.get(..end).unwrap_or(&[]))
        });
        for end in ends {
            let start = chars
                .get(..end)?
                .iter()
                .rposition(|c| BEFORE_NAME.contains(c))
                .map_or(0, |at| at + 1);
            let start = (start..end)
                .find(|&at| !chars.get(at).is_some_and(|c| c.is_whitespace() || *c == '('))
                .unwrap_or(start);
            let start = behind_particle(chars.get(start..end)?).map_or(start, |at| start + at);
            let name = chars.get(start..end)?;
            let has_words = name.iter().filter(|c| fold::is_japanese(**c)).count() >= 2;
            if has_words && name.len() <= LONGEST_NAME {
                return Some(before.start + start..before.start + end);
            }
        }
        None
    }
}

/// The characters end as the name of an indicator does, not as a word for values or a count of people.
fn ends_name(chars: &[char]) -> bool {
    let tail: String = chars.iter().rev().take(4).rev().collect();
    let counts = chars.iter().rev().nth(1).is_some_and(char::is_ascii_digit);
    let others = ["年度", "程度", "年間", "期間"];
    let mut words = TARGET.iter().chain(ACTUAL).chain(&others);
    names_indicator(&tail) && !counts && !words.any(|word| tail.ends_with(word))
}

/// Where a name begins behind what leads to it: 令和4年度は、|加盟店舗数; 達成したのは|….
fn behind_particle(chars: &[char]) -> Option<usize> {
    let at = chars.iter().rposition(|c| matches!(c, 'は' | 'が' | 'を'))?;
    Some(at + 1)
}

/// What the words around a figure say of it.
fn role(lead: &str, tail: &str) -> Option<Role> {
    let called = |words: &[&str]| {
        words
            .iter()
            .filter_map(|word| lead.rfind(word).map(|at| at + word.len()))
            .max()
            .filter(|&at| {
                let between = lead.get(at..).unwrap_or("");
                let is_link =
                    |c: char| "値のはがを:・ ()、約数年度令和平成RH間".contains(c) || c.is_ascii_digit();
                between.chars().all(is_link)
            })
    };
    let follows = |words: &[&str]| words.iter().any(|word| tail.starts_with(word));
    let (aimed, reached) = (called(TARGET), called(ACTUAL));
    match () {
        () if follows(AIMED) => Some(Role::Target),
        () if aimed > reached => Some(Role::Target),
        () if reached.is_some() || follows(REACHED) => Some(Role::Actual),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Document;

    /// Name, target and actual of each statement, as printed.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let sheets = kpi_readers::read(&Document::pasted(text)).sheets;
        let proposal = sheets.first().and_then(|sheet| propose(sheet, |_| true));
        let records = proposal.map_or_else(Vec::new, |proposal| proposal.records);
        let said = |cell: Option<&Cell>| cell.map_or_else(String::new, |cell| cell.text.clone());
        let got: Vec<(String, String, String)> = records
            .iter()
            .map(|record| {
                let cell = |at: usize| record.cells.get(at).and_then(Option::as_ref);
                (said(record.name.first()), said(cell(0)), said(cell(1)))
            })
            .collect();
        let expected: Vec<(String, String, String)> = expected
            .iter()
            .map(|&(name, target, actual)| (name.into(), target.into(), actual.into()))
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn a_result_is_held_against_the_target_of_its_sentence() {
        check(
            "本年度は、貸出冊数は250冊の目標に対し実績が263冊と達成できたが、登録者数は2万人の目標に対し、実績が1万7,420人でした。",
            &[
                ("貸出冊数", "250冊", "263冊"),
                ("登録者数", "2万人", "1万7,420人"),
            ],
        );
        check(
            "相談件数につきましては、年120件を目標としておりましたが、98件にとどまりました。",
            &[("相談件数", "120件", "98件")],
        );
        check(
            "職員の数は、平成26年度の612人を令和元年度までに580人以下とする目標に対して、571人になりました。",
            &[("職員の数", "580人以下", "571人")],
        );
    }

    #[test]
    fn a_target_in_brackets_stands_beside_its_result() {
        check(
            "達成したのは、就農者数(目標値・300人)が318人、事故の件数(同・20件以下)が17件です。",
            &[("就農者数", "300人", "318人"), ("事故の件数", "20件以下", "17件")],
        );
        check("削減率は3.0%(目標10%)です。", &[("削減率", "10%", "3.0%")]);
    }

    #[test]
    fn words_and_figures_of_a_list_belong_together() {
        check(
            "数値指標：「入学者数」\n・現状値(2014) 40人／目標値(2019) 45人\n・→【最終値41人】\n",
            &[("入学者数", "45人", "41人")],
        );
        check(
            "効果額\n・5年間の目標値:19億円\n・実績値:27億円(達成率142.0パーセント)\n",
            &[("効果額", "19億円", "27億円")],
        );
    }

    #[test]
    fn what_states_no_target_is_none() {
        for text in [
            "予算額は120億円、決算額は118億円となりました。",
            "人口は12,345人で、前年より120人減りました。",
            "第3回の会議は令和5年4月1日に開かれ、15人が出席しました。",
            "令和12年度までに20%を目標に掲げています。",
            "",
        ] {
            check(text, &[]);
        }
    }
}
