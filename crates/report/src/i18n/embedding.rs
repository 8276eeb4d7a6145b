//! The words of the static table and of the dialog that embeds a result elsewhere.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// The caption of a sheet without a title.
    pub untitled: &'static str,
    /// How many KPIs, achieved, not achieved.
    pub counts: fn(usize, usize, usize) -> String,
    /// Figures or directions were put right by hand: how many.
    pub corrected: fn(usize) -> String,
    /// The rule set by its name and id.
    pub by_rules: fn(&str, &str) -> String,
    /// Product and version.
    pub made_by: fn(&str) -> String,
    /// Opens the dialog.
    pub open: &'static str,
    /// Heading of the dialog.
    pub heading: &'static str,
    /// What the dialog is for.
    pub hint: &'static str,
    /// Label of the address field.
    pub address: &'static str,
    /// What the address is.
    pub address_hint: &'static str,
    /// The name of a way, by its id.
    pub way: fn(&str) -> &'static str,
    /// What a way needs, by its id.
    pub needs: fn(&str) -> &'static str,
    /// Label of the code.
    pub code: fn(&str) -> String,
    /// Copies the code.
    pub copy: &'static str,
    /// It is on the clipboard.
    pub copied: fn(&str) -> String,
    /// The clipboard refuses.
    pub not_copied: &'static str,
    /// Closes the dialog.
    pub close: &'static str,
    /// Title of the frame.
    pub frame_title: fn(&str) -> String,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: Words = Words {
    untitled: "KPIの評価結果",
    counts: |all, achieved, missed| format!("KPI {all}件（達成 {achieved}件、未達 {missed}件）"),
    corrected: |count| format!("読み取りを{count}か所直して計算しています。"),
    by_rules: |name, id| format!("評価の規則：{name}（{id}）"),
    made_by: |version| {
        format!("達成率は公表された値から計算し直したものです。作成：KPI評価シート バージョン {version}")
    },
    open: "ホームページに載せる",
    heading: "ホームページに載せる",
    hint: "この結果を自治体のホームページに載せるためのHTMLです。載せ方を選び、コピーしてCMSに貼り付けてください。",
    address: "部品を置く場所のURL",
    address_hint: "このページと同じファイル一式を置いた場所です。表だけを載せる場合は使いません。",
    way: |way| match way {
        "table" => "表だけ（スクリプトなし）",
        "frame" => "iframe（別のページをはめ込む）",
        _ => "タグ（<kpi-evaluator>）",
    },
    needs: |way| match way {
        "table" => "どのCMSでも使えます。数値は今の結果のまま変わりません。",
        "frame" => "CMSがiframeを許している必要があります。読み取った内容はURLの中に入っています。",
        _ => {
            "CMSがスクリプトとWebAssemblyを許している必要があります。許していないときは、中に入れた表がそのまま表示されます。"
        }
    },
    code: |way| format!("HTML：{way}"),
    copy: "コピー",
    copied: |way| format!("コピーしました：{way}"),
    not_copied: "コピーできませんでした。コードを選択してコピーしてください。",
    close: "閉じる",
    frame_title: |title| format!("{title}（KPI評価シート）"),
};

const EN: Words = Words {
    untitled: "Evaluation of KPIs",
    counts: |all, achieved, missed| format!("{all} KPIs ({achieved} achieved, {missed} not achieved)"),
    corrected: |count| format!("Computed after putting the reading right in {count} places."),
    by_rules: |name, id| format!("Rules: {name} ({id})"),
    made_by: |version| {
        format!(
            "Rates are recomputed from published figures. Made with KPI Evaluation Sheet, version {version}"
        )
    },
    open: "Put it on a website",
    heading: "Put it on a website",
    hint: "The HTML that puts this result on a city's website. Choose a way, copy it and paste it into the CMS.",
    address: "Address of the parts",
    address_hint: "Where the same files as this page are. The table alone does not need it.",
    way: |way| match way {
        "table" => "The table alone (no script)",
        "frame" => "An iframe (another page inside)",
        _ => "A tag (<kpi-evaluator>)",
    },
    needs: |way| match way {
        "table" => "Works in every CMS. The figures stay as they are now.",
        "frame" => "The CMS must allow iframes. What was read is inside the address.",
        _ => {
            "The CMS must allow scripts and WebAssembly. Where it does not, the table inside the tag is shown as it is."
        }
    },
    code: |way| format!("HTML: {way}"),
    copy: "Copy",
    copied: |way| format!("Copied: {way}"),
    not_copied: "Could not copy. Select the code and copy it yourself.",
    close: "Close",
    frame_title: |title| format!("{title} (KPI Evaluation Sheet)"),
};
