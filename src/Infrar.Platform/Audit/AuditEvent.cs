using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Audit;

/// <summary>One row of the audit log: who did what, when, from where, and how it ended.</summary>
/// <remarks>
/// Each row carries the hash of the row before it in its chain, so that a row taken out or changed shows. What may be about a person
/// goes into the hash as two salted digests, of who acted and of what it was done to. To erase a person, the texts are replaced and the salt is
/// destroyed: the chain still holds, and the digest says nothing any more of what it was made from.
/// </remarks>
internal sealed class AuditEvent
{
    /// <summary>How the pseudonym of an erased person begins.</summary>
    public const string Erased = "erased-";

    /// <summary>The chain: a team's id, or <c>installation</c> for what belongs to none.</summary>
    public string Chain { get; private init; } = "";

    /// <summary>Place in the chain, from 1, without gaps.</summary>
    public long Sequence { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>Who: a user's id, <c>system</c>, or the pseudonym of somebody who was erased.</summary>
    public string Actor { get; private init; } = "";

    /// <summary>By what: the session or token that asked; empty for the system.</summary>
    public string Via { get; private init; } = "";

    public string Address { get; private init; } = "";

    /// <summary>What, as noun and verb: <c>project.create</c>.</summary>
    public string Action { get; private init; } = "";

    /// <summary>To what: an id or a name.</summary>
    public string Subject { get; private init; } = "";

    public string? ProjectId { get; private init; }

    /// <summary><c>done</c>, or <c>refused</c>.</summary>
    public string Outcome { get; private init; } = "";

    /// <summary>What else is worth knowing; never a secret.</summary>
    public string Detail { get; private init; } = "";

    public string TraceId { get; private init; } = "";

    /// <summary>Random; null once actor, session and address were erased.</summary>
    public string? WhoSalt { get; private init; }

    /// <summary>Salted digest of actor, session and address; empty for rows of before there were digests.</summary>
    public string WhoDigest { get; private init; } = "";

    /// <summary>Random; null once subject and detail were erased.</summary>
    public string? WhatSalt { get; private init; }

    /// <summary>Salted digest of subject and detail.</summary>
    public string WhatDigest { get; private init; } = "";

    /// <summary>Hash of the row before; empty for the first.</summary>
    public string PreviousHash { get; private init; } = "";

    public string Hash { get; private init; } = "";

    /// <summary>The row that follows <paramref name="last"/> in a chain.</summary>
    public static AuditEvent Follow(
        AuditEvent? last,
        string chain,
        AuditEntry entry,
        AuditOrigin origin,
        DateTimeOffset now
    )
    {
        // Microseconds are what both databases keep; a finer time would not hash to the same again.
        var at = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var row = new AuditEvent
        {
            Chain = chain,
            Sequence = (last?.Sequence ?? 0) + 1,
            At = at,
            Actor = origin.Actor,
            Via = origin.Via,
            Address = origin.Address,
            TraceId = origin.TraceId,
            Action = entry.Action,
            Subject = Cut(entry.Subject, 256),
            ProjectId = entry.ProjectId,
            Outcome = entry.Outcome,
            Detail = Cut(entry.Detail, 2000),
        };
        return row.Sealed(last?.Hash ?? "");
    }

    /// <summary>The same row after another one, with the digests it has or new ones.</summary>
    public AuditEvent Sealed(string previousHash)
    {
        var isOld = WhoDigest is "";
        var (who, what) = (isOld ? NewSalt() : WhoSalt, isOld ? NewSalt() : WhatSalt);
        var row = With(
            who,
            isOld ? Digest(who, Actor, Via, Address) : WhoDigest,
            what,
            isOld ? Digest(what, Subject, Detail) : WhatDigest,
            previousHash,
            ""
        );
        return row.With(who, row.WhoDigest, what, row.WhatDigest, previousHash, row.ExpectedHash());
    }

    /// <summary>Whether it tells of a person no more.</summary>
    public bool IsErased => WhoDigest is not "" && (WhoSalt is null || WhatSalt is null);

    /// <summary>Whether anything of the row is not as it was written, or as erasing leaves it.</summary>
    public bool IsChanged() => Hash != ExpectedHash() || (WhoDigest is not "" && !(IsWhoRight() && IsWhatRight()));

    private bool IsWhoRight() =>
        WhoSalt is null
            ? Actor.StartsWith(Erased, StringComparison.Ordinal) && Via is "" && Address is ""
            : WhoDigest == Digest(WhoSalt, Actor, Via, Address);

    private bool IsWhatRight() =>
        WhatSalt is null
            ? Subject.StartsWith(Erased, StringComparison.Ordinal) && Detail is ""
            : WhatDigest == Digest(WhatSalt, Subject, Detail);

    // Rows of before there were digests hashed the texts themselves; AuditSeal brings them up.
    private string ExpectedHash() =>
        WhoDigest is ""
            ? HashOf(
                Chain,
                Number(Sequence),
                Number(At.UtcTicks),
                Actor,
                Via,
                Address,
                Action,
                Subject,
                ProjectId,
                Outcome,
                Detail,
                TraceId,
                PreviousHash
            )
            : HashOf(
                "2",
                Chain,
                Number(Sequence),
                Number(At.UtcTicks),
                WhoDigest,
                WhatDigest,
                Action,
                ProjectId,
                Outcome,
                TraceId,
                PreviousHash
            );

    private static string Digest(string? salt, params ReadOnlySpan<string?> fields) => HashOf([salt, .. fields]);

    private static string HashOf(params ReadOnlySpan<string?> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            // The length goes first, so that no two rows of different fields make the same text.
            text.Append(CultureInfo.InvariantCulture, $"{field?.Length ?? -1}:{field};");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    private AuditEvent With(
        string? whoSalt,
        string whoDigest,
        string? whatSalt,
        string whatDigest,
        string previousHash,
        string hash
    ) =>
        new()
        {
            Chain = Chain,
            Sequence = Sequence,
            At = At,
            Actor = Actor,
            Via = Via,
            Address = Address,
            TraceId = TraceId,
            Action = Action,
            Subject = Subject,
            ProjectId = ProjectId,
            Outcome = Outcome,
            Detail = Detail,
            WhoSalt = whoSalt,
            WhoDigest = whoDigest,
            WhatSalt = whatSalt,
            WhatDigest = whatDigest,
            PreviousHash = previousHash,
            Hash = hash,
        };
}

/// <summary>What is to be written down.</summary>
/// <param name="Action">Noun and verb.</param>
/// <param name="Subject">To what.</param>
internal sealed record AuditEntry(string Action, string Subject)
{
    /// <summary>The project it belongs to.</summary>
    public string? ProjectId { get; init; }

    /// <summary><c>done</c>, or <c>refused</c>.</summary>
    public string Outcome { get; init; } = "done";

    /// <summary>What else is worth knowing; never a secret.</summary>
    public string Detail { get; init; } = "";
}

/// <summary>Where a request came from.</summary>
internal sealed record AuditOrigin(string Actor, string Via, string Address, string TraceId)
{
    /// <summary>What the platform does of itself.</summary>
    public static AuditOrigin System { get; } = new("system", "", "", "");
}

/// <summary>The table of <see cref="AuditEvent"/>.</summary>
internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_events");
        builder.HasKey(e => new { e.Chain, e.Sequence });
        builder.Ignore(e => e.IsErased);
        builder.HasIndex(e => new
        {
            e.Chain,
            e.ProjectId,
            e.Sequence,
        });
        builder.HasIndex(e => e.Actor);
        // Rows that AuditSeal has yet to bring up; none, after the first start.
        builder.HasIndex(e => e.WhoDigest).HasFilter("who_digest = ''");
        builder.Property(e => e.Detail).HasMaxLength(2000);
    }
}
