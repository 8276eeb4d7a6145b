//! The first rows of what is handed out.

use std::rc::Rc;

use yew::prelude::*;

use kpi_report::contract;
use kpi_report::contract::v1;
use kpi_report::export::chart;
use kpi_report::export::handout::Cell;
use kpi_report::export::handout::Choice;
use kpi_report::export::handout::long;
use kpi_report::export::handout::wide::Sections;
use kpi_report::export::handout::wide::lay_out;
use kpi_report::export::render::Form;
use kpi_report::i18n::Lang;
use kpi_report::i18n::output;
use kpi_report::i18n::page::SHEETS;

/// Rows that are shown.
const SHOWN: usize = 5;
/// Rows of the picture that are shown.
const SHOWN_DRAWN: usize = 12;
/// Characters of a text that are shown.
const SHOWN_TEXT: usize = 600;

/// Props of [`Preview`].
#[derive(Properties)]
pub struct PreviewProps {
    /// What is handed out.
    pub evaluation: Rc<v1::Evaluation>,
    /// In which form.
    pub form: Form,
    /// With which columns.
    pub choice: Choice,
}

impl PartialEq for PreviewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.evaluation, &other.evaluation)
            && self.form == other.form
            && self.choice.without == other.choice.without
            && self.choice.lang == other.choice.lang
    }
}

/// A table of the first rows, the picture of some more, or the beginning of a text.
///
/// Contract: a region named by its heading that can be scrolled by keyboard; a table with column headers.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = output::words(lang);
    let (found, choice) = (&props.evaluation, &props.choice);
    let (shown, counted) = match props.form {
        Form::Json => (text(found), None),
        Form::Svg => {
            let of = found.kpis.len();
            (picture(found, choice, lang), Some((of.min(SHOWN_DRAWN), of)))
        }
        form => {
            let (heads, rows, of) = if form == Form::CsvLong {
                let long = long::lay_out(found, choice);
                let of = long.rows.len();
                (long.heads, long.rows.into_iter().take(SHOWN).collect(), of)
            } else {
                wide(found, choice)
            };
            (table(&heads, &rows), Some((rows.len(), of)))
        }
    };
    html! {
        <div class="ke-output__preview">
            <h3 class="ke-subheading" id="ke-output-preview">{ words.preview }</h3>
            if let Some((n, of)) = counted {
                <p class="ke-support">{ (words.rows)(n, of) }</p>
            }
            <div class="ke-scroll" role="region" aria-labelledby="ke-output-preview" tabindex="0">{ shown }</div>
        </div>
    }
}

/// Heads and first rows, and how many rows there are.
fn wide(found: &v1::Evaluation, choice: &Choice) -> (Vec<String>, Vec<Vec<Cell>>, usize) {
    let wide = lay_out(found, choice, Sections::Columns);
    let rows = wide.kpis().take(SHOWN).map(<[Cell]>::to_vec).collect();
    let of = wide.kpis().count();
    let heads = wide.columns.into_iter().map(|column| column.head);
    (heads.collect(), rows, of)
}

fn table(heads: &[String], rows: &[Vec<Cell>]) -> Html {
    html! {
        <table class="ke-output__table">
            <thead><tr>{ for heads.iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
            <tbody lang={SHEETS}>
                { for rows.iter().map(|row| html! { <tr>{ for row.iter().map(cell) }</tr> }) }
            </tbody>
        </table>
    }
}

fn cell(cell: &Cell) -> Html {
    html! { <td class={cell.is_figure().then_some("ke-output__figure")}>{ cell.shown() }</td> }
}

fn text(found: &v1::Evaluation) -> Html {
    let json = contract::to_json(found);
    let beginning: String = json.chars().take(SHOWN_TEXT).collect();
    html! { <pre class="ke-output__text">{ beginning }{ "…" }</pre> }
}

/// The picture as an image: it is a document of its own, whose letters and titles are no part of the page.
fn picture(found: &v1::Evaluation, choice: &Choice, lang: Lang) -> Html {
    let svg = chart::picture(found, choice, SHOWN_DRAWN);
    html! {
        <img class="ke-output__picture" alt={(output::words(lang).form)(Form::Svg.id()).0} src={chart::address(&svg)} />
    }
}
