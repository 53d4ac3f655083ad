//! A server under load: connections kept alive, each asking again as soon as it was answered.

use super::LOADED;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const CONNECTIONS: usize = 50;
const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

pub fn requests_a_second(server: &mut Command) -> Result<f64> {
    let mut child = server.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
    let measured = measure(&mut child);
    child.kill()?;
    child.wait()?;
    measured
}

fn measure(child: &mut std::process::Child) -> Result<f64> {
    let mut port = String::new();
    BufReader::new(child.stdout.take().context("no output")?).read_line(&mut port)?;
    let port: u16 = port.trim().parse().context("the server printed no port")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let started = Instant::now();
        let asking: Vec<_> = (0..CONNECTIONS).map(|_| tokio::spawn(ask(port, started))).collect();
        let mut answers = 0;
        for task in asking {
            answers += task.await??;
        }
        if answers == 0 {
            bail!("the server answered nothing");
        }
        Ok(answers as f64 / started.elapsed().as_secs_f64())
    })
}

/// Asks over one connection until the time is up; says how many answers came.
async fn ask(port: u16, started: Instant) -> Result<usize> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 16 * 1024];
    let mut answers = 0;
    while started.elapsed() < LOADED {
        stream.write_all(REQUEST).await?;
        let mut length = 0;
        loop {
            let read = stream.read(&mut buffer[length..]).await?;
            if read == 0 {
                bail!("the server closed the connection");
            }
            length += read;
            if is_whole(&buffer[..length]) {
                break;
            }
        }
        answers += 1;
    }
    Ok(answers)
}

/// Whether the headers and as many bytes as they say are there.
fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some(end) = text.find("\r\n\r\n") else { return false };
    let head = text[..end].to_ascii_lowercase();
    let length =
        head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse::<usize>().ok());
    match length {
        Some(length) => answer.len() >= end + 4 + length,
        None => text.ends_with("0\r\n\r\n"),
    }
}
