//! The rule sets that ship: one JSON document and one row each.

use std::sync::OnceLock;

use crate::rating::rule_set::RuleSet;

/// Id of the rule set that is taken where none is named.
pub const DEFAULT: &str = "plain";

/// Every preset, in the order of menus.
const PRESETS: &[&str] = &[
    include_str!("plain.json"),
    include_str!("capped.json"),
    include_str!("grant_labels.json"),
    include_str!("ibaraki.json"),
    include_str!("tama.json"),
    include_str!("sano.json"),
    include_str!("fuji.json"),
    include_str!("osaka_library.json"),
    include_str!("manifesto_2019.json"),
    include_str!("four_steps.json"),
    include_str!("ibaraki_truncated.json"),
    include_str!("tama_shares.json"),
    include_str!("tsukuba.json"),
    include_str!("kodaira_grants.json"),
    include_str!("omachi.json"),
    include_str!("nagayo.json"),
    include_str!("health_japan_21.json"),
    include_str!("etajima.json"),
    include_str!("etajima_change.json"),
    include_str!("kitsuki.json"),
    include_str!("fukuoka_welfare.json"),
    include_str!("reduction.json"),
    include_str!("tola_activity.json"),
    include_str!("open_sdg.json"),
    include_str!("eurostat.json"),
    include_str!("usaid.json"),
    include_str!("maintain_5.json"),
    include_str!("sections.json"),
];

/// Every preset. The documents are read once.
pub fn all() -> &'static [RuleSet] {
    static READ: OnceLock<Vec<RuleSet>> = OnceLock::new();
    READ.get_or_init(|| {
        PRESETS
            .iter()
            .filter_map(|json| RuleSet::parse(json).ok())
            .collect()
    })
}

/// The preset of an id.
pub fn find(id: &str) -> Option<RuleSet> {
    all().iter().find(|rules| rules.id == id).cloned()
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test stops where its premise fails")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rating::rule_set::Basis;
    use kpi_readers::base::fraction::Fraction;

    #[test]
    fn every_preset_is_a_rule_set_with_its_own_id_and_a_source() {
        let mut ids = BTreeSet::new();
        for json in PRESETS {
            let rules = match RuleSet::parse(json) {
                Ok(rules) => rules,
                Err(fault) => panic!("{fault:?} in {json}"),
            };
            assert!(ids.insert(rules.id.clone()), "{} twice", rules.id);
            assert!(rules.name.en.is_some(), "{} has no English name", rules.id);
            assert!(
                rules.basis == Basis::Own || rules.source.is_some(),
                "{} has no source",
                rules.id
            );
            let again = serde_json::to_string(&rules)
                .ok()
                .and_then(|json| RuleSet::parse(&json).ok());
            assert_eq!(again, Some(rules), "written and read again it is the same");
        }
        assert!(ids.contains(DEFAULT));
    }

    #[test]
    fn the_default_in_code_is_the_preset() {
        let plain = find(DEFAULT).map(|plain| RuleSet {
            name: RuleSet::default().name,
            note: None,
            ..plain
        });
        assert_eq!(plain, Some(RuleSet::default()));
    }

    #[track_caller]
    fn check(id: &str, rates: &[(i64, i64, &str)]) {
        let rules = find(id).expect("a preset");
        for &(actual, target, expected) in rates {
            let rate = Fraction::ratio(actual.into(), target.into()).expect("a rate");
            let band = rules.band(&rate).expect("a band");
            assert_eq!(
                band.grade.as_deref().unwrap_or(&band.text),
                expected,
                "{id}: {actual}/{target}"
            );
        }
    }

    #[test]
    fn both_sides_of_every_bound_get_their_own_word() {
        check(
            "ibaraki",
            &[
                (1000, 1000, "A"),
                (999, 1000, "B+"),
                (800, 1000, "B+"),
                (799, 1000, "B"),
                (500, 1000, "B"),
                (499, 1000, "C"),
            ],
        );
        check(
            "tama",
            &[
                (100, 100, "着実に進んでいる"),
                (999, 1000, "概ね進んでいる"),
                (600, 1000, "概ね進んでいる"),
                (599, 1000, "改善や工夫が必要"),
            ],
        );
        check(
            "sano",
            &[
                (100, 100, "7"),
                (999, 1000, "6"),
                (90, 100, "6"),
                (899, 1000, "5"),
                (80, 100, "5"),
                (799, 1000, "4"),
                (70, 100, "4"),
                (699, 1000, "3"),
                (60, 100, "3"),
                (599, 1000, "2"),
                (50, 100, "2"),
                (499, 1000, "1"),
            ],
        );
        check(
            "fuji",
            &[
                (80, 100, "80%以上"),
                (799, 1000, "50%以上80%未満"),
                (50, 100, "50%以上80%未満"),
                (499, 1000, "20%以上50%未満"),
                (20, 100, "20%以上50%未満"),
                (199, 1000, "20%未満"),
            ],
        );
        check(
            "osaka-library",
            &[
                (110, 100, "A"),
                (1099, 1000, "B"),
                (80, 100, "B"),
                (799, 1000, "C"),
                (50, 100, "C"),
                (499, 1000, "D"),
            ],
        );
        check(
            "manifesto-2019",
            &[
                (100, 100, "A"),
                (999, 1000, "B"),
                (90, 100, "B"),
                (899, 1000, "C"),
                (80, 100, "C"),
                (799, 1000, "D"),
            ],
        );
        check(
            "four-steps",
            &[
                (120, 100, "大幅達成"),
                (1199, 1000, "達成"),
                (100, 100, "達成"),
                (999, 1000, "概ね達成"),
                (80, 100, "概ね達成"),
                (799, 1000, "未達成"),
            ],
        );
    }
}
