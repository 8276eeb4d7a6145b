//! Two years of a sheet: which KPIs are the same, and what has changed, as a person reads it from the two sheets.

use kpi_core::assess::{Corrections, Settings, assess};
use kpi_readers::sheet::Document;
use kpi_report::compare::shape::{Certainty, Comparison, NoPace, Standing};
use kpi_report::compare::{Options, compare, long};
use kpi_report::contract::{self, v1};
use kpi_report::i18n::Lang;

fn evaluated(text: &str) -> v1::Evaluation {
    let assessment = assess(
        &Document::pasted(text),
        &Settings::default(),
        &Corrections::default(),
    );
    contract::evaluation(&assessment, Lang::Ja)
}

fn compared(before: &str, now: &str) -> Comparison {
    compare(&evaluated(before), &evaluated(now), &Options::default())
}

macro_rules! fixture {
    ($name:literal, $part:literal) => {
        include_str!(concat!("../../../../tests/fixtures/years/", $name, $part))
    };
}

/// The rows of the records that a comparison comes to: `offered` are this year's KPIs that a person decides on, beside the
/// first earlier one that is offered.
fn rows(found: &Comparison) -> Vec<String> {
    let pairs = found.pairs.iter().map(|pair| {
        let certainty = match pair.certainty {
            Certainty::Same => "same",
            Certainty::Check => "check",
        };
        let flags: Vec<_> = pair.flags.iter().map(|told| told.flag.code()).collect();
        let (before, now) = (&pair.before.name, &pair.now.name);
        format!("pair\t{before}\t{now}\t{certainty}\t{}", flags.join(","))
    });
    let added = found.added.iter().map(|single| match single.offers.first() {
        Some(offer) => format!("offered\t{}\t{}\t\t", offer.name, single.kpi.name),
        None => format!("added\t\t{}\t\t", single.kpi.name),
    });
    let gone = found.dropped.iter().filter(|single| single.offers.is_empty());
    let dropped = gone.map(|single| format!("dropped\t{}\t\t\t", single.kpi.name));
    pairs.chain(added).chain(dropped).collect()
}

#[track_caller]
fn check(found: &Comparison, records: &str) {
    let mut wanted: Vec<_> = records.lines().skip(1).map(str::to_owned).collect();
    let mut got = rows(found);
    wanted.sort();
    got.sort();
    assert_eq!(got, wanted);
}

#[test]
fn a_strategy_with_years_across_a_renamed_kpi_another_unit_and_a_moved_target() {
    let found = compared(
        fixture!("strategy", "_before.txt"),
        fixture!("strategy", "_now.txt"),
    );
    check(&found, fixture!("strategy", ".tsv"));
}

#[test]
fn a_review_whose_sections_changed_places_with_the_same_name_in_two_of_them() {
    let found = compared(fixture!("review", "_before.txt"), fixture!("review", "_now.txt"));
    check(&found, fixture!("review", ".tsv"));
    // 図書館 and 公民館 changed places, and both have 利用者数.
    let users = found.pairs.iter().filter(|pair| pair.now.name == "利用者数");
    let mut ends: Vec<_> = users
        .map(|pair| (pair.before.actual.as_deref(), pair.now.actual.as_deref()))
        .collect();
    ends.sort_unstable();
    assert_eq!(
        ends,
        [(Some("33875"), Some("34910")), (Some("58420"), Some("58420"))]
    );
}

#[test]
fn grant_projects_with_another_direction_unit_and_twins_that_nothing_tells_apart() {
    let found = compared(fixture!("grants", "_before.txt"), fixture!("grants", "_now.txt"));
    check(&found, fixture!("grants", ".tsv"));
    let twins = found
        .added
        .iter()
        .filter(|single| single.kpi.name == "講座参加者数");
    let offers: Vec<_> = twins.map(|single| single.offers.len()).collect();
    assert_eq!(offers, [2, 2], "both earlier ones are offered for each");
}

