-- A second Neovim, driven over RPC as a person drives it: keys go in, what is drawn comes out. Nothing waits for a time; whoever
-- waits names what it waits for.

local M = {}

---@class test.Editor
---@field job integer
---@field directory string the project
---@field said string[] what it printed to standard error
local Editor = {}
Editor.__index = Editor

local DEADLINE = tonumber(vim.env.LODE_TEST_DEADLINE) or 30000

---Writes a project from one text: `//- /name` begins a file. What all lines are indented by is not of the files.
---@param directory string
---@param text string
local function write_project(directory, text)
  local files, name = {}, nil ---@type table<string, string[]>, string?
  local indent = #text:match('^[ \t]*')
  for line in vim.gsplit(text, '\n') do
    line = line:sub(indent + 1)
    name = line:match('^//%- /(.+)$') or name
    if line:find('^//%- /') then
      files[name] = {}
    elseif name then
      table.insert(files[name], line)
    end
  end
  for path, lines in pairs(files) do
    vim.fn.mkdir(vim.fs.dirname(directory .. '/' .. path), 'p')
    -- The last line is what stands before the end of the literal, or nothing before the next file.
    vim.fn.writefile(
      vim.trim(lines[#lines] or '') == '' and vim.list_slice(lines, 1, #lines - 1) or lines,
      directory .. '/' .. path
    )
  end
end

---@class test.Setup
---@field project? string the files, see `write_project`
---@field init? string Lua that the configuration begins with
---@field nvim? string another Neovim than the one that runs the tests
---@field environment? table<string, string>

---@param setup test.Setup
---@return test.Editor
function M.start(setup)
  local directory = vim.uv.fs_realpath(vim.fn.tempname():match('^(.*)/[^/]*$')) .. '/project' .. vim.uv.hrtime()
  vim.fn.mkdir(directory, 'p')
  write_project(directory, setup.project or '')
  local self = setmetatable({ directory = directory, said = {} }, Editor)
  local environment = vim.tbl_extend('force', {
    LODE_TEST_INIT = setup.init or '',
    XDG_STATE_HOME = directory .. '/.state',
    XDG_DATA_HOME = directory .. '/.data',
    XDG_CONFIG_HOME = directory .. '/.config',
  }, setup.environment or {})
  self.job = vim.fn.jobstart({
    setup.nvim or vim.v.progpath,
    '--embed',
    '--headless',
    '--clean',
    '-n',
    '-u',
    M.here .. '/init.lua',
    '--cmd',
    'set lines=24 columns=100',
  }, {
    rpc = true,
    cwd = directory,
    env = environment,
    on_stderr = function(_, lines)
      vim.list_extend(self.said, lines)
    end,
  })
  assert(self.job > 0, 'Neovim does not start')
  self:wait('Neovim to have started', function()
    return self:lua('return vim.v.vim_did_enter') == 1
  end)
  return self
end

---@param method string
---@return any
function Editor:request(method, ...)
  return vim.rpcrequest(self.job, method, ...)
end

---@param code string
---@return any
function Editor:lua(code, ...)
  return self:request('nvim_exec_lua', code, { ... })
end

---@param text string
function Editor:keys(text)
  self:request('nvim_input', text)
end

---@param text string
function Editor:command(text)
  self:request('nvim_command', text)
end

---@param what string
---@param condition fun(): any
---@return any what the condition gave
function Editor:wait(what, condition)
  local value
  local is_met = vim.wait(DEADLINE, function()
    value = condition()
    return value
  end, 20)
  if not is_met then
    local screen = table.concat(self:screen(), '\n  ')
    error(('waited in vain for %s\n  %s\n%s'):format(what, screen, table.concat(self.said, '\n')), 2)
  end
  return value
end

---What is drawn, without spaces at the ends.
---@return string[]
function Editor:screen()
  return self:lua([[
    vim.cmd.redraw()
    local lines = {}
    for row = 1, vim.o.lines do
      local cells = {}
      for column = 1, vim.o.columns do
        cells[column] = vim.fn.screenstring(row, column)
      end
      lines[row] = (table.concat(cells):gsub('%s+$', ''))
    end
    return lines
  ]])
end

---Waits for a text on the screen, and gives its line.
---@param text string
---@return string
function Editor:sees(text)
  return self:wait(('`%s` on the screen'):format(text), function()
    return vim.iter(self:screen()):find(function(line)
      return line:find(text, 1, true) ~= nil
    end)
  end)
end

---@param text string
function Editor:sees_no_more(text)
  self:wait(('`%s` to go from the screen'):format(text), function()
    return not vim.iter(self:screen()):any(function(line)
      return line:find(text, 1, true) ~= nil
    end)
  end)
end

---Keeps what is drawn, for people to look at.
---@param name string
function Editor:keep_screen(name)
  vim.fn.mkdir(M.here .. '/screens', 'p')
  vim.fn.writefile(self:screen(), ('%s/screens/%s.txt'):format(M.here, name))
end

---Opens a file of the project and waits for the server.
---@param name string
function Editor:open(name)
  self:command('edit ' .. name)
  self:wait('the server', function()
    return self:lua([[
      local client = vim.lsp.get_clients({ bufnr = 0, name = 'lode' })[1]
      return client ~= nil and client.initialized == true
    ]])
  end)
end

---Puts the cursor where `$` is in a text of a line, without the `$`.
---@param place string
function Editor:go(place)
  local before, behind = place:match('^(.*)%$(.*)$')
  local lines = self:request('nvim_buf_get_lines', 0, 0, -1, false)
  for row, line in ipairs(lines) do
    local at = line:find(before .. behind, 1, true)
    if at then
      return self:request('nvim_win_set_cursor', 0, { row, at - 1 + #before })
    end
  end
  error(('there is no `%s` in the file'):format(place), 2)
end

---@return string[]
function Editor:lines()
  return self:request('nvim_buf_get_lines', 0, 0, -1, false)
end

---The messages of the diagnostics of the buffer.
---@return string[]
function Editor:diagnostics()
  return self:lua([[
    return vim.tbl_map(function(diagnostic)
      return ('%d:%d %s'):format(diagnostic.lnum + 1, diagnostic.col + 1, diagnostic.message)
    end, vim.diagnostic.get(0))
  ]])
end

---The values at the ends of lines, by line from 1, and the groups that they are drawn with.
---@return table<string, { text: string, groups: string[] }>
function Editor:values()
  return self:lua([[
    local namespace = require('lode.inline_values').namespace
    local values = vim.empty_dict()
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
      local text, groups = '', {}
      for _, chunk in ipairs(mark[4].virt_text) do
        text = text .. chunk[1]
        if vim.trim(chunk[1]) ~= '' then
          table.insert(groups, chunk[2])
        end
      end
      values[tostring(mark[2] + 1)] = { text = vim.trim(text), groups = groups }
    end
    return values
  ]])
end

---Waits for a value at the end of a line.
---@param line integer
---@param text string
---@return { text: string, groups: string[] }
function Editor:shows(line, text)
  return self:wait(('`%s` at the end of line %d'):format(text, line), function()
    local value = self:values()[tostring(line)]
    return value and value.text:find(text, 1, true) and value
  end)
end

function Editor:stop()
  pcall(vim.rpcnotify, self.job, 'nvim_command', 'qall!')
  if vim.fn.jobwait({ self.job }, 5000)[1] == -1 then
    vim.fn.jobstop(self.job)
  end
  vim.fn.delete(self.directory, 'rf')
end

return M
