//! The words of the dialog that hands the result out.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Opens the dialog, and is its heading.
    pub open: &'static str,
    /// What it does.
    pub hint: &'static str,
    /// Name of the list of sheets.
    pub sheets: &'static str,
    /// Beside a sheet that has to be opened first.
    pub large: &'static str,
    /// Name of the forms.
    pub forms: &'static str,
    /// A form and what it is for, by its id.
    pub form: fn(&str) -> (&'static str, &'static str),
    /// Name of the encodings.
    pub encoding: &'static str,
    /// An encoding, by its id.
    pub encoding_name: fn(&str) -> &'static str,
    /// Name of the papers.
    pub paper: &'static str,
    /// A paper, by its id.
    pub paper_name: fn(&str) -> &'static str,
    /// Opens the columns.
    pub columns: fn(usize, usize) -> String,
    /// A column or several, by the id of the field.
    pub field: fn(&str) -> &'static str,
    /// Whether the day is said.
    pub dated: &'static str,
    /// Heading of the preview.
    pub preview: &'static str,
    /// So many rows are shown, of so many.
    pub rows: fn(usize, usize) -> String,
    /// What to look at before it goes out: assumed, not entered, mismatches.
    pub check: fn(usize, usize, usize) -> Option<String>,
    /// Characters that the encoding does not have: how many, which.
    pub unfit: fn(usize, &str) -> String,
    /// The name of the file, and how many there are.
    pub name: fn(&str, usize) -> String,
    /// Bytes of the file.
    pub size: fn(usize) -> String,
    /// Saves.
    pub save: &'static str,
    /// Saves the picture as one of points.
    pub save_png: &'static str,
    /// Saved: the name, and how many.
    pub saved: fn(&str, usize) -> String,
    /// The browser did not take it.
    pub not_saved: &'static str,
    /// Nothing is chosen.
    pub nothing: &'static str,
    /// Copies the table.
    pub copy: &'static str,
    /// It is on the clipboard.
    pub copied: &'static str,
    /// The clipboard refuses.
    pub not_copied: &'static str,
    /// Prints the page.
    pub print: &'static str,
    /// Closes the dialog.
    pub close: &'static str,
    /// What is added to the name of the file, by the id of the form.
    pub mark: fn(&str) -> &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

