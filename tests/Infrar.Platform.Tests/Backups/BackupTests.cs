using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using Infrar.Platform.Audit;
using Infrar.Platform.Backups;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Privacy;
using Infrar.Platform.Projects;
using Infrar.Platform.Tests.Credentials;
using Infrar.Platform.Tests.Servers;
using Infrar.Providers;
using Infrar.Providers.Feeds;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Backups;

/// <summary>Backups that the real program takes and restores.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infrar-backup-");
    private TestPlatform? _platform;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestPlatform Platform => _platform!;

    private string Data => Platform.DataFolder;

    public async ValueTask InitializeAsync() =>
        _platform = await TestPlatform.StartAsync(false, Cancel, "--Account:ProjectsPerTeam=100000");

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_backup_under_write_load_holds_every_file_and_secret_that_its_rows_name()
    {
        var person = await Platform.PersonAsync(Cancel);
        var shared = (await person.ProjectAsync("Shared", Cancel)).Text("slug");
        using var stop = new CancellationTokenSource();
        var wrote = 0;
        var load = Enumerable
            .Range(0, 4)
            .Select(async writer =>
            {
                for (var turn = 0; !stop.IsCancellationRequested; turn++)
                {
                    // The value before it is erased at once; a backup must have the one that its row names.
                    await CredentialAsync(person, shared, $"key-{writer}");
                    await ProjectWithFileAsync(person, $"w{writer}-{turn}", isKept: turn % 2 is 0);
                    Interlocked.Increment(ref wrote);
                }
            })
            .ToArray();
        await UntilAsync(() => Volatile.Read(ref wrote) >= 8, load);

        var archives = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            var before = Volatile.Read(ref wrote);
            var archive = Path.Combine(_folder.FullName, $"{number}.tar.gz");
            var (exitCode, output, errors) = await PlatformProgram.RunAsync(
                "backup",
                archive,
                $"--Server:DataFolder={Data}",
                "--Backup:WithMasterKey=true"
            );
            Assert.True(exitCode is 0, errors);
            Assert.Equal($"{archive}\n", output);
            archives.Add(archive);
            await UntilAsync(() => Volatile.Read(ref wrote) > before, load);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        foreach (var archive in archives)
        {
            Assert.Equal(0, (await PlatformProgram.RunAsync("verify-backup", archive)).ExitCode);
            await HoldsAsync(archive, person);
        }

        // Nothing of the taking stays in the data folder.
        Assert.Empty(Directory.GetDirectories(Data, ".backup-*"));
    }

    [Fact]
    public async Task Without_its_master_key_a_backup_is_restored_only_with_it()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("Sealed", Cancel)).Text("slug");
        await CredentialAsync(person, project, "aws");
        await PriceAsync();
        var archive = await TakeAsync("without.tar.gz");
        var wrong = Path.Combine(_folder.FullName, "wrong.key");
        _ = Infrar.Platform.Parts.Secrets.FileMasterKey.Open(wrong);
        var into = Path.Combine(_folder.FullName, "restored");

        var none = await PlatformProgram.RunAsync("restore", archive, $"--Server:DataFolder={into}");
        var other = await PlatformProgram.RunAsync(
            "restore",
            archive,
            $"--Server:DataFolder={into}",
            $"--Restore:MasterKey={wrong}"
        );

        Assert.Equal((1, 1), (none.ExitCode, other.ExitCode));
        Assert.Contains("--master-key FILE", none.Errors, StringComparison.Ordinal);
        Assert.Contains("is not the one", other.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_folder.FullName), p => p.Contains("restor"));

        await RestoreAsync(archive, into, $"--Restore:MasterKey={Path.Combine(Data, "master.key")}");
        await using var restored = await TestPlatform.StartAsync(false, Cancel, $"--Server:DataFolder={into}");
        Assert.Equal(1, await OpenedAsync(restored));
        // No feed would state these prices again.
        var prices = restored.Services.GetRequiredService<PriceStore>();
        Assert.Equal(9.99m, Assert.Single(await prices.ShowAsync("hetzner", "cx99", Cancel)).Rates.Single().UnitPrice);
        Assert.Equal(
            QuarantineState.KeptOut,
            Assert.Single(await prices.QuarantineAsync("", null, 9, long.MaxValue, Cancel)).State
        );
        Assert.Equal("600", await ModeAsync(Path.Combine(into, "infrar.db")));
        Assert.Equal("600", await ModeAsync(Path.Combine(Data, "infrar.db-wal")));
    }

    // A book of one price, and one row that somebody kept out.
    private async Task PriceAsync()
    {
        var (prices, now) = (Platform.Services.GetRequiredService<PriceStore>(), TimeProvider.System.GetUtcNow());
        var sync = await prices.AskAsync("hetzner", "somebody", now, Cancel);
        await using (var load = await prices.LoadAsync(sync, "all", AllFeeds.Find("hetzner")!.Mapping, Cancel))
        {
            load.Add(
                new FeedSku
                {
                    Key = "cx99",
                    SkuId = "cx99",
                    RegionId = "eu",
                    Service = "Cloud server",
                    Family = "",
                    Description = "CX99",
                    Attributes = [new("pricingUnit", "server-month")],
                }
            );
            load.Add(new FeedRate("cx99", "0", PurchaseOption.OnDemand, "", "server-month", 0, null, 9.99m, "EUR", ""));
            load.Refuse(new("cx98", "0", RowFault.UnknownUnit, "1 EUR per 'Frob'"));
            _ = await load.CompleteAsync(new("http://127.0.0.1/", "", "", "", ""), "", "", 0, 5m, Cancel);
        }

        _ = await prices.SucceedAsync(sync, [], TimeProvider.System, Cancel);
        var row = Assert.Single(await prices.QuarantineAsync("", null, 9, long.MaxValue, Cancel));
        await prices.KeepOutAsync(row, "somebody", now, Cancel);
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_refused_or_moved_aside_and_never_under_a_running_platform()
    {
        var archive = await TakeAsync("whole.tar.gz", "--Backup:WithMasterKey=true");
        var into = _folder.CreateSubdirectory("there").FullName;
        await File.WriteAllTextAsync(Path.Combine(into, "mine"), "mine", Cancel);

        var refused = await PlatformProgram.RunAsync("restore", archive, $"--Server:DataFolder={into}");
        var running = await PlatformProgram.RunAsync(
            "restore",
            archive,
            $"--Server:DataFolder={Data}",
            "--Restore:Force=true"
        );
        Assert.Equal((1, 1), (refused.ExitCode, running.ExitCode));
        Assert.Contains("is not empty", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("A platform runs in", running.Errors, StringComparison.Ordinal);
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(into).Select(Path.GetFileName));

        await RestoreAsync(archive, into, "--Restore:Force=true");
        Assert.True(File.Exists(Path.Combine(into, "infrar.db")));
        var before = Assert.Single(Directory.GetDirectories(_folder.FullName, "there.before-*"));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(before, "mine"), Cancel));
    }

    [Fact]
    public async Task Whom_the_replaced_folder_knows_to_be_erased_the_backup_does_not_bring_back()
    {
        var (stays, leaves) = (await Platform.PersonAsync(Cancel), await Platform.PersonAsync(Cancel));
        var archive = await TakeAsync("before.tar.gz", "--Backup:WithMasterKey=true");
        var into = Path.Combine(_folder.FullName, "erased-there");
        await RestoreAsync(archive, into);
        await using (
            var there = await TestPlatform.StartAsync(
                false,
                Cancel,
                $"--Server:DataFolder={into}",
                "--Account:ErasureGraceDays=0"
            )
        )
        {
            using var client = there.Anonymous();
            var request = new { email = leaves.Email, password = TestPlatform.Password };
            var tokens = await client.PostJsonAsync("/api/v1/sessions", request, Cancel);
            client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Text("accessToken"));
            _ = await client.PostJsonAsync(
                "/api/v1/account/erasure",
                new { password = TestPlatform.Password, teams = "delete" },
                Cancel
            );
            await using var scope = there.Services.CreateAsyncScope();
            Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<PersonErasure>().EraseDueAsync(Cancel));
        }

        await RestoreAsync(archive, into, "--Restore:Force=true");

        var list = Directory.GetFiles(Path.Combine(into, ErasedList.Place)).Select(Path.GetFileName).ToList();
        Assert.Contains(list, name => name!.Contains(leaves.UserId, StringComparison.Ordinal));
        await using var restored = await TestPlatform.StartAsync(false, Cancel, $"--Server:DataFolder={into}");
        await using var restoredScope = restored.Services.CreateAsyncScope();
        var records = restoredScope.ServiceProvider.GetRequiredService<PlatformContext>();
        Assert.Equal([stays.UserId], await records.Users.Select(u => u.Id).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_damaged_or_newer_archive_is_refused_and_leaves_nothing()
    {
        var archive = await TakeAsync("whole.tar.gz", "--Backup:WithMasterKey=true");
        var bytes = await File.ReadAllBytesAsync(archive, Cancel);
        var manifest = await BackupArchive.ReadAsync(archive, _ => { }, null, Cancel);
        var unpacked = _folder.CreateSubdirectory("unpacked").FullName;
        _ = await BackupArchive.ReadAsync(archive, _ => { }, e => Path.Combine(unpacked, e.Name), Cancel);
        await File.AppendAllTextAsync(Path.Combine(unpacked, "master.key"), " ", Cancel);
        var cases = new Dictionary<string, string>
        {
            ["cut"] = "",
            ["flipped"] = "",
            ["changed"] = "its checksum differs",
            ["schema"] = "does not know",
            ["form"] = "this version reads up to 1",
        };
        await File.WriteAllBytesAsync(In("cut"), bytes[..(bytes.Length / 2)], Cancel);
        await File.WriteAllBytesAsync(In("flipped"), Flipped(bytes), Cancel);
        string Unpacked(BackupEntry entry) => Path.Combine(unpacked, entry.Name);
        await BackupArchive.WriteAsync(In("changed"), manifest, Unpacked, Cancel);
        await BackupArchive.WriteAsync(
            In("schema"),
            manifest with
            {
                Schema = "99991231235959_Later",
            },
            Unpacked,
            Cancel
        );
        await BackupArchive.WriteAsync(In("form"), manifest with { Format = 2 }, Unpacked, Cancel);

        foreach (var (name, says) in cases)
        {
            var into = Path.Combine(_folder.FullName, "into", name);
            Directory.CreateDirectory(Path.GetDirectoryName(into)!);
            var verified = await PlatformProgram.RunAsync("verify-backup", In(name));
            var restored = await PlatformProgram.RunAsync("restore", In(name), $"--Server:DataFolder={into}");

            Assert.Equal((name, 1, 1), (name, verified.ExitCode, restored.ExitCode));
            Assert.StartsWith("error: ", restored.Errors);
            Assert.Contains(says, restored.Errors, StringComparison.Ordinal);
            Assert.Single(restored.Errors.TrimEnd().Split('\n'));
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(into)!));
        }

        string In(string name) => Path.Combine(_folder.FullName, name);
    }

    // With one bit turned that means something. Of a long run of zeros many bits say the same either way: nothing is damaged then.
    private static byte[] Flipped(byte[] archive)
    {
        var whole = Unpacked(archive);
        for (var at = archive.Length / 2; ; at++)
        {
            byte[] flipped = [.. archive];
            flipped[at] ^= 0x40;
            if (Unpacked(flipped) is not { } content || !content.AsSpan().SequenceEqual(whole))
            {
                return flipped;
            }
        }

        static byte[]? Unpacked(byte[] archive)
        {
            try
            {
                using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
                using var content = new MemoryStream();
                gzip.CopyTo(content);
                return content.ToArray();
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }
    }

    private async Task<string> TakeAsync(string name, params string[] settings)
    {
        var archive = Path.Combine(_folder.FullName, name);
        var taken = await PlatformProgram.RunAsync(["backup", archive, $"--Server:DataFolder={Data}", .. settings]);
        Assert.True(taken.ExitCode is 0, taken.Errors);
        return archive;
    }

    private static async Task RestoreAsync(string archive, string into, params string[] settings)
    {
        var restored = await PlatformProgram.RunAsync(["restore", archive, $"--Server:DataFolder={into}", .. settings]);
        Assert.True(restored.ExitCode is 0, restored.Errors);
    }

    private async Task HoldsAsync(string archive, Person person)
    {
        var into = archive + ".d";
        await RestoreAsync(archive, into);
        await using var restored = await TestPlatform.StartAsync(false, Cancel, $"--Server:DataFolder={into}");

        Assert.True(await OpenedAsync(restored) > 0);
        await using var scope = restored.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var files = scope.ServiceProvider.GetRequiredService<FileStores>();
        var named = await records
            .Set<Project>()
            .Where(p => EF.Functions.Like(p.Name, "w%"))
            .Select(p => p.Name)
            .ToListAsync(Cancel);
        Assert.NotEmpty(named);
        foreach (var name in named)
        {
            await using var content = await files.Uploads.OpenAsync(Key(name), 0, null, Cancel);
            Assert.True(content is not null, $"{name} has no file.");
            using var reader = new StreamReader(content);
            Assert.Equal(name, await reader.ReadToEndAsync(Cancel));
        }

        var chain = await AuditVerification.OfAsync(records, person.Team, Cancel);
        Assert.True(chain.IsWhole);
        Assert.True(chain.Rows > 0);
        // People sign in as before: the signing keys open.
        using var client = restored.Anonymous();
        _ = await client.PostJsonAsync(
            "/api/v1/sessions",
            new { email = person.Email, password = TestPlatform.Password },
            Cancel
        );
    }

    private static async Task<int> OpenedAsync(TestPlatform platform)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var vault = scope.ServiceProvider.GetRequiredService<CredentialVault>();
        var credentials = await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Set<Credential>()
            .ToListAsync(Cancel);
        foreach (var credential in credentials)
        {
            Assert.NotNull(await vault.FindAsync(credential, Cancel));
        }

        return credentials.Count;
    }

    private static async Task CredentialAsync(Person person, string project, string name)
    {
        using var stored = await person.Client.PutAsJsonAsync(
            $"/api/v1/projects/{project}/credentials/{name}",
            new { kind = "aws-keys", fields = Examples.AwsKeys() },
            Cancel
        );
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(Cancel));
    }

    // As a slice does it: the file before the row that names it, and the row gone before the file.
    private async Task ProjectWithFileAsync(Person person, string name, bool isKept)
    {
        var uploads = Platform.Services.GetRequiredService<FileStores>().Uploads;
        await uploads.WriteAsync(Key(name), new MemoryStream(Encoding.UTF8.GetBytes(name)), Cancel);
        var project = await person.ProjectAsync(name, Cancel);
        if (isKept)
        {
            return;
        }

        using var gone = await person.Client.DeleteAsync(
            $"/api/v1/projects/{project.Text("id")}?confirm={project.Text("slug")}",
            Cancel
        );
        Assert.True(gone.IsSuccessStatusCode, await gone.Content.ReadAsStringAsync(Cancel));
        await uploads.DeleteAsync(Key(name), Cancel);
    }

    private static async Task<string> ModeAsync(string file) =>
        (await Programs.RunAsync("stat", null, new Dictionary<string, string>(), Cancel, "-c", "%a", file)).TrimEnd();

    private static FileKey Key(string name)
    {
        Assert.True(FileKey.Parse($"projects/{name}").Succeeded(out var key, out _));
        return key;
    }

    private static async Task UntilAsync(Func<bool> holds, Task[] meanwhile)
    {
        while (!holds())
        {
            foreach (var ended in meanwhile.Where(t => t.IsCompleted))
            {
                await ended;
            }

            await Task.Delay(20, Cancel);
        }
    }
}
