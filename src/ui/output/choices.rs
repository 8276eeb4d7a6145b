//! Which sheets, form and columns are handed out.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::desk::Desk;
use crate::ui::components::sheets;
use crate::ui::hooks::AT_ONCE;
use crate::ui::output::Wish;
use kpi_report::export::csv::Encoding;
use kpi_report::export::handout::Field;
use kpi_report::export::render::Form;
use kpi_report::export::xlsx::Paper;
use kpi_report::i18n::Lang;
use kpi_report::i18n::output;
use kpi_report::i18n::working_files;

/// Props of [`Choices`].
#[derive(Properties, PartialEq)]
pub struct ChoicesProps {
    /// The sheets.
    pub desk: Rc<Desk>,
    /// What is chosen.
    pub wish: Wish,
    /// The columns that say something in the open sheet.
    pub fields: Vec<Field>,
    /// Something else is chosen.
    pub on_wish: Callback<Wish>,
}

/// The choices of the dialog.
///
/// Contract: groups of radio buttons and checkboxes, each named by its legend; the columns are in a disclosure. A sheet
/// that cannot be read at once is disabled and says why.
#[component]
pub fn Choices(props: &ChoicesProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (words, wish) = (output::words(lang), &props.wish);
    let files = working_files::words(lang);
    let change = |change: fn(&mut Wish, bool, usize), index: usize| {
        let (wish, on_wish) = (wish.clone(), props.on_wish.clone());
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                let mut next = wish.clone();
                change(&mut next, field.checked(), index);
                on_wish.emit(next);
            }
        })
    };
    let forms = Form::ALL.iter().enumerate().map(|(index, (id, form, ..))| {
        let (name, hint) = (words.form)(id);
        let onchange = change(
            |wish, _, index| wish.form = Form::ALL.get(index).map_or(wish.form, |row| row.1),
            index,
        );
        choice(
            "radio",
            "ke-output-form",
            name,
            Some(hint),
            (wish.form == *form, false),
            onchange,
        )
    });
    let fields = props.fields.iter().map(|field| {
        let index = Field::ALL
            .iter()
            .position(|(_, other)| other == field)
            .unwrap_or_default();
        let is_in = !wish.without.contains(field);
        let onchange = change(
            |wish, is_in, index| {
                let field = Field::ALL.get(index).map(|(_, field)| *field);
                wish.without.retain(|other| Some(*other) != field);
                wish.without.extend(field.filter(|_| !is_in));
            },
            index,
        );
        choice(
            "checkbox",
            "",
            (words.field)(field.id()),
            None,
            (is_in, field.is_needed()),
            onchange,
        )
    });
    let n_chosen = props
        .fields
        .iter()
        .filter(|field| !wish.without.contains(field))
        .count();
    html! {
        <div class="ke-output__choices">
            if props.desk.sheets().len() > 1 {
                <fieldset class="ke-choices">
                    <legend class="ke-field__label">{ words.sheets }</legend>
                    { for sheet_choices(props, lang, &change) }
                </fieldset>
            }
            <fieldset class="ke-choices ke-output__forms">
                <legend class="ke-field__label">{ words.forms }</legend>
                { for forms }
            </fieldset>
            if wish.form.is_encoded() {
                <fieldset class="ke-choices ke-output__row">
                    <legend class="ke-field__label">{ words.encoding }</legend>
                    { choice("radio", "ke-output-encoding", (words.encoding_name)("utf-8"), None,
                        (wish.encoding == Encoding::Utf8, false), change(|wish, _, _| wish.encoding = Encoding::Utf8, 0)) }
                    { choice("radio", "ke-output-encoding", (words.encoding_name)("cp932"), None,
                        (wish.encoding == Encoding::Cp932, false), change(|wish, _, _| wish.encoding = Encoding::Cp932, 0)) }
                </fieldset>
            }
            if wish.form == Form::Xlsx {
                <fieldset class="ke-choices ke-output__row">
                    <legend class="ke-field__label">{ words.paper }</legend>
                    { choice("radio", "ke-output-paper", (words.paper_name)("a4"), None,
                        (wish.paper == Paper::A4, false), change(|wish, _, _| wish.paper = Paper::A4, 0)) }
                    { choice("radio", "ke-output-paper", (words.paper_name)("a3"), None,
                        (wish.paper == Paper::A3, false), change(|wish, _, _| wish.paper = Paper::A3, 0)) }
                </fieldset>
            }
            if wish.has_columns() {
                <details class="ke-disclosure">
                    <summary class="ke-disclosure__summary">{ (words.columns)(n_chosen, props.fields.len()) }</summary>
                    <div class="ke-output__fields">{ for fields }</div>
                </details>
            }
            if wish.form.carries() {
                { choice("checkbox", "", files.inside, Some(files.inside_hint), (wish.inside, false),
                    change(|wish, is, _| wish.inside = is, 0)) }
            }
            if wish.form != Form::Json {
                { choice("checkbox", "", words.dated, None, (wish.dated, false), change(|wish, is, _| wish.dated = is, 0)) }
            }
        </div>
    }
}

fn sheet_choices(
    props: &ChoicesProps,
    lang: Lang,
    change: &impl Fn(fn(&mut Wish, bool, usize), usize) -> Callback<Event>,
) -> Vec<Html> {
    let desk = &props.desk;
    let rows = desk.sheets().iter().enumerate().map(|(index, inputs)| {
        let is_large = index != desk.open() && inputs.size() > AT_ONCE;
        let name = sheets::name(inputs, index, lang);
        let hint = is_large.then_some(output::words(lang).large);
        let is_in = props.wish.sheets.contains(&index);
        let onchange = change(
            |wish, is_in, index| {
                wish.sheets.retain(|other| *other != index);
                wish.sheets.extend(is_in.then_some(index));
                wish.sheets.sort_unstable();
            },
            index,
        );
        choice("checkbox", "", &name, hint, (is_in, is_large), onchange)
    });
    rows.collect()
}

/// A radio button or a checkbox with its label; whether it is chosen, and whether it cannot be changed.
fn choice(
    kind: &'static str,
    group: &'static str,
    name: &str,
    hint: Option<&'static str>,
    (checked, disabled): (bool, bool),
    onchange: Callback<Event>,
) -> Html {
    let group = (!group.is_empty()).then_some(group);
    html! {
        <label class="ke-choices__item">
            <input type={kind} class="ke-choices__control" name={group} {checked} {disabled} {onchange} />
            <span>
                <span class="ke-choices__name">{ name.to_owned() }</span>
                if let Some(hint) = hint {
                    <span class="ke-choices__hint">{ hint }</span>
                }
            </span>
        </label>
    }
}
