-- All values of a file in a window of its own: `<CR>` opens and closes what one holds, `gd` goes to its line, `q` closes the window.
-- It follows the program; what is open stays open.

local values = require('lode.inline_values')

local M = {}

local PAGE = 100

---@class lode.Row
---@field item lode.Item
---@field path integer[]
---@field has_members? boolean
---@field next integer? at a row that stands for more members: the first of them

---@class lode.Level
---@field members lode.Member[]
---@field more integer how many there are behind the members

---@type integer? the window's buffer
local buffer
---@type integer? whose values are shown
local source
---@type lode.Row[]
local rows = {}
---@class lode.OpenValue
---@field anchor lode.Anchor
---@field asked string for which run and text the members were asked
---@field levels table<string, lode.Level|false> by path; false while the answer is awaited

---@type lode.OpenValue[]
local opened = {}

M.namespace = vim.api.nvim_create_namespace('lode.explorer')

---What is open of an item.
---@param item lode.Item
---@return lode.OpenValue?
local function open_value(item)
  return vim.iter(opened):find(function(value)
    return values.at_anchor(source --[[@as integer]], value.anchor) == item
  end)
end

---@param value lode.OpenValue?
---@param path integer[]
---@return lode.Level|false|nil
local function level_of(value, path)
  return value and value.levels[table.concat(path, '/')]
end

