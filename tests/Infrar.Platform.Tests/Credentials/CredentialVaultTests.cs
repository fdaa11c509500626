using System.Collections.Immutable;
using System.Net.Http.Json;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Servers;
using Infrar.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Infrar.Platform.Tests.Credentials;

public abstract class CredentialVaultTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : CredentialVaultTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : CredentialVaultTests(true, shared);

    [Fact]
    public async Task What_a_storing_left_that_did_not_end_is_seen_by_nobody_and_swept_after_an_hour()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Half", Cancel);
        var id = new Id<Project>(project.Text("id"));
        var at = $"/api/v1/projects/{id}/credentials";
        var whole = new { kind = "aws-keys", fields = Examples.AwsKeys() };
        (await person.Client.PutAsJsonAsync($"{at}/aws", whole, Cancel)).EnsureSuccessStatusCode();
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var secrets = Platform.Services.GetRequiredService<ISecretVault>();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var vault = new CredentialVault(secrets, records, clock, NullLogger<CredentialVault>.Instance);
        var values = Examples.AwsKeys().ToImmutableSortedDictionary(StringComparer.Ordinal);

        var half = await vault.PutAsync(id, "aws", AllCredentials.Find("aws-keys")!, values, Cancel);

        var path = SecretPath.OfProject(id.Value, half.SecretName);
        var changes = ActivatorUtilities.CreateInstance<CredentialChanges>(
            scope.ServiceProvider,
            vault,
            new AuditLog(records, clock),
            clock
        );
        var access = new ProjectAccess(id, new(person.Team), "half", Role.Operator);
        var used = await changes.UseAsync(access, "aws", "run-1", AuditOrigin.System, Cancel);
        Assert.True(used.Succeeded(out var read, out _));
        Assert.Equal(whole.fields["secretAccessKey"], read["secretAccessKey"].Reveal());
        clock.Advance(CredentialVault.Leftover - TimeSpan.FromSeconds(1));
        await vault.SweepAsync(id, null, Cancel);
        Assert.NotNull(await secrets.FindAsync(path, Cancel));
        clock.Advance(TimeSpan.FromSeconds(2));
        await vault.SweepAsync(id, null, Cancel);
        Assert.Null(await secrets.FindAsync(path, Cancel));
        // The values that a row names and the key of fingerprints are older, and stay.
        Assert.Equal(2, (await secrets.ListAsync($"users/{id}", Cancel)).Length);
    }

    [Fact]
    public async Task Values_that_the_vault_lost_are_told_as_such()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Lost", Cancel);
        var id = new Id<Project>(project.Text("id"));
        (
            await person.Client.PutAsJsonAsync(
                $"/api/v1/projects/{id}/credentials/aws",
                new { kind = "aws-keys", fields = Examples.AwsKeys() },
                Cancel
            )
        ).EnsureSuccessStatusCode();
        var secrets = Platform.Services.GetRequiredService<ISecretVault>();
        foreach (var path in await secrets.ListAsync($"users/{id}", Cancel))
        {
            await secrets.DeleteAsync(path, Cancel);
        }

        await using var scope = Platform.Services.CreateAsyncScope();
        var used = await scope
            .ServiceProvider.GetRequiredService<CredentialChanges>()
            .UseAsync(new(id, new(person.Team), "lost", Role.Operator), "aws", "run-1", AuditOrigin.System, Cancel);

        Assert.False(used.Succeeded(out _, out var problem));
        Assert.Equal("CRD007", problem?.Code);
    }
}

/// <summary>The same over the vault that lies in the platform's own database.</summary>
public sealed class CredentialsInDatabaseVaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Values_are_stored_replaced_and_erased(bool postgres)
    {
        var missing = Infrar.Testing.Servers.PostgresServer.Missing;
        Assert.SkipWhen(postgres && missing is not null, missing ?? "");
        var cancel = TestContext.Current.CancellationToken;
        await using var platform = await TestPlatform.StartAsync(postgres, cancel, "--Secrets:Kind=database");
        var person = await platform.PersonAsync(cancel);
        var at = $"/api/v1/projects/{(await person.ProjectAsync("Inside", cancel)).Text("id")}/credentials/aws";
        var (first, second) = (Examples.AwsKeys(), Examples.AwsKeys());

        (
            await person.Client.PutAsJsonAsync(at, new { kind = "aws-keys", fields = first }, cancel)
        ).EnsureSuccessStatusCode();
        (
            await person.Client.PutAsJsonAsync(at, new { kind = "aws-keys", fields = second }, cancel)
        ).EnsureSuccessStatusCode();
        var traces = await TracesOfPlatform.ReadAsync(platform, cancel);
        (await person.Client.DeleteAsync(at, cancel)).EnsureSuccessStatusCode();

        Assert.True(TracesOfPlatform.Has(traces, "aws-credentials."));
        Assert.All(first.Values.Concat(second.Values), v => Assert.False(TracesOfPlatform.Has(traces, v)));
        var left = await platform.Services.GetRequiredService<ISecretVault>().ListAsync("users", cancel);
        Assert.Equal("fingerprint-key", Assert.Single(left).Name);
    }
}
