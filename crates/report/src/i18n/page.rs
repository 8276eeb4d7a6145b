//! The words of the page, one constant per language: a missing sentence does not compile.
//!
//! Codes of the contract (statuses, roles, reasons) are worded by functions; a code that a later version adds falls back
//! to a general word rather than to the code.

use crate::i18n::Lang;
use crate::i18n::figures::count;
use kpi_core::evaluate::direction::DirectionFrom;
use kpi_core::evaluate::measure::Status;
use kpi_core::evaluate::recheck::Check;
use kpi_core::evaluate::standing::Standing;
use kpi_core::kpi::Direction;
use kpi_core::rating::LabelCheck;
use kpi_readers::base::remark::Severity;

/// The language of the sheets, whatever the language of the page: said beside every text out of a sheet.
pub const SHEETS: &str = "ja";

/// Between departments of one KPI: the sheet's own words, in its language.
pub const DEPARTMENTS_JOINT: &str = "、";

/// A place in words: of its worksheet, page, cell, line.
pub type PlaceWords = fn(Option<&str>, Option<u32>, Option<&str>, Option<u32>) -> String;

/// Every sentence and word of the page.
pub struct Messages {
    /// The language's tag.
    pub tag: &'static str,
    /// The language's name in itself.
    pub own_name: &'static str,
    /// `<title>`.
    pub page_title: &'static str,
    /// The product's name.
    pub product: &'static str,
    /// What it promises, in a line.
    pub promise: &'static str,
    /// Name of the language switch.
    pub language: &'static str,
    /// The skip link.
    pub skip: &'static str,
    /// Version number.
    pub version: fn(&str) -> String,
    /// Whose tokens are used.
    pub credit: &'static str,

    /// Heading of the intake.
    pub intake: &'static str,
    /// Label of the paste box.
    pub paste_label: &'static str,
    /// What can be pasted.
    pub paste_hint: &'static str,
    /// Shown in the empty paste box.
    pub paste_placeholder: &'static str,
    /// The button for typed text.
    pub evaluate: &'static str,
    /// The button pressed on an empty box.
    pub nothing_typed: &'static str,
    /// Opens the paste box again.
    pub another: &'static str,
    /// What came in: characters, and whether as an HTML table.
    pub document_taken: fn(usize, bool) -> String,
    /// A sample came in: title, characters.
    pub sample_taken: fn(&str, usize) -> String,
    /// Where a sample is from.
    pub sample_source: fn(&str) -> String,
    /// Label of the samples.
    pub samples_label: &'static str,
    /// What the samples are.
    pub samples_hint: &'static str,
    /// Opens the chosen sample.
    pub open_sample: &'static str,

    /// Name of the undo group.
    pub history: &'static str,
    /// Undo.
    pub undo: &'static str,
    /// Redo.
    pub redo: &'static str,
    /// Start anew.
    pub reset: &'static str,

    /// A large sheet is being read.
    pub busy: &'static str,
    /// A sheet of a usual size is being read.
    pub busy_small: &'static str,
    /// Nothing came in yet.
    pub nothing_yet: &'static str,
    /// The draft is on its way to the disk.
    pub draft_saving: &'static str,
    /// The draft was kept.
    pub draft_saved: &'static str,
    /// A draft was found.
    pub draft_restored: &'static str,
    /// The draft is in memory only.
    pub draft_at_risk: &'static str,
    /// A draft could not be read; `true`: written by a newer program.
    pub draft_unreadable: fn(bool) -> &'static str,
    /// It was put aside.
    pub draft_set_aside: &'static str,
    /// Storage refuses: heading and what to do.
    pub storage_unavailable: (&'static str, &'static str),
    /// Storage is full.
    pub storage_full: (&'static str, &'static str),
    /// The sheet is too large for it.
    pub storage_too_large: (&'static str, &'static str),
    /// An unreadable draft is in the way.
    pub storage_blocked: (&'static str, &'static str),

    /// Heading of the counts.
    pub summary: &'static str,
    /// What the counts do.
    pub summary_hint: &'static str,
    /// The total.
    pub all_kpis: &'static str,
    /// A count with its unit.
    pub count: fn(usize) -> String,
    /// A standing of the summary.
    pub standing: fn(Standing) -> &'static str,
    /// Measurements whose printed rate differs.
    pub mismatches: &'static str,
    /// The summary in a sentence: total, counts by word, mismatches.
    pub summary_said: fn(usize, &[(&str, usize)], usize) -> String,
    /// How many KPIs a filter shows, of how many.
    pub shown: fn(usize, usize) -> String,

