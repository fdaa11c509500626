using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.State;

/// <summary>A project with a workspace, somebody who owns it, and a token for its state.</summary>
internal sealed record StateScene(TestPlatform Platform, Person Person, string Project, string Token)
{
    /// <summary>The path of the workspace.</summary>
    public string Workspace => $"/api/v1/projects/{Project}/workspaces/production";

    /// <summary>The path of its state.</summary>
    public string State => $"{Workspace}/state";

    public static async Task<StateScene> MakeAsync(TestPlatform platform, params string[] scopes)
    {
        var cancel = TestContext.Current.CancellationToken;
        var person = await platform.PersonAsync(cancel);
        var project = await person.ProjectAsync("shop", cancel);
        return new(
            platform,
            person,
            project.Text("id"),
            await TokenAsync(person, scopes is [] ? ["state:read", "state:write"] : scopes)
        );
    }

    public static async Task<string> TokenAsync(Person person, params string[] scopes) =>
        (
            await person.Client.PostJsonAsync(
                "/api/v1/tokens",
                new
                {
                    name = "state",
                    scopes,
                    expiresInDays = 1,
                },
                TestContext.Current.CancellationToken
            )
        ).Text("secret");

    /// <summary>A client as OpenTofu and Terraform are: Basic, with the token as the password.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{token ?? Token}"))
        );
        return client;
    }

    /// <summary>Terraform with its state here.</summary>
    public Terraform Terraform(string configuration, string? address = null) =>
        new($"{address ?? Platform.Address}{State}", Token, configuration);
}

/// <summary>Short ways to say what the protocol's clients send.</summary>
internal static class StateClient
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A state's JSON.</summary>
    public static string Sample(long serial, string lineage = "a-lineage", string more = "") =>
        $$"""{"version":4,"terraform_version":"1.11.4","serial":{{serial}},"lineage":"{{lineage}}","outputs":{},"resources":[]{{more}}}""";

    /// <summary>A lock's JSON.</summary>
    public static string Lock(string id) =>
        $$"""{"ID":"{{id}}","Operation":"OperationTypeApply","Info":"","Who":"ada@laptop","Version":"1.11.4","Created":"2026-11-27T09:30:00.5Z","Path":""}""";

    // What the protocol's clients send.
#pragma warning disable CA5351
    public static byte[] Md5(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351

    public static Task<HttpResponseMessage> WriteAsync(
        this HttpClient client,
        string path,
        string state,
        string? id = null,
        byte[]? md5 = null
    )
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(state));
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentMD5 = md5 ?? Md5(state);
        return client.PostAsync(id is null ? path : $"{path}?ID={id}", content, Cancel);
    }

    public static Task<HttpResponseMessage> LockAsync(this HttpClient client, string path, string id) =>
        client.VerbAsync("LOCK", $"{path}/lock", Lock(id));

    public static Task<HttpResponseMessage> UnlockAsync(this HttpClient client, string path, string? id) =>
        client.VerbAsync("UNLOCK", $"{path}/lock", id is null ? "" : Lock(id));

    public static Task<HttpResponseMessage> VerbAsync(this HttpClient client, string verb, string path, string body) =>
        client.SendAsync(
            new HttpRequestMessage(new HttpMethod(verb), path)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            },
            Cancel
        );

    public static async Task IsAsync(this Task<HttpResponseMessage> sent, HttpStatusCode status)
    {
        var answer = await sent;
        Assert.True(
            answer.StatusCode == status,
            $"{(int)answer.StatusCode}, expected {(int)status}: {await answer.Content.ReadAsStringAsync(Cancel)}"
        );
    }

    /// <summary>The holder's lock, which a conflict's body is.</summary>
    public static async Task<JsonElement> HolderAsync(this Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.Equal((HttpStatusCode)423, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    public static async Task<string> RefusedAsync(this Task<HttpResponseMessage> sent) =>
        await (await sent).ProblemCodeAsync(Cancel);
}
