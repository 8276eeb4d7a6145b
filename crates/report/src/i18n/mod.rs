//! Every sentence that a person reads: Japanese first, English.

pub mod candidates;
pub mod changes;
pub mod check;
pub mod comparison;
pub mod comparison_book;
pub mod copying;
pub mod drafts;
pub mod embedding;
pub mod faults;
pub mod figures;
pub mod folds;
pub mod formula;
pub mod handout;
pub mod intake;
pub mod judging;
pub mod keeping;
pub mod labels;
pub mod methods;
pub mod output;
pub mod overview;
pub mod page;
pub mod readability;
pub mod remarks;
pub mod results;
pub mod rules;
pub mod set_aside;
pub mod shown;
pub mod steps;
pub mod tabs;
pub mod working_files;
pub mod years;

/// The languages of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag, as in `<html lang>` and in the options.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}
