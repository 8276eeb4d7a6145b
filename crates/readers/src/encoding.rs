//! Bytes → text. The encoding is guessed over the whole file, and can be said.
//!
//! Order of asking: byte order mark; UTF-16 without one; strict UTF-8; the escapes of ISO-2022-JP; then CP932 against
//! EUC-JP, by which of them makes more ordinary Japanese of the bytes. The decoders are [`japanese`]'s, named in
//! [`decode`] only: others can take their place there.

use crate::japanese;

/// Encodings in which Japanese sheets are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Excel's "Unicode text".
    Utf16Le,
    /// The same, the other way round.
    Utf16Be,
    /// Shift_JIS as Windows has it, with ① and 髙.
    Cp932,
    /// Unix of old.
    EucJp,
    /// Mail of old.
    Iso2022Jp,
}

impl Encoding {
    /// Every encoding, the likely ones first: what a page lets choose from.
    pub const ALL: &[Self] = &[
        Self::Utf8,
        Self::Cp932,
        Self::Utf16Le,
        Self::EucJp,
        Self::Iso2022Jp,
        Self::Utf16Be,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Cp932 => "cp932",
            Self::EucJp => "euc-jp",
            Self::Iso2022Jp => "iso-2022-jp",
        }
    }

    /// What programs call it, in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Cp932 => "Shift_JIS (CP932)",
            Self::EucJp => "EUC-JP",
            Self::Iso2022Jp => "ISO-2022-JP (JIS)",
        }
    }

    /// The encoding of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|encoding| encoding.id() == id)
    }
}

/// Text, and what was lost on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without its byte order mark.
    pub text: String,
    /// Characters that the encoding does not have; each is U+FFFD in the text.
    pub n_lost: usize,
}

/// Decodes in a given encoding. Never fails: what the encoding does not have is U+FFFD.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Decoded {
    let text = match encoding {
        Encoding::Utf8 => {
            String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).into_owned()
        }
        Encoding::Utf16Le => utf_16_text(
            bytes.strip_prefix(b"\xFF\xFE").unwrap_or(bytes),
            u16::from_le_bytes,
        ),
        Encoding::Utf16Be => utf_16_text(
            bytes.strip_prefix(b"\xFE\xFF").unwrap_or(bytes),
            u16::from_be_bytes,
        ),
        Encoding::Cp932 => japanese::shift_jis(bytes),
        Encoding::EucJp => japanese::euc_jp(bytes),
        Encoding::Iso2022Jp => japanese::iso_2022_jp(bytes),
    };
    // A file may hold the replacement character itself; in text for people it never does.
    let n_lost = text.chars().filter(|&c| c == '\u{FFFD}').count();
    Decoded { text, n_lost }
}

fn utf_16_text(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| pair.try_into().map_or(0xD800, unit));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{FFFD}'))
        .collect()
}

