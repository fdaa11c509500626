using System.Net;
using System.Text.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using NpgsqlTypes;

namespace Infrar.Platform.Tests.Parts;

/// <summary>Two nodes on one primary, a real standby of it, and one Redis.</summary>
public sealed class ReplicaTests
{
    private const int Late = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_wrote_sees_it_others_may_see_it_late_and_a_lost_replica_stops_nobody()
    {
        var missing = PostgresServer.Missing ?? RedisServer.Missing;
        Assert.SkipWhen(missing is not null, missing ?? "");
        await using var primary = await PostgresServer.StartAsync(new(), Cancel);
        var database = await primary.CreateDatabaseAsync(Cancel);
        await using var standby = await primary.StartStandbyAsync(Cancel);
        await using var redis = await RedisServer.StartAsync(Cancel);
        var settings = Settings(database, standby.ConnectionString("db1"), redis.ConnectionString);
        await using var one = await TestPlatform.StartAsync(false, Cancel, settings);
        await using var other = await TestPlatform.StartAsync(false, Cancel, settings);
        var (owner, guest) = (await one.PersonAsync(Cancel), await one.PersonAsync(Cancel));
        await owner.InviteAsync(guest, "viewer", Cancel);
        using var ownerThere = At(other, owner);
        using var guestThere = At(other, guest);
        var log = $"/api/v1/teams/{owner.Team}/audit?action=project.create";
        await UntilReplicaAsync(other, "ready");

        // What the guest did to join is no write of the last seconds any more.
        await Task.Delay(TimeSpan.FromSeconds(Late), Cancel);
        await PauseAsync(standby, "pause");
        var made = await owner.ProjectAsync("First", Cancel);
        Assert.Equal(1, await RowsAsync(ownerThere, log));
        Assert.Equal(0, await RowsAsync(guestThere, log));
        // Access is decided on the primary: a project that the replica does not hold yet is there all the same.
        var environments = $"/api/v1/projects/{made.Text("slug")}/environments";
        using (var answer = await guestThere.GetAsync(environments, Cancel))
        {
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(0, await RowsAsync(guestThere, log));

        // Nobody sees what is older than the setting.
        await Task.Delay(TimeSpan.FromSeconds(Late), Cancel);
        Assert.Equal(1, await RowsAsync(guestThere, log));
        await UntilReplicaAsync(other, "degraded");

        // Who wrote is not known while Redis is lost, so the replica answers nobody.
        await PauseAsync(standby, "resume");
        await UntilReplicaAsync(other, "ready");
        await PauseAsync(standby, "pause");
        await owner.ProjectAsync("Second", Cancel);
        Assert.Equal(1, await RowsAsync(guestThere, log));
        await redis.KillAsync(Cancel);
        Assert.Equal(2, await RowsAsync(guestThere, log));
        await redis.RestartAsync(Cancel);

        await PauseAsync(standby, "resume");
        await UntilReplicaAsync(other, "ready");
        await Task.Delay(TimeSpan.FromSeconds(Late), Cancel);
        await UntilAnsweredByAsync(standby, guestThere, log);
        await standby.KillAsync(Cancel);
        for (var n = 0; n < 20; n++)
        {
            Assert.Equal(2, await RowsAsync(guestThere, log));
        }

        await UntilReplicaAsync(other, "degraded");
    }

    [Fact]
    public void A_replica_holds_what_was_written_before_the_last_end_that_it_has_replayed()
    {
        var progress = new ReplicaProgress();
        var start = DateTimeOffset.UnixEpoch;
        for (var second = 0; second < 10; second++)
        {
            progress.Note(start.AddSeconds(second), new NpgsqlLogSequenceNumber(100UL + (ulong)second), start);
        }

        Assert.Null(progress.HeldBy(new(99)));
        Assert.Equal(start.AddSeconds(4), progress.HeldBy(new(104)));
        Assert.Equal(start.AddSeconds(9), progress.HeldBy(new(500)));

        // Nothing more is written: it stays as near as it is looked at.
        progress.Note(start.AddSeconds(60), new(109), start.AddSeconds(50));
        Assert.Equal(start.AddSeconds(60), progress.HeldBy(new(109)));
        Assert.Null(progress.HeldBy(new(104)));
    }

    [Fact]
    public void A_replica_of_sqlite_and_one_without_tls_under_iam_are_refused()
    {
        var sqlite = new DatabaseOptions { ReplicaConnectionString = "Host=replica", ReadYourWritesSeconds = 2 };
        var iam = new DatabaseOptions
        {
            Kind = DatabaseKind.Postgres,
            ConnectionString = "Host=db;SSL Mode=VerifyFull",
            ReplicaConnectionString = "Host=replica",
            IamRegion = "eu-central-1",
        };

        var faults = new DatabaseOptionsValidation().Validate(null, sqlite).Failures!.ToList();
        Assert.Contains(faults, f => f.StartsWith("Database:ReplicaConnectionString", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("Database:ReadYourWritesSeconds", StringComparison.Ordinal));
        var fault = Assert.Single(new DatabaseOptionsValidation().Validate(null, iam).Failures!);
        Assert.EndsWith("Database:ReplicaConnectionString.", fault, StringComparison.Ordinal);
    }

    private static string[] Settings(string database, string replica, string redis)
    {
        var shared = Directory.CreateTempSubdirectory("infrar-replica-").FullName;
        return
        [
            "--Database:Kind=postgres",
            $"--Database:ConnectionString={database}",
            $"--Database:ReplicaConnectionString={replica}",
            $"--Database:ReadYourWritesSeconds={Late}",
            "--Database:PoolSize=10",
            "--Cache:Kind=redis",
            $"--Cache:ConnectionString={redis}",
            $"--Files:Folder={shared}/files",
            "--Secrets:Kind=database",
            $"--Secrets:MasterKeyFile={shared}/master.key",
            // Tokens name who made them, and are good on both nodes.
            "--Server:PublicUrl=http://infrar.example.com",
        ];
    }

    private static HttpClient At(TestPlatform node, Person person)
    {
        var client = node.Anonymous();
        client.DefaultRequestHeaders.Authorization = person.Client.DefaultRequestHeaders.Authorization;
        return client;
    }

    private static async Task<int> RowsAsync(HttpClient client, string log) =>
        (await client.GetJsonAsync(log, Cancel)).GetProperty("items").GetArrayLength();

    private static async Task PauseAsync(PostgresServer standby, string what) =>
        _ = await standby.QueryAsync("postgres", $"select pg_wal_replay_{what}()", Cancel);

    private static async Task UntilReplicaAsync(TestPlatform node, string status)
    {
        using var client = node.Anonymous();
        for (var n = 0; ; n++)
        {
            var ready = await client.GetJsonAsync("/ready", Cancel);
            var part = ready
                .GetProperty("parts")
                .EnumerateArray()
                .Single(p => p.Text("name") is "database/replica")
                .Text("status");
            if (part == status)
            {
                return;
            }

            Assert.True(n < 200, $"The replica is {part}, not {status}: {JsonSerializer.Serialize(ready)}");
            await Task.Delay(100, Cancel);
        }
    }

    /// <summary>Asks until the standby has counted a read of the records.</summary>
    private static async Task UntilAnsweredByAsync(PostgresServer standby, HttpClient client, string log)
    {
        const string Reads =
            "select coalesce(sum(seq_scan + idx_scan), 0) from pg_stat_user_tables where relname = 'audit_events'";
        var before = await standby.QueryAsync("db1", Reads, Cancel);
        for (var n = 0; before == await standby.QueryAsync("db1", Reads, Cancel); n++)
        {
            Assert.True(n < 200, "The standby was asked nothing.");
            Assert.Equal(2, await RowsAsync(client, log));
            await Task.Delay(100, Cancel);
        }
    }
}
