//! What is fuzzed: every way by which bytes or texts of somebody else come in.
//!
//! The same list serves the coverage-guided runs (`cargo xtask fuzz`) and the short run among the tests
//! (`tests/native/fuzz.rs`). A target fails by a panic, by an assertion here, or by not coming to an end.

#![allow(dead_code, unreachable_pub, reason = "both runners take what they need")]

use std::rc::Rc;

use kpi_core::assess::{Corrections, Settings, assess, assess_as};
use kpi_core::layout::mapping::Mapping;
use kpi_core::rating::rule_set::RuleSet;
use kpi_core::text::{absence, arrow, duration, era, fold, heading, unit, value, verdict};
use kpi_evaluator::app::ports::Memory;
use kpi_evaluator::app::{copy, draft, forms, rule_sets, working_file};
use kpi_readers::error::ReadError;
use kpi_readers::sheet::{Content, Document};
use kpi_readers::workbook::Limits;
use kpi_readers::{self, Reading, archive, docx, html, ods, ole, pdf, xls, xlsx};
use kpi_report::contract::{self, request};
use kpi_report::i18n::Lang;
use kpi_report::tasks::parts::Gathered;
use kpi_report::tasks::protocol::{FileChoice, TaskRequest};
use kpi_report::tasks::worker::{self, WorkerState};

/// A way in.
pub struct Target {
    /// Its name on the command line, and its folder in `fuzz/found/`.
    pub name: &'static str,
    /// Runs it once.
    pub run: fn(&[u8]),
    /// How its inputs are built, and so how they are changed.
    pub shape: Shape,
    /// Where inputs to begin with are: folders or files below `tests/`, and the endings that count there.
    pub seeds: (&'static [&'static str], &'static [&'static str]),
}

/// How an input is built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Bytes without a container.
    Bytes,
    /// Text: changed by words, not only by bytes.
    Text,
    /// A ZIP container: one of its parts is changed, and the container stays whole.
    Package,
    /// Two texts with a zero between them.
    Two,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target {
        name: "xlsx",
        run: |bytes| office(xlsx::read(bytes, limits(), true)),
        shape: Shape::Package,
        seeds: (OFFICE, &["xlsx"]),
    },
    Target {
        name: "xls",
        run: |bytes| office(xls::read(bytes, limits(), true)),
        shape: Shape::Bytes,
        seeds: (OFFICE, &["xls"]),
    },
    Target {
        name: "ods",
        run: |bytes| office(ods::read(bytes, limits(), true)),
        shape: Shape::Package,
        seeds: (OFFICE, &["ods"]),
    },
    Target {
        name: "fods",
        run: |bytes| office(ods::read_flat(bytes, limits(), true)),
        shape: Shape::Text,
        seeds: (OFFICE, &["fods"]),
    },
    Target {
        name: "docx",
        run: |bytes| office(docx::read(bytes, limits())),
        shape: Shape::Package,
        seeds: (OFFICE, &["docx"]),
    },
    Target {
        name: "pdf",
        run: |bytes| office(pdf::read(bytes, limits())),
        shape: Shape::Bytes,
        seeds: (OFFICE, &["pdf"]),
    },
    Target {
        name: "html",
        run: |bytes| sound(&html::read_within(&text(bytes), limits())),
        shape: Shape::Text,
        seeds: (TEXTS, &["html"]),
    },
    Target {
        name: "text",
        run: any_text,
        shape: Shape::Text,
        seeds: (TEXTS, &["txt", "csv", "tsv", "md"]),
    },
    Target {
        name: "clipboard",
        run: clipboard,
        shape: Shape::Two,
        seeds: (TEXTS, &["html"]),
    },
    Target {
        name: "file",
        run: any_file,
        shape: Shape::Bytes,
        seeds: (
            EVERYTHING,
            &["xlsx", "xls", "ods", "docx", "pdf", "html", "csv", "txt", "json"],
        ),
    },
    Target {
        name: "containers",
        run: containers,
        shape: Shape::Bytes,
        seeds: (OFFICE, &["xlsx", "docx", "ods", "xls"]),
    },
    Target {
        name: "notation",
        run: notation,
        shape: Shape::Text,
        seeds: (&["tables"], &["tsv"]),
    },
    Target {
        name: "engine",
        run: engine,
        shape: Shape::Text,
        seeds: (&["readings", "fixtures/snippets", "../src/samples"], &["txt"]),
    },
    Target {
        name: "rule-set",
        run: rule_set,
        shape: Shape::Text,
        seeds: (&["../crates/core/src/rating/presets"], &["json"]),
    },
    Target {
        name: "mapping",
        run: mapping,
        shape: Shape::Text,
        seeds: (&["../fuzz/seeds/mapping"], &["json"]),
    },
    Target {
        name: "form",
        run: form,
        shape: Shape::Text,
        seeds: (&["../fuzz/seeds/form"], &["json"]),
    },
    Target {
        name: "draft",
        run: drafts,
        shape: Shape::Text,
        seeds: (&["drafts"], &["json", "txt"]),
    },
    Target {
        name: "options",
        run: options,
        shape: Shape::Text,
        seeds: (&["../fuzz/seeds/options"], &["json"]),
    },
    Target {
        name: "worker",
        run: worker,
        shape: Shape::Two,
        seeds: (&["../fuzz/seeds/worker"], &["json"]),
    },
];

