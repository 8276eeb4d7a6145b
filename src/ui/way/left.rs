//! The steps with what is still open in each of them.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Inputs;
use crate::app::judging;
use crate::app::judging::count::open;
use crate::ui::components::notice_list::listed;
use crate::ui::home::use_home;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Reading;
use crate::ui::reading::Shared;
use crate::ui::view::Step;
use crate::ui::view::WHOLE;
use crate::ui::way::steps::Steps;

/// Props of [`Way`].
#[derive(Properties, PartialEq)]
pub struct WayProps {
    /// Where one is.
    pub now: Step,
    /// What was read of the sheet, if one is there.
    pub reading: Option<Shared>,
    /// The inputs of the sheet, as they are now.
    pub inputs: Rc<Inputs>,
    /// A step is asked for.
    pub on_step: Callback<Step>,
}

/// The steps, each with what is still open in it.
///
/// Contract: as [`Steps`]. The numbers of a long result come in a task of their own, behind the result itself.
#[component]
pub fn Way(props: &WayProps) -> Html {
    let n_kpis = props
        .reading
        .as_ref()
        .map_or(0, |reading| reading.evaluation.kpis.len());
    let left = use_left(props, n_kpis > WHOLE);
    html! {
        <Steps now={props.now} has_sheet={props.reading.is_some()} has_kpis={n_kpis > 0} {left}
            on_step={props.on_step.clone()} />
    }
}

/// What is still open in each step, in their order; of a long result as it was counted last.
#[hook]
fn use_left(props: &WayProps, is_long: bool) -> [usize; 5] {
    let (editable, later) = (use_home().editable, use_ports().later);
    let counted = use_state_eq(|| [0; 5]);
    let asked = (props.reading.clone(), Rc::clone(&props.inputs), editable);
    let at_once = use_memo(
        (asked.clone(), is_long),
        |((reading, inputs, editable), is_long)| {
            let reading = reading.as_ref().filter(|_| !is_long);
            reading.map(|reading| left(reading, inputs, *editable))
        },
    );
    {
        let counted = counted.clone();
        use_effect_with((asked, is_long), move |((reading, inputs, editable), is_long)| {
            let (reading, inputs, editable) = (reading.clone(), Rc::clone(inputs), *editable);
            let guard = reading.filter(|_| *is_long).map(|reading| {
                later.after(
                    0,
                    Box::new(move || counted.set(left(&reading, &inputs, editable))),
                )
            });
            move || drop(guard)
        });
    }
    match (&props.reading, *at_once) {
        (None, _) => [0; 5],
        (_, Some(left)) => left,
        (_, None) => *counted,
    }
}

/// Questions and candidates; what does not add up; KPIs that nobody judged, where there are words to choose.
fn left(reading: &Reading, inputs: &Inputs, editable: bool) -> [usize; 5] {
    let found = &reading.evaluation;
    let questions = listed(reading, editable) + found.candidates.len();
    let findings = found.notices.iter().filter(|notice| notice.is_finding()).count();
    let is_judged = judging::has_words(&reading.inputs.settings.rules(), found);
    let open = if is_judged {
        open(found, &inputs.judgements)
    } else {
        0
    };
    [0, questions, findings, open, 0]
}
