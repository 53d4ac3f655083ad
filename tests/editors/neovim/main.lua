-- Runs the cases: nvim --clean -l main.lua [PART OF A NAME …]
-- Each file in cases/ gives a list of `{ name, function(editor), setup }`; a case gets an editor of its own.

local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
package.path = here .. '/?.lua;' .. package.path
local editors = require('editor')
editors.here = here

-- Another Neovim must find its own files, not this one's.
vim.env.VIM, vim.env.VIMRUNTIME, vim.env.MYVIMRC = nil, nil, nil

local passed, failed = 0, {}

---@param name string
---@param case { [1]: string, [2]: fun(editor: test.Editor), setup?: test.Setup }
local function run(name, case)
  local began = vim.uv.hrtime()
  local editor = editors.start(case.setup or {})
  local is_fine, failure = xpcall(case[2], debug.traceback, editor)
  if is_fine then
    editor:keep_screen(name:gsub('[^%w]+', '-'))
  end
  editor:stop()
  local seconds = (vim.uv.hrtime() - began) / 1e9
  io.stdout:write(('%s %s (%.1f s)\n'):format(is_fine and 'ok    ' or 'FAILED', name, seconds))
  if is_fine then
    passed = passed + 1
  else
    table.insert(failed, name)
    io.stdout:write(failure, '\n')
  end
end

for file in
  vim.spairs(vim.iter(vim.fs.dir(here .. '/cases')):fold({}, function(all, name)
    all[name] = true
    return all
  end))
do
  for _, case in ipairs(dofile(here .. '/cases/' .. file)) do
    local name = ('%s: %s'):format(file:gsub('%.lua$', ''), case[1])
    local is_wanted = #arg == 0
      or vim.iter(ipairs(arg)):any(function(_, part)
        return name:find(part, 1, true) ~= nil
      end)
    if is_wanted then
      run(name, case)
    end
  end
end
io.stdout:write(('\n%d passed, %d failed\n'):format(passed, #failed))
os.exit(#failed == 0 and passed > 0 and 0 or 1)
