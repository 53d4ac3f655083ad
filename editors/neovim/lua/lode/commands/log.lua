---@type lode.Command
return {
  description = 'Show what programs have printed and what the server has to say.',
  run = function()
    require('lode.output').open()
  end,
}
