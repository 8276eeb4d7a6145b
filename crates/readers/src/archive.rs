//! Zip containers (`.xlsx`, `.docx`, `.ods`): the directory is read and judged before a single byte is unpacked.
//!
//! Parts are unpacked as they are read, never beyond the size that they declare, and their check sums are compared: a
//! flipped bit must not become a wrong figure. The crate `zip` would do too, at about nine times the size in the page.

use std::io::{self, BufRead, Read};

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

use crate::error::{At, ReadError};

/// All parts together, unpacked.
pub const MAX_UNPACKED: u64 = 200 * 1000 * 1000;
/// Unpacked to packed, for parts that are large.
const MAX_RATIO: u64 = 200;
/// Smaller parts may be as repetitive as they like.
const SMALL: u64 = 10 * 1000 * 1000;
/// More parts than any sheet has.
const MAX_PARTS: usize = 65_535;

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

/// A container, opened: its directory is whole and promises nothing outrageous.
#[derive(Debug)]
pub struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    is_packed: bool,
    is_encrypted: bool,
    packed: usize,
    size: u64,
    crc: u32,
    offset: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    ///
    /// Blanks before the first part, as scripts of servers put them there, are passed over: positions in the directory
    /// count from the first part where it was written before the blanks came.
    ///
    /// # Errors
    /// [`ReadError::Truncated`] without a whole directory, [`ReadError::Bomb`] where it declares too much.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let end = bytes
            .windows(END.len())
            .rposition(|window| window == END)
            .ok_or(ReadError::truncated(bytes.len()))?;
        let count = usize::from(u16_at(bytes, end + 10).ok_or(ReadError::truncated(end))?);
        let mut at = usize_at(bytes, end + 16).ok_or(ReadError::truncated(end))?;
        let is_shifted = bytes.get(at..at.saturating_add(CENTRAL.len())) != Some(CENTRAL) && count > 0;
        let blanks = blanks_before(bytes);
        if is_shifted && blanks > 0 {
            return Self::open(bytes.get(blanks..).unwrap_or_default());
        }
        let mut entries = Vec::new();
        while entries.len() < count.min(MAX_PARTS) {
            let (entry, next) = central(bytes, at).ok_or(ReadError::truncated(at))?;
            entries.push(entry);
            at = next;
        }
        let declared = entries
            .iter()
            .fold(0u64, |sum, entry| sum.saturating_add(entry.size));
        let bursting = entries.iter().any(|entry| {
            let packed = u64::try_from(entry.packed).unwrap_or(u64::MAX);
            entry.size > SMALL && entry.size / MAX_RATIO > packed
        });
        if declared > MAX_UNPACKED || bursting {
            return Err(ReadError::Bomb { declared });
        }
        Ok(Self { bytes, entries })
    }

    /// Bytes of all parts together, unpacked, as the directory declares them.
    pub fn unpacked(&self) -> usize {
        let sum = self
            .entries
            .iter()
            .fold(0u64, |sum, entry| sum.saturating_add(entry.size));
        usize::try_from(sum).unwrap_or(usize::MAX)
    }

    /// Names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// There is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The content of a part, unpacked as it is read; `None` if there is none of that name.
    ///
    /// # Errors
    /// [`ReadError::Encrypted`]; [`ReadError::Truncated`] where it should lie behind the end of the file.
    pub fn part(&self, name: &str) -> Result<Option<Part<'a>>, ReadError> {
        let Some(entry) = self.entry(name) else {
            return Ok(None);
        };
        if entry.is_encrypted {
            return Err(ReadError::Encrypted);
        }
        let lost = || ReadError::Truncated(At::part(name, u64::try_from(entry.offset).ok()));
        let content = self.content(entry).ok_or_else(lost)?;
        Ok(Some(Part {
            input: content,
            state: entry.is_packed.then(|| InflateState::new_boxed(DataFormat::Raw)),
            left: entry.size,
            crc: !0,
            wanted_crc: entry.crc,
            ready: Vec::new(),
            taken: 0,
        }))
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        let name = name.trim_start_matches('/');
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The packed bytes, behind the local header, which has a length of its own.
    fn content(&self, entry: &Entry) -> Option<&'a [u8]> {
        let header = self.bytes.get(entry.offset..)?;
        if !header.starts_with(LOCAL) {
            return None;
        }
        let start = 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
        header.get(start..start.checked_add(entry.packed)?)
    }
}

/// It is a container, perhaps behind blanks.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes
        .get(blanks_before(bytes)..)
        .is_some_and(|rest| rest.starts_with(LOCAL))
}

/// White space and byte order marks before the content, up to a kilobyte.
fn blanks_before(bytes: &[u8]) -> usize {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0 | 0xEF | 0xBB | 0xBF);
    bytes.iter().take(1024).take_while(|byte| is_blank(byte)).count()
}

