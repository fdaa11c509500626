using System.CommandLine;

namespace Infrar.Cli.Remote;

/// <summary>Options of the commands that speak to a server.</summary>
internal static class RemoteOptions
{
    /// <summary>The server.</summary>
    public static Option<string?> Server { get; } =
        new("--server")
        {
            Description = "The server; INFRAR_SERVER, the folder's link, or the last infrar login when left out.",
            HelpName = "URL",
        };

    /// <summary>The project.</summary>
    public static Option<string?> Project { get; } =
        new("--project", "-p")
        {
            Description = "The project, by slug or id; the one this folder is linked to when left out.",
            HelpName = "PROJECT",
        };

    /// <summary>The team.</summary>
    public static Option<string?> Team { get; } =
        new("--team")
        {
            Description = "The team, by name or id; may be left out by members of one alone.",
            HelpName = "TEAM",
        };

    /// <summary>Goes on without asking.</summary>
    public static Option<bool> Yes { get; } =
        new("--yes", "-y") { Description = "Do not ask before what cannot be undone." };

    /// <summary>Most items of a list.</summary>
    public static Option<int?> Limit { get; } =
        new("--limit") { Description = "Most items; all when left out.", HelpName = "NUMBER" };
}
