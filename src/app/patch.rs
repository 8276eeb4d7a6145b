//! Puts one number of a cell right and leaves its other characters alone: unit, note, separators stay as printed.

use kpi_core::text::fold;
use kpi_readers::base::Decimal;

/// The text with the one number that is among `printed` replaced by `proposal`; `None` where there is none of them, or
/// several, so that nothing is replaced that a person did not mean.
///
/// # Examples
/// ```
/// use kpi_evaluator::app::patch::patched;
/// let printed = ["43187321".to_owned(), "43187320".to_owned()];
/// assert_eq!(patched("43,187,321円（R4）", &printed, "43187320").as_deref(), Some("43,187,320円（R4）"));
/// ```
pub fn patched(text: &str, printed: &[String], proposal: &str) -> Option<String> {
    let wanted = number(proposal)?;
    let printed: Vec<Decimal> = printed.iter().filter_map(|word| number(word)).collect();
    let mut found = numbers(text)
        .into_iter()
        .filter(|(_, value)| *value != wanted && printed.contains(value));
    let (range, _) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let (before, old, after) = (
        text.get(..range.start)?,
        text.get(range.clone())?,
        text.get(range.end..)?,
    );
    // 15万 is no 15.
    if after.starts_with(['万', '億', '兆', '千']) {
        return None;
    }
    let new = if old.contains([',', '，']) {
        kpi_report::i18n::figures::grouped(&wanted.to_string())
    } else {
        wanted.to_string()
    };
    Some(format!("{before}{new}{after}"))
}

/// The numbers of a text and where they stand.
fn numbers(text: &str) -> Vec<(std::ops::Range<usize>, Decimal)> {
    let is_part = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || ",.，．".contains(c);
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(c)) {
            (None, true) => start = Some(at),
            (Some(begin), false) => {
                let word = text.get(begin..at).unwrap_or_default();
                // A full stop or comma behind a number is none of it.
                let word = word.trim_end_matches([',', '.', '，', '．']);
                found.extend(number(word).map(|value| (begin..begin + word.len(), value)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn number(word: &str) -> Option<Decimal> {
    let folded = fold::fold(word).replace(',', "");
    Decimal::from_str_exact(folded.trim().trim_end_matches('%')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, printed: &[&str], proposal: &str, expected: Option<&str>) {
        let printed: Vec<String> = printed.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(patched(text, &printed, proposal).as_deref(), expected, "{text}");
    }

    #[test]
    fn only_the_number_is_replaced() {
        check("98.0%", &["98.0%", "95.0%"], "95.0%", Some("95.0%"));
        check("９８．０％", &["98.0%"], "95.0", Some("95.0％"));
        check("165ha", &["12", "191", "168.08", "165"], "168", Some("168ha"));
        check("2,800（H30）", &["2900", "2800"], "2900", Some("2,900（H30）"));
        check("2,800.", &["2800"], "2900", Some("2,900."));
    }

    #[test]
    fn what_is_not_clear_is_left_alone() {
        check("12%減 165ha", &["12", "165"], "168", None);
        check("15万件", &["15"], "16", None);
        check("なし", &["15"], "16", None);
        check("15", &["14"], "16", None);
        check("順調", &["順調"], "遅れ", None);
    }
}
