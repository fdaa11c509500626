using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Google.Checks.Exposure;

/// <summary>Whether anybody may read a bucket.</summary>
internal sealed class PublicBucketCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "PUB002";

    /// <inheritdoc/>
    public override string Title => "Anybody may use a bucket";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "allUsers is the whole internet, and allAuthenticatedUsers is everybody with an account at Google.";

    /// <inheritdoc/>
    public override string Mend => "Name the accounts that need it.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["google_storage_bucket_iam_member", "google_storage_bucket_iam_binding"];

    private static readonly string[] Everybody = ["allUsers", "allAuthenticatedUsers"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var members = resource["members"].Items().Append(resource["member"]).Select(m => m.AsText());
        if (members.FirstOrDefault(m => Everybody.Contains(m)) is { } anybody)
        {
            yield return Found(
                scope,
                resource,
                $"{anybody} is given {resource.Text("role") ?? "a role"} on the bucket: that is everybody.",
                $"Replace {anybody} by the accounts that need it.",
                resource.Shows("role"),
                new ProofStep(resource.Address, $"{anybody} is a member.", Breaks: true)
            );
        }
    }
}
