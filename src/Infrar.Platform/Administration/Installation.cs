using Infrar.Platform.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Administration;

/// <summary>What administrators have set for the whole installation; one row, which is always there.</summary>
internal sealed class Installation
{
    /// <summary>The key of the one row.</summary>
    public const int Only = 1;

    public int Id { get; private init; } = Only;

    /// <summary>Who may make an account; null for what the configuration says.</summary>
    public Registration? Registration { get; private set; }

    /// <summary>Since when changes are refused; null while they are not.</summary>
    public DateTimeOffset? MaintenanceSince { get; private set; }

    /// <summary>Until when that is likely; null where nobody knows. It ends when an administrator ends it, not by the clock.</summary>
    public DateTimeOffset? MaintenanceUntil { get; private set; }

    /// <summary>Why, for people.</summary>
    public string MaintenanceReason { get; private set; } = "";

    /// <summary>Rises with every change, also of who administers; of two changes at once, one is refused.</summary>
    public int Version { get; private set; } = 1;

    public void Admit(Registration? registration)
    {
        Registration = registration;
        Touch();
    }

    public void BeginMaintenance(string reason, DateTimeOffset? until, DateTimeOffset now)
    {
        MaintenanceSince ??= now;
        (MaintenanceReason, MaintenanceUntil) = (reason, until);
        Touch();
    }

    public void EndMaintenance()
    {
        (MaintenanceSince, MaintenanceUntil, MaintenanceReason) = (null, null, "");
        Touch();
    }

    /// <summary>Marks a change of the administrators, so that two of them who act at once do not leave none.</summary>
    public void Touch() => Version++;
}

/// <summary>The table of <see cref="Installation"/>.</summary>
internal sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.ToTable("installation");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.MaintenanceReason).HasMaxLength(500);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasData(
            new
            {
                Id = Installation.Only,
                MaintenanceReason = "",
                Version = 1,
            }
        );
    }
}
