//! `lode lint` answered from memory by the daemon that an editor has started.
//!
//! Whoever asks says where it is and with which arguments, as one line of JSON, and gets what was found in all files, which it
//! prints itself: so it reads the same as without a daemon. Where there is no daemon, it is another build, or it can't be sure
//! of what it knows, it says so, and who has asked looks by itself.
//!
//! - `session`: what is known of the files below a folder; `eyes`: what has changed of them (`blind` on other systems than Linux).
//!
//! A command that is asked for once is not worth a process that stays: with what is remembered on the disk it takes as long as
//! asking for the times of all files. So `lode lint` starts no daemon itself.

#[cfg(not(target_os = "linux"))]
#[path = "blind.rs"]
mod eyes;
#[cfg(target_os = "linux")]
mod eyes;
mod session;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::Parser;
use lsp::daemon::Place;
use serde_json::{Value, json};

use super::encoded::{self, Entry, Known};
use super::results::{FileResult, Results, Text};
use super::walk;
use crate::arguments::{Arguments, CacheStrategy, Command, LintArguments};
use crate::report::shown;
use session::Session;

/// Longer questions are none.
const LONGEST: u64 = 1 << 20;

/// Neither side waits longer for the other.
const PATIENCE: Duration = Duration::from_secs(60);

/// So much is known at once; what was asked for longest ago goes first.
const SESSIONS: usize = 4;

/// What nobody asks for this long is forgotten.
const LONG: Duration = Duration::from_secs(30 * 60);

/// What the daemon knows, if there is one that knows it.
pub fn ask(arguments: &LintArguments, here: &Path) -> Option<Results> {
    if !is_for_daemon(arguments) {
        return None;
    }
    let place = Place::of_user(&runtime::cache_folder()).ok()?;
    let stream = lsp::daemon::lint(&place)?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let words: Option<Vec<String>> = std::env::args_os().skip(1).map(|word| word.into_string().ok()).collect();
    let question = json!({ "here": here.to_str()?, "arguments": words? });
    writeln!(&stream, "{question}").ok()?;
    let mut answer = Vec::new();
    (&stream).read_to_end(&mut answer).ok()?;
    decode(&answer, here)
}

/// Whether it is the same who looks. What depends on more than files is no question for a daemon, nor is what changes them.
fn is_for_daemon(arguments: &LintArguments) -> bool {
    let is_all = !arguments.stdin && arguments.changes().is_none() && !arguments.watch;
    let is_plain =
        !arguments.is_fixing() && !arguments.timing && !arguments.no_cache && arguments.cache_location.is_none();
    is_all && is_plain && arguments.cache_strategy == CacheStrategy::Metadata
}

/// Answers all who ask, in the daemon.
#[derive(Default)]
pub struct Served {
    sessions: Mutex<Vec<Arc<Kept>>>,
}

struct Kept {
    question: Question,
    /// Whoever asks the same meanwhile waits. `None`: it can't be known what changes.
    session: Mutex<Option<Session>>,
    asked: Mutex<Instant>,
}

#[derive(Clone, PartialEq)]
struct Question {
    here: PathBuf,
    words: Vec<String>,
}

impl Served {
    /// Answers one question. An empty answer says that who has asked must look itself.
    pub fn answer(&self, stream: UnixStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut line = String::new();
        BufReader::new((&stream).take(LONGEST)).read_line(&mut line)?;
        let answer = question(&line).and_then(|question| self.known(&question)).unwrap_or_default();
        (&stream).write_all(&answer)
    }

    fn known(&self, question: &Question) -> Option<Vec<u8>> {
        let kept = self.kept(question);
        let mut session = kept.session.lock().unwrap_or_else(|poisoned| {
            // One that has failed is made anew.
            let mut session = poisoned.into_inner();
            *session = None;
            session
        });
        let is_known = session.as_mut().is_some_and(|session| session.renew());
        if !is_known {
            let arguments = arguments(question).filter(is_for_daemon);
            *session = arguments.and_then(|arguments| Session::new(arguments, &question.here));
        }
        let session = session.as_ref()?;
        Some(encode(session.notes(), session.results()))
    }

    fn kept(&self, question: &Question) -> Arc<Kept> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let age = |kept: &Arc<Kept>| kept.asked.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
        sessions.retain(|kept| age(kept) < LONG);
        if let Some(known) = sessions.iter().find(|kept| kept.question == *question) {
            *known.asked.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
            return known.clone();
        }
        if sessions.len() >= SESSIONS {
            sessions.sort_by_key(age);
            sessions.truncate(SESSIONS - 1);
        }
        let asked = Mutex::new(Instant::now());
        let kept = Arc::new(Kept { question: question.clone(), session: Mutex::default(), asked });
        sessions.push(kept.clone());
        kept
    }
}

fn question(line: &str) -> Option<Question> {
    let value: Value = serde_json::from_str(line).ok()?;
    let words = value["arguments"].as_array()?.iter().map(|word| Some(word.as_str()?.to_owned()));
    Some(Question { here: PathBuf::from(value["here"].as_str()?), words: words.collect::<Option<_>>()? })
}

fn arguments(question: &Question) -> Option<LintArguments> {
    let words = ["lode"].into_iter().chain(question.words.iter().map(String::as_str));
    match Arguments::try_parse_from(words).ok()?.command {
        Command::Lint(arguments) => Some(*arguments),
        _ => None,
    }
}

fn encode<'f>(notes: &[String], files: impl Iterator<Item = &'f FileResult>) -> Vec<u8> {
    let mut bytes = vec![1];
    let mut put = |part: &[u8]| {
        bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
        bytes.extend_from_slice(part);
    };
    put(&(notes.len() as u32).to_le_bytes());
    notes.iter().for_each(|note| put(note.as_bytes()));
    for file in files {
        put(file.path.as_os_str().as_encoded_bytes());
        put(&encoded::known(&Known::of(file)));
    }
    bytes
}

fn decode(bytes: &[u8], here: &Path) -> Option<Results> {
    let mut rest = bytes.strip_prefix(&[1])?;
    let mut take = || {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let (part, behind) = behind.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        rest = behind;
        Some(part)
    };
    let count = u32::from_le_bytes(take()?.try_into().ok()?);
    let notes = (0..count).map(|_| Some(str::from_utf8(take()?).ok()?.to_owned())).collect::<Option<_>>()?;
    let mut files = Vec::new();
    while let Some(path) = take() {
        let path = PathBuf::from(str::from_utf8(path).ok()?);
        let Entry::Known(Known { found, is_parsed, has_mark, content, .. }) = encoded::decode(take()?)? else {
            return None;
        };
        let (shown, text) = (shown(&path, here), Text::OnDisk(content));
        files.push(FileResult {
            path,
            shown,
            found,
            suppressed: Vec::new(),
            is_parsed,
            text,
            has_mark,
            is_mended: false,
        });
    }
    files.sort_by(|one, other| walk::compare(&one.path, &other.path));
    Some(Results { files, notes, ..Results::default() })
}
