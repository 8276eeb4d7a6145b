//! Compound files, the container of Excel 97 (`.xls`): streams in chains of sectors, as \[MS-CFB\] has them.

use crate::error::ReadError;

/// Entries of a directory.
const ENTRY: usize = 128;
/// Kinds of entries.
const STREAM: u8 = 2;
const ROOT: u8 = 5;
/// A sector number at the end of a chain or beyond.
const LAST: u32 = 0xFFFF_FFFA;

/// A container, opened.
#[derive(Debug)]
pub struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// Of every sector the next one of its chain.
    next: Vec<u32>,
    /// The same of the small sectors inside the root's stream.
    small_next: Vec<u32>,
    small_sector: usize,
    /// Streams shorter than this lie in small sectors.
    cutoff: usize,
    entries: Vec<Entry>,
    /// Indices of the streams that lie in no storage, as far as the directory's tree tells.
    top: Vec<usize>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    kind: u8,
    /// The neighbours in its storage, and the first of what it holds.
    links: [u32; 3],
    start: u32,
    size: usize,
}

impl<'a> Container<'a> {
    /// Reads the tables and the directory.
    ///
    /// # Errors
    /// [`ReadError::Truncated`] where they reach beyond the file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Self::read(bytes).ok_or(ReadError::truncated(bytes.len()))
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let shift = |at: usize, least: u16, most: u16| {
            u16_at(bytes, at)
                .filter(|shift| (least..=most).contains(shift))
                .map(|shift| 1usize << shift)
        };
        let mut container = Self {
            bytes,
            sector: shift(30, 7, 12)?,
            next: Vec::new(),
            small_next: Vec::new(),
            small_sector: shift(32, 4, 9)?,
            cutoff: size_at(bytes, 56)?,
            entries: Vec::new(),
            top: Vec::new(),
        };
        for sector in container.table_sectors()? {
            container.next.extend(words(container.sector(sector)?));
        }
        let small = container.chain(u32_at(bytes, 60)?, usize::MAX);
        container.small_next = words(&small).collect();
        let directory = container.chain(u32_at(bytes, 48)?, usize::MAX);
        container.entries = directory.chunks_exact(ENTRY).filter_map(entry).collect();
        container.top = container.at_top();
        Some(container)
    }

    /// The streams directly below the root: a document of Word may hold a whole workbook in a storage of its own.
    fn at_top(&self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut seen = vec![false; self.entries.len()];
        let root = self.entries.iter().find(|entry| entry.kind == ROOT);
        let mut open: Vec<u32> = root.map(|root| root.links[2]).into_iter().collect();
        while let Some(index) = open.pop().and_then(|index| usize::try_from(index).ok()) {
            let (Some(entry), Some(seen)) = (self.entries.get(index), seen.get_mut(index)) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            if entry.kind == STREAM {
                found.push(index);
            }
            open.extend([entry.links[0], entry.links[1]]);
        }
        found
    }

    /// The sectors of the table of chains: 109 in the header, more in a chain of their own.
    fn table_sectors(&self) -> Option<Vec<u32>> {
        let n = size_at(self.bytes, 44)?.min(self.n_sectors());
        let mut sectors: Vec<u32> = words(self.bytes.get(76..512)?).collect();
        let mut more = u32_at(self.bytes, 68)?;
        while sectors.len() < n && more < LAST {
            let table = self.sector(more)?;
            let (rest, last) = table.split_at_checked(table.len().checked_sub(4)?)?;
            sectors.extend(words(rest));
            more = u32_at(last, 0)?;
        }
        sectors.truncate(n);
        sectors.retain(|&sector| sector < LAST);
        Some(sectors)
    }

    fn n_sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// The bytes of a sector; the last one of a file may be short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.sector)?;
        let rest = self.bytes.get(start..)?;
        Some(rest.get(..self.sector).unwrap_or(rest))
    }

    /// The sectors of a chain, joined, as far as they are there.
    fn chain(&self, start: u32, most: usize) -> Vec<u8> {
        let mut content = Vec::new();
        let mut at = start;
        for _ in 0..self.n_sectors() {
            let Some(sector) = self.sector(at).filter(|_| at < LAST && content.len() < most) else {
                break;
            };
            content.extend_from_slice(sector);
            at = usize::try_from(at)
                .ok()
                .and_then(|at| self.next.get(at))
                .copied()
                .unwrap_or(LAST);
        }
        content.truncate(most);
        content
    }

    /// There is any stream.
    pub fn has_streams(&self) -> bool {
        self.entries.iter().any(|entry| entry.kind == STREAM)
    }

    /// There is a stream of that name outside of all storages.
    pub fn has_at_top(&self, name: &str) -> bool {
        self.top_entry(name).is_some()
    }

    fn top_entry(&self, name: &str) -> Option<&Entry> {
        let entries = self.top.iter().filter_map(|&index| self.entries.get(index));
        let mut named = entries.filter(|entry| entry.name.eq_ignore_ascii_case(name));
        named.next()
    }

    /// A stream by its name, whatever its capitals; `None` if there is none of that name. One outside of all storages
    /// comes first.
    ///
    /// # Errors
    /// [`ReadError::Truncated`] where it is shorter than declared.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let is_it = |entry: &&Entry| entry.kind == STREAM && entry.name.eq_ignore_ascii_case(name);
        let Some(entry) = self.top_entry(name).or_else(|| self.entries.iter().find(is_it)) else {
            return Ok(None);
        };
        let content = if entry.size < self.cutoff {
            self.small_chain(entry)
        } else {
            self.chain(entry.start, entry.size)
        };
        if content.len() < entry.size {
            return Err(ReadError::truncated(self.bytes.len()));
        }
        Ok(Some(content))
    }

    fn small_chain(&self, entry: &Entry) -> Vec<u8> {
        let root = self.entries.iter().find(|entry| entry.kind == ROOT);
        let pool = root
            .map(|root| self.chain(root.start, root.size))
            .unwrap_or_default();
        let mut content = Vec::new();
        let mut at = entry.start;
        for _ in 0..=pool.len() / self.small_sector {
            let place = usize::try_from(at).unwrap_or(usize::MAX);
            let start = place.saturating_mul(self.small_sector);
            let sector = pool
                .get(start..)
                .map(|rest| rest.get(..self.small_sector).unwrap_or(rest));
            let Some(sector) = sector.filter(|_| at < LAST && content.len() < entry.size) else {
                break;
            };
            content.extend_from_slice(sector);
            at = self.small_next.get(place).copied().unwrap_or(LAST);
        }
        content.truncate(entry.size);
        content
    }
}

/// Any entry: its place counts, since others refer to it by number.
fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62);
    let units: Vec<u16> = bytes
        .get(..length)?
        .chunks_exact(2)
        .filter_map(|pair| u16_at(pair, 0))
        .collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: *bytes.get(66)?,
        links: [u32_at(bytes, 68)?, u32_at(bytes, 72)?, u32_at(bytes, 76)?],
        start: u32_at(bytes, 116)?,
        size: size_at(bytes, 120)?,
    })
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|word| u32_at(word, 0))
}

/// Two bytes, the lower one first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

/// Four bytes, the lowest one first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}
