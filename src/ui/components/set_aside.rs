//! What was set aside, and what can be done with it.

use std::any::Any;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::DeskChange;
use crate::app::draft::Fault;
use crate::app::keeper::Kept;
use crate::app::set_aside;
use crate::app::set_aside::Entry;
use crate::app::set_aside::Kind;
use crate::app::set_aside::State;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use kpi_report::i18n::Lang;
use kpi_report::i18n::set_aside::words;

/// The id of the list's heading.
const LIST: &str = "ke-set-aside";

/// Props of [`SetAside`].
#[derive(Properties, PartialEq)]
pub struct SetAsideProps {
    /// What became of the last change: something may have been set aside with it.
    pub kept: Kept,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The list of what was set aside; nothing where there is none.
///
/// Contract: a disclosure with a list. Of each: what it is, its day and size, and buttons that open it, save it as a file
/// and, asked twice, delete it. What a button did is said in the live region.
#[component]
pub fn SetAside(props: &SetAsideProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let ports = use_ports();
    let removals = use_state(|| 0_u32);
    let entries = {
        let drafts = Rc::clone(&ports.drafts);
        use_memo((props.kept, *removals), move |_| set_aside::entries(&*drafts))
    };
    if entries.is_empty() {
        return Html::default();
    }
    let on_removed = {
        let removals = removals.clone();
        Callback::from(move |()| {
            ports.page.reveal(LIST);
            removals.set(removals.wrapping_add(1));
        })
    };
    html! {
        <details class="ke-disclosure" data-part="set-aside">
            <summary id={LIST}>{ (words.heading)(entries.len()) }</summary>
            <div class="ke-disclosure__body">
                <p class="ke-support">{ words.hint }</p>
                <ul class="ke-list">
                    { for entries.iter().map(|entry| html! {
                        <Item key={entry.key.clone()} entry={entry.clone()} on_say={props.on_say.clone()}
                            on_removed={on_removed.clone()} />
                    }) }
                </ul>
            </div>
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct ItemProps {
    entry: Entry,
    on_say: Callback<AttrValue>,
    on_removed: Callback<()>,
}

#[component]
fn Item(props: &ItemProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let (ports, act) = (use_ports(), use_act());
    let asked = use_state(|| false);
    let waiting = use_mut_ref(|| None::<Box<dyn Any>>);
    let entry = &props.entry;
    let open = {
        let (ports, key, say) = (ports.clone(), entry.key.clone(), props.on_say.clone());
        Callback::from(move |_: MouseEvent| {
            let found = set_aside::open(&*ports.drafts, &key);
            let said = if let Some(found) = found {
                act.emit(DeskChange::Adopt(Rc::clone(found.session.desk())).into());
                words.opened
            } else {
                words.not_opened
            };
            // What is said of an earlier state is forgotten with it.
            let say = say.clone();
            let guard = ports.later.after(0, Box::new(move || say.emit(said.into())));
            waiting.replace(Some(guard));
        })
    };
    let save = {
        let (ports, key, say) = (ports.clone(), entry.key.clone(), props.on_say.clone());
        let name = format!("kpi-evaluator-{}.json", entry.when.as_deref().unwrap_or("draft"));
        Callback::from(move |_: MouseEvent| {
            let text = set_aside::file(&*ports.drafts, &key);
            let is_saved =
                text.is_some_and(|text| ports.saver.save(&name, "application/json", text.as_bytes()));
            let said = if is_saved {
                (words.saved)(&name)
            } else {
                words.not_saved.to_owned()
            };
            say.emit(said.into());
        })
    };
    let remove = {
        let (key, say) = (entry.key.clone(), props.on_say.clone());
        let on_removed = props.on_removed.clone();
        Callback::from(move |_: MouseEvent| {
            set_aside::delete(&*ports.drafts, &key);
            say.emit(words.removed.into());
            on_removed.emit(());
        })
    };
    let ask = |wanted: bool| {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(wanted))
    };
    let kind = match entry.kind {
        Kind::Draft => "draft",
        Kind::RuleSets => "rule-sets",
        Kind::Forms => "forms",
    };
    let state = match entry.state {
        State::Whole => words.whole,
        State::Damaged => words.part,
        State::Closed(fault) => (words.closed)(fault == Fault::Newer),
    };
    let small = "ke-button ke-button--outline ke-button--small";
    html! {
        <li data-aside={entry.key.clone()}>
            <p>
                { (words.kind)(kind) }{ " — " }{ (words.facts)(entry.when.as_deref(), entry.units) }
                if !entry.sheets.is_empty() {
                    <br />{ (words.sheets)(&entry.sheets) }
                }
            </p>
            <p class="ke-support">{ state }</p>
            <div class="ke-field__row">
                if entry.state.opens() {
                    <button type="button" class={small} data-part="open" onclick={open}>{ words.open }</button>
                }
                <button type="button" class={small} data-part="save" onclick={save}>{ words.save }</button>
                if *asked {
                    <button type="button" class={small} data-part="confirm" onclick={remove}>{ words.confirm }</button>
                    <button type="button" class={small} onclick={ask(false)}>{ words.cancel }</button>
                } else {
                    <button type="button" class="ke-button ke-button--text ke-button--small" data-part="remove" onclick={ask(true)}>
                        { words.remove }
                    </button>
                }
            </div>
        </li>
    }
}
