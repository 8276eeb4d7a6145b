//! Media queries about a width, asked of an element instead of the window: as the style sheets of a guest ask them.

use std::any::Any;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;
use web_sys::ResizeObserver;

/// A `rem` in the condition of a query, in pixels: the host's own is of no account, as in the style sheets.
const REM: f64 = 16.0;

/// What a query asks of a width.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Asked {
    /// At least so many pixels.
    Least(f64),
    /// At most so many pixels.
    Most(f64),
}

/// Whether a query about a width holds of an element that is so wide, in pixels; `None` where it asks something else.
pub(super) fn holds(media: &str, width: f64) -> Option<bool> {
    Some(match asked(media)? {
        Asked::Least(least) => width >= least,
        Asked::Most(most) => width <= most,
    })
}

fn asked(media: &str) -> Option<Asked> {
    let condition = media.trim().strip_prefix('(')?.strip_suffix(')')?;
    let (feature, length) = condition.split_once(':')?;
    let rem: f64 = length.trim().strip_suffix("rem")?.parse().ok()?;
    match feature.trim() {
        "min-width" => Some(Asked::Least(rem * REM)),
        "max-width" => Some(Asked::Most(rem * REM)),
        _ => None,
    }
}

/// Hears that an element may have another width, until this is dropped.
struct Watched {
    observer: ResizeObserver,
    _heard: Closure<dyn FnMut()>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Hears that an element may have another width.
pub(super) fn on_resize(element: &Element, hear: Rc<dyn Fn()>) -> Option<Box<dyn Any>> {
    let heard = Closure::<dyn FnMut()>::new(move || hear());
    let observer = ResizeObserver::new(heard.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Box::new(Watched {
        observer,
        _heard: heard,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_about_a_width_is_answered_in_own_pixels() {
        assert_eq!(holds("(max-width: 71.99rem)", 960.0), Some(true));
        assert_eq!(holds("(max-width: 71.99rem)", 1152.0), Some(false));
        assert_eq!(holds("(min-width: 48rem)", 768.0), Some(true));
        assert_eq!(holds("(min-width: 48rem)", 767.0), Some(false));
    }

    #[test]
    fn what_is_no_width_is_left_to_the_window() {
        for media in [
            "(prefers-color-scheme: dark)",
            "print",
            "(max-width: 40vw)",
            "(max-height: 20rem)",
        ] {
            assert_eq!(holds(media, 960.0), None, "{media}");
        }
    }
}
