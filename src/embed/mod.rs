//! What scripts of our own call: the page as a guest, and the worker's loop. What programs call is another module,
//! `kpi-engine`.

pub mod portal;
pub mod worker;
