//! The words of what was set aside, and of what was typed and not left.

use crate::i18n::Lang;
use crate::i18n::figures::count;

/// The words, one constant per language.
pub struct Words {
    /// So many sheets of the draft are damaged or gone; none: the draft as a whole.
    pub damaged: fn(usize) -> String,
    /// A sheet that is missing: which, its name, whether its document is gone rather than damaged.
    pub lost: fn(usize, Option<&str>, bool) -> String,

    /// What was typed and not left was found.
    pub typed_heading: &'static str,
    /// What was done with it.
    pub typed: &'static str,

    /// Heading of the list: so many.
    pub heading: fn(usize) -> String,
    /// What these are.
    pub hint: &'static str,
    /// A kind, by its id.
    pub kind: fn(&str) -> &'static str,
    /// The day on which it was set aside, if known, and how many characters it has.
    pub facts: fn(Option<&str>, usize) -> String,
    /// The names of its sheets.
    pub sheets: fn(&[Option<String>]) -> String,
    /// It is whole.
    pub whole: &'static str,
    /// Some of it is missing or not as it was.
    pub part: &'static str,
    /// This version cannot open it; `true`: a newer one can.
    pub closed: fn(bool) -> &'static str,
    /// Opens it.
    pub open: &'static str,
    /// Hands it out as a file.
    pub save: &'static str,
    /// Removes it.
    pub remove: &'static str,
    /// Removes it, now that it was asked for once.
    pub confirm: &'static str,
    /// Leaves it.
    pub cancel: &'static str,
    /// It was opened.
    pub opened: &'static str,
    /// It could not be.
    pub not_opened: &'static str,
    /// It was saved under this name.
    pub saved: fn(&str) -> String,
    /// It could not be.
    pub not_saved: &'static str,
    /// It was removed.
    pub removed: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    damaged: |sheets| match sheets {
        0 => "前回の下書きが壊れていました".to_owned(),
        n => format!("前回の下書きのうち、{n}枚のシートを復元できませんでした"),
    },
    lost: |sheet, name, gone| {
        let name = name.map_or_else(String::new, |name| format!("「{name}」"));
        let why = if gone {
            "保存してあった内容がなくなっています"
        } else {
            "保存してあった内容が、保存したときと違っています"
        };
        format!("{sheet}枚目のシート{name}：{why}。")
    },
    typed_heading: "入力の途中だった内容を戻しました",
    typed: "前にこのページが閉じたとき、入力の途中だった欄がありました。入力していた分を反映しています。途中の数値でないか確かめてください。「元に戻す」で入力前に戻れます。",

    heading: |n| format!("移してある下書きなど（{n}件）"),
    hint: "読めなかったもの、壊れていたもの、別のタブの内容と食い違ったものです。消さずに残してあります。ファイルに保存でき、この版で読めるものは開けます。開いても、今の内容には「元に戻す」で戻れます。",
    kind: |id| match id {
        "rule-sets" => "自分で書いたルール",
        "forms" => "覚えた様式",
        _ => "下書き",
    },
    facts: |when, units| {
        let when = when.map_or_else(|| "日付不明".to_owned(), |day| format!("{day}に移動"));
        format!("{when}・{}字", count(units))
    },
    sheets: |names| {
        let names: Vec<_> = names
            .iter()
            .map(|name| name.as_deref().unwrap_or("貼り付けた表"))
            .collect();
        format!("シート{}枚：{}", names.len(), names.join("、"))
    },
    whole: "この版で開けます。",
    part: "保存したときと違っている箇所があります。残っている部分だけを開けます。開いたら、数値を元の資料と見比べてください。",
    closed: |newer| {
        if newer {
            "新しい版で作られたもので、この版では開けません。新しい版のページでは開けます。"
        } else {
            "この版では開けません。"
        }
    },
    open: "開く",
    save: "ファイルに保存",
    remove: "消す",
    confirm: "本当に消す",
    cancel: "やめる",
    opened: "移してあった下書きを開きました。「元に戻す」で前の内容に戻れます。",
    not_opened: "開けませんでした。",
    saved: |name| format!("{name}を保存しました。"),
    not_saved: "ファイルを保存できませんでした。",
    removed: "消しました。",
};

static EN: Words = Words {
    damaged: |sheets| match sheets {
        0 => "Your last draft is damaged".to_owned(),
        1 => "One sheet of your last draft could not be restored".to_owned(),
        n => format!("{n} sheets of your last draft could not be restored"),
    },
    lost: |sheet, name, gone| {
        let name = name.map_or_else(String::new, |name| format!(" (“{name}”)"));
        let why = if gone {
            "what was kept of it is gone"
        } else {
            "what was kept of it is not as it was written"
        };
        format!("Sheet {sheet}{name}: {why}.")
    },
    typed_heading: "What you were typing is back",
    typed: "A field was being typed into when this page was closed before. What was typed so far has been taken in; please check that the figure is complete. Undo takes it back.",

    heading: |n| format!("Drafts that were put aside ({n})"),
    hint: "They could not be read, were damaged, or stood against what another tab had. None was deleted. They can be saved as files, and opened where this version can read them. Undo brings back what is on the page now.",
    kind: |id| match id {
        "rule-sets" => "Your own rule sets",
        "forms" => "Forms",
        _ => "Draft",
    },
    facts: |when, units| {
        let when = when.map_or_else(|| "day unknown".to_owned(), |day| format!("put aside on {day}"));
        format!("{when}, {} characters", count(units))
    },
    sheets: |names| {
        let list: Vec<_> = names
            .iter()
            .map(|name| name.as_deref().unwrap_or("pasted table"))
            .collect();
        let word = if list.len() == 1 { "sheet" } else { "sheets" };
        format!("{} {word}: {}", list.len(), list.join(", "))
    },
    whole: "This version can open it.",
    part: "Something in it is not as it was written. What is left can be opened; please compare its figures with your source then.",
    closed: |newer| {
        if newer {
            "A newer version made it. This version cannot open it, the newer one can."
        } else {
            "This version cannot open it."
        }
    },
    open: "Open",
    save: "Save as a file",
    remove: "Delete",
    confirm: "Really delete",
    cancel: "Cancel",
    opened: "The draft that was put aside is open. Undo brings back what was there before.",
    not_opened: "It could not be opened.",
    saved: |name| format!("{name} is saved."),
    not_saved: "The file could not be saved.",
    removed: "It is deleted.",
};
