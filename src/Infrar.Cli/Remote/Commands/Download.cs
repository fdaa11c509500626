using Infrar.Cli.Problems;

namespace Infrar.Cli.Remote.Commands;

/// <summary>Answers that are files.</summary>
internal static class Download
{
    /// <summary>Writes an answer to a file, which is there as a whole or not at all.</summary>
    public static async Task<int> ToFileAsync(
        Connection connection,
        ApiRequest request,
        string path,
        CancellationToken cancellationToken
    )
    {
        var console = connection.Invocation.Console;
        var target = console.Resolve(path);
        var part = $"{target}.part";
        try
        {
            Core.Problem? problem;
            await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                var sent = await connection.Client.SendAsync(request with { Sink = file }, cancellationToken);
                _ = sent.Succeeded(out _, out problem);
            }

            if (problem is not null)
            {
                File.Delete(part);
                return connection.Invocation.Refuse(problem);
            }

            File.Move(part, target, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return connection.Invocation.Refuse(CliProblems.Unwritable(path, WriteFault.OfFile(target, fault)));
        }

        connection.Invocation.Problems.Progress($"Wrote {path}.");
        return ExitCode.Success;
    }

    /// <summary>Copies a text as it comes to standard output, or to the file that -o names.</summary>
    public static async Task<int> TextAsync(
        Connection connection,
        ApiRequest request,
        string? path,
        CancellationToken cancellationToken
    )
    {
        if (path is not null and not "-")
        {
            return await ToFileAsync(connection, request, path, cancellationToken);
        }

        await using var sink = new WriterStream(connection.Invocation.Console.Output);
        var sent = await connection.Client.SendAsync(request with { Sink = sink }, cancellationToken);
        return sent.Succeeded(out _, out var problem) ? ExitCode.Success : connection.Invocation.Refuse(problem);
    }
}
