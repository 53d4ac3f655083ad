-- Makes `doc/lode.txt` and `lua/lode/types.lua` from the options, the commands, the highlight groups and the server's settings:
--   nvim --clean -l editors/neovim/scripts/generate.lua            writes them
--   nvim --clean -l editors/neovim/scripts/generate.lua --check    ends with 1 if they differ

local root = vim.fs.dirname(vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2))))
vim.opt.runtimepath:prepend(root)

local WIDTH = 78

---@param text string
---@param indent string
---@return string
local function wrapped(text, indent)
  local lines, line = {}, indent
  for word in text:gmatch('%S+') do
    if #line > #indent and vim.api.nvim_strwidth(line) + 1 + vim.api.nvim_strwidth(word) > WIDTH then
      table.insert(lines, line)
      line = indent
    end
    line = line .. (#line > #indent and ' ' or '') .. word
  end
  table.insert(lines, line)
  return table.concat(lines, '\n')
end

---A line with a tag at its right end.
---@param left string
---@param tag string
---@return string
local function tagged(left, tag)
  local right = ('*%s*'):format(tag)
  local room = WIDTH - vim.api.nvim_strwidth(left) - #right
  if room < 2 then
    return (' '):rep(WIDTH - #right) .. right .. '\n' .. left
  end
  return left .. (' '):rep(room) .. right
end

---@param title string
---@param tag string
---@return string
local function section(title, tag)
  return ('='):rep(WIDTH) .. '\n' .. tagged(title, tag) .. '\n'
end

---@param value any
---@return string
local function shown(value)
  if type(value) == 'table' and next(value) == nil then
    return '{}'
  end
  return (vim.inspect(value, { newline = ' ', indent = '' }):gsub('"', "'"))
end

local function commands()
  local all = require('lode.commands')
  local parts = {}
  for _, name in ipairs(all.names) do
    local command = all.get(name)
    local usage = vim.trim((':Lode %s %s'):format(name, command.arguments or ''))
    table.insert(parts, tagged(usage, 'lode-' .. name) .. '\n' .. wrapped(command.description, '    '))
  end
  return table.concat(parts, '\n\n')
end

local function options()
  local parts = {}
  for _, option in ipairs(require('lode.config').options) do
    local default = option.default ~= nil and ('\n    Default: `%s`'):format(shown(option.default)) or ''
    local head = tagged(option.name, 'lode-option-' .. option.name)
    local kind = ('    Type: `%s`'):format(option.type)
    table.insert(parts, head .. '\n' .. wrapped(option.description, '    ') .. '\n\n' .. kind .. default)
  end
  return table.concat(parts, '\n\n')
end

local function settings()
  local parts = {}
  for _, setting in ipairs(require('lode.settings')) do
    local head = tagged(setting.name, 'lode-setting-' .. setting.name)
    local default = ('    Default: `%s`'):format(shown(setting.default))
    table.insert(parts, head .. '\n' .. wrapped(setting.description, '    ') .. '\n' .. default)
  end
  return table.concat(parts, '\n\n')
end

local function highlights()
  local parts = {}
  for _, group in ipairs(require('lode.highlights').groups) do
    table.insert(parts, tagged(group.name, 'hl-' .. group.name))
    table.insert(parts, ('    %s; linked to |hl-%s|'):format(group.description, group.link))
  end
  return table.concat(parts, '\n')
end

---@return string
local function help()
  local file = assert(io.open(root .. '/scripts/help.txt'))
  local text = file:read('*a')
  file:close()
  local made = {
    commands = commands,
    options = options,
    settings = settings,
    highlights = highlights,
  }
  text = text:gsub('%[section: (.-) | (.-)%]\n', section)
  text = text:gsub('%[made: (%l+)%]', function(name)
    return made[name]()
  end)
  return text
end

---@class lode.Tree a name's part, with what is below it
---@field [string] lode.Tree|lode.Option

---Options by the parts of their names.
---@param all lode.Option[]
---@return table
local function by_parts(all)
  local tree = {}
  for _, option in ipairs(all) do
    local into = tree
    local parts = vim.split(option.name, '.', { plain = true })
    for at = 1, #parts - 1 do
      into[parts[at]] = into[parts[at]] or {}
      into = into[parts[at]]
    end
    into[parts[#parts]] = option
  end
  return tree
end

---@param into string[]
---@param name string of the class
---@param tree table
---@param is_optional boolean
local function class(into, name, tree, is_optional)
  local fields, below = {}, {}
  for part, one in vim.spairs(tree) do
    local optional = is_optional and '?' or ''
    if one.name then
      local kind = one.type:gsub('%?$', '')
      local mark = one.type:sub(-1) == '?' and '?' or optional
      table.insert(fields, ('---@field %s%s %s %s'):format(part, mark, kind, one.description))
    else
      local child = ('%s.%s'):format(name, part)
      table.insert(fields, ('---@field %s%s %s'):format(part, optional, child))
      below[child] = one
    end
  end
  table.insert(into, '---@class ' .. name)
  vim.list_extend(into, fields)
  table.insert(into, '')
  for child, one in vim.spairs(below) do
    class(into, child, one, is_optional)
  end
end

local LUA_TYPES = { boolean = 'boolean', string = 'string', number = 'number', table = 'table' }

---@return string
local function types()
  local lines = { '---@meta', '-- Made by `scripts/generate.lua`. Edit `lua/lode/config.lua` instead.', '' }
  local chosen = by_parts(require('lode.config').options)
  class(lines, 'lode.Options', chosen, true)
  class(lines, 'lode.Config', chosen, false)
  local server = vim.tbl_map(function(setting)
    local words = setting.words and '"' .. table.concat(setting.words, '"|"') .. '"'
    local kind = words or LUA_TYPES[type(setting.default)] or 'any'
    return { name = setting.name, type = kind, description = setting.description }
  end, require('lode.settings'))
  class(lines, 'lode.Settings', by_parts(server), true)
  vim.list_extend(lines, {
    '---@class lode.Setting',
    '---@field name string with dots',
    '---@field default any',
    '---@field words? string[] what it can be, where that is one of a few words',
    '---@field description string',
  })
  return table.concat(lines, '\n') .. '\n'
end

local is_check = vim.list_contains(arg, '--check')
local differ = {}
for path, text in vim.spairs({ ['doc/lode.txt'] = help(), ['lua/lode/types.lua'] = types() }) do
  local file = io.open(root .. '/' .. path)
  local before = file and file:read('*a')
  if file then
    file:close()
  end
  if before ~= text then
    table.insert(differ, path)
    if not is_check then
      file = assert(io.open(root .. '/' .. path, 'w'))
      file:write(text)
      file:close()
    end
  end
end
if #differ > 0 then
  print((is_check and 'differs: ' or 'written: ') .. table.concat(differ, ', '))
  os.exit(is_check and 1 or 0)
end
