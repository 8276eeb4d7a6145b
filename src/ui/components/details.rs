//! The grounds of a KPI, and the fields that put it right.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::ui::components::cell_editor::CellEditor;
use crate::ui::components::direction::DirectionEditor;
use crate::ui::components::explanation::Explanation;
use crate::ui::components::notice_list::NoticeText;
use crate::ui::components::override_editor;
use crate::ui::components::override_editor::OverrideEditor;
use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::figures::period;
use crate::ui::figures::place_words;
use crate::ui::home::use_home;
use crate::ui::hooks::use_rule_words;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::view::Target;
use crate::ui::view::kpi_id;
use kpi_readers::base::place::CellRef;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use kpi_report::i18n::methods;
use kpi_report::i18n::page::DEPARTMENTS_JOINT;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results;
use kpi_report::i18n::rules::RuleWords;

/// The longest cell text that is offered for correction, in bytes.
const EDITABLE: usize = 2000;

/// Props of [`Details`].
#[derive(Properties)]
pub struct DetailsProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Index of the KPI.
    pub index: usize,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for DetailsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.index == other.index
            && self.on_jump == other.on_jump
            && self.on_say == other.on_say
    }
}

/// The grounds of a KPI: formula, progress, printed words, prose, notices, places; and the fields to correct it.
///
/// Contract: definition lists and labelled fields; the button to the source keeps the way back.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    let lang = use_context::<Lang>().unwrap_or_default();
    let more = results::words(lang);
    let editing = use_state(|| false);
    let editable = use_home().editable;
    let Some(kpi) = props.reading.evaluation.kpis.get(props.index) else {
        return Html::default();
    };
    let id = kpi_id(props.index);
    let said = props
        .reading
        .inputs
        .corrections
        .overrides
        .get(&kpi.id)
        .cloned()
        .unwrap_or_default();
    let edit = {
        let editing = editing.clone();
        Callback::from(move |_| editing.set(!*editing))
    };
    let source = props
        .reading
        .cell(&kpi.at)
        .map(|cell| Target::Source(cell, props.reading.cells_of(kpi)));
    html! {
        <div class="ke-details">
            <Explanation id={id.clone()} kpi={kpi.clone()} on_say={props.on_say.clone()} />
            <dl class="ke-details__list">
                if !kpi.departments.is_empty() {
                    <div class="ke-details__item" key="department">
                        <dt>{ more.department }</dt>
                        <dd lang={SHEETS}>{ kpi.departments.join(DEPARTMENTS_JOINT) }</dd>
                    </div>
                }
                { for kpi.measurements.iter().enumerate().map(|(n, measurement)| grounds(n, kpi, measurement, (words, rule_words), lang)) }
                { for kpi.texts.iter().enumerate().map(|(n, text)| html! {
                    <div class="ke-details__item" key={format!("text-{n}")}>
                        <dt>{ (words.text_role)(&text.role) }</dt>
                        <dd class="ke-prose" lang={SHEETS}>{ &text.text }</dd>
                    </div>
                }) }
            </dl>
            { notices(&props.reading, kpi) }
            <div class="ke-details__actions">
                if let Some(target) = source {
                    <PlaceLink id={format!("{id}-source")} {target} on_jump={props.on_jump.clone()}>
                        { (words.in_source)(&place_words(words, &kpi.at)) }
                    </PlaceLink>
                }
                if editable {
                <button type="button" class="ke-button ke-button--outline ke-button--small" onclick={edit}
                    aria-expanded={editing.to_string()} aria-controls={format!("{id}-edit")}>
                    { words.correct }
                    <span class="ke-visually-hidden" lang={SHEETS}>{ (words.of_kpi)(&kpi.name) }</span>
                </button>
                }
            </div>
            if !*editing && !said.is_empty() {
                <p class="ke-support">{ override_editor::summary(&said, words, rule_words, lang) }</p>
            }
            if editable && (*editing || matches!(kpi.direction_from, v1::DirectionFrom::Assumed | v1::DirectionFrom::User)) {
                <DirectionEditor id={id.clone()} kpi={kpi.id.clone()} direction={kpi.direction}
                    from={kpi.direction_from} />
            }
            if *editing {
                <div class="ke-details__edit" id={format!("{id}-edit")}>
                    <OverrideEditor id={id.clone()} kpi={kpi.id.clone()} said={said.clone()} />
                    { for fields(&props.reading, kpi, words, lang).into_iter().map(|(at, label)| field(&id, at, &label, &props.reading)) }
                </div>
            }
        </div>
    }
}