    /// Nothing was recognised.
    pub nothing_found: &'static str,
    /// What was read: rows, columns.
    pub nothing_read: fn(usize, usize) -> String,
    /// What is needed.
    pub nothing_needed: &'static str,
    /// What to do.
    pub nothing_to_do: &'static [&'static str],

    /// Heading of the notices.
    pub notices: fn(usize) -> String,
    /// A severity.
    pub severity: fn(Severity) -> &'static str,
    /// Shows so many more notices.
    pub more_notices: fn(usize) -> String,
    /// What a notice proposes.
    pub proposal: fn(&str) -> String,
    /// A place.
    pub place: PlaceWords,
    /// A button that leads to a place in the source.
    pub in_source: fn(&str) -> String,

    /// Heading of the result: shown, of all.
    pub result: fn(usize, usize) -> String,
    /// A plan's term.
    pub term: fn(&str, &str) -> String,
    /// Caption of a table without headings above.
    pub without_section: &'static str,
    /// Between headings of a caption.
    pub section_joint: &'static str,
    /// Between items of a list.
    pub list_joint: &'static str,
    /// The columns of the result: field, name.
    pub columns: [(&'static str, &'static str); 9],
    /// Opens the grounds.
    pub grounds: &'static str,
    /// Whose, for screen readers.
    pub of_kpi: fn(&str) -> String,
    /// No unit is printed.
    pub no_unit: &'static str,
    /// No figure is printed.
    pub no_figure: &'static str,
    /// There is no rate.
    pub no_rate: &'static str,
    /// Nothing was measured.
    pub no_measurement: &'static str,
    /// No label was printed and none follows.
    pub no_label: &'static str,
    /// No label follows from the rules.
    pub no_suggestion: &'static str,
    /// No label was printed.
    pub no_printed_label: &'static str,
    /// A percentage.
    pub percent: fn(&str) -> String,
    /// A derived figure.
    pub derived: fn(&str) -> String,
    /// An estimate.
    pub estimated: &'static str,
    /// The part in brackets.
    pub scoped: fn(&str) -> String,
    /// A guess.
    pub assumed: &'static str,
    /// A measurement against the final target.
    pub final_target: &'static str,
    /// The project of a KPI.
    pub project: fn(&str) -> String,
    /// The measurement that speaks for the KPI.
    pub speaks: &'static str,
    /// Annual or cumulative.
    pub basis: fn(&str) -> &'static str,
    /// Status of a measurement.
    pub status: fn(Status) -> &'static str,
    /// Reason of an absence.
    pub reason: fn(&str) -> &'static str,
    /// Check of a rate.
    pub check: fn(Check) -> &'static str,
    /// Check of a label.
    pub label_check: fn(LabelCheck) -> &'static str,
    /// The printed rate.
    pub printed_rate: fn(&str) -> String,
    /// The printed judgement.
    pub printed_label: fn(&str) -> String,
    /// The label that follows; `true`: a suggestion, because people judge.
    pub computed_label: fn(&str, bool) -> String,
    /// Name of the field of a missing actual: KPI, period.
    pub actual_of: fn(&str, Option<&str>) -> String,

    /// Name of the rule set field.
    pub rule_set: &'static str,
    /// What the rule set decides.
    pub rule_set_hint: &'static str,
    /// Where a rule set comes from: body, plan, year.
    pub rule_set_source: fn(&str, Option<&str>, Option<i32>) -> String,
    /// How sure a rule set is, by its basis: stated, read out of figures, or the product's own.
    pub rule_set_basis: fn(&str) -> &'static str,
    /// The address of a source.
    pub rule_set_link: &'static str,

    /// Name of the direction field.
    pub direction: &'static str,
    /// A direction.
    pub direction_word: fn(Direction) -> &'static str,
    /// Its sign.
    pub direction_sign: fn(Direction) -> &'static str,
    /// How it is known.
    pub direction_from: fn(DirectionFrom) -> &'static str,
    /// Confirms a guess.
    pub confirm: &'static str,
    /// Takes a correction back.
    pub revoke: &'static str,
    /// A correction.
    pub corrected: &'static str,
    /// Opens the fields.
    pub correct: &'static str,
    /// Baseline.
    pub baseline: &'static str,
    /// Target.
    pub target: &'static str,
    /// Actual.
    pub actual: &'static str,
    /// A field's name with its period.
    pub name_of_period: fn(&str, &str) -> String,
    /// Name of a cell's field: what it holds, where it is.
    pub cell_label: fn(&[String], &str) -> String,
    /// Formula.
    pub formula: &'static str,
    /// Progress from the baseline.
    pub progress: fn(&str) -> String,
    /// Progress to the final target.
    pub final_progress: fn(&str) -> String,
    /// The rate as the rule set shows it: rate, method.
    pub shown_rate: fn(&str, &str) -> String,
    /// Another method: method, rate.
    pub alternative: fn(&str, &str) -> String,
    /// A figure as printed: name, text, note.
    pub as_printed: fn(&str, &str, Option<&str>) -> String,
    /// Role of a piece of prose.
    pub text_role: fn(&str) -> &'static str,

    /// The columns were guessed.
    pub columns_assumed: &'static str,
    /// What to do about it.
    pub columns_hint: &'static str,
    /// Confirms them.
    pub columns_confirm: &'static str,
    /// Name of a column: position, header.
    pub column_name: fn(&str, &str) -> String,
    /// Role of a column.
    pub role: fn(&str) -> &'static str,
    /// Sample values.
    pub samples: fn(&[String]) -> String,

    /// Heading of the projects.
    pub projects: fn(usize) -> String,
    /// What the labels of projects are.
    pub projects_hint: &'static str,
    /// The columns of the projects: field, name.
    pub project_columns: [(&'static str, &'static str); 5],
    /// The project above.
    pub part_of: fn(&str) -> String,
    /// What is to come.
    pub next_step: fn(&str) -> String,

    /// Heading of the source.
    pub source: &'static str,
    /// What it shows: rows.
    pub source_hint: fn(usize) -> String,
    /// Column of lines.
    pub line: &'static str,
    /// A row that was used.
    pub used: &'static str,
    /// Its sign.
    pub used_sign: &'static str,
    /// Goes back.
    pub back: &'static str,
    /// Rows before.
    pub rows_before: &'static str,
    /// Rows after.
    pub rows_after: &'static str,
    /// So many characters are left out.
    pub shortened: fn(usize) -> String,

    /// Name of the pages.
    pub pages: &'static str,
    /// Previous page.
    pub previous_page: &'static str,
    /// Next page.
    pub next_page: &'static str,
    /// The range shown: first, last, of all.
    pub page_range: fn(usize, usize, usize) -> String,
}

