//! Zstandard.

use zstd_safe::zstd_sys::{ZSTD_EndDirective, ZSTD_strategy};
use zstd_safe::{CCtx, CParameter, DCtx, DParameter, InBuffer, OutBuffer, ResetDirective, get_error_name};

use super::codec::{Codec, Failure, Progress};

pub struct Compressor {
    parameters: Vec<(u32, i32)>,
    pledged_size: Option<u64>,
    context: CCtx<'static>,
}

impl Compressor {
    pub fn new(parameters: Vec<(u32, i32)>, pledged_size: Option<u64>) -> Result<Compressor, Failure> {
        let mut compressor = Compressor { parameters, pledged_size, context: CCtx::create() };
        compressor.configure()?;
        Ok(compressor)
    }

    fn configure(&mut self) -> Result<(), Failure> {
        for &(parameter, value) in &self.parameters {
            let known = parameter_of(parameter, value).ok_or_else(parameter_failed)?;
            self.context.set_parameter(known).map_err(|_| parameter_failed())?;
        }
        if self.pledged_size.is_some() {
            self.context
                .set_pledged_src_size(self.pledged_size)
                .map_err(|_| Failure::new("Could not set pledged src size", "ERR_ZLIB_INITIALIZATION_FAILED", -1))?;
        }
        Ok(())
    }
}

fn parameter_failed() -> Failure {
    Failure::new("Setting parameter failed", "ERR_ZLIB_INITIALIZATION_FAILED", -1)
}

fn parameter_of(parameter: u32, value: i32) -> Option<CParameter> {
    let number = value as u32;
    let flag = value != 0;
    Some(match parameter {
        100 => CParameter::CompressionLevel(value),
        101 => CParameter::WindowLog(number),
        102 => CParameter::HashLog(number),
        103 => CParameter::ChainLog(number),
        104 => CParameter::SearchLog(number),
        105 => CParameter::MinMatch(number),
        106 => CParameter::TargetLength(number),
        107 => CParameter::Strategy(match value {
            1 => ZSTD_strategy::ZSTD_fast,
            2 => ZSTD_strategy::ZSTD_dfast,
            3 => ZSTD_strategy::ZSTD_greedy,
            4 => ZSTD_strategy::ZSTD_lazy,
            5 => ZSTD_strategy::ZSTD_lazy2,
            6 => ZSTD_strategy::ZSTD_btlazy2,
            7 => ZSTD_strategy::ZSTD_btopt,
            8 => ZSTD_strategy::ZSTD_btultra,
            9 => ZSTD_strategy::ZSTD_btultra2,
            _ => return None,
        }),
        160 => CParameter::EnableLongDistanceMatching(flag),
        161 => CParameter::LdmHashLog(number),
        162 => CParameter::LdmMinMatch(number),
        163 => CParameter::LdmBucketSizeLog(number),
        164 => CParameter::LdmHashRateLog(number),
        200 => CParameter::ContentSizeFlag(flag),
        201 => CParameter::ChecksumFlag(flag),
        202 => CParameter::DictIdFlag(flag),
        400 => CParameter::NbWorkers(number),
        401 => CParameter::JobSize(number),
        402 => CParameter::OverlapSizeLog(number),
        _ => return None,
    })
}

impl Codec for Compressor {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Result<Progress, Failure> {
        let directive = match flush {
            1 => ZSTD_EndDirective::ZSTD_e_flush,
            2 => ZSTD_EndDirective::ZSTD_e_end,
            _ => ZSTD_EndDirective::ZSTD_e_continue,
        };
        let mut source = InBuffer::around(input);
        let mut target = OutBuffer::around(output);
        self.context.compress_stream2(&mut target, &mut source, directive).map_err(failure)?;
        Ok(Progress { read: source.pos(), written: target.pos() })
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.context.reset(ResetDirective::SessionAndParameters).map_err(failure)?;
        self.configure()
    }

    fn is_quick(&self, _input: usize, _output: usize) -> bool {
        false
    }
}

pub struct Decompressor {
    parameters: Vec<(u32, i32)>,
    context: DCtx<'static>,
}

impl Decompressor {
    pub fn new(parameters: Vec<(u32, i32)>) -> Result<Decompressor, Failure> {
        let mut decompressor = Decompressor { parameters, context: DCtx::create() };
        decompressor.configure()?;
        Ok(decompressor)
    }

    fn configure(&mut self) -> Result<(), Failure> {
        for &(parameter, value) in &self.parameters {
            if parameter != 100 {
                return Err(parameter_failed());
            }
            self.context.set_parameter(DParameter::WindowLogMax(value as u32)).map_err(|_| parameter_failed())?;
        }
        Ok(())
    }
}

impl Codec for Decompressor {
    fn step(&mut self, _flush: u32, input: &[u8], output: &mut [u8]) -> Result<Progress, Failure> {
        let mut source = InBuffer::around(input);
        let mut target = OutBuffer::around(output);
        self.context.decompress_stream(&mut target, &mut source).map_err(failure)?;
        Ok(Progress { read: source.pos(), written: target.pos() })
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.context.reset(ResetDirective::SessionAndParameters).map_err(failure)?;
        self.configure()
    }
}

/// Zstandard's error codes are the negated number of the error.
fn failure(code: usize) -> Failure {
    let number = code.wrapping_neg();
    let name = match number {
        10 => "ZSTD_error_prefix_unknown",
        12 => "ZSTD_error_version_unsupported",
        14 => "ZSTD_error_frameParameter_unsupported",
        16 => "ZSTD_error_frameParameter_windowTooLarge",
        20 => "ZSTD_error_corruption_detected",
        22 => "ZSTD_error_checksum_wrong",
        24 => "ZSTD_error_literals_headerWrong",
        30 => "ZSTD_error_dictionary_corrupted",
        32 => "ZSTD_error_dictionary_wrong",
        34 => "ZSTD_error_dictionaryCreation_failed",
        40 => "ZSTD_error_parameter_unsupported",
        41 => "ZSTD_error_parameter_combination_unsupported",
        42 => "ZSTD_error_parameter_outOfBound",
        44 => "ZSTD_error_tableLog_tooLarge",
        46 => "ZSTD_error_maxSymbolValue_tooLarge",
        48 => "ZSTD_error_maxSymbolValue_tooSmall",
        50 => "ZSTD_error_stabilityCondition_notRespected",
        60 => "ZSTD_error_stage_wrong",
        62 => "ZSTD_error_init_missing",
        64 => "ZSTD_error_memory_allocation",
        66 => "ZSTD_error_workSpace_tooSmall",
        70 => "ZSTD_error_dstSize_tooSmall",
        72 => "ZSTD_error_srcSize_wrong",
        74 => "ZSTD_error_dstBuffer_null",
        80 => "ZSTD_error_noForwardProgress_destFull",
        82 => "ZSTD_error_noForwardProgress_inputEmpty",
        _ => "ZSTD_error_GENERIC",
    };
    Failure::new(get_error_name(code), name, number as i32)
}
