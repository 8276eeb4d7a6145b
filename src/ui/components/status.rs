//! The one live region.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::spoken::STAYS;
use crate::app::spoken::Spoken;
use crate::ui::hooks::use_ports;

/// Props of [`Status`].
#[derive(Properties, PartialEq)]
pub struct StatusProps {
    /// What happened to the work.
    pub work: AttrValue,
    /// What happened to the draft.
    pub draft: AttrValue,
}

/// Says what happened, visibly and to screen readers.
///
/// Contract: role `status` (polite). It is there from the beginning, in two parts, so that only the part that changed is
/// read. The only live region of the page. A message stays for a second at least; what comes meanwhile follows it.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    let work = use_spoken(&props.work);
    html! {
        <div class="ke-status" role="status" aria-live="polite" aria-atomic="false">
            <p class="ke-status__work">{ work }</p>
            <p class="ke-status__draft">{ &props.draft }</p>
        </div>
    }
}

/// A message of the voice.
enum Heard {
    /// Something is to be said.
    Say(AttrValue),
    /// What is said stayed long enough.
    Aged,
}

#[derive(PartialEq)]
struct Voice(Spoken);

impl Reducible for Voice {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let spoken = self.0.clone();
        Rc::new(Self(match heard {
            Heard::Say(text) => spoken.saying(&text),
            Heard::Aged => spoken.aged(),
        }))
    }
}

/// What is said now of the messages that come one after the other.
#[hook]
fn use_spoken(text: &AttrValue) -> String {
    let later = use_ports().later;
    let voice = use_reducer_eq(|| Voice(Spoken::new(text)));
    {
        let voice = voice.dispatcher();
        use_effect_with(text.clone(), move |text| voice.dispatch(Heard::Say(text.clone())));
    }
    {
        let young = voice.0.is_young().then(|| voice.0.said().to_owned());
        let voice = voice.dispatcher();
        use_effect_with(young, move |young| {
            let guard = young.is_some().then(|| {
                let work = move || voice.dispatch(Heard::Aged);
                later.after(STAYS, Box::new(work))
            });
            move || drop(guard)
        });
    }
    voice.0.said().to_owned()
}
