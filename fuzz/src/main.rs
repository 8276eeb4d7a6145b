//! Coverage-guided runs of one target: `cargo xtask fuzz TARGET`, which sets `FUZZ_TARGET`.
#![no_main]

#[path = "../mutate.rs"]
mod mutate;
#[path = "../../tests/native/common/office.rs"]
mod office;
#[path = "../seeds.rs"]
mod seeds;
#[path = "../targets.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

use crate::mutate::Chance;
use crate::targets::{TARGETS, Target};

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let wanted = std::env::var("FUZZ_TARGET").unwrap_or_default();
    let found = TARGETS.iter().find(|target| target.name == wanted);
    found.unwrap_or_else(|| panic!("FUZZ_TARGET: `{wanted}` is none of the targets"))
});

fuzz_target!(
    init: write_seeds(),
    |data: &[u8]| (TARGET.run)(data)
);

/// Puts the seeds of the target into the folder `FUZZ_SEEDS`, before the fuzzer reads it.
fn write_seeds() {
    let Some(folder) = std::env::var_os("FUZZ_SEEDS").map(PathBuf::from) else {
        return;
    };
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    for (number, seed) in seeds::of(&TARGET, &tests).iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:04}")), seed).expect("the folder of the seeds is there");
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let raw = &mut |mut bytes: Vec<u8>, _: &mut Chance| {
        let size = bytes.len();
        bytes.resize((size + 256).min(max_size.max(size)), 0);
        let most = bytes.len();
        let now = fuzzer_mutate(&mut bytes, size, most);
        bytes.truncate(now);
        bytes
    };
    let changed = mutate::input(&data[..size], TARGET.shape, &mut Chance::new(seed.into()), raw);
    // What does not fit any more is changed as plain bytes.
    if changed.is_empty() || changed.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..changed.len()].copy_from_slice(&changed);
    changed.len()
});
