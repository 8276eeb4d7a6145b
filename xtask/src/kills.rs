//! Kills the renderer, and apart from that the whole browser, at moments of chance while the built page is edited, and says
//! what was lost (`benches/kills/`).
//!
//! No part of `test`: a kill takes some seconds, and fifty of each are what shows anything.

use crate::{Fault, chromium, setup, shell};

/// Kills each so many times, at the moments of a seed.
pub(crate) fn kills(times: &str, seed: Option<&str>) -> Result<(), Fault> {
    let number = |given: &str| {
        given
            .parse::<u32>()
            .map(drop)
            .map_err(|_| format!("`{given}` is no number"))
    };
    number(times)?;
    seed.map_or(Ok(()), number)?;
    setup::node_packages()?;
    let chromium = chromium::provide()?;
    shell::run(
        shell::command("node")
            .arg("benches/kills/run.mjs")
            .arg(times)
            .args(seed)
            .env("CHROMIUM", chromium.browser),
    )
}
