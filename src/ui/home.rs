//! Where the components stand: on a page of their own, or as a guest in somebody else's.

use yew::prelude::*;

/// What differs between the homes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// Sheets can be taken in and put right. Otherwise the result is only shown.
    pub editable: bool,
    /// The result can be put on other pages from here.
    pub embeds: bool,
    /// The work outlives the page, so that it is worth saying whether it was kept.
    pub keeps: bool,
    /// The element around everything: a page has one main landmark, and it is not the guest's.
    pub landmark: &'static str,
}

impl Default for Home {
    /// A page of its own.
    fn default() -> Self {
        Self {
            editable: true,
            embeds: true,
            keeps: true,
            landmark: "main",
        }
    }
}

/// The home of this component.
#[hook]
pub fn use_home() -> Home {
    use_context::<Home>().unwrap_or_default()
}
