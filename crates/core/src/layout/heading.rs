//! What the input says of itself: title, municipality, fiscal year, term — and its section headings.

use std::collections::BTreeMap;

use crate::kpi::{Heading, Period, Term};
use crate::layout::role::Role;
use crate::layout::vocabulary;
use crate::text::{era, fold, heading};
use kpi_readers::sheet::{Cell, Row, Sheet};

/// Rows that are looked through for title, year and municipality.
const MAX_ROWS: usize = 3000;

/// Words of a title, with their weight.
const TITLE_WORDS: &[(&str, u32)] = &[
    ("総括表", 3),
    ("一覧", 3),
    ("計画", 2),
    ("総合戦略", 2),
    ("報告", 2),
    ("状況", 2),
    ("調書", 2),
    ("シート", 2),
    ("進捗", 1),
    ("評価", 1),
    ("実績", 1),
    ("概要", 2),
    ("結果", 1),
    ("指標", 1),
];

/// A first line with a word of a title is the title.
const FIRST_LINE: u32 = 10;

/// Words of lines that name the year they report on.
const REPORT_WORDS: &[&str] = &["状況", "概要", "一覧", "評価", "報告", "結果", "実績", "進捗"];

/// Words of cells whose year is not the one reported on.
const OTHER_YEAR_WORDS: &[&str] = &["目標", "基準", "将来", "策定", "発行", "現状", "従前"];

/// Reads the heading of an input: of its first sheet that holds anything.
pub fn read(sheets: &[Sheet]) -> Heading {
    let is_filled = |sheet: &&Sheet| sheet.rows.iter().any(|row| !row.is_blank());
    let Some(sheet) = sheets.iter().find(is_filled) else {
        return Heading::default();
    };
    let rows: Vec<&Row> = sheet
        .rows
        .iter()
        .filter(|row| !row.is_blank())
        .take(MAX_ROWS)
        .collect();
    Heading {
        title: title(&rows),
        municipality: municipality(&rows),
        fiscal_year: fiscal_year(&rows),
        term: term(&rows),
    }
}

fn title(rows: &[&Row]) -> Option<String> {
    let mut best: Option<(u32, &str)> = None;
    for (index, row) in rows.iter().enumerate() {
        let Some(text) = row.sole_text() else { continue };
        let n_chars = text.chars().count();
        if !(4..=80).contains(&n_chars)
            || text.ends_with(['。', '、'])
            || text.starts_with(['※', '・', '（', '(', '「', '【'])
        {
            continue;
        }
        if heading::kind(text).is_some_and(|kind| !matches!(kind, heading::Kind::Markdown(_))) {
            continue;
        }
        // 計画期間:令和3年度~7年度 says no more than the term.
        let is_term = era::term(text).is_some()
            && text
                .split([':', '：', ' ', '\u{3000}'])
                .next()
                .is_some_and(|label| label.ends_with("期間"));
        if is_term {
            continue;
        }
        // A line of header words is the head of a table.
        if text
            .split_whitespace()
            .filter(|word| vocabulary::role(word).is_some())
            .count()
            > 1
        {
            continue;
        }
        let squeezed = fold::squeeze(text);
        let words: u32 = TITLE_WORDS
            .iter()
            .filter(|(word, _)| squeezed.contains(word))
            .map(|(_, weight)| weight)
            .sum();
        let score = if words > 0 && index == 0 {
            words + FIRST_LINE
        } else {
            words
        };
        if words > 1 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, text));
        }
    }
    best.map(|(_, text)| fold::fold(heading::without_list_mark(text).as_str()))
}

