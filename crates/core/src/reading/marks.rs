//! Grades and signs beside figures: of two records the better graded one has come as far or farther.

use kpi_readers::base::Decimal;

use crate::text::fold;

/// Grades and signs, best first; each row is one scale.
const SCALES: &[&[&str]] = &[&["S", "A", "B", "C", "D", "E"], &["◎", "○", "△", "×"]];
/// Signs that are written in several ways.
const SPELLINGS: &[(&str, &str)] = &[("〇", "○"), ("✕", "×"), ("☓", "×"), ("▲", "△")];

/// Where a mark stands: its scale, and how many are better.
pub fn rank(text: &str) -> Option<(usize, usize)> {
    let squeezed = fold::squeezed(text);
    let spelled = SPELLINGS.iter().find(|(other, _)| *other == squeezed);
    let mark = spelled.map_or(&*squeezed, |(_, mark)| mark);
    let mut scales = SCALES.iter().enumerate();
    scales.find_map(|(scale, marks)| Some((scale, marks.iter().position(|own| *own == mark)?)))
}

/// How well marks follow the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Records with a mark and figures.
    pub n: usize,
    /// Different marks among them.
    pub n_marks: usize,
}

impl Order {
    /// So many records in the order of so many marks do not stand so by chance.
    pub fn says_much(self) -> bool {
        self.n >= 5 && self.n_marks >= 3
    }
}

/// The order of marks and of how far records have come (actual ÷ target), if no worse mark stands beside more; `None`
/// where one does, or where marks are of several scales.
pub fn order(mut seen: Vec<((usize, usize), Decimal)>) -> Option<Order> {
    seen.sort_unstable();
    let (first, _) = seen.first()?;
    let scale = first.0;
    let mut order = Order::default();
    // The least of the better marks, and the mark and the least of those that are looked at.
    let mut least: Option<Decimal> = None;
    let mut own: Option<(usize, Decimal)> = None;
    for ((other, mark), share) in seen {
        if other != scale {
            return None;
        }
        order.n += 1;
        match own {
            Some((now, lowest)) if now == mark => own = Some((mark, lowest.min(share))),
            _ => {
                least = own.map(|(_, lowest)| lowest).or(least);
                own = Some((mark, share));
                order.n_marks += 1;
            }
        }
        if least.is_some_and(|least| share > least) {
            return None;
        }
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(records: &[(&str, i64)]) -> Option<Order> {
        let of = |(mark, percent): &(&str, i64)| Some((rank(mark)?, Decimal::from(*percent)));
        order(records.iter().filter_map(of).collect())
    }

    #[test]
    fn better_marks_stand_beside_more() {
        let check = |records: &[(&str, i64)], expected: Option<(usize, usize)>| {
            let got = seen(records).map(|order| (order.n, order.n_marks));
            assert_eq!(got, expected, "{records:?}");
        };
        check(
            &[("B", 98), ("Ａ", 138), ("C", 74), ("B", 91), ("D", -20)],
            Some((5, 4)),
        );
        check(&[("◎", 120), ("〇", 100), ("△", 70), ("○", 99)], Some((4, 3)));
        check(&[("A", 80), ("B", 91)], None);
        check(&[("A", 120), ("B", 91), ("C", 95)], None);
        check(&[("A", 100), ("B", 100)], Some((2, 2)));
        check(&[("A", 100), ("○", 90)], None);
        check(&[], None);
    }
}
