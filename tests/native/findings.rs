//! What does not add up is found, and little else is said.
//!
//! Every finding on the untouched sheets is true and listed in `findings.tsv`, or a false alarm; every printed rate and
//! label is reproduced or listed in `ledger.tsv`; and seeded errors are found.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use kpi_core::assess::assess_as;
use kpi_core::evaluate::findings::FINDINGS;
use kpi_evaluator::samples;
use kpi_readers::base::Decimal;
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::{Document, Row};
use kpi_report::contract::{evaluation, request, v1};
use kpi_report::i18n::Lang;
use serde_json::Value;

/// A sheet with the rule set that fits it best, as a person would choose it.
struct Sheet {
    id: String,
    text: String,
    options: Value,
}

/// The rule sets of the sheets: what `fits` proposes first, with the term that Tsukuba prints apart from its rows.
const OPTIONS: &[(&str, &str, &str)] = &[
    ("tokorozawa-chapter5", "003", r#"{ "ruleSet": "capped" }"#),
    ("kodaira-industry", "001", "{}"),
    ("kodaira-grants", "000", r#"{ "ruleSet": "kodaira-grants" }"#),
    (
        "tsukuba-grants",
        "002",
        r#"{ "ruleSet": "tsukuba", "term": { "start": "FY2018", "end": "FY2020" } }"#,
    ),
    ("omachi-telework", "004", r#"{ "ruleSet": "omachi" }"#),
    ("made-r5", "900", "{}"),
];

/// The samples, and the whole documents where they lie beside the project.
fn sheets() -> Vec<Sheet> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sheets");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .map(|folder| folder.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    paths.sort();
    let mut sheets = Vec::new();
    for (id, number, options) in OPTIONS {
        let options: Value = serde_json::from_str(options).unwrap();
        sheets.push(Sheet {
            id: (*id).to_owned(),
            text: samples::find(id).unwrap().text.to_owned(),
            options: options.clone(),
        });
        let whole = paths
            .iter()
            .find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(number));
        sheets.extend(whole.map(|path| Sheet {
            id: format!("{id} (whole)"),
            text: fs::read_to_string(path).unwrap(),
            options,
        }));
    }
    sheets
}

/// Programs that wrote the same figures again.
const OTHERS: &[&str] = &["gnumeric_", "libreoffice_"];

/// The workbooks made after the habits of cities, as they come out of a clipboard: errors are seeded into text.
fn fixtures() -> Vec<Sheet> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/habits");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        // The same figures, written by another program, would count twice.
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !OTHERS.iter().any(|other| name.starts_with(other))
        })
        .collect();
    paths.sort();
    let sheets = paths.into_iter().map(|path| {
        let opened = file::open(&fs::read(&path).unwrap(), None, &FileSettings::default()).unwrap();
        let rows = kpi_readers::read(&opened.document)
            .sheets
            .into_iter()
            .flat_map(|sheet| sheet.rows);
        let cell = |text: &str| {
            if text.contains(['\n', '\t', '"']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_owned()
            }
        };
        let line = |row: Row| {
            row.cells
                .iter()
                .map(|one| cell(&one.text))
                .collect::<Vec<_>>()
                .join("\t")
        };
        Sheet {
            id: path.file_name().unwrap().to_str().unwrap().to_owned(),
            text: rows.map(line).collect::<Vec<_>>().join("\n"),
            options: Value::Null,
        }
    });
    sheets.collect()
}

fn evaluated(text: &str, options: &Value) -> v1::Evaluation {
    let (request, _) = request::options(options).unwrap();
    evaluation(&assess_as(&Document::pasted(text), request), Lang::Ja)
}

/// Codes of findings: those of the table, and those on printed rates and labels.
fn codes() -> BTreeSet<&'static str> {
    let made_elsewhere = [
        "printed-rate-differs",
        "printed-rate-rounding",
        "label-differs",
        "label-unknown",
        "label-unsupported",
        "unit-differs",
    ];
    FINDINGS
        .iter()
        .map(|finding| finding.code.id())
        .chain(made_elsewhere)
        .collect()
}

/// A finding, without what changes when another row does.
fn key(notice: &v1::Notice) -> (String, String, Option<usize>, Vec<String>) {
    let whose = notice.kpi.clone().or(notice.project.clone()).unwrap_or_default();
    let whose = whose.rsplit('/').next().unwrap_or_default().to_owned();
    (
        notice.code.id().to_owned(),
        whose,
        notice.measurement,
        notice.numbers.clone(),
    )
}

