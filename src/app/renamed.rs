//! What was said of a KPI goes with it when a correction gives it another id, which holds its name and its section's.

use std::collections::BTreeMap;

use crate::app::judging::Judgements;
use kpi_core::assess::Corrections;
use kpi_core::assess::indicator_rows;
use kpi_readers::base::place::Place;
use kpi_readers::sheet::Document;

/// The row of an indicator, and the how-manieth it is in it.
type Spot = (Place, usize);

/// Brings what is said of KPIs to the ids that the same rows of `document` have, now that it is corrected as `after` says
/// instead of as `before`. What has no row any more stays under its id: the name may come back.
pub(super) fn carry(
    document: &Document,
    before: &Corrections,
    after: &mut Corrections,
    judgements: &mut Judgements,
) {
    let renames = before.cells != after.cells || before.mapping != after.mapping;
    let is_said = !after.overrides.is_empty() || !after.earlier.is_empty() || !judgements.is_empty();
    if !is_said || !renames {
        return;
    }
    let spots: BTreeMap<String, Spot> = spots(indicator_rows(document, before)).collect();
    let ids: BTreeMap<Spot, String> = spots_by_id(indicator_rows(document, after));
    let now = |kpi: &str| spots.get(kpi).and_then(|spot| ids.get(spot)).cloned();
    after.overrides = carried(std::mem::take(&mut after.overrides), now);
    after.earlier = carried(std::mem::take(&mut after.earlier), now);
    *judgements = carried(std::mem::take(judgements), now);
}

/// What is said by ids, under the ids that `now` gives.
fn carried<T>(said: BTreeMap<String, T>, now: impl Fn(&str) -> Option<String>) -> BTreeMap<String, T> {
    let (carried, others): (Vec<_>, Vec<_>) = said
        .into_iter()
        .map(|(kpi, said)| {
            let now = now(&kpi);
            (now.is_some(), now.unwrap_or(kpi), said)
        })
        .partition(|(is_carried, ..)| *is_carried);
    // What is said of a KPI that is there counts more than what was left without one.
    let all = others.into_iter().chain(carried);
    all.map(|(_, kpi, said)| (kpi, said)).collect()
}

fn spots(rows: Vec<(String, Place)>) -> impl Iterator<Item = (String, Spot)> {
    let mut counts = BTreeMap::<Place, usize>::new();
    rows.into_iter().map(move |(id, row)| {
        let count = counts.entry(row.clone()).or_default();
        *count += 1;
        (id, (row, *count))
    })
}

