//! Watching a program while it runs: what stands between the loaders and whoever shows its values.

use std::fmt::Debug;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use engine::Scope;
use node::builtin::Builtin;
use transform::Shift;

use crate::loader::Shared;

/// Somebody who looks at a program's texts before they run, and at the program through builtins of their own.
pub trait Observer: Debug + Send + Sync {
    /// The builtins to add; the first is required before the program starts.
    fn builtins(&self) -> &'static [Builtin];

    /// Called on the program's thread before any JavaScript.
    fn install(self: Arc<Self>, scope: &Scope);

    /// Called when the program has a builtin loaded, with its id.
    fn loads(&self, builtin: &'static str);

    /// The text of a file that is not what the disk holds.
    fn text(&self, path: &Path) -> Option<String>;

    /// What runs in place of a file's text: it must have the same lines, and `Shift`s that lead its columns back. Called on the program's
    /// thread.
    fn probe(
        &self,
        scope: &Scope,
        path: &Path,
        text: &str,
        goal: transform::SyntaxGoal,
    ) -> Option<(String, Vec<Shift>)>;

    /// Called every few milliseconds while the program's thread is not in JavaScript.
    fn beat(&self);

    /// Whether the program is to end now. Asked often while it is not busy, and while it is when [`Observer::patience`] says.
    fn is_over(&self) -> bool;

    /// How much of the processor's time a busy program may have until it is asked again whether it is over.
    fn patience(&self) -> Duration;
}

/// A text as it is to be compiled.
pub(crate) struct Observed {
    pub text: String,
    pub probes: Vec<Shift>,
}

impl Shared {
    /// What is run of a text, and whether that is not the text itself.
    pub(crate) fn observed(
        &self,
        scope: &Scope,
        path: &Path,
        text: &str,
        goal: transform::SyntaxGoal,
    ) -> Option<Observed> {
        let observer = self.options.observer.as_ref()?;
        observer.probe(scope, path, text, goal).map(|(text, probes)| Observed { text, probes })
    }

    /// The text of a file as it is being edited.
    pub(crate) fn edited(&self, path: &str) -> Option<String> {
        self.options.observer.as_ref()?.text(Path::new(path))
    }
}
