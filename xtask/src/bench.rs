//! Measures the built page and the API in Chromium, beside Papa Parse, SheetJS and a page of Preact, and writes
//! `BENCHMARKS.md` (`benches/page/`).
//!
//! No part of `test`: figures of a busy machine prove nothing, and it takes minutes.

use crate::{Fault, build, chromium, setup, shell};

/// Measures what is built; builds it first, unless `as_built`.
pub(crate) fn bench(as_built: bool) -> Result<(), Fault> {
    if !as_built {
        build::build(build::Profile::Release)?;
    }
    setup::node_packages()?;
    let chromium = chromium::provide()?;
    shell::run(
        shell::command("node")
            .arg("benches/page/run.mjs")
            .env("CHROMIUM", chromium.browser),
    )
}
