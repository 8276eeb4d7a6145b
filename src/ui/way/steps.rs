//! The steps of the way.

use yew::prelude::*;

use crate::ui::view::STEPS;
use crate::ui::view::Step;
use crate::ui::way::address::Address;
use kpi_report::i18n::Lang;
use kpi_report::i18n::steps::words;

/// Props of [`Steps`].
#[derive(Properties, PartialEq)]
pub struct StepsProps {
    /// Where one is.
    pub now: Step,
    /// A sheet is there.
    pub has_sheet: bool,
    /// It holds KPIs.
    pub has_kpis: bool,
    /// What is still open in each step, in their order; 0 where nothing is or nothing is counted.
    pub left: [usize; 5],
    /// A step is asked for.
    pub on_step: Callback<Step>,
}

/// The five steps from a sheet to what is handed out.
///
/// Contract: a navigation with an ordered list of links, the present one marked with `aria-current="step"`; the number of
/// what is open in a step is part of its name. The heading of a step takes the focus when one goes to it, the field for
/// pasting where a sheet is taken in. What cannot be gone to yet is no link and is said to be disabled.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let items = STEPS.into_iter().zip(props.left).enumerate();
    html! {
        <nav class="ke-steps" aria-label={words.steps}>
            <ol class="ke-steps__list">
                { for items.map(|(index, (step, left))| {
                    let is_there = match step {
                        Step::TakeIn => true,
                        Step::Check | Step::Evaluate => props.has_sheet,
                        Step::Judge | Step::HandOut => props.has_kpis,
                    };
                    html! {
                        <li key={step.id()} class="ke-steps__item">
                            <StepLink {step} number={index + 1} {left} {is_there} is_now={step == props.now}
                                on_step={props.on_step.clone()} />
                        </li>
                    }
                }) }
            </ol>
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct StepLinkProps {
    step: Step,
    number: usize,
    left: usize,
    is_there: bool,
    is_now: bool,
    on_step: Callback<Step>,
}

#[component]
fn StepLink(props: &StepLinkProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let step = props.step;
    let onclick = {
        let on_step = props.on_step.clone();
        Callback::from(move |event: MouseEvent| {
            // With a key held, the browser opens it elsewhere.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
                event.prevent_default();
                on_step.emit(step);
            }
        })
    };
    let name = html! {
        <>
            <span class="ke-steps__number" aria-hidden="true">{ props.number }</span>
            <span class="ke-steps__name">{ (words.step)(step.id()) }</span>
            if props.left > 0 && props.is_there {
                <span class="ke-steps__left">{ (words.left)(props.left) }</span>
            }
        </>
    };
    if props.is_there {
        let href = format!("#{}", Address::of(step).write());
        html! {
            <a class="ke-steps__link" {href} data-step={step.id()} aria-current={props.is_now.then_some("step")} {onclick}>
                { name }
            </a>
        }
    } else {
        html! {
            <a class="ke-steps__link" role="link" aria-disabled="true" data-step={step.id()}>{ name }</a>
        }
    }
}
