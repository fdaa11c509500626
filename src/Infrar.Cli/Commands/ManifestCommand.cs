using System.CommandLine;
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
        if (Options.Contains(SharedOptions.Plan) && invocation.Parse.GetValue(SharedOptions.Plan) is { } path)
        {
            return await RunAsync(path, invocation, cancellationToken);
        }

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

    /// <summary>Does it for a plan in place of a manifest; commands that take <c>--plan</c> say how.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    protected virtual Task<int> RunAsync(PlanFile plan, Invocation invocation, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Name} takes --plan and says nothing of plans.");

    private async Task<int> RunAsync(string path, Invocation invocation, CancellationToken cancellationToken)
    {
        Option[] ofManifests =
        [
            SharedOptions.File,
            SharedOptions.Environment,
            SharedOptions.Strategy,
            SharedOptions.Traffic,
        ];
        if (ofManifests.FirstOrDefault(o => IsStated(invocation.Parse, o)) is { } stated)
        {
            return invocation.Refuse(
                CliProblems.Arguments(
                    $"--plan stands in place of a manifest, and {stated.Name} chooses from one. Leave one of them out."
                )
            );
        }

        var read = await PlanFile.ReadAsync(path, invocation.Console, Catalog, cancellationToken);
        return read.Succeeded(out var plan, out var problem)
            ? await RunAsync(plan, invocation, cancellationToken)
            : invocation.Refuse(problem);
    }

    private static bool IsStated(ParseResult parse, Option option) => parse.GetResult(option) is { Implicit: false };

    /// <summary>Does it.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(
        Manifest manifest,
        Invocation invocation,
        CancellationToken cancellationToken
    );
}
