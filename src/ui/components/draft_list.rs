//! The drafts on this PC: the button in the head of the page, and the list that it opens.

use std::any::Any;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::keeper::Kept;
use crate::app::keys;
use crate::app::place::Place;
use crate::app::ports::StoreError;
use crate::app::shelf;
use crate::app::shelf::Entry;
use crate::app::shelf::Removed;
use crate::app::surroundings::Ports;
use crate::ui::components::draft_item::DraftItem;
use crate::ui::components::draft_item::Wish;
use crate::ui::components::draft_item::button_id;
use crate::ui::components::draft_item::title;
use crate::ui::dialog::use_dialog;
use crate::ui::hooks::use_latest;
use crate::ui::hooks::use_ports;
use crate::ui::kept::Switch;
use crate::ui::kept::Switched;
use crate::ui::kept::Switching;
use kpi_report::i18n::Lang;
use kpi_report::i18n::drafts::Words;
use kpi_report::i18n::drafts::words;

/// The id of the dialog's heading.
const HEADING: &str = "ke-drafts-heading";

/// The id of the search.
const SEARCH: &str = "ke-drafts-search";

/// The id of the button that brings a removed draft back.
const BACK: &str = "ke-drafts-back";

/// Props of [`DraftList`].
#[derive(Properties, PartialEq)]
pub struct DraftListProps {
    /// The draft that is open.
    pub switching: Switching,
    /// What became of the last change: the list shows it.
    pub kept: Kept,
}

/// What the list does and what was done.
#[derive(Clone, Default, PartialEq)]
struct State {
    search: String,
    said: AttrValue,
    removed: Vec<Removed>,
    /// Whatever changed the drafts raises it.
    changes: u32,
}

