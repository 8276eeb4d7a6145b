//! Names that stand apart from what they name, joined one to one by the words they share.

use crate::text::fold;

/// Pairs names with texts so that the shared words are most, each used once. Returns, for each name, the index of its
/// text; names that share nothing stay alone.
///
/// Greedy on the best remaining pair: the lists are short, and a tie is broken by the order of the input.
pub fn join(names: &[String], texts: &[String]) -> Vec<Option<usize>> {
    let mut scores: Vec<(usize, usize, usize)> = Vec::new();
    if names.len() > MOST_NAMES {
        return vec![None; names.len()];
    }
    let squeezed: Vec<String> = texts
        .iter()
        .map(|text| fold::squeeze(text).chars().take(LONGEST_TEXT).collect())
        .collect();
    for (name, words) in names.iter().map(|name| pieces(name, &squeezed)).enumerate() {
        for (text, squeezed) in squeezed.iter().enumerate() {
            let score: usize = words
                .iter()
                .map(|(piece, weight)| {
                    if squeezed.contains(piece.as_str()) {
                        *weight
                    } else {
                        0
                    }
                })
                .sum();
            if score > 0 {
                scores.push((score, name, text));
            }
        }
    }
    scores.sort_by_key(|&(score, name, text)| (std::cmp::Reverse(score), name, text));
    let mut joined = vec![None; names.len()];
    let mut taken = vec![false; texts.len()];
    for (_, name, text) in scores {
        if let (Some(slot @ None), Some(free @ false)) = (joined.get_mut(name), taken.get_mut(text)) {
            *slot = Some(text);
            *free = true;
        }
    }
    joined
}

/// More names are no handful that stands apart; pairing them would take too long.
const MOST_NAMES: usize = 50;
/// Characters of a text that are looked through.
const LONGEST_TEXT: usize = 20_000;

/// What a pair of characters weighs that stands in one text only.
const RAREST: usize = 60;

/// Pairs of characters of a name, kana-only ones left out, weighed by how few of the texts hold them.
fn pieces(name: &str, texts: &[String]) -> Vec<(String, usize)> {
    let chars: Vec<char> = fold::squeeze(name).chars().collect();
    let mut pieces: Vec<(String, usize)> = Vec::new();
    for pair in chars.windows(2) {
        let piece: String = pair.iter().collect();
        let kana = piece.chars().all(|c| matches!(c, '\u{3041}'..='\u{309F}'));
        if kana || pieces.iter().any(|(known, _)| *known == piece) {
            continue;
        }
        let n_texts = texts.iter().filter(|text| text.contains(&piece)).count();
        pieces.push((piece, RAREST.checked_div(n_texts).unwrap_or(0)));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_find_the_texts_that_speak_of_them() {
        let names = [
            "創業支援による地域のにぎわい事業".to_owned(),
            "女性の新しい就労推進事業".to_owned(),
        ];
        let texts = [
            "出産を契機とした女性の退職が多い。就労を促進する。".to_owned(),
            "創業希望者に対し創業相談窓口を実施する。".to_owned(),
        ];
        assert_eq!(join(&names, &texts), [Some(1), Some(0)]);
        assert_eq!(join(&["水道".to_owned()], &texts), [None]);
    }
}
