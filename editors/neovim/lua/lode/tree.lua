-- Values opened below their lines, as virtual lines. What is open stays open, and is asked for anew when the program has run again.

local values = require('lode.inline_values')

local M = {}

---@class lode.Branch
---@field member lode.Member
---@field branches? lode.Branch[]
---@field more? integer how many members are not shown

---@class lode.OpenTree
---@field anchor lode.Anchor
---@field depth integer how many levels are shown
---@field asked? string for which run and text the members were asked
---@field branches? lode.Branch[]
---@field more? integer how many members are not shown

---@type table<integer, lode.OpenTree[]> by buffer
local open = {}

M.namespace = vim.api.nvim_create_namespace('lode.trees')

---@param into [string, string][][]
---@param of { branches?: lode.Branch[], more?: integer }
---@param indent string
---@param is_stale boolean
local function lines_of(into, of, indent, is_stale)
  local has_more = (of.more or 0) > 0
  for at, branch in ipairs(of.branches) do
    local is_last = at == #of.branches and not has_more
    table.insert(into, {
      { indent .. (is_last and '└ ' or '├ '), 'LodeTree' },
      { branch.member.name, is_stale and 'LodeStale' or 'LodeMember' },
      { ': ' .. branch.member.text, is_stale and 'LodeStale' or 'LodeValue' },
    })
    if branch.branches then
      lines_of(into, branch, indent .. (is_last and '  ' or '│ '), is_stale)
    end
  end
  if has_more then
    table.insert(into, { { ('%s└ … %d more'):format(indent, of.more), 'LodeTree' } })
  end
end

---@param buffer integer
local function draw(buffer)
  vim.api.nvim_buf_clear_namespace(buffer, M.namespace, 0, -1)
  local file = values.of(buffer)
  local last = vim.api.nvim_buf_line_count(buffer) - 1
  for _, tree in ipairs(open[buffer] or {}) do
    local item = values.at_anchor(buffer, tree.anchor)
    if file and item and tree.branches and item.line <= last then
      local shown = {} ---@type [string, string][][]
      lines_of(shown, tree, '    ', item.stale == true or file.state == 'stale')
      vim.api.nvim_buf_set_extmark(buffer, M.namespace, item.line, 0, { virt_lines = shown })
    end
  end
end

---@param buffer integer
---@param item lode.Item
---@param path integer[]
---@param depth integer
---@param into { branches?: lode.Branch[], more?: integer }
local function fetch(buffer, item, path, depth, into)
  local page = { start = 0, count = require('lode.config').get().values.tree_members }
  require('lode.members').ask(buffer, item, path, page, function(members, more)
    into.more = more
    into.branches = {}
    for at, member in ipairs(members) do
      local branch = { member = member }
      into.branches[at] = branch
      if member.hasMembers and depth > 1 then
        fetch(buffer, item, vim.list_extend({ unpack(path) }, { at - 1 }), depth - 1, branch)
      end
    end
    draw(buffer)
  end)
end

---@param buffer integer
---@param tree lode.OpenTree
local function close(buffer, tree)
  values.release(buffer, tree.anchor)
  open[buffer] = vim.tbl_filter(function(one)
    return one ~= tree
  end, open[buffer])
end

---Opens the values, or closes them if all are open as deep.
---@param buffer integer
---@param items lode.Item[]
---@param depth integer
function M.toggle(buffer, items, depth)
  open[buffer] = open[buffer] or {}
  local known = {} ---@type table<integer, lode.OpenTree>
  for _, tree in ipairs(open[buffer]) do
    local item = values.at_anchor(buffer, tree.anchor)
    if item then
      known[item.id] = tree
    end
  end
  local are_open = vim.iter(items):all(function(item)
    return known[item.id] ~= nil and known[item.id].depth == depth
  end)
  for _, item in ipairs(items) do
    if known[item.id] then
      close(buffer, known[item.id])
    end
    if not are_open then
      table.insert(open[buffer], { anchor = values.anchor(buffer, item), depth = depth })
    end
  end
  M.follow(buffer)
end

---Brings open trees up to what the server said last.
---@param buffer integer
function M.follow(buffer)
  local file = values.of(buffer)
  if not open[buffer] or not file then
    return
  end
  if file.state == 'off' then
    return M.close_all(buffer)
  end
  for _, tree in ipairs(open[buffer]) do
    local item = values.at_anchor(buffer, tree.anchor)
    local wanted = item and ('%s %s'):format(file.run_id, item.text)
    if item and tree.asked ~= wanted and file.state ~= 'stale' and not item.stale then
      tree.asked = wanted
      fetch(buffer, item, {}, tree.depth, tree)
    end
  end
  draw(buffer)
end

---@param buffer integer
function M.close_all(buffer)
  for _, tree in ipairs(open[buffer] or {}) do
    values.release(buffer, tree.anchor)
  end
  open[buffer] = nil
  vim.api.nvim_buf_clear_namespace(buffer, M.namespace, 0, -1)
end

return M
