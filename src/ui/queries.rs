//! Questions about a document besides its evaluation.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Inputs;
use crate::app::ports::Job;
use crate::ui::hooks::AT_ONCE;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Reading;
use kpi_core::assess::assess;
use kpi_report::i18n::Lang;
use kpi_report::tasks::protocol::TaskEvent;
use kpi_report::tasks::query::Answer;
use kpi_report::tasks::query::Query;
use kpi_report::tasks::query::answer;

/// What is asked: of which inputs, what, in which language.
type Asked = (Rc<Inputs>, Option<Query>, Lang);

/// The answer to a question about what was read: at once for small documents, from the bench for large ones. `None`
/// while nothing is asked, where there is no document, and until it is there.
#[hook]
pub fn use_answer(reading: &Rc<Reading>, query: Option<Query>) -> Option<Rc<Answer>> {
    let lang = use_context::<Lang>().unwrap_or_default();
    let asked: Asked = (Rc::clone(&reading.inputs), query, lang);
    let large = reading.inputs.size() > AT_ONCE;
    let at_once = use_memo(asked.clone(), |(inputs, query, lang)| {
        let document = inputs.document.as_ref().filter(|_| !large)?;
        let query = query.as_ref()?;
        let assessment = assess(document, &inputs.settings, &inputs.corrections);
        Some(Rc::new(answer(&assessment, query, *lang)))
    });
    let later = use_answer_of_bench(asked, large);
    if large { later } else { (*at_once).clone() }
}

#[hook]
fn use_answer_of_bench(asked: Asked, large: bool) -> Option<Rc<Answer>> {
    let bench = use_ports().bench;
    let heard = use_state(|| None::<(Asked, Rc<Answer>)>);
    let setter = heard.setter();
    use_effect_with((asked.clone(), large), move |((inputs, query, lang), large)| {
        let guard = query.clone().filter(|_| *large).map(|query| {
            let job = Job::Ask {
                inputs: Rc::clone(inputs),
                query: query.clone(),
                lang: *lang,
            };
            let asked = (Rc::clone(inputs), Some(query), *lang);
            bench.begin(
                job,
                Rc::new(move |told, _| {
                    if let TaskEvent::Answered(answer) = told {
                        setter.set(Some((asked.clone(), Rc::new(*answer))));
                    }
                }),
            )
        });
        move || drop(guard)
    });
    // An answer to an earlier question is none to this one.
    let (of, answer) = (*heard).as_ref()?;
    (*of == asked).then(|| Rc::clone(answer))
}
