//! Makes `dist/`: Trunk compiles and collects, `finish` does the rest.

use std::env;
use std::path::PathBuf;

use crate::{Fault, finish, project, setup, shell};

/// How carefully the compiler works.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What is published: small and fast.
    Release,
    /// Quick to make, large, with names in stack traces.
    Debug,
}

/// Sets up what building needs, then builds.
pub(crate) fn build(profile: Profile) -> Result<(), Fault> {
    setup::for_building()?;
    bundle(profile)
}

/// Builds with what is there; needs no network.
pub(crate) fn bundle(profile: Profile) -> Result<(), Fault> {
    let staged = staging();
    let mut trunk = shell::command("trunk");
    trunk
        .args(["build", "--offline", "--skip-version-check", "--dist"])
        .arg(&staged);
    if profile == Profile::Release {
        trunk.arg("--release");
    }
    // Trunk reads NO_COLOR as a switch of its own and refuses the customary `1`.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    shell::run(&mut trunk)?;
    finish::finish(&staged, &project::dist(), profile)
}

/// Where Trunk puts its part. `dist/` is replaced only once all is well, so a failed build leaves the last good one.
fn staging() -> PathBuf {
    project::root().join("target").join("dist")
}
