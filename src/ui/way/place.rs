//! Where on the way one is, and the same in the address of the page.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::ports::Page;
use crate::app::session::Action;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::view::Step;
use crate::ui::way::address::Address;
use crate::ui::way::going::is_above;

/// Where one is.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// The place.
    pub address: Address,
    /// Another number for each time that the view has to follow.
    pub turn: u32,
    /// Somebody goes on.
    pub go: Callback<Going>,
}

/// How one goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum Going {
    /// A step was asked for.
    To(Step),
    /// The view went somewhere.
    Seen(Address),
    /// What stood above the view was closed.
    Left,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    address: Address,
    /// What lies below, where a step stands above the view.
    below: Address,
    /// Which document it is a place of.
    of: String,
    turn: u32,
}

impl State {
    fn at(address: Address, of: String, turn: u32) -> Self {
        Self {
            below: if is_above(address.step) {
                Address::default()
            } else {
                address.clone()
            },
            address,
            of,
            turn,
        }
    }

    fn gone(&self, address: Address, of: String) -> Self {
        let below = if is_above(address.step) && of == self.of {
            self.below.clone()
        } else {
            State::at(address.clone(), String::new(), 0).below
        };
        Self {
            address,
            below,
            of,
            turn: self.turn.wrapping_add(1),
        }
    }
}

impl Reducible for State {
    type Action = Self;

    fn reduce(self: Rc<Self>, next: Self) -> Rc<Self> {
        Rc::new(next)
    }
}

/// Tells documents apart; blank where there is none.
pub fn document_key(desk: &Desk, sheet: usize) -> String {
    let document = desk
        .sheets()
        .get(sheet)
        .and_then(|inputs| inputs.document.as_deref());
    document.map_or_else(String::new, |document| {
        format!("{:p}", std::ptr::from_ref(document))
    })
}

/// Where one is on the way through the open sheet. The address of the page says it too, so that the browser goes back
/// and on, a reload keeps the place, and a place can be kept as a bookmark. A guest's page has an address that is
/// somebody else's: its port neither reads nor writes it.
///
/// `begins`: the page was just opened, and its address says where to begin. `is_typed`: something waits in the field
/// where sheets are pasted.
#[hook]
pub fn use_place(desk: &Rc<Desk>, begins: bool, is_typed: bool) -> Place {
    let (page, act) = (use_ports().page, use_act());
    let key = document_key(desk, desk.open());
    let state = use_reducer_eq(|| {
        let said = page.fragment().filter(|_| begins);
        let address = said.and_then(|fragment| Address::read(&fragment));
        let address = match address {
            _ if is_typed => Address::of(Step::TakeIn),
            Some(address) => address,
            None => Address::default(),
        };
        State::at(address, key.clone(), 0)
    });
    let now = use_mut_ref(|| (state.dispatcher(), (*state).clone(), Rc::clone(desk)));
    *now.borrow_mut() = (state.dispatcher(), (*state).clone(), Rc::clone(desk));
    use_heard(&page, &act, &now);
    use_another(&page, &act, &now, &key, begins);
    let go = use_callback((), move |going: Going, ()| {
        let (dispatcher, state, desk) = now.borrow().clone();
        let (next, is_pushed) = next(&state, going, &desk);
        if next.address != state.address {
            page.go(&next.address.write(), is_pushed);
        }
        now.borrow_mut().1 = next.clone();
        dispatcher.dispatch(next);
    });
    let address = if state.of == key {
        state.address.clone()
    } else {
        Address::default()
    };
    Place {
        address,
        turn: state.turn,
        go,
    }
}

/// The number of the open sheet, where there are several.
fn sheet_of(desk: &Desk) -> Option<usize> {
    (desk.sheets().len() > 1).then(|| desk.open() + 1)
}

/// The place after going on, and whether the browser's way back leads to the one before.
fn next(state: &State, going: Going, desk: &Desk) -> (State, bool) {
    let key = document_key(desk, desk.open());
    match going {
        Going::To(step) => {
            let mut address = Address {
                sheet: sheet_of(desk),
                ..Address::of(step)
            };
            if !is_above(step) && state.of == key {
                // One takes along what the table is narrowed by, and its order.
                address.chosen.clone_from(&state.below.chosen);
                address.order = state.below.order;
            }
            (state.gone(address, key), true)
        }
        Going::Seen(address) => {
            let address = Address {
                sheet: sheet_of(desk),
                ..address
            };
            let is_pushed = !address.is_near(&state.address);
            (State::at(address, key, state.turn), is_pushed)
        }
        Going::Left => {
            let below = State {
                address: state.below.clone(),
                ..state.clone()
            };
            (below, false)
        }
    }
}

