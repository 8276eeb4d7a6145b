//! Documents that open without a password but forbid changes or printing are encrypted all the same.
//!
//! The standard security handler with an empty user password, revisions 2 to 6: RC4 and AES. Streams are
//! decrypted, and the strings of objects that stand in none: what people typed into fields.

use aes::cipher::{Block, BlockCipher, BlockDecryptMut, BlockEncryptMut, KeyIvInit};
use aes::{Aes128, Aes256};
use cbc::{Decryptor, Encryptor};
use md5::{Digest, Md5};
use rc4::consts::U256;
use rc4::{Key, KeyInit, Rc4, StreamCipher};
use sha2::{Sha256, Sha384, Sha512};

use crate::pdf::object::{Dict, Object};

/// Why a document stays closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CryptFault {
    /// It asks for a password.
    Password,
    /// It is encrypted by other means.
    Unknown,
}

/// How streams are decrypted.
#[derive(Clone, Debug)]
pub struct Crypt {
    key: Vec<u8>,
    method: Method,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    None,
    Rc4,
    Aes128,
    Aes256,
}

/// What short passwords are filled up with.
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E,
    0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

impl Crypt {
    /// Opens a document without a password.
    ///
    /// # Errors
    /// [`CryptFault`] where that does not do.
    pub fn open(dict: &Dict, id: &[u8]) -> Result<Self, CryptFault> {
        let get = |key: &str| dict.get(key.as_bytes());
        let integer = |key: &str| get(key).and_then(Object::integer);
        let string = |key: &str| get(key).and_then(Object::string).unwrap_or_default();
        if get("Filter").and_then(Object::name) != Some(b"Standard") {
            return Err(CryptFault::Unknown);
        }
        let (version, revision) = (integer("V").unwrap_or(0), integer("R").unwrap_or(0));
        let length = usize::try_from(integer("Length").unwrap_or(40) / 8).unwrap_or(5);
        let (method, length) = match version {
            1 => (Method::Rc4, 5),
            2 | 3 => (Method::Rc4, length.clamp(5, 16)),
            4 | 5 => (of_streams(dict), if version == 4 { 16 } else { 32 }),
            _ => return Err(CryptFault::Unknown),
        };
        let (owner, user) = (string("O"), string("U"));
        let key = if revision >= 5 {
            key_of_256(user, string("UE"), revision)?
        } else {
            let permissions = integer("P").unwrap_or(0);
            let is_plain = get("EncryptMetadata") == Some(&Object::Bool(false));
            key_of_128(
                owner,
                user,
                permissions,
                id,
                revision,
                length,
                revision >= 4 && is_plain,
            )?
        };
        Ok(Self { key, method })
    }

    /// The content of a stream.
    pub fn decrypt(&self, bytes: &[u8], (number, generation): (u32, u32)) -> Vec<u8> {
        match self.method {
            Method::None => bytes.to_vec(),
            Method::Rc4 => rc4(&self.key_of(number, generation), bytes),
            Method::Aes128 => cbc::<Aes128>(&self.key_of(number, generation), bytes),
            Method::Aes256 => cbc::<Aes256>(&self.key, bytes),
        }
    }

    /// Decrypts the strings of an object. Returns how many there were.
    pub fn decrypt_strings(&self, object: &mut Object, id: (u32, u32)) -> usize {
        match object {
            Object::String(bytes) => {
                *bytes = self.decrypt(bytes, id);
                1
            }
            Object::Array(parts) => parts.iter_mut().map(|part| self.decrypt_strings(part, id)).sum(),
            Object::Dict(dict) => dict.values_mut().map(|part| self.decrypt_strings(part, id)).sum(),
            _ => 0,
        }
    }

    /// The key of one object.
    fn key_of(&self, number: u32, generation: u32) -> Vec<u8> {
        let mut digest = Md5::new();
        digest.update(&self.key);
        digest.update(number.to_le_bytes().get(..3).unwrap_or_default());
        digest.update(generation.to_le_bytes().get(..2).unwrap_or_default());
        if self.method == Method::Aes128 {
            digest.update(b"sAlT");
        }
        let key = digest.finalize();
        key.iter().copied().take((self.key.len() + 5).min(16)).collect()
    }
}

/// The method that streams name.
fn of_streams(dict: &Dict) -> Method {
    let name = dict
        .get(&b"StmF"[..])
        .and_then(Object::name)
        .unwrap_or(b"Identity");
    let filters = dict.get(&b"CF"[..]).and_then(Object::dict);
    let filter = filters.and_then(|filters| filters.get(name)?.dict());
    match filter.and_then(|filter| filter.get(&b"CFM"[..])?.name()) {
        Some(b"V2") => Method::Rc4,
        Some(b"AESV2") => Method::Aes128,
        Some(b"AESV3") => Method::Aes256,
        _ => Method::None,
    }
}

