//! The words of the machine readability of a source sheet, by the Digital Agency's rules.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Heading, with how many rules are not met.
    pub heading: fn(usize) -> String,
    /// What is checked by what.
    pub hint: &'static str,
    /// Every rule that is checked is met.
    pub all_met: &'static str,
    /// A rule by its id, and what to do.
    pub rule: fn(&str) -> (&'static str, &'static str),
    /// So many places.
    pub places: fn(usize) -> String,
    /// So many more places.
    pub more: fn(usize) -> String,
    /// What only a person can tell.
    pub not_checked: &'static str,
    /// Saves the sheet that meets the rules.
    pub save: &'static str,
    /// What that is.
    pub save_hint: &'static str,
    /// It was saved: its name.
    pub saved: fn(&str) -> String,
    /// The browser did not take it.
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
    heading: |n| format!("機械可読性（満たしていない項目 {n}）"),
    hint: "元の表を、デジタル庁の機械可読性の項目に照らしました。項目番号と、当てはまるセルを示します。",
    all_met: "調べた項目はすべて満たしています。",
    rule: |rule| match rule {
        "L1-02" => ("1シートに表がいくつもある", "表ごとにシートを分けます。"),
        "L1-06" => (
            "体裁のための空白や改行がある",
            "空白と改行を取り、見た目は書式で整えます。",
        ),
        "L1-07" => ("1つのセルに値がいくつもある", "値ごとにセルを分けます。"),
        "L1-08" => ("機種依存文字がある", "①は1、㈱は株式会社のように書き換えます。"),
        "L1-09" => (
            "空欄で、0か未入力か分からない",
            "0は0と書き、値がないときは理由を別の列に書きます。",
        ),
        "L1-11" => (
            "取り消し線で意味を表している",
            "消した値は消し、変更は別の列に書きます。",
        ),
        "L1-12" => ("セルが結合されている", "結合を解き、どのセルにも値を入れます。"),
        "L2-01" => (
            "数値に単位、コンマ、注記が付いている",
            "数字だけにし、単位と注記は別の列に書きます。",
        ),
        "L2-02" => ("上と同じ項目が省かれている", "どの行にも書きます。"),
        "L2-03" => ("見出しが空欄か、重なっている", "列ごとに違う見出しを付けます。"),
        "L2-04" => ("同じ選択肢の書き方がそろっていない", "1つの書き方にそろえます。"),
        "L3-03" => ("説明のない記号がある", "「－は未公表」のように、意味を書きます。"),
        "L3-04" => ("単位が書かれていない", "単位の列を設けます。"),
        "L3-05" => ("年が和暦だけで書かれている", "西暦を併記します。"),
        _ => ("年が横に並んでいる", "1行に1つの年とする縦持ちにします。"),
    },
    places: |n| format!("{n}か所"),
    more: |n| format!("ほか{n}か所"),
    not_checked: "様式が毎年同じか（L3-07）、定義や文字コードが明記されているか（L3-08）など、この表だけでは分からない項目は調べていません。",
    save: "整えた表を保存（縦持ちのCSV）",
    save_hint: "評価したすべての指標を、1指標・1年度1行、結合なし、数字だけの列、西暦付きの年でまとめた表です。",
    saved: |name| format!("保存しました：{name}"),
    not_saved: "ブラウザーがファイルを受け取りませんでした。",
    mark: "機械可読",
};

const EN: Words = Words {
    heading: |n| format!("Machine readability (rules not met: {n})"),
    hint: "The sheet as it came, held against the Digital Agency's rules of machine readability: each rule with its number and the cells that do not meet it.",
    all_met: "All rules that are checked are met.",
    rule: |rule| match rule {
        "L1-02" => (
            "Several tables on one sheet",
            "Give each table a sheet of its own.",
        ),
        "L1-06" => (
            "Spaces or line breaks for looks",
            "Take them out, and lay the sheet out by formats.",
        ),
        "L1-07" => ("Several values in one cell", "Give each value a cell."),
        "L1-08" => ("Machine-dependent characters", "Write 1 for ①, 株式会社 for ㈱."),
        "L1-09" => (
            "Blank: 0, or nothing entered?",
            "Write 0 as 0, and say in another column why there is no value.",
        ),
        "L1-11" => (
            "A line through text has a meaning",
            "Delete what was deleted, and say the change in another column.",
        ),
        "L1-12" => ("Merged cells", "Unmerge them, and put the value into every cell."),
        "L2-01" => (
            "Numbers with unit, commas or notes",
            "Leave the digits, and put unit and note into other columns.",
        ),
        "L2-02" => (
            "Items that are the same as above are left out",
            "Write them in every row.",
        ),
        "L2-03" => (
            "Heads that are blank or there twice",
            "Give every column a head of its own.",
        ),
        "L2-04" => ("One choice written in several ways", "Write it in one way."),
        "L3-03" => (
            "Symbols that are not explained",
            "Say what they mean, as in “－ is not published”.",
        ),
        "L3-04" => ("No unit is stated", "Add a column for it."),
        "L3-05" => (
            "Years of Japanese eras alone",
            "Write the western year beside them.",
        ),
        _ => ("Years across", "Use the long form, one year in a row."),
    },
    places: |n| {
        if n == 1 {
            "1 place".to_owned()
        } else {
            format!("{n} places")
        }
    },
    more: |n| format!("and {n} more"),
    not_checked: "What this sheet alone cannot tell is not checked: whether its form is the same every year (L3-07), whether definitions and encoding are stated (L3-08).",
    save: "Save a clean table (CSV, long form)",
    save_hint: "All indicators that were evaluated, a row for each indicator and year: nothing merged, columns of bare numbers, western years.",
    saved: |name| format!("Saved: {name}"),
    not_saved: "The browser did not take the file.",
    mark: "machine_readable",
};
