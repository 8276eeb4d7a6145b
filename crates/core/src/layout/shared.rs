//! Texts below the rows of a table → the indicators above that they are of: notes, reasons, remarks.
//!
//! One text may be of many indicators, and many texts of the same ones. No indicator takes more than [`MOST`], and none
//! is looked at again once nothing more can be given to it, so that what is done, and what comes out, grows as the input.

use crate::kpi::{Indicator, Observation, Point, Recognised, Text};

/// Texts that an indicator takes from below its table; a careful sheet has a handful.
pub const MOST: usize = 40;

/// Which indicators a text is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// All of a section.
    Section,
    /// Those of a section whose target was missed.
    Missed,
    /// All since the last remark.
    Remarked,
}

/// Where the handing out stands.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Of each way, the first indicator that may still take one.
    open: [usize; 3],
}

impl Shared {
    /// Gives a text to the indicators from `first` on; `first` never goes back within one way. Where one of them has no
    /// room, the text is noted as left out.
    pub fn give(&mut self, text: &Text, first: usize, of: Of, found: &mut Recognised) {
        let Some(open) = self.open.get_mut(of as usize) else {
            return;
        };
        let start = first.max(*open);
        let mut has_room = start == first;
        let mut is_behind_closed = true;
        for (index, indicator) in found.indicators.iter_mut().enumerate().skip(start) {
            let takes = of != Of::Missed || is_missed(indicator);
            if takes && indicator.texts.len() < MOST {
                indicator.texts.push(text.clone());
            } else if takes {
                has_room = false;
            }
            let is_closed = !takes || indicator.texts.len() >= MOST;
            is_behind_closed &= is_closed;
            if is_behind_closed {
                *open = index + 1;
            }
        }
        *open = (*open).max(start);
        if !has_room {
            found.texts_left_out.extend(text.at.clone());
        }
    }
}

/// An actual lies below its target.
fn is_missed(indicator: &Indicator) -> bool {
    let value = |point: &Option<Point>| point.as_ref().and_then(|point| point.value);
    let is_below = |seen: &Observation| {
        let both = value(&seen.target).zip(value(&seen.actual));
        both.is_some_and(|(target, actual)| actual < target)
    };
    indicator.observations.iter().any(is_below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::TextRole;
    use kpi_readers::base::place::Place;

    fn text(line: u32) -> Text {
        Text {
            role: TextRole::Note,
            text: format!("注記{line}"),
            at: Some(Place::line(line)),
        }
    }

    #[test]
    fn texts_go_to_the_indicators_above_until_one_has_its_fill() {
        let mut found = Recognised {
            indicators: vec![Indicator::default(); 3],
            ..Recognised::default()
        };
        let mut shared = Shared::default();
        shared.give(&text(1), 1, Of::Section, &mut found);
        let counts = |found: &Recognised| -> Vec<usize> {
            found
                .indicators
                .iter()
                .map(|indicator| indicator.texts.len())
                .collect()
        };
        assert_eq!(counts(&found), [0, 1, 1]);
        for line in 2..=50 {
            shared.give(&text(line), 1, Of::Section, &mut found);
        }
        assert_eq!(counts(&found), [0, MOST, MOST]);
        assert_eq!(found.texts_left_out.len(), 10);
        // What comes later begins anew.
        found.indicators.push(Indicator::default());
        shared.give(&text(51), 1, Of::Section, &mut found);
        assert_eq!(counts(&found), [0, MOST, MOST, 1]);
        // Remarks are told apart from notes, and nobody missed a target.
        shared.give(&text(52), 3, Of::Remarked, &mut found);
        shared.give(&text(53), 0, Of::Missed, &mut found);
        assert_eq!(counts(&found), [0, MOST, MOST, 2]);
    }
}
