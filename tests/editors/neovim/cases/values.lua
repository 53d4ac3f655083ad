-- Values at the ends of lines.

local PRICES = [[
//- /package.json
{ "type": "module" }
//- /prices.js
const prices = [10, 20.5, 3];
const basket = { owner: { name: 'Ann' }, prices };
console.log(prices.length);
]]

local COUNTED = PRICES .. 'const count = prices.length;\n'

return {
  {
    'appear, follow what is typed, and go',
    function(editor)
      editor:open('prices.js')
      editor:command('Lode live')
      local value = editor:shows(1, '[ 10, 20.5, 3 ]')
      assert(vim.deep_equal(value.groups, { 'LodeValue' }), vim.inspect(value))
      local log = editor:shows(3, '» 3')
      assert(vim.list_contains(log.groups, 'LodeLog'), vim.inspect(log))
      editor:sees('const prices = [10, 20.5, 3];  [ 10, 20.5, 3 ]')
      editor:keep_screen('values')
      editor:go('20.$5')
      editor:keys('x')
      editor:shows(1, '[ 10, 20, 3 ]')
      editor:keys('Oconst first = 1 + 1;<Esc>')
      editor:shows(1, '2')
      editor:shows(2, '[ 10, 20, 3 ]')
      editor:command('Lode live off')
      editor:sees_no_more('» 3')
      assert(vim.tbl_isempty(editor:values()))
    end,
    setup = { project = PRICES },
  },
  {
    'move with their lines and are dim while the text does not parse',
    function(editor)
      editor:open('prices.js')
      editor:command('Lode live')
      editor:shows(1, '[ 10, 20.5, 3 ]')
      editor:keys('ggOif (<Esc>')
      local value = editor:wait('a dim value in line 2', function()
        local value = editor:values()['2']
        return value and value.groups[1] == 'LodeStale' and value
      end)
      assert(value.text == '[ 10, 20.5, 3 ]', value.text)
      editor:keys('u')
      editor:wait('the value in its colour', function()
        local again = editor:values()['1']
        return again and again.groups[1] == 'LodeValue'
      end)
    end,
    setup = { project = PRICES },
  },
  {
    'of an older text are drawn where their lines are now',
    function(editor)
      editor:open('prices.js')
      local version = editor:lua([[return vim.b.changedtick]])
      editor:keys('ggOconst first = 1;<CR>const second = 2;<Esc>')
      editor:go('const bas$ket')
      editor:keys('dd')
      editor:wait('the edits', function()
        return #editor:lines() == 4
      end)
      editor:lua(
        [[
        local function item(id, line)
          local place = { line = line, character = 0 }
          return { id = id, line = line, range = { start = place, ['end'] = place }, kind = 'variable', text = 'of ' .. id }
        end
        require('lode.inline_values').receive({
          uri = vim.uri_from_bufnr(0), version = ..., runId = 1, state = 'ok', full = true,
          items = { item(1, 0), item(3, 2) }, removed = {},
        }, require('lode.client').of(0).id)
      ]],
        version
      )
      assert(editor:shows(3, 'of 1'))
      assert(editor:shows(4, 'of 3'))
    end,
    setup = { project = PRICES },
  },
  {
    'come back to their line when its deletion is undone before the server knows',
    function(editor)
      editor:open('prices.js')
      editor:command('Lode live')
      editor:shows(3, '» 3')
      editor:go('const bas$ket')
      editor:lua([[vim.cmd.normal({ 'dd', bang = true }); vim.cmd.undo()]])
      editor:command('Lode values list')
      local lines = editor:lua([[return vim.tbl_map(function(item) return item.lnum end, vim.fn.getloclist(0))]])
      assert(vim.deep_equal(lines, { 1, 2, 3 }), vim.inspect(lines))
    end,
    setup = { project = PRICES },
  },
  {
    'are there again when the file was changed by another program and is read anew',
    function(editor)
      editor:open('prices.js')
      editor:command('Lode live')
      editor:shows(3, '» 3')
      vim.fn.writefile({ 'const longer = "te" + "xt";' }, editor.directory .. '/prices.js')
      editor:command('checktime')
      editor:shows(1, 'text')
      vim.fn.writefile({ 'const other = 6 * 7;' }, editor.directory .. '/prices.js')
      editor:command('edit!')
      editor:shows(1, '42')
      editor:go('const other = 6 * 7$;')
      editor:keys('i + 1<Esc>')
      editor:shows(1, '43')
      local before = editor:lua([[return require('lode.client').of(0).id]])
      editor:command('Lode restart')
      editor:wait('another server', function()
        local client = editor:lua([[local client = require('lode.client').of(0) return client and client.id]])
        return client ~= before and client ~= vim.NIL
      end)
      editor:shows(1, '43')
    end,
    setup = { project = PRICES, init = 'vim.o.autoread = true' },
  },
  {
    'of the last run stay, dim, until the next one has something to say',
    function(editor)
      editor:open('prices.js')
      editor:lua([[
        local range = { start = { line = 0, character = 0 }, ['end'] = { line = 0, character = 1 } }
        function _G.tell(run_id, state, is_full, items)
          for id, item in ipairs(items) do
            items[id] = { id = id, line = item[1], range = range, kind = 'variable', text = item[2] }
          end
          require('lode.inline_values').receive({
            uri = vim.uri_from_bufnr(0), version = vim.b.changedtick, runId = run_id, state = state, full = is_full,
            items = items, removed = {},
          }, require('lode.client').of(0).id)
        end
      ]])
      local function shown()
        local values = {}
        for line, value in pairs(editor:values()) do
          values[line] = value.text .. (value.groups[1] == 'LodeStale' and ' (dim)' or '')
        end
        return values
      end
      local function check(expected)
        assert(vim.deep_equal(shown(), expected), vim.inspect(shown()))
      end
      editor:lua([[tell(1, 'ok', true, { { 0, 'a' }, { 1, 'b' }, { 2, 'c' } })]])
      check({ ['1'] = 'a', ['2'] = 'b', ['3'] = 'c' })
      editor:lua([[tell(2, 'running', true, {})]])
      check({ ['1'] = 'a (dim)', ['2'] = 'b (dim)', ['3'] = 'c (dim)' })
      editor:lua([[tell(2, 'running', false, { { 1, 'new' } })]])
      check({ ['1'] = 'a (dim)', ['2'] = 'new', ['3'] = 'c (dim)' })
      editor:lua([[tell(2, 'ok', false, {})]])
      check({ ['2'] = 'new' })
    end,
    setup = { project = PRICES },
  },
  {
    'show an error where it was thrown',
    function(editor)
      editor:open('broken.js')
      editor:command('Lode live')
      local value = editor:shows(2, '✗ ')
      assert(value.text:find('broken', 1, true), value.text)
      assert(vim.list_contains(value.groups, 'LodeError'), vim.inspect(value))
      editor:wait('the state', function()
        return editor:lua([[return vim.b.lode_state]]) == 'error'
      end)
    end,
    setup = { project = [[
      //- /broken.js
      const fine = 1;
      throw new Error('it is broken');
    ]] },
  },
  {
    'an endless loop is stopped, and the next edit runs',
    function(editor)
      editor:open('endless.js')
      editor:command('Lode live')
      editor:wait('the stop', function()
        return editor:lua([[return vim.b.lode_state]]) == 'stopped'
      end)
      local message = editor:lua([[return vim.b.lode_message]])
      assert(message:find('line 2', 1, true), message)
      editor:sees('stopped')
      editor:keep_screen('endless-loop')
      editor:go('while (tr$ue)')
      editor:keys('dd')
      editor:shows(1, '2')
      editor:wait('an end', function()
        return editor:lua([[return vim.b.lode_state]]) == 'ok'
      end)
    end,
    setup = { project = [[
      //- /endless.js
      let count = 1 + 1;
      while (true) count += 1;
    ]] },
  },
  {
    'a program that waits is stopped by hand',
    function(editor)
      editor:open('waits.js')
      editor:command('Lode live')
      editor:wait('it to wait', function()
        return editor:lua([[return vim.b.lode_state]]) == 'live'
      end)
      assert(editor:lua([[return require('lode').status()]]):find('◉ live', 1, true))
      editor:command('Lode stop')
      editor:wait('the stop', function()
        return editor:lua([[return vim.b.lode_state]]) == 'stopped'
      end)
    end,
    setup = { project = [[
      //- /waits.js
      const ready = true;
      setInterval(() => {}, 100000);
    ]] },
  },
  {
    'open below the line as deep as is said, and stay open',
    function(editor)
      editor:open('prices.js')
      editor:command('Lode live')
      editor:shows(2, 'owner')
      editor:go('const bas$ket')
      editor:command('Lode values tree 2')
      editor:sees("owner: { name: 'Ann' }")
      editor:sees("name: 'Ann'")
      editor:sees('1: 20.5')
      editor:keep_screen('tree')
      editor:go('20.$5')
      editor:keys('r7')
      editor:sees('1: 20.7')
      editor:go('const bas$ket')
      editor:command('Lode values tree 2')
      editor:sees_no_more('1: 20.7')
      editor:shows(4, '3')
      editor:keys('G')
      editor:wait('the cursor', function()
        return editor:request('nvim_win_get_cursor', 0)[1] == 4
      end)
      editor:keys(':Lode values<CR>')
      editor:wait('what is said of it', function()
        return editor:lua([[
          for _, window in ipairs(vim.api.nvim_list_wins()) do
            if vim.api.nvim_win_get_config(window).relative ~= '' then
              return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, 1, false)[1] == '3'
            end
          end
        ]])
      end)
    end,
    setup = { project = COUNTED },
  },
  {
    'are in a window where they can be opened',
    function(editor)
      editor:open('prices.js')
      editor:command('Lode live')
      editor:shows(3, '» 3')
      editor:command('Lode values window')
      editor:go('2  $')
      editor:keys('<CR>')
      editor:sees('▸ prices: ')
      editor:go('▸ $prices: ')
      editor:keys('<CR>')
      editor:sees('1: 20.5')
      editor:keep_screen('window')
      editor:keys('gd')
      editor:wait('the line', function()
        return editor:request('nvim_get_current_line'):find('^const basket')
      end)
      editor:command('Lode values list')
      editor:wait('the list', function()
        return editor:lua([[return #vim.fn.getloclist(0)]]) >= 3
      end)
    end,
    setup = { project = PRICES },
  },
  {
    'of a loop have a history',
    function(editor)
      editor:open('loop.js')
      editor:command('Lode live')
      editor:shows(3, '30')
      editor:go('total +$=')
      editor:command('Lode history')
      editor:sees('60')
      editor:keep_screen('history')
    end,
    setup = {
      project = [[
      //- /loop.js
      let total = 0;
      for (const price of [10, 20, 30]) {
        total += price;
      }
    ]],
    },
  },
  {
    'are hidden and shown',
    function(editor)
      editor:open('prices.js')
      editor:command('Lode live')
      editor:shows(3, '» 3')
      editor:command('Lode values hide')
      editor:sees_no_more('» 3')
      editor:command('Lode values show')
      editor:sees('» 3')
    end,
    setup = { project = PRICES },
  },
  {
    'come with signs at lines that were not reached',
    function(editor)
      editor:open('branch.js')
      editor:command('Lode live')
      editor:wait('the signs', function()
        local marks = editor:lua([[
          local namespace = require('lode.coverage').namespace
          return vim.tbl_map(function(mark)
            return ('%d %s %s'):format(mark[2] + 1, vim.trim(mark[4].sign_text), mark[4].sign_hl_group)
          end, vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true }))
        ]])
        return vim.deep_equal(marks, { '3 ▎ LodeMissed', '5 ▏ LodePartly' })
      end)
      editor:sees('▎')
      editor:keep_screen('coverage')
    end,
    setup = {
      project = [[
      //- /branch.js
      const wanted = [].length > 0;
      if (wanted) {
        wanted.valueOf();
      }
      if (wanted) wanted.valueOf();
    ]],
    },
  },
  {
    'come from a run too, and what it prints is in the log',
    function(editor)
      editor:open('prices.js')
      editor:command('Lode run')
      editor:shows(3, '» 3')
      editor:command('Lode log')
      editor:wait('what was printed', function()
        return vim.iter(editor:lines()):any(function(line)
          return line == '3'
        end)
      end)
    end,
    setup = { project = PRICES },
  },
  {
    'are what a selection comes to',
    function(editor)
      editor:open('prices.js')
      editor:go('console.log($prices.length)')
      editor:keys('vt)')
      editor:keys(':Lode evaluate<CR>')
      editor:sees('console.log(prices.length);  3')
    end,
    setup = { project = PRICES },
  },
  {
    'a lens makes the file live',
    function(editor)
      editor:open('prices.js')
      editor:sees('Live')
      editor:lua([[
        local lens = vim.iter(vim.lsp.codelens.get({ bufnr = 0 })):find(function(one)
          return one.lens.command and one.lens.command.command == 'lode.live'
        end)
        local client = vim.lsp.get_client_by_id(lens.client_id)
        client:exec_cmd(lens.lens.command, { bufnr = 0 })
      ]])
      editor:shows(3, '» 3')
      editor:keep_screen('lenses')
    end,
    setup = { project = PRICES },
  },
}
