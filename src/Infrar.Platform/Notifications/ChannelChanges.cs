using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Notifications;

/// <summary>Makes, changes and deletes a project's ways to tell what happens.</summary>
internal sealed class ChannelChanges(
    PlatformContext records,
    ISecretVault vault,
    Outbox outbox,
    AuditLog audit,
    IOptions<NetworkOptions> network,
    TimeProvider time
)
{
    private const int Most = 20;
    private const int LongestName = 80;
    private const int LongestUrl = 2000;
    private const int MostRecipients = 50;

    private static readonly ImmutableArray<NotificationEvent> _all =
    [
        .. Enum.GetValues<NotificationEvent>().Where(e => e is not NotificationEvent.Test),
    ];

    /// <summary>Makes one.</summary>
    /// <remarks>1. The vault, under a name that no row has. 2. Row and audit event, together.</remarks>
    /// <returns>It, with the key that its requests are signed with; <c>NTF002</c> to <c>NTF005</c> with the faults of fields.</returns>
    public async Task<(Result<CreatedChannelResponse> Made, ImmutableArray<ProblemError> Faults)> CreateAsync(
        CreateChannelRequest request,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (request.Kind is ChannelKind.Email && !outbox.IsOn)
        {
            return (NotificationProblems.NoMail(), []);
        }

        var url =
            request.Url?.Reveal() is { Length: <= LongestUrl } text
            && Uri.TryCreate(text, UriKind.Absolute, out var read)
                ? read
                : null;
        var faults = await FaultsAsync(request.Kind, request.Events, request.Recipients, access, cancellationToken);
        faults =
        [
            .. faults,
            .. NameFaults(request.Name),
            .. UrlFaults(request, url),
            .. EnvironmentFaults(request.Environment),
        ];
        if (!faults.IsEmpty)
        {
            return (NotificationProblems.NotRight(), faults);
        }

        var there = records.Set<NotificationChannel>().Where(c => c.ProjectId == access.Id);
        if (await there.AnyAsync(c => c.Name == request.Name, cancellationToken))
        {
            return (NotificationProblems.NameTaken(request.Name), []);
        }

        if (await there.CountAsync(cancellationToken) >= Most)
        {
            return (NotificationProblems.TooMany(Most), []);
        }

        var channel = NotificationChannel.Of(
            Id<NotificationChannel>.New(time),
            access.Id,
            request.Name,
            request.Kind,
            origin.Actor,
            time.GetUtcNow()
        );
        channel.Become(
            request.Environment,
            request.Events ?? _all,
            request.Recipients ?? [],
            url?.Host ?? "",
            isEnabled: true
        );
        // 1.
        string? key = null;
        if (url is not null)
        {
            key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            var target = JsonSerializer.Serialize(new WebhookTarget(url.AbsoluteUri, key), JsonShape.Options);
            await vault.PutAsync(PathOf(channel), new(target), cancellationToken);
        }

        // 2.
        records.Add(channel);
        try
        {
            await SaveAsync("create", channel, access, origin, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another of its name came in between; what the vault has is nobody's.
            await ForgetAsync(channel, cancellationToken);
            records.ChangeTracker.Clear();
            return (NotificationProblems.NameTaken(request.Name), []);
        }

        return (new CreatedChannelResponse(ChannelResponse.Of(channel), key), []);
    }

    /// <summary>Changes one, as its version was read.</summary>
    public async Task<ImmutableArray<ProblemError>> ChangeAsync(
        NotificationChannel channel,
        ChangeChannelRequest request,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var faults = await FaultsAsync(channel.Kind, request.Events, request.Recipients, access, cancellationToken);
        faults = [.. faults, .. EnvironmentFaults(request.Environment)];
        if (!faults.IsEmpty)
        {
            return faults;
        }

        channel.Become(
            request.Environment,
            request.Events ?? _all,
            request.Recipients ?? [],
            channel.Host,
            request.Enabled ?? true
        );
        await SaveAsync("change", channel, access, origin, cancellationToken);
        return [];
    }

    /// <summary>Deletes one with what it still had to tell.</summary>
    public async Task DeleteAsync(
        NotificationChannel channel,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        records.Remove(channel);
        await SaveAsync("delete", channel, access, origin, cancellationToken);
        await ForgetAsync(channel, cancellationToken);
    }

    private async Task ForgetAsync(NotificationChannel channel, CancellationToken cancellationToken)
    {
        if (channel.SecretName is not "")
        {
            await vault.DeleteAsync(PathOf(channel), cancellationToken);
        }
    }

    private Task SaveAsync(
        string verb,
        NotificationChannel channel,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    ) =>
        audit.SaveAsync(
            access.TeamId,
            origin,
            new($"notification.{verb}", channel.Id.Value)
            {
                ProjectId = access.Id.Value,
                Detail = $"{channel.Name}, {(channel.Host is "" ? "mail" : channel.Host)}",
            },
            cancellationToken
        );

    private static SecretPath PathOf(NotificationChannel channel) =>
        SecretPath.OfProject(channel.ProjectId.Value, channel.SecretName);

    private async Task<ImmutableArray<ProblemError>> FaultsAsync(
        ChannelKind kind,
        ImmutableArray<NotificationEvent>? events,
        ImmutableArray<string>? recipients,
        ProjectAccess access,
        CancellationToken cancellationToken
    )
    {
        var errors = ImmutableArray.CreateBuilder<ProblemError>();
        if (events is { IsEmpty: true } || events?.Contains(NotificationEvent.Test) is true)
        {
            errors.Add(
                new(
                    "Name what to tell of: runWaiting, runApplied, runErrored, runCanceled, runInterrupted or driftFound.",
                    "/events"
                )
            );
        }

        var people = recipients ?? [];
        if (kind is ChannelKind.Webhook && !people.IsEmpty)
        {
            errors.Add(new("A webhook has an address and no recipients.", "/recipients"));
        }

        if (kind is ChannelKind.Email && people.Length is 0 or > MostRecipients)
        {
            errors.Add(new($"Name 1 to {MostRecipients} members of the team by their ids.", "/recipients"));
        }
        else if (kind is ChannelKind.Email)
        {
            var members = await records
                .Set<Member>()
                .Where(m => m.TeamId == access.TeamId)
                .Select(m => m.UserId)
                .ToListAsync(cancellationToken);
            errors.AddRange(
                people
                    .Index()
                    .Where(p => !members.Contains(p.Item))
                    .Select(p => new ProblemError("Nobody of the team has this id.", $"/recipients/{p.Index}"))
            );
        }

        return errors.ToImmutable();
    }

    private static IEnumerable<ProblemError> NameFaults(string name)
    {
        if (name.Trim().Length is 0 || name.Length > LongestName || name.Any(char.IsControl))
        {
            yield return new($"State 1 to {LongestName} visible characters.", "/name");
        }
    }

    private static IEnumerable<ProblemError> EnvironmentFaults(string? environment)
    {
        if (environment is not null && !Workspaces.Workspaces.IsName(environment))
        {
            yield return new("State an environment as the manifest names it.", "/environment");
        }
    }

    private IEnumerable<ProblemError> UrlFaults(CreateChannelRequest request, Uri? url)
    {
        if (request.Kind is ChannelKind.Email)
        {
            return request.Url is null ? [] : [new("Mail has recipients and no address of the web.", "/url")];
        }

        var isWeb =
            url?.Scheme == Uri.UriSchemeHttps || (network.Value.AllowPrivate && url?.Scheme == Uri.UriSchemeHttp);
        if (url is null || !isWeb || url.UserInfo is not "")
        {
            return [new("State an address as https://hooks.example.com/infrar, without a user in it.", "/url")];
        }

        return
            IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
            && !OutsideAddresses.IsAllowed(address, network.Value.AllowPrivate)
            ? [new("The address does not lead to the public internet.", "/url")]
            : [];
    }
}