/// The year that most lines report on; a line that speaks of a state or result counts five times. A year beside 目標
/// or 基準 is not reported on, and in a row of header words each word has its own year.
fn fiscal_year(rows: &[&Row]) -> Option<i32> {
    let mut votes = BTreeMap::<i32, u32>::new();
    for (row, cell) in rows
        .iter()
        .flat_map(|row| row.cells.iter().map(move |cell| (row, cell)))
    {
        let text = cell.text.trim();
        if !era::may_be_in(text) || text.is_empty() || text.chars().count() > 400 {
            continue;
        }
        let folded = fold::folded(text);
        if era::find(&folded).is_empty() {
            continue;
        }
        // A year alone in a cell is that of its column or row.
        if row.tabular && row.sole_text().is_none() && era::only(text).is_some() {
            continue;
        }
        // A header cell names the year of its own column; only a result's is reported on.
        let role = if row.tabular { vocabulary::role(text) } else { None };
        if matches!(
            role,
            Some(Role::Name | Role::Target | Role::FinalTarget | Role::Baseline | Role::Ignore)
        ) {
            continue;
        }
        if folded.contains(' ') && folded.split(' ').all(|word| era::only(word).is_some()) {
            // The years of a header's columns.
            continue;
        }
        let is_header_line = folded
            .split(' ')
            .filter(|word| vocabulary::role(word).is_some())
            .count()
            > 1;
        let parts: Vec<&str> = if is_header_line {
            folded.split(' ').collect()
        } else {
            vec![&folded]
        };
        for part in parts {
            let short = part.chars().count() <= 80;
            let reports = short && REPORT_WORDS.iter().any(|word| part.contains(word));
            let other = OTHER_YEAR_WORDS.iter().any(|word| part.contains(word));
            if other && (!reports || is_header_line) {
                continue;
            }
            for found in era::find(part) {
                if let Period::Fiscal(year) = found.period
                    && !found.assumed
                {
                    *votes.entry(year).or_default() += if reports { 5 } else { 1 };
                }
            }
        }
    }
    let most = votes.values().copied().max()?;
    votes
        .into_iter()
        .rev()
        .find(|&(_, n)| n == most)
        .map(|(year, _)| year)
}

/// The first span of years beside 期間, or by itself on a line near the top.
fn term(rows: &[&Row]) -> Option<Term> {
    for (index, row) in rows.iter().enumerate() {
        let is_label = |cell: &Cell| {
            let label = fold::squeezed(&cell.text);
            label.ends_with("期間") && label.chars().count() <= 12
        };
        for cell in row.cells.iter().filter(|cell| era::may_be_in(&cell.text)) {
            let folded = fold::folded(&cell.text);
            if folded.chars().count() > 60 {
                continue;
            }
            let Some(term) = era::term(&folded) else { continue };
            let rest = folded
                .chars()
                .filter(|c| !c.is_ascii_digit() && !"()[]【】~年度令和平成昭和 ".contains(*c))
                .count();
            let is_labelled = row.cells.iter().any(is_label);
            if is_labelled || folded.contains("期間") || index < 30 && rest <= 6 && row.sole_text().is_some()
            {
                return Some(term);
            }
        }
    }
    None
}

/// Endings of municipalities.
const MUNICIPAL: &[char] = &['市', '町', '村', '区'];

/// What stands before 市 without being its name.
const NOT_A_NAME: &[&str] = &[
    "本",
    "当",
    "他",
    "各",
    "同",
    "都",
    "両",
    "全",
    "近隣",
    "周辺",
    "地方都",
    "母",
    "旧",
    "新",
    "中核",
    "政令",
    "指定都",
    "県内",
    "対象",
    "参加",
    "構成",
    "関係",
    "友好都",
    "姉妹都",
    "中心",
    "朝",
    "既成",
    "地域",
    "商店",
    "自治",
    "下",
    "農",
    "漁",
    "山",
    "市",
    "市町",
    "学生",
    "門前",
    "城下",
    "学区",
    "校",
    "地",
    "小学校",
    "特別",
];

/// What follows 市 where 市 begins another word.
const OTHER_WORD: &[char] = &['民', '内', '外', '場', '街', '販', '況', '町', '勢', '価'];

