//! Block ciphers behind one trait. Many blocks at once, so that the crates can work on several in parallel.

use cipher::array::Array;
use cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockSizeUser, KeyInit};

pub trait Block {
    fn size(&self) -> usize;
    /// In place; whole blocks only, each by itself.
    fn encrypt(&self, blocks: &mut [u8]);
    fn decrypt(&self, blocks: &mut [u8]);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Aes,
    Aria,
    Camellia,
    Sm4,
    TripleDes,
    /// Stream ciphers have none.
    None,
}

struct Any<C>(C);

impl<C: BlockCipherEncrypt + BlockCipherDecrypt> Block for Any<C> {
    fn size(&self) -> usize {
        <C as BlockSizeUser>::block_size()
    }

    fn encrypt(&self, blocks: &mut [u8]) {
        self.0.encrypt_blocks(Array::slice_as_chunks_mut(blocks).0);
    }

    fn decrypt(&self, blocks: &mut [u8]) {
        self.0.decrypt_blocks(Array::slice_as_chunks_mut(blocks).0);
    }
}

fn keyed<C: KeyInit + BlockCipherEncrypt + BlockCipherDecrypt + 'static>(key: &[u8]) -> Option<Box<dyn Block>> {
    Some(Box::new(Any(C::new_from_slice(key).ok()?)))
}

/// The cipher of a family whose key has this length.
pub fn new(family: Family, key: &[u8]) -> Option<Box<dyn Block>> {
    match (family, key.len()) {
        (Family::Aes, 16) => keyed::<aes::Aes128>(key),
        (Family::Aes, 24) => keyed::<aes::Aes192>(key),
        (Family::Aes, 32) => keyed::<aes::Aes256>(key),
        (Family::Aria, 16) => keyed::<aria::Aria128>(key),
        (Family::Aria, 24) => keyed::<aria::Aria192>(key),
        (Family::Aria, 32) => keyed::<aria::Aria256>(key),
        (Family::Camellia, 16) => keyed::<camellia::Camellia128>(key),
        (Family::Camellia, 24) => keyed::<camellia::Camellia192>(key),
        (Family::Camellia, 32) => keyed::<camellia::Camellia256>(key),
        (Family::Sm4, 16) => keyed::<sm4::Sm4>(key),
        (Family::TripleDes, 16) => keyed::<des::TdesEde2>(key),
        (Family::TripleDes, 24) => keyed::<des::TdesEde3>(key),
        _ => None,
    }
}

pub fn xor(target: &mut [u8], other: &[u8]) {
    for (byte, other) in target.iter_mut().zip(other) {
        *byte ^= other;
    }
}
