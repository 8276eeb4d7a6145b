//! The button that chooses files.

use yew::prelude::*;

use crate::app::ports::ChosenFile;
use crate::browser::files;
use kpi_readers::file::MAX_BYTES;
use kpi_report::i18n::Lang;
use kpi_report::i18n::intake::words;

/// The id of the file field.
pub const FILE: &str = "ke-file";

/// What the browser's dialogue offers first. Files are told by their content, so "all files" works as well.
const ACCEPT: &str = ".xlsx,.xlsm,.xls,.ods,.fods,.docx,.pdf,.csv,.tsv,.txt,.html,.htm,.mht,.mhtml,.json,text/csv,text/plain,text/html,application/json";

/// Props of [`FileButton`].
#[derive(Properties, PartialEq)]
pub struct FileButtonProps {
    /// Files were chosen.
    pub on_files: Callback<Vec<ChosenFile>>,
}

/// Chooses files.
///
/// Contract: the browser's own file field, labelled, with what can be chosen and how large said before choosing. The
/// same file can be chosen again.
#[component]
pub fn FileButton(props: &FileButtonProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let field = use_node_ref();
    let onchange = {
        let (on_files, field) = (props.on_files.clone(), field.clone());
        Callback::from(move |event: Event| {
            let chosen = files::of(&event);
            // Without this, choosing the same file once more would be no change.
            if let Some(field) = field.cast::<web_sys::HtmlInputElement>() {
                field.set_value("");
            }
            if !chosen.is_empty() {
                on_files.emit(chosen);
            }
        })
    };
    html! {
        <div class="ke-field">
            <label class="ke-field__label" for={FILE}>{ words.choose }</label>
            <p class="ke-support" id="ke-file-hint">{ (words.choose_hint)(MAX_BYTES / 1_000_000) }</p>
            <input ref={field} type="file" class="ke-file" id={FILE} multiple=true accept={ACCEPT}
                aria-describedby="ke-file-hint" {onchange} />
        </div>
    }
}
