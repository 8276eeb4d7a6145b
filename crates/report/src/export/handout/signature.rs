//! Which values a KPI has, and which KPIs can stand in one table.

use crate::contract::v1;

/// A period with what its numbers count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Of the contract.
    pub period: Option<String>,
    /// Of the contract.
    pub basis: String,
    /// Which of several alike of one KPI.
    pub nth: usize,
}

/// The slots of a KPI's measurements, in their order.
pub fn slots_of(kpi: &v1::Kpi) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for seen in &kpi.measurements {
        let is_alike = |slot: &&Slot| slot.period == seen.period && slot.basis == seen.basis;
        slots.push(Slot {
            period: seen.period.clone(),
            basis: seen.basis.clone(),
            nth: slots.iter().filter(is_alike).count(),
        });
    }
    slots
}

/// The target is one of the period, not the plan's last one said again.
pub fn has_own_target(seen: &v1::Measurement) -> bool {
    seen.against != "final" && seen.target.is_some()
}

/// What a KPI's measurements are held against.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Signature {
    slots: Vec<(Slot, Held)>,
    has_final: bool,
}

/// What an actual is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Own,
    Final,
    Nothing,
}

impl Signature {
    fn of(kpi: &v1::Kpi) -> Self {
        let held = kpi.measurements.iter().map(|seen| match seen.against.as_str() {
            "final" => Held::Final,
            _ if seen.target.is_some() => Held::Own,
            _ => Held::Nothing,
        });
        Self {
            slots: slots_of(kpi).into_iter().zip(held).collect(),
            has_final: kpi.final_target.is_some(),
        }
    }

    fn held(&self, slot: &Slot) -> Option<Held> {
        self.slots
            .iter()
            .find(|(own, _)| own == slot)
            .map(|(_, held)| *held)
    }
}

/// Runs of KPIs, as long as no empty cell of their common table says something: that a target is missing, where another
/// KPI has one for the year and this one is held against the final target; that an actual is missing, where there is a
/// final target and this KPI has nothing in that year.
pub fn runs(kpis: &[v1::Kpi]) -> Vec<&[v1::Kpi]> {
    let mut runs = Vec::new();
    let (mut first, mut known) = (0, Vec::<Signature>::new());
    for (index, kpi) in kpis.iter().enumerate() {
        let signature = Signature::of(kpi);
        if known.contains(&signature) {
            continue;
        }
        known.push(signature.clone());
        if !fit(&known) {
            runs.extend(kpis.get(first..index));
            (first, known) = (index, vec![signature]);
        }
    }
    runs.extend(kpis.get(first..));
    runs
}

fn fit(signatures: &[Signature]) -> bool {
    let slots = signatures.iter().flat_map(|signature| &signature.slots);
    slots.map(|(slot, _)| slot).all(|slot| {
        let has_target = signatures.iter().any(|other| other.held(slot) == Some(Held::Own));
        signatures.iter().all(|signature| match signature.held(slot) {
            Some(Held::Final) => !has_target,
            Some(Held::Own | Held::Nothing) => true,
            None => has_target || !signature.has_final,
        })
    })
}
