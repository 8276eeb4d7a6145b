//! Working files: their schema, files of every version that was ever written, and those that tables carry.

use std::collections::BTreeSet;
use std::rc::Rc;

use kpi_core::assess::{KpiOverride, assess, assess_as};
use kpi_core::layout::mapping::{ColumnMapping, TableMapping};
use kpi_core::layout::role::Role;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::RuleSet;
use kpi_evaluator::app::desk::{Desk, DeskChange};
use kpi_evaluator::app::draft;
use kpi_evaluator::app::history::Step;
use kpi_evaluator::app::inputs::{Change, Inputs};
use kpi_evaluator::app::judging::{FIELDS, Field};
use kpi_evaluator::app::log::Log;
use kpi_evaluator::app::session::{Action, Session};
use kpi_evaluator::app::working_file::{self, Opened};
use kpi_evaluator::ui::output::{Sheet, Wish, rendered};
use kpi_readers::archive::Archive;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Document;
use kpi_report::contract;
use kpi_report::contract::request::{Fault, Input};
use kpi_report::export::handout::Choice;
use kpi_report::export::render::Form;
use kpi_report::i18n::Lang;
use kpi_report::tasks::protocol::FileChoice;
use kpi_report::tasks::worker;
use kpi_report::tasks::working_file as by_program;
use serde_json::{Value, json};

use crate::others::{folder, told};
use crate::schema::violations;

const SCHEMA: &str = include_str!("../../schemas/kpi-evaluator-file-1.schema.json");
const MAPPING: &str = include_str!("../../schemas/mapping-1.schema.json");

const SHEET: &str = "指標名\t単位\t目標値（R5）\t実績値（R5）\n来館者数\t人\t1000\t850\n満足度\t%\t80\t90\n";

/// A sheet on which everything was done that a person can do.
fn worked_on() -> Session {
    let own = RuleSet {
        id: "own".to_owned(),
        ..presets::find("plain").unwrap()
    };
    let judged = FIELDS.iter().map(|field| Change::Judge {
        kpi: "k".to_owned(),
        field: *field,
        text: format!("所見 </script> & \"{}\"", field.id()),
    });
    let table = TableMapping {
        table: "t1".to_owned(),
        columns: vec![ColumnMapping::new(4, Role::Actual)],
        ..TableMapping::default()
    };
    let said = KpiOverride {
        direction: Some("increase".to_owned()),
        method: Some("ratio".to_owned()),
        target: Some("900人".to_owned()),
        unit: Some("人".to_owned()),
        reason: Some("改定".to_owned()),
    };
    let at = CellRef {
        sheet: 0,
        row: 1,
        column: 3,
    };
    let changes = [
        Change::OwnRules(Box::new(own)),
        Change::Table(Box::new(table)),
        Change::FiscalYear(Some(2023)),
        Change::NotForm("様式1".to_owned()),
        Change::NotKpis("c".to_owned()),
        Change::Override {
            kpi: "k".to_owned(),
            said,
        },
        Change::Cell {
            at,
            text: Some("860".to_owned()),
        },
    ];
    let document = Document {
        name: Some("令和5年度.tsv".to_owned()),
        ..Document::pasted(SHEET)
    };
    let actions = std::iter::once(DeskChange::take(document))
        .chain(changes.into_iter().chain(judged).map(DeskChange::from))
        .map(Action::from);
    actions.fold(Session::default(), |session, action| {
        session.step(action).expect("every change is one")
    })
}

/// The same, with what the first version did not know yet.
fn worked_on_since() -> Session {
    let pair = |kpi: &str, earlier: Option<&str>| Change::Pair {
        kpi: kpi.to_owned(),
        earlier: earlier.map(str::to_owned),
    };
    let changes = [pair("k", Some("e")), pair("l", None)];
    changes.into_iter().fold(worked_on(), |session, change| {
        session.step(change.into()).expect("every change is one")
    })
}

/// The way of a file: opened by the worker, taken by the page.
fn opening(bytes: &[u8], name: &str, lang: Lang) -> Result<Opened, String> {
    let file =
        worker::open(bytes, Some(name), &FileChoice::default(), lang).map_err(|fault| fault.message)?;
    let documents = file.documents.into_iter().map(Rc::new).collect();
    working_file::opened(documents, file.carried.as_ref(), Some(name), lang)
}

