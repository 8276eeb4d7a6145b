//! Files that a person chose, dropped or pasted: the browser's handles, and their bytes when they are asked for.

use std::any::Any;
use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::ClipboardEvent;
use web_sys::DragEvent;
use web_sys::Event;
use web_sys::File;
use web_sys::FileList;
use web_sys::HtmlInputElement;

use crate::app::ports::ChosenFile;
use crate::app::ports::Dragged;
use crate::app::ports::Files;
use crate::browser::clipboard;

thread_local! {
    /// Handles cost nothing: the bytes stay on the disk. They live as long as the page, so that a file can be read anew
    /// with another encoding.
    static CHOSEN: RefCell<Vec<File>> = const { RefCell::new(Vec::new()) };
}

/// How an event tells of files.
type Heard = fn(&Event) -> Option<Dragged>;

/// The events that tell of files, and what each tells.
pub(super) const HEARD: [(&str, Heard); 4] = [
    ("dragover", |event| is_dragging(event).then_some(Dragged::Over)),
    ("dragleave", |event| is_leaving(event).then_some(Dragged::Away)),
    ("drop", |event| {
        is_dragging(event).then(|| Dragged::Here(of(event)))
    }),
    ("paste", |event| {
        let files = pasted(event);
        (!files.is_empty()).then_some(Dragged::Here(files))
    }),
];

/// The files of an input, of a drop or of a paste.
pub fn of(event: &Event) -> Vec<ChosenFile> {
    let list = if let Some(drag) = event.dyn_ref::<DragEvent>() {
        drag.data_transfer().and_then(|data| data.files())
    } else if let Some(paste) = event.dyn_ref::<ClipboardEvent>() {
        paste.clipboard_data().and_then(|data| data.files())
    } else {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.and_then(|input| input.files())
    };
    list.map(keep).unwrap_or_default()
}

/// Something that may be files is dragged. What it is, browsers tell only on the drop.
pub fn is_dragging(event: &Event) -> bool {
    let types = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer)
        .map(|data| data.types());
    types.is_some_and(|types| {
        types
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    })
}

/// What was dragged leaves the page, not one element for another.
pub fn is_leaving(event: &Event) -> bool {
    is_dragging(event)
        && event
            .dyn_ref::<DragEvent>()
            .is_some_and(|drag| drag.related_target().is_none())
}

/// The files of a paste, if it carries nothing else: spreadsheets put a picture of the cells beside the cells.
pub fn pasted(event: &Event) -> Vec<ChosenFile> {
    let has_more =
        clipboard::read(event).is_none_or(|clipboard| clipboard.html.is_some() || clipboard.text.is_some());
    if has_more || event.default_prevented() {
        return Vec::new();
    }
    of(event)
}

fn keep(list: FileList) -> Vec<ChosenFile> {
    let files = (0..list.length()).filter_map(|index| list.get(index));
    CHOSEN.with_borrow_mut(|chosen| {
        files
            .map(|file| {
                let known = ChosenFile {
                    id: u32::try_from(chosen.len()).unwrap_or(u32::MAX),
                    name: file.name(),
                    size: size(&file),
                };
                chosen.push(file);
                known
            })
            .collect()
    })
}

fn size(file: &File) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes are whole, not negative and below 2^53"
    )]
    let size = file.size() as u64;
    size
}

/// The handle of a file.
pub(super) fn handle(id: u32) -> Option<File> {
    CHOSEN.with_borrow(|chosen| chosen.get(usize::try_from(id).ok()?).cloned())
}

/// The files of this page.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageFiles;

impl Files for PageFiles {
    fn read(&self, file: u32, then: Box<dyn FnOnce(Option<Vec<u8>>)>) -> Box<dyn Any> {
        let Some(file) = handle(file) else {
            then(None);
            return Box::new(());
        };
        let blob = gloo::file::Blob::from(file);
        // Dropping the reader stops it.
        Box::new(gloo::file::callbacks::read_as_bytes(&blob, |bytes| {
            then(bytes.ok());
        }))
    }
}
