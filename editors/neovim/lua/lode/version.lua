-- What is said to a Neovim that is too old. This file must load in any version.

local M = {}

---@return string
function M.sentence()
  return ("Lode's plugin needs Neovim 0.11 or later, and this is %s. Update Neovim, or start `lode lsp` with another client."):format(
    vim.version and tostring(vim.version()) or vim.fn.matchstr(vim.fn.execute('version'), 'NVIM v\\zs\\S\\+')
  )
end

return M
