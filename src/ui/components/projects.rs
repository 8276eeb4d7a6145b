//! The projects (事業) of the sheet.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::components::chain::Chain;
use crate::ui::components::notice_list::NoticeText;
use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::components::point::Point;
use crate::ui::figures::place_words;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::results::label::LabelCheck;
use crate::ui::results::label::LabelChip;
use crate::ui::results::label::printed_words;
use crate::ui::view::Target;
use crate::ui::view::project_id;
use crate::ui::view::source_of;
use kpi_report::contract::v1;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;

/// The id of the heading.
pub const PROJECTS: &str = "ke-projects-heading";

/// Props of [`Projects`].
#[derive(Properties)]
pub struct ProjectsProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// The project that was gone to.
    pub marked: Option<usize>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

impl PartialEq for ProjectsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.marked == other.marked
            && self.on_jump == other.on_jump
    }
}

/// The projects with cost, grant, printed label, and the label that follows from the rules.
///
/// Contract: a table with a caption; every project is a row with a row header, which takes the focus when it is gone to.
/// Laid out as cards on narrow screens. Absent where the sheet has no project.
#[component]
pub fn Projects(props: &ProjectsProps) -> Html {
    let words = use_words();
    let projects = &props.reading.evaluation.projects;
    if projects.is_empty() {
        return Html::default();
    }
    html! {
        <section class="ke-section" aria-labelledby={PROJECTS}>
            <h2 id={PROJECTS} class="ke-heading" tabindex="-1">{ (words.projects)(projects.len()) }</h2>
            <p class="ke-support">{ words.projects_hint }</p>
            <div class="ke-scroll" tabindex="0" role="group" aria-labelledby={PROJECTS}>
                <table class="ke-table ke-table--projects" role="table">
                    <caption class="ke-visually-hidden">{ (words.projects)(projects.len()) }</caption>
                    <thead class="ke-table__head" role="rowgroup">
                        <tr role="row">
                            { for words.project_columns.into_iter().enumerate().map(|(index, (kind, name))| html! {
                                <th key={index} scope="col" role="columnheader" class={format!("ke-col ke-col--{kind}")}>
                                    { name }
                                </th>
                            }) }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for projects.iter().enumerate().map(|(index, project)| row(index, project, props, words)) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn row(index: usize, project: &v1::Project, props: &ProjectsProps, words: &'static Messages) -> Html {
    let evaluation = &props.reading.evaluation;
    let parent = project
        .parent
        .as_ref()
        .and_then(|id| evaluation.projects.iter().find(|other| other.id == *id));
    let notices = evaluation
        .notices
        .iter()
        .filter(|notice| notice.project.as_ref() == Some(&project.id));
    let marked = props.marked == Some(index);
    let source = source_of(&project.at, &props.reading);
    html! {
        <tr key={project.id.clone()} role="row" class={classes!("ke-project", marked.then_some("ke-kpi--marked"))}
            data-project={project.id.clone()}>
            <th scope="row" role="rowheader" class="ke-kpi__name">
                if let Some(parent) = parent {
                    <span class="ke-support">{ (words.part_of)(&parent.name) }</span>
                }
                <span class="ke-kpi__label" id={project_id(index)} tabindex="-1" lang={SHEETS}>
                    if !project.sheet_nos.is_empty() {
                        <span class="ke-kpi__number">{ project.sheet_nos.join(words.list_joint) }</span>
                    }
                    { &project.name }
                </span>
                if let Some(grant) = &project.grant_name {
                    <span class="ke-support" lang={SHEETS}>{ grant }</span>
                }
                { for notices.enumerate().map(|(n, notice)| html! {
                    <span key={n} class={classes!("ke-kpi__notice", format!("ke-notice--{}", notice.severity.id()))}>
                        <NoticeText notice={notice.clone()} />
                    </span>
                }) }
                { kpi_links(index, project, props, words) }
                if let Some(target) = source {
                    <PlaceLink id={format!("{}-source", project_id(index))} {target} on_jump={props.on_jump.clone()}>
                        { (words.in_source)(&place_words(words, &project.at)) }
                    </PlaceLink>
                }
            </th>
            { cell("cost", words, project.cost.as_ref(), html! { <Point point={project.cost.clone()} /> }) }
            { cell("grant", words, project.grant.as_ref(), html! { <Point point={project.grant.clone()} /> }) }
            { cell("printed", words, None, printed(project, words)) }
            { cell("label", words, None, label(index, project, props, words)) }
        </tr>
    }
}

fn cell(kind: &'static str, words: &'static Messages, point: Option<&v1::Point>, content: Html) -> Html {
    let name = words
        .project_columns
        .iter()
        .find(|(other, _)| *other == kind)
        .map_or("", |(_, name)| *name);
    html! {
        <td role="cell" class={format!("ke-cell ke-cell--{kind}")} data-field={kind} data-value={point.and_then(|point| point.value.clone())}>
            <span class="ke-cell__name" aria-hidden="true">{ name }</span>
            <div class="ke-cell__content">{ content }</div>
        </td>
    }
}

fn printed(project: &v1::Project, words: &'static Messages) -> Html {
    let Some(printed) = &project.printed else {
        return html! { <span class="ke-absent">{ words.no_printed_label }</span> };
    };
    let next = printed.next_step.as_ref();
    let next = next.map(|next| {
        next.grade
            .iter()
            .chain(&next.text)
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    });
    html! {
        <>
            <span class="ke-label__printed" lang={SHEETS}>{ printed_words(printed) }</span>
            if let Some(next) = next.filter(|next| !next.is_empty()) {
                <span class="ke-support">{ (words.next_step)(&next) }</span>
            }
        </>
    }
}

fn label(index: usize, project: &v1::Project, props: &ProjectsProps, words: &'static Messages) -> Html {
    let labels: Vec<&v1::Label> = [&project.label, &project.overall_label]
        .into_iter()
        .flatten()
        .collect();
    if labels.is_empty() {
        return html! { <span class="ke-absent">{ words.no_suggestion }</span> };
    }
    html! {
        { for labels.into_iter().enumerate().map(|(n, label)| html! {
            <div key={n} class="ke-project__label">
                <LabelChip label={label.clone()} />
                <LabelCheck label={label.clone()} />
                <span class="ke-label__because">{ &label.because }</span>
                <Chain id={format!("{}-label-{n}", project_id(index))} reading={Rc::clone(&props.reading)}
                    links={label.chain.clone()} on_jump={props.on_jump.clone()} />
            </div>
        }) }
    }
}

fn kpi_links(index: usize, project: &v1::Project, props: &ProjectsProps, words: &'static Messages) -> Html {
    let kpis = &props.reading.evaluation.kpis;
    let own = project
        .kpis
        .iter()
        .filter_map(|id| kpis.iter().position(|kpi| kpi.id == *id));
    let links = own.filter_map(|kpi| {
        let name = kpis.get(kpi)?.name.clone();
        Some(html! {
            <li key={kpi}>
                <PlaceLink id={format!("{}-kpi-{kpi}", project_id(index))} target={Target::Kpi(kpi)}
                    on_jump={props.on_jump.clone()}><span lang={SHEETS}>{ name }</span></PlaceLink>
            </li>
        })
    });
    if project.kpis.is_empty() {
        return Html::default();
    }
    html! { <ul class="ke-project__kpis" aria-label={words.all_kpis}>{ for links }</ul> }
}