/// What follows 区, 町 or 村 where it begins or is part of another word.
const OTHER_DISTRICT: &[char] = &['市', '分', '域', '画', '間', '切', '長', '会'];

/// The municipality named most often; at the start of a line or cell a name counts three times.
fn municipality(rows: &[&Row]) -> Option<String> {
    let mut votes: Vec<(String, u32)> = Vec::new();
    for cell in rows.iter().flat_map(|row| &row.cells) {
        let text = fold::normal(cell.text.trim());
        if !text.contains(MUNICIPAL) {
            continue;
        }
        let chars: Vec<char> = text.chars().take(4000).collect();
        for (index, c) in chars.iter().enumerate() {
            if !MUNICIPAL.contains(c)
                || chars.get(index + 1).is_some_and(|next| {
                    OTHER_WORD.contains(next) || *c != '市' && OTHER_DISTRICT.contains(next)
                })
            {
                continue;
            }
            let Some((name, bounded_by)) = name_before(&chars, index) else {
                continue;
            };
            // 町 and 村 also end the names of districts: they count only where they head a line.
            let heads = bounded_by.is_none() || matches!(bounded_by, Some('【'));
            if *c != '市' && !heads {
                continue;
            }
            let weight = if heads { 3 } else { 1 };
            match votes.iter_mut().find(|(known, _)| *known == name) {
                Some((_, n)) => *n += weight,
                None => votes.push((name, weight)),
            }
        }
    }
    let most = votes.iter().map(|&(_, n)| n).max()?;
    votes.into_iter().find(|&(_, n)| n == most).map(|(name, _)| name)
}

/// The name that ends at `index`, and the character before it.
fn name_before(chars: &[char], index: usize) -> Option<(String, Option<char>)> {
    let suffix = *chars.get(index)?;
    let mut start = index;
    while start > 0 && index - start < 7 {
        let before = *chars.get(start - 1)?;
        let particle = "はにのをでがとへもや".contains(before)
            && start < index
            && chars.get(start).is_some_and(|next| !is_hiragana(*next));
        if !is_name_character(before)
            || particle
            || MUNICIPAL.contains(&before) && start < index && before != '町'
        {
            break;
        }
        start -= 1;
    }
    let run: String = chars.get(start..index)?.iter().collect();
    // 東京都小平市 → 小平市.
    let name = ['都', '道', '府', '県']
        .iter()
        .find_map(|c| {
            run.split_once(*c)
                .filter(|(head, tail)| head.chars().count() >= 2 && !tail.is_empty())
        })
        .map_or(run.as_str(), |(_, tail)| tail);
    let n_chars = name.chars().count();
    let before = start.checked_sub(1).and_then(|before| chars.get(before)).copied();
    // 第5次所沢市: a counter behind a digit is not the name's.
    let name = if before.is_some_and(|c| c.is_ascii_digit()) {
        name.trim_start_matches(['次', '期', '回', '年', '度', '人', '件'])
    } else {
        name
    };
    let is_metropolis = suffix == '市' && name.ends_with('都') && name != "京都";
    let known_word = NOT_A_NAME.contains(&name) || name.is_empty() || n_chars > 5 || is_metropolis;
    (!(known_word || name.chars().count() == 1 && suffix != '市'))
        .then(|| (format!("{name}{suffix}"), before.filter(|c| !c.is_whitespace())))
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}')
}

fn is_name_character(c: char) -> bool {
    is_hiragana(c) || matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー' | '々' | '\u{3400}'..='\u{9FFF}')
}

/// A heading that is open at a row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Open {
    kind: heading::Kind,
    words: String,
    row: usize,
}

/// The headings of a sheet, with the stack that is open below each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Row of a heading, and the headings that are open from there on, outermost first.
    open: Vec<(usize, Vec<Open>)>,
}

