//! Everything worth telling, gravest first.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::questions::Question;
use crate::app::questions::questions;
use crate::app::session::Action;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_severity;
use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::figures::place_words;
use crate::ui::home::use_home;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::reading::Shared;
use crate::ui::view::NOTICES;
use crate::ui::view::notice_id;
use crate::ui::view::source_of;
use crate::ui::view::target_of;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::check::words as check_words;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::page::messages;

/// Notices of one severity that are shown until more are asked for.
const FIRST: usize = 20;

/// A group of notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    /// Those that can be answered.
    Asked,
    /// The others of one severity.
    Of(Severity),
}

/// How many more are shown at a time.
const MORE: usize = 200;

/// Props of [`NoticeList`].
#[derive(Properties)]
pub struct NoticeListProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

impl PartialEq for NoticeListProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.on_jump == other.on_jump
    }
}

/// The notices on the reading: what is uncertain first, with its answers, the rest grouped by severity; those of the
/// recheck have a list of their own.
///
/// Contract: a section with a list of what can be answered, a button per answer, and a list per severity; errors and warnings are open, information is a disclosure. Every notice
/// has a button that leads to its KPI or project, and one that leads to its place in the source.
#[component]
pub fn NoticeList(props: &NoticeListProps) -> Html {
    let words = use_words();
    let notices = &props.reading.evaluation.notices;
    let lang = use_context::<Lang>().unwrap_or_default();
    let editable = use_home().editable;
    let asked = use_memo(
        (Shared(Rc::clone(&props.reading)), editable),
        |(reading, editable)| asked(reading, *editable),
    );
    let is_asked = |index: usize| {
        asked
            .iter()
            .any(|question| question.notice == index || question.also.contains(&index))
    };
    let others = |severity: Severity| -> Vec<usize> {
        let wanted = |(index, notice): &(usize, &v1::Notice)| {
            notice.severity == severity && !notice.is_finding() && !is_asked(*index)
        };
        notices
            .iter()
            .enumerate()
            .filter(wanted)
            .map(|(index, _)| index)
            .collect()
    };
    let total = use_memo(
        (Shared(Rc::clone(&props.reading)), editable),
        |(reading, editable)| listed(reading, *editable),
    );
    let total = *total;
    if total == 0 {
        return Html::default();
    }
    let list = |group: Group| {
        let (key, indices) = match group {
            Group::Asked => ("asked", asked.iter().map(|question| question.notice).collect()),
            Group::Of(severity) => (severity.id(), others(severity)),
        };
        if indices.is_empty() {
            return Html::default();
        }
        html! {
            <NoticeGroup {key} {group} {indices} {lang} asked={Rc::clone(&asked)} reading={Rc::clone(&props.reading)}
                on_jump={props.on_jump.clone()} />
        }
    };
    html! {
        <section class="ke-section" aria-labelledby={NOTICES}>
            <h2 id={NOTICES} class="ke-heading" tabindex="-1">{ (words.notices)(total) }</h2>
            { list(Group::Asked) }
            { for [Severity::Error, Severity::Warning, Severity::Info].map(|severity| list(Group::Of(severity))) }
        </section>
    }
}

/// What is asked of a person, gravest first.
fn asked(reading: &Reading, editable: bool) -> Vec<Question> {
    let mut asked = questions(&reading.evaluation, |place| reading.cell(place));
    if !editable {
        // Where nothing can be put right, the question is worth knowing, and no answer is offered.
        for question in &mut asked {
            question.answers.clear();
        }
    }
    // What was found by checking stands in its own list, unless a click answers it.
    let notices = &reading.evaluation.notices;
    let is_own = |index: usize| notices.get(index).is_some_and(|notice| !notice.is_finding());
    asked.retain(|question| !question.answers.is_empty() || is_own(question.notice));
    asked
}

