-- What the statusline shows: whether a server is there, what it is busy with, and what the program of the buffer does.

local M = {}

local SIGNS = {
  running = '▶ running',
  live = '◉ live',
  ok = '◉ live',
  stale = '◉ live',
  error = '✗ error',
  stopped = '⏹ stopped',
}

---@type table<integer|string, string> by token: what the server is busy with
local busy = {}

---@param params lsp.ProgressParams
function M.progress(params)
  local value = params.value
  if type(value) ~= 'table' then
    return
  end
  if value.kind == 'end' then
    busy[params.token] = nil
  else
    local share = value.percentage and (' %d%%'):format(value.percentage) or ''
    -- Other clients show these titles where nothing else says whose they are.
    local title = value.title and value.title:gsub('^Lode: ', '') or vim.trim((busy[params.token] or ''):gsub('%d+%%$', ''))
    busy[params.token] = title .. share
  end
  vim.cmd.redrawstatus({ bang = true })
end

---@param buffer? integer
---@return string
function M.text(buffer)
  if not require('lode.client').of(buffer) then
    return ''
  end
  local parts = { 'lode' }
  local _, task = next(busy)
  table.insert(parts, task)
  local file = require('lode.inline_values').of(buffer or 0)
  table.insert(parts, file and SIGNS[file.state])
  return table.concat(parts, ' ')
end

---@type table<integer, string> what each buffer's state was
local states = {}

---@param buffer integer
function M.changed(buffer)
  local file = require('lode.inline_values').of(buffer)
  local state = file and file.state or 'off'
  local message = file and file.message
  -- A program that was stopped says why, once: the next edit may stop it again.
  if message and state ~= states[buffer] and state == 'stopped' and buffer == vim.api.nvim_get_current_buf() then
    local room = math.max(vim.v.echospace, 20)
    local shown = vim.fn.strchars(message) > room and vim.fn.strcharpart(message, 0, room - 1) .. '…' or message
    vim.api.nvim_echo({ { shown, 'WarningMsg' } }, false, {})
  end
  if state ~= 'running' and state ~= 'stale' then
    states[buffer] = state
  end
  vim.b[buffer].lode_state = state
  vim.b[buffer].lode_message = message
  vim.api.nvim_exec_autocmds(
    'User',
    { pattern = 'LodeState', data = { buffer = buffer, state = state }, modeline = false }
  )
  vim.cmd.redrawstatus({ bang = true })
end

return M
