//! The head of the page.

use yew::prelude::*;

use crate::app::session::Action;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_words;
use kpi_report::i18n::Lang;

/// Props of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The list of drafts, where there is one.
    #[prop_or_default]
    pub children: Html,
}

/// The product's name, its promise, the list of drafts and the language switch.
///
/// Contract: the banner landmark. The switch is a group of two toggle buttons, each named in its own language; the
/// pressed one is the language of the page. Nothing is announced: the whole page changes its language.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let words = use_words();
    html! {
        <header class="ke-header">
            <div class="ke-header__inner">
                <div class="ke-header__title">
                    <h1 class="ke-header__name">{ words.product }</h1>
                    <p class="ke-header__promise">{ words.promise }</p>
                </div>
                { props.children.clone() }
                <div class="ke-languages" role="group" aria-label={words.language}>
                    <LanguageButton lang={Lang::Ja} />
                    <LanguageButton lang={Lang::En} />
                </div>
            </div>
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct LanguageButtonProps {
    lang: Lang,
}

#[component]
fn LanguageButton(props: &LanguageButtonProps) -> Html {
    let lang = props.lang;
    let pressed = use_context::<Lang>().unwrap_or_default() == lang;
    let act = use_act();
    let onclick = Callback::from(move |_| act.emit(Action::Speak(lang)));
    let name = kpi_report::i18n::page::messages(lang).own_name;
    html! {
        <button type="button" class="ke-languages__button" lang={lang.tag()} aria-pressed={pressed.to_string()} {onclick}>
            { name }
        </button>
    }
}
