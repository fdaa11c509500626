using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Privacy;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Credentials;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Tests.Privacy;

public abstract class ErasureTests(bool postgres)
{
    public sealed class OnSqlite() : ErasureTests(false);

    public sealed class OnPostgres() : ErasureTests(true);

    private const string Erasure = "/api/v1/account/erasure";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<TestPlatform> StartAsync(params string[] settings)
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return TestPlatform.StartAsync(postgres, Cancel, settings);
    }

    [Fact]
    public async Task Nothing_of_an_erased_person_is_left_and_every_chain_still_holds()
    {
        await using var platform = await StartAsync("--Account:ErasureGraceDays=0");
        var (stays, leaves) = (await platform.PersonAsync(Cancel), await platform.PersonAsync(Cancel));
        await leaves.Client.PatchAsJsonAsync("/api/v1/account", new { displayName = "Xanthippe Unmistakable" }, Cancel);
        await stays.InviteAsync(leaves, "operator", Cancel);
        var shared = await leaves.Client.PostJsonAsync(
            "/api/v1/projects",
            new
            {
                team = stays.Team,
                name = "Shared",
                manifest = Placement,
            },
            Cancel
        );
        var own = await leaves.ProjectAsync("Own", Cancel);
        await StoreAsync(leaves, own.Text("id"));
        var files = platform.Services.GetRequiredService<FileStores>();
        foreach (var (_, store) in files.Named())
        {
            var key = FileKey.Of($"{own.Text("id")}/upl-1/source.zip");
            await store.WriteAsync(key, new MemoryStream(Encoding.UTF8.GetBytes("text of Xanthippe")), Cancel);
        }

        await leaves.Client.PostJsonAsync(Erasure, new { password = TestPlatform.Password }, Cancel);
        Assert.Equal(1, await EraseDueAsync(platform));

        Assert.Equal(HttpStatusCode.Unauthorized, (await leaves.Client.GetAsync("/api/v1/account", Cancel)).StatusCode);
        var traces = await TracesOfPlatform.ReadAsync(platform, Cancel);
        Assert.False(TracesOfPlatform.Has(traces, leaves.Email), "The address is left.");
        Assert.False(TracesOfPlatform.Has(traces, "Xanthippe Unmistakable"), "The name is left.");
        Assert.False(TracesOfPlatform.Has(traces, "text of Xanthippe"), "A file is left.");
        Assert.Empty(await platform.Services.GetRequiredService<ISecretVault>().ListAsync("users", Cancel));
        var log = await stays.Client.GetJsonAsync($"/api/v1/teams/{stays.Team}/audit?action=project.create", Cancel);
        var row = Assert.Single(log.GetProperty("items").EnumerateArray());
        Assert.StartsWith("erased-", row.Text("actor"), StringComparison.Ordinal);
        Assert.Equal(("", shared.Text("id")), (row.Text("address"), row.Text("subject")));
        var verified = await stays.Client.GetJsonAsync($"/api/v1/teams/{stays.Team}/audit/verification", Cancel);
        Assert.True(verified.GetProperty("isWhole").GetBoolean(), verified.GetRawText());
        Assert.InRange(verified.GetProperty("erased").GetInt64(), 3, 4);
        await using var scope = platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        Assert.True((await AuditVerification.OfAsync(records, AuditLog.Installation, Cancel)).IsWhole);
        // The list of the erased is the one place that still has the id.
        Assert.Equal(
            [leaves.UserId, leaves.Team],
            records.Set<Erased>().Select(e => e.Subject).ToHashSet().Order(StringComparer.Ordinal).Reverse()
        );
    }

    [Fact]
    public async Task An_erased_row_that_is_given_another_name_shows()
    {
        await using var platform = await StartAsync("--Account:ErasureGraceDays=0");
        var (stays, leaves) = (await platform.PersonAsync(Cancel), await platform.PersonAsync(Cancel));
        await stays.InviteAsync(leaves, "operator", Cancel);
        await leaves.Client.PostJsonAsync(Erasure, new { password = TestPlatform.Password }, Cancel);
        await EraseDueAsync(platform);
        await using var scope = platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();

        await records
            .Set<AuditEvent>()
            .Where(e => e.Chain == stays.Team && e.WhoSalt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Actor, stays.UserId), Cancel);

        var verified = await AuditVerification.OfAsync(records, stays.Team, Cancel);
        Assert.Contains("was changed", verified.Fault);
    }

    [Fact]
    public async Task Who_owns_a_team_alone_hands_it_over_or_has_it_erased_and_can_think_again()
    {
        await using var platform = await StartAsync();
        var (owner, other) = (await platform.PersonAsync(Cancel), await platform.PersonAsync(Cancel));
        await owner.InviteAsync(other, "viewer", Cancel);
        object alone = new { password = TestPlatform.Password };
        object together = new { password = TestPlatform.Password, teams = "delete" };

        var wrong = await owner.Client.PostAsJsonAsync(Erasure, new { password = "not the password" }, Cancel);
        Assert.Equal("ACC011", await wrong.ProblemCodeAsync(Cancel));
        var refused = await owner.Client.PostAsJsonAsync(Erasure, alone, Cancel);
        Assert.Equal("PRV001", await refused.ProblemCodeAsync(Cancel));
        var asked = await owner.Client.PostJsonAsync(Erasure, together, Cancel);
        var due = asked.GetProperty("dueAt").GetDateTimeOffset() - DateTimeOffset.UtcNow;
        Assert.InRange(due, TimeSpan.FromDays(29), TimeSpan.FromDays(30));
        Assert.Single(asked.GetProperty("teams").EnumerateArray());
        Assert.Equal(0, await EraseDueAsync(platform));

        Assert.Equal(HttpStatusCode.NoContent, (await owner.Client.DeleteAsync(Erasure, Cancel)).StatusCode);
        Assert.Equal("PRV002", await (await owner.Client.DeleteAsync(Erasure, Cancel)).ProblemCodeAsync(Cancel));
        var account = await owner.Client.GetJsonAsync("/api/v1/account", Cancel);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, account.GetProperty("erasureDueAt").ValueKind);
    }

    [Fact]
    public async Task Whoever_a_backup_brings_back_is_erased_again_before_the_first_request()
    {
        await using var platform = await StartAsync("--Account:ErasureGraceDays=0");
        var leaves = await platform.PersonAsync(Cancel);
        await leaves.ProjectAsync("Own", Cancel);
        await leaves.Client.PostJsonAsync(Erasure, new { password = TestPlatform.Password }, Cancel);
        await using var scope = platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var folder = platform.Services.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder;
        if (records.Database.IsNpgsql())
        {
            // On PostgreSQL the restored database is stood in for by the row that it would have again.
            await EraseDueAsync(platform);
            var back = User.Create(leaves.Email, "Back", TimeProvider.System);
            records.Add(back);
            records.Entry(back).Property(u => u.Id).CurrentValue = leaves.UserId;
            await records.SaveChangesAsync(Cancel);
            await records.Set<Erased>().ExecuteDeleteAsync(Cancel);
            await PlatformStart.PrepareAsync(platform.Services, Cancel);
            Assert.False(await records.Users.AsNoTracking().AnyAsync(u => u.Id == leaves.UserId, Cancel));
            return;
        }

        var restored = Directory.CreateTempSubdirectory("infrar-restored-").FullName;
        var copy = Path.Combine(restored, "infrar.db");
        await records.Database.ExecuteSqlAsync($"vacuum into {copy}", Cancel);
        File.Copy(Path.Combine(folder, "master.key"), Path.Combine(restored, "master.key"));
        await EraseDueAsync(platform);

        await using var again = await TestPlatform.StartAsync(
            false,
            Cancel,
            $"--Server:DataFolder={restored}",
            $"--Files:Folder={Path.Combine(folder, "files")}"
        );
        await using var restoredScope = again.Services.CreateAsyncScope();
        var there = restoredScope.ServiceProvider.GetRequiredService<PlatformContext>();
        Assert.Equal(0, await there.Users.CountAsync(Cancel));
        Assert.Equal(0, await there.Set<Project>().CountAsync(Cancel));
        Assert.True((await AuditVerification.OfAsync(there, AuditLog.Installation, Cancel)).IsWhole);
    }

    [Fact]
    public async Task An_export_has_all_of_a_person_and_no_secret()
    {
        await using var platform = await StartAsync();
        var person = await platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Mine alone", Cancel, Placement);
        await StoreAsync(person, project.Text("id"));
        var token = await person.Client.PostJsonAsync(
            "/api/v1/tokens",
            new { name = "Pipeline", scopes = new[] { "projects:read" } },
            Cancel
        );

        using var archive = new ZipArchive(
            new MemoryStream(await person.Client.GetByteArrayAsync("/api/v1/account/export", Cancel))
        );

        var texts = archive.Entries.ToDictionary(e => e.FullName, e => new StreamReader(e.Open()).ReadToEnd());
        Assert.Contains(person.Email, texts["account.json"]);
        Assert.Contains("Pipeline", texts["api-tokens.json"]);
        Assert.Contains("project.create", texts["audit.json"]);
        Assert.Contains("infrar: 1", texts[$"projects/{project.Text("id")}/manifests.json"]);
        var all = string.Concat(texts.Values);
        await using var scope = platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var user = await records.Users.SingleAsync(Cancel);
        string[] secrets =
        [
            user.PasswordHash!,
            token.Text("secret"),
            .. records.Set<ApiToken>().Select(t => t.Hash),
            .. records.Set<Session>().Select(s => s.TokenHash),
            Token,
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
        var ofPeople = records
            .Model.GetEntityTypes()
            .Where(e => e.GetForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(User)))
            .Select(e => e.ClrType.Name);
        Assert.Equal(PersonExport.Tables.Select(t => t.Name).Order(), ofPeople.Order());
    }

    [Fact]
    public async Task A_deleted_team_takes_projects_files_and_credentials_along_also_when_the_vault_fails_at_first()
    {
        await using var platform = await StartAsync();
        var person = await platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Going", Cancel);
        await StoreAsync(person, project.Text("id"));
        var folder = platform.Services.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder;
        var name = Uri.EscapeDataString((await person.Client.GetJsonAsync("/api/v1/teams", Cancel))[0].Text("name"));
        var vault = platform.Services.GetRequiredService<ISecretVault>();
        Assert.NotEmpty(await vault.ListAsync("users", Cancel));

        var untyped = await person.Client.DeleteAsync($"/api/v1/teams/{person.Team}", Cancel);
        Assert.Equal("PRV003", await untyped.ProblemCodeAsync(Cancel));
        Directory.Move(Path.Combine(folder, "vault"), Path.Combine(folder, "vault-away"));
        var deleted = await person.Client.DeleteAsync($"/api/v1/teams/{person.Team}?confirm={name}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Directory.Move(Path.Combine(folder, "vault-away"), Path.Combine(folder, "vault"));
        Assert.NotEmpty(await vault.ListAsync("users", Cancel));

        await using var scope = platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var left = await records.Set<ProjectRemains>().SingleAsync(Cancel);
        await scope.ServiceProvider.GetRequiredService<ProjectClearing>().ClearAsync(left.ProjectId, Cancel);

        Assert.Empty(await vault.ListAsync("users", Cancel));
        Assert.False(await records.Set<Team>().AnyAsync(t => t.Id == new Id<Team>(person.Team), Cancel));
    }

    [Fact]
    public async Task The_privacy_page_says_what_the_installation_says_of_itself()
    {
        await using var platform = await StartAsync(
            "--Privacy:Contact=privacy@example.com",
            "--Privacy:DataRegion=<b>Mars</b>"
        );

        var page = await platform.Anonymous().GetStringAsync("/privacy", Cancel);
        var data = await platform.Anonymous().GetJsonAsync("/api/v1/privacy", Cancel);

        Assert.Contains("privacy@example.com", page);
        Assert.Contains("&lt;b&gt;Mars&lt;/b&gt;", page);
        Assert.Contains("<h2>What erasure does</h2>", page);
        Assert.Equal(30, data.GetProperty("erasureGraceDays").GetInt32());
    }

    private static string Placement { get; } =
        File.ReadAllText(Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "placement/infrar.yaml"));

    private const string Token = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ012345678901";

    private static async Task StoreAsync(Person person, string project) =>
        await (
            await person.Client.PutAsJsonAsync(
                $"/api/v1/projects/{project}/credentials/hetzner",
                new { kind = "hetzner-token", fields = new { token = Token } },
                Cancel
            )
        ).JsonAsync(Cancel);

    private static async Task<int> EraseDueAsync(TestPlatform platform)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PersonErasure>().EraseDueAsync(Cancel);
    }
}
