//! Questions about a document besides its evaluation.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::query::Answer;
use crate::app::query::Query;
use crate::app::query::answer;
use crate::i18n::Lang;
use crate::ui::reading::Reading;

/// The answer to a question about what was read; `None` while nothing is asked, and where there is no document.
#[hook]
pub fn use_answer(reading: &Rc<Reading>, query: Option<Query>) -> Option<Rc<Answer>> {
    let lang = use_context::<Lang>().unwrap_or_default();
    let deps = (Rc::clone(&reading.inputs), query, lang);
    let found = use_memo(deps, |(inputs, query, lang)| {
        let document = inputs.document.as_ref()?;
        let found = answer(document, inputs, query.as_ref()?, *lang);
        Some(Rc::new(found))
    });
    (*found).clone()
}
