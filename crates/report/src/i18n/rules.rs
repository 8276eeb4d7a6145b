//! The words around rule sets: choosing, fitting and writing them; explanations, findings, and what is said of single
//! KPIs. One constant per language: a missing sentence does not compile.
//!
//! Words of a rule set's document (`"half-up"`) are worded by functions; a word that a later version adds falls back to
//! the general one.

use crate::i18n::Lang;

/// What the best rule set reproduces.
type FitBest = fn(&str, &[(usize, usize)], usize, bool) -> String;

/// What is said of a KPI.
type OverrideSaid = fn(&[(&str, &str)], Option<&str>) -> String;

/// Every sentence and word around rule sets.
pub struct RuleWords {
    /// The group of rule sets that ship.
    pub presets: &'static str,
    /// The group of a city's own.
    pub own_rules: &'static str,
    /// What is said of an own rule set's source.
    pub own_basis: &'static str,
    /// Name of the buttons below the choice.
    pub actions: &'static str,
    /// Copies the chosen rule set into the editor.
    pub copy: &'static str,
    /// Opens an own rule set in the editor.
    pub edit: &'static str,
    /// Removes an own rule set from the list.
    pub remove: &'static str,
    /// Saves the chosen rule set as a file.
    pub export: &'static str,
    /// Opens a rule set's file.
    pub import: &'static str,
    /// The name of a copy.
    pub copy_name: fn(&str) -> String,
    /// What is noted of a copy.
    pub copied_from: fn(&str) -> String,
    /// An own rule set was kept and is used.
    pub saved: fn(&str) -> String,
    /// It is used, but the storage refuses to keep it.
    pub not_kept: fn(&str) -> String,
    /// It was removed.
    pub removed: fn(&str) -> String,
    /// A file was handed out.
    pub exported: fn(&str) -> String,
    /// The browser refused it.
    pub not_exported: &'static str,
    /// A file is no rule set; why.
    pub not_read: fn(&str) -> String,
    /// A file that holds no text.
    pub no_text: &'static str,
    /// Heading of what rule sets reproduce.
    pub fits: &'static str,
    /// Tries the rule sets on a large sheet.
    pub find_fits: &'static str,
    /// They are being tried.
    pub finding_fits: &'static str,
    /// What the best rule set reproduces: its name, labels and rates (reproduced, of), how many others do as well,
    /// whether it is chosen.
    pub fit_best: FitBest,
    /// A fit is no proof.
    pub fits_caution: &'static str,
    /// No rule set reproduces anything.
    pub fits_none: &'static str,
    /// Takes a rule set.
    pub take: &'static str,
    /// The same for screen readers: which.
    pub take_of: fn(&str) -> String,
    /// It was taken.
    pub taken: fn(&str) -> String,
    /// The rule sets that reproduce something, how many.
    pub all_fits: fn(usize) -> String,
    /// The rule set is the chosen one.
    pub in_use: &'static str,
    /// What it does not reproduce, how much.
    pub misses: fn(usize) -> String,
    /// One of them: whose, printed, by the rule set.
    pub miss: fn(&str, &str, Option<&str>) -> String,
    /// Heading of the editor.
    pub editor: &'static str,
    /// What it does.
    pub editor_hint: &'static str,
    /// The name.
    pub name: &'static str,
    /// Heading of the words.
    pub bands: &'static str,
    /// One of them, from 1.
    pub band: fn(usize) -> String,
    /// A band's lower bound.
    pub lower: &'static str,
    /// Its kind.
    pub lower_kind: fn(&str) -> &'static str,
    /// A band's upper bound.
    pub upper: &'static str,
    /// Its kind.
    pub upper_kind: fn(&str) -> &'static str,
    /// The field of a bound's kind.
    pub bound_kind: &'static str,
    /// The field of a bound's number.
    pub percent: &'static str,
    /// The condition on the target.
    pub beside_target: &'static str,
    /// Its choices.
    pub target_side: fn(&str) -> &'static str,
    /// The condition on the baseline.
    pub beside_baseline: &'static str,
    /// Its choices.
    pub baseline_side: fn(&str) -> &'static str,
    /// The letter.
    pub grade: &'static str,
    /// The word.
    pub word: &'static str,
    /// The colour.
    pub meaning: &'static str,
    /// Its choices.
    pub meaning_word: fn(&str) -> &'static str,
    /// One more word.
    pub add_band: &'static str,
    /// Without a word.
    pub remove_band: fn(usize) -> String,
    /// Heading of the numbers.
    pub numbers: &'static str,
    /// The rounding.
    pub rounding: &'static str,
    /// Its choices.
    pub rounding_word: fn(&str) -> &'static str,
    /// The decimals.
    pub places: &'static str,
    /// The cap.
    pub cap: &'static str,
    /// The tolerance for maintain.
    pub tolerance: &'static str,
    /// The tolerance beside the baseline.
    pub baseline_tolerance: &'static str,
    /// What a tolerance is counted in.
    pub leeway_kind: fn(&str) -> &'static str,
    /// How much.
    pub amount: &'static str,
    /// Heading of the methods.
    pub methods: &'static str,
    /// The method.
    pub method: &'static str,
    /// The method for all that has no other.
    pub default_method: &'static str,
    /// A method for some cases, from 1.
    pub method_row: fn(usize) -> String,
    /// For which direction.
    pub direction: &'static str,
    /// Its choices.
    pub direction_word: fn(&str) -> &'static str,
    /// For which kind of target.
    pub kind: &'static str,
    /// Its choices.
    pub kind_word: fn(&str) -> &'static str,
    /// For what is counted.
    pub counts: &'static str,
    /// Its choices.
    pub counts_word: fn(&str) -> &'static str,
    /// One more.
    pub add_method: &'static str,
    /// One less.
    pub remove_method: fn(usize) -> String,
    /// The shares per year.
    pub shares: &'static str,
    /// Heading of the rest.
    pub more: &'static str,
    /// Which measurements get a label.
    pub applies_to: &'static str,
    /// Its choices.
    pub applies_word: fn(&str) -> &'static str,
    /// What 0 of 0 is.
    pub zero: &'static str,
    /// Its choices.
    pub zero_word: fn(&str) -> &'static str,
    /// Where grant labels are suggested.
    pub grants: &'static str,
    /// Its choices.
    pub grants_word: fn(&str) -> &'static str,
    /// How several make one.
    pub combine: &'static str,
    /// Its choices.
    pub combine_word: fn(&str) -> &'static str,
    /// Heading of what would change.
    pub preview: &'static str,
    /// How many labels change, of how many.
    pub changes: fn(usize, usize) -> String,
    /// One change: before, after.
    pub change: fn(Option<&str>, Option<&str>) -> String,
    /// How many more there are.
    pub more_changes: fn(usize) -> String,
    /// Heading of what does not hold together.
    pub faults: fn(usize) -> String,
    /// The name is missing.
    pub no_name: &'static str,
    /// A word is missing, from 1.
    pub no_word: fn(usize) -> String,
    /// A field holds no number.
    pub no_number: fn(&str) -> String,
    /// A field of a band, from 1.
    pub of_band: fn(&str, usize) -> String,
    /// Keeps and uses the rule set.
    pub save: &'static str,
    /// Leaves the editor.
    pub cancel: &'static str,
    /// Heading of the explanation.
    pub explanation: &'static str,
    /// Copies it.
    pub copy_explanation: &'static str,
    /// It was copied.
    pub copied: &'static str,
    /// It was not.
    pub not_copied: &'static str,
    /// Another method: its name, its rate, the word it would give.
    pub other: fn(&str, &str, Option<&str>) -> String,
    /// The KPIs that a label follows from.
    pub chain: fn(usize) -> String,
    /// A KPI was left out.
    pub left_out: &'static str,
    /// Leads to a cell.
    pub cell: fn(&str) -> String,
    /// Heading of the sections' labels.
    pub sections: fn(usize) -> String,
    /// Heading of what does not add up.
    pub findings: fn(usize) -> String,
    /// What to do with them.
    pub findings_hint: &'static str,
    /// There is none.
    pub no_findings: &'static str,
    /// Puts a cell right: its text, the new text.
    pub apply: fn(&str, &str) -> String,
    /// It was put right; the new text.
    pub applied: fn(&str) -> String,
    /// Says which way is better.
    pub say_direction: fn(&str) -> &'static str,
    /// Heading of what is said of a KPI.
    pub override_heading: &'static str,
    /// The method of the rule set.
    pub by_rules: &'static str,
    /// Another target.
    pub own_target: &'static str,
    /// Another unit.
    pub own_unit: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// Why.
    pub reason: &'static str,
    /// Leaves all of it to the sheet.
    pub override_revoke: &'static str,
    /// Something is said of the KPI.
    pub overridden: &'static str,
    /// What is said of it: fields with their values, and why.
    pub override_said: OverrideSaid,
}

