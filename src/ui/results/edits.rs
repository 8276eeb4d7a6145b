//! Which cell of the table is edited, which block of cells is marked, and what is done with them.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::listing::lines::Lines;
use crate::app::ports::Copier;
use crate::app::session::Action;
use crate::browser::clipboard;
use crate::ui::components::cell_editor::Leave;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_latest;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Shared;
use crate::ui::results::blocks::Laid;
use crate::ui::results::blocks::Marked;
use crate::ui::results::blocks::Table;
use crate::ui::results::drawn::Drawn;
use crate::ui::results::drawn::has_room;
use crate::ui::results::editing::CellId;
use crate::ui::results::editing::Way;
use crate::ui::results::editing::cell_of;
use crate::ui::results::editing::is_field;
use crate::ui::results::editing::next;
use crate::ui::results::long::Long;
use kpi_report::i18n::Lang;
use kpi_report::i18n::results;
use kpi_report::i18n::results::Words;

/// A block of cells: where it was begun, and the corner that goes with the keys.
type Block = (CellId, CellId);

/// The cell that is edited, the block that is marked, and what can be done about them.
#[derive(Clone)]
pub struct Edits {
    reading: Shared,
    lines: Rc<Lines>,
    fields: Rc<Vec<&'static str>>,
    words: &'static Words,
    act: Callback<Action>,
    on_say: Callback<AttrValue>,
    copier: Rc<dyn Copier>,
    editable: bool,
    block: UseStateHandle<Option<Block>>,
    /// The cell that is edited.
    pub editing: Option<CellId>,
    /// Edits a cell.
    pub on_edit: Callback<CellId>,
    /// The cell that is edited was left.
    pub on_leave: Callback<(CellId, Leave)>,
}

/// What [`use_edits`] takes.
pub struct Edited<'a> {
    /// What was read.
    pub reading: &'a Shared,
    /// The columns.
    pub drawn: &'a Rc<Drawn>,
    /// The lines in their order.
    pub lines: &'a Rc<Lines>,
    /// A person may change what was read.
    pub editable: bool,
    /// Says something in the live region.
    pub on_say: &'a Callback<AttrValue>,
}

/// The cell of a table that is edited, and the block of cells that is marked.
#[hook]
pub fn use_edits(edited: &Edited<'_>, long: &Long) -> Edits {
    let ports = use_ports();
    let editing = use_state_eq(|| None::<CellId>);
    let block = use_state_eq(|| None::<Block>);
    let all = (edited.reading.clone(), Rc::clone(edited.drawn));
    let fields = {
        let page = Rc::clone(&ports.page);
        use_memo(all, move |(reading, drawn)| {
            let matches = |media: &str| page.matches(media);
            let is_seen = |field: &&'static str| {
                drawn.class(field).is_some() || has_room(field, &reading.columns, &matches)
            };
            drawn.fields.iter().copied().filter(is_seen).collect::<Vec<_>>()
        })
    };
    let setter = editing.setter();
    let on_edit = {
        let marked = block.setter();
        use_callback((), move |cell, ()| {
            marked.set(None);
            setter.set(Some(cell));
        })
    };
    let on_leave = use_leave(edited, &fields, editing.setter(), long);
    Edits {
        reading: edited.reading.clone(),
        lines: Rc::clone(edited.lines),
        fields,
        words: results::words(use_context::<Lang>().unwrap_or_default()),
        act: use_act(),
        on_say: edited.on_say.clone(),
        copier: ports.copier,
        editable: edited.editable,
        block,
        editing: *editing,
        on_edit,
        on_leave,
    }
}

