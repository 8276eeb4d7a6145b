//! Where the focus goes when a result comes, changes, or is gone through.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::components::candidates::CANDIDATES;
use crate::ui::components::nothing_found::NOTHING;
use crate::ui::hooks::use_ports;
use crate::ui::results::distribution::SUMMARY;
use crate::ui::view::NOTICE;
use crate::ui::view::NOTICES;
use crate::ui::view::RESULT;

/// Moves the focus to the beginning of a new result, if what had it went away with the former one.
#[hook]
pub fn use_arrival(fresh: bool) {
    let ports = use_ports();
    use_effect_with((), move |()| {
        let page = Rc::clone(&ports.page);
        // What had the focus goes away only after this render.
        let guard = fresh.then(|| {
            let work = move || {
                if page.is_focus_lost() {
                    let _ = page.reveal(SUMMARY) || page.reveal(CANDIDATES) || page.reveal(NOTHING);
                }
            };
            ports.later.after(0, Box::new(work))
        });
        move || drop(guard)
    });
}

/// Moves the focus on where the last candidate was answered, or where those that are left stand somewhere else now.
#[hook]
pub fn use_answered(n_candidates: usize) {
    let ports = use_ports();
    let before = use_mut_ref(|| n_candidates);
    use_effect_with(n_candidates, move |&now| {
        let page = Rc::clone(&ports.page);
        let is_fewer = now < before.replace(now);
        let guard = is_fewer.then(|| {
            let work = move || {
                if page.is_focus_lost() {
                    let _ = page.reveal(CANDIDATES) || page.reveal(RESULT) || page.reveal(NOTHING);
                }
            };
            ports.later.after(0, Box::new(work))
        });
        move || drop(guard)
    });
}

/// Moves the focus where it was wished, after the element was rendered.
#[hook]
pub fn use_reveal(wish: Option<(String, u32)>) {
    let ports = use_ports();
    use_effect_with(wish, move |wish| {
        if let Some((id, _)) = wish {
            let is_notice = id.starts_with(NOTICE);
            let _ = ports.page.reveal(id) || is_notice && ports.page.reveal(NOTICES);
        }
    });
}
