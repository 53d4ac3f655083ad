//! Keys from passwords and from other keys: PBKDF2, scrypt, HKDF. The work is long on purpose, so it also runs on the
//! blocking pool.

use engine::{Buffer, OwnedBytes};

use super::digest;
use crate::error::{NodeError, NodeResult};

fn failed() -> NodeError {
    NodeError { message: "Deriving bits failed".to_owned(), ..NodeError::default() }
}

pub fn pbkdf2(
    password: OwnedBytes,
    salt: OwnedBytes,
    iterations: u32,
    length: usize,
    digest: String,
) -> NodeResult<Buffer> {
    let derive = digest::find(&digest).and_then(|algorithm| algorithm.pbkdf2).ok_or_else(failed)?;
    if length == 0 {
        return Err(failed());
    }
    let mut key = vec![0; length];
    derive(&password.0, &salt.0, iterations, &mut key);
    Ok(Buffer(key))
}

/// `cost` is a power of two; the caller has checked it and the memory.
pub fn scrypt(
    password: OwnedBytes,
    salt: OwnedBytes,
    length: usize,
    cost: u64,
    block_size: u32,
    parallelization: u32,
) -> NodeResult<Buffer> {
    let log = u8::try_from(cost.trailing_zeros()).map_err(|_| failed())?;
    let parameters = scrypt::Params::new(log, block_size, parallelization).map_err(|_| failed())?;
    let mut key = vec![0; length];
    if length > 0 {
        scrypt::scrypt(&password.0, &salt.0, &parameters, &mut key).map_err(|_| failed())?;
    }
    Ok(Buffer(key))
}

/// RFC 5869.
pub fn hkdf(digest: String, key: OwnedBytes, salt: OwnedBytes, info: OwnedBytes, length: usize) -> NodeResult<Buffer> {
    let algorithm = digest::find(&digest).ok_or_else(failed)?;
    let hmac = algorithm.hmac.ok_or_else(failed)?;
    if length == 0 {
        return Err(failed());
    }
    let zeroes = vec![0; algorithm.size];
    let mut extract = hmac(if salt.0.is_empty() { &zeroes } else { &salt.0 });
    extract.update(&key.0);
    let extracted = extract.finish(algorithm.size);

    let mut output = Vec::with_capacity(length + algorithm.size);
    let mut previous = Vec::new();
    let mut counter = 1u8;
    while output.len() < length {
        let mut expand = hmac(&extracted);
        expand.update(&previous);
        expand.update(&info.0);
        expand.update(&[counter]);
        previous = expand.finish(algorithm.size);
        output.extend_from_slice(&previous);
        counter = counter.wrapping_add(1);
    }
    output.truncate(length);
    Ok(Buffer(output))
}
