//! The words of what a person changed in a sheet, in its order.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Heading, with how many changes are told.
    pub heading: fn(usize) -> String,
    /// What is told, and in which order.
    pub hint: &'static str,
    /// So many older changes are not told any more.
    pub forgotten: fn(usize) -> String,
    /// A kind of what is changed.
    pub what: fn(&str) -> &'static str,
    /// A field of it, by the word of the working file; empty where its kind says enough.
    pub field: fn(&str) -> &'static str,
    /// A kind and a field of it.
    pub field_of: fn(&str, &str) -> String,
    /// Before what was there.
    pub before: &'static str,
    /// Before what is there since.
    pub after: &'static str,
    /// Nothing was said: it was, or is again, as the sheet has it.
    pub as_sheet: &'static str,
    /// No label was chosen: the one that is computed holds.
    pub as_computed: &'static str,
    /// A cell or a field that is empty.
    pub empty: &'static str,
    /// It holds more than fits a line.
    pub arranged: &'static str,
    /// It was decided so.
    pub decided: &'static str,
    /// Takes the correction of a cell back.
    pub revert: &'static str,
    /// Of which cell, behind it.
    pub revert_of: fn(&str) -> String,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    heading: |n| format!("変更の記録（{n}件）"),
    hint: "このシートに加えた修正と評価を、新しい順に示します。元に戻した操作は含みません。",
    forgotten: |n| format!("これより古い{n}件は、記録の上限を超えたため残していません。"),
    what: |kind| match kind {
        "cell" => "セル",
        "document" => "文書",
        "table" => "表の読み方",
        "form" => "様式",
        "candidate" => "KPIの表かもしれないところ",
        "kpi" => "このKPIの扱い",
        "earlier" => "前の年のKPIとの対応",
        "judgement" => "評価",
        _ => "ルールセット",
    },
    field: |field| match field {
        "name" => "指標名",
        "baseline" => "基準値",
        "target" => "目標値",
        "final-target" => "最終目標値",
        "actual" => "実績値",
        "rate" => "達成率",
        "unit" => "単位",
        "direction" => "望ましい方向",
        "method" => "計算方法",
        "reason" => "理由",
        "fiscalYear" => "年度",
        "term" => "計画期間",
        "columns" => "列の役割",
        "rows" => "行の範囲",
        _ => "",
    },
    field_of: |kind, field| format!("{kind}・{field}"),
    before: "変更前",
    after: "変更後",
    as_sheet: "シートのとおり",
    as_computed: "計算のとおり",
    empty: "空欄",
    arranged: "指定あり",
    decided: "該当しない",
    revert: "シートの文字に戻す",
    revert_of: |cell| format!("：{cell}"),
};

const EN: Words = Words {
    heading: |n| format!("What was changed ({n})"),
    hint: "The corrections and judgements made in this sheet, the newest first. What was undone is left out.",
    forgotten: |n| {
        format!("{n} older than these are not kept: there is room for so many changes and no more.")
    },
    what: |kind| match kind {
        "cell" => "Cell",
        "document" => "Document",
        "table" => "How the table is read",
        "form" => "Form",
        "candidate" => "May hold KPIs",
        "kpi" => "For this KPI alone",
        "earlier" => "KPI of the earlier year",
        "judgement" => "Judgement",
        _ => "Rule set",
    },
    field: |field| match field {
        "name" => "name",
        "baseline" => "baseline",
        "target" => "target",
        "final-target" => "final target",
        "actual" => "actual",
        "rate" => "rate",
        "unit" => "unit",
        "direction" => "direction",
        "method" => "method",
        "reason" => "reason",
        "fiscalYear" => "year",
        "term" => "term of the plan",
        "columns" => "columns",
        "rows" => "rows",
        _ => "",
    },
    field_of: |kind, field| format!("{kind}: {field}"),
    before: "before",
    after: "after",
    as_sheet: "as in the sheet",
    as_computed: "as computed",
    empty: "empty",
    arranged: "as arranged",
    decided: "not one",
    revert: "Back to the sheet’s text",
    revert_of: |cell| format!(": {cell}"),
};
