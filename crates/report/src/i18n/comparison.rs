//! The words of a comparison with an earlier sheet (前年度との比較).

use crate::i18n::Lang;

/// The words of flags and reasons, one constant per language.
pub struct Words {
    pub by_person: &'static str,
    pub by_name: &'static str,
    pub by_namesake: &'static str,
    pub by_section_renamed: &'static str,
    pub by_other_section: &'static str,
    pub by_brackets: &'static str,
    pub by_similar: &'static str,
    pub by_figures: &'static str,
    /// Something changed: what, before, now.
    pub changed: fn(&str, &str, &str) -> String,
    pub name: &'static str,
    pub section: &'static str,
    pub unit: &'static str,
    /// Behind a changed unit: the figures are converted, or cannot be.
    pub scaled: &'static str,
    pub not_scaled: &'static str,
    pub direction: &'static str,
    pub increase: &'static str,
    pub decrease: &'static str,
    pub maintain: &'static str,
    pub unknown: &'static str,
    pub brackets: &'static str,
    pub basis: &'static str,
    /// A basis of the contract in words.
    pub basis_word: fn(&str) -> &'static str,
    pub target_kind: &'static str,
    /// A kind of target of the contract in words.
    pub kind_word: fn(&str) -> &'static str,
    /// There is nothing.
    pub none: &'static str,
    pub baseline: &'static str,
    pub final_target: &'static str,
    pub target: &'static str,
    pub actual: &'static str,
    /// Something of a year: year, what.
    pub of_year: fn(&str, &str) -> String,
    /// A figure and its year.
    pub figure_of: fn(&str, &str) -> String,
    /// Behind a target that moved.
    pub easier: &'static str,
    pub harder: &'static str,
    /// The figure of one year stands as that of another: figure, year before, year now.
    pub not_updated: fn(&str, Option<&str>, Option<&str>) -> String,
    /// There is no actual after a year.
    pub missing: fn(Option<&str>) -> String,
    /// Head of a column of the long form; empty where it has none but its id.
    pub column: fn(&str) -> &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    by_person: "人が結び付けました",
    by_name: "区分と指標名が同じです（表記の違いを除く）",
    by_namesake: "区分と指標名が同じものが複数あり、数値・番号・単位が同じものを選びました",
    by_section_renamed: "指標名が同じで、区分の名称が変わっています",
    by_other_section: "指標名が同じですが、区分が違います",
    by_brackets: "括弧の中を除いて指標名が同じです",
    by_similar: "指標名が似ています",
    by_figures: "基準値と最終目標値が同じです",
    changed: |what, before, now| format!("{what}が変わっています：{before} → {now}"),
    name: "指標名",
    section: "区分",
    unit: "単位",
    scaled: "（数値は今年度の単位にそろえて比べています）",
    not_scaled: "（数値は比べられません）",
    direction: "望ましい方向",
    increase: "増加",
    decrease: "減少",
    maintain: "維持",
    unknown: "不明",
    brackets: "定義（括弧の中）",
    basis: "数え方",
    basis_word: |word| match word {
        "annual-increment" => "単年度の増加分",
        "cumulative-increment" => "増加分の累計",
        _ => "その年の値",
    },
    target_kind: "目標の種類",
    kind_word: |word| match word {
        "numeric" => "数値",
        "at-least-baseline" => "現状以上",
        "at-most-baseline" => "現状以下",
        "text" => "文章",
        _ => "なし",
    },
    none: "（なし）",
    baseline: "基準値",
    final_target: "最終目標値",
    target: "目標値",
    actual: "実績値",
    of_year: |year, what| format!("{year}の{what}"),
    figure_of: |figure, year| format!("{figure}（{year}）"),
    easier: "（達成しやすい方へ）",
    harder: "（達成しにくい方へ）",
    not_updated: |figure, before, now| match (before, now) {
        (Some(before), Some(now)) if before != now => {
            format!("{now}の実績値が{before}と同じ{figure}です。更新されていないおそれがあります")
        }
        _ => format!("実績値が前年度と同じ{figure}です。更新されていないおそれがあります"),
    },
    missing: |year| match year {
        Some(year) => format!("{year}より後の実績値がありません"),
        None => "今年度の実績値がありません".to_owned(),
    },
    column: |id| match id {
        "schema" => "形式",
        "kind" => "種別",
        "certainty" => "確からしさ",
        "how" => "根拠",
        "id_before" => "前の年度のID",
        "id_now" => "この年度のID",
        "section_before" => "前の年度の区分",
        "section_now" => "この年度の区分",
        "name_before" => "前の年度の指標名",
        "name_now" => "この年度の指標名",
        "unit_before" => "前の年度の単位",
        "unit_now" => "この年度の単位",
        "period" => "年度",
        "from" => "値のあるシート",
        "target" => "目標値",
        "actual" => "実績値",
        "rate_percent" => "達成率（%）",
        "expected" => "直線上の値",
        "standing" => "進み",
        "flags" => "変更の種類",
        "changes" => "変わったところ",
        "offers" => "同じかもしれない指標",
        "warnings" => "注意",
        _ => "",
    },
};

const EN: Words = Words {
    by_person: "Joined by a person",
    by_name: "Same section and name, spelling aside",
    by_namesake: "Several of this name in the section; this one has the same figures, number or unit",
    by_section_renamed: "Same name, in a section that is called otherwise now",
    by_other_section: "Same name, in another section",
    by_brackets: "Same name but for what stands in brackets",
    by_similar: "Similar name",
    by_figures: "Same baseline and final target",
    changed: |what, before, now| format!("{what} changed: {before} → {now}"),
    name: "Name",
    section: "Section",
    unit: "Unit",
    scaled: " (compared in this year's unit)",
    not_scaled: " (figures cannot be compared)",
    direction: "Direction",
    increase: "increase",
    decrease: "decrease",
    maintain: "maintain",
    unknown: "unknown",
    brackets: "Definition (in brackets)",
    basis: "What is counted",
    basis_word: |word| match word {
        "annual-increment" => "added in the year",
        "cumulative-increment" => "added since the beginning",
        _ => "value of the year",
    },
    target_kind: "Kind of target",
    kind_word: |word| match word {
        "numeric" => "a number",
        "at-least-baseline" => "at least the baseline",
        "at-most-baseline" => "at most the baseline",
        "text" => "words",
        _ => "none",
    },
    none: "(none)",
    baseline: "Baseline",
    final_target: "Final target",
    target: "target",
    actual: "actual",
    of_year: |year, what| format!("{year} {what}"),
    figure_of: |figure, year| format!("{figure} ({year})"),
    easier: " (easier to meet)",
    harder: " (harder to meet)",
    not_updated: |figure, before, now| match (before, now) {
        (Some(before), Some(now)) if before != now => {
            format!("The {now} actual is the {before} one, {figure}: perhaps not updated")
        }
        _ => format!("The actual is last year's, {figure}: perhaps not updated"),
    },
    missing: |year| match year {
        Some(year) => format!("No actual after {year}"),
        None => "No actual of this year".to_owned(),
    },
    column: |_| "",
};
