//! Against given shares of the final target: 20, 40, 60, 80, 100 % in years 1 to 5.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Direction, Reason};
use kpi_readers::base::fraction::Fraction;

/// `(actual ÷ final target) ÷ the year's share`.
pub const METHOD: Method = Method {
    id: "expected-shares",
    run,
};

/// # Shape and units
/// Actual and final target in one unit; 1 = as much as the year expects. Needs the plan's term and the rule set's
/// shares; after the last share the last one goes on.
///
/// # Errors
/// [`Reason::NoShares`], [`Reason::NoTerm`], [`Reason::NoPeriod`], [`Reason::OutsideTerm`],
/// [`Reason::NoFinalTarget`], [`Reason::NotCumulative`]; [`Reason::OtherDirection`] where less is better: a share of
/// a target that shall fall says nothing; [`Reason::TargetZero`], [`Reason::Negative`].
///
/// # Source
/// 多摩市 総合戦略（案）, <https://expydoc.com/doc/10040981/>.
fn run(case: &Case, terms: &Terms) -> Result<Outcome, Reason> {
    case.numeric()?;
    if case.direction != Direction::Increase {
        return Err(Reason::OtherDirection);
    }
    let goal = case.goal()?;
    let last = terms.shares.last().ok_or(Reason::NoShares)?;
    let share = terms.shares.get(case.year()? - 1).unwrap_or(last);
    let expected = Fraction::from(goal).times(&Fraction::from_percent(*share));
    Ok(case.ratio_to(&expected)?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, in_term, made, number};
    use kpi_readers::base::Decimal;

    #[test]
    fn each_year_has_its_share() {
        let terms = Terms {
            shares: [20, 40, 60, 80, 100].map(Decimal::from).to_vec(),
            ..Terms::default()
        };
        let in_year = |year: i32, actual: &str| {
            let case = Case {
                final_target: Some(number("500")),
                ..case(Direction::Increase, "500", actual)
            };
            made(
                &METHOD,
                &in_term(
                    Case {
                        target: number("1"),
                        ..case
                    },
                    2015,
                    year,
                    2019,
                ),
                &terms,
            )
        };
        assert_eq!(in_year(2015, "100"), Ok("100.0".to_owned()));
        assert_eq!(in_year(2016, "120"), Ok("60.0".to_owned()));
        assert_eq!(in_year(2019, "500"), Ok("100.0".to_owned()));
        assert_eq!(in_year(2021, "500"), Ok("100.0".to_owned()));
        assert_eq!(in_year(2014, "500"), Err(Reason::OutsideTerm));
    }
}
