//! Natives of Cipheriv and Decipheriv.

mod aead;
mod block;
mod modes;
mod table;

use std::cell::RefCell;

use chacha20::ChaCha20;
use cipher::{KeyIvInit, StreamCipher, StreamCipherSeek};
use engine::{Buffer, Bytes, ErrorKind, Handle};

use crate::error::{NodeError, NodeResult};
use aead::{ChaChaPoly, Gcm};
use block::Block;
use modes::{Blocks, Failure, Kind, Stream, Xts};
use table::{Entry, Mode};

/// What transforms the bytes.
enum Work {
    Blocks(Blocks),
    Stream(Stream),
    ChaCha20(Box<ChaCha20>),
    Gcm(Box<Gcm>),
    ChaChaPoly(Box<ChaChaPoly>),
    /// All at once, in the only `update`.
    Ccm {
        cipher: Option<Box<dyn Block>>,
        iv: Vec<u8>,
        aad: Vec<u8>,
        tag: Option<Vec<u8>>,
        failed: bool,
    },
    Xts(Xts),
    Wrap {
        cipher: Box<dyn Block>,
        iv: Vec<u8>,
        padded: bool,
    },
    /// `final` was called.
    Done,
}

pub struct Cipher {
    mode: Mode,
    encrypting: bool,
    work: Work,
    /// How long the tag is to be, where the program said so.
    tag_length: Option<usize>,
    /// When decrypting, what was set; when encrypting, what came out.
    tag: Option<Vec<u8>>,
}

type Shared = Handle<RefCell<Cipher>>;

fn plain(message: &str) -> NodeError {
    NodeError { message: message.to_owned(), ..NodeError::default() }
}

fn unsupported() -> NodeError {
    plain("Unsupported state or unable to authenticate data")
}

fn cannot_add() -> NodeError {
    plain("Trying to add data in unsupported state")
}

fn invalid_tag(length: usize) -> NodeError {
    NodeError::coded("ERR_CRYPTO_INVALID_AUTH_TAG", format!("Invalid authentication tag length: {length}"))
        .kind(ErrorKind::TypeError)
}

/// Errors in OpenSSL's words, which are what Node shows.
fn provider(number: &str, code: &str, reason: &str) -> NodeError {
    NodeError::coded(code, format!("error:{number}:Provider routines::{reason}"))
}

fn failure(failure: Failure) -> NodeError {
    match failure {
        Failure::WrongLength => provider("1C80006B", "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH", "wrong final block length"),
        Failure::BadDecrypt => provider("1C800064", "ERR_OSSL_BAD_DECRYPT", "bad decrypt"),
    }
}

/// (name, number, mode, block size, iv length, key length); zero where Node tells nothing.
pub fn cipher_info(name: Option<String>, nid: Option<u32>) -> Option<(String, u32, String, usize, usize, usize)> {
    let entry = match (name, nid) {
        (Some(name), _) => table::find(&name),
        (None, Some(nid)) => table::find_nid(nid),
        (None, None) => None,
    }?;
    Some((entry.canonical.to_owned(), entry.nid, entry.mode.name().to_owned(), entry.block, entry.iv, entry.key))
}

pub fn cipher_names() -> Vec<String> {
    table::CIPHERS.iter().map(|entry| entry.name.to_owned()).collect()
}

/// Whether a length of iv is one that the cipher takes.
fn takes_iv(entry: &Entry, length: usize) -> bool {
    match entry.mode {
        Mode::Ecb => length == 0,
        Mode::Gcm => length > 0,
        Mode::Ccm => (7..=13).contains(&length),
        Mode::ChaCha20Poly1305 => (1..=12).contains(&length),
        _ => length == entry.iv,
    }
}

pub fn cipher_takes(name: String, key: Option<usize>, iv: Option<usize>) -> bool {
    table::find(&name).is_some_and(|entry| {
        key.is_none_or(|length| length == entry.key) && iv.is_none_or(|length| takes_iv(entry, length))
    })
}

fn takes_tag(mode: Mode, length: usize) -> bool {
    match mode {
        Mode::Gcm => length == 4 || length == 8 || (12..=16).contains(&length),
        Mode::Ccm => (4..=16).contains(&length) && length.is_multiple_of(2),
        _ => (1..=16).contains(&length),
    }
}

