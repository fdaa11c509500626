using Infrar.Core;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Finds the engine on this machine.</summary>
internal static class EnginePrograms
{
    /// <summary>The engine: as the configuration names it, else <c>tofu</c>, else <c>terraform</c> on the PATH.</summary>
    /// <returns>Its path; <c>RUN011</c> when there is none.</returns>
    public static Result<string> Find(ExecutorOptions options)
    {
        if (options.Engine is not "")
        {
            return Find(options.Engine) is { } named ? named : RunProblems.NoEngine();
        }

        return (Find("tofu") ?? Find("terraform")) is { } found ? found : RunProblems.NoEngine();
    }

    /// <summary>A program by its path, or by its name on the PATH; null where it is not.</summary>
    public static string? Find(string program) =>
        program.Contains('/', StringComparison.Ordinal)
            ? File.Exists(program)
                ? Path.GetFullPath(program)
                : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, program))
                .FirstOrDefault(File.Exists);
}
