//! The words around what people judge: final labels, reasons, what is still to be asked, the sentence for the committee.

use crate::i18n::Lang;
use crate::i18n::figures::count;

/// The sentence for the committee: all KPIs, counts by status word, of all the provisional ones, counts by final label.
pub type SentenceWords = fn(usize, &[(&str, usize)], usize, &[(String, usize)]) -> String;

/// A line of what was judged: name, computed label, fields with their texts.
pub type PartWords = fn(&str, Option<&str>, &[(&str, &str)]) -> String;

/// The words in one language.
pub struct Words {
    /// Heading of the fields of a KPI.
    pub heading: &'static str,
    /// Name of a field.
    pub field: fn(&str) -> &'static str,
    /// The choice that leaves the label to the rules: the computed one, if there is one.
    pub as_computed: fn(Option<&str>) -> String,
    /// Nothing can be chosen, and why.
    pub no_words: &'static str,
    /// Asks for a reason: the computed label.
    pub reason_wanted: fn(&str) -> String,
    /// What was said of a KPI is said again: field.
    pub kept: fn(&str, &str) -> String,
    /// So many of so many are judged.
    pub progress: fn(usize, usize) -> String,
    /// Leads to the next KPI that is not judged.
    pub next: &'static str,
    /// All are judged.
    pub all_judged: &'static str,
    /// Heading of the table of sections and projects.
    pub parts_heading: &'static str,
    /// Column of their names.
    pub part: &'static str,
    /// Column of what follows from the rules.
    pub part_computed: &'static str,
    /// Column of the texts.
    pub part_texts: &'static str,
    /// What it is, by its kind, and its KPIs.
    pub part_kind: fn(&str, usize) -> String,
    /// It is not in the sheet any more.
    pub part_gone: &'static str,
    /// No label follows from the rules.
    pub part_none: &'static str,
    /// Opens its fields: how many are filled in.
    pub part_open: fn(usize) -> String,
    /// What was said of a section or project, in a line: its name, the computed label, fields with their texts. The
    /// first field is the final label, if there is one.
    pub part_line: PartWords,
    /// A reason is missing.
    pub part_reason_missing: &'static str,
    /// Heading of the sentence.
    pub sentence_heading: &'static str,
    /// The sentence: total, counts by word, provisional, labels with counts.
    pub sentence: SentenceWords,
    /// Heading of the list of what is to be asked: KPIs.
    pub inquiry_heading: fn(usize) -> String,
    /// Nothing is to be asked.
    pub nothing_asked: &'static str,
    /// How the text of the inquiry begins: KPIs.
    pub inquiry_begins: fn(usize) -> String,
    /// What is wanted.
    pub want: fn(&str) -> &'static str,
    /// A line of it: number and name, what is wanted.
    pub inquiry_line: fn(&str, &str) -> String,
    /// KPIs without headings above.
    pub without_section: &'static str,
    /// Copies a text.
    pub copy: &'static str,
    /// What is copied: its heading, for buttons of the same name.
    pub copy_what: fn(&str) -> String,
    /// It is in the clipboard.
    pub copied: &'static str,
    /// It is not.
    pub not_copied: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    heading: "所見",
    field: |field| match field {
        "label" => "確定評価",
        "reason" => "評価の理由（計算と異なる場合）",
        "cause" => "未達成の理由",
        "issue" => "課題",
        "next-step" => "今後の方針",
        _ => "委員会意見",
    },
    as_computed: |label| match label {
        Some(label) => format!("未確定（計算では {label}）"),
        None => "未確定".to_owned(),
    },
    no_words: "選べる評価の言葉がありません。「評価のルール」で、評価の区分があるルールを選んでください。",
    reason_wanted: |computed| {
        format!("計算した評価は「{computed}」です。異なる評価にした理由を書いてください。")
    },
    kept: |name, field| format!("{name}の{field}を記録しました。"),
    progress: |judged, all| format!("{}件のうち{}件を確定", count(all), count(judged)),
    next: "次の未確定へ",
    all_judged: "すべて確定しました。",
    parts_heading: "区分・事業の判定",
    part: "区分・事業",
    part_computed: "計算した評価",
    part_texts: "所見",
    part_kind: |kind, kpis| match kind {
        "project" => format!("事業・KPI {}件", count(kpis)),
        _ => format!("区分・KPI {}件", count(kpis)),
    },
    part_gone: "今の表にはありません",
    part_none: "なし",
    part_open: |texts| match texts {
        0 => "書く".to_owned(),
        n => format!("{n}項目"),
    },
    part_line: |name, computed, said| {
        let computed = computed.map(|computed| format!("（計算では {computed}）"));
        let mut parts = vec![name.to_owned()];
        for (index, (field, text)) in said.iter().enumerate() {
            let beside = computed
                .as_deref()
                .filter(|_| index == 0 && *field == (JA.field)("label"));
            parts.push(format!("{field}：{text}{}", beside.unwrap_or_default()));
        }
        parts.join("　")
    },
    part_reason_missing: "理由が未記入です",
    sentence_heading: "まとめの文",
    sentence: |kpis, counts, provisional, labels| {
        let counts: Vec<_> = counts
            .iter()
            .map(|(word, n)| format!("{word}{}", count(*n)))
            .collect();
        let rest = match provisional {
            0 => String::new(),
            n => format!("このうち{}指標の状態は仮定にもとづきます。", count(n)),
        };
        let labels: Vec<_> = labels
            .iter()
            .map(|(label, n)| format!("「{label}」{}", count(*n)))
            .collect();
        let labelled = if labels.is_empty() {
            String::new()
        } else {
            format!("評価は、{}。", labels.join("、"))
        };
        format!(
            "{}指標のうち、{}。{rest}{labelled}",
            count(kpis),
            counts.join("、")
        )
    },
    inquiry_heading: |n| format!("照会リスト（{}件）", count(n)),
    nothing_asked: "照会することはありません。",
    inquiry_begins: |n| format!("次の{}指標について、ご回答をお願いします。", count(n)),
    want: |want| match want {
        "actual" => "実績値が未入力です",
        "cause" => "未達成の理由をお書きください",
        "reason" => "計算と異なる評価にした理由をお書きください",
        _ => "望ましい方向（増加・減少）または読み取りの確認をお願いします",
    },
    inquiry_line: |name, wants| format!("・{name}：{wants}"),
    without_section: "区分なし",
    copy: "コピー",
    copy_what: |what| format!("（{what}）"),
    copied: "コピーしました。",
    not_copied: "コピーできませんでした。",
};