#[test]
fn the_years_of_both_sheets_stand_in_one_series_and_the_pace_is_exact() {
    let found = compared(
        fixture!("strategy", "_before.txt"),
        fixture!("strategy", "_now.txt"),
    );
    let pair = |name: &str| {
        let found = found.pairs.iter().find(|pair| pair.now.name == name);
        found.unwrap_or_else(|| panic!("{name} is paired"))
    };
    let visitors = pair("観光入込客数(延べ)");
    let actuals: Vec<_> = visitors
        .series
        .iter()
        .filter_map(|year| Some((year.period.as_deref()?, year.actual.as_deref()?)))
        .collect();
    assert_eq!(
        actuals,
        [("FY2021", "980000"), ("FY2022", "1105000"), ("FY2023", "1262000")]
    );
    // From 1,250,000 at the end of fiscal 2018 to 1,500,000 at that of 2024: five of six years ask for 1,458,333.3….
    let pace = visitors.pace.as_ref().expect("a pace");
    let last = pace.steps.last().expect("a step");
    assert_eq!(
        (
            last.expected.as_str(),
            pace.passed.as_str(),
            pace.reached.as_str()
        ),
        ("1458333.3", "83.3", "4.8")
    );
    assert_eq!(
        (pace.standing, pace.needed.as_deref()),
        (Standing::Behind, Some("238000"))
    );
    // 18 → 0, but no sign says that less is better: no line is drawn against the direction that is assumed.
    let children = pair("保育所等の待機児童数");
    assert_eq!(
        (children.pace.as_ref(), children.no_pace),
        (None, Some(NoPace::NoWay))
    );
}

#[test]
fn a_person_joins_and_parts() {
    let (before, now) = (
        evaluated(fixture!("grants", "_before.txt")),
        evaluated(fixture!("grants", "_now.txt")),
    );
    let id = |found: &v1::Evaluation, name: &str, place: usize| {
        let mut named = found.kpis.iter().filter(|kpi| kpi.name == name);
        named
            .nth(place)
            .map(|kpi| kpi.id.clone())
            .expect("the KPI is there")
    };
    let (first, second) = (id(&now, "講座参加者数", 0), id(&now, "講座参加者数", 1));
    let visitors = id(&now, "来場者数", 0);
    let said = [
        (first.clone(), Some(id(&before, "講座参加者数", 0))),
        (visitors.clone(), None),
        ("nobody".to_owned(), Some("nobody".to_owned())),
    ];
    let options = Options {
        pairs: said.into_iter().collect(),
        ..Options::default()
    };
    let found = compare(&before, &now, &options);
    let earlier = |kpi: &str| {
        let pair = found.pairs.iter().find(|pair| pair.now.id == kpi)?;
        Some((pair.before.actual.as_deref(), pair.certainty))
    };
    assert_eq!(earlier(&first), Some((Some("162"), Certainty::Same)));
    // Of the twins one is left, by elimination only.
    assert_eq!(earlier(&second), Some((Some("48"), Certainty::Check)));
    assert_eq!(earlier(&visitors), None);
    let parted = found
        .added
        .iter()
        .find(|single| single.kpi.id == visitors)
        .expect("it is new");
    assert_eq!(parted.offers, []);
    assert!(found.dropped.iter().any(|single| single.kpi.name == "来場者数"));
}

/// Every KPI is in exactly one place, whatever is compared.
#[test]
fn every_kpi_is_somewhere_once() {
    let texts = [
        fixture!("strategy", "_before.txt"),
        fixture!("review", "_now.txt"),
        fixture!("grants", "_now.txt"),
        "",
    ];
    let found: Vec<_> = texts.iter().map(|text| evaluated(text)).collect();
    for before in &found {
        for now in &found {
            let compared = compare(before, now, &Options::default());
            let mut all: Vec<_> = compared.pairs.iter().map(|pair| pair.now.id.clone()).collect();
            all.extend(compared.added.iter().map(|single| single.kpi.id.clone()));
            all.sort();
            let mut wanted: Vec<_> = now.kpis.iter().map(|kpi| kpi.id.clone()).collect();
            wanted.sort();
            assert_eq!(all, wanted);
            assert_eq!(compared.pairs.len() + compared.dropped.len(), before.kpis.len());
        }
        let same = compare(before, before, &Options::default());
        let is_same = |pair: &kpi_report::compare::shape::Pair| pair.before.id == pair.now.id;
        assert!(same.pairs.iter().all(is_same));
    }
}

/// One section is gone, another is new, and both have a KPI of the same name.
#[test]
fn the_same_name_in_another_section_is_offered_where_its_figures_contradict() {
    let head = "施策\t指標名\t単位\t基準値（R2）\t実績値（R5）\t最終目標値（R8）\n";
    let rest = "道路\t舗装率\t%\t71.2\t74.5\t80.0\n";
    let before = format!("{head}図書館\t利用者数\t人\t52,310\t58,420\t65,000\n{rest}");
    let now = format!("{head}公民館\t利用者数\t人\t31,200\t34,910\t40,000\n{rest}");
    let wanted = "kind\npair\t舗装率\t舗装率\tsame\tactual-missing\noffered\t利用者数\t利用者数\t\t";
    check(&compared(&before, &now), wanted);
}

