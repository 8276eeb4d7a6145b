//! Assessment → the shapes of version 1.

use crate::contract::{v1, words};
use crate::i18n::Lang;
use crate::i18n::candidates as words_of_candidates;
use crate::i18n::formula::formula;
use crate::i18n::labels;
use crate::i18n::remarks::{About, message};
use kpi_core::assess::Assessment;
use kpi_core::evaluate::Evaluation;
use kpi_core::evaluate::assumption;
use kpi_core::evaluate::measure::Measurement;
use kpi_core::evaluate::recheck::Check;
use kpi_core::evaluate::target_kind::TargetKind;
use kpi_core::kpi::{self, Candidate, Extent, Indicator, Period, Point, Printed, Project, Table, Term, Text};
use kpi_core::layout::mapping::{Mapping, cells, one_based};
use kpi_core::rating::LabelCheck;
use kpi_core::rating::band::{BandLabel, Cause, Other};
use kpi_core::rating::combine::{Combined, Section};
use kpi_core::rating::grant::{self, Suggestion};
use kpi_core::rating::overall::Overall;
use kpi_core::rating::rule_set::{Basis, Nature};
use kpi_core::rating::shown::Shown;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::Remark;
use kpi_readers::sheet::Sheet;

/// The assessment in the contract's shape, worded in `lang`.
pub(super) fn evaluation(assessment: &Assessment, lang: Lang) -> v1::Evaluation {
    let kpis: Vec<v1::Kpi> = kpis(assessment, lang).collect();
    let mut summary = v1::Summary::default();
    for kpi in &kpis {
        count(&mut summary, kpi);
    }
    v1::Evaluation {
        kpis,
        summary,
        ..without_kpis(assessment, lang)
    }
}

/// Its indicators, each shaped when it is asked for.
pub(super) fn kpis(assessment: &Assessment, lang: Lang) -> impl Iterator<Item = v1::Kpi> {
    let kpis = assessment
        .recognised
        .indicators
        .iter()
        .zip(&assessment.evaluated.indicators)
        .enumerate();
    kpis.map(move |(index, (indicator, found))| kpi(assessment, index, indicator, found, lang))
}

/// Everything but its indicators and their counts.
pub(super) fn without_kpis(assessment: &Assessment, lang: Lang) -> v1::Evaluation {
    let projects = assessment
        .recognised
        .projects
        .iter()
        .zip(own_kpis(assessment))
        .enumerate();
    v1::Evaluation {
        schema: v1::SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rule_set: assessment.rule_set.id.clone(),
        document: document(assessment),
        tables: assessment.recognised.tables.iter().map(table).collect(),
        projects: projects
            .map(|(index, (found, kpis))| project(assessment, index, found, kpis, lang))
            .collect(),
        kpis: Vec::new(),
        summary: v1::Summary::default(),
        candidates: candidates(assessment, lang),
        sections: assessment
            .ratings
            .sections
            .iter()
            .map(|found| section(assessment, found, lang))
            .collect(),
        notices: assessment
            .remarks
            .iter()
            .map(|remark| notice(assessment, remark, lang))
            .collect(),
    }
}

fn document(assessment: &Assessment) -> v1::Document {
    let heading = &assessment.recognised.heading;
    v1::Document {
        title: heading.title.clone(),
        municipality: heading.municipality.clone(),
        fiscal_year: heading.fiscal_year,
        term: heading.term.map(term),
        source: assessment.source.id().to_owned(),
        name: assessment.name.clone(),
    }
}

fn table(table: &Table) -> v1::Table {
    let columns = table.columns.iter().map(|column| v1::Column {
        column: one_based(column.column),
        row: (column.line > 0).then(|| one_based(column.line)),
        header: column.header.clone(),
        role: column.role.to_owned(),
        lower: column.lower.map(str::to_owned),
        period: column.period.map(|period| period.to_string()),
        basis: Some(column.basis)
            .filter(|basis| *basis != kpi::Basis::Level)
            .map(|basis| words::basis(basis).to_owned()),
        assumed: column.assumed,
    });
    let extent = table.extent.as_ref();
    let rows = |rows: fn(&Extent) -> &[usize]| {
        let rows = extent.map_or(&[][..], rows);
        rows.iter().map(|row| one_based(*row)).collect()
    };
    v1::Table {
        id: table.id.clone(),
        sheet: table.at.sheet.clone(),
        title: table.title.clone(),
        layout: table.layout.to_owned(),
        columns: columns.collect(),
        rows: extent.map(|extent| v1::Rows {
            first: one_based(extent.first),
            last: one_based(extent.last),
        }),
        header_rows: rows(|extent| &extent.header),
        section_rows: rows(|extent| &extent.sections),
        ignored_rows: rows(|extent| &extent.ignored),
        turned: table.arrangement.turned,
        parts: table
            .arrangement
            .parts
            .iter()
            .map(|column| one_based(*column))
            .collect(),
        record_rows: table
            .arrangement
            .lines
            .and_then(|lines| u32::try_from(lines).ok()),
        at: place(&table.at),
    }
}

