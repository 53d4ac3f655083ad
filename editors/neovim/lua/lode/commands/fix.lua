---@type lode.Command
return {
  description = 'Mend what can be mended in the file without changing what the code does.',
  run = function()
    local buffer = vim.api.nvim_get_current_buf()
    if require('lode.client').needed(buffer) and not require('lode.fix').all({ buffer = buffer }) then
      require('lode.client').tell('there is nothing to mend', vim.log.levels.INFO)
    end
  end,
}
