using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>The system's own encryption keys: one for each purpose and region, made when first needed.</summary>
internal static class EncryptionKeys
{
    // The longest wait that KMS offers: a key that is gone takes everything sealed with it along.
    private const int DeletionWindowDays = 30;

    /// <summary>Address of the key for a purpose. Depends on names alone.</summary>
    public static string AddressOf(string purpose) => $"aws_kms_key.{AwsNaming.TofuName(purpose)}";

    /// <summary>ARN of the key for a purpose. Depends on names alone.</summary>
    public static Value.Reference Arn(string purpose) => Ref(AddressOf(purpose), "arn");

    /// <summary>Makes the key for a purpose unless it is there.</summary>
    /// <param name="scope">Region and concern; a key belongs to no component.</param>
    /// <param name="purpose">For example <c>database</c>; with the region for a key outside the home region.</param>
    /// <param name="description">What the key seals.</param>
    /// <param name="services">Statements that let AWS services use the key; IAM decides for everybody else.</param>
    /// <returns>Its ARN.</returns>
    public static Value.Reference Ensure(
        ResourceScope scope,
        string purpose,
        string description,
        params ImmutableArray<Value.MapOf> services
    )
    {
        if (scope.Site.Find(AddressOf(purpose)) is not null)
        {
            return Arn(purpose);
        }

        var shared = scope with { Component = "" };
        var name = AwsNaming.ResourceName(scope.Site, purpose);
        var key = shared.Add(
            "aws_kms_key",
            AwsNaming.TofuName(purpose),
            ("description", description),
            ("deletion_window_in_days", DeletionWindowDays),
            ("enable_key_rotation", true),
            ("policy", AwsPolicies.Document([AccountDecides, .. services])),
            ("tags", AwsNaming.NameTag(name))
        );
        shared.Add(
            "aws_kms_alias",
            AwsNaming.TofuName(purpose),
            ("name", $"alias/{name}"),
            ("target_key_id", Ref(key, "key_id"))
        );
        return Ref(key, "arn");
    }

    /// <summary>Spreads the system's calls to its keys evenly over them, once all are made.</summary>
    public static void Complete(Site site)
    {
        var keys = site.Resources.Where(r => r.Type == "aws_kms_key").ToImmutableArray();
        foreach (var key in keys)
        {
            site.Use(
                key.Address,
                "monthly_requests",
                p => Shares.Of(p.Of(UsageProfile.WholeSystem, "keyRequests") ?? Quantities.Zero, keys.Length)
            );
        }
    }

    // Without this statement nobody, not even an administrator, could ever change or delete the key.
    private static Value.MapOf AccountDecides =>
        Map(
            ("Sid", "AccountDecides"),
            ("Effect", "Allow"),
            ("Principal", Map(("AWS", Template("arn:aws:iam::", AwsAccount.Id, ":root")))),
            ("Action", "kms:*"),
            ("Resource", "*")
        );
}
