//! The earlier sheet: which one of the desk, and what it says.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::inputs::Inputs;
use crate::app::ports::Job;
use crate::ui::hooks::use_ports;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use kpi_report::tasks::parts::Gathered;
use kpi_report::tasks::protocol::TaskEvent;

/// The desk, for the components that look at several of its sheets.
#[derive(Clone, Default, PartialEq)]
pub struct OnDesk(pub Rc<Desk>);

/// An evaluation that is compared with; the same only where it is the very same.
#[derive(Clone)]
pub struct Evaluated(pub Rc<v1::Evaluation>);

impl PartialEq for Evaluated {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// How far the reading of the earlier sheet is.
#[derive(Clone, PartialEq)]
pub enum Earlier {
    /// None is chosen.
    Nothing,
    /// It is being read.
    Reading,
    /// The work broke off.
    Broken,
    /// It says this.
    Read(Evaluated),
}

/// What a sheet that is not open says, evaluated on the bench.
#[hook]
pub fn use_evaluation(inputs: Option<Rc<Inputs>>, lang: Lang) -> Earlier {
    type Asked = (Option<Rc<Inputs>>, Lang);
    let bench = use_ports().bench;
    let heard = use_state(|| None::<(Asked, Earlier)>);
    let setter = heard.setter();
    let asked: Asked = (inputs, lang);
    use_effect_with(asked.clone(), move |asked| {
        let guard = asked.0.clone().map(|inputs| {
            let job = Job::Assess {
                inputs,
                lang: asked.1,
            };
            let (gathered, asked) = (RefCell::new(Gathered::default()), asked.clone());
            bench.begin(
                job,
                Rc::new(move |told, _| match told {
                    TaskEvent::Part(part) => gathered.borrow_mut().add(*part),
                    TaskEvent::Done => {
                        let read = Evaluated(Rc::new(gathered.take().evaluation));
                        setter.set(Some((asked.clone(), Earlier::Read(read))));
                    }
                    TaskEvent::Broken => setter.set(Some((asked.clone(), Earlier::Broken))),
                    _ => {}
                }),
            )
        });
        move || drop(guard)
    });
    // What another sheet says is nothing here.
    match &*heard {
        _ if asked.0.is_none() => Earlier::Nothing,
        Some((of, earlier)) if *of == asked => earlier.clone(),
        _ => Earlier::Reading,
    }
}
