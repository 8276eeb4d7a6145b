//! The judgement of one KPI, section or project.

use web_sys::HtmlSelectElement;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::judging;
use crate::app::judging::FIELDS;
use crate::app::judging::Field;
use crate::app::judging::Judgement;
use crate::app::session::Action;
use crate::ui::home::use_home;
use crate::ui::hooks::use_act;
use crate::ui::judging::context::use_judged;
use crate::ui::reading::Shared;
use crate::ui::typing::Typing;
use kpi_report::i18n::Lang;
use kpi_report::i18n::judging::Words;
use kpi_report::i18n::judging::words;
use kpi_report::i18n::page::SHEETS;

/// Props of [`JudgingFields`].
#[derive(Properties, PartialEq)]
pub struct JudgingFieldsProps {
    /// What was read.
    pub reading: Shared,
    /// Index of the KPI.
    pub index: usize,
    /// The beginning of the ids.
    pub id: AttrValue,
}

/// The final label and the texts of a KPI.
///
/// Contract: a section; a labelled select of the rule set's words, the computed one beside it; labelled text areas, which
/// count when they are left. Where another label than the computed one is chosen, a reason is asked for, and the field
/// says so. Where nothing can be put right, the texts are shown, if there are any.
#[component]
pub fn JudgingFields(props: &JudgingFieldsProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let (judged, editable) = (use_judged(), use_home().editable);
    let Some(kpi) = props.reading.evaluation.kpis.get(props.index) else {
        return Html::default();
    };
    let judgement = judged.all().get(&kpi.id).cloned().unwrap_or_default();
    if !editable && judgement.is_empty() {
        return Html::default();
    }
    let heading = format!("{}-judging", props.id);
    let asks = judging::lacks_reason(kpi, judged.all());
    let computed = judging::computed(kpi);
    html! {
        <section class="ke-judging" aria-labelledby={heading.clone()}>
            <h3 id={heading} class="ke-subheading">{ words.heading }</h3>
            if editable {
                <LabelField reading={props.reading.clone()} subject={kpi.id.clone()} id={props.id.clone()}
                    chosen={judgement.get(Field::Label).map(str::to_owned)} computed={computed.clone()} />
                <Fields id={props.id.clone()} subject={kpi.id.clone()} asks={computed.filter(|_| asks)} />
            } else {
                { said(&judgement, words) }
            }
        </section>
    }
}

/// What was judged, where nothing can be put right.
fn said(judgement: &Judgement, words: &Words) -> Html {
    let said = FIELDS
        .into_iter()
        .filter_map(|field| Some((field, judgement.get(field)?)));
    html! {
        <dl class="ke-details__list">
            { for said.map(|(field, text)| html! {
                <div key={field.id()} class="ke-details__item">
                    <dt>{ (words.field)(field.id()) }</dt>
                    <dd class="ke-prose" lang={SHEETS}>{ text }</dd>
                </div>
            }) }
        </dl>
    }
}

/// Props of [`Fields`].
#[derive(Properties, PartialEq)]
pub struct FieldsProps {
    /// The beginning of the ids.
    pub id: AttrValue,
    /// The id under which it is judged.
    pub subject: AttrValue,
    /// What it is of, where several such fields are on the page.
    #[prop_or_default]
    pub of: Option<AttrValue>,
    /// The computed label, where a reason for another one is wanted.
    pub asks: Option<String>,
}

/// The texts of a judgement.
///
/// Contract: labelled text areas, which count when they are left; where a reason is wanted, its field says so. Where
/// nothing can be put right, the texts are shown.
#[component]
pub fn Fields(props: &FieldsProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let (judged, editable) = (use_judged(), use_home().editable);
    let judgement = judged
        .all()
        .get(props.subject.as_str())
        .cloned()
        .unwrap_or_default();
    if !editable {
        return said(&judgement, words);
    }
    let asks = props.asks.is_some();
    let fields = FIELDS.into_iter().filter(|field| *field != Field::Label);
    html! {
        { for fields.filter(|field| is_asked(*field, asks, &judgement)).map(|field| html! {
            <TextField key={field.id()} {field} subject={props.subject.clone()} id={props.id.clone()} of={props.of.clone()}
                text={judgement.get(field).unwrap_or_default().to_owned()}
                asks={props.asks.clone().filter(|_| field == Field::Reason)} />
        }) }
    }
}

