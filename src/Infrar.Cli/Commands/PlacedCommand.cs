using Infrar.Cli.Problems;
using Infrar.Core.Diagnostics;
using Infrar.Core.Placements;
using Infrar.Providers;

namespace Infrar.Cli.Commands;

/// <summary>A command over one environment of a manifest: reads it, chooses, and hands over the choice.</summary>
/// <param name="name">What the user types.</param>
/// <param name="description">One sentence for the list of commands.</param>
internal abstract class PlacedCommand(string name, string description) : CliCommand(name, description)
{
    /// <summary>Offerings and providers that strategies may name.</summary>
    protected static Catalog Catalog => AllProviders.Catalog;

    /// <inheritdoc/>
    public sealed override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var read = await ManifestFile.ReadAsync(invocation.Parse, invocation.Console, Catalog, cancellationToken);
        if (!read.Succeeded(out var file, out var problem))
        {
            return invocation.Refuse(problem);
        }

        if (file.Reading.Manifest is not { } manifest)
        {
            var errors = file.Reading.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).ToArray();
            invocation.Problems.Write(CliProblems.ManifestFaults(file.Name, errors.Length), errors, file);
            return ExitCode.Failure;
        }

        return Selection.Of(manifest, invocation.Parse).Succeeded(out var selection, out problem)
            ? await RunAsync(selection, invocation, cancellationToken)
            : invocation.Refuse(problem);
    }

    /// <summary>Does it.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(
        Selection selection,
        Invocation invocation,
        CancellationToken cancellationToken
    );
}
