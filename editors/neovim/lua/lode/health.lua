-- `:checkhealth lode`.

local M = {}

---@param command string[]
---@return string? what it printed
---@return string? what went wrong
local function output(command)
  local is_run, result = pcall(function()
    return vim.system(command, { text = true }):wait(5000)
  end)
  if not is_run then
    return nil, tostring(result)
  end
  return result.stdout, result.code ~= 0 and vim.trim(result.stderr or '') or nil
end

local function check_server()
  local health, server = vim.health, require('lode.server')
  health.start('The server')
  local command = server.command()
  if not command then
    return health.error(server.missing())
  end
  local version, failure = output({ command[1], '--version' })
  if failure or not version then
    return health.error(('`%s --version` fails: %s'):format(command[1], failure))
  end
  health.ok(('%s: %s'):format(vim.trim(version), table.concat(command, ' ')))
  for line in vim.gsplit(output({ command[1], 'doctor' }) or '', '\n', { trimempty = true }) do
    local is_fine = vim.startswith(line, 'ok')
    local said = line:gsub('^%S+%s+', '')
    if is_fine then
      health.ok(said)
    else
      health.warn(line)
    end
  end
end

local function check_configuration()
  local health = vim.health
  health.start('The configuration')
  local problems = require('lode.config').problems()
  for _, problem in ipairs(problems) do
    health.warn(problem, 'See `:help lode-configuration` and `:help lode-settings`')
  end
  if #problems == 0 then
    health.ok('is understood')
  end
  -- Neovim 0.11 has no function that tells whether a server is enabled.
  local is_enabled = not vim.lsp.is_enabled or vim.lsp.is_enabled('lode')
  if is_enabled then
    health.ok('the server is enabled')
  else
    health.warn("the server is not enabled: `vim.lsp.enable('lode')`, or `require('lode').setup()`")
  end
end

local function check_clients()
  local health = vim.health
  health.start('What runs')
  local clients = vim.lsp.get_clients({ name = 'lode' })
  if #clients == 0 then
    return health.info('no file of JavaScript, TypeScript or JSON is open with the server')
  end
  for _, client in ipairs(clients) do
    local files = vim.tbl_count(client.attached_buffers)
    health.ok(
      ('client %d: %s, %d %s'):format(
        client.id,
        client.root_dir or 'no project',
        files,
        files == 1 and 'file' or 'files'
      )
    )
    if not vim.tbl_get(client.server_capabilities, 'experimental', 'lodeValues') then
      health.warn('this server does not send values; it is older than the plugin')
    end
  end
end

function M.check()
  vim.health.start('Neovim')
  if vim.fn.has('nvim-0.11') == 0 then
    return vim.health.error(require('lode.version').sentence())
  end
  vim.health.ok(tostring(vim.version()))
  check_server()
  check_configuration()
  check_clients()
end

return M
