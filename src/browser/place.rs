//! Files in the place that a person chose, by the File System Access API, where there is one.
//!
//! The place is asked for once; later files of the same work are written there. Everywhere else, and in frames, which are
//! not allowed to ask, files are downloads.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use js_sys::Function;
use js_sys::Object;
use js_sys::Promise;
use js_sys::Reflect;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::DomException;

use crate::app::outgoing::Outgoing;
use crate::app::outgoing::Owner;
use crate::app::outgoing::Went;
use crate::app::ports::Saver;
use crate::browser::saver::Download;

/// What a person's leaving is called.
const LEFT: &str = "AbortError";

/// The place of the last work that was saved to one: its handle.
type Place = Rc<RefCell<Option<(Owner, JsValue)>>>;

/// Saves to places where it can, else as downloads.
#[derive(Clone, Default)]
pub struct Placed {
    place: Place,
}

impl Saver for Placed {
    fn save(&self, name: &str, mime: &str, bytes: &[u8]) -> bool {
        Download.save(name, mime, bytes)
    }

    fn send(&self, file: Outgoing, done: Box<dyn FnOnce(Went)>) {
        let Some(picker) = picker() else {
            return Download.send(file, done);
        };
        let known = self.place.borrow().clone();
        let known = known.filter(|(owner, _)| !file.elsewhere && file.owner.goes_on_with(owner));
        // Asked at once: browsers let a page ask only while a person acts.
        let asked = match known {
            Some((_, handle)) => Ok(Promise::resolve(&handle)),
            None => ask(&picker, &file),
        };
        let place = Rc::clone(&self.place);
        spawn_local(async move {
            let handle = match asked {
                Ok(promise) => JsFuture::from(promise).await,
                Err(refused) => Err(refused),
            };
            match handle {
                Ok(handle) => done(written(&place, handle, &file).await),
                Err(left) if is_leaving(&left) => done(Went::Cancelled),
                // It may not ask here after all, by a policy say.
                Err(_) => Download.send(file, done),
            }
        });
    }
}

/// Writes a file to its place, which is remembered while that goes well.
async fn written(place: &Place, handle: JsValue, file: &Outgoing) -> Went {
    if write(&handle, &file.bytes).await.is_err() {
        *place.borrow_mut() = None;
        return Went::Failed;
    }
    let name = text(&handle, "name").unwrap_or_else(|| file.name.clone());
    *place.borrow_mut() = Some((file.owner.clone(), handle));
    Went::Written(name)
}

/// The browser's dialog, where this window may open it: the outermost one of a browser that has it.
fn picker() -> Option<Function> {
    let window = web_sys::window()?;
    let top = window.top().ok().flatten()?;
    if top != window {
        return None;
    }
    Reflect::get(&window, &"showSaveFilePicker".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// Asks a person for a place.
fn ask(picker: &Function, file: &Outgoing) -> Result<Promise, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &file.name.as_str().into())?;
    // The whole ending is part of the suggested name; kinds of files know the last part of it only.
    let accept = Object::new();
    let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    Reflect::set(
        &accept,
        &file.mime.into(),
        &Array::of1(&format!(".{ending}").into()),
    )?;
    let kind = Object::new();
    Reflect::set(&kind, &"accept".into(), &accept)?;
    Reflect::set(&options, &"types".into(), &Array::of1(&kind))?;
    picker.call1(&JsValue::UNDEFINED, &options)?.dyn_into::<Promise>()
}

/// Writes to a file by its handle. What was there stays until all of it is written.
async fn write(handle: &JsValue, bytes: &[u8]) -> Result<(), JsValue> {
    let stream = called(handle, "createWritable", None).await?;
    called(&stream, "write", Some(&Uint8Array::from(bytes))).await?;
    called(&stream, "close", None).await?;
    Ok(())
}

/// Calls a method that gives a promise.
async fn called(of: &JsValue, name: &str, given: Option<&JsValue>) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    let answer = match given {
        Some(given) => method.call1(of, given)?,
        None => method.call0(of)?,
    };
    JsFuture::from(Promise::resolve(&answer)).await
}

fn text(of: &JsValue, name: &str) -> Option<String> {
    Reflect::get(of, &name.into()).ok()?.as_string()
}

fn is_leaving(fault: &JsValue) -> bool {
    fault
        .dyn_ref::<DomException>()
        .is_some_and(|fault| fault.name() == LEFT)
}
