//! Work for later, by the browser's timers.

use std::any::Any;

use gloo::timers::callback::Timeout;

use crate::app::ports::Later;

/// The browser's timers; dropping the guard clears the timer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timers;

impl Later for Timers {
    fn after(&self, milliseconds: u32, work: Box<dyn FnOnce()>) -> Box<dyn Any> {
        Box::new(Timeout::new(milliseconds, work))
    }
}
