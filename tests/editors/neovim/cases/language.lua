-- What the server offers through LSP, as a person meets it in this editor.

local PROJECT = [[
//- /package.json
{ "name": "shop", "type": "module" }
//- /prices.js
export const currency = 'EUR';

/** What a basket costs. */
export function total(prices) {
  return prices.reduce((sum, price) => sum + price, 0);
}
//- /main.js
import { total } from './prices.js';

const basket = [10, 20.5, 3];
console.log(total(basket));
]]

return {
  {
    'the likely name is first in the popup, and is taken',
    function(editor)
      editor:open('main.js')
      editor:keys('Gobasket.')
      local words = editor:wait('the popup', function()
        return editor:lua([[
          local info = vim.fn.complete_info({ 'items', 'pum_visible' })
          return info.pum_visible == 1 and vim.tbl_map(function(item) return item.word end, info.items)
        ]])
      end)
      assert(vim.list_contains(words, 'map'), vim.inspect(words))
      editor:keys('ma')
      local first = editor:wait('`map` to be first', function()
        local word = editor:lua([[
          local info = vim.fn.complete_info({ 'matches', 'pum_visible' })
          return info.pum_visible == 1 and info.matches[1] and info.matches[1].word
        ]])
        return word == 'map' and word
      end)
      assert(first == 'map')
      editor:keep_screen('popup')
      editor:keys('<C-n><C-y>')
      editor:wait('the word', function()
        return editor:request('nvim_get_current_line'):find('^basket%.map')
      end)
    end,
    setup = { project = PROJECT },
  },
  {
    '`:Lode move` moves a file, and its imports lead on',
    function(editor)
      editor:open('prices.js')
      editor:lua([[vim.cmd('Lode move lib/prices.js')]])
      editor:wait('the file in its place', function()
        return editor:lua([[return vim.api.nvim_buf_get_name(0)]]) == editor.directory .. '/lib/prices.js'
      end)
      assert(vim.uv.fs_stat(editor.directory .. '/lib/prices.js'))
      assert(not vim.uv.fs_stat(editor.directory .. '/prices.js'))
      editor:lua([[vim.cmd.wall()]])
      assert(vim.fn.readfile(editor.directory .. '/main.js')[1] == "import { total } from './lib/prices.js';")
      editor:open('main.js')
      editor:go('import { to$tal')
      editor:lua([[vim.lsp.buf.definition()]])
      editor:wait('the definition in its new place', function()
        return editor:lua([[return vim.api.nvim_buf_get_name(0)]]) == editor.directory .. '/lib/prices.js'
      end)
      assert(#editor:diagnostics() == 0)
    end,
    setup = { project = PROJECT },
  },
  {
    'a name opens the popup while it is typed',
    function(editor)
      editor:open('main.js')
      editor:keys('Gobas')
      editor:wait('`basket` to be offered', function()
        return editor:lua([[
          local info = vim.fn.complete_info({ 'items', 'pum_visible' })
          return info.pum_visible == 1 and info.items[1].word == 'basket'
        ]])
      end)
    end,
    setup = { project = PROJECT },
  },
  {
    'hover says what a name is',
    function(editor)
      editor:open('main.js')
      editor:go('console.log(to$tal')
      editor:keys('K')
      editor:sees('What a basket costs.')
    end,
    setup = { project = PROJECT },
  },
  {
    'diagnostics appear and go',
    function(editor)
      editor:open('main.js')
      editor:keys('Gomissing(1);<Esc>')
      editor:wait('the diagnostic', function()
        return vim.iter(editor:diagnostics()):any(function(one)
          return one:find('^5:1 .*missing') ~= nil
        end)
      end)
      editor:sees('missing(1);  ')
      editor:keep_screen('diagnostics')
      editor:keys('u')
      editor:wait('no diagnostic', function()
        return #editor:diagnostics() == 0
      end)
    end,
    setup = { project = PROJECT },
  },
  {
    'a file that goes is missed where it is imported, and one that comes is found',
    function(editor)
      editor:open('main.js')
      local prices = editor.directory .. '/prices.js'
      assert(vim.uv.fs_rename(prices, prices .. '.away'))
      editor:wait('the diagnostic', function()
        return vim.iter(editor:diagnostics()):any(function(one)
          return one:find('prices.js', 1, true) ~= nil
        end)
      end)
      assert(vim.uv.fs_rename(prices .. '.away', prices))
      editor:wait('no diagnostic', function()
        return #editor:diagnostics() == 0
      end)
    end,
    setup = { project = PROJECT },
  },
  {
    'what the standard library declares is read by the same server',
    function(editor)
      editor:open('main.js')
      editor:keys('Gobasket.map(String);<Esc>')
      editor:go('basket.m$ap')
      editor:lua([[vim.lsp.buf.definition()]])
      editor:wait('the declaration', function()
        return editor:lua([[return vim.api.nvim_buf_get_name(0)]]):find('/lode/library/', 1, true)
      end)
      editor:wait('a server', function()
        return editor:lua([[return #vim.lsp.get_clients({ bufnr = 0 })]]) == 1
      end)
      assert(editor:lua([[return #vim.lsp.get_clients()]]) == 1)
    end,
    setup = { project = PROJECT },
  },
  {
    'diagnostics are there again when the file is read anew',
    function(editor)
      editor:open('main.js')
      editor:keys('Gomissing(1);<Esc>')
      editor:command('write')
      editor:sees('`missing` is not defined')
      editor:command('edit!')
      editor:sees('`missing` is not defined')
    end,
    setup = { project = PROJECT },
  },
  {
    'a fix is applied',
    function(editor)
      editor:open('main.js')
      editor:keys('Goif (basket) debugger;<Esc>')
      editor:wait('the diagnostic', function()
        return vim.iter(editor:diagnostics()):any(function(one)
          return one:find('debugger', 1, true) ~= nil
        end)
      end)
      editor:go('if (basket) de$bugger;')
      editor:lua([[
        vim.lsp.buf.code_action({
          apply = true,
          filter = function(action) return action.title:find('Remove') ~= nil end,
        })
      ]])
      editor:wait('the fix', function()
        return not table.concat(editor:lines(), '\n'):find('debugger', 1, true)
      end)
    end,
    setup = { project = PROJECT },
  },
  {
    '`:Lode fix` mends all',
    function(editor)
      editor:open('loose.js')
      editor:wait('the diagnostics', function()
        return #editor:diagnostics() > 0
      end)
      editor:command('Lode fix')
      local text = table.concat(editor:lines(), '\n')
      assert(text:find('const a', 1, true), text)
    end,
    setup = {
      project = [[
        //- /lode.json
        { "lint": { "rules": { "prefer-const": "error" } } }
        //- /loose.js
        let a = 1;
        console.log(a);
      ]],
    },
  },
  {
    'the definition is in another file',
    function(editor)
      editor:open('main.js')
      editor:go('console.log(to$tal')
      editor:keys('<C-]>')
      editor:wait('the definition', function()
        return vim.endswith(editor:request('nvim_buf_get_name', 0), '/prices.js')
          and editor:request('nvim_get_current_line'):find('export function total', 1, true)
      end)
    end,
    setup = { project = PROJECT },
  },
  {
    'a name is renamed in all files',
    function(editor)
      editor:open('prices.js')
      editor:go('export function to$tal')
      editor:lua([[vim.lsp.buf.rename('sumOf')]])
      editor:wait('the new name', function()
        return table.concat(editor:lines(), '\n'):find('export function sumOf(prices)', 1, true)
      end)
      editor:command('wall')
      local other = table.concat(vim.fn.readfile(editor.directory .. '/main.js'), '\n')
      assert(other:find('console.log(sumOf(basket))', 1, true), other)
    end,
    setup = { project = PROJECT },
  },
}