fn kpi(
    assessment: &Assessment,
    index: usize,
    indicator: &Indicator,
    found: &Evaluation,
    lang: Lang,
) -> v1::Kpi {
    let ratings = &assessment.ratings;
    let shown = ratings.shown.get(index).map_or(&[][..], Vec::as_slice);
    let measurements = found.measurements.iter().enumerate();
    let rated = ratings.indicators.get(index).and_then(Option::as_ref);
    let label = rated.map(|label| kpi_label(assessment, index, found, label, lang));
    let overall = ratings.overall.get(index).and_then(Option::as_ref);
    let table = assessment.recognised.tables.get(indicator.table);
    let others = rated.map_or(&[][..], |label| label.others.as_slice());
    v1::Kpi {
        id: id(&assessment.indicator_ids, Some(index)).unwrap_or_default(),
        table: table.map(|table| table.id.clone()).unwrap_or_default(),
        certainty: indicator.certainty,
        section: indicator.section.clone(),
        project: id(&assessment.project_ids, indicator.project),
        sheet_no: indicator.sheet_no.clone(),
        departments: indicator.departments.clone(),
        name: indicator.name.clone(),
        unit: found.unit.clone(),
        direction: found.direction,
        direction_from: found.direction_from,
        target_kind: found.target_kind,
        baseline: found.baseline.as_ref().map(point),
        final_target: found.final_target.as_ref().map(point),
        measurements: measurements
            .map(|(index, measured)| {
                let shown = shown.get(index).and_then(Option::as_ref);
                let others = if found.speaks == Some(index) { others } else { &[] };
                let mut shape = measurement(measured, shown, others, lang);
                let rules = &assessment.rule_set;
                shape.assumed = assumption::of(indicator, table, found, measured);
                shape.explanation = labels::rate(measured, shown, found.unit.as_deref(), rules, lang);
                shape
            })
            .collect(),
        speaks: found.speaks,
        printed: printed(&indicator.printed),
        texts: texts(&indicator.texts),
        label,
        overall_label: overall.map(|label| overall_label(assessment, label, lang)),
        at: place(&indicator.at),
    }
}

fn candidates(assessment: &Assessment, lang: Lang) -> Vec<v1::Candidate> {
    let found = assessment.recognised.candidates.iter();
    let found = found.zip(&assessment.candidates).enumerate();
    let shapes = found.map(|(index, (found, evaluated))| {
        let shape = candidate(found, evaluated, &assessment.sheets, lang);
        v1::Candidate {
            id: format!("c{}", index + 1),
            ..shape
        }
    });
    shapes.collect()
}

/// A candidate, without an id.
pub(super) fn candidate(
    found: &Candidate,
    evaluated: &[Vec<Evaluation>],
    sheets: &[Sheet],
    lang: Lang,
) -> v1::Candidate {
    let readings = found.readings.iter().zip(evaluated);
    let mappings = cells::tables(found, sheets);
    let readings = readings.zip(mappings).map(|((reading, evaluated), table)| {
        let kpis = reading.indicators.iter().zip(evaluated);
        v1::CandidateReading {
            confidence: f64::from(reading.confidence) / 100.0,
            mapping: Mapping {
                tables: vec![table],
                ..Mapping::default()
            },
            differs: found
                .readings
                .first()
                .filter(|first| *first != reading)
                .map(|first| words_of_candidates::differs(first, reading, lang))
                .unwrap_or_default(),
            kpis: kpis
                .map(|(indicator, found)| candidate_kpi(indicator, found))
                .collect(),
        }
    });
    v1::Candidate {
        id: String::new(),
        at: place(&found.at),
        sheet: found.at.sheet.clone(),
        title: found.title.clone(),
        because: words_of_candidates::because(found.lacks, lang),
        readings: readings.collect(),
    }
}

