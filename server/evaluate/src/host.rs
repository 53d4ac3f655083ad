//! The worker's end of the socket that leads to the host.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, IoSliceMut, Read};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;

use anyhow::Context;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};
use serde::de::DeserializeOwned;
use values::Birth;

type Lines = BufReader<Chain<Cursor<Vec<u8>>, UnixStream>>;

/// What the host says, line by line.
pub(crate) struct Host {
    lines: Lines,
    pub stream: UnixStream,
}

impl Host {
    /// Takes the socket, which is the standard input until now, and hears who this worker is.
    ///
    /// # Errors
    /// If there is no host, or it makes no sense.
    pub fn take() -> anyhow::Result<(Host, Birth, File)> {
        let stream = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?;
        let (beginning, numbers, input) = beginning(&stream).context("only Lode itself starts this command")?;
        let input = input.map_or_else(|| File::open("/dev/null"), |input| Ok(File::from(input)))?;
        rustix::stdio::dup2_stdin(&input)?;
        let stream = UnixStream::from(stream);
        let lines = BufReader::new(Cursor::new(beginning).chain(stream.try_clone()?));
        let mut host = Host { lines, stream };
        let birth = host.hear()?.context("the process that asked is gone")?;
        Ok((host, birth, numbers))
    }

    /// The next that it says; `None`: it has nothing more to say.
    ///
    /// # Errors
    /// If it makes no sense.
    pub fn hear<T: DeserializeOwned>(&mut self) -> anyhow::Result<Option<T>> {
        let mut line = String::new();
        if self.lines.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        Ok(Some(serde_json::from_str(&line).context("what the process that asked says can't be read")?))
    }

    /// Whether there is something to hear, or it is gone.
    pub fn has_said_more(&self) -> bool {
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        !self.lines.buffer().is_empty()
            || poll(&mut [PollFd::new(&self.stream, PollFlags::IN)], Some(&now)).is_ok_and(|ready| ready > 0)
    }

    /// Ends this process, and what it has started, as soon as the host is gone.
    ///
    /// # Errors
    /// If there can be no thread.
    pub fn end_with_it(&self) -> io::Result<()> {
        let stream = self.stream.try_clone()?;
        let wait = move || {
            while poll(&mut [PollFd::new(&stream, PollFlags::empty())], None).is_err() {}
            let _ = rustix::process::kill_current_process_group(rustix::process::Signal::KILL);
        };
        std::thread::Builder::new().name("host".to_owned()).spawn(wait)?;
        Ok(())
    }
}

/// The first piece that comes in, and with it the file of numbers, and what programs read as standard input.
fn beginning(stream: &OwnedFd) -> io::Result<(Vec<u8>, File, Option<OwnedFd>)> {
    let mut bytes = vec![0; 64 << 10];
    let mut space = [std::mem::MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
    let mut passed = RecvAncillaryBuffer::new(&mut space);
    let message = recvmsg(stream, &mut [IoSliceMut::new(&mut bytes)], &mut passed, RecvFlags::CMSG_CLOEXEC)?;
    bytes.truncate(message.bytes);
    let mut descriptors = passed.drain().flat_map(|message| match message {
        RecvAncillaryMessage::ScmRights(descriptors) => descriptors.collect(),
        _ => Vec::new(),
    });
    let numbers = descriptors.next().ok_or_else(|| io::Error::other("no file came with it"))?;
    let input = descriptors.next();
    drop(descriptors);
    Ok((bytes, File::from(numbers), input))
}
