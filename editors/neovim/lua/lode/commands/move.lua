---Where a file is to go: into a folder under its own name, else to the path as it is given.
---@param old string
---@param given string
---@return string
local function destination(old, given)
  local path = vim.fn.fnamemodify(vim.fs.normalize(given), ':p')
  if path:sub(-1) == '/' then
    path = path .. vim.fs.basename(old)
  end
  return path
end

---@type lode.Command
return {
  arguments = '{path}',
  description = 'Move the file, or give it another name; what imports it, and what it imports, is written anew.',
  run = function(arguments)
    local client_of = require('lode.client')
    local buffer = vim.api.nvim_get_current_buf()
    local client = client_of.needed(buffer)
    if not client then
      return
    end
    local old = vim.api.nvim_buf_get_name(buffer)
    if not arguments[1] or not vim.uv.fs_stat(old) then
      local problem = arguments[1] and 'the file is on no disk yet: write it first' or 'where to? `:Lode move {path}`'
      return client_of.tell(problem, vim.log.levels.ERROR)
    end
    local new = destination(old, arguments[1])
    if vim.uv.fs_stat(new) then
      return client_of.tell(('`%s` is there already'):format(new), vim.log.levels.ERROR)
    end
    local params = { files = { { oldUri = vim.uri_from_fname(old), newUri = vim.uri_from_fname(new) } } }
    client_of.request('workspace/willRenameFiles', params, buffer, function(edit)
      if client_of.given(edit) then
        vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
      end
      vim.lsp.util.rename(old, new)
      ---@diagnostic disable-next-line: param-type-mismatch
      client:notify('workspace/didRenameFiles', params)
      local changed = vim.tbl_filter(function(other)
        return vim.bo[other].modified
      end, vim.api.nvim_list_bufs())
      if #changed > 0 then
        client_of.tell('other files have changed: `:wall` writes them', vim.log.levels.INFO)
      end
    end)
  end,
  complete = function(lead)
    return vim.fn.getcompletion(lead, 'file')
  end,
}
