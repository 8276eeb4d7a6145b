//! Emphasis in cells of text: tags, and the marks of Markdown. Struck-out text is left out, raised marks stay apart.

use crate::base::raised::{self, Level};
use crate::tags;

/// A cell without its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stripped {
    /// What is shown.
    pub text: String,
    /// What was struck out.
    pub struck: Vec<String>,
    /// Raised and lowered marks that would join a figure.
    pub apart: Vec<String>,
}

/// Runs that change what a text says: how they begin and end, and what they are.
const RUNS: &[(&str, &str, Run)] = &[
    ("~~", "~~", Run::Struck),
    ("<s>", "</s>", Run::Struck),
    ("<del>", "</del>", Run::Struck),
    ("<strike>", "</strike>", Run::Struck),
    ("<sup>", "</sup>", Run::Beside(Level::Raised)),
    ("<sub>", "</sub>", Run::Beside(Level::Lowered)),
];

#[derive(Clone, Copy, Debug)]
enum Run {
    Struck,
    Beside(Level),
}

/// Runs of one cell that are looked at.
const MAX_RUNS: usize = 16;

/// Takes struck-out text and tags out of a cell.
///
/// # Examples
/// ```
/// use kpi_readers::emphasis::strip;
/// assert_eq!(strip("~~850人~~ 900人").text.trim(), "900人");
/// assert_eq!(strip("450<sup>1</sup>").text, "450¹");
/// assert_eq!(strip("10~~20").text, "10~~20");
/// ```
pub fn strip(text: &str) -> Stripped {
    let mut stripped = Stripped::default();
    if !text.contains("~~") && !text.contains('<') && !text.contains('&') {
        text.clone_into(&mut stripped.text);
        return stripped;
    }
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    for _ in 0..MAX_RUNS {
        let Some((at, inner, length, run)) = next_run(rest) else {
            break;
        };
        out.push_str(rest.get(..at).unwrap_or(""));
        match run {
            Run::Struck => stripped.struck.push(tags::strip(inner)),
            Run::Beside(level) => {
                let joins =
                    out.ends_with(char::is_numeric) && inner.trim_start().starts_with(char::is_numeric);
                if joins {
                    stripped.apart.push(inner.to_owned());
                }
                out.push_str(&raised::at(level, inner));
            }
        }
        rest = rest.get(at + length..).unwrap_or("");
    }
    out.push_str(rest);
    stripped.text = tags::strip(&out);
    stripped
}

/// The first run: where it begins, what is in it, how long it is with its marks.
fn next_run(text: &str) -> Option<(usize, &str, usize, Run)> {
    let found = RUNS.iter().filter_map(|&(open, close, run)| {
        let at = find(text, open)?;
        let inner = text.get(at + open.len()..)?;
        let end = find(inner, close)?;
        let inner = inner.get(..end)?;
        // 10~~20 and ~~ 5 ~~ are no marks, and neither is what goes over lines.
        let is_run = open != "~~" || !inner.is_empty() && inner.trim() == inner && !inner.contains('\n');
        is_run.then_some((at, inner, open.len() + end + close.len(), run))
    });
    found.min_by_key(|(at, ..)| *at)
}

/// The place of a mark of ASCII in any case.
fn find(text: &str, mark: &str) -> Option<usize> {
    text.as_bytes()
        .windows(mark.len())
        .position(|window| window.eq_ignore_ascii_case(mark.as_bytes()))
}

/// The emphasis of Markdown around words: longer marks first.
const WRAPS: &[&str] = &["**", "__", "``", "*", "_", "`"];

/// A cell of a Markdown table without its emphasis, which comes in pairs: `**850**人` → `850人`; `120**` stays.
///
/// # Examples
/// ```
/// use kpi_readers::emphasis::unwrapped;
/// assert_eq!(unwrapped("**1,000**人"), "1,000人");
/// assert_eq!(unwrapped("`850人`"), "850人");
/// assert_eq!(unwrapped("a_b_c"), "a_b_c");
/// assert_eq!(unwrapped("120**"), "120**");
/// assert_eq!(unwrapped(r"\*\*850\*\*"), "**850**");
/// ```
pub fn unwrapped(cell: &str) -> String {
    let mut text = set_aside(cell.trim());
    for wrap in WRAPS {
        // Single marks are signs of footnotes and parts of names, unless they stand around the whole.
        if wrap.len() == 1 {
            let inner = text.strip_prefix(wrap).and_then(|inner| inner.strip_suffix(wrap));
            if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(wrap)) {
                text = inner.to_owned();
            }
        } else if text.matches(wrap).count() % 2 == 0 {
            text = text.replace(wrap, "");
        }
    }
    put_back(&text)
}

/// Where signs behind a backslash wait: a plane that no text uses.
const ASIDE: u32 = 0xF_0000;

/// Signs behind a backslash are themselves and no marks.
fn set_aside(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let sign = letters.peek().copied().filter(|_| letter == '\\');
        match sign.filter(char::is_ascii_punctuation) {
            Some(sign) => {
                letters.next();
                out.extend(char::from_u32(ASIDE + u32::from(sign)));
            }
            None => out.push(letter),
        }
    }
    out
}

fn put_back(text: &str) -> String {
    let back = |letter: char| {
        let sign = u32::from(letter).checked_sub(ASIDE).filter(|sign| *sign < 0x80);
        sign.and_then(char::from_u32).unwrap_or(letter)
    };
    text.chars().map(back).collect()
}
