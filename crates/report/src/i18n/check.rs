//! The words of the check step: what is uncertain, columns and rows, year and term, forms.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Heading of what is uncertain: how many.
    pub asked: fn(usize) -> String,
    /// An answer: its id, what it is about.
    pub answer: fn(&str, &str) -> String,

    /// Heading of the check step.
    pub heading: &'static str,
    /// What it is for.
    pub hint: &'static str,
    /// Opens source and records side by side.
    pub open: &'static str,
    /// Closes them.
    pub close: &'static str,

    /// Name of the group of year and term.
    pub facts: &'static str,
    /// The year that the document reports on.
    pub year: &'static str,
    /// First year of the plan.
    pub term_start: &'static str,
    /// Last year of the plan.
    pub term_end: &'static str,
    /// How a year is written.
    pub year_hint: &'static str,
    /// What was written is no year.
    pub year_bad: &'static str,

    /// Name of the choice of tables.
    pub table: &'static str,
    /// A table: its number, title, first and last row.
    pub table_name: fn(usize, Option<&str>, u32, u32) -> String,
    /// Adds a table that was not recognised.
    pub further: &'static str,
    /// A further table is proposed: its first and last row.
    pub further_proposed: fn(u32, u32) -> String,
    /// There are no cells left for one.
    pub no_further: &'static str,
    /// Leaves a table to the program again.
    pub release: &'static str,
    /// Draws a table that can only be laid over.
    pub draw: &'static str,
    /// What that is for.
    pub draw_hint: &'static str,

    /// Name of the group of how records stand.
    pub shape: &'static str,
    /// Which way the records go.
    pub course: &'static str,
    /// They stand below each other, or side by side (turned).
    pub course_word: fn(bool) -> &'static str,
    /// How many rows, or columns of a turned table, a record takes.
    pub record_rows: fn(bool) -> &'static str,
    /// So many.
    pub record_rows_word: fn(u32) -> String,
    /// A column of kinds tells the rows of a record apart.
    pub by_kinds: &'static str,
    /// Tables side by side: the letters of their first columns.
    pub parts: fn(&[String]) -> String,
    /// The table repeats from a column on: its letters.
    pub part: fn(&str) -> String,
    /// It does not.
    pub no_part: fn(&str) -> String,
    /// Heading of the columns, where nothing is assumed.
    pub columns: &'static str,
    /// The same of a turned table.
    pub rows: &'static str,
    /// What a column means.
    pub role: &'static str,
    /// What the lower value in its cells means.
    pub lower: &'static str,
    /// The period of its values.
    pub period: &'static str,
    /// What its numbers count.
    pub basis: &'static str,
    /// A basis.
    pub basis_word: fn(&str) -> &'static str,
    /// Heading of columns that were guessed because nothing was recognised.
    pub proposed: &'static str,
    /// What to do about that.
    pub proposed_hint: &'static str,
    /// Reads them so.
    pub read_so: &'static str,

    /// Heading of the source.
    pub source: &'static str,
    /// How to move in it.
    pub source_hint: &'static str,
    /// Name of the grid: table.
    pub grid: &'static str,
    /// The kind of a row: its number.
    pub row_kind: fn(u32) -> String,
    /// The kind of a column of a turned table: its letters.
    pub column_kind: fn(&str) -> String,
    /// A column in one of the rows of a record: what it is called, which row.
    pub in_row: fn(&str, usize) -> String,
    /// A row of a turned table: its number, what stands before it.
    pub row_name: fn(u32, &str) -> String,
    /// A kind of row.
    pub kind: fn(&str) -> &'static str,
    /// A row that is not in the table.
    pub outside: &'static str,
    /// The table begins on this row.
    pub first_row: &'static str,
    /// The table ends on this row.
    pub last_row: &'static str,
    /// A turned table begins on this column.
    pub first_column: &'static str,
    /// A turned table ends on this column.
    pub last_column: &'static str,
    /// Rows before.
    pub before: &'static str,
    /// Rows after.
    pub after: &'static str,

    /// Heading of the records.
    pub records: &'static str,
    /// No record is in these rows.
    pub no_records: &'static str,
    /// A field of a record.
    pub field: fn(&str) -> &'static str,
    /// An empty cell.
    pub blank: &'static str,

    /// A form was applied: its name.
    pub form_applied: fn(&str) -> String,
    /// A form fits: its name.
    pub form_fits: fn(&str) -> String,
    /// Several forms fit: how many.
    pub forms_fit: fn(usize) -> String,
    /// A form has this header, and its values do not fit: name, column, what it should be.
    pub form_misfits: fn(&str, u32, &str) -> String,
    /// Reads by a form: its name.
    pub form_use: fn(&str) -> String,
    /// Not this form.
    pub form_not: &'static str,
    /// None of these.
    pub form_none: &'static str,
    /// Label of the name of a form to be kept.
    pub form_name: &'static str,
    /// What a form is.
    pub form_hint: &'static str,
    /// Keeps the form.
    pub form_keep: &'static str,
    /// It was kept: its name.
    pub form_kept: fn(&str) -> String,
    /// It needs a name.
    pub form_nameless: &'static str,
    /// A table without a header is no form.
    pub form_headless: &'static str,
    /// The browser keeps no forms.
    pub forms_unavailable: &'static str,
    /// Forms that could not be read were put aside.
    pub forms_set_aside: &'static str,
    /// Heading of the forms: how many.
    pub forms: fn(usize) -> String,
    /// New name of a form: its name.
    pub form_rename: fn(&str) -> String,
    /// Another form has that name, or there is none.
    pub form_name_taken: &'static str,
    /// A form as a file.
    pub form_export: &'static str,
    /// Removes a form.
    pub form_delete: &'static str,
    /// Whose, for screen readers.
    pub of_form: fn(&str) -> String,
    /// Label of the field for files of forms.
    pub form_import: &'static str,
    /// A form came in: its name.
    pub form_imported: fn(&str) -> String,
    /// A file that is no form.
    pub form_unreadable: &'static str,
    /// There is room for no more.
    pub forms_full: &'static str,
    /// The name of the file of a form.
    pub form_file: fn(&str) -> String,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    asked: |n| format!("はっきりしないこと（{n}件）"),
    answer: |id, about| match id {
        "columns" => "この読み方でよい".to_owned(),
        "all-increase" if about == "1" => "増加が望ましい".to_owned(),
        "all-increase" => format!("増加が望ましい（{about}件とも）"),
        "all-decrease" => format!("{about}件とも減少が望ましい"),
        "direction" if about == "decrease" => "減少が望ましい".to_owned(),
        "direction" => "増加が望ましい".to_owned(),
        "fiscal" => "年度（4月から3月）".to_owned(),
        "calendar" => "年（1月から12月）".to_owned(),
        "leave-rows" => "使わない行のままでよい".to_owned(),
        "read-row" => format!("{about}行目をKPIとして読む"),
        "not-published" => format!("「{about}」とする"),
        "name-column" => format!("指標名は{about}"),
        _ => about.to_owned(),
    },

    heading: "読み取りの確認",
    hint: "原文と読み取った内容を見比べて、違うところを直せます。直すと、結果がすぐに変わります。",
    open: "原文と見比べて直す",
    close: "見比べるのをやめる",

    facts: "年度と計画期間",
    year: "実績の年度",
    term_start: "計画の最初の年度",
    term_end: "計画の最後の年度",
    year_hint: "例：令和6年度、R6、2024。空欄にすると、原文の読み取りに戻ります。",
    year_bad: "年度として読めません。「令和6年度」のように入力してください。",

    table: "直す表",
    table_name: |number, title, first, last| match title {
        Some(title) => format!("{number}. {title}（{first}～{last}行目）"),
        None => format!("{number}. {first}～{last}行目の表"),
    },
    further: "ほかの表を足す",
    further_proposed: |first, last| {
        format!("{first}～{last}行目を表として推測しました。見出しの行と範囲、列の意味を確かめてください。")
    },
    no_further: "表の外に、並んだセルがありません。いまの表を先に短くすると、残りの行を別の表にできます。",
    release: "この表を自動の読み取りに戻す",
    draw: "行と列を決めて読み直す",
    draw_hint: "この表は、見出しと値の並びから読み取りました。行の種類や範囲も直すときは、原文の表の上で決め直せます。",

    shape: "表の形",
    course: "KPIの並び",
    course_word: |turned| {
        if turned {
            "右へ並ぶ（年度や目標・実績が下へ）"
        } else {
            "下へ並ぶ（ふつうの表）"
        }
    },
    record_rows: |turned| {
        if turned {
            "KPI1件の列数"
        } else {
            "KPI1件の行数"
        }
    },
    record_rows_word: |n| n.to_string(),
    by_kinds: "「区分」とした欄の言葉で、目標・実績・年度を分けています。",
    parts: |columns| {
        format!(
            "{}から、表が横に繰り返します。",
            columns
                .iter()
                .map(|column| format!("{column}列"))
                .collect::<Vec<_>>()
                .join("と")
        )
    },
    part: |column| format!("{column}列から右に、表を繰り返す"),
    no_part: |column| format!("{column}列からの繰り返しをやめる"),
    columns: "列の意味",
    rows: "行の意味",
    role: "意味",
    lower: "下段の意味",
    period: "年度",
    basis: "数え方",
    basis_word: |basis| match basis {
        "annual-increment" => "単年度の増加分",
        "cumulative-increment" => "累積の増加分",
        _ => "その時点の値",
    },
    proposed: "表の見出しから意味がわかりませんでした。推測した読み方です",
    proposed_hint: "列の意味と行の種類を選び直して、この表を読み取れます。直すとすぐに読み取ります。",
    read_so: "この読み方で読み取る",

    source: "原文",
    source_hint: "表の中は矢印キーで動けます。選んだセルは、右（狭い画面では下）の読み取った内容でも枠で示します。",
    grid: "原文の表",
    row_kind: |row| format!("{row}行目の種類"),
    column_kind: |column| format!("{column}列の種類"),
    in_row: |name, row| format!("{name}の{row}行目"),
    row_name: |row, header| {
        if header.is_empty() {
            format!("{row}行目（見出しなし）")
        } else {
            format!("{row}行目「{header}」")
        }
    },
    kind: |kind| match kind {
        "header" => "表の見出し",
        "section" => "節の見出し",
        "ignored" => "使わない",
        _ => "KPI",
    },
    outside: "表の外",
    first_row: "この行から表にする",
    last_row: "この行まで表にする",
    first_column: "この列から表にする",
    last_column: "この列まで表にする",
    before: "前の行を表示",
    after: "後の行を表示",

    records: "読み取った内容",
    no_records: "表示している行から読み取ったKPIはありません。",
    field: |field| match field {
        "unit" => "単位",
        "direction" => "方向",
        "baseline" => "基準値",
        "target" => "目標値",
        "final-target" => "最終目標値",
        "actual" => "実績値",
        "rate" => "印字の達成率",
        _ => "指標名",
    },
    blank: "（空欄）",

    form_applied: |name| {
        format!("様式「{name}」で読み取りました。見出しが同じで、値も列の意味に合っています。")
    },
    form_fits: |name| format!("様式「{name}」と同じ見出しで、値も合っています。"),
    forms_fit: |n| format!("見出しと値の合う様式が{n}つあります。どれで読み取りますか。"),
    form_misfits: |name, column, role| {
        format!(
            "様式「{name}」と見出しは同じですが、{column}列目の値が「{role}」に合わないため使いませんでした。"
        )
    },
    form_use: |name| format!("「{name}」で読み取る"),
    form_not: "この様式ではない",
    form_none: "どれでもない",
    form_name: "様式の名前",
    form_hint: "列の意味を様式として覚えると、次に同じ見出しのシートを開いたときに使えます。このブラウザーの中にだけ保存します。",
    form_keep: "様式として覚える",
    form_kept: |name| format!("様式「{name}」を覚えました。"),
    form_nameless: "様式の名前を入力してください。",
    form_headless: "見出しの行と指標名の列がある表だけを、様式として覚えられます。",
    forms_unavailable: "様式を保存できません。このブラウザーで保存が許可されていないか、空きがありません。",
    forms_set_aside: "前に覚えた様式を読み取れませんでした。消さずに、別の場所へ移してあります。",
    forms: |n| format!("覚えた様式（{n}）"),
    form_rename: |name| format!("様式「{name}」の名前"),
    form_name_taken: "空の名前と、ほかの様式と同じ名前は使えません。",
    form_export: "ファイルに保存",
    form_delete: "削除",
    of_form: |name| format!("（様式「{name}」）"),
    form_import: "様式のファイルを読み込む（.json）",
    form_imported: |name| format!("様式「{name}」を読み込みました。"),
    form_unreadable: "様式のファイルではありません。「ファイルに保存」で作ったファイルを選んでください。",
    forms_full: "様式はこれ以上覚えられません。使わない様式を削除してください。",
    form_file: |name| format!("様式_{name}.json"),
};

