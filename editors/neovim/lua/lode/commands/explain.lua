---The rule that says something about the cursor's line, first the one that says it of the cursor's column.
---@return string?
local function rule_at_cursor()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local found = vim.tbl_filter(function(diagnostic)
    return type(diagnostic.code) == 'string'
  end, vim.diagnostic.get(0, { lnum = row - 1 }))
  for _, diagnostic in ipairs(found) do
    if diagnostic.col <= column and column < (diagnostic.end_col or diagnostic.col + 1) then
      return diagnostic.code --[[@as string]]
    end
  end
  return found[1] and found[1].code --[[@as string]]
end

---@type string[]?
local rules

---@type lode.Command
return {
  arguments = '[rule]',
  description = 'Show the page of a lint rule; without a name that of the rule that complains at the cursor.',
  run = function(arguments)
    local client_of = require('lode.client')
    local buffer = vim.api.nvim_get_current_buf()
    local rule = arguments[1] or rule_at_cursor()
    if not rule then
      return client_of.tell('no rule complains on this line', vim.log.levels.INFO)
    end
    local params = { command = 'lode.explainRule', arguments = { rule } }
    client_of.request('workspace/executeCommand', params, buffer)
  end,
  complete = function()
    local program = not rules and require('lode.server').program()
    if program then
      local listed = vim.system({ program, 'lint', '--rules' }, { text = true }):wait(2000).stdout or ''
      rules = {}
      for line in vim.gsplit(listed, '\n') do
        table.insert(rules, line:match('^%s+●?%s*([%w/@-]+)%s%s'))
      end
    end
    return rules or {}
  end,
}
