using System.Collections.Immutable;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Notifications;

/// <summary>How somebody is told.</summary>
internal enum ChannelKind
{
    /// <summary>By an HTTP request to an address of theirs.</summary>
    Webhook,

    /// <summary>By mail to members of the team.</summary>
    Email,
}

/// <summary>What somebody is told of.</summary>
internal enum NotificationEvent
{
    /// <summary>A run's plan waits for approval.</summary>
    RunWaiting,

    /// <summary>A run made all its changes.</summary>
    RunApplied,

    /// <summary>A run was refused.</summary>
    RunErrored,

    /// <summary>A run was stopped or discarded.</summary>
    RunCanceled,

    /// <summary>A run was interrupted and has to be recovered.</summary>
    RunInterrupted,

    /// <summary>Reality is not as the state has it.</summary>
    DriftFound,

    /// <summary>New prices moved what an environment is estimated to cost.</summary>
    PricesMoved,

    /// <summary>Somebody asked for a trial.</summary>
    Test,
}

/// <summary>One way that a project tells what happens to it.</summary>
internal sealed class NotificationChannel : IIdentified
{
    public static string Prefix => "ntf";

    public Id<NotificationChannel> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    /// <summary>For people; one of a kind in its project.</summary>
    public string Name { get; private init; } = "";

    public ChannelKind Kind { get; private init; }

    /// <summary>The environment whose events are told; null for all.</summary>
    public string? Environment { get; private set; }

    public ImmutableArray<NotificationEvent> Events { get; private set; } = [];

    /// <summary>Ids of the members who get mail.</summary>
    public ImmutableArray<string> Recipients { get; private set; } = [];

    /// <summary>The host that requests go to; the whole address may hold a secret and lies in the vault.</summary>
    public string Host { get; private set; } = "";

    /// <summary>What the vault calls address and signing key; empty for mail.</summary>
    public string SecretName { get; private init; } = "";

    public bool IsEnabled { get; private set; } = true;

    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    public static NotificationChannel Of(
        Id<NotificationChannel> id,
        Id<Project> project,
        string name,
        ChannelKind kind,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            ProjectId = project,
            Name = name,
            Kind = kind,
            SecretName = kind is ChannelKind.Webhook ? $"notification-{id}" : "",
            CreatedBy = by,
            CreatedAt = now,
        };

    /// <summary>Takes what somebody wants of it.</summary>
    public void Become(
        string? environment,
        ImmutableArray<NotificationEvent> events,
        ImmutableArray<string> recipients,
        string host,
        bool isEnabled
    )
    {
        (Environment, Events, Recipients, Host, IsEnabled) = (environment, events, recipients, host, isEnabled);
        Version++;
    }

    /// <summary>Whether it tells of an event of an environment.</summary>
    public bool Wants(NotificationEvent told, string environment) =>
        IsEnabled && Events.Contains(told) && (Environment is null || Environment == environment);
}

/// <summary>Something that is to be told, or was.</summary>
internal sealed class NotificationDelivery : IIdentified
{
    /// <summary>How long telling is tried.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>How long it is known afterwards.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static string Prefix => "dlv";

    public Id<NotificationDelivery> Id { get; private init; }

    public Id<NotificationChannel> ChannelId { get; private init; }

    public NotificationEvent Event { get; private init; }

    /// <summary>The request's body, as JSON.</summary>
    public string Body { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public int Attempts { get; private set; }

    /// <summary>When it is tried next; null once it was told or given up.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>How the last attempt ended.</summary>
    public string Outcome { get; private set; } = "";

    public static NotificationDelivery Of(
        Id<NotificationDelivery> id,
        Id<NotificationChannel> channel,
        NotificationEvent told,
        string body,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            ChannelId = channel,
            Event = told,
            Body = body,
            CreatedAt = now,
            NextAttemptAt = now,
        };

    /// <summary>Takes note of an attempt before it is made: half a minute later the next, doubled each time, an hour at most.</summary>
    public void Attempt(DateTimeOffset now)
    {
        var wait = TimeSpan.FromSeconds(30 * Math.Pow(2, Math.Min(Attempts, 10)));
        Attempts++;
        NextAttemptAt = now + (wait < LongestWait ? wait : LongestWait);
    }

    /// <summary>It was told.</summary>
    public void Succeed(string outcome, DateTimeOffset now) =>
        (Outcome, DeliveredAt, NextAttemptAt) = (Fit(outcome), now, null);

    /// <summary>It was not; it is tried again unless that is hopeless or has gone on for too long.</summary>
    public void Fail(string outcome, bool isForGood, DateTimeOffset now)
    {
        Outcome = Fit(outcome);
        if (isForGood || now - CreatedAt > Life)
        {
            NextAttemptAt = null;
        }
    }

    private static string Fit(string outcome) => RunText.Fit(outcome, 200);
}

/// <summary>The tables of notifications.</summary>
internal sealed class NotificationConfiguration
    : IEntityTypeConfiguration<NotificationChannel>,
        IEntityTypeConfiguration<NotificationDelivery>
{
    /// <summary>Most characters of a body.</summary>
    public const int LongestBody = 16_000;

    public void Configure(EntityTypeBuilder<NotificationChannel> builder)
    {
        builder.ToTable("notification_channels");
        builder.HasKey(c => c.Id);
        builder.HasIndex(c => new { c.ProjectId, c.Name }).IsUnique();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder
            .Property(c => c.Events)
            .HasConversion<JsonColumn<NotificationEvent>, ListComparer<NotificationEvent>>()
            .HasMaxLength(1000);
        builder
            .Property(c => c.Recipients)
            .HasConversion<JsonColumn<string>, ListComparer<string>>()
            .HasMaxLength(4000);
        builder.HasOne<Project>().WithMany().HasForeignKey(c => c.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.ToTable("notification_deliveries");
        builder.HasKey(d => d.Id);
        builder.HasIndex(d => d.NextAttemptAt);
        builder.HasIndex(d => new { d.ChannelId, d.Id });
        builder.Property(d => d.Body).HasMaxLength(LongestBody);
        // Of two processes that take up one delivery, one is refused.
        builder.Property(d => d.Attempts).IsConcurrencyToken();
        builder
            .HasOne<NotificationChannel>()
            .WithMany()
            .HasForeignKey(d => d.ChannelId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
