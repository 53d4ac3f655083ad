local COUNT = 1000

---@param item lode.Item
---@param answer { hits: integer, values: { hit: integer, at: number, text: string }[] }
local function show(item, answer)
  local lines = { ('%d times: %s'):format(answer.hits, item.text), '' }
  for _, value in ipairs(answer.values) do
    table.insert(lines, ('%7d  %9.1f ms  %s'):format(value.hit, value.at, value.text))
  end
  if answer.hits > #answer.values then
    table.insert(lines, ('%d are not shown'):format(answer.hits - #answer.values))
  end
  vim.cmd('botright 12new')
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = 'nofile', 'wipe', false
  vim.bo[buffer].filetype = 'lodehistory'
  vim.wo[0][0].wrap = false
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, desc = 'Close' })
end

---@type lode.Command
return {
  description = 'What the value at the cursor has been: each time, when, and what it was.',
  run = function()
    local buffer = vim.api.nvim_get_current_buf()
    local values = require('lode.inline_values')
    local file = values.of(buffer)
    local items = values.at_cursor(buffer)
    if not file or #items == 0 then
      return require('lode.client').tell('there is no value on this line', vim.log.levels.INFO)
    end
    ---@param item lode.Item?
    local function ask(item)
      if item then
        local params = { uri = vim.uri_from_bufnr(buffer), runId = file.run_id, id = item.id, start = 0, count = COUNT }
        require('lode.client').request('lode/value/history', params, buffer, function(answer)
          show(item, answer)
        end)
      end
    end
    if #items == 1 then
      return ask(items[1])
    end
    vim.ui.select(items, {
      prompt = 'Of which value?',
      format_item = function(item)
        return item.text
      end,
    }, ask)
  end,
}
