local WORDS = { 'tree', 'window', 'list', 'hide', 'show' }

---@param buffer integer
local function list(buffer)
  local values = require('lode.inline_values')
  vim.fn.setloclist(0, {}, ' ', {
    title = 'Values',
    items = vim.tbl_map(function(item)
      return { bufnr = buffer, lnum = item.line + 1, text = (values.look(item, 'ok')) }
    end, values.all(buffer)),
  })
  vim.cmd.lopen()
end

---@param buffer integer
---@param depth integer
local function tree(buffer, depth)
  local items = require('lode.inline_values').at_cursor(buffer)
  local tell = require('lode.client').tell
  if #items == 0 then
    return tell('there is no value on this line', vim.log.levels.INFO)
  end
  local full = vim.tbl_filter(function(item)
    return item.hasMembers
  end, items)
  if #full == 0 then
    local said = items[1].hover or items[1].text
    vim.lsp.util.open_floating_preview(vim.split(said, '\n', { trimempty = true }), 'markdown', { focus_id = 'lode.value' })
    return
  end
  require('lode.tree').toggle(buffer, full, depth)
end

---@type lode.Command
return {
  arguments = '[tree [levels]|window|list|hide|show]',
  description = '`tree` (or no word) opens what the values at the cursor hold below the line, one level or as many as are said, '
    .. 'and closes it again; of a value that holds nothing it tells more than the line has room for. `window` shows all '
    .. 'values of the file in a window where they can be opened, `list` in the |location-list|. `hide` and `show` are '
    .. 'about all values at the ends of lines.',
  run = function(arguments)
    local buffer = vim.api.nvim_get_current_buf()
    local word = require('lode.commands').word(arguments[1] or 'tree', WORDS)
    if word == 'tree' then
      tree(buffer, math.max(tonumber(arguments[2]) or 1, 1))
    elseif word == 'window' then
      require('lode.explorer').open(buffer)
    elseif word == 'list' then
      list(buffer)
    elseif word then
      require('lode.inline_values').show(word == 'show')
    end
  end,
  complete = function()
    return WORDS
  end,
}
