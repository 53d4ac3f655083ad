-- `:Lode`: which commands there are, and how their words are completed. Each command is a file beside this one.

local M = {}

---@class lode.Command
---@field description string for the help
---@field arguments? string what may follow, for the help
---@field run fun(arguments: string[], call: table) what |nvim_create_user_command()| gives is the second
---@field complete? fun(lead: string): string[]

---@type string[] in the order of the help
M.names = {
  'run',
  'live',
  'stop',
  'values',
  'history',
  'evaluate',
  'lint',
  'fix',
  'fmt',
  'move',
  'explain',
  'restart',
  'log',
}

---@param name string
---@return lode.Command
function M.get(name)
  return require('lode.commands.' .. name)
end

---@param call table
function M.run(call)
  local arguments = vim.list_slice(call.fargs, 2)
  local name = call.fargs[1]
  if not name then
    vim.cmd.help('lode-commands')
  elseif vim.list_contains(M.names, name) then
    M.get(name).run(arguments, call)
  else
    require('lode.client').tell(
      ('there is no command `%s`; there are %s'):format(name, table.concat(M.names, ', ')),
      vim.log.levels.ERROR
    )
  end
end

---@param all string[]
---@param lead string
---@return string[]
local function beginning_with(all, lead)
  return vim.tbl_filter(function(one)
    return vim.startswith(one, lead)
  end, all)
end

---@param lead string
---@param line string
---@param column integer
---@return string[]
function M.complete(lead, line, column)
  local typed = line:sub(1, column):match('Lode!?%s+(.*)$') or ''
  local name = typed:match('^(%S+)%s')
  if not name then
    return beginning_with(M.names, lead)
  end
  local complete = vim.list_contains(M.names, name) and M.get(name).complete
  return complete and beginning_with(complete(lead), lead) or {}
end

---A word among those that a command knows, or nothing after telling so.
---@param word string
---@param known string[]
---@return string?
function M.word(word, known)
  if vim.list_contains(known, word) then
    return word
  end
  require('lode.client').tell(('`%s` is none of %s'):format(word, table.concat(known, ', ')), vim.log.levels.ERROR)
end

return M
