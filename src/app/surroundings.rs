//! All ports together: the surroundings that the page has.

use std::rc::Rc;

use crate::app::inline_runner::InlineRunner;
use crate::app::ports::Bench;
use crate::app::ports::Copier;
use crate::app::ports::Delivery;
use crate::app::ports::Later;
use crate::app::ports::Memory;
use crate::app::ports::Never;
use crate::app::ports::NoFiles;
use crate::app::ports::NoPage;
use crate::app::ports::Page;
use crate::app::ports::Painter;
use crate::app::ports::Publication;
use crate::app::ports::Saver;
use crate::app::vault::Vault;

/// All ports together, handed to the components.
#[derive(Clone)]
pub struct Ports {
    /// Where drafts are kept, if they are.
    pub drafts: Rc<Vault>,
    /// Work for later.
    pub later: Rc<dyn Later>,
    /// The page around.
    pub page: Rc<dyn Page>,
    /// Where long work is done.
    pub bench: Rc<dyn Bench>,
    /// Files that go out.
    pub saver: Rc<dyn Saver>,
    /// Text that goes to the clipboard.
    pub copier: Rc<dyn Copier>,
    /// Pictures that are painted.
    pub painter: Rc<dyn Painter>,
    /// The page as one file; `None` where it is not to be had.
    pub publication: Option<Rc<dyn Publication>>,
    /// How the page came here.
    pub delivery: Rc<dyn Delivery>,
}

impl PartialEq for Ports {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.drafts, &other.drafts)
            && Rc::ptr_eq(&self.later, &other.later)
            && Rc::ptr_eq(&self.page, &other.page)
            && Rc::ptr_eq(&self.bench, &other.bench)
            && Rc::ptr_eq(&self.saver, &other.saver)
            && Rc::ptr_eq(&self.copier, &other.copier)
            && Rc::ptr_eq(&self.painter, &other.painter)
            && match (&self.publication, &other.publication) {
                (Some(one), Some(another)) => Rc::ptr_eq(one, another),
                (None, None) => true,
                _ => false,
            }
            && Rc::ptr_eq(&self.delivery, &other.delivery)
    }
}

impl Ports {
    /// Ports without surroundings: drafts in memory, nothing later, no page.
    pub fn detached() -> Self {
        Self {
            drafts: Rc::new(Vault::new(Rc::new(Memory::default()))),
            later: Rc::new(Never),
            page: Rc::new(NoPage),
            bench: Rc::new(InlineRunner {
                later: Rc::new(Never),
                files: Rc::new(NoFiles),
            }),
            saver: Rc::new(NoPage),
            copier: Rc::new(NoPage),
            painter: Rc::new(NoPage),
            publication: None,
            delivery: Rc::new(NoPage),
        }
    }
}
