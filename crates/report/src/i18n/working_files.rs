//! The words around the working file: saving it, opening it, what is wrong with one.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Saves one.
    pub save: &'static str,
    /// What it is for, beside the button.
    pub hint: &'static str,
    /// What is added to the name of the file.
    pub mark: &'static str,
    /// It is written where a person chose: the name of the file.
    pub written: fn(&str) -> String,
    /// A person was asked for a place and left.
    pub cancelled: &'static str,
    /// Saves it in another place than before.
    pub elsewhere: &'static str,
    /// It could not be made.
    pub not_made: &'static str,
    /// A table carries it.
    pub inside: &'static str,
    /// What that means.
    pub inside_hint: &'static str,
    /// Heading of what is said of files that were opened.
    pub said: &'static str,
    /// A file without a name.
    pub nameless: &'static str,
    /// A working file is damaged: its name.
    pub damaged: fn(&str) -> String,
    /// A working file is of a newer version: its name.
    pub newer: fn(&str) -> String,
    /// Some sheets of a working file are damaged: its name, which.
    pub partly: fn(&str, &[usize]) -> String,
    /// A table was changed after it was handed out: the name of its file.
    pub changed: fn(&str) -> String,
    /// What a table carries is damaged: the name of its file.
    pub damaged_inside: fn(&str) -> String,
    /// What a table carries is of a newer version: the name of its file.
    pub newer_inside: fn(&str) -> String,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    save: "作業ファイルを保存",
    hint: "作業ファイル（.kpi.json）には、すべてのシートの元の表、訂正、評価ルール、所見が入ります。別のPCやあとの版でも、このページで開くと続きから作業できます。",
    mark: "作業",
    written: |name| format!("「{name}」に保存しました。次に保存すると、同じファイルに上書きします。"),
    cancelled: "保存先が選ばれなかったため、保存していません。",
    elsewhere: "別の場所に保存",
    not_made: "作業ファイルを作れませんでした。",
    inside: "作業ファイルも中に入れる",
    inside_hint: "このページで開き直すと続きから作業できます。訂正や所見など、表に出ていない内容も入るので、外に出すファイルでは外してください。",
    said: "開いたファイルについて",
    nameless: "貼り付けた内容",
    damaged: |name| {
        format!(
            "作業ファイル「{name}」は壊れているため開けません（途中で切れているか、書き換えられています）。保存し直したものか、元の表を開いてください。"
        )
    },
    newer: |name| {
        format!(
            "作業ファイル「{name}」は、このページより新しい版で作られています。新しい版のページで開いてください。"
        )
    },
    partly: |name, sheets| {
        format!(
            "作業ファイル「{name}」の{}は壊れているため、ほかのシートだけを開きました。",
            sheets
                .iter()
                .map(|sheet| format!("{sheet}枚目のシート"))
                .collect::<Vec<_>>()
                .join("、")
        )
    },
    changed: |name| {
        format!(
            "「{name}」の表は、書き出したあとに変わっています。いまの表と、中に入っていた作業ファイルのシートを、並べて開きました。要らないほうを閉じてください。"
        )
    },
    damaged_inside: |name| {
        format!(
            "「{name}」の中の作業ファイルは壊れているため、表だけを読み取りました。訂正と所見は戻っていません。"
        )
    },
    newer_inside: |name| {
        format!(
            "「{name}」の中の作業ファイルは、このページより新しい版で作られているため、表だけを読み取りました。訂正と所見は戻っていません。"
        )
    },
};

const EN: Words = Words {
    save: "Save the working file",
    hint: "The working file (.kpi.json) holds all sheets as they came, what was put right, the rules and the judgements. Opened here, on another PC or in a later version, the work goes on.",
    mark: "work",
    written: |name| format!("Saved to “{name}”. The next save writes over the same file."),
    cancelled: "No place was chosen, so nothing was saved.",
    elsewhere: "Save somewhere else",
    not_made: "The working file could not be made.",
    inside: "Put the working file inside too",
    inside_hint: "Opened here again, the work goes on. It also holds what the table does not show, such as corrections and judgements: leave it out of files that you publish.",
    said: "About the files that were opened",
    nameless: "what was pasted",
    damaged: |name| {
        format!(
            "The working file “{name}” is damaged and cannot be opened (it was cut or changed). Open another copy of it, or the sheet that it was made from."
        )
    },
    newer: |name| {
        format!("The working file “{name}” was made by a newer version of this page. Open it there.")
    },
    partly: |name, sheets| {
        let sheets: Vec<String> = sheets.iter().map(ToString::to_string).collect();
        format!(
            "Of the working file “{name}”, sheet {} is damaged; the others were opened.",
            sheets.join(", ")
        )
    },
    changed: |name| {
        format!(
            "The table of “{name}” was changed after it was handed out. The table as it is now and the sheet of the working file inside were opened side by side. Close the one that you do not need."
        )
    },
    damaged_inside: |name| {
        format!(
            "The working file inside “{name}” is damaged, so only the table was read. Corrections and judgements did not come back."
        )
    },
    newer_inside: |name| {
        format!(
            "The working file inside “{name}” was made by a newer version of this page, so only the table was read. Corrections and judgements did not come back."
        )
    },
};
