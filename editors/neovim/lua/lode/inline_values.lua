-- What `lode/values` says, kept for each buffer and drawn at the ends of its lines. The server decides what is shown; here it is
-- only put where it belongs after what was typed meanwhile. Trees that are open below lines follow (`lode.tree`).

local client_of = require('lode.client')
local coverage = require('lode.coverage')
local Edits = require('lode.edits')

local M = {}

---@class lode.Item
---@field id integer its name, as long as the run is the same
---@field line integer of the text of now, after `refresh`
---@field run_id integer the run that it is of
---@field mark integer Neovim's mark that knows the line, through undo too
---@field range lsp.Range
---@field kind string
---@field text string
---@field hover? string
---@field count? integer
---@field hasMembers? boolean
---@field stale? boolean

---An item through all runs: the place where it is, since its id changes.
---@class lode.Anchor
---@field mark integer
---@field kind string
---@field nth integer among those of its kind on its line

---@class lode.FileValues
---@field client_id integer
---@field edits lode.Edits
---@field items table<string, lode.Item> by run and id
---@field lines? table<integer, lode.Item[]> the items by line, each line's from the left; made when it is needed
---@field run_id integer?
---@field state string
---@field message? string
---@field visible? string the range that the server was told of last

---@type table<integer, lode.FileValues>
local files = {}
---@type table<integer, string> how each buffer is live, also while it is read anew or the server starts again
local modes = {}
local is_shown = true

M.namespace = vim.api.nvim_create_namespace('lode.values')
local places = vim.api.nvim_create_namespace('lode.places')

-- What each kind looks like: the mark before it, and its group.
local LOOKS = {
  log = { '» ', 'LodeLog' },
  error = { '✗ ', 'LodeError' },
  right = { '✓', 'LodeRight' },
  wrong = { '✗ it is ', 'LodeWrong' },
}
local VALUE = { '', 'LodeValue' }

---@param buffer integer
---@return lode.FileValues?
function M.of(buffer)
  return files[buffer == 0 and vim.api.nvim_get_current_buf() or buffer]
end

---@param buffer integer
---@param line integer
---@return integer
local function mark(buffer, line)
  return vim.api.nvim_buf_set_extmark(buffer, places, math.min(line, vim.api.nvim_buf_line_count(buffer) - 1), 0, {})
end

---@param buffer integer
---@param at integer
---@return integer
local function line_of(buffer, at)
  -- A buffer that is read anew has lost its marks, until the server speaks of it again.
  return vim.api.nvim_buf_get_extmark_by_id(buffer, places, at, {})[1] or 0
end

---@param buffer integer
---@param file lode.FileValues
---@return table<integer, lode.Item[]>
local function lines_of(buffer, file)
  if not file.lines then
    file.lines = {}
    for _, item in pairs(file.items) do
      item.line = line_of(buffer, item.mark)
      local line = file.lines[item.line] or {}
      file.lines[item.line] = line
      table.insert(line, item)
    end
    for _, items in pairs(file.lines) do
      M.sort(items)
    end
  end
  return file.lines
end

---The values of a line, first the leftmost.
---@param buffer integer
---@param line integer from 0
---@return lode.Item[]
function M.at_line(buffer, line)
  local file = files[buffer]
  return file and lines_of(buffer, file)[line] or {}
end

---All values of a file, from its first line to its last.
---@param buffer integer
---@return lode.Item[]
function M.all(buffer)
  local file = files[buffer]
  if not file then
    return {}
  end
  lines_of(buffer, file)
  return M.sort(vim.tbl_values(file.items))
end

---@param items lode.Item[]
---@return lode.Item[]
function M.sort(items)
  table.sort(items, function(a, b)
    local left, right = a.range.start, b.range.start
    if a.line ~= b.line then
      return a.line < b.line
    elseif left.line ~= right.line then
      return left.line < right.line
    elseif left.character ~= right.character then
      return left.character < right.character
    end
    return a.id < b.id
  end)
  return items
end

---@param buffer integer
---@param item lode.Item
---@return lode.Anchor
function M.anchor(buffer, item)
  local nth = 0
  for _, other in ipairs(M.at_line(buffer, item.line)) do
    nth = nth + (other.kind == item.kind and 1 or 0)
    if other == item then
      break
    end
  end
  return { mark = mark(buffer, item.line), kind = item.kind, nth = nth }
end

---@param buffer integer
---@param anchor lode.Anchor
function M.release(buffer, anchor)
  if vim.api.nvim_buf_is_valid(buffer) then
    vim.api.nvim_buf_del_extmark(buffer, places, anchor.mark)
  end
end

---@param buffer integer
---@param anchor lode.Anchor
---@return lode.Item?
function M.at_anchor(buffer, anchor)
  local same = vim.tbl_filter(function(item)
    return item.kind == anchor.kind
  end, M.at_line(buffer, line_of(buffer, anchor.mark)))
  return same[anchor.nth]
end

