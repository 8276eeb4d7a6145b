//! The view of a result ↔ its address.

use crate::ui::components::check::CHECK;
use crate::ui::components::notice_list::listed;
use crate::ui::reading::Reading;
use crate::ui::view::NOTICES;
use crate::ui::view::Panel;
use crate::ui::view::RESULT;
use crate::ui::view::Step;
use crate::ui::view::Target;
use crate::ui::view::View;
use crate::ui::way::address::Address;
use crate::ui::way::address::is_addressed;

/// The step is shown over the view, which stays as it is: what takes a sheet in, and what hands the result out.
pub fn is_above(step: Step) -> bool {
    matches!(step, Step::TakeIn | Step::HandOut)
}

/// Where the view is.
pub fn address_of(view: &View) -> Address {
    let chosen = view.listing.chosen();
    Address {
        step: view.step,
        sheet: None,
        panels: Some(view.panels.clone()).filter(|panels| *panels != view.usual(view.step)),
        kpi: view.kpi.filter(|_| view.inspects).map(|index| index + 1),
        chosen: chosen
            .filter(|(facet, _)| is_addressed(*facet))
            .map(|(facet, word)| (facet, word.to_owned()))
            .collect(),
        order: view.listing.order,
    }
}

/// The view at an address; the focus goes to what was asked for: the details, else a panel that was opened, else the
/// heading of the step. What an address does not say stays.
#[must_use]
pub fn going(view: &View, address: &Address, reading: &Reading, editable: bool) -> View {
    if is_above(address.step) {
        return view.clone();
    }
    let mut next = View {
        step: address.step,
        panels: match &address.panels {
            Some(panels) => panels.clone(),
            None => view.usual(address.step),
        },
        ..view.clone()
    };
    listing(&mut next, address);
    let last = reading.evaluation.kpis.len();
    if let Some(index) = address.kpi.filter(|kpi| *kpi <= last).map(|kpi| kpi - 1) {
        if view.inspects && view.kpi == Some(index) {
            return next;
        }
        // On its page of the table, and in its step, whichever holds the details.
        let there = next.at(Target::Kpi(index), None, reading).inspecting(index);
        return there;
    }
    next.inspects = false;
    let id = if view.inspects && view.step == next.step && view.panels == next.panels {
        return next.leaving();
    } else if let Some(back) = next
        .back
        .take_if(|_| view.panels.contains(&Panel::Source) && !next.panels.contains(&Panel::Source))
    {
        back
    } else if view.step == next.step {
        let opened = next.panels.difference(&view.panels).next();
        opened.map_or_else(
            || heading(next.step, reading, editable).to_owned(),
            |panel| panel.heading().to_owned(),
        )
    } else {
        heading(next.step, reading, editable).to_owned()
    };
    next.wishing(id)
}

/// With the filters and the order of an address; what it cannot say stays.
fn listing(view: &mut View, address: &Address) {
    let mut listing = view.listing.ordered(address.order);
    let gone = view.listing.chosen().filter(|(facet, word)| {
        is_addressed(*facet) && !address.chosen.contains(&(*facet, (*word).to_owned()))
    });
    for (facet, word) in gone {
        listing = listing.toggled(facet, word);
    }
    for (facet, word) in &address.chosen {
        if !listing.has(*facet, word) {
            listing = listing.toggled(*facet, word);
        }
    }
    if listing != view.listing {
        view.listing = listing;
        view.page = 0;
    }
}

/// The id of the heading of a step.
fn heading(step: Step, reading: &Reading, editable: bool) -> &'static str {
    match step {
        Step::Check if listed(reading, editable) > 0 => NOTICES,
        Step::Check => CHECK,
        Step::Judge => Panel::Judging.heading(),
        Step::TakeIn | Step::Evaluate | Step::HandOut => RESULT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::rc::Rc;

    use crate::app::listing::facet::Facet;
    use crate::ui::view::INSPECTOR;
    use kpi_report::contract::v1;

    fn reading() -> Reading {
        let evaluation = v1::Evaluation {
            kpis: vec![v1::Kpi::default(); 3],
            ..v1::Evaluation::default()
        };
        Reading::new(Rc::default(), evaluation, Vec::new())
    }

    fn at(view: &View, fragment: &str) -> View {
        let address = Address::read(fragment).expect("an address");
        going(view, &address, &reading(), true)
    }

    fn begun() -> View {
        View {
            first: [Panel::Questions].into(),
            panels: [Panel::Questions].into(),
            ..View::default()
        }
    }

    fn focus(view: &View) -> Option<&str> {
        view.reveal.as_ref().map(|(id, _)| id.as_str())
    }

    #[test]
    fn the_beginning_is_the_evaluation_as_it_is_usually_shown() {
        assert_eq!(address_of(&begun()), Address::default());
        assert_eq!(address_of(&begun()).write(), "step=evaluate");
    }

    #[test]
    fn a_step_opens_its_panels_and_its_heading_has_the_focus() {
        let judging = at(&begun(), "step=judge");
        assert!(judging.panels.contains(&Panel::Judging) && !judging.panels.contains(&Panel::Questions));
        assert_eq!(focus(&judging), Some(Panel::Judging.heading()));
        let back = at(&judging, "step=evaluate");
        assert_eq!(back.panels, begun().panels);
        assert_eq!(focus(&back), Some(RESULT));
    }

    #[test]
    fn every_view_comes_back_from_its_address() {
        let judging = at(&begun(), "step=judge");
        let views = [
            begun().toggling(Panel::Questions),
            begun().toggling(Panel::Source),
            judging.toggling(Panel::Findings),
            judging.inspecting(2),
            begun().listed(begun().listing.toggled(Facet::Status, "achieved")),
        ];
        for view in views {
            let address = address_of(&view);
            assert_eq!(address_of(&at(&begun(), &address.write())), address);
        }
    }

    #[test]
    fn details_are_shown_and_left_and_a_kpi_that_is_not_there_is_none() {
        let shown = at(&begun(), "step=evaluate&kpi=3");
        assert_eq!((shown.kpi, shown.inspects), (Some(2), true));
        assert_eq!(focus(&shown), Some(INSPECTOR));
        let left = at(&shown, "step=evaluate");
        assert!(!left.inspects);
        assert_eq!(focus(&left), Some("ke-kpi-2-open"), "back to the row");
        assert!(!at(&begun(), "step=evaluate&kpi=4").inspects);
    }

    #[test]
    fn what_an_address_cannot_say_stays() {
        let of_section = begun().listed(begun().listing.toggled(Facet::Section, "産業"));
        let next = at(&of_section, "step=evaluate&status=achieved");
        assert!(next.listing.has(Facet::Section, "産業") && next.listing.has(Facet::Status, "achieved"));
        let back = at(&next, "step=evaluate");
        assert!(back.listing.has(Facet::Section, "産業") && !back.listing.has(Facet::Status, "achieved"));
    }

    #[test]
    fn what_stands_above_the_view_leaves_it_as_it_is() {
        let judging = at(&begun(), "step=judge");
        assert_eq!(at(&judging, "step=hand-out"), judging);
    }
}
