//! The files as servers send them: `.br` and `.gz` beside each, so that a host need not compress.
//!
//! The same bytes give the same result on every machine: no time and no name goes into a `.gz`.

use std::io::Write as _;

use flate2::{Compression, GzBuilder};

use crate::Fault;
use crate::folder::{Folder, ending};

/// Below this a compressed file saves nothing that a packet would notice.
const WORTHWHILE: usize = 256;

/// Puts `.br` and `.gz` beside what is worth it, of the files that are wanted.
pub(crate) fn all(folder: &Folder, is_wanted: impl Fn(&str) -> bool) -> Result<(), Fault> {
    for name in folder.names()?.iter().filter(|name| is_wanted(name)) {
        let bytes = folder.read(name)?;
        if is_worth_it(name, &bytes) {
            folder.write(&format!("{name}.br"), &brotli(&bytes)?)?;
            folder.write(&format!("{name}.gz"), &gzip(&bytes)?)?;
        }
    }
    Ok(())
}

/// Prints the size of each file, as it is and as servers send it.
pub(crate) fn print_sizes(folder: &Folder) -> Result<(), Fault> {
    let names = folder.names()?;
    let size = |name: &str| folder.read(name).map(|bytes| bytes.len());
    println!(
        "{:48}{:>11}{:>11}{:>11}",
        "dist/ (bytes)", "raw", "gzip", "brotli"
    );
    for name in names.iter().filter(|name| !["br", "gz"].contains(&ending(name))) {
        let sent = |ending: &str| {
            let packed = format!("{name}.{ending}");
            if names.contains(&packed) {
                size(&packed)
            } else {
                size(name)
            }
        };
        println!(
            "  {name:46}{:>11}{:>11}{:>11}",
            size(name)?,
            sent("gz")?,
            sent("br")?
        );
    }
    Ok(())
}

/// Whether a file is compressed at all: text and wasm are, pictures have been.
fn is_worth_it(name: &str, bytes: &[u8]) -> bool {
    bytes.len() >= WORTHWHILE
        && ["js", "css", "html", "wasm", "json", "svg", "webmanifest"].contains(&ending(name))
}

/// gzip, as small as it gets.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let told = |fault: std::io::Error| format!("gzip: {fault}");
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(bytes).map_err(told)?;
    encoder.finish().map_err(told)
}

/// brotli, as small as it gets.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)
        .map_err(|fault| format!("brotli: {fault}"))?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::{brotli, gzip, is_worth_it};

    #[test]
    fn what_is_packed_comes_out_again() {
        let bytes = "達成率".repeat(1000).into_bytes();
        let mut unpacked = Vec::new();
        let packed = gzip(&bytes).unwrap();
        flate2::read::GzDecoder::new(&*packed)
            .read_to_end(&mut unpacked)
            .unwrap();
        assert!(packed.len() < bytes.len() / 10);
        assert_eq!(unpacked, bytes);
        unpacked.clear();
        let packed = brotli(&bytes).unwrap();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).unwrap();
        assert!(packed.len() < bytes.len() / 10);
        assert_eq!(unpacked, bytes);
    }

    #[test]
    fn pictures_and_crumbs_stay_as_they_are() {
        assert!(is_worth_it("a.js", &[b' '; 1000]));
        assert!(!is_worth_it("a.js", b" "));
        assert!(!is_worth_it("a.png", &[0; 1000]));
        assert!(!is_worth_it("a.d.ts", &[b' '; 1000]));
    }
}
