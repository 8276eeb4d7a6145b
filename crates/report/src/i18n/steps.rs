//! The words around the steps from a sheet to what is handed out.

use crate::i18n::Lang;
use crate::i18n::figures::count;

/// The words in one language.
pub struct Words {
    /// Name of the navigation.
    pub steps: &'static str,
    /// Name of a step.
    pub step: fn(&str) -> &'static str,
    /// So much is still open in a step.
    pub left: fn(usize) -> String,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    steps: "手順",
    step: |step| match step {
        "take-in" => "取り込む",
        "check" => "確かめる",
        "evaluate" => "評価する",
        "judge" => "判定する",
        _ => "渡す",
    },
    left: |n| format!("残り{}件", count(n)),
};

static EN: Words = Words {
    steps: "Steps",
    step: |step| match step {
        "take-in" => "Take in",
        "check" => "Check",
        "evaluate" => "Evaluate",
        "judge" => "Judge",
        _ => "Hand out",
    },
    left: |n| format!("{} left", count(n)),
};
