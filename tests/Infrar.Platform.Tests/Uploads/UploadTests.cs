using System.Formats.Tar;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Uploads;

public abstract class UploadTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : UploadTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : UploadTests(true, shared);

    private const int Part = UploadRequests.Part;

    [Fact]
    public async Task An_archive_in_chunks_becomes_a_proposal_which_is_accepted_as_the_manifest()
    {
        var (person, project) = await PersonAsync();
        var content = Sources.Large(Part + 1000);
        var address = await person.Client.BeginAsync(project, content, Cancel, UploadRequests.Hash(content));
        var checksum = $"sha256 {Convert.ToBase64String(SHA256.HashData(content.AsSpan(0, Part)))}";

        Assert.Equal(
            HttpStatusCode.NoContent,
            (await person.Client.ChunkAsync(address, 0, content.AsMemory(0, Part), Cancel, checksum)).StatusCode
        );
        Assert.Equal(Part, await person.Client.OffsetAsync(address, Cancel));
        // Of unknown length, as from a pipe.
        var rest = new StreamContent(new Parts.Files.Trickle(content[Part..]));
        (await person.Client.ChunkAsync(address, Part, rest, Cancel)).EnsureSuccessStatusCode();
        (await person.Client.PostAsync($"{address}/complete", null, Cancel)).EnsureSuccessStatusCode();
        var upload = await person.Client.EndAsync(address, Cancel);

        Assert.Equal("detected", upload.Text("status"));
        Assert.Equal("shop-1.0", upload.Text("root"));
        Assert.Equal(4, upload.GetProperty("files").GetInt32());
        var proposal = upload.GetProperty("proposal");
        Assert.Contains(
            proposal.GetProperty("components").EnumerateArray(),
            c => c.Text("kind") is "postgresql" && c.GetProperty("evidence")[0].Text("file") is "package.json"
        );
        var manifest = proposal.Text("manifest");
        // Nothing is accepted by itself.
        Assert.Equal("", (await person.Client.GetJsonAsync($"{Project(project)}/manifest", Cancel)).Text("text"));
        using var write = new HttpRequestMessage(HttpMethod.Put, $"{Project(project)}/manifest")
        {
            Content = JsonContent.Create(new { text = manifest }),
        };
        write.Headers.Add("If-Match", "\"v1\"");
        (await person.Client.SendAsync(write, Cancel)).EnsureSuccessStatusCode();
        var actions = (await person.Client.GetJsonAsync($"/api/v1/teams/{person.Team}/audit", Cancel))
            .GetProperty("items")
            .EnumerateArray()
            .Select(row => row.Text("action"))
            .ToList();
        Assert.All(["upload.create", "upload.complete", "upload.check"], action => Assert.Contains(action, actions));
    }

    [Fact]
    public async Task A_chunk_that_is_not_right_is_refused_and_nothing_of_it_stays()
    {
        var (person, project) = await PersonAsync();
        var content = RandomNumberGenerator.GetBytes(Part + 10);
        var address = await person.Client.BeginAsync(project, content, Cancel);

        Assert.Equal("UPL033", await RefusalAsync(5, content.AsMemory(0, Part)));
        Assert.Equal("UPL035", await RefusalAsync(0, content.AsMemory(0, 1000)));
        Assert.Equal("UPL038", await RefusalAsync(0, content.AsMemory(0, Part), $"sha256 {new string('A', 43)}="));
        Assert.Equal("UPL035", await RefusalAsync(0, content.AsMemory(0, Part), "md5 AAAA"));
        Assert.Equal("UPL042", await RefusalAsync(0, new byte[Part + 11]));
        Assert.Equal("UPL036", await ProblemAsync(person.Client.PostAsync($"{address}/complete", null, Cancel)));
        Assert.Equal(0, await person.Client.OffsetAsync(address, Cancel));

        // Without a length, what is too much shows only when it comes.
        var endless = new StreamContent(new Parts.Files.Trickle(new byte[Part + 11]));
        Assert.Equal("UPL042", await ProblemAsync(person.Client.ChunkAsync(address, 0, endless, Cancel)));

        (await person.Client.DeleteAsync(address, Cancel)).EnsureSuccessStatusCode();
        Assert.Equal("UPL037", await RefusalAsync(0, content.AsMemory(0, Part)));
        Assert.Equal("UPL037", await ProblemAsync(person.Client.PostAsync($"{address}/complete", null, Cancel)));

        Task<string> RefusalAsync(long offset, ReadOnlyMemory<byte> chunk, string? checksum = null) =>
            ProblemAsync(person.Client.ChunkAsync(address, offset, chunk, Cancel, checksum));
    }

    [Fact]
    public async Task What_is_announced_wrongly_is_refused()
    {
        var (person, project) = await PersonAsync();
        var at = $"{Project(project)}/uploads";

        Assert.Equal("UPL030", await BeginAsync(new { name = "a", size = (1L << 30) + 1 }));
        Assert.Equal("UPL032", await BeginAsync(new { name = "", size = 1 }));
        Assert.Equal("UPL032", await BeginAsync(new { name = "a\u202eb", size = 1 }));
        Assert.Equal("UPL032", await BeginAsync(new { name = "a", size = 0 }));
        Assert.Equal(
            "UPL032",
            await BeginAsync(
                new
                {
                    name = "a",
                    size = 1,
                    sha256 = "abc",
                }
            )
        );

        Task<string> BeginAsync(object body) => ProblemAsync(person.Client.PostAsJsonAsync(at, body, Cancel));
    }

    [Fact]
    public async Task What_goes_beyond_the_teams_quota_is_refused_and_its_limit_and_use_are_said()
    {
        var (person, project) = await PersonAsync();
        var admin = await Platform.AdministratorAsync(Cancel);
        var quotas = $"/api/v1/administration/teams/{person.Team}/quotas";
        var content = Sources.Zip(Sources.Shop);
        var quota = content.Length + 100;
        using var set = await admin.Client.PutAsJsonAsync(quotas, new { storageBytes = quota }, Cancel);
        set.EnsureSuccessStatusCode();
        _ = await person.Client.UploadAsync(project, content, Cancel);
        var at = $"{Project(project)}/uploads";

        using var over = await person.Client.PostAsJsonAsync(at, new { name = "source", size = 101 }, Cancel);
        using var within = await person.Client.PostAsJsonAsync(at, new { name = "source", size = 100 }, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, over.StatusCode);
        Assert.Contains(
            $"The team may have {quota} bytes of uploads and has {content.Length}.",
            await over.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal
        );
        Assert.Equal("ADM004", await over.ProblemCodeAsync(Cancel));
        Assert.Equal(HttpStatusCode.Created, within.StatusCode);
    }

    [Fact]
    public async Task Of_two_senders_one_goes_on_and_the_other_is_told_where()
    {
        var (person, project) = await PersonAsync();
        var content = Sources.Large(3 * Part);
        var address = await person.Client.BeginAsync(project, content, Cancel, UploadRequests.Hash(content));

        var refusals = await Task.WhenAll(SendAsync(), SendAsync());
        (await person.Client.PostAsync($"{address}/complete", null, Cancel)).EnsureSuccessStatusCode();
        var upload = await person.Client.EndAsync(address, Cancel);

        Assert.Equal("detected", upload.Text("status"));
        Assert.NotEqual(0, refusals.Sum());

        async Task<int> SendAsync()
        {
            var refused = 0;
            var offset = 0L;
            while (offset < content.Length)
            {
                var chunk = content.AsMemory((int)offset, Math.Min(Part, content.Length - (int)offset));
                using var answer = await person.Client.ChunkAsync(address, offset, chunk, Cancel);
                refused += answer.IsSuccessStatusCode ? 0 : 1;
                offset = long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), null);
            }

            return refused;
        }
    }

    [Fact]
    public async Task Content_that_is_not_what_was_announced_fails_and_is_thrown_away()
    {
        var (person, project) = await PersonAsync();

        var upload = await person.Client.UploadAsync(project, Sources.Zip(Sources.Shop), Cancel, new string('0', 64));

        Assert.Equal("failed", upload.Text("status"));
        Assert.Equal("UPL034", upload.GetProperty("problem").Text("code"));
        var files = await Platform
            .Services.GetRequiredService<FileStores>()
            .Uploads.ListAsync($"{project}/", null, 10, Cancel);
        Assert.Empty(files.Files);
    }

    [Fact]
    public async Task Hostile_archives_fail_with_their_problem()
    {
        var (person, project) = await PersonAsync();
        (string Code, byte[] Content)[] hostile =
        [
            ("UPL001", "no archive at all, but long enough to have a header"u8.ToArray()),
            ("UPL001", Sources.TarWithHugeAttributes()),
            ("UPL003", Sources.Zip(("../../etc/passwd", [1]))),
            ("UPL005", Sources.TarGz(new PaxTarEntry(TarEntryType.SymbolicLink, "x") { LinkName = "/etc/passwd" })),
            ("UPL007", Sources.Zip([.. Enumerable.Range(0, 50_001).Select(i => ($"f{i}", Array.Empty<byte>()))])),
            ("UPL008", Sources.Zip(("zeros", new byte[64 << 20]))),
            ("UPL010", Sources.Zip(("admin", [1]), ("\u0430dmin", [2]))),
        ];

        foreach (var (code, content) in hostile)
        {
            var upload = await person.Client.UploadAsync(project, content, Cancel);

            Assert.Equal("failed", upload.Text("status"));
            Assert.Equal(code, upload.GetProperty("problem").Text("code"));
        }
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_it()
    {
        var (person, project) = await PersonAsync();
        var (stranger, strangers) = await PersonAsync();
        var address = await person.Client.BeginAsync(project, [1, 2, 3], Cancel);
        var there = address.Replace(project, strangers, StringComparison.Ordinal);

        foreach (var (at, code) in ((string, string)[])[(address, "PRJ001"), (there, "UPL031")])
        {
            Assert.Equal(code, await ProblemAsync(stranger.Client.GetAsync(at, Cancel)));
            Assert.Equal(code, await ProblemAsync(stranger.Client.GetAsync($"{at}/events", Cancel)));
            Assert.Equal(code, await ProblemAsync(stranger.Client.ChunkAsync(at, 0, new byte[] { 1, 2, 3 }, Cancel)));
            Assert.Equal(code, await ProblemAsync(stranger.Client.PostAsync($"{at}/complete", null, Cancel)));
            Assert.Equal(code, await ProblemAsync(stranger.Client.DeleteAsync(at, Cancel)));
        }

        Assert.Equal(0, await person.Client.OffsetAsync(address, Cancel));
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_cut_off_and_the_upload_stays()
    {
        var (person, project) = await PersonAsync();
        var address = await person.Client.BeginAsync(project, new byte[100], Cancel);
        var platform = new Uri(Platform.Address);
        using var slow = new TcpClient();
        await slow.ConnectAsync(platform.Host, platform.Port, Cancel);
        await using var stream = slow.GetStream();
        var head = $"""
            PATCH {address} HTTP/1.1
            Host: {platform.Authority}
            Authorization: {person.Client.DefaultRequestHeaders.Authorization}
            Content-Type: application/offset+octet-stream
            Upload-Offset: 0
            Content-Length: 100


            """;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n") + "slow"), Cancel);

        // The server ends it, though the sender never does.
        var answer = await new StreamReader(stream).ReadToEndAsync(Cancel);

        Assert.Contains("UPL041", answer, StringComparison.Ordinal);
        Assert.Equal(0, await person.Client.OffsetAsync(address, Cancel));
    }

    [Fact]
    public async Task A_check_that_its_node_never_ended_is_done_again_and_a_third_time_is_the_last()
    {
        var (person, project) = await PersonAsync();
        var content = Sources.Zip(Sources.Shop);
        var address = await person.Client.BeginAsync(project, content, Cancel);
        (await person.Client.ChunkAsync(address, 0, content, Cancel)).EnsureSuccessStatusCode();
        var id = new Id<Upload>(address.Split('/')[^1]);
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        await records
            .Set<Upload>()
            .Where(u => u.Id == id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(u => u.Status, UploadStatus.Checking).SetProperty(u => u.Attempts, 3),
                Cancel
            );

        await ActivatorUtilities.CreateInstance<UploadCheck>(scope.ServiceProvider).RunAsync(id, Cancel);
        var refused = await person.Client.GetJsonAsync(address, Cancel);
        Assert.Equal("UPL040", refused.GetProperty("problem").Text("code"));
    }

    [Fact]
    public async Task What_has_outlived_its_time_is_swept_with_its_files_and_events()
    {
        var (person, project) = await PersonAsync();
        var kept = await person.Client.UploadAsync(project, Sources.Zip(Sources.Shop), Cancel);
        var old = await person.Client.UploadAsync(project, Sources.Zip(Sources.Shop), Cancel);
        var address = await person.Client.BeginAsync(project, [1, 2, 3], Cancel);
        var (oldId, openId) = (new Id<Upload>(old.Text("id")), new Id<Upload>(address.Split('/')[^1]));
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var now = TimeProvider.System.GetUtcNow();
        await records
            .Set<Upload>()
            .Where(u => u.Id == oldId)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.CreatedAt, now.AddDays(-91)), Cancel);
        await records
            .Set<Upload>()
            .Where(u => u.Id == openId)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.ChangedAt, now.AddDays(-8)), Cancel);

        await scope.ServiceProvider.GetRequiredService<UploadRetention>().SweepAsync(Cancel);

        var left = await person.Client.GetJsonAsync($"{Project(project)}/uploads", Cancel);
        Assert.Equal(kept.Text("id"), left.GetProperty("items").EnumerateArray().Single().Text("id"));
        var files = await Platform
            .Services.GetRequiredService<FileStores>()
            .Uploads.ListAsync($"{project}/", null, 10, Cancel);
        Assert.Equal($"{project}/{kept.Text("id")}/source", Assert.Single(files.Files).Key.Value);
        (await person.Client.DeleteAsync($"{Project(project)}?confirm=source", Cancel)).EnsureSuccessStatusCode();
        files = await Platform
            .Services.GetRequiredService<FileStores>()
            .Uploads.ListAsync($"{project}/", null, 10, Cancel);
        Assert.Empty(files.Files);
    }

    private static string Project(string project) => $"/api/v1/projects/{project}";

    private async Task<(Person Person, string Project)> PersonAsync()
    {
        var person = await Platform.PersonAsync(Cancel);
        JsonElement project = await person.ProjectAsync("source", Cancel);
        return (person, project.Text("id"));
    }

    private static async Task<string> ProblemAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return await answer.ProblemCodeAsync(Cancel);
    }
}
