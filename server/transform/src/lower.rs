//! What blanking can't do.
use crate::TransformError;
use crate::options::Options;
use crate::source_map::SourceMap;
use std::path::Path;
pub(crate) struct Lowered {
    pub code: String,
    pub source_map: SourceMap,
    pub options: Options,
}
pub(crate) fn lower(
    _path: &Path,
    _text: &str,
    _options: &Options,
    _goal: syntax::Goal,
) -> Result<Lowered, TransformError> {
    unimplemented!()
}
