//! The panel: which sheet is the earlier one, what is the same, what has changed.

use web_sys::HtmlInputElement;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::session::Action;
use crate::ui::components::sheets::name;
use crate::ui::hooks::use_act;
use crate::ui::judging::context::use_assessed;
use crate::ui::judging::context::use_judged;
use crate::ui::reading::Shared;
use crate::ui::years::compared::Compared;
use crate::ui::years::earlier::Earlier;
use crate::ui::years::earlier::Evaluated;
use crate::ui::years::earlier::OnDesk;
use crate::ui::years::earlier::use_evaluation;
use crate::ui::years::files::Save;
use crate::ui::years::singles::Singles;
use crate::ui::years::table::Pairs;
use kpi_report::compare::Options;
use kpi_report::compare::compare;
use kpi_report::compare::shape::Certainty;
use kpi_report::compare::shape::Comparison;
use kpi_report::compare::shape::Pair;
use kpi_report::i18n::Lang;
use kpi_report::i18n::shown;
use kpi_report::i18n::years::Words;
use kpi_report::i18n::years::words;

/// The id of the heading.
pub const YEARS: &str = "ke-years-heading";

/// Props of [`Years`].
#[derive(Properties, PartialEq)]
pub struct YearsProps {
    /// What was read of the open sheet.
    pub reading: Shared,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The open sheet beside an earlier one of the desk.
///
/// Contract: a section; a labelled select of the other sheets; what is the same as a table, what is in one of the sheets only
/// as lists. What a person decides is a change of the open sheet, so that it can be undone, and is said in the live region.
#[component]
pub fn Years(props: &YearsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let desk = use_context::<OnDesk>().unwrap_or_default().0;
    let open = desk.open();
    let others: Vec<usize> = (0..desk.sheets().len()).filter(|index| *index != open).collect();
    let chosen = use_state(|| None::<usize>);
    // Without a choice the sheet before the open one: that is how a desk is filled.
    let before = others
        .iter()
        .rfind(|index| **index < open)
        .or(others.first())
        .copied();
    let index = chosen.filter(|index| others.contains(index)).or(before);
    let blank = use_memo((), |()| crate::app::inputs::Inputs::default());
    let sheet = index.and_then(|index| desk.sheets().get(index).cloned());
    let assessed = use_assessed(sheet.as_ref().unwrap_or(&blank));
    let earlier = use_evaluation(sheet.map(|_| assessed), lang);
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            chosen.set(select.and_then(|select| select.value().parse().ok()));
        })
    };
    html! {
        <section class="ke-section ke-years" aria-labelledby={YEARS}>
            <h2 id={YEARS} class="ke-heading" tabindex="-1">{ words.heading }</h2>
            <p class="ke-support">{ words.hint }</p>
            if others.is_empty() {
                <p>{ words.none }</p>
            } else {
                <div class="ke-field">
                    <label class="ke-field__label" for="ke-years-sheet">{ words.earlier }</label>
                    <select id="ke-years-sheet" class="ke-select" {onchange}>
                        { for others.iter().filter_map(|&other| {
                            let inputs = desk.sheets().get(other)?;
                            Some(html! {
                                <option key={other} value={other.to_string()} selected={Some(other) == index}>
                                    { name(inputs, other, lang) }
                                </option>
                            })
                        }) }
                    </select>
                </div>
                { beside(&earlier, index, props, words) }
            }
        </section>
    }
}

/// What there is to see beside the earlier sheet.
fn beside(earlier: &Earlier, index: Option<usize>, props: &YearsProps, words: &'static Words) -> Html {
    match earlier {
        Earlier::Nothing => Html::default(),
        Earlier::Reading => html! { <p>{ words.reading }</p> },
        Earlier::Broken => html! { <p>{ words.broken }</p> },
        Earlier::Read(evaluated) if evaluated.0.kpis.is_empty() => html! { <p>{ words.empty }</p> },
        Earlier::Read(evaluated) => html! {
            <Beside key={index.unwrap_or(0)} reading={props.reading.clone()} before={evaluated.clone()} {index}
                on_say={props.on_say.clone()} />
        },
    }
}

#[derive(Properties, PartialEq)]
struct BesideProps {
    reading: Shared,
    before: Evaluated,
    /// Index of the earlier sheet.
    index: Option<usize>,
    on_say: Callback<AttrValue>,
}

