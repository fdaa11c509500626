using System.Net.Http.Json;
using System.Text.Json;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Infrar.Platform.Tests.Credentials;

public abstract class RotationTests(bool postgres, ConnectedPlatforms shared) : ConnectedTests(postgres, shared)
{
    public sealed class OnSqlite(ConnectedPlatforms shared) : RotationTests(false, shared);

    public sealed class OnPostgres(ConnectedPlatforms shared) : RotationTests(true, shared);

    [Fact]
    public async Task A_data_key_is_rotated_now_while_credentials_are_stored_and_read()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Rotated", Cancel);
        var path = $"/api/v1/projects/{project.Text("id")}";
        await StoreAsync(person, path, "one", Examples.AwsKeys());
        var before = await person.Client.GetJsonAsync($"{path}/data-key", Cancel);
        Assert.Equal(JsonValueKind.Null, before.GetProperty("rotatedAt").ValueKind);

        var keys = Examples.AwsKeys();
        var storing = Task.Run(
            async () =>
            {
                for (var n = 0; n < 5; n++)
                {
                    await StoreAsync(person, path, "two", keys);
                }
            },
            Cancel
        );
        for (var n = 0; n < 3; n++)
        {
            await person.Client.PostJsonAsync($"{path}/data-key/rotation", new { }, Cancel);
        }

        await storing;
        var after = await person.Client.GetJsonAsync($"{path}/data-key", Cancel);
        Assert.Equal(
            after.GetProperty("rotatedAt").GetDateTimeOffset().AddDays(90),
            after.GetProperty("rotationDueAt").GetDateTimeOffset()
        );
        var vault = Platform.Services.GetRequiredService<ISecretVault>();
        foreach (var secret in await vault.ListAsync($"users/{project.Text("id")}", Cancel))
        {
            Assert.NotNull(await vault.FindAsync(secret, Cancel));
        }
    }

    [Fact]
    public async Task After_ninety_days_the_clock_rotates_the_key_and_reminds_whoever_stored_a_credential_once()
    {
        await using var mailbox = await MailboxServer.StartAsync(Cancel);
        await using var platform = await TestPlatform.StartAsync(false, Cancel, mailbox.Settings);
        var person = await platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Old", Cancel);
        var path = $"/api/v1/projects/{project.Text("id")}";
        await StoreAsync(person, path, "aws", Examples.AwsKeys());

        await RotateAsync(platform, TimeSpan.FromDays(89));
        Assert.Empty(await ActionsAsync(person));
        await RotateAsync(platform, TimeSpan.FromDays(91));
        await RotateAsync(platform, TimeSpan.FromDays(92));

        var mail = await mailbox.WaitAsync(person.Email, "due to be rotated", Cancel);
        Assert.Contains("'aws'", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(["credential.rotation-due", "data-key.rotate"], await ActionsAsync(person));
        // Stored anew, it is due another ninety days later.
        await StoreAsync(person, path, "aws", Examples.AwsKeys());
        await RotateAsync(platform, TimeSpan.FromDays(89));
        Assert.Equal(2, (await ActionsAsync(person)).Count);
    }

    private static async Task RotateAsync(TestPlatform platform, TimeSpan later)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + later);
        var keys = ActivatorUtilities.CreateInstance<DataKeys>(scope.ServiceProvider, clock);
        await ActivatorUtilities.CreateInstance<Rotation>(scope.ServiceProvider, keys, clock).RotateAsync(Cancel);
    }

    private static async Task<List<string>> ActionsAsync(Person person)
    {
        var log = await person.Client.GetJsonAsync($"/api/v1/teams/{person.Team}/audit", Cancel);
        return
        [
            .. log.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.Text("action"))
                .Where(a => a.Contains("rotat", StringComparison.Ordinal)),
        ];
    }

    private static async Task StoreAsync(Person person, string path, string name, Dictionary<string, string> fields) =>
        await (
            await person.Client.PutAsJsonAsync($"{path}/credentials/{name}", new { kind = "aws-keys", fields }, Cancel)
        ).JsonAsync(Cancel);
}
