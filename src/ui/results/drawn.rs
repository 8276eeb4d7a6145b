//! Which columns the table has: what the room leaves, and what a person chose instead.

use crate::app::column_choice::ColumnChoice;
use crate::app::listing::columns::Columns;

/// Below this width, columns are left out. As in the style sheet.
const TIGHT: &str = "(max-width: 71.99rem)";

/// Below this width, rows are cards. As in the style sheet.
pub const CARDS: &str = "(max-width: 47.99rem)";

/// What is left out where there is little room, unless a person wants it.
const SPARED: [&str; 4] = ["department", "unit", "baseline", "final"];

/// The fields that are drawn, in order, with those that a person wants whatever the room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// In order; the name first.
    pub fields: Vec<&'static str>,
    kept: Vec<&'static str>,
}

impl Drawn {
    /// Of the columns that hold something, those that were not switched off. The name is always there.
    pub fn of(columns: &Columns, choice: &ColumnChoice) -> Self {
        let all = columns.shown().iter().copied();
        let fields: Vec<&'static str> = all
            .filter(|field| *field == "name" || choice.of(field) != Some(false))
            .collect();
        let kept = fields
            .iter()
            .copied()
            .filter(|field| choice.of(field) == Some(true));
        Self {
            kept: kept.collect(),
            fields,
        }
    }

    /// The class of what stands in a column that a person wants whatever the room.
    pub fn class(&self, field: &str) -> Option<&'static str> {
        self.kept.contains(&field).then_some("ke-kept")
    }
}

/// There is room for a column that nothing was said of, where media queries hold as told.
pub fn has_room(field: &str, columns: &Columns, matches: &dyn Fn(&str) -> bool) -> bool {
    if SPARED.contains(&field) {
        return !matches(TIGHT);
    }
    // Beside labels there is room for pictures on wide screens, and on cards.
    field != "chart" || !columns.has("label") || !matches(TIGHT) || matches(CARDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_report::contract::v1;

    fn columns() -> Columns {
        let kpi = v1::Kpi {
            unit: Some("人".to_owned()),
            label: Some(v1::Label::default()),
            ..v1::Kpi::default()
        };
        let found = v1::Evaluation {
            kpis: vec![kpi],
            ..v1::Evaluation::default()
        };
        Columns::of(&found, false)
    }

    #[test]
    fn what_was_switched_off_is_not_drawn_and_the_name_always_is() {
        let choice = ColumnChoice::default()
            .with("rate", false)
            .with("name", false)
            .with("unit", true);
        let drawn = Drawn::of(&columns(), &choice);
        assert_eq!(
            drawn.fields,
            ["name", "unit", "target", "actual", "status", "label"]
        );
        assert_eq!(
            (drawn.class("unit"), drawn.class("target")),
            (Some("ke-kept"), None)
        );
    }

    #[test]
    fn the_room_decides_where_nothing_was_said() {
        let columns = columns();
        let wide = |_: &str| false;
        let tight = |media: &str| media == TIGHT;
        assert!(has_room("unit", &columns, &wide) && !has_room("unit", &columns, &tight));
        assert!(has_room("rate", &columns, &tight));
        assert!(!has_room("chart", &columns, &tight) && has_room("chart", &columns, &|_| true));
    }
}
