//! Makes `dist/`: Trunk compiles and collects, `finish` does the rest.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

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
        // In this form a path may hold spaces. The reader's own flags are not asked: the build is the same everywhere.
        trunk.env_remove("RUSTFLAGS");
        trunk.env("CARGO_ENCODED_RUSTFLAGS", without_places().join("\x1f"));
    }
    // Trunk reads NO_COLOR as a switch of its own and refuses the customary `1`.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    shell::run(&mut trunk)?;
    finish::finish(&staged, &project::dist(), profile)
}

/// Flags that keep the places of this machine out of the module: panic messages name files. Two checkouts at different
/// paths, with different cargo homes, then give the same bytes.
fn without_places() -> Vec<String> {
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
    let cargo = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| home.map(|home| Path::new(&home).join(".cargo")));
    let mut places = vec![(project::root(), "/kpi-evaluator")];
    if let Some(cargo) = cargo {
        // The name of a registry's folder depends on how it is reached.
        let registries = fs::read_dir(cargo.join("registry/src"));
        places.push((cargo, "/cargo"));
        places.extend(
            registries
                .into_iter()
                .flatten()
                .flatten()
                .map(|entry| (entry.path(), "/cargo")),
        );
    }
    // The last that fits counts.
    places
        .iter()
        .map(|(place, name)| format!("--remap-path-prefix={}={name}", place.display()))
        .collect()
}

/// Where Trunk puts its part. `dist/` is replaced only once all is well, so a failed build leaves the last good one.
fn staging() -> PathBuf {
    project::root().join("target").join("dist")
}
