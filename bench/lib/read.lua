-- wrk: asks for the paths in a file by turns, and tells its figures (times in ms) as one line of JSON.
local paths = {}
local next_path = 0

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = wrk.format('GET', line) end
end

function request()
  next_path = next_path % #paths + 1
  return paths[next_path]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    'figures {"count":%d,"seconds":%f,"p50":%f,"p95":%f,"p99":%f,"refused":%d,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, e.status, e.connect + e.read + e.write + e.timeout))
end
