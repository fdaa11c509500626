using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Commands;
using Infrar.Cli.Terminal;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>A command that speaks to a server.</summary>
internal sealed class RemoteCommand : CliCommand
{
    private readonly Func<Connection, CancellationToken, Task<int>> _run;

    /// <summary>Builds the command.</summary>
    /// <param name="name">What the user types.</param>
    /// <param name="description">One sentence for the list of commands.</param>
    /// <param name="takes">Its arguments and options, beside those that all share.</param>
    /// <param name="examples">Command lines that a new user would try.</param>
    /// <param name="run">Does it.</param>
    public RemoteCommand(
        string name,
        string description,
        ImmutableArray<Symbol> takes,
        ImmutableArray<Example> examples,
        Func<Connection, CancellationToken, Task<int>> run
    )
        : base(name, description)
    {
        (Examples, _run) = (examples, run);
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

        if (takes.Contains(RemoteOptions.Limit))
        {
            // Lists may be wider than the terminal.
            Options.Add(SharedOptions.Output);
        }

        Options.Add(RemoteOptions.Server);
        Options.Add(SharedOptions.Format);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples { get; }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var store = new SignInStore(invocation.Console);
        try
        {
            if (!Target.Of(invocation, store).Succeeded(out var target, out var problem))
            {
                return invocation.Refuse(problem);
            }

            using var transport = new Transport(target.Server, invocation.Console);
            var bearer = new Bearer(transport, store, target.Token, invocation.Console.Time);
            return await _run(new Connection(invocation, new ApiClient(transport, bearer)), cancellationToken);
        }
        catch (Exception fault)
            when (fault is UnauthorizedAccessException || (fault is IOException broken && !BrokenPipe.Is(broken)))
        {
            return invocation.Refuse(RemoteProblems.StoreFault(fault.Message));
        }
    }
}

/// <summary>Commands under one noun.</summary>
internal sealed class CommandGroup : CliCommand
{
    /// <summary>Builds the group.</summary>
    public CommandGroup(
        string name,
        string description,
        ImmutableArray<Example> examples,
        params ReadOnlySpan<CliCommand> commands
    )
        : base(name, description)
    {
        Examples = examples;
        foreach (var command in commands)
        {
            Subcommands.Add(command);
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples { get; }

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Console.Output.Write(HelpText.Of(this));
        return Task.FromResult(ExitCode.Success);
    }
}

/// <summary>Which server is meant, and the token that was given for it.</summary>
/// <param name="Server">The server.</param>
/// <param name="Token"><c>INFRAR_TOKEN</c>; null where a sign-in is kept.</param>
internal sealed record Target(ServerAddress Server, string? Token)
{
    /// <summary>Finds it: --server, INFRAR_SERVER, the folder's link, the last sign-in.</summary>
    /// <returns>The server; <c>SRV001</c>, <c>SRV002</c>, <c>SRV006</c> or <c>SRV012</c>.</returns>
    public static Result<Target> Of(Invocation invocation, SignInStore store)
    {
        var token = invocation.Console.Variable("INFRAR_TOKEN");
        var named = invocation.Parse.GetValue(RemoteOptions.Server) ?? invocation.Console.Variable("INFRAR_SERVER");
        if (named is null && token is not null)
        {
            return RemoteProblems.TokenWithoutServer();
        }

        if (named is null && ProjectLink.Find(invocation.Console) is { } linked)
        {
            if (!linked.Succeeded(out var link, out var problem))
            {
                return problem;
            }

            named = link.Server;
        }

        named ??= store.Read().Current;
        return named is null ? RemoteProblems.NoServer()
            : ServerAddress.TryParse(named, out var server) ? new Target(server, token)
            : RemoteProblems.NoAddress(named);
    }
}
