using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Infrar.Testing.Servers;

/// <summary>A real S3 server on loopback: Ceph's gateway over one monitor and one object store in memory.</summary>
public sealed class CephServer : IAsyncDisposable
{
    private static readonly string[] Programs =
    [
        "ceph",
        "ceph-authtool",
        "ceph-mon",
        "ceph-osd",
        "monmaptool",
        "radosgw",
        "radosgw-admin",
    ];
    private readonly string _folder = Directory.CreateTempSubdirectory("ceph-").FullName;
    private readonly List<Process> _servers = [];

    private CephServer() { }

    /// <summary>Where the gateway listens; addresses are in path style.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The one user's access key.</summary>
    public string AccessKey { get; } = "INFRARTEST0000000001";

    /// <summary>The one user's secret key.</summary>
    public string SecretKey { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    /// <summary>A key that the gateway's own test key service knows, for SSE-KMS.</summary>
    public string KmsKeyId { get; } = "testkey-1";

    /// <summary>Why the server cannot be started here; null when it can.</summary>
    public static string? Missing()
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin").Split(':');
        var missing = Programs.Where(program => !paths.Any(path => File.Exists(Path.Combine(path, program)))).ToList();
        return missing.Count is 0
            ? null
            : $"Install radosgw, ceph-mon, ceph-osd and ceph-common: no {missing[0]} here.";
    }

    /// <summary>Starts the server; about 12 s.</summary>
    public static async Task<CephServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new CephServer();
        try
        {
            await server.RunAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_servers))
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var monitor = FreePort();
        var gateway = FreePort();
        Endpoint = new Uri($"http://127.0.0.1:{gateway.ToString(CultureInfo.InvariantCulture)}/");
        foreach (var name in (string[])["mon", "osd", "rgw", "run"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }
        await File.WriteAllTextAsync(Conf, Configuration(monitor, gateway), cancellationToken);
        await MakeKeysAsync(cancellationToken);
        await CallAsync(
            "monmaptool",
            $"--create --clobber --fsid {Fsid} --addv a [v2:127.0.0.1:{monitor}] {_folder}/monmap",
            cancellationToken
        );
        await CallAsync(
            "ceph-mon",
            $"--mkfs -i a --monmap {_folder}/monmap --keyring {_folder}/keyring",
            cancellationToken
        );
        Serve("ceph-mon", "-f -i a");
        await CallAsync("ceph", "--connect-timeout 60 osd create", cancellationToken);
        await CallAsync("ceph-osd", "-i 0 --mkfs", cancellationToken);
        Serve("ceph-osd", "-f -i 0");
        Serve("radosgw", "-f -n client.rgw");
        await AnswersAsync(cancellationToken);
        await CallAsync(
            "radosgw-admin",
            $"user create --uid infrar --display-name infrar --access-key {AccessKey} --secret-key {SecretKey}",
            cancellationToken
        );
    }

    private string Fsid { get; } = new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    private string Conf => Path.Combine(_folder, "ceph.conf");

    private string Configuration(int monitor, int gateway) =>
        $"""
            [global]
            fsid = {Fsid}
            mon host = v2:127.0.0.1:{monitor}/0
            public network = 127.0.0.0/8
            keyring = {_folder}/keyring
            osd crush chooseleaf type = 0
            osd pool default size = 1
            osd pool default min size = 1
            mon allow pool size one = true
            osd pool default pg num = 8
            osd pool default pgp num = 8
            osd pool default pg autoscale mode = off
            mon max pg per osd = 1000
            osd objectstore = memstore
            memstore device bytes = 2147483648
            mon data = {_folder}/mon
            osd data = {_folder}/osd
            run dir = {_folder}/run
            pid file = {_folder}/run/$name.pid
            admin socket = {_folder}/run/$name.asok
            log file = {_folder}/$name.log
            mon cluster log file = {_folder}/cluster.log
            crash dir = {_folder}/run
            mon data avail crit = 1
            [osd.0]
            keyring = {_folder}/osd/keyring
            [client.rgw]
            rgw frontends = beast endpoint=127.0.0.1:{gateway}
            rgw data = {_folder}/rgw
            rgw crypt require ssl = false
            rgw crypt s3 kms backend = testing
            rgw crypt s3 kms encryption keys = {KmsKeyId}={Convert.ToBase64String(
            SHA256.HashData(Encoding.UTF8.GetBytes(Fsid))
        )}
            rgw lc debug interval = 2

            """;

    private async Task MakeKeysAsync(CancellationToken cancellationToken)
    {
        var all = $"{_folder}/keyring";
        await CallAsync("ceph-authtool", $"-C {all} -g -n mon. --cap mon|allow *", cancellationToken);
        const string Everything = "--cap mon|allow * --cap osd|allow * --cap mgr|allow *";
        await CallAsync("ceph-authtool", $"{all} -g -n client.admin {Everything}", cancellationToken);
        await CallAsync(
            "ceph-authtool",
            $"{all} -g -n client.rgw --cap mon|allow rwx --cap osd|allow rwx",
            cancellationToken
        );
        var own = $"{_folder}/osd/keyring";
        await CallAsync(
            "ceph-authtool",
            $"-C {own} -g -n osd.0 --cap mon|allow profile osd --cap osd|allow *",
            cancellationToken
        );
        await CallAsync("ceph-authtool", $"{all} --import-keyring {own}", cancellationToken);
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(120));
        using var http = new HttpClient(new SocketsHttpHandler());
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(Endpoint, limit.Token);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private void Serve(string program, string arguments) => _servers.Add(Process.Start(Start(program, arguments))!);

    private async Task CallAsync(string program, string arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Start(program, arguments))!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode is not 0)
        {
            var output = await File.ReadAllTextAsync($"{_folder}/{program}.out", cancellationToken);
            throw new InvalidOperationException(
                $"{program} {arguments} ended with {process.ExitCode}: {output}{string.Join("|", process.StartInfo.ArgumentList)}"
            );
        }
    }

    /// <summary>A start whose arguments are parted by spaces, but for a capability, which follows a bar.</summary>
    private ProcessStartInfo Start(string program, string arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        // The shell only turns the output aside: pipes that nobody reads would block a server.
        start.ArgumentList.Add("""log=$1; shift; exec "$@" >>"$log" 2>&1 </dev/null""");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add($"{_folder}/{program}.out");
        start.ArgumentList.Add(program);
        foreach (var part in arguments.Split(" --"))
        {
            var option = part == arguments || arguments.StartsWith(part, StringComparison.Ordinal) ? part : $"--{part}";
            var bar = option.IndexOf('|', StringComparison.Ordinal);
            foreach (var word in (bar < 0 ? option : option[..bar]).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                start.ArgumentList.Add(word);
            }
            if (bar >= 0)
            {
                start.ArgumentList.Add(option[(bar + 1)..]);
            }
        }
        start.Environment["CEPH_CONF"] = Conf;
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
