//! What was changed in a sheet, in its order: the log that a working file keeps, for people.

mod said;

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::log::Entry;
use crate::app::session::Action;
use crate::ui::changes::said::Said;
use crate::ui::changes::said::Subjects;
use crate::ui::changes::said::Text;
use crate::ui::changes::said::said;
use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::home::use_home;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Shared;
use crate::ui::view::Target;
use kpi_readers::base::place::CellRef;
use kpi_report::i18n::Lang;
use kpi_report::i18n::changes::Words;
use kpi_report::i18n::changes::words;
use kpi_report::i18n::page::SHEETS;

/// The id of the heading.
pub const CHANGES: &str = "ke-changes-heading";

/// Props of [`Changes`].
#[derive(Properties, PartialEq)]
pub struct ChangesProps {
    /// What was read.
    pub reading: Shared,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

/// What was changed, the newest first: what, of which KPI, from what to what.
///
/// Contract: a section with an ordered list; a KPI or cell is a button that leads to it. The newest change of a cell whose
/// correction still stands can be taken back there; the focus then goes to the heading, and the live region says what the
/// sheet says now.
#[component]
pub fn Changes(props: &ChangesProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let lines = use_memo((props.reading.clone(), lang), |(reading, lang)| {
        lines(reading, *lang)
    });
    let forgotten = props.reading.inputs.log.forgotten;
    html! {
        <section class="ke-section ke-changes" aria-labelledby={CHANGES}>
            <h2 id={CHANGES} class="ke-heading" tabindex="-1">{ (words.heading)(lines.len()) }</h2>
            <p class="ke-support">{ words.hint }</p>
            <ol class="ke-changes__list" reversed=true>
                { for lines.iter().map(|line| html! {
                    <Item key={line.number} line={Rc::clone(line)} {words} on_jump={props.on_jump.clone()} />
                }) }
            </ol>
            if forgotten > 0 {
                <p class="ke-support">{ (words.forgotten)(forgotten) }</p>
            }
        </section>
    }
}

/// A change as it is shown.
#[derive(PartialEq)]
struct Line {
    /// Counted from 1, from the oldest that is told.
    number: usize,
    said: Said,
    at: Option<CellRef>,
    /// Its cell, where its correction stands and this is the newest change of it.
    revocable: Option<String>,
}

/// The newest first.
fn lines(reading: &Shared, lang: Lang) -> Vec<Rc<Line>> {
    let entries = &reading.inputs.log.entries;
    let subjects = Subjects::of(reading, entries, lang);
    let mut seen = BTreeSet::new();
    let line = |(index, entry): (usize, &Entry)| {
        let newest = entry.at.filter(|at| seen.insert(*at));
        let standing = newest.filter(|at| reading.is_corrected(*at));
        Rc::new(Line {
            number: index + 1,
            said: said(entry, &subjects),
            at: entry.at,
            revocable: standing.map(|at| reading.cell_name(at)),
        })
    };
    entries.iter().enumerate().rev().map(line).collect()
}

#[derive(Properties)]
struct ItemProps {
    line: Rc<Line>,
    words: &'static Words,
    on_jump: Callback<Jump>,
}

impl PartialEq for ItemProps {
    fn eq(&self, other: &Self) -> bool {
        self.line == other.line && std::ptr::eq(self.words, other.words) && self.on_jump == other.on_jump
    }
}

#[component]
fn Item(props: &ItemProps) -> Html {
    let (act, page) = (use_act(), use_ports().page);
    let editable = use_home().editable;
    let ItemProps { line, words, .. } = props;
    let said = &line.said;
    let target = match (said.kpi, line.at) {
        (Some(kpi), _) => Some(Target::Kpi(kpi)),
        (None, Some(at)) => Some(Target::Source(at, [at].into())),
        (None, None) => None,
    };
    let revert = line.at.zip(line.revocable.as_ref()).filter(|_| editable);
    let of = html! { <span lang={SHEETS}>{ &said.of }</span> };
    html! {
        <li class="ke-changes__item" value={line.number.to_string()}>
            <p class="ke-changes__what">
                <strong>{ &said.what }</strong>
                if !said.of.is_empty() {
                    { " " }
                    if let Some(target) = target {
                        <PlaceLink id={format!("ke-change-{}", line.number)} {target} on_jump={props.on_jump.clone()}>
                            { of }
                        </PlaceLink>
                    } else {
                        { of }
                    }
                }
            </p>
            <p class="ke-changes__texts">
                <span class="ke-support">{ words.before }</span>
                <del class="ke-changes__before">{ text(&said.from) }</del>
                <span aria-hidden="true">{ "→" }</span>
                <span class="ke-support">{ words.after }</span>
                <ins class="ke-changes__after">{ text(&said.to) }</ins>
            </p>
            if let Some((at, cell)) = revert {
                <button type="button" class="ke-button ke-button--text ke-button--small" onclick={Callback::from(move |_: MouseEvent| {
                    page.reveal(CHANGES);
                    act.emit(Action::from(Change::Cell { at, text: None }));
                })}>
                    { words.revert }<span class="ke-visually-hidden">{ (words.revert_of)(cell) }</span>
                </button>
            }
        </li>
    }
}

fn text(text: &Text) -> Html {
    let lang = text.is_given.then_some(SHEETS);
    html! { <span {lang}>{ &text.text }</span> }
}
