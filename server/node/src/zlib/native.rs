//! The natives of `zlib`: opening a codec, stepping it, running it over everything.

use std::sync::{Arc, Mutex, MutexGuard};

use engine::{Buffer, Bytes, FromValue, Function, Handle, IntoValue, Scope, SharedBytes, Value};

use super::brotli::{Decoder, Encoder};
use super::codec::{self, Codec, Failure, Progress, RunError};
use super::deflate::{self, Deflate, Mode, Options};
use super::zstd::{Compressor, Decompressor};
use crate::{EventLoop, NodeError, NodeResult, enter::Enter};

/// A codec that JavaScript holds, until it is closed. The lock is taken by one step at a time; JavaScript starts no second one
/// meanwhile.
pub struct Stream(Shared);

type Shared = Arc<Mutex<Option<Box<dyn Codec>>>>;

/// A codec whose step panicked is only ever dropped.
fn lock(codec: &Shared) -> MutexGuard<'_, Option<Box<dyn Codec>>> {
    codec.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn closed() -> Failure {
    Failure::new("zlib binding closed", "Z_STREAM_ERROR", -2)
}

fn step_shared(codec: &Shared, flush: u32, input: &[u8], output: &mut [u8]) -> Result<Progress, Failure> {
    lock(codec).as_mut().ok_or_else(closed)?.step(flush, input, output)
}

fn run_shared(codec: &Shared, flush: u32, input: &[u8], limit: f64) -> Result<(Vec<u8>, usize), RunError> {
    let mut guard = lock(codec);
    let codec = guard.as_mut().ok_or_else(|| RunError::Failure(closed()))?;
    codec::run(codec.as_mut(), flush, input, limit as usize)
}

/// `[message, errno, code]`, from which JavaScript makes the error.
impl<'s> IntoValue<'s> for Failure {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        (self.message, self.errno, self.code).into_value(scope)
    }
}

pub fn crc32(bytes: Bytes, start: u32) -> u32 {
    deflate::crc32(start, bytes.as_slice())
}

fn opened<C: Codec + 'static>(result: Result<Box<C>, Failure>) -> NodeResult<Handle<Stream>> {
    match result {
        Ok(codec) => Ok(Handle::new(Stream(Arc::new(Mutex::new(Some(codec)))))),
        Err(failure) => Err(NodeError::coded(failure.code, failure.message)),
    }
}

pub fn open_deflate(
    mode: u32,
    window_bits: i32,
    level: i32,
    mem_level: i32,
    strategy: i32,
    dictionary: Option<Bytes>,
) -> NodeResult<Handle<Stream>> {
    let mode = Mode::from_number(mode).ok_or_else(|| NodeError::coded("ERR_INVALID_ARG_VALUE", "Bad argument"))?;
    let dictionary = dictionary.map(|bytes| bytes.as_slice().to_vec()).unwrap_or_default();
    opened(Deflate::open(Options { mode, window_bits, level, mem_level, strategy, dictionary }))
}

/// `parameters` holds numbers and values in turn.
pub fn open_brotli(compress: bool, parameters: Vec<f64>) -> NodeResult<Handle<Stream>> {
    let parameters = pairs(&parameters).map(|(parameter, value)| (parameter, value as i64 as u32)).collect::<Vec<_>>();
    if compress {
        opened(Encoder::new(parameters).map(Box::new))
    } else {
        opened(Decoder::new(&parameters).map(Box::new))
    }
}

pub fn open_zstd(compress: bool, parameters: Vec<f64>, pledged_size: Option<f64>) -> NodeResult<Handle<Stream>> {
    let parameters = pairs(&parameters).map(|(parameter, value)| (parameter, value as i64 as i32)).collect();
    if compress {
        opened(Compressor::new(parameters, pledged_size.map(|size| size as u64)).map(Box::new))
    } else {
        opened(Decompressor::new(parameters).map(Box::new))
    }
}

fn pairs(flat: &[f64]) -> impl Iterator<Item = (u32, f64)> + '_ {
    flat.chunks_exact(2).map(|pair| (pair[0] as u32, pair[1]))
}

