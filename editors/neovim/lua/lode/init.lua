-- What configurations call: `require('lode')`.

local M = {}

---The help lies deeper in the repository than plugin managers look for it: its tags are made the first time.
local function tag_help()
  local folder = vim.fs.joinpath(vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)), '../../doc')
  if not vim.uv.fs_stat(folder .. '/tags') then
    -- A folder that can't be written to has no tags, which hurts nothing but the help.
    pcall(vim.cmd.helptags, vim.fs.normalize(folder))
  end
end

---Chooses options (|lode-configuration|) and starts the server for the files that are opened. Not needed where
---`vim.g.lode` and `vim.lsp.enable('lode')` do the same.
---@param options? lode.Options
function M.setup(options)
  if vim.fn.has('nvim-0.11') == 0 then
    vim.notify(require('lode.version').sentence(), vim.log.levels.WARN)
    return
  end
  require('lode.config').set(options)
  -- A plugin manager may have added the folder after Neovim had looked for plugins.
  vim.cmd.runtime('plugin/lode.lua')
  vim.lsp.enable('lode')
  tag_help()
end

---A short text for the statusline: whether the server runs, and what the program of the buffer does.
---@param buffer? integer
---@return string
function M.status(buffer)
  return require('lode.status').text(buffer)
end

---Mends what can be mended in a buffer without changing what the code does. Waits for it, so that it can be called before a
---file is written.
---@param options? { buffer?: integer, timeout?: integer } timeout in milliseconds, 3000 if not given
---@return boolean whether something was changed
function M.fix(options)
  return require('lode.fix').all(options)
end

return M
