//! Which way is better, and what says so.
//!
//! A person's word before printed signs, before a printed amount of reduction, before the target's wording, before the
//! name's; otherwise more is better, assumed and marked. A target below the baseline never decides.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::evaluate::unit;
use crate::evaluate::vocabulary;
use crate::kpi::{Bound, Change, Direction, Indicator, Point, Relative};
use crate::text::class::Class;
use crate::text::lookup::Lookup;
use kpi_readers::base::remark::{Code, Remark};

/// What says which way is better.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum DirectionFrom {
    /// An arrow or word of a direction column.
    Printed,
    /// The name, or a printed amount of reduction.
    Wording,
    /// The target's own words: 現状以上, 80以上.
    Target,
    /// A person.
    User,
    /// Nothing.
    #[default]
    Assumed,
}

impl DirectionFrom {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// The direction with its source and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which way is better.
    pub direction: Direction,
    /// What says so.
    pub from: DirectionFrom,
    /// Contradictions and doubts.
    pub remarks: Vec<Remark>,
}

impl Told {
    fn new(direction: Direction, from: DirectionFrom) -> Self {
        Self {
            direction,
            from,
            remarks: Vec::new(),
        }
    }
}

/// Tells which way is better for an indicator whose values are in `unit`.
pub fn tell(indicator: &Indicator, unit: Option<&str>, user: Option<Direction>) -> Told {
    if let Some(direction) = user {
        return Told::new(direction, DirectionFrom::User);
    }
    let remark = |code| Remark::new(code, Some(indicator.at.clone())).on_field("direction");
    let signs = distinct(indicator.printed_directions.iter().copied());
    if signs.len() > 1 {
        let words = signs.iter().map(|sign| sign.id());
        let mut told = Told::new(Direction::Unknown, DirectionFrom::Printed);
        told.remarks.push(remark(Code::DirectionContradicts).with(words));
        return told;
    }
    let printed = signs.first().copied();
    let counts_reduction = values(indicator).any(|point| point.change == Some(Change::Reduction));
    match printed {
        // The arrow says that the subject shall fall, the cells count by how much it fell.
        Some(Direction::Decrease) if counts_reduction => {
            Told::new(Direction::Increase, DirectionFrom::Wording)
        }
        Some(direction) => Told::new(direction, DirectionFrom::Printed),
        None if counts_reduction => Told::new(Direction::Increase, DirectionFrom::Wording),
        None => {
            let mut told = unprinted(indicator, unit, &remark);
            let unread = indicator.direction_unread.as_deref();
            told.remarks.extend(
                unread.map(|text| remark(Code::DirectionUnread).with([indicator.name.as_str(), text])),
            );
            told
        }
    }
}

fn unprinted(indicator: &Indicator, unit: Option<&str>, remark: &dyn Fn(Code) -> Remark) -> Told {
    if is_rank(&indicator.name, unit) {
        return Told::new(Direction::Decrease, DirectionFrom::Wording);
    }
    let by_targets = distinct(targets(indicator).filter_map(by_target));
    if let [direction] = *by_targets.as_slice() {
        return Told::new(direction, DirectionFrom::Target);
    }
    if let Some(direction) = by_name(&indicator.name, unit) {
        return Told::new(direction, DirectionFrom::Wording);
    }
    let mut told = Told::new(Direction::Increase, DirectionFrom::Assumed);
    if let Some(subject) = unwanted(&indicator.name) {
        told.remarks
            .push(remark(Code::DirectionDoubtful).with([indicator.name.as_str(), subject]));
    }
    told
}

/// What the name of an indicator says: 削減 and the like at its end, a bound that qualifies its value.
///
/// # Examples
/// ごみの削減 → decrease; 職員の削減数 → increase; 食品ロス削減協力店舗数 → `None`, the shops are counted;
/// 農地面積減少率を12%に抑える in ha → increase (a floor), in % → decrease; 満足度80%以上 → increase.
pub fn by_name(name: &str, unit: Option<&str>) -> Option<Direction> {
    let name = outside_parentheses(name);
    let core = without_endings(&name);
    let ends = |words: &[&str]| words.iter().any(|word| core.ends_with(word));
    if ends(vocabulary::HOLDS)
        && let Some(loss) = loss(core)
    {
        return Some(if loss.is_in(unit) {
            Direction::Decrease
        } else {
            Direction::Increase
        });
    }
    let counted = |counter: &&str| {
        let head = core.strip_suffix(counter);
        head.is_some_and(|head| vocabulary::REDUCTIONS.iter().any(|word| head.ends_with(word)))
    };
    if vocabulary::COUNTERS.iter().any(counted) {
        return Some(Direction::Increase);
    }
    if ends(vocabulary::REDUCTIONS) {
        return Some(Direction::Decrease);
    }
    if ends(vocabulary::RISES) && !ends(vocabulary::NO_RISES) {
        return Some(Direction::Increase);
    }
    by_bound(&name)
}

