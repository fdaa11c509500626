using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Hosting;

/// <summary>What is done before the first request.</summary>
internal static class PlatformStart
{
    /// <summary>Takes this node's turn, prepares what the platform stands on, the scheduler's tables too, and serves.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var turn = await StartTurn.TakeAsync(app.Services, cancellationToken);
        await PrepareAsync(app.Services, cancellationToken);
        await app.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Validates the settings, brings the database and the file stores up to this version, and erases again whom a backup brought back.
    /// </summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        _ = services.GetRequiredService<DataFolderInUse>();
        await MigrateAsync(services, cancellationToken);
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AuditSeal>().BringUpAsync(cancellationToken);
            await scope.ServiceProvider.GetRequiredService<PersonErasure>().EraseReturnedAsync(cancellationToken);
        }

        await services.GetRequiredService<Parts.Prices.PriceStore>().PrepareAsync(cancellationToken);
        await services.GetRequiredService<Parts.Files.FileRetentionStart>().RunAsync(cancellationToken);
    }

    private static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<PostgresSources>() is { } sources)
        {
            // Past PgBouncer: a migration holds a lock of its session.
            var options = new DbContextOptionsBuilder<PostgresContext>();
            DatabaseServices.Postgres(options, sources.Direct);
            await using var direct = new PostgresContext(options.Options);
            await MigrateAsync(direct, cancellationToken);
            return;
        }

        SqliteFile.Own(services.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder);
        await using var scope = services.CreateAsyncScope();
        await MigrateAsync(scope.ServiceProvider.GetRequiredService<PlatformContext>(), cancellationToken);
    }

    // Asking is cheap; migrating compares the whole model with that of the last migration first, at each start.
    private static async Task MigrateAsync(PlatformContext records, CancellationToken cancellationToken)
    {
        if ((await records.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await records.Database.MigrateAsync(cancellationToken);
        }
    }

    /// <summary>The set-up secret while nobody has an account; null afterwards.</summary>
    public static async Task<string?> SetupSecretAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        return await records.Users.AnyAsync(cancellationToken)
            ? null
            : scope.ServiceProvider.GetRequiredService<SetupSecret>().Open();
    }
}