const OFFICE: &[&str] = &["fixtures"];
const TEXTS: &[&str] = &["fixtures", "readings"];
const EVERYTHING: &[&str] = &["fixtures", "drafts"];

/// Small enough that a change in a small file reaches them.
fn limits() -> Limits {
    Limits {
        rows: 2_000,
        columns: 200,
        cells: 50_000,
        bytes: 400_000,
        sheets: 20,
        remarks: 10,
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A sheet that anything can be said of.
const SHEET: &str = "施策1 産業\n指標名\t単位\t基準値（R1）\t目標値（R5）\t実績値（R5）\t達成率\t評価\n\
                     来館者数\t人\t800\t1,000\t850\t85.0%\tＢ\n待機児童数\t人\t21\t0\t3\t85.7%\tＢ\n企業数\t社\t8\t10\t12\t120%\tＡ\n";

/// What a reader gives is within its limits.
fn sound(reading: &Reading) {
    let most = limits().sheets.max(1);
    assert!(reading.sheets.len() <= most, "{} sheets", reading.sheets.len());
}

/// A file that is opened is sound, and one that is not says why in both languages.
fn office(read: Result<Reading, ReadError>) {
    match read {
        Ok(reading) => sound(&reading),
        Err(error) => {
            for lang in [Lang::Ja, Lang::En] {
                assert!(
                    !request::Fault::unreadable(&error, Some("x"), lang)
                        .message
                        .is_empty()
                );
            }
        }
    }
}

fn any_file(bytes: &[u8]) {
    match worker::open(bytes, Some("x.csv"), &FileChoice::default(), Lang::Ja) {
        Ok(opened) => {
            for document in &opened.documents {
                sound_but_for_limits(&kpi_readers::read(document));
                // As a draft keeps it.
                draft::document_of(&draft::document(document));
            }
            let documents = opened.documents.into_iter().map(Rc::new).collect();
            if let Err(message) = working_file::opened(documents, opened.carried.as_ref(), None, Lang::Ja) {
                assert!(!message.is_empty());
            }
        }
        Err(fault) => assert!(!fault.message.is_empty()),
    }
}

fn sound_but_for_limits(reading: &Reading) {
    for sheet in &reading.sheets {
        assert!(sheet.rows.len() <= 1_000_000);
    }
}

fn any_text(bytes: &[u8]) {
    let reading = kpi_readers::read(&Document::pasted(text(bytes)));
    sound_but_for_limits(&reading);
}

fn clipboard(bytes: &[u8]) {
    let (html, plain) = two(bytes);
    let document = Document {
        name: None,
        content: Content::Clipboard {
            html,
            text: Some(plain),
        },
    };
    sound_but_for_limits(&kpi_readers::read(&document));
}

/// The texts on both sides of the first zero.
fn two(bytes: &[u8]) -> (String, String) {
    let at = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    (text(&bytes[..at]), text(bytes.get(at + 1..).unwrap_or_default()))
}

fn containers(bytes: &[u8]) {
    if let Ok(archive) = archive::Archive::open(bytes) {
        let names: Vec<&str> = archive.names().collect();
        for name in names {
            if let Ok(Some(mut part)) = archive.part(name) {
                // Declared sizes are bounded before anything is unpacked; what comes is never more.
                let unpacked = std::io::copy(&mut part, &mut std::io::sink()).unwrap_or(0);
                assert!(unpacked <= archive.unpacked() as u64, "{unpacked} bytes");
            }
        }
    }
    if let Ok(container) = ole::Container::open(bytes) {
        for name in ["Workbook", "Book", "WordDocument", ""] {
            if let Ok(Some(stream)) = container.stream(name) {
                assert!(stream.len() <= bytes.len(), "a stream of {} bytes", stream.len());
            }
        }
    }
}

fn notation(bytes: &[u8]) {
    for line in text(bytes).lines() {
        let point = value::parse(line);
        if let Some(value) = point.value {
            // A value is printed as one that is read as the same.
            assert_eq!(value::parse(&value.to_string()).value, Some(value), "{line:?}");
        }
        value::split(line);
        value::percentage(line);
        let folded = fold::fold(line);
        for found in era::find(&folded) {
            let (start, end) = (found.start, found.end);
            assert!(folded.get(start..end).is_some(), "{folded:?}: {start}..{end}");
        }
        era::term(line);
        arrow::parse_all(line);
        arrow::unread(line);
        duration::read(line);
        absence::in_note(line);
        heading::kind(line);
        heading::words(line);
        unit::may_be_unit(line);
        verdict::chosen(line);
        verdict::grant_label(line);
    }
}

/// The whole way of a sheet: the same twice, and counts that add up.
fn engine(bytes: &[u8]) {
    let document = Document::pasted(text(bytes));
    let assessed = |lang| {
        contract::evaluation(
            &assess(&document, &Settings::default(), &Corrections::default()),
            lang,
        )
    };
    let evaluation = assessed(Lang::Ja);
    let summary = &evaluation.summary;
    assert_eq!(summary.kpis, evaluation.kpis.len());
    let json = contract::to_json(&evaluation);
    assert_eq!(json, contract::to_json(&assessed(Lang::Ja)), "not the same twice");
    assert_eq!(
        assessed(Lang::En).kpis.len(),
        evaluation.kpis.len(),
        "another language, other KPIs"
    );
}

fn rule_set(bytes: &[u8]) {
    let given = text(bytes);
    if let Ok(rules) = RuleSet::parse(&given) {
        let (_, written) = rule_sets::to_file(&rules);
        assert_eq!(
            RuleSet::parse(&written).as_ref(),
            Ok(&rules),
            "not as it was written"
        );
        let document = Document::pasted(SHEET);
        let assessment = assess(&document, &Settings::own(rules.clone()), &Corrections::default());
        contract::evaluation(&assessment, Lang::Ja);
        contract::changes(&assessment, &rules);
        contract::fits(&assessment, &[rules], Lang::En);
    }
    let _ = rule_sets::from_file(&given, &[]);
}

fn mapping(bytes: &[u8]) {
    let Ok(mapping) = serde_json::from_slice::<Mapping>(bytes) else {
        return;
    };
    let corrections = Corrections {
        mapping,
        ..Corrections::default()
    };
    let assessment = assess(&Document::pasted(SHEET), &Settings::default(), &corrections);
    contract::evaluation(&assessment, Lang::Ja);
}

fn form(bytes: &[u8]) {
    let given = text(bytes);
    let Ok((kept, name)) = forms::Forms::default().imported(&given) else {
        return;
    };
    let form = kept.get(&name).expect("what was imported is there");
    let (again, _) = forms::Forms::default()
        .imported(&forms::export(form))
        .expect("what was written is read");
    assert_eq!(again, kept);
    let reading = kpi_readers::read(&Document::pasted(SHEET));
    for sheet in &reading.sheets {
        for head in form.heads(sheet) {
            let _ = form.draw(sheet, head, "t1");
        }
    }
}

fn drafts(bytes: &[u8]) {
    let given = text(bytes);
    let document = |_: &str| Some(given.clone());
    draft::keys(&given);
    draft::names(&given);
    let sessions = [
        draft::decode(&given, &document).ok(),
        draft::salvage(&given, &|_| None).ok().map(|found| found.session),
        draft::salvage_damaged(&given, &document)
            .ok()
            .map(|found| found.session),
    ];
    for session in sessions.into_iter().flatten() {
        draft::encode(&session, &mut draft::Known::default());
    }
    if let Some(kept) = draft::document_of(&given) {
        assert_eq!(draft::document_of(&draft::document(&kept)).as_ref(), Some(&kept));
        sound_but_for_limits(&kpi_readers::read(&kept));
    }
    let (inside, _) = copy::open(&given, Rc::new(Memory::default()));
    inside.session();
}

fn options(bytes: &[u8]) {
    let Ok(given) = serde_json::from_slice(bytes) else {
        return;
    };
    match request::options(&given) {
        Ok((request, lang)) => {
            contract::evaluation(&assess_as(&Document::pasted(SHEET), request), lang);
        }
        Err(fault) => assert!(!fault.message.is_empty()),
    }
}

/// An order, and the document or file that travels beside it.
fn worker(bytes: &[u8]) {
    let (order, beside) = two(bytes);
    let Ok(order) = serde_json::from_str::<TaskRequest>(&order) else {
        return;
    };
    let mut workshop = WorkerState::default();
    workshop.take(
        1,
        draft::document_of(&beside).unwrap_or_else(|| Document::pasted(SHEET)),
    );
    let mut gathered = Gathered::default();
    workshop.run(order, beside.as_bytes(), &mut |told, _| {
        // What is told is read by the page from JSON.
        let json = serde_json::to_string(&told).expect("what is told can be written");
        let again = serde_json::from_str(&json).expect("what is told can be read");
        if let kpi_report::tasks::protocol::TaskEvent::Part(part) = again {
            gathered.add(*part);
        }
    });
    // And what a damaged message of the worker would do to the page.
    if let Ok(part) = serde_json::from_str(&beside) {
        gathered.add(part);
    }
    let _ = FileChoice::default().settings();
}