type Now = Rc<RefCell<(UseReducerDispatcher<State>, State, Rc<Desk>)>>;

/// Another document is shown from its beginning; the browser's way back leads to the former place.
#[hook]
fn use_another(page: &Rc<dyn Page>, act: &Callback<Action>, now: &Now, key: &str, begins: bool) {
    let (page, act, now) = (Rc::clone(page), act.clone(), Rc::clone(now));
    let is_first = use_mut_ref(|| true);
    use_effect_with(key.to_owned(), move |key| {
        let (dispatcher, state, desk) = now.borrow().clone();
        let is_first = is_first.replace(false);
        if is_first && !begins && page.fragment().is_some_and(|fragment| !fragment.is_empty()) {
            // It was a place of another draft.
            page.go(&Address::default().write(), false);
        }
        let named = state
            .address
            .sheet
            .filter(|sheet| is_first && *sheet <= desk.sheets().len());
        if let Some(sheet) = named.map(|sheet| sheet - 1).filter(|sheet| *sheet != desk.open()) {
            // The address names another sheet than the one that was open last.
            dispatcher.dispatch(State {
                of: document_key(&desk, sheet),
                ..state
            });
            act.emit(Action::Open(sheet));
        } else if state.of != *key {
            let address = Address {
                sheet: sheet_of(&desk),
                ..Address::default()
            };
            if address != state.address {
                page.go(&address.write(), !address.is_near(&state.address));
            }
            dispatcher.dispatch(State::at(address, key.clone(), state.turn));
        }
    });
}

/// Follows the browser where it goes back or on, or where somebody changes the address.
#[hook]
fn use_heard(page: &Rc<dyn Page>, act: &Callback<Action>, now: &Now) {
    let (page, act, now) = (Rc::clone(page), act.clone(), Rc::clone(now));
    use_effect_with((), move |()| {
        let asked = Rc::clone(&page);
        let hear = move || {
            let fragment = asked.fragment();
            let Some(address) = fragment.and_then(|fragment| Address::read(&fragment)) else {
                return;
            };
            let (dispatcher, state, desk) = now.borrow().clone();
            let there = address.sheet.unwrap_or(1) - 1;
            let sheet = if there < desk.sheets().len() {
                there
            } else {
                desk.open()
            };
            let next = state.gone(address, document_key(&desk, sheet));
            now.borrow_mut().1 = next.clone();
            dispatcher.dispatch(next);
            if sheet != desk.open() {
                act.emit(Action::Open(sheet));
            }
        };
        let guard = page.on_fragment(Rc::new(hear));
        move || drop(guard)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(fragment: &str) -> State {
        let address = Address::read(fragment).expect("an address");
        State::at(address, String::new(), 0)
    }

    #[test]
    fn a_step_is_gone_to_and_what_stood_above_is_left_for_what_was_below() {
        let desk = Desk::default();
        let judging = state("step=judge&kpi=2");
        let (above, is_pushed) = next(&judging, Going::To(Step::HandOut), &desk);
        assert_eq!((above.address.step, is_pushed), (Step::HandOut, true));
        let (left, is_pushed) = next(&above, Going::Left, &desk);
        assert_eq!((left.address, is_pushed), (judging.address, false));
    }

    #[test]
    fn filters_and_order_are_taken_along_to_the_next_step() {
        let desk = Desk::default();
        let (judging, _) = next(
            &state("step=evaluate&kpi=2&status=not-achieved&sort=-rate"),
            Going::To(Step::Judge),
            &desk,
        );
        assert_eq!(
            judging.address.write(),
            "step=judge&status=not-achieved&sort=-rate"
        );
    }

    #[test]
    fn what_is_seen_is_a_place_of_its_own_unless_it_is_near() {
        let desk = Desk::default();
        let begun = state("");
        let seen = |state: &State, fragment: &str| {
            let address = Address::read(fragment).expect("an address");
            next(state, Going::Seen(address), &desk)
        };
        let (details, is_pushed) = seen(&begun, "step=evaluate&kpi=1");
        assert!(is_pushed);
        assert!(!seen(&details, "step=evaluate&kpi=2&status=achieved").1);
        assert!(seen(&details, "step=evaluate").1);
    }
}
