//! The words around the table of KPIs: search, facets, sorting, details, panels.

use crate::i18n::Lang;
use crate::i18n::figures::count;
use crate::i18n::page::plural;

/// The words in one language.
pub struct Words {
    /// Name of the search field.
    pub search: &'static str,
    /// Opens the facets.
    pub narrow: &'static str,
    /// How many values are chosen, behind [`Words::narrow`].
    pub narrowed: fn(usize) -> String,
    /// Takes one chosen value away: facet, value.
    pub remove: fn(&str, &str) -> String,
    /// Takes all of them away.
    pub remove_all: &'static str,
    /// Nothing is left of all that is asked for.
    pub none_left: &'static str,
    /// Name of a facet.
    pub facet: fn(&str) -> &'static str,
    /// Whether a KPI was read with a doubt, by the contract's word.
    pub certainty: fn(&str) -> &'static str,
    /// KPIs without any value of it.
    pub attention: fn(&str) -> &'static str,
    /// Name of the field that sorts.
    pub sort: &'static str,
    /// The order of the sheet.
    pub as_printed: &'static str,
    /// What a press on a column head does: its name.
    pub sort_by: fn(&str) -> String,
    /// The table is sorted: column, from the largest.
    pub sorted: fn(&str, bool) -> String,
    /// Before the text of the sheet, above a cell that is edited.
    pub original: &'static str,
    /// A name cannot be left empty.
    pub name_needed: &'static str,
    /// What was typed is no figure.
    pub no_figure: &'static str,
    /// A block of cells is marked: rows, columns.
    pub marked: fn(usize, usize) -> String,
    /// So many cells are on the clipboard.
    pub copied: fn(usize) -> String,
    /// The clipboard could not be written.
    pub not_copied: &'static str,
    /// Texts were laid over cells: how many got another text, how many texts found no cell.
    pub laid: fn(usize, usize) -> String,
    /// Draws all rows of a long table at once: how many KPIs.
    pub whole: fn(usize) -> String,
    /// What that is for, and what it costs.
    pub whole_hint: &'static str,
    /// Opens the choice of columns.
    pub columns: &'static str,
    /// Name of the choice.
    pub columns_shown: &'static str,
    /// Takes the choice back.
    pub columns_auto: &'static str,
    /// What that means.
    pub columns_hint: &'static str,
    /// Name of the field that chooses the headings.
    pub group_by: &'static str,
    /// Heading of the KPIs that no department is named for.
    pub without_department: &'static str,
    /// Column of departments.
    pub department: &'static str,
    /// Column of final targets.
    pub final_target: &'static str,
    /// Column of charts.
    pub chart: &'static str,
    /// Column of open points.
    pub open: &'static str,
    /// So many open points of a KPI.
    pub points: fn(usize) -> String,
    /// So many of them are provisional.
    pub provisional: fn(usize) -> String,
    /// What a provisional status is.
    pub provisional_hint: &'static str,
    /// A group is folded or opened; its KPIs.
    pub group: fn(usize) -> String,
    /// Figures of a chart: name, figure.
    pub chart_part: fn(&str, &str) -> String,
    /// Between them.
    pub chart_joint: &'static str,
    /// Short names of baseline, target, actual, final target.
    pub chart_names: [&'static str; 4],
    /// What the marks of a chart are.
    pub chart_legend: &'static str,
    /// The KPI before.
    pub previous: &'static str,
    /// The KPI after.
    pub next: &'static str,
    /// Closes the details.
    pub close: &'static str,
    /// Name of the buttons that open panels.
    pub panels: &'static str,
    /// A panel, by its name.
    pub panel: fn(&str) -> &'static str,
    /// How a file was read, and how else it could be.
    pub reread: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    search: "検索",
    narrow: "絞り込み",
    narrowed: |n| format!("（{n}）"),
    remove: |facet, value| format!("{facet}：{value} を外す"),
    remove_all: "すべて外す",
    none_left: "当てはまるKPIがありません。",
    facet: |facet| match facet {
        "status" => "状態",
        "label" => "評価",
        "check" => "達成率の検算",
        "section" => "区分",
        "department" => "担当課",
        "period" => "年度",
        "certainty" => "読み取り",
        _ => "確認",
    },
    certainty: |value| match value {
        "check" => "要確認",
        _ => "確か",
    },
    attention: |value| match value {
        "open" => "確認することがある",
        _ => "仮定にもとづく状態",
    },
    sort: "並べ替え",
    as_printed: "表の順",
    sort_by: |column| format!("{column}で並べ替え"),
    sorted: |column, descending| {
        let way = if descending { "降順" } else { "昇順" };
        format!("{column}の{way}に並べました。")
    },
    original: "今の文字：",
    name_needed: "指標名は空にできません。消すときは、読み取りの確認で行を外してください。",
    marked: |rows, columns| format!("{}行×{columns}列を選びました。", count(rows)),
    copied: |n| format!("{}個のセルをコピーしました。", count(n)),
    not_copied: "コピーできませんでした。ブラウザーがクリップボードへの書き込みを許していません。",
    laid: |n, left| {
        let changed = format!("{}個のセルを書き換えました。", count(n));
        match left {
            0 => changed,
            left => format!(
                "{changed}{}個は、置けるセルがないため入れていません。",
                count(left)
            ),
        }
    },
    no_figure: "数値として読めないので、このままだと達成率は出ません。",
    whole: |n| format!("{}件をすべて表に出す", count(n)),
    whole_hint: "ふだんは画面に見えている前後の行だけを出しています。ブラウザーのページ内検索と印刷は、すべて出してから使えます。1万件でメモリーを数百MB使い、出し終わるまで数十秒かかり、編集が遅くなります。検索欄と絞り込みは、出さなくても全件を対象にします。",
    columns: "列",
    columns_shown: "表示する列",
    columns_auto: "幅に合わせる",
    columns_hint: "選んでいない列は、画面の幅に合わせて表示したり省いたりします。選んだ列はこのブラウザーが覚えます。",
    group_by: "見出し",
    without_department: "担当課の記載なし",
    department: "担当課",
    final_target: "最終目標",
    chart: "図",
    open: "確認",
    points: |n| format!("確認{n}件"),
    provisional: |n| format!("（うち仮定{}）", count(n)),
    provisional_hint: "「仮定」は、望ましい方向や列の意味を仮に決めて出した状態です。確認すると外れます。",
    group: |n| format!("{}件", count(n)),
    chart_part: |name, figure| format!("{name} {figure}"),
    chart_joint: "、",
    chart_names: ["基準", "目標", "実績", "最終"],
    chart_legend: "図：横棒＝実績値、太い縦線＝目標値、細い縦線＝基準値、点線＝最終目標、薄い地色＝目標を満たす範囲",
    previous: "前のKPI",
    next: "次のKPI",
    close: "閉じる",
    panels: "表の下に開くもの",
    panel: |panel| match panel {
        "questions" => "確認してほしいこと",
        "findings" => "検算",
        "overview" => "概観",
        "check" => "読み取りの確認",
        "candidates" => "KPIかもしれない表",
        "judging" => "所見と照会",
        "rules" => "ルール",
        "sections" => "区分の評価",
        "projects" => "事業",
        "changes" => "変更の記録",
        "readability" => "機械可読性",
        "years" => "前年度と比べる",
        _ => "原文",
    },
    reread: "ファイルの読み方",
};

static EN: Words = Words {
    search: "Search",
    narrow: "Filter",
    narrowed: |n| format!(" ({n})"),
    remove: |facet, value| format!("Remove {facet}: {value}"),
    remove_all: "Remove all",
    none_left: "No KPI is left.",
    facet: |facet| match facet {
        "status" => "Status",
        "label" => "Label",
        "check" => "Rate recheck",
        "section" => "Section",
        "department" => "Department",
        "period" => "Year",
        "certainty" => "Reading",
        _ => "To check",
    },
    certainty: |value| match value {
        "check" => "In doubt",
        _ => "Sure",
    },
    attention: |value| match value {
        "open" => "Has something to check",
        _ => "Rests on an assumption",
    },
    sort: "Sort",
    as_printed: "As in the sheet",
    sort_by: |column| format!("Sort by {}", column.to_lowercase()),
    sorted: |column, descending| {
        let way = if descending { "descending" } else { "ascending" };
        format!("Sorted by {}, {way}.", column.to_lowercase())
    },
    original: "Text now: ",
    name_needed: "A name cannot be empty. To drop the row, leave it out where the reading is checked.",
    marked: |rows, columns| format!("{} × {} marked.", plural(rows, "row"), plural(columns, "column")),
    copied: |n| format!("{} copied.", plural(n, "cell")),
    not_copied: "Nothing was copied: the browser does not let this page write the clipboard.",
    laid: |n, left| {
        let changed = format!("{} changed.", plural(n, "cell"));
        match left {
            0 => changed,
            left => format!("{changed} {} left out: there is no cell for them.", count(left)),
        }
    },
    no_figure: "This is no figure, so that no rate would follow from it.",
    whole: |n| format!("Put all {} KPIs into the table", count(n)),
    whole_hint: "Usually only the rows around those in sight are in the page. Find-in-page and printing need all of them: for 10,000 KPIs that takes hundreds of megabytes and tens of seconds, and editing becomes slow. The search field and the filters always look through all.",
    columns: "Columns",
    columns_shown: "Columns shown",
    columns_auto: "Fit the width",
    columns_hint: "Columns that nothing was chosen for come and go with the width of the window. This browser remembers what was chosen.",
    group_by: "Headings",
    without_department: "No department named",
    department: "Department",
    final_target: "Final target",
    chart: "Chart",
    open: "Check",
    points: |n| format!("{n} to check"),
    provisional: |n| format!(" ({} assumed)", count(n)),
    provisional_hint: "“Assumed”: the status rests on an assumed direction or column. It goes once that is confirmed.",
    group: |n| match n {
        1 => "1 KPI".to_owned(),
        n => format!("{} KPIs", count(n)),
    },
    chart_part: |name, figure| format!("{name} {figure}"),
    chart_joint: ", ",
    chart_names: ["baseline", "target", "actual", "final"],
    chart_legend: "Chart: bar = actual, thick line = target, thin line = baseline, dotted line = final target, tinted ground = target met",
    previous: "Previous KPI",
    next: "Next KPI",
    close: "Close",
    panels: "What opens below the table",
    panel: |panel| match panel {
        "questions" => "To be checked",
        "findings" => "Recheck",
        "overview" => "Overview",
        "check" => "Check the reading",
        "candidates" => "Maybe KPIs",
        "judging" => "Judgement",
        "rules" => "Rules",
        "sections" => "Labels of sections",
        "projects" => "Projects",
        "changes" => "What was changed",
        "readability" => "Machine readability",
        "years" => "Compare with last year",
        _ => "Source",
    },
    reread: "How the file was read",
};
