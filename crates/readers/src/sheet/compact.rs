//! The short written shape of rows: a row is `[line, tabular, [cells]]`, a cell its text, one under a merged cell
//! `[text]`. A sheet of twenty thousand rows must fit into a browser's storage, and names of fields would double it.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::sheet::{Cell, Row};

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.covered {
            serializer.collect_seq([&self.text])
        } else {
            serializer.serialize_str(&self.text)
        }
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a cell's text, or a list of it")
    }

    fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::new(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Cell, E> {
        Ok(Cell::new(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Cell, A::Error> {
        let text = parts.next_element()?.unwrap_or_default();
        Ok(Cell { text, covered: true })
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.line, self.tabular, &self.cells).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (line, tabular, cells) = Deserialize::deserialize(deserializer)?;
        Ok(Self { line, cells, tabular })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_written_short_and_read_back() {
        let covered = Cell {
            text: "目標".to_owned(),
            covered: true,
        };
        let row = Row {
            line: 7,
            cells: vec![Cell::new("来館者数"), Cell::new(""), covered],
            tabular: true,
        };
        let text = serde_json::to_string(&row).unwrap();
        assert_eq!(text, r#"[7,true,["来館者数","",["目標"]]]"#);
        assert_eq!(serde_json::from_str::<Row>(&text).unwrap(), row);
    }

    #[test]
    fn what_is_no_row_is_refused() {
        for text in ["[]", "[1,true]", r#"{"line":1}"#, "[1,true,[5]]", "[-1,true,[]]"] {
            assert!(serde_json::from_str::<Row>(text).is_err(), "{text}");
        }
    }
}
