//! Another tab that keeps the same draft.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::keeper::Keeper;
use crate::app::keys;
use crate::app::ports::DraftStore;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::surroundings::Ports;
use crate::app::tabs;
use crate::ui::components::banner::Banner;
use crate::ui::hooks::use_latest;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::tabs::words;

/// Another draft is in the place of this page's.
#[derive(Clone, PartialEq)]
pub(super) struct Elsewhere {
    /// A person has not chosen yet.
    pub asked: bool,
    /// Asks.
    pub ask: Callback<()>,
    /// The choice: `true` takes the other's.
    pub choose: Callback<bool>,
}

/// Hears when another tab keeps something else than this one has, and asks which of them is to stay.
#[hook]
pub(super) fn use_other_tab(
    session: &Session,
    ports: &Ports,
    keeper: &Rc<RefCell<Keeper>>,
    act: Callback<Action>,
) -> Elsewhere {
    let asked = use_state_eq(|| false);
    let latest = use_latest(session.clone());
    {
        let (asked, latest, keeper) = (asked.setter(), latest.clone(), Rc::clone(keeper));
        let (page, drafts) = (Rc::clone(&ports.page), Rc::clone(&ports.drafts));
        use_effect_with((), move |()| {
            let mend = {
                let (drafts, latest, keeper) = (Rc::clone(&drafts), latest.clone(), Rc::clone(&keeper));
                move || keeper.borrow_mut().mend(&*drafts, &latest.get())
            };
            let asking = move || {
                let session = latest.get();
                let other = kept_elsewhere(&*drafts, &mut keeper.borrow_mut(), &session);
                asked.set(other.is_some());
            };
            let guards = (
                page.on_kept(keys::DRAFT, Rc::new(asking)),
                page.on_kept(keys::DOCUMENT, Rc::new(mend)),
            );
            move || drop(guards)
        });
    }
    let choose = {
        let (asked, drafts, keeper) = (asked.clone(), Rc::clone(&ports.drafts), Rc::clone(keeper));
        Callback::from(move |takes: bool| {
            let session = latest.get();
            let other = kept_elsewhere(&*drafts, &mut keeper.borrow_mut(), &session);
            if let Some(other) = other {
                keeper.borrow_mut().settle(&*drafts);
                let actions = if takes {
                    tabs::take(other)
                } else {
                    tabs::keep(other, &session)
                };
                for action in actions {
                    act.emit(action);
                }
            }
            asked.set(false);
        })
    };
    let ask = asked.setter();
    Elsewhere {
        asked: *asked,
        ask: Callback::from(move |()| ask.set(true)),
        choose,
    }
}

/// What another tab kept in the place of this page's draft.
fn kept_elsewhere(drafts: &dyn DraftStore, keeper: &mut Keeper, session: &Session) -> Option<Rc<Desk>> {
    let place = keeper.place();
    tabs::kept_elsewhere(drafts, place, session, keeper.known())
}

/// Props of [`OtherTab`].
#[derive(Properties, PartialEq)]
pub struct OtherTabProps {
    /// `true` takes the other tab's state, `false` keeps this one's.
    pub on_choose: Callback<bool>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// Asks which of two tabs is kept.
///
/// Contract: as [`Banner`], with a button for either; the live region says the heading once.
#[component]
pub fn OtherTab(props: &OtherTabProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    {
        let on_say = props.on_say.clone();
        use_effect_with((), move |()| on_say.emit(words.heading.into()));
    }
    let choose = |takes: bool| props.on_choose.reform(move |_: MouseEvent| takes);
    html! {
        <Banner severity={Severity::Warning} heading={words.heading}>
            <p>{ words.body }</p>
            <div class="ke-banner__actions">
                <button type="button" class="ke-button ke-button--outline" data-part="take"
                    onclick={choose(true)}>{ words.take }</button>
                <button type="button" class="ke-button ke-button--outline" data-part="keep"
                    onclick={choose(false)}>{ words.keep }</button>
            </div>
        </Banner>
    }
}
