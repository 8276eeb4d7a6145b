//! Where the components stand: on a page of their own, or as a guest in somebody else's.

use yew::prelude::*;

/// What differs between the homes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// Sheets can be taken in and put right. Otherwise the result is only shown.
    pub editable: bool,
    /// The work outlives the page, so that it is worth saying whether it was kept.
    pub keeps: bool,
    /// The page around is somebody else's, and so are its landmarks.
    pub guest: bool,
}

impl Default for Home {
    /// A page of its own.
    fn default() -> Self {
        Self {
            editable: true,
            keeps: true,
            guest: false,
        }
    }
}

/// The home of this component.
#[hook]
pub fn use_home() -> Home {
    use_context::<Home>().unwrap_or_default()
}
