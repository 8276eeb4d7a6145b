//! The page as a guest in somebody else's page: the custom element, and the page inside a frame.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::inputs::Change;
use crate::app::inputs::Inputs;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::surroundings::Ports;
use crate::ui::components::app::Workspace;
use crate::ui::components::erase_dialog::EraseDialog;
use crate::ui::components::kept_session::use_kept_session;
use crate::ui::components::storage_faults::Unreadable;
use crate::ui::home::Home;
use crate::ui::hooks::Act;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::store::Store;
use crate::ui::typing::Typing;
use kpi_core::assess::Settings;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;

/// What the host gives. It may give something else later.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The sheet.
    pub document: Option<Rc<Document>>,
    /// How to assess.
    pub settings: Settings,
    /// The language.
    pub lang: Lang,
    /// Sheets can be taken in and put right.
    pub editable: bool,
    /// The drafts outlive the page.
    pub keeps: bool,
}

impl Given {
    fn session(&self) -> Session {
        let inputs = Inputs {
            document: self.document.clone(),
            settings: self.settings.clone(),
            ..Inputs::default()
        };
        let desk = match self.document {
            Some(_) => Desk::new(vec![Rc::new(inputs)], 0, Inputs::default()),
            None => Desk::new(Vec::new(), 0, inputs),
        };
        Session::new(desk, self.lang)
    }

    /// What the change from `before` to this means for a session.
    fn since(&self, before: &Self) -> Option<Action> {
        let same = match (&self.document, &before.document) {
            (Some(one), Some(another)) => Rc::ptr_eq(one, another),
            (None, None) => true,
            _ => false,
        };
        if !same {
            return Some(Action::Restore(Box::new(self.session())));
        }
        if self.settings != before.settings {
            let change = match &self.settings.own {
                Some(rules) => Change::OwnRules(rules.clone()),
                None => Change::RuleSet(self.settings.rule_set.clone()),
            };
            return Some(change.into());
        }
        (self.lang != before.lang).then_some(Action::Speak(self.lang))
    }
}

/// Props of [`Portal`].
#[derive(Clone, Properties, PartialEq)]
pub struct PortalProps {
    /// The surroundings.
    pub ports: Ports,
    /// What the host gives.
    pub given: Given,
    /// Hears of every complete reading.
    pub on_reading: Callback<Rc<Reading>>,
}

/// Props of [`Guest`].
#[derive(Clone, Properties, PartialEq)]
pub struct GuestProps {
    /// Which guest of its node it is: the next one begins anew.
    pub turn: u32,
    /// What it is; `None` where nobody is there any more.
    pub portal: Option<PortalProps>,
}

/// The guest of a node, or nobody.
#[component]
pub fn Guest(props: &GuestProps) -> Html {
    match &props.portal {
        Some(PortalProps {
            ports,
            given,
            on_reading,
        }) => html! {
            <Portal key={props.turn.to_string()} ports={ports.clone()} given={given.clone()}
                on_reading={on_reading.clone()} />
        },
        None => Html::default(),
    }
}

/// The page without head and foot, which are the host's.
///
/// Contract: a group, no landmark of a page; a draft of earlier work wins over what the host gives at first, and what
/// the host gives later wins over everything.
#[component]
pub fn Portal(props: &PortalProps) -> Html {
    let given = &props.given;
    let life = use_kept_session(&props.ports, |found| {
        let first = given.session();
        match found {
            // In the language that the host's page is in.
            Some(session) => session
                .step(Action::Speak(first.lang()))
                .unwrap_or_else(|| session.clone()),
            None => first,
        }
    });
    use_given(given, &life.store);
    let session = &life.store.0;
    let lang = session.lang();
    {
        let page = Rc::clone(&props.ports.page);
        use_effect_with(lang, move |lang| page.speak(lang.tag(), ""));
    }
    let home = Home {
        editable: given.editable,
        keeps: given.editable && given.keeps,
        guest: true,
    };
    let on_erased = {
        let given = given.clone();
        // What the host gave is not the reader's to erase.
        life.on_erased(&props.ports, move || given.session())
    };
    html! {
        <ContextProvider<Ports> context={props.ports.clone()}>
            <ContextProvider<Lang> context={lang}>
                <ContextProvider<Home> context={home}>
                    <ContextProvider<Act> context={Act(life.store.dispatcher())}>
                    <ContextProvider<Typing> context={life.typing.clone()}>
                        <Workspace key={life.erasures.to_string()} session={Rc::new(session.clone())} kept={life.kept}
                            keeping={*life.keeping} on_reading={props.on_reading.clone()}
                            other_tab={life.elsewhere.asked} on_other_tab={life.elsewhere.choose.clone()}
                            restored={life.is_restored()} unreadable={Unreadable::of(&life.opened)}
                            is_typed={life.is_typed} />
                        if home.keeps {
                            <EraseDialog {on_erased} />
                        }
                        <Imprint />
                    </ContextProvider<Typing>>
                    </ContextProvider<Act>>
                </ContextProvider<Home>>
            </ContextProvider<Lang>>
        </ContextProvider<Ports>>
    }
}

/// Hands what the host changed on to the session.
#[hook]
fn use_given(given: &Given, store: &UseReducerHandle<Store>) {
    let last = use_mut_ref(|| given.clone());
    let dispatcher = store.dispatcher();
    use_effect_with(given.clone(), move |given| {
        let before = last.replace(given.clone());
        if let Some(action) = given.since(&before) {
            dispatcher.dispatch(action);
        }
        // Several may have changed at once.
        if given.lang != before.lang {
            dispatcher.dispatch(Action::Speak(given.lang));
        }
    });
}

/// Which version this is.
#[component]
fn Imprint() -> Html {
    let words = use_words();
    html! {
        <p class="ke-support ke-imprint">{ (words.version)(env!("CARGO_PKG_VERSION")) }</p>
    }
}