fn spots_by_id(rows: Vec<(String, Place)>) -> BTreeMap<Spot, String> {
    spots(rows).map(|(id, spot)| (spot, id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::DeskChange;
    use crate::app::history::Step;
    use crate::app::inputs::Change;
    use crate::app::judging::Field;
    use crate::app::session::Action;
    use crate::app::session::Session;
    use kpi_readers::base::place::CellRef;

    const SHEET: &str = "指標名\t目標\t実績\n来館者教\t100\t90\n企業数\t10\t12\n企業数\t20\t12\n";

    fn session() -> Session {
        Session::default()
            .step(DeskChange::take(Document::pasted(SHEET)).into())
            .expect("a document is a change")
    }

    fn ids(session: &Session) -> Vec<String> {
        let document = session.inputs().document.clone().expect("a document");
        let rows = indicator_rows(&document, &session.inputs().corrections);
        rows.into_iter().map(|(id, _)| id).collect()
    }

    fn said(session: &Session) -> Vec<String> {
        session.inputs().corrections.overrides.keys().cloned().collect()
    }

    fn direct(session: &Session, kpi: &str) -> Session {
        let change = Change::Direction {
            kpi: kpi.to_owned(),
            direction: Some("decrease".to_owned()),
        };
        session.step(change.into()).expect("a change")
    }

    fn name(session: &Session, row: usize, name: &str) -> Session {
        let at = CellRef {
            sheet: 0,
            row,
            column: 0,
        };
        let text = Some(name.to_owned());
        session.step(Change::Cell { at, text }.into()).expect("a change")
    }

    #[test]
    fn what_was_said_of_a_kpi_goes_with_its_name_and_back_with_undo() {
        let session = session();
        let first = ids(&session)[0].clone();
        let directed = direct(&session, &first);
        let right = name(&directed, 1, "来館者数");
        assert_ne!(ids(&right)[0], first);
        assert_eq!(said(&right), [ids(&right)[0].clone()]);
        let back = right.step(Action::Step(Step::Undo)).expect("a step back");
        assert_eq!(said(&back), [first]);
        let again = back.step(Action::Step(Step::Redo)).expect("a step again");
        assert_eq!(said(&again), said(&right));
    }

    #[test]
    fn what_was_judged_goes_with_the_name_too() {
        let session = session();
        let first = ids(&session)[0].clone();
        let change = Change::Judge {
            kpi: first.clone(),
            field: Field::Cause,
            text: "天候".to_owned(),
        };
        let right = name(&session.step(change.into()).expect("a change"), 1, "来館者数");
        assert_ne!(ids(&right)[0], first);
        let judged: Vec<_> = right.inputs().judgements.keys().cloned().collect();
        assert_eq!(judged, [ids(&right)[0].clone()]);
    }

    #[test]
    fn what_it_was_in_an_earlier_sheet_goes_with_the_name_too() {
        let session = session();
        let first = ids(&session)[0].clone();
        let change = Change::Pair {
            kpi: first.clone(),
            earlier: Some("t1/入館者数".to_owned()),
        };
        let right = name(&session.step(change.into()).expect("a change"), 1, "来館者数");
        let said: Vec<_> = right.inputs().corrections.earlier.keys().cloned().collect();
        assert_eq!(said, [ids(&right)[0].clone()]);
    }

    #[test]
    fn an_earlier_kpi_is_one_of_this_sheet_only() {
        let pair = |session: &Session, kpi: &str, earlier: Option<&str>| {
            let (kpi, earlier) = (kpi.to_owned(), earlier.map(str::to_owned));
            session
                .step(Change::Pair { kpi, earlier }.into())
                .expect("a change")
        };
        let joined = pair(&pair(&session(), "a", Some("x")), "b", Some("x"));
        let said = |session: &Session| format!("{:?}", session.inputs().corrections.earlier);
        assert_eq!(said(&joined), r#"{"b": Some("x")}"#);
        let parted = pair(&pair(&joined, "c", None), "d", None);
        assert_eq!(said(&parted), r#"{"b": Some("x"), "c": None, "d": None}"#);
        let back = parted.step(Action::Step(Step::Undo)).expect("a step back");
        assert_eq!(said(&back), r#"{"b": Some("x"), "c": None}"#);
        let left = back
            .step(Change::Unpair("c".to_owned()).into())
            .expect("a change");
        assert_eq!(said(&left), said(&joined));
    }

    #[test]
    fn a_namesake_that_moves_up_keeps_its_own() {
        let session = session();
        let twin = ids(&session)[2].clone();
        let right = name(&direct(&session, &twin), 2, "事業所数");
        assert_ne!(ids(&right)[2], twin);
        assert_eq!(said(&right), [ids(&right)[2].clone()]);
    }

    #[test]
    fn two_names_that_change_places_keep_what_was_said_of_their_rows() {
        let session = session();
        let first = ids(&session)[0].clone();
        let between = name(&direct(&session, &first), 1, "企業数");
        let after = name(&between, 2, "来館者教");
        assert_eq!(said(&after), [ids(&after)[0].clone()]);
    }

    #[test]
    fn what_has_no_kpi_stays_until_its_name_comes_back() {
        let session = session();
        let orphan = direct(&session, "t9/誰も");
        assert_eq!(said(&name(&orphan, 1, "来館者数")), ["t9/誰も"]);
    }
}
