//! What of a long table is drawn: where one scrolls to, what was gone to, what has the focus.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::app::listing::Listing;
use crate::app::listing::lines::Lines;
use crate::app::ports::Page;
use crate::ui::hooks::use_ports;
use crate::ui::results::editing::CellId;
use crate::ui::view::kpi_of;

/// The height of every row of a long table, in rem; as in the style sheet.
pub const ROW_REM: usize = 3;

/// Rows seen before anybody scrolled.
const SEEN: usize = 12;

/// Where one is in a long table.
#[derive(Debug)]
struct Place {
    /// The first row seen, from 0.
    first: usize,
    /// Rows that are seen.
    seen: usize,
    /// The KPI whose row has the focus.
    focused: Option<usize>,
    /// The number of the last wish to go to a KPI.
    sought: Option<u32>,
    /// The id of the element to focus once its row is drawn.
    wanted: Option<String>,
}

/// The state of a long table.
#[derive(Clone)]
pub struct Long {
    page: Rc<dyn Page>,
    place: Rc<RefCell<Place>>,
    redraw: UseForceUpdateHandle,
    /// What scrolls.
    pub pane: NodeRef,
}

/// The state of a long table: it follows what is scrolled, gone to and focused.
#[hook]
pub fn use_long(sought: Option<(usize, u32)>, listing: &Listing, lines: &Lines) -> Long {
    let page = use_ports().page;
    let place = use_mut_ref(|| Place {
        first: 0,
        seen: SEEN,
        focused: None,
        sought: None,
        wanted: None,
    });
    let long = Long {
        page: Rc::clone(&page),
        place: Rc::clone(&place),
        redraw: use_force_update(),
        pane: use_node_ref(),
    };
    let is_sought = long.follow(sought, lines);
    // Another search, filter or order begins at its first row; what is folded stays where it is.
    let asked = listing.unfolded();
    let (pane, is_first) = (long.pane.clone(), use_mut_ref(|| true));
    use_effect_with(asked, move |_| {
        let is_first = is_first.replace(false);
        if let Some(pane) = pane.cast::<Element>().filter(|_| !is_first && !is_sought) {
            pane.set_scroll_top(0);
        }
    });
    use_effect(move || {
        let wanted = place.borrow_mut().wanted.take();
        if let Some(id) = wanted {
            page.reveal(&id);
        }
    });
    long
}

impl Long {
    /// Draws around the KPI that was gone to, if that is a new wish; says whether it is.
    fn follow(&self, sought: Option<(usize, u32)>, lines: &Lines) -> bool {
        let mut place = self.place.borrow_mut();
        let Some((kpi, number)) = sought.filter(|(_, number)| place.sought != Some(*number)) else {
            return false;
        };
        place.sought = Some(number);
        if let Some(line) = lines.place(kpi) {
            place.first = lines.row(line);
        }
        true
    }

    /// Moves the focus to a cell; where it is not drawn yet, once it is.
    pub fn go(&self, cell: CellId, lines: &Lines) {
        if self.page.reveal(&cell.id()) {
            return;
        }
        if let Some(line) = lines
            .place(cell.kpi)
            .filter(|line| !self.window(lines).contains(line))
        {
            self.place.borrow_mut().first = lines.row(line);
        }
        self.place.borrow_mut().wanted = Some(cell.id());
        self.redraw.force_update();
    }

    /// The lines around what is seen.
    pub fn window(&self, lines: &Lines) -> Range<usize> {
        let place = self.place.borrow();
        lines.window(place.first, place.seen)
    }

    /// Rows that are seen at once.
    pub fn seen(&self) -> usize {
        self.place.borrow().seen
    }

    /// The line of the row that has the focus: taken away, it would take the focus with it.
    pub fn focused(&self, lines: &Lines) -> Option<usize> {
        lines.place(self.place.borrow().focused?)
    }

    /// Draws what is scrolled to, where that is not drawn yet.
    pub fn onscroll(&self, lines: &Rc<Lines>) -> Callback<Event> {
        let (long, lines) = (self.clone(), Rc::clone(lines));
        Callback::from(move |event: Event| {
            let Some(pane) = event.target_dyn_into::<Element>() else {
                return;
            };
            let row = row_height(&pane);
            let before = long.window(&lines);
            {
                let mut place = long.place.borrow_mut();
                place.first = rows(pane.scroll_top(), row);
                place.seen = rows(pane.client_height(), row).max(1);
            }
            if long.window(&lines) != before {
                long.redraw.force_update();
            }
        })
    }

    /// Takes note of the row that has the focus.
    pub fn onfocusin(&self) -> Callback<FocusEvent> {
        let place = Rc::clone(&self.place);
        Callback::from(move |event: FocusEvent| {
            let id = event.target_dyn_into::<HtmlElement>().map(|element| element.id());
            place.borrow_mut().focused = id.and_then(|id| kpi_of(&id));
        })
    }

    /// No row has the focus.
    pub fn onfocusout(&self) -> Callback<FocusEvent> {
        let place = Rc::clone(&self.place);
        Callback::from(move |_| place.borrow_mut().focused = None)
    }
}

/// The height of a row in pixels: as it is drawn, since the size of letters is the reader's.
fn row_height(pane: &Element) -> i32 {
    let row = pane.query_selector(".ke-kpi__row").ok().flatten();
    let row = row.and_then(|row| row.dyn_into::<HtmlElement>().ok());
    row.map_or(0, |row| row.offset_height()).max(1)
}

/// So many pixels in rows.
fn rows(pixels: i32, row: i32) -> usize {
    usize::try_from(pixels / row.max(1)).unwrap_or(0)
}