fn candidate_kpi(indicator: &Indicator, found: &Evaluation) -> v1::CandidateKpi {
    let said = |point: Option<&Point>| {
        let point = point?;
        let printed = || Some(point.raw.trim().to_owned()).filter(|raw| !raw.is_empty());
        point.value.map(plain).or_else(printed)
    };
    let speaking = found.speaking();
    let own_period = |seen: &Measurement| seen.actual.as_ref().and_then(|actual| actual.period);
    v1::CandidateKpi {
        name: indicator.name.clone(),
        unit: found.unit.clone(),
        period: speaking
            .and_then(|seen| seen.period.or_else(|| own_period(seen)))
            .map(period),
        baseline: said(found.baseline.as_ref()),
        target: said(speaking.and_then(|seen| seen.target.as_ref())),
        actual: said(speaking.and_then(|seen| seen.actual.as_ref())),
        rate: speaking.and_then(|seen| seen.rate.as_ref()).map(percent),
    }
}

fn kpi_label(
    assessment: &Assessment,
    index: usize,
    found: &Evaluation,
    label: &BandLabel,
    lang: Lang,
) -> v1::Label {
    let rules = &assessment.rule_set;
    let case = found.speaking().and_then(|speaking| speaking.case.as_ref());
    let said = match &label.cause {
        Cause::Rate { text, .. } => Some(format!("{text}%")),
        Cause::Compared { .. } => found.speaking().map(|speaking| speaking.status.id().to_owned()),
        Cause::Absent(status) => Some(status.id().to_owned()),
    };
    let next = label.next.as_ref().map(|next| v1::NextLabel {
        actual: plain(next.actual),
        by: plain(next.by),
        text: next.text.clone(),
        bound: next.bound.map(|bound| plain(bound.0)),
    });
    v1::Label {
        rule_set: rules.id.clone(),
        grade: label.band.grade.clone(),
        text: label.band.text.clone(),
        nature: rules.nature.id().to_owned(),
        because: labels::band(label, case, found.unit.as_deref(), rules, lang),
        check: label.check,
        meaning: label.band.meaning.map(|meaning| meaning.id().to_owned()),
        basis: rules.basis.id().to_owned(),
        next,
        chain: link(assessment, index, said, true).into_iter().collect(),
    }
}

fn overall_label(assessment: &Assessment, label: &Overall, lang: Lang) -> v1::Label {
    v1::Label {
        rule_set: assessment.rule_set.id.clone(),
        grade: Some(label.grade.clone()),
        text: label.text.clone().unwrap_or_else(|| label.grade.clone()),
        nature: Nature::Judgement.id().to_owned(),
        because: labels::overall(label, &assessment.rule_set, lang),
        check: label.check,
        basis: label.basis.id().to_owned(),
        ..v1::Label::default()
    }
}

fn combined_label(assessment: &Assessment, label: &Combined, lang: Lang) -> v1::Label {
    let rules = &assessment.rule_set;
    let links = label.chain.iter();
    let basis = rules.combine.as_ref().map_or(rules.basis, |how| how.basis);
    v1::Label {
        rule_set: rules.id.clone(),
        grade: label.band.grade.clone(),
        text: label.band.text.clone(),
        nature: rules.nature.id().to_owned(),
        because: labels::combined(label, rules, lang),
        check: LabelCheck::NotPrinted,
        meaning: label.band.meaning.map(|meaning| meaning.id().to_owned()),
        basis: basis.id().to_owned(),
        next: None,
        chain: links
            .filter_map(|found| link(assessment, found.indicator, found.said.clone(), found.counted))
            .collect(),
    }
}

fn section(assessment: &Assessment, found: &Section, lang: Lang) -> v1::Section {
    let tables = &assessment.recognised.tables;
    let own = found.indicators.iter();
    v1::Section {
        path: found.path.clone(),
        table: tables
            .get(found.table)
            .map(|table| table.id.clone())
            .unwrap_or_default(),
        kpis: own
            .filter_map(|&index| id(&assessment.indicator_ids, Some(index)))
            .collect(),
        label: found
            .label
            .as_ref()
            .map(|label| combined_label(assessment, label, lang)),
    }
}