/// The words in a language.
pub fn rule_words(lang: Lang) -> &'static RuleWords {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

const JA: RuleWords = RuleWords {
    presets: "用意されたルール",
    own_rules: "自分で作ったルール",
    own_basis: "このPCで作ったルールです。",
    actions: "ルールの操作",
    copy: "写して変える",
    edit: "このルールを変える",
    remove: "一覧から削除",
    export: "ファイルに保存",
    import: "ルールのファイルを開く",
    copy_name: |name| format!("{name}（写し）"),
    copied_from: |name| format!("「{name}」を写して変えたものです。"),
    saved: |name| format!("ルール「{name}」を保存し、このシートに使っています。"),
    not_kept: |name| {
        format!(
            "ルール「{name}」をこのシートに使っていますが、一覧には保存できませんでした。「ファイルに保存」で残せます。"
        )
    },
    removed: |name| format!("ルール「{name}」を一覧から削除しました。"),
    exported: |file| format!("「{file}」を保存しました。"),
    not_exported: "ファイルを保存できませんでした。",
    not_read: |why| format!("ルールのファイルを開けません。{why}"),
    no_text: "文字として読めないか、大きすぎます。",
    fits: "印字との照合",
    find_fits: "印字に合うルールを調べる",
    finding_fits: "印字に合うルールを調べています。",
    fit_best: |name, scores, others, chosen| {
        let parts = ["評価", "率"].iter().zip(scores).filter(|(_, (_, of))| *of > 0);
        let parts: Vec<String> = parts
            .map(|(what, (n, of))| format!("{what}{of}件中{n}件"))
            .collect();
        let chosen = if chosen { "選ばれている" } else { "" };
        let others = match others {
            0 => String::new(),
            n => format!("ほかに{n}つのルールも同じだけ再現します。"),
        };
        format!(
            "{chosen}「{name}」が、この表に印字された{}を再現します。{others}",
            parts.join("、")
        )
    },
    fits_caution: "合うことは、その基準で付けられた証拠ではありません。出典を確かめてから選んでください。",
    fits_none: "印字された評価や率を再現するルールは見つかりませんでした。「写して変える」で、このシートのルールを書けます。",
    take: "このルールを使う",
    take_of: |name| format!("（{name}）"),
    taken: |name| format!("ルール「{name}」を使っています。"),
    all_fits: |n| format!("再現するルールをすべて見る（{n}）"),
    in_use: "使用中",
    misses: |n| format!("再現しないもの（{n}）"),
    miss: |name, printed, ours| match ours {
        Some(ours) => format!("{name}：印字は「{printed}」、このルールでは「{ours}」"),
        None => format!("{name}：印字は「{printed}」、このルールでは付きません"),
    },
    editor: "ルールを書く",
    editor_hint: "変えるたびに、このシートの評価がどう変わるかを「変わる評価」に示します。保存するまでシートの評価は変わりません。",
    name: "ルールの名前",
    bands: "評価の区分（上から順に、最初に当てはまるもの）",
    band: |n| format!("区分{n}"),
    lower: "率の下限",
    lower_kind: |kind| match kind {
        "inside" => "%以上",
        "outside" => "%超",
        _ => "なし",
    },
    upper: "率の上限",
    upper_kind: |kind| match kind {
        "inside" => "%以下",
        "outside" => "%未満",
        _ => "なし",
    },
    bound_kind: "境界",
    percent: "パーセント",
    beside_target: "目標値と比べて",
    target_side: |side| match side {
        "exceeded" => "上回る",
        "equal" => "等しい",
        "met" => "達した",
        "missed" => "達しない",
        _ => "問わない",
    },
    beside_baseline: "基準値と比べて",
    baseline_side: |side| match side {
        "better" => "改善した",
        "same" => "同じ水準",
        "not-worse" => "悪化していない",
        "worse" => "悪化した",
        _ => "問わない",
    },
    grade: "記号",
    word: "評価の言葉",
    meaning: "色",
    meaning_word: |meaning| match meaning {
        "good" => "緑（達成）",
        "fair" => "青（概ね達成）",
        "poor" => "黄（改善が必要）",
        "bad" => "赤（遅れ）",
        "neutral" => "灰（ほか）",
        _ => "なし",
    },
    add_band: "区分を加える",
    remove_band: |n| format!("区分{n}を除く"),
    numbers: "率の示し方",
    rounding: "端数処理",
    rounding_word: |rounding| match rounding {
        "truncate" => "切り捨て",
        _ => "四捨五入",
    },
    places: "小数の桁数",
    cap: "率の上限（%、空欄は上限なし）",
    tolerance: "「維持」の許容範囲",
    baseline_tolerance: "「基準値と同じ」の許容範囲",
    leeway_kind: |kind| match kind {
        "percent" => "%以内",
        "points" => "（単位の数）以内",
        _ => "なし",
    },
    amount: "幅",
    methods: "計算方法",
    method: "計算方法",
    default_method: "通常の計算方法",
    method_row: |n| format!("場合{n}"),
    direction: "望ましい方向",
    direction_word: |direction| match direction {
        "increase" => "増加",
        "decrease" => "減少",
        "maintain" => "維持",
        _ => "すべて",
    },
    kind: "目標の種類",
    kind_word: |kind| match kind {
        "numeric" => "数値",
        "at-least-baseline" => "現状以上",
        "at-most-baseline" => "現状以下",
        _ => "すべて",
    },
    counts: "数えるもの",
    counts_word: |counts| match counts {
        "level" => "値そのもの",
        "amount" => "増減の量",
        "annual-increment" => "単年度の増加分",
        "cumulative-increment" => "累積の増加分",
        _ => "すべて",
    },
    add_method: "場合を加える",
    remove_method: |n| format!("場合{n}を除く"),
    shares: "年度ごとに見込む割合（%、例：20, 40, 60, 80, 100）",
    more: "ほかの決まり",
    applies_to: "評価を付ける比較",
    applies_word: |applies| match applies {
        "period" => "その年度の目標値との比較だけ",
        _ => "すべての比較",
    },
    zero: "目標0・実績0（増加が望ましい場合）",
    zero_word: |zero| match zero {
        "achieved" => "達成とみなす",
        _ => "判定しない",
    },
    grants: "交付金の4段階の評価案",
    grants_word: |grants| match grants {
        "always" => "すべての事業に示す",
        "never" => "示さない",
        _ => "印字があるときだけ示す",
    },
    combine: "事業・区分の評価（複数のKPIから）",
    combine_word: |rule| match rule {
        "worst" => "最も低い評価",
        "best" => "最も高い評価",
        "majority" => "過半数の評価",
        "mean-rate" => "率の平均",
        "share-met" => "目標を達成した割合",
        _ => "付けない",
    },
    preview: "変わる評価",
    changes: |n, of| match n {
        0 => format!("このシートの評価{of}件は、どれも変わりません。"),
        _ => format!("このシートの評価{of}件のうち{n}件が変わります。"),
    },
    change: |before, after| format!("{} → {}", before.unwrap_or("なし"), after.unwrap_or("なし")),
    more_changes: |n| format!("ほか{n}件"),
    faults: |n| format!("直すところ（{n}）"),
    no_name: "ルールに名前を付けてください。",
    no_word: |n| format!("区分{n}に評価の言葉を入れてください。"),
    no_number: |field| format!("「{field}」に数字を入れてください。"),
    of_band: |field, n| format!("区分{n}の{field}"),
    save: "保存して使う",
    cancel: "やめる",
    explanation: "説明",
    copy_explanation: "説明をコピー",
    copied: "説明をコピーしました。",
    not_copied: "コピーできませんでした。説明の文章を選んでコピーしてください。",
    other: |method, rate, label| match label {
        Some(label) => format!("計算方法が「{method}」なら {rate}% で、「{label}」になります。"),
        None => format!("計算方法が「{method}」なら {rate}% です。"),
    },
    chain: |n| format!("もとになったKPI（{n}）"),
    left_out: "対象外",
    cell: |place| format!("{place}を見る"),
    sections: |n| format!("区分ごとの評価（{n}）"),
    findings: |n| format!("検算で見つかったこと（{n}）"),
    findings_hint: "印字された率・評価・合計・目標を計算し直して比べました。直すかどうかは、もとの資料を確かめて決めてください。",
    no_findings: "検算で食い違いは見つかりませんでした。",
    apply: |before, after| format!("「{before}」を「{after}」に直す"),
    applied: |after| format!("「{after}」に直しました。「元に戻す」で取り消せます。"),
    say_direction: |direction| match direction {
        "decrease" => "減少が望ましい、とする",
        _ => "増加が望ましい、とする",
    },
    override_heading: "このKPIだけの扱い",
    by_rules: "ルールのとおり",
    own_target: "目標値（空欄は印字のとおり）",
    own_unit: "単位（空欄は印字のとおり）",
    unit: "単位",
    reason: "変えた理由",
    override_revoke: "すべて取り消す",
    overridden: "個別の扱いあり",
    override_said: |fields, reason| {
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}＝{value}"))
            .collect();
        let reason = reason
            .map(|reason| format!("（理由：{reason}）"))
            .unwrap_or_default();
        format!("個別の扱い：{}{reason}", fields.join("、"))
    },
};

