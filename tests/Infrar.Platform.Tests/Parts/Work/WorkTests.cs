using System.Collections.Concurrent;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Work;
using Infrar.Platform.Tests.Parts.Cache;
using Infrar.Testing.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Infrar.Platform.Tests.Parts.Work;

/// <summary>Jobs by the clock on one node and on several.</summary>
public sealed class WorkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_run_each_firing_once()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var database = await (await PostgresServer.Shared).CreateDatabaseAsync(Cancellation);
        var firings = new Firings();
        using var one = await StartAsync(firings, null, Postgres(database));
        using var other = await StartAsync(firings, null, Postgres(database));

        await RedisNode.UntilAsync(() => Task.FromResult(firings.All.Count >= 5), Cancellation);
        await one.StopAsync(Cancellation);
        await other.StopAsync(Cancellation);

        // A node that a busy machine holds up for long is believed dead, and what it was at is run again: that is the other test.
        var own = firings.All.Where(f => !f.IsRecovering).ToList();
        Assert.Equal(own.Count, own.Select(f => f.Scheduled).Distinct().Count());
    }

    [Fact]
    public async Task The_job_of_a_node_that_is_cut_off_is_run_again_by_another()
    {
        Assert.SkipWhen(PgBouncerServer.Missing is not null, PgBouncerServer.Missing ?? "");
        var server = await PostgresServer.Shared;
        var database = await server.CreateDatabaseAsync(Cancellation);
        // Each node has its own line, and both live before one is cut off: a node that starts would take up what it finds begun.
        await using var oneLine = await PgBouncerServer.StartAsync(server, Cancellation);
        await using var otherLine = await PgBouncerServer.StartAsync(server, Cancellation);
        var (ofOne, ofOther) = (new Firings(), new Firings());
        var hold = new TaskCompletionSource();
        using var one = await StartAsync(ofOne, hold.Task, Postgres(oneLine.Through(database)));
        using var other = await StartAsync(ofOther, hold.Task, Postgres(otherLine.Through(database)));
        await RedisNode.UntilAsync(() => Task.FromResult(ofOne.All.Count + ofOther.All.Count > 0), Cancellation);
        var (line, cutOff, living) = ofOther.All.IsEmpty ? (oneLine, ofOne, ofOther) : (otherLine, ofOther, ofOne);
        Assert.False(cutOff.All.Single().IsRecovering);

        await line.StopAsync(Cancellation);
        await RedisNode.UntilAsync(() => Task.FromResult(!living.All.IsEmpty), Cancellation);

        Assert.True(living.All.Single().IsRecovering);
        Assert.Single(cutOff.All);
        hold.SetResult();
        await line.RestartAsync(Cancellation);
        await one.StopAsync(Cancellation);
        await other.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_node_on_SQLite_that_stops_lets_its_job_end()
    {
        var folder = Directory.CreateTempSubdirectory("infrar-work-");
        var firings = new Firings();
        var hold = new TaskCompletionSource();
        using (var node = await StartAsync(firings, hold.Task, ("Server:DataFolder", folder.FullName)))
        {
            await RedisNode.UntilAsync(() => Task.FromResult(!firings.All.IsEmpty), Cancellation);
            // The job has a second to go when the node is told to stop; a node that did not wait would be gone before.
            var lifetime = node.Services.GetRequiredService<IHostApplicationLifetime>();
            await using var asked = lifetime.ApplicationStopping.Register(() =>
                _ = Task.Delay(1000, CancellationToken.None).ContinueWith(_ => hold.SetResult(), TaskScheduler.Default)
            );

            await node.StopAsync(Cancellation);

            Assert.Equal((1, 1), (firings.All.Count, firings.Ended));
        }

        folder.Delete(recursive: true);
    }

    private static (string, string)[] Postgres(string database) =>
        [("Database:Kind", "postgres"), ("Database:ConnectionString", database), ("Work:CheckInMilliseconds", "500")];

    private static async Task<IHost> StartAsync(
        Firings firings,
        Task? hold,
        params (string Name, string Value)[] settings
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value));
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddOptions<ServerOptions>().Bind(builder.Configuration.GetSection("Server"));
        builder.Services.AddSingleton(firings).AddSingleton(new Hold(hold ?? Task.CompletedTask));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDatabase(builder.Configuration);
        builder.Services.AddWork(builder.Configuration);
        builder.Services.AddClockwork<Job>(
            "every-second",
            "* * * * * ?",
            "Europe/Dublin",
            CronTriggerMisfireInstruction.FireAndProceed
        );
        var host = builder.Build();
        await host.StartAsync(Cancellation);
        return host;
    }

    /// <summary>What ran.</summary>
    private sealed class Firings
    {
        private int _ended;

        public ConcurrentBag<(DateTimeOffset? Scheduled, bool IsRecovering)> All { get; } = [];

        public int Ended => Volatile.Read(ref _ended);

        public void End() => Interlocked.Increment(ref _ended);
    }

    /// <summary>What a job waits for.</summary>
    private sealed record Hold(Task Until);

    /// <summary>Writes down that it ran.</summary>
    private sealed class Job(Firings firings, Hold hold) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            firings.All.Add((context.ScheduledFireTimeUtc, context.Recovering));
            await hold.Until;
            firings.End();
        }
    }
}
