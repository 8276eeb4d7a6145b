//! Under which keys things are kept. Several pages may share one host, so all of them begin with the product's name.

/// All keys begin with this.
pub const OWN: &str = "kpi-evaluator/";

/// The key of the first draft, which earlier versions have alone; how the keys of all drafts and of what belongs to them
/// begin.
pub const DRAFT: &str = "kpi-evaluator/draft";

/// The keys of the other drafts begin with this; the number of the draft follows.
pub const NUMBERED: &str = "kpi-evaluator/draft/";

/// The keys of what the list of drafts says of one begin with this; the number of the draft follows.
pub const CARD: &str = "kpi-evaluator/draft-card/";

/// The key of which draft a page opens.
pub const OPEN: &str = "kpi-evaluator/draft-open";

/// The keys of the documents that the draft names begin with this.
pub const DOCUMENT: &str = "kpi-evaluator/document/";

/// The key of the number of the last change of a draft, which a journal beside the store has too.
pub const JOURNAL: &str = "kpi-evaluator/draft-journal";

/// The key of a mark: drafts changed here while there was no journal, or it had not answered yet.
pub const UNJOURNALED: &str = "kpi-evaluator/draft-unjournaled";

/// The key under which an unreadable draft is set aside; a number follows where it is taken.
pub const DRAFT_ASIDE: &str = "kpi-evaluator/draft-set-aside";

/// The key of what is typed and not yet part of the draft; for other drafts than the first, a word follows.
pub const TYPED: &str = "kpi-evaluator/draft-typed";

/// The key of a city's own rule sets.
pub const RULE_SETS: &str = "kpi-evaluator/rule-sets";

/// The key under which rule sets are set aside that cannot be read.
pub const RULE_SETS_ASIDE: &str = "kpi-evaluator/rule-sets-set-aside";

/// The key of the forms (様式).
pub const FORMS: &str = "kpi-evaluator/forms";

/// The key under which forms are set aside that cannot be read.
pub const FORMS_ASIDE: &str = "kpi-evaluator/forms-set-aside";

/// The key of which columns of the table of KPIs are drawn.
pub const COLUMNS: &str = "kpi-evaluator/columns";

/// The drafts of copies are kept under keys that begin with this; the name of the copy follows.
pub const COPY: &str = "kpi-evaluator/copy/";

/// The keys of the drafts of elements in other pages of this host begin with this.
pub const ELEMENT: &str = "kpi-evaluator/element/";

/// The key of the choice to keep nothing. There is none for the other choices: they leave no trace.
pub const CHOICE: &str = "kpi-evaluator/keeping";

/// The key of the document that a draft names so.
pub fn document(name: &str) -> String {
    format!("{DOCUMENT}{name}")
}

/// The key is of what a journal and its store say of each other.
pub fn is_of_journal(key: &str) -> bool {
    [JOURNAL, UNJOURNALED].contains(&key)
}

/// The key is of a draft, of what stands beside one, or of a document.
pub fn is_of_drafts(key: &str) -> bool {
    [DRAFT, DOCUMENT]
        .iter()
        .any(|beginning| key.starts_with(beginning))
}
