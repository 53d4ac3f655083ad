-- The groups that values are drawn with, each linked to a standard one until a person or a colour scheme says otherwise.

local M = {}

---@class lode.Highlight
---@field name string
---@field link string
---@field description string

---@type lode.Highlight[]
M.groups = {
  { name = 'LodeValue', link = 'DiagnosticVirtualTextHint', description = 'a value' },
  { name = 'LodeLog', link = 'DiagnosticVirtualTextInfo', description = 'what the program logs' },
  { name = 'LodeError', link = 'DiagnosticVirtualTextError', description = 'an error where it was thrown' },
  { name = 'LodeRight', link = 'DiagnosticVirtualTextOk', description = '`//=>` that is right' },
  { name = 'LodeWrong', link = 'DiagnosticVirtualTextError', description = '`//=>` that is wrong, and what it is' },
  { name = 'LodeStale', link = 'NonText', description = 'a value older than the text' },
  { name = 'LodeMember', link = 'Identifier', description = 'names of members in trees' },
  { name = 'LodeTree', link = 'NonText', description = 'lines and signs of trees' },
  { name = 'LodeMissed', link = 'DiagnosticSignWarn', description = 'the sign at lines that were not reached' },
  { name = 'LodePartly', link = 'DiagnosticSignHint', description = 'the sign at lines of which a part was not reached' },
}

local is_defined = false

function M.define()
  if is_defined then
    return
  end
  is_defined = true
  for _, group in ipairs(M.groups) do
    vim.api.nvim_set_hl(0, group.name, { link = group.link, default = true })
  end
end

return M