impl Outline {
    /// Collects the headings of a sheet.
    pub fn of(sheet: &Sheet) -> Self {
        let mut outline = Self::default();
        let mut stack: Vec<Open> = Vec::new();
        for (row, cells) in sheet.rows.iter().enumerate() {
            let Some((kind, words)) = heading_of(cells) else {
                continue;
            };
            stack.retain(|open| open.kind < kind);
            stack.push(Open { kind, words, row });
            outline.open.push((row, stack.clone()));
        }
        outline
    }

    /// The headings that are open at a row, outermost first.
    pub fn at(&self, row: usize) -> Vec<String> {
        self.open_at(row).iter().map(|open| open.words.clone()).collect()
    }

    /// A heading stands on this row.
    pub fn is_heading(&self, row: usize) -> bool {
        self.open
            .binary_search_by_key(&row, |(heading, _)| *heading)
            .is_ok()
    }

    /// The outermost heading that is open at a row, if it is more than a number: the row on which it stands, and its
    /// words.
    pub fn outermost_at(&self, row: usize) -> Option<(usize, &str)> {
        let first = self.open_at(row).first()?;
        let numbered = matches!(
            first.kind,
            heading::Kind::Arabic | heading::Kind::Parenthesised | heading::Kind::Circled
        );
        (!numbered).then_some((first.row, first.words.as_str()))
    }

    /// The outline of a view: its rows stand under what is open at these rows of the page.
    #[must_use]
    pub fn along(&self, rows: &[usize]) -> Self {
        let mut along = Self::default();
        let mut before: &[Open] = &[];
        for (row, &of_page) in rows.iter().enumerate() {
            let open = self.open_at(of_page);
            if open != before {
                along.open.push((row, open.to_vec()));
                before = open;
            }
        }
        along
    }

    /// The outline with headings that only a view's own columns have: the line above its table, and lines of its rows,
    /// from the table's first row on.
    #[must_use]
    pub fn with_headings_of(&self, view: &Sheet, first: usize, above: Option<&str>) -> Self {
        let mut outline = Self::default();
        let mut stack: Vec<Open> = Vec::new();
        for (row, cells) in view.rows.iter().enumerate() {
            let of_page = self.open.binary_search_by_key(&row, |(heading, _)| *heading);
            let of_page = of_page.ok().and_then(|index| self.open.get(index));
            if let Some((_, open)) = of_page {
                stack.clone_from(open);
            }
            let above = above.filter(|_| row == first).map(|text| {
                // Without a number it stands as far out as can be: no heading within the table closes it.
                let kind = heading::kind(text).unwrap_or(heading::Kind::Markdown(0));
                (kind, heading::words(text))
            });
            let own = above
                .into_iter()
                .chain(heading_of(cells).filter(|_| row >= first))
                .fold(0, |n, (kind, words)| {
                    if kind != heading::Kind::Markdown(0) {
                        stack.retain(|open| open.kind < kind);
                    }
                    stack.push(Open { kind, words, row });
                    n + 1
                });
            if own > 0 || of_page.is_some() {
                outline.open.push((row, stack.clone()));
            }
        }
        outline
    }

    fn open_at(&self, row: usize) -> &[Open] {
        let behind = self.open.partition_point(|(heading, _)| *heading <= row);
        behind
            .checked_sub(1)
            .and_then(|index| self.open.get(index))
            .map_or(&[], |(_, open)| open)
    }
}

/// A line by itself that reads as a heading, or 「施策(章) ⇥ 第5章 …」.
fn heading_of(row: &Row) -> Option<(heading::Kind, String)> {
    if let Some(text) = row.sole_text() {
        return heading::kind(text).map(|kind| (kind, heading::words(text)));
    }
    let mut filled = row
        .cells
        .iter()
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty());
    let (label, text) = (filled.next()?, filled.next()?);
    if filled.next().is_some() {
        return None;
    }
    let is_label = label.chars().count() <= 12 && heading::kind(label).is_none();
    match heading::kind(text) {
        Some(kind @ heading::Kind::Ordinal(_)) if is_label => Some((kind, heading::words(text))),
        _ => None,
    }
}
