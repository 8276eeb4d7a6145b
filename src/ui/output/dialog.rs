//! The button of the output and its dialog.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::outgoing::Outgoing;
use crate::app::outgoing::Went;
use crate::app::session::Session;
use crate::app::working_file;
use crate::ui::dialog::use_dialog;
use crate::ui::hooks::use_ports;
use crate::ui::output::Sheet;
use crate::ui::output::Wish;
use crate::ui::output::choices::Choices;
use crate::ui::output::preview::Preview;
use crate::ui::output::rendered;
use crate::ui::output::sheet;
use crate::ui::reading::Reading;
use kpi_readers::carried::ENDING;
use kpi_report::export::chart;
use kpi_report::export::clipboard::flavours;
use kpi_report::export::copy::file_named;
use kpi_report::export::handout::Field;
use kpi_report::export::handout::title;
use kpi_report::export::handout::wide::Sections;
use kpi_report::export::handout::wide::lay_out;
use kpi_report::export::render::Form;
use kpi_report::export::render::Rendered;
use kpi_report::i18n::Lang;
use kpi_report::i18n::output;
use kpi_report::i18n::working_files;

/// The ending of pictures of points.
const PNG: &str = "png";

/// Props of [`OutputDialog`].
#[derive(Properties)]
pub struct OutputDialogProps {
    /// The sheets.
    pub desk: Rc<Desk>,
    /// What was read of the open one.
    pub reading: Rc<Reading>,
    /// It is asked for; another number each time.
    pub asked: Option<u32>,
    /// Asks for it.
    pub on_ask: Callback<()>,
    /// It was closed.
    pub on_leave: Callback<()>,
}

impl PartialEq for OutputDialogProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && Rc::ptr_eq(&self.desk, &other.desk)
            && self.asked == other.asked
            && self.on_ask == other.on_ask
            && self.on_leave == other.on_leave
    }
}

