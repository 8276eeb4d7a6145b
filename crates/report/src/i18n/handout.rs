//! The words of what is handed out: heads of columns, statuses with their marks, provenance.

use crate::i18n::Lang;
use kpi_core::evaluate::measure::Status;
use kpi_core::kpi::Direction;

/// The line below the title, of municipality, year and term.
pub type Facts = fn(Option<&str>, Option<&str>, Option<(&str, &str)>) -> String;

/// The words, one constant per language.
pub struct Words {
    /// Head of a column of the wide form, by its [id](crate::export::handout::Field::id).
    pub column: fn(&str) -> &'static str,
    /// The printed rate's head, where the recomputed one stands beside it, and that one's.
    pub two_rates: (&'static str, &'static str),
    /// Heads of the headings above a KPI, by how many columns there are and which this is, from 0.
    pub section: fn(usize, usize) -> &'static str,
    /// Head of the n-th of several printed ratings, from 1.
    pub rating: fn(usize) -> String,
    /// A head with its period, and what its numbers count.
    pub dated: fn(&str, &str) -> String,
    /// What numbers count, in a head.
    pub basis: fn(&str) -> &'static str,
    /// A direction, as sheets print it.
    pub direction: fn(Direction) -> &'static str,
    /// A value that is an estimate: before the number.
    pub estimated: &'static str,
    /// A status: mark and word.
    pub status: fn(Option<Status>) -> (&'static str, &'static str),
    /// A status or count that rests on an assumption.
    pub provisional: fn(&str) -> String,
    /// All, achieved, of these assumed, not achieved, of these assumed, others.
    pub counts: fn([usize; 6]) -> String,
    /// The municipality, the fiscal year and the term, as a line.
    pub facts: Facts,
    /// What the marks say.
    pub legend: &'static str,
    /// The names of the worksheets: table, long form, about.
    pub sheets: [&'static str; 3],
    /// Head of a column of the long form, by its id.
    pub long: fn(&str) -> &'static str,
    /// Yes in the long form.
    pub yes: &'static str,
    /// Heads of the provenance: what, says.
    pub about: (&'static str, &'static str),
    /// What a line of the provenance is, by its id.
    pub fact: fn(&str) -> &'static str,
    /// Heads of the findings: severity, place, KPI, text.
    pub findings: [&'static str; 4],
    /// How the rates follow.
    pub rates: &'static str,
    /// A number of the page, and how many there are: the footer of a workbook's pages.
    pub page: &'static str,
    /// What could not be written stands so.
    pub unfit: fn(&str) -> String,
    /// The title of what has none.
    pub untitled: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    column: |id| match id {
        "number" => "No.",
        "project" => "事業名",
        "name" => "指標名",
        "unit" => "単位",
        "department" => "担当課",
        "direction" => "望ましい方向",
        "baseline" => "基準値",
        "baseline-year" => "基準年度",
        "target" => "目標値",
        "actual" => "実績値",
        "rate" => "達成率",
        "final-target" => "最終目標値",
        "target-year" => "目標年度",
        "rule-rate" => "ルールで用いる率",
        "status" => "状態",
        "label" => "ルールによる評価",
        "final-label" => "確定評価",
        "check" => "検算",
        "printed-status" => "進捗状況",
        "printed-rating" => "評価",
        "printed-overall" => "総合評価",
        "printed-label" => "評価区分",
        "reason" => "理由",
        "cause" => "要因",
        "effect" => "効果",
        "issue" => "課題",
        "opinion" => "意見",
        "next-step" => "今後の方針",
        _ => "備考",
    },
    two_rates: ("達成率", "再計算達成率"),
    section: |of, n| match (of, n) {
        (2.., 0) => "政策",
        (3.., 1) => "基本施策",
        (3.., _) => "個別施策",
        _ => "施策",
    },
    rating: |n| format!("第{n}評価区分"),
    dated: |head, said| format!("{head}（{said}）"),
    basis: |basis| match basis {
        "annual-increment" => "単年度",
        "cumulative-increment" => "累計",
        _ => "",
    },
    direction: |direction| match direction {
        Direction::Increase => "増加",
        Direction::Decrease => "減少",
        Direction::Maintain => "維持",
        Direction::Unknown => "増加・減少",
    },
    estimated: "推計",
    status: |status| match status {
        Some(Status::Achieved) => ("◎", "達成"),
        Some(Status::NotAchieved) => ("△", "未達"),
        Some(Status::NotPublished) => ("―", "未公表"),
        Some(Status::NotEntered) => ("□", "未入力"),
        Some(Status::NotEvaluable) => ("―", "評価不能"),
        Some(Status::Qualitative) => ("◇", "定性目標"),
        Some(Status::NoTarget) => ("―", "目標なし"),
        None => ("―", "測定なし"),
    },
    provisional: |said| format!("仮定：{said}"),
    counts: |[all, met, met_assumed, missed, missed_assumed, others]| {
        let of = |n: usize| {
            if n > 0 {
                format!("（うち仮定 {n}）")
            } else {
                String::new()
            }
        };
        format!(
            "全{all}指標：◎ 達成 {met}{}、△ 未達 {missed}{}、ほか {others}",
            of(met_assumed),
            of(missed_assumed)
        )
    },
    facts: |city, year, term| {
        let city = city.map(str::to_owned);
        let year = year.map(|year| format!("対象年度：{year}"));
        let term = term.map(|(start, end)| format!("計画期間：{start}～{end}"));
        let all: Vec<String> = [city, year, term].into_iter().flatten().collect();
        all.join("　")
    },
    legend: "◎ 達成　△ 未達　□ 未入力　◇ 定性目標　― 未公表・評価不能・目標なし　「仮定：」は、望ましい方向などを推定したうえでの判定です。",
    sheets: ["評価表", "データ（縦持ち）", "この資料について"],
    long: |id| match id {
        "schema" => "様式",
        "kpi_id" => "指標ID",
        "table_id" => "表ID",
        "table" => "表の表題",
        "section" => "見出し",
        "project" => "事業名",
        "number" => "シート番号",
        "name" => "指標名",
        "unit" => "単位",
        "department" => "担当課",
        "direction" => "望ましい方向",
        "direction_from" => "方向の根拠",
        "period" => "期間",
        "period_ja" => "期間（和暦）",
        "basis" => "数え方",
        "against" => "比べる目標",
        "baseline" => "基準値",
        "baseline_period" => "基準値の期間",
        "baseline_raw" => "基準値（原文）",
        "target" => "目標値",
        "target_period" => "目標値の期間",
        "target_raw" => "目標値（原文）",
        "actual" => "実績値",
        "actual_period" => "実績値の期間",
        "actual_raw" => "実績値（原文）",
        "estimated" => "実績値は推計",
        "final_target" => "最終目標値",
        "final_target_period" => "最終目標値の期間",
        "final_target_raw" => "最終目標値（原文）",
        "rate_percent" => "達成率（%）",
        "progress_percent" => "進捗率（%）",
        "final_progress_percent" => "最終目標への進捗率（%）",
        "method" => "ルールの計算方法",
        "shown_rate_percent" => "ルールの率（%）",
        "printed_rate" => "印字の達成率",
        "check" => "検算",
        "status" => "状態",
        "reason" => "理由",
        "assumed" => "仮定",
        "speaks" => "代表値",
        "label_grade" => "評価の記号",
        "label" => "評価",
        "printed_label" => "印字の評価",
        "certainty" => "読み取りの確かさ",
        "source_sheet" => "原本のシート",
        "source_cell" => "原本のセル",
        "source_line" => "原本の行",
        _ => "評価ルールID",
    },
    yes: "1",
    about: ("項目", "内容"),
    fact: |id| match id {
        "title" => "表題",
        "municipality" => "自治体",
        "fiscal-year" => "対象年度",
        "term" => "計画期間",
        "source" => "原本",
        "date" => "作成日",
        "product" => "作成した道具",
        "rule-set" => "評価ルール",
        "rule-source" => "評価ルールの出典",
        "corrected" => "直した箇所",
        "rates" => "達成率の求め方",
        "counts" => "件数",
        "judged" => "区分・事業の判定",
        "marks" => "記号",
        "form" => "様式",
        _ => "確認事項",
    },
    findings: ["区分", "場所", "指標名", "内容"],
    rates: "達成率は公表された値から計算し直したものです。実績値÷目標値×100（減らす指標は目標値÷実績値×100）を小数第1位に四捨五入し、上限では切りません。",
    page: "ページ",
    unfit: |characters| format!("Shift_JIS（CP932）で書けない文字：{characters}"),
    untitled: "KPIの評価結果",
};

const EN: Words = Words {
    column: |id| match id {
        "number" => "No.",
        "project" => "Project",
        "name" => "Indicator",
        "unit" => "Unit",
        "department" => "Department",
        "direction" => "Desired direction",
        "baseline" => "Baseline",
        "baseline-year" => "Baseline year",
        "target" => "Target",
        "actual" => "Actual",
        "rate" => "Achievement rate",
        "final-target" => "Final target",
        "target-year" => "Target year",
        "rule-rate" => "Rate by the rules",
        "status" => "Status",
        "label" => "Label by the rules",
        "final-label" => "Final label",
        "check" => "Recheck",
        "printed-status" => "Printed progress",
        "printed-rating" => "Printed rating",
        "printed-overall" => "Printed overall rating",
        "printed-label" => "Printed label",
        "reason" => "Reason",
        "cause" => "Cause",
        "effect" => "Effect",
        "issue" => "Issue",
        "opinion" => "Opinion",
        "next-step" => "Next step",
        _ => "Note",
    },
    two_rates: ("Printed rate", "Recomputed rate"),
    section: |of, n| match (of, n) {
        (1, _) => "Section",
        (_, 0) => "Section 1",
        (_, 1) => "Section 2",
        _ => "Section 3",
    },
    rating: |n| format!("Printed rating {n}"),
    dated: |head, said| format!("{head} ({said})"),
    basis: |basis| match basis {
        "annual-increment" => "in the year",
        "cumulative-increment" => "since the start",
        _ => "",
    },
    direction: |direction| match direction {
        Direction::Increase => "Increase",
        Direction::Decrease => "Decrease",
        Direction::Maintain => "Maintain",
        Direction::Unknown => "Increase/decrease",
    },
    estimated: "est. ",
    status: |status| match status {
        Some(Status::Achieved) => ("◎", "Achieved"),
        Some(Status::NotAchieved) => ("△", "Not achieved"),
        Some(Status::NotPublished) => ("―", "Not published"),
        Some(Status::NotEntered) => ("□", "Not entered"),
        Some(Status::NotEvaluable) => ("―", "Not evaluable"),
        Some(Status::Qualitative) => ("◇", "Qualitative"),
        Some(Status::NoTarget) => ("―", "No target"),
        None => ("―", "Not measured"),
    },
    provisional: |said| format!("Assumed: {said}"),
    counts: |[all, met, met_assumed, missed, missed_assumed, others]| {
        let of = |n: usize| {
            if n > 0 {
                format!(" ({n} assumed)")
            } else {
                String::new()
            }
        };
        format!(
            "{all} KPIs: ◎ {met} achieved{}, △ {missed} not achieved{}, {others} {}",
            of(met_assumed),
            of(missed_assumed),
            if others == 1 { "other" } else { "others" }
        )
    },
    facts: |city, year, term| {
        let city = city.map(str::to_owned);
        let year = year.map(|year| format!("Year: {year}"));
        let term = term.map(|(start, end)| format!("Term: {start}–{end}"));
        let all: Vec<String> = [city, year, term].into_iter().flatten().collect();
        all.join("  ")
    },
    legend: "◎ achieved  △ not achieved  □ not entered  ◇ qualitative  ― not published, not evaluable, no target  “Assumed:” rests on an assumption, such as the desired direction.",
    sheets: ["Evaluation", "Data (long form)", "About"],
    long: |_| "",
    yes: "1",
    about: ("What", "Says"),
    fact: |id| match id {
        "title" => "Title",
        "municipality" => "Municipality",
        "fiscal-year" => "Year",
        "term" => "Term",
        "source" => "Source",
        "date" => "Date",
        "product" => "Made with",
        "rule-set" => "Rule set",
        "rule-source" => "Source of the rule set",
        "corrected" => "Put right",
        "rates" => "How rates follow",
        "counts" => "Counts",
        "judged" => "Judged",
        "marks" => "Marks",
        "form" => "Form",
        _ => "Findings",
    },
    findings: ["Severity", "Place", "Indicator", "Text"],
    rates: "Rates are recomputed from published figures: actual ÷ target × 100 (where less is better: target ÷ actual × 100), half up to one decimal, never capped.",
    page: "Page",
    unfit: |characters| format!("Characters that Shift_JIS (CP932) does not have: {characters}"),
    untitled: "Evaluation of KPIs",
};
