//! Sample sheets: excerpts of what five Japanese cities published, and a made-up one.
//!
//! Each holds the KPI tables of its document, verbatim, and of the rest only what names the plan, the sections and the
//! projects; long prose and the names of persons are left out. The figures are public information; the sources are
//! printed beside them.

use kpi_report::i18n::Lang;

/// A sheet to try the page with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Stable id.
    pub id: &'static str,
    /// What a person chooses by, in Japanese.
    pub title_ja: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// Document, body and date as printed, in Japanese.
    pub source_ja: &'static str,
    /// The same in English.
    pub source_en: &'static str,
    /// The sheet's text.
    pub text: &'static str,
}

impl Sample {
    /// What a person chooses by.
    pub fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.title_ja,
            Lang::En => self.title_en,
        }
    }

    /// Document, body and date as printed.
    pub fn source(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.source_ja,
            Lang::En => self.source_en,
        }
    }
}

/// The samples in the order of the menu.
pub const SAMPLES: &[Sample] = &[
    Sample {
        id: "tokorozawa-chapter5",
        title_ja: "所沢市：総合計画の総括表（達成率の印字あり）",
        title_en: "Tokorozawa: summary table of the master plan (printed rates)",
        source_ja: "所沢市「第5次所沢市総合計画 総括表」第5章 産業・経済（令和元年12月27日）の目標指標の表を抜粋",
        source_en: "Excerpt (table of indicators): City of Tokorozawa, 5th Master Plan, summary table, chapter 5 “Industry and \
                    economy”, 27 December 2019",
        text: include_str!("tokorozawa_chapter5_2018.txt"),
    },
    Sample {
        id: "kodaira-industry",
        title_ja: "小平市：産業振興基本計画の進捗状況（現状以上・未公表あり）",
        title_en: "Kodaira: progress of the industry plan (“at least as now”, not published)",
        source_ja: "小平市「小平市産業振興基本計画 令和2年度 進捗状況」（令和3年10月）の施策ごとのKPIの表を抜粋",
        source_en: "Excerpt (KPI tables per measure): City of Kodaira, Basic Plan for Industry, progress in FY2020, October 2021",
        text: include_str!("kodaira_industry_2020.txt"),
    },
    Sample {
        id: "kodaira-grants",
        title_ja: "小平市：地方創生交付金の事業（PDFの文字）",
        title_en: "Kodaira: projects under regional grants (text of a PDF)",
        source_ja: "小平市「地方創生加速化交付金・推進交付金を活用した平成28年度実施事業の概要等」（平成29年7月3日）の事業名・KPI・評価を抜粋",
        source_en: "Excerpt (projects, KPIs, ratings): City of Kodaira, projects of FY2016 under the regional revitalisation \
                    grants, 3 July 2017",
        text: include_str!("kodaira_grants_2016.txt"),
    },
    Sample {
        id: "tsukuba-grants",
        title_ja: "つくば市：交付金事業の指標一覧（矢印・推計値あり）",
        title_en: "Tsukuba: list of grant indicators (arrows, estimates)",
        source_ja: "つくば市「平成30年度 地方創生推進交付金事業に付随する重要業績評価指標（KPI）の指標一覧【速報版】」の指標・評価を抜粋",
        source_en: "Excerpt (indicators, ratings): City of Tsukuba, key performance indicators of the grant projects of FY2018, \
                    preliminary",
        text: include_str!("tsukuba_grants_2018.txt"),
    },
    Sample {
        id: "omachi-telework",
        title_ja: "大町市：テレワーク推進事業（単年度と累積の増加分）",
        title_en: "Omachi: telework project (annual and cumulative increments)",
        source_ja: "大町市の地方創生推進交付金事業の評価票「No.2 地方における時短就労者を対象とした自営型テレワーク推進事業」（令和4年度）の事業費・KPI・評価を抜粋",
        source_en: "Excerpt (costs, KPIs, ratings): City of Omachi, evaluation sheet No. 2 on self-employed telework, FY2022",
        text: include_str!("omachi_telework_2022.txt"),
    },
    Sample {
        id: "made-r5",
        title_ja: "作成例：減少・維持・負の値・未入力など",
        title_en: "Made-up: decreasing, maintained, negative, not entered",
        source_ja: "説明のために作った表（令和5年度 施策指標の状況）。実在の団体の数値ではありません",
        source_en: "Made up for explanation (indicators of FY2023); figures of no real body",
        text: include_str!("made_r5.txt"),
    },
];

/// The sample of this id.
pub fn find(id: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_texts_are_tables_not_prose() {
        for (n, sample) in SAMPLES.iter().enumerate() {
            assert!(
                SAMPLES.iter().skip(n + 1).all(|other| other.id != sample.id),
                "{} twice",
                sample.id
            );
            assert_eq!(find(sample.id), Some(sample));
            assert!(sample.text.len() < 20_000, "{} is no excerpt", sample.id);
        }
    }
}
