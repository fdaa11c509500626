using Infrar.Platform.Parts.Cache;
using Infrar.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Tests.Parts.Cache;

/// <summary>Makes nodes on a Redis and waits for what comes with time.</summary>
internal static class RedisNode
{
    public static RedisState On(RedisServer server, string prefix) =>
        new(
            Options.Create(
                new CacheOptions
                {
                    Kind = CacheKind.Redis,
                    ConnectionString = server.ConnectionString,
                    KeyPrefix = prefix,
                    Nodes = 2,
                }
            ),
            TimeProvider.System,
            NullLogger<RedisState>.Instance
        );

    /// <summary>Asks again and again; the test's own end bounds it.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
