using Infrar.Cli.Problems;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Providers;

namespace Infrar.Cli.Commands;

/// <summary>A command over a manifest without errors: reads it and hands it over.</summary>
/// <param name="name">What the user types.</param>
/// <param name="description">One sentence for the list of commands.</param>
internal abstract class ManifestCommand(string name, string description) : CliCommand(name, description)
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

        if (file.Reading.Manifest is { } manifest)
        {
            return await RunAsync(manifest, invocation, cancellationToken);
        }

        var errors = file.Reading.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).ToArray();
        invocation.Problems.Write(CliProblems.ManifestFaults(file.Name, errors.Length), errors, file.Input);
        return ExitCode.Failure;
    }

    /// <summary>Does it.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(
        Manifest manifest,
        Invocation invocation,
        CancellationToken cancellationToken
    );
}
