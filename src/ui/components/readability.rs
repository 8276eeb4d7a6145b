//! Whether the source can be read by machines, and the table that can.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Reading;
use crate::ui::reading::Shared;
use crate::ui::view::Target;
use kpi_readers::base::place::CellRef;
use kpi_report::export::copy::file_named;
use kpi_report::export::handout::title;
use kpi_report::export::render::Form;
use kpi_report::export::render::Manner;
use kpi_report::export::render::render;
use kpi_report::i18n::Lang;
use kpi_report::i18n::readability;
use kpi_report::i18n::readability::Words;
use kpi_report::readability::Finding;
use kpi_report::readability::check;

/// The id of the heading.
pub const READABILITY: &str = "ke-readability-heading";

/// Places of a rule that are shown.
const SHOWN: usize = 12;

/// Props of [`Readability`].
#[derive(Properties, PartialEq)]
pub struct ReadabilityProps {
    /// What was read.
    pub reading: Shared,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The rules that the source does not meet, each with what to do and links to its cells; a button that saves the table
/// which meets them.
///
/// Contract: a section with a list, an item for each rule, its places as buttons that lead into the source. What was saved
/// is said in the live region.
#[component]
pub fn Readability(props: &ReadabilityProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = readability::words(lang);
    let saver = use_ports().saver;
    let found = use_memo(props.reading.clone(), |reading| {
        check(reading.sheets(), &reading.evaluation)
    });
    let save = {
        let (reading, on_say) = (Rc::clone(&props.reading), props.on_say.clone());
        Callback::from(move |_| {
            let (name, bytes) = clean(&reading, words, lang);
            let is_saved = saver.save(&name, Form::CsvLong.mime(), &bytes);
            on_say.emit(if is_saved {
                (words.saved)(&name).into()
            } else {
                words.not_saved.into()
            });
        })
    };
    html! {
        <section class="ke-section" aria-labelledby={READABILITY}>
            <h2 id={READABILITY} class="ke-heading" tabindex="-1">{ (words.heading)(found.len()) }</h2>
            if found.is_empty() {
                <p>{ words.all_met }</p>
            } else {
                <p class="ke-support">{ words.hint }</p>
                <ul class="ke-notices">{ for found.iter().map(|finding| item(finding, props, words)) }</ul>
            }
            <p class="ke-support">{ words.not_checked }</p>
            <button type="button" class="ke-button ke-button--outline" aria-describedby="ke-readability-save"
                onclick={save}>{ words.save }</button>
            <p class="ke-support" id="ke-readability-save">{ words.save_hint }</p>
        </section>
    }
}

/// The table that meets the rules, and the name of its file.
fn clean(reading: &Reading, words: &Words, lang: Lang) -> (String, Vec<u8>) {
    let found = &reading.evaluation;
    let manner = Manner {
        choice: reading.choice(lang),
        ..Manner::default()
    };
    let name = file_named(&title(found, lang), words.mark, None, Form::CsvLong.ending());
    (name, render(found, Form::CsvLong, &manner).bytes().to_vec())
}

fn item(finding: &Finding, props: &ReadabilityProps, words: &'static Words) -> Html {
    let (what, remedy) = (words.rule)(finding.rule);
    let links = finding
        .at
        .iter()
        .take(SHOWN)
        .map(|at| link(finding.rule, *at, props));
    let rest = finding.at.len().saturating_sub(SHOWN);
    html! {
        <li key={finding.rule} class="ke-notice" data-rule={finding.rule}>
            <p><strong>{ finding.rule }{ " " }{ what }</strong>{ " " }{ (words.places)(finding.at.len()) }</p>
            <p class="ke-support">{ remedy }</p>
            <p class="ke-readability__places">
                { for links }
                if rest > 0 {
                    <span>{ (words.more)(rest) }</span>
                }
            </p>
        </li>
    }
}

fn link(rule: &str, at: CellRef, props: &ReadabilityProps) -> Html {
    let name = props.reading.cell_name(at);
    let target = Target::Source(at, [at].into());
    html! {
        <PlaceLink key={name.clone()} id={format!("ke-readability-{rule}-{}-{}-{}", at.sheet, at.row, at.column)} {target}
            on_jump={props.on_jump.clone()}>
            { name.clone() }
        </PlaceLink>
    }
}
