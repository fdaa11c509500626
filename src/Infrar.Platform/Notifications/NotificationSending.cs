using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Http;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Infrar.Platform.Notifications;

/// <summary>Tells what is to be told, on one of all nodes; right after what happened, and every half minute.</summary>
/// <remarks>An attempt is written down before it is made, so a process that dies in it has it made again, with the same id; none is lost.</remarks>
internal sealed partial class NotificationSending(
    IServiceScopeFactory scopes,
    PlatformContext records,
    TimeProvider time,
    ILogger<NotificationSending> log
) : IJob
{
    /// <summary>What the job is called in the database.</summary>
    public const string Job = "notifications";

    // One address that does not answer keeps few others waiting.
    private const int AtOnce = 8;
    private const int Most = 100;

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await SendDueAsync(cancellationToken);

    /// <summary>Tells everything whose time has come.</summary>
    internal async Task SendDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var due = await records
                .Set<NotificationDelivery>()
                .Where(d => d.NextAttemptAt <= now)
                .OrderBy(d => d.NextAttemptAt)
                .Select(d => d.Id)
                .Take(Most)
                .ToListAsync(cancellationToken);
            if (due is [])
            {
                return;
            }

            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                SendAsync
            );
        }
    }

    private async ValueTask SendAsync(Id<NotificationDelivery> id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var delivery = await own.Set<NotificationDelivery>().FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
        if (delivery?.NextAttemptAt is null)
        {
            return;
        }

        delivery.Attempt(time.GetUtcNow());
        try
        {
            await own.SaveChangesAsync(cancellationToken);
            var channel = await own.Set<NotificationChannel>()
                .AsNoTracking()
                .FirstAsync(c => c.Id == delivery.ChannelId, cancellationToken);
            await (
                channel.Kind is ChannelKind.Webhook
                    ? PostAsync(scope.ServiceProvider, channel, delivery, cancellationToken)
                    : MailAsync(scope.ServiceProvider, channel, delivery, cancellationToken)
            );
            await own.SaveChangesAsync(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody else has taken it up, or its channel went; what is left of it is due again.
            Log.NotTold(log, id.Value, fault.GetType().Name);
        }
    }

    private async Task PostAsync(
        IServiceProvider services,
        NotificationChannel channel,
        NotificationDelivery delivery,
        CancellationToken cancellationToken
    )
    {
        var path = SecretPath.OfProject(channel.ProjectId.Value, channel.SecretName);
        if (await services.GetRequiredService<ISecretVault>().FindAsync(path, cancellationToken) is not { } secret)
        {
            delivery.Fail("The vault has its address no more.", isForGood: true, time.GetUtcNow());
            return;
        }

        var target = JsonSerializer.Deserialize<WebhookTarget>(secret.Reveal(), JsonShape.Options)!;
        var at = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url);
        request.Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json");
        request.Headers.UserAgent.Add(new("infrar", null));
        request.Headers.Add("Infrar-Event", JsonNamingPolicy.CamelCase.ConvertName(delivery.Event.ToString()));
        request.Headers.Add("Infrar-Delivery", delivery.Id.Value);
        request.Headers.Add("Infrar-Signature", Sign(target.Key, at, delivery.Body));
        try
        {
            using var client = services
                .GetRequiredService<IHttpClientFactory>()
                .CreateClient(NotificationServices.Client);
            using var answer = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (answer.IsSuccessStatusCode)
            {
                delivery.Succeed(status, time.GetUtcNow());
            }
            else
            {
                delivery.Fail(status, answer.StatusCode is System.Net.HttpStatusCode.Gone, time.GetUtcNow());
            }
        }
        catch (Exception fault)
            when (fault is HttpRequestException or IOException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            delivery.Fail(
                fault.InnerException is ForbiddenAddressException || fault is ForbiddenAddressException
                        ? "Its address does not lead to the public internet."
                    : fault is OperationCanceledException ? "It did not answer in time."
                    : "It cannot be reached.",
                isForGood: false,
                time.GetUtcNow()
            );
        }
    }

    private async Task MailAsync(
        IServiceProvider services,
        NotificationChannel channel,
        NotificationDelivery delivery,
        CancellationToken cancellationToken
    )
    {
        var own = services.GetRequiredService<PlatformContext>();
        var body = JsonSerializer.Deserialize<NotificationBody>(delivery.Body, JsonShape.Options)!;
        // Whoever has left the team since hears no more.
        var addresses = await (
            from member in own.Set<Member>()
            join project in own.Set<Project>() on member.TeamId equals project.TeamId
            join user in own.Users on member.UserId equals user.Id
            where project.Id == channel.ProjectId && channel.Recipients.ToArray().Contains(user.Id)
            select user.Email
        ).ToListAsync(cancellationToken);
        var outbox = services.GetRequiredService<Outbox>();
        var sent = 0;
        foreach (var address in addresses.OfType<string>())
        {
            sent += await outbox.AddAsync(address, MailTexts.Notification(body.Text, body.Server), cancellationToken)
                ? 1
                : 0;
        }

        if (sent is 0)
        {
            delivery.Fail("Nobody is left to be told, or there is no mail server.", isForGood: true, time.GetUtcNow());
        }
        else
        {
            delivery.Succeed($"Mailed to {sent}.", time.GetUtcNow());
        }
    }

    /// <summary>What proves to a receiver that a body is ours and new: time and HMAC-SHA-256 of <c>time.body</c>.</summary>
    internal static string Sign(string key, long at, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{at}.{body}");
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(signed));
        return string.Create(CultureInfo.InvariantCulture, $"t={at},v1={Convert.ToHexStringLower(hash)}");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Delivery} could not be told: {Fault}")]
        public static partial void NotTold(ILogger log, string delivery, string fault);
    }
}

/// <summary>Where requests go, as the vault keeps it.</summary>
/// <param name="Url">The address.</param>
/// <param name="Key">What they are signed with.</param>
internal sealed record WebhookTarget(string Url, string Key);
