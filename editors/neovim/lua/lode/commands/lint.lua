---@param report table what `lode lint --format json` prints
---@return table[] for |setqflist()|
local function items_of(report)
  local items = {}
  for _, file in ipairs(report) do
    for _, found in ipairs(file.messages) do
      local rule = type(found.ruleId) == 'string' and (' [%s]'):format(found.ruleId) or ''
      table.insert(items, {
        filename = file.filePath,
        lnum = found.line,
        col = found.column,
        end_lnum = found.endLine,
        end_col = found.endColumn,
        text = found.message .. rule,
        type = found.severity == 2 and 'E' or 'W',
      })
    end
  end
  return items
end

---@param arguments string[]
---@param result vim.SystemCompleted
local function show(arguments, result)
  local tell = require('lode.client').tell
  local is_report, report = pcall(vim.json.decode, result.stdout or '', { luanil = { object = true } })
  if not is_report or type(report) ~= 'table' then
    local said = vim.trim(result.stderr or '')
    return tell('lint: ' .. (said ~= '' and said or ('it ended with %d'):format(result.code)), vim.log.levels.ERROR)
  end
  local items = items_of(report)
  vim.fn.setqflist({}, ' ', { title = table.concat({ 'lode lint', unpack(arguments) }, ' '), items = items })
  vim.cmd.checktime()
  if #items == 0 then
    vim.cmd.cclose()
    return tell('lint found nothing', vim.log.levels.INFO)
  end
  vim.cmd('botright copen')
end

---@type lode.Command
return {
  arguments = '[path …] [options]',
  description = 'Run `lode lint` in the project and put what it finds into the |quickfix| list. Paths and options are those of the '
    .. 'command: `:Lode lint --changed`, `:Lode lint src --fix`.',
  run = function(arguments)
    local server = require('lode.server')
    local program = server.program()
    if not program then
      return vim.notify(server.missing(), vim.log.levels.ERROR)
    end
    local client = require('lode.client').of(0)
    local paths = vim.tbl_map(vim.fn.expandcmd, arguments)
    local command = vim.list_extend({ program, 'lint', '--format', 'json' }, paths)
    local options = { cwd = client and client.root_dir or vim.fn.getcwd(), text = true }
    vim.system(
      command,
      options,
      vim.schedule_wrap(function(result)
        show(arguments, result)
      end)
    )
  end,
  complete = function(lead)
    if vim.startswith(lead, '-') then
      return { '--changed', '--staged', '--since', '--fix', '--quiet' }
    end
    return vim.fn.getcompletion(lead, 'file')
  end,
}
