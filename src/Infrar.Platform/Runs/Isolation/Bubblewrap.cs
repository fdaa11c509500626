using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>Starts engines each in a sandbox of its own, by bubblewrap.</summary>
/// <remarks>docs/isolation.md says what that guarantees, and what it does not.</remarks>
internal sealed class Bubblewrap : ISandbox
{
    private const string StateVariable = "TF_HTTP_ADDRESS";
    private const string ReattachVariable = "TF_REATTACH_PROVIDERS";
    private const string Search = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private readonly ExecutorOptions _options;
    private readonly string _dataFolder;
    private readonly byte[]? _filter = SyscallFilter.ForThisMachine();
    private readonly Lazy<string?> _missing;

    /// <summary>One for this machine.</summary>
    public Bubblewrap(ExecutorOptions options, ServerOptions server)
    {
        _options = options;
        _dataFolder = Path.GetFullPath(server.DataFolder);
        Egress = new(
            options.Network.Hosts,
            [
                .. ((string[])[server.PublicUrl, options.PlatformUrl])
                    .Select(url => Uri.TryCreate(url, UriKind.Absolute, out var known) ? known.IdnHost : "")
                    .Where(host => host is not ""),
            ]
        );
        _missing = new(() => SandboxRequirements.Missing(_filter is not null, SearchPath, this));
    }

    /// <inheritdoc/>
    public string? Missing => _missing.Value;

    /// <summary>Where the programs are that it is made with.</summary>
    internal string SearchPath { get; init; } = Search;

    /// <summary>Connects for engines.</summary>
    internal RunEgress Egress { get; init; }

    /// <summary>Whether the kernel's groups are used where they can be made.</summary>
    internal bool UsesGroups { get; init; } = true;

    /// <inheritdoc/>
    public EngineProcess Start(EngineCommand command)
    {
        if (command.Sockets.FirstOrDefault(IsShared) is { } shared)
        {
            // As root its sockets become the engine's user's, and everybody's are not ours to give.
            throw new ArgumentException(
                $"{shared} is everybody's; sockets for an engine lie in a folder of their own."
            );
        }

        var isRoot = Environment.IsPrivilegedProcess;
        var user = _options.UserId;
        var folder = new SandboxFolder(_filter!, user);
        var groups = UsesGroups
            ? ControlGroups.Make((long)_options.MemoryMebibytes << 20, _options.Processes + 64)
            : ControlGroups.None;
        List<IAsyncDisposable> ways = [];
        try
        {
            var state = command.Environment.TryGetValue(StateVariable, out var address) ? new Uri(address) : null;
            var hasProxy = !(_options.Network.Allow is ["none"]);
            if (state is not null)
            {
                ways.Add(StateRelay.Start(folder.Listen("state"), state));
            }

            if (hasProxy)
            {
                ways.Add(ConnectProxy.Start(folder.Listen("proxy"), Egress.OpenAsync));
            }

            ImmutableArray<string> writable = [.. Directory.GetDirectories(command.Folder)];
            var staged = isRoot
                ? ((string[])[command.Folder, .. command.Sockets, .. command.Readable, command.Program])
                    .Where(path => !SandboxArguments.IsShown(path))
                    .Distinct(StringComparer.Ordinal)
                    .ToDictionary(path => path, folder.Stage, StringComparer.Ordinal)
                : [];
            var arguments = SandboxArguments.Write(
                command,
                Inside(command.Environment, state, hasProxy),
                folder,
                writable,
                Directory.Exists(_dataFolder) && SandboxArguments.IsShown(_dataFolder + "/") ? [_dataFolder] : [],
                path => staged.GetValueOrDefault(path, path),
                user
            );
            var script = SandboxScripts.Outside(
                command,
                folder["filter"],
                groups,
                staged,
                [.. writable, .. command.Sockets, folder.Net],
                isRoot ? user : null
            );
            var start = new ProcessStartInfo(
                "/bin/sh",
                [
                    "-c",
                    // The folder itself is entered by the engine's user, and stays the executor's to write to.
                    isRoot ? $"chown {user}:{user} \"$1\" || exit 125\nshift\n{script}" : $"shift\n{script}",
                    "sh",
                    command.Folder,
                    .. SandboxScripts.Inside(command, _options, state is not null, hasProxy),
                ]
            )
            {
                WorkingDirectory = "/",
                RedirectStandardInput = true,
            };
            start.Environment.Clear();
            start.Environment["PATH"] = SearchPath;
            return new SandboxedProcess(
                Launcher.Start(start, arguments),
                command,
                _options,
                groups,
                writable,
                folder,
                ways
            );
        }
        catch
        {
            foreach (var way in ways)
            {
                _ = way.DisposeAsync().AsTask();
            }

            _ = groups.RemoveAsync();
            folder.Dispose();
            throw;
        }
    }

    private static bool IsShared(string folder) =>
        Path.GetDirectoryName(folder) is null || (File.GetUnixFileMode(folder) & UnixFileMode.StickyBit) is not 0;

    // What leads out of the sandbox leads through its ways out.
    private static Dictionary<string, string> Inside(
        IReadOnlyDictionary<string, string> environment,
        Uri? state,
        bool hasProxy
    )
    {
        var inside = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        if (state is not null)
        {
            var origin = state.GetLeftPart(UriPartial.Authority);
            foreach (
                var (name, value) in environment.Where(v =>
                    v.Key.StartsWith("TF_HTTP_", StringComparison.Ordinal)
                    && v.Value.StartsWith(origin, StringComparison.Ordinal)
                )
            )
            {
                inside[name] = $"http://127.0.0.1:{SandboxScripts.StatePort}{value[origin.Length..]}";
            }
        }

        if (hasProxy)
        {
            foreach (var name in (string[])["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"])
            {
                inside[name] = $"http://127.0.0.1:{SandboxScripts.ProxyPort}";
            }

            inside["NO_PROXY"] = inside["no_proxy"] = "127.0.0.1,localhost";
        }

        // The engine asks whether the process still lives; outside numbers mean nothing inside, and the first one always lives.
        if (environment.TryGetValue(ReattachVariable, out var reattach) && JsonNode.Parse(reattach) is JsonObject all)
        {
            foreach (var (_, provider) in all)
            {
                provider!["Pid"] = 1;
            }

            inside[ReattachVariable] = all.ToJsonString(JsonSerializerOptions.Default);
        }

        return inside;
    }
}
