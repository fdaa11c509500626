using Infrar.Testing.Servers;

[assembly: AssemblyFixture(typeof(Infrar.Platform.Tests.Parts.Files.CephAssembly))]

namespace Infrar.Platform.Tests.Parts.Files;

/// <summary>The one S3 server of this assembly, started by the first test that asks.</summary>
public sealed class CephAssembly : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private CephServer? _server;

    /// <summary>The running server; skips the test where the programs are missing.</summary>
    public async Task<CephServer> ServerAsync()
    {
        var missing = CephServer.Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _server ??= await CephServer.StartAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        _gate.Dispose();
    }
}
