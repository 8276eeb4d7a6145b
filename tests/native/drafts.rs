//! Drafts of every version that was ever shipped stay readable.

use std::collections::BTreeMap;
use std::rc::Rc;

use kpi_core::assess::KpiOverride;
use kpi_core::layout::mapping::{ColumnMapping, TableMapping};
use kpi_core::layout::role::Role;
use kpi_core::rating::rule_set::Band;
use kpi_core::rating::rule_set::Exact;
use kpi_core::rating::rule_set::RuleSet;
use kpi_evaluator::app::desk::DeskChange;
use kpi_evaluator::app::draft;
use kpi_evaluator::app::draft::Draft;
use kpi_evaluator::app::draft::Fault;
use kpi_evaluator::app::draft::Known;
use kpi_evaluator::app::forms;
use kpi_evaluator::app::inputs::Change;
use kpi_evaluator::app::inputs::Inputs;
use kpi_evaluator::app::judging::Field;
use kpi_evaluator::app::keeper;
use kpi_evaluator::app::keeper::Keeper;
use kpi_evaluator::app::keeper::Kept;
use kpi_evaluator::app::keeper::Opened;
use kpi_evaluator::app::keys;
use kpi_evaluator::app::log::Log;
use kpi_evaluator::app::ports::DraftStore;
use kpi_evaluator::app::ports::Memory;
use kpi_evaluator::app::rule_sets;
use kpi_evaluator::app::session::Action;
use kpi_evaluator::app::session::Session;
use kpi_evaluator::app::set_aside;
use kpi_evaluator::app::vault::Keeping;
use kpi_evaluator::app::vault::Vault;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Content;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;
use proptest::prelude::*;

fn given(actions: impl IntoIterator<Item = Action>) -> Session {
    actions.into_iter().fold(Session::default(), |session, action| {
        session.step(action).unwrap_or(session)
    })
}

/// The sheets of a session as programs that kept no log wrote them.
fn without_logs(session: &Session) -> Vec<Rc<Inputs>> {
    let sheets = session.desk().sheets().iter().map(|inputs| {
        Rc::new(Inputs {
            log: Log::default(),
            ..(**inputs).clone()
        })
    });
    sheets.collect()
}

/// Reads a draft with the documents that were written beside it.
fn read_back(draft: &Draft) -> Result<Session, Fault> {
    let text = |key: &str| {
        let (_, document) = draft.documents.iter().find(|(known, _)| known == key)?;
        Some(draft::document(document))
    };
    draft::decode(&draft.index, &text)
}

