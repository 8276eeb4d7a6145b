//! What stands on every page around its content: page numbers, running heads.

use std::collections::BTreeMap;

use crate::pdf::block::Block;

/// Lines at the top and at the bottom of a page that may be such.
const EDGE: usize = 2;

/// Takes page numbers away, and the lines that repeat those of an earlier page at the same edge.
pub fn remove(pages: &mut [Vec<Block>]) {
    let mut seen: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for (page, blocks) in pages.iter_mut().enumerate() {
        let n = blocks.len();
        let mut is_kept = vec![true; n];
        let edges = (0..n.min(EDGE)).map(|index| (true, index));
        let edges = edges.chain((n.saturating_sub(EDGE)..n).map(|index| (false, index)));
        for (is_top, index) in edges {
            let Some(Block::Line(line)) = blocks.get(index) else {
                continue;
            };
            let text = line.text();
            let first = *seen.entry((is_top, text.clone())).or_insert(page);
            if let Some(kept) = is_kept.get_mut(index)
                && (first < page || is_page_number(&text))
            {
                *kept = false;
            }
        }
        let mut kept = is_kept.into_iter();
        blocks.retain(|_| kept.next().unwrap_or(true));
    }
}

/// `- 3 -`, `3 / 10`, `3ページ`.
fn is_page_number(text: &str) -> bool {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"-‐–—−－・/／()（）.pP".contains(*c))
        .collect();
    let plain = plain.trim_start_matches("age").trim_start_matches('第');
    let plain = plain.trim_end_matches("ページ").trim_end_matches("頁");
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    !plain.is_empty() && plain.chars().count() <= 6 && plain.chars().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_headings() {
        for text in ["3", "- 3 -", "3 / 10", "12ページ", "第３頁", "p. 4", "Page 4"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["基本目標1", "令和5年度", "1 産業", ""] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
