//! Where the page mounts itself.

use std::rc::Rc;

use crate::app::ports::Ports;
use crate::app::work::at_hand::AtHand;
use crate::browser::bench::WorkerBench;
use crate::browser::copier::SystemClipboard;
use crate::browser::files::PageFiles;
use crate::browser::later::Timers;
use crate::browser::page::WindowPage;
use crate::browser::page::worker_script;
use crate::browser::saver::Download;
use crate::browser::storage::LocalStorage;
use crate::ui::components::app::App;
use crate::ui::components::app::AppProps;

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

fn ports() -> Ports {
    let at_hand = AtHand {
        later: Rc::new(Timers),
        files: Rc::new(PageFiles),
    };
    Ports {
        bench: Rc::new(WorkerBench::new(worker_script(), at_hand)),
        drafts: Rc::new(LocalStorage),
        later: Rc::new(Timers),
        page: Rc::new(WindowPage),
        saver: Rc::new(Download),
        copier: Rc::new(SystemClipboard),
    }
}
