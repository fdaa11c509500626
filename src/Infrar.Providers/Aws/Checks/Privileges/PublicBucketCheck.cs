using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether anybody may read or write files.</summary>
internal sealed class PublicBucketCheck : Check
{
    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    private const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    /// <inheritdoc/>
    public override string Id => "IAM019";

    /// <inheritdoc/>
    public override string Title => "A bucket is open to anybody";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "Buckets are found by name, and names are tried by the million. What anybody may read is read; what anybody may write is filled or replaced, at the owner's cost.";

    /// <inheritdoc/>
    public override string Mend =>
        "Name whoever reads in Principal, serve public files through CloudFront, and block public access to the bucket.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "S3.2"), new("AWS FSBP", "S3.3")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_s3_bucket", "aws_s3_bucket_policy", "aws_s3_bucket_acl"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var buckets = new Buckets(scope);
        foreach (var policy in Permissions.Of(scope).OnResources.Where(p => ResourcePolicies.IsBucket(p.Holder.Type)))
        {
            foreach (var statement in policy.Allowing.Where(s => s.IsForAnybody))
            {
                if (
                    !buckets.IsMeantToBeOpen(policy.Holder) && !buckets.Blocks(policy.Holder, "restrict_public_buckets")
                )
                {
                    yield return Found(
                        scope,
                        policy.Holder,
                        $"'{statement.Label}' {statement.Says} for the principal *: anybody on the internet may.",
                        "Name whoever uses the bucket in Principal; serve public files through CloudFront.",
                        policy.Breaks(statement)
                    ) with
                    {
                        Subject = statement.Label,
                    };
                }
            }
        }

        foreach (var list in scope.Graph.OfType("aws_s3_bucket_acl").Concat(scope.Graph.OfType("aws_s3_bucket")))
        {
            if (
                OpenTo(list) is { } grant
                && !buckets.IsMeantToBeOpen(list)
                && !buckets.Blocks(list, "ignore_public_acls")
            )
            {
                yield return Found(
                    scope,
                    list,
                    $"The bucket's access list grants {grant}: files in it are open to people who have no account of this system.",
                    "Set acl to private, or leave the list out: policies say who may do what.",
                    new ProofStep(list.Address, $"acl grants {grant}.", Breaks: true)
                ) with
                {
                    Subject = "acl",
                };
            }
        }
    }

    private static string? OpenTo(Resource list) =>
        list["acl"].AsText() switch
        {
            "public-read" => "reading to anybody",
            "public-read-write" => "reading and writing to anybody",
            "authenticated-read" => "reading to every AWS account",
            _ => list["access_control_policy.grant"]
                .Items()
                .Select(g => g.At("grantee.uri").AsText())
                .FirstOrDefault(u => u is AllUsers or AuthenticatedUsers)
                is { } uri
                ? $"{(uri == AllUsers ? "anybody" : "every AWS account")} a permission"
                : null,
        };
}

/// <summary>What is said of a bucket elsewhere in the graph.</summary>
internal sealed class Buckets
{
    private readonly CheckScope _scope;
    private readonly ILookup<string, Resource> _blocks;

    /// <summary>Buckets of what is checked.</summary>
    public Buckets(CheckScope scope)
    {
        _scope = scope;
        _blocks = scope
            .Graph.OfType("aws_s3_bucket_public_access_block")
            .ToLookup(b => KeyOf(b["bucket"]), StringComparer.Ordinal);
    }

    /// <summary>The block on public access that stands on the bucket of a resource, or null.</summary>
    public Resource? BlockOf(Resource resource) => KeysOf(resource).SelectMany(k => _blocks[k]).FirstOrDefault();

    /// <summary>Whether a flag of the block on public access is set for the bucket of a resource.</summary>
    public bool Blocks(Resource resource, string flag) => BlockOf(resource)?[flag].AsFlag() ?? false;

    /// <summary>Whether the manifest asks for a store that anybody may read.</summary>
    public bool IsMeantToBeOpen(Resource resource) =>
        _scope.System?.Components.Any(c => c is ObjectStore { PublicAccess: true } && c.Name == resource.Component)
        ?? false;

    private IEnumerable<string> KeysOf(Resource resource) =>
        resource.Type == "aws_s3_bucket"
            ? [resource.Address, resource["bucket"].AsText() ?? resource.Address]
            : [KeyOf(resource["bucket"])];

    // By address where it is one of the graph, else by name.
    private string KeyOf(Value bucket) => _scope.Graph.Follow(bucket)?.Address ?? bucket.AsText() ?? "";
}
