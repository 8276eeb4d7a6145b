//! A native modal dialog: shown, closed, and shown again at any time.

use std::rc::Rc;

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// A dialog of the page.
#[derive(Clone, PartialEq)]
pub struct Dialog {
    /// It is shown; what stands in it needs to be drawn only then.
    pub is_open: bool,
    /// Its element.
    pub node: NodeRef,
    /// Shows it.
    pub show: Callback<()>,
    /// Closes it; the focus goes back to what had it.
    pub close: Callback<()>,
    /// What its element has as `onclose`: Escape closes it too.
    pub onclose: Callback<Event>,
}

impl Dialog {
    /// What a button has as `onclick` that closes it.
    pub fn closing(&self) -> Callback<MouseEvent> {
        self.close.reform(|_| ())
    }
}

/// Whether a dialog is shown, and for the how-manieth time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shown {
    is_open: bool,
    turn: u32,
}

/// What happens to it.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Show,
    Close,
    /// The browser says that it was closed, to what was drawn at this turn: it says so a while later, when it may have
    /// been asked for again.
    Closed(u32),
}

impl Shown {
    fn after(self, event: Happening) -> Self {
        match event {
            Happening::Show => Self {
                is_open: true,
                turn: self.turn.wrapping_add(1),
            },
            Happening::Closed(turn) if turn != self.turn => self,
            Happening::Close | Happening::Closed(_) => Self {
                is_open: false,
                ..self
            },
        }
    }
}

impl Reducible for Shown {
    type Action = Happening;

    fn reduce(self: Rc<Self>, event: Happening) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

/// A dialog that is closed at first. Closing it and showing it again may be one step of drawing.
#[hook]
pub fn use_dialog() -> Dialog {
    let node = use_node_ref();
    let shown = use_reducer_eq(Shown::default);
    use_effect_with((node.clone(), *shown), |(node, shown)| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>().filter(|_| shown.is_open) {
            // It refuses only where it is open already.
            let _ = dialog.show_modal();
        }
    });
    let act = shown.dispatcher();
    let show = use_callback(act.clone(), |(), act| act.dispatch(Happening::Show));
    let close = use_callback((node.clone(), act.clone()), |(), (node, act)| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            dialog.close();
        }
        act.dispatch(Happening::Close);
    });
    let onclose = use_callback((node.clone(), act, shown.turn), |_, (node, act, turn)| {
        let is_shown = node
            .cast::<HtmlDialogElement>()
            .is_some_and(|dialog| dialog.open());
        if !is_shown {
            act.dispatch(Happening::Closed(*turn));
        }
    });
    Dialog {
        is_open: shown.is_open,
        node,
        show,
        close,
        onclose,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(events: &[Happening]) -> Shown {
        events
            .iter()
            .fold(Shown::default(), |shown, event| shown.after(*event))
    }

    #[test]
    fn closed_and_shown_again_at_once_it_is_shown_anew() {
        let once = after(&[Happening::Show]);
        let again = after(&[Happening::Show, Happening::Close, Happening::Show]);
        assert!(again.is_open);
        assert_ne!(once, again, "another turn is drawn anew");
    }

    #[test]
    fn that_it_was_closed_earlier_does_not_close_what_is_shown_now() {
        let late = after(&[
            Happening::Show,
            Happening::Close,
            Happening::Show,
            Happening::Closed(1),
        ]);
        assert!(late.is_open);
        assert!(
            !after(&[Happening::Show, Happening::Closed(1)]).is_open,
            "by Escape"
        );
    }
}
