local CONTEXTS = { 'file', 'fresh' }

local namespace = vim.api.nvim_create_namespace('lode.evaluated')

---The lines that the command was given, or, after a selection of characters, just these.
---@param buffer integer
---@param call table
---@param encoding string
---@return lsp.Range
local function range_of(buffer, call, encoding)
  local first = call.range > 0 and call.line1 or vim.api.nvim_win_get_cursor(0)[1]
  local last = call.range > 0 and call.line2 or first
  local from, to = vim.fn.getpos("'<"), vim.fn.getpos("'>")
  local is_selection = call.range == 2 and from[2] == first and to[2] == last and vim.fn.visualmode() == 'v'
  if is_selection then
    return vim.lsp.util.make_given_range_params({ first, from[3] - 1 }, { last, to[3] - 1 }, buffer, encoding).range
  end
  return { start = { line = first - 1, character = 0 }, ['end'] = { line = last, character = 0 } }
end

---@param buffer integer
---@param line integer
---@param answer { text: string, kind: "value"|"error" }
local function show(buffer, line, answer)
  local lines = vim.split(answer.text, '\n')
  if #lines > 1 then
    vim.lsp.util.open_floating_preview(lines, 'javascript', { focus_id = 'lode.evaluated' })
    return
  end
  vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1)
  local group = answer.kind == 'error' and 'LodeError' or 'LodeValue'
  vim.api.nvim_buf_set_extmark(buffer, namespace, line, 0, { virt_text = { { ' ' .. answer.text, group } } })
  vim.api.nvim_create_autocmd({ 'TextChanged', 'InsertEnter' }, {
    buffer = buffer,
    once = true,
    callback = function()
      vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1)
    end,
  })
end

---@type lode.Command
return {
  arguments = '[file|fresh]',
  description = "Evaluate the line or the selection (`:'<,'>Lode evaluate`) and show what it comes to: with what the file has defined, or "
    .. 'with nothing.',
  run = function(arguments, call)
    local buffer = vim.api.nvim_get_current_buf()
    local client = require('lode.client').needed(buffer)
    local context = require('lode.commands').word(arguments[1] or 'file', CONTEXTS)
    if not client or not context then
      return
    end
    local range = range_of(buffer, call, client.offset_encoding)
    local line = (call.range > 0 and call.line2 or vim.api.nvim_win_get_cursor(0)[1]) - 1
    local params = { uri = vim.uri_from_bufnr(buffer), range = range, context = context }
    require('lode.client').request('lode/evalSelection', params, buffer, function(answer)
      show(buffer, line, answer)
    end)
  end,
  complete = function()
    return CONTEXTS
  end,
}
