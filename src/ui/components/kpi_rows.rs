//! One KPI in the result.

use std::rc::Rc;

use yew::prelude::*;

use crate::contract::v1;
use crate::i18n::Lang;
use crate::i18n::candidates;
use crate::i18n::page::Messages;
use crate::i18n::page::SHEETS;
use crate::i18n::rules::RuleWords;
use crate::ui::components::cell_editor::CellEditor;
use crate::ui::components::details::Details;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_check;
use crate::ui::components::icon::of_meaning;
use crate::ui::components::icon::of_status;
use crate::ui::components::notice_list::NoticeText;
use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::components::point::Point;
use crate::ui::figures::period;
use crate::ui::home::use_home;
use crate::ui::hooks::use_rule_words;
use crate::ui::hooks::use_words;
use crate::ui::outline::Standing;
use crate::ui::reading::Reading;
use crate::ui::view::Target;
use crate::ui::view::kpi_id;

/// Props of [`KpiRows`].
#[derive(Properties)]
pub struct KpiRowsProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Index of the KPI.
    pub index: usize,
    /// It was gone to.
    pub marked: bool,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for KpiRowsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.index == other.index
            && self.marked == other.marked
            && self.on_jump == other.on_jump
            && self.on_say == other.on_say
    }
}

/// A KPI: one row per measurement, and the grounds below on demand.
///
/// Contract: a row group; the name is its row header and takes the focus when it is gone to. A toggle button, named after
/// the KPI, opens the grounds in a row below. A missing actual that has a cell is a text field.
#[component]
pub fn KpiRows(props: &KpiRowsProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    let lang = use_context::<Lang>().unwrap_or_default();
    let open = use_state(|| false);
    let editable = use_home().editable;
    let Some(kpi) = props.reading.evaluation.kpis.get(props.index) else {
        return Html::default();
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let row = Row {
        kpi,
        reading: &props.reading,
        index: props.index,
        words,
        rule_words,
        editable,
        lang,
        on_jump: &props.on_jump,
    };
    let details_id = format!("{}-details", kpi_id(props.index));
    let n_rows = kpi.measurements.len().max(1);
    let class = classes!(
        "ke-kpi",
        props.marked.then_some("ke-kpi--marked"),
        (*open).then_some("ke-kpi--open")
    );
    html! {
        <tbody {class} role="rowgroup" data-kpi={kpi.id.clone()} data-direction={kpi.direction.clone()}
            data-direction-from={kpi.direction_from.clone()} data-standing={Standing::of(kpi).word()}>
            { for (0..n_rows).map(|n| html! {
                <tr key={n} role="row" class="ke-kpi__row" data-measurement={n.to_string()}
                    data-period={kpi.measurements.get(n).and_then(|measurement| measurement.period.clone())}
                    data-basis={kpi.measurements.get(n).map(|measurement| measurement.basis.clone())}>
                    if n == 0 {
                        <th scope="rowgroup" role="rowheader" rowspan={n_rows.to_string()} class="ke-kpi__name">
                            { row.name() }
                            <button type="button" class="ke-button ke-button--text ke-button--small ke-kpi__toggle"
                                aria-expanded={open.to_string()} aria-controls={details_id.clone()} onclick={toggle.clone()}>
                                <span class="ke-kpi__arrow" aria-hidden="true"></span>
                                { words.grounds }
                                <span class="ke-visually-hidden">{ (words.of_kpi)(&kpi.name) }</span>
                            </button>
                        </th>
                        { row.cell("unit", Some(n_rows), None, html! {
                            <Unit unit={kpi.unit.clone()} />
                        }) }
                        { row.cell("baseline", Some(n_rows), point_value(kpi.baseline.as_ref()), html! {
                            <Point point={kpi.baseline.clone()} />
                        }) }
                    }
                    { row.measurement(n) }
                </tr>
            }) }
            if *open {
                <tr key="details" role="row" class="ke-kpi__details" id={details_id}>
                    <td role="cell" colspan={if props.reading.has_labels() { "9" } else { "8" }}>
                        <Details reading={Rc::clone(&props.reading)} index={props.index} on_jump={props.on_jump.clone()}
                            on_say={props.on_say.clone()} />
                    </td>
                </tr>
            }
        </tbody>
    }
}

fn point_value(point: Option<&v1::Point>) -> Option<String> {
    point.and_then(|point| point.value.clone())
}

#[derive(Properties, PartialEq)]
struct UnitProps {
    unit: Option<String>,
}

#[component]
fn Unit(props: &UnitProps) -> Html {
    let words = use_words();
    match &props.unit {
        Some(unit) => html! { <span lang={SHEETS}>{ unit }</span> },
        None => html! { <span class="ke-absent">{ words.no_unit }</span> },
    }
}

/// What the cells of a row are made of.
struct Row<'a> {
    kpi: &'a v1::Kpi,
    reading: &'a Rc<Reading>,
    index: usize,
    words: &'static Messages,
    rule_words: &'static RuleWords,
    editable: bool,
    lang: Lang,
    on_jump: &'a Callback<Jump>,
}

