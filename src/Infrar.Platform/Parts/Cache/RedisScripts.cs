namespace Infrar.Platform.Parts.Cache;

/// <summary>What Redis does in one step.</summary>
internal static class RedisScripts
{
    /// <summary>Counts; the key's first count sets its end.</summary>
    public const string Increment = """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return count
        """;

    /// <summary>As <see cref="Limits.SlidingWindow.Spend"/>, by Redis's clock, which all nodes share.</summary>
    public const string Spend = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local limit, size = tonumber(ARGV[1]), tonumber(ARGV[2])
        local current = math.floor(now / size)
        local fields = redis.call('HGETALL', KEYS[1])
        local spent, counts = 0, {}
        for i = 1, #fields, 2 do
          local bucket = tonumber(fields[i])
          if bucket < current - 10 then
            redis.call('HDEL', KEYS[1], fields[i])
          else
            counts[bucket] = tonumber(fields[i + 1])
            spent = spent + counts[bucket]
          end
        end
        if spent >= limit then
          local left = spent
          for bucket = current - 10, current do
            left = left - (counts[bucket] or 0)
            if left < limit then return {0, 0, (bucket + 11) * size - now} end
          end
        end
        redis.call('HINCRBY', KEYS[1], string.format('%.0f', current), 1)
        redis.call('PEXPIRE', KEYS[1], size * 11)
        return {1, limit - spent - 1, (current + 11) * size - now}
        """;
}
