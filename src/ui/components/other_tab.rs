//! Another tab that keeps the same draft.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::draft::Known;
use crate::app::keeper;
use crate::app::ports::Ports;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::tabs;
use crate::i18n::Lang;
use crate::i18n::tabs::words;
use crate::ui::components::banner::Banner;

/// Another tab kept something else than this one has: `true` until a person chooses, by the callback (`true` takes the
/// other tab's).
#[hook]
pub(super) fn use_other_tab(
    session: &Session,
    ports: &Ports,
    act: Callback<Action>,
) -> (bool, Callback<bool>) {
    let asked = use_state_eq(|| false);
    let latest = use_mut_ref(|| session.clone());
    latest.replace(session.clone());
    let known = use_mut_ref(Known::default);
    {
        let (asked, latest, known) = (asked.setter(), Rc::clone(&latest), Rc::clone(&known));
        let (page, drafts) = (Rc::clone(&ports.page), Rc::clone(&ports.drafts));
        use_effect_with((), move |()| {
            let guard = page.on_kept(
                keeper::KEY,
                Rc::new(move || {
                    let session = latest.borrow().clone();
                    asked.set(tabs::kept_elsewhere(&*drafts, &session, &mut known.borrow_mut()).is_some());
                }),
            );
            move || drop(guard)
        });
    }
    let choose = {
        let (asked, drafts) = (asked.clone(), Rc::clone(&ports.drafts));
        Callback::from(move |takes: bool| {
            let session = latest.borrow().clone();
            let other = tabs::kept_elsewhere(&*drafts, &session, &mut known.borrow_mut());
            if let Some(other) = other {
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
    (*asked, choose)
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
        <Banner severity="warning" heading={words.heading}>
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
