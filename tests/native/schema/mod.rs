//! A published schema, applied: the part of JSON Schema that ours use.

#![allow(unreachable_pub, reason = "every test file takes what it needs")]

use kpi_core::kpi::Period;
use kpi_readers::base::Decimal;
use serde_json::Value;

/// Everything in which `value` is not what `schema` asks for: the part of JSON Schema that the published one uses.
pub fn violations(schema: &Value, root: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap();
        return violations(target, root, value, at);
    }
    if let Some(ways) = schema["oneOf"].as_array() {
        let fits = ways
            .iter()
            .filter(|way| violations(way, root, value, at).is_empty());
        if fits.count() != 1 {
            found.push(format!("{at}: not exactly one of its forms"));
        }
        return found;
    }
    let of_type = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("boolean") => value.is_boolean(),
        Some(other) => panic!("the schema uses the type {other}"),
        None => true,
    };
    if !of_type {
        return vec![format!("{at}: not of type {}", schema["type"])];
    }
    if schema.get("const").is_some_and(|only| only != value) {
        found.push(format!("{at}: not {}", schema["const"]));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{at}: {value} is none of its words"));
    }
    if let Some(text) = value.as_str() {
        if schema["minLength"]
            .as_u64()
            .is_some_and(|least| (text.chars().count() as u64) < least)
        {
            found.push(format!("{at}: too short"));
        }
        if let Some(pattern) = schema["pattern"].as_str()
            && !is_of(pattern, text)
        {
            found.push(format!("{at}: {text} is not like {pattern}"));
        }
    }
    if let Some(number) = value.as_i64() {
        let out = schema["minimum"].as_i64().is_some_and(|least| number < least)
            || schema["maximum"].as_i64().is_some_and(|most| number > most);
        if out {
            found.push(format!("{at}: {number} is out of bounds"));
        }
    }
    if let Some(items) = value.as_array() {
        if schema["minItems"]
            .as_u64()
            .is_some_and(|least| (items.len() as u64) < least)
        {
            found.push(format!("{at}: too few"));
        }
        if schema["maxItems"]
            .as_u64()
            .is_some_and(|most| (items.len() as u64) > most)
        {
            found.push(format!("{at}: too many"));
        }
        for (index, item) in items.iter().enumerate() {
            found.extend(violations(
                &schema["items"],
                root,
                item,
                &format!("{at}[{index}]"),
            ));
        }
    }
    if let Some(fields) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten() {
            if !fields.contains_key(name.as_str().unwrap()) {
                found.push(format!("{at}: no {name}"));
            }
        }
        for (name, field) in fields {
            let of_others = Some(&schema["additionalProperties"]).filter(|others| others.is_object());
            match schema["properties"].get(name).or(of_others) {
                Some(property) => found.extend(violations(property, root, field, &format!("{at}.{name}"))),
                // Whatever it is: what it holds is another schema's.
                None if schema.get("properties").is_none() => {}
                None => found.push(format!("{at}: {name} is unknown")),
            }
        }
    }
    found
}

/// The patterns of our schemas, each by the reader whose notation it is.
fn is_of(pattern: &str, text: &str) -> bool {
    match pattern {
        DECIMAL => text.parse::<Decimal>().is_ok() && !text.contains(['+', '_', 'e']),
        PERIOD => Period::parse(text).is_some(),
        SUM => {
            text.len() == 32
                && text
                    .bytes()
                    .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
        }
        PERIOD_OR_NONE => text == "none" || Period::parse(text).is_some(),
        other => panic!("the schema uses the pattern {other}"),
    }
}

const SUM: &str = "^[0-9a-f]{32}$";
const DECIMAL: &str = r"^-?[0-9]+(\.[0-9]+)?$";
const PERIOD: &str =
    r"^(?:FY[0-9]{4}|[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?|FY[0-9]{4}/FY[0-9]{4}|[0-9]{4}/[0-9]{4})$";
const PERIOD_OR_NONE: &str =
    r"^(?:none|FY[0-9]{4}|[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?|FY[0-9]{4}/FY[0-9]{4}|[0-9]{4}/[0-9]{4})$";