static EN: Words = Words {
    asked: |n| format!("Uncertain ({n})"),
    answer: |id, about| match id {
        "columns" => "These are right".to_owned(),
        "all-increase" if about == "1" => "More is better".to_owned(),
        "all-increase" => format!("More is better (all {about})"),
        "all-decrease" => format!("Less is better for all {about}"),
        "direction" if about == "decrease" => "Less is better".to_owned(),
        "direction" => "More is better".to_owned(),
        "fiscal" => "Fiscal years (April to March)".to_owned(),
        "calendar" => "Calendar years".to_owned(),
        "leave-rows" => "Leave these rows out".to_owned(),
        "read-row" => format!("Read row {about} as a KPI"),
        "not-published" => format!("Enter “{about}”"),
        "name-column" => format!("The name is column {about}"),
        _ => about.to_owned(),
    },

    heading: "Check what was read",
    hint: "Compare the source with what was read and put right what is wrong. The result changes at once.",
    open: "Compare with the source",
    close: "Stop comparing",

    facts: "Year and term",
    year: "Year of the actuals",
    term_start: "First year of the plan",
    term_end: "Last year of the plan",
    year_hint: "For example FY2024, 2024 or 令和6年度. Leave it empty to take what the source says.",
    year_bad: "This is no year. Write it like FY2024.",

    table: "Table",
    table_name: |number, title, first, last| match title {
        Some(title) => format!("{number}. {title} (rows {first}–{last})"),
        None => format!("{number}. Rows {first}–{last}"),
    },
    further: "Add another table",
    further_proposed: |first, last| {
        format!(
            "Rows {first}–{last} may be a table. Check its header rows, its extent and what its columns mean."
        )
    },
    no_further: "There are no more cells outside the tables. End a table earlier to make another one of the rest.",
    release: "Read this table automatically again",
    draw: "Settle rows and columns",
    draw_hint: "This table was read by the order of labels and values. To change its rows or extent, settle them on the source.",

    shape: "How the KPIs stand",
    course: "The KPIs go",
    course_word: |turned| {
        if turned {
            "to the right (years or target and actual go down)"
        } else {
            "down (a plain table)"
        }
    },
    record_rows: |turned| {
        if turned {
            "Columns of each KPI"
        } else {
            "Rows of each KPI"
        }
    },
    record_rows_word: |n| n.to_string(),
    by_kinds: "What you call “Kind” tells targets, actuals and years apart.",
    parts: |columns| format!("Tables side by side begin at the columns {}.", columns.join(", ")),
    part: |column| format!("Repeat the table from column {column}"),
    no_part: |column| format!("No repeat from column {column}"),
    columns: "What the columns mean",
    rows: "What the rows mean",
    role: "Meaning",
    lower: "Lower value",
    period: "Year",
    basis: "Counts",
    basis_word: |basis| match basis {
        "annual-increment" => "Added in the year",
        "cumulative-increment" => "Added since the start",
        _ => "The level itself",
    },
    proposed: "The headers do not say what this table is. This is a guess",
    proposed_hint: "Choose what the columns mean and what the rows are; the table is then read at once.",
    read_so: "Read it like this",

    source: "Source",
    source_hint: "Move inside the table with the arrow keys. The chosen cell is framed in what was read, too.",
    grid: "Table of the source",
    row_kind: |row| format!("Row {row} is"),
    column_kind: |column| format!("Column {column} is"),
    in_row: |name, row| format!("{name}, row {row} of each KPI"),
    row_name: |row, header| {
        if header.is_empty() {
            format!("Row {row} (no header)")
        } else {
            format!("Row {row} “{header}”")
        }
    },
    kind: |kind| match kind {
        "header" => "Header",
        "section" => "Section heading",
        "ignored" => "Not used",
        _ => "KPI",
    },
    outside: "Outside the table",
    first_row: "Begin the table here",
    last_row: "End the table here",
    first_column: "Begin the table at this column",
    last_column: "End the table at this column",
    before: "Show rows before",
    after: "Show rows after",

    records: "What was read",
    no_records: "No KPI was read from the rows shown.",
    field: |field| match field {
        "unit" => "Unit",
        "direction" => "Direction",
        "baseline" => "Baseline",
        "target" => "Target",
        "final-target" => "Final target",
        "actual" => "Actual",
        "rate" => "Printed rate",
        _ => "Name",
    },
    blank: "(empty)",

    form_applied: |name| {
        format!("Read by the form “{name}”: the header is its own, and the values fit its columns.")
    },
    form_fits: |name| format!("The form “{name}” has this header, and the values fit."),
    forms_fit: |n| format!("{n} forms fit this header and its values. Which one is it?"),
    form_misfits: |name, column, role| {
        format!(
            "The form “{name}” has this header but was not used: the values of column {column} are no “{role}”."
        )
    },
    form_use: |name| format!("Read by “{name}”"),
    form_not: "Not this form",
    form_none: "None of these",
    form_name: "Name of the form",
    form_hint: "Keep what the columns mean as a form for the next sheet with the same header. It stays in this browser.",
    form_keep: "Keep as a form",
    form_kept: |name| format!("The form “{name}” was kept."),
    form_nameless: "Give the form a name.",
    form_headless: "Only a table with a header and a column of names can be kept as a form.",
    forms_unavailable: "Forms cannot be kept: this browser does not allow it, or there is no room.",
    forms_set_aside: "Forms that were kept earlier could not be read. They were put aside, not deleted.",
    forms: |n| format!("Kept forms ({n})"),
    form_rename: |name| format!("Name of the form “{name}”"),
    form_name_taken: "A name must not be empty, nor another form’s.",
    form_export: "Save as a file",
    form_delete: "Delete",
    of_form: |name| format!("(form “{name}”)"),
    form_import: "Open the file of a form (.json)",
    form_imported: |name| format!("The form “{name}” was taken in."),
    form_unreadable: "This file is no form. Choose one made by “Save as a file”.",
    forms_full: "There is room for no more forms. Delete one that is not used.",
    form_file: |name| format!("form_{name}.json"),
};
