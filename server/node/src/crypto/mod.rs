//! node:crypto: hashes, HMAC, random bytes, key derivation (PBKDF2, scrypt, HKDF), ciphers and secret keys, and Web Crypto's
//! `subtle` for digests, HMAC, AES, PBKDF2 and HKDF; computed by the RustCrypto crates.
//!
//! Not there yet, and `ERR_NOT_IMPLEMENTED` when called: keys of pairs and what is done with them (signatures, Diffie-Hellman,
//! ECDH, RSA encryption, certificates, primes); `subtle` does not know the names of such algorithms. Of OpenSSL's ciphers the
//! OCB, `des3-wrap` and `-cbc-hmac-` ones are not known; nobody is known to use them from JavaScript. There is no
//! FIPS mode and no secure heap: `getFips()` is 0.

mod cipher;
mod derive;
mod digest;
mod hash;

use crate::builtin::{Builtin, blocking, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "crypto",
    source: builtin_source!("crypto/crypto.js"),
    natives: &[
        native!(hash::hash_info),
        native!(hash::hash_start),
        native!(hash::hmac_start),
        native!(hash::hash_update),
        native!(hash::hash_copy),
        native!(hash::hash_finish),
        native!(hash::hash_once),
        native!(hash::timing_safe_equal),
        native!(hash::random_bytes),
        native!(hash::random_fill),
        native!(derive::pbkdf2),
        blocking!(derive::pbkdf2),
        native!(derive::scrypt),
        blocking!(derive::scrypt),
        native!(derive::hkdf),
        blocking!(derive::hkdf),
        native!(cipher::cipher_info),
        native!(cipher::cipher_names),
        native!(cipher::cipher_takes),
        native!(cipher::cipher_start),
        native!(cipher::cipher_update),
        native!(cipher::cipher_final),
        native!(cipher::cipher_set_auto_padding),
        native!(cipher::cipher_set_aad),
        native!(cipher::cipher_get_auth_tag),
        native!(cipher::cipher_set_auth_tag),
    ],
}];
