//! The foot of the page.

use yew::prelude::*;

use crate::ui::hooks::use_words;

/// Version and credits.
///
/// Contract: the contentinfo landmark; nothing in it takes the focus.
#[component]
pub fn Footer() -> Html {
    let words = use_words();
    html! {
        <footer class="ke-footer">
            <div class="ke-footer__inner">
                <p>{ (words.version)(env!("CARGO_PKG_VERSION")) }</p>
                <p>{ words.credit }</p>
            </div>
        </footer>
    }
}
