using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Generation;
using Infrar.Cli.Problems;
using Infrar.Cli.Rehearsals;
using Infrar.Cli.Reports;
using Infrar.Core;
using Infrar.Core.Compose;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Tofu;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar rehearse</c>: real init, plan, apply and destroy of the generated configuration, offline.</summary>
internal sealed class RehearseCommand : ManifestCommand
{
    private const string All = "all";

    private readonly Option<string?> _engine = new("--engine")
    {
        Description = "The engine; tofu on the PATH, or terraform, when left out.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _keep = new("--keep")
    {
        Description = "Keep configuration, state and the stand-in cloud's file in this folder.",
        HelpName = "DIR",
    };

    /// <summary>Builds the command.</summary>
    public RehearseCommand()
        : base(
            "rehearse",
            "Run the real engine on the generated configuration against stand-in clouds, offline and without an account: "
                + "fmt, init, validate, plan, apply, an empty second plan, destroy."
        )
    {
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Environment);
        Options.Add(SharedOptions.Strategy);
        Options.Add(_engine);
        Options.Add(_keep);
        Options.Add(SharedOptions.Format);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar rehearse -e production", "the first hosting option"),
            new("infrar rehearse -e production -s all", "every hosting option of production"),
            new("infrar rehearse -e all -s all", "everything"),
            new("infrar rehearse -e production --keep /tmp/rehearsal", "and look at what was made"),
        ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(
        Manifest manifest,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        if (!Choose(manifest, invocation.Parse).Succeeded(out var selections, out var problem))
        {
            return invocation.Refuse(problem);
        }

        var results = new List<PlacementResult>();
        foreach (var selection in selections)
        {
            var result = await RehearseAsync(selection, invocation, cancellationToken);
            if (!result.Succeeded(out var rehearsed, out problem))
            {
                return invocation.Refuse(problem);
            }

            results.Add(rehearsed);
        }

        var exitCode = invocation.Reply(() => ReportOf(results), json => WriteJson(json, results));
        var failed = results.Where(r => !r.Passed).Select(r => $"{r.Environment}/{r.Strategy}").ToImmutableArray();
        return failed.IsEmpty ? exitCode : invocation.Refuse(CliProblems.RehearsalFailed(failed));
    }

    private async Task<Result<PlacementResult>> RehearseAsync(
        Selection selection,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var placement = Planner.Place(selection.System, Catalog);
        var (environment, strategy) = (selection.Environment.Name, selection.Strategy);
        if (!placement.Obstacles.IsEmpty)
        {
            return new PlacementResult(environment, strategy, [], "Not feasible, so not rehearsed");
        }

        var configuration = GeneratedFiles.Configuration(placement, Catalog);
        var isTofu = GeneratedFiles.IsTofu(configuration);
        if (!isTofu && !GeneratedFiles.IsCompose(configuration))
        {
            return new PlacementResult(environment, strategy, [], "Nothing is generated");
        }

        invocation.Problems.Progress($"{environment}, {strategy}:");
        using var folder = WorkFolder.Create(Keep(selection, invocation));
        var phases = ImmutableArray<PhaseResult>.Empty;
        if (isTofu)
        {
            if (
                !Engine
                    .Find(invocation.Parse.GetValue(_engine), invocation.Console)
                    .Succeeded(out var engine, out var problem)
            )
            {
                return problem;
            }

            if (!Engine.FindStandIn(invocation.Console).Succeeded(out var standIn, out problem))
            {
                return problem;
            }

            phases = await new Rehearsal(engine, standIn, invocation.Console, invocation.Problems).RunAsync(
                folder.Path,
                configuration,
                TofuWriter.RequiredVariables(placement, Catalog),
                DeletionProtection.Lifted(placement.Graph),
                cancellationToken
            );
        }
        else
        {
            phases = await ComposeCheck.RunAsync(
                folder.Path,
                configuration,
                ComposeWriter.BuildFolders(placement),
                invocation.Console,
                invocation.Problems,
                cancellationToken
            );
        }

        foreach (var failed in phases.Where(p => !p.Passed))
        {
            invocation.Problems.Progress(failed.Output.TrimEnd());
        }

        return new PlacementResult(
            environment,
            strategy,
            phases,
            phases.IsEmpty ? "Docker Compose is not here; placed and written only" : ""
        );
    }

    private string? Keep(Selection selection, Invocation invocation) =>
        invocation.Parse.GetValue(_keep) is { } keep
            ? Path.Combine(invocation.Console.Resolve(keep), $"{selection.Environment.Name}-{selection.Strategy}")
            : null;

    private static Result<ImmutableArray<Selection>> Choose(Manifest manifest, ParseResult parse)
    {
        var (environment, strategy) = (
            parse.GetValue(SharedOptions.Environment),
            parse.GetValue(SharedOptions.Strategy)
        );
        var environments = environment is All ? manifest.Environments.Select(e => (string?)e.Name) : [environment];
        var chosen = ImmutableArray.CreateBuilder<Selection>();
        foreach (var name in environments)
        {
            if (
                !Selection
                    .Of(manifest, name, strategy is All ? null : strategy, null)
                    .Succeeded(out var first, out var problem)
            )
            {
                return problem;
            }

            var strategies = strategy is All ? first.Environment.Strategies : [first.Strategy];
            foreach (var one in strategies)
            {
                if (
                    !Selection.Of(manifest, first.Environment.Name, one, null).Succeeded(out var selection, out problem)
                )
                {
                    return problem;
                }

                chosen.Add(selection);
            }
        }

        return chosen.ToImmutable();
    }

    private static Report ReportOf(List<PlacementResult> results)
    {
        var passed = results.Count(r => r.Phases.Length > 0 && r.Passed);
        var failed = results.Count(r => !r.Passed);
        return new(
            "Rehearsal",
            failed == 0
                ? $"{Words.Count(passed, "placement")} passed; what was created was destroyed again, in stand-in clouds only."
                : $"{Words.Count(failed, "placement")} failed, {passed} passed.",
            new TableSection(
                "",
                [new("Environment"), new("Strategy"), new("Phases"), new("Seconds", ColumnKind.Figure), new("Result")],
                [
                    .. results.Select(r =>
                        Row.Of(
                            r.Environment,
                            r.Strategy,
                            string.Join(", ", r.Phases.Select(p => p.Name)),
                            r.Phases.IsEmpty
                                ? MoneyText.DoesNotApply
                                : FormattableString.Invariant($"{r.Phases.Sum(p => p.Seconds):0.0}"),
                            Verdict(r)
                        )
                    ),
                ]
            )
        );
    }

    private static Cell Verdict(PlacementResult result) =>
        result.Remark is not "" ? new(result.Remark, Tone.Quiet)
        : result.Passed ? new("Passed", Tone.Good)
        : new($"Failed in {result.Phases[^1].Name}", Tone.Critical);

    private static void WriteJson(Utf8JsonWriter json, List<PlacementResult> results)
    {
        json.WriteStartObject();
        json.WriteBoolean("passed", results.All(r => r.Passed));
        json.WriteStartArray("placements");
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("environment", result.Environment);
            json.WriteString("strategy", result.Strategy);
            json.WriteBoolean("passed", result.Passed);
            json.WriteString("remark", result.Remark);
            json.WriteStartArray("phases");
            foreach (var phase in result.Phases)
            {
                json.WriteStartObject();
                json.WriteString("name", phase.Name);
                json.WriteBoolean("passed", phase.Passed);
                json.WriteNumber("seconds", Math.Round(phase.Seconds, 3));
                json.WriteString("output", phase.Output);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>How one placement went.</summary>
    /// <param name="Environment">Its environment.</param>
    /// <param name="Strategy">Its strategy.</param>
    /// <param name="Phases">Phases that ran.</param>
    /// <param name="Remark">Why no phase ran; empty when any did.</param>
    private sealed record PlacementResult(
        string Environment,
        string Strategy,
        ImmutableArray<PhaseResult> Phases,
        string Remark
    )
    {
        public bool Passed => Phases.All(p => p.Passed);
    }
}
