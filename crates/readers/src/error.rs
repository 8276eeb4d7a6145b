//! Why a file cannot be opened. What is odd inside an opened file never comes here: it becomes remarks.

use crate::kind::Kind;

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// It is of a kind that is not read; which, if that can be told: `.pptx`, a picture, bytes renamed to `.csv`.
    UnknownType(Option<Kind>),
    /// It asks for a password.
    Encrypted,
    /// It ends too early, or its content is damaged.
    Truncated(At),
    /// It is larger than what is read at all.
    TooLarge {
        /// Its bytes.
        bytes: u64,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// It would unpack to far more than a sheet can be.
    Bomb {
        /// Bytes it declares to unpack to.
        declared: u64,
    },
    /// Its pages are pictures, or its text is drawn as shapes: a scan.
    NoText,
}

/// Where in a file the fault was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// The part inside a container: `xl/worksheets/sheet1.xml`.
    pub part: Option<String>,
    /// Byte offset in the part, or in the file.
    pub byte: Option<u64>,
}

impl At {
    /// A byte of the file itself.
    pub fn byte(byte: usize) -> Self {
        Self {
            part: None,
            byte: u64::try_from(byte).ok(),
        }
    }

    /// A part of the container.
    pub fn part(name: &str, byte: Option<u64>) -> Self {
        Self {
            part: Some(name.to_owned()),
            byte,
        }
    }
}

impl ReadError {
    /// Damaged at a byte of the file.
    pub fn truncated(byte: usize) -> Self {
        Self::Truncated(At::byte(byte))
    }

    /// The stable reason in the contract.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::UnknownType(_) => "unknown-type",
            Self::Encrypted => "encrypted",
            Self::Truncated(_) => "truncated",
            Self::TooLarge { .. } => "too-large",
            Self::Bomb { .. } => "bomb",
            Self::NoText => "no-text",
        }
    }
}
