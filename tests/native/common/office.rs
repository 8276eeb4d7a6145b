//! Office files made byte by byte, as no office would write them.

#![allow(dead_code, unreachable_pub, reason = "every test file takes what it needs")]

use miniz_oxide::deflate::compress_to_vec;

/// A container as offices write it.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    zip_as(parts, Directory::Plain)
}

/// How the directory of a container is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Directory {
    /// As offices do.
    Plain,
    /// Sizes and positions in extra fields of 64 bits, as Apache POI does.
    Wide,
    /// Each part is listed that often: all lead to the same bytes.
    Repeated(u16),
}

/// A container with a directory of some kind.
pub fn zip_as(parts: &[(&str, &[u8])], kind: Directory) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let mut n_entries = 0u16;
    for (name, content) in parts {
        let (packed, crc) = (compress_to_vec(content, 6), crc(content));
        let size = u32::try_from(content.len()).unwrap();
        let packed_size = u32::try_from(packed.len()).unwrap();
        let offset = u32::try_from(out.len()).unwrap();
        let header = |sizes: [u32; 2], extra: usize| {
            let mut header = vec![20u8, 0, 0, 0, 8, 0, 0, 0, 0, 0];
            header.extend(crc.to_le_bytes());
            header.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
            header.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            header.extend(u16::try_from(extra).unwrap().to_le_bytes());
            header
        };
        let times = match kind {
            Directory::Repeated(times) => times,
            _ => 1,
        };
        for _ in 0..times {
            directory.extend(b"PK\x01\x02\x14\x00");
            if kind == Directory::Wide {
                let wide = [size, packed_size, offset].map(u64::from);
                directory.extend(header([u32::MAX; 2], 28));
                directory.extend([0; 10]);
                directory.extend(u32::MAX.to_le_bytes());
                directory.extend(name.as_bytes());
                directory.extend([1, 0, 24, 0]);
                directory.extend(wide.iter().flat_map(|value| value.to_le_bytes()));
            } else {
                directory.extend(header([packed_size, size], 0));
                directory.extend([0; 10]);
                directory.extend(offset.to_le_bytes());
                directory.extend(name.as_bytes());
            }
            n_entries += 1;
        }
        out.extend(b"PK\x03\x04");
        out.extend(header([packed_size, size], 0));
        out.extend(name.as_bytes());
        out.extend(&packed);
    }
    let start = u32::try_from(out.len()).unwrap();
    out.extend(&directory);
    let n = n_entries.to_le_bytes();
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([n, n].concat());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let table: Vec<u32> = (0..256u32)
        .map(|byte| {
            (0..8).fold(byte, |crc, _| {
                if crc & 1 == 1 {
                    crc >> 1 ^ 0xEDB8_8320
                } else {
                    crc >> 1
                }
            })
        })
        .collect();
    !bytes.iter().fold(!0, |crc: u32, &byte| {
        crc >> 8 ^ table[usize::from(crc.to_le_bytes()[0] ^ byte)]
    })
}

/// A workbook of one sheet.
pub fn workbook(sheet: &str) -> Vec<u8> {
    workbook_with(sheet, "<sst/>")
}

/// The same, with shared strings.
pub fn workbook_with(sheet: &str, strings: &str) -> Vec<u8> {
    workbook_as(sheet, strings, Directory::Plain)
}

/// The same, in a container of some kind.
pub fn workbook_as(sheet: &str, strings: &str, directory: Directory) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns:r=\"{office}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let start = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheet = if sheet.starts_with("<!DOCTYPE") {
        sheet.to_owned()
    } else {
        format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    };
    let parts: &[(&str, &[u8])] = &[
        ("_rels/.rels", start.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    zip_as(parts, directory)
}
