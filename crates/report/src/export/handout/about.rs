//! What a handout was made from and by, and what is to be looked at in it.

use crate::contract::v1;
use crate::export::handout::standing;
use crate::export::handout::{Cell, Choice, title};
use crate::export::safe;
use crate::i18n::labels;
use crate::i18n::page::messages;
use crate::i18n::shown;

/// What the first cell of the worksheet says, so that it is not taken for a table of KPIs.
pub const SCHEMA: &str = "kpi-evaluator/about-1";

/// Lines of what and says, without what is not known.
pub fn facts(found: &v1::Evaluation, choice: &Choice) -> Vec<(&'static str, String)> {
    let words = choice.words();
    let document = &found.document;
    let rules = choice.rules_of(found);
    let name = rules
        .as_ref()
        .map(|rules| labels::name(rules, choice.lang).to_owned());
    let rule_set = match name {
        Some(name) => format!("{name}（{}）", found.rule_set),
        None => found.rule_set.clone(),
    };
    let facts = [
        ("title", Some(title(found, choice.lang))),
        ("municipality", document.municipality.clone()),
        ("fiscal-year", fiscal_year(found, choice)),
        (
            "term",
            term(found, choice).map(|(start, end)| format!("{start}～{end}")),
        ),
        ("source", choice.source.clone().or_else(|| document.name.clone())),
        ("date", choice.date.clone()),
        ("product", Some((messages(choice.lang).version)(&found.version))),
        ("rule-set", Some(rule_set)),
        (
            "rule-source",
            rules.as_ref().map(|rules| labels::source(rules, choice.lang)),
        ),
        (
            "corrected",
            (choice.corrected > 0).then(|| choice.corrected.to_string()),
        ),
        ("rates", Some(words.rates.to_owned())),
        ("counts", Some((words.counts)(standing::counts(found)))),
        ("marks", Some(words.legend.to_owned())),
    ];
    let judged = choice.judged.iter().map(|line| ("judged", Some(line.clone())));
    let said = facts.into_iter().chain(judged).filter_map(|(id, said)| {
        let said = safe::clean(&said?, false);
        (!said.is_empty()).then_some(((words.fact)(id), said))
    });
    said.collect()
}

/// The line below the title: municipality, year, term.
pub fn line(found: &v1::Evaluation, choice: &Choice) -> String {
    let term = term(found, choice);
    let term = term.as_ref().map(|(start, end)| (start.as_str(), end.as_str()));
    let year = fiscal_year(found, choice);
    let city = found.document.municipality.as_deref();
    safe::clean(&(choice.words().facts)(city, year.as_deref(), term), false)
}

/// Severity, place, KPI and text of each notice.
pub fn findings(found: &v1::Evaluation, choice: &Choice) -> Vec<[Cell; 4]> {
    let words = messages(choice.lang);
    let rows = found.notices.iter().map(|notice| {
        let kpi = notice.kpi.as_ref();
        let kpi = found.kpis.iter().find(|other| Some(&other.id) == kpi);
        let place = notice
            .at
            .as_ref()
            .map(|at| (words.place)(at.sheet.as_deref(), at.page, at.cell.as_deref(), at.line));
        [
            Cell::text((words.severity)(notice.severity)),
            Cell::maybe(place.as_ref()),
            Cell::maybe(kpi.map(|kpi| &kpi.name)),
            Cell::text(&notice.message),
        ]
    });
    rows.collect()
}

fn fiscal_year(found: &v1::Evaluation, choice: &Choice) -> Option<String> {
    let year = found.document.fiscal_year?;
    Some(shown::period(&format!("FY{year}"), choice.lang))
}

fn term(found: &v1::Evaluation, choice: &Choice) -> Option<(String, String)> {
    let term = found.document.term.as_ref()?;
    let said = |period: &String| shown::period(period, choice.lang);
    Some((said(term.start.as_ref()?), said(term.end.as_ref()?)))
}
