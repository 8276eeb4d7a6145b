//! The foot of the page.

use yew::prelude::*;

use crate::app::vault::Keeping;
use crate::ui::components::about::About;
use crate::ui::components::keeping::KeepingChoice;
use crate::ui::home::use_home;
use crate::ui::hooks::use_words;

/// Props of [`Footer`].
#[derive(Properties, PartialEq)]
pub struct FooterProps {
    /// What is kept on the PC now.
    pub keeping: Keeping,
    /// Keeps something else.
    pub on_choose: Callback<Keeping>,
    /// Everything was erased.
    pub on_erased: Callback<()>,
}

/// What stays on the PC, where anything does; version, requests and credits.
///
/// Contract: the contentinfo landmark.
#[component]
pub fn Footer(props: &FooterProps) -> Html {
    let (words, home) = (use_words(), use_home());
    html! {
        <footer class="ke-footer">
            <div class="ke-footer__inner">
                if home.keeps {
                    <KeepingChoice keeping={props.keeping} on_choose={props.on_choose.clone()}
                        on_erased={props.on_erased.clone()} />
                }
                <About />
                <p>{ words.credit }</p>
            </div>
        </footer>
    }
}
