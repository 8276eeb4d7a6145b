//! Printed judgements: 順調, 高中低, S–D, the four grant labels, 今後の方針.

use crate::text::fold;

/// Words of progress as columns of 進捗状況 print them, NFKC without blanks.
const STATUSES: &[&str] = &[
    "順調",
    "概ね順調",
    "おおむね順調",
    "ほぼ順調",
    "やや遅れ",
    "やや遅れている",
    "遅れ",
    "遅れている",
    "大幅に遅れ",
    "大幅に遅れている",
    "達成",
    "達成済",
    "達成済み",
    "目標達成",
    "概ね達成",
    "おおむね達成",
    "ほぼ達成",
    "未達成",
    "未達",
    "一部達成",
    "進展",
    "改善",
    "改善傾向",
    "維持",
    "横ばい",
    "悪化",
    "後退",
    "停滞",
    "完了",
    "着手",
    "未着手",
    "実施中",
    "進行中",
    "計画どおり",
    "計画通り",
    "予定どおり",
    "予定通り",
    "順調に進捗",
    "概ね順調に進捗",
    "順調に推移",
    "概ね順調に推移",
    "要改善",
    "見直し",
    "評価困難",
    "判定不能",
];

/// Single ratings: levels and signs (letters are told by [`is_grade`]).
const LEVELS: &[&str] = &["高", "中", "低", "◎", "○", "〇", "△", "▲", "×", "✕", "☆", "★"];

/// The four grant labels (地方創生関係交付金の効果), strongest first, with the variants of their wording, NFKC
/// without blanks, without 地方創生に. Source: 様式2 as reproduced by 草津市, and the sheets' own variants.
const GRANT: &[&[&str]] = &[
    &["非常に効果的であった", "非常に効果があった"],
    &[
        "相当程度効果があった",
        "相当程度効果的であった",
        "相当程度の効果があった",
    ],
    &["効果があった", "一定の効果があった"],
    &["効果がなかった", "効果が無かった", "効果はなかった"],
];

/// What may stand before a grant label.
const GRANT_PREFIXES: &[&str] = &[
    "本事業は",
    "当該事業は",
    "地方創生に対して",
    "地方創生に",
    "対して",
];

/// The text is a word of progress.
pub fn is_status(squeezed: &str) -> bool {
    STATUSES.contains(&squeezed)
}

/// The text begins a word of progress that may go on in the next line.
pub fn begins_status(squeezed: &str) -> bool {
    !squeezed.is_empty()
        && STATUSES
            .iter()
            .any(|status| status.starts_with(squeezed) && *status != squeezed)
}

/// The text is a single level: 高, 中, 低, ○.
pub fn is_level(squeezed: &str) -> bool {
    LEVELS.contains(&squeezed)
}

/// The text is a single capital letter that grades: S, A–F, with + or −.
pub fn is_grade(squeezed: &str) -> bool {
    let mut chars = squeezed.chars();
    let letter = chars.next().is_some_and(|c| matches!(c, 'A'..='F' | 'S'));
    letter && matches!(chars.as_str(), "" | "+" | "-" | "A" | "S")
}

/// The grant label that the text *is*: 0 (strongest) to 3.
pub fn grant_label(text: &str) -> Option<usize> {
    let squeezed = fold::squeeze(text);
    let squeezed = squeezed.trim_end_matches('。');
    let mut rest = squeezed;
    while let Some(tail) = GRANT_PREFIXES.iter().find_map(|prefix| rest.strip_prefix(prefix)) {
        rest = tail;
    }
    GRANT.iter().position(|variants| variants.contains(&rest))
}

/// The text names the regional-revitalisation question: 地方創生に… (the bare words also answer other questions).
pub fn is_full_grant_label(text: &str) -> bool {
    fold::squeeze(text).contains("地方創生") && grant_label(text).is_some()
}

/// The text begins a full grant label that may go on in the next line.
pub fn begins_grant_label(squeezed: &str) -> bool {
    let starts = |full: String| full.starts_with(squeezed) && full != squeezed;
    !squeezed.is_empty()
        && GRANT.iter().flat_map(|variants| variants.iter()).any(|variant| {
            starts(format!("地方創生に{variant}"))
                || starts(format!("地方創生に対して{variant}"))
                || starts(format!("本事業は地方創生に{variant}"))
        })
}

/// A letter with the option that it chooses out of a printed list: `C A 非常に… C 効果があった B … D …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The letter.
    pub grade: String,
    /// The words of its option, the explanation in parentheses left out.
    pub text: Option<String>,
}

/// Reads a cell that holds a chosen letter, alone or before the list of options.
pub fn chosen(text: &str) -> Option<Chosen> {
    let folded = fold::fold(text);
    let tokens: Vec<&str> = folded.split(' ').collect();
    let grade = (*tokens.first()?).to_owned();
    if !is_grade(&grade) {
        return None;
    }
    let mut options: Vec<(String, String)> = Vec::new();
    for token in tokens.get(1..)? {
        let (letter, rest) = letter_and_rest(token);
        if let Some(letter) = letter {
            options.push((letter.to_string(), rest.to_owned()));
        } else if let Some((_, words)) = options.last_mut() {
            words.push(' ');
            words.push_str(token);
        } else {
            return None;
        }
    }
    let text = options
        .into_iter()
        .find(|(letter, _)| *letter == grade)
        .map(|(_, words)| {
            let words = words.trim();
            fold::join(words.split_once('(').map_or(words, |(head, _)| head))
        });
    Some(Chosen {
        grade,
        text: text.filter(|text| !text.is_empty()),
    })
}

/// `A` → (A, ""); `A事業の継続` and `A:…` → (A, …).
fn letter_and_rest(token: &str) -> (Option<char>, &str) {
    let mut chars = token.chars();
    match chars.next() {
        Some(letter @ ('A'..='F' | 'S')) => {
            let rest = chars.as_str();
            if rest.is_empty() || rest.starts_with(|c: char| !c.is_ascii_alphanumeric()) {
                (Some(letter), rest.trim_start_matches([':', '.', '、']))
            } else {
                (None, token)
            }
        }
        _ => (None, token),
    }
}