/// How many notices the list shows.
pub fn listed(reading: &Reading, editable: bool) -> usize {
    if editable {
        // It looks through all of them, and several ask.
        *reading.listed.get_or_init(|| counted(reading, true))
    } else {
        counted(reading, false)
    }
}

fn counted(reading: &Reading, editable: bool) -> usize {
    let asked = asked(reading, editable);
    let also: BTreeSet<usize> = asked
        .iter()
        .flat_map(|question| question.also.iter().copied())
        .collect();
    let notices = reading.evaluation.notices.iter().enumerate();
    let own = notices
        .filter(|(_, notice)| !notice.is_finding())
        .map(|(index, _)| index);
    let all = asked.iter().map(|question| question.notice).chain(own);
    let shown: BTreeSet<usize> = all.filter(|index| !also.contains(index)).collect();
    shown.len()
}

#[derive(Properties)]
struct NoticeGroupProps {
    group: Group,
    indices: Vec<usize>,
    asked: Rc<Vec<Question>>,
    lang: Lang,
    reading: Rc<Reading>,
    on_jump: Callback<Jump>,
}

impl PartialEq for NoticeGroupProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.group == other.group
            && self.indices == other.indices
            && Rc::ptr_eq(&self.asked, &other.asked)
            && self.lang == other.lang
            && self.on_jump == other.on_jump
    }
}

#[component]
fn NoticeGroup(props: &NoticeGroupProps) -> Html {
    let words = use_words();
    let shown = use_state(|| FIRST);
    {
        // The button may be gone: the focus goes to the first of the notices that it brought.
        let ports = use_ports();
        let first = shown
            .checked_sub(MORE)
            .and_then(|first| props.indices.get(first))
            .copied();
        use_effect_with(*shown, move |_| {
            if let Some(index) = first {
                ports.page.reveal(&notice_id(index));
            }
        });
    }
    let total = props.indices.len();
    let more = {
        let shown = shown.clone();
        Callback::from(move |_| shown.set(*shown + MORE))
    };
    let act = use_act();
    let items = props
        .indices
        .iter()
        .take(*shown)
        .map(|index| item(*index, props, &act));
    let list = html! {
        <>
            <ul class="ke-notices">{ for items }</ul>
            if total > *shown {
                <button type="button" class="ke-button ke-button--text ke-button--small" onclick={more}>
                    { (words.more_notices)((total - *shown).min(MORE)) }
                </button>
            }
        </>
    };
    let title = match props.group {
        Group::Asked => (check_words(props.lang).asked)(total),
        Group::Of(severity) => format!("{} ({total})", (words.severity)(severity)),
    };
    if props.group == Group::Of(Severity::Info) {
        html! { <details class="ke-disclosure"><summary>{ title }</summary>{ list }</details> }
    } else {
        html! { <><h3 class="ke-subheading">{ title }</h3>{ list }</> }
    }
}

fn item(index: usize, props: &NoticeGroupProps, act: &Callback<Action>) -> Html {
    let Some(notice) = props.reading.evaluation.notices.get(index) else {
        return Html::default();
    };
    html! {
        <li key={index} id={notice_id(index)} tabindex="-1" class={classes!("ke-notice", format!("ke-notice--{}", notice.severity.id()))} data-code={notice.code.id()}>
            <NoticeText notice={notice.clone()} />
            { answers(index, props, act) }
            <NoticeLinks reading={Rc::clone(&props.reading)} {index} on_jump={props.on_jump.clone()} />
        </li>
    }
}

/// Props of [`NoticeLinks`].
#[derive(Properties)]
pub struct NoticeLinksProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Index of the notice.
    pub index: usize,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

impl PartialEq for NoticeLinksProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.index == other.index
            && self.on_jump == other.on_jump
    }
}

