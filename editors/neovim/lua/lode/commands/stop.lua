---@type lode.Command
return {
  description = 'Stop the program of the file. If the file is live it runs again with the next change.',
  run = function()
    local buffer = vim.api.nvim_get_current_buf()
    require('lode.client').request('lode/stop', { uri = vim.uri_from_bufnr(buffer) }, buffer)
  end,
}
