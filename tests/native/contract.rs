//! The TypeScript text and the shapes in Rust name the same fields, and which of them may be missing.

use std::collections::BTreeMap;

/// Fields by interface: name → may be missing.
type Shapes = BTreeMap<String, BTreeMap<String, bool>>;

/// `fiscal_year` → `fiscalYear`.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut chars = part.chars();
        out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(chars.as_str());
    }
    out
}

fn rust_shapes() -> Shapes {
    let mut shapes = Shapes::new();
    let mut current: Option<String> = None;
    let mut optional = false;
    let files = [
        include_str!("../../crates/report/src/contract/v1.rs"),
        include_str!("../../crates/report/src/contract/fits.rs"),
    ];
    for line in files.into_iter().flat_map(str::lines) {
        if let Some(name) = line.strip_prefix("pub struct ") {
            current = Some(name.trim_end_matches(" {").to_owned());
        } else if line == "}" {
            current = None;
        } else if line.trim_start().starts_with("#[serde(skip_serializing_if") {
            optional = true;
        } else if let (Some(name), Some(field)) = (&current, line.trim_start().strip_prefix("pub ")) {
            let field = camel(field.split(':').next().unwrap());
            shapes
                .entry(name.clone())
                .or_default()
                .insert(field, std::mem::take(&mut optional));
        }
    }
    shapes
}

/// The fields at the first level of every `export interface`.
fn typescript_shapes() -> Shapes {
    let mut shapes = Shapes::new();
    let mut current: Option<String> = None;
    let mut depth = 0_i32;
    for line in include_str!("../../src/embed/kpi-evaluator.d.ts").lines() {
        let code = line.trim();
        if code.starts_with('/') || code.starts_with('*') {
            continue;
        }
        if let Some(name) = code.strip_prefix("export interface ") {
            current = Some(name.trim_end_matches(" {").to_owned());
            depth = 0;
        } else if let Some(name) = &current {
            let field: String = code.chars().take_while(char::is_ascii_alphanumeric).collect();
            let rest = &code[field.len()..];
            if depth == 0 && !field.is_empty() && (rest.starts_with(':') || rest.starts_with("?:")) {
                shapes
                    .entry(name.clone())
                    .or_default()
                    .insert(field, rest.starts_with('?'));
            }
        }
        depth += i32::try_from(code.matches('{').count()).unwrap();
        depth -= i32::try_from(code.matches('}').count()).unwrap();
        if current.is_some() && depth <= 0 && code == "}" {
            current = None;
        }
        if code.starts_with("export interface") {
            depth = 0;
        }
    }
    shapes
}

#[test]
fn the_types_name_the_fields_of_the_shapes() {
    let typescript = typescript_shapes();
    let mut compared = 0;
    for (name, fields) in rust_shapes() {
        // Written out in place in the TypeScript text.
        if matches!(name.as_str(), "Term" | "Printed" | "NextStep" | "Alternative") {
            continue;
        }
        let declared = typescript
            .get(&name)
            .unwrap_or_else(|| panic!("{name} has no interface"));
        assert_eq!(declared, &fields, "{name}");
        compared += 1;
    }
    assert!(compared >= 11, "{compared} interfaces were compared");
}
