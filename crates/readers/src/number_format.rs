//! Number formats of workbooks: a stored value and a format code → what the cell shows.
//!
//! The grammar is ECMA-376 part 1, 18.8.31, as far as sheets of figures use it. Values are decimals of 15 significant
//! digits, which is what Excel shows and computes by: `80.900000000000006` is 80.9, and `0.285` in `0%` is 29 %. A code
//! that is not understood shows the plain value and says so ([`Shown::is_known`]).
//!
//! | code | value | shown |
//! |---|---|---|
//! | `0.0%` | 0.809 | `80.9%` |
//! | `#,##0"人"` | 1234 | `1,234人` |
//! | `#,##0;"▲ "#,##0` | -52 | `▲ 52` |
//! | `[$-ja-JP-x-gannen]ggge"年度"` | 43586 | `令和元年度` |
//!
//! | `[DBNum3]#,##0"人"` | 1234 | `１,２３４人` |
//!
//! Deliberately absent: fractions (`# ?/?`), exponents, colours, widths of blanks. Kanji numerals (`[DBNum1]`,
//! `[DBNum2]`) are shown by Western digits: `百八十` is the same figure, and a reader of the result compares figures.

use rust_decimal::RoundingStrategy;

use crate::base::Decimal;
use crate::serial::{self, Moment};

/// Significant digits of a stored number.
const DIGITS: u32 = 15;

/// Bytes of a code: Excel takes 255 characters.
const MAX_CODE: usize = 2048;

