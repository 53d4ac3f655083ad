//! The hash functions: one table of names, and one object for each running computation.

use digest::block_api::BlockSizeUser;
use digest::{Digest, FixedOutput, KeyInit, Output, Update};
use hmac::{Hmac, SimpleHmac};
use md5::Md5;
use sha1::Sha1;

/// A hash or MAC that is being computed.
pub trait Hasher {
    fn update(&mut self, bytes: &[u8]);
    /// The value; `length` is for functions whose output has any length.
    fn finish(self: Box<Self>, length: usize) -> Vec<u8>;
    fn copy(&self) -> Box<dyn Hasher>;
}

/// Makes a MAC of a key.
type MakeMac = fn(&[u8]) -> Box<dyn Hasher>;
/// Derives a key of password, salt and iterations, into the output.
type DeriveKey = fn(&[u8], &[u8], u32, &mut [u8]);

/// One hash function.
pub struct Algorithm {
    /// Every name of it, in lower case.
    names: &'static [&'static str],
    /// Bytes of its value; of the default one when any length can be had.
    pub size: usize,
    /// Whether any length can be had.
    pub extendable: bool,
    pub hasher: fn() -> Box<dyn Hasher>,
    pub hmac: Option<MakeMac>,
    pub pbkdf2: Option<DeriveKey>,
}

pub fn find(name: &str) -> Option<&'static Algorithm> {
    let name = name.to_ascii_lowercase();
    ALGORITHMS.iter().find(|algorithm| algorithm.names.contains(&name.as_str()))
}

/// Anything that takes bytes and ends in a value of one size.
#[derive(Clone)]
struct Fixed<T>(T);

impl<T: Update + FixedOutput + Clone + 'static> Hasher for Fixed<T> {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(self: Box<Self>, _length: usize) -> Vec<u8> {
        self.0.finalize_fixed().to_vec()
    }

    fn copy(&self) -> Box<dyn Hasher> {
        Box::new(self.clone())
    }
}

#[derive(Clone)]
struct Extendable<T>(T);

impl<T: Update + digest::ExtendableOutput + Clone + 'static> Hasher for Extendable<T> {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(self: Box<Self>, length: usize) -> Vec<u8> {
        let mut value = vec![0; length];
        self.0.finalize_xof_into(&mut value);
        value
    }

    fn copy(&self) -> Box<dyn Hasher> {
        Box::new(self.clone())
    }
}

/// MD5 and SHA-1 one after the other, as old TLS had it.
#[derive(Clone, Default)]
struct Md5Sha1(Md5, Sha1);

impl digest::HashMarker for Md5Sha1 {}

impl digest::OutputSizeUser for Md5Sha1 {
    type OutputSize = digest::consts::U36;
}

impl BlockSizeUser for Md5Sha1 {
    type BlockSize = digest::consts::U64;
}

impl Update for Md5Sha1 {
    fn update(&mut self, data: &[u8]) {
        Update::update(&mut self.0, data);
        Update::update(&mut self.1, data);
    }
}

impl FixedOutput for Md5Sha1 {
    fn finalize_into(self, out: &mut Output<Self>) {
        out[..16].copy_from_slice(&self.0.finalize());
        out[16..].copy_from_slice(&self.1.finalize());
    }
}

fn keyed<M: KeyInit + Update + FixedOutput + Clone + 'static>(key: &[u8]) -> Box<dyn Hasher> {
    // An HMAC takes keys of any length.
    Box::new(Fixed(M::new_from_slice(key).expect("any length is a key")))
}

fn derived<M: KeyInit + Update + FixedOutput + Clone>(password: &[u8], salt: &[u8], iterations: u32, out: &mut [u8]) {
    pbkdf2::pbkdf2::<M>(password, salt, iterations, out).expect("any length is a key");
}