fn opened(bytes: &[u8], name: &str) -> Opened {
    opening(bytes, name, Lang::Ja).expect("it can be opened")
}

/// The sheets of a file on a desk that has nothing yet.
fn desk(file: Opened) -> Desk {
    Desk::default().after(DeskChange::Bring(file.sheets))
}

#[test]
fn the_schema_says_what_is_written_and_names_nothing_else() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let session = worked_on_since();
    let inside = working_file::write_inside(session.inputs(), Lang::Ja, draft::checksum(""));
    let file: Value = serde_json::from_str(&inside.unwrap()).unwrap();
    assert_eq!(violations(&schema, &schema, &file, "file"), Vec::<String>::new());
    let names = |at: &str, value: &Value| {
        let fields = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
        let named = fields(schema.pointer(&format!("{at}/properties")).unwrap());
        assert_eq!(named, fields(value), "{at}");
    };
    let sheet = &file["draft"]["sheets"][0];
    names("", &file);
    names("/properties/draft", &file["draft"]);
    names("/$defs/sheet", sheet);
    names("/$defs/settings", &sheet["settings"]);
    names("/$defs/corrections", &sheet["corrections"]);
    names("/$defs/override", &sheet["corrections"]["overrides"]["k"]);
    names("/$defs/judgement", &sheet["judgements"]["k"]);
    // A log that has forgotten nothing does not say so; no entry has every field.
    let log = sheet["log"].as_object().unwrap();
    assert_eq!(log.keys().collect::<Vec<_>>(), ["entries"]);
    let entries = log["entries"].as_array().unwrap();
    let used: BTreeSet<&String> = entries
        .iter()
        .flat_map(|entry| entry.as_object().unwrap().keys())
        .collect();
    let entry = schema.pointer("/$defs/entry/properties").unwrap();
    assert_eq!(used, entry.as_object().unwrap().keys().collect());
    let kinds: BTreeSet<&str> = entries
        .iter()
        .map(|entry| entry["what"].as_str().unwrap())
        .collect();
    let known = schema.pointer("/$defs/entry/properties/what/enum").unwrap();
    assert_eq!(kinds.len(), known.as_array().unwrap().len(), "{kinds:?}");
    assert_eq!(
        schema["properties"]["draft"]["properties"]["version"]["const"],
        draft::VERSION
    );
    let mapping: Value = serde_json::from_str(MAPPING).unwrap();
    let said = &sheet["corrections"]["mapping"];
    assert_eq!(
        violations(&mapping, &mapping, said, "mapping"),
        Vec::<String>::new()
    );
}

#[test]
fn a_file_tells_what_was_done_in_its_order() {
    let change = |text: &str| {
        let at = CellRef {
            sheet: 0,
            row: 1,
            column: 3,
        };
        Change::Cell {
            at,
            text: Some(text.to_owned()),
        }
    };
    let rules = Change::RuleSet("ibaraki".to_owned());
    let session = [change("860"), rules, change("870")].into_iter().fold(
        Session::default()
            .step(DeskChange::take(Document::pasted(SHEET)).into())
            .unwrap(),
        |session, change| session.step(change.into()).unwrap(),
    );
    let file: Value = serde_json::from_str(&working_file::write(&session).unwrap()).unwrap();
    let at = json!({ "sheet": 0, "row": 1, "column": 3 });
    assert_eq!(
        file["draft"]["sheets"][0]["log"]["entries"],
        json!([
            { "what": "cell", "at": at, "from": "850", "to": "860" },
            { "what": "rules", "from": "plain", "to": "ibaraki" },
            { "what": "cell", "at": at, "from": "860", "to": "870" },
        ])
    );
    let back = session.step(Action::Step(Step::Undo)).unwrap();
    assert_eq!(
        back.inputs().log.entries.len(),
        2,
        "undo takes back what it says too"
    );
}

#[test]
fn the_schema_refuses_what_it_does_not_know() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let file: Value = serde_json::from_str(&working_file::write(&worked_on()).unwrap()).unwrap();
    for (at, value) in [
        ("/schema", json!("kpi-evaluator-file/2")),
        ("/more", json!(1)),
        ("/check", json!("short")),
        ("/draft/version", json!(5)),
        ("/draft/open", json!(-1)),
        ("/draft/sheets/0/document", json!(7)),
        ("/draft/sheets/0/judgements/k/mood", json!("良い")),
        ("/draft/sheets/0/corrections/overrides/k/direction", json!("up")),
        ("/documents/0", json!(1)),
    ] {
        let mut file = file.clone();
        let (parent, field) = at.rsplit_once('/').unwrap();
        let fields = file.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        fields.insert(field.to_owned(), value);
        assert_eq!(violations(&schema, &schema, &file, "file").len(), 1, "{at}");
    }
}

