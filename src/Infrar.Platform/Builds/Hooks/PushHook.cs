using System.Collections.Immutable;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Uploads;
using Infrar.Platform.Uploads.Git;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Builds.Hooks;

/// <summary>What has a push to a repository built. Its secret, and what opens a private repository, lie in the vault.</summary>
internal sealed class PushHook : IIdentified
{
    public static string Prefix => "hok";

    public Id<PushHook> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    /// <summary>The repository that is fetched; what a push says about addresses is believed in nothing.</summary>
    public string Url { get; private init; } = "";

    /// <summary>The branch whose pushes are built, where <c>*</c> stands for any characters; null for every branch.</summary>
    public string? Branch { get; private init; }

    /// <summary>What is built; empty for all that detection finds.</summary>
    public ImmutableArray<BuildOrder> Orders { get; private init; } = [];

    /// <summary>Where what was built is released; null for nowhere.</summary>
    public string? ReleaseTo { get; private init; }

    /// <summary>Who opens a private repository; null for a public one.</summary>
    public string? Username { get; private init; }

    /// <summary>In whose name it builds, for as long as that person may.</summary>
    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Where its secret lies.</summary>
    public SecretPath SecretPath => SecretPath.OfProject(ProjectId.Value, $"push-hook.{Id}");

    /// <summary>Where lies what opens the repository.</summary>
    public SecretPath TokenPath => SecretPath.OfProject(ProjectId.Value, $"push-hook-token.{Id}");

    public static PushHook Of(
        Id<PushHook> id,
        Id<Project> project,
        CreateHookRequest request,
        GitSource git,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            ProjectId = project,
            Url = git.Url,
            Branch = request.Branch,
            Orders = BuildChanges.Orders(request.Components),
            ReleaseTo = request.Release,
            Username = request.Token is null ? null : request.Username ?? "x-access-token",
            CreatedBy = by,
            CreatedAt = now,
        };

    /// <summary>Whether pushes to a branch are built.</summary>
    public bool Takes(string branch) => Branch is null || Fits(Branch, branch);

    // Parts between asterisks, in order; the first at the start, the last at the end.
    private static bool Fits(string pattern, string branch)
    {
        var parts = pattern.Split('*');
        if (parts is [var only])
        {
            return branch == only;
        }

        if (
            branch.Length < parts[0].Length + parts[^1].Length
            || !branch.StartsWith(parts[0], StringComparison.Ordinal)
            || !branch.EndsWith(parts[^1], StringComparison.Ordinal)
        )
        {
            return false;
        }

        var rest = branch[parts[0].Length..^parts[^1].Length];
        foreach (var part in parts[1..^1])
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}

/// <summary>A push that came to a hook, told once however often it is sent.</summary>
internal sealed class PushDelivery
{
    public Id<PushHook> HookId { get; private init; }

    /// <summary>SHA-256 of what was sent: what is signed, and so what makes it the same. In lower-case hex.</summary>
    public string Body { get; private init; } = "";

    /// <summary>What the sender calls it; not signed, so for people alone.</summary>
    public string Name { get; private init; } = "";

    public string Branch { get; private init; } = "";

    public string Commit { get; private init; } = "";

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The build that came of it; null while there is none.</summary>
    public Id<Build>? BuildId { get; private set; }

    /// <summary>Why nothing came of it; empty otherwise.</summary>
    public string Refusal { get; private set; } = "";

    public static PushDelivery Of(Id<PushHook> hook, string body, Push push, DateTimeOffset now) =>
        new()
        {
            HookId = hook,
            Body = body,
            Name = push.Delivery,
            Branch = push.Branch,
            Commit = push.Commit,
            ReceivedAt = now,
        };

    /// <summary>A build came of it.</summary>
    public void Become(Id<Build> build, DateTimeOffset now) => (BuildId, Refusal, ReceivedAt) = (build, "", now);

    /// <summary>Nothing came of it; sent again, it is tried again.</summary>
    public void Refuse(string why, DateTimeOffset now) =>
        (Refusal, ReceivedAt) = (Runs.RunText.Fit(why, PushHookConfiguration.LongestRefusal), now);
}

/// <summary>The tables of <see cref="PushHook"/> and <see cref="PushDelivery"/>.</summary>
internal sealed class PushHookConfiguration : IEntityTypeConfiguration<PushHook>, IEntityTypeConfiguration<PushDelivery>
{
    /// <summary>Most characters of a branch.</summary>
    public const int LongestBranch = 200;

    /// <summary>Most characters of what a sender calls a push.</summary>
    public const int LongestName = 100;

    /// <summary>Most characters of why nothing came of a push.</summary>
    public const int LongestRefusal = 500;

    public void Configure(EntityTypeBuilder<PushHook> builder)
    {
        builder.ToTable("push_hooks");
        builder.HasKey(h => h.Id);
        builder.HasIndex(h => h.ProjectId);
        builder.Ignore(h => h.SecretPath).Ignore(h => h.TokenPath);
        builder.Property(h => h.Url).HasMaxLength(GitAddress.Longest);
        builder.Property(h => h.Branch).HasMaxLength(LongestBranch);
        builder
            .Property(h => h.Orders)
            .HasConversion<JsonColumn<BuildOrder>, ListComparer<BuildOrder>>()
            .HasMaxLength(BuildConfiguration.LongestImages);
        builder.HasOne<Project>().WithMany().HasForeignKey(h => h.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PushDelivery> builder)
    {
        builder.ToTable("push_deliveries");
        builder.HasKey(d => new { d.HookId, d.Body });
        builder.HasIndex(d => new { d.HookId, d.ReceivedAt });
        builder.Property(d => d.Name).HasMaxLength(LongestName);
        builder.Property(d => d.Branch).HasMaxLength(LongestBranch);
        builder.Property(d => d.Refusal).HasMaxLength(LongestRefusal);
        builder.Property(d => d.ReceivedAt).IsConcurrencyToken();
        builder.HasOne<PushHook>().WithMany().HasForeignKey(d => d.HookId).OnDelete(DeleteBehavior.Cascade);
    }
}
