using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Credentials;

/// <summary>What is known of a stored credential; its values lie in the vault.</summary>
internal sealed class Credential : IIdentified
{
    /// <summary>Most characters of <see cref="ValidationDetail"/>.</summary>
    public const int LongestDetail = 1000;

    public static string Prefix => "crd";

    public Id<Credential> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    /// <summary>As the project names it; unique there.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The name of an <see cref="Infrar.Core.Credentials.CredentialKind"/>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Tells two values apart and says nothing of either.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>The name under which the vault keeps the values for the project.</summary>
    public string SecretName { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    /// <summary>When something last got to see the values; changes without <see cref="Version"/>, as that is no change of them.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public string? LastUsedBy { get; private set; }

    /// <summary>What the provider last said of these values.</summary>
    public ValidationState Validation { get; private set; }

    /// <summary>When it said so.</summary>
    public DateTimeOffset? ValidatedAt { get; private set; }

    /// <summary>Why; never a value.</summary>
    public string? ValidationDetail { get; private set; }

    /// <summary>When the provider is to be asked; null when nobody waits for that.</summary>
    public DateTimeOffset? CheckDueAt { get; private set; }

    /// <summary>When people were last told that it is due to be rotated.</summary>
    public DateTimeOffset? RotationNoticedAt { get; private set; }

    /// <summary>Rises with every change of the values; of two changes at once, one is refused.</summary>
    public int Version { get; private set; }

    public static Credential Of(Id<Project> project, string name, string by, TimeProvider time) =>
        new()
        {
            Id = Id<Credential>.New(time),
            ProjectId = project,
            Name = name,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = by,
        };

    /// <summary>Takes the place of what was stored before.</summary>
    public void Store(SealedValues values, string by, DateTimeOffset now)
    {
        (Kind, Fingerprint, SecretName) = (values.Kind, values.Fingerprint, values.SecretName);
        (ChangedBy, ChangedAt) = (by, now);
        (Validation, ValidatedAt, ValidationDetail, CheckDueAt) = (ValidationState.Unchecked, null, null, null);
        RotationNoticedAt = null;
        Version++;
    }

    /// <summary>Has the provider asked as soon as may be.</summary>
    public void RequestCheck(DateTimeOffset now) => CheckDueAt = now;

    /// <summary>Takes note that people were told.</summary>
    public void NoticeRotation(DateTimeOffset now) => RotationNoticedAt = now;
}

/// <summary>What a provider said of a credential.</summary>
internal enum ValidationState
{
    /// <summary>Nothing yet.</summary>
    Unchecked,

    /// <summary>It takes the credential.</summary>
    Valid,

    /// <summary>It refuses the credential.</summary>
    Refused,

    /// <summary>It could not be asked.</summary>
    Unreachable,
}

/// <summary>Values that lie in the vault already.</summary>
internal sealed record SealedValues(string Kind, string Fingerprint, string SecretName);

/// <summary>The table of <see cref="Credential"/>.</summary>
internal sealed class CredentialConfiguration : IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.ToTable("credentials");
        builder.HasKey(c => c.Id);
        builder.HasIndex(c => new { c.ProjectId, c.Name }).IsUnique();
        builder.HasIndex(c => c.CheckDueAt);
        // Rows of earlier versions were never checked.
        builder.Property(c => c.Validation).HasDefaultValue(ValidationState.Unchecked);
        builder.Property(c => c.ValidationDetail).HasMaxLength(Credential.LongestDetail);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasOne<Project>().WithMany().HasForeignKey(c => c.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
