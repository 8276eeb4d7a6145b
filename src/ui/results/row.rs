//! One KPI in the table.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::app::listing::lines::n_rows;
use crate::ui::components::cell_editor::Leave;
use crate::ui::components::icon::Icon;
use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::home::use_home;
use crate::ui::hooks::use_rule_words;
use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use crate::ui::results::cells::Cells;
use crate::ui::results::drawn::Drawn;
use crate::ui::results::editing::CellId;
use crate::ui::results::editing::source_of;
use crate::ui::view::Target;
use crate::ui::view::kpi_id;
use crate::ui::view::open_id;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use kpi_report::i18n::candidates;
use kpi_report::i18n::page::SHEETS;

/// The id of the region with the details.
pub const INSPECTOR_REGION: &str = "ke-inspector";

/// How a KPI was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Its row was pressed.
    Row(usize),
    /// Its details were asked for.
    Details(usize),
}

/// Props of [`KpiRows`].
#[derive(Properties, PartialEq)]
pub struct KpiRowsProps {
    /// What was read.
    pub reading: Shared,
    /// Index of the KPI.
    pub index: usize,
    /// The columns.
    pub drawn: Rc<Drawn>,
    /// It is selected.
    pub selected: bool,
    /// Its details are shown.
    pub inspected: bool,
    /// Its cell that is edited.
    #[prop_or_default]
    pub editing: Option<CellId>,
    /// Its cells that are marked.
    #[prop_or_default]
    pub marked: Option<Rc<Vec<CellId>>>,
    /// The block of marked cells is to go to a cell.
    pub on_extend: Callback<CellId>,
    /// A cell is to be edited.
    pub on_edit: Callback<CellId>,
    /// The cell that is edited was left.
    pub on_leave: Callback<(CellId, Leave)>,
    /// Where its first row is in the whole table, from 1, where not all rows are drawn.
    #[prop_or_default]
    pub first_row: Option<usize>,
    /// Tab leads to this row; to the others of the table lead arrows.
    pub is_stop: bool,
    /// It was chosen.
    pub on_choose: Callback<Choice>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

/// A KPI: one compact row per measurement.
///
/// Contract: a row group; the name is its row header and takes the focus when it is gone to. A button named after the
/// KPI shows its details beside the table; the rows are one stop of Tab, arrows go from row to row and from cell to cell.
/// What a cell of the source holds is a button that edits it in place, named by its text, its column and the KPI; the name
/// is edited by F2 or a double click. A missing actual that has a cell is a text field.
#[component]
pub fn KpiRows(props: &KpiRowsProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let editable = use_home().editable;
    let (index, on_choose) = (props.index, props.on_choose.clone());
    let Some(kpi) = props.reading.evaluation.kpis.get(index) else {
        return Html::default();
    };
    let cells = Cells {
        kpi,
        reading: &props.reading,
        index,
        words,
        lang,
        drawn: &props.drawn,
        editable,
        editing: props.editing,
        marked: props.marked.as_deref().map_or(&[], Vec::as_slice),
        on_extend: props.on_extend.clone(),
        on_edit: props.on_edit.clone(),
        on_leave: props.on_leave.clone(),
    };
    let name = CellId {
        kpi: index,
        n: 0,
        field: "name",
    };
    let at = source_of(&props.reading, name).filter(|_| editable && props.editing == Some(name));
    let name_editor = at.map(|at| cells.editor(name, at));
    let n_rows = n_rows(kpi);
    let onclick = Callback::from(move |event: MouseEvent| {
        if !is_on_control(&event) {
            on_choose.emit(Choice::Row(index));
        }
    });
    let class = classes!("ke-kpi", props.selected.then_some("ke-kpi--marked"));
    html! {
        <tbody {class} role="rowgroup" data-kpi={kpi.id.clone()} data-direction={kpi.direction.id()}
            data-direction-from={kpi.direction_from.id()} data-standing={kpi.standing().id()} {onclick}>
            { for (0..n_rows).map(|n| {
                let measurement = kpi.measurements.get(n);
                html! {
                    <tr key={n} role="row" class="ke-kpi__row" aria-rowindex={props.first_row.map(|row| (row + n).to_string())}
                        data-measurement={n.to_string()}
                        data-period={measurement.and_then(|measurement| measurement.period.clone())}
                        data-basis={measurement.map(|measurement| measurement.basis.clone())}>
                        if n == 0 {
                            <NameCell reading={props.reading.clone()} {index} editor={name_editor.clone()} on_edit={props.on_edit.clone()} inspected={props.inspected}
                                is_stop={props.is_stop} on_choose={props.on_choose.clone()} on_jump={props.on_jump.clone()} />
                        }
                        { cells.of_row(n) }
                    </tr>
                }
            }) }
        </tbody>
    }
}

/// The press was on something that does its own.
fn is_on_control(event: &MouseEvent) -> bool {
    let element = event.target_dyn_into::<Element>();
    element.is_some_and(|element| matches!(element.closest("button, input, a, label"), Ok(Some(_))))
}

#[derive(Properties, PartialEq)]
struct NameCellProps {
    reading: Shared,
    index: usize,
    editor: Option<Html>,
    on_edit: Callback<CellId>,
    inspected: bool,
    is_stop: bool,
    on_choose: Callback<Choice>,
    on_jump: Callback<Jump>,
}

#[component]
fn NameCell(props: &NameCellProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    let (index, reading) = (props.index, &props.reading);
    let onclick = {
        let on_choose = props.on_choose.clone();
        Callback::from(move |_| on_choose.emit(Choice::Details(index)))
    };
    let Some(kpi) = reading.evaluation.kpis.get(index) else {
        return Html::default();
    };
    let ondblclick = {
        let on_edit = props.on_edit.clone();
        let name = CellId {
            kpi: index,
            n: 0,
            field: "name",
        };
        Callback::from(move |_: MouseEvent| on_edit.emit(name))
    };
    let overridden = reading.inputs.corrections.overrides.contains_key(&kpi.id);
    html! {
        <th scope="rowgroup" role="rowheader" rowspan={n_rows(kpi).to_string()} class="ke-kpi__name">
            <button type="button" class="ke-kpi__open" id={open_id(index)} tabindex={if props.is_stop { "0" } else { "-1" }}
                aria-expanded={props.inspected.to_string()} aria-controls={INSPECTOR_REGION} {onclick}>
                <span class="ke-kpi__arrow" aria-hidden="true"></span>
                <span class="ke-visually-hidden">
                    { words.grounds }<span lang={SHEETS}>{ (words.of_kpi)(&kpi.name) }</span>
                </span>
            </button>
            if let Some(editor) = &props.editor {
                { editor.clone() }
            }
            <span class="ke-kpi__text" {ondblclick}>
                <span class="ke-kpi__label" id={kpi_id(index)} tabindex="-1" lang={SHEETS}>
                    if let Some(number) = &kpi.sheet_no {
                        <span class="ke-kpi__number">{ number }</span>
                    }
                    { &kpi.name }
                </span>
                <Direction kpi={kpi.clone()} />
                if kpi.certainty == v1::Certainty::Check {
                    <Doubt reading={reading.clone()} {index} on_jump={props.on_jump.clone()} />
                }
                if overridden {
                    <span class="ke-mark ke-mark--corrected">{ rule_words.overridden }</span>
                }
                { project(kpi, reading, words.project) }
            </span>
        </th>
    }
}

/// The project of a KPI.
fn project(kpi: &v1::Kpi, reading: &Rc<crate::ui::reading::Reading>, said: fn(&str) -> String) -> Html {
    let id = kpi.project.as_ref();
    let project = id.and_then(|id| {
        reading
            .evaluation
            .projects
            .iter()
            .find(|project| project.id == *id)
    });
    match project {
        Some(project) => html! { <span class="ke-kpi__project" lang={SHEETS}>{ said(&project.name) }</span> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct DirectionProps {
    kpi: v1::Kpi,
}

/// Which way is better: a sign to the eye, a word to the ear.
#[component]
fn Direction(props: &DirectionProps) -> Html {
    let words = use_words();
    let kpi = &props.kpi;
    let word = (words.direction_word)(kpi.direction);
    let assumed = (kpi.direction_from == v1::DirectionFrom::Assumed).then_some(words.assumed);
    html! {
        <span class="ke-kpi__direction" title={word}>
            <Icon sign={(words.direction_sign)(kpi.direction)} />
            <span class="ke-visually-hidden">{ word }{ " " }{ assumed }</span>
        </span>
    }
}

#[derive(Properties, PartialEq)]
struct DoubtProps {
    reading: Shared,
    index: usize,
    on_jump: Callback<Jump>,
}

/// It was read with a doubt: a mark that leads to the notice which names it.
#[component]
fn Doubt(props: &DoubtProps) -> Html {
    let words = candidates::words(use_context::<Lang>().unwrap_or_default());
    let Some(kpi) = props.reading.evaluation.kpis.get(props.index) else {
        return Html::default();
    };
    let inner = match props.reading.doubt_of(kpi) {
        Some(notice) => html! {
            <PlaceLink id={format!("{}-doubt", kpi_id(props.index))} target={Target::Notice(notice)}
                on_jump={props.on_jump.clone()}>
                { words.check }
                <span class="ke-visually-hidden" lang={SHEETS}>{ (words.check_which)(&kpi.name) }</span>
            </PlaceLink>
        },
        None => html! { words.check },
    };
    html! { <span class="ke-mark ke-mark--check" data-certainty="check">{ inner }</span> }
}