/// The words in a language.
pub fn messages(lang: Lang) -> &'static Messages {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Messages = Messages {
    tag: "ja",
    own_name: "日本語",
    page_title: "KPI評価シート",
    product: "KPI評価シート",
    promise: "入力した内容は、このPCの外に出ません。",
    language: "表示する言語",
    skip: "本文へ移動",
    version: |version| format!("KPI評価シート バージョン {version}"),
    credit: "デジタル庁デザインシステムのデザイントークンを使用（MIT License © デジタル庁）。本サービスはデジタル庁が提供するものではありません。",

    intake: "シートを読み込む",
    paste_label: "KPIの表を貼り付ける",
    paste_hint: "Excel、Word、ブラウザー、PDFからコピーした表や文章を、そのまま貼り付けてください。貼り付けるとすぐに評価します。",
    paste_placeholder: "ここに貼り付け（Ctrl + V）",
    evaluate: "評価する",
    nothing_typed: "入力欄が空です。KPIの表を貼り付けるか、入力してください。",
    another: "別のシートを読み込む",
    document_taken: |length, html| {
        let form = if html { "表の形式" } else { "文字" };
        format!("貼り付けたシート（{}文字、{form}として読み込み）", count(length))
    },
    sample_taken: |title, length| format!("見本「{title}」（{}文字）", count(length)),
    sample_source: |source| format!("出典：{source}"),
    samples_label: "見本で試す",
    samples_hint: "自治体が公表している資料から、KPIの表を抜粋したものです。",
    open_sample: "見本を開く",

    history: "操作の取り消し",
    undo: "元に戻す",
    redo: "やり直す",
    reset: "最初からやり直す",

    busy_small: "シートを読み取っています。",
    busy: "大きなシートを読み取っています。しばらくお待ちください。",
    nothing_yet: "シートを貼り付けるか、見本を開くと、ここに結果を表示します。",
    draft_saving: "下書きを保存しています…",
    draft_saved: "下書きをこのPCに保存しました。",
    draft_restored: "前回の下書きを復元しました。",
    draft_at_risk: "下書きは保存されていません。",
    draft_unreadable: |newer| {
        if newer {
            "前回の下書きは、新しい版で作られたため読めません"
        } else {
            "前回の下書きを読み取れませんでした"
        }
    },
    draft_set_aside: "読めなかった下書きは消さずに、別の場所へ移してあります。新しい下書きで上書きされることはありません。",
    storage_unavailable: (
        "下書きを保存できません（このブラウザーでは保存が許可されていません）",
        "入力した内容は、この画面を開いている間だけ残ります。この画面を閉じると失われます。閉じる前に、結果を控えてください。ブラウザーの設定でサイトデータの保存を許可すると、下書きを保存できます。",
    ),
    storage_full: (
        "下書きを保存できません（ブラウザーの保存領域がいっぱいです）",
        "入力した内容は、この画面を開いている間だけ残ります。この画面を閉じると失われます。閉じる前に、結果を控えてください。「この下書き入りのファイルを保存」があれば、それで残せます。要らないシートを閉じるか、ほかのサイトデータを削除して空きができると、自動で保存します。前に保存した下書きは上書きしていません。",
    ),
    storage_too_large: (
        "下書きを保存できません（シートが大きすぎます）",
        "評価は続けられますが、この画面を閉じると失われます。必要な表だけを貼り付けると、下書きを保存できます。",
    ),
    storage_blocked: (
        "下書きを保存できません（読めない下書きが残っています）",
        "読めない下書きを移す空きがないため、消さずに残してあります。入力した内容は、この画面を閉じると失われます。ほかのサイトデータを削除して空きができると、読めない下書きを移して、自動で保存します。",
    ),

    summary: "まとめ",
    summary_hint: "項目を押すと、下の表をその状態のKPIだけに絞り込みます。",
    all_kpis: "KPI",
    count: |n| format!("{}件", count(n)),
    standing: |word| match word {
        Standing::Achieved => "達成",
        Standing::NotAchieved => "未達",
        Standing::NotPublished => "未公表",
        Standing::NotEntered => "未入力",
        Standing::NotEvaluable => "評価不能",
        Standing::Other => "その他",
    },
    mismatches: "検算の不一致",
    summary_said: |kpis, counts, mismatches| {
        let counts: Vec<_> = counts.iter().map(|(word, n)| format!("{word}{n}件")).collect();
        let tail = if mismatches > 0 {
            format!("検算の不一致が{mismatches}件あります。")
        } else {
            String::new()
        };
        format!("KPIを{kpis}件読み取りました（{}）。{tail}", counts.join("、"))
    },
    shown: |shown, all| format!("{all}件のうち{shown}件を表示しています。"),

    nothing_found: "KPIが見つかりませんでした",
    nothing_read: |rows, columns| format!("読み取った内容：{}行、最大{}列。", count(rows), count(columns)),
    nothing_needed: "評価には、指標名と、目標値または実績値が必要です。",
    nothing_to_do: &[
        "表の見出しの行（指標名、目標値、実績値など）も含めてコピーしてください。",
        "PDFの場合は、表の部分だけを選んでコピーすると読み取りやすくなります。",
        "貼り付けた内容は下の「原文」に残っています。「元に戻す」で前のシートに戻れます。",
    ],

    notices: |n| format!("確認してほしいこと（{}件）", count(n)),
    severity: |severity| match severity {
        Severity::Error => "エラー",
        Severity::Warning => "注意",
        Severity::Info => "情報",
    },
    more_notices: |n| format!("さらに{n}件を表示"),
    proposal: |proposal| format!("修正案：{proposal}"),
    place: |sheet, page, cell, line| {
        let place = match (cell, line) {
            (Some(cell), _) => Some(cell.to_owned()),
            (None, line) => line.map(|line| format!("{line}行目")),
        };
        let page = page.map(|page| format!("{page}ページ目"));
        let parts = [sheet.map(str::to_owned), page, place];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    },
    in_source: |place| format!("原文を見る（{place}）"),

    result: |shown, all| {
        if shown == all {
            format!("評価結果（{}件）", count(all))
        } else {
            format!("評価結果（{}件のうち{}件）", count(all), count(shown))
        }
    },
    term: |start, end| format!("計画期間 {start}～{end}"),
    without_section: "指標の一覧",
    section_joint: " ＞ ",
    list_joint: "、",
    columns: [
        ("name", "指標名"),
        ("unit", "単位"),
        ("baseline", "基準値"),
        ("target", "目標値"),
        ("actual", "実績値"),
        ("rate", "達成率"),
        ("status", "状態"),
        ("label", "評価"),
        ("check", "達成率の検算"),
    ],
    grounds: "根拠",
    of_kpi: |name| format!("（{name}）"),
    no_unit: "なし",
    no_figure: "記載なし",
    no_rate: "率なし",
    no_measurement: "測定なし",
    no_label: "評価なし",
    no_suggestion: "評価案なし",
    no_printed_label: "記載なし",
    percent: |rate| format!("{rate}%"),
    derived: |value| format!("（基準値 {value}）"),
    estimated: "推計",
    scoped: |scoped| format!("うち {scoped}"),
    assumed: "仮定",
    final_target: "最終目標",
    project: |project| format!("事業：{project}"),
    speaks: "代表値",
    basis: |basis| match basis {
        "annual-increment" => "単年度増加分",
        "cumulative-increment" => "累積増加分",
        _ => "水準",
    },
    status: |status| match status {
        Status::Achieved => "達成",
        Status::NotAchieved => "未達",
        Status::NotPublished => "未公表",
        Status::NotEntered => "未入力",
        Status::NotEvaluable => "評価不能",
        Status::Qualitative => "定性目標",
        Status::NoTarget => "目標なし",
    },
    reason: reason_ja,
    check: |check| match check {
        Check::Match => "一致",
        Check::Capped => "上限100%で一致",
        Check::Rounding => "端数の違い",
        Check::Mismatch => "不一致",
        Check::Uncheckable => "検算できません",
        Check::NotPrinted => "印字なし",
    },
    label_check: |check| match check {
        LabelCheck::Match => "印字と一致",
        LabelCheck::Mismatch => "印字と異なる",
        LabelCheck::NotPrinted => "印字なし",
    },
    printed_rate: |rate| format!("印字 {rate}"),
    printed_label: |label| format!("印字 {label}"),
    computed_label: |label, suggested| {
        if suggested {
            format!("評価案 {label}")
        } else {
            format!("計算 {label}")
        }
    },
    actual_of: |name, period| match period {
        Some(period) => format!("{name} {period}の実績値"),
        None => format!("{name}の実績値"),
    },

    rule_set: "評価のルール",
    rule_set_hint: "達成率と状態はどのルールでも同じです。評価（ラベル）の付け方だけが変わります。",
    rule_set_source: |body, plan, year| {
        let plan = plan.map_or(String::new(), |plan| format!("「{plan}」"));
        let year = year.map_or(String::new(), |year| format!("（{year}年）"));
        format!("出典：{body}{plan}{year}")
    },
    rule_set_basis: |basis| match basis {
        "quoted" => "出典に書かれているルールです。",
        "inferred" => "公表された数値から推定したルールで、公式のものではありません。",
        _ => "このページの既定のルールです。",
    },
    rule_set_link: "出典のページ",
    direction: "望ましい方向",
    direction_word: |direction| match direction {
        Direction::Increase => "増加が望ましい",
        Direction::Decrease => "減少が望ましい",
        Direction::Maintain => "維持が望ましい",
        Direction::Unknown => "方向が分かりません",
    },
    direction_sign: |direction| match direction {
        Direction::Increase => "↑",
        Direction::Decrease => "↓",
        Direction::Maintain => "→",
        Direction::Unknown => "？",
    },
    direction_from: |from| match from {
        DirectionFrom::Printed => "表の矢印・記載から",
        DirectionFrom::Wording => "指標名の言い回しから",
        DirectionFrom::Target => "目標の言い回しから",
        DirectionFrom::User => "確定済み",
        DirectionFrom::Assumed => "表に記載がないための仮定です",
    },
    confirm: "この方向で確定",
    revoke: "修正を取り消す",
    corrected: "修正済み",
    correct: "値や方向を修正",
    baseline: "基準値",
    target: "目標値",
    actual: "実績値",
    name_of_period: |name, period| format!("{name}（{period}）"),
    cell_label: |names, place| format!("{}（{place}の文字）", names.join("・")),
    formula: "計算式",
    progress: |progress| format!("基準値からの進捗率：{progress}%"),
    final_progress: |progress| format!("最終目標に対する進捗率：{progress}%"),
    shown_rate: |rate, method| format!("規則による達成率：{rate}%（{method}）"),
    alternative: |method, rate| format!("別の計算方法（{method}）：{rate}%"),
    as_printed: |name, raw, note| match note {
        Some(note) => format!("{name}の印字：{raw}（{note}）"),
        None => format!("{name}の印字：{raw}"),
    },
    text_role: |role| match role {
        "reason" => "理由",
        "cause" => "要因",
        "effect" => "効果",
        "issue" => "課題",
        "opinion" => "意見",
        "next-step" => "今後の方針",
        _ => "備考",
    },

    columns_assumed: "列の意味を推定しました。確認してください",
    columns_hint: "見出しだけでは意味が決まらない列があります。違う列があれば選び直してください。結果はすぐに変わります。",
    columns_confirm: "この読み方でよい",
    column_name: |column, header| {
        if header.is_empty() {
            format!("{column}列（見出しなし）")
        } else {
            format!("{column}列「{header}」")
        }
    },
    role: |role| match role {
        "baseline-year" => "基準年度",
        "target-year" => "目標年度",
        "actual-year" => "実績年度",
        "project" => "事業名",
        "cost" => "事業費",
        "grant" => "交付金充当額",
        "name" => "指標名",
        "unit" => "単位",
        "direction" => "望ましい方向",
        "baseline" => "基準値",
        "target" => "目標値",
        "final-target" => "最終目標値",
        "actual" => "実績値",
        "rate" => "達成率",
        "status" => "進捗状況",
        "rating" => "評価",
        "overall" => "総合評価",
        "department" => "担当課",
        "note" => "備考",
        "section" => "節・施策",
        "number" => "番号",
        "kind" => "区分（目標・実績・年度）",
        "ignore" => "使わない",
        _ => "その他",
    },
    samples: |samples| {
        if samples.is_empty() {
            "値がありません".to_owned()
        } else {
            format!("値の例：{}", samples.join("、"))
        }
    },

    projects: |n| format!("事業（{}件）", count(n)),
    projects_hint: "評価案は、KPIの達成状況から機械的に導いたものです。最終的な評価は人が判断します。",
    project_columns: [
        ("name", "事業名"),
        ("cost", "事業費"),
        ("grant", "交付金"),
        ("printed", "印字の評価"),
        ("label", "評価案と検算"),
    ],
    part_of: |parent| format!("{parent} の一部"),
    next_step: |next| format!("今後の方針：{next}"),

    source: "原文",
    source_hint: |rows| format!("読み取った{}行です。●の行を評価に使いました。", count(rows)),
    line: "行",
    used: "評価に使用",
    used_sign: "●",
    back: "元の場所へ戻る",
    rows_before: "前の行を表示",
    rows_after: "続きの行を表示",
    shortened: |rest| format!("…（ほか{}文字）", count(rest)),

    pages: "結果のページ",
    previous_page: "前へ",
    next_page: "次へ",
    page_range: |first, last, all| format!("{}～{}件目（全{}件）", count(first), count(last), count(all)),
};

