using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Privileges;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether a service copies data out of the residency.</summary>
internal sealed class CopyResidencyCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "RES002";

    /// <inheritdoc/>
    public override string Title => "Data is copied out of the residency";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "A replica or a copied backup is data in a second place, under that place's law, though nothing of the system runs there.";

    /// <inheritdoc/>
    public override string Mend => "Copy to a region of the same jurisdiction, or not at all.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        [
            "aws_backup_plan",
            "aws_db_snapshot_copy",
            "aws_dynamodb_global_table",
            "aws_dynamodb_table",
            "aws_dynamodb_table_replica",
            "aws_s3_bucket_replication_configuration",
            "aws_secretsmanager_secret",
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var allowed = scope.Requirements.Residency;
        if (allowed.IsEmpty)
        {
            yield break;
        }

        foreach (var (resource, setting, region) in Copies(scope).Distinct())
        {
            if (AwsRegions.Jurisdictions.GetValueOrDefault(region) is { } known && !allowed.Contains(known))
            {
                yield return Found(
                    scope,
                    resource,
                    $"{setting} copies data to {region} ({known}), and data may lie in {string.Join(", ", allowed)} only.",
                    $"Name a region of {string.Join(", ", allowed)} in {setting}, or leave the copy out.",
                    new ProofStep("", $"residency allows {string.Join(", ", allowed)}."),
                    new ProofStep(
                        resource.Address,
                        $"{setting} names {region}, which falls under {known}.",
                        Breaks: true
                    )
                ) with
                {
                    Subject = region,
                };
            }
        }
    }

    private static IEnumerable<(Resource Resource, string Setting, string Region)> Copies(CheckScope scope) =>
        [
            .. Named(scope, "aws_dynamodb_table", "replica", "region_name"),
            .. Named(scope, "aws_dynamodb_global_table", "replica", "region_name"),
            .. Named(scope, "aws_secretsmanager_secret", "replica", "region"),
            .. scope
                .Graph.OfType("aws_db_snapshot_copy")
                .Select(c => (c, "destination_region", c["destination_region"].AsText() ?? "")),
            .. scope
                .Graph.OfType("aws_s3_bucket_replication_configuration")
                .SelectMany(c =>
                    c["rule"].Items().Select(r => (c, "destination", RegionOf(scope, r.At("destination.bucket"))))
                ),
            .. scope
                .Graph.OfType("aws_backup_plan")
                .SelectMany(p =>
                    p["rule"]
                        .Items()
                        .SelectMany(r => r.At("copy_action").Items())
                        .Select(c => (p, "copy_action", RegionOf(scope, c.At("destination_vault_arn"))))
                ),
        ];

    private static IEnumerable<(Resource, string, string)> Named(
        CheckScope scope,
        string type,
        string block,
        string region
    ) =>
        scope.Graph.OfType(type).SelectMany(r => r[block].Items().Select(i => (r, block, i.At(region).AsText() ?? "")));

    private static string RegionOf(CheckScope scope, Value value) =>
        scope.Graph.Follow(value)?.Region ?? ArnParts.Of(value.AsText() ?? "")?.Region ?? "";
}
