//! The words of the workbook that holds a comparison with an earlier sheet.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// The names of its sheets: a row for each KPI, a row for each year, what it was made of.
    pub sheets: [&'static str; 3],
    /// The title, of this year's sheet.
    pub title: fn(&str) -> String,
    /// Heads of the first sheet, in the order of `compare::wide`.
    pub heads: [&'static str; 16],
    /// Where a KPI is: in both sheets, in this year's only, in the earlier only.
    pub kinds: [&'static str; 3],
    /// A pair is to be checked.
    pub check: &'static str,
    /// What may be the same.
    pub offered: fn(&str) -> String,
    /// Heads of the last sheet.
    pub sides: [&'static str; 3],
    /// What is said of each side.
    pub side_title: &'static str,
    pub side_municipality: &'static str,
    pub side_year: &'static str,
    pub side_kpis: &'static str,
    /// Before the program and its version.
    pub made_by: &'static str,
    /// Before the form of the data.
    pub form: &'static str,
    /// Before what is to be looked at.
    pub warning: &'static str,
    /// The sheets name different municipalities: the earlier one's, this year's.
    pub other_municipality: fn(&str, &str) -> String,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    sheets: ["比較", "データ", "この比較について"],
    title: |title| format!("{title}　前の年度との比較"),
    heads: [
        "区分",
        "指標名",
        "前の年度の指標名",
        "単位",
        "前の年度",
        "前の目標値",
        "前の実績値",
        "前の達成率",
        "この年度",
        "目標値",
        "実績値",
        "達成率",
        "どちらにあるか",
        "確認すること",
        "変わったところ",
        "最終目標への進み",
    ],
    kinds: ["両方", "この年度だけ", "前の年度だけ"],
    check: "同じ指標か要確認",
    offered: |names| format!("同じかもしれない指標：{names}"),
    sides: ["", "前の年度", "この年度"],
    side_title: "表題",
    side_municipality: "自治体",
    side_year: "年度",
    side_kpis: "指標の数",
    made_by: "作成",
    form: "データの形式",
    warning: "注意",
    other_municipality: |before, now| {
        format!(
            "前の年度のシートは「{before}」、この年度のシートは「{now}」のものと読み取りました。同じ自治体のシートかどうかを確かめてください。組になった指標は、すべて要確認としています。"
        )
    },
};

const EN: Words = Words {
    sheets: ["Comparison", "Data", "About"],
    title: |title| format!("{title}: beside the earlier year"),
    heads: [
        "Section",
        "Indicator",
        "Earlier name",
        "Unit",
        "Earlier year",
        "Earlier target",
        "Earlier actual",
        "Earlier rate",
        "This year",
        "Target",
        "Actual",
        "Rate",
        "In",
        "To check",
        "Changes",
        "Way to the final target",
    ],
    kinds: ["both", "this year only", "earlier year only"],
    check: "Whether it is the same",
    offered: |names| format!("Perhaps the same: {names}"),
    sides: ["", "Earlier year", "This year"],
    side_title: "Title",
    side_municipality: "Municipality",
    side_year: "Fiscal year",
    side_kpis: "Indicators",
    made_by: "Made by",
    form: "Form of the data",
    warning: "Note",
    other_municipality: |before, now| {
        format!(
            "The earlier sheet was read as of “{before}”, this year's as of “{now}”. Check whether they are of the same municipality. All pairs are marked to be checked."
        )
    },
};
