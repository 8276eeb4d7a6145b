//! What the custom element and the page inside a frame call: the page as a guest in a node, with what the host gives.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use kpi_bridge::{field, input_of, parsed, text_of, thrown};
use serde_json::{Value, json};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue, wasm_bindgen};
use web_sys::Node;
use yew::Callback;

use crate::app::ports::{DraftStore, Memory};
use crate::browser::bench::Start;
use crate::browser::storage_like::StorageLike;
use crate::ui::components::portal::{Given, PortalProps};
use crate::ui::mount;
use crate::ui::reading::Reading;
use kpi_core::assess::Settings;
use kpi_core::rating::presets;
use kpi_readers::sheet::Document;
use kpi_report::contract::request::{self, Fault};
use kpi_report::contract::to_json;
use kpi_report::i18n::{Lang, faults};

/// A page in a node.
#[wasm_bindgen(skip_typescript)]
pub struct Mounted {
    guest: mount::Mounted,
    props: PortalProps,
    _ask: Ask,
}

/// Gives the evaluation that was told last: of a large sheet it takes a while to make, so it is made for who asks.
type Ask = Closure<dyn Fn() -> JsValue>;

/// Mounts the page at the end of a node.
///
/// `config` is `{ input?, ruleSet?, lang?, readonly?, keeps?, storage?, worker?, onchange? }`: the input and the rule set
/// of `evaluate`, whether the storage outlives the page, an object like `localStorage`, a function that starts a worker,
/// and a function that is called after every evaluation, with a function that gives it and the number of its KPIs.
///
/// # Errors
/// As `evaluate`.
#[wasm_bindgen(js_name = mount, skip_typescript)]
pub fn mount(parent: &Node, config: &JsValue) -> Result<Mounted, JsValue> {
    let given = given(config, None).map_err(thrown)?;
    let drafts: Rc<dyn DraftStore> = match field(config, "storage") {
        Some(storage) => Rc::new(StorageLike::new(storage)),
        None => Rc::new(Memory::default()),
    };
    let last = Rc::new(RefCell::new(None::<Rc<Reading>>));
    let ask: Ask = {
        let last = Rc::clone(&last);
        Closure::new(move || {
            let reading = last.borrow().clone();
            let evaluation = reading.and_then(|reading| parsed(&to_json(&reading.evaluation)).ok());
            evaluation.unwrap_or(JsValue::UNDEFINED)
        })
    };
    let mut made = None;
    let guest = mount::Mounted::new(parent, |node| {
        let props = PortalProps {
            ports: mount::guest_ports(node, drafts, start(config)),
            given,
            on_reading: on_reading(config, last, ask.as_ref().clone()),
        };
        made = Some(props.clone());
        props
    });
    // A node that takes no children is none to mount in.
    match (guest, made) {
        (Some(guest), Some(props)) => Ok(Mounted {
            guest,
            props,
            _ask: ask,
        }),
        _ => Err(thrown(Fault::input(Lang::default()))),
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Takes another `config`: what it gives otherwise than before takes effect. Without `input` the sheet stays;
    /// storage and listener stay in any case.
    ///
    /// # Errors
    /// As `evaluate`; nothing is changed then.
    #[wasm_bindgen(js_name = update, skip_typescript)]
    pub fn update(&mut self, config: &JsValue) -> Result<(), JsValue> {
        let before = self.props.given.document.clone();
        self.props.given = given(config, before).map_err(thrown)?;
        self.guest.update(self.props.clone());
        Ok(())
    }

    /// Takes the page out of its node and lets go of everything.
    #[wasm_bindgen(js_name = unmount, skip_typescript)]
    pub fn unmount(self) {
        drop(self.guest);
    }
}

fn given(config: &JsValue, before: Option<Rc<Document>>) -> Result<Given, Fault> {
    let text = |name: &str| field(config, name).and_then(|value| value.as_string());
    let truth = |name: &str| field(config, name).is_some_and(|value| value.is_truthy());
    let lang = match text("lang") {
        None => Lang::default(),
        Some(tag) => Lang::from_tag(&tag)
            .ok_or_else(|| Fault::options(faults::bad_option("lang", &tag, Lang::default())))?,
    };
    let document = match field(config, "input") {
        None => before,
        Some(input) => {
            let input = input_of(&input).ok_or_else(|| Fault::input(lang))?;
            Some(Rc::new(request::document(input, lang)?))
        }
    };
    Ok(Given {
        document,
        settings: settings(field(config, "ruleSet"), lang)?,
        lang,
        editable: !truth("readonly"),
        keeps: truth("keeps"),
    })
}

/// A preset by its id, or a rule set as data; both are read as `evaluate` reads them.
fn settings(rule_set: Option<JsValue>, lang: Lang) -> Result<Settings, Fault> {
    let Some(rule_set) = rule_set else {
        return Ok(Settings::default());
    };
    let rule_set: Value = text_of(&rule_set)
        .and_then(|json| serde_json::from_str(&json).ok())
        .ok_or_else(|| Fault::options(faults::no_plain_object(lang)))?;
    let (request, _) = request::options(&json!({ "ruleSet": rule_set, "lang": lang.tag() }))?;
    let is_preset = presets::find(&request.rule_set.id).as_ref() == Some(&request.rule_set);
    Ok(if is_preset {
        Settings::preset(request.rule_set.id)
    } else {
        Settings::own(request.rule_set)
    })
}

fn on_reading(
    config: &JsValue,
    last: Rc<RefCell<Option<Rc<Reading>>>>,
    ask: JsValue,
) -> Callback<Rc<Reading>> {
    let Some(hear) = function(config, "onchange") else {
        return Callback::noop();
    };
    Callback::from(move |reading: Rc<Reading>| {
        let n_kpis = u32::try_from(reading.evaluation.kpis.len()).unwrap_or(u32::MAX);
        last.replace(Some(reading));
        // What the host does with it is the host's business, even if that fails.
        let _ = hear.call2(&JsValue::UNDEFINED, &ask, &n_kpis.into());
    })
}

fn function(config: &JsValue, name: &str) -> Option<Function> {
    field(config, name).and_then(|function| function.dyn_into().ok())
}

/// What the function throws says that no worker is to be had.
fn start(config: &JsValue) -> Option<Start> {
    let hire = function(config, "worker")?;
    Some(Rc::new(move || {
        hire.call0(&JsValue::UNDEFINED).ok()?.dyn_into().ok()
    }))
}