static EN: Messages = Messages {
    tag: "en",
    own_name: "English",
    page_title: "KPI Evaluation Sheet",
    product: "KPI Evaluation Sheet",
    promise: "What you enter does not leave this computer.",
    language: "Language of the page",
    skip: "Skip to content",
    version: |version| format!("KPI Evaluation Sheet, version {version}"),
    credit: "Uses the design tokens of the Digital Agency Design System (MIT License © Digital Agency, Japan). This service is not provided by the Digital Agency.",

    intake: "Take in a sheet",
    paste_label: "Paste a table of KPIs",
    paste_hint: "Paste a table or text as copied from Excel, Word, a browser or a PDF. It is evaluated at once.",
    paste_placeholder: "Paste here (Ctrl + V)",
    evaluate: "Evaluate",
    nothing_typed: "The box is empty. Paste or type a table of KPIs.",
    another: "Read another sheet",
    document_taken: |length, html| {
        let form = if html { "a table" } else { "text" };
        format!("Pasted sheet ({}, read as {form})", plural(length, "character"))
    },
    sample_taken: |title, length| format!("Sample “{title}” ({})", plural(length, "character")),
    sample_source: |source| format!("Source: {source}"),
    samples_label: "Try a sample",
    samples_hint: "Excerpts (the KPI tables) of documents that Japanese cities have published.",
    open_sample: "Open sample",

    history: "Undo and redo",
    undo: "Undo",
    redo: "Redo",
    reset: "Start over",

    busy_small: "Reading the sheet.",
    busy: "Reading a large sheet. Please wait.",
    nothing_yet: "Paste a sheet or open a sample; the result appears here.",
    draft_saving: "Saving the draft…",
    draft_saved: "Draft saved on this computer.",
    draft_restored: "Your last draft was restored.",
    draft_at_risk: "The draft is not saved.",
    draft_unreadable: |newer| {
        if newer {
            "The last draft was made by a newer version and cannot be read"
        } else {
            "The last draft could not be read"
        }
    },
    draft_set_aside: "It was not deleted but moved to another place. New drafts do not overwrite it.",
    storage_unavailable: (
        "The draft cannot be saved (this browser does not allow it)",
        "What you enter stays only while this page is open. Closing the page loses it: note your results before. If you allow this site to store data in the browser's settings, drafts are saved.",
    ),
    storage_full: (
        "The draft cannot be saved (the browser's storage is full)",
        "What you enter stays only while this page is open. Closing the page loses it: note your results before, or save a copy with this draft inside where that is offered. Once there is room, for example after sheets that are not needed or other site data are gone, it is saved by itself. The draft that was saved before is still there.",
    ),
    storage_too_large: (
        "The draft cannot be saved (the sheet is too large)",
        "You can go on, but closing the page loses the work. If you paste only the tables you need, the draft is saved.",
    ),
    storage_blocked: (
        "The draft cannot be saved (an unreadable draft is in the way)",
        "There is no room to move the unreadable draft, so it was left where it is. Closing the page loses what you enter. Once there is room, for example after other site data is deleted, it is moved and your draft is saved by itself.",
    ),

    summary: "Summary",
    summary_hint: "Press an item to show only those KPIs in the tables below.",
    all_kpis: "KPIs",
    count,
    standing: |word| match word {
        Standing::Achieved => "Achieved",
        Standing::NotAchieved => "Not achieved",
        Standing::NotPublished => "Not published",
        Standing::NotEntered => "Not entered",
        Standing::NotEvaluable => "Not evaluable",
        Standing::Other => "Other",
    },
    mismatches: "Rate mismatches",
    summary_said: |kpis, counts, mismatches| {
        let counts: Vec<_> = counts
            .iter()
            .map(|(word, n)| format!("{n} {}", word.to_lowercase()))
            .collect();
        let tail = match mismatches {
            0 => String::new(),
            n => format!(
                " {} the printed one.",
                if n == 1 {
                    "1 rate differs from".to_owned()
                } else {
                    format!("{n} rates differ from")
                }
            ),
        };
        format!("{} read: {}.{tail}", plural(kpis, "KPI"), counts.join(", "))
    },
    shown: |shown, all| format!("Showing {shown} of {}.", plural(all, "KPI")),

    nothing_found: "No KPI was found",
    nothing_read: |rows, columns| {
        format!(
            "Read: {}, at most {}.",
            plural(rows, "row"),
            plural(columns, "column")
        )
    },
    nothing_needed: "An evaluation needs the name of an indicator and its target or actual value.",
    nothing_to_do: &[
        "Copy the header row of the table too (指標名, 目標値, 実績値 and so on).",
        "From a PDF, select only the table before copying.",
        "What you pasted is still under “Source” below; “Undo” brings the former sheet back.",
    ],

    notices: |n| format!("To be checked ({})", count(n)),
    severity: |severity| match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Information",
    },
    more_notices: |n| format!("Show {n} more"),
    proposal: |proposal| format!("Proposal: {proposal}"),
    place: |sheet, page, cell, line| {
        let place = match (cell, line) {
            (Some(cell), _) => Some(cell.to_owned()),
            (None, line) => line.map(|line| format!("line {line}")),
        };
        let page = page.map(|page| format!("page {page}{}", if place.is_some() { "," } else { "" }));
        let parts = [sheet.map(str::to_owned), page, place];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    },
    in_source: |place| format!("See source ({place})"),

    result: |shown, all| {
        if shown == all {
            format!("Result ({})", plural(all, "KPI"))
        } else {
            format!("Result ({} of {})", count(shown), plural(all, "KPI"))
        }
    },
    term: |start, end| format!("Term {start} to {end}"),
    without_section: "Indicators",
    section_joint: " > ",
    list_joint: ", ",
    columns: [
        ("name", "Indicator"),
        ("unit", "Unit"),
        ("baseline", "Baseline"),
        ("target", "Target"),
        ("actual", "Actual"),
        ("rate", "Rate"),
        ("status", "Status"),
        ("label", "Label"),
        ("check", "Rate recheck"),
    ],
    grounds: "Grounds",
    of_kpi: |name| format!(" ({name})"),
    no_unit: "None",
    no_figure: "Not given",
    no_rate: "No rate",
    no_measurement: "Not measured",
    no_label: "No label",
    no_suggestion: "No suggestion",
    no_printed_label: "None printed",
    percent: |rate| format!("{rate}%"),
    derived: |value| format!("(baseline {value})"),
    estimated: "Estimate",
    scoped: |scoped| format!("of which {scoped}"),
    assumed: "Assumed",
    final_target: "Final target",
    project: |project| format!("Project: {project}"),
    speaks: "Represents the KPI",
    basis: |basis| match basis {
        "annual-increment" => "Increment of the year",
        "cumulative-increment" => "Cumulative increment",
        _ => "Level",
    },
    status: |status| match status {
        Status::Achieved => "Achieved",
        Status::NotAchieved => "Not achieved",
        Status::NotPublished => "Not published",
        Status::NotEntered => "Not entered",
        Status::NotEvaluable => "Not evaluable",
        Status::Qualitative => "Qualitative target",
        Status::NoTarget => "No target",
    },
    reason: reason_en,
    check: |check| match check {
        Check::Match => "Agrees",
        Check::Capped => "Agrees, capped at 100%",
        Check::Rounding => "Rounding differs",
        Check::Mismatch => "Differs",
        Check::Uncheckable => "Cannot be checked",
        Check::NotPrinted => "Not printed",
    },
    label_check: |check| match check {
        LabelCheck::Match => "As printed",
        LabelCheck::Mismatch => "Not as printed",
        LabelCheck::NotPrinted => "Not printed",
    },
    printed_rate: |rate| format!("Printed {rate}"),
    printed_label: |label| format!("Printed {label}"),
    computed_label: |label, suggested| {
        if suggested {
            format!("Suggested {label}")
        } else {
            format!("Computed {label}")
        }
    },
    actual_of: |name, period| match period {
        Some(period) => format!("Actual of {name}, {period}"),
        None => format!("Actual of {name}"),
    },

    rule_set: "Rule set",
    rule_set_hint: "Rates and statuses are the same under every rule set; only the labels change.",
    rule_set_source: |body, plan, year| {
        let plan = plan.map_or(String::new(), |plan| format!(", {plan}"));
        let year = year.map_or(String::new(), |year| format!(" ({year})"));
        format!("Source: {body}{plan}{year}")
    },
    rule_set_basis: |basis| match basis {
        "quoted" => "The rule is stated by its source.",
        "inferred" => "The rule was inferred from published figures; it is not official.",
        _ => "This is the page's default rule.",
    },
    rule_set_link: "Page of the source",
    direction: "Desired direction",
    direction_word: |direction| match direction {
        Direction::Increase => "More is better",
        Direction::Decrease => "Less is better",
        Direction::Maintain => "Should be maintained",
        Direction::Unknown => "Direction unknown",
    },
    direction_sign: |direction| match direction {
        Direction::Increase => "↑",
        Direction::Decrease => "↓",
        Direction::Maintain => "→",
        Direction::Unknown => "?",
    },
    direction_from: |from| match from {
        DirectionFrom::Printed => "As printed in the sheet",
        DirectionFrom::Wording => "From the wording of the name",
        DirectionFrom::Target => "From the wording of the target",
        DirectionFrom::User => "Confirmed",
        DirectionFrom::Assumed => "Assumed: the sheet does not say",
    },
    confirm: "Confirm this direction",
    revoke: "Take back",
    corrected: "Corrected",
    correct: "Correct values or direction",
    baseline: "Baseline",
    target: "Target",
    actual: "Actual",
    name_of_period: |name, period| format!("{name} ({period})"),
    cell_label: |names, place| format!("{} (text of {place})", names.join(", ")),
    formula: "Formula",
    progress: |progress| format!("Progress from the baseline: {progress}%"),
    final_progress: |progress| format!("Progress to the final target: {progress}%"),
    shown_rate: |rate, method| format!("Rate by the rule set: {rate}% ({method})"),
    alternative: |method, rate| format!("By another method ({method}): {rate}%"),
    as_printed: |name, raw, note| match note {
        Some(note) => format!("{name} as printed: {raw} ({note})"),
        None => format!("{name} as printed: {raw}"),
    },
    text_role: |role| match role {
        "reason" => "Reason",
        "cause" => "Cause",
        "effect" => "Effect",
        "issue" => "Issue",
        "opinion" => "Opinion",
        "next-step" => "Next step",
        _ => "Note",
    },

    columns_assumed: "The columns were guessed. Please check them",
    columns_hint: "The headers alone do not say what some columns mean. Choose again where one is wrong; the result changes at once.",
    columns_confirm: "These are right",
    column_name: |column, header| {
        if header.is_empty() {
            format!("Column {column} (no header)")
        } else {
            format!("Column {column} “{header}”")
        }
    },
    role: |role| match role {
        "baseline-year" => "Year of the baseline",
        "target-year" => "Year of the target",
        "actual-year" => "Year of the actual",
        "project" => "Project",
        "cost" => "Cost",
        "grant" => "Grant",
        "name" => "Indicator",
        "unit" => "Unit",
        "direction" => "Desired direction",
        "baseline" => "Baseline",
        "target" => "Target",
        "final-target" => "Final target",
        "actual" => "Actual",
        "rate" => "Rate",
        "status" => "Progress status",
        "rating" => "Rating",
        "overall" => "Overall rating",
        "department" => "Department",
        "note" => "Note",
        "section" => "Section",
        "number" => "Number",
        "kind" => "Kind (target, actual, year)",
        "ignore" => "Not used",
        _ => "Other",
    },
    samples: |samples| {
        if samples.is_empty() {
            "No values".to_owned()
        } else {
            format!("For example: {}", samples.join(", "))
        }
    },

    projects: |n| format!("Projects ({})", count(n)),
    projects_hint: "Suggested labels follow from the KPIs by rule. The final label is for people to decide.",
    project_columns: [
        ("name", "Project"),
        ("cost", "Cost"),
        ("grant", "Grant"),
        ("printed", "Printed label"),
        ("label", "Suggested label"),
    ],
    part_of: |parent| format!("Part of {parent}"),
    next_step: |next| format!("Next step: {next}"),

    source: "Source",
    source_hint: |rows| format!("The {} as read. Rows with ● were used.", plural(rows, "row")),
    line: "Line",
    used: "Used",
    used_sign: "●",
    back: "Back to where you were",
    rows_before: "Show rows before",
    rows_after: "Show rows after",
    shortened: |rest| format!("… ({} more)", plural(rest, "character")),

    pages: "Pages of the result",
    previous_page: "Previous",
    next_page: "Next",
    page_range: |first, last, all| format!("{} to {} of {}", count(first), count(last), count(all)),
};

