//! What opens below the table: one press each, with its count.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::listing::Listing;
use crate::ui::changes::CHANGES;
use crate::ui::changes::Changes;
use crate::ui::components::candidates::CANDIDATES;
use crate::ui::components::candidates::Candidates;
use crate::ui::components::check::CHECK;
use crate::ui::components::check::Check;
use crate::ui::components::findings::FINDINGS;
use crate::ui::components::findings::Findings;
use crate::ui::components::notice_list::NoticeList;
use crate::ui::components::notice_list::listed;
use crate::ui::components::place_link::Jump;
use crate::ui::components::projects::PROJECTS;
use crate::ui::components::projects::Projects;
use crate::ui::components::readability::READABILITY;
use crate::ui::components::readability::Readability;
use crate::ui::components::rule_panel::RULES;
use crate::ui::components::rule_panel::RulePanel;
use crate::ui::components::sections::SECTIONS;
use crate::ui::components::sections::Sections;
use crate::ui::components::source::SOURCE;
use crate::ui::components::source::Source;
use crate::ui::home::use_home;
use crate::ui::judging::overview::JUDGING;
use crate::ui::judging::overview::JudgingOverview;
use crate::ui::reading::Reading;
use crate::ui::reading::Shared;
use crate::ui::results::overview::OVERVIEW;
use crate::ui::results::overview::Overview;
use crate::ui::results::overview::is_worth;
use crate::ui::tables::Standing;
use crate::ui::tables::editables;
use crate::ui::view::NOTICES;
use crate::ui::view::PANELS;
use crate::ui::view::Panel;
use crate::ui::view::View;
use crate::ui::years::panel::YEARS;
use crate::ui::years::panel::Years;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::results;

impl Panel {
    /// The id of its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Questions => NOTICES,
            Self::Findings => FINDINGS,
            Self::Overview => OVERVIEW,
            Self::Check => CHECK,
            Self::Candidates => CANDIDATES,
            Self::Judging => JUDGING,
            Self::Rules => RULES,
            Self::Sections => SECTIONS,
            Self::Projects => PROJECTS,
            Self::Years => YEARS,
            Self::Changes => CHANGES,
            Self::Readability => READABILITY,
            Self::Source => SOURCE,
        }
    }

    /// What it holds.
    fn holds(self, reading: &Reading, editable: bool) -> Holds {
        let found = &reading.evaluation;
        let some = |n: usize| if n > 0 { Holds::Count(n) } else { Holds::Nothing };
        let if_so = |is: bool| if is { Holds::Something } else { Holds::Nothing };
        match self {
            Self::Questions => some(listed(reading, editable)),
            Self::Findings if found.kpis.is_empty() => Holds::Nothing,
            Self::Findings => Holds::Count(found.notices.iter().filter(|notice| notice.is_finding()).count()),
            Self::Overview => if_so(is_worth(reading)),
            // Without a KPI they stand in place of the table.
            Self::Candidates if editable && !found.kpis.is_empty() => some(found.candidates.len()),
            Self::Candidates => Holds::Nothing,
            Self::Check => if_so(editable),
            Self::Judging => if_so(!found.kpis.is_empty()),
            Self::Rules | Self::Years | Self::Readability => if_so(editable && !found.kpis.is_empty()),
            Self::Sections => some(
                found
                    .sections
                    .iter()
                    .filter(|section| section.label.is_some())
                    .count(),
            ),
            Self::Projects => some(found.projects.len()),
            Self::Changes => some(reading.inputs.log.entries.len()),
            Self::Source => Holds::Something,
        }
    }
}

/// What a panel holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// Nothing that could be opened.
    Nothing,
    /// Something that is not counted.
    Something,
    /// So many things.
    Count(usize),
}

/// The panels that are open from the beginning: where nothing was read, everything that helps; else what was guessed
/// and is to be confirmed. Where forms of former sheets are kept, what they make of this one is worth a look.
pub fn first(reading: &Reading, has_forms: bool) -> BTreeSet<Panel> {
    let found = &reading.evaluation;
    if found.kpis.is_empty() {
        return [Panel::Questions, Panel::Check, Panel::Candidates, Panel::Source].into();
    }
    let is_guess = |standing: Standing| matches!(standing, Standing::Assumed | Standing::Proposed);
    let guessed = editables(reading).iter().any(|table| is_guess(table.standing));
    let check = (guessed || has_forms).then_some(Panel::Check);
    let candidates = (!found.candidates.is_empty()).then_some(Panel::Candidates);
    std::iter::once(Panel::Questions)
        .chain(check)
        .chain(candidates)
        .collect()
}

