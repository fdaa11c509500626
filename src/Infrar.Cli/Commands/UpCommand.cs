using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using Infrar.Cli.Problems;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar up</c>: becomes the platform, Infrar as a server.</summary>
internal sealed partial class UpCommand : CliCommand
{
    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Where to listen; http://127.0.0.1:8080 when left out. Several with semicolons between.",
        HelpName = "URL",
    };

    private readonly Option<string?> _publicUrl = new("--public-url")
    {
        Description = "The address that people use, where it is another one than --listen.",
        HelpName = "URL",
    };

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
    public UpCommand()
        : base("up", "Start Infrar as a server: accounts, projects, estimates and files behind one API.")
    {
        Options.Add(_listen);
        Options.Add(_publicUrl);
        Options.Add(_data);
        Options.Add(_config);
        Options.Add(_set);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar up", "on this machine, with embedded parts"),
            new("infrar up --listen http://0.0.0.0:8080 --public-url https://infrar.example.com", "behind a proxy"),
            new("infrar up --config infrar.json --set Database:PoolSize=50", "as a file says, but for one setting"),
        ];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var program =
            invocation.Console.Variable("INFRAR_PLATFORM") ?? Path.Combine(AppContext.BaseDirectory, "infrar-platform");
        if (!File.Exists(program))
        {
            return Task.FromResult(invocation.Refuse(CliProblems.NoPlatform(program)));
        }

        string?[] arguments = [program, "up", .. Settings(invocation.Parse), null];
        // The server takes this process's place, so that signals, exit code and process id are its own.
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

        if (parse.GetValue(_listen) is { } listen)
        {
            settings.Add($"--Server:Urls={listen}");
            settings.Add($"--Server:PublicUrl={parse.GetValue(_publicUrl) ?? listen.Split(';')[0]}");
        }
        else if (parse.GetValue(_publicUrl) is { } address)
        {
            settings.Add($"--Server:PublicUrl={address}");
        }

        settings.AddRange((parse.GetValue(_set) ?? []).Select(s => $"--{s}"));
        return settings;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments);
}
