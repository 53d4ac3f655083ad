-- Signs at lines that were not reached, and others where only a part of the line was not.

local M = {}

M.namespace = vim.api.nvim_create_namespace('lode.coverage')

---@class lode.Coverage
---@field missed [integer, integer][] first and last lines
---@field partly? [integer, integer][]

---@param buffer integer
function M.clear(buffer)
  vim.api.nvim_buf_clear_namespace(buffer, M.namespace, 0, -1)
end

---@param buffer integer
---@param ranges [integer, integer][]
---@param sign string
---@param group string
---@param line_now fun(line: integer): integer
local function draw_signs(buffer, ranges, sign, group, line_now)
  local last = vim.api.nvim_buf_line_count(buffer) - 1
  for _, lines in ipairs(ranges) do
    for line = lines[1], lines[2] do
      local now = line_now(line)
      if now <= last then
        vim.api.nvim_buf_set_extmark(buffer, M.namespace, now, 0, {
          sign_text = sign,
          sign_hl_group = group,
          -- Where there is room for one sign only, that of a diagnostic says more.
          priority = 5,
        })
      end
    end
  end
end

---@param buffer integer
---@param coverage lode.Coverage
---@param line_now fun(line: integer): integer where a line is in the text of now
function M.draw(buffer, coverage, line_now)
  M.clear(buffer)
  local config = require('lode.config').get().coverage
  if config.enable then
    draw_signs(buffer, coverage.missed, config.sign, 'LodeMissed', line_now)
    draw_signs(buffer, coverage.partly or {}, config.partly_sign, 'LodePartly', line_now)
  end
end

return M
