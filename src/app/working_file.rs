//! The working file, `*.kpi.json`: sheets with everything that a person gave, in a file that any later version opens.
//!
//! It is the draft of `app::draft` as one JSON document of the schema `kpi-evaluator-file/1` (`docs/working-file.md`,
//! `schemas/kpi-evaluator-file-1.schema.json`): the index as it is, without its checksum, and the documents that it names.
//! A workbook or an HTML table that is handed out can carry one; it then says how the table looked when it was written,
//! so that a table that was changed since is not taken for the draft.

use std::rc::Rc;

use serde_json::Value;

use crate::app::desk::Brought;
use crate::app::desk::Desk;
use crate::app::draft;
use crate::app::draft::Fault;
use crate::app::draft::Found;
use crate::app::draft::Known;
use crate::app::draft::Lost;
use crate::app::inputs::Inputs;
use crate::app::outgoing::Owner;
use crate::app::session::Session;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;
use kpi_report::i18n::working_files;
use kpi_report::tasks::protocol::Carried;
use kpi_report::tasks::working_file as stored;
use kpi_report::tasks::working_file::Stored;

/// The media type of such files.
pub const MIME: &str = "application/json";

/// The field of an index that a file does without.
const INDEX_CHECK: &str = "check";

/// What stands in a working file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingFile {
    /// Its sheets, the open one among them.
    pub desk: Rc<Desk>,
    /// Sheets that are damaged.
    pub lost: Vec<Lost>,
    /// How the table around it looked when it was written.
    pub carrier: Option<String>,
}

/// The working file of a session. `None` only if it cannot be written at all.
pub fn write(session: &Session) -> Option<String> {
    written(session, None)
}

/// Whose working file that of a session is, but for its draft's place.
pub fn owner(desk: &Desk) -> Owner {
    let mut known = Known::default();
    let documents = desk.sheets().iter().filter_map(|inputs| inputs.document.as_ref());
    Owner {
        draft: None,
        documents: documents.map(|document| known.key(document)).collect(),
    }
}

/// The working file of one sheet, to be carried in a table that looks so.
pub fn write_inside(inputs: &Rc<Inputs>, lang: Lang, carrier: String) -> Option<String> {
    let desk = Desk::new(vec![Rc::clone(inputs)], 0, Inputs::default());
    written(&Session::new(desk, lang), Some(carrier))
}

fn written(session: &Session, carrier: Option<String>) -> Option<String> {
    let draft = draft::encode_whole(session, &mut Known::default())?;
    let mut index: Value = serde_json::from_str(&draft.index).ok()?;
    index.as_object_mut()?.remove(INDEX_CHECK);
    let documents = draft.documents.iter();
    let stored = Stored {
        schema: stored::SCHEMA.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        carrier,
        check: Some(stored::checksum(&index)),
        draft: index,
        documents: documents
            .map(|(key, document)| (key.clone(), draft::document(document)))
            .collect(),
    };
    serde_json::to_string_pretty(&stored).ok()
}

/// What stands in a working file. Sheets that are damaged are left out and named, as long as one is whole.
///
/// # Errors
/// [`Fault`]: damaged, or of a newer version.
pub fn read(text: &str) -> Result<WorkingFile, Fault> {
    let stored = stored::open(text).map_err(|fault| match fault {
        stored::Fault::Newer => Fault::Newer,
        stored::Fault::Damaged | stored::Fault::NoSheet => Fault::Damaged,
    })?;
    let index = draft::sealed(&stored.draft.to_string());
    let found = draft::salvage(&index, &|key| stored.documents.get(key).cloned());
    match found {
        Ok(Found { session, lost }) if lost.is_empty() || !session.desk().sheets().is_empty() => {
            Ok(WorkingFile {
                desk: Rc::clone(session.desk()),
                lost,
                carrier: stored.carrier,
            })
        }
        Err(Fault::Newer) => Err(Fault::Newer),
        _ => Err(Fault::Damaged),
    }
}

/// What comes onto the desk out of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its sheets, the one to be opened first.
    pub sheets: Vec<Brought>,
    /// What a person is to know of it, in words.
    pub said: Option<String>,
}

/// What comes onto the desk out of a file with these documents that is a working file, or carries one. The working file
/// stands for a table that looks as it was written; if the table was changed since, both come, the table first.
///
/// # Errors
/// In words, where a working file alone is damaged or of a newer version.
pub fn opened(
    documents: Vec<Rc<Document>>,
    carried: Option<&Carried>,
    name: Option<&str>,
    lang: Lang,
) -> Result<Opened, String> {
    let as_seen = || documents.iter().cloned().map(Brought::from).collect();
    let Some(carried) = carried else {
        return Ok(Opened {
            sheets: as_seen(),
            said: None,
        });
    };
    let words = working_files::words(lang);
    let name = name.unwrap_or(words.nameless);
    let beside = |mut file: Vec<Brought>, said: String| {
        let mut sheets: Vec<Brought> = as_seen();
        sheets.append(&mut file);
        Ok(Opened {
            sheets,
            said: Some(said),
        })
    };
    match (read(&carried.text), carried.looks.is_some()) {
        (Ok(file), true) if file.carrier != carried.looks => {
            beside(brought(&file.desk), (words.changed)(name))
        }
        (Ok(file), _) => {
            let lost: Vec<usize> = file.lost.iter().map(|lost| lost.sheet).collect();
            Ok(Opened {
                sheets: brought(&file.desk),
                said: (!lost.is_empty()).then(|| (words.partly)(name, &lost)),
            })
        }
        (Err(Fault::Newer), true) => beside(Vec::new(), (words.newer_inside)(name)),
        (Err(_), true) => beside(Vec::new(), (words.damaged_inside)(name)),
        (Err(Fault::Newer), false) => Err((words.newer)(name)),
        (Err(_), false) => Err((words.damaged)(name)),
    }
}