#[test]
fn a_draft_of_version_2_is_read() {
    let document = |key: &str| match key {
        "0f" => Some(include_str!("../drafts/v2-0f.txt").to_owned()),
        "1e" => Some(include_str!("../drafts/v2-1e.txt").to_owned()),
        _ => None,
    };
    let session =
        draft::decode(include_str!("../drafts/v2.json"), &document).expect("version 2 stays readable");
    let grid = Document {
        name: Some("実績.xlsx".to_owned()),
        content: Content::Kept(
            r#"{"source":"xlsx","sheets":[{"name":"実績","rows":[[1,true,["企業数","12"]]]}]}"#.to_owned(),
        ),
    };
    let expected = given([
        DeskChange::take(Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t\n")).into(),
        DeskChange::take(grid).into(),
        Change::RuleSet("ibaraki".to_owned()).into(),
        Action::Open(0),
        Change::Cell {
            at: CellRef {
                sheet: 0,
                row: 1,
                column: 2,
            },
            text: Some("85".to_owned()),
        }
        .into(),
        Change::Direction {
            kpi: "k1".to_owned(),
            direction: Some("increase".to_owned()),
        }
        .into(),
    ]);
    assert_eq!(session.desk().sheets(), without_logs(&expected));
    assert_eq!(session.lang(), Lang::En);
}

#[test]
fn a_draft_of_version_1_is_read() {
    let session =
        draft::decode(include_str!("../drafts/v1.json"), &|_| None).expect("version 1 stays readable");
    let expected = given([
        DeskChange::take(Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t\n")).into(),
        Change::Cell {
            at: CellRef {
                sheet: 0,
                row: 1,
                column: 2,
            },
            text: Some("85".to_owned()),
        }
        .into(),
        Change::Table(Box::new(TableMapping {
            table: "t1".to_owned(),
            columns: vec![ColumnMapping::new(1, Role::Name)],
            ..TableMapping::default()
        }))
        .into(),
        Change::Direction {
            kpi: "k1".to_owned(),
            direction: Some("increase".to_owned()),
        }
        .into(),
    ]);
    assert_eq!(session.desk().sheets(), without_logs(&expected));
    assert_eq!(session.lang(), Lang::En);
    assert!(!session.history().can_undo(), "a restored draft is a beginning");
}

#[test]
fn what_is_written_is_read_back() {
    let html = Content::Clipboard {
        html: "<table>".to_owned(),
        text: None,
    };
    let grid = Content::Kept(r#"{"source":"xlsx","sheets":[]}"#.to_owned());
    for content in [Content::Text("a\tb\0\u{fffd}".to_owned()), html, grid] {
        let document = Document {
            name: Some("名前".to_owned()),
            content,
        };
        let session = given([DeskChange::take(document).into(), Action::Speak(Lang::En)]);
        let text = draft::encode(&session, &mut Known::default()).expect("it is small");
        let back = read_back(&text).expect("it was just written");
        assert_eq!((back.inputs(), back.lang()), (session.inputs(), session.lang()));
    }
}

#[test]
fn own_rules_and_what_is_said_of_a_kpi_come_back() {
    let own = RuleSet {
        id: "own-1".to_owned(),
        bands: vec![Band::worded("良")],
        cap: Some(Exact(100.into())),
        ..RuleSet::default()
    };
    let said = KpiOverride {
        method: Some("progress".to_owned()),
        target: Some("1.5万".to_owned()),
        reason: Some("計画の改定".to_owned()),
        ..KpiOverride::default()
    };
    let session = given([
        DeskChange::take(Document::pasted("a\tb")).into(),
        Change::OwnRules(Box::new(own.clone())).into(),
        Change::Override {
            kpi: "k".to_owned(),
            said: said.clone(),
        }
        .into(),
    ]);
    let text = draft::encode(&session, &mut Known::default()).expect("it is small");
    let back = read_back(&text).expect("it was just written");
    assert_eq!(back.inputs(), session.inputs());
    assert_eq!(back.inputs().settings.own.as_deref(), Some(&own));
    assert_eq!(back.inputs().corrections.overrides.get("k"), Some(&said));

    let taken_back = session
        .step(
            Change::Override {
                kpi: "k".to_owned(),
                said: KpiOverride::default(),
            }
            .into(),
        )
        .expect("a change");
    assert!(taken_back.inputs().corrections.overrides.is_empty());
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
        (r#"{"version":2}"#, Fault::Unreadable),
        (
            r#"{"version":2,"lang":"ja","open":0,"sheets":[{"document":"gone"}]}"#,
            Fault::Unreadable,
        ),
        (r#"{"version":3}"#, Fault::Damaged),
        (r#"{"version":4}"#, Fault::Damaged),
        (r#"{"version":5}"#, Fault::Newer),
    ] {
        assert_eq!(draft::decode(text, &|_| None), Err(fault), "{text}");
    }
}

/// What a fixture of texts by key opens to.
#[track_caller]
fn opened(fixture: &str) -> Session {
    let texts: BTreeMap<String, String> = serde_json::from_str(fixture).expect("texts by key");
    let store = Memory::default();
    for (key, text) in &texts {
        store.save(key, text).expect("memory has room");
    }
    match keeper::open(&store) {
        Opened::Restored(found) => *found,
        _ => panic!("every version stays readable"),
    }
}

fn directed() -> [Action; 4] {
    [
        DeskChange::take(Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t\n")).into(),
        Change::RuleSet("ibaraki".to_owned()).into(),
        Change::Direction {
            kpi: "k1".to_owned(),
            direction: Some("increase".to_owned()),
        }
        .into(),
        Action::Speak(Lang::En),
    ]
}

#[test]
fn a_draft_of_version_3_is_read() {
    let found = opened(include_str!("../drafts/v3.json"));
    assert_eq!(found.desk().sheets(), without_logs(&given(directed())));
    assert_eq!(found.lang(), Lang::En);
}

/// The version that is written has a kept fixture like all others; `KE_WRITE_DRAFTS=1` writes it when it is new.
#[test]
fn a_draft_of_version_4_is_read() {
    let judge = |field, text: &str| {
        Action::from(Change::Judge {
            kpi: "k1".to_owned(),
            field,
            text: text.to_owned(),
        })
    };
    let judged = [
        judge(Field::Label, "順調"),
        judge(Field::Cause, "天候が悪かったため"),
        judge(Field::NextStep, "来年度も続ける"),
    ];
    let session = given(directed().into_iter().chain(judged));
    // Kept without a log at first, which a draft may have since.
    let found = opened(include_str!("../drafts/v4.json"));
    assert_eq!(found.desk().sheets(), without_logs(&session));
    assert_eq!(found.lang(), Lang::En);
    let packed = keeper::packed(&session).expect("it is small");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts/v4-log.json");
    if std::env::var_os("KE_WRITE_DRAFTS").is_some() {
        std::fs::write(path, format!("{packed}\n")).expect("the folder is there");
    }
    let logged = opened(&std::fs::read_to_string(path).expect("a fixture"));
    assert_eq!((logged.desk(), logged.lang()), (session.desk(), Lang::En));
    let judgement = &found.inputs().judgements["k1"];
    assert_eq!(judgement.get(Field::Cause), Some("天候が悪かったため"));
}

/// Keys that the page reads, with whatever is in them.
fn any_store() -> impl Strategy<Value = Memory> {
    let keys = prop::sample::select(vec![
        "kpi-evaluator/draft",
        "kpi-evaluator/draft-set-aside",
        "kpi-evaluator/draft-set-aside-2",
        "kpi-evaluator/draft-set-aside/when",
        "kpi-evaluator/draft-typed",
        "kpi-evaluator/draft-open",
        "kpi-evaluator/draft/2",
        "kpi-evaluator/draft-card/1",
        "kpi-evaluator/draft-card/2",
        "kpi-evaluator/document/0f",
        "kpi-evaluator/keeping",
        "kpi-evaluator/rule-sets",
        "kpi-evaluator/rule-sets-set-aside",
        "kpi-evaluator/forms",
        "kpi-evaluator/forms-set-aside",
    ]);
    let whole = keeper::texts(&given([DeskChange::take(Document::pasted("指標\t1")).into()]));
    let whole: Vec<String> = whole.unwrap_or_default().into_values().collect();
    let cut = (prop::sample::select(whole), 0_usize..400, ".{0,3}").prop_map(|(text, at, put)| {
        let mut letters: Vec<char> = text.chars().collect();
        let at = at.min(letters.len());
        letters.splice(at..(at + 1).min(letters.len()), put.chars());
        letters.into_iter().collect::<String>()
    });
    let named = Just(
        r#"{"version":2,"lang":"ja","open":9,"sheets":[{"document":"0f"},{"document":"0f"}]}"#.to_owned(),
    );
    let part =
        (any::<usize>(), ".{0,9}").prop_map(|(n, text)| format!("{{\"parts\":[[\"text\",{n}]]}}\n{text}"));
    let place = Just("2".to_owned());
    let text = prop_oneof![".*", cut, named, part, place];
    prop::collection::vec((keys, text), 0..8).prop_map(|texts| {
        let store = Memory::default();
        for (key, text) in texts {
            store.save(key, &text).expect("memory has room");
        }
        store
    })
}

proptest! {
    #[test]
    fn whatever_is_stored_opens_without_panic_and_nothing_of_it_is_lost(store in any_store()) {
        let store = Rc::new(store);
        let before = store.load(keys::DRAFT).expect("memory loads");
        let vault = Vault::new(Rc::<Memory>::clone(&store));
        let mut keeper = Keeper::default();
        let opened = keeper.open(&vault, None);
        for entry in set_aside::entries(&vault) {
            let _ = set_aside::open(&vault, &entry.key);
            prop_assert!(set_aside::file(&vault, &entry.key).is_some());
        }
        let _ = (rule_sets::load(&vault), forms::open(&vault));
        prop_assert_eq!(keeper.keep(&vault, &given([DeskChange::take(Document::pasted("a")).into()])), Kept::Saved);
        // What could be read was opened; all else is still there.
        if let (Some(before), None) = (before, opened.session()) {
            let kept = store.keys().into_iter().any(|key| store.load(&key) == Ok(Some(before.clone())));
            prop_assert!(kept || vault.keeping() == Keeping::Nothing);
        }
    }

    #[test]
    fn reading_any_text_never_panics(text in ".*") {
        let _ = draft::decode(&text, &|_| Some(text.clone()));
    }

    #[test]
    fn any_pasted_text_comes_back(text in any::<String>()) {
        let session = given([DeskChange::take(Document::pasted(text)).into()]);
        let written = draft::encode(&session, &mut Known::default()).expect("it is small");
        prop_assert_eq!(read_back(&written).map(|back| back.inputs().clone()), Ok(session.inputs().clone()));
    }
}
