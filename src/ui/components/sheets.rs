//! The sheets of the draft.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::desk::DeskChange;
use crate::app::inputs::Inputs;
use crate::app::session::Action;
use crate::samples::SAMPLES;
use crate::ui::components::icon::Icon;
use crate::ui::home::use_home;
use crate::ui::hooks::use_act;
use kpi_readers::sheet::Content;
use kpi_report::i18n::Lang;
use kpi_report::i18n::intake::words;

/// Props of [`Sheets`].
#[derive(Properties, PartialEq)]
pub struct SheetsProps {
    /// The desk.
    pub desk: Rc<Desk>,
}

/// The sheets side by side, where there are several.
///
/// Contract: a navigation of buttons, the open one marked with `aria-current`; beside each a button that puts it away,
/// named with it. Putting away can be undone. Where the result is only shown, sheets are opened, not put away.
#[component]
pub fn Sheets(props: &SheetsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let (act, editable) = (use_act(), use_home().editable);
    let desk = &props.desk;
    if desk.sheets().len() < 2 {
        return Html::default();
    }
    let items = desk.sheets().iter().enumerate().map(|(index, inputs)| {
        let name = name(inputs, index, lang);
        let open = {
            let act = act.clone();
            Callback::from(move |_| act.emit(Action::Open(index)))
        };
        let close = {
            let act = act.clone();
            Callback::from(move |_| act.emit(DeskChange::Close(index).into()))
        };
        let current = (index == desk.open()).then_some("page");
        html! {
            <li class="ke-sheets__item" key={index}>
                <button type="button" class="ke-sheets__open" aria-current={current} onclick={open}>{ &name }</button>
                if editable {
                    <button type="button" class="ke-sheets__close" aria-label={(words.close)(&name)} onclick={close}>
                        <Icon sign="✕" />
                    </button>
                }
            </li>
        }
    });
    html! {
        <nav class="ke-sheets" aria-label={words.sheets}>
            <ul class="ke-sheets__list">{ for items }</ul>
        </nav>
    }
}

/// What a sheet is called: its file, its sample, or its number.
pub fn name(inputs: &Inputs, index: usize, lang: Lang) -> String {
    let Some(document) = &inputs.document else {
        return (words(lang).sheet)(index + 1);
    };
    if let Some(name) = &document.name {
        return name.clone();
    }
    let sample = match &document.content {
        Content::Text(text) => SAMPLES.iter().find(|sample| sample.text == text),
        _ => None,
    };
    sample.map_or_else(
        || (words(lang).sheet)(index + 1),
        |sample| sample.title(lang).to_owned(),
    )
}
