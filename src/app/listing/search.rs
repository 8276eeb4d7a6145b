//! What the search finds: words, whatever their width and kana.

use kpi_core::text::fold;
use kpi_report::contract::v1;

/// A text as it is compared: NFKC, lower case, katakana as hiragana, no white space.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    add_folded(text, &mut out);
    out
}

/// Adds [`folded`], without a text of its own between: a long result is folded whole before it is shown.
fn add_folded(text: &str, out: &mut String) {
    let squeezed = fold::squeezed(text);
    out.extend(squeezed.chars().flat_map(char::to_lowercase).map(hiragana));
}

/// Katakana and hiragana stand in the same order, 96 apart.
fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// The words that are looked for, each folded.
pub fn words(search: &str) -> Vec<String> {
    search
        .split_whitespace()
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect()
}

/// The text has every word.
pub fn has(text: &str, words: &[String]) -> bool {
    words.iter().all(|word| text.contains(word.as_str()))
}

/// What of a KPI is looked through: its name, number, unit, departments, headings, and what its sheet says of it.
pub fn text_of(kpi: &v1::Kpi) -> String {
    let parts = [kpi.sheet_no.as_deref(), Some(&kpi.name), kpi.unit.as_deref()];
    let own = parts.into_iter().flatten();
    let headings = kpi.departments.iter().chain(&kpi.section).map(String::as_str);
    let texts = kpi.texts.iter().map(|text| text.text.as_str());
    // A break between parts, so that no word is found across two of them.
    let mut out = String::with_capacity(kpi.name.len() + 16);
    for (index, part) in own.chain(headings).chain(texts).enumerate() {
        if index > 0 {
            out.push('\n');
        }
        add_folded(part, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_kana_case_and_blanks_make_no_difference() {
        for text in ["ﾃﾚﾜｰｸ", "テレワーク", "てれわーく", " テ レ ワーク "] {
            assert_eq!(folded(text), "てれわーく", "{text}");
        }
        assert_eq!(folded("ＷＥＢ　ページ"), "webぺーじ");
    }

    #[test]
    fn no_word_is_found_across_two_parts() {
        let kpi = v1::Kpi {
            name: "来館者".to_owned(),
            unit: Some("数人".to_owned()),
            ..v1::Kpi::default()
        };
        assert!(has(&text_of(&kpi), &words("来館者")));
        assert!(!has(&text_of(&kpi), &words("者数")));
    }
}
