using System.Text;
using Infrar.Core;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Uploads.Archives;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Uploads.Git;

/// <summary>What a fetch brought.</summary>
/// <param name="Commit">The commit that the reference was.</param>
/// <param name="File">Its files as a stored tar.</param>
internal sealed record GitFetched(string Commit, WrittenFile File);

/// <summary>Fetches one commit of a repository and stores its files as a tar; nothing of it is checked out or run.</summary>
internal sealed class GitFetch(
    FileStores stores,
    IOptions<UploadsOptions> options,
    IOptions<NetworkOptions> network,
    IOptions<ServerOptions> server
)
{
    /// <summary>The folder that fetches have theirs in.</summary>
    public string Folder => Path.GetFullPath(Path.Combine(server.Value.DataFolder, "fetching"));

    /// <summary>Fetches it.</summary>
    /// <param name="git">What.</param>
    /// <param name="opener">User and token as <c>user:token</c>; null for a public repository.</param>
    /// <param name="key">Where the tar goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it brought; <c>UPL051</c> to <c>UPL055</c> or <c>UPL057</c>.</returns>
    public async Task<Result<GitFetched>> RunAsync(
        GitSource git,
        string? opener,
        FileKey key,
        CancellationToken cancellationToken
    )
    {
        var settings = options.Value;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(settings.Git.Seconds));
        _ = Directory.CreateDirectory(Folder);
        var folder = Directory.CreateDirectory(Path.Combine(Folder, key.Value.Replace('/', '.'))).FullName;
        await using var proxy = GitProxy.Start(MayBePrivate, settings.MaxBytes);
        try
        {
            var program = new GitProcess(settings.Git.Program, folder, Settings(git, opener, proxy));
            return await FetchAsync(git, program, proxy, key, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return GitProblems.TooMuch(settings.MaxBytes, settings.Git.Seconds);
        }
        catch (ArchiveTooLargeException)
        {
            return GitProblems.TooMuch(settings.MaxBytes, settings.Git.Seconds);
        }
        catch (GitMissingException)
        {
            return GitProblems.Missing();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Result<GitFetched>> FetchAsync(
        GitSource git,
        GitProcess program,
        GitProxy proxy,
        FileKey key,
        CancellationToken cancellationToken
    )
    {
        var made = await program.RunAsync(["init", "--quiet", "--bare", "."], null, cancellationToken);
        var fetched = made.ExitCode is not 0
            ? made
            : await program.RunAsync(
                ["fetch", "--quiet", "--depth=1", "--no-tags", "--", git.Url, git.Ref],
                null,
                cancellationToken
            );
        if (fetched.ExitCode is not 0)
        {
            return ProblemOf(fetched, git, proxy);
        }

        var commit = "";
        await program.RunAsync(
            ["rev-parse", "FETCH_HEAD^{commit}"],
            async (output, token) => commit = (await new StreamReader(output).ReadToEndAsync(token)).Trim(),
            cancellationToken
        );
        WrittenFile? file = null;
        var archived = await program.RunAsync(
            ["archive", "--format=tar", "FETCH_HEAD"],
            async (output, token) =>
                file = await stores.Uploads.WriteAsync(key, new BoundedStream(output, options.Value.MaxBytes), token),
            cancellationToken
        );
        return archived.ExitCode is 0 && file is not null ? new GitFetched(commit, file) : GitProblems.NotReached();
    }

    private bool MayBePrivate(string host) =>
        network.Value.AllowPrivate || options.Value.Git.PrivateHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private List<(string, string)> Settings(GitSource git, string? opener, GitProxy proxy)
    {
        List<(string, string)> all =
        [
            ("http.proxy", proxy.Address),
            ("http.proxyAuthMethod", "basic"),
            // A redirect of a repository with a token could lead the token elsewhere.
            ("http.followRedirects", opener is null ? "initial" : "false"),
            ("credential.helper", ""),
            ("core.hooksPath", "/dev/null"),
            ("gc.auto", "0"),
            ("maintenance.auto", "false"),
            // Objects stay packed as they came, so that the disk holds no more than the wire brought.
            ("fetch.unpackLimit", "1"),
            ("pack.windowMemory", "64m"),
            ("pack.threads", "1"),
        ];
        if (options.Value.Git.CaFile is not "" and var authorities)
        {
            all.Add(("http.sslCAInfo", Path.GetFullPath(authorities)));
        }

        if (opener is not null)
        {
            var host = new Uri(git.Url).GetLeftPart(UriPartial.Authority);
            var header = $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(opener))}";
            all.Add(($"http.{host}/.extraHeader", header));
        }

        return all;
    }

    private Problem ProblemOf(GitExit exit, GitSource git, GitProxy proxy)
    {
        if (proxy.WasForbidden)
        {
            return GitProblems.Forbidden();
        }

        if (proxy.WasTooMuch)
        {
            return GitProblems.TooMuch(options.Value.MaxBytes, options.Value.Git.Seconds);
        }

        string[] closed = ["terminal prompts disabled", "Authentication failed", "error: 403", "not found"];
        string[] unknown = ["couldn't find remote ref", "not our ref", "Server does not allow request"];
        return unknown.Any(word => exit.Errors.Contains(word, StringComparison.OrdinalIgnoreCase))
                ? GitProblems.NoSuchRef(git.Ref)
            : closed.Any(word => exit.Errors.Contains(word, StringComparison.OrdinalIgnoreCase))
                ? GitProblems.NotOpened()
            : GitProblems.NotReached();
    }
}
