//! Periods as tables show them.

use crate::i18n::Lang;

/// A period of the contract in words: `"FY2018"` → 平成30年度.
pub fn period(period: &str, lang: Lang) -> String {
    let joint = match lang {
        Lang::Ja => "～",
        Lang::En => "–",
    };
    period
        .split('/')
        .map(|part| single(part, lang))
        .collect::<Vec<_>>()
        .join(joint)
}

fn single(period: &str, lang: Lang) -> String {
    let fiscal = period
        .strip_prefix("FY")
        .and_then(|year| year.parse::<u32>().ok());
    match (lang, fiscal, period.split_once('-')) {
        (Lang::Ja, Some(year), _) => format!("{}年度", era(year)),
        (Lang::Ja, None, None) if period.parse::<u32>().is_ok() => format!("{period}年"),
        (Lang::Ja, None, Some((year, month))) => format!("{year}年{}月", month.trim_start_matches('0')),
        _ => period.to_owned(),
    }
}

/// The fiscal year by its era. Fiscal 2019 began in 平成 and is called 令和元年度 throughout.
fn era(year: u32) -> String {
    let (name, first) = match year {
        2019.. => ("令和", 2019),
        1989..=2018 => ("平成", 1989),
        1926..=1988 => ("昭和", 1926),
        _ => return year.to_string(),
    };
    match year - first + 1 {
        1 => format!("{name}元"),
        n => format!("{name}{n}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_named_as_people_name_them() {
        for (text, ja, en) in [
            ("FY2018", "平成30年度", "FY2018"),
            ("FY2019", "令和元年度", "FY2019"),
            ("FY2022", "令和4年度", "FY2022"),
            ("2015", "2015年", "2015"),
            ("2015-10", "2015年10月", "2015-10"),
            ("FY2021/FY2023", "令和3年度～令和5年度", "FY2021–FY2023"),
            ("odd", "odd", "odd"),
        ] {
            assert_eq!(period(text, Lang::Ja), ja);
            assert_eq!(period(text, Lang::En), en);
        }
    }
}
