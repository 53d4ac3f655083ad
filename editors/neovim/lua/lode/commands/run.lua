---@type lode.Command
return {
  description = 'Run the file as `lode run` does, with its values at the ends of the lines. It is not kept from anything: it may write '
    .. 'files and open connections. What it prints is in `:Lode log`.',
  run = function()
    local buffer = vim.api.nvim_get_current_buf()
    require('lode.client').request('lode/run', { uri = vim.uri_from_bufnr(buffer) }, buffer)
  end,
}
