//! 企画課、総務課: the departments in charge.

use crate::text::{absence, fold};

/// How names of offices end.
const ENDINGS: &[&str] = &[
    "課",
    "室",
    "局",
    "部",
    "係",
    "所",
    "館",
    "署",
    "班",
    "院",
    "会",
    "センター",
    "担当",
    "グループ",
    "チーム",
];

/// What stands between two offices; a middle dot and a slash also stand within one (子ども・子育て支援課).
const BETWEEN: &[char] = &['、', ',', '，', ';', ' '];
const WITHIN: &[char] = &['・', '/'];

/// The departments that a cell names, NFKC, each once. A cell is taken apart only where each part is an office by its
/// ending, so that a name with a break or a middle dot in it stays one.
///
/// # Examples
/// `企画課、総務課` → two; `子ども・子育て支援課` → one; `企画政⏎策課` → `企画政策課`; `―` → none.
pub fn all(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(fold::fold).collect();
    let lines = lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    let lines = if lines.iter().all(|line| offices(line, BETWEEN).is_some()) {
        lines
    } else {
        vec![fold::join(text)]
    };
    let mut found = Vec::<String>::new();
    for line in &lines {
        let parts = offices(line, BETWEEN).unwrap_or_else(|| vec![line]);
        for part in parts {
            let parts = offices(part, WITHIN).unwrap_or_else(|| vec![part]);
            for name in parts {
                let is_new = !found.iter().any(|other| other == name);
                if is_new && !name.is_empty() && absence::parse(name).is_none() {
                    found.push(name.to_owned());
                }
            }
        }
    }
    found
}

/// The parts between separators, if each is an office.
fn offices<'a>(text: &'a str, separators: &[char]) -> Option<Vec<&'a str>> {
    let parts: Vec<&str> = text
        .split(separators)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let is_office = |part: &&str| ENDINGS.iter().any(|ending| part.ends_with(ending));
    parts.iter().all(is_office).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn a_cell_is_taken_apart_only_into_offices() {
        for (text, expected) in [
            ("企画課", &["企画課"][..]),
            ("企画課、総務課", &["企画課", "総務課"]),
            ("健康福祉部　健康推進課", &["健康福祉部", "健康推進課"]),
            ("商工課\n観光課", &["商工課", "観光課"]),
            ("企画課・総務課", &["企画課", "総務課"]),
            ("子ども・子育て支援課", &["子ども・子育て支援課"]),
            (
                "子ども・子育て支援課、福祉課",
                &["子ども・子育て支援課", "福祉課"],
            ),
            ("企画政\n策課", &["企画政策課"]),
            ("企画課（主）、総務課", &["企画課(主)、総務課"]),
            ("社会福祉協議会", &["社会福祉協議会"]),
            ("企画課、企画課", &["企画課"]),
            ("―", &[]),
            ("", &[]),
        ] {
            assert_eq!(all(text), expected, "{text}");
        }
    }
}
