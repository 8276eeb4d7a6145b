//! Pages of a long result.

use yew::prelude::*;

use crate::ui::hooks::use_words;

/// Props of [`Pager`].
#[derive(Properties, PartialEq)]
pub struct PagerProps {
    /// The page shown.
    pub page: usize,
    /// How many KPIs there are.
    pub len: usize,
    /// How many a page holds.
    pub size: usize,
    /// Turns to a page.
    pub on_turn: Callback<usize>,
}

/// Turns the pages of a result that is too long for one.
///
/// Contract: a navigation landmark with its range in words and two buttons; absent where one page holds everything.
#[component]
pub fn Pager(props: &PagerProps) -> Html {
    let words = use_words();
    let size = props.size.max(1);
    let pages = props.len.div_ceil(size);
    if pages < 2 {
        return Html::default();
    }
    let first = props.page * size + 1;
    let last = (first + size - 1).min(props.len);
    let turn = |page: Option<usize>| {
        let on_turn = props.on_turn.clone();
        Callback::from(move |_| {
            if let Some(page) = page {
                on_turn.emit(page);
            }
        })
    };
    let previous = props.page.checked_sub(1);
    let next = (props.page + 1 < pages).then_some(props.page + 1);
    let disabled = |page: Option<usize>| page.is_none().then_some("true");
    html! {
        <nav class="ke-pager" aria-label={words.pages}>
            <button type="button" class="ke-button ke-button--outline ke-button--small" aria-disabled={disabled(previous)}
                onclick={turn(previous)}>{ words.previous_page }</button>
            <p class="ke-pager__range">{ (words.page_range)(first, last, props.len) }</p>
            <button type="button" class="ke-button ke-button--outline ke-button--small" aria-disabled={disabled(next)}
                onclick={turn(next)}>{ words.next_page }</button>
        </nav>
    }
}
