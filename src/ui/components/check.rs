//! The check step: source and records side by side, and everything about the layout that a person can put right.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::components::check_columns::CheckColumns;
use crate::ui::components::check_facts::CheckFacts;
use crate::ui::components::check_folds::CheckFolds;
use crate::ui::components::check_forms::CheckForms;
use crate::ui::components::check_grid::CheckGrid;
use crate::ui::components::check_records::CheckRecords;
use crate::ui::components::check_shape::COURSE;
use crate::ui::components::check_shape::CheckShape;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Reading;
use crate::ui::tables::Editable;
use crate::ui::tables::Standing;
use crate::ui::tables::editables;
use crate::ui::tables::free_id;
use crate::ui::tables::further;
use kpi_core::layout::mapping::one_based;
use kpi_readers::base::place::CellRef;
use kpi_report::i18n::Lang;
use kpi_report::i18n::check::words;

/// The id of the heading.
pub const CHECK: &str = "ke-check-heading";

/// The id of the choice of tables.
const TABLE: &str = "ke-check-table";

/// Props of [`Check`].
#[derive(Properties)]
pub struct CheckProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// A person just brought it in.
    pub fresh: bool,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for CheckProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.fresh == other.fresh && self.on_say == other.on_say
    }
}

/// What was understood, beside the source, to be put right by pointer or keyboard alone.
///
/// Contract: a section; form, year and term first, then a button that opens the columns, the source and the records of one
/// table. It is open from the beginning where something was guessed. Every choice counts at once.
#[component]
pub fn Check(props: &CheckProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let act = use_act();
    let tables = use_memo(ByReading(Rc::clone(&props.reading)), |by| {
        editables(&by.0).into_iter().map(Rc::new).collect::<Vec<_>>()
    });
    let is_guess = |table: &Rc<Editable>| matches!(table.standing, Standing::Assumed | Standing::Proposed);
    let open = use_state(|| tables.iter().any(is_guess));
    let chosen = use_state(|| {
        let guessed = tables.iter().find(|table| is_guess(table));
        guessed.map(|table| table.table.table.clone())
    });
    // A further table that is proposed, until it is settled and read.
    let further_id = use_state(|| None::<String>);
    let proposed = use_memo(
        (ByReading(Rc::clone(&props.reading)), (*further_id).clone()),
        |(by, id)| {
            let id = id.as_ref()?;
            let is_read = by.0.evaluation.tables.iter().any(|table| table.id == *id);
            let table = (!is_read).then(|| further(&by.0, 0, id))?;
            table.map(Rc::new)
        },
    );
    {
        // The button stands below what it adds.
        let ports = use_ports();
        use_effect_with((*further_id).clone(), move |id| {
            if id.is_some() && !ports.page.reveal(TABLE) {
                ports.page.reveal(COURSE);
            }
        });
    }
    let tables: Vec<Rc<Editable>> = tables.iter().cloned().chain((*proposed).clone()).collect();
    let spot = use_state(|| None::<CellRef>);
    let none_left = use_state(|| false);
    let on_spot = use_callback(spot.clone(), |at: CellRef, spot| spot.set(Some(at)));
    let chosen_id = (*chosen).clone();
    let index = tables
        .iter()
        .position(|table| Some(&table.table.table) == chosen_id.as_ref())
        .unwrap_or(0);
    let table = tables.get(index).cloned();
    let add = {
        let (chosen, spot, open) = (chosen.clone(), spot.clone(), open.clone());
        let (further_id, on_say) = (further_id.clone(), props.on_say.clone());
        let (reading, nothing) = (Rc::clone(&props.reading), none_left.clone());
        Callback::from(move |_: MouseEvent| {
            let id = free_id(&reading);
            let Some(table) = further(&reading, 0, &id) else {
                on_say.emit(words.no_further.into());
                further_id.set(None);
                nothing.set(true);
                return;
            };
            nothing.set(false);
            let rows = table.table.rows.unwrap_or_default();
            on_say.emit((words.further_proposed)(rows.first, rows.last).into());
            chosen.set(Some(id.clone()));
            further_id.set(Some(id));
            spot.set(None);
            open.set(true);
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let choose = {
        let (chosen, spot) = (chosen.clone(), spot.clone());
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                chosen.set(Some(select.value()));
                spot.set(None);
            }
        })
    };
    let release = table.clone().map(|table| {
        Callback::from(move |_| {
            act.emit(Action::from(Change::Untable(table.table.table.clone())));
        })
    });
    let here = (*spot).filter(|spot| table.as_ref().is_some_and(|table| table.sheet == spot.sheet));
    html! {
        <section class="ke-section ke-checking" aria-labelledby={CHECK}>
            <h2 id={CHECK} class="ke-heading" tabindex="-1">{ words.heading }</h2>
            <p class="ke-support">{ words.hint }</p>
            <CheckForms reading={Rc::clone(&props.reading)} table={table.clone()} fresh={props.fresh}
                on_say={props.on_say.clone()} />
            <CheckFacts reading={Rc::clone(&props.reading)} />
            <CheckFolds reading={Rc::clone(&props.reading)} />
            if let Some(table) = table {
                <button type="button" class="ke-button ke-button--outline" aria-expanded={open.to_string()}
                    aria-controls="ke-check-editor" onclick={toggle}>
                    { if *open { words.close } else { words.open } }
                </button>
                <div class="ke-check__editor" id="ke-check-editor" hidden={!*open}>
                    if *open {
                        if tables.len() > 1 {
                            <div class="ke-field">
                                <label class="ke-field__label" for={TABLE}>{ words.table }</label>
                                <select class="ke-select" id={TABLE} onchange={choose}>
                                    { for tables.iter().enumerate().map(|(n, other)| html! {
                                        <option key={other.table.table.clone()} value={other.table.table.clone()}
                                            selected={n == index}>{ name(n, other, words) }</option>
                                    }) }
                                </select>
                            </div>
                        }
                        if table.standing == Standing::Proposed && further_id.is_some() {
                            <p class="ke-support">{ proposal(&table, words) }</p>
                        }
                        <CheckShape table={Rc::clone(&table)} reading={Rc::clone(&props.reading)} />
                        <CheckColumns table={Rc::clone(&table)} reading={Rc::clone(&props.reading)}
                            on_spot={on_spot.clone()} />
                        <div class="ke-check__sides">
                            <CheckGrid table={Rc::clone(&table)} reading={Rc::clone(&props.reading)}
                                spot={here} on_spot={on_spot.clone()} />
                            <CheckRecords table={Rc::clone(&table)} reading={Rc::clone(&props.reading)}
                                spot={here} {on_spot} />
                        </div>
                        <div class="ke-check__ends">
                        <button type="button" class="ke-button ke-button--outline" data-part="further"
                            onclick={add}>{ words.further }</button>
                        if table.standing == Standing::Settled {
                            <button type="button" class="ke-button ke-button--text"
                                onclick={release.unwrap_or_default()}>
                                { words.release }
                            </button>
                        }
                        </div>
                        if *none_left {
                            <p class="ke-support">{ words.no_further }</p>
                        }
                    }
                </div>
            }
        </section>
    }
}

/// What is computed from a reading is computed once for it.
struct ByReading(Rc<Reading>);

impl PartialEq for ByReading {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn name(index: usize, table: &Editable, words: &kpi_report::i18n::check::Words) -> String {
    let rows = table.table.rows_of_sheet();
    let (first, last) = if rows.is_empty() {
        (table.first, table.first)
    } else {
        (rows.start, rows.end - 1)
    };
    (words.table_name)(
        index + 1,
        table.title.as_deref(),
        one_based(first),
        one_based(last),
    )
}

fn proposal(table: &Editable, words: &kpi_report::i18n::check::Words) -> String {
    let rows = table.table.rows.unwrap_or_default();
    (words.further_proposed)(rows.first, rows.last)
}
