//! Against the value that the year expects (期待値), given per year.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Against, Reason};
use kpi_readers::base::fraction::Fraction;

/// `actual ÷ the year's expected value`; where less is better the other way round.
pub const METHOD: Method = Method {
    id: "expected-value",
    run,
};

/// # Shape and units
/// Levels in one unit, the target one of the actual's own period; 1 = 100 %.
///
/// # Errors
/// [`Reason::NoExpectedValue`] where the only target is the final one; [`Reason::NotALevel`];
/// [`Reason::TargetZero`], [`Reason::ActualZero`], [`Reason::Negative`], [`Reason::NoRatio`],
/// [`Reason::UnknownDirection`].
///
/// # Source
/// 茨城県 総合戦略: 実績 ÷ 期待値, <https://vdocuments.pub/eoecoeoeffccccfkpie.html>.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.levels()?;
    if case.against != Against::Period {
        return Err(Reason::NoExpectedValue);
    }
    Ok(case.ratio_to(&Fraction::from(case.target))?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check};
    use crate::kpi::Direction;

    #[test]
    fn only_a_target_of_the_period_is_an_expected_value() {
        let given = case(Direction::Increase, "4000", "5163");
        check(&METHOD, &given, Ok("129.1"));
        let last = Case {
            against: Against::Final,
            ..given
        };
        check(&METHOD, &last, Err(Reason::NoExpectedValue));
    }
}
