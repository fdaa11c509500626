using System.Text.Json;
using Infrar.Cli.Terminal;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>Which project a folder of sources belongs to. It holds no secret and may be checked in.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Project">The project's slug or id there.</param>
internal sealed record ProjectLink(string? Server, string? Project)
{
    /// <summary>The file in the folder that is linked.</summary>
    public const string FileName = ".infrar-project.json";

    /// <summary>The link of a folder or the nearest one above it; null when there is none.</summary>
    /// <returns>The link, <c>SRV012</c> when the file says none, or null.</returns>
    public static Result<ProjectLink>? Find(CliConsole console)
    {
        for (var folder = new DirectoryInfo(console.Folder); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, FileName);
            if (File.Exists(file))
            {
                return Read(file);
            }
        }

        return null;
    }

    /// <summary>Writes the link into a folder.</summary>
    public void Write(string folder) =>
        File.WriteAllText(
            Path.Combine(folder, FileName),
            JsonSerializer.Serialize(this, ApiJson.Default.ProjectLink) + "\n"
        );

    private static Result<ProjectLink> Read(string file)
    {
        try
        {
            return
                JsonSerializer.Deserialize(File.ReadAllBytes(file), ApiJson.Default.ProjectLink) is { } link
                && link is { Server: not null, Project.Length: > 0 }
                ? link
                : RemoteProblems.BadLink(file);
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            return RemoteProblems.BadLink(file);
        }
    }
}
