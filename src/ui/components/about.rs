//! What the page says of itself: its version and build, and what it asked for since it was loaded.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::traffic::Traffic;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use kpi_report::i18n::Lang;
use kpi_report::i18n::keeping;

/// Version, build and requests in a line each; what that means in a disclosure.
///
/// Contract: text and a disclosure. The number of requests changes without being announced: it is there to be looked up.
#[component]
pub fn About() -> Html {
    let page = use_words();
    let words = keeping::words(use_context::<Lang>().unwrap_or_default());
    let delivery = use_ports().delivery;
    let traffic = use_traffic();
    let build = delivery.said("build").map(|build| (words.build)(&build));
    let version = delivery.said("version");
    let version = version.as_deref().unwrap_or(env!("CARGO_PKG_VERSION"));
    let requests = traffic.as_ref().map_or_else(
        || words.requests_unknown.to_owned(),
        |traffic| (words.requests)(traffic.count(), traffic.others.len()),
    );
    html! {
        <>
            <p class="ke-about">
                <span>{ (page.version)(version) }</span>
                if let Some(build) = build {
                    <span>{ build }</span>
                }
                <span data-part="requests">{ requests }</span>
            </p>
            <details class="ke-disclosure">
                <summary>{ words.about }</summary>
                <div class="ke-disclosure__body ke-keeping">
                    if let Some(traffic) = traffic.filter(|traffic| traffic.count() > 0) {
                        <ul class="ke-list">
                            { for traffic.files.iter().map(|(name, times)| {
                                let name = if name.is_empty() { words.requested_page } else { name };
                                html! { <li key={name.to_owned()}>{ (words.requested)(name, *times) }</li> }
                            }) }
                            { for traffic.others.iter().map(|address| html! { <li>{ address }</li> }) }
                        </ul>
                    }
                    <p>{ words.requests_counted }</p>
                    <p>{ words.requests_not_counted }</p>
                    if let Some(checksum) = delivery.said("checksum") {
                        <h2 class="ke-subheading">{ words.checksum }</h2>
                        <p><code class="ke-code">{ checksum }</code></p>
                        <p>{ words.checksum_hint }</p>
                        <dl class="ke-commands">
                            { for words.commands.map(|(system, command)| html! {
                                <>
                                    <dt>{ system }</dt>
                                    <dd><code class="ke-code">{ command }</code></dd>
                                </>
                            }) }
                        </dl>
                    }
                </div>
            </details>
        </>
    }
}

/// The requests since the page was loaded; `None` where the browser does not tell.
#[hook]
fn use_traffic() -> Option<Traffic> {
    let delivery = use_ports().delivery;
    let is_told = use_state_eq(|| false);
    let traffic = use_reducer(Tally::default);
    {
        let (is_told, traffic) = (is_told.setter(), traffic.dispatcher());
        use_effect_with((), move |()| {
            let folder = delivery.folder();
            let guard = delivery.on_request(Rc::new(move |address| {
                traffic.dispatch((address, folder.clone()));
            }));
            is_told.set(guard.is_some());
            move || drop(guard)
        });
    }
    is_told.then(|| traffic.0.clone())
}

/// [`Traffic`] as Yew keeps it: several requests may be heard of before the page is rendered again.
#[derive(Default)]
struct Tally(Traffic);

impl Reducible for Tally {
    type Action = (String, Option<String>);

    fn reduce(self: Rc<Self>, (address, folder): Self::Action) -> Rc<Self> {
        let mut traffic = self.0.clone();
        traffic.see(&address, folder.as_deref());
        if traffic == self.0 {
            self
        } else {
            Rc::new(Self(traffic))
        }
    }
}