impl Row<'_> {
    fn name(&self) -> Html {
        let (kpi, words) = (self.kpi, self.words);
        let assumed = kpi.direction_from == "assumed";
        let projects = &self.reading.evaluation.projects;
        let project = kpi
            .project
            .as_ref()
            .and_then(|id| projects.iter().find(|project| project.id == *id));
        let grave = self
            .reading
            .notices_of(kpi)
            .filter(|notice| notice.severity != "info");
        html! {
            <>
                <span class="ke-kpi__label" id={kpi_id(self.index)} tabindex="-1" lang={SHEETS}>
                    if let Some(number) = &kpi.sheet_no {
                        <span class="ke-kpi__number">{ number }</span>
                    }
                    { &kpi.name }
                </span>
                if let Some(project) = project {
                    <span class="ke-kpi__project">{ (words.project)(&project.name) }</span>
                }
                <span class={classes!("ke-kpi__direction", assumed.then_some("ke-kpi__direction--assumed"))}>
                    <Icon sign={(words.direction_sign)(&kpi.direction)} />
                    { (words.direction_word)(&kpi.direction) }
                    if assumed {
                        <span class="ke-mark">{ words.assumed }</span>
                    }
                </span>
                if kpi.certainty == "check" {
                    { self.doubt() }
                }
                if self.reading.inputs.corrections.overrides.contains_key(&kpi.id) {
                    <span class="ke-mark ke-mark--corrected">{ self.rule_words.overridden }</span>
                }
                { for grave.map(|notice| html! {
                    <span class={classes!("ke-kpi__notice", format!("ke-notice--{}", notice.severity))}>
                        <NoticeText notice={notice.clone()} />
                    </span>
                }) }
            </>
        }
    }

    /// It was read with a doubt: a mark that leads to the notice which names it.
    fn doubt(&self) -> Html {
        let words = candidates::words(self.lang);
        let mark = |inner: Html| html! { <span class="ke-mark ke-mark--check" data-certainty="check">{ inner }</span> };
        match self.reading.doubt_of(self.kpi) {
            Some(notice) => mark(html! {
                <PlaceLink id={format!("{}-doubt", kpi_id(self.index))} target={Target::Notice(notice)}
                    on_jump={self.on_jump.clone()}>
                    { words.check }
                    <span class="ke-visually-hidden">{ (words.check_which)(&self.kpi.name) }</span>
                </PlaceLink>
            }),
            None => mark(html! { words.check }),
        }
    }

    /// A cell with the name of its column before it, which cards show and tables hide.
    fn cell(&self, kind: &'static str, n_rows: Option<usize>, value: Option<String>, content: Html) -> Html {
        let name = self
            .words
            .columns
            .iter()
            .find(|(other, _)| *other == kind)
            .map_or("", |(_, name)| *name);
        html! {
            <td role="cell" class={format!("ke-cell ke-cell--{kind}")} rowspan={n_rows.map(|n| n.to_string())}
                data-field={kind} data-value={value}>
                <span class="ke-cell__name" aria-hidden="true">{ name }</span>
                <div class="ke-cell__content">{ content }</div>
            </td>
        }
    }

    fn measurement(&self, n: usize) -> Html {
        let words = self.words;
        let Some(measurement) = self.kpi.measurements.get(n) else {
            return html! {
                <>
                    { self.cell("target", None, None, html! { <Point point={self.kpi.final_target.clone()} /> }) }
                    { self.cell("actual", None, None, html! { <Point point={None::<v1::Point>} /> }) }
                    { self.cell("rate", None, None, html! { <span class="ke-absent">{ words.no_rate }</span> }) }
                    { self.cell("status", None, None, html! { <span class="ke-absent">{ words.no_measurement }</span> }) }
                    { self.label(0) }
                    { self.cell("check", None, None, html! { <span class="ke-absent">{ (words.check)("not-printed") }</span> }) }
                </>
            };
        };
        html! {
            <>
                { self.cell("target", None, point_value(measurement.target.as_ref()), self.target(n, measurement)) }
                { self.cell("actual", None, point_value(measurement.actual.as_ref()), self.actual(n, measurement)) }
                { self.cell("rate", None, measurement.rate.clone(), self.rate(measurement)) }
                { self.cell("status", None, Some(measurement.status.clone()), self.status(n, measurement)) }
                { self.label(n) }
                { self.cell("check", None, Some(measurement.check.clone()), self.check(measurement)) }
            </>
        }
    }

    /// The target of a measurement; in the first row also the final one, where that is another.
    fn target(&self, n: usize, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        let finally = self.final_target().filter(|_| n == 0);
        html! {
            <>
                <Point point={measurement.target.clone()} />
                if measurement.against == "final" {
                    <span class="ke-figure__period">{ words.final_target }</span>
                }
                if let Some(point) = finally {
                    <span class="ke-figure__final">{ words.final_target }<Point point={point.clone()} /></span>
                }
            </>
        }
    }

    /// The final target, unless a measurement is against that very figure.
    fn final_target(&self) -> Option<&v1::Point> {
        let point = self.kpi.final_target.as_ref()?;
        let same = |target: &v1::Point| target.value == point.value && target.period == point.period;
        let mut measured = self.kpi.measurements.iter();
        let shown = measured.any(|other| other.against == "final" || other.target.as_ref().is_some_and(same));
        (!shown).then_some(point)
    }

    fn actual(&self, n: usize, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        let period_line = measurement.period.as_ref().map(|shown| period(shown, self.lang));
        let basis = (measurement.basis != "level").then(|| (words.basis)(&measurement.basis));
        let cell = measurement.actual.as_ref().and_then(|point| {
            let place = point
                .at
                .as_ref()
                .filter(|place| place.row.is_some() && place.column.is_some())?;
            self.reading.cell(place)
        });
        let corrected = cell.is_some_and(|cell| self.reading.is_corrected(cell));
        let editable = cell.filter(|_| self.editable && (measurement.status == "not-entered" || corrected));
        html! {
            <>
                if let Some(at) = editable {
                    <CellEditor id={format!("{}-actual-{n}", kpi_id(self.index))} {at} quiet=true
                        text={self.reading.text(at).trim().to_owned()}
                        label={(words.actual_of)(&self.kpi.name, period_line.as_deref())}
                        {corrected} />
                } else {
                    <Point point={measurement.actual.clone()} without_period={measurement.period.clone()} />
                    if corrected {
                        <span class="ke-mark ke-mark--corrected">{ words.corrected }</span>
                    }
                }
                if let Some(shown) = period_line {
                    <span class="ke-figure__period">{ shown }</span>
                }
                if let Some(basis) = basis {
                    <span class="ke-figure__period">{ basis }</span>
                }
            </>
        }
    }

    fn rate(&self, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        match (&measurement.rate, &measurement.reason) {
            (Some(rate), _) => html! { <span class="ke-rate">{ (words.percent)(rate) }</span> },
            (None, Some(reason)) => html! {
                <>
                    <span class="ke-absent">{ words.no_rate }</span>
                    <span class="ke-figure__period">{ (words.reason)(reason) }</span>
                </>
            },
            (None, None) => html! { <span class="ke-absent">{ words.no_rate }</span> },
        }
    }

    fn status(&self, n: usize, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        let speaks = self.kpi.measurements.len() > 1 && self.kpi.speaks == Some(n);
        html! {
            <>
                <span class={classes!("ke-chip", format!("ke-tone--{}", measurement.status))}>
                    <Icon sign={of_status(&measurement.status)} />{ (words.status)(&measurement.status) }
                </span>
                if speaks {
                    <span class="ke-figure__period">{ words.speaks }</span>
                }
            </>
        }
    }

    /// What the sheet prints as its judgement, and the label that follows from the rules; once per KPI.
    fn label(&self, n: usize) -> Html {
        if n > 0 || !self.reading.has_labels() {
            return Html::default();
        }
        let (kpi, words) = (self.kpi, self.words);
        let printed = kpi
            .printed
            .as_ref()
            .map(printed_words)
            .filter(|printed| !printed.is_empty());
        let content = html! {
            <>
                if let Some(printed) = &printed {
                    <span class="ke-label__printed">{ (words.printed_label)(printed) }</span>
                }
                { for [&kpi.label, &kpi.overall_label].into_iter().flatten().enumerate().map(|(n, label)| html! {
                    <div key={n}>
                        <LabelChip label={label.clone()} />
                        <LabelCheck label={label.clone()} />
                    </div>
                }) }
                if printed.is_none() && kpi.label.is_none() && kpi.overall_label.is_none() {
                    <span class="ke-absent">{ words.no_label }</span>
                }
            </>
        };
        self.cell(
            "label",
            Some(kpi.measurements.len().max(1)),
            kpi.label.as_ref().map(|label| label.text.clone()),
            content,
        )
    }

    fn check(&self, measurement: &v1::Measurement) -> Html {
        let words = self.words;
        html! {
            <>
                if let Some(printed) = &measurement.printed_rate {
                    <span class="ke-check__printed" data-printed={printed.clone()}>{ (words.printed_rate)(printed) }</span>
                }
                <span class={classes!("ke-check", format!("ke-check--{}", measurement.check))}>
                    <Icon sign={of_check(&measurement.check)} />{ (words.check)(&measurement.check) }
                </span>
            </>
        }
    }
}