pub fn cipher_start(
    name: String,
    key: Bytes<'_>,
    iv: Option<Bytes<'_>>,
    encrypting: bool,
    tag_length: Option<usize>,
) -> NodeResult<Shared> {
    let Some(entry) = table::find(&name) else {
        return Err(NodeError::coded("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher"));
    };
    let key = key.as_slice();
    if key.len() != entry.key {
        return Err(NodeError::coded("ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length").kind(ErrorKind::RangeError));
    }
    let iv = iv.as_ref().map_or(&[][..], |iv| iv.as_slice());
    if !takes_iv(entry, iv.len()) {
        return Err(
            NodeError::coded("ERR_CRYPTO_INVALID_IV", "Invalid initialization vector").kind(ErrorKind::TypeError)
        );
    }
    if entry.mode.is_authenticated() {
        match tag_length {
            Some(length) if !takes_tag(entry.mode, length) => return Err(invalid_tag(length)),
            None if entry.mode == Mode::Ccm => {
                return Err(NodeError::coded(
                    "ERR_CRYPTO_INVALID_AUTH_TAG",
                    format!("authTagLength required for {name}"),
                )
                .kind(ErrorKind::TypeError));
            }
            _ => {}
        }
    }
    let work = work(entry, key, iv, encrypting).ok_or_else(unsupported)?;
    Ok(Handle::new(RefCell::new(Cipher { mode: entry.mode, encrypting, work, tag_length, tag: None })))
}

fn work(entry: &Entry, key: &[u8], iv: &[u8], encrypting: bool) -> Option<Work> {
    let stream = |kind| Some(Work::Stream(Stream::new(block::new(entry.family, key)?, kind, encrypting, iv.to_vec())));
    match entry.mode {
        Mode::Ecb => Some(Work::Blocks(Blocks::new(block::new(entry.family, key)?, encrypting, None))),
        Mode::Cbc => Some(Work::Blocks(Blocks::new(block::new(entry.family, key)?, encrypting, Some(iv.to_vec())))),
        Mode::Ctr => stream(Kind::Ctr),
        Mode::Cfb => stream(Kind::Cfb),
        Mode::Cfb8 => stream(Kind::Cfb8),
        Mode::Cfb1 => stream(Kind::Cfb1),
        Mode::Ofb => stream(Kind::Ofb),
        Mode::Gcm => Some(Work::Gcm(Box::new(Gcm::new(entry.family, key, iv, encrypting)?))),
        Mode::Ccm => Some(Work::Ccm {
            cipher: block::new(entry.family, key),
            iv: iv.to_vec(),
            aad: Vec::new(),
            tag: None,
            failed: false,
        }),
        Mode::Xts => {
            let (data, tweak) = key.split_at(key.len() / 2);
            let tweak = block::new(entry.family, tweak)?;
            Some(Work::Xts(Xts::new(block::new(entry.family, data)?, &*tweak, encrypting, iv)))
        }
        Mode::Wrap => {
            Some(Work::Wrap { cipher: block::new(entry.family, key)?, iv: iv.to_vec(), padded: entry.iv == 4 })
        }
        Mode::ChaCha20 => {
            // OpenSSL's iv: the number of the first block, then the nonce.
            let (counter, nonce) = iv.split_at(4);
            let mut stream = ChaCha20::new_from_slices(key, nonce).ok()?;
            stream.seek(64 * u64::from(u32::from_le_bytes(counter.try_into().ok()?)));
            Some(Work::ChaCha20(Box::new(stream)))
        }
        Mode::ChaCha20Poly1305 => Some(Work::ChaChaPoly(Box::new(ChaChaPoly::new(key, iv, encrypting)?))),
    }
}

pub fn cipher_update(cipher: Shared, data: Bytes<'_>) -> NodeResult<Buffer> {
    let mut cipher = cipher.borrow_mut();
    let Cipher { encrypting, work, tag_length, tag: set_tag, .. } = &mut *cipher;
    let data = data.as_slice();
    let mut output = data.to_vec();
    match work {
        Work::Blocks(blocks) => output = blocks.update(data),
        Work::Stream(stream) => stream.update(&mut output),
        Work::ChaCha20(stream) => stream.apply_keystream(&mut output),
        Work::Gcm(gcm) => gcm.update(&mut output),
        Work::ChaChaPoly(poly) => poly.update(&mut output),
        Work::Xts(xts) => output = xts.update(data).ok_or_else(cannot_add)?,
        Work::Wrap { cipher, iv, padded } => {
            let run = match (*encrypting, *padded) {
                (true, false) => modes::wrap,
                (false, false) => modes::unwrap,
                (true, true) => modes::wrap_padded,
                (false, true) => modes::unwrap_padded,
            };
            output = run(&**cipher, iv, data).ok_or_else(cannot_add)?;
        }
        Work::Ccm { cipher, iv, aad, tag, failed } => {
            // The length of the length is what the nonce leaves.
            let size = 15 - iv.len();
            if size < 8 && data.len() as u64 >= 1 << (8 * size) {
                return Err(NodeError::coded("ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length")
                    .kind(ErrorKind::RangeError));
            }
            let block = cipher.take().ok_or_else(cannot_add)?;
            let (text, made) = aead::ccm(block, iv, aad, data, tag_length.unwrap_or(16), *encrypting);
            output = text;
            if !*encrypting {
                let same = set_tag.as_ref().is_some_and(|set| equal(set, &made));
                if !same {
                    *failed = true;
                    output.clear();
                }
            }
            *tag = Some(made);
        }
        Work::Done => return Err(cannot_add()),
    }
    Ok(Buffer(output))
}

