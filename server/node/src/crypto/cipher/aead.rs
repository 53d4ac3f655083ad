//! The modes with authentication: GCM, CCM, ChaCha20-Poly1305. GCM and ChaCha20-Poly1305 take their text in pieces; CCM has
//! to know all of it.

use chacha20::ChaCha20;
use cipher::array::Array;
use cipher::{KeyInit, KeyIvInit, StreamCipher, StreamCipherSeek};
use ghash::GHash;
use poly1305::Poly1305;
use poly1305::universal_hash::UniversalHash;

use super::block::{self, Block, Family, xor};
use super::modes::{Kind, Stream};

/// A hash over blocks of 16 bytes that is given pieces of any length.
struct Padded<H> {
    hash: H,
    waiting: Vec<u8>,
    length: u64,
}

impl<H: UniversalHash<BlockSize = cipher::consts::U16>> Padded<H> {
    fn new(hash: H) -> Padded<H> {
        Padded { hash, waiting: Vec::new(), length: 0 }
    }

    fn update(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if !self.waiting.is_empty() {
            let count = bytes.len().min(16 - self.waiting.len());
            self.waiting.extend_from_slice(&bytes[..count]);
            bytes = &bytes[count..];
            if self.waiting.len() < 16 {
                return;
            }
            self.hash.update_padded(&std::mem::take(&mut self.waiting));
        }
        let (blocks, rest) = Array::slice_as_chunks(bytes);
        self.hash.update(blocks);
        self.waiting.extend_from_slice(rest);
    }

    /// Fills the last block with zeroes; answers how many bytes there were.
    fn pad(&mut self) -> u64 {
        if !self.waiting.is_empty() {
            self.hash.update_padded(&std::mem::take(&mut self.waiting));
        }
        std::mem::take(&mut self.length)
    }
}

pub struct Gcm {
    stream: Stream,
    hash: Padded<GHash>,
    /// What the tag is masked with.
    mask: [u8; 16],
    aad: Option<u64>,
    encrypting: bool,
}

impl Gcm {
    pub fn new(family: Family, key: &[u8], iv: &[u8], encrypting: bool) -> Option<Gcm> {
        let cipher = block::new(family, key)?;
        let mut subkey = [0; 16];
        cipher.encrypt(&mut subkey);
        let hash = GHash::new(&subkey.into());

        let mut counter = [0; 16];
        if iv.len() == 12 {
            counter[..12].copy_from_slice(iv);
            counter[15] = 1;
        } else {
            let mut of_iv = Padded::new(hash.clone());
            of_iv.update(iv);
            let length = of_iv.pad();
            let mut lengths = [0; 16];
            lengths[8..].copy_from_slice(&(length * 8).to_be_bytes());
            of_iv.update(&lengths);
            counter.copy_from_slice(&of_iv.hash.finalize());
        }
        let mut mask = counter;
        cipher.encrypt(&mut mask);
        let next = u32::from_be_bytes([counter[12], counter[13], counter[14], counter[15]]).wrapping_add(1);
        counter[12..].copy_from_slice(&next.to_be_bytes());
        let stream = Stream::new(cipher, Kind::Ctr32, encrypting, counter.to_vec());
        Some(Gcm { stream, hash: Padded::new(hash), mask, aad: None, encrypting })
    }

    pub fn add(&mut self, aad: &[u8]) {
        self.hash.update(aad);
    }

    pub fn update(&mut self, bytes: &mut [u8]) {
        if self.aad.is_none() {
            self.aad = Some(self.hash.pad());
        }
        if self.encrypting {
            self.stream.update(bytes);
            self.hash.update(bytes);
        } else {
            self.hash.update(bytes);
            self.stream.update(bytes);
        }
    }

    pub fn tag(mut self) -> [u8; 16] {
        self.update(&mut []);
        let text = self.hash.pad();
        let mut lengths = [0; 16];
        lengths[..8].copy_from_slice(&(self.aad.unwrap_or(0) * 8).to_be_bytes());
        lengths[8..].copy_from_slice(&(text * 8).to_be_bytes());
        self.hash.update(&lengths);
        let mut tag = self.mask;
        xor(&mut tag, &self.hash.hash.finalize());
        tag
    }
}

