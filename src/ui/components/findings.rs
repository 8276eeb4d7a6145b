//! What does not add up (検算).

use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::patch::patched;
use crate::app::session::Action;
use crate::ui::components::notice_list::NoticeLinks;
use crate::ui::components::notice_list::NoticeText;
use crate::ui::components::place_link::Jump;
use crate::ui::home::use_home;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_rule_words;
use crate::ui::reading::Reading;
use crate::ui::view::notice_id;
use kpi_report::contract::v1;
use kpi_report::i18n::rules::RuleWords;

/// The id of the heading, where the focus goes when a finding was put right and is gone.
pub const FINDINGS: &str = "ke-findings-heading";

/// Findings that are shown at first; the rest are shown on demand.
const FIRST: usize = 30;

/// Props of [`Findings`].
#[derive(Properties)]
pub struct FindingsProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for FindingsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.on_jump == other.on_jump
            && self.on_say == other.on_say
    }
}

/// The findings, warnings first, each with its numbers, its places, and the way to put it right.
///
/// Contract: a section with a list. A finding whose correction is clear has a button with the old and the new text;
/// pressing it moves the focus to the heading, for the finding is then gone, and undo takes it back.
#[component]
pub fn Findings(props: &FindingsProps) -> Html {
    let words = use_rule_words();
    let all = use_state(|| false);
    let notices = &props.reading.evaluation.notices;
    let mut found: Vec<usize> = (0..notices.len())
        .filter(|index| notices.get(*index).is_some_and(v1::Notice::is_finding))
        .collect();
    if props.reading.evaluation.kpis.is_empty() {
        return Html::default();
    }
    found.sort_by_key(|index| {
        notices
            .get(*index)
            .is_some_and(|notice| notice.severity == v1::Severity::Info)
    });
    let n = found.len();
    let shown = if *all { n } else { FIRST.min(n) };
    let more = Callback::from(move |_| all.set(true));
    html! {
        <section class="ke-section" aria-labelledby={FINDINGS}>
            <h2 id={FINDINGS} class="ke-heading" tabindex="-1">{ (words.findings)(n) }</h2>
            if n == 0 {
                <p>{ words.no_findings }</p>
            } else {
                <p class="ke-support">{ words.findings_hint }</p>
                <ul class="ke-notices">
                    { for found.into_iter().take(shown).map(|index| html! {
                        <Finding key={index} reading={Rc::clone(&props.reading)} {index} on_jump={props.on_jump.clone()}
                            on_say={props.on_say.clone()} />
                    }) }
                </ul>
                if shown < n {
                    <button type="button" class="ke-button ke-button--text ke-button--small" onclick={more}>
                        { (words.more_changes)(n - shown) }
                    </button>
                }
            }
        </section>
    }
}

#[derive(Properties)]
struct FindingProps {
    reading: Rc<Reading>,
    index: usize,
    on_jump: Callback<Jump>,
    on_say: Callback<AttrValue>,
}

impl PartialEq for FindingProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.index == other.index
            && self.on_jump == other.on_jump
            && self.on_say == other.on_say
    }
}

#[component]
fn Finding(props: &FindingProps) -> Html {
    let words = use_rule_words();
    let (act, ports) = (use_act(), use_ports());
    let editable = use_home().editable;
    let Some(notice) = props.reading.evaluation.notices.get(props.index) else {
        return Html::default();
    };
    let press = |change: Change| {
        let (act, page, on_say) = (act.clone(), Rc::clone(&ports.page), props.on_say.clone());
        Callback::from(move |_| {
            page.reveal(FINDINGS);
            if let Change::Cell { text: Some(text), .. } = &change {
                on_say.emit((words.applied)(text).into());
            }
            act.emit(Action::from(change.clone()));
        })
    };
    html! {
        <li class={classes!("ke-notice", format!("ke-notice--{}", notice.severity.id()))} data-code={notice.code.id()}
            id={notice_id(props.index)} tabindex="-1">
            <NoticeText notice={notice.clone()} />
            <NoticeLinks reading={Rc::clone(&props.reading)} index={props.index} on_jump={props.on_jump.clone()} />
            { for corrections(notice, &props.reading, words).into_iter().filter(|_| editable).enumerate().map(|(n, (name, change))| html! {
                <button key={n} type="button" class="ke-button ke-button--outline ke-button--small" onclick={press(change)}>
                    { name }
                </button>
            }) }
        </li>
    }
}

/// What would put it right, and how that is called: the new text of a cell, or which way is better.
fn corrections(notice: &v1::Notice, reading: &Reading, words: &'static RuleWords) -> Vec<(String, Change)> {
    if let (Some("direction"), Some(kpi)) = (notice.field.as_deref(), &notice.kpi) {
        let say = |direction: &str| {
            let change = Change::Direction {
                kpi: kpi.clone(),
                direction: Some(direction.to_owned()),
            };
            ((words.say_direction)(direction).to_owned(), change)
        };
        return vec![say("decrease"), say("increase")];
    }
    new_text(notice, reading, words).into_iter().collect()
}

fn new_text(notice: &v1::Notice, reading: &Reading, words: &'static RuleWords) -> Option<(String, Change)> {
    const OF_CELLS: [&str; 5] = ["target", "actual", "cost", "grant", "printedRate"];
    let of_cell = notice
        .field
        .as_deref()
        .is_some_and(|field| OF_CELLS.contains(&field));
    let place = notice.at.as_ref().filter(|_| of_cell)?;
    let at = reading
        .cell(place)
        .filter(|_| place.row.is_some() && place.column.is_some())?;
    let before = reading.text(at).trim();
    let text = patched(before, &notice.numbers, notice.proposal.as_ref()?)?;
    let name = (words.apply)(before, &text);
    Some((name, Change::Cell { at, text: Some(text) }))
}
