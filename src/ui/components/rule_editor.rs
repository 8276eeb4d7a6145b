//! Writes a rule set.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::rule_form::FormFault;
use crate::app::rule_form::NumberField;
use crate::app::rule_form::RuleForm;
use crate::ui::components::rule_bands::RuleBands;
use crate::ui::components::rule_fields::TextField;
use crate::ui::components::rule_methods::RuleMethods;
use crate::ui::components::rule_numbers::RuleMore;
use crate::ui::components::rule_numbers::RuleNumbers;
use crate::ui::components::rule_preview::RulePreview;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_rule_words;
use crate::ui::reading::Reading;
use crate::ui::typing::Typing;
use kpi_core::rating::rule_set::RuleSet;
use kpi_report::i18n::Lang;
use kpi_report::i18n::faults;
use kpi_report::i18n::rules::RuleWords;

/// The id of the editor's heading, where the focus goes when it opens.
pub const EDITOR: &str = "ke-rule-editor";

/// The id of the list of faults.
const FAULTS: &str = "ke-rule-faults";

/// Props of [`RuleEditor`].
#[derive(Properties)]
pub struct RuleEditorProps {
    /// What was read: what would change in it is shown.
    pub reading: Rc<Reading>,
    /// What is written at first.
    pub form: RuleForm,
    /// The rule set that was written.
    pub on_save: Callback<RuleSet>,
    /// Nothing shall be changed.
    pub on_cancel: Callback<()>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for RuleEditorProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.form == other.form
            && self.on_save == other.on_save
            && self.on_cancel == other.on_cancel
            && self.on_say == other.on_say
    }
}

/// Writes a rule set, with a live view of what it would change.
///
/// Contract: a section whose heading takes the focus when it opens. Every change is shown below at once and said in the
/// live region; what does not hold together is listed, and saving then leads to that list.
#[component]
pub fn RuleEditor(props: &RuleEditorProps) -> Html {
    let words = use_rule_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let ports = use_ports();
    let form = use_state(|| Rc::new(props.form.clone()));
    {
        let page = Rc::clone(&ports.page);
        use_effect_with((), move |()| {
            page.reveal(EDITOR);
        });
    }
    let outcome = use_memo(Rc::clone(&form), |form| form.rules());
    let faults = Rc::new(outcome.as_ref().as_ref().err().cloned().unwrap_or_default());
    let on_change = {
        let (form, typing) = (form.clone(), use_context::<Typing>());
        Callback::from(move |next: RuleForm| {
            if let Some(typing) = &typing {
                typing.ruling(Some(next.clone()));
            }
            if typing.as_ref().is_none_or(|typing| !typing.rehearses()) {
                form.set(Rc::new(next));
            }
        })
    };
    let save = {
        let (outcome, on_save, on_say) = (Rc::clone(&outcome), props.on_save.clone(), props.on_say.clone());
        let (faults, page) = (Rc::clone(&faults), Rc::clone(&ports.page));
        Callback::from(move |_| {
            if let Ok(rules) = &*outcome {
                on_save.emit(rules.clone());
            } else {
                on_say.emit((words.faults)(faults.len()).into());
                page.reveal(FAULTS);
            }
        })
    };
    let cancel = props.on_cancel.reform(|_| ());
    let name = {
        let (form, on_change) = (form.clone(), on_change.clone());
        Callback::from(move |name: String| {
            let mut next = (**form).clone();
            next.name = name;
            on_change.emit(next);
        })
    };
    let part = Rc::clone(&form);
    html! {
        <section class="ke-rule" aria-labelledby={EDITOR}>
            <div class="ke-rule__head">
                <h3 id={EDITOR} class="ke-subheading" tabindex="-1">{ words.editor }</h3>
                <p class="ke-support">{ words.editor_hint }</p>
            </div>
            <div class="ke-rule__main">
                <div class="ke-rule__wide">
                    <TextField id="ke-rule-name" label={words.name} value={form.name.clone()} on_change={name}
                        invalid={faults.contains(&FormFault::NoName)} />
                </div>
                <RuleBands form={Rc::clone(&part)} faults={Rc::clone(&faults)} on_change={on_change.clone()} />
                <RuleNumbers form={Rc::clone(&part)} faults={Rc::clone(&faults)} on_change={on_change.clone()} />
                <RuleMethods form={Rc::clone(&part)} faults={Rc::clone(&faults)} on_change={on_change.clone()} />
                <RuleMore form={part} faults={Rc::clone(&faults)} {on_change} />
            </div>
            <div class="ke-rule__side">
                if !faults.is_empty() {
                    <div class="ke-banner ke-banner--error" id={FAULTS} tabindex="-1" role="group"
                        aria-labelledby="ke-rule-faults-heading">
                        <h4 class="ke-banner__heading" id="ke-rule-faults-heading">{ (words.faults)(faults.len()) }</h4>
                        <ul class="ke-list">
                            { for faults.iter().enumerate().map(|(n, fault)| html! { <li key={n}>{ said(fault, words, lang) }</li> }) }
                        </ul>
                    </div>
                }
                <RulePreview reading={Rc::clone(&props.reading)} rules={outcome.as_ref().as_ref().ok().cloned()}
                    on_say={props.on_say.clone()} />
                <div class="ke-field__row">
                    <button type="button" class="ke-button ke-button--primary" onclick={save}>{ words.save }</button>
                    <button type="button" class="ke-button ke-button--outline" onclick={cancel}>{ words.cancel }</button>
                </div>
            </div>
        </section>
    }
}

/// What keeps a rule set from following, in a sentence.
fn said(fault: &FormFault, words: &'static RuleWords, lang: Lang) -> String {
    let field = match fault {
        FormFault::NoName => return words.no_name.to_owned(),
        FormFault::NoWord(index) => return (words.no_word)(index + 1),
        FormFault::Rules(fault) => return faults::rule_set(fault, lang),
        FormFault::NoNumber(field) => field,
    };
    let name = match field {
        NumberField::Places => words.places.to_owned(),
        NumberField::Cap => words.cap.to_owned(),
        NumberField::Shares => words.shares.to_owned(),
        NumberField::Tolerance => words.tolerance.to_owned(),
        NumberField::BaselineTolerance => words.baseline_tolerance.to_owned(),
        NumberField::Lower(index) => (words.of_band)(words.lower, index + 1),
        NumberField::Upper(index) => (words.of_band)(words.upper, index + 1),
    };
    (words.no_number)(&name)
}