/// The comparison.
#[component]
fn Beside(props: &BesideProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let said = use_judged().0.corrections.earlier.clone();
    let found = use_memo(
        (props.reading.clone(), props.before.clone(), said, lang),
        |(reading, before, said, lang)| {
            let options = Options {
                lang: *lang,
                pairs: said.clone(),
            };
            compare(&before.0, &reading.evaluation, &options)
        },
    );
    let wish = use_state(Wish::default);
    let shown: Vec<usize> = found
        .pairs
        .iter()
        .enumerate()
        .filter(|(_, pair)| wish.admits(pair))
        .map(|(index, _)| index)
        .collect();
    let numbers = found.summary.numbers();
    let found = Compared(found);
    html! {
        <>
            { order(&found.0, props.index, words, lang) }
            { for found.0.warnings.iter().map(|warning| html! {
                <div key={warning.code.code()} class="ke-notice ke-notice--warning" data-part="years-warning" role="alert">
                    <p class="ke-notice__text">{ &warning.message }</p>
                </div>
            }) }
            <p class="ke-years__counts" data-part="years-counts">{ (words.summary)(numbers) }</p>
            <Filter wish={(*wish).clone()} found={found.clone()} on_wish={
                let wish = wish.setter();
                Callback::from(move |next| wish.set(next))
            } />
            <Pairs found={found.clone()} {shown} on_say={props.on_say.clone()} />
            <Singles found={found.clone()} on_say={props.on_say.clone()} />
            <Save {found} on_say={props.on_say.clone()} />
        </>
    }
}

/// Where the open sheet is the earlier one, that is said, with a button that opens the other.
fn order(found: &Comparison, index: Option<usize>, words: &'static Words, lang: Lang) -> Html {
    let years = found.now.fiscal_year.zip(found.before.fiscal_year);
    match years.filter(|(now, before)| now < before).zip(index) {
        Some(((now, before), index)) => {
            let year = |year: i32| shown::period(&format!("FY{year}"), lang);
            html! { <Later said={(words.later)(&year(now), &year(before))} {index} /> }
        }
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct LaterProps {
    said: AttrValue,
    index: usize,
}

#[component]
fn Later(props: &LaterProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let desk = use_context::<OnDesk>().unwrap_or_default().0;
    let (act, index) = (use_act(), props.index);
    let other = desk.sheets().get(index).map(|inputs| name(inputs, index, lang));
    let onclick = Callback::from(move |_| act.emit(Action::Open(index)));
    html! {
        <div class="ke-notice ke-notice--warning" data-part="years-later">
            <p class="ke-notice__text">{ &props.said }</p>
            <button type="button" class="ke-button ke-button--outline ke-button--small" {onclick}>
                { (words(lang).open_other)(&other.unwrap_or_default()) }
            </button>
        </div>
    }
}

/// Which pairs are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wish {
    /// Only those with a flag, or to be checked.
    flagged: bool,
    /// Only those with this flag.
    code: Option<String>,
}

impl Wish {
    fn admits(&self, pair: &Pair) -> bool {
        let is_flagged = !pair.flags.is_empty() || pair.certainty == Certainty::Check;
        let code = self.code.as_deref();
        (is_flagged || !self.flagged)
            && code.is_none_or(|code| pair.flags.iter().any(|told| told.flag.code() == code))
    }
}

#[derive(Properties, PartialEq)]
struct FilterProps {
    wish: Wish,
    found: Compared,
    on_wish: Callback<Wish>,
}

/// What narrows the table.
#[component]
fn Filter(props: &FilterProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let mut codes: Vec<&'static str> = Vec::new();
    for code in props
        .found
        .0
        .pairs
        .iter()
        .flat_map(|pair| &pair.flags)
        .map(|told| told.flag.code())
    {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let on_flagged = {
        let (wish, on_wish) = (props.wish.clone(), props.on_wish.clone());
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                on_wish.emit(Wish {
                    flagged: field.checked(),
                    ..wish.clone()
                });
            }
        })
    };
    let on_code = {
        let (wish, on_wish) = (props.wish.clone(), props.on_wish.clone());
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
                on_wish.emit(Wish {
                    code: Some(field.value()).filter(|code| !code.is_empty()),
                    ..wish.clone()
                });
            }
        })
    };
    html! {
        <div class="ke-years__filter">
            <label class="ke-years__check">
                <input type="checkbox" id="ke-years-flagged" checked={props.wish.flagged} onchange={on_flagged} />
                { words.flagged_only }
            </label>
            <div class="ke-years__check">
                <label for="ke-years-code">{ words.kind }</label>
                <select id="ke-years-code" class="ke-select ke-select--small" onchange={on_code}>
                    <option value="" selected={props.wish.code.is_none()}>{ words.all_kinds }</option>
                    { for codes.into_iter().map(|code| html! {
                        <option key={code} value={code} selected={props.wish.code.as_deref() == Some(code)}>{ (words.code)(code) }</option>
                    }) }
                </select>
            </div>
        </div>
    }
}