/// A button, and the dialog that it opens: the drafts with what is known of each, a search, what can be done with one,
/// and how much room there is.
///
/// Contract: a native modal dialog named by its heading; Escape and a button leave it, and the focus goes back to the
/// button that opened it. A list with a heading of each draft; every button is named with its draft. What was done is
/// said in a status of the dialog. After a draft was removed, the button that brings it back has the focus.
#[component]
pub fn DraftList(props: &DraftListProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let ports = use_ports();
    let state = use_state_eq(State::default);
    let dialog = use_dialog();
    let close = dialog.closing();
    let focus = use_focus(&ports);
    use_heard(&ports, &state, dialog.is_open);
    let entries = {
        let deps = (
            dialog.is_open,
            props.kept,
            (props.switching.place, props.switching.turn),
            state.changes,
        );
        let drafts = Rc::clone(&ports.drafts);
        use_memo(deps, move |(is_open, _, (place, _), _)| {
            is_open.then(|| (shelf::entries(&*drafts, *place), shelf::room(&*drafts)))
        })
    };
    let set = {
        let state = state.clone();
        Callback::from(move |change: Box<dyn FnOnce(&mut State)>| {
            let mut next = (*state).clone();
            change(&mut next);
            state.set(next);
        })
    };
    let onclick = {
        let (set, show) = (set.clone(), dialog.show.clone());
        Callback::from(move |_: MouseEvent| {
            set.emit(Box::new(|state: &mut State| {
                *state = State {
                    removed: std::mem::take(&mut state.removed),
                    // Another tab may have changed the drafts meanwhile.
                    changes: state.changes.wrapping_add(1),
                    ..State::default()
                };
            }));
            show.emit(());
        })
    };
    let on_search = {
        let set = set.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                let search = field.value();
                set.emit(Box::new(move |state| state.search = search));
            }
        })
    };
    let is_lasting = use_state_eq(|| None::<bool>);
    let last = {
        let (page, is_lasting) = (Rc::clone(&ports.page), is_lasting.setter());
        move || {
            let is_lasting = is_lasting.clone();
            page.ask_to_last(Box::new(move |told| is_lasting.set(Some(told))));
        }
    };
    let begin = {
        let (switch, set, close) = (props.switching.switch.clone(), set.clone(), dialog.close.clone());
        let last = last.clone();
        Callback::from(move |_: MouseEvent| match switch.emit(Switch::Begin) {
            Switched::Done => {
                close.emit(());
                last();
            }
            other => set.emit(refused(words, other)),
        })
    };
    let on_wish = {
        let (ports, set, focus) = (ports.clone(), set.clone(), focus.clone());
        let switching = props.switching.clone();
        let close = dialog.close.clone();
        Callback::from(move |(entry, wish): (Entry, Wish)| {
            let name = title(words, &entry.card);
            match wish {
                Wish::Open => match switching.switch.emit(Switch::Open(entry.place)) {
                    Switched::Done => close.emit(()),
                    other => set.emit(refused(words, other)),
                },
                Wish::Rename(name) => {
                    let done = shelf::rename(&*ports.drafts, entry.place, &name);
                    let shown = if name.trim().is_empty() { None } else { Some(name) };
                    let said = shown.unwrap_or_else(|| unnamed(words, &entry));
                    set.emit(done_or(words, done, (words.renamed)(said.trim())));
                    last();
                }
                Wish::Duplicate => {
                    let copy = (words.copy_of)(&name);
                    let now = ports.page.now();
                    let done = shelf::duplicate(&*ports.drafts, entry.place, &copy, now);
                    set.emit(done_or(words, done.map(|_| ()), (words.duplicated)(&copy)));
                    last();
                }
                Wish::Remove => {
                    set.emit(removed(words, &ports, &switching, &entry, &name));
                    focus.emit(BACK.to_owned());
                }
            }
        })
    };
    let bring_back = {
        let (ports, set, focus, state) = (ports.clone(), set.clone(), focus.clone(), state.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(removed) = state.removed.last() else {
                return;
            };
            match shelf::bring_back(&*ports.drafts, removed) {
                Err(fault) => set.emit(faulty(words, fault)),
                Ok(place) => {
                    let said = (words.is_back)(&title(words, &removed.card));
                    set.emit(Box::new(move |state| {
                        state.removed.pop();
                        state.changes = state.changes.wrapping_add(1);
                        state.said = said.into();
                    }));
                    focus.emit(button_id("open", place));
                }
            }
        })
    };
    html! {
        <div class="ke-drafts">
            <button type="button" class="ke-button ke-button--outline ke-button--small" aria-haspopup="dialog"
                data-part="drafts" {onclick}>{ words.open_list }</button>
            <dialog ref={dialog.node} class="ke-dialog ke-drafts__dialog" aria-labelledby={HEADING} onclose={dialog.onclose}>
                if let Some((entries, room)) = &*entries {
                    <h2 id={HEADING} class="ke-heading">{ words.open_list }</h2>
                    <p class="ke-support">{ words.hint }</p>
                    <div class="ke-buttons">
                        <button type="button" class="ke-button ke-button--primary" data-part="begin" onclick={begin}>
                            { words.begin }
                        </button>
                        <button type="button" class="ke-button ke-button--outline" data-part="close" onclick={close.clone()}>
                            { words.close }
                        </button>
                    </div>
                    <p role="status">{ state.said.clone() }</p>
                    if let Some(removed) = state.removed.last() {
                        <button type="button" id={BACK} class="ke-button ke-button--outline ke-button--small"
                            onclick={bring_back} aria-label={(words.of)(words.bring_back, &title(words, &removed.card))}>
                            { words.bring_back }
                        </button>
                    }
                    { match entries {
                        Err(_) => html! { <p>{ words.no_list }</p> },
                        Ok(entries) => html! {
                            <Found entries={entries.clone()} search={state.search.clone()} place={props.switching.place}
                                {on_search} {on_wish} />
                        },
                    } }
                    { for room.as_ref().ok().map(|units| meter(words, *units, *is_lasting)) }
                }
            </dialog>
        </div>
    }
}

/// Moves the focus to an id once it is there.
#[hook]
fn use_focus(ports: &Ports) -> Callback<String> {
    let waiting = use_mut_ref(|| None::<Box<dyn Any>>);
    let (page, later) = (Rc::clone(&ports.page), Rc::clone(&ports.later));
    Callback::from(move |id: String| {
        let page = Rc::clone(&page);
        let guard = later.after(
            0,
            Box::new(move || {
                page.reveal(&id);
            }),
        );
        waiting.replace(Some(guard));
    })
}

