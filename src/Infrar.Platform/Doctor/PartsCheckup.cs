using System.Diagnostics;
using System.Globalization;
using System.Text;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Infrar.Platform.Doctor;

/// <summary>Whether the parts that the configuration names answer; nothing is made that is not there yet.</summary>
internal sealed class PartsCheckup(IServiceProvider services)
{
    private const double MostSkewSeconds = 5;
    private const double MostMilliseconds = 50;

    private string DataFolder => services.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder;

    /// <summary>Looks at all of them.</summary>
    public async Task<IEnumerable<Examined>> RunAsync(CancellationToken cancellationToken)
    {
        List<Examined> all = [];
        all.AddRange(
            services.GetService<PostgresSources>() is { } sources
                ? await PostgresAsync(sources, cancellationToken)
                : await SqliteAsync(cancellationToken)
        );
        all.Add(await MasterKeyAsync(cancellationToken));
        if (services.GetRequiredService<IOptions<CacheOptions>>().Value.Kind is CacheKind.Redis)
        {
            all.Add(
                await Examined.TryAsync(
                    "redis",
                    "Look at Cache:ConnectionString and whether Redis runs. Meanwhile each node counts limits by itself.",
                    async patience =>
                    {
                        await services.GetRequiredService<ISharedState>().ProbeAsync(patience);
                        return new("redis", Condition.Ok, "It answers.");
                    },
                    cancellationToken
                )
            );
        }

        if (services.GetRequiredService<IOptions<FilesOptions>>().Value.Kind is "s3")
        {
            foreach (var (name, store) in services.GetRequiredService<FileStores>().Named())
            {
                all.Add(await BucketAsync($"bucket {name}", store, cancellationToken));
            }
        }

        return all;
    }

    private async Task<IEnumerable<Examined>> SqliteAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(DataFolder, "infrar.db");
        if (!File.Exists(file))
        {
            return [new("database", Condition.Ok, $"{file} is not there yet; the first start makes it.")];
        }

