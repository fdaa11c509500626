using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Audit;

public abstract class AuditTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : AuditTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : AuditTests(true, shared);

    public sealed class ThroughPgBouncer(SharedPlatforms shared) : AuditTests(true, shared)
    {
        protected override bool IsPooled => true;
    }

    [Fact]
    public async Task Changes_at_once_make_one_chain_and_a_row_taken_out_shows()
    {
        var person = await Platform.PersonAsync(Cancel);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => person.ProjectAsync($"Chain {n}", Cancel)));
        var at = $"/api/v1/teams/{person.Team}/audit";

        var whole = await person.Client.GetJsonAsync($"{at}/verification", Cancel);
        var export = await person.Client.GetStringAsync($"{at}/export", Cancel);
        Assert.True(whole.GetProperty("isWhole").GetBoolean());
        Assert.Equal(8, whole.GetProperty("rows").GetInt64());
        Assert.Equal(8, export.Trim().Split('\n').Length);

        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        await records
            .Set<AuditEvent>()
            .Where(e => e.Chain == person.Team && e.Sequence == 4)
            .ExecuteDeleteAsync(Cancel);
        var cut = await person.Client.GetJsonAsync($"{at}/verification", Cancel);
        Assert.Equal("Row 4 is missing.", cut.Text("fault"));
    }

    [Fact]
    public async Task A_row_that_was_changed_shows()
    {
        var person = await Platform.PersonAsync(Cancel);
        await person.ProjectAsync("Changed", Cancel);
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();

        await records
            .Set<AuditEvent>()
            .Where(e => e.Chain == person.Team)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Actor, "usr-somebody-else"), Cancel);

        var verification = await person.Client.GetJsonAsync($"/api/v1/teams/{person.Team}/audit/verification", Cancel);
        Assert.Equal("Row 1 was changed.", verification.Text("fault"));
    }

    [Fact]
    public async Task The_log_says_who_did_what_and_is_filtered_by_it()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Filtered", Cancel);

        var page = await person.Client.GetJsonAsync(
            $"/api/v1/teams/{person.Team}/audit?action=project.create&actor={person.UserId}",
            Cancel
        );

        var row = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(project.Text("id"), row.Text("subject"));
        Assert.Equal("127.0.0.1", row.Text("address"));
    }
}
