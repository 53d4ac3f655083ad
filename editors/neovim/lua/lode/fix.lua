-- `source.fixAll.lode`: all that can be mended in a file.

local M = {}

local KIND = 'source.fixAll.lode'

---@param client vim.lsp.Client
---@param method string
---@param params table
---@param buffer integer
---@param timeout integer
---@return any
local function ask(client, method, params, buffer, timeout)
  ---@diagnostic disable-next-line: param-type-mismatch
  local answer, failure = client:request_sync(method, params, timeout, buffer)
  failure = failure or answer and answer.err and answer.err.message
  if failure then
    require('lode.client').tell(('cannot mend: %s'):format(failure))
  end
  return answer and answer.result
end

---@param options? { buffer?: integer, timeout?: integer }
---@return boolean whether something was changed
function M.all(options)
  options = options or {}
  local buffer = options.buffer or vim.api.nvim_get_current_buf()
  local timeout = options.timeout or 3000
  local client = require('lode.client').of(buffer)
  if not client then
    return false
  end
  local before = vim.api.nvim_buf_get_changedtick(buffer)
  local last = vim.api.nvim_buf_line_count(buffer)
  local actions = ask(client, 'textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } },
    context = { only = { KIND }, diagnostics = {} },
  }, buffer, timeout)
  for _, action in ipairs(actions or {}) do
    if not action.edit then
      action = ask(client, 'codeAction/resolve', action, buffer, timeout) or action
    end
    if action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
  end
  return vim.api.nvim_buf_get_changedtick(buffer) ~= before
end

return M
