//! The modes without authentication: ECB and CBC work on whole blocks and pad; CTR, CFB and OFB make streams; XTS and key
//! wrapping take one message.

use super::block::{Block, xor};

/// Why the last step failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The bytes are not whole blocks.
    WrongLength,
    /// The padding is not one.
    BadDecrypt,
}

/// ECB and CBC.
pub struct Blocks {
    cipher: Box<dyn Block>,
    encrypting: bool,
    /// The previous block of ciphertext; none in ECB.
    chain: Option<Vec<u8>>,
    /// Bytes that wait for the rest of their block; when decrypting with padding, the last block too.
    waiting: Vec<u8>,
    pub padding: bool,
}

impl Blocks {
    pub fn new(cipher: Box<dyn Block>, encrypting: bool, chain: Option<Vec<u8>>) -> Blocks {
        Blocks { cipher, encrypting, chain, waiting: Vec::new(), padding: true }
    }

    pub fn update(&mut self, input: &[u8]) -> Vec<u8> {
        let size = self.cipher.size();
        let mut bytes = std::mem::take(&mut self.waiting);
        bytes.extend_from_slice(input);
        let mut keep = bytes.len() % size;
        if !self.encrypting && self.padding && keep == 0 && !bytes.is_empty() {
            // It may hold the padding.
            keep = size;
        }
        self.waiting = bytes.split_off(bytes.len() - keep);
        self.transform(&mut bytes);
        bytes
    }

    fn transform(&mut self, bytes: &mut [u8]) {
        let size = self.cipher.size();
        let Some(chain) = &mut self.chain else {
            return if self.encrypting { self.cipher.encrypt(bytes) } else { self.cipher.decrypt(bytes) };
        };
        if bytes.is_empty() {
            return;
        }
        if self.encrypting {
            for block in bytes.chunks_exact_mut(size) {
                xor(block, chain);
                self.cipher.encrypt(block);
                chain.copy_from_slice(block);
            }
        } else {
            let mut previous = std::mem::take(chain);
            *chain = bytes[bytes.len() - size..].to_vec();
            previous.extend_from_slice(&bytes[..bytes.len() - size]);
            self.cipher.decrypt(bytes);
            xor(bytes, &previous);
        }
    }

    pub fn finish(&mut self) -> Result<Vec<u8>, Failure> {
        let size = self.cipher.size();
        let mut last = std::mem::take(&mut self.waiting);
        if !self.padding {
            return if last.is_empty() { Ok(last) } else { Err(Failure::WrongLength) };
        }
        if self.encrypting {
            let count = size - last.len();
            last.resize(size, count as u8);
            self.transform(&mut last);
            return Ok(last);
        }
        if last.len() != size {
            return Err(Failure::WrongLength);
        }
        self.transform(&mut last);
        let count = usize::from(last[size - 1]);
        if count == 0 || count > size || last[size - count..].iter().any(|byte| usize::from(*byte) != count) {
            return Err(Failure::BadDecrypt);
        }
        last.truncate(size - count);
        Ok(last)
    }
}

/// Which stream is made of a block cipher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ctr,
    /// CTR whose counter is the last 32 bits: what GCM and CCM need.
    Ctr32,
    Cfb,
    Cfb8,
    Cfb1,
    Ofb,
}

/// Blocks of key stream made at once in CTR.
const BATCH: usize = 64;

pub struct Stream {
    cipher: Box<dyn Block>,
    kind: Kind,
    encrypting: bool,
    /// The counter, or the shift register.
    register: Vec<u8>,
    key_stream: Vec<u8>,
    used: usize,
}

impl Stream {
    pub fn new(cipher: Box<dyn Block>, kind: Kind, encrypting: bool, register: Vec<u8>) -> Stream {
        Stream { cipher, kind, encrypting, register, key_stream: Vec::new(), used: 0 }
    }

    pub fn cipher(&self) -> &dyn Block {
        &*self.cipher
    }

    pub fn update(&mut self, bytes: &mut [u8]) {
        match self.kind {
            Kind::Ctr | Kind::Ctr32 => self.counter(bytes),
            Kind::Ofb => self.output_feedback(bytes),
            Kind::Cfb => self.cipher_feedback(bytes),
            Kind::Cfb8 => self.byte_feedback(bytes),
            Kind::Cfb1 => self.bit_feedback(bytes),
        }
    }

