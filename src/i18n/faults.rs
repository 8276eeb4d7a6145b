//! What is said when a request cannot be served. Content never comes here: odd content becomes remarks.

use crate::domain::rating::rule_set::RuleFault;
use crate::i18n::Lang;

/// An option that there is not.
pub fn unknown_option(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("オプション「{name}」はありません。綴りを確かめてください。"),
        Lang::En => format!("There is no option “{name}”. Check its spelling."),
    }
}

/// An option whose value is not what it takes; `detail` is the parser's.
pub fn bad_option(name: &str, detail: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("オプション「{name}」の値を読めません（{detail}）。"),
        Lang::En => format!("The value of the option “{name}” cannot be read ({detail})."),
    }
}

/// Options that are no object of the right shape.
pub fn bad_options(detail: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("オプションを読めません（{detail}）。"),
        Lang::En => format!("The options cannot be read ({detail})."),
    }
}

/// Options that are no object, or hold what is no plain data: functions, circles.
pub fn no_plain_object(lang: Lang) -> String {
    match lang {
        Lang::Ja => "オプションは、JSONで表せるオブジェクトにしてください。".to_owned(),
        Lang::En => "The options must be an object that JSON can hold.".to_owned(),
    }
}

/// A rule set that does not hold together.
pub fn rule_set(fault: &RuleFault, lang: Lang) -> String {
    match (fault, lang) {
        (RuleFault::Shape(detail), Lang::Ja) => format!("評価ルールを読めません（{detail}）。"),
        (RuleFault::Shape(detail), Lang::En) => format!("The rule set cannot be read ({detail})."),
        (RuleFault::Schema(got), Lang::Ja) => {
            format!("評価ルールの schema は「rule-set/1」にしてください（「{got}」）。")
        }
        (RuleFault::Schema(got), Lang::En) => {
            format!("The schema of a rule set must be “rule-set/1”, not “{got}”.")
        }
        (RuleFault::Id, Lang::Ja) => "評価ルールに id がありません。".to_owned(),
        (RuleFault::Id, Lang::En) => "The rule set has no id.".to_owned(),
        (RuleFault::Method(id), Lang::Ja) => format!("計算方法「{id}」はありません。"),
        (RuleFault::Method(id), Lang::En) => format!("There is no method “{id}”."),
        (RuleFault::Places(places), Lang::Ja) => format!("小数の桁数 {places} は多すぎます。"),
        (RuleFault::Places(places), Lang::En) => format!("{places} decimals are too many."),
        (RuleFault::Bands(text), Lang::Ja) => {
            format!(
                "区分「{text}」の境界が正しくありません。高い区分から順に、from（以上）か above（超）のどちらか一つを書いてください。"
            )
        }
        (RuleFault::Bands(text), Lang::En) => {
            format!(
                "The bound of the band “{text}” is wrong: write bands from high to low, each with either from (≥) or above (>)."
            )
        }
    }
}

/// A rule set that is not among the presets.
pub fn unknown_rule_set(id: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("評価ルール「{id}」はありません。"),
        Lang::En => format!("There is no rule set “{id}”."),
    }
}

/// An input that is neither text, nor a clipboard, nor a file.
pub fn bad_input(lang: Lang) -> String {
    match lang {
        Lang::Ja => "入力は、文字列、{ html, text? }、{ bytes, name? } のいずれかにしてください。".to_owned(),
        Lang::En => "The input must be a string, { html, text? } or { bytes, name? }.".to_owned(),
    }
}

/// Bytes that are no text.
pub fn unknown_type(name: Option<&str>, lang: Lang) -> String {
    let of = name.filter(|name| !name.is_empty());
    match (of, lang) {
        (Some(name), Lang::Ja) => format!(
            "ファイル「{name}」はUTF-8の文字データではないため、読めません。表の部分をコピーして貼り付けてください。"
        ),
        (None, Lang::Ja) => {
            "UTF-8の文字データではないため、読めません。表の部分をコピーして貼り付けてください。".to_owned()
        }
        (Some(name), Lang::En) => {
            format!("The file “{name}” is not UTF-8 text and cannot be read. Copy its table and paste it.")
        }
        (None, Lang::En) => {
            "The bytes are not UTF-8 text and cannot be read. Copy the table and paste it.".to_owned()
        }
    }
}
