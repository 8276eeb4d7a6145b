//! The status that speaks for a KPI, as it is handed out.

use crate::contract::v1;
use crate::contract::v1::Standing;
use crate::contract::v1::Status;
use crate::export::handout::Cell;
use crate::i18n::Lang;
use crate::i18n::handout;

/// The status with its mark; where it rests on an assumption, that word stands first.
pub fn status(status: Option<Status>, is_assumed: bool, lang: Lang) -> String {
    let words = handout::words(lang);
    let (mark, word) = (words.status)(status);
    let said = format!("{mark} {word}");
    if is_assumed {
        (words.provisional)(&said)
    } else {
        said
    }
}

/// The status of the KPI as a cell.
pub fn cell(kpi: &v1::Kpi, lang: Lang) -> Cell {
    let own = kpi.speaking().map(|speaking| speaking.status);
    let meaning = match own {
        Some(Status::Achieved) => "good",
        Some(Status::NotAchieved) => "poor",
        _ => "neutral",
    };
    Cell::Mark {
        text: status(own, kpi.is_provisional(), lang),
        meaning,
    }
}

/// All KPIs; achieved, of these assumed; not achieved, of these assumed; all others.
pub fn counts(found: &v1::Evaluation) -> [usize; 6] {
    let (met, met_assumed) = found.standing(Standing::Achieved);
    let (missed, missed_assumed) = found.standing(Standing::NotAchieved);
    let all = found.kpis.len();
    [all, met, met_assumed, missed, missed_assumed, all - met - missed]
}