/// Props of [`Panels`].
#[derive(Properties, PartialEq)]
pub struct PanelsProps {
    /// What was read.
    pub reading: Shared,
    /// Which are open, and what is marked in them.
    pub view: View,
    /// A person just brought it in.
    pub fresh: bool,
    /// Another listing is asked for.
    pub on_listing: Callback<Listing>,
    /// A panel is to be opened or closed.
    pub on_panel: Callback<Panel>,
    /// The details of a KPI are asked for.
    pub on_inspect: Callback<usize>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
    /// Shows more of the source.
    pub on_scroll: Callback<bool>,
    /// Goes back from the source.
    pub on_back: Callback<()>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// A button for each panel, and the open panels below each other.
///
/// Contract: a list of buttons with `aria-expanded`, the count of what waits there in the name; opening one moves the
/// focus to its heading. A panel that holds nothing has no button. What was typed into a panel stays while it is closed.
#[component]
pub fn Panels(props: &PanelsProps) -> Html {
    let words = results::words(use_context::<Lang>().unwrap_or_default());
    let page_words = crate::ui::hooks::use_words();
    let editable = use_home().editable;
    // The forms of former sheets are tried by it, whether it is open or not.
    let seen = use_mut_ref(|| BTreeSet::from([Panel::Check]));
    seen.borrow_mut().extend(&props.view.panels);
    let held = use_memo((props.reading.clone(), editable), |(reading, editable)| {
        PANELS.map(|panel| (panel, panel.holds(reading, *editable)))
    });
    let there = || held.iter().copied().filter(|(_, holds)| *holds != Holds::Nothing);
    html! {
        <div class="ke-panels">
            <ul key="strip" class="ke-panels__strip" aria-label={words.panels}>
                { for there().map(|(panel, holds)| strip_button(panel, holds, props, (page_words, words))) }
            </ul>
            { for there().filter(|(panel, _)| seen.borrow().contains(panel)).map(|(panel, _)| html! {
                <div key={panel.id()} id={region(panel)} class="ke-panel" data-panel={panel.id()}
                    hidden={!props.view.panels.contains(&panel)}>
                    { content(panel, props) }
                </div>
            }) }
        </div>
    }
}

/// The id of the region of a panel.
fn region(panel: Panel) -> String {
    format!("ke-panel-{}", panel.id())
}

fn strip_button(
    panel: Panel,
    holds: Holds,
    props: &PanelsProps,
    (page_words, words): (&'static Messages, &'static results::Words),
) -> Html {
    let on_panel = props.on_panel.clone();
    let onclick = Callback::from(move |_| on_panel.emit(panel));
    let open = props.view.panels.contains(&panel);
    html! {
        <li key={panel.id()}>
            <button type="button" class="ke-panels__button" data-opens={panel.id()} aria-expanded={open.to_string()}
                aria-controls={region(panel)} {onclick}>
                <span class="ke-kpi__arrow" aria-hidden="true"></span>
                { (words.panel)(panel.id()) }
                if let Holds::Count(count) = holds {
                    <span class="ke-panels__count">{ (page_words.count)(count) }</span>
                }
            </button>
        </li>
    }
}

fn content(panel: Panel, props: &PanelsProps) -> Html {
    let reading = Rc::clone(&props.reading);
    let (on_jump, on_say) = (props.on_jump.clone(), props.on_say.clone());
    match panel {
        Panel::Questions => html! { <NoticeList {reading} {on_jump} /> },
        Panel::Findings => html! { <Findings {reading} {on_jump} {on_say} /> },
        Panel::Overview => html! {
            <Overview reading={props.reading.clone()} listing={props.view.listing.clone()}
                on_listing={props.on_listing.clone()} />
        },
        Panel::Check => html! { <Check {reading} fresh={props.fresh} {on_say} /> },
        Panel::Candidates => html! { <Candidates {reading} {on_jump} /> },
        Panel::Judging => html! {
            <JudgingOverview reading={props.reading.clone()} selected={props.view.kpi}
                on_inspect={props.on_inspect.clone()} {on_say} />
        },
        Panel::Rules => html! { <RulePanel {reading} {on_say} /> },
        Panel::Sections => html! { <Sections {reading} {on_jump} /> },
        Panel::Projects => html! { <Projects {reading} marked={props.view.project} {on_jump} /> },
        Panel::Years => html! { <Years reading={props.reading.clone()} {on_say} /> },
        Panel::Changes => html! { <Changes reading={props.reading.clone()} {on_jump} /> },
        Panel::Readability => html! { <Readability reading={props.reading.clone()} {on_jump} {on_say} /> },
        Panel::Source => html! {
            <Source {reading} view={props.view.clone()} on_scroll={props.on_scroll.clone()} on_back={props.on_back.clone()} />
        },
    }
}
