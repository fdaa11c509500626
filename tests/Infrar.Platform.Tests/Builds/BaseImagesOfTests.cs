using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Infrar.Platform.Builds.Registries;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Builds;

/// <summary>Bases for images, made of programs of this machine: no outside registry is needed, and each is made once for a run.</summary>
internal static class LocalBases
{
    private static readonly Dictionary<string, Lazy<Task>> _made = new(StringComparer.Ordinal)
    {
        ["busybox:1.37"] = new(() => PushAsync("library/busybox", "1.37", [])),
        ["node:22-bookworm-slim"] = new(() => PushAsync("library/node", "22-bookworm-slim", ["node"])),
        ["python:3.13-slim-bookworm"] = new(() =>
            PushAsync("library/python", "3.13-slim-bookworm", ["/usr/bin/python3.11"], "/usr/lib/python3.11")
        ),
    };

    /// <summary>Why they cannot be made here; null when they can.</summary>
    public static string? Missing { get; } =
        RegistryServer.Missing ?? (File.Exists("/bin/busybox") ? null : "Not on this machine: busybox.");

    /// <summary>Has bases at hand in the shared registry, under <c>base/</c>.</summary>
    public static async Task NeedAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await _made[name].Value;
        }
    }

    /// <summary>Pushes an image of one layer by the protocol alone.</summary>
    /// <returns>Its digest.</returns>
    public static async Task<string> PushAsync(string host, string repository, string tag, byte[] layer, string diffId)
    {
        using var client = new RegistryClient(new HttpClient(), new(host, "", true, null));
        var config = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                architecture = "amd64",
                os = "linux",
                created = "1970-01-01T00:00:00Z",
                config = new { Env = new[] { "PATH=/usr/local/bin:/usr/bin:/bin" } },
                rootfs = new { type = "layers", diff_ids = new[] { diffId } },
                history = new[] { new { created = "1970-01-01T00:00:00Z", created_by = "a test" } },
            }
        );
        await client.PushBlobAsync(repository, config, CancellationToken.None);
        await client.PushBlobAsync(repository, layer, CancellationToken.None);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                schemaVersion = 2,
                mediaType = "application/vnd.oci.image.manifest.v1+json",
                config = new
                {
                    mediaType = "application/vnd.oci.image.config.v1+json",
                    size = config.Length,
                    digest = RegistryClient.DigestOf(config),
                },
                layers = new[]
                {
                    new
                    {
                        mediaType = "application/vnd.oci.image.layer.v1.tar+gzip",
                        size = layer.Length,
                        digest = RegistryClient.DigestOf(layer),
                    },
                },
            }
        );
        return await client.PushManifestAsync(
            repository,
            tag,
            "application/vnd.oci.image.manifest.v1+json",
            manifest,
            CancellationToken.None
        );
    }

    private static async Task PushAsync(string repository, string tag, string[] programs, params string[] folders)
    {
        using var packed = new MemoryStream();
        using var hash = SHA256.Create();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        await using (var hashed = new CryptoStream(gzip, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            await WriteAsync(hashed, programs, folders);
        }

        var registry = await RegistryServer.Shared;
        await PushAsync(
            registry.Host,
            $"base/{repository}",
            tag,
            packed.ToArray(),
            $"sha256:{Convert.ToHexStringLower(hash.Hash!)}"
        );
    }

    private static async Task WriteAsync(Stream target, string[] programs, string[] folders)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["bin/busybox"] = "/bin/busybox" };
        foreach (var program in programs)
        {
            var path = Path.IsPathRooted(program) ? program : Programs.Find(program)!;
            files[$"usr/bin/{Plain(Path.GetFileName(path))}"] = File.ResolveLinkTarget(path, true)?.FullName ?? path;
            foreach (var library in await LibrariesAsync(path))
            {
                files[library.TrimStart('/')] = File.ResolveLinkTarget(library, true)?.FullName ?? library;
            }
        }

        foreach (var folder in folders)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                if (
                    !file.Contains("/test/", StringComparison.Ordinal)
                    && !file.Contains("__pycache__", StringComparison.Ordinal)
                )
                {
                    files[file.TrimStart('/')] = File.ResolveLinkTarget(file, true)?.FullName ?? file;
                }
            }
        }

        await using var tar = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var folder in (string[])["tmp", "root", "etc"])
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.Directory, folder)
                {
                    Mode = folder is "tmp" ? (UnixFileMode)0x3FF : (UnixFileMode)0x1ED,
                }
            );
        }

        foreach (var (name, source) in files.Where(f => File.Exists(f.Value)))
        {
            await using var content = File.OpenRead(source);
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    Mode = (UnixFileMode)0x1ED,
                    DataStream = content,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                }
            );
        }

        foreach (
            var applet in "sh ls cat mkdir cp mv rm wc id ip wget httpd echo dd sleep head tail ln touch chmod find test [ true false env grep sed ps kill mount nc df".Split(
                ' '
            )
        )
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" }
            );
        }
    }

    // python3.11 is python3 in an image.
    private static string Plain(string program) =>
        program.StartsWith("python3", StringComparison.Ordinal) ? "python3" : program;

    private static async Task<IEnumerable<string>> LibrariesAsync(string program)
    {
        using var ldd = Process.Start(new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true })!;
        var said = await ldd.StandardOutput.ReadToEndAsync();
        await ldd.WaitForExitAsync();
        return said.Split('\n')
            .Select(l =>
                l.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(w => w.TrimStart().StartsWith('/'))
            )
            .OfType<string>()
            .Select(w => w.Trim())
            .Where(File.Exists);
    }
}
