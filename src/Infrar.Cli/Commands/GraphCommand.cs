using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Core.Topology;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar graph</c>: what runs where and who calls whom, as a picture or as data.</summary>
internal sealed class GraphCommand : PlacedCommand
{
    private static readonly string[] Forms = ["mermaid", "svg", "json"];

    private readonly Option<string?> _format = new("--format")
    {
        Description =
            "The form of the picture: mermaid, svg or json. Default: mermaid, or by the ending of the output file.",
        HelpName = "FORMAT",
    };

    /// <summary>Builds the command.</summary>
    public GraphCommand()
        : base("graph", "Draw what runs where and who calls whom.")
    {
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Forms.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError(
                    $"--format cannot be '{token.Value}'.{DidYouMean.Sentence(token.Value, Forms)} Name one of: {string.Join(", ", Forms)}."
                );
            }
        });
        _format.CompletionSources.Add(Forms);
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Environment);
        Options.Add(SharedOptions.Strategy);
        Options.Add(_format);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar graph -e production", "Mermaid, for a README"),
            new("infrar graph -e production -o topology.svg", "a picture"),
            new("infrar graph -e production --format json | jq .nodes", "for programs"),
        ];

    /// <inheritdoc/>
    protected override Task<int> RunAsync(
        Selection selection,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        if (!selection.Place(Catalog).Succeeded(out var placement, out var problem))
        {
            return Task.FromResult(invocation.Refuse(problem));
        }

        var topology = SystemTopology.Of(placement);
        var ending = Path.GetExtension(invocation.Parse.GetValue(SharedOptions.Output) ?? "");
        return Task.FromResult(
            invocation.WriteOut(
                (invocation.Parse.GetValue(_format) ?? ending) switch
                {
                    "json" or ".json" => TopologyJson.Write(topology),
                    "svg" or ".svg" => SvgWriter.Write(topology),
                    _ => MermaidWriter.Write(topology),
                }
            )
        );
    }
}
