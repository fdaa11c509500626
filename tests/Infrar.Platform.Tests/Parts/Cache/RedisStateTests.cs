using System.Security.Cryptography;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Parts.Cache;

/// <summary>The contract, on a real Redis.</summary>
public sealed class RedisStateTests : SharedStateContract
{
    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        var server = await RedisServer.Shared;
        var prefix = RandomNumberGenerator.GetHexString(8) + ":";
        One = RedisNode.On(server, prefix);
        Other = RedisNode.On(server, prefix);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var node in new[] { One, Other }.OfType<IAsyncDisposable>())
        {
            await node.DisposeAsync();
        }
    }

    private protected override Task PassAsync(Func<Task<bool>> holds) => RedisNode.UntilAsync(holds, Cancellation);
}
