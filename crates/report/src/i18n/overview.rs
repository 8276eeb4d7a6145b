//! The words of the overview by section and department.

use crate::i18n::Lang;
use crate::i18n::figures::count;

/// The words in one language.
pub struct Words {
    /// Heading.
    pub heading: &'static str,
    /// What a press on a name does.
    pub hint: &'static str,
    /// Caption of a table: by what the KPIs are gathered.
    pub by: fn(&str) -> String,
    /// Column of counts.
    pub kpis: &'static str,
    /// Column of statuses.
    pub standings: &'static str,
    /// A count of one status: its word, count, and what is provisional of it.
    pub standing: fn(&str, usize, &str) -> String,
    /// Column of medians.
    pub median: &'static str,
    /// A rate.
    pub percent: fn(&str) -> String,
    /// There is no rate.
    pub no_rate: &'static str,
    /// Column of KPIs with something to look at.
    pub open: &'static str,
    /// Column of KPIs without an actual.
    pub without_actual: &'static str,
    /// All KPIs together.
    pub all: &'static str,
    /// KPIs that have no value.
    pub none: &'static str,
    /// Some KPIs are counted in several lines.
    pub several: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    heading: "概観",
    hint: "名前を押すと、上の表がそのKPIだけになります。もう一度押すと戻ります。",
    by: |what| format!("{what}ごとの状況"),
    kpis: "KPI",
    standings: "状態",
    standing: |word, n, rest| format!("{word}{}{rest}", count(n)),
    median: "達成率の中央値",
    percent: |rate| format!("{rate}%"),
    no_rate: "なし",
    open: "確認することがあるKPI",
    without_actual: "実績がないKPI",
    all: "全体",
    none: "区分なし",
    several: "複数に当てはまるKPIは、それぞれの行に数えています。全体では1件です。",
};

static EN: Words = Words {
    heading: "Overview",
    hint: "Press a name to see only its KPIs in the table above; press it again to see all.",
    by: |what| format!("By {}", what.to_lowercase()),
    kpis: "KPIs",
    standings: "Status",
    standing: |word, n, rest| format!("{} {}{rest}", count(n), word.to_lowercase()),
    median: "Median rate",
    percent: |rate| format!("{rate}%"),
    no_rate: "none",
    open: "KPIs to check",
    without_actual: "KPIs without an actual",
    all: "All",
    none: "Without section",
    several: "A KPI of several is counted in the line of each, and once in all.",
};
