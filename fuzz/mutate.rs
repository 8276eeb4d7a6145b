//! How inputs are changed, so that a change reaches what lies inside: a part of a container, a word of a text.

#![allow(dead_code, unreachable_pub, reason = "both runners take what they need")]

use kpi_readers::archive::Archive;

use crate::office;
use crate::targets::Shape;

/// A small generator of chance: the same seed, the same changes.
pub struct Chance(u64);

impl Chance {
    /// Of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// Below `n`, which is at least 1.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        from..(from + 1 + self.below(32)).min(length).max(from)
    }
}

/// Numbers at which programs go wrong, as bytes.
const NUMBERS: &[&[u8]] = &[
    b"\0",
    b"\x01",
    b"\x7f",
    b"\x80",
    b"\xff",
    b"\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\xff\xff\xff\xff",
    b"\0\0\0\x80",
];

/// Changes an input of a shape. `raw` changes plain bytes: a fuzzer's own way of it, or [`bytes`].
pub fn input(
    given: &[u8],
    shape: Shape,
    chance: &mut Chance,
    raw: &mut dyn FnMut(Vec<u8>, &mut Chance) -> Vec<u8>,
) -> Vec<u8> {
    if shape == Shape::Package && chance.below(8) != 0 {
        return package(given, chance, raw).unwrap_or_else(|| raw(given.to_vec(), chance));
    }
    if matches!(shape, Shape::Text | Shape::Two) && chance.below(2) == 0 {
        return words(given.to_vec(), chance);
    }
    raw(given.to_vec(), chance)
}

/// A container with one part changed, or left out; `None` where it is none.
fn package(
    given: &[u8],
    chance: &mut Chance,
    raw: &mut dyn FnMut(Vec<u8>, &mut Chance) -> Vec<u8>,
) -> Option<Vec<u8>> {
    let archive = Archive::open(given).ok()?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for name in archive.names() {
        let mut content = Vec::new();
        std::io::copy(&mut archive.part(name).ok()??, &mut content).ok()?;
        parts.push((name.to_owned(), content));
    }
    if parts.is_empty() {
        return None;
    }
    let at = chance.below(parts.len());
    match chance.below(16) {
        0 => drop(parts.remove(at)),
        1 => {
            let other = chance.below(parts.len());
            let content = parts[other].1.clone();
            parts[at].1 = content;
        }
        kind => {
            let content = std::mem::take(&mut parts[at].1);
            parts[at].1 = if kind < 9 {
                words(content, chance)
            } else {
                raw(content, chance)
            };
        }
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, content)| (&name[..], &content[..]))
        .collect();
    Some(office::zip(&parts))
}

/// Words put in, taken out, doubled and moved, at the places where words end.
fn words(mut given: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    let text = String::from_utf8_lossy(&given).into_owned();
    let ends: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| !c.is_alphanumeric())
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let (a, b) = (ends[chance.below(ends.len())], ends[chance.below(ends.len())]);
    let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 400));
    let to = (from..=to)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(from);
    let mut changed = text.clone();
    match chance.below(6) {
        0 => changed.replace_range(from..to, ""),
        1 => changed.insert_str(to, &text[from..to]),
        2 => changed.replace_range(from..to, WORDS[chance.below(WORDS.len())]),
        3 => {
            // Again and again, as what grows does.
            let times = 1 << chance.below(8);
            let piece = text[from..to].chars().take(40).collect::<String>();
            changed.insert_str(to, &piece.repeat(times));
        }
        _ => changed.insert_str(from, WORDS[chance.below(WORDS.len())]),
    }
    given.clear();
    given.extend(changed.into_bytes());
    given
}

/// Plain bytes: some flipped, replaced, taken out, doubled, cut off.
pub fn bytes(mut given: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(4) {
        let range = chance.range(given.len());
        match chance.below(6) {
            0 if !given.is_empty() => {
                let at = chance.below(given.len());
                given[at] ^= 1 << chance.below(8);
            }
            1 => drop(given.drain(range)),
            2 => {
                let piece = given[range.clone()].to_vec();
                given.splice(range.end..range.end, piece);
            }
            3 => {
                let number = NUMBERS[chance.below(NUMBERS.len())];
                let end = (range.start + number.len()).min(given.len());
                given.splice(range.start..end, number.iter().copied());
            }
            4 if chance.below(8) == 0 => given.truncate(range.start),
            _ => {
                let word = WORDS[chance.below(WORDS.len())].bytes();
                given.splice(range.start..range.start, word);
            }
        }
    }
    given
}