/// Codes of the built-in formats in Japanese Excel; ids that are not here have no code of their own.
const BUILT_IN: &[(u32, &str)] = &[
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, r##""¥"#,##0;"¥"\-#,##0"##),
    (6, r##""¥"#,##0;"¥"\-#,##0"##),
    (7, r##""¥"#,##0.00;"¥"\-#,##0.00"##),
    (8, r##""¥"#,##0.00;"¥"\-#,##0.00"##),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (14, "yyyy/m/d"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "yyyy/m/d h:mm"),
    (27, "[$-411]ge.m.d"),
    (28, r#"[$-411]ggge"年"m"月"d"日""#),
    (29, r#"[$-411]ggge"年"m"月"d"日""#),
    (30, "m/d/yy"),
    (31, r#"yyyy"年"m"月"d"日""#),
    (32, r#"h"時"mm"分""#),
    (33, r#"h"時"mm"分"ss"秒""#),
    (34, r#"yyyy"年"m"月""#),
    (35, r#"m"月"d"日""#),
    (36, "[$-411]ge.m.d"),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;-#,##0.00"),
    (41, r#"_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ "#),
    (42, r#"_ "¥"* #,##0_ ;_ "¥"* \-#,##0_ ;_ "¥"* "-"_ ;_ @_ "#),
    (43, r#"_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ "#),
    (
        44,
        r#"_ "¥"* #,##0.00_ ;_ "¥"* \-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ "#,
    ),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (48, "##0.0E+0"),
    (49, "@"),
    (50, "[$-411]ge.m.d"),
    (51, r#"[$-411]ggge"年"m"月"d"日""#),
    (52, r#"yyyy"年"m"月""#),
    (53, r#"m"月"d"日""#),
    (54, r#"[$-411]ggge"年"m"月"d"日""#),
    (55, r#"yyyy"年"m"月""#),
    (56, r#"m"月"d"日""#),
    (57, "[$-411]ge.m.d"),
    (58, r#"[$-411]ggge"年"m"月"d"日""#),
];

/// The code of a built-in format.
pub fn built_in(id: u32) -> Option<&'static str> {
    BUILT_IN
        .iter()
        .find(|(known, _)| *known == id)
        .map(|&(_, code)| code)
}

/// A format code, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    sections: Vec<Section>,
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The text.
    pub text: String,
    /// The code was understood; else the text is the plain value.
    pub is_known: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    condition: Option<(Comparison, Decimal)>,
    tokens: Vec<Token>,
    /// First year of an era is 元.
    first_year_is_gan: bool,
    /// Its digits are full-width (`[DBNum3]`).
    is_wide: bool,
    is_unknown: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    Greater,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    General,
    /// The text of the cell.
    Text,
    /// A run of a letter of dates, and of `[h]`.
    Date(char, usize),
    Elapsed(char),
    /// `AM/PM`: forenoon, afternoon.
    Half(&'static str, &'static str),
}

impl Format {
    /// Takes a code apart. Never fails: what is not understood is marked in its section, and so is a code longer than
    /// any that Excel takes, since every cell would have to walk it.
    pub fn new(code: &str) -> Self {
        // Some producers write an empty code for the format "General".
        let code = if code.is_empty() { "General" } else { code };
        if code.len() > MAX_CODE {
            let unknown = Section {
                is_unknown: true,
                ..Section::default()
            };
            return Self {
                sections: vec![unknown],
            };
        }
        let mut sections = vec![Section::default()];
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let Some(section) = sections.last_mut() else { break };
            rest = if c == ';' {
                sections.push(Section::default());
                rest.get(1..).unwrap_or("")
            } else {
                section.take(c, rest)
            };
        }
        Self { sections }
    }

    /// What a number shows.
    pub fn number(&self, value: Decimal, is_1904: bool) -> Shown {
        let value = significant(value);
        let (section, signed) = self.section_of(value);
        let shown = section.and_then(|section| {
            if section.is_unknown {
                None
            } else if section.is_date() {
                section.date(value, is_1904)
            } else {
                section.number(if signed { value } else { value.abs() })
            }
        });
        match (shown, section) {
            (Some(text), Some(section)) if !section.is_date() => Shown {
                text: with_sign(text.trim(), value),
                is_known: true,
            },
            (Some(text), _) => Shown {
                text: text.trim().to_owned(),
                is_known: true,
            },
            (None, _) => Shown {
                text: plain(value),
                is_known: false,
            },
        }
    }

    /// It shows dates or times.
    pub fn is_date(&self) -> bool {
        self.sections.iter().any(Section::is_date)
    }

    /// What a text shows: the section with `@`, or the text itself.
    pub fn text(&self, text: &str) -> String {
        let section = self
            .sections
            .iter()
            .find(|section| section.tokens.contains(&Token::Text));
        match section.filter(|section| !section.is_unknown) {
            None => text.to_owned(),
            Some(section) => {
                let parts = section.tokens.iter().map(|token| match token {
                    Token::Literal(literal) => literal.as_str(),
                    Token::Text => text,
                    _ => "",
                });
                parts.collect::<String>().trim_matches(' ').to_owned()
            }
        }
    }

    /// The section of a value, and whether the value keeps its sign there.
    fn section_of(&self, value: Decimal) -> (Option<&Section>, bool) {
        let numeric: Vec<&Section> = match self.sections.as_slice() {
            // A text section by itself says nothing of numbers.
            [only] => vec![only],
            sections => sections
                .iter()
                .take(3)
                .filter(|section| !section.tokens.contains(&Token::Text))
                .collect(),
        };
        if numeric.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &&&Section| {
                section
                    .condition
                    .is_none_or(|(comparison, bound)| comparison.holds(value, bound))
            };
            let found = numeric.iter().find(holds).copied();
            // Under a condition that negative values alone meet, the sign is the section's own.
            let own_sign = found
                .and_then(|section| section.condition)
                .is_some_and(|(comparison, bound)| {
                    matches!(comparison, Comparison::Less | Comparison::AtMost) && bound <= Decimal::ZERO
                });
            return (found, !own_sign);
        }
        let n = numeric.len();
        let index = if value.is_sign_negative() && !value.is_zero() {
            usize::from(n > 1)
        } else if value.is_zero() && n > 2 {
            2
        } else {
            0
        };
        (numeric.get(index).copied(), index != 1)
    }
}

impl Comparison {
    fn holds(self, value: Decimal, bound: Decimal) -> bool {
        match self {
            Self::Less => value < bound,
            Self::AtMost => value <= bound,
            Self::Equal => value == bound,
            Self::Unequal => value != bound,
            Self::AtLeast => value >= bound,
            Self::Greater => value > bound,
        }
    }
}

/// Rounded to the digits that Excel knows.
fn significant(value: Decimal) -> Decimal {
    value
        .round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero)
        .unwrap_or(value)
        .normalize()
}

/// A number without a format, as the format "General" shows it.
pub fn plain(value: Decimal) -> String {
    significant(value).to_string()
}

impl Section {
    /// Takes the next token off the code; returns the rest.
    fn take<'a>(&mut self, c: char, code: &'a str) -> &'a str {
        let after = |n: usize| code.get(n..).unwrap_or("");
        let one = after(c.len_utf8());
        match c {
            '"' => {
                let end = one.find('"').unwrap_or(one.len());
                self.literal(one.get(..end).unwrap_or(""));
                one.get(end + 1..).unwrap_or("")
            }
            '\\' | '!' => match one.chars().next() {
                Some(next) => {
                    self.literal(next.encode_utf8(&mut [0; 4]));
                    one.get(next.len_utf8()..).unwrap_or("")
                }
                None => "",
            },
            // A blank as wide as the next character; a fill with it.
            '_' | '*' => {
                let width = one.chars().next().map_or(0, char::len_utf8);
                if c == '_' {
                    self.literal(" ");
                }
                one.get(width..).unwrap_or("")
            }
            '[' => {
                let end = one.find(']').unwrap_or(one.len());
                self.bracket(one.get(..end).unwrap_or(""));
                one.get(end + 1..).unwrap_or("")
            }
            '0' | '#' | '?' => self.push(Token::Digit(c), one),
            '.' => self.push(Token::Point, one),
            ',' => self.push(Token::Comma, one),
            '%' => self.push(Token::Percent, one),
            '@' => self.push(Token::Text, one),
            _ => self.word(c, code, one),
        }
    }

    fn push<'a>(&mut self, token: Token, rest: &'a str) -> &'a str {
        self.tokens.push(token);
        rest
    }

    fn literal(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(Token::Literal(last)) => last.push_str(text),
            _ => self.tokens.push(Token::Literal(text.to_owned())),
        }
    }

    /// `[h]`, `[>=1000]`, `[$-411]`, `[$¥-411]`, `[Red]`.
    fn bracket(&mut self, inner: &str) {
        let lower = inner.to_ascii_lowercase();
        if let Some(locale) = lower.strip_prefix('$') {
            self.first_year_is_gan |= locale.ends_with("gannen");
            let symbol = inner.get(1..).unwrap_or("").split('-').next().unwrap_or("");
            self.literal(symbol);
        } else if let Some(condition) = condition(inner) {
            self.condition = Some(condition);
        } else if let Some(letter) = lower
            .chars()
            .next()
            .filter(|&letter| matches!(letter, 'h' | 'm' | 's') && lower.chars().all(|c| c == letter))
        {
            self.tokens.push(Token::Elapsed(letter));
        } else if lower == "dbnum3" {
            self.is_wide = true;
        }
        // Anything else is a colour, or asks for kanji numerals.
    }

    /// Letters: dates, "General", exponents; the rest is literal.
    fn word<'a>(&mut self, c: char, code: &'a str, one: &'a str) -> &'a str {
        for (word, token) in [
            ("General", Some(Token::General)),
            ("G/標準", Some(Token::General)),
            ("AM/PM", Some(Token::Half("AM", "PM"))),
            ("午前/午後", Some(Token::Half("午前", "午後"))),
            ("A/P", Some(Token::Half("A", "P"))),
        ] {
            let head = code.get(..word.len());
            if let (Some(token), true) = (token, head.is_some_and(|head| head.eq_ignore_ascii_case(word))) {
                return self.push(token, code.get(word.len()..).unwrap_or(""));
            }
        }
        let letter = c.to_ascii_lowercase();
        if letter == 'e' && one.starts_with(['+', '-']) {
            self.is_unknown = true;
            return one.get(1..).unwrap_or("");
        }
        if matches!(letter, 'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'g' | 'a' | 'r' | 'b') {
            let n = code
                .chars()
                .take_while(|next| next.to_ascii_lowercase() == letter)
                .count();
            // A single letter of this kind is none of a date.
            if letter == 'a' && n < 3 || letter == 'b' {
                self.is_unknown = true;
            }
            return self.push(Token::Date(letter, n), code.get(n..).unwrap_or(""));
        }
        if c == '/' && self.tokens.iter().any(|token| matches!(token, Token::Digit(_))) {
            self.is_unknown = true;
        }
        self.literal(c.encode_utf8(&mut [0; 4]));
        one
    }

    fn is_date(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| matches!(token, Token::Date(..) | Token::Elapsed(_) | Token::Half(..)))
    }

    fn date(&self, value: Decimal, is_1904: bool) -> Option<String> {
        let with_fraction = self
            .tokens
            .windows(2)
            .any(|pair| matches!(pair, [Token::Point, Token::Digit(_)]));
        let moment = Moment::of(value, is_1904, with_fraction)?;
        let has_half = self.tokens.iter().any(|token| matches!(token, Token::Half(..)));
        let mut text = String::new();
        let mut in_fraction = false;
        for (index, token) in self.tokens.iter().enumerate() {
            match token {
                Token::Literal(literal) => text.push_str(literal),
                Token::Date('m', n) if *n <= 2 && self.is_minute(index) => {
                    text.push_str(&self.digits(serial::padded(moment.minute, *n)));
                }
                Token::Date('h', n) if has_half => {
                    let hour = (moment.hour + 11) % 12 + 1;
                    text.push_str(&self.digits(serial::padded(hour, *n)));
                }
                Token::Date(letter, n) => {
                    let shown = moment.letter(*letter, *n, self.first_year_is_gan)?;
                    text.push_str(&self.digits(shown));
                }
                Token::Elapsed(letter) => {
                    text.push_str(&self.digits(moment.elapsed(*letter)?.to_string()));
                }
                Token::Half(forenoon, afternoon) => {
                    let half = if moment.hour < 12 { forenoon } else { afternoon };
                    text.push_str(half);
                }
                Token::Point => {
                    in_fraction = true;
                    text.push('.');
                }
                // Tenths of seconds are none that a sheet of figures needs exactly.
                Token::Digit(_) if in_fraction => text.push_str(&self.digits(moment.tenth.to_string())),
                Token::Comma => text.push(','),
                Token::Percent => text.push('%'),
                Token::Digit(_) | Token::General | Token::Text => return None,
            }
        }
        Some(text)
    }

    /// Digits in the width that the section wants.
    fn digits(&self, shown: String) -> String {
        if !self.is_wide {
            return shown;
        }
        let wide = |c: char| match c {
            '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c),
            c => c,
        };
        shown.chars().map(wide).collect()
    }

    /// An `m` behind hours or before seconds is minutes.
    fn is_minute(&self, index: usize) -> bool {
        let letter = |token: &Token| match token {
            Token::Date(letter, _) | Token::Elapsed(letter) => Some(*letter),
            _ => None,
        };
        let before = self.tokens.iter().take(index).rev().find_map(letter);
        let after = self.tokens.iter().skip(index + 1).find_map(letter);
        before == Some('h') || after == Some('s')
    }

    fn number(&self, value: Decimal) -> Option<String> {
        if self.tokens.contains(&Token::General) || self.tokens == [Token::Text] {
            let parts = self.tokens.iter().map(|token| match token {
                Token::Literal(literal) => literal.clone(),
                Token::General | Token::Text => self.digits(plain(value)),
                _ => String::new(),
            });
            return Some(parts.collect());
        }
        let n_percent = self
            .tokens
            .iter()
            .filter(|token| **token == Token::Percent)
            .count();
        let mut scaled = value;
        for _ in 0..n_percent {
            scaled = scaled.checked_mul(Decimal::ONE_HUNDRED)?;
        }
        let layout = Layout::of(&self.tokens);
        for _ in 0..layout.n_thousands {
            scaled = scaled.checked_div(Decimal::ONE_THOUSAND)?;
        }
        let rounded = scaled.round_dp_with_strategy(
            u32::try_from(layout.n_decimals).ok()?,
            RoundingStrategy::MidpointAwayFromZero,
        );
        let digits = format!("{:.*}", layout.n_decimals, rounded.abs());
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let text = layout.fill(self, whole, decimals);
        let negative = rounded.is_sign_negative() && !rounded.is_zero();
        Some(if negative { format!("-{text}") } else { text })
    }
}

/// `>=1000`.
fn condition(inner: &str) -> Option<(Comparison, Decimal)> {
    for (sign, comparison) in [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<>", Comparison::Unequal),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ] {
        if let Some(bound) = inner.strip_prefix(sign) {
            return Some((comparison, bound.trim().parse().ok()?));
        }
    }
    None
}

/// Where the digits of a number section go.
struct Layout {
    /// Index of the point among the tokens, or their number.
    point: usize,
    n_whole: usize,
    n_decimals: usize,
    /// Commas between digits.
    grouped: bool,
    /// Commas behind the last digit: thousands are left out.
    n_thousands: usize,
}

impl Layout {
    fn of(tokens: &[Token]) -> Self {
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let point = tokens
            .iter()
            .position(|token| *token == Token::Point)
            .unwrap_or(tokens.len());
        let count = |tokens: &[Token]| tokens.iter().filter(|token| is_digit(token)).count();
        let whole = tokens.get(..point).unwrap_or_default();
        let first = whole.iter().position(is_digit);
        let last = tokens.iter().rposition(is_digit);
        let last_whole = whole.iter().rposition(is_digit);
        let comma = |range: &[Token]| range.iter().filter(|token| **token == Token::Comma).count();
        let between = match (first, last_whole) {
            (Some(first), Some(last)) => whole.get(first..last).map_or(0, comma),
            _ => 0,
        };
        let behind_whole = last_whole.and_then(|last| whole.get(last..)).map_or(0, comma);
        let behind = last
            .filter(|&last| last > point)
            .and_then(|last| tokens.get(last..))
            .map_or(0, comma);
        Self {
            point,
            n_whole: count(whole),
            n_decimals: tokens.get(point..).map_or(0, count),
            grouped: between > 0,
            n_thousands: behind_whole + behind,
        }
    }

    /// The tokens with the digits in their places.
    fn fill(&self, section: &Section, whole: &str, decimals: &str) -> String {
        let tokens = section.tokens.as_slice();
        // No digit place at all: only the literals show.
        let whole = if whole == "0" { "" } else { whole };
        let mut places = self.whole_places(tokens, whole).into_iter();
        let shown_decimals = self.shown_decimals(tokens, decimals);
        let mut decimals = shown_decimals.into_iter();
        let mut text = String::new();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                Token::Literal(literal) => text.push_str(literal),
                Token::Percent => text.push('%'),
                Token::Point => text.push('.'),
                Token::Digit(_) if index < self.point => {
                    text.push_str(&section.digits(places.next().unwrap_or_default()));
                }
                Token::Digit(_) => text.push_str(&section.digits(decimals.next().unwrap_or_default())),
                _ => {}
            }
        }
        text
    }

    /// What each whole digit place shows: the first takes all digits that have no place of their own.
    fn whole_places(&self, tokens: &[Token], whole: &str) -> Vec<String> {
        let marks: Vec<char> = tokens
            .iter()
            .take(self.point)
            .filter_map(|token| match token {
                Token::Digit(mark) => Some(*mark),
                _ => None,
            })
            .collect();
        let digits: Vec<char> = whole.chars().collect();
        let mut places = Vec::new();
        for (index, mark) in marks.iter().enumerate() {
            // Places to the right of this one, and how many digits stand from here on.
            let right = self.n_whole - 1 - index;
            let mut shown = String::new();
            let mut push = |digit: char, right: usize| {
                shown.push(digit);
                if self.grouped && right > 0 && right.is_multiple_of(3) {
                    shown.push(',');
                }
            };
            if index == 0 {
                let n_extra = digits.len().saturating_sub(self.n_whole);
                for (offset, &digit) in digits.iter().take(n_extra).enumerate() {
                    push(digit, digits.len() - 1 - offset);
                }
            }
            match digits.len().checked_sub(right + 1).and_then(|at| digits.get(at)) {
                Some(&digit) => push(digit, right),
                None if *mark == '0' => push('0', right),
                None => {}
            }
            places.push(shown);
        }
        places
    }

    /// What each decimal place shows: `#` drops zeros at the end.
    fn shown_decimals(&self, tokens: &[Token], decimals: &str) -> Vec<String> {
        let marks = tokens.iter().skip(self.point).filter_map(|token| match token {
            Token::Digit(mark) => Some(*mark),
            _ => None,
        });
        let mut shown: Vec<String> = decimals.chars().map(String::from).collect();
        let marks: Vec<char> = marks.collect();
        for (place, mark) in shown.iter_mut().zip(&marks).rev() {
            if place != "0" || *mark == '0' {
                break;
            }
            place.clear();
        }
        shown
    }
}

/// Signs and words by which a shown number is negative.
const MINUS: &[char] = &['-', '−', '－', '‐', '–', '▲', '△', '▼', '▽', '減', '負'];

/// What a cell shows of a number, with a minus sign if the format tells a negative one by nothing but its colour or
/// parentheses: text has no colour, and sheets put numbers in parentheses that are not negative.
pub fn with_sign(shown: &str, value: Decimal) -> String {
    let is_told = shown.contains(MINUS) || !shown.chars().any(|c| matches!(c, '1'..='9' | '１'..='９'));
    if value >= Decimal::ZERO || is_told {
        return shown.to_owned();
    }
    let bare = shown.trim_matches(|c| matches!(c, '(' | ')' | '（' | '）'));
    format!("-{bare}")
}

/// A number as the file spells it: `1234`, `0.80900000000000005`, `1.5E-3`.
pub fn parse(stored: &str) -> Option<Decimal> {
    let stored = stored.trim();
    let value = if stored.contains(['e', 'E']) {
        scientific(stored)?
    } else {
        stored.parse::<Decimal>().ok()?
    };
    Some(significant(value))
}

/// `Decimal` holds 28 digits: what is smaller than the smallest is 0, what is larger is no number of a sheet.
fn scientific(stored: &str) -> Option<Decimal> {
    let (mantissa, exponent) = stored.split_once(['e', 'E'])?;
    let exponent: i32 = exponent.parse().ok()?;
    let mantissa: Decimal = significant(mantissa.parse().ok()?);
    if exponent < -28 {
        return Some(Decimal::ZERO);
    }
    let factor = Decimal::TEN;
    let mut value = mantissa;
    for _ in 0..exponent.unsigned_abs().min(40) {
        value = if exponent < 0 {
            value.checked_div(factor)?
        } else {
            value.checked_mul(factor)?
        };
    }
    Some(value)
}
