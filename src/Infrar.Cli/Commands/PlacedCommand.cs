using Infrar.Core.Manifests;

namespace Infrar.Cli.Commands;

/// <summary>A command over one environment of a manifest: reads it, chooses, and hands over the choice.</summary>
/// <param name="name">What the user types.</param>
/// <param name="description">One sentence for the list of commands.</param>
internal abstract class PlacedCommand(string name, string description) : ManifestCommand(name, description)
{
    /// <inheritdoc/>
    protected sealed override async Task<int> RunAsync(
        Manifest manifest,
        Invocation invocation,
        CancellationToken cancellationToken
    ) =>
        Selection.Of(manifest, invocation.Parse).Succeeded(out var selection, out var problem)
            ? await RunAsync(selection, invocation, cancellationToken)
            : invocation.Refuse(problem);

    /// <summary>Does it.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(
        Selection selection,
        Invocation invocation,
        CancellationToken cancellationToken
    );
}