    fn counter(&mut self, mut bytes: &mut [u8]) {
        let size = self.cipher.size();
        let first = if self.kind == Kind::Ctr32 { size - 4 } else { 0 };
        while !bytes.is_empty() {
            if self.used == self.key_stream.len() {
                let blocks = bytes.len().div_ceil(size).min(BATCH);
                self.key_stream.clear();
                for _ in 0..blocks {
                    self.key_stream.extend_from_slice(&self.register);
                    for byte in self.register[first..].iter_mut().rev() {
                        *byte = byte.wrapping_add(1);
                        if *byte != 0 {
                            break;
                        }
                    }
                }
                self.cipher.encrypt(&mut self.key_stream);
                self.used = 0;
            }
            let count = bytes.len().min(self.key_stream.len() - self.used);
            let (now, later) = bytes.split_at_mut(count);
            xor(now, &self.key_stream[self.used..]);
            self.used += count;
            bytes = later;
        }
    }

    fn output_feedback(&mut self, bytes: &mut [u8]) {
        let size = self.cipher.size();
        for byte in bytes {
            if self.used == 0 {
                self.cipher.encrypt(&mut self.register);
            }
            *byte ^= self.register[self.used];
            self.used = (self.used + 1) % size;
        }
    }

    fn cipher_feedback(&mut self, bytes: &mut [u8]) {
        let size = self.cipher.size();
        for byte in bytes {
            if self.used == 0 {
                self.cipher.encrypt(&mut self.register);
            }
            let input = *byte;
            *byte ^= self.register[self.used];
            self.register[self.used] = if self.encrypting { *byte } else { input };
            self.used = (self.used + 1) % size;
        }
    }

    fn byte_feedback(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            let mut block = self.register.clone();
            self.cipher.encrypt(&mut block);
            let input = *byte;
            *byte ^= block[0];
            self.register.rotate_left(1);
            let last = self.register.len() - 1;
            self.register[last] = if self.encrypting { *byte } else { input };
        }
    }

    fn bit_feedback(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            let input = *byte;
            let mut output = 0;
            for position in (0..8).rev() {
                let mut block = self.register.clone();
                self.cipher.encrypt(&mut block);
                let bit = input >> position & 1;
                let result = bit ^ block[0] >> 7;
                output |= result << position;
                let fed = if self.encrypting { result } else { bit };
                let mut carry = fed;
                for part in self.register.iter_mut().rev() {
                    let next = *part >> 7;
                    *part = *part << 1 | carry;
                    carry = next;
                }
            }
            *byte = output;
        }
    }
}

/// XTS: each piece is a sector of its own, with stealing for what is not whole blocks. At least one block.
pub struct Xts {
    data: Box<dyn Block>,
    encrypting: bool,
    tweak: [u8; 16],
}

impl Xts {
    pub fn new(data: Box<dyn Block>, tweaking: &dyn Block, encrypting: bool, iv: &[u8]) -> Xts {
        let mut tweak = [0; 16];
        tweak.copy_from_slice(iv);
        tweaking.encrypt(&mut tweak);
        Xts { data, encrypting, tweak }
    }

    fn step(&self, block: &mut [u8], tweak: &[u8; 16]) {
        xor(block, tweak);
        if self.encrypting {
            self.data.encrypt(block)
        } else {
            self.data.decrypt(block)
        }
        xor(block, tweak);
    }

    pub fn update(&self, input: &[u8]) -> Option<Vec<u8>> {
        if input.len() < 16 {
            return None;
        }
        let mut bytes = input.to_vec();
        let mut tweak = self.tweak;
        let rest = bytes.len() % 16;
        let whole = bytes.len() - rest - if rest > 0 { 16 } else { 0 };
        for block in bytes[..whole].chunks_exact_mut(16) {
            self.step(block, &tweak);
            tweak = doubled(tweak);
        }
        if rest > 0 {
            let next = doubled(tweak);
            // Decrypting takes the two last tweaks the other way round.
            let (first, second) = if self.encrypting { (tweak, next) } else { (next, tweak) };
            let tail = &mut bytes[whole..];
            self.step(&mut tail[..16], &first);
            for index in 0..rest {
                tail.swap(index, 16 + index);
            }
            self.step(&mut tail[..16], &second);
        }
        Some(bytes)
    }
}

