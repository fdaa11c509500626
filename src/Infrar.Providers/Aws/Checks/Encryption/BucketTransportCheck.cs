using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a bucket refuses plain HTTP.</summary>
internal sealed class BucketTransportCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC017";

    /// <inheritdoc/>
    public override string Title => "A bucket answers plain HTTP";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "AWS's own clients speak TLS, but nothing keeps another one from sending its request readable, signature and files included.";

    /// <inheritdoc/>
    public override string Mend => "Deny s3:* to everybody where aws:SecureTransport is false, in the bucket's policy.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("S3.5"), Cis("2.1.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_s3_bucket", "aws_s3_bucket_policy"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type != "aws_s3_bucket")
        {
            yield break;
        }

        var policies = scope.Referrers(resource, "aws_s3_bucket_policy").Select(p => p["policy"]).ToList();
        if (!resource.Omits("policy"))
        {
            policies.Add(resource["policy"]);
        }

        var structures = policies.ConvertAll(p => p.AsJson());
        // A policy that is not known may well refuse it.
        if (structures.Exists(s => s is null || Statements(s).Any(Refuses)))
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            policies.Count == 0
                ? "No policy refuses requests over plain HTTP, so a client that forgets TLS sends files and signature readable."
                : "The bucket's policy does not refuse plain HTTP, so a client that forgets TLS sends files and signature readable.",
            "Add a statement to the bucket's policy that denies s3:* where aws:SecureTransport is false.",
            new ProofStep(
                resource.Address,
                policies.Count == 0
                    ? "No bucket policy refers to it."
                    : "No statement of its policy asks for aws:SecureTransport.",
                Breaks: true
            )
        );
    }

    private static IEnumerable<Value> Statements(Value policy) =>
        policy.At("Statement") is Value.MapOf only ? [only] : policy.At("Statement").Items();

    private static bool Refuses(Value statement) =>
        statement.At("Effect").AsText() == "Deny"
        && statement.At("Condition.Bool") is Value.MapOf conditions
        && conditions.Entries.Any(c =>
            c.Key.Equals("aws:SecureTransport", StringComparison.OrdinalIgnoreCase)
            && (c.Value.AsText() ?? c.Value.Items().FirstOrDefault()?.AsText()) == "false"
        );
}