fn grounds(
    n: usize,
    kpi: &v1::Kpi,
    measurement: &v1::Measurement,
    (words, rule_words): (&'static Messages, &'static RuleWords),
    lang: Lang,
) -> Html {
    // Those of the one that speaks stand in the explanation.
    let others = if kpi.speaks == Some(n) {
        &[][..]
    } else {
        &measurement.alternatives
    };
    let several = kpi.measurements.len() > 1;
    let title = measurement
        .period
        .as_ref()
        .filter(|_| several)
        .map(|shown| period(shown, lang));
    let basis = (several && measurement.basis != "level").then(|| (words.basis)(&measurement.basis));
    html! {
        <div class="ke-details__item" key={n}>
            <dt>
                { words.formula }
                if let Some(title) = title { <span class="ke-support">{ title }</span> }
                if let Some(basis) = basis { <span class="ke-support">{ basis }</span> }
            </dt>
            <dd>
                <p class="ke-formula">{ &measurement.formula }</p>
                if let Some(progress) = &measurement.progress {
                    <p>{ (words.progress)(progress) }</p>
                }
                if let Some(progress) = measurement.final_progress.as_ref().filter(|_| measurement.against != "final") {
                    <p>{ (words.final_progress)(progress) }</p>
                }
                if let Some(shown) = measurement.shown_rate.as_ref().filter(|shown| measurement.rate.as_ref() != Some(*shown)) {
                    <p>{ (words.shown_rate)(shown, methods::name(measurement.method.as_deref().unwrap_or_default(), lang)) }</p>
                }
                { for others.iter().map(|other| html! {
                    <p key={other.method.clone()}>
                        { (rule_words.other)(methods::name(&other.method, lang), &other.rate, other.label.as_deref()) }
                    </p>
                }) }
                { for raw_points(kpi, measurement, words).into_iter().map(|line| html! {
                    <p class="ke-support">{ line }</p>
                }) }
            </dd>
        </div>
    }
}

/// The figures as printed and their notes, where that says more than the figure.
fn raw_points(kpi: &v1::Kpi, measurement: &v1::Measurement, words: &'static Messages) -> Vec<String> {
    let points = [
        (words.baseline, kpi.baseline.as_ref()),
        (words.target, measurement.target.as_ref()),
        (words.actual, measurement.actual.as_ref()),
    ];
    points
        .into_iter()
        .filter_map(|(name, point)| Some((name, point?)))
        .filter(|(_, point)| !point.raw.trim().is_empty() && point.value.as_deref() != Some(point.raw.trim()))
        .map(|(name, point)| (words.as_printed)(name, point.raw.trim(), point.note.as_deref()))
        .collect()
}

fn notices(reading: &Reading, kpi: &v1::Kpi) -> Html {
    let mut items = reading.notices_of(kpi).peekable();
    if items.peek().is_none() {
        return Html::default();
    }
    html! {
        <ul class="ke-notices">
            { for items.enumerate().map(|(n, notice)| html! {
                <li key={n} class={classes!("ke-notice", format!("ke-notice--{}", notice.severity.id()))}>
                    <NoticeText notice={notice.clone()} />
                </li>
            }) }
        </ul>
    }
}

/// The cells that a KPI's figures stand in, each once, with what it holds.
fn fields(reading: &Reading, kpi: &v1::Kpi, words: &'static Messages, lang: Lang) -> Vec<(CellRef, String)> {
    let mut names = BTreeMap::<CellRef, (String, Vec<String>)>::new();
    let mut add = |name: &str, shown: Option<&String>, point: Option<&v1::Point>| {
        let Some(place) = point.and_then(|point| point.at.as_ref()) else {
            return;
        };
        let Some(cell) = reading.cell(place) else { return };
        let name = match shown {
            Some(shown) => (words.name_of_period)(name, &period(shown, lang)),
            None => name.to_owned(),
        };
        let (_, names) = names
            .entry(cell)
            .or_insert_with(|| (place_words(words, place), Vec::new()));
        if !names.contains(&name) {
            names.push(name);
        }
    };
    let several = kpi.measurements.len() > 1;
    add(words.baseline, None, kpi.baseline.as_ref());
    for measurement in &kpi.measurements {
        let shown = measurement.period.as_ref().filter(|_| several);
        add(words.target, shown, measurement.target.as_ref());
        add(words.actual, shown, measurement.actual.as_ref());
    }
    add(words.final_target, None, kpi.final_target.as_ref());
    names
        .into_iter()
        .map(|(cell, (place, names))| (cell, (words.cell_label)(&names, &place)))
        .collect()
}

fn field(id: &str, at: CellRef, label: &str, reading: &Reading) -> Html {
    let text = reading.text(at);
    if text.len() > EDITABLE {
        return Html::default();
    }
    let key = AttrValue::from(format!("{id}-cell-{}-{}", at.row, at.column));
    html! {
        <CellEditor key={key.to_string()} id={key.clone()} {at} text={text.to_owned()} label={label.to_owned()}
            corrected={reading.is_corrected(at)} revocable=true />
    }
}
