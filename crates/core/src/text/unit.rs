//! Units.

use crate::text::fold;

/// Units that sheets print, NFKC. Used to recognise a unit that stands by itself; a unit attached to a number needs
/// no entry here.
const UNITS: &[&str] = &[
    "人",
    "名",
    "件",
    "回",
    "%",
    "円",
    "千円",
    "万円",
    "百万円",
    "千万円",
    "億円",
    "兆円",
    "戸",
    "世帯",
    "店",
    "店舗",
    "社",
    "者",
    "事業所",
    "事業者",
    "事業主",
    "団体",
    "法人",
    "組織",
    "グループ",
    "組",
    "箇所",
    "か所",
    "カ所",
    "ヶ所",
    "ケ所",
    "ヵ所",
    "個所",
    "施設",
    "地区",
    "地域",
    "区域",
    "区画",
    "路線",
    "便",
    "棟",
    "台",
    "本",
    "冊",
    "点",
    "位",
    "ポイント",
    "pt",
    "日",
    "時間",
    "分",
    "秒",
    "年",
    "か月",
    "ヶ月",
    "歳",
    "校",
    "園",
    "室",
    "席",
    "床",
    "枚",
    "個",
    "種",
    "種類",
    "品",
    "品目",
    "作品",
    "頭",
    "羽",
    "匹",
    "株",
    "基",
    "機",
    "隻",
    "艘",
    "件数",
    "人数",
    "自治体",
    "市町村",
    "市",
    "町",
    "村",
    "農家",
    "経営体",
    "企業",
    "大学",
    "講座",
    "コース",
    "プラン",
    "事業",
    "取組",
    "項目",
    "計画",
    "協定",
    "千人",
    "万人",
    "百人",
    "千件",
    "千冊",
    "千台",
    "千本",
    "千戸",
    "千世帯",
    "千t",
    "千トン",
    "億",
    "万",
    "千",
    "百万",
    "ha",
    "a",
    "m",
    "km",
    "cm",
    "mm",
    "m2",
    "m3",
    "km2",
    "kg",
    "g",
    "mg",
    "t",
    "トン",
    "l",
    "L",
    "kL",
    "mL",
    "リットル",
    "kW",
    "kWh",
    "MW",
    "MWh",
    "GJ",
    "TJ",
    "t-CO2",
    "tCO2",
    "千t-CO2",
    "kg-CO2",
    "mg/L",
    "ppm",
    "dB",
    "μg/m3",
    "℃",
    "度",
    "倍",
    "割",
    "票",
    "泊",
    "人泊",
    "千人泊",
    "延べ人",
    "人/年",
    "件/年",
    "回/年",
    "人/日",
    "g/人・日",
    "g/人日",
    "kg/人",
    "円/人",
    "千円/人",
    "人/世帯",
    "筆",
    "床",
    "話",
    "曲",
    "アクセス",
    "PV",
    "ビュー",
    "フォロワー",
    "ダウンロード",
    "DL",
    "公演",
    "試合",
    "チーム",
    "クラブ",
    "団",
    "丁目",
    "橋",
    "艇",
    "缶",
    "袋",
    "kcal",
];

/// What a unit is counted in.
const MAGNITUDES: &[&str] = &["千", "百万", "百", "万", "億"];

/// The text is nothing but a unit that sheets print.
pub fn is_unit(text: &str) -> bool {
    let text = text.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
    is_single(text)
        || text
            .split_once('/')
            .is_some_and(|(per, each)| is_single(per) && is_each(each))
}

/// 取得率(%): a name, and the brackets that end it where they hold its unit; nothing where they do not.
pub fn apart(name: &str) -> (&str, &str) {
    let name = name.trim_end();
    let open = name.rfind(['(', '（']).filter(|_| name.ends_with([')', '）']));
    match open.and_then(|open| name.split_at_checked(open)) {
        Some((before, brackets)) if is_unit(&fold::squeeze(brackets)) => (before.trim_end(), brackets),
        _ => (name, ""),
    }
}

/// A unit that is not by something else, also in thousands and the like: 千m3, 百万kWh.
fn is_single(text: &str) -> bool {
    let without = |magnitude: &&str| text.strip_prefix(*magnitude);
    UNITS.contains(&text)
        || MAGNITUDES
            .iter()
            .find_map(without)
            .is_some_and(|base| UNITS.contains(&base) && !MAGNITUDES.contains(&base))
}

/// How many pairs of printed units there are, if none holds the same one twice; else 0.
pub fn all_unlike(pairs: impl IntoIterator<Item = (String, String)>) -> usize {
    let (mut n, mut n_unlike) = (0, 0);
    for (one, other) in pairs {
        n += 1;
        n_unlike += usize::from(one != other);
    }
    if n == n_unlike { n } else { 0 }
}

/// What a unit is counted by: 日, 人・日, 1世帯.
fn is_each(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_digit())
        .split('・')
        .all(|part| UNITS.contains(&part))
}

/// The unit that a caption says: `(単位:千円)`, `単位 %`; an empty one where the form was not filled in. `None` for other
/// texts.
pub fn captioned(text: &str) -> Option<String> {
    let squeezed = fold::squeeze(text);
    let bare = squeezed.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | '〔' | '〕'));
    let own = bare.strip_prefix("単位")?.trim_start_matches(':');
    (own.is_empty() || is_unit(own)).then(|| own.to_owned())
}

/// What follows a number can be its unit: short, without digits, brackets and marks.
pub fn may_be_unit(text: &str) -> bool {
    let n_chars = text.chars().count();
    (1..=12).contains(&n_chars)
        && !text
            .chars()
            .any(|c| c.is_ascii_digit() || c.is_whitespace() || "。、,【】「」()[]:;=~".contains(c))
        || is_unit(text)
}
