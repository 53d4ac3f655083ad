-- Where the server is, and which folder it works for.

local M = {}

---The command that starts the server, or nothing where there is none.
---@return string[]?
function M.command()
  local wanted = require('lode.config').get().cmd
  if wanted then
    return vim.fn.executable(wanted[1]) == 1 and wanted or nil
  end
  for _, program in ipairs({ 'lode', vim.fs.normalize('~/.cargo/bin/lode') }) do
    if vim.fn.executable(program) == 1 then
      return { vim.fn.exepath(program), 'lsp' }
    end
  end
end

---The program itself, for what it does beside serving.
---@return string?
function M.program()
  local command = M.command()
  return command and command[1]
end

---@return string
function M.missing()
  local wanted = require('lode.config').get().cmd
  if wanted then
    return ("Lode: `%s` cannot be run. It is what `cmd` says in Lode's configuration."):format(wanted[1])
  end
  return 'Lode: there is no `lode` on the PATH or in ~/.cargo/bin. Install it (`cargo install --path .` in a checkout), or say in `cmd` where it is.'
end

---The project of a buffer, for `root_dir` of |vim.lsp.Config|. A file of no project is served by itself.
---@param buffer integer
---@param on_directory fun(directory?: string)
function M.root(buffer, on_directory)
  -- A command that the person gave to Neovim itself is Neovim's to check.
  local started_by = vim.lsp.config.lode.cmd
  if type(started_by) == 'function' and not M.command() then
    vim.notify_once(M.missing(), vim.log.levels.WARN)
    return
  end
  -- What the standard library declares is read by the project that led there.
  if vim.api.nvim_buf_get_name(buffer):find('/lode/library/', 1, true) then
    local before = vim.lsp.get_clients({ name = 'lode', bufnr = vim.fn.bufnr('#') })[1]
    before = before or vim.lsp.get_clients({ name = 'lode' })[1]
    return on_directory(before and before.root_dir)
  end
  for _, markers in ipairs(require('lode.config').get().root_markers) do
    local directory = vim.fs.root(buffer, markers)
    if directory then
      return on_directory(directory)
    end
  end
  on_directory(nil)
end

return M
