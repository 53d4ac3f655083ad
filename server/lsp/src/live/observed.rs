//! What a run saw of values, for those who complete names and tell of them where the code says nothing.

use std::fs;
use std::path::PathBuf;

use project::Observation;
use source::TextRange;
use values::shape::Shape;
use values::{ProbeKind, Run, State};

use super::shown::Known;

/// What is told of the file that ran, and of the modules that it loaded.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Observed {
    /// In the text that was run.
    pub places: Vec<(TextRange, Shape)>,
    pub exports: Option<Shape>,
    pub modules: Vec<(PathBuf, Shape)>,
}

impl Observed {
    pub(super) fn of(known: &Known, state: &State) -> Observed {
        let shown = state.shown(&known.path).into_iter().filter(|shown| shown.probe.kind != ProbeKind::Block);
        let places = shown.filter_map(|shown| {
            let shape = shown.told?.shape();
            shape.says_something().then(|| (TextRange::new(shown.probe.start, shown.probe.end), shape))
        });
        let others = state.exports.iter().filter(|(file, _)| **file != known.path);
        Observed {
            places: places.collect(),
            exports: state.exports.get(&known.path).cloned(),
            modules: others.map(|(file, shape)| (file.clone(), shape.clone())).collect(),
        }
    }

    /// Of the modules, each with the text that the run had of it.
    pub(super) fn of_modules(&self, run: &Run) -> Vec<Observation> {
        let observation = |(file, shape): &(PathBuf, Shape)| {
            let given = run.texts.iter().find(|(path, _)| path == file).map(|(_, text)| text.clone());
            let text = given.or_else(|| fs::read_to_string(file).ok())?;
            Some(Observation::new(file.clone(), &text, Vec::new(), Some(shape.clone())))
        };
        self.modules.iter().filter_map(observation).collect()
    }
}