/// A button, and the dialog that it opens: sheets, form, columns, a preview, the name and size of the file; what saves,
/// copies and prints.
///
/// Contract: a native modal dialog named by its heading. Escape and its button close it; the focus then goes back to the
/// button that opened it. What was saved or copied is said in a status of the dialog. The button that saves stays in the
/// tab order with `aria-disabled` while no sheet is chosen.
#[component]
pub fn OutputDialog(props: &OutputDialogProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (words, ports) = (output::words(lang), use_ports());
    let work = working_files::words(lang);
    let dialog = use_dialog();
    let wish = use_state(|| Wish::of(props.desk.open()));
    let said = use_state(AttrValue::default);
    {
        let (dialog, said, wish, at) = (dialog.clone(), said.clone(), wish.clone(), props.desk.open());
        use_effect_with(props.asked, move |asked| {
            if asked.is_some() {
                said.set(AttrValue::default());
                wish.set(Wish {
                    sheets: vec![at],
                    ..(*wish).clone()
                });
                dialog.show.emit(());
            } else if dialog.is_open {
                dialog.close.emit(());
            }
        });
    }
    let ask = props.on_ask.reform(|_: MouseEvent| ());
    let leave = {
        let (close, on_leave) = (dialog.close.clone(), props.on_leave.clone());
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            on_leave.emit(());
        })
    };
    // By Escape, or by what closed it already.
    let onclose = {
        let (dialog, on_leave, is_asked) = (dialog.clone(), props.on_leave.clone(), props.asked.is_some());
        Callback::from(move |event: Event| {
            if is_asked && dialog.is_open {
                on_leave.emit(());
            }
            dialog.onclose.emit(event);
        })
    };
    let on_wish = {
        let (wish, said) = (wish.clone(), said.clone());
        Callback::from(move |next| {
            // What was said of the last file does not hold for another one.
            said.set(AttrValue::default());
            wish.set(next);
        })
    };
    let key = (
        Rc::as_ptr(&props.reading),
        Rc::as_ptr(&props.desk),
        (*wish).clone(),
        dialog.is_open,
        lang,
    );
    let files = {
        let today = ports.page.today();
        use_memo(key, |(_, _, wish, open, lang)| {
            if *open {
                files(props, wish, today, *lang)
            } else {
                Vec::new()
            }
        })
    };
    let save = {
        let (files, said, saver) = (Rc::clone(&files), said.clone(), Rc::clone(&ports.saver));
        let mime = wish.form.mime();
        Callback::from(move |_| {
            let is_saved = files
                .iter()
                .all(|file| saver.save(&file.name, mime, file.rendered.bytes()));
            said.set(match files.first() {
                None => words.nothing.into(),
                Some(first) if is_saved => (words.saved)(&first.name, files.len()).into(),
                Some(_) => words.not_saved.into(),
            });
        })
    };
    let placed = use_state(|| false);
    let save_work = {
        let (desk, said, saver) = (Rc::clone(&props.desk), said.clone(), Rc::clone(&ports.saver));
        let placed = placed.clone();
        let title = title(&props.reading.evaluation, lang);
        let today = ports.page.today();
        Callback::from(move |elsewhere: bool| {
            let name = file_named(&title, work.mark, today.as_deref(), ENDING);
            let Some(text) = working_file::write(&Session::new((*desk).clone(), lang)) else {
                said.set(work.not_made.into());
                return;
            };
            let file = Outgoing {
                owner: working_file::owner(&desk),
                name: name.clone(),
                mime: working_file::MIME,
                bytes: text.into_bytes(),
                elsewhere,
            };
            let (said, placed) = (said.clone(), placed.clone());
            saver.send(
                file,
                Box::new(move |went| {
                    if matches!(went, Went::Written(_)) {
                        placed.set(true);
                    }
                    said.set(match went {
                        Went::Written(name) => (work.written)(&name).into(),
                        Went::Downloaded => (words.saved)(&name, 1).into(),
                        Went::Cancelled => work.cancelled.into(),
                        Went::Failed => words.not_saved.into(),
                    });
                }),
            );
        })
    };
    let save_elsewhere = save_work.reform(|_: MouseEvent| true);
    let save_work = save_work.reform(|_: MouseEvent| false);
    let copy = {
        let (files, said, copier) = (Rc::clone(&files), said.clone(), Rc::clone(&ports.copier));
        Callback::from(move |_| {
            let is_copied = files.first().is_some_and(|file| {
                let both = flavours(&file.sheet.evaluation, &file.sheet.choice);
                copier.copy_both(&both.html, &both.text)
            });
            said.set(if is_copied { words.copied } else { words.not_copied }.into());
        })
    };
    let paint = {
        let (files, said) = (Rc::clone(&files), said.clone());
        let (painter, saver) = (Rc::clone(&ports.painter), Rc::clone(&ports.saver));
        Callback::from(move |_: MouseEvent| {
            for file in files.iter() {
                let name = format!("{}{PNG}", file.name.trim_end_matches(Form::Svg.ending()));
                let (said, saver) = (said.clone(), Rc::clone(&saver));
                let done = move |png: Option<Vec<u8>>| {
                    let is_saved = png.is_some_and(|png| saver.save(&name, "image/png", &png));
                    said.set(if is_saved {
                        (words.saved)(&name, 1).into()
                    } else {
                        words.not_saved.into()
                    });
                };
                let address = chart::address(file.rendered.text().unwrap_or_default());
                painter.paint(&address, Box::new(done));
            }
        })
    };
    let print = {
        let (page, later, leave) = (Rc::clone(&ports.page), Rc::clone(&ports.later), leave.clone());
        let waiting = use_mut_ref(|| None);
        Callback::from(move |event| {
            leave.emit(event);
            let page = Rc::clone(&page);
            // What is printed is the page, once the dialog is gone.
            *waiting.borrow_mut() = Some(later.after(0, Box::new(move || page.print())));
        })
    };
    html! {
        <div class="ke-output">
            <button type="button" class="ke-button ke-button--primary ke-button--small" aria-haspopup="dialog" onclick={ask}>
                { words.open }
            </button>
            <dialog ref={dialog.node} class="ke-dialog ke-output__dialog" aria-labelledby="ke-output-heading"
                {onclose}>
                if dialog.is_open {
                    <h2 id="ke-output-heading" class="ke-heading">{ words.open }</h2>
                    <p class="ke-support">{ words.hint }</p>
                    if let Some(first) = files.first() {
                        { for to_check(first, lang) }
                    }
                    <Choices desk={Rc::clone(&props.desk)} wish={(*wish).clone()} fields={fields(props, lang)} {on_wish} />
                    if let Some(file) = files.first() {
                        <Preview evaluation={Rc::clone(&file.sheet.evaluation)} form={wish.form} choice={file.sheet.choice.clone()} />
                        { for lost(file, lang) }
                        <p class="ke-output__name">
                            { (words.name)(&file.name, files.len()) }
                            <br />
                            { (words.size)(files.iter().map(|file| file.rendered.bytes().len()).sum()) }
                        </p>
                    }
                    <p role="status">{ if files.is_empty() { words.nothing.into() } else { (*said).clone() } }</p>
                    <div class="ke-output__buttons">
                        <button type="button" class="ke-button ke-button--primary" onclick={save}
                            aria-disabled={files.is_empty().then_some("true")}>{ words.save }</button>
                        if wish.form == Form::Svg && !files.is_empty() {
                            <button type="button" class="ke-button ke-button--outline" onclick={paint}>{ words.save_png }</button>
                        }
                        <button type="button" class="ke-button ke-button--outline" onclick={copy}>{ words.copy }</button>
                        <button type="button" class="ke-button ke-button--outline" onclick={print}>{ words.print }</button>
                        <button type="button" class="ke-button ke-button--outline" onclick={save_work}
                            aria-describedby="ke-output-work">{ work.save }</button>
                        if *placed {
                            <button type="button" class="ke-button ke-button--outline" onclick={save_elsewhere}>
                                { work.elsewhere }
                            </button>
                        }
                        <button type="button" class="ke-button ke-button--outline" onclick={leave}>{ words.close }</button>
                    </div>
                    <p class="ke-support" id="ke-output-work">{ work.hint }</p>
                }
            </dialog>
        </div>
    }
}