/// One entry of the directory, and where the next begins.
fn central(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    let header = bytes.get(at..)?;
    if !header.starts_with(CENTRAL) {
        return None;
    }
    let method = u16_at(header, 10)?;
    let (name, extra, comment) = (
        usize::from(u16_at(header, 28)?),
        usize::from(u16_at(header, 30)?),
        usize::from(u16_at(header, 32)?),
    );
    let wide = Wide::of(header, extra, 46 + name)?;
    let entry = Entry {
        name: String::from_utf8_lossy(header.get(46..46 + name)?)
            .replace('\\', "/")
            .trim_start_matches('/')
            .to_owned(),
        is_packed: method != 0,
        // Strong encryption has a method of its own; any method but "deflate" is none that offices write.
        is_encrypted: u16_at(header, 8)? & 1 == 1 || method == 99,
        packed: usize::try_from(wide.packed).ok()?,
        size: wide.size,
        crc: u32_at(header, 16)?,
        offset: usize::try_from(wide.offset).ok()?,
    };
    Some((entry, at + 46 + name + extra + comment))
}

/// Sizes and position of an entry. Programs that write as they go (Apache POI) put them into an extra field of 64 bits
/// even where 32 would do.
struct Wide {
    size: u64,
    packed: u64,
    offset: u64,
}

impl Wide {
    /// Reads them from a header of the directory, whose extra fields of that length begin at `start`.
    fn of(header: &[u8], length: usize, start: usize) -> Option<Self> {
        let mut wide = Self {
            size: u64::from(u32_at(header, 24)?),
            packed: u64::from(u32_at(header, 20)?),
            offset: u64::from(u32_at(header, 42)?),
        };
        let mut extra = header.get(start..start.checked_add(length)?)?;
        while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
            let end = 4 + usize::from(length);
            if id == 1 {
                // Only those that do not fit are there, in this order.
                let mut field = extra.get(4..end)?.chunks_exact(8);
                for value in [&mut wide.size, &mut wide.packed, &mut wide.offset] {
                    if *value == u64::from(u32::MAX) {
                        *value = u64::from_le_bytes(field.next()?.try_into().ok()?);
                    }
                }
                break;
            }
            extra = extra.get(end..)?;
        }
        Some(wide)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// Bytes unpacked at a time.
const CHUNK: usize = 64 * 1024;

/// The content of a part, unpacked as it is read.
pub struct Part<'a> {
    input: &'a [u8],
    /// `None` for a stored part.
    state: Option<Box<InflateState>>,
    /// Bytes still declared.
    left: u64,
    crc: u32,
    wanted_crc: u32,
    ready: Vec<u8>,
    taken: usize,
}

impl Part<'_> {
    /// Unpacks the next chunk into `ready`; leaves it empty at the end.
    fn unpack(&mut self) -> io::Result<()> {
        self.taken = 0;
        self.ready.clear();
        let damaged = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what);
        match &mut self.state {
            None => {
                let (chunk, rest) = self.input.split_at(self.input.len().min(CHUNK));
                self.ready.extend_from_slice(chunk);
                self.input = rest;
            }
            Some(state) => {
                self.ready.resize(CHUNK, 0);
                let result = inflate(state, self.input, &mut self.ready, MZFlush::None);
                self.input = self.input.get(result.bytes_consumed..).unwrap_or_default();
                self.ready.truncate(result.bytes_written);
                let ended = matches!(result.status, Ok(MZStatus::StreamEnd));
                if result.bytes_written == 0 && !ended {
                    return Err(damaged("the packed data ends too early"));
                }
            }
        }
        let n = u64::try_from(self.ready.len()).unwrap_or(u64::MAX);
        self.left = self
            .left
            .checked_sub(n)
            .ok_or_else(|| io::Error::new(io::ErrorKind::FileTooLarge, "more than declared"))?;
        self.crc = self.ready.iter().fold(self.crc, |crc, &byte| crc_step(crc, byte));
        if self.ready.is_empty() && (self.left > 0 || !self.crc != self.wanted_crc) {
            return Err(damaged("the check sum differs"));
        }
        Ok(())
    }
}

impl BufRead for Part<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken >= self.ready.len() {
            self.unpack()?;
        }
        Ok(self.ready.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
    }
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

/// The check sum of zip, a byte at a time.
fn crc_step(crc: u32, byte: u8) -> u32 {
    const TABLE: [u32; 256] = crc_table();
    let index = usize::from(crc.to_le_bytes()[0] ^ byte);
    TABLE.get(index).copied().unwrap_or(0) ^ (crc >> 8)
}

#[expect(clippy::indexing_slicing, reason = "computed while compiling")]
const fn crc_table() -> [u32; 256] {
    let mut table = [0u32; 256];
    let mut index = 0u32;
    while index < 256 {
        let mut value = index;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 {
                0xEDB8_8320 ^ (value >> 1)
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[index as usize] = value;
        index += 1;
    }
    table
}