#[test]
fn flags_are_told_in_both_languages() {
    let (before, now) = (
        fixture!("strategy", "_before.txt"),
        fixture!("strategy", "_now.txt"),
    );
    let (before, now) = (evaluated(before), evaluated(now));
    let told = |lang| {
        let options = Options {
            lang,
            ..Options::default()
        };
        let found = compare(&before, &now, &options);
        let flags = found.pairs.into_iter().flat_map(|pair| pair.flags);
        flags.map(|told| told.message).collect::<Vec<_>>()
    };
    let japanese = told(Lang::Ja);
    for said in [
        "単位が変わっています：千人 → 人（数値は今年度の単位にそろえて比べています）",
        "定義（括弧の中）が変わっています：（なし） → 延べ",
        "最終目標値が変わっています：30（令和6年度） → 25（令和6年度）（達成しやすい方へ）",
        "令和5年度の実績値が令和4年度と同じ165です。更新されていないおそれがあります",
    ] {
        assert!(
            japanese.iter().any(|told| told == said),
            "{said} is none of {japanese:#?}"
        );
    }
    let english = told(Lang::En);
    assert_eq!(english.len(), japanese.len());
    let said = "Final target changed: 30 (FY2024) → 25 (FY2024) (easier to meet)";
    assert!(english.iter().any(|told| told == said), "{english:#?}");
}

#[test]
fn the_long_form_has_a_row_for_each_kpi_and_year() {
    let found = compared(
        fixture!("strategy", "_before.txt"),
        fixture!("strategy", "_now.txt"),
    );
    let rows = long::rows(&found);
    let column = |id: &str| {
        long::COLUMNS
            .iter()
            .position(|other| *other == id)
            .expect("a column")
    };
    let of = |name: &str| -> Vec<Vec<&str>> {
        let own = rows.iter().filter(|row| row[column("name_now")].text == name);
        let wanted = ["period", "from", "actual", "expected", "standing"];
        own.map(|row| wanted.iter().map(|id| row[column(id)].text.as_str()).collect())
            .collect()
    };
    // 24 at the end of fiscal 2018, 60 at that of 2024. The year of the target is there too, without an actual.
    assert_eq!(
        of("創業支援による新規創業件数"),
        [
            ["FY2021", "both", "35", "42", "behind"],
            ["FY2022", "both", "41", "48", "behind"],
            ["FY2023", "now", "46", "54", "behind"],
        ]
    );
    assert!(
        rows.iter()
            .all(|row| row.len() == long::COLUMNS.len() && row[0].text == long::FORM)
    );
    assert_eq!(long::heads(Lang::En), long::COLUMNS);
    assert!(long::heads(Lang::Ja).iter().all(|head| !head.is_empty()));
}

/// A year that stands there twice in one basis: each with its like, and with none where they are not as many.
#[test]
fn several_figures_of_one_year_are_compared_in_their_order() {
    let measured = |actual: &str| v1::Measurement {
        period: Some("FY2023".to_owned()),
        basis: "level".to_owned(),
        against: "period".to_owned(),
        actual: Some(v1::Point {
            value: Some(actual.to_owned()),
            ..v1::Point::default()
        }),
        ..v1::Measurement::default()
    };
    let sheet = |actuals: &[&str]| v1::Evaluation {
        kpis: vec![v1::Kpi {
            name: "求人件数".to_owned(),
            measurements: actuals.iter().map(|actual| measured(actual)).collect(),
            ..v1::Kpi::default()
        }],
        ..v1::Evaluation::default()
    };
    let revised = |before: &[&str], now: &[&str]| {
        let found = compare(&sheet(before), &sheet(now), &Options::default());
        let flags = found.pairs.iter().flat_map(|pair| &pair.flags);
        flags.filter(|told| told.flag.code() == "actual-revised").count()
    };
    assert_eq!(revised(&["4068", "1964"], &["4068", "1964"]), 0);
    assert_eq!(revised(&["4068", "1964"], &["4068", "1970"]), 1);
    assert_eq!(revised(&["4068", "1964"], &["4068"]), 0);
}
