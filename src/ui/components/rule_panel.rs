//! Everything about the rule set of a sheet: which one, what fits, own ones.

use std::any::Any;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::rule_form::RuleForm;
use crate::app::rule_sets;
use crate::browser::text_file;
use crate::ui::components::fits::Fits;
use crate::ui::components::rule_choice::FIELD;
use crate::ui::components::rule_choice::RuleAbout;
use crate::ui::components::rule_editor::RuleEditor;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_rule_words;
use crate::ui::reading::Reading;
use crate::ui::typing::Typing;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::Name;
use kpi_core::rating::rule_set::RuleSet;
use kpi_report::i18n::Lang;
use kpi_report::i18n::faults;
use kpi_report::i18n::labels;
use kpi_report::i18n::rules::rule_words;

/// The id of the heading.
pub const RULES: &str = "ke-rules-heading";

/// Props of [`RulePanel`].
#[derive(Properties)]
pub struct RulePanelProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for RulePanelProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.on_say == other.on_say
    }
}

/// What the chosen rule set is, what fits, and the way to write, keep, hand out and bring in own ones.
///
/// Contract: what the rule set is, a group of buttons, the editor while it is open, and what fits. What a button did is said in the
/// live region; leaving the editor moves the focus back to the select.
#[component]
pub fn RulePanel(props: &RulePanelProps) -> Html {
    let words = use_rule_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let (act, ports) = (use_act(), use_ports());
    let say_later = use_say_later(&props.on_say);
    let kept = {
        let drafts = Rc::clone(&ports.drafts);
        use_state(move || rule_sets::load(&*drafts))
    };
    let typing = use_context::<Typing>();
    // What was written before the page was gone is gone on with.
    let editing = use_state(|| typing.as_ref().and_then(Typing::rules));
    let file = use_node_ref();
    let settings = &props.reading.inputs.settings;
    let rules = Rc::new(settings.rules());
    let is_own = presets::find(&rules.id).is_none();
    let own = own(&kept, &rules, is_own);
    let use_rules = {
        let (act, kept, ports, say) = (act.clone(), kept.clone(), ports.clone(), say_later.clone());
        Callback::from(move |rules: RuleSet| {
            let name = labels::name(&rules, lang).to_owned();
            let said = match rule_sets::put(&*ports.drafts, &rules) {
                Ok(sets) => {
                    kept.set(sets);
                    (words.saved)(&name)
                }
                Err(_) => (words.not_kept)(&name),
            };
            act.emit(Change::OwnRules(Box::new(rules)).into());
            say.emit(said);
        })
    };
    let copy = {
        let (editing, rules, kept) = (editing.clone(), Rc::clone(&rules), kept.clone());
        let taken = own.clone();
        Callback::from(move |_| {
            let name = labels::name(&rules, lang);
            let note = Name {
                ja: (rule_words(Lang::Ja).copied_from)(labels::name(&rules, Lang::Ja)),
                en: Some((rule_words(Lang::En).copied_from)(labels::name(&rules, Lang::En))),
            };
            let all: Vec<RuleSet> = kept.iter().chain(&taken).cloned().collect();
            let id = rule_sets::fresh_id(&all);
            editing.set(Some(RuleForm::copy_of(&rules, id, (words.copy_name)(name), note)));
        })
    };
    let edit = {
        let (editing, rules) = (editing.clone(), Rc::clone(&rules));
        Callback::from(move |_| editing.set(Some(RuleForm::of(&rules))))
    };
    let remove = {
        let (act, kept, ports, say) = (act, kept.clone(), ports.clone(), say_later);
        let rules = Rc::clone(&rules);
        Callback::from(move |_| {
            if let Ok(sets) = rule_sets::remove(&*ports.drafts, &rules.id) {
                kept.set(sets);
                ports.page.reveal(FIELD);
                act.emit(Change::RuleSet(presets::DEFAULT.to_owned()).into());
                say.emit((words.removed)(labels::name(&rules, lang)));
            }
        })
    };
    let export = {
        let (rules, ports, say) = (Rc::clone(&rules), ports.clone(), props.on_say.clone());
        Callback::from(move |_| {
            let (name, text) = rule_sets::to_file(&rules);
            let saved = ports.saver.save(&name, "application/json", text.as_bytes());
            say.emit(
                if saved {
                    (words.exported)(&name)
                } else {
                    words.not_exported.to_owned()
                }
                .into(),
            );
        })
    };
    let open = {
        let file = file.clone();
        Callback::from(move |_| {
            if let Some(file) = file.cast::<HtmlInputElement>() {
                file.click();
            }
        })
    };
    let import = {
        let (use_rules, kept, say) = (use_rules.clone(), kept.clone(), props.on_say.clone());
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let (use_rules, kept, say) = (use_rules.clone(), kept.clone(), say.clone());
            text_file::read(&field, move |text| {
                let read = text.ok_or_else(|| words.no_text.to_owned());
                let read = read.and_then(|text| {
                    rule_sets::from_file(&text, &kept).map_err(|fault| faults::rule_set(&fault, lang))
                });
                match read {
                    Ok(rules) => use_rules.emit(rules),
                    Err(why) => say.emit((words.not_read)(&why).into()),
                }
            });
            // The same file may be chosen again after it was changed.
            field.set_value("");
        })
    };
    let close = {
        let (editing, page) = (editing.clone(), Rc::clone(&ports.page));
        Callback::from(move |()| {
            if let Some(typing) = &typing {
                typing.ruling(None);
            }
            editing.set(None);
            page.reveal(FIELD);
        })
    };
    let save = {
        let (close, use_rules) = (close.clone(), use_rules.clone());
        Callback::from(move |rules: RuleSet| {
            close.emit(());
            use_rules.emit(rules);
        })
    };
    let small = "ke-button ke-button--outline ke-button--small";
    html! {
        <section class="ke-section ke-rule-panel" aria-labelledby={RULES}>
            <h2 id={RULES} class="ke-heading" tabindex="-1">{ labels::name(&rules, lang).to_owned() }</h2>
            <RuleAbout rules={(*rules).clone()} />
            <div class="ke-field__row" role="group" aria-label={words.actions}>
                if is_own {
                    <button type="button" class={small} onclick={edit}>{ words.edit }</button>
                }
                <button type="button" class={small} onclick={copy}>{ words.copy }</button>
                <button type="button" class={small} onclick={export}>{ words.export }</button>
                <button type="button" class={small} onclick={open}>{ words.import }</button>
                <input ref={file} type="file" hidden=true accept=".json,application/json" data-import="rule-set" onchange={import} />
                if is_own {
                    <button type="button" class="ke-button ke-button--text ke-button--small" onclick={remove}>{ words.remove }</button>
                }
            </div>
            if let Some(form) = &*editing {
                <RuleEditor key={form.id().to_owned()} reading={Rc::clone(&props.reading)} form={form.clone()} on_save={save} on_cancel={close}
                    on_say={props.on_say.clone()} />
            }
            <Fits reading={Rc::clone(&props.reading)} own={own} on_say={props.on_say.clone()} />
        </section>
    }
}

/// The own rule sets that are kept, and the one of this sheet where it is none of them.
pub fn own(kept: &[RuleSet], rules: &RuleSet, is_own: bool) -> Vec<RuleSet> {
    let known = kept.iter().any(|other| other.id == rules.id);
    let here = (is_own && !known).then(|| rules.clone());
    kept.iter().cloned().chain(here).collect()
}

/// Says something after the change was rendered: what was said of an earlier state is forgotten with it.
#[hook]
fn use_say_later(on_say: &Callback<AttrValue>) -> Callback<String> {
    let ports = use_ports();
    let waiting = use_mut_ref(|| None::<Box<dyn Any>>);
    let on_say = on_say.clone();
    Callback::from(move |said: String| {
        let on_say = on_say.clone();
        let work = Box::new(move || on_say.emit(said.into()));
        *waiting.borrow_mut() = Some(ports.later.after(0, work));
    })
}