const EN: RuleWords = RuleWords {
    presets: "Rule sets that ship",
    own_rules: "Own rule sets",
    own_basis: "A rule set made on this PC.",
    actions: "Rule set actions",
    copy: "Copy and change",
    edit: "Change this rule set",
    remove: "Remove from the list",
    export: "Save as a file",
    import: "Open a rule set file",
    copy_name: |name| format!("{name} (copy)"),
    copied_from: |name| format!("Copied from “{name}” and changed."),
    saved: |name| format!("The rule set “{name}” is kept and used for this sheet."),
    not_kept: |name| {
        format!(
            "The rule set “{name}” is used for this sheet, but the storage refused to keep it in the list. Save it as a file instead."
        )
    },
    removed: |name| format!("The rule set “{name}” was removed from the list."),
    exported: |file| format!("“{file}” was saved."),
    not_exported: "The file could not be saved.",
    not_read: |why| format!("The rule set file cannot be opened. {why}"),
    no_text: "It is no text, or too large.",
    fits: "Held against what is printed",
    find_fits: "Find the rule sets that fit",
    finding_fits: "Trying the rule sets…",
    fit_best: |name, scores, others, chosen| {
        let parts = ["labels", "rates"]
            .iter()
            .zip(scores)
            .filter(|(_, (_, of))| *of > 0);
        let parts: Vec<String> = parts
            .map(|(what, (n, of))| format!("{n} of {of} printed {what}"))
            .collect();
        let chosen = if chosen { ", which is chosen," } else { "" };
        let others = match others {
            0 => String::new(),
            1 => " One other rule set does as well.".to_owned(),
            n => format!(" {n} other rule sets do as well."),
        };
        format!(
            "“{name}”{chosen} reproduces {} of this sheet.{others}",
            parts.join(" and ")
        )
    },
    fits_caution: "A fit is no proof that the sheet was rated so. Check the source before you choose.",
    fits_none: "No rule set reproduces the printed labels or rates. Copy one and change it to write this sheet\u{2019}s own.",
    take: "Use this rule set",
    take_of: |name| format!(" ({name})"),
    taken: |name| format!("The rule set “{name}” is used."),
    all_fits: |n| format!("All rule sets that reproduce something ({n})"),
    in_use: "in use",
    misses: |n| format!("Not reproduced ({n})"),
    miss: |name, printed, ours| match ours {
        Some(ours) => format!("{name}: printed “{printed}”, by this rule set “{ours}”"),
        None => format!("{name}: printed “{printed}”, by this rule set none"),
    },
    editor: "Write a rule set",
    editor_hint: "“What would change” shows at once which labels of this sheet would be others. Nothing changes until you save.",
    name: "Name of the rule set",
    bands: "Labels (the first that applies, from the top)",
    band: |n| format!("Label {n}"),
    lower: "Lower bound",
    lower_kind: |kind| match kind {
        "inside" => "% or more (≥)",
        "outside" => "% exceeded (>)",
        _ => "none",
    },
    upper: "Upper bound",
    upper_kind: |kind| match kind {
        "inside" => "% or less (≤)",
        "outside" => "% not reached (<)",
        _ => "none",
    },
    bound_kind: "Whether the bound is inside",
    percent: "Percent",
    beside_target: "Beside the target",
    target_side: |side| match side {
        "exceeded" => "exceeded",
        "equal" => "equal",
        "met" => "reached",
        "missed" => "not reached",
        _ => "any",
    },
    beside_baseline: "Beside the baseline",
    baseline_side: |side| match side {
        "better" => "better",
        "same" => "the same",
        "not-worse" => "not worse",
        "worse" => "worse",
        _ => "any",
    },
    grade: "Letter",
    word: "Word",
    meaning: "Colour",
    meaning_word: |meaning| match meaning {
        "good" => "green (met)",
        "fair" => "blue (nearly)",
        "poor" => "yellow (behind)",
        "bad" => "red (far behind)",
        "neutral" => "grey (neither)",
        _ => "none",
    },
    add_band: "Add a label",
    remove_band: |n| format!("Remove label {n}"),
    numbers: "How rates are shown",
    rounding: "Rounding",
    rounding_word: |rounding| match rounding {
        "truncate" => "truncate",
        _ => "half up",
    },
    places: "Decimals",
    cap: "Cap (%, empty for none)",
    tolerance: "Tolerance for “maintain”",
    baseline_tolerance: "Tolerance for “as the baseline”",
    leeway_kind: |kind| match kind {
        "percent" => "percent",
        "points" => "units",
        _ => "none",
    },
    amount: "Amount",
    methods: "Methods",
    method: "Method",
    default_method: "Usual method",
    method_row: |n| format!("Case {n}"),
    direction: "Direction",
    direction_word: |direction| match direction {
        "increase" => "increase",
        "decrease" => "decrease",
        "maintain" => "maintain",
        _ => "any",
    },
    kind: "Kind of target",
    kind_word: |kind| match kind {
        "numeric" => "a number",
        "at-least-baseline" => "at least as now",
        "at-most-baseline" => "at most as now",
        _ => "any",
    },
    counts: "What is counted",
    counts_word: |counts| match counts {
        "level" => "the value itself",
        "amount" => "the amount of change",
        "annual-increment" => "added in the year",
        "cumulative-increment" => "added since the start",
        _ => "any",
    },
    add_method: "Add a case",
    remove_method: |n| format!("Remove case {n}"),
    shares: "Shares expected per year (%, as in 20, 40, 60, 80, 100)",
    more: "Further rules",
    applies_to: "What is labelled",
    applies_word: |applies| match applies {
        "period" => "only against the target of the same year",
        _ => "every comparison",
    },
    zero: "Target 0, actual 0 (where more is better)",
    zero_word: |zero| match zero {
        "achieved" => "taken for met",
        _ => "not judged",
    },
    grants: "The four grant labels",
    grants_word: |grants| match grants {
        "always" => "suggested for every project",
        "never" => "not suggested",
        _ => "suggested where the sheet prints them",
    },
    combine: "Projects and sections (of several KPIs)",
    combine_word: |rule| match rule {
        "worst" => "the weakest",
        "best" => "the strongest",
        "majority" => "more than half",
        "mean-rate" => "the average rate",
        "share-met" => "the share that met its target",
        _ => "none",
    },
    preview: "What would change",
    changes: |n, of| match n {
        0 => format!("None of the {of} labels of this sheet changes."),
        _ => format!("{n} of the {of} labels of this sheet change."),
    },
    change: |before, after| format!("{} → {}", before.unwrap_or("none"), after.unwrap_or("none")),
    more_changes: |n| format!("and {n} more"),
    faults: |n| format!("To be put right ({n})"),
    no_name: "Give the rule set a name.",
    no_word: |n| format!("Label {n} has no word."),
    no_number: |field| format!("“{field}” needs a number."),
    of_band: |field, n| format!("{field} of label {n}"),
    save: "Save and use",
    cancel: "Cancel",
    explanation: "Explanation",
    copy_explanation: "Copy the explanation",
    copied: "The explanation was copied.",
    not_copied: "It could not be copied. Select the sentences and copy them.",
    other: |method, rate, label| match label {
        Some(label) => format!("By “{method}” it would be {rate}% and “{label}”."),
        None => format!("By “{method}” it would be {rate}%."),
    },
    chain: |n| format!("The KPIs behind it ({n})"),
    left_out: "left out",
    cell: |place| format!("see {place}"),
    sections: |n| format!("Sections ({n})"),
    findings: |n| format!("What does not add up ({n})"),
    findings_hint: "Printed rates, labels, sums and targets were computed again. Check the original before you put anything right.",
    no_findings: "Nothing was found that does not add up.",
    apply: |before, after| format!("Change “{before}” to “{after}”"),
    applied: |after| format!("Changed to “{after}”. Undo takes it back."),
    say_direction: |direction| match direction {
        "decrease" => "Less is better",
        _ => "More is better",
    },
    override_heading: "For this KPI alone",
    by_rules: "As the rule set says",
    own_target: "Target (empty: as printed)",
    own_unit: "Unit (empty: as printed)",
    unit: "Unit",
    reason: "Why it was changed",
    override_revoke: "Take all of it back",
    overridden: "treated on its own",
    override_said: |fields, reason| {
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let reason = reason
            .map(|reason| format!(" (why: {reason})"))
            .unwrap_or_default();
        format!("For this KPI alone: {}{reason}", fields.join(", "))
    },
};
