//! Files of `src` that import each other in a circle can only be understood, moved or swapped together.
//!
//! Every path of `use` and every `crate::…`, `super::…`, `self::…` in the code is followed to the file that it leads to;
//! what stands in a file's own tests does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::architecture::{crate_of, module_of, sources};

/// A file's code, without its comments, the contents of its strings, its own tests, and whom it shows its items to.
fn code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_module = |line: &&str| !line.starts_with("#[") && line.ends_with('{') && line.contains("mod ");
    let own_tests = (0..lines.len())
        .find(|at| lines[*at] == "#[cfg(test)]" && lines[at + 1..].iter().take(3).any(is_module));
    lines[..own_tests.unwrap_or(lines.len())]
        .iter()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| without_strings(line).replace("pub(in crate::", "pub(in "))
        .collect::<Vec<_>>()
        .join("\n")
}

fn without_strings(line: &str) -> String {
    let mut kept = String::new();
    let mut is_inside = false;
    let mut is_escaped = false;
    for c in line.chars() {
        match (is_inside, c) {
            (true, _) if is_escaped => is_escaped = false,
            (true, '\\') => is_escaped = true,
            (_, '"') => is_inside = !is_inside,
            (false, _) => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The paths of a `use`, its braces taken apart: `a::{b, c::d}` → `a::b`, `a::c::d`.
fn paths(tree: &str, before: &[&str], found: &mut Vec<Vec<String>>) {
    let mut depth = 0;
    let parts = tree.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let (path, inner) = part.split_once('{').map_or((part, None), |(path, rest)| {
            (path, Some(rest.trim_end().trim_end_matches('}')))
        });
        let path = path.split(" as ").next().unwrap_or_default();
        let words = path
            .split("::")
            .map(str::trim)
            .filter(|word| !word.is_empty() && *word != "*");
        let whole: Vec<&str> = before.iter().copied().chain(words).collect();
        match inner {
            Some(inner) => paths(inner, &whole, found),
            None => found.push(whole.into_iter().map(str::to_owned).collect()),
        }
    }
}

/// Every path that the code names.
fn named(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = String::new();
    let mut left = code;
    while let Some(at) = left.find("use ") {
        let is_word = left[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let end = left[at..].find(';').map_or(left.len(), |end| at + end);
        rest.push_str(&left[..at]);
        if is_word {
            rest.push_str("use ");
            left = &left[at + 4..];
        } else {
            paths(&left[at + 4..end].replace('\n', " "), &[], &mut found);
            left = &left[end..];
        }
    }
    rest.push_str(left);
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for word in rest.split(|c| !is_part(c)).filter(|word| word.contains("::")) {
        found.push(
            word.split("::")
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
        );
    }
    found
}

/// The file that a path leads to, from the file `here`; `None` where it leads out of the product.
fn target(path: &[String], here: &str, modules: &BTreeSet<String>) -> Option<String> {
    let here: Vec<&str> = here.split("::").collect();
    let n_up = path.iter().take_while(|part| *part == "super").count();
    let own_crate = here.first().map_or("", |first| crate_of(first));
    let is_ours = |name: &str| !name.is_empty() && crate_of(name) == name;
    let mut whole: Vec<&str> = match path.first()?.as_str() {
        "crate" => Some(own_crate)
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect(),
        "kpi_evaluator" => Vec::new(),
        name if is_ours(name) => vec![name],
        "super" => here[..here.len().checked_sub(n_up)?].to_vec(),
        _ => here,
    };
    let is_root = matches!(path[0].as_str(), "crate" | "kpi_evaluator" | "self") || is_ours(&path[0]);
    let skipped = n_up.max(usize::from(is_root));
    let own = whole.len();
    whole.extend(path[skipped..].iter().map(String::as_str));
    let is_plain = skipped == 0;
    while !whole.is_empty() {
        if modules.contains(&whole.join("::")) {
            // A word that is no module of this file is a foreign crate's, or an item's.
            return (!is_plain || whole.len() > own).then(|| whole.join("::"));
        }
        whole.pop();
    }
    None
}

/// What each file imports.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let files = sources();
    let modules: BTreeSet<String> = files.iter().map(|file| module_of(file)).collect();
    files
        .iter()
        .map(|file| {
            let here = module_of(file);
            let code = code(&fs::read_to_string(file).unwrap());
            let targets = named(&code)
                .iter()
                .filter_map(|path| target(path, &here, &modules))
                .filter(|module| *module != here)
                .collect();
            (here, targets)
        })
        .collect()
}

/// All that can be reached from a file.
fn reached<'a>(from: &'a str, imports: &'a BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        for next in imports.get(module).into_iter().flatten() {
            if reached.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    reached
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports();
    assert!(
        imports.values().map(BTreeSet::len).sum::<usize>() > 500,
        "imports are found"
    );
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|module| (module.as_str(), reached(module, &imports)))
        .collect();
    let mut circles: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (module, there) in &reached {
        let circle: Vec<&str> = there
            .iter()
            .copied()
            .filter(|other| reached.get(other).is_some_and(|back| back.contains(module)))
            .collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    let told: Vec<String> = circles
        .iter()
        .map(|circle| {
            let edges = circle.iter().flat_map(|module| {
                let inside = imports[*module]
                    .iter()
                    .filter(|other| circle.contains(&other.as_str()));
                inside.map(move |other| format!("  {module} → {other}"))
            });
            edges.collect::<Vec<_>>().join("\n")
        })
        .collect();
    assert!(circles.is_empty(), "circles:\n{}", told.join("\n\n"));
}

#[test]
fn imports_are_followed_to_their_files() {
    let modules = ["a", "a::b", "a::b::c", "d"].map(str::to_owned).into();
    let leads = |text: &str| -> Vec<String> {
        named(&code(text))
            .iter()
            .filter_map(|path| target(path, "a::b", &modules))
            .collect()
    };
    assert_eq!(
        leads("use crate::a::b::{c::X, Y};\nuse super::Z;"),
        ["a::b::c", "a::b", "a"]
    );
    assert_eq!(leads("use std::fs;\n// crate::d\nlet x = \"crate::d\";"), [""; 0]);
    assert_eq!(
        leads("let x = crate::d::f(self::c::g(), c::h());"),
        ["d", "a::b::c", "a::b::c"]
    );
    assert_eq!(
        leads("f();\n#[cfg(test)]\nmod tests {\nuse crate::d;\n}"),
        [""; 0]
    );
}
