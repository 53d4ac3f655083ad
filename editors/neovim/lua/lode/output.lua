-- What the server logs, programs that it runs included: kept for `:Lode log`.

local M = {}

local KEPT = 5000
local NAME = 'lode://log'

---@type string[]
local lines = {}
---@type integer?
local buffer

local function show()
  if not buffer or not vim.api.nvim_buf_is_valid(buffer) then
    return
  end
  local windows = vim.fn.win_findbuf(buffer)
  local ends = vim.tbl_filter(function(window)
    return vim.api.nvim_win_get_cursor(window)[1] == vim.api.nvim_buf_line_count(buffer)
  end, windows)
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  -- Who looks at the end goes on looking at the end.
  for _, window in ipairs(ends) do
    vim.api.nvim_win_set_cursor(window, { math.max(1, #lines), 0 })
  end
end

---@param failure table?
---@param message lsp.LogMessageParams
---@param context table
function M.receive(failure, message, context)
  vim.lsp.handlers['window/logMessage'](failure, message, context)
  for line in vim.gsplit(message.message, '\r?\n') do
    table.insert(lines, line)
  end
  if #lines > KEPT then
    lines = vim.list_slice(lines, #lines - KEPT + 1)
  end
  show()
end

function M.open()
  if not buffer or not vim.api.nvim_buf_is_valid(buffer) then
    buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buffer, NAME)
    vim.bo[buffer].filetype = 'log'
    vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, desc = 'Close' })
  end
  local window = vim.fn.bufwinid(buffer)
  if window == -1 then
    vim.cmd('botright 12split')
    vim.api.nvim_win_set_buf(0, buffer)
    vim.wo[0][0].wrap = false
  else
    vim.api.nvim_set_current_win(window)
  end
  show()
  vim.api.nvim_win_set_cursor(0, { math.max(1, #lines), 0 })
end

return M
