//! What the compressors and decompressors have in common.

/// An error as JavaScript sees it: message, `code`, `errno`.
#[derive(Clone, Debug)]
pub struct Failure {
    pub message: String,
    pub code: String,
    pub errno: i32,
}

impl Failure {
    pub fn new(message: impl Into<String>, code: impl Into<String>, errno: i32) -> Failure {
        Failure { message: message.into(), code: code.into(), errno }
    }

    /// The input stopped in the middle.
    pub fn unexpected_end() -> Failure {
        Failure::new("unexpected end of file", "Z_BUF_ERROR", -5)
    }
}

/// How far a step came.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    pub read: usize,
    pub written: usize,
}

/// A compressor or decompressor with its state.
pub trait Codec: Send {
    /// Reads some of `input` and writes some of `output`; `flush` is an operation of this codec's own numbering. Output left
    /// over means that nothing more is to be had for this input.
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Result<Progress, Failure>;

    /// Back to the beginning, with the same options.
    fn reset(&mut self) -> Result<(), Failure>;

    /// Other options from here on: deflate only.
    fn params(&mut self, _level: i32, _strategy: i32) -> Result<(), Failure> {
        Ok(())
    }

    /// The failure of `step` over `input` from the beginning, where there is a slow way to know more about it.
    fn explain(&self, _flush: u32, _input: &[u8], failure: Failure) -> Failure {
        failure
    }

    /// Called when nobody needs it any more: it may be kept for the next who wants one like it.
    fn retire(self: Box<Self>) {}

    /// Whether a step over this much is over so soon that another thread is not worth it.
    fn is_quick(&self, input: usize, output: usize) -> bool {
        input <= 16 * 1024 && output <= 64 * 1024
    }
}

/// Everything in one go: what `gzipSync` and its like do.
pub fn run(codec: &mut dyn Codec, flush: u32, input: &[u8], limit: usize) -> Result<(Vec<u8>, usize), RunError> {
    const FIRST: usize = 16 * 1024;
    let mut output: Vec<u8> = Vec::new();
    let mut written = 0;
    let mut read = 0;
    let mut room = FIRST.max(input.len().min(1 << 20));
    loop {
        output.resize(written + room, 0);
        let progress = match codec.step(flush, &input[read..], &mut output[written..]) {
            Ok(progress) => progress,
            Err(failure) => return Err(RunError::Failure(codec.explain(flush, input, failure))),
        };
        written += progress.written;
        read += progress.read;
        if written > limit {
            return Err(RunError::TooLarge);
        }
        if written < output.len() {
            break;
        }
        room = output.len().min(16 << 20);
    }
    output.truncate(written);
    // Memory that JavaScript will hold should not be mostly air.
    if output.capacity() > written * 2 {
        output.shrink_to_fit();
    }
    Ok((output, read))
}

#[derive(Debug)]
pub enum RunError {
    Failure(Failure),
    /// More than `maxOutputLength`.
    TooLarge,
}
