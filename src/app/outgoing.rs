//! Files that go out again and again, as working files do: whose they are, and what became of them.

/// Whose file it is: what is saved of the same may stand in place of what was saved before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The draft, by its place among those that are kept.
    pub draft: Option<String>,
    /// The keys of its documents.
    pub documents: Vec<String>,
}

impl Owner {
    /// This is the work that `before` was, gone on with: the same draft, and a document of it is still there. A draft that
    /// was begun anew, or a copy of it, is other work, whose file must not replace the first one's.
    pub fn goes_on_with(&self, before: &Self) -> bool {
        let is_kept = |document: &String| before.documents.contains(document);
        self.draft == before.draft && self.documents.iter().any(is_kept)
    }
}

/// A file that goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Whose it is.
    pub owner: Owner,
    /// Its name, as far as a person leaves it so.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// A place is asked for even where there is one.
    pub elsewhere: bool,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Went {
    /// It is written where a person chose, under this name.
    Written(String),
    /// The browser took it as a download.
    Downloaded,
    /// A person was asked for a place, and left: nothing was saved.
    Cancelled,
    /// It could not be written.
    Failed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_goes_on_in_the_same_draft_with_a_document_of_before() {
        let owner = |draft: Option<&str>, documents: &[&str]| Owner {
            draft: draft.map(str::to_owned),
            documents: documents.iter().map(|key| (*key).to_owned()).collect(),
        };
        let before = owner(Some("1"), &["a", "b"]);
        for (now, expected) in [
            (owner(Some("1"), &["a", "b"]), true),
            (owner(Some("1"), &["b", "c"]), true),
            (owner(Some("1"), &["c"]), false),
            (owner(Some("1"), &[]), false),
            (owner(Some("2"), &["a", "b"]), false),
            (owner(None, &["a", "b"]), false),
        ] {
            assert_eq!(now.goes_on_with(&before), expected, "{now:?}");
        }
        let unkept = owner(None, &["a"]);
        assert!(
            unkept.goes_on_with(&unkept),
            "where nothing is kept, there is one draft"
        );
    }
}
