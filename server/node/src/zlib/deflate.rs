//! The formats of zlib: deflate with and without a wrapper, gzip, and `Unzip`, which finds out which it is.

use std::ffi::{CStr, c_int};
use std::sync::Mutex;

use libz_rs_sys as z;

use super::codec::{Codec, Failure, Progress};

/// As `zlib.constants` numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Deflate = 1,
    Inflate = 2,
    Gzip = 3,
    Gunzip = 4,
    DeflateRaw = 5,
    InflateRaw = 6,
    Unzip = 7,
}

impl Mode {
    pub fn from_number(number: u32) -> Option<Mode> {
        use Mode::*;
        [Deflate, Inflate, Gzip, Gunzip, DeflateRaw, InflateRaw, Unzip].into_iter().find(|mode| *mode as u32 == number)
    }

    fn compresses(self) -> bool {
        matches!(self, Mode::Deflate | Mode::Gzip | Mode::DeflateRaw)
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct Options {
    pub mode: Mode,
    pub window_bits: i32,
    pub level: i32,
    pub mem_level: i32,
    pub strategy: i32,
    pub dictionary: Vec<u8>,
}

pub struct Deflate {
    options: Options,
    /// `Unzip` becomes `Gunzip` or `Inflate` once it has seen the first bytes.
    mode: Mode,
    /// How many bytes of gzip's two-byte signature were seen.
    signature_seen: u8,
    /// `params` made it differ from its options.
    is_changed: bool,
    /// In a box: the library's state points back to it.
    stream: Box<z::z_stream>,
}

// SAFETY: the stream and the state behind it belong to this value alone, and nothing in them belongs to a thread.
unsafe impl Send for Deflate {}

/// What the library says when its fast loop met bad data, instead of what was bad about it; and what that mostly is.
const FORGOTTEN: &str = "repeated call with bad state";
const USUAL: &str = "invalid distance too far back";

const GZIP_SIGNATURE: [u8; 2] = [0x1f, 0x8b];

/// Some that are through, reset. A compressor's memory is a quarter of a megabyte, which costs more to get than a short text
/// costs to compress.
static IDLE: Mutex<Vec<Deflate>> = Mutex::new(Vec::new());
const MAX_IDLE: usize = 4;

impl Deflate {
    /// A new one, or an idle one with these options.
    pub fn open(options: Options) -> Result<Box<Deflate>, Failure> {
        let mut idle = IDLE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(index) = idle.iter().position(|deflate| deflate.options == options) {
            return Ok(Box::new(idle.swap_remove(index)));
        }
        drop(idle);
        Deflate::new(options).map(Box::new)
    }

    pub fn new(options: Options) -> Result<Deflate, Failure> {
        let window_bits = match options.mode {
            Mode::Gzip | Mode::Gunzip => options.window_bits + 16,
            Mode::Unzip => options.window_bits + 32,
            Mode::DeflateRaw | Mode::InflateRaw => -options.window_bits,
            Mode::Deflate | Mode::Inflate => options.window_bits,
        };
        let mut stream = Box::<z::z_stream>::default();
        let size = size_of::<z::z_stream>() as c_int;
        // SAFETY: a fresh stream with its default allocators, which stays where it is.
        let result = unsafe {
            if options.mode.compresses() {
                z::deflateInit2_(
                    &mut *stream,
                    options.level,
                    z::Z_DEFLATED,
                    window_bits,
                    options.mem_level,
                    options.strategy,
                    z::zlibVersion(),
                    size,
                )
            } else {
                z::inflateInit2_(&mut *stream, window_bits, z::zlibVersion(), size)
            }
        };
        if result != z::Z_OK {
            return Err(Failure::new("Initialization failed", "ERR_ZLIB_INITIALIZATION_FAILED", result));
        }
        let mode = options.mode;
        let mut deflate = Deflate { options, mode, signature_seen: 0, is_changed: false, stream };
        deflate.set_dictionary()?;
        Ok(deflate)
    }

    /// Where the dictionary is known from the beginning; inflate is given it when the data asks for it.
    fn set_dictionary(&mut self) -> Result<(), Failure> {
        let dictionary = &self.options.dictionary;
        if dictionary.is_empty() {
            return Ok(());
        }
        let (start, length) = (dictionary.as_ptr(), dictionary.len() as u32);
        // SAFETY: an initialised stream; the dictionary is copied.
        let result = unsafe {
            match self.mode {
                Mode::Deflate | Mode::DeflateRaw => z::deflateSetDictionary(&mut *self.stream, start, length),
                Mode::InflateRaw => z::inflateSetDictionary(&mut *self.stream, start, length),
                _ => z::Z_OK,
            }
        };
        if result != z::Z_OK { Err(self.failure("Failed to set dictionary", result)) } else { Ok(()) }
    }

    /// The library's own words where it has some.
    fn failure(&self, message: &str, result: c_int) -> Failure {
        let message = if self.stream.msg.is_null() {
            message.to_owned()
        } else {
            // SAFETY: the library's messages are static strings.
            unsafe { CStr::from_ptr(self.stream.msg) }.to_string_lossy().into_owned()
        };
        let code = match result {
            z::Z_STREAM_END => "Z_STREAM_END",
            z::Z_NEED_DICT => "Z_NEED_DICT",
            z::Z_ERRNO => "Z_ERRNO",
            z::Z_STREAM_ERROR => "Z_STREAM_ERROR",
            z::Z_DATA_ERROR => "Z_DATA_ERROR",
            z::Z_MEM_ERROR => "Z_MEM_ERROR",
            z::Z_BUF_ERROR => "Z_BUF_ERROR",
            z::Z_VERSION_ERROR => "Z_VERSION_ERROR",
            _ => "Z_OK",
        };
        Failure::new(message, code, result)
    }

    /// Reads what tells gzip from deflate, which may come byte by byte. Returns how much of `input` it took.
    fn detect(&mut self, input: &[u8]) -> usize {
        let mut taken = 0;
        while self.mode == Mode::Unzip && taken < input.len() {
            if input[taken] != GZIP_SIGNATURE[usize::from(self.signature_seen)] {
                self.mode = Mode::Inflate;
                break;
            }
            self.signature_seen += 1;
            taken += 1;
            if usize::from(self.signature_seen) == GZIP_SIGNATURE.len() {
                self.mode = Mode::Gunzip;
            }
        }
        taken
    }

    fn inflate(&mut self, flush: c_int) -> c_int {
        // SAFETY: an initialised stream with valid input and output.
        let mut result = unsafe { z::inflate(&mut *self.stream, flush) };
        if self.mode != Mode::InflateRaw && result == z::Z_NEED_DICT && !self.options.dictionary.is_empty() {
            let dictionary = &self.options.dictionary;
            // SAFETY: as above; the dictionary is copied.
            result = unsafe {
                match z::inflateSetDictionary(&mut *self.stream, dictionary.as_ptr(), dictionary.len() as u32) {
                    z::Z_OK => z::inflate(&mut *self.stream, flush),
                    // Told apart below from data that is wrong.
                    z::Z_DATA_ERROR => z::Z_NEED_DICT,
                    other => other,
                }
            };
        }
        // A gzip file may have several members. Zeros after one are padding.
        while self.stream.avail_in > 0 && self.mode == Mode::Gunzip && result == z::Z_STREAM_END {
            // SAFETY: at least one byte is there.
            if unsafe { *self.stream.next_in } == 0 {
                break;
            }
            // SAFETY: an initialised stream.
            result = unsafe {
                z::inflateReset(&mut *self.stream);
                z::inflate(&mut *self.stream, flush)
            };
        }
        result
    }
}

impl Codec for Deflate {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Result<Progress, Failure> {
        // The library counts in 32 bits.
        let input = &input[..input.len().min(u32::MAX as usize)];
        let room = output.len().min(u32::MAX as usize);
        // The signature's bytes go to the library too: it checks them.
        self.detect(input);
        self.stream.next_in = input.as_ptr().cast_mut();
        self.stream.avail_in = input.len() as u32;
        self.stream.next_out = output.as_mut_ptr();
        self.stream.avail_out = room as u32;
        let flush_number = flush as c_int;
        let result = if self.mode.compresses() {
            // SAFETY: an initialised stream with valid input and output.
            unsafe { z::deflate(&mut *self.stream, flush_number) }
        } else {
            self.inflate(flush_number)
        };
        let (left, free) = (self.stream.avail_in as usize, self.stream.avail_out as usize);
        match result {
            z::Z_OK | z::Z_BUF_ERROR if free != 0 && flush_number == z::Z_FINISH => {
                return Err(Failure::unexpected_end());
            }
            z::Z_OK | z::Z_BUF_ERROR | z::Z_STREAM_END => {}
            z::Z_NEED_DICT if self.options.dictionary.is_empty() => {
                return Err(Failure::new("Missing dictionary", "Z_NEED_DICT", result));
            }
            z::Z_NEED_DICT => return Err(Failure::new("Bad dictionary", "Z_NEED_DICT", result)),
            _ => {
                let mut failure = self.failure("Zlib error", result);
                if failure.message == FORGOTTEN {
                    failure.message = USUAL.to_owned();
                }
                return Err(failure);
            }
        }
        Ok(Progress { read: input.len() - left, written: room - free })
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.mode = self.options.mode;
        self.signature_seen = 0;
        // SAFETY: an initialised stream.
        let result = unsafe {
            if self.mode.compresses() { z::deflateReset(&mut *self.stream) } else { z::inflateReset(&mut *self.stream) }
        };
        if result != z::Z_OK {
            return Err(self.failure("Failed to reset stream", result));
        }
        self.set_dictionary()
    }

    fn retire(mut self: Box<Self>) {
        if self.is_changed || self.reset().is_err() {
            return;
        }
        let mut idle = IDLE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if idle.len() < MAX_IDLE {
            idle.push(*self);
        }
    }

    /// The library's fast loop forgets what was wrong. It is not taken when there is little room for output.
    fn explain(&self, flush: u32, input: &[u8], failure: Failure) -> Failure {
        const LITTLE_ROOM: usize = 200;
        if failure.message != USUAL {
            return failure;
        }
        let Ok(mut again) = Deflate::new(self.options.clone()) else { return failure };
        let (mut output, mut read) = ([0; LITTLE_ROOM], 0);
        loop {
            match again.step(flush, &input[read..], &mut output) {
                Ok(progress) if progress.written < LITTLE_ROOM => return failure,
                Ok(progress) => read += progress.read,
                Err(explained) => return explained,
            }
        }
    }

    fn params(&mut self, level: i32, strategy: i32) -> Result<(), Failure> {
        if !self.mode.compresses() {
            return Ok(());
        }
        self.is_changed = true;
        // The caller has flushed: there is nothing to write out.
        let mut nothing = [0u8; 0];
        self.stream.next_in = nothing.as_mut_ptr();
        self.stream.avail_in = 0;
        self.stream.next_out = nothing.as_mut_ptr();
        self.stream.avail_out = 0;
        // SAFETY: an initialised stream.
        let result = unsafe { z::deflateParams(&mut *self.stream, level, strategy) };
        if result != z::Z_OK && result != z::Z_BUF_ERROR {
            return Err(self.failure("Failed to set parameters", result));
        }
        Ok(())
    }
}

impl Drop for Deflate {
    fn drop(&mut self) {
        // SAFETY: an initialised stream, used no more.
        unsafe {
            if self.options.mode.compresses() {
                z::deflateEnd(&mut *self.stream);
            } else {
                z::inflateEnd(&mut *self.stream);
            }
        }
    }
}

/// Continues the checksum `start` over `bytes`.
pub fn crc32(start: u32, bytes: &[u8]) -> u32 {
    // SAFETY: a valid slice.
    unsafe { z::crc32_z(start.into(), bytes.as_ptr(), bytes.len()) as u32 }
}
