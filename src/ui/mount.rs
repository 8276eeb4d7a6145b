//! Where the page mounts itself: on its own page, or in a node of somebody else's.

use std::rc::Rc;

use web_sys::Element;
use yew::AppHandle;

use crate::app::ports::DraftStore;
use crate::app::ports::Ports;
use crate::app::work::at_hand::AtHand;
use crate::browser::bench::WorkerBench;
use crate::browser::copier::SystemClipboard;
use crate::browser::files::PageFiles;
use crate::browser::guest::GuestPage;
use crate::browser::later::Timers;
use crate::browser::page::WindowPage;
use crate::browser::page::worker_script;
use crate::browser::saver::Download;
use crate::browser::storage::LocalStorage;
use crate::ui::components::app::App;
use crate::ui::components::app::AppProps;
use crate::ui::components::portal::Portal;
use crate::ui::components::portal::PortalProps;

/// The id of the element that the page mounts itself in.
pub const MOUNT: &str = "kpi-evaluator";

/// Mounts the page where its mount node is, and does nothing elsewhere: the same wasm is loaded by Node, by workers and
/// by foreign pages that only want the API. What the node shows while loading is cleared.
pub fn page() {
    let node = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|page| page.get_element_by_id(MOUNT));
    if let Some(node) = node {
        // Not by `innerHTML`: the page's policy keeps text from becoming HTML, were it empty.
        node.replace_children_with_node_0();
        yew::Renderer::<App>::with_root_and_props(node, AppProps { ports: ports() }).render();
    }
}

/// Mounts the page as a guest in an empty node.
pub fn guest(node: Element, props: PortalProps) -> AppHandle<Portal> {
    yew::Renderer::<Portal>::with_root_and_props(node, props).render()
}

/// The surroundings of a guest in this node: its drafts are where the host wants them, and all work is done at hand,
/// because a worker's script may come from the page's own place only.
pub fn guest_ports(node: &Element, drafts: Rc<dyn DraftStore>) -> Ports {
    Ports {
        bench: Rc::new(WorkerBench::new(None, at_hand())),
        drafts,
        page: Rc::new(GuestPage::new(node.clone())),
        ..shared()
    }
}

fn ports() -> Ports {
    Ports {
        bench: Rc::new(WorkerBench::new(worker_script(), at_hand())),
        drafts: Rc::new(LocalStorage),
        page: Rc::new(WindowPage),
        ..shared()
    }
}

/// What every home has.
fn shared() -> Ports {
    Ports {
        later: Rc::new(Timers),
        saver: Rc::new(Download),
        copier: Rc::new(SystemClipboard),
        ..Ports::detached()
    }
}

fn at_hand() -> AtHand {
    AtHand {
        later: Rc::new(Timers),
        files: Rc::new(PageFiles),
    }
}
