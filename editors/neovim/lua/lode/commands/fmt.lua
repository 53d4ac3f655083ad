---@type lode.Command
return {
  description = "Format the file, or the lines that are given, with the project's formatter.",
  run = function(_, call)
    local buffer = vim.api.nvim_get_current_buf()
    if not require('lode.client').needed(buffer) then
      return
    end
    local range
    if call.range > 0 then
      local last = vim.api.nvim_buf_get_lines(buffer, call.line2 - 1, call.line2, false)[1] or ''
      range = { start = { call.line1, 0 }, ['end'] = { call.line2, #last } }
    end
    vim.lsp.buf.format({ bufnr = buffer, name = 'lode', range = range, timeout_ms = 10000 })
  end,
}
