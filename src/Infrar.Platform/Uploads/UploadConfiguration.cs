using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Uploads;

/// <summary>A part of an upload that the file store holds.</summary>
internal sealed class UploadPart
{
    public Id<Upload> UploadId { get; private init; }

    /// <summary>From 1.</summary>
    public int Number { get; private init; }

    public long Size { get; private init; }

    /// <summary>What the store names its content.</summary>
    public string Tag { get; private init; } = "";

    public static UploadPart Of(Id<Upload> upload, Parts.Files.FilePart part) =>
        new()
        {
            UploadId = upload,
            Number = part.Number,
            Size = part.Size,
            Tag = part.Tag,
        };
}

/// <summary>The tables of uploads.</summary>
internal sealed class UploadConfiguration : IEntityTypeConfiguration<Upload>, IEntityTypeConfiguration<UploadPart>
{
    /// <summary>Most characters of a proposal.</summary>
    public const int LongestProposal = 8 * 1024 * 1024;

    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.ToTable("uploads");
        builder.HasKey(u => u.Id);
        builder.HasIndex(u => new { u.ProjectId, u.Id });
        builder.HasIndex(u => new { u.Status, u.ChangedAt });
        builder.Property(u => u.PartsId).HasMaxLength(1024);
        builder.Property(u => u.GitUrl).HasMaxLength(GitAddressLength);
        builder.Property(u => u.Root).HasMaxLength(1024);
        builder.Property(u => u.Proposal).HasMaxLength(LongestProposal);
        builder.Property(u => u.ProblemDetail).HasMaxLength(2000);
        builder.Property(u => u.Version).IsConcurrencyToken();
        builder.Ignore(u => u.IsEnded);
        builder.HasOne<Project>().WithMany().HasForeignKey(u => u.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<UploadPart> builder)
    {
        builder.ToTable("upload_parts");
        builder.HasKey(p => new { p.UploadId, p.Number });
        builder.HasOne<Upload>().WithMany().HasForeignKey(p => p.UploadId).OnDelete(DeleteBehavior.Cascade);
    }

    private const int GitAddressLength = Git.GitAddress.Longest;
}
