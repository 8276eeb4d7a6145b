//! The words of candidates: tables that may hold KPIs, what they lack, how their readings differ.

use crate::i18n::Lang;
use kpi_core::kpi::{CandidateReading, Lack};
use kpi_readers::base::place::Piece;

/// The words of the section, one constant per language.
pub struct Words {
    /// Heading: how many.
    pub heading: fn(usize) -> String,
    /// What to do about them.
    pub hint: &'static str,
    /// Name of a candidate: its number, its title or place.
    pub candidate: fn(usize, &str) -> String,
    /// Name of a reading: its number, how surely it is right in percent.
    pub reading: fn(usize, &str) -> String,
    /// How the first reading stands to the others.
    pub first: &'static str,
    /// So many more KPIs than are shown.
    pub more: fn(usize) -> String,
    /// Takes a reading.
    pub take: &'static str,
    /// What is taken, for whoever hears only the button: number of the candidate, of the reading.
    pub take_which: fn(usize, usize) -> String,
    /// Says that the candidate holds no KPIs.
    pub dismiss: &'static str,
    /// What is dismissed, for whoever hears only the button: number of the candidate.
    pub dismiss_which: fn(usize) -> String,
    /// Said in the live region: so many are left to look at.
    pub left: fn(usize) -> String,
    /// Heads of the small tables.
    pub name: &'static str,
    /// Baseline.
    pub baseline: &'static str,
    /// Target.
    pub target: &'static str,
    /// Actual.
    pub actual: &'static str,
    /// Nothing is printed.
    pub none: &'static str,
    /// The mark of a KPI that was read with a doubt.
    pub check: &'static str,
    /// What the mark leads to: name of the KPI.
    pub check_which: fn(&str) -> String,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    heading: |n| format!("KPIの表かもしれないところ（{n}）"),
    hint: "手がかりが足りず、KPIとして数えていません。読み方が合っていれば選び、KPIでなければ外してください。どちらも「元に戻す」で取り消せます。",
    candidate: |number, name| format!("{number}. {name}"),
    reading: |number, percent| format!("読み方{number}（確からしさ {percent}%）"),
    first: "最も確からしい読み方",
    more: |n| format!("ほか{n}件"),
    take: "この読み方を使う",
    take_which: |candidate, reading| format!("（{candidate}番の読み方{reading}）"),
    dismiss: "KPIではない",
    dismiss_which: |candidate| format!("（{candidate}番）"),
    left: |n| format!("KPIの表かもしれないところが{n}か所あります。"),
    name: "指標名",
    baseline: "基準値",
    target: "目標値",
    actual: "実績値",
    none: "（なし）",
    check: "要確認",
    check_which: |name| format!("{name}：読み取りの注意へ"),
};

static EN: Words = Words {
    heading: |n| format!("May be tables of KPIs ({n})"),
    hint: "There is too little evidence to count these as KPIs. Choose the reading that is right, or say that they are no KPIs. Undo takes either back.",
    candidate: |number, name| format!("{number}. {name}"),
    reading: |number, percent| format!("Reading {number} ({percent}% likely)"),
    first: "The likeliest reading",
    more: |n| format!("{n} more"),
    take: "Use this reading",
    take_which: |candidate, reading| format!(" (reading {reading} of number {candidate})"),
    dismiss: "No KPIs",
    dismiss_which: |candidate| format!(" (number {candidate})"),
    left: |n| match n {
        1 => "1 place may be a table of KPIs.".to_owned(),
        _ => format!("{n} places may be tables of KPIs."),
    },
    name: "Indicator",
    baseline: "Baseline",
    target: "Target",
    actual: "Actual",
    none: "(none)",
    check: "Check",
    check_which: |name| format!("{name}: to the notice on how it was read"),
};

/// What a candidate lacks.
pub fn because(lacks: Lack, lang: Lang) -> String {
    let said = match (lacks, lang) {
        (Lack::Both, Lang::Ja) => "目標値と実績値を示す見出しがありません。",
        (Lack::Target, Lang::Ja) => "目標値を示す見出しがありません。",
        (Lack::Actual, Lang::Ja) => "実績値を示す見出しがありません。",
        (Lack::Fit, Lang::Ja) => "目標値と実績値の見出しはありますが、指標名や値の並びが合いません。",
        (Lack::Both, Lang::En) => "No heading says what the targets and the actuals are.",
        (Lack::Target, Lang::En) => "No heading says what the targets are.",
        (Lack::Actual, Lang::En) => "No heading says what the actuals are.",
        (Lack::Fit, Lang::En) => {
            "Headings name targets and actuals, but names and figures do not line up with them."
        }
    };
    said.to_owned()
}

/// How a reading differs from the first of its candidate.
pub fn differs(first: &CandidateReading, other: &CandidateReading, lang: Lang) -> String {
    let cells = |reading: &CandidateReading, role: &str| -> Vec<Vec<Vec<Piece>>> {
        let columns: Vec<usize> = reading
            .columns
            .iter()
            .filter(|column| column.role == role)
            .map(|column| column.column)
            .collect();
        let of_record = |record: &Vec<Vec<Piece>>| {
            let cells = columns.iter().filter_map(|column| record.get(*column).cloned());
            cells.collect()
        };
        reading.records.iter().map(of_record).collect()
    };
    let is_split_otherwise = first.records != other.records;
    let [
        (target, actual, baseline),
        (other_target, other_actual, other_baseline),
    ] = [first, other].map(|reading| {
        (
            cells(reading, "target"),
            cells(reading, "actual"),
            cells(reading, "baseline"),
        )
    });
    let said = if target == other_actual && actual == other_target && target != actual {
        ("目標値と実績値が逆", "Targets and actuals change places")
    } else if is_split_otherwise {
        ("別の分け方", "Split otherwise into records")
    } else if target == other_target && actual != other_actual {
        ("別の列を実績値とする", "Another column holds the actuals")
    } else if target != other_target && actual == other_actual {
        ("別の列を目標値とする", "Another column holds the targets")
    } else if target != other_target {
        (
            "別の列を目標値と実績値とする",
            "Other columns hold targets and actuals",
        )
    } else if baseline != other_baseline {
        ("別の列を基準値とする", "Another column holds the baselines")
    } else {
        ("列の意味が一部違う", "Some columns mean something else")
    };
    match lang {
        Lang::Ja => said.0.to_owned(),
        Lang::En => said.1.to_owned(),
    }
}