fn findings(found: &v1::Evaluation) -> Vec<&v1::Notice> {
    let codes = codes();
    let notices = found.notices.iter();
    notices
        .filter(|notice| codes.contains(notice.code.id()))
        .collect()
}

/// Rows of a ledger: its cells, the last one the reason.
fn ledger(text: &'static str) -> Vec<Vec<&'static str>> {
    let rows = text.lines().skip(1).filter(|line| !line.is_empty());
    rows.map(|line| line.split('\t').collect()).collect()
}

#[test]
fn findings_on_untouched_sheets_are_true_and_listed() {
    let listed = ledger(include_str!("../findings.tsv"));
    let mut used = BTreeSet::new();
    let (mut rows, mut alarms) = (0, Vec::new());
    for sheet in sheets().into_iter().chain(fixtures()) {
        let found = evaluated(&sheet.text, &sheet.options);
        rows += found.kpis.len() + found.projects.len();
        for notice in findings(&found) {
            let (code, whose, _, numbers) = key(notice);
            let name = sheet.id.trim_end_matches(" (whole)");
            let known = listed.iter().position(|row| {
                row[0] == name && row[1] == code && row[2] == whose && row[3] == numbers.join(" ")
            });
            match known {
                Some(row) => drop(used.insert(row)),
                None => alarms.push(format!("{}\t{code}\t{whose}\t{}", sheet.id, numbers.join(" "))),
            }
        }
    }
    println!("{} false alarms on {rows} rows", alarms.len());
    assert!(alarms.len() * 100 <= rows, "{}", alarms.join("\n"));
    let unused: Vec<_> = (0..listed.len())
        .filter(|row| !used.contains(row))
        .map(|row| &listed[row])
        .collect();
    assert!(unused.is_empty(), "listed, but not found any more: {unused:?}");
    assert!(
        listed.iter().all(|row| row.len() == 5 && !row[4].is_empty()),
        "each with its reason"
    );
}

#[test]
fn every_printed_rate_and_label_is_reproduced_or_listed() {
    let listed = ledger(include_str!("../ledger.tsv"));
    let mut used = BTreeSet::new();
    let mut faults = Vec::new();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for sheet in sheets() {
        let found = evaluated(&sheet.text, &sheet.options);
        let count = counts.entry(sheet.id.clone()).or_default();
        let mut printed: Vec<(String, String, String, bool)> = Vec::new();
        for kpi in &found.kpis {
            for measured in &kpi.measurements {
                if let Some(rate) = &measured.printed_rate {
                    count.0 += 1;
                    let ours = measured.shown_rate.clone().unwrap_or_default();
                    let same = matches!(measured.check, v1::Check::Match | v1::Check::Capped);
                    printed.push((kpi.name.clone(), rate.clone(), ours, same));
                }
            }
            let of_kpi = kpi.printed.as_ref();
            if let Some(status) = of_kpi.and_then(|printed| printed.status.as_ref()) {
                count.1 += 1;
                let label = kpi.label.as_ref();
                let same = label.is_some_and(|label| label.check == v1::LabelCheck::Match);
                let ours = label.map(|label| label.text.clone()).unwrap_or_default();
                printed.push((kpi.name.clone(), status.clone(), ours, same));
            }
            if let Some(letter) = of_kpi.and_then(|printed| printed.overall.as_ref()) {
                count.1 += 1;
                let label = kpi.overall_label.as_ref();
                let same = label.is_some_and(|label| label.check == v1::LabelCheck::Match);
                printed.push((kpi.name.clone(), letter.clone(), String::new(), same));
            }
        }
        for project in &found.projects {
            if let Some(text) = project
                .printed
                .as_ref()
                .and_then(|printed| printed.label.as_ref())
            {
                count.1 += 1;
                let label = project.label.as_ref();
                let same = label.is_some_and(|label| label.check == v1::LabelCheck::Match);
                let ours = label.map(|label| label.text.clone()).unwrap_or_default();
                printed.push((project.name.clone(), text.clone(), ours, same));
            }
        }
        for (whose, printed, ours, same) in printed {
            let name = sheet.id.trim_end_matches(" (whole)");
            let row = listed
                .iter()
                .position(|row| row[0] == name && row[1] == whose && row[2] == printed);
            match (same, row) {
                (true, None) => {}
                (true, Some(_)) => faults.push(format!(
                    "{}: {whose} {printed} does not differ any more",
                    sheet.id
                )),
                (false, Some(row)) => drop(used.insert(row)),
                (false, None) => faults.push(format!("{}\t{whose}\t{printed}\t{ours}", sheet.id)),
            }
        }
    }
    for row in (0..listed.len()).filter(|row| !used.contains(row)) {
        faults.push(format!("unused: {:?}", listed[row]));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let five = OPTIONS.iter().filter(|(_, number, _)| *number != "900");
    let rates: usize = five.map(|(id, _, _)| counts[*id].0).sum();
    assert_eq!(rates, 22, "printed rates of the five sheets: {counts:?}");
}

/// The kinds of error, in the order of the table.
const KINDS: &[&str] = &[
    "rate digit changed",
    "rate of the row above",
    "actual ten times",
    "actual a tenth",
    "actual a thousand times",
    "actual changed",
    "target changed",
    "label one step off",
    "letter one step off",
    "sum off by one",
    "last year's actual repeated",
    "estimate mark dropped",
];

/// Of each kind so many per sheet, chosen by seed.
const PER_SHEET: usize = 12;

/// A small generator of chance with a fixed seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn some<T>(&mut self, mut all: Vec<T>) -> Vec<T> {
        let mut chosen = Vec::new();
        while chosen.len() < PER_SHEET && !all.is_empty() {
            let at = self.below(all.len());
            chosen.push(all.swap_remove(at));
        }
        chosen
    }
}

