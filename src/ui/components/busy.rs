//! The sign of work.

use yew::prelude::*;

use crate::app::history::Step;
use crate::app::session::Action;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_words;

/// Shown while a large sheet is being read.
///
/// Contract: text beside a spinner that stands still under reduced motion; one button that stops the reading and goes
/// back to what was there before. The live region says that the reading has begun and that it is done.
#[component]
pub fn Busy() -> Html {
    let words = use_words();
    let act = use_act();
    let stop = Callback::from(move |_| act.emit(Action::Step(Step::Undo)));
    html! {
        <div class="ke-busy">
            <span class="ke-busy__spinner" aria-hidden="true"></span>
            <p class="ke-busy__text">{ words.busy }</p>
            <button type="button" class="ke-button ke-button--outline" onclick={stop}>{ words.stop }</button>
        </div>
    }
}
