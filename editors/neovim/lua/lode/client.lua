-- The way to the server: which client serves a buffer, requests whose failures are told, and what the server's lenses do here.

local M = {}

---@param buffer? integer
---@return vim.lsp.Client?
function M.of(buffer)
  return vim.lsp.get_clients({ bufnr = buffer or 0, name = 'lode' })[1]
end

---@param message string
---@param level? integer
function M.tell(message, level)
  vim.notify('Lode: ' .. message, level or vim.log.levels.WARN)
end

---The client of a buffer; where there is none the person is told.
---@param buffer integer
---@return vim.lsp.Client?
function M.needed(buffer)
  local client = M.of(buffer)
  if not client then
    M.tell('no server is running for this file; `:checkhealth lode` says why')
  end
  return client
end

---@param method string
---@param params table
---@param buffer integer
---@param on_result? fun(result: any)
---@param on_failure? fun(message: string) instead of telling the person
function M.request(method, params, buffer, on_result, on_failure)
  local client = M.needed(buffer)
  if not client then
    return
  end
  ---@diagnostic disable-next-line: param-type-mismatch
  client:request(method, params, function(failure, result)
    if failure then
      (on_failure or M.tell)(failure.message)
    elseif on_result then
      on_result(result)
    end
  end, buffer)
end

---@param uri string
---@return integer? buffer that is loaded
function M.buffer_of(uri)
  local name = vim.uri_to_fname(uri)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.api.nvim_buf_get_name(buffer) == name then
      return buffer
    end
  end
end

---A field of a message, or nothing where it is null: Neovim has a value of its own for that.
---@param value any
---@return any
function M.given(value)
  if value ~= vim.NIL then
    return value
  end
end

---Neovim opens the list at the characters that a server names, and waits for a key at all others: a name opens it too.
---@param client vim.lsp.Client
local function complete_names(client)
  local provider = client.server_capabilities.completionProvider or {}
  local characters = provider.triggerCharacters or {}
  for character in ('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$'):gmatch('.') do
    if not vim.list_contains(characters, character) then
      table.insert(characters, character)
    end
  end
  provider.triggerCharacters = characters
end

---@param client vim.lsp.Client
---@param buffer integer
function M.attached(client, buffer)
  local config = require('lode.config').get()
  require('lode.highlights').define()
  require('lode.inline_values').attach(buffer, client.id)
  if config.completion.enable and client:supports_method('textDocument/completion') then
    complete_names(client)
    vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = true })
  end
  if config.code_lens.enable and client:supports_method('textDocument/codeLens') then
    M.show_lenses(client, buffer)
  end
end

---@param client vim.lsp.Client
---@param buffer integer
function M.show_lenses(client, buffer)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { client_id = client.id })
    return
  end
  -- Neovim 0.11 asks only when it is told to.
  vim.lsp.codelens.refresh({ bufnr = buffer })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, {
    group = vim.api.nvim_create_augroup('lode.code_lens.' .. buffer, {}),
    buffer = buffer,
    callback = function()
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end,
  })
end

---Switches a file live or not.
---@param buffer integer
---@param mode string
---@param uri? string if it is not the buffer's
function M.live(buffer, mode, uri)
  uri = uri or vim.uri_from_bufnr(buffer)
  M.request('lode/live', { uri = uri, mode = mode }, buffer, function(answer)
    require('lode.inline_values').set_mode(M.buffer_of(uri) or buffer, answer.mode)
  end)
end

---What the server's lenses and actions ask for: `lsp.Command` by name. The first argument is a uri, or an object that has one.
---@type table<string, fun(command: lsp.Command, context: table)>
M.commands = {}

---@param command lsp.Command
---@return string?
local function uri_of(command)
  local first = (command.arguments or {})[1]
  return type(first) == 'table' and first.uri or first
end

M.commands['lode.run'] = function(command, context)
  M.request('lode/run', { uri = uri_of(command) }, context.bufnr)
end

M.commands['lode.stop'] = function(command, context)
  M.request('lode/stop', { uri = uri_of(command) }, context.bufnr)
end

M.commands['lode.live'] = function(command, context)
  local arguments = command.arguments or {}
  local mode = type(arguments[1]) == 'table' and arguments[1].mode or arguments[2]
  M.live(context.bufnr, mode or 'on', uri_of(command))
end

M.commands['lode.copyValue'] = function(command)
  local text = (command.arguments or {})[1]
  vim.fn.setreg('"', text)
  if vim.fn.has('clipboard') == 1 then
    vim.fn.setreg('+', text)
  end
  M.tell('copied', vim.log.levels.INFO)
end

M.commands['lode.showReferences'] = function(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local locations = (command.arguments or {})[3] or {}
  if not client or #locations == 0 then
    return M.tell('it is used nowhere', vim.log.levels.INFO)
  end
  local items = vim.lsp.util.locations_to_items(locations, client.offset_encoding)
  vim.fn.setqflist({}, ' ', { title = command.title, items = items })
  vim.cmd('botright copen')
end

return M