/// Everything that is read of a sheet, by name.
fn fields(found: &v1::Evaluation) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut add = |name: String, value: Option<String>| {
        if let Some(value) = value {
            fields.insert(name, value);
        }
    };
    for (k, kpi) in found.kpis.iter().enumerate() {
        let value = |point: &Option<v1::Point>| {
            point
                .as_ref()
                .map(|point| point.value.clone().unwrap_or(point.raw.clone()))
        };
        add(format!("{k} baseline"), value(&kpi.baseline));
        add(format!("{k} final"), value(&kpi.final_target));
        for (m, measured) in kpi.measurements.iter().enumerate() {
            add(format!("{k} {m} target"), value(&measured.target));
            add(format!("{k} {m} actual"), value(&measured.actual));
            add(format!("{k} {m} rate"), measured.printed_rate.clone());
        }
        let printed = kpi.printed.as_ref();
        add(
            format!("{k} status"),
            printed.and_then(|printed| printed.status.clone()),
        );
    }
    for (p, project) in found.projects.iter().enumerate() {
        let value = |point: &Option<v1::Point>| point.as_ref().and_then(|point| point.value.clone());
        add(format!("p{p} cost"), value(&project.cost));
        add(format!("p{p} grant"), value(&project.grant));
        let printed = project.printed.as_ref();
        add(
            format!("p{p} label"),
            printed.and_then(|printed| printed.label.clone()),
        );
        add(
            format!("p{p} overall"),
            printed.and_then(|printed| printed.overall.clone()),
        );
    }
    fields
}

fn decimal(text: &str) -> Option<Decimal> {
    text.trim_end_matches('%').replace(',', "").parse().ok()
}

/// How many printed words are read.
fn words_read(fields: &BTreeMap<String, String>) -> usize {
    let words = ["status", "label", "overall"];
    fields
        .keys()
        .filter(|name| words.iter().any(|word| name.ends_with(word)))
        .count()
}

