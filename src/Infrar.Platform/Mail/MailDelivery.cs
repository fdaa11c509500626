using System.Text.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Infrar.Platform.Mail;

/// <summary>Sends what lies in the outbox, on one of all nodes.</summary>
/// <remarks>
/// 1. The attempt is written down. 2. The mail server takes the mail. 3. The row goes. A process that dies between 2 and 3 has the one
/// mail sent again, with the same Message-Id; none is lost.
/// </remarks>
internal sealed partial class MailDelivery(
    PlatformContext records,
    Sealing sealing,
    MailServer server,
    TimeProvider time,
    ILogger<MailDelivery> log
) : IJob
{
    /// <summary>What the job is called in the database.</summary>
    public const string Job = "mail";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await SendDueAsync(cancellationToken);

    /// <summary>Sends every mail whose time has come; ends early where the server cannot be reached.</summary>
    internal async Task SendDueAsync(CancellationToken cancellationToken)
    {
        while (server.IsConfigured && await NextAsync(cancellationToken) is { } mail)
        {
            // 1.
            mail.Attempt(time.GetUtcNow());
            try
            {
                await records.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                records.ChangeTracker.Clear();
                continue;
            }

            if (!await TrySendAsync(mail, cancellationToken))
            {
                return;
            }
        }
    }

    private Task<OutgoingMail?> NextAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return records
            .Set<OutgoingMail>()
            .Where(m => m.NextAttemptAt <= now)
            .OrderBy(m => m.NextAttemptAt)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <returns>False when the server cannot be reached, so that others need not be tried.</returns>
    private async Task<bool> TrySendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var plain = await sealing.OpenAsync(Outbox.Owner, mail.Id.Value, mail.SealedText, cancellationToken);
            var text = JsonSerializer.Deserialize<MailText>(plain)!;
            // 2.
            await server.SendAsync(mail, text, cancellationToken);
        }
        catch (SmtpCommandException fault) when ((int)fault.StatusCode >= 500)
        {
            Log.Refused(log, mail.Id, (int)fault.StatusCode);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var isReachable = fault is SmtpCommandException;
            if (time.GetUtcNow() - mail.CreatedAt < OutgoingMail.Life)
            {
                Log.NotSent(log, mail.Id, mail.Attempts, fault.GetType().Name);
                return isReachable;
            }

            Log.GivenUp(log, mail.Id, mail.Attempts);
        }

        // 3.
        records.Remove(mail);
        await records.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The mail server refuses {Mail} with {Status}; it is not tried again")]
        public static partial void Refused(ILogger log, Id<OutgoingMail> mail, int status);

        [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} to send {Mail} failed: {Fault}")]
        public static partial void NotSent(ILogger log, Id<OutgoingMail> mail, int attempt, string fault);

        [LoggerMessage(LogLevel.Error, "{Mail} could not be sent in {Attempts} attempts and is given up")]
        public static partial void GivenUp(ILogger log, Id<OutgoingMail> mail, int attempts);
    }
}