/// A hash whose state after a block can be kept: HMAC then costs no more than it must.
macro_rules! block_hash {
    ($hash:ty, $($name:literal),*) => {
        Algorithm {
            names: &[$($name),*],
            size: <<$hash as digest::OutputSizeUser>::OutputSize as digest::typenum::Unsigned>::USIZE,
            extendable: false,
            hasher: || Box::new(Fixed(<$hash>::new())),
            hmac: Some(keyed::<Hmac<$hash>>),
            pbkdf2: Some(derived::<Hmac<$hash>>),
        }
    };
}

macro_rules! other_hash {
    ($hash:ty, $($name:literal),*) => {
        Algorithm {
            names: &[$($name),*],
            size: <<$hash as digest::OutputSizeUser>::OutputSize as digest::typenum::Unsigned>::USIZE,
            extendable: false,
            hasher: || Box::new(Fixed(<$hash>::default())),
            hmac: Some(keyed::<SimpleHmac<$hash>>),
            pbkdf2: Some(derived::<SimpleHmac<$hash>>),
        }
    };
}

macro_rules! extendable_hash {
    ($hash:ty, $size:literal, $($name:literal),*) => {
        Algorithm {
            names: &[$($name),*],
            size: $size,
            extendable: true,
            hasher: || Box::new(Extendable(<$hash>::default())),
            hmac: None,
            pbkdf2: None,
        }
    };
}

static ALGORITHMS: &[Algorithm] = &[
    block_hash!(sha2::Sha256, "sha256", "rsa-sha256", "sha-256", "sha2-256", "sha256withrsaencryption"),
    block_hash!(Sha1, "sha1", "rsa-sha1", "sha-1", "rsa-sha1-2", "sha1withrsaencryption", "sha1withrsa", "ssl3-sha1"),
    block_hash!(Md5, "md5", "rsa-md5", "md5withrsaencryption", "ssl3-md5"),
    block_hash!(sha2::Sha512, "sha512", "rsa-sha512", "sha-512", "sha2-512", "sha512withrsaencryption"),
    block_hash!(sha2::Sha384, "sha384", "rsa-sha384", "sha-384", "sha2-384", "sha384withrsaencryption"),
    block_hash!(sha2::Sha224, "sha224", "rsa-sha224", "sha-224", "sha2-224", "sha224withrsaencryption"),
    block_hash!(
        sha2::Sha512_224,
        "sha512-224",
        "rsa-sha512/224",
        "sha-512/224",
        "sha2-512/224",
        "sha512-224withrsaencryption"
    ),
    block_hash!(
        sha2::Sha512_256,
        "sha512-256",
        "rsa-sha512/256",
        "sha-512/256",
        "sha2-512/256",
        "sha512-256withrsaencryption"
    ),
    block_hash!(ripemd::Ripemd160, "ripemd160", "rmd160", "ripemd", "ripemd-160", "rsa-ripemd160", "ripemd160withrsa"),
    block_hash!(sm3::Sm3, "sm3", "rsa-sm3", "sm3withrsaencryption"),
    other_hash!(sha3::Sha3_224, "sha3-224", "rsa-sha3-224", "id-rsassa-pkcs1-v1_5-with-sha3-224"),
    other_hash!(sha3::Sha3_256, "sha3-256", "rsa-sha3-256", "id-rsassa-pkcs1-v1_5-with-sha3-256"),
    other_hash!(sha3::Sha3_384, "sha3-384", "rsa-sha3-384", "id-rsassa-pkcs1-v1_5-with-sha3-384"),
    other_hash!(sha3::Sha3_512, "sha3-512", "rsa-sha3-512", "id-rsassa-pkcs1-v1_5-with-sha3-512"),
    other_hash!(blake2::Blake2b512, "blake2b512", "blake2b-512"),
    other_hash!(blake2::Blake2s256, "blake2s256", "blake2s-256"),
    other_hash!(Md5Sha1, "md5-sha1"),
    extendable_hash!(shake::Shake128, 16, "shake128", "shake-128"),
    extendable_hash!(shake::Shake256, 32, "shake256", "shake-256"),
];