pub struct ChaChaPoly {
    stream: ChaCha20,
    hash: Padded<Poly1305>,
    aad: Option<u64>,
    encrypting: bool,
}

impl ChaChaPoly {
    pub fn new(key: &[u8], iv: &[u8], encrypting: bool) -> Option<ChaChaPoly> {
        // A shorter nonce has zeroes before it.
        let mut nonce = [0; 12];
        nonce[12 - iv.len()..].copy_from_slice(iv);
        let mut stream = ChaCha20::new_from_slices(key, &nonce).ok()?;
        let mut one_time = [0; 32];
        stream.apply_keystream(&mut one_time);
        stream.seek(64u64);
        let hash = Poly1305::new(&one_time.into());
        Some(ChaChaPoly { stream, hash: Padded::new(hash), aad: None, encrypting })
    }

    pub fn add(&mut self, aad: &[u8]) {
        self.hash.update(aad);
    }

    pub fn update(&mut self, bytes: &mut [u8]) {
        if self.aad.is_none() {
            self.aad = Some(self.hash.pad());
        }
        if self.encrypting {
            self.stream.apply_keystream(bytes);
            self.hash.update(bytes);
        } else {
            self.hash.update(bytes);
            self.stream.apply_keystream(bytes);
        }
    }

    pub fn tag(mut self) -> [u8; 16] {
        self.update(&mut []);
        let text = self.hash.pad();
        let mut lengths = [0; 16];
        lengths[..8].copy_from_slice(&self.aad.unwrap_or(0).to_le_bytes());
        lengths[8..].copy_from_slice(&text.to_le_bytes());
        self.hash.update(&lengths);
        self.hash.hash.finalize().into()
    }
}

/// RFC 3610. `text` is all of it; answers it transformed, and the tag.
pub fn ccm(
    cipher: Box<dyn Block>,
    iv: &[u8],
    aad: &[u8],
    text: &[u8],
    tag_length: usize,
    encrypting: bool,
) -> (Vec<u8>, Vec<u8>) {
    let size_of_length = 15 - iv.len();
    let mut counter = [0; 16];
    counter[0] = (size_of_length - 1) as u8;
    counter[1..=iv.len()].copy_from_slice(iv);

    let mut first = counter;
    first[0] |= (((tag_length - 2) / 2) << 3) as u8 | if aad.is_empty() { 0 } else { 0x40 };
    let length = (text.len() as u64).to_be_bytes();
    let kept = size_of_length.min(8);
    first[16 - kept..].copy_from_slice(&length[8 - kept..]);

    let mut mac = first;
    cipher.encrypt(&mut mac);
    if !aad.is_empty() {
        let mut headed = if aad.len() < 0xff00 {
            (aad.len() as u16).to_be_bytes().to_vec()
        } else {
            [&[0xff, 0xfe][..], &(aad.len() as u32).to_be_bytes()].concat()
        };
        headed.extend_from_slice(aad);
        authenticate(&*cipher, &mut mac, &headed);
    }
    let mut mask = counter;
    cipher.encrypt(&mut mask);
    let mut start = counter;
    start[15] = 1;

    let mut output = text.to_vec();
    if encrypting {
        authenticate(&*cipher, &mut mac, text);
        Stream::new(cipher, Kind::Ctr, true, start.to_vec()).update(&mut output);
    } else {
        // The same stream both ways; the MAC is over the plain text.
        let mut stream = Stream::new(cipher, Kind::Ctr, false, start.to_vec());
        stream.update(&mut output);
        authenticate(stream.cipher(), &mut mac, &output);
    }
    xor(&mut mac, &mask);
    (output, mac[..tag_length].to_vec())
}

fn authenticate(cipher: &dyn Block, mac: &mut [u8; 16], bytes: &[u8]) {
    for block in bytes.chunks(16) {
        xor(mac, block);
        cipher.encrypt(mac);
    }
}
