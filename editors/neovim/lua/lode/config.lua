-- What a person can choose, in one table: the defaults, the checks, the types below and the help are made from it
-- (`scripts/generate.lua`).

local M = {}

---@class lode.Option
---@field name string with dots
---@field type string in the words of LuaCATS: what `M.problems` checks
---@field default? any
---@field description string

---@type lode.Option[]
M.options = {
  {
    name = 'cmd',
    type = 'string[]?',
    description = 'The command that starts the server. Without it `lode lsp` is looked for on the PATH and in `~/.cargo/bin`.',
  },
  {
    name = 'root_markers',
    type = 'string[][]',
    default = {
      { 'pnpm-workspace.yaml', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock' },
      { 'lode.json', '.git' },
      { 'package.json' },
    },
    description = 'What makes a folder the project of the files in it: of the first list that is found somewhere above a file, the nearest.',
  },
  {
    name = 'settings',
    type = 'lode.Settings',
    default = vim.empty_dict(),
    description = 'What the server is told: |lode-settings|, nested or with dots.',
  },
  {
    name = 'live.mode',
    type = '"on"|"onSave"|"once"',
    default = 'on',
    description = 'When `:Lode live` runs the file: after each change, after each save, or now and not again.',
  },
  {
    name = 'values.enable',
    type = 'boolean',
    default = true,
    description = 'Draw values. `:Lode values hide` and `:Lode values show` change it for a while.',
  },
  {
    name = 'values.position',
    type = '"eol"|"eol_right_align"|"right_align"',
    default = 'eol',
    description = 'Where a line has its values: see `virt_text_pos` of |nvim_buf_set_extmark()|.',
  },
  {
    name = 'values.max_width',
    type = 'integer',
    default = 100,
    description = 'Values of a line that need more columns than this are cut.',
  },
  {
    name = 'values.tree_members',
    type = 'integer',
    default = 20,
    description = 'How many members of each value `:Lode values` shows below the line.',
  },
  {
    name = 'coverage.enable',
    type = 'boolean',
    default = true,
    description = 'Show a sign at lines that were not reached.',
  },
  {
    name = 'coverage.sign',
    type = 'string',
    default = '▎',
    description = 'That sign.',
  },
  {
    name = 'coverage.partly_sign',
    type = 'string',
    default = '▏',
    description = 'The sign at lines of which only a part was not reached.',
  },
  {
    name = 'code_lens.enable',
    type = 'boolean',
    default = true,
    description = 'Show what the server offers above lines, such as `▶ Run`; |vim.lsp.codelens.run()| (|grx|) does it.',
  },
  {
    name = 'completion.enable',
    type = 'boolean',
    default = false,
    description = 'Complete while you type with |vim.lsp.completion|. Leave it off if another plugin completes.',
  },
}

---@type table?
local given
---@type lode.Config?
local known

---@param into table
---@param name string
---@param value any
local function put(into, name, value)
  local parts = vim.split(name, '.', { plain = true })
  for at = 1, #parts - 1 do
    into[parts[at]] = into[parts[at]] or {}
    into = into[parts[at]]
  end
  into[parts[#parts]] = value
end

---@param from table
---@param name string
---@return any
local function get(from, name)
  for _, part in ipairs(vim.split(name, '.', { plain = true })) do
    if type(from) ~= 'table' then
      return nil
    end
    from = from[part]
  end
  return from
end

---What counts: the defaults, over them `vim.g.lode`, over that what `require('lode').setup` was given.
---@return lode.Config
function M.get()
  if known then
    return known
  end
  local global = vim.g.lode
  local wanted = vim.tbl_deep_extend('force', type(global) == 'table' and global or {}, given or {})
  local config = { settings = wanted.settings }
  for _, option in ipairs(M.options) do
    local value = get(wanted, option.name)
    if value == nil or not M.fits(value, option.type) then
      value = vim.deepcopy(option.default)
    end
    put(config, option.name, value)
  end
  known = config --[[@as lode.Config]]
  return known
end

---@param options table?
function M.set(options)
  given = options
  known = nil
end

---Whether a value is what a type of `M.options` says.
---@param value any
---@param wanted string
---@return boolean
function M.fits(value, wanted)
  if wanted:sub(-1) == '?' then
    return value == nil or M.fits(value, wanted:sub(1, -2))
  end
  if wanted:sub(-2) == '[]' then
    return vim.islist(value) and vim.iter(value):all(function(one)
      return M.fits(one, wanted:sub(1, -3))
    end)
  end
  if wanted:sub(1, 1) == '"' then
    return type(value) == 'string' and vim.list_contains(vim.split(wanted, '|'), ('"%s"'):format(value))
  end
  if wanted == 'integer' then
    return type(value) == 'number' and value % 1 == 0
  end
  return type(value) == (wanted:find('^lode%.') and 'table' or wanted)
end

---What is wrong with what the person chose, as sentences.
---@return string[]
function M.problems()
  local global = vim.g.lode
  local problems = {}
  local by_name = {}
  for _, option in ipairs(M.options) do
    by_name[option.name] = option
  end
  ---@param from table
  ---@param prefix string
  local function look(from, prefix)
    for key, value in vim.spairs(from) do
      local name = prefix .. key
      local option = by_name[name]
      local is_group = vim.iter(M.options):any(function(one)
        return vim.startswith(one.name, name .. '.')
      end)
      if option and not M.fits(value, option.type) then
        table.insert(problems, ('`%s` must be %s, and is %s'):format(name, option.type, vim.inspect(value)))
      elseif is_group and type(value) == 'table' then
        look(value, name .. '.')
      elseif not option then
        table.insert(problems, ('there is no option `%s`'):format(name))
      end
    end
  end
  for _, chosen in ipairs({ global or {}, given or {} }) do
    if type(chosen) == 'table' then
      look(chosen, '')
    else
      table.insert(problems, '`vim.g.lode` must be a table')
    end
  end
  return vim.list_extend(problems, M.setting_problems(M.get().settings))
end

---What is wrong with settings of the server, as sentences.
---@param settings table
---@return string[]
function M.setting_problems(settings)
  local by_name = {} ---@type table<string, lode.Setting>
  for _, setting in ipairs(require('lode.settings')) do
    by_name[setting.name] = setting
  end
  local problems = {}
  ---@param from table
  ---@param prefix string
  local function look(from, prefix)
    for key, value in vim.spairs(from) do
      local name = prefix .. key
      local setting = by_name[name]
      local is_group = vim.iter(vim.tbl_keys(by_name)):any(function(one)
        return vim.startswith(one, name .. '.')
      end)
      if is_group and type(value) == 'table' then
        look(value, name .. '.')
      elseif not setting then
        table.insert(problems, ('the server has no setting `%s`'):format(name))
      elseif setting.words and not vim.list_contains(setting.words, value) then
        local words = table.concat(setting.words, '`, `')
        table.insert(problems, ('the setting `%s` is one of `%s`, not %s'):format(name, words, vim.inspect(value)))
      elseif type(value) ~= type(setting.default) then
        local wanted = type(setting.default)
        table.insert(problems, ('the setting `%s` must be a %s, and is %s'):format(name, wanted, vim.inspect(value)))
      end
    end
  end
  look(settings, '')
  return problems
end

return M
