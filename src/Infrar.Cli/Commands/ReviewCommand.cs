using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Claims;
using Infrar.Cli.Problems;
using Infrar.Core.Claims;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar review CLAIMS</c>: what a planning document says beside what is computed.</summary>
internal sealed class ReviewCommand : ManifestCommand
{
    private readonly Argument<string> _claims = new("CLAIMS")
    {
        Description = "What the document says, as YAML; placement/strategy-claims.yaml is an example.",
    };

    /// <summary>Builds the command.</summary>
    public ReviewCommand()
        : base(
            "review",
            "Hold what a planning document says (costs, rules) against what Infrar computes from the same system."
        )
    {
        Arguments.Add(_claims);
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Format);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "infrar review strategy-claims.yaml",
                "line by line: right, too high, too low, left out, contradictory"
            ),
            new("infrar review strategy-claims.yaml -o review.md", "as a page"),
        ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(
        Manifest manifest,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var read = await InputFile.ReadAsync(
            invocation.Parse.GetValue(_claims) ?? "",
            "Name a file of claims.",
            invocation.Console,
            cancellationToken
        );
        if (!read.Succeeded(out var file, out var problem))
        {
            return invocation.Refuse(problem);
        }

        var reading = ClaimReader.Read(file.Text, file.Name);
        if (reading.Claims is not { } claims)
        {
            var errors = reading.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).ToArray();
            invocation.Problems.Write(CliProblems.ClaimFile(file.Name, errors.Length), errors, file);
            return ExitCode.Failure;
        }

        return Reviewer.Review(claims, manifest, Catalog).Succeeded(out var review, out problem)
            ? invocation.Reply(() => ReviewReport.Of(review), json => ReviewJson.Write(json, review))
            : invocation.Refuse(problem);
    }
}
