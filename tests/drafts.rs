//! Drafts of every version that was ever shipped stay readable.
#![cfg(not(target_arch = "wasm32"))]

use std::rc::Rc;

use kpi_evaluator::app::draft;
use kpi_evaluator::app::draft::Fault;
use kpi_evaluator::app::inputs::Change;
use kpi_evaluator::app::session::Action;
use kpi_evaluator::app::session::Session;
use kpi_evaluator::domain::base::place::CellRef;
use kpi_evaluator::domain::sheet::Content;
use kpi_evaluator::domain::sheet::Document;
use kpi_evaluator::i18n::Lang;
use proptest::prelude::*;

fn given(actions: impl IntoIterator<Item = Action>) -> Session {
    actions.into_iter().fold(Session::default(), |session, action| {
        session.step(action).unwrap_or(session)
    })
}

#[test]
fn a_draft_of_version_1_is_read() {
    let session = draft::decode(include_str!("drafts/v1.json")).expect("version 1 stays readable");
    let expected = given([
        Change::Take(Rc::new(Document::pasted(
            "指標\t目標値\t実績値\n来館者数\t100\t\n",
        )))
        .into(),
        Change::Cell {
            at: CellRef {
                sheet: 0,
                row: 1,
                column: 2,
            },
            text: Some("85".to_owned()),
        }
        .into(),
        Change::Roles {
            table: "t1".to_owned(),
            roles: vec![(0, "name".to_owned())],
        }
        .into(),
        Change::Direction {
            kpi: "k1".to_owned(),
            direction: Some("increase".to_owned()),
        }
        .into(),
    ]);
    assert_eq!(session.inputs(), expected.inputs());
    assert_eq!(session.lang(), Lang::En);
    assert!(!session.history().can_undo(), "a restored draft is a beginning");
}

#[test]
fn what_is_written_is_read_back() {
    let html = Content::Clipboard {
        html: "<table>".to_owned(),
        text: None,
    };
    for content in [Content::Text("a\tb\0\u{fffd}".to_owned()), html] {
        let document = Document {
            name: Some("名前".to_owned()),
            content,
        };
        let session = given([Change::Take(Rc::new(document)).into(), Action::Speak(Lang::En)]);
        let text = draft::encode(&session).expect("it is small");
        let back = draft::decode(&text).expect("it was just written");
        assert_eq!((back.inputs(), back.lang()), (session.inputs(), session.lang()));
    }
}

#[test]
fn what_is_no_draft_is_named_unreadable() {
    for (text, fault) in [
        ("", Fault::Unreadable),
        ("null", Fault::Unreadable),
        ("[]", Fault::Unreadable),
        (r#"{"version":0}"#, Fault::Unreadable),
        (r#"{"version":1}"#, Fault::Unreadable),
        (r#"{"version":"1"}"#, Fault::Unreadable),
        (r#"{"version":2}"#, Fault::Newer),
    ] {
        assert_eq!(draft::decode(text), Err(fault), "{text}");
    }
}

proptest! {
    #[test]
    fn reading_any_text_never_panics(text in ".*") {
        let _ = draft::decode(&text);
    }

    #[test]
    fn any_pasted_text_comes_back(text in any::<String>()) {
        let session = given([Change::Take(Rc::new(Document::pasted(text))).into()]);
        let written = draft::encode(&session).expect("it is small");
        prop_assert_eq!(draft::decode(&written).map(|back| back.inputs().clone()), Ok(session.inputs().clone()));
    }
}
