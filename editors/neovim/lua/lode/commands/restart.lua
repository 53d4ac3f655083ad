---@type lode.Command
return {
  description = 'Stop the server and start it again for all files.',
  run = function()
    local waiting = vim.lsp.get_clients({ name = 'lode' })
    for _, client in ipairs(waiting) do
      client:stop()
    end
    local timer = assert(vim.uv.new_timer())
    local began = vim.uv.now()
    timer:start(
      20,
      20,
      vim.schedule_wrap(function()
        local are_stopped = vim.iter(waiting):all(function(client)
          return client:is_stopped()
        end)
        if timer:is_closing() or not are_stopped and vim.uv.now() - began < 5000 then
          return
        end
        timer:close()
        for _, client in ipairs(waiting) do
          if not client:is_stopped() then
            client:stop(true)
          end
        end
        vim.lsp.enable('lode')
      end)
    )
  end,
}
