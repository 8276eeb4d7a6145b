//! Marks of footnotes: ※1, 注1, (注), *1.
//!
//! ```text
//! mark := ('※' | '*' | '†') digits?  |  '注' digits  |  '(' ('※' | '*' | '注') digits? ')'  |  '注' digits? ')'
//! ```

use std::borrow::Cow;

use crate::text::fold;

/// The name without the marks in it, and the marks: 「出生率※1（人）」 → 「出生率（人）」, ※1.
///
/// # Examples
/// ```
/// use kpi_core::text::footnote::split;
/// assert_eq!(split("出生率※1"), ("出生率".to_owned(), vec!["※1".to_owned()]));
/// assert_eq!(split("総生産(注2)(億円)"), ("総生産(億円)".to_owned(), vec!["注2".to_owned()]));
/// assert_eq!(split("発注1件の額"), ("発注1件の額".to_owned(), vec![]));
/// ```
pub fn split(name: &str) -> (String, Vec<String>) {
    if !name.contains(is_sign) {
        return (name.to_owned(), Vec::new());
    }
    let mut rest = name;
    let mut kept = String::new();
    let mut marks = Vec::new();
    while let Some(c) = rest.chars().next() {
        if let Some((mark, length)) = mark_at(rest, kept.is_empty()) {
            marks.push(mark);
            rest = rest.get(length..).unwrap_or("");
        } else {
            kept.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or("");
        }
    }
    let kept = kept.trim().to_owned();
    // A name that is nothing but marks is kept as it is.
    if kept.is_empty() {
        (name.to_owned(), Vec::new())
    } else {
        (kept, marks)
    }
}

/// A name without its marks: [`split`] where the marks themselves do not matter.
pub fn without_marks(name: Cow<'_, str>) -> Cow<'_, str> {
    if name.contains(is_sign) {
        Cow::Owned(split(&name).0)
    } else {
        name
    }
}

/// The mark that a line begins with, and the text behind it: 「※1　人口動態統計による」.
pub fn of_line(line: &str) -> Option<(String, String)> {
    let folded = fold::folded(line);
    let (mark, length) = mark_at(&folded, true)?;
    let text = folded
        .get(length..)?
        .trim_start_matches([' ', ':', ')', '.', '・', '、']);
    Some((mark, text.to_owned()))
}

/// The marks in a note beside a value, which holds nothing else: 「※1」, 「注2 / ※3」.
pub fn of_note(note: &str) -> Vec<String> {
    let parts = note.split(" / ").map(fold::squeeze);
    let whole = |part: String| mark_at(&part, true).filter(|(_, length)| *length == part.len());
    parts
        .filter_map(|part| whole(part).map(|(mark, _)| mark))
        .collect()
}

fn is_sign(c: char) -> bool {
    matches!(c, '※' | '*' | '＊' | '†' | '注')
}

/// The mark at the beginning of a folded text, and how long it is. 注 needs a number or brackets behind other words.
fn mark_at(text: &str, is_first: bool) -> Option<(String, usize)> {
    let (inner, open) = match text.strip_prefix(['(', '（']) {
        Some(inner) => (inner, text.len() - inner.len()),
        None => (text, 0),
    };
    let sign = inner.chars().next().filter(|c| is_sign(*c))?;
    let behind = inner.get(sign.len_utf8()..)?;
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let blank = behind.len() - behind.trim_start_matches(' ').len();
    let digits: String = behind
        .trim_start_matches(' ')
        .chars()
        .take_while(|c| is_digit(*c))
        .collect();
    // 「※ 3年ごとの調査」 is no ※3: a number belongs to the sign that it touches.
    let digits = if blank > 0 && open == 0 {
        String::new()
    } else {
        digits
    };
    let blank = if digits.is_empty() { 0 } else { blank };
    let tail = behind.get(blank + digits.len()..)?;
    let close = tail.len() - tail.strip_prefix([')', '）']).unwrap_or(tail).len();
    let bracketed = open > 0 && close > 0;
    let is_mark = if open > 0 {
        bracketed
    } else {
        sign != '注'
            || is_first && (close > 0 || !digits.is_empty() || tail.starts_with([' ', ':']))
            || !digits.is_empty() && tail.is_empty()
    };
    let close = if bracketed || sign == '注' { close } else { 0 };
    let sign = if sign == '＊' { '*' } else { sign };
    let length = open + inner.chars().next().map_or(0, char::len_utf8) + blank + digits.len() + close;
    is_mark.then(|| (format!("{sign}{}", fold::nfkc(&digits)), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_with_their_mark() {
        let read = |line| of_line(line).map(|(mark, text)| format!("{mark}|{text}"));
        assert_eq!(read("※１　速報値").as_deref(), Some("※1|速報値"));
        assert_eq!(read("（注2）推計値").as_deref(), Some("注2|推計値"));
        assert_eq!(read("注1）推計値").as_deref(), Some("注1|推計値"));
        assert_eq!(read("注：推計値").as_deref(), Some("注|推計値"));
        assert_eq!(read("※ 3年ごとの調査").as_deref(), Some("※|3年ごとの調査"));
        assert_eq!(read("注意が必要な指標"), None);
        assert_eq!(read("(1) 注目する指標"), None);
    }

    #[test]
    fn a_note_is_a_mark_only_by_itself() {
        assert_eq!(of_note("*1"), ["*1"]);
        assert_eq!(of_note("速報 / 注2"), ["注2"]);
        assert!(of_note("※1を参照").is_empty());
    }
}
