//! The words of folding: text without columns made a table by hand.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Heading.
    pub heading: &'static str,
    /// What it is for.
    pub hint: &'static str,
    /// Name of an offer: its number, cells of a record, first line.
    pub offer: fn(usize, u32, u32) -> String,
    /// Name of the group of what a person says.
    pub own: &'static str,
    /// The line in which the first record begins.
    pub first: &'static str,
    /// Cells of a record.
    pub cells: &'static str,
    /// How cells are parted.
    pub parted: &'static str,
    /// At the ends of lines, or at blanks (true).
    pub parted_word: fn(bool) -> &'static str,
    /// Nothing can be read so.
    pub nothing: &'static str,
    /// So many records are read: for the live region.
    pub reads: fn(usize) -> String,
    /// Takes the folding.
    pub take: &'static str,
    /// What is taken, for whoever hears only the button: cells of a record, first line.
    pub take_which: fn(u32, u32) -> String,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    heading: "行を折り返して表にする",
    hint: "列のない文章です。1件が何個の値でできているかを選ぶと、続きも同じように読みます。合っているものを選ぶか、行と個数を指定してください。",
    offer: |number, cells, first| format!("案{number}：{first}行目から、1件{cells}個"),
    own: "自分で指定する",
    first: "1件目が始まる行",
    cells: "1件の値の個数（指標名を含む）",
    parted: "値の区切り",
    parted_word: |by_blanks| {
        if by_blanks {
            "空白（1行に複数の値）"
        } else {
            "改行（1行に1つの値）"
        }
    },
    nothing: "この指定では読み取れる行がありません。始まりの行か個数を変えてください。",
    reads: |n| format!("{n}件のKPIとして読めます。"),
    take: "この読み方を使う",
    take_which: |cells, first| format!("（{first}行目から1件{cells}個）"),
};

static EN: Words = Words {
    heading: "Fold lines into a table",
    hint: "This text has no columns. Say how many values make one record, and the rest is read in the same way. Choose what is right, or say the line and the number yourself.",
    offer: |number, cells, first| format!("Offer {number}: from line {first}, {cells} values a record"),
    own: "Say it yourself",
    first: "Line in which the first record begins",
    cells: "Values of a record, its name among them",
    parted: "What parts the values",
    parted_word: |by_blanks| {
        if by_blanks {
            "Blanks (several values a line)"
        } else {
            "Line ends (one value a line)"
        }
    },
    nothing: "Nothing can be read so. Change the first line or the number of values.",
    reads: |n| match n {
        1 => "Reads as 1 KPI.".to_owned(),
        _ => format!("Reads as {n} KPIs."),
    },
    take: "Use this reading",
    take_which: |cells, first| format!(" ({cells} values a record from line {first})"),
};
