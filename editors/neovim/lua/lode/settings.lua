-- The server's settings, without `lode.` before them. Made by `cargo run -p xtask -- gen`. Don't edit.

---@type lode.Setting[]
return {
  { name = 'diagnostics.enable', default = true, description = 'Show what is wrong with a file' },
  { name = 'lint.enable', default = true, description = 'Show what lint rules say, as `lode lint` does' },
  { name = 'lint.run', default = 'onType', words = { 'onType', 'onSave' }, description = 'When rules look at a file: `onType`, or `onSave`' },
  { name = 'lint.programs', default = 'ask', words = { 'always', 'ask', 'never' }, description = 'Whether configurations that are programs, such as eslint.config.js, are run, in a process of their own: `always`, `never`, or when the person, being asked, agrees: `ask`' },
  { name = 'format.run', default = 'ask', words = { 'always', 'ask', 'never' }, description = 'Whether the formatter of the project is run, in a process of its own: `always`, `never`, or when the person, being asked, agrees: `ask`' },
  { name = 'codeLens.references', default = false, description = 'Show above functions, classes and exports how often they are used' },
  { name = 'codeLens.run', default = true, description = 'Offer to run a program above its first line' },
  { name = 'trusted', default = true, description = 'Whether the workspace is trusted: nothing of one that is not is ever run' },
  { name = 'live.scratch', default = true, description = 'Files named `*.scratch.*` show their values once they are edited, without being turned live' },
  { name = 'live.debounce', default = 75, description = 'How long after the last key a live file runs, in milliseconds' },
  { name = 'live.timeout', default = 1000, description = 'How long a live file may run without a pause, in milliseconds' },
  { name = 'live.observed', default = true, description = 'What values of live files were is offered where the code does not tell what they are' },
  { name = 'inlayHints.parameterNames', default = false, description = 'Show the name of the parameter before arguments that are literals' },
  { name = 'inlayHints.variableTypes', default = false, description = 'Show the types of variables that do not say it themselves' },
  { name = 'inlayHints.returnTypes', default = false, description = 'Show what functions return' },
}
