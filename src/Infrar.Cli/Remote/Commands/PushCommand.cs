using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;
using Infrar.Cli.Sources;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar push</c>: sends a folder of sources, and shows what the server found in it.</summary>
internal static class PushCommand
{
    /// <summary>Builds the command.</summary>
    public static RemoteCommand Create()
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "The folder. Default: this one.",
            DefaultValueFactory = _ => ".",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "List what would be sent, and send nothing." };
        return new RemoteCommand(
            "push",
            "Send a folder of sources to a project, and show which components the server finds in it.",
            [folder, dryRun, RemoteOptions.Project],
            [
                new("infrar push", "this folder, to the project that it is linked to"),
                new("infrar push --dry-run", "what .gitignore and .infrarignore leave"),
                new("infrar push ../shop --project shop", "another folder"),
            ],
            async (connection, cancellationToken) =>
            {
                var named = connection.Parse.GetRequiredValue(folder);
                var root = connection.Invocation.Console.Resolve(named);
                if (!Directory.Exists(root))
                {
                    return connection.Invocation.Refuse(CliProblems.Unreadable(named, "There is no such folder."));
                }

                SourceFiles source;
                try
                {
                    source = SourceFiles.Of(root, cancellationToken);
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    return connection.Invocation.Refuse(CliProblems.Unreadable(named, fault.Message));
                }

                foreach (var link in source.Links)
                {
                    connection.Invocation.Problems.Progress($"Left out {link}: it is a link.");
                }

                return source.Files.IsEmpty
                        ? connection.Invocation.Refuse(CliProblems.Unreadable(named, "Nothing in it is to be sent."))
                    : connection.Parse.GetValue(dryRun) ? Show(connection, source)
                    : await connection.WithProjectAsync(path =>
                        PushAsync(connection, path, root, source, cancellationToken)
                    );
            }
        );
    }

    private static int Show(Connection connection, SourceFiles source) =>
        connection.Invocation.Reply(
            () =>
                new Report(
                    "",
                    $"{Words.Count(source.Files.Length, "file")}, {Size(source.Bytes)} before packing.",
                    new TableSection(
                        "",
                        [new Column("File", ColumnKind.Code), new Column("Bytes", ColumnKind.Figure)],
                        [
                            .. source.Files.Select(f =>
                                Row.Of(f.Path, f.Size.ToString("#,0", CultureInfo.InvariantCulture))
                            ),
                        ]
                    )
                ),
            json => json.WritePaths(source.Files.Select(f => f.Path))
        );

    private static async Task<int> PushAsync(
        Connection connection,
        string project,
        string root,
        SourceFiles source,
        CancellationToken cancellationToken
    )
    {
        var say = connection.Invocation.Problems;
        say.Progress($"Packing {Words.Count(source.Files.Length, "file")}, {Size(source.Bytes)} …");
        await using var archive = await SourceArchive.PackAsync(source, cancellationToken);
        var name = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(root))}.tar.gz";
        var sender = new UploadSender(
            connection.Client,
            project,
            (sent, size) => say.Progress($"Sent {Size(sent)} of {Size(size)}.")
        );
        var sending = await sender.SendAsync(archive, name, cancellationToken);
        if (!sending.Succeeded(out var path, out var problem))
        {
            return connection.Invocation.Refuse(problem);
        }

        say.Progress("The server looks into it …");
        return await UploadCommands.FollowAsync(connection, path, cancellationToken);
    }

    private static string Size(long bytes) =>
        bytes < 1 << 20
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");

    private static void WritePaths(this Utf8JsonWriter json, IEnumerable<string> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