/// One step now. `state` is a Uint32Array of two: room left in the output, input left.
pub fn step(stream: Handle<Stream>, flush: u32, input: Bytes, output: Bytes, state: Bytes) -> Option<Failure> {
    let (mut output, mut state) = (output, state);
    let (available_in, available_out) = (input.as_slice().len(), output.as_slice().len());
    match step_shared(&stream.0, flush, input.as_slice(), output.as_mut_slice()) {
        Ok(progress) => {
            write_state(state.as_mut_slice(), available_in, available_out, progress);
            None
        }
        Err(failure) => Some(failure),
    }
}

fn write_state(state: &mut [u8], available_in: usize, available_out: usize, progress: Progress) {
    let left = [(available_out - progress.written) as u32, (available_in - progress.read) as u32];
    for (slot, number) in state.chunks_exact_mut(4).zip(left) {
        slot.copy_from_slice(&number.to_ne_bytes());
    }
}

/// One step on the blocking pool, or here if it is short; then `callback(failure, availableOut, availableIn)` on the loop.
pub fn step_async<'s>(
    scope: &'s Scope,
    stream: Handle<Stream>,
    flush: u32,
    input: Value<'s>,
    output: Value<'s>,
    callback: Function,
) -> Result<(), Value<'s>> {
    let event_loop = EventLoop::of(scope);
    let (input_view, mut output_view) = (Bytes::from_value(input)?, Bytes::from_value(output)?);
    let (available_in, available_out) = (input_view.as_slice().len(), output_view.as_slice().len());
    let finish = move |scope: &Scope, result: Result<Progress, Failure>| {
        let (failure, progress) = match result {
            Ok(progress) => (scope.undefined(), progress),
            Err(failure) => (failure.into_value(scope), Progress::default()),
        };
        let left_out = ((available_out - progress.written) as f64).into_value(scope);
        let left_in = ((available_in - progress.read) as f64).into_value(scope);
        callback.enter(scope, None, &[failure, left_out, left_in]);
    };

    // Nobody else holds the lock now: a second step is not begun before the first has called back.
    if let Ok(mut guard) = stream.0.try_lock()
        && let Some(codec) = guard.as_mut()
        && codec.is_quick(available_in, available_out)
    {
        let result = codec.step(flush, input_view.as_slice(), output_view.as_mut_slice());
        event_loop.enqueue(move |scope| finish(scope, result));
        return Ok(());
    }
    let (input, mut output) = (SharedBytes::from_value(input)?, SharedBytes::from_value(output)?);
    let codec = stream.0.clone();
    event_loop.spawn_blocking(move || step_shared(&codec, flush, input.as_slice(), output.as_mut_slice()), finish);
    Ok(())
}

/// Everything at once: `[output, bytes read]`, a failure, or null when the output would be longer than `limit`.
pub fn run<'s>(scope: &'s Scope, stream: Handle<Stream>, flush: u32, input: Bytes, limit: f64) -> Value<'s> {
    let result = run_shared(&stream.0, flush, input.as_slice(), limit);
    run_result(scope, result)
}

pub fn run_async(
    scope: &Scope,
    stream: Handle<Stream>,
    flush: u32,
    input: SharedBytes,
    limit: f64,
    callback: Function,
) {
    let codec = stream.0.clone();
    EventLoop::of(scope).spawn_blocking(
        move || run_shared(&codec, flush, input.as_slice(), limit),
        move |scope, result| {
            let value = run_result(scope, result);
            callback.enter(scope, None, &[value]);
        },
    );
}

fn run_result<'s>(scope: &'s Scope, result: Result<(Vec<u8>, usize), RunError>) -> Value<'s> {
    match result {
        Ok((output, read)) => (Buffer(output), read as f64).into_value(scope),
        Err(RunError::Failure(failure)) => failure.into_value(scope),
        Err(RunError::TooLarge) => scope.null(),
    }
}

pub fn params(stream: Handle<Stream>, level: i32, strategy: i32) -> Option<Failure> {
    lock(&stream.0).as_mut()?.params(level, strategy).err()
}

pub fn reset(stream: Handle<Stream>) -> Option<Failure> {
    lock(&stream.0).as_mut()?.reset().err()
}

/// Gives its memory back now; a collection may be far away.
pub fn close(stream: Handle<Stream>) {
    if let Some(codec) = lock(&stream.0).take() {
        codec.retire();
    }
}
