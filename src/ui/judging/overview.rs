//! How far the judging is, the sentence for the committee, and what is still to be asked.

use yew::prelude::*;

use crate::app::judging::count::next_open;
use crate::app::judging::count::tally;
use crate::app::judging::texts::inquiry_text;
use crate::app::judging::texts::sentence;
use crate::ui::home::use_home;
use crate::ui::hooks::use_ports;
use crate::ui::judging::context::use_judged;
use crate::ui::judging::parts::Parts;
use crate::ui::reading::Shared;
use kpi_report::i18n::Lang;
use kpi_report::i18n::judging::words;

/// The id of the heading.
pub const JUDGING: &str = "ke-judging-heading";

/// Props of [`JudgingOverview`].
#[derive(Properties, PartialEq)]
pub struct JudgingOverviewProps {
    /// What was read.
    pub reading: Shared,
    /// The KPI whose details are shown.
    pub selected: Option<usize>,
    /// The details of a KPI are asked for.
    pub on_inspect: Callback<usize>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The judging of the whole sheet.
///
/// Contract: a section; how many are final, a button that leads to the next KPI that is not; the sections and projects; two texts with a button each
/// that copies it and says in the live region whether that went well.
#[component]
pub fn JudgingOverview(props: &JudgingOverviewProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let (judged, editable) = (use_judged(), use_home().editable);
    let found = &props.reading.evaluation;
    let counts = tally(found, judged.all());
    let next = next_open(found, judged.all(), props.selected);
    let inquiry = inquiry_text(found, judged.all(), lang);
    let onclick = {
        let on_inspect = props.on_inspect.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(next) = next {
                on_inspect.emit(next);
            }
        })
    };
    html! {
        <section class="ke-section" aria-labelledby={JUDGING}>
            <h2 id={JUDGING} class="ke-heading" tabindex="-1">{ words.heading }</h2>
            if editable {
                <div class="ke-field__row">
                    <progress class="ke-judging__progress" max={counts.kpis.to_string()} value={counts.judged.to_string()}
                        aria-label={(words.progress)(counts.judged, counts.kpis)}></progress>
                    <span>{ (words.progress)(counts.judged, counts.kpis) }</span>
                    if next.is_some() {
                        <button type="button" class="ke-button ke-button--outline ke-button--small" data-part="next-open" {onclick}>
                            { words.next }
                        </button>
                    } else {
                        <span>{ words.all_judged }</span>
                    }
                </div>
            }
            <Parts reading={props.reading.clone()} />
            <Handed part="sentence" heading={words.sentence_heading} text={sentence(found, judged.all(), lang)}
                on_say={props.on_say.clone()} />
            if let Some((n, text)) = inquiry {
                <Handed part="inquiry" heading={(words.inquiry_heading)(n)} {text} on_say={props.on_say.clone()} />
            } else {
                <p class="ke-support">{ words.nothing_asked }</p>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct HandedProps {
    part: &'static str,
    heading: AttrValue,
    text: AttrValue,
    on_say: Callback<AttrValue>,
}

/// A text that is handed on, with a button that copies it.
#[component]
fn Handed(props: &HandedProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let ports = use_ports();
    let copy = {
        let (text, on_say) = (props.text.clone(), props.on_say.clone());
        Callback::from(move |_| {
            let on_say = on_say.clone();
            let done = move |copied: bool| {
                let said = if copied { words.copied } else { words.not_copied };
                on_say.emit(said.into());
            };
            ports.copier.copy(&text, Box::new(done));
        })
    };
    html! {
        <div class="ke-handed" data-part={props.part}>
            <h3 class="ke-subheading">{ &props.heading }</h3>
            <p class="ke-handed__text">{ &props.text }</p>
            <button type="button" class="ke-button ke-button--outline ke-button--small" onclick={copy}>
                { words.copy }
                <span class="ke-visually-hidden">{ (words.copy_what)(&props.heading) }</span>
            </button>
        </div>
    }
}
