-- The configuration of the Neovim that is tested: the plugin from the repository, a server of its own, nothing else.

vim.opt.runtimepath:prepend(vim.env.LODE_TEST_PLUGIN)
vim.opt.swapfile = false
vim.opt.completeopt = { 'menuone', 'noselect', 'popup' }
vim.opt.shortmess:append('I')
vim.diagnostic.config({ virtual_text = true })
vim.g.lode = { cmd = { vim.env.LODE_TEST_SERVER, 'lsp', '--standalone' }, completion = { enable = true } }
load(vim.env.LODE_TEST_INIT or '')()
if vim.lsp.enable then
  vim.lsp.enable('lode')
end
