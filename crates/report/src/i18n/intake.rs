//! The words around files and sheets: choosing, opening, progress, what could not be opened.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Label of the file button.
    pub choose: &'static str,
    /// What can be chosen and how large: the limit in megabytes.
    pub choose_hint: fn(usize) -> String,
    /// Shown while files are dragged over the page.
    pub drop_here: &'static str,
    /// A file that was chosen cannot be read any more: its name.
    pub file_gone: fn(&str) -> String,
    /// Heading of what was not opened: how many files.
    pub refused: fn(usize) -> String,
    /// Puts that list away.
    pub dismiss: &'static str,
    /// Not all files could be taken: the limit.
    pub too_many: fn(usize) -> String,
    /// Name of the list of sheets.
    pub sheets: &'static str,
    /// A sheet without a name: its number.
    pub sheet: fn(usize) -> String,
    /// Puts a sheet away: its name.
    pub close: fn(&str) -> String,
    /// What a file is: name, usual ending, cells.
    pub file_taken: fn(&str, usize) -> String,
    /// Label of the encodings.
    pub encoding: &'static str,
    /// Label of the separators.
    pub separator: &'static str,
    /// The name of a separator.
    pub separator_name: fn(char) -> String,
    /// Heading of the first lines.
    pub first_lines: &'static str,
    /// Reads hidden sheets, rows and columns too.
    pub with_hidden: &'static str,
    /// The file must be chosen again for that.
    pub choose_again: &'static str,
    /// What is being done, by its id.
    pub phase: fn(&str) -> &'static str,
    /// So many of so many.
    pub counted: fn(usize, usize) -> String,
    /// File so many of so many, by name.
    pub opening: fn(&str, usize, usize) -> String,
    /// Stops the work.
    pub stop: &'static str,
    /// The work broke off.
    pub broken: &'static str,
    /// Tries again.
    pub again: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    choose: "ファイルを選ぶ",
    choose_hint: |limit| {
        format!(
            "Excel（.xlsx .xlsm .xls）、OpenDocument（.ods）、Word（.docx）、PDF、CSV、テキスト、HTML、JSON。1つ{limit} MBまで、複数まとめて選べます。この画面のどこかへ落としても、貼り付けても開きます。"
        )
    },
    drop_here: "ここで離すとファイルを開きます",
    file_gone: |name| {
        format!(
            "ファイル「{name}」を読めません。移動または削除されたか、ほかのソフトが使っている可能性があります。もう一度選んでください。"
        )
    },
    refused: |n| format!("開けなかったファイル（{n}件）"),
    dismiss: "この一覧を閉じる",
    too_many: |limit| format!("一度に扱えるシートは{limit}枚までです。残りのファイルは開いていません。"),
    sheets: "シート",
    sheet: |n| format!("シート{n}"),
    close: |name| format!("「{name}」を閉じる"),
    file_taken: |name, n| format!("ファイル「{name}」を読み取りました（{n}文字）。"),
    encoding: "文字コード",
    separator: "区切り",
    separator_name: |separator| match separator {
        '\t' => "タブ".to_owned(),
        ',' => "コンマ".to_owned(),
        ';' => "セミコロン".to_owned(),
        other => other.to_string(),
    },
    first_lines: "先頭の行",
    with_hidden: "非表示のシート・行・列も読み取る",
    choose_again: "読み取り方を変えるには、ファイルをもう一度選んでください（下書きにはファイルそのものを残していません）。",
    phase: |id| match id {
        "opening" => "ファイルを開いています",
        "reading" => "行とセルを読み取っています",
        "recognising" => "指標を探しています",
        "evaluating" => "達成率を計算しています",
        "rating" => "評価を求めています",
        _ => "結果をまとめています",
    },
    counted: |done, of| format!("{of}件中{done}件"),
    opening: |name, n, of| format!("{of}件中{n}件目: {name}"),
    stop: "読み取りをやめる",
    broken: "このシートの処理が途中で止まりました。入力と訂正はそのまま残っています。もう一度試すか、シートを分けて読み取ってください。",
    again: "もう一度試す",
};

const EN: Words = Words {
    choose: "Choose files",
    choose_hint: |limit| {
        format!(
            "Excel (.xlsx .xlsm .xls), OpenDocument (.ods), Word (.docx), PDF, CSV, text, HTML, JSON. Up to {limit} MB each, several at once. You can also drop or paste files anywhere on this page."
        )
    },
    drop_here: "Drop here to open the files",
    file_gone: |name| {
        format!(
            "The file “{name}” cannot be read. It may have been moved, deleted, or be in use by another program. Please choose it again."
        )
    },
    refused: |n| format!("Files that could not be opened ({n})"),
    dismiss: "Close this list",
    too_many: |limit| format!("No more than {limit} sheets can be open. The other files were not opened."),
    sheets: "Sheets",
    sheet: |n| format!("Sheet {n}"),
    close: |name| format!("Close “{name}”"),
    file_taken: |name, n| format!("Read the file “{name}” ({n} characters)."),
    encoding: "Encoding",
    separator: "Separator",
    separator_name: |separator| match separator {
        '\t' => "Tab".to_owned(),
        ',' => "Comma".to_owned(),
        ';' => "Semicolon".to_owned(),
        other => other.to_string(),
    },
    first_lines: "First lines",
    with_hidden: "Read hidden sheets, rows and columns too",
    choose_again: "To read it differently, choose the file again (drafts do not keep the file itself).",
    phase: |id| match id {
        "opening" => "Opening the file",
        "reading" => "Reading rows and cells",
        "recognising" => "Looking for indicators",
        "evaluating" => "Computing the rates",
        "rating" => "Deriving the labels",
        _ => "Preparing the result",
    },
    counted: |done, of| format!("{done} of {of}"),
    opening: |name, n, of| format!("{n} of {of}: {name}"),
    stop: "Stop reading",
    broken: "Work on this sheet broke off. What you entered and corrected is still there. Try again, or read the sheet in parts.",
    again: "Try again",
};
