//! Which cell of the table is edited, and where one goes when it is left.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::listing::lines::Lines;
use crate::ui::components::cell_editor::Leave;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Shared;
use crate::ui::results::drawn::Drawn;
use crate::ui::results::drawn::has_room;
use crate::ui::results::editing::CellId;
use crate::ui::results::editing::Way;
use crate::ui::results::editing::next;
use crate::ui::results::long::Long;

/// The cell that is edited, and what can be done about it.
#[derive(Clone)]
pub struct Edits {
    reading: Shared,
    lines: Rc<Lines>,
    fields: Rc<Vec<&'static str>>,
    /// The cell that is edited.
    pub editing: Option<CellId>,
    /// Edits a cell.
    pub on_edit: Callback<CellId>,
    /// The cell that is edited was left.
    pub on_leave: Callback<(CellId, Leave)>,
}

/// The cell of a table that is edited; `drawn` are its columns.
#[hook]
pub fn use_edits(reading: &Shared, drawn: &Rc<Drawn>, lines: &Rc<Lines>, long: &Long) -> Edits {
    let page = use_ports().page;
    let editing = use_state_eq(|| None::<CellId>);
    let all = (reading.clone(), Rc::clone(drawn));
    let fields = use_memo(all, |(reading, drawn)| {
        let matches = |media: &str| page.matches(media);
        let is_seen = |field: &&'static str| {
            drawn.class(field).is_some() || has_room(field, &reading.columns, &matches)
        };
        drawn.fields.iter().copied().filter(is_seen).collect::<Vec<_>>()
    });
    let setter = editing.setter();
    let on_edit = use_callback((), {
        let setter = setter.clone();
        move |cell, ()| setter.set(Some(cell))
    });
    let deps = (reading.clone(), Rc::clone(lines), Rc::clone(&fields));
    let going = long.clone();
    let on_leave = use_callback(
        deps,
        move |(cell, leave): (CellId, Leave), (reading, lines, fields)| {
            setter.set(None);
            let way = match leave {
                Leave::Below => Some(Way::Rows(1)),
                Leave::After => Some(Way::After),
                Leave::Before => Some(Way::Before),
                Leave::Back => None,
                Leave::Away => return,
            };
            let to = way.and_then(|way| next(reading, lines, fields, cell, way));
            going.go(to.unwrap_or(cell), lines);
        },
    );
    Edits {
        reading: reading.clone(),
        lines: Rc::clone(lines),
        fields,
        editing: *editing,
        on_edit,
        on_leave,
    }
}

impl Edits {
    /// The cell that a key leads to.
    pub fn next(&self, from: CellId, way: Way) -> Option<CellId> {
        next(&self.reading, &self.lines, &self.fields, from, way)
    }
}