fn reason_ja(reason: &str) -> &'static str {
    match reason {
        "blank" => "未入力",
        "not-published" => "未公表",
        "in-progress" => "集計中・調査中",
        "suspended" => "調査中止",
        "not-applicable" => "対象外",
        "target-zero" => "目標値が0",
        "actual-zero" => "実績値が0",
        "negative" => "負の値",
        "no-ratio" => "比率で測らない目標",
        "unknown-direction" => "方向が不明",
        "no-baseline" => "基準値なし",
        "unit-differs" => "単位が異なる",
        _ => "理由は根拠を参照",
    }
}

fn reason_en(reason: &str) -> &'static str {
    match reason {
        "blank" => "Not entered",
        "not-published" => "Not published",
        "in-progress" => "Being counted",
        "suspended" => "Suspended",
        "not-applicable" => "Not applicable",
        "target-zero" => "Target is 0",
        "actual-zero" => "Actual is 0",
        "negative" => "Negative value",
        "no-ratio" => "Target is not a ratio",
        "unknown-direction" => "Direction unknown",
        "no-baseline" => "No baseline",
        "unit-differs" => "Units differ",
        _ => "See grounds",
    }
}

pub(super) fn plural(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", count(n), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_separated_and_pluralised() {
        assert_eq!(plural(1, "row"), "1 row");
        assert_eq!(plural(1000, "row"), "1,000 rows");
    }

    #[test]
    fn a_place_says_its_sheet_and_page() {
        assert_eq!((JA.place)(None, Some(3), Some("C45"), Some(45)), "3ページ目 C45");
        assert_eq!((EN.place)(None, Some(3), Some("C45"), Some(45)), "page 3, C45");
        assert_eq!((JA.place)(Some("総括表"), None, Some("C5"), Some(5)), "総括表 C5");
        assert_eq!((EN.place)(None, Some(2), None, Some(7)), "page 2, line 7");
        assert_eq!((JA.place)(None, None, None, Some(7)), "7行目");
        assert_eq!((EN.place)(Some("Sheet1"), None, None, None), "Sheet1");
    }

    #[test]
    fn the_summary_is_a_sentence_in_both_languages() {
        let counts = [("達成", 2), ("未達", 1)];
        assert_eq!(
            (JA.summary_said)(3, &counts, 0),
            "KPIを3件読み取りました（達成2件、未達1件）。"
        );
        let counts = [("Achieved", 2), ("Not achieved", 1)];
        assert_eq!(
            (EN.summary_said)(3, &counts, 1),
            "3 KPIs read: 2 achieved, 1 not achieved. 1 rate differs from the printed one."
        );
    }
}
