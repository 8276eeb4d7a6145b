//! Why a KPI has its rate and its label, in sentences.

use yew::prelude::*;

use crate::ui::figures::period;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_rule_words;
use crate::ui::hooks::use_words;
use kpi_report::contract::v1;
use kpi_report::export::safe;
use kpi_report::i18n::Lang;
use kpi_report::i18n::methods;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::rules::RuleWords;

/// Props of [`Explanation`].
#[derive(Properties, PartialEq)]
pub struct ExplanationProps {
    /// The beginning of the ids.
    pub id: AttrValue,
    /// The KPI.
    pub kpi: v1::Kpi,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The explanation of a KPI: one sentence each for its rate and its label, and what other methods would say.
///
/// Contract: a group named after the KPI, its sentences in the order in which they are read; a button that copies them and
/// says in the live region whether that went well.
#[component]
pub fn Explanation(props: &ExplanationProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    let lang = use_context::<Lang>().unwrap_or_default();
    let ports = use_ports();
    let kpi = &props.kpi;
    let sentences = sentences(kpi, rule_words, lang);
    if sentences.is_empty() {
        return Html::default();
    }
    let copy = {
        let (text, on_say) = (text(kpi, &sentences, lang), props.on_say.clone());
        Callback::from(move |_| {
            let on_say = on_say.clone();
            let done = move |copied: bool| {
                on_say.emit(
                    if copied {
                        rule_words.copied
                    } else {
                        rule_words.not_copied
                    }
                    .into(),
                );
            };
            ports.copier.copy(&safe::lines(&text), Box::new(done));
        })
    };
    let heading = format!("{}-explanation", props.id);
    html! {
        <div class="ke-explanation" role="group" aria-labelledby={heading.clone()} data-explains={kpi.id.clone()}>
            <h3 class="ke-explanation__title" id={heading}>
                { rule_words.explanation }
                <span class="ke-visually-hidden" lang={SHEETS}>{ (words.of_kpi)(&kpi.name) }</span>
            </h3>
            { for sentences.iter().enumerate().map(|(n, sentence)| html! { <p key={n}>{ sentence }</p> }) }
            <button type="button" class="ke-button ke-button--text ke-button--small" onclick={copy}>
                { rule_words.copy_explanation }
                <span class="ke-visually-hidden" lang={SHEETS}>{ (words.of_kpi)(&kpi.name) }</span>
            </button>
        </div>
    }
}

/// The rate, or why there is none; the label; the labels that other methods would give; what printed ratings make.
fn sentences(kpi: &v1::Kpi, words: &'static RuleWords, lang: Lang) -> Vec<String> {
    let speaking = kpi.speaking();
    let rate = speaking.map(|speaking| {
        let explained = speaking.explanation.clone();
        explained.unwrap_or_else(|| speaking.formula.clone())
    });
    let others = speaking.map_or(&[][..], |speaking| speaking.alternatives.as_slice());
    let others = others.iter().map(|other| {
        (words.other)(
            methods::name(&other.method, lang),
            &other.rate,
            other.label.as_deref(),
        )
    });
    let labels = [kpi.label.as_ref(), kpi.overall_label.as_ref()]
        .into_iter()
        .flatten();
    let labels = labels.map(|label| label.because.clone());
    rate.into_iter()
        .chain(labels)
        .chain(others)
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

/// What is copied: whose it is, and the sentences.
fn text(kpi: &v1::Kpi, sentences: &[String], lang: Lang) -> String {
    let speaking = kpi.speaking();
    let when = speaking.and_then(|speaking| speaking.period.as_ref());
    let when = when.map(|when| period(when, lang));
    let (open, close, gap) = match lang {
        Lang::Ja => ("（", "）：", ""),
        Lang::En => (" (", "): ", " "),
    };
    let head = match when {
        Some(when) => format!("{}{open}{when}{close}", kpi.name),
        None => format!("{}{}", kpi.name, if lang == Lang::Ja { "：" } else { ": " }),
    };
    head + &sentences.join(gap)
}
