//! Holds the code to the map in `src/lib.rs`: no import of a sibling or of a higher floor, no web below the browser.
//! Between crates the compiler does; this does within them.

use std::fs;
use std::path::{Path, PathBuf};

/// A row of the map: floor and module path, with its crate but for the page.
struct Room {
    floor: u8,
    module: String,
}

fn map() -> Vec<Room> {
    let lib = include_str!("../../src/lib.rs");
    lib.lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("//! |")?.split('|').map(str::trim);
            let floor = cells.next()?.parse().ok()?;
            let module = cells.next()?.trim_matches('`').to_owned();
            Some(Room { floor, module })
        })
        .collect()
}

/// The crates of the product, and the folder of each one's code.
pub(crate) const CRATES: &[(&str, &str)] = &[
    ("kpi_readers", "crates/readers/src"),
    ("kpi_core", "crates/core/src"),
    ("kpi_report", "crates/report/src"),
    ("kpi_bridge", "crates/bridge/src"),
    ("kpi_engine", "crates/engine/src"),
    ("", "src"),
];

/// Every file of the product's code.
pub(crate) fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    CRATES
        .iter()
        .flat_map(|(_, folder)| files(&root.join(folder)))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// `crates/core/src/text/value.rs` → `kpi_core::text::value`, `src/app/desk.rs` → `app::desk`.
pub(crate) fn module_of(file: &Path) -> String {
    let path = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
    let (name, inside) = CRATES
        .iter()
        .find_map(|(name, folder)| Some((*name, path.strip_prefix(folder).ok()?)))
        .unwrap();
    let inside = inside.with_extension("");
    let parts = inside.iter().map(|part| part.to_str().unwrap());
    let is_root = |part: &str| part == "mod" || part == "lib" && !name.is_empty();
    let parts: Vec<_> = Some(name)
        .into_iter()
        .chain(parts)
        .filter(|part| !part.is_empty() && !is_root(part))
        .collect();
    parts.join("::")
}

/// The crate that a module stands in, as paths begin with it.
pub(crate) fn crate_of(module: &str) -> &'static str {
    let first = module.split("::").next().unwrap();
    CRATES
        .iter()
        .map(|(name, _)| *name)
        .find(|name| *name == first)
        .unwrap_or("")
}

fn room<'a>(map: &'a [Room], module: &str) -> Option<&'a Room> {
    let inside = |room: &&Room| module == room.module || module.starts_with(&format!("{}::", room.module));
    map.iter().filter(inside).max_by_key(|room| room.module.len())
}

/// Every path of a file that begins with `crate` or one of our crates, comments left out.
fn imports(text: &str, module: &str) -> Vec<String> {
    let own = crate_of(module);
    let mut paths = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let beginnings = CRATES
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !name.is_empty());
        for beginning in beginnings.chain(["crate"]) {
            for (at, _) in line.match_indices(&format!("{beginning}::")) {
                let rest = &line[at + beginning.len() + 2..];
                let end = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
                    .unwrap_or(rest.len());
                let inside = rest[..end].trim_end_matches(':');
                let crate_name = if beginning == "crate" { own } else { beginning };
                let parts = [crate_name, inside];
                let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                paths.push(parts.join("::"));
            }
        }
    }
    paths
}

#[test]
fn no_module_imports_its_own_floor_or_a_higher_one() {
    let map = map();
    assert!(map.len() >= 12, "the map in src/lib.rs has its rows");
    let mut faults = Vec::new();
    for file in sources() {
        let module = module_of(&file);
        let Some(here) = room(&map, &module) else { continue };
        for import in imports(&fs::read_to_string(&file).unwrap(), &module) {
            let Some(there) = room(&map, &import) else {
                continue;
            };
            if there.module != here.module && there.floor >= here.floor {
                faults.push(format!(
                    "{module} (floor {}) uses {import} (floor {})",
                    here.floor, there.floor
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_source_file_stands_in_a_room_of_the_map() {
    let map = map();
    let outside = ["lib", "main", "kpi_readers", "kpi_core", "kpi_report"];
    let lost: Vec<_> = sources()
        .iter()
        .map(|file| module_of(file))
        .filter(|module| room(&map, module).is_none() && !outside.contains(&module.as_str()))
        .collect();
    assert!(lost.is_empty(), "not in the map: {lost:?}");
}

#[test]
fn every_room_of_the_map_exists() {
    let modules: Vec<_> = sources().iter().map(|file| module_of(file)).collect();
    for room in map() {
        assert!(
            modules
                .iter()
                .any(|module| *module == room.module || module.starts_with(&format!("{}::", room.module))),
            "{} is in the map, but not in src",
            room.module
        );
    }
}

#[test]
fn nothing_below_the_browser_knows_the_web() {
    let map = map();
    let floor = |name: &str| map.iter().find(|room| room.module == name).unwrap().floor;
    let (browser, ui) = (floor("browser"), floor("ui"));
    let mut faults = Vec::new();
    for file in sources() {
        let module = module_of(&file);
        let Some(here) = room(&map, &module) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let uses = |word: &str| code.iter().any(|line| line.contains(&format!("{word}::")));
        for word in ["web_sys", "js_sys", "gloo", "wasm_bindgen", "serde_wasm_bindgen"] {
            if here.floor < browser && uses(word) {
                faults.push(format!("{module} uses {word}"));
            }
        }
        if here.floor < ui && uses("yew") {
            faults.push(format!("{module} uses yew"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Each kind of file is read by one function, so that a crate can take its place in one folder.
#[test]
fn readers_of_files_are_named_in_one_place() {
    const KINDS: &[&str] = &[
        "xlsx",
        "xls",
        "ods",
        "docx",
        "pdf",
        "spreadsheetml",
        "web_archive",
    ];
    let mut faults = Vec::new();
    for file in sources() {
        let module = module_of(&file);
        let text = fs::read_to_string(&file).unwrap();
        for kind in KINDS {
            let own = format!("kpi_readers::{kind}");
            let is_within = module == own || module.starts_with(&format!("{own}::"));
            let listed = text
                .split("use crate::{")
                .skip(1)
                .filter_map(|rest| rest.split_once("};"))
                .any(|(names, _)| names.split(',').any(|name| name.trim() == *kind));
            let names = imports(&text, &module)
                .iter()
                .any(|path| *path == own || path.starts_with(&format!("{own}::")));
            if (names || listed && module != "kpi_readers::file") && !is_within {
                faults.push(format!("{module} names {own}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
