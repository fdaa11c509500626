using Infrar.Platform.Account;
using Infrar.Platform.Builds;
using Infrar.Platform.Builds.Hooks;
using Infrar.Platform.Credentials;
using Infrar.Platform.Mail;
using Infrar.Platform.Notifications;
using Infrar.Platform.Projects;
using Infrar.Platform.Releases;
using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Uploads;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Infrar.Platform.Parts.Database;

/// <summary>The platform's records. Each slice brings the tables of its own entities.</summary>
internal abstract class PlatformContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>People with accounts.</summary>
    public DbSet<User> Users => Set<User>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PlatformContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Id<Team>>().HaveConversion<IdConverter<Team>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<Invitation>>().HaveConversion<IdConverter<Invitation>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<Project>>().HaveConversion<IdConverter<Project>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<Session>>().HaveConversion<IdConverter<Session>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<ApiToken>>().HaveConversion<IdConverter<ApiToken>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<Credential>>().HaveConversion<IdConverter<Credential>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<Upload>>().HaveConversion<IdConverter<Upload>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<Passkey>>().HaveConversion<IdConverter<Passkey>>().HaveMaxLength(32);
        configurationBuilder
            .Properties<Id<OutgoingMail>>()
            .HaveConversion<IdConverter<OutgoingMail>>()
            .HaveMaxLength(32);
        configurationBuilder.Properties<Id<Build>>().HaveConversion<IdConverter<Build>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<Release>>().HaveConversion<IdConverter<Release>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<PushHook>>().HaveConversion<IdConverter<PushHook>>().HaveMaxLength(32);
        configurationBuilder.Properties<Id<Run>>().HaveConversion<IdConverter<Run>>().HaveMaxLength(32);
        configurationBuilder
            .Properties<Id<UploadedConfiguration>>()
            .HaveConversion<IdConverter<UploadedConfiguration>>()
            .HaveMaxLength(32);
        configurationBuilder.Properties<Id<Workspace>>().HaveConversion<IdConverter<Workspace>>().HaveMaxLength(32);
        configurationBuilder
            .Properties<Id<StateVersion>>()
            .HaveConversion<IdConverter<StateVersion>>()
            .HaveMaxLength(32);
        configurationBuilder
            .Properties<Id<NotificationChannel>>()
            .HaveConversion<IdConverter<NotificationChannel>>()
            .HaveMaxLength(32);
        configurationBuilder
            .Properties<Id<NotificationDelivery>>()
            .HaveConversion<IdConverter<NotificationDelivery>>()
            .HaveMaxLength(32);
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Properties<string>().HaveMaxLength(256);
    }
}

/// <summary>The records in SQLite.</summary>
internal sealed class SqliteContext(DbContextOptions<SqliteContext> options) : PlatformContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // SQLite compares no times with offsets; microseconds since 1970 compare and keep what PostgreSQL keeps.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondConverter>();
    }

    private sealed class MicrosecondConverter()
        : ValueConverter<DateTimeOffset, long>(
            time => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
            stored => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond)
        );
}

/// <summary>The records in PostgreSQL.</summary>
internal sealed class PostgresContext(DbContextOptions<PostgresContext> options) : PlatformContext(options);
