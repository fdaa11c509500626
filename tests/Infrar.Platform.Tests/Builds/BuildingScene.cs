using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Builds.Builder;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.Uploads;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Builds;

/// <summary>A project whose sources are built with the real program, and pushed to a real registry.</summary>
internal sealed class BuildingScene(TestPlatform platform, Person person, string project, RegistryServer registry)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Why nothing can be built here; null when it can.</summary>
    public static string? Missing { get; } =
        LocalBases.Missing
        ?? Programs.Missing("buildah", "runc", "newuidmap", "unshare", "skopeo")
        ?? BuildProgram.Missing(new());

    public TestPlatform Platform => platform;

    public Person Person => person;

    public HttpClient Client => person.Client;

    public string Project => project;

    public RegistryServer Registry => registry;

    public string Address => $"/api/v1/projects/{project}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What a platform needs to be told to build so.</summary>
    public static string[] Settings(RegistryServer registry, RegistryServer? bases = null) =>
        [
            $"--Builder:Registry={registry.Host}/images",
            $"--Builder:PlainRegistries:0={registry.Host}",
            $"--Builder:PlainRegistries:1={(bases ?? registry).Host}",
            $"--Builder:Mirrors:0=docker.io={(bases ?? registry).Host}/base",
            "--Builder:LeaseSeconds=5",
        ];

    public static async Task<BuildingScene> MakeAsync(
        TestPlatform platform,
        RegistryServer registry,
        string? manifest = null
    )
    {
        var person = await platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("shop", Cancel, manifest);
        return new(platform, person, project.Text("id"), registry);
    }

    /// <summary>Uploads files; the upload's id.</summary>
    public async Task<string> UploadAsync(params (string Path, string Text)[] files) =>
        await UploadAsync(Sources.Zip([.. files.Select(f => (f.Path, Encoding.UTF8.GetBytes(f.Text)))]));

    /// <summary>Uploads an archive; the upload's id.</summary>
    public async Task<string> UploadAsync(byte[] archive)
    {
        var address = await Client.BeginAsync(project, archive, Cancel);
        for (var from = 0; from < archive.Length; from += UploadRequests.Part)
        {
            var length = Math.Min(UploadRequests.Part, archive.Length - from);
            (await Client.ChunkAsync(address, from, archive.AsMemory(from, length), Cancel)).EnsureSuccessStatusCode();
        }

        (await Client.PostAsync($"{address}/complete", null, Cancel)).EnsureSuccessStatusCode();
        return address[(address.LastIndexOf('/') + 1)..];
    }

    /// <summary>Asks for a build; its id.</summary>
    public async Task<string> BeginAsync(string upload, params object[] components) =>
        (
            await Client.PostJsonAsync(
                $"{Address}/builds",
                new { upload, components = components is [] ? null : components },
                Cancel
            )
        ).Text("id");

    public async Task<JsonElement> ReadAsync(string build) =>
        (await Client.GetJsonAsync($"{Address}/builds/{build}", Cancel)).GetProperty("build");

    /// <summary>Waits until a build is in a status; any other end is the failure.</summary>
    public async Task<JsonElement> UntilAsync(string build, params string[] statuses)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while (true)
        {
            var found = await ReadAsync(build);
            if (statuses.Contains(found.Text("status")))
            {
                return found;
            }

            if (patience.IsCancellationRequested || found.Text("status") is "built" or "errored" or "canceled")
            {
                Assert.Fail($"{string.Join(" or ", statuses)} was expected: {found}\n{await LogAsync(build)}");
            }

            await Task.Delay(50, Cancel);
        }
    }

    /// <summary>Uploads, builds, and gives the build once it has come to its end.</summary>
    public async Task<JsonElement> BuildAsync(string status, params (string Path, string Text)[] files) =>
        await UntilAsync(await BeginAsync(await UploadAsync(files)), status);

    public async Task<string> LogAsync(string build)
    {
        var answer = await Client.GetAsync($"{Address}/builds/{build}/log", Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>Asks an independent client about an image.</summary>
    public async Task<JsonElement> InspectAsync(string reference, params string[] options) =>
        JsonElement.Parse(
            await Programs.RunAsync(
                "skopeo",
                null,
                new Dictionary<string, string>(),
                Cancel,
                ["inspect", "--tls-verify=false", .. options, $"docker://{reference}"]
            )
        );

    /// <summary>Texts of the small files that an image adds, by path, as an independent client unpacks them.</summary>
    public async Task<Dictionary<string, string>> FilesAsync(string reference)
    {
        var folder = Directory.CreateTempSubdirectory("infrar-image-").FullName;
        try
        {
            await Programs.RunAsync(
                "skopeo",
                null,
                new Dictionary<string, string>(),
                Cancel,
                ["copy", "-q", "--src-tls-verify=false", $"docker://{reference}", $"dir:{folder}/image"]
            );
            var files = new Dictionary<string, string>(StringComparer.Ordinal);
            var manifest = JsonElement.Parse(await File.ReadAllTextAsync($"{folder}/image/manifest.json", Cancel));
            files["config"] = await File.ReadAllTextAsync(
                $"{folder}/image/{manifest.GetProperty("config").Text("digest")[7..]}",
                Cancel
            );
            foreach (var layer in manifest.GetProperty("layers").EnumerateArray())
            {
                await using var packed = File.OpenRead($"{folder}/image/{layer.Text("digest")[7..]}");
                await using var gzip = new GZipStream(packed, CompressionMode.Decompress);
                await using var tar = new TarReader(gzip);
                while (await tar.GetNextEntryAsync(copyData: true, Cancel) is { } entry)
                {
                    if (entry is { EntryType: TarEntryType.RegularFile, Length: < 100_000 })
                    {
                        using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
                        files[entry.Name.TrimStart('.', '/')] = await reader.ReadToEndAsync(Cancel);
                    }
                }
            }

            return files;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs an image's own process in a network of its own, as the user that it states, until its own health check says that it is well.</summary>
    /// <returns>What was said.</returns>
    public async Task<string> RunImageAsync(string reference)
    {
        var config = (await InspectAsync(reference, "--config", "--raw")).GetProperty("config");
        var user = config.Text("User");
        Assert.NotEqual("0", user.Split(':')[0]);
        static string Quoted(IEnumerable<JsonElement> words) =>
            string.Join(' ', words.Select(w => $"'{w.GetString()!.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        var command = Quoted(config.GetProperty("Cmd").EnumerateArray());
        var health = Quoted(config.GetProperty("Healthcheck").GetProperty("Test").EnumerateArray().Skip(1));
        var folder = Directory.CreateTempSubdirectory("infrar-run-").FullName;
        await File.WriteAllTextAsync(
            $"{folder}/containers.conf",
            "[containers]\ndefault_ulimits = [\"nofile=1024:4096\", \"nproc=4096:4096\"]\n[engine]\nruntime = \"runc\"\ncgroup_manager = \"cgroupfs\"\n",
            Cancel
        );
        try
        {
            var program = $"buildah --root {folder}/root --runroot {folder}/run --storage-driver overlay";
            var run = $"{program} run --isolation oci --runtime runc --network host";
            return await Programs.RunAsync(
                "sh",
                null,
                new Dictionary<string, string> { ["CONTAINERS_CONF"] = $"{folder}/containers.conf", ["HOME"] = folder },
                Cancel,
                [
                    "-c",
                    $"""
                    set -e
                    c=$({program} from -q --tls-verify=false docker://{reference})
                    cat >{folder}/inside <<'END'
                    ip link set lo up
                    {run} $1 -- {command} &
                    for i in $(seq 100); do
                      if {run} $1 -- {health}; then echo It is well; exit 0; fi
                      sleep 0.2
                    done
                    exit 1
                    END
                    unshare --net --pid --fork --kill-child=KILL --mount-proc sh {folder}/inside $c 2>&1
                    {program} rm -a >/dev/null
                    """,
                ]
            );
        }
        finally
        {
            await Programs.RunAsync(
                "rm",
                null,
                new Dictionary<string, string>(),
                CancellationToken.None,
                "-rf",
                folder
            );
        }
    }
}
