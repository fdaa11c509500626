using System.CommandLine;
using Infrar.Cli.Problems;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar link</c>: says which project a folder of sources belongs to.</summary>
internal static class LinkCommand
{
    /// <summary>Builds the command.</summary>
    public static RemoteCommand Create()
    {
        var project = new Argument<string>("PROJECT") { Description = "The project, by slug or id." };
        return new RemoteCommand(
            "link",
            $"Link this folder to a project, in {ProjectLink.FileName}; commands below it need no --project then.",
            [project],
            [new("infrar link shop", "may be checked in: it holds server and project, no secret")],
            async (connection, cancellationToken) =>
            {
                var named = connection.Parse.GetRequiredValue(project);
                var read = await connection.Client.SendAsync(
                    ApiRequest.Get($"/api/v1/projects/{ApiPath.Part(named)}"),
                    cancellationToken
                );
                if (!read.Succeeded(out var answer, out var problem))
                {
                    return connection.Invocation.Refuse(problem);
                }

                var console = connection.Invocation.Console;
                try
                {
                    new ProjectLink(connection.Client.Server.Text, named).Write(console.Folder);
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    return connection.Invocation.Refuse(CliProblems.Unwritable(ProjectLink.FileName, fault.Message));
                }

                return connection.Done(
                    answer,
                    _ =>
                        $"This folder belongs to {answer.Json().Text("name")} at {connection.Client.Server} ({ProjectLink.FileName})."
                );
            }
        );
    }
}
