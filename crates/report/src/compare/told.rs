//! Flags and reasons in words.

use crate::compare::shape::{Definition, Flag, How, Moved};
use crate::contract::v1::Direction;
use crate::i18n::Lang;
use crate::i18n::comparison::{Words, words};
use crate::i18n::figures::grouped;
use crate::i18n::shown;

/// Why two KPIs are taken for the same.
pub(super) fn how(how: How, lang: Lang) -> &'static str {
    let words = words(lang);
    match how {
        How::Person => words.by_person,
        How::Name => words.by_name,
        How::Namesake => words.by_namesake,
        How::SectionRenamed => words.by_section_renamed,
        How::OtherSection => words.by_other_section,
        How::Brackets => words.by_brackets,
        How::Similar => words.by_similar,
        How::Figures => words.by_figures,
    }
}

/// A flag as a sentence.
pub(super) fn flag(flag: &Flag, lang: Lang) -> String {
    let words = words(lang);
    let changed = |what: &str, before: &str, now: &str| (words.changed)(what, before, now);
    match flag {
        Flag::Name { before, now } => changed(words.name, before, now),
        Flag::Section { before, now } => changed(words.section, or_none(before, words), or_none(now, words)),
        Flag::Unit { before, now, power } => {
            let told = changed(words.unit, before, now);
            let scale = if power.is_some() {
                words.scaled
            } else {
                words.not_scaled
            };
            format!("{told}{scale}")
        }
        Flag::Direction { before, now } => {
            changed(words.direction, direction(*before, words), direction(*now, words))
        }
        Flag::Definition { of, before, now } => defined(*of, before, now, words),
        Flag::Baseline {
            before,
            now,
            before_period,
            now_period,
        } => changed(
            words.baseline,
            &figure(before, before_period.as_ref(), lang),
            &figure(now, now_period.as_ref(), lang),
        ),
        Flag::FinalTarget {
            before,
            now,
            before_period,
            now_period,
            moved,
        } => {
            let told = changed(
                words.final_target,
                &figure(before, before_period.as_ref(), lang),
                &figure(now, now_period.as_ref(), lang),
            );
            format!("{told}{}", moved_by(*moved, words))
        }
        Flag::Target {
            period,
            before,
            now,
            moved,
        } => {
            let what = (words.of_year)(&shown::period(period, lang), words.target);
            let told = changed(&what, &grouped(before), &grouped(now));
            format!("{told}{}", moved_by(*moved, words))
        }
        Flag::ActualRevised { period, before, now } => {
            let what = (words.of_year)(&shown::period(period, lang), words.actual);
            changed(&what, &grouped(before), &grouped(now))
        }
        Flag::ActualNotUpdated {
            value,
            before_period,
            now_period,
        } => {
            let year = |period: &Option<String>| period.as_deref().map(|period| shown::period(period, lang));
            (words.not_updated)(
                &grouped(value),
                year(before_period).as_deref(),
                year(now_period).as_deref(),
            )
        }
        Flag::ActualMissing { period } => (words.missing)(
            period
                .as_deref()
                .map(|period| shown::period(period, lang))
                .as_deref(),
        ),
    }
}

fn defined(of: Definition, before: &str, now: &str, words: &Words) -> String {
    match of {
        Definition::Brackets => (words.changed)(words.brackets, or_none(before, words), or_none(now, words)),
        Definition::Basis => {
            (words.changed)(words.basis, (words.basis_word)(before), (words.basis_word)(now))
        }
        Definition::TargetKind => (words.changed)(
            words.target_kind,
            (words.kind_word)(before),
            (words.kind_word)(now),
        ),
    }
}

fn or_none<'a>(text: &'a str, words: &Words) -> &'a str {
    if text.is_empty() { words.none } else { text }
}

fn direction(direction: Direction, words: &Words) -> &'static str {
    match direction {
        Direction::Increase => words.increase,
        Direction::Decrease => words.decrease,
        Direction::Maintain => words.maintain,
        Direction::Unknown => words.unknown,
    }
}

fn figure(value: &str, period: Option<&String>, lang: Lang) -> String {
    let value = grouped(value);
    match period {
        Some(period) => (words(lang).figure_of)(&value, &shown::period(period, lang)),
        None => value,
    }
}

fn moved_by(moved: Moved, words: &Words) -> &'static str {
    match moved {
        Moved::Easier => words.easier,
        Moved::Harder => words.harder,
        Moved::Otherwise => "",
    }
}
