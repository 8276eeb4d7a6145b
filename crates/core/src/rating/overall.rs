//! Several printed ratings looked up into one (有効性×効率性). A combination that nobody has stated or printed is unknown
//! and stays so.

use crate::kpi::Printed;
use crate::rating::label_check::LabelCheck;
use crate::rating::rule_set::{Basis, RuleSet};
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::{Code, Remark};

/// What ratings make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    /// The letter.
    pub grade: String,
    /// Its words, if they are known.
    pub text: Option<String>,
    /// The ratings.
    pub of: Vec<String>,
    /// The table's name in Japanese.
    pub table: String,
    /// The same in English.
    pub table_en: Option<String>,
    /// Stated, or seen in a sheet.
    pub basis: Basis,
    /// The printed letter.
    pub printed: Option<String>,
    /// Ours against the printed one.
    pub check: LabelCheck,
}

impl Overall {
    /// What is to be told of it.
    pub fn remark(&self, at: &Place) -> Option<Remark> {
        let printed = self
            .printed
            .clone()
            .filter(|_| self.check == LabelCheck::Mismatch)?;
        let remark = Remark::new(Code::LabelDiffers, Some(at.clone())).on_field("overall");
        Some(Remark {
            proposal: Some(self.grade.clone()),
            ..remark.with([printed, self.grade.clone()])
        })
    }
}

/// Looks printed ratings up.
pub fn overall(printed: &Printed, rules: &RuleSet) -> Option<Overall> {
    let (table, cell) = rules
        .tables
        .iter()
        .find_map(|table| Some((table, table.find(&printed.ratings)?)))?;
    let check = match &printed.overall {
        Some(letter) if *letter == cell.grade => LabelCheck::Match,
        Some(_) => LabelCheck::Mismatch,
        None => LabelCheck::NotPrinted,
    };
    Some(Overall {
        grade: cell.grade.clone(),
        text: cell.text.clone(),
        of: cell.of.clone(),
        table: table.name.ja.clone(),
        table_en: table.name.en.clone(),
        basis: cell.basis,
        printed: printed.overall.clone(),
        check,
    })
}
