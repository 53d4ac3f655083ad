//! Brotli.

use brotli::enc::StandardAlloc;
use brotli::enc::encode::{BrotliEncoderOperation, BrotliEncoderParameter, BrotliEncoderStateStruct};
use brotli::{BrotliDecompressStream, BrotliResult, BrotliState};

use super::codec::{Codec, Failure, Progress};

pub struct Encoder {
    parameters: Vec<(u32, u32)>,
    state: BrotliEncoderStateStruct<StandardAlloc>,
}

impl Encoder {
    pub fn new(parameters: Vec<(u32, u32)>) -> Result<Encoder, Failure> {
        let state = start_encoder(&parameters)?;
        Ok(Encoder { parameters, state })
    }
}

fn start_encoder(parameters: &[(u32, u32)]) -> Result<BrotliEncoderStateStruct<StandardAlloc>, Failure> {
    use BrotliEncoderParameter::*;
    let mut state = BrotliEncoderStateStruct::new(StandardAlloc::default());
    for &(parameter, value) in parameters {
        let parameter = match parameter {
            0 => BROTLI_PARAM_MODE,
            1 => BROTLI_PARAM_QUALITY,
            2 => BROTLI_PARAM_LGWIN,
            3 => BROTLI_PARAM_LGBLOCK,
            4 => BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING,
            5 => BROTLI_PARAM_SIZE_HINT,
            6 => BROTLI_PARAM_LARGE_WINDOW,
            // NPOSTFIX and NDIRECT tune the coding of distances; this encoder chooses them itself.
            7 | 8 => continue,
            _ => return Err(initialization_failed()),
        };
        if !state.set_parameter(parameter, value) {
            return Err(initialization_failed());
        }
    }
    Ok(state)
}

fn initialization_failed() -> Failure {
    Failure::new("Initialization failed", "ERR_ZLIB_INITIALIZATION_FAILED", -1)
}

impl Codec for Encoder {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Result<Progress, Failure> {
        let operation = match flush {
            1 => BrotliEncoderOperation::BROTLI_OPERATION_FLUSH,
            2 => BrotliEncoderOperation::BROTLI_OPERATION_FINISH,
            3 => BrotliEncoderOperation::BROTLI_OPERATION_EMIT_METADATA,
            _ => BrotliEncoderOperation::BROTLI_OPERATION_PROCESS,
        };
        let (mut left, mut read) = (input.len(), 0);
        let (mut free, mut written) = (output.len(), 0);
        let succeeded = self.state.compress_stream(
            operation,
            &mut left,
            input,
            &mut read,
            &mut free,
            output,
            &mut written,
            &mut None,
            &mut |_, _, _, _| (),
        );
        if !succeeded {
            return Err(Failure::new("Compression failed", "ERR_BROTLI_COMPRESSION_FAILED", -1));
        }
        Ok(Progress { read, written })
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.state = start_encoder(&self.parameters)?;
        Ok(())
    }

    /// A flush compresses all that was gathered, which is slow however little comes with it.
    fn is_quick(&self, _input: usize, _output: usize) -> bool {
        false
    }
}

type DecoderState = BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>;

pub struct Decoder {
    large_window: bool,
    state: DecoderState,
}

impl Decoder {
    pub fn new(parameters: &[(u32, u32)]) -> Result<Decoder, Failure> {
        let mut large_window = false;
        for &(parameter, value) in parameters {
            match parameter {
                // How the decoder grows its buffer: ours needs no telling.
                0 => {}
                1 => large_window = value != 0,
                _ => return Err(initialization_failed()),
            }
        }
        Ok(Decoder { large_window, state: start_decoder(large_window) })
    }
}

fn start_decoder(large_window: bool) -> DecoderState {
    let (bytes, words, codes) = Default::default();
    if large_window { BrotliState::new(bytes, words, codes) } else { BrotliState::new_strict(bytes, words, codes) }
}

impl Codec for Decoder {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Result<Progress, Failure> {
        let (mut left, mut read) = (input.len(), 0);
        let (mut free, mut written, mut total) = (output.len(), 0, 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut read,
            input,
            &mut free,
            &mut written,
            output,
            &mut total,
            &mut self.state,
        );
        match result {
            BrotliResult::ResultFailure => {
                let error = self.state.error_code;
                // `BROTLI_DECODER_ERROR_FORMAT_…` is known to programs by this name.
                let name = format!("{error:?}").replace("BROTLI_DECODER_", "ERR__");
                return Err(Failure::new("Decompression failed", name, error as i32));
            }
            BrotliResult::NeedsMoreInput if flush == 2 => return Err(Failure::unexpected_end()),
            _ => {}
        }
        Ok(Progress { read, written })
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.state = start_decoder(self.large_window);
        Ok(())
    }
}