/// The key up to revision 4, if the empty password opens the document (algorithms 2, 4 and 5).
fn key_of_128(
    owner: &[u8],
    user: &[u8],
    permissions: i64,
    id: &[u8],
    revision: i64,
    length: usize,
    is_plain: bool,
) -> Result<Vec<u8>, CryptFault> {
    let mut digest = Md5::new();
    digest.update(PADDING);
    digest.update(owner.get(..32).unwrap_or(owner));
    digest.update(permissions.to_le_bytes().get(..4).unwrap_or_default());
    digest.update(id);
    if is_plain {
        digest.update([0xFF; 4]);
    }
    let mut key = digest.finalize().to_vec();
    key.truncate(length);
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key).to_vec();
            key.truncate(length);
        }
    }
    let expected = if revision >= 3 {
        let mut digest = Md5::new();
        digest.update(PADDING);
        digest.update(id);
        (0..20u8).fold(digest.finalize().to_vec(), |value, round| {
            let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
            rc4(&key, &value)
        })
    } else {
        rc4(&key, &PADDING)
    };
    if user.starts_with(&expected) {
        Ok(key)
    } else {
        Err(CryptFault::Password)
    }
}

/// The key of revisions 5 and 6, if the empty password opens the document (algorithm 2.A).
fn key_of_256(user: &[u8], packed: &[u8], revision: i64) -> Result<Vec<u8>, CryptFault> {
    let parts = (user.get(..32), user.get(32..40), user.get(40..48));
    let (Some(hash), Some(salt), Some(key_salt)) = parts else {
        return Err(CryptFault::Unknown);
    };
    let hashed = |salt: &[u8]| {
        if revision == 5 {
            Sha256::digest(salt).to_vec()
        } else {
            hash_of_6(salt)
        }
    };
    if hashed(salt) != hash {
        return Err(CryptFault::Password);
    }
    let packed = packed.get(..32).ok_or(CryptFault::Unknown)?;
    Ok(cbc_blocks::<Aes256>(&hashed(key_salt), &[0; 16], packed))
}

/// The hash of revision 6 (algorithm 2.B) of an empty password with a salt.
fn hash_of_6(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0u32;
    loop {
        let (first, second) = key.split_at_checked(16).unwrap_or_default();
        let second = second.get(..16).unwrap_or_default();
        let encrypted = cbc_encrypt(first, second, &key.repeat(64));
        let sum: u32 = encrypted.iter().take(16).map(|&byte| u32::from(byte)).sum();
        let last = encrypted.last().copied().map_or(0, u32::from);
        key = match sum % 3 {
            0 => Sha256::digest(&encrypted).to_vec(),
            1 => Sha384::digest(&encrypted).to_vec(),
            _ => Sha512::digest(&encrypted).to_vec(),
        };
        round += 1;
        if round >= 64 && last + 32 <= round {
            key.truncate(32);
            return key;
        }
    }
}

/// Keys of every length, each written again and again up to the longest one: that is the same key to the cipher.
fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut whole = Key::<U256>::default();
    whole
        .iter_mut()
        .zip(key.iter().cycle())
        .for_each(|(byte, part)| *byte = *part);
    let mut out = bytes.to_vec();
    Rc4::<U256>::new(&whole).apply_keystream(&mut out);
    out
}

/// The initial vector stands first; the last block is filled up.
fn cbc<C: BlockCipher + BlockDecryptMut + KeyInit>(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let (vector, bytes) = bytes.split_at_checked(16).unwrap_or_default();
    let mut out = cbc_blocks::<C>(key, vector, bytes);
    let n = out.last().copied().map_or(0, usize::from);
    if (1..=16).contains(&n) {
        out.truncate(out.len().saturating_sub(n));
    }
    out
}

/// Whole blocks; what is left over is nothing.
fn cbc_blocks<C: BlockCipher + BlockDecryptMut + KeyInit>(
    key: &[u8],
    vector: &[u8],
    bytes: &[u8],
) -> Vec<u8> {
    let Ok(mut cipher) = Decryptor::<C>::new_from_slices(key, vector) else {
        return Vec::new();
    };
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.chunks_exact(16) {
        let mut block = Block::<C>::clone_from_slice(chunk);
        cipher.decrypt_block_mut(&mut block);
        out.extend(&block);
    }
    out
}

fn cbc_encrypt(key: &[u8], vector: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Ok(mut cipher) = Encryptor::<Aes128>::new_from_slices(key, vector) else {
        return Vec::new();
    };
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.chunks_exact(16) {
        let mut block = Block::<Aes128>::clone_from_slice(chunk);
        cipher.encrypt_block_mut(&mut block);
        out.extend(&block);
    }
    out
}
