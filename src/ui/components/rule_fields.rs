//! The fields of the rule set editor.

use web_sys::HtmlInputElement;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::ui::typing::Typing;

/// Props of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// The id of the field.
    pub id: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// Its text now.
    pub value: AttrValue,
    /// What was typed, when the field is left or Enter is pressed.
    pub on_change: Callback<String>,
    /// It takes a number.
    #[prop_or_default]
    pub number: bool,
    /// What was typed cannot be used.
    #[prop_or_default]
    pub invalid: bool,
}

/// A labelled text field.
///
/// Contract: what was typed counts when the field is left or Enter is pressed, never while an input method composes;
/// until then it is kept beside the draft. What cannot be used is marked as invalid; the list of faults says why.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let on_change = props.on_change.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            on_change.emit(field.value());
        }
    });
    let typing = use_context::<Typing>();
    let on_leave = props.on_change.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let (Some(field), Some(typing)) = (event.target_dyn_into::<HtmlInputElement>(), &typing) {
            let on_leave = on_leave.clone();
            typing.field(move || on_leave.emit(field.value()));
        }
    });
    html! {
        <div class={classes!("ke-field", props.number.then_some("ke-field--number"))}>
            <label class="ke-field__label" for={props.id.clone()}>{ &props.label }</label>
            <input type="text" class="ke-input" id={props.id.clone()} value={props.value.clone()} autocomplete="off"
                inputmode={props.number.then_some("decimal")} aria-invalid={props.invalid.then_some("true")} {onchange} {oninput} />
        </div>
    }
}

/// Props of [`ChoiceField`].
#[derive(Properties, PartialEq)]
pub struct ChoiceFieldProps {
    /// The id of the field.
    pub id: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// The word of what is chosen.
    pub value: AttrValue,
    /// Words, and what people call them.
    pub options: Vec<(String, AttrValue)>,
    /// The word that was chosen.
    pub on_change: Callback<String>,
}

/// A labelled select that counts at once.
///
/// Contract: a native select.
#[component]
pub fn ChoiceField(props: &ChoiceFieldProps) -> Html {
    let on_change = props.on_change.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            on_change.emit(select.value());
        }
    });
    html! {
        <div class="ke-field">
            <label class="ke-field__label" for={props.id.clone()}>{ &props.label }</label>
            <select class="ke-select" id={props.id.clone()} {onchange}>
                { for props.options.iter().map(|(word, name)| html! {
                    <option key={word.clone()} value={word.clone()} selected={props.value == word.as_str()}>{ name }</option>
                }) }
            </select>
        </div>
    }
}

/// Options of words of a document, with one before them for none of these.
pub fn options<T: serde::Serialize + Copy>(
    choices: &[T],
    name: fn(&str) -> &'static str,
    none: bool,
) -> Vec<(String, AttrValue)> {
    let none = none.then(|| (String::new(), AttrValue::from(name(""))));
    let words = choices.iter().map(|choice| crate::app::rule_form::word(*choice));
    none.into_iter()
        .chain(words.map(|word| {
            let called = AttrValue::from(name(&word));
            (word, called)
        }))
        .collect()
}
