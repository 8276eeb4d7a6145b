//! The sign of work.

use yew::prelude::*;

use kpi_report::i18n::Lang;
use kpi_report::i18n::intake::words;
use kpi_report::tasks::protocol::Phase;
use kpi_report::tasks::protocol::Progress;

/// Props of [`Busy`].
#[derive(Properties, PartialEq)]
pub struct BusyProps {
    /// How far the work is.
    pub progress: Progress,
    /// Of files: which is being opened, the how-manieth, of how many.
    #[prop_or_default]
    pub file: Option<(String, usize, usize)>,
    /// Stops the work.
    pub on_stop: Callback<MouseEvent>,
}

/// Shown while a file is opened or a large sheet is read.
///
/// Contract: what is being done, and a bar with its steps, which assistive technology can read; one button that stops the
/// work. The live region says that the work has begun and that it is done, and not every step.
#[component]
pub fn Busy(props: &BusyProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let Progress { phase, done, of } = props.progress;
    let text = (words.phase)(phase.id());
    // Each phase is a step of the bar; what can be counted moves within it.
    let step = Phase::ALL.iter().position(|other| *other == phase).unwrap_or(0) * 100;
    let within = done.saturating_mul(100).checked_div(of).unwrap_or(0).min(100);
    html! {
        <div class="ke-busy">
            <div class="ke-busy__what">
                if let Some((name, n, of)) = &props.file {
                    <p class="ke-support">{ (words.opening)(name, *n, *of) }</p>
                }
                <p class="ke-busy__text" id="ke-busy-text">
                    { text }
                    if of > 0 {
                        <span class="ke-support">{ (words.counted)(done, of) }</span>
                    }
                </p>
                <progress class="ke-progress" aria-labelledby="ke-busy-text" value={(step + within).to_string()}
                    max={(Phase::ALL.len() * 100).to_string()}></progress>
            </div>
            <button type="button" class="ke-button ke-button--outline" onclick={props.on_stop.clone()}>{ words.stop }</button>
        </div>
    }
}
