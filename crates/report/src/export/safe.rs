//! Texts of a sheet made harmless for the programs that they are handed to.

use kpi_readers::base::invisible;
use kpi_readers::unseen::FORMULA;

/// Dashes that stand alone for something missing.
const DASHES: &[char] = &['-', '－', '−', '﹣', '―', 'ー', '‐', '–', '—'];

/// Set before a text that a spreadsheet would take for a formula.
pub const GUARD: char = '\'';

/// A text without control characters and without signs that turn or hide what stands around them; blanks of lines and
/// columns become spaces unless `lines` are kept.
pub fn clean(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(if lines { '\n' } else { ' ' }),
            '\t' | '\u{b}' | '\u{c}' => out.push(' '),
            letter if letter.is_control() || is_hidden(letter) => {}
            letter => out.push(letter),
        }
    }
    out.trim_matches([' ', '\n']).to_owned()
}

/// It shows nothing, and is no selector of a variant, without which another character would be seen.
fn is_hidden(letter: char) -> bool {
    let selects = matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    invisible::is(letter) && !selects
}

/// A spreadsheet may take the text for a formula. Numbers with a sign are numbers, and a dash alone is a dash.
pub fn is_risky(text: &str) -> bool {
    let text = text.trim_start();
    let begins = text.chars().next().is_some_and(|first| FORMULA.contains(&first));
    begins && !is_number(text) && !text.chars().all(|letter| DASHES.contains(&letter))
}

/// `-1,234.5`, `+3%`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+', '−', '－']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    all(whole) && all(fraction)
}

/// The text, and before it what keeps a spreadsheet from taking it for a formula where it would.
pub fn guarded(text: String) -> String {
    if is_risky(&text) {
        format!("{GUARD}{text}")
    } else {
        text
    }
}

/// Lines for the clipboard: each of them harmless where it lands in a cell of its own.
pub fn lines(text: &str) -> String {
    let lines = clean(text, true);
    let lines: Vec<String> = lines.split('\n').map(|line| guarded(line.to_owned())).collect();
    lines.join("\n")
}

/// JSON on one line in which no tag can be, nor what XML cannot hold: what is written otherwise here is in its texts only.
pub fn json_line(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            '\u{FFFE}' => out.push_str("\\ufffe"),
            '\u{FFFF}' => out.push_str("\\uffff"),
            // Between the texts of JSON they mean nothing, and within they are escaped already.
            '\n' | '\r' => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for text in [
            "=1+1",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "＝1+1",
            "＋cmd",
            "－A1",
            "＠SUM",
            " =1+1",
            "\t=1+1",
            "\r=1+1",
            "\u{200b}=1+1",
            "\u{202e}=1+1",
            "-5人",
        ] {
            let out = guarded(clean(text, false));
            assert!(out.starts_with(GUARD), "{text:?} becomes {out:?}");
        }
    }

    #[test]
    fn numbers_and_dashes_are_left_alone() {
        for text in [
            "-3.2",
            "+3%",
            "-1,234.5",
            "－",
            "-",
            "―",
            "--",
            "▲5",
            "'80年代",
            "0",
            "",
        ] {
            assert_eq!(guarded(clean(text, false)), text);
        }
    }

    #[test]
    fn nothing_turns_or_hides_what_is_seen() {
        assert_eq!(clean("a\u{202e}12\u{202c}\u{200f}b\u{0}c", false), "a12bc");
        assert_eq!(clean("一行\r\n二行\t三", false), "一行 二行 三");
        assert_eq!(clean("一行\r\n二行", true), "一行\n二行");
        assert_eq!(clean("葛\u{E0100}", false), "葛\u{E0100}");
    }
}
