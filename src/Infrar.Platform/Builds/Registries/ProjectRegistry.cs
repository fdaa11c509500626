using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Builds.Registries;

/// <summary>The registry that a project names for its images; its password, where it has one, lies in the vault.</summary>
internal sealed class ProjectRegistry
{
    /// <summary>Name of the password in the vault.</summary>
    public const string PasswordName = "registry-password";

    public Id<Project> ProjectId { get; private init; }

    /// <summary>Host, port and path, such as <c>registry.example.com/shop</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Who the platform is there; null where a credential says.</summary>
    public string? User { get; private set; }

    /// <summary>Name of the project's credential whose keys sign in to Amazon ECR; null for none.</summary>
    public string? Credential { get; private set; }

    /// <summary>How many days images are kept that nothing runs, 0 for ever.</summary>
    public int KeepDays { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public static ProjectRegistry Of(Id<Project> project) => new() { ProjectId = project };

    /// <summary>Whether a password that is stored is for that address and user.</summary>
    public bool IsFor(string address, string? user) => Address == address.TrimEnd('/') && User == user;

    /// <summary>Takes the place of what it was.</summary>
    public void Set(SetRegistryRequest request, string by, DateTimeOffset now) =>
        (Address, User, Credential, KeepDays, ChangedBy, ChangedAt) = (
            request.Address.TrimEnd('/'),
            request.User,
            request.Credential,
            request.KeepDays ?? 0,
            by,
            now
        );
}

/// <summary>The table of <see cref="ProjectRegistry"/>.</summary>
internal sealed class ProjectRegistryConfiguration : IEntityTypeConfiguration<ProjectRegistry>
{
    public void Configure(EntityTypeBuilder<ProjectRegistry> builder)
    {
        builder.ToTable("project_registries");
        builder.HasKey(r => r.ProjectId);
        builder.Property(r => r.Address).HasMaxLength(SetRegistryRequest.LongestAddress);
        builder.HasOne<Project>().WithMany().HasForeignKey(r => r.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