/// The numbers of a line: where they begin, and their text.
fn tokens(line: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let inside = c.is_ascii_digit() || matches!(c, ',' | '.');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                tokens.push((from, line[from..at].trim_end_matches([',', '.'])));
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// The sheet with one number changed, so that exactly this field reads otherwise.
fn with_number(
    sheet: &Sheet,
    before: &BTreeMap<String, String>,
    field: &str,
    near: u32,
    new: &str,
) -> Option<v1::Evaluation> {
    let old = decimal(before.get(field)?)?;
    let lines: Vec<&str> = sheet.text.split('\n').collect();
    let first = usize::try_from(near).unwrap().saturating_sub(1);
    for at in (first..lines.len().min(first + 4)).chain(first.saturating_sub(4)..first) {
        for (from, token) in tokens(lines[at]) {
            if decimal(token) != Some(old) {
                continue;
            }
            let line = format!("{}{new}{}", &lines[at][..from], &lines[at][from + token.len()..]);
            let text = [&lines[..at], &[line.as_str()], &lines[at + 1..]]
                .concat()
                .join("\n");
            let after = evaluated(&text, &sheet.options);
            if only_differs(&fields(&after), before, field) {
                return Some(after);
            }
        }
    }
    None
}

/// No other field reads otherwise.
fn only_differs(after: &BTreeMap<String, String>, before: &BTreeMap<String, String>, field: &str) -> bool {
    let names: BTreeSet<&String> = after.keys().chain(before.keys()).collect();
    let differing: Vec<&&String> = names
        .iter()
        .filter(|name| after.get(**name) != before.get(**name))
        .collect();
    differing.len() == 1 && differing[0].as_str() == field
}

/// The printed rate follows from the figures, half up at its precision, or cut off at 100: apart from the product, in
/// whole numbers.
fn follows(printed: &str, actual: &str, target: &str, direction: &str) -> bool {
    let bare = printed.trim_end_matches('%');
    let places = bare.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (Some(printed), Some(actual), Some(target)) = (decimal(bare), decimal(actual), decimal(target))
    else {
        return false;
    };
    let (top, bottom) = if direction == "decrease" {
        (target, actual)
    } else {
        (actual, target)
    };
    let whole = |value: Decimal| {
        (value * Decimal::from(1_000_000)).trunc().mantissa()
            / 10_i128.pow((value * Decimal::from(1_000_000)).trunc().scale())
    };
    let (top, bottom) = (whole(top), whole(bottom));
    if bottom == 0 {
        return false;
    }
    let unit = 10_i128.pow(u32::try_from(places).unwrap());
    let ours = (top * 200 * unit + bottom).div_euclid(2 * bottom);
    let shown = whole(printed * Decimal::from(unit)) / 1_000_000;
    ours == shown || (shown == 100 * unit && top > bottom)
}

/// What is printed and holds: rates, repeated targets, sums, shares and words, by name.
fn holds(sheet: &Sheet, found: &v1::Evaluation) -> BTreeSet<String> {
    let mut holds = BTreeSet::new();
    let value = |point: &Option<v1::Point>| point.as_ref().and_then(|point| point.value.clone());
    for (k, kpi) in found.kpis.iter().enumerate() {
        for (m, measured) in kpi.measurements.iter().enumerate() {
            let (actual, target) = (value(&measured.actual), value(&measured.target));
            let numbers = actual.as_ref().zip(target.as_ref());
            if let (Some(printed), Some((actual, target))) = (&measured.printed_rate, numbers)
                && follows(printed, actual, target, kpi.direction.id())
            {
                holds.insert(format!("{k} {m} rate"));
            }
            let last = kpi.final_target.as_ref();
            if last.is_some_and(|last| last.period.is_some() && last.period == measured.period)
                && target.is_some()
                && target == value(&kpi.final_target)
            {
                holds.insert(format!("{k} {m} repeated"));
            }
        }
        let status = kpi.printed.as_ref().and_then(|printed| printed.status.as_ref());
        if let (Some(status), true) = (status, sheet.id.starts_with("tsukuba")) {
            // The straight pace: whole years for the rows whose target is the final one, else the first of three.
            let measured = &kpi.measurements[0];
            let number =
                |point: &Option<v1::Point>| value(point).and_then(|text| decimal(&text)).unwrap_or_default();
            let (actual, last) = (number(&measured.actual), number(&kpi.final_target));
            let years = if number(&measured.target) == last { 1 } else { 3 };
            let word = if actual * Decimal::from(years) > last {
                "順調"
            } else {
                "概ね順調"
            };
            if status == word {
                holds.insert(format!("{k} status"));
            }
        }
    }
    let number = |point: &Option<v1::Point>| value(point).and_then(|text| decimal(&text));
    for (p, project) in found.projects.iter().enumerate() {
        let parts: Vec<_> = found
            .projects
            .iter()
            .filter(|part| part.parent.as_deref() == Some(&project.id))
            .collect();
        let sum: Option<Decimal> = parts.iter().map(|part| number(&part.cost)).sum();
        if parts.len() > 1 && sum.is_some() && sum == number(&project.cost) {
            holds.insert(format!("p{p} sum"));
        }
        let half = project
            .grant_name
            .as_ref()
            .is_some_and(|name| name.contains("推進交付金"));
        if let (Some(cost), Some(grant)) = (number(&project.cost), number(&project.grant))
            && (if half {
                grant == (cost / Decimal::TWO).trunc()
            } else {
                grant <= cost
            })
        {
            holds.insert(format!("p{p} share"));
        }
        let label = project
            .label
            .as_ref()
            .is_some_and(|label| label.check == v1::LabelCheck::Match);
        if label {
            holds.insert(format!("p{p} label"));
        }
        let printed = project.printed.as_ref();
        let pair =
            printed.and_then(|printed| Some((printed.ratings.as_ref()?.join(""), printed.overall.clone()?)));
        let known = [("高高", "S"), ("高中", "A"), ("中中", "B"), ("中低", "D")];
        if pair.is_some_and(|(of, letter)| known.contains(&(of.as_str(), letter.as_str()))) {
            holds.insert(format!("p{p} overall"));
        }
    }
    holds
}

/// Every error of a kind that can be made in a sheet: the sheet with it, evaluated.
#[expect(clippy::too_many_lines, reason = "a table: one arm per kind of error")]
fn errors(kind: &str, sheet: &Sheet, found: &v1::Evaluation, chance: &mut Chance) -> Vec<v1::Evaluation> {
    let before = fields(found);
    let mut wanted: Vec<(String, u32, String)> = Vec::new();
    let mut above: Option<String> = None;
    for (k, kpi) in found.kpis.iter().enumerate() {
        for (m, measured) in kpi.measurements.iter().enumerate() {
            let line = |point: &Option<v1::Point>| point.as_ref().and_then(|point| point.at.as_ref()?.line);
            let near = line(&measured.actual).or(kpi.at.line).unwrap_or(1);
            let rate = measured.printed_rate.clone();
            let actual = measured
                .actual
                .as_ref()
                .and_then(|point| decimal(point.value.as_ref()?));
            let target = measured
                .target
                .as_ref()
                .and_then(|point| decimal(point.value.as_ref()?));
            let name = |what: &str| format!("{k} {m} {what}");
            let put = |value: Decimal| value.normalize().to_string();
            let changed = |value: Decimal| {
                let step = if value.scale() > 0 {
                    Decimal::new(1, value.scale())
                } else {
                    Decimal::ONE
                };
                put(value + step.max((value / Decimal::from(7)).round_dp(value.scale())))
            };
            match (kind, actual) {
                ("rate digit changed", _) => wanted.extend(rate.as_ref().map(|rate| {
                    let digit = rate.find(|c: char| c.is_ascii_digit()).unwrap();
                    let other = char::from(b'0' + (rate.as_bytes()[digit] - b'0') % 9 + 1);
                    let bare = rate.trim_end_matches('%');
                    (
                        name("rate"),
                        near,
                        format!("{}{other}{}", &bare[..digit], &bare[digit + 1..]),
                    )
                })),
                ("rate of the row above", _) => wanted.extend(
                    above
                        .clone()
                        .zip(rate.as_ref())
                        .filter(|(above, rate)| above != *rate)
                        .map(|(above, _)| (name("rate"), near, above.trim_end_matches('%').to_owned())),
                ),
                ("actual ten times", Some(actual)) => {
                    wanted.push((name("actual"), near, put(actual * Decimal::TEN)));
                }
                ("actual a tenth", Some(actual)) => {
                    wanted.push((name("actual"), near, put(actual / Decimal::TEN)));
                }
                ("actual a thousand times", Some(actual)) => {
                    wanted.push((name("actual"), near, put(actual * Decimal::ONE_THOUSAND)));
                }
                ("actual changed", Some(actual)) => wanted.push((name("actual"), near, changed(actual))),
                ("target changed", _) => {
                    wanted.extend(target.filter(|_| measured.against == "period").map(|target| {
                        (
                            name("target"),
                            line(&measured.target).unwrap_or(near),
                            changed(target),
                        )
                    }));
                }
                ("last year's actual repeated", Some(_)) if m > 0 => {
                    let earlier = &kpi.measurements[m - 1];
                    let same = earlier.basis == measured.basis;
                    let value = earlier.actual.as_ref().and_then(|point| point.value.clone());
                    wanted.extend(value.filter(|_| same).map(|value| (name("actual"), near, value)));
                }
                _ => {}
            }
            above = rate.or(above);
        }
    }
    if kind == "sum off by one" {
        for (p, project) in found.projects.iter().enumerate() {
            for (what, point) in [("cost", &project.cost), ("grant", &project.grant)] {
                let value = point.as_ref().and_then(|point| decimal(point.value.as_ref()?));
                let near = point
                    .as_ref()
                    .and_then(|point| point.at.as_ref()?.line)
                    .or(project.at.line);
                wanted.extend(value.map(|value| {
                    (
                        format!("p{p} {what}"),
                        near.unwrap_or(1),
                        (value + Decimal::ONE).to_string(),
                    )
                }));
            }
        }
    }
    let mut made: Vec<v1::Evaluation> = chance
        .some(wanted)
        .into_iter()
        .filter_map(|(field, near, new)| with_number(sheet, &before, &field, near, &new))
        .collect();
    let words: &[(&str, &str)] = match kind {
        "label one step off" => &[
            ("順調 中", "概ね順調 中"),
            ("順調 高", "概ね順調 高"),
            ("順調\n", "概ね順調\n"),
            ("概ね\n順調", "順調"),
            ("概ね\n順調", "やや遅れ"),
            ("非常に効果\n的であった", "相当程度効\n果があった"),
            ("相当程度効\n果があった", "非常に効果\n的であった"),
            ("相当程度効\n果があった", "効果があった"),
            ("<b>C</b> A 地方", "<b>B</b> A 地方"),
            ("<b>C</b> A 地方", "<b>D</b> A 地方"),
        ],
        "letter one step off" => &[
            ("中 中 Ｂ", "中 中 Ａ"),
            ("中 中 Ｂ", "中 中 Ｃ"),
            ("中 低 Ｄ", "中 低 Ｃ"),
            ("高 高 Ｓ", "高 高 Ａ"),
        ],
        "estimate mark dropped" => &[("推 4,600", "4,600")],
        _ => &[],
    };
    for (old, new) in words {
        let all: Vec<usize> = sheet.text.match_indices(old).map(|(at, _)| at).collect();
        let changed = all
            .into_iter()
            .map(|at| format!("{}{new}{}", &sheet.text[..at], &sheet.text[at + old.len()..]))
            .map(|text| evaluated(&text, &sheet.options));
        let n = words_read(&before);
        // A word that is no word any more is another kind of error.
        made.extend(changed.filter(|after| words_read(&fields(after)) == n));
    }
    made
}

/// What became of the errors of one kind in one sheet.
#[derive(Default)]
struct Tried {
    /// Break something printed, found, break nothing printed, found.
    counts: [usize; 4],
    missed: Vec<String>,
}

fn tried(kind: &str, sheet: &Sheet, seed: u64) -> Tried {
    let mut tried = Tried::default();
    let found = evaluated(&sheet.text, &sheet.options);
    let held = holds(sheet, &found);
    let known: BTreeSet<_> = findings(&found).into_iter().map(key).collect();
    for after in errors(kind, sheet, &found, &mut Chance(seed)) {
        let lost: Vec<String> = held.difference(&holds(sheet, &after)).cloned().collect();
        let new = findings(&after)
            .into_iter()
            .any(|notice| !known.contains(&key(notice)));
        let at = if lost.is_empty() { 2 } else { 0 };
        tried.counts[at] += 1;
        tried.counts[at + 1] += usize::from(new);
        if at == 0 && !new {
            tried.missed.push(format!("{}: {kind}: {lost:?}", sheet.id));
        }
    }
    tried
}

/// Every kind of error in every sheet, each with a seed of its own, on as many threads as the machine has.
fn all_tried(sheets: &[Sheet]) -> Vec<Tried> {
    let pairs: Vec<(usize, usize)> = (0..KINDS.len())
        .flat_map(|kind| (0..sheets.len()).map(move |sheet| (kind, sheet)))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(&(kind, sheet)) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let seed = 20_261_121 + u64::try_from(kind * sheets.len() + sheet).unwrap();
            done.push((kind, tried(KINDS[kind], &sheets[sheet], seed)));
        }
        done
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut of_kinds: Vec<Tried> = KINDS.iter().map(|_| Tried::default()).collect();
    let done: Vec<(usize, Tried)> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    for (kind, tried) in done {
        for (sum, count) in of_kinds[kind].counts.iter_mut().zip(tried.counts) {
            *sum += count;
        }
        of_kinds[kind].missed.extend(tried.missed);
    }
    of_kinds
}