/// Made by the first version that wrote such files. What is in it never changes: every later version must open it.
#[test]
fn a_file_of_the_first_version_is_opened() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/working_files/1.kpi.json");
    if std::env::var_os("KE_WRITE_DRAFTS").is_some() {
        std::fs::write(path, working_file::write(&worked_on()).unwrap() + "\n").unwrap();
    }
    let file = opened(&std::fs::read(path).unwrap(), "1.kpi.json");
    assert_eq!(file.said, None);
    let desk = desk(file);
    assert_eq!(desk.inputs().log, Log::default(), "it wrote no log yet");
    let unlogged = Inputs {
        log: Log::default(),
        ..(**worked_on().inputs()).clone()
    };
    assert_eq!(desk.sheets(), [Rc::new(unlogged)]);
    let judgement = &desk.inputs().judgements["k"];
    assert_eq!(judgement.get(Field::Cause), Some("所見 </script> & \"cause\""));
}

#[test]
fn a_draft_of_an_older_version_inside_of_a_file_is_opened() {
    let packed: Value = serde_json::from_str(include_str!("../drafts/v3.json")).unwrap();
    let mut index: Value = serde_json::from_str(packed["kpi-evaluator/draft"].as_str().unwrap()).unwrap();
    index.as_object_mut().unwrap().remove("check");
    let documents = packed.as_object().unwrap().iter().filter_map(|(key, text)| {
        let key = key.strip_prefix("kpi-evaluator/document/")?;
        Some((key.to_owned(), text.clone()))
    });
    let documents: serde_json::Map<String, Value> = documents.collect();
    let n = index["sheets"].as_array().unwrap().len();
    let file = json!({
        "schema": "kpi-evaluator-file/1", "program": "0", "draft": index, "documents": documents
    });
    let file = opened(file.to_string().as_bytes(), "old.kpi.json");
    assert_eq!((file.sheets.len(), file.said), (n, None));
}

#[test]
fn it_comes_beside_what_is_there_and_can_be_taken_back() {
    let text = working_file::write(&worked_on()).unwrap();
    let session = Session::default()
        .step(DeskChange::take(Document::pasted("指標\t1")).into())
        .unwrap();
    let both = session
        .step(DeskChange::Bring(opened(text.as_bytes(), "a.kpi.json").sheets).into())
        .unwrap();
    assert_eq!((both.desk().sheets().len(), both.desk().open()), (2, 1));
    assert_eq!(both.inputs(), worked_on().inputs());
    let back = both.step(Action::Step(Step::Undo)).unwrap();
    assert_eq!(back.desk(), session.desk());
}

#[test]
fn a_damaged_or_newer_file_is_refused_in_words() {
    let text = working_file::write(&worked_on()).unwrap();
    for (lang, damaged, newer) in [
        (Lang::Ja, "壊れている", "新しい版"),
        (Lang::En, "damaged", "newer"),
    ] {
        let refused = |bytes: &[u8]| {
            let fault = opening(bytes, "R5.kpi.json", lang).unwrap_err();
            assert!(fault.contains("R5.kpi.json"), "{fault}");
            fault
        };
        for bytes in [
            &text.as_bytes()[..text.len() / 2],
            b"",
            b"\xFF\xFE\0",
            text.replacen("860", "680", 1).as_bytes(),
        ] {
            assert!(refused(bytes).contains(damaged));
        }
        assert!(refused(text.replacen("-file/1", "-file/2", 1).as_bytes()).contains(newer));
    }
}

/// What a program gets of a working file: rates of the first measurements, and the rule set.
fn evaluated(input: Input, options: &Value) -> Result<(Vec<String>, String), Fault> {
    let (document, request, lang) = by_program::asked(input, options)?;
    let found = contract::evaluation(&assess_as(&document, request), lang);
    let rates = found
        .kpis
        .iter()
        .map(|kpi| kpi.measurements[0].rate.clone().unwrap_or_default());
    Ok((rates.collect(), found.rule_set))
}

