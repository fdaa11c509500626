using System.Text.Json;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.State;

namespace Infrar.Platform.Tests.Remote;

/// <summary>A platform behind TLS, as <c>cloud</c> blocks reach it.</summary>
public sealed class RemotePlatform : IAsyncDisposable
{
    private RemotePlatform(TlsFront front, TestPlatform platform) => (Front, Platform) = (front, platform);

    internal TlsFront Front { get; }

    public TestPlatform Platform { get; }

    public static async Task<RemotePlatform> StartAsync(bool postgres)
    {
        var front = await TlsFront.StartAsync(CancellationToken.None);
        var platform = await TestPlatform.StartAsync(
            postgres,
            CancellationToken.None,
            [.. RunScene.Settings, $"--Server:PublicUrl=https://{front.Host}"]
        );
        front.PassTo(new(platform.Address));
        return new(front, platform);
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await Platform.DisposeAsync();
    }
}

/// <summary>Platforms behind TLS, on both databases.</summary>
public sealed class RemotePlatforms : IAsyncDisposable
{
    private readonly Lazy<Task<RemotePlatform>>[] _platforms =
    [
        new(() => RemotePlatform.StartAsync(false)),
        new(() => RemotePlatform.StartAsync(true)),
    ];

    public Task<RemotePlatform> On(bool postgres) => _platforms[postgres ? 1 : 0].Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var platform in _platforms.Where(p => p.IsValueCreated))
        {
            await (await platform.Value).DisposeAsync();
        }
    }
}

/// <summary>A project, somebody who owns it, and a token that Terraform has.</summary>
internal sealed record RemoteScene(RemotePlatform Remote, Person Person, string Project, string Slug, string Token)
{
    public const string Hello = """
        variable "name" {
          type    = string
          default = "world"
        }

        resource "terraform_data" "hello" {
          input = "hello ${var.name}"
        }

        resource "terraform_data" "other" {
          input = "other"
        }

        output "hello" {
          value = terraform_data.hello.output
        }

        output "secret" {
          value     = { word = "open sesame" }
          sensitive = true
        }
        """;

    public static readonly string[] Scopes = ["runs:read", "runs:write", "state:read", "state:write", "state:unlock"];

    /// <summary>A client with the token.</summary>
    public HttpClient Client()
    {
        var client = Remote.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return client;
    }

    public RunScene Runs => new(Person, Project, Remote.Platform.DataFolder);

    public static async Task<RemoteScene> MakeAsync(RemotePlatform remote)
    {
        var person = await remote.Platform.PersonAsync(TestContext.Current.CancellationToken);
        var project = await person.ProjectAsync("cloud", TestContext.Current.CancellationToken);
        return new(
            remote,
            person,
            project.Text("id"),
            project.Text("slug"),
            await StateScene.TokenAsync(person, Scopes)
        );
    }

    /// <summary>Terraform in a folder of its own; initialized.</summary>
    public async Task<CloudTerraform> TerraformAsync(string configuration, string environment = "production")
    {
        var terraform = new CloudTerraform(Remote.Front, Token, Slug, environment, configuration);
        await terraform.RunAsync("init", "-input=false");
        return terraform;
    }

    /// <summary>The newest run.</summary>
    public async Task<JsonElement> LastRunAsync() =>
        (await Person.Client.GetJsonAsync(Runs.Runs, TestContext.Current.CancellationToken)).GetProperty("items")[0];

    /// <summary>Holds that the whole of a run's log stands in what a terminal showed.</summary>
    public async Task LogIsWholeAsync(JsonElement run, string log, string said)
    {
        var kept = await Person.Client.GetStringAsync(
            $"{Runs.Runs}/{run.Text("id")}/{log}",
            TestContext.Current.CancellationToken
        );
        Assert.True(kept.Length > 100, kept);
        Assert.Contains(kept.TrimEnd('\n'), said, StringComparison.Ordinal);
    }
}
