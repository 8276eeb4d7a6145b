//! How the KPIs stand, as counts and as one bar; each a filter.

use yew::prelude::*;

use crate::app::listing::Listing;
use crate::app::listing::facet::Facet;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_check;
use crate::ui::components::icon::of_standing;
use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use crate::ui::results::standing_bar::StandingBar;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Standing;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::results;

/// The id of the heading.
pub const SUMMARY: &str = "ke-summary-heading";

/// Props of [`Distribution`].
#[derive(Properties, PartialEq)]
pub struct DistributionProps {
    /// What was read.
    pub reading: Shared,
    /// What is shown.
    pub listing: Listing,
    /// Asks for another listing.
    pub on_listing: Callback<Listing>,
}

/// How many KPIs stand how, of those how many provisionally; the counts add up to the total.
///
/// Contract: a heading, and a list of toggle buttons with sign, word and count in their names; pressed again a button is
/// off, and several add up. The first one takes all filters away. A count of zero is not drawn. How many are shown is
/// announced by the live region. The bar repeats the counts as lengths and is hidden from assistive technology.
#[component]
pub fn Distribution(props: &DistributionProps) -> Html {
    let words = use_words();
    let summary = &props.reading.evaluation.summary;
    let all = (!props.listing.is_narrowed(), props.listing.widened());
    let mismatches = (
        props.listing.has(Facet::Check, "mismatch"),
        props.listing.toggled(Facet::Check, "mismatch"),
    );
    let parts = Standing::ALL.iter().map(|&standing| {
        let (all, provisional) = props.reading.evaluation.standing(standing);
        (standing, all, provisional)
    });
    let parts: Vec<_> = parts.collect();
    html! {
        <section class="ke-distribution" aria-labelledby={SUMMARY}>
            <h2 id={SUMMARY} class="ke-distribution__heading" tabindex="-1">{ words.summary }</h2>
            <ul class="ke-summary">
                <Count kind="all" sign="≡" name={words.all_kpis} count={summary.kpis} pressed={all.0} next={all.1}
                    on_listing={props.on_listing.clone()} />
                { for Standing::ALL.iter().map(|standing| of_class(*standing, words, props)) }
                if summary.mismatches > 0 {
                    <Count kind="mismatch" sign={of_check(v1::Check::Mismatch)} name={words.mismatches} count={summary.mismatches}
                        pressed={mismatches.0} next={mismatches.1} on_listing={props.on_listing.clone()} />
                }
            </ul>
            <StandingBar {parts} />
        </section>
    }
}

fn of_class(standing: Standing, words: &Messages, props: &DistributionProps) -> Html {
    let count = props.reading.evaluation.summary.count(standing);
    if count == 0 {
        return Html::default();
    }
    let word = standing.id();
    html! {
        <Count kind={word} sign={of_standing(standing)} name={(words.standing)(standing)} {count} provisional={props.reading.evaluation.standing(standing).1}
            pressed={props.listing.has(Facet::Status, word)} next={props.listing.toggled(Facet::Status, word)}
            on_listing={props.on_listing.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct CountProps {
    kind: &'static str,
    sign: &'static str,
    name: &'static str,
    count: usize,
    #[prop_or_default]
    provisional: usize,
    pressed: bool,
    next: Listing,
    on_listing: Callback<Listing>,
}

#[component]
fn Count(props: &CountProps) -> Html {
    let words = use_words();
    let more = results::words(use_context::<Lang>().unwrap_or_default());
    let onclick = {
        let (on_listing, next) = (props.on_listing.clone(), props.next.clone());
        Callback::from(move |_| on_listing.emit(next.clone()))
    };
    html! {
        <li class="ke-summary__item">
            <button type="button" class={classes!("ke-summary__button", format!("ke-tone--{}", props.kind))}
                data-count={props.kind} aria-pressed={props.pressed.to_string()} {onclick}>
                <span class="ke-summary__name"><Icon sign={props.sign} />{ props.name }</span>
                <span class="ke-summary__count">
                    { (words.count)(props.count) }
                    if props.provisional > 0 {
                        <span class="ke-summary__part">{ (more.provisional)(props.provisional) }</span>
                    }
                </span>
            </button>
        </li>
    }
}