/// The likeliest encoding; `None` if the bytes are no text at all.
pub fn guess(bytes: &[u8]) -> Option<Encoding> {
    for (mark, encoding) in [
        (&b"\xEF\xBB\xBF"[..], Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ] {
        if bytes.starts_with(mark) {
            return is_text(bytes, encoding).then_some(encoding);
        }
    }
    if bytes.contains(&0) {
        return utf_16(bytes).filter(|&encoding| is_text(bytes, encoding));
    }
    if bytes.contains(&0x1B) && bytes.is_ascii() {
        let escapes = [&b"\x1B$B"[..], b"\x1B$@"];
        if escapes
            .iter()
            .any(|escape| bytes.windows(3).any(|window| &window == escape))
        {
            return Some(Encoding::Iso2022Jp);
        }
    }
    if std::str::from_utf8(bytes).is_ok() {
        return is_text(bytes, Encoding::Utf8).then_some(Encoding::Utf8);
    }
    [Encoding::Cp932, Encoding::EucJp, Encoding::Utf8]
        .into_iter()
        .map(|encoding| (plausibility(&decode(bytes, encoding).text), encoding))
        // The first of equals: CP932 is what spreadsheets write.
        .rev()
        .max_by_key(|&(plausibility, _)| plausibility)
        .map(|(_, encoding)| encoding)
        .filter(|&encoding| is_text(bytes, encoding))
}

/// UTF-16 without a mark, by the side on which the zeros of its ASCII characters stand.
fn utf_16(bytes: &[u8]) -> Option<Encoding> {
    let zeros = |offset: usize| {
        bytes
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if bytes.len() % 2 == 1 {
        None
    } else if odd > 20 * even {
        Some(Encoding::Utf16Le)
    } else if even > 20 * odd {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// How much the text looks like Japanese that people write: kana and common kanji for it; lost characters, half-width
/// kana next to kanji, private characters against it.
fn plausibility(text: &str) -> i64 {
    text.chars()
        .map(|c| match c {
            '\u{FFFD}' => -20,
            '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' => -10,
            // What EUC-JP looks like in CP932.
            '\u{FF61}'..='\u{FF9F}' => -2,
            'ぁ'..='ん' | 'ァ'..='ヶ' | 'ー' | '、' | '。' => 4,
            '年' | '度' | '人' | '件' | '数' | '市' | '目' | '標' | '値' | '実' | '績' | '率' => {
                6
            }
            '０'..='９' | '（' | '）' | '％' | '・' => 2,
            '一'..='鿿' => 1,
            // Neither is at home in a table of figures.
            'Ѐ'..='ӿ' | '─'..='╿' => -1,
            _ => 0,
        })
        .sum()
}

/// Share of characters that may be lost or control characters in something that is still text.
const ODD_SHARE: usize = 50;

fn is_text(bytes: &[u8], encoding: Encoding) -> bool {
    let text = decode(bytes, encoding).text;
    let (mut n, mut odd) = (0usize, 0usize);
    for c in text.chars() {
        n += 1;
        let is_odd =
            c == '\u{FFFD}' || c == '\0' || c.is_control() && !c.is_ascii_whitespace() && c != '\u{1A}';
        odd += usize::from(is_odd);
    }
    odd * ODD_SHARE <= n
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "指標名\t単位\t目標値（R5）\t実績値（R5）\n講座の参加者数\t人\t1,200\t1,340\n";

    fn bytes(text: &str, encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Cp932 => encoding_rs::SHIFT_JIS.encode(text).0.into_owned(),
            Encoding::EucJp => encoding_rs::EUC_JP.encode(text).0.into_owned(),
            Encoding::Iso2022Jp => encoding_rs::ISO_2022_JP.encode(text).0.into_owned(),
        }
    }

    #[test]
    fn every_encoding_is_told_and_read() {
        for &encoding in Encoding::ALL {
            let bytes = bytes(SHEET, encoding);
            assert_eq!(guess(&bytes), Some(encoding), "{}", encoding.id());
            let decoded = decode(&bytes, encoding);
            assert_eq!((decoded.text.as_str(), decoded.n_lost), (SHEET, 0));
            assert_eq!(Encoding::from_id(encoding.id()), Some(encoding));
        }
    }

    #[test]
    fn short_texts_are_told_too() {
        for text in ["企業数", "人", "件数,12", "ｱﾊﾟｰﾄ", "①髙﨑市"] {
            for encoding in [Encoding::Utf8, Encoding::Cp932] {
                let bytes = bytes(text, encoding);
                assert_eq!(guess(&bytes), Some(encoding), "{text} in {}", encoding.id());
            }
        }
        for text in ["企業数", "講座の参加者数"] {
            assert_eq!(
                guess(&bytes(text, Encoding::EucJp)),
                Some(Encoding::EucJp),
                "{text}"
            );
        }
    }

    #[test]
    fn marks_are_read_and_left_out() {
        assert_eq!(guess(b"\xEF\xBB\xBFa"), Some(Encoding::Utf8));
        assert_eq!(decode(b"\xEF\xBB\xBFa", Encoding::Utf8).text, "a");
        assert_eq!(guess(b"\xFF\xFEa\0"), Some(Encoding::Utf16Le));
        assert_eq!(decode(b"\xFF\xFEa\0", Encoding::Utf16Le).text, "a");
    }

    #[test]
    fn a_few_lost_characters_are_counted_and_many_are_no_text() {
        let mut bytes = bytes(&SHEET.repeat(3), Encoding::Cp932);
        bytes.extend(b"\xFD\n");
        assert_eq!(guess(&bytes), Some(Encoding::Cp932));
        assert_eq!(decode(&bytes, Encoding::Cp932).n_lost, 1);
        let noise: Vec<u8> = (0..4000u32)
            .map(|n| u8::try_from(n * 7919 % 251).unwrap())
            .collect();
        assert_eq!(guess(&noise), None);
    }
}
