using System.Security.Cryptography;
using Infrar.Platform.Hosting;
using Infrar.Platform.Workspaces;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Where this node carries runs out.</summary>
internal sealed class ExecutorPlace(IOptions<ExecutorOptions> options, IOptions<ServerOptions> server, IServer web)
{
    private readonly string _unique = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));

    /// <summary>What this executor calls itself: machine and process.</summary>
    public string Worker => $"{Environment.MachineName}-{Environment.ProcessId}-{_unique}";

    /// <summary>Where runs keep what must outlive this process.</summary>
    public string Folder { get; } =
        Path.GetFullPath(
            options.Value.Folder is "" ? Path.Combine(server.Value.DataFolder, "executor") : options.Value.Folder
        );

    /// <summary>Where engines reach the platform; known once the server listens.</summary>
    public string Address
    {
        get
        {
            if (options.Value.PlatformUrl is not "")
            {
                return options.Value.PlatformUrl.TrimEnd('/');
            }

            var own =
                web.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:8080";
            return own.Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
                .TrimEnd('/');
        }
    }

    /// <summary>The file that keeps what a workspace's stand-in clouds hold.</summary>
    public string CloudFile(Id<Workspace> workspace) =>
        Path.Combine(Path.GetFullPath(server.Value.DataFolder), "stand-in", $"{workspace}.json");
}
