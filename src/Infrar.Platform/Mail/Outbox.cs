using System.Text.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Parts.Work;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Mail;

/// <summary>Takes mail to be sent: it is saved with the change that it tells of, so it goes out if and only if that stands.</summary>
internal sealed class Outbox(
    PlatformContext records,
    Sealing sealing,
    Wakes wakes,
    IOptions<MailOptions> options,
    TimeProvider time
)
{
    /// <summary>Whose the sealed texts are.</summary>
    public const string Owner = "mail";

    /// <summary>Whether a mail server is configured.</summary>
    public bool IsOn => options.Value.Host is not null;

    /// <summary>Adds a mail to what the context saves next; does nothing where no mail server is configured.</summary>
    /// <returns>Whether it will be sent.</returns>
    public async Task<bool> AddAsync(string recipient, MailText text, CancellationToken cancellationToken)
    {
        if (!IsOn)
        {
            return false;
        }

        var id = Id<OutgoingMail>.New(time);
        var plain = JsonSerializer.SerializeToUtf8Bytes(text);
        var sealedText = await sealing.SealAsync(Owner, id.Value, plain, cancellationToken);
        records.Add(OutgoingMail.Of(id, recipient, sealedText, time.GetUtcNow()));
        wakes.After(MailDelivery.Job);
        return true;
    }
}
