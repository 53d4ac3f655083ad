-- The command, the mappings and what happens when the server comes. Nothing else is loaded until it is used.

if vim.g.loaded_lode then
  return
end
vim.g.loaded_lode = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify(require('lode.version').sentence(), vim.log.levels.WARN)
  return
end

vim.api.nvim_create_user_command('Lode', function(call)
  require('lode.commands').run(call)
end, {
  nargs = '*',
  range = true,
  bang = true,
  desc = 'Lode: run, live, stop, values, lint and more',
  complete = function(lead, line, column)
    return require('lode.commands').complete(lead, line, column)
  end,
})

for _, name in ipairs({ 'run', 'live', 'stop', 'history', 'fix', 'explain' }) do
  vim.keymap.set('n', ('<Plug>(lode-%s)'):format(name), ('<Cmd>Lode %s<CR>'):format(name), { desc = 'Lode: ' .. name })
end
vim.keymap.set('n', '<Plug>(lode-values)', "<Cmd>execute 'Lode values tree' v:count1<CR>", { desc = 'Lode: values' })
vim.keymap.set('x', '<Plug>(lode-evaluate)', ':Lode evaluate<CR>', { desc = 'Lode: evaluate', silent = true })

local group = vim.api.nvim_create_augroup('lode', {})
local function on(event, run)
  vim.api.nvim_create_autocmd(event, {
    group = group,
    callback = function(happened)
      local client = happened.data and vim.lsp.get_client_by_id(happened.data.client_id)
      if client and client.name == 'lode' then
        run(client, happened)
      end
    end,
  })
end

on('LspAttach', function(client, happened)
  require('lode.client').attached(client, happened.buf)
end)
on('LspDetach', function(client, happened)
  require('lode.inline_values').forget(happened.buf, client.id)
end)
on('LspProgress', function(_, happened)
  require('lode.status').progress(happened.data.params)
end)
