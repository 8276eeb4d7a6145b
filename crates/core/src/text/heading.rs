//! Headings and list marks.

use crate::text::fold;
use kpi_readers::base::raised;

/// The kinds of headings, outermost first: a heading closes those of its own kind and all kinds below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `# …` of Markdown, with its depth.
    Markdown(usize),
    /// 第5章, 第1節, with the rank of the counter in [`ORDINAL`].
    Ordinal(usize),
    /// Ⅰ, II.
    Roman,
    /// 基本目標1, 施策2, with the rank of the word in [`COUNTED`].
    Counted(usize),
    /// `1.`, `1 `.
    Arabic,
    /// (1).
    Parenthesised,
    /// ①.
    Circled,
}

/// Words that are counted in headings, outermost first.
const COUNTED: &[&str] = &[
    "基本目標",
    "基本方針",
    "政策目標",
    "政策分野",
    "政策",
    "基本施策",
    "目標",
    "柱",
    "分野",
    "重点施策",
    "施策",
    "具体的施策",
    "取組",
];

/// Counters after 第N.
const ORDINAL: &[char] = &['編', '部', '章', '節', '項'];

/// If the line reads as a heading: its kind.
///
/// # Examples
/// `施策1 創業支援` → counted; `Ⅰ 活動支援` → Roman; `(1) プログラム` → parenthesised; a sentence → `None`.
pub fn kind(line: &str) -> Option<Kind> {
    let raw = line.trim();
    if raw.is_empty() || raw.chars().count() > 60 || raw.ends_with('。') {
        return None;
    }
    let hashes = raw.chars().take_while(|&c| is_hash(c)).count();
    if hashes > 0 {
        // `### (1) 基本情報` stands beside a bare `(2) 事業概要`: the number tells more than the hashes.
        let is_heading = hashes <= 6 && raw.chars().nth(hashes).is_some_and(char::is_whitespace);
        return is_heading.then(|| kind(raw.trim_start_matches(is_hash)).unwrap_or(Kind::Markdown(hashes)));
    }
    let first = raw.chars().next()?;
    if is_circled(first) {
        return Some(Kind::Circled);
    }
    if is_roman_sign(first) {
        return Some(Kind::Roman);
    }
    let text = fold::folded(raw);
    if let Some(rest) = text.strip_prefix('第') {
        let rest = skip_number(rest.trim_start())?.trim_start();
        let counter = rest.chars().next()?;
        return ORDINAL
            .iter()
            .position(|&known| known == counter)
            .map(Kind::Ordinal);
    }
    for (rank, word) in COUNTED.iter().enumerate() {
        if let Some(rest) = text.strip_prefix(word)
            && let Some(rest) = skip_number(rest.trim_start())
            && rest
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric() || fold::is_japanese(c))
            && !rest.starts_with(['%', '年', '件', '人', '月'])
        {
            return Some(Kind::Counted(rank));
        }
    }
    let roman = text.split(' ').next().unwrap_or("");
    if !roman.is_empty() && roman.len() < text.len() && roman.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
        return Some(Kind::Roman);
    }
    if let Some(rest) = text.strip_prefix('(')
        && let Some(rest) = skip_number(rest)
        && rest.starts_with(')')
        && rest.len() > 1
    {
        return Some(Kind::Parenthesised);
    }
    if let Some(rest) = skip_arabic(&text)
        && (rest.starts_with(". ") || rest.starts_with('.') || rest.starts_with(' '))
        && rest.chars().nth(1).is_some_and(|c| !c.is_ascii_digit())
        && rest.chars().any(fold::is_japanese)
        && text.chars().count() <= 40
    {
        return Some(Kind::Arabic);
    }
    None
}

