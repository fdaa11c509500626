using Infrar.Cli.Remote;
using Infrar.Cli.Sources;
using Infrar.Cli.Terminal;
using Infrar.Testing.Servers;

namespace Infrar.Cli.Tests.Remote;

/// <summary>Sending sources to a server that takes them.</summary>
public sealed class PushTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_push_goes_on_after_a_lost_connection()
    {
        var server = await platform.ServerAsync();
        // Three connections break within their answers, one after the other.
        await using var lossy = new LossyProxy(server.Port, n => n is >= 2 and <= 4 ? 1500 : null);
        using var ada = await WithSourcesAsync(lossy.Address);

        var said = await ada.RunAsync(["push", "source"]);

        Assert.True(said.ExitCode is 0, said.Error);
        Assert.Contains("is detected", said.Output, StringComparison.Ordinal);
        Assert.True(lossy.Connections > 2);
        Assert.Single(
            (await ada.JsonAsync("uploads", "list", "--server", server.Address, "--project", ada.Name)).EnumerateArray()
        );
    }

    [Fact]
    public async Task What_another_run_has_begun_is_gone_on_with()
    {
        var server = await platform.ServerAsync();
        using var ada = await WithSourcesAsync(server.Address);
        var files = SourceFiles.Of(Path.Combine(ada.Folder, "source"), Cancellation);
        await using var archive = await SourceArchive.PackAsync(files, Cancellation);
        string[] fields =
        [
            "-F",
            "name=begun",
            "-F",
            $"size={archive.Content.Length}",
            "-F",
            $"sha256={archive.Sha256}",
        ];
        await ada.DoAsync(["api", "POST", $"projects/{ada.Name}/uploads", .. fields]);

        await ada.DoAsync("push", "source");

        var upload = Assert.Single((await ada.JsonAsync("uploads", "list")).EnumerateArray());
        Assert.Equal("begun", upload.GetProperty("name").GetString());
        Assert.Equal("detected", upload.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Events_come_once_each_through_losses()
    {
        var server = await platform.ServerAsync();
        using var ada = await WithSourcesAsync(server.Address);
        await ada.DoAsync("push", "source");
        var id = (await ada.JsonAsync("uploads", "list"))[0].GetProperty("id").GetString()!;
        var path = $"/api/v1/projects/{ada.Name}/uploads/{id}/events";
        var whole = await EventsAsync(ada, server.Address, path);
        // The head and one event or two, again and again.
        await using var lossy = new LossyProxy(server.Port, _ => 780);

        var parts = await EventsAsync(ada, lossy.Address, path);

        Assert.Equal(Enumerable.Range(1, whole.Count).Select(n => $"{n}"), whole);
        Assert.Equal(whole, parts);
        Assert.True(lossy.Connections > 1);
    }

    private static async Task<List<string>> EventsAsync(Person person, string server, string path)
    {
        var token = (await person.JsonAsync("tokens", "create", "CI", "--scope", "projects:read"))
            .GetProperty("secret")
            .GetString();
        using var console = new CliConsole(TextReader.Null, TextWriter.Null, TextWriter.Null, _ => null, person.Folder);
        Assert.True(ServerAddress.TryParse(server, out var address));
        using var transport = new Transport(address, console);
        var events = new ServerEvents(
            transport,
            new Bearer(transport, new SignInStore(console), token, TimeProvider.System),
            path,
            null
        );
        var seen = new List<string>();
        await foreach (var _ in events.ReadAsync(Cancellation))
        {
            seen.Add(events.LastId!);
        }

        Assert.Null(events.Problem);
        return seen;
    }

    // Somebody with a project, linked to a folder whose source is some chunks long.
    private async Task<Person> WithSourcesAsync(string address)
    {
        var direct = (await platform.ServerAsync()).Address;
        var person = new Person(address, $"p{Guid.NewGuid():N}"[..12]);
        string[] line =
        [
            "account",
            "create",
            "--server",
            direct,
            "--email",
            person.Email,
            "--name",
            "Ada",
            "--password-stdin",
        ];
        Assert.Equal(0, (await person.RunAsync(line, piped: Person.Password)).ExitCode);
        await person.SignInAsync();
        string[] signIn = ["login", direct, "--email", person.Email, "--password-stdin"];
        Assert.Equal(0, (await person.RunAsync(signIn, piped: Person.Password)).ExitCode);
        var described = await person.DoAsync("api", "GET", "/openapi/v1.json", "--anonymous");
        if (!described.Contains("\"BeginUpload\"", StringComparison.Ordinal))
        {
            person.Dispose();
            Assert.Skip("This server takes no uploads.");
        }

        await person.DoAsync("projects", "create", "Shop", "--slug", person.Name);
        person.Write(".infrar-project.json", $$"""{"server":"{{address}}","project":"{{person.Name}}"}""");
        person.Write(
            "source/package.json",
            """{"name":"shop","scripts":{"start":"node index.js"},"dependencies":{"express":"4"}}"""
        );
        person.Write("source/index.js", "require('express')().listen(process.env.PORT || 3000)\n");
        var noise = new byte[20 << 20];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(person.Folder, "source/noise.bin"), noise, Cancellation);
        return person;
    }
}
