---@meta
-- Made by `scripts/generate.lua`. Edit `lua/lode/config.lua` instead.

---@class lode.Options
---@field cmd? string[] The command that starts the server. Without it `lode lsp` is looked for on the PATH and in `~/.cargo/bin`.
---@field code_lens? lode.Options.code_lens
---@field completion? lode.Options.completion
---@field coverage? lode.Options.coverage
---@field live? lode.Options.live
---@field root_markers? string[][] What makes a folder the project of the files in it: of the first list that is found somewhere above a file, the nearest.
---@field settings? lode.Settings What the server is told: |lode-settings|, nested or with dots.
---@field values? lode.Options.values

---@class lode.Options.code_lens
---@field enable? boolean Show what the server offers above lines, such as `▶ Run`; |vim.lsp.codelens.run()| (|grx|) does it.

---@class lode.Options.completion
---@field enable? boolean Complete while you type with |vim.lsp.completion|. Leave it off if another plugin completes.

---@class lode.Options.coverage
---@field enable? boolean Show a sign at lines that were not reached.
---@field partly_sign? string The sign at lines of which only a part was not reached.
---@field sign? string That sign.

---@class lode.Options.live
---@field mode? "on"|"onSave"|"once" When `:Lode live` runs the file: after each change, after each save, or now and not again.

---@class lode.Options.values
---@field enable? boolean Draw values. `:Lode values hide` and `:Lode values show` change it for a while.
---@field max_width? integer Values of a line that need more columns than this are cut.
---@field position? "eol"|"eol_right_align"|"right_align" Where a line has its values: see `virt_text_pos` of |nvim_buf_set_extmark()|.
---@field tree_members? integer How many members of each value `:Lode values` shows below the line.

---@class lode.Config
---@field cmd? string[] The command that starts the server. Without it `lode lsp` is looked for on the PATH and in `~/.cargo/bin`.
---@field code_lens lode.Config.code_lens
---@field completion lode.Config.completion
---@field coverage lode.Config.coverage
---@field live lode.Config.live
---@field root_markers string[][] What makes a folder the project of the files in it: of the first list that is found somewhere above a file, the nearest.
---@field settings lode.Settings What the server is told: |lode-settings|, nested or with dots.
---@field values lode.Config.values

---@class lode.Config.code_lens
---@field enable boolean Show what the server offers above lines, such as `▶ Run`; |vim.lsp.codelens.run()| (|grx|) does it.

---@class lode.Config.completion
---@field enable boolean Complete while you type with |vim.lsp.completion|. Leave it off if another plugin completes.

---@class lode.Config.coverage
---@field enable boolean Show a sign at lines that were not reached.
---@field partly_sign string The sign at lines of which only a part was not reached.
---@field sign string That sign.

---@class lode.Config.live
---@field mode "on"|"onSave"|"once" When `:Lode live` runs the file: after each change, after each save, or now and not again.

---@class lode.Config.values
---@field enable boolean Draw values. `:Lode values hide` and `:Lode values show` change it for a while.
---@field max_width integer Values of a line that need more columns than this are cut.
---@field position "eol"|"eol_right_align"|"right_align" Where a line has its values: see `virt_text_pos` of |nvim_buf_set_extmark()|.
---@field tree_members integer How many members of each value `:Lode values` shows below the line.

---@class lode.Settings
---@field codeLens? lode.Settings.codeLens
---@field diagnostics? lode.Settings.diagnostics
---@field format? lode.Settings.format
---@field inlayHints? lode.Settings.inlayHints
---@field lint? lode.Settings.lint
---@field live? lode.Settings.live
---@field trusted? boolean Whether the workspace is trusted: nothing of one that is not is ever run

---@class lode.Settings.codeLens
---@field references? boolean Show above functions, classes and exports how often they are used
---@field run? boolean Offer to run a program above its first line

---@class lode.Settings.diagnostics
---@field enable? boolean Show what is wrong with a file

---@class lode.Settings.format
---@field run? "always"|"ask"|"never" Whether the formatter of the project is run, in a process of its own: `always`, `never`, or when the person, being asked, agrees: `ask`

---@class lode.Settings.inlayHints
---@field parameterNames? boolean Show the name of the parameter before arguments that are literals
---@field returnTypes? boolean Show what functions return
---@field variableTypes? boolean Show the types of variables that do not say it themselves

---@class lode.Settings.lint
---@field enable? boolean Show what lint rules say, as `lode lint` does
---@field programs? "always"|"ask"|"never" Whether configurations that are programs, such as eslint.config.js, are run, in a process of their own: `always`, `never`, or when the person, being asked, agrees: `ask`
---@field run? "onType"|"onSave" When rules look at a file: `onType`, or `onSave`

---@class lode.Settings.live
---@field debounce? number How long after the last key a live file runs, in milliseconds
---@field observed? boolean What values of live files were is offered where the code does not tell what they are
---@field scratch? boolean Files named `*.scratch.*` show their values once they are edited, without being turned live
---@field timeout? number How long a live file may run without a pause, in milliseconds

---@class lode.Setting
---@field name string with dots
---@field default any
---@field words? string[] what it can be, where that is one of a few words
---@field description string
