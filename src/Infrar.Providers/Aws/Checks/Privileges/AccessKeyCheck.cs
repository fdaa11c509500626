using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether the configuration makes credentials that do not end.</summary>
internal sealed class AccessKeyCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM016";

    /// <inheritdoc/>
    public override string Title => "The configuration makes a lasting access key";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "An access key works from anywhere until somebody deletes it, and its secret half lies readable in the state.";

    /// <inheritdoc/>
    public override string Mend =>
        "Give what runs at AWS a role, and what runs elsewhere one that it takes on through OpenID Connect.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_iam_access_key"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        scope
            .Graph.OfType("aws_iam_access_key")
            .Where(k => k["status"].AsText() != "Inactive" && k["pgp_key"] is Value.Null)
            .Select(k =>
                Found(
                    scope,
                    k,
                    "The key does not end by itself, and its secret half is written into the state in the clear: whoever reads the state can use it.",
                    "Use a role in place of the key; where a key must be, seal it with pgp_key and replace it every 90 days.",
                    new ProofStep(k.Address, "pgp_key is not set.", Breaks: true)
                )
            );
}