/// A file that is about to go out.
struct File {
    name: String,
    sheet: Sheet,
    rendered: Rendered,
}

fn files(props: &OutputDialogProps, wish: &Wish, today: Option<String>, lang: Lang) -> Vec<File> {
    let sheets = wish
        .sheets
        .iter()
        .filter_map(|index| sheet(&props.desk, *index, &props.reading, lang));
    let mut files: Vec<File> = Vec::new();
    for mut sheet in sheets {
        let manner = wish.manner(sheet.choice.clone(), today.clone());
        let rendered = rendered(&sheet, wish, &manner, lang);
        sheet.choice = manner.choice;
        let title = title(&sheet.evaluation, lang);
        let mark = (output::words(lang).mark)(wish.form.id());
        let date = sheet.choice.date.clone();
        let name = |title: &str| file_named(title, mark, date.as_deref(), wish.form.ending());
        let mut own = name(&title);
        let mut n = 2;
        // Sheets of the same title are files of their own.
        while files.iter().any(|file| file.name == own) {
            own = name(&format!("{title} {n}"));
            n += 1;
        }
        files.push(File {
            name: own,
            sheet,
            rendered,
        });
    }
    files
}

/// The columns that the open sheet has, and that can be chosen.
fn fields(props: &OutputDialogProps, lang: Lang) -> Vec<Field> {
    let wide = lay_out(
        &props.reading.evaluation,
        &props.reading.choice(lang),
        Sections::Columns,
    );
    let has = |field: Field| wide.columns.iter().any(|column| column.field == field);
    let all = Field::ALL.iter().map(|(_, field)| *field);
    all.filter(|field| has(*field)).collect()
}

/// What is to be looked at before it goes out; it keeps nobody from anything.
fn to_check(file: &File, lang: Lang) -> Option<Html> {
    let found = &file.sheet.evaluation;
    let summary = &found.summary;
    let said = (output::words(lang).check)(summary.assumed, summary.not_entered, summary.mismatches)?;
    Some(html! { <p class="ke-output__check">{ said }</p> })
}

/// The characters that the chosen encoding does not have.
fn lost(file: &File, lang: Lang) -> Option<Html> {
    let unfit = file.rendered.unfit();
    let which: String = unfit.iter().collect();
    let said = (!unfit.is_empty()).then(|| (output::words(lang).unfit)(unfit.len(), &which))?;
    Some(html! { <p class="ke-output__check" role="alert">{ said }</p> })
}
