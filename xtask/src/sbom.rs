//! What the module is made of, in CycloneDX: every crate with version, licence, checksum and what it depends on.
//!
//! Of `cargo metadata` and `Cargo.lock`: what the page is compiled of for the browser, without what only tests and
//! build scripts use. No time and no random number goes in, so the same sources give the same list.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{Fault, project, setup, shell};

const PRODUCT: &str = "kpi-evaluator";

/// The list as JSON.
pub(crate) fn json() -> Result<String, Fault> {
    let mut command = shell::cargo();
    command.args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    command.args(["--filter-platform", setup::WASM]);
    let told = shell::output(&mut command).ok_or("`cargo metadata` failed")?;
    let metadata = serde_json::from_str(&told).map_err(|fault| format!("cargo metadata: {fault}"))?;
    let list = list(&metadata, &checksums(&project::read("Cargo.lock")?))
        .ok_or("cargo metadata does not have the expected form")?;
    Ok(format!("{list:#}\n"))
}

fn list(metadata: &Value, checksums: &BTreeMap<String, String>) -> Option<Value> {
    let packages: BTreeMap<&str, &Value> = metadata["packages"]
        .as_array()?
        .iter()
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()?
        .iter()
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let product = packages.iter().find(|(_, package)| package["name"] == PRODUCT)?.0;
    let mut reached = BTreeSet::new();
    let mut ahead = vec![*product];
    while let Some(id) = ahead.pop() {
        if reached.insert(id) {
            ahead.extend(uses(nodes.get(id)?));
        }
    }
    let package = |id: &str| packages.get(id).copied();
    let mut components: Vec<Value> = reached
        .iter()
        .filter(|id| *id != product)
        .filter_map(|id| component(package(id)?, checksums))
        .collect();
    components.sort_by_key(|component| component["bom-ref"].to_string());
    let mut dependencies: Vec<Value> = reached
        .iter()
        .filter_map(|id| {
            let mut on: Vec<String> = uses(nodes.get(id)?)
                .filter_map(|id| reference(package(id)?))
                .collect();
            on.sort();
            Some(json!({ "ref": reference(package(id)?)?, "dependsOn": on }))
        })
        .collect();
    dependencies.sort_by_key(|entry| entry["ref"].to_string());
    let mut product = component(package(product)?, checksums)?;
    product["type"] = "application".into();
    Some(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": product },
        "components": components,
        "dependencies": dependencies,
    }))
}

/// The packages that a package is compiled with.
fn uses(node: &Value) -> impl Iterator<Item = &str> {
    let is_normal = |dependency: &&Value| {
        let kinds = dependency["dep_kinds"].as_array();
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
    };
    node["deps"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(is_normal)
        .filter_map(|dependency| dependency["pkg"].as_str())
}

fn reference(package: &Value) -> Option<String> {
    Some(format!(
        "pkg:cargo/{}@{}",
        package["name"].as_str()?,
        package["version"].as_str()?
    ))
}

fn component(package: &Value, checksums: &BTreeMap<String, String>) -> Option<Value> {
    let reference = reference(package)?;
    let mut told = json!({
        "type": "library",
        "bom-ref": reference,
        "name": package["name"],
        "version": package["version"],
        "purl": reference,
    });
    if let Some(licence) = package["license"].as_str() {
        // Older crates write a stroke for "or".
        told["licenses"] = json!([{ "expression": licence.replace(" / ", " OR ").replace('/', " OR ") }]);
    }
    if let Some(checksum) = checksums.get(&reference) {
        told["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    Some(told)
}

/// The checksums of `Cargo.lock`, by reference.
fn checksums(lock: &str) -> BTreeMap<String, String> {
    lock.split("[[package]]")
        .filter_map(|entry| {
            let value = |key: &str| {
                let line = entry
                    .lines()
                    .find_map(|line| line.strip_prefix(&format!("{key} = ")));
                line.map(|value| value.trim_matches('"'))
            };
            let reference = format!("pkg:cargo/{}@{}", value("name")?, value("version")?);
            Some((reference, value("checksum")?.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{checksums, list};
    use serde_json::json;

    #[test]
    fn what_is_compiled_in_is_listed_and_what_tests_use_is_not() {
        let package =
            |name: &str| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0" });
        let normal = json!([{ "kind": null }]);
        let metadata = json!({
            "packages": [package("kpi-evaluator"), package("a"), package("b"), package("tests-only")],
            "resolve": { "nodes": [
                { "id": "kpi-evaluator", "deps": [
                    { "pkg": "a", "dep_kinds": normal }, { "pkg": "tests-only", "dep_kinds": [{ "kind": "dev" }] } ] },
                { "id": "a", "deps": [{ "pkg": "b", "dep_kinds": normal }] },
                { "id": "b", "deps": [] },
                { "id": "tests-only", "deps": [] },
            ] },
        });
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"0f\"\n";
        let list = list(&metadata, &checksums(lock)).unwrap();
        let names: Vec<_> = list["components"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| &part["name"])
            .collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(list["components"][0]["hashes"][0]["content"], "0f");
        assert_eq!(
            list["components"][0]["licenses"][0]["expression"],
            "MIT OR Apache-2.0"
        );
        assert_eq!(list["dependencies"][0]["dependsOn"], json!(["pkg:cargo/b@1.0.0"]));
        assert_eq!(list["metadata"]["component"]["name"], "kpi-evaluator");
    }
}
