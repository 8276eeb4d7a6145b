//! The ground floor: exact numbers, places, remarks, checksums.

pub mod checksum;
pub mod fraction;
pub mod invisible;
pub mod pairs;
pub mod place;
pub mod radicals;
pub mod raised;
pub mod remark;

pub use rust_decimal::Decimal;
