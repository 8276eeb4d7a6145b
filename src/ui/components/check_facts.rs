//! The year that a document reports on, and its plan's term.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::figures::period;
use crate::ui::hooks::use_act;
use crate::ui::reading::Reading;
use kpi_core::kpi::Period;
use kpi_core::kpi::Term;
use kpi_core::text::era;
use kpi_report::i18n::Lang;
use kpi_report::i18n::check::words;

/// Props of [`CheckFacts`].
#[derive(Properties)]
pub struct CheckFactsProps {
    /// What was read.
    pub reading: Rc<Reading>,
}

impl PartialEq for CheckFactsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
    }
}

/// Year and term, as the document says them or as a person does.
///
/// Contract: a group of three labelled text fields. An era, a western year or a fiscal year counts when the field is left
/// or Enter is pressed; an empty field is left to the document again; anything else is refused beside the field.
#[component]
pub fn CheckFacts(props: &CheckFactsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let act = use_act();
    let document = &props.reading.evaluation.document;
    let settled = props.reading.inputs.corrections.mapping.term;
    let year = document.fiscal_year.map(|year| format!("FY{year}"));
    let term = document.term.clone().unwrap_or_default();
    let change = |make: fn(Term, Option<Period>) -> Change| {
        let act = act.clone();
        Callback::from(move |given: Option<Period>| act.emit(Action::from(make(settled, given))))
    };
    let on_year = change(|_, given| {
        Change::FiscalYear(given.and_then(|period| match period {
            Period::Fiscal(year) | Period::Calendar(year) => Some(year),
            _ => None,
        }))
    });
    let on_start = change(|term, start| Change::Term(Term { start, ..term }));
    let on_end = change(|term, end| Change::Term(Term { end, ..term }));
    html! {
        <div class="ke-check__facts" role="group" aria-label={words.facts}>
            <PeriodField id="ke-check-year" label={words.year} shown={year} on_change={on_year} {lang} />
            <PeriodField id="ke-check-start" label={words.term_start} shown={term.start}
                on_change={on_start} {lang} />
            <PeriodField id="ke-check-end" label={words.term_end} shown={term.end} on_change={on_end}
                {lang} />
            <p class="ke-support ke-check__facts-hint" id="ke-check-year-hint">{ words.year_hint }</p>
        </div>
    }
}

/// What a person writes for a period: as sheets do, or in the contract's notation.
pub fn read_period(text: &str) -> Option<Period> {
    let text = text.trim();
    let written = Period::parse(text).filter(|_| text.contains("FY") || text.contains('-'));
    written.or_else(|| era::only(text).map(|found| found.period))
}

/// Props of [`PeriodField`].
#[derive(Properties, PartialEq)]
pub struct PeriodFieldProps {
    /// The id of the field.
    pub id: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// The period now, in the contract's notation.
    pub shown: Option<String>,
    /// Another period, or none.
    pub on_change: Callback<Option<Period>>,
    /// The field has the focus.
    #[prop_or_default]
    pub on_focus: Callback<()>,
    /// The language of the page.
    pub lang: Lang,
}

/// A field for a period.
///
/// Contract: a labelled text field; what is no period is said below it, and the field is invalid until it is mended.
#[component]
pub fn PeriodField(props: &PeriodFieldProps) -> Html {
    let words = words(props.lang);
    let bad = use_state(|| false);
    let shown = props
        .shown
        .as_ref()
        .map(|shown| period(shown, props.lang))
        .unwrap_or_default();
    let onchange = {
        let (bad, on_change, shown) = (bad.clone(), props.on_change.clone(), shown.clone());
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let text = field.value();
            let given = read_period(&text);
            bad.set(given.is_none() && !text.trim().is_empty());
            if text != shown && (given.is_some() || text.trim().is_empty()) {
                on_change.emit(given);
            }
        })
    };
    let error = format!("{}-error", props.id);
    html! {
        <div class="ke-field ke-check__period">
            <label class="ke-field__label" for={props.id.clone()}>{ &props.label }</label>
            <input type="text" class="ke-input" id={props.id.clone()} value={shown}
                autocomplete="off" {onchange}
                onfocus={props.on_focus.reform(|_| ())} aria-invalid={bad.then_some("true")}
                aria-describedby={if *bad { error.clone() } else { "ke-check-year-hint".to_owned() }} />
            if *bad {
                <p class="ke-error" id={error}>{ words.year_bad }</p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_people_write_them() {
        for (text, expected) in [
            ("令和6年度", Some(Period::Fiscal(2024))),
            (" R6 ", Some(Period::Fiscal(2024))),
            ("2024", Some(Period::Fiscal(2024))),
            ("FY2024", Some(Period::Fiscal(2024))),
            ("2024-10", Some(Period::Month(2024, 10))),
            ("2015年", Some(Period::Calendar(2015))),
            ("来年", None),
            ("", None),
        ] {
            assert_eq!(read_period(text), expected, "{text}");
        }
    }
}