#[test]
fn seeded_errors_are_found() {
    println!(
        "{:<30} {:>7} {:>6} {:>14} {:>6}",
        "error", "breaks", "found", "breaks nothing", "found"
    );
    let line = |what: &str, [breaks, found, nothing, told]: [usize; 4]| {
        println!("{what:<30} {breaks:>7} {found:>6} {nothing:>14} {told:>6}");
    };
    let all: Vec<Sheet> = sheets().into_iter().chain(fixtures()).collect();
    let mut together = [0; 4];
    let mut missed = Vec::new();
    for (kind, tried) in KINDS.iter().zip(all_tried(&all)) {
        line(kind, tried.counts);
        for (sum, count) in together.iter_mut().zip(tried.counts) {
            *sum += count;
        }
        missed.extend(tried.missed);
    }
    line("together", together);
    missed.sort();
    let [broken, seen, ..] = together;
    assert!(broken >= 100, "{broken} errors break something printed");
    assert!(
        seen * 100 >= broken * 95,
        "{seen} of {broken}\n{}",
        missed.join("\n")
    );
}

/// A small sheet that shows a finding, and one beside it that does not: code, header, rows, rows without it.
const SHOWN: &[(&str, &str, &str, &str)] = &[
    (
        "repeated-target-differs",
        "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\t最終目標値（R5）",
        "企業数\t社\t↑\t2,800\t3,085\t2,900",
        "企業数\t社\t↑\t2,800\t3,085\t2,800",
    ),
    (
        "actual-repeated",
        "指標名\t単位\t方向\t目標値（R4）\t実績値（R4）\t目標値（R5）\t実績値（R5）",
        "観光客数\t千人\t↑\t6,000\t5,592\t7,000\t5,592",
        "会議の回数\t回\t↑\t10\t12\t10\t12",
    ),
    (
        "magnitude-jump",
        "指標名\t単位\t方向\t基準値（R1）\t目標値（R5）\t実績値（R5）",
        "農業者数\t人\t↑\t193\t225\t1,820",
        "農業者数\t人\t↑\t193\t225\t820",
    ),
    (
        "percent-lost",
        "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）",
        "受診率\t％\t↑\t60\t0.72",
        "受診率\t％\t↑\t1.2\t0.72",
    ),
    (
        "met-at-baseline",
        "指標名\t単位\t方向\t基準値（R1）\t目標値（R5）\t実績値（R5）",
        "販売額\t億円\t↑\t2,900\t2,800\t3,085",
        "販売額\t億円\t↑\t2,700\t2,800\t3,085",
    ),
    (
        "final-met-early",
        "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\t最終目標値（R7）",
        "提案件数\t件\t↑\t8\t16\t16",
        "提案件数\t件\t↑\t8\t15\t16",
    ),
    (
        "period-missing",
        "指標名\t単位\t方向\t目標値\t実績値",
        "提案件数\t件\t↑\t8\t16",
        "",
    ),
    (
        "estimate-as-final",
        "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\t最終目標値（R5）",
        "転入者数\t人\t↑\t4,630\t4,600（推計）\t4,630",
        "転入者数\t人\t↑\t4,630\t4,600\t4,630",
    ),
    (
        "same-indicator-differs",
        "指標名\t単位\t方向\t基準値（R1）\t目標値（R5）\t実績値（R5）",
        "市内就業者数\t人\t↑\t100\t120\t110\n市内就業者数\t人\t↑\t100\t120\t119",
        "講座の参加者数\t人\t↑\t100\t120\t110\n講座の参加者数\t人\t↑\t30\t40\t35",
    ),
    (
        "actual-period-differs",
        "指標名\t単位\t方向\t目標値（R2）\t実績値（R2）",
        "企業数\t事業所\t↑\t5,000\t5,830事業所 (平成30年経済センサス)",
        "企業数\t事業所\t↑\t5,000\t5,830事業所 (令和2年経済センサス)",
    ),
    (
        "increments-sum-differs",
        "指標名\t区分\t基準値\tR2\tR3\tR4\t目標値(R6)",
        "創業件数\t単年\t―\t10\t12\t9\t―\n創業件数\t累計\t―\t10\t22\t30\t50",
        "創業件数\t単年\t―\t10\t12\t9\t―\n創業件数\t累計\t―\t10\t22\t31\t50",
    ),
    (
        "total-differs",
        "事業費（千円）\tR3\tR4\tR5\t合計",
        "相談窓口の運営\t1,200\t1,300\t1,500\t4,100",
        "相談窓口の運営\t1,200\t1,300\t1,500\t4,000",
    ),
    (
        "count-differs",
        "## 観光\n指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\t進捗状況\n来館者数\t人\t↑\t10\t12\t順調\n宿泊者数\t人\t↑\t10\t5\t遅れ\n\n## 集計\n区分\t順調\t遅れ\t計",
        "観光\t2\t0\t2",
        "観光\t1\t1\t2",
    ),
    (
        "target-below-baseline",
        "指標名\t単位\t基準値（R1）\t目標値（R5）\t実績値（R5）",
        "農家数\t戸\t312\t280\t273",
        "農家数\t戸\t280\t312\t273",
    ),
];

