namespace Infrar.Platform.Hosting;

/// <summary>Where settings come from; each source goes before the ones above it.</summary>
/// <remarks>
/// 1. The file that <c>--config</c> or <c>INFRAR_CONFIG</c> names. 2. Variables: <c>INFRAR_DATABASE__KIND</c>.
/// 3. The command line: <c>--Database:Kind=postgres</c>.
/// </remarks>
internal static class Settings
{
    /// <summary>The settings alone, for whoever does not build the platform.</summary>
    public static ConfigurationManager Of(string[] args)
    {
        var configuration = new ConfigurationManager();
        Read(configuration, args);
        return configuration;
    }

    public static void Read(ConfigurationManager configuration, string[] args)
    {
        configuration.Sources.Clear();
        var file =
            args.Select((arg, place) => (arg, place))
                .Where(a => a.arg is "--config" && a.place + 1 < args.Length)
                .Select(a => args[a.place + 1])
                .FirstOrDefault()
            ?? Environment.GetEnvironmentVariable("INFRAR_CONFIG");
        if (file is not null)
        {
            configuration.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        configuration.AddEnvironmentVariables("INFRAR_");
        configuration.AddCommandLine(args);
    }
}