/// The values are places in an order, of which the first is the best: 全国順位, values in 位. 優先順位 is no value.
fn is_rank(name: &str, unit: Option<&str>) -> bool {
    let name = outside_parentheses(name);
    let core = without_endings(&name);
    let is_named = vocabulary::RANKS.iter().any(|word| core.ends_with(word));
    match unit {
        Some("位" | "番" | "番目") => true,
        Some(_) => false,
        None => is_named && !core.ends_with("優先順位"),
    }
}

/// The name says by itself that changes are counted, not levels: 増減数, 削減量.
pub fn counts_change(name: &str) -> bool {
    ["増", "減", "純増", "解消", "短縮"]
        .iter()
        .any(|word| name.contains(word))
}

/// A loss that a name speaks of, and what follows the word.
struct Loss<'a> {
    tail: &'a str,
}

impl Loss<'_> {
    /// The values are those of the loss itself.
    fn is_in(&self, unit: Option<&str>) -> bool {
        if vocabulary::LOSS_COUNTERS
            .iter()
            .any(|counter| self.tail.starts_with(counter))
        {
            return true;
        }
        match unit {
            Some(unit) => unit::is_percent(unit),
            None => self.tail.starts_with('率') || self.tail.starts_with("割合"),
        }
    }
}

fn loss(core: &str) -> Option<Loss<'_>> {
    vocabulary::LOSSES.iter().find_map(|word| {
        let (start, _) = core.match_indices(word).find(|&(start, _)| {
            let end = start + word.len();
            let until = core.get(..end).unwrap_or_default();
            !vocabulary::NO_LOSSES.iter().any(|other| until.ends_with(other))
        })?;
        Some(Loss {
            tail: core.get(start + word.len()..)?,
        })
    })
}

/// 80%以上, 10分以内にする: a bound that ends the name and stands behind a number.
fn by_bound(name: &str) -> Option<Direction> {
    let mut core = name.trim_end_matches('。');
    for tail in vocabulary::BOUND_TAILS {
        let Some(head) = core.strip_suffix(tail) else {
            continue;
        };
        if vocabulary::BOUNDS.iter().any(|(bound, _)| head.ends_with(bound)) {
            core = head;
        }
    }
    let (head, floor) = vocabulary::BOUNDS
        .iter()
        .find_map(|&(bound, floor)| Some((core.strip_suffix(bound)?, floor)))?;
    let short_unit = head.chars().rev().take(6).any(|c| c.is_ascii_digit());
    short_unit.then_some(if floor {
        Direction::Increase
    } else {
        Direction::Decrease
    })
}

fn by_target(point: &Point) -> Option<Direction> {
    let relative = point.relative.map(|relative| match relative {
        Relative::AtLeastBaseline => Direction::Increase,
        Relative::AtMostBaseline => Direction::Decrease,
        Relative::KeepBaseline => Direction::Maintain,
    });
    let bound = point.bound.map(|bound| match bound {
        Bound::AtLeast => Direction::Increase,
        Bound::AtMost => Direction::Decrease,
    });
    relative.or(bound).or(point.wording)
}

/// The subject of the name, if less of it is better as a rule and no action on it is counted.
fn unwanted(name: &str) -> Option<&'static str> {
    static UNWANTED: LazyLock<Lookup> = LazyLock::new(|| Lookup::of(vocabulary::UNWANTED.iter().copied()));
    let name = outside_parentheses(name);
    let subject = vocabulary::UNWANTED.get(UNWANTED.first_in(&name)?)?;
    let rest = name.replace(subject, "");
    (!vocabulary::ACTIONS.iter().any(|action| rest.contains(action))).then_some(subject)
}

/// Parentheses name a scope or a source, not the value: 収入を得た人数(年間1万円以上).
fn outside_parentheses(name: &str) -> Cow<'_, str> {
    if !Class::of(name).has(Class::BRACKET | Class::BLANK) {
        return Cow::Borrowed(name);
    }
    let mut depth = 0_usize;
    let kept = name.chars().filter(|c| {
        match c {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0 && !c.is_whitespace()
    });
    Cow::Owned(kept.collect())
}

fn without_endings(name: &str) -> &str {
    let mut core = name;
    while let Some(head) = vocabulary::ENDINGS
        .iter()
        .find_map(|ending| core.strip_suffix(ending))
    {
        core = head;
    }
    core
}

fn targets(indicator: &Indicator) -> impl Iterator<Item = &Point> {
    indicator
        .observations
        .iter()
        .filter_map(|seen| seen.target.as_ref())
        .chain(&indicator.final_target)
}

fn values(indicator: &Indicator) -> impl Iterator<Item = &Point> {
    let actuals = indicator
        .observations
        .iter()
        .filter_map(|seen| seen.actual.as_ref());
    targets(indicator).chain(actuals)
}