/// The heading's own words: Markdown signs, list numbers and quotation marks around it removed; 第5章, 施策1, Ⅰ stay.
pub fn words(line: &str) -> String {
    let text = line.trim().trim_start_matches(is_hash).trim();
    let text = match kind(text) {
        Some(Kind::Ordinal(_)) => {
            // `第 5 章 『産業・経済』` → `第5章 産業・経済`.
            let folded = fold::join(text);
            let counter = folded
                .find(ORDINAL)
                .map_or(0, |at| at + ORDINAL.first().map_or(0, |c| c.len_utf8()));
            let (number, rest) = folded.split_at(counter);
            format!("{} {}", number.replace(' ', ""), rest.trim())
        }
        Some(Kind::Roman | Kind::Counted(_)) => fold::join(text),
        _ => name(text),
    };
    text.chars()
        .filter(|c| !matches!(c, '『' | '』'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A name as it is shown: NFKC, no line breaks, no stray blanks, list marks and numbers before it removed.
///
/// # Examples
/// ```
/// use kpi_core::text::heading::name;
/// assert_eq!(name("（１）子育てサイトの構築・\n　　運営"), "子育てサイトの構築・運営");
/// assert_eq!(name("・スキルＵＰ講習会\n　参加人数"), "スキルUP講習会参加人数");
/// assert_eq!(name("KADO Lab 会 員 数"), "KADO Lab 会員数");
/// assert_eq!(name("来館者数²⁾"), "来館者数※2");
/// ```
pub fn name(text: &str) -> String {
    // A raised number behind a Japanese word is a mark of a footnote: NFKC would make it a part of the word.
    let bare = text.trim_end().trim_end_matches(raised::is);
    let mark = text.get(bare.len()..).unwrap_or("").trim();
    if !mark.is_empty() && bare.ends_with(|c| fold::is_japanese(c) || c == '）') {
        let mark = mark.trim_matches(['⁽', '⁾', '₍', '₎']);
        return fold::join(&without_list_mark(&format!("{bare}※{mark}")));
    }
    fold::join(&without_list_mark(text))
}

/// The text without the list mark or number before it: (1), ・, No.2, ①, 1.
pub fn without_list_mark(text: &str) -> String {
    let trimmed = text
        .trim_start_matches(|c: char| c.is_whitespace() || is_bullet(c) || is_hash(c))
        .trim_start();
    let mut rest = trimmed.trim_start_matches(is_circled).trim_start();
    if rest.is_empty() {
        rest = trimmed;
    }
    let folded = fold::normal(rest);
    strip_number(&folded).unwrap_or(&folded).trim().to_owned()
}

/// `(1)x` → `x`, `No.2 x` → `x`, `1. x` → `x`; `None` if there is no such number, or nothing after it.
fn strip_number(text: &str) -> Option<&str> {
    let rest = if let Some(rest) = text.strip_prefix('(') {
        skip_number(rest)?.strip_prefix(')')?
    } else if let Some(rest) = ["No.", "NO.", "no.", "No", "№"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
    {
        let rest = skip_number(rest.trim_start())?;
        if !rest.starts_with([' ', '.', ':', '\n', '\t', '\u{3000}']) {
            return None;
        }
        rest.trim_start_matches(['.', ':'])
    } else {
        let rest = skip_arabic(text)?.strip_prefix(['.', ')'])?;
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        rest
    };
    (!rest.trim().is_empty()).then_some(rest)
}

/// ・ ● ○ and the other signs of list items.
pub fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '・' | '•' | '●' | '○' | '◆' | '◇' | '■' | '□' | '►' | '▶' | '･' | '※' | '◎'
    )
}

/// The sign of a Markdown heading, in either width.
fn is_hash(c: char) -> bool {
    matches!(c, '#' | '＃')
}

/// ① … ⑳, ❶ ….
pub fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '❶'..='❿' | '㉑'..='㉟')
}

fn is_roman_sign(c: char) -> bool {
    matches!(c, 'Ⅰ'..='Ⅻ')
}

fn skip_arabic(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < text.len() && text.len() - rest.len() <= 3).then_some(rest)
}

/// Skips Arabic (also `1-2`) or kanji digits.
fn skip_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if rest.len() == text.len() {
        return None;
    }
    let tail = rest
        .strip_prefix(['-', '.'])
        .map(|tail| tail.trim_start_matches(|c: char| c.is_ascii_digit()));
    Some(match tail {
        Some(tail) if rest.len() - tail.len() > 1 => tail,
        _ => rest,
    })
}

/// `④-1`, `1-2-3`, `A-12`: a sheet number that stands alone on a line.
pub fn is_sheet_number(line: &str) -> bool {
    let text = line.trim();
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let rest: String = fold::nfkc(chars.as_str())
        .chars()
        .map(|c| if is_dash(c) { '-' } else { c })
        .collect();
    let starts = is_circled(first)
        || first.is_ascii_uppercase()
        || fold::nfkc(&first.to_string()).chars().all(|c| c.is_ascii_digit());
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    starts
        && rest.starts_with('-')
        && rest
            .split('-')
            .skip(1)
            .all(|part| !part.is_empty() && part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit()))
}

/// Every dash that sheets use for a hyphen or for "no value".
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '－' | '−' | 'ー' | '─' | '━' | 'ｰ'
    )
}
