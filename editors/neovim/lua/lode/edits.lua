-- Where a line of an older text is now. A message of the server is about the text that it had; the person has typed since.

---@class lode.Edit
---@field version integer the version that it made
---@field first integer
---@field last integer the line behind the last one that was replaced
---@field new_last integer the line behind what it was replaced with

---@class lode.Edits
---@field list lode.Edit[] oldest first
local Edits = {}
Edits.__index = Edits

-- A server that is further behind than this gets no thanks for precision.
local KEPT = 500

---@param edit lode.Edit
---@param line integer
---@return integer
local function moved(edit, line)
  if line >= edit.last then
    return line + edit.new_last - edit.last
  end
  if line >= edit.first then
    return math.max(edit.first, math.min(line, edit.new_last - 1))
  end
  return line
end

---@return lode.Edits
function Edits.new()
  return setmetatable({ list = {} }, Edits)
end

---@param edit lode.Edit
function Edits:add(edit)
  table.insert(self.list, edit)
  if #self.list > KEPT then
    table.remove(self.list, 1)
  end
end

---A line of a version, in the text of now.
---@param line integer
---@param version integer
---@return integer
function Edits:line_now(line, version)
  for _, edit in ipairs(self.list) do
    if edit.version > version then
      line = moved(edit, line)
    end
  end
  return line
end

return Edits
