//! What fuzzing begins with: the fixtures of the tests, streams of PDF unpacked, so that a change in them is one.

#![allow(dead_code, unreachable_pub, reason = "both runners take what they need")]

use std::fs;
use std::path::{Path, PathBuf};

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use crate::targets::{Shape, Target};

/// Larger ones take too long for what they reach.
const LARGEST: u64 = 60_000;

/// What stands behind the zero where a target takes two texts and the seeds are one.
const SECOND: &str = "\0指標名\t目標値\t実績値\n来館者数\t1,000\t850\n";

/// What a target begins with; `tests` is that folder of the project.
pub fn of(target: &Target, tests: &Path) -> Vec<Vec<u8>> {
    let (folders, endings) = target.seeds;
    let mut found = Vec::new();
    for folder in folders {
        files(&tests.join(folder), endings, &mut found);
    }
    let mut seeds: Vec<Vec<u8>> = found.iter().filter_map(|path| fs::read(path).ok()).collect();
    for seed in &mut seeds {
        if seed.starts_with(b"%PDF") {
            *seed = unpacked(seed);
        }
        if target.shape == Shape::Two && !seed.contains(&0) {
            seed.extend(SECOND.bytes());
        }
    }
    seeds
}

fn files(path: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for entry in &entries {
            files(entry, endings, found);
        }
    } else if path
        .extension()
        .is_some_and(|ending| endings.iter().any(|known| ending == *known))
        && fs::metadata(path).is_ok_and(|facts| facts.len() <= LARGEST)
    {
        found.push(path.to_owned());
    }
}

/// A PDF with those streams as plain bytes that are packed once and without a predictor.
fn unpacked(pdf: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut rest = pdf;
    while let Some((head, content, tail)) = stream(rest) {
        let dictionary = head
            .iter()
            .rposition(|byte| *byte == b'<')
            .map_or(0, |_| last_object(head));
        let (before, dictionary) = head.split_at(dictionary);
        let words = String::from_utf8_lossy(dictionary);
        let is_plain = !words.contains("Predictor") && words.matches("FlateDecode").count() == 1;
        let bytes = is_plain
            .then(|| decompress_to_vec_zlib_with_limit(content, 200_000).ok())
            .flatten();
        plain.extend(before);
        if let Some(bytes) = bytes {
            plain.extend(without_filter(dictionary));
            plain.extend(b"stream\n");
            plain.extend(bytes);
        } else {
            plain.extend(dictionary);
            plain.extend(b"stream\n");
            plain.extend(content);
        }
        plain.extend(b"\nendstream");
        rest = tail;
    }
    plain.extend(rest);
    plain
}

/// Where the object begins that stands last in `head`.
fn last_object(head: &[u8]) -> usize {
    head.windows(5)
        .rposition(|word| word == b" obj\n" || word == b" obj\r" || word == b" obj<")
        .unwrap_or(0)
}

/// What stands before the next stream, the stream, and what stands behind it.
fn stream(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let begin = bytes
        .windows(7)
        .position(|word| word == b"stream\n" || word == b"stream\r")?;
    let from = begin + 7 + usize::from(bytes.get(begin + 6..begin + 8) == Some(b"\r\n"));
    let length = bytes[from..].windows(9).position(|word| word == b"endstream")?;
    Some((
        &bytes[..begin],
        &bytes[from..from + length],
        &bytes[from + length + 9..],
    ))
}

/// A dictionary whose filter is none; its length, wrong now, is left out, and the end is found by its word.
fn without_filter(dictionary: &[u8]) -> Vec<u8> {
    let mut words = dictionary.to_vec();
    for name in ["/Filter", "/FlateDecode", "/Length"] {
        if let Some(at) = words.windows(name.len()).position(|word| word == name.as_bytes()) {
            // Another name, which nobody asks for.
            words[at + 1] = b'X';
        }
    }
    words
}
