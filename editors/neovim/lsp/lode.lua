-- How Neovim starts and speaks to the server: `vim.lsp.enable('lode')`.
-- What a person wants otherwise goes into `vim.lsp.config('lode', {…})` (|vim.lsp.Config|) or |lode-configuration|.

local config = require('lode.config').get()

---@type vim.lsp.Config
return {
  cmd = function(dispatchers)
    return vim.lsp.rpc.start(assert(require('lode.server').command()), dispatchers)
  end,
  filetypes = { 'javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'json', 'jsonc' },
  root_dir = function(buffer, on_directory)
    require('lode.server').root(buffer, on_directory)
  end,
  settings = { lode = config.settings },
  init_options = { lode = config.settings },
  capabilities = { experimental = { lodeValues = { version = 1 } } },
  handlers = {
    ['lode/values'] = function(_, message, context)
      require('lode.inline_values').receive(message, context.client_id)
    end,
    ['window/logMessage'] = function(failure, message, context)
      require('lode.output').receive(failure, message, context)
    end,
  },
  commands = require('lode.client').commands,
}
