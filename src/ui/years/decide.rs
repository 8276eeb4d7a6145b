//! What a person decides of a KPI: it is that one of the earlier year, or none.

use yew::prelude::*;

use crate::app::inputs::Change;
use crate::ui::hooks::use_act;
use crate::ui::judging::context::use_judged;
use kpi_report::i18n::Lang;
use kpi_report::i18n::years::words;

/// Props of [`Decide`].
#[derive(Properties, PartialEq)]
pub struct DecideProps {
    /// Id of this year's KPI.
    pub kpi: AttrValue,
    /// Its name.
    pub name: AttrValue,
    /// It is in a pair.
    pub paired: bool,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// A button that parts a pair, and one that takes back what was said of its KPI.
///
/// Contract: buttons named with the KPI.
#[component]
pub fn Decide(props: &DecideProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let act = use_act();
    let is_said = use_judged()
        .0
        .corrections
        .earlier
        .contains_key(props.kpi.as_str());
    let part = {
        let (act, props) = (
            act.clone(),
            (props.kpi.to_string(), props.name.clone(), props.on_say.clone()),
        );
        Callback::from(move |_| {
            let (kpi, name, on_say) = &props;
            act.emit(
                Change::Pair {
                    kpi: kpi.clone(),
                    earlier: None,
                }
                .into(),
            );
            on_say.emit((words.parted)(name).into());
        })
    };
    let undo = {
        let (kpi, name, on_say) = (props.kpi.to_string(), props.name.clone(), props.on_say.clone());
        Callback::from(move |_| {
            act.emit(Change::Unpair(kpi.clone()).into());
            on_say.emit((words.undone)(&name).into());
        })
    };
    html! {
        <div class="ke-years__acts">
            if props.paired {
                <button type="button" class="ke-button ke-button--outline ke-button--small" data-part="part"
                    aria-label={(words.part_what)(&props.name)} onclick={part}>{ words.part }</button>
            }
            if is_said {
                <button type="button" class="ke-button ke-button--outline ke-button--small" data-part="unsay"
                    aria-label={(words.undo_what)(&props.name)} onclick={undo}>{ words.undo }</button>
            }
        </div>
    }
}