/// Where a notice leads: to its KPI or project, and to its place in the source.
///
/// Contract: buttons named by where they lead.
#[component]
pub fn NoticeLinks(props: &NoticeLinksProps) -> Html {
    let words = use_words();
    let index = props.index;
    let Some(notice) = props.reading.evaluation.notices.get(index) else {
        return Html::default();
    };
    let target = target_of(notice, &props.reading);
    let is_source = notice.kpi.is_none() && notice.project.is_none();
    let source = notice
        .at
        .as_ref()
        .and_then(|place| source_of(place, &props.reading))
        .filter(|_| !is_source);
    let place = notice.at.as_ref().map(|place| place_words(words, place));
    html! {
            <span class="ke-notice__links">
                if let Some(target) = target {
                    <PlaceLink id={format!("ke-notice-{index}")} {target} on_jump={props.on_jump.clone()}>
                        if let Some(subject) = subject(notice, &props.reading) {
                            <span lang={SHEETS}>{ subject }</span>
                        } else {
                            { (words.in_source)(place.as_deref().unwrap_or_default()) }
                        }
                    </PlaceLink>
                }
                if let Some(target) = source {
                    <PlaceLink id={format!("ke-notice-{index}-source")} {target} on_jump={props.on_jump.clone()}>
                        { (words.in_source)(place.as_deref().unwrap_or_default()) }
                    </PlaceLink>
                }
            </span>
    }
}

/// The answers to a question, each a click.
fn answers(index: usize, props: &NoticeGroupProps, act: &Callback<Action>) -> Html {
    let question = props.asked.iter().find(|question| question.notice == index);
    let answers = question.map_or(&[][..], |question| question.answers.as_slice());
    if props.group != Group::Asked || answers.is_empty() {
        return Html::default();
    }
    let words = messages(props.lang);
    let notice = props.reading.evaluation.notices.get(index);
    let whose = notice.and_then(|notice| subject(notice, &props.reading));
    html! {
        <span class="ke-notice__answers">
            { for answers.iter().map(|answer| {
                let (act, change) = (act.clone(), answer.change.clone());
                let onclick = Callback::from(move |_: MouseEvent| act.emit(Action::from(change.clone())));
                html! {
                    <button key={format!("{}{}", answer.id, answer.about)} type="button" data-answer={answer.id}
                        class="ke-button ke-button--outline ke-button--small" {onclick}>
                        { (check_words(props.lang).answer)(answer.id, &answer.about) }
                        if let Some(whose) = whose.as_ref().filter(|_| answer.id == "direction") {
                            // Several questions have the same answers: each button says whose it is.
                            <span class="ke-visually-hidden" lang={SHEETS}>{ (words.of_kpi)(whose) }</span>
                        }
                    </button>
                }
            }) }
        </span>
    }
}

/// The name of the KPI or project that a notice is about.
fn subject(notice: &v1::Notice, reading: &Reading) -> Option<String> {
    let evaluation = &reading.evaluation;
    let kpi = notice
        .kpi
        .as_ref()
        .and_then(|id| evaluation.kpis.iter().find(|kpi| kpi.id == *id));
    let project = notice
        .project
        .as_ref()
        .and_then(|id| evaluation.projects.iter().find(|project| project.id == *id));
    kpi.map(|kpi| kpi.name.clone())
        .or_else(|| project.map(|project| project.name.clone()))
}

/// Props of [`NoticeText`].
#[derive(Properties, PartialEq)]
pub struct NoticeTextProps {
    /// The notice.
    pub notice: v1::Notice,
}

/// The message of a notice with its sign, and what it proposes.
///
/// Contract: text; the severity is said as a word.
#[component]
pub fn NoticeText(props: &NoticeTextProps) -> Html {
    let words = use_words();
    let notice = &props.notice;
    html! {
        <span class="ke-notice__text">
            <Icon sign={of_severity(notice.severity)} />
            <span class="ke-visually-hidden">{ (words.severity)(notice.severity) }</span>
            { &notice.message }
            if let Some(proposal) = &notice.proposal {
                <span class="ke-notice__proposal">{ (words.proposal)(proposal) }</span>
            }
        </span>
    }
}
