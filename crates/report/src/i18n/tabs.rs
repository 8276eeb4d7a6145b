//! The words of two tabs with the same draft.

use crate::i18n::Lang;

/// The words, one constant per language.
pub struct Words {
    /// Another tab kept something else.
    pub heading: &'static str,
    /// What that means.
    pub body: &'static str,
    /// Takes the other tab's state.
    pub take: &'static str,
    /// Keeps this tab's.
    pub keep: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

static JA: Words = Words {
    heading: "別のタブで内容が変わりました",
    body: "同じ下書きを、このブラウザーの別のタブが書き換えました。どちらの内容を残すか選んでください。選ぶまで、このタブの変更は保存しません。選ばなかったほうには「元に戻す」で戻れます。",
    take: "別のタブの内容にする",
    keep: "このタブの内容を残す",
};

static EN: Words = Words {
    heading: "Another tab has changed the draft",
    body: "Another tab of this browser has written to the same draft. Choose which one to keep. Until then, changes of this tab are not saved. Undo brings back the one that you do not choose.",
    take: "Take what the other tab has",
    keep: "Keep what this tab has",
};
