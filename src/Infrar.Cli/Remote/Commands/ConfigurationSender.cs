using System.CommandLine;
using Infrar.Cli.Problems;
using Infrar.Cli.Sources;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary>Sends a folder with a configuration of the user's own, for a run to be made of.</summary>
internal static class ConfigurationSender
{
    /// <summary>Which folder.</summary>
    public static readonly Option<string?> Folder = new("--configuration")
    {
        Description = "A folder with .tf files of your own, to be run in the place of what the manifest gives.",
        HelpName = "FOLDER",
    };

    /// <summary>Sends the folder that was named.</summary>
    /// <returns>The configuration's id, empty where no folder was named; what the folder or the server refuses.</returns>
    public static async Task<Result<string>> SendAsync(
        Connection connection,
        string project,
        CancellationToken cancellationToken
    )
    {
        if (connection.Parse.GetValue(Folder) is not { } named)
        {
            return "";
        }

        try
        {
            var root = connection.Invocation.Console.Resolve(named);
            if (!Directory.Exists(root))
            {
                return CliProblems.Unreadable(named, "There is no such folder.");
            }

            var source = SourceFiles.OfConfiguration(root, cancellationToken);
            foreach (var link in source.Links)
            {
                connection.Invocation.Problems.Progress($"Left out {link}: it is a link.");
            }

            await using var archive = await SourceArchive.PackAsync(source, cancellationToken);
            var body = new byte[archive.Content.Length];
            archive.Content.Position = 0;
            await archive.Content.ReadExactlyAsync(body, cancellationToken);
            connection.Invocation.Problems.Progress($"Sending {Words.Count(source.Files.Length, "file")} …");
            var sent = await connection.Client.SendAsync(
                new ApiRequest(HttpMethod.Post, $"{project}/configurations")
                {
                    Body = body,
                    ContentType = "application/octet-stream",
                },
                cancellationToken
            );
            return sent.Succeeded(out var answer, out var problem) ? answer.Json().Text("id") : problem;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return CliProblems.Unreadable(named, fault.Message);
        }
    }
}
