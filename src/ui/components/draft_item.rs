//! One draft of the list.

use std::any::Any;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::card::Card;
use crate::app::place::Place;
use crate::app::shelf::Entry;
use crate::ui::hooks::use_ports;
use kpi_report::i18n::Lang;
use kpi_report::i18n::drafts::Words;
use kpi_report::i18n::drafts::words;

/// What a person wants with a draft.
pub(super) enum Wish {
    /// It is to be opened.
    Open,
    /// It is to have this name; none: that of its document.
    Rename(String),
    /// It is to be copied.
    Duplicate,
    /// It is to go.
    Remove,
}

/// The id of a button of a draft.
pub(super) fn button_id(part: &str, place: Place) -> String {
    format!("ke-draft-{}-{part}", place.word())
}

/// The name of a draft as it is shown.
pub(super) fn title(words: &Words, card: &Card) -> String {
    card.title().unwrap_or_else(|| words.nameless.to_owned())
}

/// Props of [`DraftItem`].
#[derive(Properties, PartialEq)]
pub(super) struct DraftItemProps {
    /// The draft.
    pub(super) entry: Entry,
    /// It is the open one.
    pub(super) is_open: bool,
    /// Hears what is wanted with it.
    pub(super) on_wish: Callback<(Entry, Wish)>,
}

/// A draft with what is known of it and what can be done with it.
///
/// Contract: an item of a list with a heading; buttons named with the draft's name. While it is renamed, a labelled field
/// has the focus; Enter takes the name, and the focus goes back to the button.
#[component]
pub(super) fn DraftItem(props: &DraftItemProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let renames = use_state_eq(|| false);
    let entry = &props.entry;
    let name = title(words, &entry.card);
    let wish = |make: fn(MouseEvent) -> Wish| {
        let (on_wish, entry) = (props.on_wish.clone(), entry.clone());
        Callback::from(move |event| on_wish.emit((entry.clone(), make(event))))
    };
    let ask = {
        let renames = renames.clone();
        Callback::from(move |_: MouseEvent| renames.set(true))
    };
    let on_named = {
        let (on_wish, entry, renames) = (props.on_wish.clone(), entry.clone(), renames.clone());
        Callback::from(move |name: Option<String>| {
            renames.set(false);
            if let Some(name) = name {
                on_wish.emit((entry.clone(), Wish::Rename(name)));
            }
        })
    };
    let button = |part: &'static str, label: &'static str, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="ke-button ke-button--outline ke-button--small" data-part={part}
                id={button_id(part, entry.place)} aria-label={(words.of)(label, &name)} {onclick}>{ label }</button>
        }
    };
    html! {
        <li class="ke-drafts__item" data-draft={entry.place.word()} aria-current={props.is_open.then_some("true")}>
            <h3 class="ke-drafts__name">
                { name.clone() }
                if props.is_open {
                    {" "}<span class="ke-drafts__present">{ words.present }</span>
                }
            </h3>
            <p>{ facts(words, &entry.card) }</p>
            <p class="ke-support">{ dates(words, entry) }</p>
            if *renames {
                <Naming place={entry.place} name={entry.card.name.clone().unwrap_or_else(|| name.clone())} {on_named} />
            } else {
                <div class="ke-drafts__buttons">
                    if !props.is_open {
                        { button("open", words.open, wish(|_| Wish::Open)) }
                    }
                    { button("rename", words.rename, ask) }
                    { button("duplicate", words.duplicate, wish(|_| Wish::Duplicate)) }
                    { button("remove", words.remove, wish(|_| Wish::Remove)) }
                </div>
            }
        </li>
    }
}

/// Municipality, year and counts.
fn facts(words: &Words, card: &Card) -> String {
    let years: Vec<String> = card.years().into_iter().map(words.year).collect();
    let (kpis, all) = card.kpis();
    let cities = card.cities().into_iter().map(str::to_owned);
    let counts = (words.counts)(card.sheets.len(), kpis, all);
    let parts: Vec<String> = cities.chain(years).chain([counts]).collect();
    parts.join("・")
}

/// When it was changed and saved, and its size.
fn dates(words: &Words, entry: &Entry) -> String {
    let changed = entry.card.changed.as_deref().map(words.changed);
    let others = [
        (words.filed)(entry.card.filed.as_deref()),
        (words.size)(entry.units),
    ];
    let parts: Vec<String> = changed.into_iter().chain(others).collect();
    parts.join("・")
}

#[derive(Properties, PartialEq)]
struct NamingProps {
    place: Place,
    name: String,
    on_named: Callback<Option<String>>,
}

/// The field of a new name.
#[component]
fn Naming(props: &NamingProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let ports = use_ports();
    let field = use_node_ref();
    let waiting = use_mut_ref(|| None::<Box<dyn Any>>);
    let id = button_id("name", props.place);
    let hint = button_id("name-hint", props.place);
    {
        let (page, id) = (Rc::clone(&ports.page), id.clone());
        use_effect_with((), move |()| {
            page.reveal(&id);
        });
    }
    let back = {
        let (on_named, id) = (props.on_named.clone(), button_id("rename", props.place));
        Callback::from(move |name: Option<String>| {
            on_named.emit(name);
            let (page, id) = (Rc::clone(&ports.page), id.clone());
            let work = Box::new(move || {
                page.reveal(&id);
            });
            waiting.replace(Some(ports.later.after(0, work)));
        })
    };
    let take = {
        let (field, back) = (field.clone(), back.clone());
        move || {
            let name = field.cast::<HtmlInputElement>().map(|field| field.value());
            back.emit(name);
        }
    };
    let onkeydown = {
        let take = take.clone();
        Callback::from(move |event: KeyboardEvent| {
            // Enter that ends the conversion of kana is none of ours.
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                take();
            }
        })
    };
    let small = "ke-button ke-button--outline ke-button--small";
    html! {
        <div class="ke-drafts__naming">
            <label class="ke-field__label" for={id.clone()}>{ words.name }</label>
            <p class="ke-support" id={hint.clone()}>{ words.name_hint }</p>
            <input ref={field} type="text" class="ke-input" {id} aria-describedby={hint} value={props.name.clone()}
                maxlength="120" autocomplete="off" {onkeydown} />
            <div class="ke-drafts__buttons">
                <button type="button" class={small} data-part="take-name" onclick={move |_| take()}>{ words.take_name }</button>
                <button type="button" class={small} onclick={move |_| back.emit(None)}>{ words.cancel }</button>
            </div>
        </div>
    }
}