/// A KPI in the chain from a label to the cells: the place of its actual, or of its name.
fn link(assessment: &Assessment, index: usize, said: Option<String>, counted: bool) -> Option<v1::Link> {
    let indicator = assessment.recognised.indicators.get(index)?;
    let evaluation = assessment.evaluated.indicators.get(index)?;
    let actual = evaluation
        .speaking()
        .and_then(|speaking| speaking.actual.as_ref()?.at.as_ref());
    Some(v1::Link {
        kpi: id(&assessment.indicator_ids, Some(index))?,
        measurement: evaluation.speaks,
        said,
        counted,
        at: place(actual.unwrap_or(&indicator.at)),
    })
}

fn measurement(found: &Measurement, shown: Option<&Shown>, others: &[Other], lang: Lang) -> v1::Measurement {
    let own_period = || found.actual.as_ref().and_then(|actual| actual.period);
    let asked = shown.map_or(&[][..], |shown| shown.alternatives.as_slice());
    let told = |method: &str| others.iter().find(|other| other.alternative.method == method);
    let asked_rows = asked.iter().map(|row| v1::Alternative {
        method: row.method.to_owned(),
        rate: row.text.clone(),
        label: told(row.method).map(|other| other.text.clone()),
    });
    let is_new = |other: &&Other| !asked.iter().any(|row| row.method == other.alternative.method);
    let other_rows = others.iter().filter(is_new).map(|other| v1::Alternative {
        method: other.alternative.method.to_owned(),
        rate: other.alternative.text.clone(),
        label: Some(other.text.clone()),
    });
    let alternatives = asked_rows.chain(other_rows).collect();
    let method_reason = shown
        .and_then(|shown| shown.outcome.as_ref().err().copied())
        .filter(|reason| found.reason != Some(*reason));
    // Text that is no target is not shown as one's value; the words stay in `raw`.
    let target = found
        .target
        .as_ref()
        .filter(|_| found.kind != TargetKind::None || has_words(found.target.as_ref()));
    v1::Measurement {
        period: found.period.or_else(own_period).map(period),
        basis: words::basis(found.basis).to_owned(),
        against: words::against(found.against).to_owned(),
        target: target.map(point),
        actual: found.actual.as_ref().map(point),
        rate: found.rate.as_ref().map(percent),
        progress: found.progress.as_ref().map(percent),
        final_progress: found.final_progress.as_ref().map(percent),
        formula: formula(found, lang),
        explanation: None,
        method: shown
            .filter(|shown| shown.outcome.is_ok())
            .map(|shown| shown.method.to_owned()),
        shown_rate: shown.and_then(|shown| shown.text.clone()),
        method_reason: method_reason.map(|reason| words::reason(reason).to_owned()),
        alternatives,
        status: found.status,
        assumed: Vec::new(),
        reason: found.reason.map(|reason| words::reason(reason).to_owned()),
        printed_rate: found.printed_rate.clone(),
        check: found.check,
    }
}

fn has_words(point: Option<&Point>) -> bool {
    point.is_some_and(|point| !point.raw.trim().is_empty())
}

/// The ids of each project's own indicators.
fn own_kpis(assessment: &Assessment) -> Vec<Vec<String>> {
    let mut own = vec![Vec::new(); assessment.recognised.projects.len()];
    for (indicator, id) in assessment
        .recognised
        .indicators
        .iter()
        .zip(&assessment.indicator_ids)
    {
        if let Some(own) = indicator.project.and_then(|project| own.get_mut(project)) {
            own.push(id.clone());
        }
    }
    own
}

fn project(
    assessment: &Assessment,
    index: usize,
    found: &Project,
    kpis: Vec<String>,
    lang: Lang,
) -> v1::Project {
    let ratings = &assessment.ratings;
    let combined = ratings.combined.get(index).and_then(Option::as_ref);
    let suggested = ratings.projects.get(index).and_then(Option::as_ref);
    let label = combined
        .map(|label| combined_label(assessment, label, lang))
        .or_else(|| suggested.map(|label| suggested_label(assessment, label, lang)));
    let overall = ratings.project_overall.get(index).and_then(Option::as_ref);
    v1::Project {
        id: id(&assessment.project_ids, Some(index)).unwrap_or_default(),
        name: found.name.clone(),
        parent: id(&assessment.project_ids, found.parent),
        sheet_nos: found.sheet_nos.clone(),
        grant_name: found.grant_name.clone(),
        term: found.term.map(term),
        cost: found.cost.as_ref().map(point),
        grant: found.grant.as_ref().map(point),
        kpis,
        printed: printed(&found.printed),
        texts: texts(&found.texts),
        label,
        overall_label: overall.map(|label| overall_label(assessment, label, lang)),
        at: place(&found.at),
    }
}