/// The reason for another label is asked only where there is one.
fn is_asked(field: Field, asks: bool, judgement: &Judgement) -> bool {
    field != Field::Reason || asks || judgement.get(Field::Reason).is_some()
}

/// Says something of what is judged under this id.
fn change(subject: &str, field: Field, text: String) -> Action {
    Action::from(Change::Judge {
        kpi: subject.to_owned(),
        field,
        text,
    })
}

/// Props of [`LabelField`].
#[derive(Properties, PartialEq)]
pub struct LabelFieldProps {
    /// What was read.
    pub reading: Shared,
    /// The id under which it is judged.
    pub subject: AttrValue,
    /// The beginning of the ids.
    pub id: AttrValue,
    /// What it is of, where a column already says what is chosen.
    #[prop_or_default]
    pub of: Option<AttrValue>,
    /// The label that a person chose.
    pub chosen: Option<String>,
    /// The one that follows from the rules.
    pub computed: Option<String>,
}

/// The final label, of the rule set's words.
///
/// Contract: a labelled select; without words, why there are none, or a dash where that is said elsewhere.
#[component]
pub fn LabelField(props: &LabelFieldProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let act = use_act();
    let offered = use_memo(props.reading.clone(), |reading| {
        judging::words(&reading.inputs.settings.rules(), &reading.evaluation)
    });
    let onchange = {
        let subject = props.subject.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                act.emit(change(&subject, Field::Label, select.value()));
            }
        })
    };
    let id = format!("{}-judge-label", props.id);
    // What was chosen under other rules stays chosen.
    let other = props.chosen.clone().filter(|chosen| !offered.contains(chosen));
    html! {
        <div class="ke-field">
            <label class={if props.of.is_some() { "ke-visually-hidden" } else { "ke-field__label" }} for={id.clone()}>
                { (words.field)(Field::Label.id()) }
                { for props.of.iter().map(|of| (words.copy_what)(of)) }
            </label>
            if offered.is_empty() && other.is_none() && props.of.is_some() {
                // Why there are none is said once for all of them.
                <p class="ke-absent" {id}>{ "—" }</p>
            } else if offered.is_empty() && other.is_none() {
                <p class="ke-support" {id}>{ words.no_words }</p>
            } else {
                <select class="ke-select" {id} {onchange}>
                    <option value="" selected={props.chosen.is_none()}>{ (words.as_computed)(props.computed.as_deref()) }</option>
                    { for offered.iter().chain(&other).map(|word| html! {
                        <option key={word.clone()} value={word.clone()} lang={SHEETS}
                            selected={props.chosen.as_ref() == Some(word)}>{ word }</option>
                    }) }
                </select>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct TextFieldProps {
    field: Field,
    subject: AttrValue,
    id: AttrValue,
    of: Option<AttrValue>,
    text: AttrValue,
    /// The computed label, where a reason for another one is wanted.
    asks: Option<String>,
}

#[component]
fn TextField(props: &TextFieldProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let (act, typing) = (use_act(), use_context::<Typing>());
    let (field, before) = (props.field, props.text.clone());
    let commit = {
        let subject = props.subject.clone();
        Callback::from(move |area: HtmlTextAreaElement| {
            if area.value() != before.as_str() {
                act.emit(change(&subject, field, area.value()));
            }
        })
    };
    let onchange = {
        let commit = commit.clone();
        Callback::from(move |event: Event| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                commit.emit(area);
            }
        })
    };
    let oninput = Callback::from(move |event: InputEvent| {
        if let (Some(area), Some(typing)) = (event.target_dyn_into::<HtmlTextAreaElement>(), &typing) {
            let commit = commit.clone();
            typing.field(move || commit.emit(area.clone()));
        }
    });
    let id = format!("{}-judge-{}", props.id, field.id());
    let wanted = format!("{id}-wanted");
    html! {
        <div class="ke-field">
            <label class="ke-field__label" for={id.clone()}>
                { (words.field)(field.id()) }
                { for props.of.iter().map(|of| html! {
                    <span class="ke-visually-hidden">{ (words.copy_what)(of) }</span>
                }) }
            </label>
            if let Some(computed) = &props.asks {
                <p class="ke-error" id={wanted.clone()}>{ (words.reason_wanted)(computed) }</p>
            }
            <textarea class="ke-textarea ke-judging__text" {id} rows="2" value={props.text.clone()} maxlength={judging::MAX_TEXT.to_string()}
                aria-describedby={props.asks.as_ref().map(|_| wanted)} {onchange} {oninput} />
        </div>
    }
}
