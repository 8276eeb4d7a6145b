//! What is said when a request cannot be served. Content never comes here: odd content becomes remarks.

use crate::i18n::{Lang, labels};
use kpi_core::rating::rule_set::RuleFault;
use kpi_readers::error::{At, ReadError};
use kpi_readers::sniff::Kind;

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
        (RuleFault::Field(name), Lang::Ja) => {
            format!("評価ルールに項目「{name}」はありません。綴りを確かめてください。")
        }
        (RuleFault::Field(name), Lang::En) => {
            format!("A rule set has no field “{name}”. Check its spelling.")
        }
        (RuleFault::Bounds(text), Lang::Ja) => format!(
            "区分「{text}」の境界が正しくありません。下限は from（以上）か above（超）、上限は below（未満）か upTo（以下）のどちらか一つにし、下限より上限を大きくしてください。"
        ),
        (RuleFault::Bounds(text), Lang::En) => format!(
            "The bounds of the band “{text}” are wrong: write at most one of from (≥) and above (>), at most one of below (<) and upTo (≤), the lower one first."
        ),
        (RuleFault::Gap(cell), Lang::Ja) => {
            format!("{}に当てはまる区分がありません。", labels::cell(cell, lang))
        }
        (RuleFault::Gap(cell), Lang::En) => format!("No band covers {}.", labels::cell(cell, lang)),
        (RuleFault::Overlap { first, second, cell }, Lang::Ja) => format!(
            "区分「{first}」と「{second}」が{}で重なっています。",
            labels::cell(cell, lang)
        ),
        (RuleFault::Overlap { first, second, cell }, Lang::En) => format!(
            "The bands “{first}” and “{second}” overlap: {}.",
            labels::cell(cell, lang)
        ),
        (RuleFault::Twice(text), Lang::Ja) => format!("「{text}」が二度あります。"),
        (RuleFault::Twice(text), Lang::En) => format!("“{text}” stands twice."),
        (RuleFault::TooMany(n), Lang::Ja) => format!("評価区分が{n}個あります。100個までにしてください。"),
        (RuleFault::TooMany(n), Lang::En) => format!("{n} bands are too many; at most 100."),
        (RuleFault::Shares, Lang::Ja) => {
            "年度ごとに見込む割合（shares）を、0より大きい値から小さい順に書いてください。".to_owned()
        }
        (RuleFault::Shares, Lang::En) => "Write the shares expected per year, above 0 and rising.".to_owned(),
        (RuleFault::LookUp(of), Lang::Ja) => {
            format!("組み合わせ「{of}」の評価の数が、表の軸の数と合いません。")
        }
        (RuleFault::LookUp(of), Lang::En) => {
            format!("The combination “{of}” has not as many ratings as its table has axes.")
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

/// Something else than what `evaluate` gave.
pub fn no_evaluation(lang: Lang) -> String {
    match lang {
        Lang::Ja => "書き出せるのは、evaluate の結果（kpi-evaluator/1）だけです。".to_owned(),
        Lang::En => "Only what evaluate returns (kpi-evaluator/1) can be rendered.".to_owned(),
    }
}

/// A form that there is not.
pub fn unknown_form(id: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("形式「{id}」はありません。xlsx、csv、csv-long、json、html、md のいずれかです。"),
        Lang::En => format!("There is no format “{id}”, but xlsx, csv, csv-long, json, html and md."),
    }
}

/// A file that cannot be opened: why, and what to do.
pub fn unreadable(error: &ReadError, name: Option<&str>, lang: Lang) -> String {
    let why = match lang {
        Lang::Ja => unreadable_ja(error),
        Lang::En => unreadable_en(error),
    };
    match (name.filter(|name| !name.is_empty()), lang) {
        (Some(name), Lang::Ja) => format!("ファイル「{name}」を読めません。{why}"),
        (Some(name), Lang::En) => format!("The file “{name}” cannot be read. {why}"),
        (None, Lang::Ja) => format!("ファイルを読めません。{why}"),
        (None, Lang::En) => format!("The file cannot be read. {why}"),
    }
}

fn unreadable_ja(error: &ReadError) -> String {
    match error {
        ReadError::UnknownType(Some(Kind::Archive)) => {
            "圧縮ファイルです。展開して、中のファイルを選んでください。".to_owned()
        }
        ReadError::UnknownType(Some(kind)) => format!(
            "この種類（{}）にはまだ対応していません。表の部分をコピーして貼り付けるか、.xlsxか.csvで保存し直してください。",
            kind.ending()
        ),
        ReadError::Encrypted => {
            "パスワードで保護されています。元のアプリで開き、パスワードを外して保存し直してください。".to_owned()
        }
        ReadError::Truncated(at) => format!(
            "ファイルが壊れているか、途中で切れています{}。もう一度入手するか、元のアプリで開いて保存し直してください。",
            place(at, Lang::Ja)
        ),
        ReadError::TooLarge { bytes, limit } => format!(
            "大きすぎます（{}MB、上限は{}MB）。必要なシートだけを別のファイルに保存してください。",
            megabytes(*bytes),
            limit / 1_000_000
        ),
        ReadError::Bomb { .. } => {
            "展開すると異常に大きくなるため、安全のため開きません。必要なシートだけを別のファイルに保存してください。".to_owned()
        }
        ReadError::NoText => {
            "文字の情報がありません（スキャンした画像か、文字が図形になったPDF）。OCRで文字を認識させるか、作成元のExcelやWordのファイルを使ってください。".to_owned()
        }
        _ => "表を含むファイルではないようです。表の部分をコピーして貼り付けるか、.xlsxか.csvで保存し直してください。".to_owned(),
    }
}

fn unreadable_en(error: &ReadError) -> String {
    match error {
        ReadError::UnknownType(Some(Kind::Archive)) => {
            "It is an archive. Unpack it and choose the file inside.".to_owned()
        }
        ReadError::UnknownType(Some(kind)) => format!(
            "Files of this kind ({}) are not supported yet. Copy its table and paste it, or save it as .xlsx or .csv.",
            kind.ending()
        ),
        ReadError::Encrypted => {
            "It is protected by a password. Open it in its own program and save it without one.".to_owned()
        }
        ReadError::Truncated(at) => format!(
            "It is damaged or was cut off{}. Get it again, or open and save it in its own program.",
            place(at, Lang::En)
        ),
        ReadError::TooLarge { bytes, limit } => format!(
            "It is too large ({} MB; the limit is {} MB). Save just the sheets that are needed.",
            megabytes(*bytes),
            limit / 1_000_000
        ),
        ReadError::Bomb { .. } => {
            "It would unpack to an outrageous size and was not opened. Save just the sheets that are needed."
                .to_owned()
        }
        ReadError::NoText => {
            "It holds no text: it was scanned, or its text was turned into shapes. Run OCR on it, or use the Excel or Word file that it was made from."
                .to_owned()
        }
        _ => "It does not seem to hold a table. Copy the table and paste it, or save it as .xlsx or .csv."
            .to_owned(),
    }
}

/// Where in the file, for those who look into it.
fn place(at: &At, lang: Lang) -> String {
    let byte = at.byte.map(|byte| match lang {
        Lang::Ja => format!("{byte}バイト目"),
        Lang::En => format!("byte {byte}"),
    });
    let words: Vec<String> = at.part.clone().into_iter().chain(byte).collect();
    match (words.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Ja) => format!("（{}）", words.join("、")),
        (false, Lang::En) => format!(" ({})", words.join(", ")),
    }
}

/// Rounded up, so that what is over the limit shows as over it.
fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1_000_000)
}
