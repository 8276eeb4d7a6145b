//! The details of the selected KPI, beside the table.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::ui::components::details::Details;
use crate::ui::components::place_link::Jump;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::judging::fields::JudgingFields;
use crate::ui::reading::Shared;
use crate::ui::results::bullet::Bullet;
use crate::ui::results::cells::chip;
use crate::ui::results::row::Choice;
use crate::ui::results::row::INSPECTOR_REGION;
use crate::ui::view::INSPECTOR;
use crate::ui::view::kpi_id;
use crate::ui::view::open_id;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results::words;

/// Props of [`Inspector`].
#[derive(Properties, PartialEq)]
pub struct InspectorProps {
    /// What was read.
    pub reading: Shared,
    /// Index of the KPI.
    pub index: usize,
    /// The KPIs that are shown, in their order.
    pub kpis: Rc<Vec<usize>>,
    /// Another KPI is chosen.
    pub on_choose: Callback<Choice>,
    /// The details are closed.
    pub on_close: Callback<()>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// Everything about one KPI: picture, explanation, formula, notices, the way to its source, fields to put it right.
///
/// Contract: a complementary region named after the KPI, its heading takes the focus when it is opened; buttons lead to
/// the KPI before and after in the order of the table. Escape closes it and leads back to the row, except in a field,
/// where it brings the former text back.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let Some(kpi) = props.reading.evaluation.kpis.get(props.index) else {
        return Html::default();
    };
    // The focus goes back before the details are gone: a key that follows at once must not be lost on a slow machine.
    let page = use_ports().page;
    let on_close = {
        let (on_close, row) = (props.on_close.clone(), open_id(props.index));
        Callback::from(move |()| {
            page.reveal(&row);
            on_close.emit(());
        })
    };
    let onkeydown = {
        let on_close = on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            let tag = event
                .target_dyn_into::<HtmlElement>()
                .map(|element| element.tag_name());
            let is_field = matches!(tag.as_deref(), Some("INPUT" | "TEXTAREA" | "SELECT"));
            if event.key() == "Escape" && !event.is_composing() && !is_field {
                on_close.emit(());
            }
        })
    };
    let close = on_close.reform(|_: MouseEvent| ());
    html! {
        <aside class="ke-inspector" id={INSPECTOR_REGION} aria-labelledby={INSPECTOR} {onkeydown}>
            <div class="ke-inspector__head">
                <h2 id={INSPECTOR} class="ke-inspector__name" tabindex="-1" lang={SHEETS}>{ &kpi.name }</h2>
                <div class="ke-inspector__steps">
                    <Step name={words.previous} sign="‹" to={beside(props, false)} on_choose={props.on_choose.clone()} />
                    <Step name={words.next} sign="›" to={beside(props, true)} on_choose={props.on_choose.clone()} />
                    <button type="button" class="ke-button ke-button--text ke-button--small" onclick={close}>{ words.close }</button>
                </div>
            </div>
            <Facts reading={props.reading.clone()} index={props.index} />
            <Details key={props.index} reading={Rc::clone(&props.reading)} index={props.index}
                on_jump={props.on_jump.clone()} on_say={props.on_say.clone()} />
            <JudgingFields key={format!("judging-{}", props.index)} reading={props.reading.clone()} index={props.index}
                id={kpi_id(props.index)} />
        </aside>
    }
}

/// The KPI before or after in the order of the table.
fn beside(props: &InspectorProps, is_after: bool) -> Option<usize> {
    let place = props.kpis.iter().position(|other| *other == props.index)?;
    let place = if is_after {
        place + 1
    } else {
        place.checked_sub(1)?
    };
    props.kpis.get(place).copied()
}

#[derive(Properties, PartialEq)]
struct StepProps {
    name: &'static str,
    sign: &'static str,
    to: Option<usize>,
    on_choose: Callback<Choice>,
}

#[component]
fn Step(props: &StepProps) -> Html {
    let (to, on_choose) = (props.to, props.on_choose.clone());
    let onclick = Callback::from(move |_| {
        if let Some(to) = to {
            on_choose.emit(Choice::Row(to));
        }
    });
    let disabled = to.is_none().then_some("true");
    html! {
        <button type="button" class="ke-inspector__step" aria-label={props.name} aria-disabled={disabled} {onclick}>
            <span aria-hidden="true">{ props.sign }</span>
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct FactsProps {
    reading: Shared,
    index: usize,
}

/// How it stands, large enough to be seen at a glance.
#[component]
fn Facts(props: &FactsProps) -> Html {
    let words = use_words();
    let more = kpi_report::i18n::results::words(use_context::<Lang>().unwrap_or_default());
    let Some(kpi) = props.reading.evaluation.kpis.get(props.index) else {
        return Html::default();
    };
    let Some(speaking) = kpi.speaking() else {
        return Html::default();
    };
    html! {
        <div class="ke-inspector__facts">
            { chip(speaking.status, speaking.is_provisional(), words) }
            if let Some(rate) = &speaking.rate {
                <span class="ke-rate">{ (words.percent)(rate) }</span>
            }
            <span class="ke-inspector__chart" title={more.chart_legend}><Bullet kpi={kpi.clone()} /></span>
        </div>
    }
}
