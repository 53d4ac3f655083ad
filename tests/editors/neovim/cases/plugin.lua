-- What the plugin does by itself: finding the server, commands, health, help, and sentences where something is missing.

local PROJECT = [[
//- /package.json
{ "name": "shop" }
//- /main.js
const basket = [1, 2];
if (basket) debugger;
//- /other.js
debugger;
]]

---What was said by `:messages`.
---@param editor test.Editor
---@return string
local function messages(editor)
  return editor:lua([[return vim.fn.execute('messages')]])
end

local cases = {
  {
    'a server that is not there is told in one sentence',
    function(editor)
      editor:command('edit main.js')
      editor:wait('the sentence', function()
        return messages(editor):find('there is no `lode` on the PATH', 1, true)
      end)
      editor:command('Lode run')
      assert(messages(editor):find('no server is running for this file', 1, true))
      editor:command('checkhealth lode')
      editor:sees('The server')
      assert(table.concat(editor:lines(), '\n'):find('ERROR Lode: there is no `lode` on the PATH', 1, true))
    end,
    setup = {
      project = PROJECT,
      init = [[
        vim.g.lode = {}
        vim.env.PATH, vim.env.HOME = '/usr/bin:/bin', '/nonexistent'
      ]],
    },
  },
  {
    'the server is found on the PATH',
    function(editor)
      editor:open('main.js')
      local command = editor:lua([[return require('lode.server').command()]])
      assert(vim.deep_equal(command, { editor.directory .. '/bin/lode', 'lsp' }), vim.inspect(command))
    end,
    setup = {
      project = PROJECT,
      init = [[
        vim.fn.mkdir('bin')
        vim.fn.writefile({ '#!/bin/sh', 'exec "$LODE_TEST_SERVER" "$@" --standalone' }, 'bin/lode')
        vim.fn.setfperm('bin/lode', 'rwxr-xr-x')
        vim.g.lode = {}
        vim.env.PATH = vim.fn.getcwd() .. '/bin:' .. vim.env.PATH
      ]],
    },
  },
  {
    'the server is found in ~/.cargo/bin',
    function(editor)
      editor:open('main.js')
      local command = editor:lua([[return require('lode.server').command()]])
      assert(vim.deep_equal(command, { editor.directory .. '/.cargo/bin/lode', 'lsp' }), vim.inspect(command))
    end,
    setup = {
      project = PROJECT,
      init = [[
        vim.fn.mkdir('.cargo/bin', 'p')
        vim.fn.writefile({ '#!/bin/sh', 'exec "$LODE_TEST_SERVER" "$@" --standalone' }, '.cargo/bin/lode')
        vim.fn.setfperm('.cargo/bin/lode', 'rwxr-xr-x')
        vim.g.lode = {}
        vim.env.PATH, vim.env.HOME = '/usr/bin:/bin', vim.fn.getcwd()
      ]],
    },
  },
  {
    '`setup` is enough',
    function(editor)
      editor:open('main.js')
      editor:command('Lode log')
      editor:wait('the log', function()
        return editor:request('nvim_buf_get_name', 0):find('lode://log', 1, true)
      end)
    end,
    -- As after a plugin manager that adds the folder when Neovim has looked for plugins already.
    setup = {
      project = PROJECT,
      init = [[
        vim.opt.runtimepath:remove(vim.env.LODE_TEST_PLUGIN)
        vim.lsp.enable = (function(enable)
          return function(name, ...)
            if name == 'lode' and vim.g.is_set_up then enable(name, ...) end
          end
        end)(vim.lsp.enable)
        vim.api.nvim_create_autocmd('VimEnter', {
          callback = function()
            vim.g.is_set_up = true
            vim.opt.runtimepath:append(vim.env.LODE_TEST_PLUGIN)
            require('lode').setup({ cmd = vim.g.lode.cmd })
          end,
        })
      ]],
    },
  },
  {
    'the built-in package manager installs it',
    function(editor)
      editor:open('main.js')
      assert(editor:lua([[return vim.fn.exists(':Lode')]]) == 2)
      editor:command('help lode')
      editor:sees('Lode answers Neovim')
    end,
    setup = {
      project = PROJECT,
      init = [[
        local plugin = vim.env.LODE_TEST_PLUGIN
        vim.opt.runtimepath:remove(plugin)
        local source = vim.fn.getcwd() .. '/.source'
        vim.fn.mkdir(source .. '/editors', 'p')
        vim.system({ 'cp', '-R', plugin, source .. '/editors/neovim' }):wait()
        local function git(...)
          assert(vim.system({ 'git', '-C', source, '-c', 'user.name=a', '-c', 'user.email=a@localhost', ... }):wait().code == 0)
        end
        git('init', '-q', '-b', 'main')
        git('add', '-A')
        git('commit', '-q', '-m', 'all')
        vim.pack.add({ { src = 'file://' .. source, name = 'lode' } }, {
          confirm = false,
          load = function(installed)
            vim.opt.runtimepath:append(installed.path .. '/editors/neovim')
          end,
        })
        require('lode').setup({ cmd = vim.g.lode.cmd })
      ]],
    },
  },
  {
    'commands and their words are completed',
    function(editor)
      local function complete(line)
        return editor:lua([[return vim.fn.getcompletion(..., 'cmdline')]], line)
      end
      editor:open('main.js')
      assert(vim.list_contains(complete('Lode '), 'history'))
      assert(vim.deep_equal(complete('Lode l'), { 'live', 'lint', 'log' }))
      assert(vim.deep_equal(complete('Lode live on'), { 'on', 'onSave', 'once' }))
      assert(vim.deep_equal(complete('Lode values '), { 'tree', 'window', 'list', 'hide', 'show' }))
      assert(vim.list_contains(complete('Lode explain no-deb'), 'no-debugger'))
      assert(vim.list_contains(complete('Lode lint oth'), 'other.js'))
      editor:keys(':Lode nonsense<CR>')
      editor:wait('the sentence', function()
        return messages(editor):find('there is no command `nonsense`', 1, true)
      end)
    end,
    setup = { project = PROJECT },
  },
  {
    '`:Lode lint` fills the quickfix list with what it finds in the project',
    function(editor)
      editor:open('main.js')
      editor:command('Lode lint')
      local found = editor:wait('the list', function()
        local items = editor:lua([[
          return vim.tbl_map(function(item)
            return ('%s:%d:%d %s'):format(vim.fs.basename(vim.fn.bufname(item.bufnr)), item.lnum, item.col, item.text)
          end, vim.fn.getqflist())
        ]])
        return #items > 0 and table.concat(items, '\n')
      end)
      assert(found:find('main.js:2:13 `debugger` is left in [no-debugger]', 1, true), found)
      assert(found:find('other.js:1:1 `debugger` is left in [no-debugger]', 1, true), found)
      editor:sees('[no-debugger]')
    end,
    setup = { project = PROJECT },
  },
  {
    '`:Lode explain` shows the page of the rule at the cursor',
    function(editor)
      editor:open('main.js')
      editor:wait('the diagnostic', function()
        return #editor:diagnostics() > 0
      end)
      editor:go('if (basket) de$bugger')
      editor:command('Lode explain')
      editor:wait('the page', function()
        return vim.iter(editor:lines()):any(function(line)
          return line:find('no-debugger', 1, true) ~= nil
        end) and not editor:request('nvim_buf_get_name', 0):find('main.js', 1, true)
      end)
      editor:keep_screen('explain')
    end,
    setup = { project = PROJECT },
  },
  {
    '`:Lode restart` brings another process',
    function(editor)
      editor:open('main.js')
      local before = editor:lua([[return require('lode.client').of(0).id]])
      editor:command('Lode restart')
      editor:wait('another client', function()
        return editor:lua(
          [[
          local client = require('lode.client').of(0)
          return client ~= nil and client.id ~= ... and client.initialized == true
        ]],
          before
        )
      end)
      editor:keys('Gonowhere;<Esc>')
      editor:wait('what it says', function()
        return vim.iter(editor:diagnostics()):any(function(one)
          return one:find('nowhere', 1, true) ~= nil
        end)
      end)
    end,
    setup = { project = PROJECT },
  },
  {
    'health says what is there and what is wrong with the configuration',
    function(editor)
      editor:open('main.js')
      editor:command('checkhealth lode')
      editor:sees('The server')
      local report = table.concat(editor:lines(), '\n')
      for _, said in ipairs({
        'lode 0.1.0',
        'JavaScriptCore',
        'there is no option `value`',
        '`values.position` must be ',
        'the server has no setting `lint.nothing`',
        'the setting `lint.run` is one of `onType`, `onSave`, not "never"',
        'the setting `trusted` must be a boolean, and is 1',
        'client 1: ' .. editor.directory,
      }) do
        assert(report:find(said, 1, true), said .. ' is not in\n' .. report)
      end
    end,
    setup = {
      project = PROJECT,
      init = [[
        local chosen = vim.g.lode
        chosen.value = 1
        chosen.values = { position = 'left' }
        chosen.settings = { lint = { nothing = true, run = 'never' }, trusted = 1 }
        vim.g.lode = chosen
      ]],
    },
  },
  {
    'settings reach the server',
    function(editor)
      editor:open('main.js')
      editor:keys('Goimport "./nowhere.js";<Esc>')
      editor:wait('what the server says beside lint', function()
        return vim.iter(editor:diagnostics()):any(function(one)
          return one:find('nowhere', 1, true) ~= nil
        end)
      end)
      assert(not table.concat(editor:diagnostics(), '\n'):find('debugger', 1, true))
    end,
    setup = {
      project = PROJECT,
      init = [[
        local chosen = vim.g.lode
        chosen.settings = { lint = { enable = false } }
        vim.g.lode = chosen
      ]],
    },
  },
  {
    'the statusline says what the server is busy with and what the program does',
    function(editor)
      editor:open('main.js')
      editor:lua([[
        vim.o.laststatus = 2
        vim.o.statusline = "%f [%{v:lua.require'lode'.status()}]"
        function _G.progress(value)
          local params = { token = 'lode/index/1', value = value }
          local client = require('lode.client').of(0)
          vim.lsp.handlers['$/progress'](nil, params, { client_id = client.id, method = '$/progress' })
        end
      ]])
      editor:sees('main.js [lode]')
      editor:lua([[progress({ kind = 'begin', title = 'Lode: reading packages', percentage = 0 })]])
      editor:sees('main.js [lode reading packages 0%]')
      editor:lua([[progress({ kind = 'report', message = '30 of 60', percentage = 50 })]])
      editor:sees('main.js [lode reading packages 50%]')
      editor:lua([[progress({ kind = 'end' })]])
      editor:sees('main.js [lode]')
      editor:command('Lode live')
      editor:sees('main.js [lode ◉ live]')
      editor:keep_screen('statusline')
      editor:command('Lode live off')
      editor:sees('main.js [lode]')
      editor:command('new')
      editor:sees('[No Name] []')
    end,
    setup = { project = PROJECT },
  },
  {
    'its colours are those of standard groups, and of another colour scheme when that is chosen',
    function(editor)
      editor:open('main.js')
      local function links()
        return editor:lua([[
          return vim.tbl_map(function(group)
            return group.name .. ' ' .. (vim.api.nvim_get_hl(0, { name = group.name }).link or 'none')
          end, require('lode.highlights').groups)
        ]])
      end
      local before = links()
      assert(#before > 5 and not table.concat(before, '\n'):find('none', 1, true), vim.inspect(before))
      for _, group in ipairs(before) do
        local standard = group:match('%S+$')
        assert(editor:lua([[return vim.fn.hlexists(...)]], standard) == 1, standard)
      end
      editor:command('colorscheme habamax')
      assert(vim.deep_equal(links(), before), vim.inspect(links()))
      editor:command('highlight LodeValue guifg=#ff0000')
      editor:command('edit other.js')
      assert(editor:lua([[return vim.api.nvim_get_hl(0, { name = 'LodeValue' }).fg]]) == 0xff0000)
    end,
    setup = { project = PROJECT },
  },
  {
    'the help has its tags',
    function(editor)
      editor:lua([[
        vim.fn.mkdir('plugin/doc', 'p')
        vim.fn.writefile(vim.fn.readfile(vim.env.LODE_TEST_PLUGIN .. '/doc/lode.txt'), 'plugin/doc/lode.txt')
        vim.opt.runtimepath:prepend(vim.fn.getcwd() .. '/plugin')
        vim.cmd.helptags('plugin/doc')
        vim.cmd.help('lode')
      ]])
      editor:sees('Lode answers Neovim')
      for _, tag in ipairs({
        'lode-settings',
        'lode-values',
        'lode-option-values.position',
        'lode.setup()',
        'hl-LodeStale',
      }) do
        editor:command('help ' .. tag)
      end
    end,
  },
  {
    'nothing of it is loaded before a file needs it',
    function(editor)
      local loaded = editor:lua([[
        return vim.tbl_filter(function(name) return vim.startswith(name, 'lode') end, vim.tbl_keys(package.loaded))
      ]])
      table.sort(loaded)
      -- `lsp/lode.lua` is read when it is enabled; that takes the configuration, and what lenses do.
      assert(vim.deep_equal(loaded, { 'lode.client', 'lode.config' }) or #loaded == 0, vim.inspect(loaded))
    end,
  },
}

if vim.env.LODE_OLD_NVIM then
  table.insert(cases, {
    'an old Neovim is told so in one sentence, and works on',
    function(editor)
      editor:wait('the sentence', function()
        return messages(editor):find("Lode's plugin needs Neovim 0.11 or later, and this is 0.10", 1, true)
      end)
      editor:command('edit main.js')
      assert(editor:lines()[1] == 'const basket = [1, 2];')
      assert(editor:lua([[return vim.fn.exists(':Lode')]]) == 0)
      assert(#editor.said == 0 or table.concat(editor.said):match('^%s*$'), table.concat(editor.said, '\n'))
      editor:lua([[require('lode').setup({})]])
      editor:command('checkhealth lode')
      editor:sees('needs Neovim 0.11 or later')
    end,
    setup = { project = PROJECT, nvim = vim.env.LODE_OLD_NVIM },
  })
end

return cases
