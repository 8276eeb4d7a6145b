//! A table that needs no script and no style, to be pasted into a CMS.
//!
//! Everything that came in is text: no tag, attribute or address of a sheet gets through. There is no `style`, no `id`
//! and no `class` but one on the outermost element, so that nothing of the page around is met by accident.

use crate::contract::v1;
use crate::domain::rating::rule_set::RuleSet;
use crate::i18n::Lang;
use crate::i18n::embedding;
use crate::i18n::figures::grouped;
use crate::i18n::labels;
use crate::i18n::page::{Messages, SHEETS, messages};
use crate::i18n::shown::period;

/// The columns after the name, by the ids of the page's words.
const COLUMNS: [&str; 7] = ["unit", "baseline", "target", "actual", "rate", "status", "label"];

/// What the table says at its foot.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The rule set that gave the labels.
    pub rules: RuleSet,
    /// How many cells, columns and KPIs were put right by hand.
    pub corrected: usize,
}

/// The result as a table: captioned, with headers for rows and columns, and at its foot what it was made by.
pub fn table(evaluation: &v1::Evaluation, about: &About, lang: Lang) -> String {
    let mut made = Made {
        out: String::new(),
        words: messages(lang),
        lang,
    };
    made.table(evaluation);
    made.foot(evaluation, about);
    format!(
        "<div class=\"kpi-evaluator-table\" lang=\"{}\">\n{}</div>\n",
        lang.tag(),
        made.out
    )
}

/// `text` as the content of an element or of a quoted attribute. Control characters, which HTML does not allow, are
/// left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// What the table is called.
pub fn title(evaluation: &v1::Evaluation, lang: Lang) -> String {
    let document = &evaluation.document;
    let title = document.title.as_deref().map(str::trim);
    match (title.filter(|title| !title.is_empty()), &document.municipality) {
        (Some(title), Some(city)) if !title.contains(city.as_str()) => format!("{city} {title}"),
        (Some(title), _) => title.to_owned(),
        (None, Some(city)) => format!("{city} {}", embedding::words(lang).untitled),
        (None, None) => embedding::words(lang).untitled.to_owned(),
    }
}

struct Made {
    out: String,
    words: &'static Messages,
    lang: Lang,
}

impl Made {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn table(&mut self, evaluation: &v1::Evaluation) {
        self.line("<table>");
        let caption = escaped(&title(evaluation, self.lang));
        let lang = match evaluation.document.title {
            Some(_) => self.of_the_sheet(),
            None => String::new(),
        };
        self.line(&format!("<caption{lang}>{caption}</caption>"));
        let mut heads = String::from("<thead><tr>");
        for column in ["name"].iter().chain(&COLUMNS) {
            heads.extend([format!("<th scope=\"col\">{}</th>", escaped(self.column(column)))]);
        }
        self.line(&(heads + "</tr></thead>"));
        let mut section: &[String] = &[];
        for kpi in &evaluation.kpis {
            if kpi.section != section {
                section = &kpi.section;
                self.section(section);
            }
            self.kpi(kpi);
        }
        self.line("</table>");
    }

