//! Shapes of input that once took ever longer, over all readers and stages: what is done grows as the input does.
//!
//! Each shape is made at n, 2n, 4n and 8n, opened, assessed and written out. The bytes and the number of allocations,
//! which are the same on every machine, grow at most with the power 1.2; so does what comes out. Time of the processor is
//! looked at as well, since a loop need not allocate: there the bound is loose, as clocks are. PDF is counted in steps of
//! its own, in `pdf_growth.rs`.
#![cfg(not(target_arch = "wasm32"))]

#[path = "native/common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::fs;

use allocation_counter::measure;
use common::office;
use kpi_core::assess::{Request, assess_as};
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::{Content, Document};
use kpi_report::contract;
use kpi_report::contract::request;
use kpi_report::i18n::Lang;
use serde_json::{Value, json};

/// What is given.
enum Given {
    /// Pasted.
    Text(String),
    /// From a clipboard.
    Html(String),
    /// A file, by its name.
    File(&'static str, Vec<u8>),
    /// Pasted, with options.
    Asked(String, Value),
}

/// What it is, how it is made at a size, and the smallest size.
type Shape = (&'static str, fn(usize) -> Given, usize);

const HEAD: &str = "指標\t単位\t目標値（R5）\t実績値（R5）\t備考\n";

fn each(n: usize, of: impl Fn(usize) -> String) -> String {
    (0..n).map(of).collect()
}

/// Rows of a table; every third misses its target.
fn rows(n: usize, mark: impl Fn(usize) -> String) -> String {
    each(n, |index| {
        let actual = if index % 3 == 0 { 90 } else { 110 };
        format!("施策{index}の参加者数{}\t件\t100\t{actual}\t\n", mark(index))
    })
}

fn table(n: usize) -> String {
    HEAD.to_owned() + &rows(n, |_| String::new())
}

fn html_rows(n: usize, of: impl Fn(usize) -> String) -> String {
    let rows = each(n, of);
    format!("<table><tr><th>指標<th>目標値（R5）<th>実績値（R5）</tr>{rows}</table>")
}

fn sheet_rows(n: usize, of: impl Fn(usize) -> String) -> String {
    each(n, |index| format!("<row>{}</row>", of(index)))
}

fn text_cell(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn word(body: &str) -> Given {
    let body = format!("<document><body>{body}</body></document>");
    Given::File("a.docx", office::zip(&[("word/document.xml", body.as_bytes())]))
}

fn ods(tables: &str) -> Given {
    let content =
        format!("<document-content><body><spreadsheet>{tables}</spreadsheet></body></document-content>");
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    Given::File(
        "a.ods",
        office::zip(&[("mimetype", &mimetype[..]), ("content.xml", content.as_bytes())]),
    )
}

const SHAPES: &[Shape] = &[
    ("a table", |n| Given::Text(table(n)), 50),
    (
        "one column of prose",
        |n| {
            let line = text_cell(&"市民の声を広く聴き、施策に生かしました。".repeat(12));
            Given::File("a.xlsx", office::workbook(&sheet_rows(n, |_| line.clone())))
        },
        25,
    ),
    (
        "one column of prose in HTML",
        |n| {
            Given::Html(each(n, |_| {
                format!("<table><tr><td>{}</table>", "声を聴きました。".repeat(20))
            }))
        },
        25,
    ),
    (
        "one long shared string in many cells",
        |n| {
            let strings = format!("<sst><si><t>{}</t></si></sst>", "長い文".repeat(1000));
            Given::File(
                "a.xlsx",
                office::workbook_with(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(n), &strings),
            )
        },
        12,
    ),
    (
        "a footnote for every KPI",
        |n| {
            let notes = each(n, |index| format!("※{index} 注{index}です。\n"));
            Given::Text(HEAD.to_owned() + &rows(n, |index| format!("※{index}")) + &notes)
        },
        50,
    ),
    (
        "one mark and many notes",
        |n| {
            let notes = each(n, |index| format!("※ 注{index}です。\n"));
            Given::Text(HEAD.to_owned() + &rows(n, |_| "※".to_owned()) + &notes)
        },
        50,
    ),
    (
        "a note behind every row",
        |n| {
            let rows = each(n, |index| {
                format!("施策{index}の件数\t件\t100\t90\t\n注 資料{index}による。\n")
            });
            Given::Text(HEAD.to_owned() + &rows)
        },
        60,
    ),
    (
        "many reasons for many missed targets",
        |n| {
            Given::Text(
                table(n)
                    + &each(n, |index| {
                        format!("未達成の理由\n理由{index}のため、参加者が減りました。\n")
                    }),
            )
        },
        50,
    ),
    (
        "many remarks on many rows",
        |n| {
            Given::Text(
                table(n)
                    + &each(n, |index| {
                        format!("取組内容\t講座{index}を開き、広く知らせました。\t\t\t\n")
                    }),
            )
        },
        50,
    ),
    (
        "a wide table",
        |n| {
            let header = "指標\t単位".to_owned() + &"\t目標値\t実績値".repeat(n);
            let row = |index: usize| format!("\n施策{index}\t件{}", "\t100\t90".repeat(n));
            Given::Text(header + &each(8, row))
        },
        25,
    ),
    (
        "a wide table of years",
        |n| {
            let years = each(n, |index| {
                format!("\t{0}年度目標\t{0}年度実績", 1900 + index % 200)
            });
            let row = |index: usize| format!("\n施策{index}\t件{}", "\t1250\t1250".repeat(n));
            Given::Text(format!("指標\t単位{years}{}", each(8, row)))
        },
        25,
    ),
    (
        "many small tables",
        |n| {
            Given::Text(each(n, |index| {
                format!("表{index}\n\n{HEAD}施策{index}\t件\t100\t90\t\n\n")
            }))
        },
        30,
    ),
    (
        "many tables, each mapped",
        |n| {
            let tables: Vec<Value> = (1..=n)
                .map(|index| {
                    let columns = json!([{ "column": 1, "role": "name" }, { "column": 3, "role": "target" }]);
                    json!({ "table": format!("t{index}"), "columns": columns })
                })
                .collect();
            let options = json!({ "mapping": { "schema": "mapping/1", "tables": tables } });
            let text = each(n, |index| {
                format!("表{index}\n\n{HEAD}施策{index}\t件\t100\t90\t\n\n")
            });
            Given::Asked(text, options)
        },
        30,
    ),
    (
        "many tables, each drawn",
        |n| {
            let tables: Vec<Value> = (0..n)
                .map(|index| {
                    let columns = json!([{ "column": 1, "role": "name" }, { "column": 3, "role": "target" },
                        { "column": 4, "role": "actual" }]);
                    let first = 3 * index + 1;
                    json!({ "table": format!("d{index}"), "rows": { "first": first, "last": first + 1 },
                        "headerRows": [first], "columns": columns })
                })
                .collect();
            let options = json!({ "mapping": { "schema": "mapping/1", "tables": tables } });
            Given::Asked(
                each(n, |index| format!("{HEAD}施策{index}\t件\t100\t90\t\n\n")),
                options,
            )
        },
        30,
    ),
    (
        "something said of every KPI",
        |n| {
            let said: Vec<Value> = (0..n)
                .map(|index| json!({ "kpi": format!("t1/施策{index}の参加者数"), "direction": "decrease", "unit": "人" }))
                .collect();
            Given::Asked(table(n), json!({ "overrides": said }))
        },
        50,
    ),
    (
        "bands of a rule set",
        |n| {
            let bands: Vec<Value> = (0..n)
                .map(|index| json!({ "from": (n - index).to_string(), "text": format!("b{index}") }))
                .chain([json!({ "text": "rest" })])
                .collect();
            let rules = json!({ "schema": "rule-set/1", "id": "x", "name": { "ja": "x" }, "nature": "band",
                "basis": "own", "method": "simple-ratio", "bands": bands });
            Given::Asked(table(20), json!({ "ruleSet": rules }))
        },
        12,
    ),
    (
        "names that are all the same",
        |n| {
            Given::Text(
                HEAD.to_owned() + &each(n, |index| format!("研修の参加者数\t人\t{}\t90\t\n", 100 + index)),
            )
        },
        40,
    ),
    (
        "sections, each with a KPI",
        |n| {
            let rows = each(n, |index| {
                format!("基本目標{index} まちづくり\t\t\t\t\n施策{index}の件数\t件\t100\t90\t\n")
            });
            Given::Text(HEAD.to_owned() + &rows)
        },
        40,
    ),
    (
        "headers printed again and again",
        |n| {
            Given::Text(each(n, |index| {
                format!("{HEAD}施策{index}の件数\t件\t100\t90\t\n")
            }))
        },
        40,
    ),
    (
        "forms, one below the other",
        |n| {
            let form = |index: usize| {
                format!(
                    "指標名\t講座{index}の参加者数\n単位\t人\n目標値（R5）\t100\n実績値（R5）\t90\n理由\t雨のため。\n\n"
                )
            };
            Given::Text(each(n, form))
        },
        25,
    ),
    (
        "running text with marks",
        |n| {
            Given::Text(each(n, |index| {
                format!("【KPI】講座{index}の参加者数\n【目標】100人\n【実績】90人\n\n")
            }))
        },
        25,
    ),
    (
        "lines that may be KPIs",
        |n| Given::Text(each(n, |index| format!("講座{index}の参加者数　100　90\n"))),
        40,
    ),
    (
        "flattened cells, one a line",
        |n| {
            Given::Text(
                "指標名\n目標値\n実績値\n".to_owned()
                    + &each(n, |index| format!("講座{index}の人数\n100\n90\n")),
            )
        },
        30,
    ),
    (
        "names in tiers, the upper one over all columns",
        |n| {
            let group = format!("\n\t講座の参加者数{}", "\t".repeat(n - 1));
            let names = each(n, |index| format!("\t会場{index}の分"));
            let values = |label: &str| format!("\n{label}{}", "\t100".repeat(n));
            Given::Text(format!(
                "{group}\n{names}{}{}",
                values("計画値"),
                values("実績値")
            ))
        },
        500,
    ),
    (
        "a wide header of a row of targets over one of actuals",
        |n| {
            let row = |word: &str| format!("<tr><th colspan={n}>年度ごとの{word}値</tr>");
            let years = each(n, |index| format!("<th>{}年度", 1900 + index % 120));
            let values = format!("<tr>{}</tr>", "<td>100".repeat(n));
            let record = |index| {
                format!(
                    "<tr><td rowspan=2>講座{index}の人数{}{values}",
                    "<td>100".repeat(n)
                )
            };
            let head = row("目標").replacen("<th", "<th rowspan=3>指標<th", 1);
            let header = format!("{head}{}<tr>{years}</tr>", row("実績"));
            Given::Html(format!("<table>{header}{}</table>", each(4, record)))
        },
        250,
    ),
    (
        "a turned table with many columns",
        |n| {
            let names = each(n, |index| format!("\t講座の参加者数{index}"));
            let values = |label: &str| format!("\n{label}{}", "\t100".repeat(n));
            Given::Text(format!("年度{names}{}{}", values("R5目標"), values("R5実績")))
        },
        12,
    ),
    (
        "labels over labels, with nothing to say",
        |n| Given::Text(each(n, |_| "備考\t\tなし\n".to_owned())),
        60,
    ),
    (
        "years, one a row",
        |n| {
            Given::Text(
                "年度\t人口\n".to_owned()
                    + &each(n, |index| format!("{}年度\t{index}\n", 1900 + index % 120)),
            )
        },
        100,
    ),
    (
        "brackets that never close",
        |n| Given::Text(format!("{HEAD}施策{}\t件\t100\t90\t\n", "（".repeat(n))),
        500,
    ),
    (
        "one cell of many figures",
        |n| Given::Text(format!("{HEAD}施策の件数\t件\t{}\t90\t\n", "100人、".repeat(n))),
        200,
    ),
    (
        "one cell of many lines in quotes",
        |n| {
            Given::Text(format!(
                "指標,目標値,実績値\n講座数,\"{}\",90\n",
                "100\n".repeat(n)
            ))
        },
        200,
    ),
    (
        "quotes that never close",
        |n| {
            Given::File(
                "a.csv",
                (each(n, |index| format!("講座{index},\"100,90\n"))).into_bytes(),
            )
        },
        40,
    ),
    (
        "commas of thousands that are not quoted",
        |n| {
            let rows = each(n, |index| {
                format!("講座{index}の人数,1,000,{}\n", 800 + index % 100)
            });
            Given::File("a.csv", format!("指標,目標値,実績値\n{rows}").into_bytes())
        },
        60,
    ),
    (
        "elements that never close",
        |n| {
            Given::Html(
                html_rows(5, |_| "<tr><td>講座数<td>100<td>90</tr>".to_owned()) + &"<div><s><sup>".repeat(n),
            )
        },
        200,
    ),
    (
        "cells that reach down",
        |n| {
            Given::Html(html_rows(n, |index| {
                format!("<tr><td rowspan=3>講座{index}<td>100<td>90</tr>")
            }))
        },
        40,
    ),
    (
        "tables in tables",
        |n| Given::Html("<table><tr><td>".repeat(n) + "講座数"),
        100,
    ),
    (
        "many rules of style for many elements",
        |n| {
            let rules = each(n, |index| format!(".a{index} {{ display: none }} "));
            let rows = html_rows(n, |index| {
                format!("<tr class=b{index}><td>講座{index}<td>100<td>90</tr>")
            });
            Given::Html(format!("<style>{rules}</style>{rows}"))
        },
        40,
    ),
    (
        "spans of Word",
        |n| {
            let row = "<tr><tc><tcPr><gridSpan val=\"1000000000\"/></tcPr><p><r><t>題</t></r></p></tc></tr>";
            word(&format!("<tbl>{}</tbl>", row.repeat(n)))
        },
        50,
    ),
    (
        "tables in tables of Word",
        |n| {
            let (open, close) = (
                "<tbl><tr><tc><p><r><t>一</t></r></p>",
                "</tc><tc><p/></tc></tr></tbl>",
            );
            word(&(open.repeat(10) + &close.repeat(10)).repeat(n))
        },
        20,
    ),
    (
        "runs of Word, each with a look of its own",
        |n| {
            word(&format!(
                "<p>{}</p>",
                "<r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r>".repeat(n)
            ))
        },
        200,
    ),
    (
        "merged ranges over each other",
        |n| {
            let merged = "<mergeCell ref=\"A1:J10\"/>".repeat(n);
            Given::File(
                "a.xlsx",
                office::workbook(&format!(
                    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>一つの文</v></c></row><row r=\"10\"><c r=\"J10\"><v>1</v></c></row><mergeCells>{merged}</mergeCells>"
                )),
            )
        },
        50,
    ),
    (
        "rows of many hidden cells",
        |n| {
            let rows = each(n, |_| {
                format!(
                    "<row hidden=\"1\">{}<c><v>1</v></c></row>",
                    text_cell("講座の件数")
                )
            });
            Given::File("a.xlsx", office::workbook(&rows))
        },
        100,
    ),
    (
        "rows of OpenDocument that are repeated",
        |n| {
            let row = "<table-row number-rows-repeated=\"20\"><table-cell number-columns-repeated=\"3\"><p>講座</p></table-cell></table-row>";
            ods(&format!("<table name=\"a\">{}</table>", row.repeat(n)))
        },
        20,
    ),
    (
        "parts of a web page in one file",
        |n| {
            let part = "--b\nContent-Type: text/html\n\n<table><tr><td>講座数<td>100<td>90</table>\n";
            let archive = format!(
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n{}",
                part.repeat(n)
            );
            Given::File("a.mht", archive.into_bytes())
        },
        20,
    ),
];

/// Nanoseconds that this thread has had of a processor.
fn processor() -> Option<u64> {
    let said = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    said.split_whitespace().next()?.parse().ok()
}

/// Bytes and number of allocations, bytes of what comes out, nanoseconds.
fn work(given: Given) -> [u64; 4] {
    let before = processor();
    let mut n_out = 0;
    let counted = measure(|| {
        let (document, request) = match given {
            Given::Text(text) => (Document::pasted(text), Request::default()),
            Given::Html(html) => {
                let content = Content::Clipboard { html, text: None };
                (Document { name: None, content }, Request::default())
            }
            Given::File(name, bytes) => {
                let opened = file::open(&bytes, Some(name), &FileSettings::default());
                let opened = opened.unwrap_or_else(|error| panic!("{name}: {error:?}"));
                (opened.document, Request::default())
            }
            Given::Asked(text, options) => {
                let (request, _) =
                    request::options(&options).unwrap_or_else(|fault| panic!("{}", fault.message));
                (Document::pasted(text), request)
            }
        };
        let evaluation = contract::evaluation(&assess_as(&document, request), Lang::Ja);
        n_out = contract::to_json(&evaluation).len() as u64;
    });
    let time = processor()
        .zip(before)
        .map_or(0, |(after, before)| after - before);
    [counted.bytes_total, counted.count_total, n_out, time]
}

/// What, how fast it may grow, and how much of it is no matter at 8n.
const BOUNDS: [(&str, f64, u64); 4] = [
    ("bytes allocated", 1.2, 4_000_000),
    ("allocations", 1.2, 20_000),
    ("bytes of output", 1.2, 100_000),
    ("nanoseconds", 1.6, 1_000_000_000),
];

#[test]
fn work_grows_as_the_input_does() {
    let mut faults = String::new();
    // What is made once, at first use, is no growth.
    work(Given::Text(table(5)));
    for (name, make, n) in SHAPES {
        let all: Vec<[u64; 4]> = [1, 2, 4, 8].iter().map(|times| work(make(n * times))).collect();
        let mut line = format!("{name}:");
        for (index, (what, most, small)) in BOUNDS.iter().enumerate() {
            let of = |times: usize| all.get(times).map_or(0, |work| work[index]);
            #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
            let exponent = (of(3) as f64 / of(0).max(1) as f64).log(8.0);
            write!(line, " {exponent:.2}").unwrap();
            if exponent > *most && of(3) > *small {
                let amounts = [of(0), of(1), of(2), of(3)];
                writeln!(
                    faults,
                    "{name}: {what} grow with the power {exponent:.2}: {amounts:?}"
                )
                .unwrap();
            }
        }
        println!("{line} ({} ms)", all.last().map_or(0, |work| work[3] / 1_000_000));
    }
    assert!(faults.is_empty(), "{faults}");
}
