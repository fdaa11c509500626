using System.Collections.Immutable;
using System.CommandLine;

namespace Infrar.Cli.Commands;

/// <summary>A command: what it takes, examples of it, and what it does.</summary>
/// <param name="name">What the user types.</param>
/// <param name="description">One sentence for the list of commands.</param>
internal abstract class CliCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that a new user would try, most useful first.</summary>
    public abstract ImmutableArray<Example> Examples { get; }

    /// <summary>Does it.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public abstract Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken);
}

/// <summary>A command line worth trying.</summary>
/// <param name="Line">What to type.</param>
/// <param name="Does">What it does, a fragment.</param>
internal sealed record Example(string Line, string Does);
