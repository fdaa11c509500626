using Infrar.Platform.Parts.Cache;
using Infrar.Testing.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Tests.Parts.Cache;

/// <summary>Makes nodes on a Redis and waits for what comes with time.</summary>
internal static class RedisNode
{
    public static RedisState On(RedisServer server, string prefix, TimeProvider? time = null) =>
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
            time ?? TimeProvider.System,
            new OutputLogger<RedisState>()
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

/// <summary>Writes into the test's own output, which is shown when it fails.</summary>
internal sealed class OutputLogger<T> : ILogger<T>
{
    private readonly ITestOutputHelper? _output = TestContext.Current.TestOutputHelper;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _output?.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {formatter(state, exception)}");
}
