//! Types that a comment names and nothing in its file declares: the project's class or type of that name. Comments are written for
//! people first, who know what `@param {Runner} runner` means without an import.

use project::ExportKind;
use project::facts::Name;
use source::FileId;

use crate::evaluator::{Infer, Module};
use crate::types::Type;

impl Infer<'_> {
    /// What a file's comment means by a name that the file doesn't declare.
    pub(crate) fn type_of_project(&self, file: FileId, name: &Name, arguments: &[Type]) -> Type {
        if self.snapshot.kind(file).language.is_typescript() || !self.snapshot.is_own(file) {
            return Type::unknown();
        }
        let known = self.project_types.borrow().get(name).cloned();
        let found = known.unwrap_or_else(|| {
            let found = self.find_project_type(file, name);
            self.project_types.borrow_mut().insert(name.clone(), found.clone());
            found
        });
        found.map(|(file, name)| self.exported_type(&Module::File(file), &name, &[], arguments)).unwrap_or_default()
    }

    fn find_project_type(&self, asking: FileId, name: &Name) -> Option<(FileId, Name)> {
        let is_capital = name.chars().next().is_some_and(char::is_uppercase);
        let own = self.snapshot.own_files();
        own.iter().copied().filter(|file| *file != asking).find_map(|file| {
            let exports = match self.is_replaced(file) {
                true => self.snapshot.own_exports_as_read(file)?,
                false => self.snapshot.own_exports(file)?,
            };
            let found = exports.iter().find(|export| {
                let is_named = export.name == *name || export.local.as_ref() == Some(name);
                let makes = matches!(export.kind, ExportKind::Class)
                    || is_capital && matches!(export.kind, ExportKind::Function);
                is_named && (export.is_type_only || makes)
            })?;
            Some((file, found.name.clone()))
        })
    }
}