/// What sheets, office files, pages and our own JSON are made of.
pub const WORDS: &[&str] = &[
    "\t",
    "\n",
    "\r\n",
    " ",
    "　",
    "\"",
    ",",
    ";",
    "|",
    "|---|",
    "指標名",
    "目標値",
    "実績値",
    "基準値",
    "達成率",
    "評価",
    "単位",
    "方向",
    "目標値（R5）",
    "実績値（令和5年度）",
    "R5",
    "H30～R4",
    "令和元年度",
    "令和五年度",
    "R0",
    "H99",
    "昭和64年",
    "2023年3月末",
    "3/5",
    "45,000",
    "100",
    "0",
    "-1",
    "▲5",
    "△0.5",
    "１２万",
    "1,234",
    "百二十三",
    "5千円",
    "36.7%",
    "％",
    "ポイント",
    "9999999999999999999999999999999",
    "0.0000000000000000000000000001",
    "79228162514264337593543950335",
    "1e9",
    "15人減",
    "5年間で10",
    "毎年度3",
    "1:30",
    "850(86%)",
    "[21]",
    "※1",
    "①",
    "④-1",
    "(",
    ")",
    "（",
    "）",
    "～",
    "―",
    "↑",
    "→",
    "現状以上",
    "集計中",
    "皆増",
    "未実施",
    "Ａ",
    "順調",
    "【KPI】",
    "【実績】",
    "第1節 農業",
    "施策1",
    "計",
    "\u{200B}",
    "\u{202E}",
    "\u{FEFF}",
    "\u{0}",
    "𠮷",
    "e\u{301}",
    "㍻",
    "㌫",
    "&lt;",
    "&#0;",
    "&#x110000;",
    "&nbsp;",
    "<td>",
    "</td>",
    "<tr>",
    "<table>",
    "</table>",
    "<td rowspan=3 colspan=2>",
    "<td colspan=1000000>",
    "<td rowspan=0>",
    "<s>",
    "<sup>",
    "<br>",
    "<style>",
    "<select><option selected>",
    "<input value=\"5\">",
    " hidden",
    " style=\"display:none\"",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<row r=\"1048577\">",
    "<c r=\"ZZZZ1\" t=\"s\"><v>4294967295</v></c>",
    "<c t=\"inlineStr\"><is><t>5</t></is></c>",
    "<v>1e308</v>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<f>",
    "<si><t>",
    "</si>",
    " r=\"A1\"",
    " s=\"99999\"",
    " count=\"4294967295\"",
    "<sheetData>",
    "<w:tc>",
    "<w:tr>",
    "<w:gridSpan w:val=\"1000000\"/>",
    "<w:vMerge/>",
    "<w:del>",
    "<w:vanish/>",
    "<w:sdt>",
    "table:number-columns-repeated=\"16777216\"",
    "table:number-rows-repeated=\"1048576\"",
    "table:number-columns-spanned=\"9999\"",
    "stream\n",
    "endstream",
    "endobj",
    "1 0 obj",
    "<<",
    ">>",
    "/Kids [1 0 R]",
    "/Parent 1 0 R",
    "/Length 99999999",
    "/Filter /FlateDecode",
    "/Predictor 15 /Columns 1000000",
    "/W [1 4 4]",
    "/ObjStm",
    "/Type /Page",
    "BT",
    "ET",
    " Tf",
    " Tj",
    " TJ",
    " Do",
    " re f",
    " cm",
    "q",
    "Q",
    "/ToUnicode",
    "beginbfrange <0000> <FFFF> <0000> endbfrange",
    "/MediaBox [0 0 1e30 1e30]",
    "null",
    "true",
    "{}",
    "[]",
    "[",
    "]",
    "{",
    "}",
    ":",
    "\"\"",
    "\"schema\":",
    "\"rule-set/1\"",
    "\"mapping/1\"",
    "\"bands\":[]",
    "\"from\":\"-1\"",
    "\"to\":\"1e5\"",
    "\"column\":4294967295",
    "\"row\":0",
    "\"rows\":[1,4294967295]",
    "\"role\":\"target\"",
    "\"period\":\"FY9999\"",
    "\\u0000",
];
