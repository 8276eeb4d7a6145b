//! A comparison, as it is handed from component to component.

use std::rc::Rc;

use kpi_report::compare::shape::Comparison;

/// A comparison as a property: the same only where it is the very same.
#[derive(Clone)]
pub struct Compared(pub Rc<Comparison>);

impl PartialEq for Compared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