/// A sheet whose first actual was corrected from 850 to 860 and which is judged by rules of its own; and one without.
#[test]
fn a_program_evaluates_a_working_file_with_what_was_given_to_it() {
    assert_eq!(by_program::VERSION, u64::from(draft::VERSION));
    let text = include_str!("../working_files/1.kpi.json");
    let file = |text: &str| Input::File {
        bytes: text.as_bytes().to_vec(),
        name: Some("R5.kpi.json".to_owned()),
    };
    let rates = |rates: &[&str]| rates.iter().map(|rate| (*rate).to_owned()).collect::<Vec<_>>();
    let corrected = (rates(&["86.0", "112.5"]), "own".to_owned());
    let clipboard = Input::Clipboard {
        html: "<pre>".to_owned(),
        text: Some(text.to_owned()),
    };
    for input in [
        file(text),
        file(&format!("\u{feff}{text}")),
        Input::Text(text.to_owned()),
        clipboard,
    ] {
        assert_eq!(evaluated(input, &Value::Null).unwrap(), corrected);
    }
    let (_, rules) = evaluated(file(text), &json!({ "ruleSet": "ibaraki" })).unwrap();
    assert_eq!(rules, "ibaraki", "options count more");
    let two = worked_on()
        .step(DeskChange::take(Document::pasted(SHEET)).into())
        .unwrap();
    let two = working_file::write(&two).unwrap();
    let of = |sheet: u32| evaluated(file(&two), &json!({ "sheet": sheet, "ruleSet": "plain" }));
    assert_eq!(of(1).unwrap().0, rates(&["86.0", "112.5"]));
    assert_eq!(of(2).unwrap().0, rates(&["85.0", "112.5"]));
    assert_eq!(
        evaluated(file(&two), &Value::Null).unwrap().0,
        of(2).unwrap().0,
        "the open one"
    );
    for (input, options, code, reason, words) in [
        (file(&two), json!({ "sheet": 3 }), "options", None, "sheet"),
        (file(&two), json!({ "sheet": 0 }), "options", None, "sheet"),
        (
            Input::Text(SHEET.to_owned()),
            json!({ "sheet": 1 }),
            "options",
            None,
            "sheet",
        ),
        (
            file(&text.replacen("860", "680", 1)),
            Value::Null,
            "unreadable",
            Some("damaged"),
            "R5.kpi.json",
        ),
        (
            file(&text.replacen("来館者数", "入館者数", 1)),
            Value::Null,
            "unreadable",
            Some("damaged"),
            "R5.kpi.json",
        ),
        (
            file(""),
            json!({ "lang": "en" }),
            "unreadable",
            Some("damaged"),
            "damaged",
        ),
        (
            file(&text.replacen("-file/1", "-file/2", 1)),
            Value::Null,
            "unreadable",
            Some("newer"),
            "新しい版",
        ),
    ] {
        let fault = evaluated(input, &options).unwrap_err();
        assert_eq!((fault.code, fault.reason), (code, reason), "{}", fault.message);
        assert!(fault.message.contains(words), "{}", fault.message);
    }
}

/// The sheet as it is handed out.
fn handed_out(inputs: &Rc<Inputs>, form: Form, inside: bool) -> Vec<u8> {
    let document = inputs.document.as_ref().unwrap();
    let assessment = assess(document, &inputs.settings, &inputs.corrections);
    let choice = Choice {
        rules: Some(inputs.settings.rules()),
        ..Choice::default()
    };
    let sheet = Sheet {
        inputs: Rc::clone(inputs),
        evaluation: Rc::new(contract::evaluation(&assessment, Lang::Ja)),
        choice: choice.clone(),
    };
    let wish = Wish {
        form,
        inside,
        ..Wish::of(0)
    };
    rendered(&sheet, &wish, &wish.manner(choice, None), Lang::Ja)
        .bytes()
        .to_vec()
}

