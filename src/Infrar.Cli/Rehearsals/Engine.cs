using Infrar.Cli.Problems;
using Infrar.Cli.Terminal;
using Infrar.Core;

namespace Infrar.Cli.Rehearsals;

/// <summary>Finds programs on this machine.</summary>
internal static class Engine
{
    /// <summary>The engine: as named, else <c>tofu</c>, else <c>terraform</c> on the PATH.</summary>
    /// <returns>Its path; <c>CLI011</c> when there is none.</returns>
    public static Result<string> Find(string? named, CliConsole console)
    {
        if (named is not null)
        {
            var path = named.Contains('/', StringComparison.Ordinal) ? console.Resolve(named) : OnPath(named, console);
            return path is not null && File.Exists(path)
                ? path
                : CliProblems.NoEngine($"There is no program '{named}'.");
        }

        return (OnPath("tofu", console) ?? OnPath("terraform", console)) is { } found
            ? found
            : CliProblems.NoEngine("Neither tofu nor terraform is on the PATH.");
    }

    /// <summary>The program of that name on the PATH, or null.</summary>
    public static string? OnPath(string name, CliConsole console) =>
        (console.Variable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))
            .FirstOrDefault(File.Exists);

    /// <summary>The program that serves the stand-in clouds: as the launcher says, else beside this one.</summary>
    /// <returns>Its path; <c>CLI012</c> when it is not there.</returns>
    public static Result<string> FindStandIn(CliConsole console)
    {
        if (console.Variable("INFRAR_REHEARSAL") is { } stated)
        {
            return File.Exists(stated)
                ? stated
                : CliProblems.NoRehearsalProvider($"INFRAR_REHEARSAL names {stated}, which does not exist.");
        }

        var beside = Path.Combine(AppContext.BaseDirectory, "infrar-rehearsal");
        return File.Exists(beside) ? beside : CliProblems.NoRehearsalProvider($"There is no {beside}.");
    }
}
