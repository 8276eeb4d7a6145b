//! Forms (様式): the one that this sheet was read by, keeping one, and those that were kept.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::forms;
use crate::app::forms::Forms;
use crate::app::forms::MAX_BYTES;
use crate::app::forms::NoForm;
use crate::app::forms::Opened;
use crate::app::inputs::Change;
use crate::app::ports::Files;
use crate::app::session::Action;
use crate::browser::files;
use crate::browser::files::PageFiles;
use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_severity;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::tables::Editable;
use kpi_core::layout::mapping::TableMapping;
use kpi_core::layout::mapping::form::Form;
use kpi_core::layout::mapping::form::LONGEST_NAME;
use kpi_core::layout::mapping::form::Matches;
use kpi_core::layout::mapping::form::clean;
use kpi_core::layout::mapping::form::matches;
use kpi_core::layout::mapping::one_based;
use kpi_report::contract::mapping::rows_of_sheet;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::check::words;

/// The id of the field for a new form's name.
const NAME: &str = "ke-form-name";
/// The id of the field for files.
const FILE: &str = "ke-form-file";

/// Props of [`CheckForms`].
#[derive(Properties)]
pub struct CheckFormsProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// The table that would be kept.
    pub table: Option<Rc<Editable>>,
    /// A person just brought the sheet in.
    pub fresh: bool,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for CheckFormsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.table == other.table
            && self.fresh == other.fresh
            && self.on_say == other.on_say
    }
}

/// Says by which form a sheet was read, asks where several fit, keeps a new one and lists those that were kept.
///
/// Contract: text and buttons; a disclosure holds the name of a form to be kept and the list. A form that fits a sheet
/// that was just brought in is applied at once, as a step that undo takes back; the live region says so.
#[component]
pub fn CheckForms(props: &CheckFormsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let page = use_words();
    let (act, ports) = (use_act(), use_ports());
    let opened = use_memo((), |()| forms::open(&*ports.drafts));
    let kept = use_state(|| match &*opened {
        Opened::Forms(forms) => forms.clone(),
        Opened::SetAside | Opened::Unavailable => Forms::default(),
    });
    let refused = use_state(|| matches!(*opened, Opened::Unavailable));
    let keep = {
        let (kept, refused, drafts) = (kept.clone(), refused.clone(), Rc::clone(&ports.drafts));
        Callback::from(move |forms: Forms| {
            refused.set(forms::keep(&*drafts, &forms).is_err());
            kept.set(forms);
        })
    };
    let corrections = &props.reading.inputs.corrections;
    // What fits follows from the document and the forms: corrections change neither.
    let document = props.reading.inputs.document.as_ref().map(Rc::as_ptr);
    let found = use_memo((document, (*kept).clone()), |(_, kept)| {
        matched(&props.reading, kept)
    });
    let open = |name: &String| !corrections.declined_forms.contains(name);
    let fitting: Vec<_> = found
        .fitting
        .iter()
        .filter(|(name, _)| open(name))
        .cloned()
        .collect();
    let applied = corrections
        .mapping
        .tables
        .iter()
        .find_map(|table| table.form.clone());
    {
        // Of a sheet that was just brought in: the only form that fits is applied.
        let (act, on_say, fitting) = (act.clone(), props.on_say.clone(), fitting.clone());
        let untouched = props.fresh && *corrections == kpi_core::assess::Corrections::default();
        use_effect_with((), move |()| {
            if let ([(name, tables)], true) = (&fitting[..], untouched) {
                act.emit(Action::from(Change::Form(tables.clone())));
                on_say.emit((words.form_applied)(name).into());
            }
        });
    }
    let apply = |tables: &Vec<TableMapping>| {
        let (act, tables) = (act.clone(), tables.clone());
        Callback::from(move |_: MouseEvent| act.emit(Action::from(Change::Form(tables.clone()))))
    };
    let decline = |names: Vec<String>| {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| {
            let not = names.iter().cloned().map(Change::NotForm);
            act.emit(Action::from(Change::All(not.collect())));
        })
    };
    let names = || fitting.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    html! {
        <div class="ke-forms">
            if let Some(name) = applied {
                <div class="ke-forms__bar" data-form={name.clone()}>
                    <p><Icon sign="✓" />{ (words.form_applied)(&name) }</p>
                    <button type="button" class="ke-button ke-button--outline ke-button--small"
                        onclick={decline(vec![name])}>
                        { words.form_not }
                    </button>
                </div>
            } else if !fitting.is_empty() {
                <div class="ke-forms__bar">
                    <p>
                        <Icon sign={of_severity(Severity::Info)} />
                        if let [(name, _)] = &fitting[..] {
                            { (words.form_fits)(name) }
                        } else {
                            { (words.forms_fit)(fitting.len()) }
                        }
                    </p>
                    { for fitting.iter().map(|(name, tables)| html! {
                        <button key={name.clone()} type="button"
                            class="ke-button ke-button--outline ke-button--small" onclick={apply(tables)}>
                            { (words.form_use)(name) }
                        </button>
                    }) }
                    <button type="button" class="ke-button ke-button--text ke-button--small"
                        onclick={decline(names())}>
                        { if fitting.len() == 1 { words.form_not } else { words.form_none } }
                    </button>
                </div>
            }
            { for found.misfits.iter().filter(|(name, _)| open(name)).map(|(name, misfit)| html! {
                <p key={name.clone()} class="ke-forms__misfit">
                    <Icon sign={of_severity(Severity::Warning)} />
                    { (words.form_misfits)(name, misfit.column, (page.role)(misfit.role.id())) }
                </p>
            }) }
            if *refused {
                <p class="ke-forms__misfit"><Icon
                    sign={of_severity(Severity::Warning)} />{ words.forms_unavailable }</p>
            } else if *opened == Opened::SetAside {
                <p class="ke-forms__misfit"><Icon
                    sign={of_severity(Severity::Warning)} />{ words.forms_set_aside }</p>
            }
            <details class="ke-disclosure">
                <summary>{ (words.forms)(kept.all().len()) }</summary>
                <div class="ke-forms__all">
                    if let Some(table) = &props.table {
                        <KeepForm table={Rc::clone(table)} reading={Rc::clone(&props.reading)}
                            forms={(*kept).clone()}
                            on_keep={keep.clone()} on_say={props.on_say.clone()} {lang} />
                    }
                    <KeptForms forms={(*kept).clone()} on_keep={keep} on_say={props.on_say.clone()} {lang} />
                </div>
            </details>
        </div>
    }
}

