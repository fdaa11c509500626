using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Notifications;

/// <summary>How a project is to tell what happens to it.</summary>
/// <param name="Name">For people; 1 to 80 visible characters, one of a kind in the project.</param>
/// <param name="Kind">By <c>webhook</c> or by <c>email</c>.</param>
/// <param name="Events">What of; all when left out.</param>
/// <param name="Url">For a webhook: where requests go, by HTTPS unless the installation allows private networks. It is never shown again.</param>
/// <param name="Recipients">For mail: ids of members of the team, 1 to 50.</param>
/// <param name="Environment">The environment whose events are told; all when left out.</param>
[ApiExample(
    """
        {"name": "On-call", "kind": "webhook", "events": ["runWaiting", "runErrored", "runInterrupted", "driftFound"], "url": "https://hooks.example.com/infrar/7f3a", "environment": "production"}
        """
)]
internal sealed record CreateChannelRequest(
    string Name,
    ChannelKind Kind,
    ImmutableArray<NotificationEvent>? Events = null,
    Secret? Url = null,
    ImmutableArray<string>? Recipients = null,
    string? Environment = null
);

/// <summary>How a project's way to tell is to be changed; name, kind and address stay.</summary>
/// <param name="Events">What of; all when left out.</param>
/// <param name="Recipients">For mail: ids of members of the team, 1 to 50.</param>
/// <param name="Environment">The environment whose events are told; all when left out.</param>
/// <param name="Enabled">Whether it tells anything; yes when left out.</param>
[ApiExample("""{"events": ["runInterrupted"], "environment": null, "enabled": true}""")]
internal sealed record ChangeChannelRequest(
    ImmutableArray<NotificationEvent>? Events = null,
    ImmutableArray<string>? Recipients = null,
    string? Environment = null,
    bool? Enabled = null
);

/// <summary>A way that a project tells what happens to it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">How it tells.</param>
/// <param name="Events">What of.</param>
/// <param name="Environment">The environment whose events are told; null for all.</param>
/// <param name="Host">The host that requests go to; empty for mail.</param>
/// <param name="Recipients">Ids of the members who get mail.</param>
/// <param name="Enabled">Whether it tells anything.</param>
/// <param name="Version">Rises with every change.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
[ApiExample(
    """
        {"id": "ntf-06f3k7z9m1b8qd2v5x4c", "name": "On-call", "kind": "webhook", "events": ["runInterrupted"], "environment": "production", "host": "hooks.example.com", "recipients": [], "enabled": true, "version": 1, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00"}
        """
)]
internal sealed record ChannelResponse(
    Id<NotificationChannel> Id,
    string Name,
    ChannelKind Kind,
    ImmutableArray<NotificationEvent> Events,
    string? Environment,
    string Host,
    ImmutableArray<string> Recipients,
    bool Enabled,
    int Version,
    string CreatedBy,
    DateTimeOffset CreatedAt
)
{
    public static ChannelResponse Of(NotificationChannel channel) =>
        new(
            channel.Id,
            channel.Name,
            channel.Kind,
            channel.Events,
            channel.Environment,
            channel.Host,
            channel.Recipients,
            channel.IsEnabled,
            channel.Version,
            channel.CreatedBy,
            channel.CreatedAt
        );
}

/// <summary>A way to tell that was made.</summary>
/// <param name="Channel">It.</param>
/// <param name="SigningKey">For a webhook: what its requests are signed with. It is never shown again.</param>
[ApiExample(
    """
        {"channel": {"id": "ntf-06f3k7z9m1b8qd2v5x4c", "name": "On-call", "kind": "webhook", "events": ["runInterrupted"], "environment": "production", "host": "hooks.example.com", "recipients": [], "enabled": true, "version": 1, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00"}, "signingKey": "4c1f0a…"}
        """
)]
internal sealed record CreatedChannelResponse(ChannelResponse Channel, string? SigningKey);

/// <summary>Something that was told, or is to be.</summary>
/// <param name="Id">Its id, which its receiver sees too.</param>
/// <param name="Event">What of.</param>
/// <param name="At">When it happened.</param>
/// <param name="Attempts">How often telling was begun.</param>
/// <param name="DeliveredAt">When it was told; null while it was not.</param>
/// <param name="NextAttemptAt">When it is tried again; null once it was told or given up.</param>
/// <param name="Outcome">How the last attempt ended: a status of HTTP, or why there is none.</param>
[ApiExample(
    """
        {"id": "dlv-06f3k7z9m1b8qd2v5x4c", "event": "runInterrupted", "at": "2026-11-27T09:30:00+00:00", "attempts": 1, "deliveredAt": "2026-11-27T09:30:01+00:00", "nextAttemptAt": null, "outcome": "204"}
        """
)]
internal sealed record DeliveryResponse(
    Id<NotificationDelivery> Id,
    NotificationEvent Event,
    DateTimeOffset At,
    int Attempts,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? NextAttemptAt,
    string Outcome
)
{
    public static DeliveryResponse Of(NotificationDelivery delivery) =>
        new(
            delivery.Id,
            delivery.Event,
            delivery.CreatedAt,
            delivery.Attempts,
            delivery.DeliveredAt,
            delivery.NextAttemptAt,
            delivery.Outcome
        );
}

/// <summary>What notifications are refused for.</summary>
internal static class NotificationProblems
{
    internal static Problem NoSuch() =>
        new(
            "NTF001",
            ProblemKind.NotFound,
            "No such notification",
            "The project has none of this id. GET …/notifications lists those that it has."
        );

    internal static Problem NotRight() =>
        new(
            "NTF002",
            ProblemKind.Invalid,
            "The notification is not right",
            "The errors say which fields, and what would be. Nothing was changed."
        );

    internal static Problem NameTaken(string name) =>
        new(
            "NTF003",
            ProblemKind.Conflict,
            "The project has a notification of that name",
            $"'{name}' is there already. Change or delete it, or take another name."
        );

    internal static Problem TooMany(int most) =>
        new(
            "NTF004",
            ProblemKind.Conflict,
            "The project has as many notifications as it may",
            $"At most {most}. Delete one first."
        );

    internal static Problem NoMail() =>
        new(
            "NTF005",
            ProblemKind.Unavailable,
            "This installation sends no mail",
            "Its administrator has configured no mail server (Mail:Host). A webhook works without one."
        );
}