fn equal(a: &[u8], b: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(a, b).into()
}

pub fn cipher_final(cipher: Shared) -> NodeResult<Buffer> {
    let mut cipher = cipher.borrow_mut();
    let work = std::mem::replace(&mut cipher.work, Work::Done);
    let tag = match work {
        Work::Done => return Err(NodeError::coded("ERR_CRYPTO_INVALID_STATE", "Invalid state")),
        Work::Blocks(mut blocks) => return blocks.finish().map(Buffer).map_err(failure),
        Work::Stream(_) | Work::ChaCha20(_) | Work::Xts(_) | Work::Wrap { .. } => return Ok(Buffer(Vec::new())),
        Work::Gcm(gcm) => gcm.tag().to_vec(),
        Work::ChaChaPoly(poly) => poly.tag().to_vec(),
        Work::Ccm { cipher: block, iv, aad, tag, failed } => {
            if failed {
                return Err(unsupported());
            }
            let length = cipher.tag_length.unwrap_or(16);
            match (tag, block) {
                (Some(tag), _) => tag,
                // No text at all.
                (None, Some(block)) => aead::ccm(block, &iv, &aad, &[], length, true).1,
                (None, None) => return Err(unsupported()),
            }
        }
    };
    if cipher.encrypting {
        let length = cipher.tag_length.unwrap_or(16);
        cipher.tag = Some(tag[..length.min(tag.len())].to_vec());
        return Ok(Buffer(Vec::new()));
    }
    match &cipher.tag {
        Some(set) if set.len() <= tag.len() && equal(set, &tag[..set.len()]) => Ok(Buffer(Vec::new())),
        _ => Err(unsupported()),
    }
}

/// Whether padding can be set now.
pub fn cipher_set_auto_padding(cipher: Shared, padding: bool) -> bool {
    match &mut cipher.borrow_mut().work {
        Work::Done => false,
        Work::Blocks(blocks) => {
            blocks.padding = padding;
            true
        }
        _ => true,
    }
}

/// Adds data that is authenticated and not encrypted; false in a state where that can't be.
pub fn cipher_set_aad(cipher: Shared, data: Bytes<'_>, plaintext_length: Option<f64>) -> NodeResult<bool> {
    let mut cipher = cipher.borrow_mut();
    match &mut cipher.work {
        Work::Gcm(gcm) => gcm.add(data.as_slice()),
        Work::ChaChaPoly(poly) => poly.add(data.as_slice()),
        Work::Ccm { cipher: Some(_), aad, .. } => {
            if plaintext_length.is_none() {
                return Err(NodeError::coded(
                    "ERR_MISSING_ARGS",
                    "options.plaintextLength required for CCM mode with AAD",
                )
                .kind(ErrorKind::TypeError));
            }
            aad.extend_from_slice(data.as_slice());
        }
        _ => return Ok(false),
    }
    Ok(true)
}

pub fn cipher_get_auth_tag(cipher: Shared) -> Option<Buffer> {
    let cipher = cipher.borrow();
    if cipher.encrypting && matches!(cipher.work, Work::Done) { cipher.tag.clone().map(Buffer) } else { None }
}

pub fn cipher_set_auth_tag(cipher: Shared, tag: Bytes<'_>) -> NodeResult<bool> {
    let mut cipher = cipher.borrow_mut();
    if !cipher.mode.is_authenticated() || cipher.encrypting || cipher.tag.is_some() || matches!(cipher.work, Work::Done)
    {
        return Ok(false);
    }
    let tag = tag.as_slice();
    let valid = match cipher.tag_length {
        Some(length) => tag.len() == length,
        None => takes_tag(cipher.mode, tag.len()),
    };
    if !valid {
        return Err(invalid_tag(tag.len()));
    }
    cipher.tag = Some(tag.to_vec());
    Ok(true)
}
