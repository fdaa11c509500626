using Infrar.Cli.Commands;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>Asks the person at the terminal; where nobody is there, says how to give the value instead.</summary>
internal static class Prompt
{
    /// <summary>Asks for a line that may be seen.</summary>
    /// <param name="invocation">Whose terminal.</param>
    /// <param name="question">What is asked, such as <c>E-mail</c>.</param>
    /// <param name="otherwise">How to give it without a terminal, a full sentence.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The line without spaces around it; <c>SRV009</c>.</returns>
    public static async Task<Result<string>> LineAsync(
        Invocation invocation,
        string question,
        string otherwise,
        CancellationToken cancellationToken
    )
    {
        if (!invocation.Console.IsInputTerminal)
        {
            return RemoteProblems.NothingGiven(question, otherwise);
        }

        invocation.Console.Error.Write($"{question}: ");
        return
            await invocation.Console.Input.ReadLineAsync(cancellationToken) is { } line
            && line.Trim() is { Length: > 0 } text
            ? text
            : RemoteProblems.NothingGiven(question, otherwise);
    }

    /// <summary>Asks for a secret; what is typed is not shown.</summary>
    /// <returns>The secret; <c>SRV009</c>.</returns>
    public static async Task<Result<string>> SecretAsync(
        Invocation invocation,
        string question,
        string otherwise,
        CancellationToken cancellationToken
    )
    {
        if (!invocation.Console.IsInputTerminal)
        {
            return RemoteProblems.NothingGiven(question, otherwise);
        }

        invocation.Console.Error.Write($"{question}: ");
        var secret = await invocation.Console.ReadSecretAsync(cancellationToken);
        invocation.Console.Error.WriteLine();
        return secret is { Length: > 0 } ? secret : RemoteProblems.NothingGiven(question, otherwise);
    }

    /// <summary>All of standard input, without the line end after it.</summary>
    /// <returns>The text; <c>SRV009</c> when there is none.</returns>
    public static async Task<Result<string>> StandardInputAsync(
        Invocation invocation,
        string what,
        CancellationToken cancellationToken
    )
    {
        var text = (await invocation.Console.Input.ReadToEndAsync(cancellationToken)).TrimEnd('\r', '\n');
        return text is "" ? RemoteProblems.NothingGiven(what, "Standard input is empty.") : text;
    }

    /// <summary>Asks whether to go on with what cannot be undone.</summary>
    /// <param name="invocation">Whose terminal.</param>
    /// <param name="what">What will be gone, a full sentence.</param>
    /// <param name="word">What is typed to confirm; null for <c>yes</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null to go on; <c>SRV007</c>.</returns>
    public static async Task<Problem?> ConfirmAsync(
        Invocation invocation,
        string what,
        string? word,
        CancellationToken cancellationToken
    )
    {
        if (invocation.Parse.GetValue(RemoteOptions.Yes))
        {
            return null;
        }

        if (!invocation.Console.IsInputTerminal)
        {
            return RemoteProblems.NotConfirmed(what);
        }

        invocation.Console.Error.Write($"{what} Type {word ?? "yes"} to go on: ");
        var typed = await invocation.Console.Input.ReadLineAsync(cancellationToken);
        return typed?.Trim() == (word ?? "yes") ? null : RemoteProblems.NotConfirmed(what);
    }
}