static EN: Words = Words {
    heading: "Judgement",
    field: |field| match field {
        "label" => "Final label",
        "reason" => "Reason, where it is not the computed one",
        "cause" => "Why the target was not reached",
        "issue" => "Issues",
        "next-step" => "Next steps",
        _ => "Opinion of the committee",
    },
    as_computed: |label| match label {
        Some(label) => format!("Open (computed: {label})"),
        None => "Open".to_owned(),
    },
    no_words: "There are no words to choose from. Choose a rule set with labels above the table.",
    reason_wanted: |computed| {
        format!("The computed label is “{computed}”. Please say why another one was chosen.")
    },
    kept: |name, field| format!("{field} of {name} was kept."),
    progress: |judged, all| format!("{} of {} final", count(judged), count(all)),
    next: "Next open one",
    all_judged: "All are final.",
    parts_heading: "Judging sections and projects",
    part: "Section or project",
    part_computed: "Computed label",
    part_texts: "Comments",
    part_kind: |kind, kpis| {
        let what = match kind {
            "project" => "Project",
            _ => "Section",
        };
        match kpis {
            1 => format!("{what}, 1 KPI"),
            n => format!("{what}, {} KPIs", count(n)),
        }
    },
    part_gone: "Not in the sheet any more",
    part_none: "none",
    part_open: |texts| match texts {
        0 => "Write".to_owned(),
        1 => "1 text".to_owned(),
        n => format!("{n} texts"),
    },
    part_line: |name, computed, said| {
        let computed = computed.map(|computed| format!(" (computed: {computed})"));
        let mut parts = vec![name.to_owned()];
        for (index, (field, text)) in said.iter().enumerate() {
            let beside = computed
                .as_deref()
                .filter(|_| index == 0 && *field == (EN.field)("label"));
            parts.push(format!("{field}: {text}{}", beside.unwrap_or_default()));
        }
        parts.join("; ")
    },
    part_reason_missing: "The reason is missing",
    sentence_heading: "Summary sentence",
    sentence: |kpis, counts, provisional, labels| {
        let counts: Vec<_> = counts
            .iter()
            .map(|(word, n)| format!("{} {}", count(*n), word.to_lowercase()))
            .collect();
        let rest = match provisional {
            0 => String::new(),
            1 => " The status of 1 of them rests on an assumption.".to_owned(),
            n => format!(" The statuses of {} of them rest on an assumption.", count(n)),
        };
        let labels: Vec<_> = labels
            .iter()
            .map(|(label, n)| format!("“{label}” {}", count(*n)))
            .collect();
        let labelled = if labels.is_empty() {
            String::new()
        } else {
            format!(" Labels: {}.", labels.join(", "))
        };
        format!(
            "Of {} indicators: {}.{rest}{labelled}",
            count(kpis),
            counts.join(", ")
        )
    },
    inquiry_heading: |n| format!("Open questions ({})", count(n)),
    nothing_asked: "There is nothing to ask.",
    inquiry_begins: |n| match n {
        1 => "Please answer for this indicator:".to_owned(),
        n => format!("Please answer for these {} indicators:", count(n)),
    },
    want: |want| match want {
        "actual" => "the actual value is not entered",
        "cause" => "please say why the target was not reached",
        "reason" => "please say why the label is not the computed one",
        _ => "please confirm which way is better, or the reading",
    },
    inquiry_line: |name, wants| format!("- {name}: {wants}"),
    without_section: "Without section",
    copy: "Copy",
    copy_what: |what| format!(" ({what})"),
    copied: "Copied.",
    not_copied: "It could not be copied.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_holds_all_counts() {
        let counts = [("達成", 41), ("未達", 30), ("未公表", 7)];
        let labels = [("A".to_owned(), 41), ("B".to_owned(), 37)];
        assert_eq!(
            (JA.sentence)(78, &counts, 3, &labels),
            "78指標のうち、達成41、未達30、未公表7。このうち3指標の状態は仮定にもとづきます。評価は、「A」41、「B」37。"
        );
        let counts = [("Achieved", 1), ("Not achieved", 1)];
        assert_eq!(
            (EN.sentence)(2, &counts, 1, &[]),
            "Of 2 indicators: 1 achieved, 1 not achieved. The status of 1 of them rests on an assumption."
        );
    }
}
