//! `lode/evalSelection`: what selected code evaluates to, where it stands or alone.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use child::evaluation::{Ended, Heard, Limits, Outcome, Progress};
use project::Snapshot;
use source::{FileId, TextRange};
use syntax::{SourceKind, parse};
use values::{Kind, Run, State, Value, one_line, where_it_was};

use super::LiveWorkers;
use super::follow::Handle;
use super::messages::{Context, EvalSelectionParams, EvalSelectionResult, SelectedKind};
use super::prepare::run_of;
use crate::cancel::{Reply, refused};
use crate::view::View;

/// A program that goes on is done with the selection after this time; one that waits without having come to it does not come to it.
const PATIENCE: Duration = Duration::from_secs(2);
const WAITING: Duration = Duration::from_millis(500);
/// Nobody waits for longer.
const LONGEST: Duration = Duration::from_secs(30);

pub(super) struct Selection {
    pub path: PathBuf,
    pub run: u64,
    pub view: View,
    pub workers: LiveWorkers,
    pub limits: Limits,
    pub handle: Arc<Handle>,
    pub params: EvalSelectionParams,
    pub reply: Reply<EvalSelectionResult>,
}

impl Selection {
    /// In the pool: parses. The run itself goes on elsewhere.
    pub(super) fn start(self) {
        let (run, limits) = match self.run() {
            Ok(run) => (run, Limits { whole: Some(LONGEST), ..self.limits.clone() }),
            Err(sentence) => return self.reply.give(Err(refused(sentence))),
        };
        let reply = self.reply.failable();
        let spawned = thread::Builder::new().name("lsp selection".to_owned()).spawn(move || self.follow(&run, limits));
        if let Err(error) = spawned {
            reply.fail(refused(format!("the selection can't be run: {error}")));
        }
    }

    fn run(&self) -> Result<Run, String> {
        let view = &self.view;
        let Some((file, text)) = view.file(&self.params.uri).and_then(|file| Some((file, view.text(file)?))) else {
            return Err("the document can't be read".to_owned());
        };
        let Some(range) = view.text_range(file, self.params.range).map(|range| trimmed(text.text(), range)) else {
            return Err("nothing is selected".to_owned());
        };
        if range.is_empty() {
            return Err("nothing is selected".to_owned());
        }
        let (text, asked) = match self.params.context {
            Context::File => {
                if let Some(error) = view.snapshot.syntax_errors(file).first() {
                    return Err(error.message.clone());
                }
                (text.text().to_owned(), Some(range))
            }
            Context::Fresh => alone(&view.snapshot, file, text.slice(range))?,
        };
        let (mut run, _) = run_of(view, &self.path, &text, self.run, false);
        run.asked = asked.map(|range| (range.start(), range.end()));
        Ok(run)
    }

    fn follow(self, run: &Run, limits: Limits) {
        let evaluation = match self.workers.get().and_then(|workers| workers.start(run, limits)) {
            Ok(evaluation) => evaluation,
            Err(error) => return self.reply.give(Err(refused(format!("the selection can't be run: {error}")))),
        };
        let stopper = evaluation.stopper();
        self.handle.running(evaluation.stopper());
        let cancel = self.reply.cancel_token();
        let mut told_at: Option<Instant> = None;
        let mut waits_since: Option<Instant> = None;
        let outcome = evaluation.follow(|heard: Heard| {
            if cancel.is_cancelled() {
                return stopper.stop();
            }
            waits_since = waits_since.filter(|_| heard.progress == Progress::Live);
            let Some(value) = value(heard.state, run) else {
                if heard.progress == Progress::Live && waits_since.get_or_insert_with(Instant::now).elapsed() > WAITING
                {
                    stopper.stop();
                }
                return;
            };
            let since = *told_at.get_or_insert_with(Instant::now);
            let is_pending = value.preview.kind == Kind::Promise && value.preview.members.is_empty();
            if heard.progress == Progress::Live && !is_pending || since.elapsed() > PATIENCE {
                stopper.stop();
            }
        });
        self.reply.give(Ok(result(&outcome, run)));
    }
}

/// Without blanks and semicolons around it.
fn trimmed(text: &str, range: TextRange) -> TextRange {
    let selected = range.slice(text);
    let start = range.start() + (selected.len() - selected.trim_start().len()) as u32;
    let kept = selected.trim().trim_end_matches(|character: char| character == ';' || character.is_whitespace());
    TextRange::new(start, start + kept.len() as u32)
}

/// A text that is nothing but the selection, and what is asked of it: all, if it is an expression.
fn alone(snapshot: &Snapshot, file: FileId, selected: &str) -> Result<(String, Option<TextRange>), String> {
    let kind = SourceKind::new(snapshot.kind(file).language, syntax::Goal::Module);
    let expression = format!("({selected}\n)");
    if parse(&expression, kind).errors.is_empty() {
        return Ok((expression, Some(TextRange::new(1, 1 + selected.len() as u32))));
    }
    match parse(selected, kind).errors.first() {
        Some(error) => Err(error.message.clone()),
        None => Ok((selected.to_owned(), None)),
    }
}

/// What was asked for; where nothing was, what the last statement has come to.
fn value<'s>(state: &'s State, run: &Run) -> Option<&'s Value> {
    let mut all = state.shown(&run.file);
    all.retain(|shown| match run.asked {
        // Of what a variable is given all of the declaration is told.
        Some((start, end)) => shown.probe.is_asked && shown.probe.end == end && shown.probe.start <= start,
        None => shown.probe.kind != values::ProbeKind::Block,
    });
    // The smallest of those that end there.
    all.into_iter().rev().find_map(|shown| shown.told?.last.as_ref())
}

fn result(outcome: &Outcome, run: &Run) -> EvalSelectionResult {
    let state = &outcome.state;
    if let Some(value) = value(state, run) {
        return EvalSelectionResult { text: values::tree(&value.preview), kind: SelectedKind::Value };
    }
    let text = match (&state.failure, outcome.ended) {
        (Some(failure), _) => one_line(&failure.value, usize::MAX),
        (None, Ended::Exited(0)) if run.asked.is_none() => "undefined".to_owned(),
        (None, Ended::Exited(0) | Ended::Stopped) => "the program does not reach it".to_owned(),
        (None, ended) => {
            let text = run.texts.first().map_or("", |(_, text)| text);
            let said = String::from_utf8_lossy(&outcome.errors);
            ended.sentence(&where_it_was(text, state)).unwrap_or_else(|| said.trim().to_owned())
        }
    };
    let is_value = state.failure.is_none() && text == "undefined";
    EvalSelectionResult { text, kind: if is_value { SelectedKind::Value } else { SelectedKind::Error } }
}
