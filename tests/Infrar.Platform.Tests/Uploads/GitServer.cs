using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Infrar.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Infrar.Platform.Tests.Uploads;

/// <summary>A real server of Git's smart HTTP over TLS: git's own <c>http-backend</c> behind Kestrel.</summary>
/// <remarks>Repositories under <c>/private/</c> want a token; <c>/redirect/…</c> leads to <c>localhost</c>.</remarks>
internal sealed class GitServer : IAsyncDisposable
{
    public const string Token = "token-4711-of-a-private-repository";
    private readonly string _folder;
    private readonly WebApplication _app;
    private int _asked;

    private GitServer(string folder, WebApplication app) => (_folder, _app) = (folder, app);

    public static string? Missing { get; } = Programs.Missing("git");

    /// <summary>Where it listens, by address.</summary>
    public string Address => _app.Urls.First();

    public int Port => new Uri(Address).Port;

    /// <summary>The authority that signed its certificate.</summary>
    public string CaFile => Path.Combine(_folder, "ca.crt");

    /// <summary>How many requests came.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public static async Task<GitServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("infrar-git-").FullName;
        await ServerCertificate.WriteAsync(folder, cancellationToken);
        foreach (var name in (string[])["open", "private"])
        {
            await MakeAsync(Path.Combine(folder, name, "shop.git"), cancellationToken);
        }

        var certificate = X509Certificate2.CreateFromPemFile($"{folder}/server.crt", $"{folder}/server.key");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))
        );
        var app = builder.Build();
        var server = new GitServer(folder, app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The commit that a repository's only branch leads to.</summary>
    public async Task<string> CommitAsync(string place, CancellationToken cancellationToken) =>
        (
            await Programs.RunAsync(
                "git",
                null,
                new Dictionary<string, string>(),
                cancellationToken,
                ["-C", Path.Combine(_folder, place, "shop.git.work"), "rev-parse", "HEAD"]
            )
        ).Trim();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _asked);
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/redirect/", StringComparison.Ordinal))
        {
            http.Response.Redirect($"https://localhost:{Port}{path["/redirect".Length..]}{http.Request.QueryString}");
            return;
        }

        var expected = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Token}"))}";
        if (path.StartsWith("/private/", StringComparison.Ordinal) && http.Request.Headers.Authorization != expected)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }

        await RunBackendAsync(http, path);
    }

    private async Task RunBackendAsync(HttpContext http, string path)
    {
        var start = new ProcessStartInfo("git", ["http-backend"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["GIT_PROJECT_ROOT"] = _folder;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["GIT_CONFIG_COUNT"] = "1";
        start.Environment["GIT_CONFIG_KEY_0"] = "safe.directory";
        start.Environment["GIT_CONFIG_VALUE_0"] = "*";
        start.Environment["PATH_INFO"] = path;
        start.Environment["REQUEST_METHOD"] = http.Request.Method;
        start.Environment["QUERY_STRING"] = http.Request.QueryString.Value?.TrimStart('?') ?? "";
        start.Environment["CONTENT_TYPE"] = http.Request.ContentType ?? "";
        start.Environment["REMOTE_ADDR"] = "127.0.0.1";
        start.Environment["GIT_PROTOCOL"] = http.Request.Headers["Git-Protocol"].ToString();
        start.Environment["HTTP_CONTENT_ENCODING"] = http.Request.Headers.ContentEncoding.ToString();
        using var process = Process.Start(start)!;
        await http.Request.Body.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        var all = output.ToArray();
        var end = all.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(all, 0, Math.Max(end, 0)).Split("\r\n"))
        {
            if (line.Split(": ", 2) is [var name, var value])
            {
                if (name is "Status")
                {
                    http.Response.StatusCode = int.Parse(value.Split(' ')[0], null);
                }
                else
                {
                    http.Response.Headers[name] = value;
                }
            }
        }

        await http.Response.Body.WriteAsync(all.AsMemory(end + 4));
    }

    private static async Task MakeAsync(string repository, CancellationToken cancellationToken)
    {
        var work = repository + ".work";
        Directory.CreateDirectory(work);
        foreach (var (name, content) in Sources.Shop)
        {
            await File.WriteAllBytesAsync(Path.Combine(work, Path.GetFileName(name)), content, cancellationToken);
        }

        File.CreateSymbolicLink(Path.Combine(work, "link"), "/etc/passwd");
        await File.WriteAllBytesAsync(
            Path.Combine(work, "data.bin"),
            System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000),
            cancellationToken
        );
        await GitAsync(work, cancellationToken, "init", "--quiet", "-b", "main");
        await GitAsync(work, cancellationToken, "add", "-A");
        await GitAsync(work, cancellationToken, "commit", "--quiet", "-m", "First");
        await GitAsync(work, cancellationToken, "tag", "v1");
        await GitAsync(work, cancellationToken, "clone", "--quiet", "--bare", work, repository);
    }

    private static async Task GitAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        string[] author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"];
        using var process = Process.Start(new ProcessStartInfo("git", ["-C", folder, .. author, .. arguments]))!;
        await process.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
