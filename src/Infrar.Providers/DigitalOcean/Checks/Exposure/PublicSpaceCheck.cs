using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.DigitalOcean.Checks.Exposure;

/// <summary>Whether anybody may list what a Space holds.</summary>
internal sealed class PublicSpaceCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "PUB001";

    /// <inheritdoc/>
    public override string Title => "Anybody may list and read a Space";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "Names and files are open to whoever guesses the address, and such addresses are guessed by the thousand.";

    /// <inheritdoc/>
    public override string Mend => "Set acl to private, and publish single files through a CDN or a signed address.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["digitalocean_spaces_bucket"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Text("acl") is "public-read"
            && scope.Described<ObjectStore>(resource) is not { PublicAccess: true }
        )
        {
            yield return Found(
                scope,
                resource,
                "Anybody may list the Space, and read whatever is put there as public.",
                "Set acl to private.",
                resource.Breaks("acl")
            );
        }
    }
}
