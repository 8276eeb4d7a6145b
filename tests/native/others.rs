//! What is handed out, opened by programs of others, where they are installed: Python, openpyxl, LibreOffice.

use std::env;
use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use kpi_core::assess::{Corrections, Settings, assess};
use kpi_evaluator::samples;
use kpi_readers::archive::Archive;
use kpi_readers::sheet::Document;
use kpi_report::contract::{self, v1};
use kpi_report::export::render::{Form, Manner, render};
use kpi_report::export::xlsx::package::container;
use kpi_report::i18n::Lang;

fn evaluate(text: &str) -> v1::Evaluation {
    let document = Document::pasted(text);
    let assessment = assess(&document, &Settings::default(), &Corrections::default());
    contract::evaluation(&assessment, Lang::Ja)
}

/// A folder of its own for a test, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("kpi-evaluator-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a program prints, or `None` where it is not here or does not know what it is asked.
pub(crate) fn told(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn python_reads_the_same_fields() {
    if told("python3", &["-c", "import csv"]).is_none() {
        println!("skipped: there is no Python here");
        return;
    }
    let folder = folder("python");
    for sample in samples::SAMPLES {
        let found = evaluate(sample.text);
        for form in [Form::Csv, Form::CsvLong] {
            let made = render(&found, form, &Manner::default());
            let path = folder.join("a.csv");
            fs::write(&path, made.bytes()).unwrap();
            let script = "import csv,json,sys\nwith open(sys.argv[1],encoding='utf-8-sig',newline='') as f: print(json.dumps(list(csv.reader(f,strict=True))))";
            let rows = told("python3", &["-c", script, path.to_str().unwrap()]).unwrap();
            let rows: Vec<Vec<String>> = serde_json::from_str(&rows).unwrap();
            let text = made.text().unwrap().trim_start_matches('\u{FEFF}');
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.as_bytes());
            let ours: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            assert_eq!(rows, ours, "{} as {}", sample.id, form.id());
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn openpyxl_opens_the_workbook_without_a_warning() {
    if told("python3", &["-c", "import openpyxl"]).is_none() {
        println!("skipped: there is no openpyxl here");
        return;
    }
    let folder = folder("openpyxl");
    let path = folder.join("a.xlsx");
    let script = "import openpyxl,sys,warnings\nwarnings.simplefilter('error')\nb=openpyxl.load_workbook(sys.argv[1])\ns=b.worksheets[0]\nprint(len(b.worksheets),s.page_setup.orientation,s.page_setup.fitToHeight,bool(s.print_title_rows),len(b.worksheets[1].merged_cells.ranges))";
    for sample in samples::SAMPLES {
        let made = render(&evaluate(sample.text), Form::Xlsx, &Manner::default());
        fs::write(&path, made.bytes()).unwrap();
        let said = told("python3", &["-c", script, path.to_str().unwrap()]);
        assert_eq!(
            said.as_deref().map(str::trim),
            Some("3 landscape 0 True 0"),
            "{}",
            sample.id
        );
    }
    fs::remove_dir_all(folder).unwrap();
}

/// The workbook without the values that are stored beside its formulas.
fn without_values(bytes: &[u8]) -> Vec<u8> {
    let archive = Archive::open(bytes).unwrap();
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    let parts: Vec<(&str, Vec<u8>)> = names
        .iter()
        .map(|name| {
            let mut content = Vec::new();
            archive
                .part(name)
                .unwrap()
                .unwrap()
                .read_to_end(&mut content)
                .unwrap();
            let text = String::from_utf8(content).unwrap();
            let mut pieces = text.split("</f><v>");
            let mut out = pieces.next().unwrap().to_owned();
            for piece in pieces {
                out += "</f>";
                out += piece.split_once("</v>").unwrap().1;
            }
            (name.as_str(), out.into_bytes())
        })
        .collect();
    container(&parts)
}

#[test]
fn libreoffice_computes_every_formula_to_our_value() {
    if told("soffice", &["--version"]).is_none() {
        println!("skipped: there is no LibreOffice here");
        return;
    }
    let folder = folder("libreoffice");
    let sample = samples::find("made-r5").unwrap();
    let made = render(&evaluate(sample.text), Form::Xlsx, &Manner::default());
    let path = folder.join("a.xlsx");
    fs::write(&path, without_values(made.bytes())).unwrap();
    let out = folder.join("out");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let to = [
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        out.to_str().unwrap(),
    ];
    let arguments = [&[profile.as_str()][..], &to[..], &[path.to_str().unwrap()]].concat();
    assert!(told("soffice", &arguments).is_some());
    let open = |bytes: Vec<u8>| {
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        let name = book.sheet_names()[0].clone();
        (
            book.worksheet_range(&name).unwrap(),
            book.worksheet_formula(&name).unwrap(),
        )
    };
    let (ours, formulas) = open(made.bytes().to_vec());
    let (theirs, _) = open(fs::read(out.join("a.xlsx")).unwrap());
    let (row0, column0) = formulas.start().unwrap();
    let mut n_formulas = 0;
    for (row, column, formula) in formulas.used_cells() {
        let at = (
            row0 + u32::try_from(row).unwrap(),
            column0 + u32::try_from(column).unwrap(),
        );
        match (ours.get_value(at), theirs.get_value(at)) {
            (Some(Data::Float(one)), Some(Data::Float(other))) => {
                assert!((one - other).abs() < 1e-9, "{formula}: {one} and {other}");
            }
            (one, other) => assert_eq!(one, other, "{formula}"),
        }
        n_formulas += 1;
    }
    assert!(n_formulas > 10, "{n_formulas}");
    fs::remove_dir_all(folder).unwrap();
}
