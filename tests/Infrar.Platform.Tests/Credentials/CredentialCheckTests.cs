using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Infrar.Core.Credentials;
using Infrar.Platform.Tests.Parts.Cache;
using Infrar.Platform.Tests.Servers;
using Infrar.Providers;

namespace Infrar.Platform.Tests.Credentials;

public abstract class CredentialCheckTests(bool postgres, ConnectedPlatforms shared) : ConnectedTests(postgres, shared)
{
    public sealed class OnSqlite(ConnectedPlatforms shared) : CredentialCheckTests(false, shared);

    public sealed class OnPostgres(ConnectedPlatforms shared) : CredentialCheckTests(true, shared);

    [Fact]
    public async Task Every_kind_is_found_good_by_its_provider_once_stored()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Checked", Cancel);
        foreach (var kind in AllCredentials.Kinds.Select(k => k.Name))
        {
            var values = Good(kind, project);
            await StoreAsync(person, project, kind, values);
            var validation = await CheckedAsync(person, project, kind);

            Assert.True(validation.Text("state") is "valid", $"{kind}: {validation}");
            Assert.Equal(JsonValueKind.String, validation.GetProperty("at").ValueKind);
            SaysNoSecret(kind, values, validation.Text("detail"));
        }

        var named = await CheckedAsync(person, project, "aws-role");
        Assert.Contains($":sts::{ProviderServer.Account}:", named.Text("detail"), StringComparison.Ordinal);
        var log = await person.Client.GetJsonAsync($"/api/v1/teams/{person.Team}/audit?limit=200", Cancel);
        var told = log.GetProperty("items").EnumerateArray().Select(i => i.Text("action")).ToList();
        Assert.Equal(AllCredentials.Kinds.Length, told.Count(a => a is "credential.check"));
        Assert.Equal(AllCredentials.Kinds.Length, told.Count(a => a is "credential.use"));
    }

    [Fact]
    public async Task Every_kind_is_refused_when_its_provider_does_not_know_it_and_no_secret_is_said()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Unknown", Cancel);
        foreach (var kind in AllCredentials.Kinds.Select(k => k.Name))
        {
            var values = Examples.Of(kind);
            await StoreAsync(person, project, kind, values);
            var validation = await CheckedAsync(person, project, kind);

            Assert.True(validation.Text("state") is "refused", $"{kind}: {validation}");
            SaysNoSecret(kind, values, validation.Text("detail"));
        }
    }

    [Fact]
    public async Task A_wrong_secret_of_a_known_key_fails_by_its_signature()
    {
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Signature", Cancel);
        var keys = Examples.AwsKeys();
        Providers.AwsKeys[keys["accessKeyId"]] = Examples.AwsKeys()["secretAccessKey"];
        await StoreAsync(person, project, "aws-keys", keys);

        var refused = await CheckedAsync(person, project, "aws-keys");

        Assert.Equal("refused", refused.Text("state"));
        Assert.Contains("SignatureDoesNotMatch", refused.Text("detail"), StringComparison.Ordinal);

        // Asked again once the provider knows better.
        Providers.AwsKeys[keys["accessKeyId"]] = keys["secretAccessKey"];
        var asked = await person.Client.PostAsync($"{At(project)}/aws-keys/validation", null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Equal("valid", (await CheckedAsync(person, project, "aws-keys")).Text("state"));
        // New values are unchecked until they are asked about.
        var stored = await StoreAsync(person, project, "aws-keys", Examples.AwsKeys());
        Assert.Equal("unchecked", stored.GetProperty("validation").Text("state"));
        Assert.Equal(
            "CRD004",
            await (await person.Client.PostAsync($"{At(project)}/none/validation", null, Cancel)).ProblemCodeAsync(
                Cancel
            )
        );
    }

    [Fact]
    public async Task A_role_that_asks_for_no_external_id_is_refused_and_one_of_another_project_too()
    {
        var person = await Platform.PersonAsync(Cancel);
        var (project, other) = (
            await person.ProjectAsync("Roles", Cancel),
            await person.ProjectAsync("Others", Cancel)
        );
        var open = Good("aws-role", project);
        Providers.Roles[open["roleArn"]] = "";
        await StoreAsync(person, project, "aws-role", open);
        var trusting = Good("aws-web-identity", other);
        await StoreAsync(person, project, "aws-web-identity", trusting);

        var refused = await CheckedAsync(person, project, "aws-role");
        Assert.Equal("refused", refused.Text("state"));
        Assert.Contains("sts:ExternalId", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("refused", (await CheckedAsync(person, project, "aws-web-identity")).Text("state"));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_says_nothing_of_the_credential()
    {
        await using var platform = await TestPlatform.StartAsync(
            false,
            Cancel,
            "--Credentials:Endpoints:hetzner=http://127.0.0.1:9",
            "--Network:AllowPrivate=false"
        );
        var person = await platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Far", Cancel);
        await StoreAsync(person, project, "hetzner-token", Examples.Of("hetzner-token"));
        await StoreAsync(person, project, "aws-role", Examples.Of("aws-role"));
        foreach (var name in (string[])["hetzner-token", "aws-role"])
        {
            await person.Client.PostAsync($"{At(project)}/{name}/validation", null, Cancel);
            Assert.Equal("unreachable", (await CheckedAsync(person, project, name)).Text("state"));
        }

        var due = (await person.Client.GetJsonAsync($"{At(project)}/hetzner-token", Cancel)).GetProperty(
            "rotationDueAt"
        );
        Assert.InRange(
            due.GetDateTimeOffset() - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromDays(89),
            TimeSpan.FromDays(90)
        );
    }

    [Fact]
    public void A_busy_or_failing_provider_is_no_refusal()
    {
        var answers = new Dictionary<string, string> { ["token"] = "t" };
        foreach (var kind in (string[])["hetzner-token", "vercel-token", "cloudflare-token", "digitalocean-token"])
        {
            foreach (var status in (int[])[429, 500, 503, 302])
            {
                var ask = Assert.IsType<CheckStep.Ask>(
                    AllCredentials.Find(kind)!.Check(new(answers, TimeProvider.System.GetUtcNow(), null, null))
                );
                Assert.IsType<CheckStep.Unknown>(ask.Then(new(status, "<html>")));
                Assert.IsNotType<CheckStep.Good>(ask.Then(new(401, "{")));
            }
        }
    }

    private Dictionary<string, string> Good(string kind, JsonElement project)
    {
        var values = Examples.Of(kind);
        var unique = RandomNumberGenerator.GetHexString(12, lowercase: true);
        switch (kind)
        {
            case "aws-keys":
                Providers.AwsKeys[values["accessKeyId"]] = values["secretAccessKey"];
                break;
            case "aws-role":
                values["roleArn"] = $"arn:aws:iam::{ProviderServer.Account}:role/infrar-{unique}";
                Providers.Roles[values["roleArn"]] = values["externalId"];
                break;
            case "aws-web-identity":
                values["roleArn"] = $"arn:aws:iam::{ProviderServer.Account}:role/web-{unique}";
                Providers.WebRoles[values["roleArn"]] = $"{Platform.Address} project:{project.Text("id")}";
                break;
            case "gcp-service-account":
                var rsa = RSA.Create(2048);
                var account = $"{unique}@my-project-1.iam.gserviceaccount.com";
                Providers.GoogleAccounts[account] = rsa;
                values["key"] = JsonSerializer.Serialize(
                    new Dictionary<string, string>
                    {
                        ["type"] = "service_account",
                        ["project_id"] = "my-project-1",
                        ["private_key_id"] = unique,
                        ["client_email"] = account,
                        ["private_key"] = rsa.ExportPkcs8PrivateKeyPem(),
                    }
                );
                break;
            case "azure-client-secret":
                values["clientId"] = Guid.CreateVersion7().ToString("D");
                Providers.AzureClients[values["clientId"]] = values["clientSecret"];
                break;
            default:
                Providers.Bearers[values["token"]] = kind.Split('-')[0];
                break;
        }

        return values;
    }

    private static void SaysNoSecret(string kind, Dictionary<string, string> values, string detail)
    {
        foreach (var field in AllCredentials.Find(kind)!.Fields.Where(f => f.IsSecret && values.ContainsKey(f.Name)))
        {
            Assert.DoesNotContain(values[field.Name], detail, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("eyJ", detail, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> StoreAsync(
        Person person,
        JsonElement project,
        string kind,
        Dictionary<string, string> fields
    ) =>
        await (await person.Client.PutAsJsonAsync($"{At(project)}/{kind}", new { kind, fields }, Cancel)).JsonAsync(
            Cancel
        );

    private static async Task<JsonElement> CheckedAsync(Person person, JsonElement project, string name)
    {
        var validation = default(JsonElement);
        await RedisNode.UntilAsync(
            async () =>
            {
                validation = (await person.Client.GetJsonAsync($"{At(project)}/{name}", Cancel)).GetProperty(
                    "validation"
                );
                return !validation.GetProperty("isPending").GetBoolean();
            },
            Cancel
        );
        return validation;
    }

    private static string At(JsonElement project) => $"/api/v1/projects/{project.Text("id")}/credentials";
}