/// Another tab may change what the list shows.
#[hook]
fn use_heard(ports: &Ports, state: &UseStateHandle<State>, is_open: bool) {
    let latest = use_latest((state.clone(), is_open));
    let page = Rc::clone(&ports.page);
    use_effect_with((), move |()| {
        let hear = move || {
            let (state, is_open) = latest.get();
            if is_open {
                let changes = state.changes.wrapping_add(1);
                state.set(State {
                    changes,
                    ..(*state).clone()
                });
            }
        };
        let guard = page.on_kept(keys::DRAFT, Rc::new(hear));
        move || drop(guard)
    });
}

type Change = Box<dyn FnOnce(&mut State)>;

/// Another draft was not opened, and why.
fn refused(words: &'static Words, why: Switched) -> Change {
    Box::new(move |state| {
        state.said = match why {
            Switched::NotKept => words.not_kept.into(),
            Switched::NotOpened => words.not_opened.into(),
            Switched::Done => AttrValue::default(),
        };
    })
}

/// Something could not be done, and why.
fn faulty(words: &'static Words, fault: StoreError) -> Change {
    Box::new(move |state| {
        state.said = match fault {
            StoreError::QuotaExceeded => words.no_room.into(),
            StoreError::Unavailable => words.refused.into(),
        };
    })
}

/// Something was done to the list, or could not be.
fn done_or(words: &'static Words, done: Result<(), StoreError>, said: String) -> Change {
    match done {
        Err(fault) => faulty(words, fault),
        Ok(()) => Box::new(move |state| {
            state.changes = state.changes.wrapping_add(1);
            state.said = said.into();
        }),
    }
}

/// Removes a draft; where it is the open one, the page begins a new one.
fn removed(words: &'static Words, ports: &Ports, switching: &Switching, entry: &Entry, name: &str) -> Change {
    if entry.place == switching.place {
        // With the last change of it, so that it comes back whole.
        switching.switch.emit(Switch::Leave);
    }
    match shelf::remove(&*ports.drafts, entry.place) {
        Err(fault) => faulty(words, fault),
        Ok(removed) => {
            let said = (words.removed)(name);
            Box::new(move |state| {
                state.removed.extend(removed);
                state.changes = state.changes.wrapping_add(1);
                state.said = said.into();
            })
        }
    }
}

/// The name that a draft has without the one that a person gave.
fn unnamed(words: &Words, entry: &Entry) -> String {
    let mut card = entry.card.clone();
    card.name = None;
    title(words, &card)
}

#[derive(Properties, PartialEq)]
struct FoundProps {
    entries: Vec<Entry>,
    search: String,
    place: Place,
    on_search: Callback<InputEvent>,
    on_wish: Callback<(Entry, Wish)>,
}

/// The drafts that a search finds.
#[component]
fn Found(props: &FoundProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    if props.entries.is_empty() {
        return html! { <p>{ words.none }</p> };
    }
    let found: Vec<&Entry> = props
        .entries
        .iter()
        .filter(|entry| entry.has(&props.search))
        .collect();
    html! {
        <>
            <div class="ke-drafts__search">
                <label class="ke-field__label" for={SEARCH}>{ words.search }</label>
                <input type="search" id={SEARCH} class="ke-input" value={props.search.clone()} autocomplete="off"
                    oninput={props.on_search.clone()} />
                <p class="ke-support" role="status">{ (words.shown)(found.len(), props.entries.len()) }</p>
            </div>
            <ul class="ke-drafts__list">
                { for found.into_iter().map(|entry| html! {
                    <DraftItem key={entry.place.word()} entry={entry.clone()} is_open={entry.place == props.place}
                        on_wish={props.on_wish.clone()} />
                }) }
            </ul>
        </>
    }
}

/// How much room is used.
fn meter(words: &'static Words, units: usize, is_lasting: Option<bool>) -> Html {
    let used = (words.used)(units, shelf::ROOM);
    html! {
        <div class="ke-drafts__room">
            <p>{ words.meter }{" "}<span data-part="used">{ used.clone() }</span></p>
            <meter class="ke-drafts__meter" aria-label={words.meter} min="0" max={shelf::ROOM.to_string()}
                value={units.min(shelf::ROOM).to_string()}>{ used }</meter>
            <p class="ke-support">{ words.used_hint }</p>
            if let Some(is_lasting) = is_lasting {
                <p class="ke-support">{ (words.lasting)(is_lasting) }</p>
            }
        </div>
    }
}