fn distinct(directions: impl Iterator<Item = Direction>) -> Vec<Direction> {
    let mut distinct = Vec::new();
    for direction in directions {
        if !distinct.contains(&direction) {
            distinct.push(direction);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, unit: &str, expected: Option<Direction>) {
        let unit = (!unit.is_empty()).then_some(unit);
        assert_eq!(by_name(name, unit), expected, "{name}");
    }

    #[test]
    fn a_reduction_is_wanted_and_a_counted_reduction_is_wanted_more() {
        check("ごみ排出量の削減", "t", Some(Direction::Decrease));
        check("CO2排出量を削減する", "t", Some(Direction::Decrease));
        check("待機児童の解消", "人", Some(Direction::Decrease));
        check("残業時間を減らす", "時間", Some(Direction::Decrease));
        check("職員の削減数", "人", Some(Direction::Increase));
        check("経費削減額", "千円", Some(Direction::Increase));
        check("ごみ減量化率", "%", Some(Direction::Increase));
        check("空き家解消件数", "件", Some(Direction::Increase));
    }

    #[test]
    fn a_word_inside_the_name_of_something_else_says_nothing() {
        check("食品ロス削減協力店舗数", "店", None);
        check("待機児童解消のための施設数", "施設", None);
        check("企業数", "事業所", None);
        check("社会増減", "人", None);
    }

    #[test]
    fn a_held_back_loss_is_a_floor_unless_the_values_are_its_rate() {
        check("農地面積減少率を12%に抑える", "ha", Some(Direction::Increase));
        check("農地減少率を抑える", "%", Some(Direction::Decrease));
        check("農地減少率を抑える", "", Some(Direction::Decrease));
        check("農地の減少を抑える", "ha", Some(Direction::Increase));
        check("人口減少を抑制する", "人", Some(Direction::Increase));
        check("農地減少面積を抑える", "ha", Some(Direction::Decrease));
        check("医療費の抑制", "千円", Some(Direction::Decrease));
        check("ごみの量を抑える", "t", Some(Direction::Decrease));
    }

    #[test]
    fn a_bound_counts_only_where_it_qualifies_the_value() {
        check("満足度80%以上", "%", Some(Direction::Increase));
        check("待ち時間を10分以内にする", "分", Some(Direction::Decrease));
        check("自営型テレワークで収入を得た人数(年間1万円以上)", "人", None);
        check("65歳以上の就業率", "%", None);
        check("年収200万円以下の世帯数", "世帯", None);
    }

    #[test]
    fn a_doubt_is_raised_by_the_subject_and_calmed_by_an_action() {
        for name in [
            "交通事故件数",
            "1人1日当たりごみ排出量",
            "待機児童数",
            "火災発生件数",
            "刑法犯認知件数",
        ] {
            assert!(unwanted(name).is_some(), "{name}");
        }
        for name in [
            "事故防止講習参加者数",
            "空き家バンク登録件数",
            "ごみ資源化率",
            "商店街空き店舗活用実績数",
            "農家数",
        ] {
            assert_eq!(unwanted(name), None, "{name}");
        }
    }

    #[test]
    fn the_first_of_an_order_is_the_best() {
        for (name, unit, expected) in [
            ("全国順位", Some("位"), true),
            ("住みよさランキング", None, true),
            ("県内順位の向上", Some("位"), true),
            ("ランキング掲載数", Some("件"), false),
            ("優先順位", None, false),
            ("上位入賞数", None, false),
        ] {
            assert_eq!(is_rank(name, unit), expected, "{name}");
        }
    }

    fn indicator(name: &str, printed: &[Direction]) -> Indicator {
        Indicator {
            name: name.to_owned(),
            printed_directions: printed.to_vec(),
            ..Indicator::default()
        }
    }

    #[test]
    fn printed_signs_win_and_contradictions_are_unknown() {
        let told = tell(
            &indicator("ごみの削減", &[Direction::Increase, Direction::Increase]),
            None,
            None,
        );
        assert_eq!(
            (told.direction, told.from),
            (Direction::Increase, DirectionFrom::Printed)
        );
        let told = tell(
            &indicator("企業数", &[Direction::Increase, Direction::Decrease]),
            None,
            None,
        );
        assert_eq!(told.direction, Direction::Unknown);
        assert_eq!(
            told.remarks.iter().map(|remark| remark.code).collect::<Vec<_>>(),
            [Code::DirectionContradicts]
        );
        let told = tell(
            &indicator("企業数", &[Direction::Increase, Direction::Decrease]),
            None,
            Some(Direction::Decrease),
        );
        assert_eq!(
            (told.direction, told.from),
            (Direction::Decrease, DirectionFrom::User)
        );
    }

    #[test]
    fn a_printed_amount_of_reduction_is_wanted_the_more_it_is() {
        let mut row = indicator("職員数", &[]);
        row.final_target = Some(Point {
            change: Some(Change::Reduction),
            ..Point::default()
        });
        let told = tell(&row, None, None);
        assert_eq!(
            (told.direction, told.from),
            (Direction::Increase, DirectionFrom::Wording)
        );
        row.printed_directions = vec![Direction::Decrease];
        assert_eq!(tell(&row, None, None).direction, Direction::Increase);
    }
}
