using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Commands;
using Infrar.Cli.Problems;
using Infrar.Cli.Terminal;
using Infrar.Core;
using Infrar.Core.Diagnostics;
using Infrar.Core.Judgements;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Plans;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Differences;

/// <summary>Judges one side of a difference after the other, with what the command line says of both.</summary>
/// <param name="invocation">The command line.</param>
/// <param name="catalog">Offerings, rules, prices, checks.</param>
/// <param name="options">Usage, allowances, currency.</param>
internal sealed class SideReader(Invocation invocation, Catalog catalog, EstimateOptions options)
{
    private ParseResult Parse => invocation.Parse;

    private CliConsole Console => invocation.Console;

    private string Default => Parse.GetValue(SharedOptions.File) ?? "infrar.yaml";

    /// <summary>Reads both sides of two texts; a second one left out is the plan's after, or the working copy.</summary>
    /// <returns>The sides; the problem that keeps one from being judged.</returns>
    public async Task<Result<Sides>> ReadAsync(string first, string? second, CancellationToken cancellationToken)
    {
        var names = await NamesAsync(cancellationToken);
        if (Of(first, names) is not { } left)
        {
            return CliProblems.UnknownSide(first, names.All);
        }

        if (left.IsPlan && second is null)
        {
            return await WithinPlanAsync(left, cancellationToken);
        }

        var right = second is null ? new Side(Default, "", "", left.Environment, left.Strategy) : Of(second, names);
        if (right is null)
        {
            return CliProblems.UnknownSide(second ?? "", names.All);
        }

        // The right side comes first: its currency is the one that both are shown in.
        if (!(await JudgeAsync(right, options, cancellationToken)).Succeeded(out var after, out var problem))
        {
            return problem;
        }

        var inItsCurrency = options with { Currency = after.Judgement.Estimates[0].Currency };
        return (await JudgeAsync(left, inItsCurrency, cancellationToken)).Succeeded(out var before, out problem)
            ? new Sides(before.Judgement, after.Judgement, after.Traffic, [])
            : problem;
    }

    private async Task<Result<Sides>> WithinPlanAsync(Side side, CancellationToken cancellationToken)
    {
        var read = await PlanFile.ReadAsync(side.File, Console, catalog, cancellationToken);
        if (!read.Succeeded(out var file, out var problem))
        {
            return problem;
        }

        var before = Judge.Of($"{file.Name} before", file.Plan.Before, catalog, options);
        var after = Judge.Of($"{file.Name} after", file.Plan.After, catalog, options);
        return new Sides(before, after, "", file.Plan.Changes);
    }

    private async Task<Result<Judged>> JudgeAsync(
        Side side,
        EstimateOptions priced,
        CancellationToken cancellationToken
    )
    {
        if (side.IsPlan)
        {
            var plan = await PlanFile.ReadAsync(side.File, Console, catalog, cancellationToken);
            return plan.Succeeded(out var file, out var refusal)
                ? new Judged(Judge.Of(file.Name, file.Plan.After, catalog, priced), "")
                : refusal;
        }

        if (!(await InputAsync(side, cancellationToken)).Succeeded(out var input, out var problem))
        {
            return problem;
        }

        var reading = ManifestReader.Read(input.Text, input.Name, catalog);
        if (reading.Manifest is not { } manifest)
        {
            var errors = reading.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).ToArray();
            return CliProblems.ManifestFaults(input.Name, errors.Length) with
            {
                Detail = string.Join(' ', errors.Take(3).Select(e => $"{e.Location}: {e.Message} {e.Mend}")),
            };
        }

        var selected = Selection.Of(
            manifest,
            side.Environment.Length > 0 ? side.Environment : Parse.GetValue(SharedOptions.Environment),
            side.Strategy.Length > 0 ? side.Strategy : Parse.GetValue(SharedOptions.Strategy),
            Parse.GetValue(SharedOptions.Traffic)
        );
        if (!selected.Succeeded(out var selection, out problem))
        {
            return problem;
        }

        if (!selection.Place(catalog).Succeeded(out var placement, out problem))
        {
            return problem;
        }

        var judgement = Judge.Of(placement, selection.Traffic, catalog, priced);
        var from =
            side.File.Length > 0 ? side.File
            : side.Revision.Length > 0 ? $"@{side.Revision}"
            : "";
        return new Judged(
            from.Length > 0 ? judgement with { Name = $"{judgement.Name} ({from})" } : judgement,
            selection.Traffic.Name
        );
    }

    private Task<Result<InputFile>> InputAsync(Side side, CancellationToken cancellationToken) =>
        side.Revision.Length > 0
            ? GitRevision.ReadAsync(side.Revision, Default, Console, cancellationToken)
            : InputFile.ReadAsync(
                side.File.Length > 0 ? side.File : Default,
                "Name the manifest with -f.",
                Console,
                cancellationToken
            );

    private Side? Of(string text, Names names) =>
        Side.Parse(text, path => File.Exists(Console.Resolve(path)), names.Environments, names.Strategies);

    // Sides that are files of their own need no manifest, so that a missing one is no fault yet.
    private async Task<Names> NamesAsync(CancellationToken cancellationToken)
    {
        var read = await ManifestFile.ReadAsync(Parse, Console, catalog, cancellationToken);
        return read.Succeeded(out var file, out _) && file.Reading.Manifest is { } manifest
            ? new([.. manifest.Environments.Select(e => e.Name)], [.. manifest.Strategies.Select(s => s.Name)])
            : new([], []);
    }

    private sealed record Names(ImmutableArray<string> Environments, ImmutableArray<string> Strategies)
    {
        internal ImmutableArray<string> All => [.. Environments, .. Strategies];
    }

    private sealed record Judged(Judgement Judgement, string Traffic);
}

/// <summary>Both sides of a difference, judged.</summary>
/// <param name="Before">Left side.</param>
/// <param name="After">Right side.</param>
/// <param name="Traffic">Level of traffic to compare at; empty for plans.</param>
/// <param name="Changes">What a plan says it does; empty otherwise.</param>
internal sealed record Sides(Judgement Before, Judgement After, string Traffic, ImmutableArray<ResourceChange> Changes);