fn amount(bytes: usize) -> String {
    if bytes < 1_000_000 {
        format!("{} KB", bytes.div_ceil(1000))
    } else {
        let tenths = bytes.div_ceil(100_000);
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

const JA: Words = Words {
    open: "出力",
    hint: "評価の結果をファイルにします。ファイルはこのPCの中で作られ、どこにも送られません。",
    sheets: "出力するシート",
    large: "大きなシートです。先に開いてから出力してください。",
    forms: "形式",
    form: |id| match id {
        "xlsx" => (
            "Excel（.xlsx）",
            "評価表、縦持ちのデータ、資料についての3シート。達成率と状態は数式です。",
        ),
        "csv" => ("CSV（1指標1行）", "表計算ソフトや庁内システムに読み込む表です。"),
        "csv-long" => (
            "CSV（縦持ち）",
            "1指標・1年度1行。オープンデータやデータ分析に使う形です。",
        ),
        "html" => ("HTMLの表", "CMSに貼る、装飾のない表です。"),
        "md" => ("Markdown", "文書やWikiに貼る表です。"),
        "svg" => (
            "図（SVG）",
            "状態の内訳と、指標ごとの基準・目標・実績の図です。文書やスライドに貼れます。",
        ),
        _ => (
            "JSON",
            "ほかのプログラムに渡す、結果のすべてです。このページでまた開けます。",
        ),
    },
    encoding: "文字コード",
    encoding_name: |id| match id {
        "cp932" => "Shift_JIS（CP932）",
        _ => "UTF-8（BOM付き）",
    },
    paper: "用紙",
    paper_name: |id| match id {
        "a3" => "A3 横",
        _ => "A4 横",
    },
    columns: |chosen, all| format!("列を選ぶ（{all}のうち{chosen}）"),
    field: |id| match id {
        "number" => "番号",
        "section" => "見出し（施策など）",
        "project" => "事業名",
        "name" => "指標名",
        "unit" => "単位",
        "department" => "担当課",
        "direction" => "望ましい方向",
        "baseline" => "基準値",
        "target" => "目標値",
        "actual" => "実績値",
        "rate" => "達成率",
        "final-target" => "最終目標値",
        "rule-rate" => "ルールで用いる率",
        "status" => "状態",
        "label" => "ルールによる評価",
        "check" => "検算",
        "printed" => "印字された評価",
        _ => "理由・備考など",
    },
    dated: "作成日を入れる",
    preview: "できあがりの見本",
    rows: |shown, all| format!("{all}行のうち{shown}行"),
    check: |assumed, missing, mismatches| {
        let parts = [
            ("仮定", assumed),
            ("未入力", missing),
            ("検算の不一致", mismatches),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(word, n)| format!("{word} {n}件"))
            .collect();
        (!parts.is_empty()).then(|| format!("出力の前に確かめたいところ：{}", parts.join("、")))
    },
    unfit: |n, which| format!("Shift_JISで書けない文字が{n}種類あり、「〓」に置き換わります：{which}"),
    name: |name, n| match n {
        1 => format!("ファイル名：{name}"),
        n => format!("ファイル名：{name} など{n}件"),
    },
    size: |bytes| format!("大きさ：{}", amount(bytes)),
    save: "ファイルを保存",
    save_png: "PNGで保存",
    saved: |name, n| match n {
        1 => format!("保存しました：{name}"),
        n => format!("{n}件保存しました：{name} など"),
    },
    not_saved: "ブラウザーがファイルを受け取りませんでした。",
    nothing: "出力するシートを選んでください。",
    copy: "表をコピー（Excel・Wordへ）",
    copied: "表をコピーしました。ExcelやWordに貼り付けてください。",
    not_copied: "コピーできませんでした。ファイルを保存してお使いください。",
    print: "印刷・PDF",
    close: "閉じる",
    mark: |id| match id {
        "csv-long" => "評価_縦持ち",
        "svg" => "評価_図",
        _ => "評価",
    },
};

const EN: Words = Words {
    open: "Output",
    hint: "Makes a file of the result. It is made on this PC and sent nowhere.",
    sheets: "Sheets",
    large: "A large sheet: open it first.",
    forms: "Format",
    form: |id| match id {
        "xlsx" => (
            "Excel (.xlsx)",
            "Three sheets: the evaluation, the data in long form, about. Rates and statuses are formulas.",
        ),
        "csv" => (
            "CSV (a row for each KPI)",
            "A table for spreadsheets and other systems.",
        ),
        "csv-long" => (
            "CSV (long form)",
            "A row for each KPI and year, for open data and analysis.",
        ),
        "html" => ("HTML table", "A plain table for a CMS."),
        "md" => ("Markdown", "A table for documents and wikis."),
        "svg" => (
            "Picture (SVG)",
            "How many stand how, and each KPI’s baseline, target and actual, drawn: for documents and slides.",
        ),
        _ => (
            "JSON",
            "All of the result, for other programs. This page opens it again.",
        ),
    },
    encoding: "Encoding",
    encoding_name: |id| match id {
        "cp932" => "Shift_JIS (CP932)",
        _ => "UTF-8 (with BOM)",
    },
    paper: "Paper",
    paper_name: |id| match id {
        "a3" => "A3 landscape",
        _ => "A4 landscape",
    },
    columns: |chosen, all| format!("Columns ({chosen} of {all})"),
    field: |id| match id {
        "number" => "Number",
        "section" => "Headings",
        "project" => "Project",
        "name" => "Indicator",
        "unit" => "Unit",
        "department" => "Department",
        "direction" => "Desired direction",
        "baseline" => "Baseline",
        "target" => "Target",
        "actual" => "Actual",
        "rate" => "Achievement rate",
        "final-target" => "Final target",
        "rule-rate" => "Rate by the rules",
        "status" => "Status",
        "label" => "Label by the rules",
        "check" => "Recheck",
        "printed" => "Printed judgements",
        _ => "Reasons and notes",
    },
    dated: "Say the date",
    preview: "Preview",
    rows: |shown, all| format!("{shown} of {all} rows"),
    check: |assumed, missing, mismatches| {
        let parts = [
            ("assumed", assumed),
            ("not entered", missing),
            ("mismatches", mismatches),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(word, n)| format!("{n} {word}"))
            .collect();
        (!parts.is_empty()).then(|| format!("To look at before it goes out: {}", parts.join(", ")))
    },
    unfit: |n, which| format!("Shift_JIS lacks {n} characters, which become “〓”: {which}"),
    name: |name, n| match n {
        1 => format!("File: {name}"),
        n => format!("Files: {name} and {} more", n - 1),
    },
    size: |bytes| format!("Size: {}", amount(bytes)),
    save: "Save the file",
    save_png: "Save as PNG",
    saved: |name, n| match n {
        1 => format!("Saved: {name}"),
        n => format!("Saved {n} files: {name} and others"),
    },
    not_saved: "The browser did not take the file.",
    nothing: "Choose a sheet.",
    copy: "Copy the table (for Excel, Word)",
    copied: "The table is copied. Paste it into Excel or Word.",
    not_copied: "Could not copy. Save the file instead.",
    print: "Print, PDF",
    close: "Close",
    mark: |id| match id {
        "csv-long" => "evaluation_long",
        "svg" => "evaluation_picture",
        _ => "evaluation",
    },
};
