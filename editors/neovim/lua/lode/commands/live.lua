local MODES = { 'on', 'onSave', 'once', 'off' }

---@type lode.Command
return {
  arguments = '[on|onSave|once|off]',
  description = 'Show the values of the file: whenever it changes, whenever it is saved, or once. Without a word it is switched on (as '
    .. '`live.mode` says), or off if it is on. What runs by itself may not change files or open connections.',
  run = function(arguments)
    local buffer = vim.api.nvim_get_current_buf()
    local file = require('lode.inline_values').of(buffer)
    local is_live = file ~= nil and file.state ~= 'off'
    local mode = arguments[1] or (is_live and 'off' or require('lode.config').get().live.mode)
    if require('lode.commands').word(mode, MODES) then
      require('lode.client').live(buffer, mode)
    end
  end,
  complete = function()
    return MODES
  end,
}
