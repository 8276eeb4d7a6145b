//! What a remark says: what, where, and what to do. A new code does not compile without its words.

use crate::i18n::Lang;
use crate::i18n::figures::grouped;
use crate::i18n::methods;
use kpi_readers::base::remark::{Code, Remark};

/// Whom a remark is about, if anyone.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// Name of the indicator.
    pub kpi: Option<&'a str>,
    /// Name of the project.
    pub project: Option<&'a str>,
}

/// The sentence of a remark. The place itself is not part of it: the page shows it as a link beside.
pub fn message(remark: &Remark, about: About<'_>, lang: Lang) -> String {
    let sentence = match lang {
        Lang::Ja => ja(remark),
        Lang::En => en(remark),
    };
    // A sentence that names it already does not begin with the name; a name of a letter or two is in any sentence.
    let said = |name: &str| name.chars().count() > 3 && sentence.contains(name);
    match (about.kpi.or(about.project).filter(|name| !said(name)), lang) {
        (Some(name), Lang::Ja) => format!("「{name}」：{sentence}"),
        (Some(name), Lang::En) => format!("“{name}”: {sentence}"),
        (None, _) => sentence,
    }
}

/// The n-th number or word of a remark; `?` never shows unless a remark was made without it.
fn word(remark: &Remark, index: usize) -> &str {
    remark.numbers.get(index).map_or("?", String::as_str)
}

/// Of a printed rate that differs: the other method that makes it, if one does.
fn made_by(remark: &Remark, lang: Lang) -> String {
    let Some(id) = remark.numbers.get(2) else {
        return String::new();
    };
    let (name, formula) = (methods::name(id, lang), methods::formula(id, lang));
    match lang {
        Lang::Ja => format!("別の計算方法「{name}」（{formula}）なら、印字どおりになります。"),
        Lang::En => format!("Another method, “{name}” ({formula}), does give it. "),
    }
}

/// The last of a remark's words: what was read there, whoever put the name before it.
fn read(remark: &Remark) -> &str {
    remark.numbers.last().map_or("", String::as_str)
}

fn figure(remark: &Remark, index: usize) -> String {
    grouped(word(remark, index))
}

fn quoted(text: &str, lang: Lang) -> String {
    match (text.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Ja) => format!("「{text}」"),
        (false, Lang::En) => format!("“{text}”"),
    }
}

/// What is not shown, and what stands apart from the figures: see `kpi_readers::sheet::left_out::LeftOut::remark`.
fn not_read(remark: &Remark, lang: Lang) -> String {
    let mut words = remark.numbers.iter().map(String::as_str);
    let (mut parts, mut apart) = (Vec::new(), String::new());
    while let Some(kind) = words.next() {
        let mut word = || words.next().unwrap_or("?");
        match (kind, lang) {
            ("row", Lang::Ja) => parts.push(format!("非表示の行（{}）", word())),
            ("row", Lang::En) => parts.push(format!("the hidden rows {}", word())),
            ("column", Lang::Ja) => parts.push(format!("非表示の列（{}）", word())),
            ("column", Lang::En) => parts.push(format!("the hidden columns {}", word())),
            ("sheet", Lang::Ja) => parts.push(format!("非表示のシート「{}」", word())),
            ("sheet", Lang::En) => parts.push(format!("the hidden sheet “{}”", word())),
            ("apart", _) => {
                let (amount, places) = (word(), word());
                apart = match lang {
                    Lang::Ja => format!(
                        "上付き・下付きの文字{amount}か所（{places}）は数値に含めず、注記として扱いました。"
                    ),
                    Lang::En => format!(
                        "Raised and lowered marks ({amount}: {places}) were kept apart from the figures, as notes."
                    ),
                };
            }
            (kind, _) => parts.push(match (words.next(), words.next(), lang) {
                (Some(amount), Some(places), Lang::Ja) => {
                    format!("{}{amount}か所（{places}）", unshown(kind, lang))
                }
                (Some(amount), Some(places), Lang::En) => {
                    format!("{} ({amount}: {places})", unshown(kind, lang))
                }
                _ => unshown(kind, lang).to_owned(),
            }),
        }
    }
    if parts.is_empty() && apart.is_empty() {
        parts.push(unshown("hidden", lang).to_owned());
    }
    match (parts.is_empty(), lang) {
        (true, _) => apart,
        (false, Lang::Ja) => format!("{}は読んでいません。{apart}", parts.join("、")),
        (false, Lang::En) => format!("Not read: {}. {apart}", parts.join("; "))
            .trim_end()
            .to_owned(),
    }
}

