//! mkdir, mkdir with all that leads to it, mkdtemp.

use engine::Buffer;
use rustix::fs::Mode;
use rustix::io::Errno;

use super::arguments::PathArgument;
use crate::error::{NodeError, NodeResult};

fn make(path: &[u8], mode: u32) -> Result<(), Errno> {
    rustix::fs::mkdir(path, Mode::from_raw_mode(mode as rustix::fs::RawMode))
}

pub fn mkdir(path: PathArgument, mode: u32) -> NodeResult<()> {
    path.check_write()?;
    make(path.as_bytes(), mode).map_err(|error| path.error(error, "mkdir"))
}

/// Makes the directory and those above it that are missing. Answers the first one made, in the caller's spelling.
pub fn mkdir_tree(path: PathArgument, mode: u32) -> NodeResult<Option<String>> {
    path.check_write()?;
    let fail = |error: Errno| path.error(error, "mkdir");
    // The directories still to make, the next one last.
    let mut missing: Vec<&[u8]> = vec![path.as_bytes()];
    let mut first = None;
    while let Some(next) = missing.pop() {
        match make(next, mode) {
            Ok(()) => {
                first.get_or_insert(next);
            }
            Err(Errno::NOENT) => match parent(next) {
                Some(above) => {
                    missing.push(next);
                    missing.push(above);
                }
                None => return Err(fail(Errno::NOENT)),
            },
            Err(error @ (Errno::ACCESS | Errno::NOTDIR | Errno::PERM)) => return Err(fail(error)),
            Err(error) => match rustix::fs::stat(next) {
                Ok(status) if rustix::fs::FileType::from_raw_mode(status.st_mode).is_dir() => {}
                // A file is in the way: of the last part it is said to exist, of others not to be a directory.
                Ok(_) if error == Errno::EXIST && !missing.is_empty() => return Err(fail(Errno::NOTDIR)),
                _ => return Err(fail(error)),
            },
        }
    }
    Ok(first.map(|first| String::from_utf8_lossy(first).into_owned()))
}

/// The text before the last separator; None where there is nothing above.
fn parent(path: &[u8]) -> Option<&[u8]> {
    let slash = path.iter().rposition(|byte| *byte == b'/')?;
    (slash > 0).then(|| &path[..slash])
}

fn make_temporary(prefix: &PathArgument) -> NodeResult<Vec<u8>> {
    prefix.check_write()?;
    let mut template = prefix.as_bytes().to_vec();
    template.extend_from_slice(b"XXXXXX\0");
    // SAFETY: a writable string that ends in zero, as the function wants it.
    let made = unsafe { libc::mkdtemp(template.as_mut_ptr().cast()) };
    template.pop();
    if made.is_null() {
        let error = std::io::Error::last_os_error();
        let shown = format!("{}XXXXXX", prefix.text());
        return Err(NodeError::io(&error, "mkdtemp", Some(&shown)));
    }
    Ok(template)
}

pub fn mkdtemp(prefix: PathArgument) -> NodeResult<String> {
    make_temporary(&prefix).map(|path| String::from_utf8_lossy(&path).into_owned())
}

pub fn mkdtemp_bytes(prefix: PathArgument) -> NodeResult<Buffer> {
    make_temporary(&prefix).map(Buffer)
}