/// Where one goes when a cell is left.
#[hook]
fn use_leave(
    edited: &Edited<'_>,
    fields: &Rc<Vec<&'static str>>,
    editing: UseStateSetter<Option<CellId>>,
    long: &Long,
) -> Callback<(CellId, Leave)> {
    let deps = (edited.reading.clone(), Rc::clone(edited.lines), Rc::clone(fields));
    let going = long.clone();
    use_callback(
        deps,
        move |(cell, leave): (CellId, Leave), (reading, lines, fields)| {
            editing.set(None);
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
    )
}

/// Marks the cells from the one that has the focus, or where the block was begun, to another. The same callback for as
/// long as the table is there, or else every row would be drawn anew with the table.
#[hook]
pub fn use_extend(edits: &Edits) -> Callback<CellId> {
    let page = use_ports().page;
    let latest = use_latest(edits.clone());
    use_callback((), move |to: CellId, ()| {
        let from = page.focused().and_then(|id| CellId::of_id(&id));
        latest.get().extend(from.unwrap_or(to), to);
    })
}

impl Edits {
    /// The cell that a key leads to.
    pub fn next(&self, from: CellId, way: Way) -> Option<CellId> {
        next(&self.reading, &self.lines, &self.fields, from, way)
    }

    /// The cell is a corner of the marked block.
    pub fn is_marked(&self, cell: CellId) -> bool {
        self.block.is_some_and(|(from, to)| from == cell || to == cell)
    }

    /// The corner that goes with the keys, of the block that this cell is a corner of; else the cell.
    pub fn corner(&self, cell: CellId) -> CellId {
        self.block_of(cell).1
    }

    /// The cells that are marked, by their KPIs.
    pub fn marked(&self) -> Marked {
        self.block
            .map_or_else(Marked::new, |(from, to)| self.table().marked(from, to))
    }

    /// Marks the cells from the block's beginning, or else from this cell, to another.
    pub fn extend(&self, from: CellId, to: CellId) {
        let from = self.block_of(from).0;
        self.block.set(Some((from, to)));
        let block = self.table().block(from, to);
        let n_columns = block.first().map_or(0, Vec::len);
        self.say((self.words.marked)(block.len(), n_columns));
    }

    /// Nothing is marked any more.
    pub fn unmark(&self) {
        self.block.set(None);
    }

    /// Puts the block, or the cell, on the clipboard.
    pub fn copy(&self, cell: CellId) {
        let (from, to) = self.block_of(cell);
        let n_cells = self.table().block(from, to).iter().map(Vec::len).sum();
        let text = self.table().copied(from, to);
        let (on_say, words) = (self.on_say.clone(), self.words);
        let done = move |is_done| {
            let said = if is_done {
                (words.copied)(n_cells)
            } else {
                words.not_copied.to_owned()
            };
            on_say.emit(said.into());
        };
        self.copier.copy(&text, Box::new(done));
    }

    /// Lays the first row of the block over the others.
    pub fn fill_down(&self, cell: CellId) {
        let (from, to) = self.block_of(cell);
        self.lay(self.table().filled_down(from, to));
    }

    /// Empties the block, or the cell.
    pub fn empty(&self, cell: CellId) {
        let (from, to) = self.block_of(cell);
        let laid = self.table().emptied(from, to);
        if laid != Laid::default() {
            self.lay(laid);
        }
    }

    /// Takes copied cells that are pasted on a cell. A single text that is pasted into a field is the field's.
    pub fn onpaste(&self) -> Callback<Event> {
        let edits = self.clone();
        Callback::from(move |event: Event| {
            let cell = cell_of(&event).filter(|_| edits.editable);
            let text = clipboard::read(&event).and_then(|clipboard| clipboard.text);
            let (Some(cell), Some(text)) = (cell, text) else {
                return;
            };
            if is_field(&event) && !text.trim_end().contains(['\t', '\n', '\r']) {
                return;
            }
            event.prevent_default();
            event.stop_propagation();
            let (from, to) = edits.block_of(cell);
            edits.lay(edits.table().pasted(from, to, &text));
        })
    }

    /// The marked block that a cell is a corner of, else the cell alone.
    fn block_of(&self, cell: CellId) -> Block {
        let block = self.block.filter(|(from, to)| *from == cell || *to == cell);
        block.unwrap_or((cell, cell))
    }

    fn table(&self) -> Table<'_> {
        Table {
            reading: &self.reading,
            lines: &self.lines,
            fields: &self.fields,
        }
    }

    /// Makes the changes in one step, and says how many cells they are and what found no place.
    fn lay(&self, laid: Laid) {
        if !self.editable {
            return;
        }
        self.say((self.words.laid)(laid.changes.len(), laid.n_left));
        if !laid.changes.is_empty() {
            self.act.emit(Change::All(laid.changes).into());
        }
    }

    fn say(&self, text: String) {
        self.on_say.emit(text.into());
    }
}