        return
        [
            await Examined.TryAsync(
                "database",
                "Restore a backup: infrar restore ARCHIVE --force",
                async patience =>
                {
                    await using var connection = SqliteFile.Open(file);
                    await SqliteFile.CheckAsync(connection, patience);
                    return new("database", Condition.Ok, $"{file} is whole.");
                },
                cancellationToken
            ),
            await MigrationsAsync(services.GetRequiredService<PlatformContext>(), cancellationToken),
        ];
    }

    private async Task<IEnumerable<Examined>> PostgresAsync(
        PostgresSources sources,
        CancellationToken cancellationToken
    )
    {
        const string Mend =
            "Look at Database:ConnectionString, the password file, and whether PostgreSQL lets this machine in.";
        var options = new DbContextOptionsBuilder<PostgresContext>();
        DatabaseServices.Postgres(options, sources.Direct);
        await using var direct = new PostgresContext(options.Options);
        List<Examined> all =
        [
            await Examined.TryAsync(
                "database",
                Mend,
                p => ReachAsync("database", sources.Pooled, p),
                cancellationToken
            ),
        ];
        if (!ReferenceEquals(sources.Pooled, sources.Direct))
        {
            all.Add(
                await Examined.TryAsync(
                    "database, direct",
                    "Look at Database:DirectConnectionString: migrations and jobs need it.",
                    p => ReachAsync("database, direct", sources.Direct, p),
                    cancellationToken
                )
            );
        }

        if (sources.Replica is { } replica)
        {
            all.Add(
                await Examined.TryAsync(
                    "database, replica",
                    "Look at Database:ReplicaConnectionString. Meanwhile reads ask the primary.",
                    p => ReplicaAsync(replica, p),
                    cancellationToken
                )
            );
        }

        if (all.TrueForAll(e => e.Condition is not Condition.Broken))
        {
            all.Add(await Examined.TryAsync("clock", Mend, p => ClockAsync(sources.Direct, p), cancellationToken));
            all.Add(await MigrationsAsync(direct, cancellationToken));
        }

        return all;
    }

    private static async Task<Examined> ReachAsync(
        string name,
        NpgsqlDataSource source,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select 1", connection);
        _ = await command.ExecuteScalarAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        _ = await command.ExecuteScalarAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var says = string.Create(
            CultureInfo.InvariantCulture,
            $"PostgreSQL {connection.ServerVersion} answers in {took:0.0} ms."
        );
        return took <= MostMilliseconds
            ? new(name, Condition.Ok, says)
            : new(
                name,
                Condition.Warning,
                says,
                "Move the platform nearer to its database: a request asks it several times."
            );
    }

    private static async Task<Examined> ReplicaAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        const string Name = "database, replica";
        return await Replica.ReplayedAsync(source, cancellationToken) is null
            ? new(
                Name,
                Condition.Warning,
                "It follows no primary.",
                "Name a hot standby in Database:ReplicaConnectionString, or leave it out. Meanwhile reads ask the primary."
            )
            : await ReachAsync(Name, source, cancellationToken);
    }

    private async Task<Examined> ClockAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var time = services.GetRequiredService<TimeProvider>();
        await using var command = source.CreateCommand("select clock_timestamp()");
        var before = time.GetUtcNow();
        var there = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
        // The answer is from between asking and hearing.
        var skew = (there - before - ((time.GetUtcNow() - before) / 2)).TotalSeconds;
        var says = string.Create(CultureInfo.InvariantCulture, $"The database's clock differs by {skew:0.0} s.");
        return Math.Abs(skew) <= MostSkewSeconds
            ? new("clock", Condition.Ok, says)
            : new("clock", Condition.Warning, says, "Let both machines take their time from the same NTP servers.");
    }

    private static Task<Examined> MigrationsAsync(PlatformContext records, CancellationToken cancellationToken) =>
        Examined.TryAsync(
            "schema",
            "Start the platform: it brings the schema up to date.",
            async patience =>
            {
                var known = records.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
                var applied = (await records.Database.GetAppliedMigrationsAsync(patience)).ToList();
                if (applied.Find(a => !known.Contains(a)) is { } newer)
                {
                    return new(
                        "schema",
                        Condition.Broken,
                        $"A newer Infrar made {newer}.",
                        "Run that version, or a newer one."
                    );
                }

                var pending = known.Count - applied.Count;
                return new(
                    "schema",
                    Condition.Ok,
                    pending is 0
                        ? "It is of this version."
                        : $"{pending} migrations are pending; the next start applies them."
                );
            },
            cancellationToken
        );

    private Task<Examined> MasterKeyAsync(CancellationToken cancellationToken)
    {
        var secrets = services.GetRequiredService<IOptions<SecretsOptions>>().Value;
        var file = secrets.MasterKeyFile ?? Path.Combine(DataFolder, "master.key");
        if (secrets.KmsKeyId is null && !File.Exists(file))
        {
            var isNew = secrets.MasterKeyFile is not null || !File.Exists(Path.Combine(DataFolder, "infrar.db"));
            return Task.FromResult(
                isNew
                    ? new Examined("master key", Condition.Ok, $"{file} is not there yet; the first start makes it.")
                    : new(
                        "master key",
                        Condition.Broken,
                        $"{file} is gone, and the database was sealed under it.",
                        "Put it back from where it was kept before the next start makes another one."
                    )
            );
        }

        return Examined.TryAsync(
            "master key",
            secrets.KmsKeyId is null
                ? $"Put the right key into {file}, of mode 600."
                : "Allow kms:Encrypt and kms:Decrypt for the key.",
            async patience =>
            {
                var master = services.GetRequiredService<IMasterKey>();
                var wrapped = await master.WrapAsync(new byte[] { 1 }, "doctor", patience);
                _ = await master.UnwrapAsync(wrapped, "doctor", patience);
                return new("master key", Condition.Ok, "It seals and opens.");
            },
            cancellationToken
        );
    }

    private static Task<Examined> BucketAsync(string name, IFileStore store, CancellationToken cancellationToken) =>
        Examined.TryAsync(
            name,
            "Look at Files:Buckets, the keys, and whether they allow s3:PutObject, s3:GetObject and s3:DeleteObject.",
            async patience =>
            {
                if (!FileKey.Parse("doctor/probe").Succeeded(out var key, out var problem))
                {
                    throw new InvalidOperationException(problem.Detail);
                }

                await store.WriteAsync(key, new MemoryStream(Encoding.ASCII.GetBytes("probe")), patience);
                await using (var content = await store.OpenAsync(key, 0, null, patience))
                {
                    if (content is null)
                    {
                        return new(name, Condition.Broken, "What was written is not there.", "Look at Files:Endpoint.");
                    }
                }

                await store.DeleteAsync(key, patience);
                return new(name, Condition.Ok, "It writes, reads and deletes.");
            },
            cancellationToken
        );
}