/// The forms that have this document's header.
fn matched(reading: &Reading, forms: &Forms) -> Matches {
    let tables = &reading.evaluation.tables;
    matches(forms.all(), reading.sheets(), |sheet, head| {
        let row = one_based(head);
        let around = tables.iter().find(|table| {
            let inside = rows_of_sheet(table).is_some_and(|rows| (rows.first..=rows.last).contains(&row));
            inside && table.at.sheet == sheet.name
        });
        around.map(|table| table.id.clone())
    })
}

#[derive(Properties)]
struct KeepFormProps {
    table: Rc<Editable>,
    reading: Rc<Reading>,
    forms: Forms,
    on_keep: Callback<Forms>,
    on_say: Callback<AttrValue>,
    lang: Lang,
}

impl PartialEq for KeepFormProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
            && Rc::ptr_eq(&self.reading, &other.reading)
            && self.forms == other.forms
            && self.on_keep == other.on_keep
            && self.on_say == other.on_say
            && self.lang == other.lang
    }
}

/// Keeps what was settled about a table as a form.
#[component]
fn KeepForm(props: &KeepFormProps) -> Html {
    let words = words(props.lang);
    let act = use_act();
    let field = use_node_ref();
    let fault = use_state(|| None::<&'static str>);
    let onclick = {
        let (field, fault, table) = (field.clone(), fault.clone(), Rc::clone(&props.table));
        let (forms, on_keep, on_say) = (props.forms.clone(), props.on_keep.clone(), props.on_say.clone());
        let reading = Rc::clone(&props.reading);
        Callback::from(move |_: MouseEvent| {
            let given = field
                .cast::<HtmlInputElement>()
                .map(|field| field.value())
                .unwrap_or_default();
            let Some(name) = clean(&given) else {
                fault.set(Some(words.form_nameless));
                return;
            };
            let form = table
                .sheet(&reading)
                .and_then(|sheet| Form::of(&name, &table.table, sheet));
            let Some(form) = form else {
                fault.set(Some(words.form_headless));
                return;
            };
            match forms.with(form) {
                Ok(forms) => {
                    on_keep.emit(forms);
                    let mut drawn = table.table.clone();
                    drawn.form = Some(name.clone());
                    act.emit(Action::from(Change::Table(Box::new(drawn))));
                    on_say.emit((words.form_kept)(&name).into());
                    fault.set(None);
                    if let Some(field) = field.cast::<HtmlInputElement>() {
                        field.set_value("");
                    }
                }
                Err(_) => fault.set(Some(words.forms_full)),
            }
        })
    };
    html! {
        <div class="ke-field">
            <label class="ke-field__label" for={NAME}>{ words.form_name }</label>
            <p class="ke-support" id="ke-form-hint">{ words.form_hint }</p>
            <div class="ke-field__row">
                <input ref={field} type="text" class="ke-input ke-forms__name" id={NAME}
                    maxlength={LONGEST_NAME.to_string()} autocomplete="off"
                    aria-describedby={if fault.is_some() { "ke-form-fault" } else { "ke-form-hint" }}
                    aria-invalid={fault.map(|_| "true")} />
                <button type="button" class="ke-button ke-button--outline"
                    {onclick}>{ words.form_keep }</button>
            </div>
            if let Some(fault) = *fault {
                <p class="ke-error" id="ke-form-fault">{ fault }</p>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct KeptFormsProps {
    forms: Forms,
    on_keep: Callback<Forms>,
    on_say: Callback<AttrValue>,
    lang: Lang,
}

/// The forms that were kept: their names, files and end.
#[component]
fn KeptForms(props: &KeptFormsProps) -> Html {
    let words = words(props.lang);
    let ports = use_ports();
    let fault = use_state(|| None::<&'static str>);
    let reading = use_mut_ref(|| None::<Box<dyn Any>>);
    let onchange = {
        let (forms, on_keep, on_say) = (props.forms.clone(), props.on_keep.clone(), props.on_say.clone());
        let fault = fault.clone();
        Callback::from(move |event: Event| {
            let Some(file) = files::of(&event).into_iter().next() else {
                return;
            };
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                field.set_value("");
            }
            if usize::try_from(file.size).map_or(true, |size| size > MAX_BYTES) {
                fault.set(Some(words.form_unreadable));
                return;
            }
            let (forms, on_keep, on_say, fault) =
                (forms.clone(), on_keep.clone(), on_say.clone(), fault.clone());
            let taken = move |bytes: Option<Vec<u8>>| {
                let text = bytes
                    .and_then(|bytes| String::from_utf8(bytes).ok())
                    .unwrap_or_default();
                match forms.imported(&text) {
                    Ok((forms, name)) => {
                        on_keep.emit(forms);
                        on_say.emit((words.form_imported)(&name).into());
                        fault.set(None);
                    }
                    Err(NoForm::Unreadable) => fault.set(Some(words.form_unreadable)),
                    Err(NoForm::Full) => fault.set(Some(words.forms_full)),
                }
            };
            set(&reading, PageFiles.read(file.id, Box::new(taken)));
        })
    };
    html! {
        <>
            <ul class="ke-forms__list">
                { for props.forms.all().iter().enumerate().map(|(index, form)| {
                    let of = html! { <span class="ke-visually-hidden">
                        { (words.of_form)(&form.name) }</span> };
                    let id = format!("ke-form-{index}");
                    html! {
                        <li key={form.name.clone()} class="ke-forms__item">
                            <div class="ke-field">
                                <label class="ke-visually-hidden"
                                    for={id.clone()}>{ (words.form_rename)(&form.name) }</label>
                                <input type="text" class="ke-input" {id} value={form.name.clone()}
                                    autocomplete="off"
                                    maxlength={LONGEST_NAME.to_string()}
                                    onchange={renaming(props, form, &fault, words.form_name_taken)} />
                            </div>
                            <button type="button" class="ke-button ke-button--text ke-button--small"
                                onclick={exporting(form, &ports, (words.form_file)(&form.name))}>
                                { words.form_export }{ of.clone() }
                            </button>
                            <button type="button" class="ke-button ke-button--text ke-button--small"
                                onclick={deleting(props, form, &ports)}>
                                { words.form_delete }{ of }
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <div class="ke-field">
                <label class="ke-field__label" for={FILE}>{ words.form_import }</label>
                <input type="file" class="ke-file" id={FILE} accept=".json,application/json" {onchange} />
            </div>
            if let Some(fault) = *fault {
                <p class="ke-error" role="alert">{ fault }</p>
            }
        </>
    }
}

fn set(slot: &Rc<RefCell<Option<Box<dyn Any>>>>, guard: Box<dyn Any>) {
    *slot.borrow_mut() = Some(guard);
}

fn renaming(
    props: &KeptFormsProps,
    form: &Form,
    fault: &UseStateHandle<Option<&'static str>>,
    taken: &'static str,
) -> Callback<Event> {
    let (forms, on_keep, name, fault) = (
        props.forms.clone(),
        props.on_keep.clone(),
        form.name.clone(),
        fault.clone(),
    );
    Callback::from(move |event: Event| {
        let Some(field) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(forms) = forms.renamed(&name, &field.value()) {
            fault.set(None);
            on_keep.emit(forms);
        } else {
            fault.set(Some(taken));
            field.set_value(&name);
        }
    })
}

fn exporting(form: &Form, ports: &crate::app::surroundings::Ports, file: String) -> Callback<MouseEvent> {
    let (text, saver) = (forms::export(form), Rc::clone(&ports.saver));
    Callback::from(move |_| {
        saver.save(&file, "application/json", text.as_bytes());
    })
}

fn deleting(
    props: &KeptFormsProps,
    form: &Form,
    ports: &crate::app::surroundings::Ports,
) -> Callback<MouseEvent> {
    let (forms, on_keep, name) = (props.forms.clone(), props.on_keep.clone(), form.name.clone());
    let page = Rc::clone(&ports.page);
    Callback::from(move |_| {
        // The button goes away: the focus goes to the field below the list.
        page.reveal(FILE);
        on_keep.emit(forms.without(&name));
    })
}