local function draw()
  local file = source and values.of(source)
  if not buffer or not vim.api.nvim_buf_is_valid(buffer) then
    return
  end
  rows = {}
  local lines, groups = {}, {}
  ---@param row lode.Row
  ---@param chunks [string, string][]
  local function add(row, chunks)
    table.insert(rows, row)
    local line = ''
    for _, chunk in ipairs(chunks) do
      table.insert(groups, { #rows - 1, #line, #line + #chunk[1], chunk[2] })
      line = line .. chunk[1]
    end
    table.insert(lines, line)
  end
  ---@param item lode.Item
  ---@param value lode.OpenValue?
  ---@param path integer[]
  ---@param indent string
  local function add_members(item, value, path, indent)
    local level = level_of(value, path)
    if not level then
      return
    end
    for at, member in ipairs(level.members) do
      local below = vim.list_extend({ unpack(path) }, { at - 1 })
      local mark = not member.hasMembers and '  ' or level_of(value, below) ~= nil and '▾ ' or '▸ '
      add({ item = item, path = below, has_members = member.hasMembers }, {
        { indent .. mark, 'LodeTree' },
        { member.name, 'LodeMember' },
        { ': ', 'LodeTree' },
        { member.text, 'LodeValue' },
      })
      add_members(item, value, below, indent .. '  ')
    end
    if level.more > 0 then
      add(
        { item = item, path = path, next = #level.members },
        { { ('%s  … %d more'):format(indent, level.more), 'LodeTree' } }
      )
    end
  end
  local known = {} ---@type table<lode.Item, lode.OpenValue>
  for _, value in ipairs(opened) do
    local item = source and values.at_anchor(source, value.anchor)
    if item then
      known[item] = value
    end
  end
  for _, item in ipairs(source and values.all(source) or {}) do
    local mark = not item.hasMembers and '  ' or known[item] and '▾ ' or '▸ '
    local text, group = values.look(item, file and file.state or 'off')
    add({ item = item, path = {}, has_members = item.hasMembers }, {
      { mark, 'LodeTree' },
      { ('%d  '):format(item.line + 1), 'LineNr' },
      { text, group },
    })
    add_members(item, known[item], {}, '    ')
  end
  if #lines == 0 then
    lines = { 'There are no values. `:Lode live` runs the file.' }
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.api.nvim_buf_clear_namespace(buffer, M.namespace, 0, -1)
  for _, group in ipairs(groups) do
    vim.api.nvim_buf_set_extmark(buffer, M.namespace, group[1], group[2], { end_col = group[3], hl_group = group[4] })
  end
end

---@param item lode.Item
---@return string
local function asked_for(item)
  local file = source and values.of(source)
  return ('%s %s'):format(file and file.run_id, item.text)
end

---@param item lode.Item
---@param path integer[]
---@param start integer
local function fetch(item, path, start)
  local key = table.concat(path, '/')
  local value = open_value(item)
  if not value then
    value = {
      anchor = values.anchor(source --[[@as integer]], item),
      levels = {},
    }
    table.insert(opened, value)
  end
  value.asked = asked_for(item)
  local before = start > 0 and value.levels[key] or nil
  value.levels[key] = value.levels[key] or false
  local page = { start = start, count = PAGE }
  require('lode.members').ask(source --[[@as integer]], item, path, page, function(members, more)
    -- It may have been closed while the answer was on its way.
    if value.levels[key] ~= nil then
      local all = before and vim.list_extend(before.members, members) or members
      value.levels[key] = { members = all, more = more }
      draw()
    end
  end)
end

---@param row lode.Row
local function close(row)
  local value = open_value(row.item)
  if not value then
    return
  end
  if #row.path == 0 then
    values.release(source --[[@as integer]], value.anchor)
    opened = vim.tbl_filter(function(one)
      return one ~= value
    end, opened)
  end
  local closed = table.concat(row.path, '/')
  for key in pairs(value.levels) do
    if key == closed or vim.startswith(key, closed .. '/') or closed == '' then
      value.levels[key] = nil
    end
  end
  draw()
end

local function toggle()
  local row = rows[vim.api.nvim_win_get_cursor(0)[1]]
  if row and row.next then
    fetch(row.item, row.path, row.next)
  elseif row and level_of(open_value(row.item), row.path) ~= nil then
    close(row)
  elseif row and row.has_members then
    fetch(row.item, row.path, 0)
  end
end

local function go()
  local row = rows[vim.api.nvim_win_get_cursor(0)[1]]
  local window = source and vim.fn.bufwinid(source) or -1
  if row and window ~= -1 then
    vim.api.nvim_set_current_win(window)
    vim.cmd.normal({ "m'", bang = true })
    vim.api.nvim_win_set_cursor(window, { row.item.line + 1, 0 })
  end
end

---@param of integer
function M.open(of)
  if source ~= of then
    for _, value in ipairs(opened) do
      values.release(source --[[@as integer]], value.anchor)
    end
    source, opened = of, {}
  end
  if not buffer or not vim.api.nvim_buf_is_valid(buffer) then
    buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buffer, 'lode://values')
    vim.bo[buffer].filetype = 'lodevalues'
    local function map(keys, run, description)
      vim.keymap.set('n', keys, run, { buffer = buffer, desc = description })
    end
    map('<CR>', toggle, 'Open or close')
    map('gd', go, 'Go to the line')
    map('q', '<Cmd>close<CR>', 'Close the window')
  end
  local window = vim.fn.bufwinid(buffer)
  if window == -1 then
    vim.cmd('botright vertical 48split')
    vim.api.nvim_win_set_buf(0, buffer)
    vim.wo[0][0].wrap, vim.wo[0][0].number, vim.wo[0][0].signcolumn = false, false, 'no'
  else
    vim.api.nvim_set_current_win(window)
  end
  draw()
end

---Brings the window up to what the server said of a buffer.
---@param of integer
function M.follow(of)
  if of ~= source or not buffer or not vim.api.nvim_buf_is_valid(buffer) then
    return
  end
  local file = values.of(of)
  for _, value in ipairs(opened) do
    local item = values.at_anchor(of, value.anchor)
    if file and item and file.state ~= 'stale' and not item.stale and value.asked ~= asked_for(item) then
      for key in pairs(value.levels) do
        fetch(item, key == '' and {} or vim.tbl_map(tonumber, vim.split(key, '/')), 0)
      end
    end
  end
  draw()
end

return M
