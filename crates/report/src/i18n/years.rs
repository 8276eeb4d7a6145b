//! The words of the panel that puts an earlier sheet beside the open one (前年度と比べる).

use crate::i18n::Lang;
use crate::i18n::figures::count;

/// The words, one constant per language.
pub struct Words {
    pub heading: &'static str,
    pub hint: &'static str,
    /// There is only one sheet.
    pub none: &'static str,
    /// Name of the field that chooses the earlier sheet.
    pub earlier: &'static str,
    /// The earlier sheet is being read.
    pub reading: &'static str,
    /// It could not be read.
    pub broken: &'static str,
    /// No KPI was read from it.
    pub empty: &'static str,
    /// It is the later one: fiscal years of the open sheet and of the other, as words.
    pub later: fn(&str, &str) -> String,
    /// Opens the other sheet.
    pub open_other: fn(&str) -> String,
    /// Counts: pairs, to check, flagged, added, dropped, undecided.
    pub summary: fn([usize; 6]) -> String,
    /// Only what is flagged or to be checked.
    pub flagged_only: &'static str,
    /// What is flagged can be narrowed to one kind; the first value of the field.
    pub kind: &'static str,
    pub all_kinds: &'static str,
    /// A kind of flag by its code.
    pub code: fn(&str) -> &'static str,
    /// So many of so many are shown.
    pub shown: fn(usize, usize) -> String,
    /// Shows more.
    pub more: &'static str,
    /// Heads of the table, with the kinds of their cells.
    pub columns: [(&'static str, &'static str); 6],
    /// The earlier name, where it is another.
    pub called: fn(&str) -> String,
    /// The pair is to be checked.
    pub check: &'static str,
    /// A figure by its name.
    pub figure: fn(&str, &str) -> String,
    pub target: &'static str,
    pub actual: &'static str,
    pub rate: &'static str,
    /// There is nothing.
    pub absent: &'static str,
    /// Nothing has changed.
    pub unchanged: &'static str,
    /// Headings of the KPIs that are in one sheet only.
    pub added: fn(usize) -> String,
    pub dropped: fn(usize) -> String,
    /// What may be the same.
    pub offered: &'static str,
    /// What a person said: it is new.
    pub said_new: &'static str,
    /// Buttons, each with the name of the KPI for those who do not see where it stands.
    pub part: &'static str,
    pub part_what: fn(&str) -> String,
    pub undo: &'static str,
    pub undo_what: fn(&str) -> String,
    /// Joins with an earlier KPI: its name.
    pub join: fn(&str) -> String,
    pub join_what: fn(&str, &str) -> String,
    /// Field of all earlier KPIs that are left.
    pub join_other: fn(&str) -> String,
    pub choose_other: &'static str,
    pub join_chosen: &'static str,
    /// What was done, in the live region: this year's name, the earlier one.
    pub joined: fn(&str, &str) -> String,
    pub parted: fn(&str) -> String,
    pub undone: fn(&str) -> String,
    /// Pace.
    pub pace_title: fn(&str) -> String,
    pub reached: &'static str,
    pub ahead: &'static str,
    pub on: &'static str,
    pub behind: &'static str,
    /// Standing; year, actual, expected; passed and reached in percent.
    pub pace: fn(&str, [&str; 3], [&str; 2]) -> String,
    /// What each year that is left has to bring.
    pub needed: fn(&str) -> String,
    /// The ends of the line: year and value of baseline and final target.
    pub line: fn([&str; 2], [&str; 2]) -> String,
    /// A year on the way: year, actual, expected.
    pub step: fn(&str, &str, &str) -> String,
    /// Why there is no pace.
    pub no_pace: fn(&str) -> &'static str,
    /// Opens the years of a KPI.
    pub years: &'static str,
    /// A year: year, target, actual, rate.
    pub year: fn(&str, &str, &str, &str) -> String,
    pub undated: &'static str,
    /// Saves the table as a workbook, and in long form.
    pub save_book: &'static str,
    pub save: &'static str,
    pub saved: fn(&str) -> String,
    pub not_saved: &'static str,
    /// What is added to the name of the file.
    pub mark: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    heading: "前年度と比べる",
    hint: "前の年度のシートを選ぶと、同じ指標を並べ、目標・単位・定義などの変更と、更新されていない実績値を示します。",
    none: "比べるシートがありません。「別のシートを読み込む」から前の年度のファイルを開くか、表を貼り付けてください。そのあと、上のシートの一覧でこのシートに戻って比べます。",
    earlier: "前の年度のシート",
    reading: "前の年度のシートを読み取っています。",
    broken: "前の年度のシートを読み取れませんでした。",
    empty: "前の年度のシートから指標を読み取れませんでした。そのシートを開いて、読み取りを確認してください。",
    later: |open, other| {
        format!(
            "開いているシートは{open}、選んだシートは{other}です。新しい年度のシートを開いてから比べてください。"
        )
    },
    open_other: |name| format!("「{name}」を開く"),
    summary: |[pairs, check, flagged, added, dropped, undecided]| {
        format!(
            "同じ指標 {}（うち要確認 {}、変わったところのあるもの {}）、新しい指標 {}、なくなった指標 {}、決められない指標 {}",
            count(pairs),
            count(check),
            count(flagged),
            count(added),
            count(dropped),
            count(undecided)
        )
    },
    flagged_only: "変わったところか要確認のある指標だけを表示",
    kind: "変わったところ",
    all_kinds: "すべて",
    code: |code| match code {
        "name" => "指標名",
        "section" => "区分",
        "unit" => "単位",
        "direction" => "望ましい方向",
        "definition" => "定義",
        "baseline" => "基準値",
        "final-target" => "最終目標値",
        "target" => "目標値",
        "actual-revised" => "実績値の訂正",
        "actual-not-updated" => "実績値が未更新",
        _ => "今年度の実績値なし",
    },
    shown: |n, of| format!("{}件中{}件を表示", count(of), count(n)),
    more: "続きを表示",
    columns: [
        ("name", "指標"),
        ("before", "前の年度"),
        ("now", "この年度"),
        ("flags", "変わったところ"),
        ("pace", "最終目標への進み"),
        ("act", "対応"),
    ],
    called: |name| format!("前の年度：{name}"),
    check: "要確認",
    figure: |name, figure| format!("{name} {figure}"),
    target: "目標",
    actual: "実績",
    rate: "達成率",
    absent: "―",
    unchanged: "変わったところはありません",
    added: |n| format!("この年度だけの指標（{}）", count(n)),
    dropped: |n| format!("前の年度だけの指標（{}）", count(n)),
    offered: "同じ指標かもしれません：",
    said_new: "新しい指標としました",
    part: "別の指標とする",
    part_what: |name| format!("「{name}」を前の年度とは別の指標とする"),
    undo: "判断を取り消す",
    undo_what: |name| format!("「{name}」についての判断を取り消す"),
    join: |name| format!("「{name}」と同じ指標とする"),
    join_what: |now, before| format!("「{now}」を前の年度の「{before}」と同じ指標とする"),
    join_other: |name| format!("「{name}」と同じ前の年度の指標"),
    choose_other: "選んでください",
    join_chosen: "同じ指標とする",
    joined: |now, before| format!("「{now}」を前の年度の「{before}」と結び付けました。"),
    parted: |name| format!("「{name}」を新しい指標としました。"),
    undone: |name| format!("「{name}」についての判断を取り消しました。"),
    pace_title: |name| format!("「{name}」の基準値から最終目標値までの進み"),
    reached: "最終目標を達成",
    ahead: "直線より進んでいる",
    on: "直線どおり",
    behind: "直線より遅れている",
    pace: |standing, [year, actual, expected], [passed, reached]| {
        format!(
            "{standing}：{year}の実績 {actual}、直線では {expected}（期間の{passed}%が過ぎ、道のりの{reached}%まで）"
        )
    },
    needed: |figure| format!("残りの期間に1年あたり {figure} が必要"),
    line: |[from, baseline], [to, target]| {
        format!("基準値 {baseline}（{from}）、最終目標値 {target}（{to}）")
    },
    step: |year, actual, expected| format!("{year} 実績 {actual}、直線 {expected}"),
    no_pace: |why| match why {
        "no-baseline" => "数値の基準値がないため、進みは出せません",
        "no-final-target" => "数値の最終目標値がないため、進みは出せません",
        "no-actual" => "実績値がないため、進みは出せません",
        "no-period" => "基準値・最終目標値・実績値の年度が分からないため、進みは出せません",
        "not-a-level" => "増加分の数値のため、進みは出せません",
        _ => "最終目標値が基準値より望ましい側にないため、進みは出せません",
    },
    years: "各年度の値",
    year: |year, target, actual, rate| format!("{year} 目標 {target}、実績 {actual}、達成率 {rate}"),
    undated: "年度不明",
    save_book: "比較表を保存（Excel）",
    save: "比較表を保存（CSV、縦持ち）",
    saved: |name| format!("保存しました：{name}"),
    not_saved: "ブラウザーがファイルを受け取りませんでした。",
    mark: "年度比較",
};

