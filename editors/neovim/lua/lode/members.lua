-- What a value holds, asked of the server when somebody wants to see it.

local M = {}

---@class lode.Member
---@field name string
---@field text string
---@field kind string
---@field hasMembers boolean

---A name may have any characters, and a line of a buffer no line break.
---@param text string
---@return string
local function in_one_line(text)
  return (text:gsub('\r?\n', '↵'))
end

---@param buffer integer
---@param item lode.Item
---@param path integer[] the place of the member at each level; empty: the value itself
---@param page { start: integer, count: integer }
---@param on_members fun(members: lode.Member[], more: integer) nothing where the run is over that had the value
function M.ask(buffer, item, path, page, on_members)
  local file = require('lode.inline_values').of(buffer)
  if not file then
    return
  end
  require('lode.client').request(
    'lode/value/expand',
    {
      uri = vim.uri_from_bufnr(buffer),
      runId = file.run_id,
      id = item.id,
      path = path,
      start = page.start,
      count = page.count,
    },
    buffer,
    function(answer)
      for _, member in ipairs(answer.members) do
        member.name, member.text = in_one_line(member.name), in_one_line(member.text)
      end
      on_members(answer.members, answer.more)
    end,
    function()
      on_members({}, 0)
    end
  )
end

return M