/// The sheets of a desk, the one that was open first.
fn brought(desk: &Desk) -> Vec<Brought> {
    let sheets = desk.sheets().iter().enumerate();
    let (first, others): (Vec<_>, Vec<_>) = sheets.partition(|(index, _)| *index == desk.open());
    let sheet = |(_, inputs): (usize, &Rc<Inputs>)| {
        Some(Brought {
            document: Rc::clone(inputs.document.as_ref()?),
            given: Some(Box::new(inputs.given())),
        })
    };
    first.into_iter().chain(others).filter_map(sheet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::DeskChange;
    use crate::app::inputs::Change;
    use crate::app::judging::Field;
    use kpi_readers::base::place::CellRef;
    use kpi_readers::carried;

    /// Two sheets, one corrected and judged; the first is open.
    fn session() -> Session {
        let at = CellRef {
            sheet: 0,
            row: 1,
            column: 2,
        };
        let changes: Vec<DeskChange> = vec![
            DeskChange::take(Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t85\n")),
            Change::Cell {
                at,
                text: Some("86".to_owned()),
            }
            .into(),
            Change::Judge {
                kpi: "a".to_owned(),
                field: Field::Reason,
                text: "天候\n\"不順\"".to_owned(),
            }
            .into(),
            Change::RuleSet("ladder-100-70".to_owned()).into(),
            DeskChange::take(Document::pasted("二つめ")),
        ];
        let session = changes.into_iter().fold(Session::default(), |session, change| {
            session.step(change.into()).expect("every change is one")
        });
        session
            .step(crate::app::session::Action::Open(0))
            .expect("another sheet")
    }

    #[test]
    fn a_session_comes_back_as_it_was() {
        let session = session();
        let text = write(&session).expect("it can be written");
        assert!(carried::is_working_file(text.as_bytes(), None));
        let file = read(&text).expect("it is whole");
        assert_eq!(file.desk.sheets(), session.desk().sheets());
        assert_eq!(file.desk.open(), 0);
        assert_eq!((file.lost, file.carrier), (Vec::new(), None));
        assert_eq!(write(&session), Some(text), "the same session, the same bytes");
    }

    #[test]
    fn laid_out_anew_it_is_the_same() {
        let session = session();
        let text = write(&session).expect("it can be written");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        for text in [
            value.to_string(),
            format!("\u{feff}{text}"),
            text.replace('\n', "\r\n"),
        ] {
            assert_eq!(read(&text).expect("whole").desk.sheets(), session.desk().sheets());
        }
    }

    #[test]
    fn what_was_changed_or_cut_is_damaged_and_what_is_newer_says_so() {
        let text = write(&session()).expect("it can be written");
        let changed = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            read(&text.replacen(from, to, 1)).map(|_| ())
        };
        assert_eq!(changed("\"86\"", "\"96\""), Err(Fault::Damaged));
        assert_eq!(changed("ladder-100-70", "plain"), Err(Fault::Damaged));
        assert_eq!(
            changed("kpi-evaluator-file/1", "kpi-evaluator-file/2"),
            Err(Fault::Newer)
        );
        assert_eq!(changed("kpi-evaluator-file/1", "other/1"), Err(Fault::Damaged));
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(
                text.get(..end).map(read).expect("in bounds").err(),
                Some(Fault::Damaged),
                "{end}"
            );
        }
        assert!(carried::is_working_file(b"\0\0", Some("R5.KPI.json")));
        assert!(!carried::is_working_file(
            b"{\"schema\": \"kpi-evaluator/1\"}",
            Some("R5.json")
        ));
    }

    #[test]
    fn a_draft_of_a_newer_shape_says_so_and_one_made_elsewhere_needs_no_checksum() {
        let text = write(&session()).expect("it can be written");
        let mut value: Value = serde_json::from_str(&text).expect("JSON");
        let fields = value.as_object_mut().expect("an object");
        fields.remove("check");
        assert!(read(&value.to_string()).is_ok());
        value["draft"]["version"] = 99.into();
        assert_eq!(read(&value.to_string()).err(), Some(Fault::Newer));
    }

    #[test]
    fn a_damaged_sheet_is_named_and_the_others_open() {
        let text = write(&session()).expect("it can be written");
        assert!(text.contains("二つめ"));
        let file = read(&text.replacen("二つめ", "三つめ", 1)).expect("one is whole");
        assert_eq!(file.desk.sheets().len(), 1);
        assert_eq!(file.lost.iter().map(|lost| lost.sheet).collect::<Vec<_>>(), [2]);
    }
}