    fn column(&self, id: &str) -> &'static str {
        let found = self.words.columns.iter().find(|(other, _)| *other == id);
        found.map_or("", |(_, name)| *name)
    }

    fn section(&mut self, path: &[String]) {
        if path.is_empty() {
            return;
        }
        let path = escaped(&path.join(" › "));
        let columns = COLUMNS.len() + 1;
        let lang = self.of_the_sheet();
        self.line(&format!(
            "<tbody><tr><th scope=\"colgroup\" colspan=\"{columns}\"{lang}>{path}</th></tr></tbody>"
        ));
    }

    fn kpi(&mut self, kpi: &v1::Kpi) {
        let n_rows = kpi.measurements.len().max(1);
        let span = if n_rows > 1 {
            format!(" rowspan=\"{n_rows}\"")
        } else {
            String::new()
        };
        let (scope, lang) = (if n_rows > 1 { "rowgroup" } else { "row" }, self.of_the_sheet());
        let name = match &kpi.sheet_no {
            Some(number) => format!("{number} {}", kpi.name),
            None => kpi.name.clone(),
        };
        let mut row = format!(
            "<tbody>\n<tr><th scope=\"{scope}\"{span}{lang}>{}</th>",
            escaped(&name)
        );
        match &kpi.unit {
            Some(unit) => row.extend([format!("<td{span}{lang}>{}</td>", escaped(unit))]),
            None => row.extend([cell(&span, self.words.no_unit)]),
        }
        row += &cell(&span, &self.point(kpi.baseline.as_ref(), None));
        for n in 0..n_rows {
            if n > 0 {
                row += "\n<tr>";
            }
            for text in self.measured(kpi, kpi.measurements.get(n)) {
                row += &cell("", &text);
            }
            if n == 0 {
                row += &cell(&span, &self.label(kpi));
            }
            row += "</tr>";
        }
        self.line(&(row + "\n</tbody>"));
    }

    /// Target, actual, rate, status.
    fn measured(&self, kpi: &v1::Kpi, measurement: Option<&v1::Measurement>) -> [String; 4] {
        let words = self.words;
        let Some(measurement) = measurement else {
            return [
                self.point(kpi.final_target.as_ref(), None),
                self.point(None, None),
                words.no_rate.to_owned(),
                words.no_measurement.to_owned(),
            ];
        };
        let mut actual = self.point(measurement.actual.as_ref(), measurement.period.as_deref());
        let basis = (measurement.basis != "level").then(|| (words.basis)(&measurement.basis).to_owned());
        let when = measurement.period.as_ref().map(|when| period(when, self.lang));
        for more in when.into_iter().chain(basis) {
            actual.extend([format!(" ({more})")]);
        }
        let rate = match (&measurement.rate, &measurement.reason) {
            (Some(rate), _) => (words.percent)(rate),
            (None, Some(reason)) => format!("{} ({})", words.no_rate, (words.reason)(reason)),
            (None, None) => words.no_rate.to_owned(),
        };
        [
            self.point(measurement.target.as_ref(), measurement.period.as_deref()),
            actual,
            rate,
            (words.status)(&measurement.status).to_owned(),
        ]
    }

    /// A figure, or the word for its absence: never blank, and never 0 in place of something missing.
    fn point(&self, point: Option<&v1::Point>, without: Option<&str>) -> String {
        let words = self.words;
        let Some(point) = point else {
            return words.no_figure.to_owned();
        };
        let raw = point.raw.trim();
        let mut text = match (&point.value, &point.absence) {
            (Some(value), _) if point.derived => format!("{raw} {}", (words.derived)(&grouped(value))),
            (Some(value), _) => grouped(value),
            (None, Some(absence)) => (words.reason)(absence).to_owned(),
            (None, None) if raw.is_empty() => words.no_figure.to_owned(),
            (None, None) => raw.to_owned(),
        };
        if point.estimated {
            text.extend([format!(" ({})", words.estimated)]);
        }
        if let Some(when) = point.period.as_deref().filter(|when| Some(*when) != without) {
            text.extend([format!(" ({})", period(when, self.lang))]);
        }
        text
    }

    /// The label that follows from the rules, and the printed one where there is one.
    fn label(&self, kpi: &v1::Kpi) -> String {
        let words = self.words;
        let computed = kpi.label.as_ref().or(kpi.overall_label.as_ref()).map(|label| {
            let text = match &label.grade {
                Some(grade) => format!("{grade} {}", label.text),
                None => label.text.clone(),
            };
            (words.computed_label)(&text, label.nature == "judgement")
        });
        let printed = kpi.printed.as_ref().and_then(|printed| {
            let printed = printed
                .label
                .as_ref()
                .or(printed.status.as_ref())
                .or(printed.overall.as_ref());
            printed.map(|text| (words.printed_label)(text))
        });
        let both: Vec<_> = computed.into_iter().chain(printed).collect();
        if both.is_empty() {
            words.no_label.to_owned()
        } else {
            both.join(" / ")
        }
    }

    fn foot(&mut self, evaluation: &v1::Evaluation, about: &About) {
        let words = embedding::words(self.lang);
        let summary = &evaluation.summary;
        let mut lines = vec![
            (words.counts)(summary.kpis, summary.achieved, summary.not_achieved),
            (words.by_rules)(labels::name(&about.rules, self.lang), &evaluation.rule_set),
        ];
        if about.corrected > 0 {
            lines.push((words.corrected)(about.corrected));
        }
        lines.push((words.made_by)(&evaluation.version));
        let lines: Vec<_> = lines.iter().map(|line| escaped(line)).collect();
        self.line(&format!("<p>{}</p>", lines.join("<br>")));
    }

    /// Said beside what is out of a sheet, where the words around are in another language.
    fn of_the_sheet(&self) -> String {
        if self.lang.tag() == SHEETS {
            String::new()
        } else {
            format!(" lang=\"{SHEETS}\"")
        }
    }
}

fn cell(span: &str, text: &str) -> String {
    format!("<td{span}>{}</td>", escaped(text))
}
