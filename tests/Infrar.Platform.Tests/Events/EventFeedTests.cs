using System.Globalization;
using System.Net;
using Infrar.Platform.Events;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.Uploads;
using Infrar.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Events;

public abstract class EventFeedTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : EventFeedTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : EventFeedTests(true, shared);

    [Fact]
    public async Task A_client_that_loses_the_connection_again_and_again_gets_every_event_once()
    {
        const int Batches = 60;
        var (person, project, address) = await UploadAsync(Platform, Cancel);
        var writing = WriteAsync(Platform, project, address, Batches, Cancel);
        var random = new Random(20261127);
        var seen = new List<FeedEvent>();

        while (seen is not [.., { Kind: "end" }])
        {
            await foreach (var one in Feed.ReadAsync(person.Client, address, seen.LastOrDefault()?.Id, Cancel))
            {
                seen.Add(one);
                if (one.Kind is "end" || random.Next(10) is 0)
                {
                    break;
                }
            }
        }

        await writing;
        // The upload's own beginning, the batches of three lines, and the end.
        Assert.Equal(Enumerable.Range(1, Batches + 2).Select(i => (long)i), seen.Select(s => s.Id));
        Assert.Equal("line 7.1\nline 7.2\nline 7.3", seen[8].Data);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{address}/events");
        again.Headers.Add("Last-Event-ID", $"{seen[^1].Id}");
        Assert.Equal(HttpStatusCode.NoContent, (await person.Client.SendAsync(again, Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused_and_so_are_too_many_streams()
    {
        var (person, _, address) = await UploadAsync(Platform, Cancel);
        using var wrong = new HttpRequestMessage(HttpMethod.Get, $"{address}/events");
        wrong.Headers.Add("Last-Event-ID", "x");
        Assert.Equal("API001", await (await person.Client.SendAsync(wrong, Cancel)).ProblemCodeAsync(Cancel));

        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 20; i++)
        {
            open.Add(await Feed.OpenAsync(person.Client, address, null, Cancel));
        }

        using var over = await Feed.OpenAsync(person.Client, address, null, Cancel);
        Assert.Equal("API011", await over.ProblemCodeAsync(Cancel));
        open.ForEach(answer => answer.Dispose());
    }

    internal static async Task<(Person Person, Id<Project> Project, string Address)> UploadAsync(
        TestPlatform platform,
        CancellationToken cancellationToken
    )
    {
        var person = await platform.PersonAsync(cancellationToken);
        var project = (await person.ProjectAsync("Events", cancellationToken)).Text("id");
        return (person, new(project), await person.Client.BeginAsync(project, [1], cancellationToken));
    }

    internal static async Task WriteAsync(
        TestPlatform platform,
        Id<Project> project,
        string address,
        int batches,
        CancellationToken cancellationToken
    )
    {
        var stream = new EventStream(project, address.Split('/')[^1]);
        for (var i = 0; i <= batches; i++)
        {
            await using var scope = platform.Services.CreateAsyncScope();
            var log = scope.ServiceProvider.GetRequiredService<EventLog>();
            NewEvent made = i < batches ? new("log", $"line {i}.1\nline {i}.2\nline {i}.3") : new("end", "", true);
            await log.AddAsync(stream, [made], cancellationToken);
            await scope.ServiceProvider.GetRequiredService<PlatformContext>().SaveChangesAsync(cancellationToken);
            await log.SignalAsync(stream, cancellationToken);
        }
    }
}

/// <summary>Streams of one node and of several.</summary>
public sealed class EventNodeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_that_stops_ends_its_streams_in_peace()
    {
        var platform = await TestPlatform.StartAsync(false, Cancel);
        var (person, _, address) = await EventFeedTests.UploadAsync(platform, Cancel);
        using var answer = await Feed.OpenAsync(person.Client, address, null, Cancel);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal("retry: 1000", await reader.ReadLineAsync(Cancel));
        Assert.Equal("", await reader.ReadLineAsync(Cancel));
        Assert.Equal("id: 1", await reader.ReadLineAsync(Cancel));
        Assert.Equal("event: status", await reader.ReadLineAsync(Cancel));
        Assert.StartsWith("data: {", await reader.ReadLineAsync(Cancel), StringComparison.Ordinal);

        var stopping = platform.DisposeAsync().AsTask();

        // An end that is none, such as a broken connection, would throw.
        Assert.Equal("", (await reader.ReadToEndAsync(Cancel)).Trim());
        await stopping;
    }

    [Fact]
    public async Task What_one_node_writes_wakes_who_follows_at_another()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        var key = Directory.CreateTempSubdirectory("infrar-nodes-");
        string[] settings =
        [
            $"--Database:ConnectionString={await (await PostgresServer.Shared).CreateDatabaseAsync(Cancel)}",
            $"--Secrets:MasterKeyFile={Path.Combine(key.FullName, "master.key")}",
            "--Server:PublicUrl=http://nodes.example",
            "--Cache:Kind=redis",
            $"--Cache:ConnectionString={(await RedisServer.Shared).ConnectionString}",
            $"--Cache:KeyPrefix={key.Name}:",
        ];
        await using var one = await TestPlatform.StartAsync(true, Cancel, settings);
        await using var other = await TestPlatform.StartAsync(true, Cancel, settings);
        var (person, project, address) = await EventFeedTests.UploadAsync(one, Cancel);
        using var there = other.Anonymous();
        there.DefaultRequestHeaders.Authorization = person.Client.DefaultRequestHeaders.Authorization;
        var seen = new List<FeedEvent>();
        Task? writing = null;

        await foreach (var made in Feed.ReadAsync(there, address, null, Cancel))
        {
            seen.Add(made);
            writing ??= EventFeedTests.WriteAsync(one, project, address, 10, Cancel);
        }

        await writing!;
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), seen.Select(s => s.Id));
        key.Delete(recursive: true);
    }
}

/// <summary>An event as a client reads it.</summary>
internal sealed record FeedEvent(long Id, string Kind, string Data);

/// <summary>Reads server-sent events as a browser does.</summary>
internal static class Feed
{
    public static async Task<HttpResponseMessage> OpenAsync(
        HttpClient client,
        string address,
        long? after,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/events");
        if (after is { } id)
        {
            request.Headers.Add("Last-Event-ID", $"{id}");
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public static async IAsyncEnumerable<FeedEvent> ReadAsync(
        HttpClient client,
        string address,
        long? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var answer = await OpenAsync(client, address, after, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        var (id, kind, data) = (0L, "", new List<string>());
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["id", var value]:
                    id = long.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case ["event", var value]:
                    kind = value;
                    break;
                case ["data", var value]:
                    data.Add(value);
                    break;
                case [""] when id > 0:
                    yield return new(id, kind, string.Join('\n', data));
                    (id, data) = (0, []);
                    break;
                default:
                    break;
            }
        }
    }
}