---@param item lode.Item
---@param state string of the file
---@return string text
---@return string group
function M.look(item, state)
  local look = LOOKS[item.kind] or VALUE
  local is_stale = item.stale == true or state == 'stale'
  return look[1] .. item.text, is_stale and 'LodeStale' or look[2]
end

---@param chunks [string, string][]
---@param width integer in columns
local function cut(chunks, width)
  local used = 0
  for at, chunk in ipairs(chunks) do
    used = used + vim.api.nvim_strwidth(chunk[1])
    if used > width then
      local over = used - width + 1
      local kept = vim.fn.strcharpart(chunk[1], 0, math.max(0, vim.fn.strchars(chunk[1]) - over))
      chunks[at] = { kept .. '…', chunk[2] }
      for rest = #chunks, at + 1, -1 do
        chunks[rest] = nil
      end
      return
    end
  end
end

---@param buffer integer
---@param line integer
---@param items lode.Item[]
---@param state string
local function draw_line(buffer, line, items, state)
  local config = require('lode.config').get().values
  local chunks = {} ---@type [string, string][]
  for _, item in ipairs(items) do
    local text, group = M.look(item, state)
    -- Neovim puts a space of its own behind the end of the line.
    table.insert(chunks, { #chunks == 0 and ' ' or '  ', 'LodeTree' })
    table.insert(chunks, { text, group })
  end
  cut(chunks, config.max_width)
  vim.api.nvim_buf_set_extmark(buffer, M.namespace, line, 0, {
    virt_text = chunks,
    virt_text_pos = config.position,
    hl_mode = 'combine',
    -- Texts of diagnostics stand behind.
    priority = 100,
  })
end

---@param buffer integer
---@param only? table<integer, true> the lines that are other than they were; all, if it is not said
function M.draw(buffer, only)
  local file = files[buffer]
  if not file or not vim.api.nvim_buf_is_loaded(buffer) then
    return
  end
  local lines = lines_of(buffer, file)
  if only then
    for line in pairs(only) do
      vim.api.nvim_buf_clear_namespace(buffer, M.namespace, line, line + 1)
    end
  else
    vim.api.nvim_buf_clear_namespace(buffer, M.namespace, 0, -1)
  end
  if not require('lode.config').get().values.enable or not is_shown then
    return
  end
  local last = vim.api.nvim_buf_line_count(buffer) - 1
  for line in pairs(only or lines) do
    if lines[line] and line <= last then
      draw_line(buffer, line, lines[line], file.state)
    end
  end
end

---@param run_id integer
---@param id integer
---@return string
local function key_of(run_id, id)
  return ('%d %d'):format(run_id, id)
end

-- While a program is in one of these states, more values may come.
local UNDECIDED = { running = true, stale = true }

---Takes what a message says. What an earlier run has said stays, dim, until this one has something for its line or is over: else all
---values would go out with each key.
---@param buffer integer
---@param file lode.FileValues
---@param message table
---@return table<integer, true>? # the lines that are other than they were, if not all are
local function take_items(buffer, file, message)
  local lines = lines_of(buffer, file)
  local touched = {} ---@type table<integer, true>
  ---@param item lode.Item?
  local function drop(item)
    if item and file.items[key_of(item.run_id, item.id)] == item then
      touched[item.line] = true
      vim.api.nvim_buf_del_extmark(buffer, places, item.mark)
      file.items[key_of(item.run_id, item.id)] = nil
    end
  end
  local is_undecided = UNDECIDED[message.state] == true
  for _, item in pairs(message.full and file.items or {}) do
    if is_undecided and item.run_id ~= message.runId then
      item.stale = true
    else
      drop(item)
    end
  end
  for _, id in ipairs(client_of.given(message.removed) or {}) do
    drop(file.items[key_of(message.runId, id)])
  end
  for _, item in ipairs(client_of.given(message.items) or {}) do
    item.run_id = message.runId
    local key = key_of(item.run_id, item.id)
    drop(file.items[key])
    item.line = file.edits:line_now(item.line, message.version)
    for _, older in ipairs(lines[item.line] or {}) do
      if older.run_id ~= item.run_id then
        drop(older)
      end
    end
    item.mark = mark(buffer, item.line)
    touched[item.line] = true
    file.items[key] = item
  end
  if not is_undecided then
    for _, item in pairs(file.items) do
      if item.run_id ~= message.runId then
        drop(item)
      end
    end
  end
  file.lines = nil
  return not message.full and touched or nil
end

---@param message table `lode/values`
---@param client_id integer
function M.receive(message, client_id)
  local buffer = client_of.buffer_of(message.uri)
  if not buffer then
    return
  end
  local file = M.attach(buffer, client_id)
  local was_stale = file.state == 'stale'
  file.run_id = message.runId
  file.state = message.state
  file.message = client_of.given(message.message)
  local touched = take_items(buffer, file, message)
  if message.state == 'off' then
    coverage.clear(buffer)
  elseif client_of.given(message.coverage) then
    coverage.draw(buffer, message.coverage, function(line)
      return file.edits:line_now(line, message.version)
    end)
  end
  M.draw(buffer, was_stale == (file.state == 'stale') and touched or nil)
  M.tell_visible(buffer)
  require('lode.tree').follow(buffer)
  require('lode.explorer').follow(buffer)
  require('lode.status').changed(buffer)
end

---@param buffer integer
---@param mode string as the server said
function M.set_mode(buffer, mode)
  modes[buffer] = (mode == 'on' or mode == 'onSave') and mode or nil
  vim.api.nvim_create_autocmd('BufDelete', {
    group = vim.api.nvim_create_augroup('lode.mode.' .. buffer, {}),
    buffer = buffer,
    once = true,
    callback = function()
      modes[buffer] = nil
    end,
  })
end

---For the server a file that is read anew was closed and opened again, and is not live any more.
---@param buffer integer
local function revive(buffer)
  vim.schedule(function()
    if modes[buffer] and vim.api.nvim_buf_is_loaded(buffer) then
      client_of.live(buffer, modes[buffer])
    end
  end)
end

---Begins to follow what is typed in a buffer.
---@param buffer integer
---@param client_id integer
---@return lode.FileValues
function M.attach(buffer, client_id)
  if files[buffer] then
    files[buffer].client_id = client_id
    return files[buffer]
  end
  local file = { client_id = client_id, edits = Edits.new(), items = {}, state = 'off' }
  files[buffer] = file
  vim.api.nvim_buf_attach(buffer, false, {
    on_lines = function(_, _, version, first, last, new_last)
      if files[buffer] ~= file then
        return true
      end
      file.edits:add({ version = version, first = first, last = last, new_last = new_last })
      if last ~= new_last then
        file.lines = nil
      end
    end,
    on_reload = function()
      file.edits = Edits.new()
      revive(buffer)
    end,
    on_detach = function()
      M.forget(buffer)
    end,
  })
  revive(buffer)
  vim.api.nvim_create_autocmd({ 'WinScrolled', 'BufWinEnter' }, {
    group = vim.api.nvim_create_augroup('lode.visible.' .. buffer, {}),
    buffer = buffer,
    callback = function()
      M.tell_visible(buffer)
    end,
  })
  return file
end

---Tells the server which lines are on the screen: values there come first.
---@param buffer integer
function M.tell_visible(buffer)
  local file = files[buffer]
  local window = vim.fn.bufwinid(buffer)
  local client = file and vim.lsp.get_client_by_id(file.client_id)
  if not client or file.state == 'off' or window == -1 then
    return
  end
  local range = {
    start = { line = vim.fn.line('w0', window) - 1, character = 0 },
    ['end'] = { line = vim.fn.line('w$', window), character = 0 },
  }
  local told = ('%d-%d'):format(range.start.line, range['end'].line)
  if told ~= file.visible then
    file.visible = told
    ---@diagnostic disable-next-line: param-type-mismatch
    client:notify('lode/visible', { uri = vim.uri_from_bufnr(buffer), range = range })
  end
end

---@param buffer integer
---@param client_id? integer only what this one said
function M.forget(buffer, client_id)
  local file = files[buffer]
  if not file or client_id and file.client_id ~= client_id then
    return
  end
  files[buffer] = nil
  pcall(vim.api.nvim_del_augroup_by_name, 'lode.visible.' .. buffer)
  if vim.api.nvim_buf_is_loaded(buffer) then
    for _, namespace in ipairs({ M.namespace, coverage.namespace, places }) do
      vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1)
    end
    require('lode.tree').close_all(buffer)
  end
end

---Shows or hides the values of all files.
---@param shown boolean
function M.show(shown)
  is_shown = shown
  for buffer in pairs(files) do
    M.draw(buffer)
  end
end

---@param buffer integer
---@return integer? row, integer? column of the cursor, from 0, the column in bytes
local function cursor(buffer)
  if vim.api.nvim_get_current_buf() ~= buffer then
    return
  end
  local place = vim.api.nvim_win_get_cursor(0)
  return place[1] - 1, place[2]
end

---Of the values of the cursor's line those that the cursor is on, or else all.
---@param buffer integer
---@return lode.Item[]
function M.at_cursor(buffer)
  local row, column = cursor(buffer)
  local file = files[buffer]
  if not row or not file then
    return {}
  end
  local client = vim.lsp.get_client_by_id(file.client_id)
  local encoding = client and client.offset_encoding or 'utf-16'
  local text = vim.api.nvim_buf_get_lines(buffer, row, row + 1, false)[1] or ''
  local character = vim.str_utfindex(text, encoding, column, false)
  local all = M.at_line(buffer, row)
  local under = vim.tbl_filter(function(item)
    local from, to = item.range.start, item.range['end']
    return from.line == to.line and from.character <= character and character < to.character
  end, all)
  return #under > 0 and under or all
end

return M