/// A kind of text that is not shown, by its [stable word](kpi_readers::sheet::left_out::Kind::id).
pub fn unshown(kind: &str, lang: Lang) -> &'static str {
    match (kind, lang) {
        ("row", Lang::Ja) => "非表示の行",
        ("row", Lang::En) => "a hidden row",
        ("column", Lang::Ja) => "非表示の列",
        ("column", Lang::En) => "a hidden column",
        ("struck", Lang::Ja) => "取り消し線のある文字",
        ("struck", Lang::En) => "struck-out text",
        ("covered", Lang::Ja) => "結合したセルや図形の下に隠れた文字",
        ("covered", Lang::En) => "text under merged cells or shapes",
        ("deleted", Lang::Ja) => "変更履歴で削除された文字",
        ("deleted", Lang::En) => "text deleted as a tracked change",
        ("placeholder", Lang::Ja) => "記入されていない入力欄の案内文",
        ("placeholder", Lang::En) => "prompts of fields that are not filled in",
        ("control", Lang::Ja) => "文字の並びを変える見えない制御文字",
        ("control", Lang::En) => "invisible characters that turn the text around",
        (_, Lang::Ja) => "表示されない文字",
        (_, Lang::En) => "text that is not shown",
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one row per code")]
fn ja(remark: &Remark) -> String {
    let last = quoted(read(remark), Lang::Ja);
    match remark.code {
        Code::NoKpi => "KPIが見つかりませんでした。指標名・目標値・実績値のある表を、見出しの行も含めて貼り付けてください。".to_owned(),
        Code::DirectionAssumed => {
            "増加と減少のどちらが望ましいか印字がないため、増加が望ましいとみなしました（この表の同様の指標も同じです）。違う場合は方向を選んでください。"
                .to_owned()
        }
        Code::DirectionUndecided => format!(
            "実績値 {} が目標値 {} を上回っていますが、増減のどちらが望ましいかの印字がありません。方向を選ぶまで達成状況は判定しません。",
            figure(remark, 1),
            figure(remark, 0)
        ),
        Code::DirectionDoubtful => format!(
            "印字がないため増加が望ましいとみなしましたが、「{}」は減るほうが望ましい場合が多い指標です。方向を確かめてください。",
            word(remark, 1)
        ),
        Code::DirectionContradicts => {
            "望ましい方向を示す印字が食い違っています。方向を選ぶまで達成率と達成状況は判定しません。".to_owned()
        }
        Code::TargetBelowBaseline => format!(
            "目標値 {} が基準値 {} を下回っていますが、減少が望ましいとは書かれていません。増加が望ましいとみなしました。減少が望ましい場合は方向を選んでください。",
            figure(remark, 1),
            figure(remark, 0)
        ),
        Code::PrintedRateDiffers => format!(
            "印字された達成率 {} は、目標値と実績値から計算した {} と一致しません。{}いずれかの数値を確かめてください。",
            word(remark, 0),
            word(remark, 1),
            made_by(remark, Lang::Ja)
        ),
        Code::PrintedRateRounding => format!(
            "印字された達成率 {} は、四捨五入した {} と最後の桁だけ異なります。端数処理の違いと考えられます。",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::YearAssumed => format!("{last}の年の数字を年度とみなしました。暦年の場合は「年」を付けてください。"),
        Code::NumberTooLong => format!("数値{last}は28桁を超えるため、文字のまま扱います。桁数を確かめてください。"),
        Code::UnitDiffers => format!(
            "目標値の単位「{}」と実績値の単位「{}」が異なるため、比べられません。単位をそろえてください。",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::ColumnsAssumed => {
            "見出しがないため、各列の意味を値から推測しました。見出しの行も含めて貼り付け直すか、列の割り当てを確かめてください。".to_owned()
        }
        Code::ColumnOrderAssumed => {
            "見出しが表から離れているため、列は通常の順に並んでいるとみなしました。値を確かめてください。".to_owned()
        }
        Code::NamesJoined => {
            format!("事業名{last}は離れた場所に印字されているため、言葉の一致から事業と結び付けました。組み合わせを確かめてください。")
        }
        Code::ProjectUnplaced => format!("事業名{last}がどの事業のものか判断できませんでした。"),
        Code::LabelDiffers => format!(
            "印字された評価「{}」は、数値から考えられる「{}」と異なります。評価は人の判断によるもので、誤りとは限りません。",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::TermNeeded => {
            "この評価ルールは計画期間に対する進み具合を見ますが、計画期間が印字されていません。計画の開始年度と終了年度を入力してください（ほかの指標も同じです）。"
                .to_owned()
        }
        Code::TargetTextDiffers => format!(
            "目標の文言の{}%を基準値 {} に当てはめると {} ですが、目標値は {} と印字されています。計算には印字された数値を使いました。どちらが正しいか確かめてください。",
            word(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
            figure(remark, 3)
        ),
        Code::PartsDiffer => format!(
            "印字された合計 {} は、内訳の合計 {} と一致しません。いずれかの数値を確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::GrantShareDiffers => format!(
            "交付金 {} は、事業費 {} の{}%（{}）と一致しません。交付対象外の経費がないか、数値を確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
            figure(remark, 3),
        ),
        Code::IncrementsDiffer => format!(
            "累積増加分 {} が、単年度または最終の増加分 {} と整合しません。数値を確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::IncrementsSumDiffers => format!(
            "累積増加分 {} は、前年度までの累積 {} と当年度の増加分 {} の合計 {} と一致しません。いずれかの数値を確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
            figure(remark, 3),
        ),
        Code::TotalDiffers => format!(
            "印字された合計 {} は、並んだ数の合計 {} と一致しません。いずれかの数値を確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::CountDiffers => format!(
            "「{}」の数は {} と印字されていますが、このシートの指標を数えると {} です。",
            word(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
        ),
        Code::RepeatedTargetDiffers => format!(
            "同じ年度の目標値が {} と {} の二通りに印字されています。正しいほうを確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::ActualRepeated => format!(
            "実績値 {} が {} の実績値と同じです。前回の値のままになっていないか確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::MagnitudeJump => format!(
            "値 {} は、ほかの値 {} とおよそ{}倍の開きがあります。桁や単位を確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
        ),
        Code::PercentLost => format!(
            "値 {} は、目標値 {} に対して小さすぎます。%の表示形式が失われた値（{}%）ではないか確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
        ),
        Code::DirectionUnread => format!(
            "望ましい方向の欄の{last}を読み取れませんでした。増加と減少のどちらが望ましいか選んでください。"
        ),
        Code::ThousandsJoined => format!("{last}は、桁区切りのカンマが列の区切りと同じため、見出しの列数に合うように数値をつなぎました。"),
        Code::ThousandsUnclear => format!("{last}は、桁区切りのカンマと列の区切りを見分けられないため、読んでいません。数値を引用符で囲むか、桁区切りを除いてください。"),
        Code::MetAtBaseline => format!(
            "基準値 {} の時点で、目標値 {} に達しています。目標値か方向を確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::FinalMetEarly => format!(
            "実績値 {} が、{} を期限とする最終目標値 {} に早くも達しています。目標の見直しを検討してください。",
            figure(remark, 0),
            figure(remark, 2),
            figure(remark, 1),
        ),
        Code::PeriodMissing => "この表の値には年度が印字されていません。計画期間に対する進み具合や年度ごとの比較はできません。".to_owned(),
        Code::EstimateAsFinal => format!(
            "最終目標の年度の実績値 {} は推計・速報です。確定値が出たら更新してください。",
            figure(remark, 0),
        ),
        Code::SameIndicatorDiffers => format!(
            "同じ指標が二度あり、値が {} と {} で異なります。どちらが正しいか確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::ActualPeriodDiffers => format!(
            "実績値は {} のもので、見出しの {} の値ではありません。年度をそろえて比べられるか確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::RatingsInconsistent => format!(
            "同じ評価の組み合わせ「{}」が、この行では「{}」、ほかの行では「{}」になっています。確かめてください。",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
        ),
        Code::LabelUnknown => format!(
            "印字された評価「{}」はこの評価ルールの言葉にありません。数値からは「{}」と考えられます。",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::LabelUnsupported => format!("印字された評価「{}」は、数値（{}）からは導けません。評価は人の判断によるもので、誤りとは限りません。", word(remark, 0), word(remark, 1)),
        Code::ValueUnread => format!("値の欄の{last}は、数値とも「未公表」などの言葉とも読めませんでした。文字のまま扱います。"),
        Code::ChangeUndecided => format!("目標の{last}を基準値からの増減とみなせるだけの単位と基準値がないため、文字のまま扱います。指標の単位と基準値を補うか、目標を数値に直してください。"),
        Code::NameColumnMissing => {
            "指標名の列が決められていないため、この表からは読めません。列の意味で「指標名」を選んでください。".to_owned()
        }
        Code::RowsUnread => format!(
            "数値があるのに列の意味に合わず、読めなかった行が{}行あります（この行から）。原文と見比べ、列の意味を確かめてください。",
            figure(remark, 0)
        ),
        Code::QuoteUnclosed => {
            "引用符（\"）が閉じられていないセルがあります。引用符を文字とみなして読みました。列のずれがないか確かめてください。".to_owned()
        }
        Code::TextsLeftOut => format!(
            "注記や理由が多いため、1つのKPIには{}件までを付けました。付けきれなかったものが{}件あります。元の表で確かめてください。",
            figure(remark, 0),
            figure(remark, 1)
        ),
        Code::InputTruncated if !remark.numbers.is_empty() => format!(
            "KPIは{}件までしか読みません。この行より後は読んでいないので、シートや表を分けて貼り付けてください。",
            figure(remark, 0)
        ),
        Code::InputTruncated => {
            "入力が大きすぎるため、途中までしか読んでいません。シートや表を分けて貼り付けてください。".to_owned()
        }
        Code::CellError if read(remark).starts_with("##") => {
            format!("列の幅が狭いため、数値の代わりに{last}と表示されています。元の表で列の幅を広げて、もう一度コピーしてください。")
        }
        Code::CellError => format!("計算式の結果がエラー{last}のため、値がないものとして扱います。元の表の計算式を確かめてください。"),
        Code::FormatUnknown => format!(
            "セルの表示形式「{}」を読み取れないため、表示形式のない値「{}」として読みました。単位や%を確かめてください。",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::ValueHidden => format!("値{last}は表示形式により表示されていないため、空欄として読みました。"),
        Code::FormulaUncomputed => {
            "計算式の結果がファイルに保存されていないため、空欄として読みました。Excelなどで開いて保存し直してください。".to_owned()
        }
        Code::HiddenLeftOut => not_read(remark, Lang::Ja),
        Code::CharactersLost => format!(
            "この文字コード（{}）で読めない文字が{}か所あります。文字コードの選択を確かめてください。",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::PagesDamaged => format!(
            "PDFの{}ページ目が壊れているか欠けているため、その部分は正しく読めていません。PDFをもう一度入手してください。",
            word(remark, 0)
        ),
        Code::PagesWithoutText => format!(
            "PDFの{}ページ目は文字のない画像（スキャン）のため、読んでいません。OCRで文字にするか、元のExcelなどを使ってください。",
            word(remark, 0)
        ),
        Code::GlyphsUnread => format!(
            "PDFの{}ページ目に、どの文字か分からない字形があります（�と表示します）。元の表と見比べてください。",
            word(remark, 0)
        ),
        Code::TextRecognised => format!(
            "PDFの{}ページ目の文字は、スキャン画像からOCRで読み取られたものです。数値を画像と見比べてください。",
            word(remark, 0)
        ),
        Code::ColumnsByGaps => format!(
            "PDFの{}ページ目に罫線のない表があり、文字の間隔から列を分けました。数値の列がずれていないか確かめてください。",
            word(remark, 0)
        ),
        Code::PagesBesideOthers => format!(
            "PDFの{}ページ目は、前のページの表の右に続く列として、同じ行に並べて読みました。",
            word(remark, 0)
        ),
        Code::RowsWithoutNames => format!(
            "PDFの{}ページ目の表には、行の名前（指標名など）がありません。横に長い表が別のページに分かれて印刷されたものなら、1ページの幅に収めて印刷し直すか、元の表計算ファイルを開いてください。",
            word(remark, 0)
        ),
        Code::DigitsJoined => format!(
            "1文字ずつ別のセルに書かれた数字を、一つの数値として読みました（{}か所）。元の表と見比べてください。",
            word(remark, 0)
        ),
        Code::ShapeUnread => format!(
            "表の上に置かれた図形やテキストボックスの文字「{}」は、どのセルのものか決められないため読んでいません。セルに入力し直してください。",
            word(remark, 0)
        ),
        Code::TextCutOff => format!(
            "PDFの{}ページ目に、セルに入りきらず印刷で欠けている文字があります。隠れた部分も含めて読みました。",
            word(remark, 0)
        ),
        Code::RowBrokenDoubtful => format!(
            "PDFの{}ページ目の最初の行を、前のページの最後の行の続きとして読みました（「{}」）。別の行でないか、PDFと見比べてください。",
            word(remark, 0),
            word(remark, 1)
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table of sentences, one per code")]
fn en(remark: &Remark) -> String {
    let last = quoted(read(remark), Lang::En);
    match remark.code {
        Code::NoKpi => {
            "No KPI was found. Paste a table with names, targets and actuals, including its header row.".to_owned()
        }
        Code::DirectionAssumed => {
            "Nothing printed says which way is better, so more is taken to be better (for the other such KPIs of this table too). Choose the direction if that is wrong."
                .to_owned()
        }
        Code::DirectionUndecided => format!(
            "The actual {} exceeds the target {}, and nothing printed says which way is better. No status until a direction is chosen.",
            figure(remark, 1),
            figure(remark, 0)
        ),
        Code::DirectionDoubtful => format!(
            "Nothing printed says which way is better and more is taken to be better, but of “{}” less is often better. Check the direction.",
            word(remark, 1)
        ),
        Code::DirectionContradicts => {
            "The printed signs of direction contradict each other. No rate and no status until a direction is chosen."
                .to_owned()
        }
        Code::TargetBelowBaseline => format!(
            "The target {} is below the baseline {}, but nothing says that less is better. More is taken to be better; choose the direction if less is.",
            figure(remark, 1),
            figure(remark, 0)
        ),
        Code::PrintedRateDiffers => format!(
            "The printed rate {} is not what target and actual give, {}. {}Check the numbers.",
            word(remark, 0),
            word(remark, 1),
            made_by(remark, Lang::En)
        ),
        Code::PrintedRateRounding => format!(
            "The printed rate {} differs from {}, rounded half up, in its last digit only: probably another rounding.",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::YearAssumed => {
            format!("The year in {last} was taken for a fiscal year. Write 年 after it if it is a calendar year.")
        }
        Code::NumberTooLong => {
            format!("The number {last} has more than 28 digits and is kept as text. Check its digits.")
        }
        Code::UnitDiffers => format!(
            "The target is in “{}” and the actual in “{}”: they cannot be compared. Use one unit.",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::ColumnsAssumed => {
            "There is no header, so the meaning of each column was guessed from its values. Paste it with its header row, or check the columns.".to_owned()
        }
        Code::ColumnOrderAssumed => {
            "The header stands apart from the rows, so the usual order of columns was taken. Check the values.".to_owned()
        }
        Code::NamesJoined => format!(
            "The project name {last} stands apart from its block and was joined to it by agreement of their words. Check the pairing."
        ),
        Code::ProjectUnplaced => format!("It could not be told which project the name {last} belongs to."),
        Code::LabelDiffers => format!(
            "The printed label “{}” is not the one that the numbers suggest, “{}”. Labels are judgements: this need not be an error.",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::TermNeeded => {
            "This rule set looks at the pace within the plan's term, which is not printed. Enter the plan's first and last year (for the other KPIs too)."
                .to_owned()
        }
        Code::TargetTextDiffers => format!(
            "The words of the target say {}% of the baseline {}, which gives {}, but {} is printed. The printed number was used; check which is right.",
            word(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
            figure(remark, 3)
        ),
        Code::PartsDiffer => format!(
            "The printed total {} is not the sum of its parts, {}. Check the numbers.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::GrantShareDiffers => format!(
            "The grant {} is not {}% of the cost {}, which is {}. Check the numbers, or whether a part of the cost is not covered.",
            figure(remark, 0),
            figure(remark, 2),
            figure(remark, 1),
            figure(remark, 3),
        ),
        Code::IncrementsDiffer => format!(
            "The cumulative increment {} does not go with {}, that of the year or the final one. Check the numbers.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::IncrementsSumDiffers => format!(
            "The cumulative increment {} is not {} of the year before and {} of the year, which is {}. Check the numbers.",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
            figure(remark, 3),
        ),
        Code::TotalDiffers => format!(
            "The printed total {} is not the sum of the numbers beside it, {}. Check the numbers.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::CountDiffers => format!(
            "“{}” is printed as {}, but counting the indicators of this sheet gives {}.",
            word(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
        ),
        Code::RepeatedTargetDiffers => format!(
            "The target of the same period is printed as {} and as {}. Check which is right.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::ActualRepeated => format!(
            "The actual {} is that of {}. Check that it is not left over from the last time.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::MagnitudeJump => format!(
            "The value {} is about {} times away from {}. Check the decimal point and the unit.",
            figure(remark, 0),
            figure(remark, 2),
            figure(remark, 1),
        ),
        Code::PercentLost => format!(
            "The value {} is too small beside the target {}. Check whether it is {}% and lost its percent format.",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
        ),
        Code::DirectionUnread => format!("{last}, printed where the direction is due, was not understood. Choose which way is better."),
        Code::ThousandsJoined => format!("In {last} the commas of thousands are those between the columns; figures were joined so that they fit the header."),
        Code::ThousandsUnclear => format!("In {last} the commas of thousands cannot be told from those between the columns, so the row was not read. Quote the figures, or take the commas out."),
        Code::MetAtBaseline => format!(
            "The baseline {} meets the target {} already. Check the target or the direction.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::FinalMetEarly => format!(
            "The actual {} meets the final target {}, due in {}, already. Consider a new target.",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
        ),
        Code::PeriodMissing => "No value of this table has a year, so neither pace nor years can be compared.".to_owned(),
        Code::EstimateAsFinal => format!(
            "The actual {} by which the final target is judged is an estimate. Replace it once it is final.",
            figure(remark, 0),
        ),
        Code::SameIndicatorDiffers => format!(
            "The same KPI stands twice, with {} and with {}. Check which is right.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::ActualPeriodDiffers => format!(
            "The actual is of {}, not of {} as its column says. Check that they may be compared.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::RatingsInconsistent => format!(
            "The ratings “{}” make “{}” here and “{}” in other rows. Check which is right.",
            figure(remark, 0),
            figure(remark, 1),
            figure(remark, 2),
        ),
        Code::LabelUnknown => format!(
            "The printed label “{}” is none of this rule set's words; the numbers suggest “{}”.",
            figure(remark, 0),
            figure(remark, 1),
        ),
        Code::LabelUnsupported => format!("The printed label “{}” does not follow from the numbers ({}). Labels are judgements: this need not be an error.", word(remark, 0), word(remark, 1)),
        Code::ValueUnread => {
            format!("{last} in a column of values is neither a number nor a word such as “not published”. It is kept as text.")
        }
        Code::ChangeUndecided => format!("There is no unit, or no baseline, that would let the target {last} be a change from the baseline. It is kept as text. Give the indicator its unit and baseline, or the target as a number."),
        Code::NameColumnMissing => {
            "No column of this table holds the names, so nothing was read. Choose “Name” for one of its columns."
                .to_owned()
        }
        Code::RowsUnread => format!(
            "{} rows with numbers do not fit the columns and were not read (from this row on). Compare them with the source and check what the columns mean.",
            figure(remark, 0)
        ),
        Code::QuoteUnclosed => {
            "A quoted cell is never closed. Its quotation mark was read as a character; check that no columns are shifted."
                .to_owned()
        }
        Code::TextsLeftOut => format!(
            "There are so many notes and reasons that each KPI has {} of them at most; {} were not given to all their KPIs. See the source for them.",
            figure(remark, 0),
            figure(remark, 1)
        ),
        Code::InputTruncated if !remark.numbers.is_empty() => format!(
            "No more than {} KPIs are read. What stands below this row was not read: paste the sheets or tables one by one.",
            figure(remark, 0)
        ),
        Code::InputTruncated => {
            "The input is too large and was read only in part. Paste its sheets or tables one by one.".to_owned()
        }
        Code::CellError if read(remark).starts_with("##") => {
            format!("The column is too narrow for its figure and shows {last}. Widen it in the source and copy again.")
        }
        Code::CellError => {
            format!("A formula came to the error {last}, which is taken for no value. Check the formula in the source.")
        }
        Code::FormatUnknown => format!(
            "The number format “{}” is not understood, so the plain value “{}” was read. Check its unit and percent sign.",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::ValueHidden => format!("The number format shows nothing of the value {last}; the cell was read as empty."),
        Code::FormulaUncomputed => {
            "The result of a formula is not stored in the file, so the cell was read as empty. Open and save it in a spreadsheet program."
                .to_owned()
        }
        Code::HiddenLeftOut => not_read(remark, Lang::En),
        Code::CharactersLost => format!(
            "In the encoding {}, {} characters cannot be read. Check the choice of encoding.",
            word(remark, 0),
            word(remark, 1)
        ),
        Code::PagesDamaged => format!(
            "Page {} of the PDF is damaged or missing; that part was not read as it should be. Get the PDF again.",
            word(remark, 0)
        ),
        Code::PagesWithoutText => format!(
            "Page {} of the PDF is a picture without text (a scan) and was not read. Use OCR, or the original workbook.",
            word(remark, 0)
        ),
        Code::GlyphsUnread => format!(
            "Page {} of the PDF shows glyphs without saying which characters they are (shown as �). Compare with the document.",
            word(remark, 0)
        ),
        Code::TextRecognised => format!(
            "The text of page {} of the PDF was recognised in a scanned picture (OCR). Compare the numbers with the picture.",
            word(remark, 0)
        ),
        Code::ColumnsByGaps => format!(
            "A table on page {} of the PDF has no lines; its columns were told by the gaps between texts. Check that no number is in a wrong column.",
            word(remark, 0)
        ),
        Code::PagesBesideOthers => format!(
            "Page {} of the PDF was read as further columns of the rows of an earlier page, to their right.",
            word(remark, 0)
        ),
        Code::RowsWithoutNames => format!(
            "The table on page {} of the PDF has no names of its rows (KPIs). If a wide table was printed on several pages, print it again fitted to the width of one page, or open the spreadsheet itself.",
            word(remark, 0)
        ),
        Code::DigitsJoined => format!(
            "Figures written a digit a cell were read as one number each ({}). Compare them with the sheet.",
            word(remark, 0)
        ),
        Code::ShapeUnread => format!(
            "The text “{}” of a shape over the cells was not read, since it belongs to no single cell. Type it into its cell.",
            word(remark, 0)
        ),
        Code::TextCutOff => format!(
            "On page {} of the PDF, text has no room in its cells and is cut off in print. Its hidden part was read as well.",
            word(remark, 0)
        ),
        Code::RowBrokenDoubtful => format!(
            "The first row on page {} of the PDF was read as the rest of the last row of the page before (“{}”). Check in the PDF that it is not a row of its own.",
            word(remark, 0),
            word(remark, 1)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_full_sentence_in_both_languages() {
        for &code in Code::ALL {
            let remark = Remark::new(code, None).with(["1", "2", "3", "4"]);
            for (lang, stop) in [(Lang::Ja, '。'), (Lang::En, '.')] {
                let message = message(
                    &remark,
                    About {
                        kpi: Some("企業数"),
                        project: None,
                    },
                    lang,
                );
                assert!(message.ends_with(stop) && !message.contains('?'), "{message}");
                assert!(message.contains("企業数"), "{message}");
            }
        }
    }

    #[test]
    fn a_remark_without_its_words_still_makes_a_sentence() {
        for &code in Code::ALL {
            assert!(!message(&Remark::new(code, None), About::default(), Lang::Ja).is_empty());
        }
    }
}
