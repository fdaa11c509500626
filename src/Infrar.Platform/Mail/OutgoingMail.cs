using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Mail;

/// <summary>A mail that is still to be sent; its row goes when the mail server has it.</summary>
internal sealed class OutgoingMail : IIdentified
{
    /// <summary>How long sending is tried.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static string Prefix => "mail";

    public Id<OutgoingMail> Id { get; private init; }

    public string Recipient { get; private init; } = "";

    /// <summary>The <see cref="MailText"/>, sealed: it may hold a secret that is elsewhere kept as a hash alone.</summary>
    public byte[] SealedText { get; private init; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>How often sending was begun.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }

    public static OutgoingMail Of(Id<OutgoingMail> id, string recipient, byte[] sealedText, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Recipient = recipient,
            SealedText = sealedText,
            CreatedAt = now,
            NextAttemptAt = now,
        };

    /// <summary>Takes note of an attempt before it is made, so that a process that dies in it leaves the next one to its time.</summary>
    public void Attempt(DateTimeOffset now) => NextAttemptAt = now + Wait(++Attempts);

    /// <summary>How long after an attempt the next one is: a minute, doubled each time, an hour at most.</summary>
    internal static TimeSpan Wait(int attempts)
    {
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Clamp(attempts - 1, 0, 10)));
        return wait < LongestWait ? wait : LongestWait;
    }
}

/// <summary>The table of <see cref="OutgoingMail"/>.</summary>
internal sealed class OutgoingMailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("outgoing_mails");
        builder.HasKey(m => m.Id);
        builder.HasIndex(m => m.NextAttemptAt);
        builder.Property(m => m.SealedText).HasMaxLength(20_000);
        // Of two processes that take up one mail, one is refused.
        builder.Property(m => m.Attempts).IsConcurrencyToken();
    }
}
