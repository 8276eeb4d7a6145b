//! The keys of the table: going from cell to cell, editing, blocks of cells.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::listing::lines::Lines;
use crate::ui::results::editing::CellId;
use crate::ui::results::editing::Way;
use crate::ui::results::editing::cell_of;
use crate::ui::results::editing::is_field;
use crate::ui::results::edits::Edits;
use crate::ui::results::long::Long;
use crate::ui::results::row::Choice;

/// What a key does to a cell, or to the block that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Edit,
    Copy,
    FillDown,
    Empty,
    Unmark,
}

/// What the keys do in a table; `on_choose` is told of every other KPI that is gone to.
pub fn onkeydown(
    edits: &Edits,
    lines: &Rc<Lines>,
    long: &Long,
    on_choose: Option<Callback<Choice>>,
) -> Callback<KeyboardEvent> {
    let (edits, lines, long) = (edits.clone(), Rc::clone(lines), long.clone());
    Callback::from(move |event: KeyboardEvent| {
        let Some(cell) = cell_of(&event) else { return };
        if let Some(command) = command_of(&event, edits.is_marked(cell)) {
            event.prevent_default();
            obey(&edits, cell, command);
            return;
        }
        let Some(way) = way_of(&event, cell, long.seen()) else {
            return;
        };
        let is_extending = event.shift_key();
        let from = if is_extending { edits.corner(cell) } else { cell };
        let end = match way {
            Way::Rows(isize::MIN) => lines.kpis().next(),
            Way::Rows(isize::MAX) => lines.kpis().next_back(),
            _ => None,
        };
        let next = match end {
            Some(kpi) => Some(CellId { kpi, n: 0, ..from }),
            None => edits.next(from, way),
        };
        let Some(next) = next else { return };
        event.prevent_default();
        if is_extending {
            edits.extend(cell, next);
        } else {
            edits.unmark();
        }
        long.go(next, &lines);
        if let Some(on_choose) = on_choose.as_ref().filter(|_| next.kpi != cell.kpi) {
            on_choose.emit(Choice::Row(next.kpi));
        }
    })
}

fn obey(edits: &Edits, cell: CellId, command: Command) {
    match command {
        Command::Edit => edits.on_edit.emit(cell),
        Command::Copy => edits.copy(cell),
        Command::FillDown => edits.fill_down(cell),
        Command::Empty => edits.empty(cell),
        Command::Unmark => edits.unmark(),
    }
}

fn command_of(event: &KeyboardEvent, is_marked: bool) -> Option<Command> {
    if event.is_composing() || event.alt_key() || is_field(event) {
        return None;
    }
    match (event.key().as_str(), event.ctrl_key() || event.meta_key()) {
        ("F2", false) => Some(Command::Edit),
        ("c", true) if !event.shift_key() => Some(Command::Copy),
        ("d", true) if is_marked => Some(Command::FillDown),
        ("Delete", false) => Some(Command::Empty),
        ("Escape", false) if is_marked => Some(Command::Unmark),
        _ => None,
    }
}

/// Where a key leads from a cell; `seen` rows are a page.
fn way_of(event: &KeyboardEvent, cell: CellId, seen: usize) -> Option<Way> {
    if event.is_composing() || event.alt_key() || event.meta_key() || event.shift_key() && is_field(event) {
        return None;
    }
    let page = isize::try_from(seen.saturating_sub(1).max(1)).unwrap_or(1);
    // From the button of a row its ends are those of the table; from another cell only with Control.
    let to_ends = event.ctrl_key() || cell.field == "name";
    Some(match event.key().as_str() {
        "ArrowDown" => Way::Rows(1),
        "ArrowUp" => Way::Rows(-1),
        "PageDown" => Way::Rows(page),
        "PageUp" => Way::Rows(-page),
        _ if is_field(event) => return None,
        "ArrowRight" => Way::Right,
        "ArrowLeft" => Way::Left,
        "Home" if to_ends => Way::Rows(isize::MIN),
        "End" if to_ends => Way::Rows(isize::MAX),
        "Home" => Way::RowStart,
        "End" => Way::RowEnd,
        _ => return None,
    })
}
