using Infrar.Core;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Runs.Configurations;

/// <summary>A configuration of somebody's own, to be run in the place of the one that the manifest would give.</summary>
internal sealed class UploadedConfiguration : IIdentified
{
    /// <summary>How long one is kept; a run that was made of it has a copy of its own.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public static string Prefix => "cv";

    public Id<UploadedConfiguration> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    public ConfigurationStatus Status { get; private set; }

    /// <summary>Whether whoever sends it wants a plan alone.</summary>
    public bool IsSpeculative { get; private init; }

    /// <summary>SHA-256 of the secret that lets its content be sent without a token; null where it came with one.</summary>
    public string? TicketHash { get; private init; }

    /// <summary>The file in the store; null until the content is there.</summary>
    public string? FileKey { get; private set; }

    /// <summary>Bytes of the archive as it is kept.</summary>
    public long Size { get; private set; }

    /// <summary>Of the archive as it is kept, in lower-case hex.</summary>
    public string Sha256 { get; private set; } = "";

    public byte[] SealedKey { get; private set; } = [];

    /// <summary>How many files it has.</summary>
    public int Files { get; private set; }

    public string? ProblemCode { get; private set; }

    public string? ProblemDetail { get; private set; }

    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>What its content is sealed for.</summary>
    public string Name => $"configuration/{Id}";

    public static UploadedConfiguration Begin(
        Id<UploadedConfiguration> id,
        Id<Project> project,
        bool isSpeculative,
        string? ticketHash,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            ProjectId = project,
            IsSpeculative = isSpeculative,
            TicketHash = ticketHash,
            CreatedBy = by,
            CreatedAt = now,
        };

    /// <summary>Its content is there.</summary>
    public void Receive(StoredConfiguration stored)
    {
        Status = ConfigurationStatus.Uploaded;
        (FileKey, Size, Sha256, SealedKey, Files) = (
            stored.FileKey,
            stored.Size,
            stored.Sha256,
            stored.SealedKey,
            stored.Files
        );
    }

    /// <summary>Its content was refused.</summary>
    public void Refuse(Problem problem)
    {
        Status = ConfigurationStatus.Errored;
        (ProblemCode, ProblemDetail) = (problem.Code, RunText.Fit(problem.Detail, RunConfiguration.LongestComment));
    }
}

/// <summary>How far an uploaded configuration is.</summary>
internal enum ConfigurationStatus
{
    /// <summary>Its content has yet to come.</summary>
    Pending,

    /// <summary>It can be run.</summary>
    Uploaded,

    /// <summary>Its content was refused.</summary>
    Errored,
}

/// <summary>Content that lies in the store.</summary>
internal sealed record StoredConfiguration(string FileKey, long Size, string Sha256, byte[] SealedKey, int Files);

/// <summary>The table of <see cref="UploadedConfiguration"/>.</summary>
internal sealed class UploadedConfigurationTable : IEntityTypeConfiguration<UploadedConfiguration>
{
    public void Configure(EntityTypeBuilder<UploadedConfiguration> builder)
    {
        builder.ToTable("configurations");
        builder.HasKey(c => c.Id);
        builder.HasIndex(c => new { c.ProjectId, c.Id });
        builder.HasIndex(c => c.CreatedAt);
        builder.Property(c => c.FileKey).HasMaxLength(512);
        builder.Property(c => c.SealedKey).HasMaxLength(1024);
        builder.Property(c => c.ProblemDetail).HasMaxLength(RunConfiguration.LongestComment);
        builder.Ignore(c => c.Name);
        builder.HasOne<Project>().WithMany().HasForeignKey(c => c.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
