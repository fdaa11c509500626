using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Generation;
using Infrar.Cli.Problems;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar generate</c>: OpenTofu or a Compose file, with diagrams, cost report and guide.</summary>
internal sealed class GenerateCommand : PlacedCommand
{
    private readonly Option<string> _folder = new("--output", "-o")
    {
        Description = "Folder to write; made when it is not there.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Overwrite files that Infrar did not write or that changed since.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Say what would be written, and write nothing.",
    };

    /// <summary>Builds the command.</summary>
    public GenerateCommand()
        : base(
            "generate",
            "Write the OpenTofu, or compose.yaml for a local environment, with diagram, cost report and guide."
        )
    {
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Environment);
        Options.Add(SharedOptions.Strategy);
        Options.Add(SharedOptions.Traffic);
        Options.Add(_folder);
        Options.Add(_force);
        Options.Add(_dryRun);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar generate -e production -o infrastructure/production", "the first hosting option"),
            new("infrar generate -e production -s pages-aws -o out --dry-run", "what would be written"),
            new("infrar generate -e development -o local && cd local && docker compose up", "run it on this computer"),
        ];

    /// <inheritdoc/>
    protected override Task<int> RunAsync(
        Selection selection,
        Invocation invocation,
        CancellationToken cancellationToken
    ) => Task.FromResult(Generate(selection, invocation));

    private int Generate(Selection selection, Invocation invocation)
    {
        if (!selection.Place(Catalog).Succeeded(out var placement, out var problem))
        {
            return invocation.Refuse(problem);
        }

        var estimate = Estimator.Estimate(placement, selection.Traffic, Catalog, new EstimateOptions());
        var files = GeneratedFiles.All(placement, estimate, Catalog);
        var omitted = placement.Components.Where(c => !c.IsGenerated).ToImmutableArray();
        if (files.IsEmpty)
        {
            return invocation.Refuse(
                CliProblems.NothingGenerated(selection.Strategy, [.. omitted.Select(c => c.Component.Name)])
            );
        }

        var path = invocation.Parse.GetRequiredValue(_folder);
        var folder = new GeneratedFolder(invocation.Console.Resolve(path));
        if (invocation.Parse.GetValue(_dryRun))
        {
            return Say(invocation, folder.Decide(files), omitted, $"Would write {path}", " Nothing was written.");
        }

        return folder.Write(files, invocation.Parse.GetValue(_force)).Succeeded(out var changes, out problem)
            ? Say(invocation, changes, omitted, $"Wrote {path}", "")
            : invocation.Refuse(problem);
    }

    private static int Say(
        Invocation invocation,
        FolderChanges changes,
        ImmutableArray<PlacedComponent> omitted,
        string did,
        string end
    )
    {
        foreach (var line in changes.Lines)
        {
            invocation.Console.Output.WriteLine(line);
        }

        if (!omitted.IsEmpty)
        {
            invocation.Console.Output.WriteLine(
                $"Not generated: {string.Join(", ", omitted.Select(c => $"{c.Component.Name} ({c.OfferingTitle})"))}. Set {(omitted.Length == 1 ? "it" : "them")} up by hand."
            );
        }

        invocation.Console.Output.WriteLine($"{did}: {changes.Summary}.{end}");
        return ExitCode.Success;
    }
}
