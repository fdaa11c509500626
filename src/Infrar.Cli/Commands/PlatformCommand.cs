using System.CommandLine;
using System.Runtime.InteropServices;
using Infrar.Cli.Problems;

namespace Infrar.Cli.Commands;

/// <summary>A command that becomes the platform's own program, with its settings.</summary>
internal abstract partial class PlatformCommand : CliCommand
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder of the embedded database, files and vault; .infrar in this folder when left out.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "A JSON file of settings (docs/configuration.md).",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description =
            "One setting, such as Database:Kind=postgres; may be repeated. It goes before the file and the environment.",
        HelpName = "NAME=VALUE",
    };

    /// <summary>Builds the command.</summary>
    protected PlatformCommand(string name, string description)
        : base(name, description) { }

    /// <summary>Adds the options that say which platform; a command's own come before them.</summary>
    protected void AddSettings()
    {
        Options.Add(_data);
        Options.Add(_config);
        Options.Add(_set);
    }

    /// <summary>Becomes the platform's program.</summary>
    /// <param name="invocation">What was asked.</param>
    /// <param name="words">What the program is to do.</param>
    /// <param name="settings">Settings of the command's own options.</param>
    /// <returns>Only where that fails.</returns>
    protected Task<int> Become(Invocation invocation, IEnumerable<string> words, IEnumerable<string> settings)
    {
        var program =
            invocation.Console.Variable("INFRAR_PLATFORM") ?? Path.Combine(AppContext.BaseDirectory, "infrar-platform");
        if (!File.Exists(program))
        {
            return Task.FromResult(invocation.Refuse(CliProblems.NoPlatform(program)));
        }

        string?[] arguments =
        [
            program,
            .. words,
            .. Settings(invocation.Parse),
            .. settings,
            .. Set(invocation.Parse),
            null,
        ];
        // The program takes this process's place, so that signals, exit code and process id are its own.
        _ = Execute(program, arguments);
        return Task.FromResult(
            invocation.Refuse(CliProblems.NoPlatform($"{program} ({Marshal.GetLastPInvokeErrorMessage()})"))
        );
    }

    private List<string> Settings(ParseResult parse)
    {
        var settings = new List<string>
        {
            $"--Server:DataFolder={Path.GetFullPath(parse.GetValue(_data) ?? ".infrar")}",
        };
        if (parse.GetValue(_config) is { } config)
        {
            settings.AddRange(["--config", Path.GetFullPath(config)]);
        }

        return settings;
    }

    private IEnumerable<string> Set(ParseResult parse) => (parse.GetValue(_set) ?? []).Select(s => $"--{s}");

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments);
}