fn suggested_label(assessment: &Assessment, label: &Suggestion, lang: Lang) -> v1::Label {
    let counted = label.counted.iter().map(|counted| {
        let rate = counted.rate.as_ref().map(|rate| format!("{rate}%"));
        link(assessment, counted.indicator, rate, true)
    });
    let dropped = label.dropped.iter().map(|dropped| {
        let status = dropped.status.map(|status| status.id().to_owned());
        link(assessment, dropped.indicator, status, false)
    });
    v1::Label {
        rule_set: grant::RULE_SET.to_owned(),
        grade: label.grade.clone(),
        text: label.text.clone(),
        nature: Nature::Judgement.id().to_owned(),
        because: labels::suggested(label, lang),
        check: label.check,
        basis: Basis::Inferred.id().to_owned(),
        chain: counted.chain(dropped).flatten().collect(),
        ..v1::Label::default()
    }
}

fn notice(assessment: &Assessment, remark: &Remark, lang: Lang) -> v1::Notice {
    let found = &assessment.recognised;
    let about = About {
        kpi: remark
            .indicator
            .and_then(|index| found.indicators.get(index))
            .map(|kpi| kpi.name.as_str()),
        project: remark
            .project
            .and_then(|index| found.projects.get(index))
            .map(|project| project.name.as_str()),
    };
    v1::Notice {
        code: remark.code,
        severity: remark.code.severity(),
        message: message(remark, about, lang),
        at: remark.at.as_ref().map(place),
        kpi: id(&assessment.indicator_ids, remark.indicator),
        measurement: remark.measurement,
        project: id(&assessment.project_ids, remark.project),
        field: remark.field.map(str::to_owned),
        numbers: remark.numbers.clone(),
        proposal: remark.proposal.clone(),
    }
}

/// Counts an indicator.
pub(super) fn count(summary: &mut v1::Summary, kpi: &v1::Kpi) {
    summary.kpis += 1;
    *summary.count_mut(kpi.standing()) += 1;
    summary.assumed += usize::from(kpi.is_provisional());
    let mismatches = kpi
        .measurements
        .iter()
        .filter(|found| found.check == Check::Mismatch);
    summary.mismatches += mismatches.count();
}

fn printed(printed: &Printed) -> Option<v1::Printed> {
    let next_step = printed
        .next_step
        .clone()
        .map(|(grade, text)| v1::NextStep { grade, text });
    (!printed.is_empty()).then(|| v1::Printed {
        status: printed.status.clone(),
        ratings: (!printed.ratings.is_empty()).then(|| printed.ratings.clone()),
        overall: printed.overall.clone(),
        label: printed.label.clone(),
        grade: printed.grade.clone(),
        next_step,
    })
}

fn point(point: &Point) -> v1::Point {
    v1::Point {
        value: point.value.map(plain),
        raw: point.raw.clone(),
        period: point.period.map(period),
        basis: Some(words::basis(point.basis).to_owned()),
        derived: point.derived,
        estimated: point.estimated,
        scoped: point.scoped.clone(),
        absence: point.absence.map(|reason| words::reason(reason).to_owned()),
        note: point.note.clone(),
        at: point.at.as_ref().map(place),
    }
}

fn texts(texts: &[Text]) -> Vec<v1::Text> {
    let texts = texts.iter().map(|text| v1::Text {
        role: words::text_role(text.role).to_owned(),
        text: text.text.clone(),
        at: text.at.as_ref().map(place),
    });
    texts.collect()
}

fn place(at: &Place) -> v1::Place {
    v1::Place {
        sheet: at.sheet.clone(),
        row: at.row,
        column: at.column,
        cell: at.cell(),
        line: at.line,
        page: at.page,
    }
}

fn term(term: Term) -> v1::Term {
    v1::Term {
        start: term.start.map(period),
        end: term.end.map(period),
    }
}

fn period(period: Period) -> String {
    period.to_string()
}

/// The contract's own rates: one decimal, half up.
fn percent(rate: &Fraction) -> String {
    rate.percent(1, Rounding::HalfUp)
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

pub(super) fn id(ids: &[String], index: Option<usize>) -> Option<String> {
    ids.get(index?).cloned()
}