#[test]
fn each_finding_is_shown_by_a_small_sheet_and_not_by_its_neighbour() {
    let found = |header: &str, rows: &str, code: &str| {
        let found = evaluated(&format!("{header}\n{rows}"), &Value::Null);
        let mut notices = found.notices.into_iter();
        notices.find(|notice| notice.code.id() == code)
    };
    for (code, header, shows, quiet) in SHOWN {
        let notice = found(header, shows, code).unwrap_or_else(|| panic!("{code} is not found"));
        assert!(
            notice.at.is_some() && !notice.message.contains('?'),
            "{}",
            notice.message
        );
        assert!(found(header, quiet, code).is_none(), "{code} in {quiet}");
    }
}

#[test]
fn findings_on_projects_are_shown_by_the_samples_with_one_number_changed() {
    let with = |id: &str, old: &str, new: &str| {
        let text = samples::find(id).unwrap().text;
        assert!(text.contains(old), "{old}");
        evaluated(&text.replacen(old, new, 1), &Value::Null).notices
    };
    let one = |notices: Vec<v1::Notice>, code: &str| {
        let found = notices.into_iter().find(|notice| notice.code.id() == code);
        found.unwrap_or_else(|| panic!("{code} is not found"))
    };
    let sum = one(
        with("kodaira-grants", "9,130,320 -", "9,130,321 -"),
        "parts-differ",
    );
    assert_eq!(
        (sum.numbers.as_slice(), sum.proposal.as_deref()),
        (
            ["43187320".to_owned(), "43187321".to_owned()].as_slice(),
            Some("43187321")
        )
    );
    let share = one(
        with("kodaira-grants", "954,000 477,000", "954,000 467,000"),
        "grant-share-differs",
    );
    assert_eq!(share.proposal.as_deref(), Some("477000"));
    let increments = one(
        with("omachi-telework", "100 [21] (71.4%)", "30 [21] (21.4%)"),
        "increments-differ",
    );
    assert_eq!(increments.numbers, ["30", "33"]);
    let letter = one(
        with("tsukuba-grants", "中 中 Ｂ", "中 中 Ａ"),
        "ratings-inconsistent",
    );
    assert_eq!(
        (letter.numbers.as_slice(), letter.proposal.as_deref()),
        (
            ["中×中".to_owned(), "A".to_owned(), "B".to_owned()].as_slice(),
            Some("B")
        )
    );
}

#[test]
fn every_finding_of_the_table_is_shown_somewhere() {
    let of_projects = [
        "parts-differ",
        "grant-share-differs",
        "increments-differ",
        "ratings-inconsistent",
    ];
    let on_sheets = ["target-text-differs"];
    let shown: BTreeSet<&str> = SHOWN
        .iter()
        .map(|row| row.0)
        .chain(of_projects)
        .chain(on_sheets)
        .collect();
    assert_eq!(
        FINDINGS
            .iter()
            .map(|finding| finding.code.id())
            .collect::<BTreeSet<_>>(),
        shown
    );
}
