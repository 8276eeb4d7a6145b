//! Working files as programs read them: a sheet, and what a person gave to it (`docs/working-file.md`).
//!
//! The page opens all of a file as a draft (`app::working_file`); here it is one sheet that is evaluated as it would be
//! there. What is judged is no part of an evaluation, and not read.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;

use crate::contract::request;
use crate::contract::request::Input;
use crate::i18n::Lang;
use crate::i18n::working_files;
use crate::tasks::document;
use kpi_core::assess::Corrections;
use kpi_core::assess::Request;
use kpi_core::assess::Settings;
use kpi_readers::base::checksum;
use kpi_readers::carried;
use kpi_readers::sheet::Document;

/// The schema of working files.
pub const SCHEMA: &str = "kpi-evaluator-file/1";

/// The version of the drafts inside that is written.
pub const VERSION: u64 = 4;

/// The first version that was ever written into such a file.
const FIRST: u64 = 3;

/// A working file, its draft not looked into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// [`SCHEMA`].
    pub schema: String,
    /// The version of the program that wrote it.
    pub program: String,
    /// How the table around it looked ([`carried::looks`]), where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// The checksum of the draft. Who makes such a file by other means may leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// The sheets, in the shape of drafts.
    pub draft: Value,
    /// The texts of the documents by their keys.
    pub documents: BTreeMap<String, String>,
}

/// Why a text is no working file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It was cut or changed, or never was one.
    Damaged,
    /// Written by a newer program.
    Newer,
    /// It has no such sheet.
    NoSheet,
}

/// What is evaluated of a working file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What came in.
    pub document: Document,
    /// How to assess it.
    pub settings: Settings,
    /// What was put right.
    pub corrections: Corrections,
}

/// As much of a draft's index as an evaluation needs.
#[derive(Deserialize)]
struct Index {
    open: usize,
    sheets: Vec<StoredSheet>,
}

#[derive(Deserialize)]
struct StoredSheet {
    document: String,
    #[serde(default)]
    settings: Settings,
    #[serde(default)]
    corrections: Corrections,
}

/// The checksum of a draft: of its shortest spelling with sorted fields, so that it outlives programs that lay JSON out anew.
pub fn checksum(draft: &Value) -> String {
    checksum::sha256_128([draft.to_string()])
}

/// A working file that is whole but for its documents, which say by their keys whether they are.
///
/// # Errors
/// [`Fault`].
pub fn open(text: &str) -> Result<Stored, Fault> {
    #[derive(Deserialize)]
    struct Schema {
        schema: String,
    }
    let text = text.trim_start_matches('\u{feff}');
    let Schema { schema } = serde_json::from_str(text).map_err(|_| Fault::Damaged)?;
    if schema != SCHEMA {
        let is_newer = schema.starts_with(carried::SCHEMA);
        return Err(if is_newer { Fault::Newer } else { Fault::Damaged });
    }
    let stored: Stored = serde_json::from_str(text).map_err(|_| Fault::Damaged)?;
    let is_whole = stored
        .check
        .as_ref()
        .is_none_or(|check| *check == checksum(&stored.draft));
    if is_whole { Ok(stored) } else { Err(Fault::Damaged) }
}

/// A sheet of a working file, from 1; without a number the one that was open.
///
/// # Errors
/// [`Fault`].
pub fn sheet(text: &str, number: Option<u32>) -> Result<Sheet, Fault> {
    let stored = open(text)?;
    let version = stored.draft.get("version").and_then(Value::as_u64);
    match version {
        Some(FIRST..=VERSION) => {}
        Some(version) if version > VERSION => return Err(Fault::Newer),
        _ => return Err(Fault::Damaged),
    }
    let index: Index = Index::deserialize(&stored.draft).map_err(|_| Fault::Damaged)?;
    let place = number.map_or(index.open, |number| {
        usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1)
    });
    let sheet = index.sheets.into_iter().nth(place).ok_or(Fault::NoSheet)?;
    let text = stored.documents.get(&sheet.document).ok_or(Fault::Damaged)?;
    if checksum::sha256_128([text]) != sheet.document {
        return Err(Fault::Damaged);
    }
    Ok(Sheet {
        document: document::read(text).ok_or(Fault::Damaged)?,
        settings: sheet.settings,
        corrections: sheet.corrections,
    })
}

/// What is asked of which document, by an input and options of the JavaScript API; and the language of the answer. Of a
/// working file it is the sheet that was open, or the one of the option `sheet`, with what a person gave to it; options
/// count more than that.
///
/// # Errors
/// Those of [`request::options`] and [`request::document`]; code `unreadable`, reason `damaged` or `newer`, for a working
/// file that cannot be opened.
pub fn asked(input: Input, options: &Value) -> Result<(Document, Request, Lang), request::Fault> {
    let (request, lang) = request::options(options)?;
    let number = request::sheet(options);
    let bad_sheet = |number: u32| request::Fault::sheet(number, lang);
    let Some((text, name)) = text_of(&input) else {
        return match number {
            None => Ok((request::document(input, lang)?, request, lang)),
            Some(number) => Err(bad_sheet(number)),
        };
    };
    let found = sheet(&text, number).map_err(|fault| {
        let words = working_files::words(lang);
        let name = name.as_deref().unwrap_or(words.nameless);
        match fault {
            Fault::Damaged => request::Fault::unopened("damaged", (words.damaged)(name)),
            Fault::Newer => request::Fault::unopened("newer", (words.newer)(name)),
            Fault::NoSheet => bad_sheet(number.unwrap_or(0)),
        }
    })?;
    let given = Request::new(&found.settings, &found.corrections);
    let (request, lang) = request::options_over(options, given)?;
    Ok((found.document, request, lang))
}

/// The text of an input that is a working file, and its name.
fn text_of(input: &Input) -> Option<(String, Option<String>)> {
    let (bytes, name) = match input {
        Input::Text(text) => (text.as_bytes(), None),
        Input::Clipboard { text, .. } => (text.as_ref()?.as_bytes(), None),
        Input::File { bytes, name } => (bytes.as_slice(), name.as_deref()),
    };
    carried::is_working_file(bytes, name).then(|| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        (text, name.map(str::to_owned))
    })
}