fn doubled(tweak: [u8; 16]) -> [u8; 16] {
    let value = u128::from_le_bytes(tweak);
    (value << 1 ^ if value >> 127 == 1 { 0x87 } else { 0 }).to_le_bytes()
}

/// RFC 3394: keys wrapped in keys. Nothing stays nothing.
pub fn wrap(cipher: &dyn Block, iv: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    if key.is_empty() {
        return Some(Vec::new());
    }
    if key.len() < 16 || !key.len().is_multiple_of(8) {
        return None;
    }
    let count = key.len() / 8;
    let mut output = [iv, key].concat();
    let mut block = [0; 16];
    for round in 0..6 {
        for index in 1..=count {
            let part = 8 * index..8 * index + 8;
            block[..8].copy_from_slice(&output[..8]);
            block[8..].copy_from_slice(&output[part.clone()]);
            cipher.encrypt(&mut block);
            xor(&mut block[..8], &((round * count + index) as u64).to_be_bytes());
            output[..8].copy_from_slice(&block[..8]);
            output[part].copy_from_slice(&block[8..]);
        }
    }
    Some(output)
}

pub fn unwrap(cipher: &dyn Block, iv: &[u8], wrapped: &[u8]) -> Option<Vec<u8>> {
    if wrapped.is_empty() {
        return Some(Vec::new());
    }
    let (head, key) = unwrap_unchecked(cipher, wrapped)?;
    let valid: bool = subtle::ConstantTimeEq::ct_eq(&head[..], iv).into();
    valid.then_some(key)
}

/// What stood before the key, which tells whether it is one, and the key.
fn unwrap_unchecked(cipher: &dyn Block, wrapped: &[u8]) -> Option<([u8; 8], Vec<u8>)> {
    if wrapped.len() < 24 || !wrapped.len().is_multiple_of(8) {
        return None;
    }
    let count = wrapped.len() / 8 - 1;
    let mut output = wrapped.to_vec();
    let mut block = [0; 16];
    for round in (0..6).rev() {
        for index in (1..=count).rev() {
            let part = 8 * index..8 * index + 8;
            block[..8].copy_from_slice(&output[..8]);
            xor(&mut block[..8], &((round * count + index) as u64).to_be_bytes());
            block[8..].copy_from_slice(&output[part.clone()]);
            cipher.decrypt(&mut block);
            output[..8].copy_from_slice(&block[..8]);
            output[part].copy_from_slice(&block[8..]);
        }
    }
    let key = output.split_off(8);
    Some((output.try_into().ok()?, key))
}

/// RFC 5649: keys of any length, filled up with zeros; their length stands behind the short iv.
pub fn wrap_padded(cipher: &dyn Block, iv: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    if key.is_empty() {
        return Some(Vec::new());
    }
    let head = [iv, &u32::try_from(key.len()).ok()?.to_be_bytes()].concat();
    let mut padded = key.to_vec();
    padded.resize(key.len().next_multiple_of(8), 0);
    if padded.len() > 8 {
        return wrap(cipher, &head, &padded);
    }
    let mut block: [u8; 16] = [head, padded].concat().try_into().ok()?;
    cipher.encrypt(&mut block);
    Some(block.to_vec())
}

pub fn unwrap_padded(cipher: &dyn Block, iv: &[u8], wrapped: &[u8]) -> Option<Vec<u8>> {
    if wrapped.is_empty() {
        return Some(Vec::new());
    }
    let (head, mut key) = if let Ok(mut block) = <[u8; 16]>::try_from(wrapped) {
        cipher.decrypt(&mut block);
        let (head, key) = block.split_at(8);
        (head.try_into().ok()?, key.to_vec())
    } else {
        unwrap_unchecked(cipher, wrapped)?
    };
    let (start, length) = head.split_at(4);
    let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
    let same: bool = subtle::ConstantTimeEq::ct_eq(start, iv).into();
    if !same || length > key.len() || length + 8 <= key.len() || key[length..].iter().any(|byte| *byte != 0) {
        return None;
    }
    key.truncate(length);
    Some(key)
}
