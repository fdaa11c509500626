using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Audit;

/// <summary>One row of the audit log: who did what, when, from where, and how it ended.</summary>
/// <remarks>Each row carries the hash of the row before it in its chain, so that a row taken out or changed shows.</remarks>
internal sealed class AuditEvent
{
    /// <summary>The chain: a team's id, or <c>installation</c> for what belongs to none.</summary>
    public string Chain { get; private init; } = "";

    /// <summary>Place in the chain, from 1, without gaps.</summary>
    public long Sequence { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>Who: a user's id, or <c>system</c>.</summary>
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
            PreviousHash = last?.Hash ?? "",
        };
        return row.Sealed();
    }

    /// <summary>What <see cref="Hash"/> should be.</summary>
    public string ExpectedHash()
    {
        var text = new StringBuilder();
        foreach (
            var field in (ReadOnlySpan<string?>)
                [
                    Chain,
                    Sequence.ToString(CultureInfo.InvariantCulture),
                    At.UtcTicks.ToString(CultureInfo.InvariantCulture),
                    Actor,
                    Via,
                    Address,
                    Action,
                    Subject,
                    ProjectId,
                    Outcome,
                    Detail,
                    TraceId,
                    PreviousHash,
                ]
        )
        {
            // The length goes first, so that no two rows of different fields make the same text.
            text.Append(CultureInfo.InvariantCulture, $"{field?.Length ?? -1}:{field};");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private AuditEvent Sealed() =>
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
            PreviousHash = PreviousHash,
            Hash = ExpectedHash(),
        };

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
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
        builder.HasIndex(e => new
        {
            e.Chain,
            e.ProjectId,
            e.Sequence,
        });
        builder.HasIndex(e => e.Actor);
        builder.Property(e => e.Detail).HasMaxLength(2000);
    }
}