#[test]
fn a_table_that_carries_its_working_file_opens_as_that() {
    let session = worked_on();
    for (form, name) in [(Form::Xlsx, "a.xlsx"), (Form::Html, "a.html")] {
        let bytes = handed_out(session.inputs(), form, true);
        assert_eq!(
            bytes,
            handed_out(session.inputs(), form, true),
            "{name}: the same bytes"
        );
        let file = opened(&bytes, name);
        assert_eq!(file.said, None, "{name}");
        assert_eq!(desk(file).sheets(), session.desk().sheets(), "{name}");
        // Without it, it is a table of anybody.
        let bare = opened(&handed_out(session.inputs(), form, false), name);
        assert_eq!(
            bare.sheets.iter().filter(|sheet| sheet.given.is_some()).count(),
            0,
            "{name}"
        );
    }
}

#[test]
fn what_is_seen_stays_the_same_with_a_working_file_inside() {
    let session = worked_on();
    let [bare, full] = [false, true].map(|inside| handed_out(session.inputs(), Form::Html, inside));
    let rest = full
        .strip_prefix(bare.as_slice())
        .expect("it stands behind the table");
    let rest = String::from_utf8(rest.to_vec()).unwrap();
    assert!(rest.starts_with("<script type=\"application/json\" id=\"kpi-evaluator-file\">{"));
    // What was judged holds tags; none of them is one here.
    assert_eq!(rest.matches('<').count(), 2, "{rest}");
    let [bare, full] = [false, true].map(|inside| handed_out(session.inputs(), Form::Xlsx, inside));
    let (bare, full) = (Archive::open(&bare).unwrap(), Archive::open(&full).unwrap());
    let part = |archive: &Archive<'_>, name: &str| {
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut archive.part(name).unwrap().unwrap(), &mut text).unwrap();
        text
    };
    for name in bare
        .names()
        .filter(|name| name.starts_with("xl/worksheets") || name.contains("styles"))
    {
        assert_eq!(part(&bare, name), part(&full, name), "{name}");
    }
    assert_eq!(
        full.names().filter(|name| name.starts_with("customXml/")).count(),
        3
    );
}

#[test]
fn a_table_that_was_changed_since_comes_first_and_its_draft_beside_it() {
    let session = worked_on();
    for (form, from, to) in [(Form::Html, "<td>90</td>", "<td>91</td>")] {
        let text = String::from_utf8(handed_out(session.inputs(), form, true)).unwrap();
        assert!(text.contains(from), "{text}");
        let file = opened(text.replacen(from, to, 1).as_bytes(), "a.html");
        assert!(file.said.as_ref().unwrap().contains("変わっています"));
        let given: Vec<bool> = file.sheets.iter().map(|sheet| sheet.given.is_some()).collect();
        assert_eq!(given, [false, true]);
        assert_eq!(desk(file).sheets()[1], *session.inputs());
        for (from, to, word) in [
            ("kpi-evaluator-file/1", "kpi-evaluator-file/2", "新しい版"),
            ("860", "680", "壊れている"),
        ] {
            let file = opened(text.replace(from, to).as_bytes(), "a.html");
            assert!(file.said.unwrap().contains(word));
            assert_eq!(file.sheets.len(), 1);
        }
    }
}

/// LibreOffice writes the workbook anew; whether it keeps parts of others is its matter. What was in it is never taken for
/// what is not there.
#[test]
fn a_workbook_that_libreoffice_saved_opens_as_its_draft_or_as_its_table() {
    let Some(_) = told("soffice", &["--version"]) else {
        println!("skipped: there is no LibreOffice here");
        return;
    };
    let session = worked_on();
    let place = folder("working-file");
    let path = place.join("a.xlsx");
    std::fs::write(&path, handed_out(session.inputs(), Form::Xlsx, true)).unwrap();
    let out = place.join("out");
    let profile = format!("-env:UserInstallation=file://{}", place.join("profile").display());
    let arguments = [
        &profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        out.to_str().unwrap(),
        path.to_str().unwrap(),
    ];
    told("soffice", &arguments).expect("LibreOffice opens the workbook");
    let bytes = std::fs::read(out.join("a.xlsx")).unwrap();
    let file = opened(&bytes, "a.xlsx");
    let carries = kpi_readers::carried::in_workbook(&bytes).is_some();
    println!("LibreOffice keeps the part: {carries}");
    if carries {
        assert_eq!(file.said, None);
        assert_eq!(desk(file).sheets(), session.desk().sheets());
    } else {
        assert!(file.sheets.iter().all(|sheet| sheet.given.is_none()));
    }
    std::fs::remove_dir_all(place).unwrap();
}