const EN: Words = Words {
    heading: "Compare with last year",
    hint: "Choose the sheet of an earlier year: the same indicators stand side by side, with changed targets, units and definitions, and actuals that were not updated.",
    none: "There is no sheet to compare with. Open that of an earlier year by “Read another sheet”, then come back to this one by the list above.",
    earlier: "Sheet of an earlier year",
    reading: "Reading the earlier sheet.",
    broken: "The earlier sheet could not be read.",
    empty: "No indicator was read from the earlier sheet. Open it and check its reading.",
    later: |open, other| {
        format!("The open sheet is of {open}, the chosen one of {other}. Open the later one to compare.")
    },
    open_other: |name| format!("Open “{name}”"),
    summary: |[pairs, check, flagged, added, dropped, undecided]| {
        format!(
            "Same indicators: {} (to check: {}, changed: {}), new: {}, gone: {}, undecided: {}",
            count(pairs),
            count(check),
            count(flagged),
            count(added),
            count(dropped),
            count(undecided)
        )
    },
    flagged_only: "Only what has changed or is to be checked",
    kind: "What has changed",
    all_kinds: "Anything",
    code: |code| match code {
        "name" => "Name",
        "section" => "Section",
        "unit" => "Unit",
        "direction" => "Direction",
        "definition" => "Definition",
        "baseline" => "Baseline",
        "final-target" => "Final target",
        "target" => "Target",
        "actual-revised" => "Actual revised",
        "actual-not-updated" => "Actual not updated",
        _ => "No actual of this year",
    },
    shown: |n, of| format!("{} of {} shown", count(n), count(of)),
    more: "Show more",
    columns: [
        ("name", "Indicator"),
        ("before", "Earlier year"),
        ("now", "This year"),
        ("flags", "Changes"),
        ("pace", "Way to the final target"),
        ("act", "Decide"),
    ],
    called: |name| format!("Earlier: {name}"),
    check: "To check",
    figure: |name, figure| format!("{name} {figure}"),
    target: "Target",
    actual: "Actual",
    rate: "Rate",
    absent: "–",
    unchanged: "Nothing has changed",
    added: |n| format!("In this year only ({})", count(n)),
    dropped: |n| format!("In the earlier year only ({})", count(n)),
    offered: "Perhaps the same:",
    said_new: "Said to be new",
    part: "Not the same",
    part_what: |name| format!("“{name}” is not the earlier indicator"),
    undo: "Take back",
    undo_what: |name| format!("Take back what was said of “{name}”"),
    join: |name| format!("Same as “{name}”"),
    join_what: |now, before| format!("“{now}” is the earlier “{before}”"),
    join_other: |name| format!("Earlier indicator of “{name}”"),
    choose_other: "Choose",
    join_chosen: "Same indicator",
    joined: |now, before| format!("“{now}” is joined with the earlier “{before}”."),
    parted: |name| format!("“{name}” is a new indicator."),
    undone: |name| format!("What was said of “{name}” is taken back."),
    pace_title: |name| format!("The way of “{name}” from its baseline to its final target"),
    reached: "Final target met",
    ahead: "Ahead of the line",
    on: "On the line",
    behind: "Behind the line",
    pace: |standing, [year, actual, expected], [passed, reached]| {
        format!(
            "{standing}: {year} actual {actual}, line {expected} ({passed}% of the time, {reached}% of the way)"
        )
    },
    needed: |figure| format!("{figure} needed in each year that is left"),
    line: |[from, baseline], [to, target]| {
        format!("Baseline {baseline} ({from}), final target {target} ({to})")
    },
    step: |year, actual, expected| format!("{year}: actual {actual}, line {expected}"),
    no_pace: |why| match why {
        "no-baseline" => "No pace: no baseline in numbers",
        "no-final-target" => "No pace: no final target in numbers",
        "no-actual" => "No pace: no actual",
        "no-period" => "No pace: the years of baseline, final target or actual are not known",
        "not-a-level" => "No pace: the numbers are increments",
        _ => "No pace: the final target is not beyond the baseline in the better direction",
    },
    years: "Every year",
    year: |year, target, actual, rate| format!("{year}: target {target}, actual {actual}, rate {rate}"),
    undated: "Year unknown",
    save_book: "Save the comparison (Excel)",
    save: "Save the comparison (CSV, long form)",
    saved: |name| format!("Saved: {name}"),
    not_saved: "The browser did not take the file.",
    mark: "comparison",
};
