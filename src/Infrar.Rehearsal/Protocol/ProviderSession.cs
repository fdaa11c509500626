using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Faults;
using Infrar.Rehearsal.Providers;

namespace Infrar.Rehearsal.Protocol;

/// <summary>One connection of an engine: it configures its provider once and then works with those settings.</summary>
/// <remarks>Each alias of a provider has a connection, so also a session, of its own.</remarks>
internal sealed class ProviderSession(RehearsedProvider provider, CloudFile cloud, FaultPlan faults) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public RehearsedProvider Provider => provider;

    public CloudFile Cloud => cloud;

    public FaultPlan Faults => faults;

    public ProviderSettings Settings { get; private set; } = provider.DefaultSettings;

    /// <summary>Canceled once the engine asks to stop: whatever takes time then ends early.</summary>
    public CancellationToken Stopped => _stop.Token;

    public void Configure(ProviderSettings settings) => Settings = settings;

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
