//! `lode doctor`: what Lode needs, whether it is there, and what to do if not.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anstyle::{AnsiColor, Style};

/// One thing that was looked at.
struct Finding {
    subject: &'static str,
    state: State,
    detail: String,
    /// What to do about it.
    advice: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Fine,
    Notable,
    Broken,
}

pub fn run() -> anyhow::Result<ExitCode> {
    let findings = [engine(), jit(), cache_folder(), open_files(), node()];
    for finding in &findings {
        let (mark, style) = match finding.state {
            State::Fine => ("ok  ", style(AnsiColor::Green)),
            State::Notable => ("note", style(AnsiColor::Yellow)),
            State::Broken => ("fail", style(AnsiColor::Red)),
        };
        anstream::println!("{style}{mark}{style:#}  {:<14} {}", finding.subject, finding.detail);
        if let Some(advice) = &finding.advice {
            anstream::println!("      {:<14} {advice}", "");
        }
    }
    let broken = findings.iter().any(|finding| finding.state == State::Broken);
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn style(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(color.into())).bold()
}

fn engine() -> Finding {
    let subject = "engine";
    match engine::probe() {
        Ok(found) => {
            let version = found.version.map_or_else(String::new, |version| format!(" {version}"));
            let detail = format!("JavaScriptCore{version} ({})", found.library);
            Finding { subject, state: State::Fine, detail, advice: None }
        }
        Err(error) => {
            Finding { subject, state: State::Broken, detail: error.to_string(), advice: Some(error.hint().to_owned()) }
        }
    }
}

/// A machine that forbids writable and executable memory leaves the engine its interpreter, which is some twenty times slower.
fn jit() -> Finding {
    let subject = "JIT";
    match engine::jit_works() {
        Ok(true) => Finding { subject, state: State::Fine, detail: "on".to_owned(), advice: None },
        Ok(false) => Finding {
            subject,
            state: State::Notable,
            detail: "off: the engine can't get executable memory, programs will be slow".to_owned(),
            advice: Some("allow it (SELinux `deny_execmem`, a container's seccomp profile, JSC_useJIT)".to_owned()),
        },
        Err(_) => {
            Finding { subject, state: State::Notable, detail: "not known without the engine".to_owned(), advice: None }
        }
    }
}

fn cache_folder() -> Finding {
    let subject = "cache folder";
    let folder: PathBuf = runtime::cache_folder();
    let probe = folder.join(format!("doctor-{}", std::process::id()));
    let outcome = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&probe, b""))
        .and_then(|()| std::fs::remove_file(&probe));
    match outcome {
        Ok(()) => Finding { subject, state: State::Fine, detail: folder.display().to_string(), advice: None },
        Err(error) => Finding {
            subject,
            state: State::Notable,
            detail: format!("`{}` can't be written: {error}", folder.display()),
            advice: Some("set LODE_CACHE_DIR to a folder that can; until then nothing is cached".to_owned()),
        },
    }
}

fn open_files() -> Finding {
    let subject = "open files";
    let limit = std::fs::read_to_string("/proc/self/limits").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("Max open files"))?;
        line.split_whitespace().nth(3)?.parse::<u64>().ok()
    });
    match limit {
        Some(limit) if limit < 4096 => Finding {
            subject,
            state: State::Notable,
            detail: format!("at most {limit}"),
            advice: Some("a server with many connections needs more: `ulimit -n 65536`".to_owned()),
        },
        Some(limit) => Finding { subject, state: State::Fine, detail: format!("at most {limit}"), advice: None },
        None => Finding { subject, state: State::Fine, detail: "no limit known".to_owned(), advice: None },
    }
}

/// Lode does without Node; who has both wants to know which is which.
fn node() -> Finding {
    let subject = "Node.js";
    let version = Command::new("node").arg("--version").output().ok().filter(|output| output.status.success());
    let detail = match version {
        Some(output) => format!("{} is on the PATH too", String::from_utf8_lossy(&output.stdout).trim()),
        None => "not on the PATH (not needed)".to_owned(),
    };
    Finding { subject, state: State::Fine, detail, advice: None }
}