/// Everything the sheet prints as its judgement, in the order of its columns.
pub fn printed_words(printed: &v1::Printed) -> String {
    let graded = match (&printed.grade, &printed.label) {
        (Some(grade), Some(label)) => Some(format!("{grade} {label}")),
        (grade, label) => grade.clone().or_else(|| label.clone()),
    };
    let ratings = printed.ratings.iter().flatten().cloned();
    printed
        .status
        .iter()
        .cloned()
        .chain(ratings)
        .chain(printed.overall.clone())
        .chain(graded)
        .collect::<Vec<_>>()
        .join("・")
}

/// A label with its grade.
pub fn label_words(label: &v1::Label) -> String {
    match &label.grade {
        Some(grade) => format!("{grade} {}", label.text),
        None => label.text.clone(),
    }
}

/// Props of [`LabelChip`].
#[derive(Properties, PartialEq)]
pub struct LabelChipProps {
    /// The label.
    pub label: v1::Label,
}

/// The label that follows from the rules, in the colour and with the sign of its meaning.
///
/// Contract: text; the sign is hidden from assistive technology, the word carries the meaning.
#[component]
pub fn LabelChip(props: &LabelChipProps) -> Html {
    let words = use_words();
    let label = &props.label;
    let said = (words.computed_label)(&label_words(label), label.nature == "judgement");
    match &label.meaning {
        Some(meaning) => html! {
            <span class={classes!("ke-chip", "ke-label__computed", format!("ke-meaning--{meaning}"))}>
                <Icon sign={of_meaning(meaning)} />{ said }
            </span>
        },
        None => html! { <span class="ke-label__computed">{ said }</span> },
    }
}

/// Props of [`LabelCheck`].
#[derive(Properties, PartialEq)]
pub struct LabelCheckProps {
    /// The label.
    pub label: v1::Label,
}

/// Whether the label that follows from the rules is the printed one.
///
/// Contract: text with a sign. Where people judge, another printed label is no error and does not look like one.
#[component]
pub fn LabelCheck(props: &LabelCheckProps) -> Html {
    let words = use_words();
    let label = &props.label;
    let tone = match (label.nature.as_str(), label.check.as_str()) {
        ("judgement", "mismatch") => "rounding",
        (_, check) => check,
    };
    html! {
        <span class={classes!("ke-check", format!("ke-check--{tone}"))} data-check={label.check.clone()}>
            <Icon sign={of_check(&label.check)} />{ (words.label_check)(&label.check) }
        </span>
    }
}
