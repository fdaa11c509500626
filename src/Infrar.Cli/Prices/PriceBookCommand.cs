using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Remote;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Prices;

/// <summary>A command about the price book: a server's where one is known, else the one that ships with the program.</summary>
internal sealed class PriceBookCommand : CliCommand
{
    private static readonly Option<bool> _embedded = new("--embedded")
    {
        Description = "The prices that ship with this program, though a server is known.",
    };

    private readonly Func<ParseResult, JsonElement> _local;
    private readonly Func<ParseResult, string> _path;
    private readonly Func<ParseResult, int?> _most;
    private readonly Func<IReadOnlyList<JsonElement>, Report> _report;
    private readonly Func<ParseResult, Problem>? _none;

    /// <summary>Builds the command.</summary>
    /// <param name="name">What the user types.</param>
    /// <param name="description">One sentence for the list of commands.</param>
    /// <param name="takes">Its arguments and options, beside those that all share.</param>
    /// <param name="examples">Command lines that a new user would try.</param>
    /// <param name="answers">Where its answers come from, and how they are shown.</param>
    public PriceBookCommand(
        string name,
        string description,
        ImmutableArray<Symbol> takes,
        ImmutableArray<Example> examples,
        PriceAnswers answers
    )
        : base(name, description)
    {
        Examples = examples;
        (_local, _path, _most, _report, _none) = (
            answers.Embedded,
            answers.Path,
            answers.Most ?? (_ => null),
            answers.Report,
            answers.None
        );
        foreach (var symbol in takes)
        {
            if (symbol is Argument argument)
            {
                Arguments.Add(argument);
            }
            else
            {
                Options.Add((Option)symbol);
            }
        }

        Options.Add(_embedded);
        Options.Add(RemoteOptions.Server);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.Format);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples { get; }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Parse.GetValue(_embedded))
        {
            return Show(invocation, [.. _local(invocation.Parse).EnumerateArray()]);
        }

        var store = new SignInStore(invocation.Console);
        if (!Target.Of(invocation, store).Succeeded(out var target, out var problem))
        {
            // Nobody has a server yet: the program knows prices by itself.
            return problem.Code == RemoteProblems.NoServer().Code
                ? Show(invocation, [.. _local(invocation.Parse).EnumerateArray()])
                : invocation.Refuse(problem);
        }

        using var transport = new Transport(target.Server, invocation.Console);
        var client = new ApiClient(transport, new Bearer(transport, store, target.Token, invocation.Console.Time));
        var listed = await client.ListAsync(_path(invocation.Parse), _most(invocation.Parse), cancellationToken);
        return listed.Succeeded(out var items, out problem) ? Show(invocation, items) : invocation.Refuse(problem);
    }

    private int Show(Invocation invocation, IReadOnlyList<JsonElement> items) =>
        items is [] && _none is not null
            ? invocation.Refuse(_none(invocation.Parse))
            : invocation.Reply(
                () => _report(items),
                json =>
                {
                    json.WriteStartArray();
                    foreach (var item in items)
                    {
                        item.WriteTo(json);
                    }

                    json.WriteEndArray();
                }
            );
}

/// <summary>Where a command's answers come from, and how they are shown.</summary>
/// <param name="Embedded">The answer of the prices that ship with the program.</param>
/// <param name="Path">Where a server answers it.</param>
/// <param name="Report">The answer for people.</param>
internal sealed record PriceAnswers(
    Func<ParseResult, JsonElement> Embedded,
    Func<ParseResult, string> Path,
    Func<IReadOnlyList<JsonElement>, Report> Report
)
{
    /// <summary>Most items; null for all.</summary>
    public Func<ParseResult, int?>? Most { get; init; }

    /// <summary>What nothing is refused with; null where nothing is an answer too.</summary>
    public Func<ParseResult, Problem>? None { get; init; }
}
