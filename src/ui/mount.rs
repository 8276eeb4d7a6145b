//! Where the page mounts itself: on its own page, or in a node of somebody else's.

use std::cell::OnceCell;
use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;
use web_sys::Node;
use web_sys::Worker;
use yew::AppHandle;

use crate::app::copy;
use crate::app::inline_runner::InlineRunner;
use crate::app::journal::Journaled;
use crate::app::journal::put_back;
use crate::app::packed::Packed;
use crate::app::ports::Bench;
use crate::app::ports::DraftStore;
use crate::app::ports::Journal;
use crate::app::surroundings::Ports;
use crate::app::vault::Vault;
use crate::browser::bench::Start;
use crate::browser::bench::WorkerBench;
use crate::browser::copier::SystemClipboard;
use crate::browser::delivery::PageDelivery;
use crate::browser::files::PageFiles;
use crate::browser::guest::GuestPage;
use crate::browser::journal;
use crate::browser::later::Timers;
use crate::browser::page::WindowPage;
use crate::browser::page::worker_script;
use crate::browser::painter::Canvas;
use crate::browser::place::Placed;
use crate::browser::publication;
use crate::browser::saver::Download;
use crate::browser::storage::LocalStorage;
use crate::ui::components::app::App;
use crate::ui::components::app::AppProps;
use crate::ui::components::portal::Guest;
use crate::ui::components::portal::GuestProps;
use crate::ui::components::portal::PortalProps;

/// The id of the element that the page mounts itself in.
pub const MOUNT: &str = "kpi-evaluator";

/// The class of a guest's node, which the style sheet takes for the root.
const GUEST: &str = "ke-root";

/// Mounts the page where its mount node is, and does nothing elsewhere: the same wasm is loaded by Node, by workers and
/// by foreign pages that only want the API. What the node shows while loading is cleared.
pub fn page() {
    let node = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|page| page.get_element_by_id(MOUNT));
    if let Some(node) = node {
        // What was not on the disk yet when the power was cut comes back before anything is opened.
        journal::open(Box::new(move |found| begin(node, kept_with(found))));
    }
}

/// The storage of this page, with its journal where there is one.
fn kept_with(found: journal::Found) -> Rc<dyn DraftStore> {
    let journal = found.map(|(journal, texts)| {
        put_back(&LocalStorage, &texts);
        Rc::new(journal) as Rc<dyn Journal>
    });
    Rc::new(Journaled::new(Rc::new(LocalStorage), journal))
}

/// Shows the page in its node.
fn begin(node: Element, store: Rc<dyn DraftStore>) {
    // Not by `innerHTML`: the page's policy keeps text from becoming HTML, were it empty.
    node.replace_children_with_node_0();
    let (inside, drafts) = match publication::inside() {
        Some(data) => {
            let (inside, drafts) = copy::open(&data, store);
            (Some(Rc::new(inside)), drafts)
        }
        None => (None, store),
    };
    let props = AppProps {
        ports: ports(drafts),
        inside,
    };
    yew::Renderer::<App>::with_root_and_props(node, props).render();
}

thread_local! {
    /// Nodes whose guests are gone. Yew never lets go of the listeners of a node that it once rendered into, so the
    /// nodes are used again: there are never more of them than there were guests at the same time.
    static PARKED: RefCell<Vec<Parked>> = const { RefCell::new(Vec::new()) };
}

struct Parked {
    node: Element,
    app: AppHandle<Guest>,
    turn: u32,
}

/// The page as a guest in a node of its own.
pub struct Mounted(Option<Parked>);

impl Mounted {
    /// Mounts the page at the end of `parent`. What it is given is made for the node.
    pub fn new(parent: &Node, props: impl FnOnce(&Element) -> PortalProps) -> Option<Self> {
        let parked = PARKED.with_borrow_mut(Vec::pop);
        let node = match &parked {
            Some(parked) => parked.node.clone(),
            None => parent.owner_document()?.create_element("div").ok()?,
        };
        node.set_class_name(GUEST);
        parent.append_child(&node).ok()?;
        let portal = Some(props(&node));
        let mounted = if let Some(mut parked) = parked {
            parked.turn = parked.turn.wrapping_add(1);
            let turn = parked.turn;
            parked.app.update(GuestProps { turn, portal });
            parked
        } else {
            let props = GuestProps { turn: 0, portal };
            let app = yew::Renderer::<Guest>::with_root_and_props(node.clone(), props).render();
            Parked { node, app, turn: 0 }
        };
        Some(Self(Some(mounted)))
    }

    /// Gives the page something else.
    pub fn update(&mut self, portal: PortalProps) {
        if let Some(Parked { app, turn, .. }) = &mut self.0 {
            let (turn, portal) = (*turn, Some(portal));
            app.update(GuestProps { turn, portal });
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(mut parked) = self.0.take() {
            let turn = parked.turn;
            parked.app.update(GuestProps { turn, portal: None });
            parked.node.remove();
            PARKED.with_borrow_mut(|others| others.push(parked));
        }
    }
}

thread_local! {
    /// The bench of all guests: like the module, their worker is there once, from its first work to the end of the page.
    static BENCH: OnceCell<Rc<dyn Bench>> = const { OnceCell::new() };
}

/// The surroundings of a guest in this node: its drafts are where the host wants them; its worker is started by `start`,
/// unless that of another guest is there already. Without `start`, its work is done at hand.
pub fn guest_ports(node: &Element, drafts: Rc<dyn DraftStore>, start: Option<Start>) -> Ports {
    let bench = |start| Rc::new(WorkerBench::new(start, at_hand())) as Rc<dyn Bench>;
    Ports {
        bench: match start {
            Some(_) => BENCH.with(|shared| Rc::clone(shared.get_or_init(|| bench(start)))),
            None => bench(None),
        },
        drafts: Rc::new(Vault::new(Rc::new(Packed::new(drafts)))),
        page: Rc::new(GuestPage::new(node.clone())),
        ..shared()
    }
}

fn ports(drafts: Rc<dyn DraftStore>) -> Ports {
    Ports {
        bench: Rc::new(WorkerBench::new(worker_script().map(started), at_hand())),
        drafts: Rc::new(Vault::new(Rc::new(Packed::new(drafts)))),
        page: Rc::new(WindowPage),
        publication: publication::publication(),
        saver: Rc::new(Placed::default()),
        delivery: Rc::new(PageDelivery),
        ..shared()
    }
}

/// What every home has.
fn shared() -> Ports {
    Ports {
        later: Rc::new(Timers),
        saver: Rc::new(Download),
        copier: Rc::new(SystemClipboard),
        painter: Rc::new(Canvas),
        ..Ports::detached()
    }
}

/// Starts the worker whose script is at this address.
fn started(script: String) -> Start {
    Rc::new(move || Worker::new(&script).ok())
}

fn at_hand() -> InlineRunner {
    InlineRunner {
        later: Rc::new(Timers),
        files: Rc::new(PageFiles),
    }
}
