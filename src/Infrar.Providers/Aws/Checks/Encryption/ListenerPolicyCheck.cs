using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a load balancer refuses TLS older than 1.2.</summary>
internal sealed class ListenerPolicyCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC010";

    /// <inheritdoc/>
    public override string Title => "A load balancer takes outdated TLS";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "TLS 1.0 and 1.1 have known weaknesses and were withdrawn in 2021 (RFC 8996); card and health rules forbid them.";

    /// <inheritdoc/>
    public override string Mend => "Set ssl_policy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a later one.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ELB.17")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lb_listener", "aws_alb_listener"];

    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
    private static readonly ImmutableHashSet<string> Outdated =
    [
        "ELBSecurityPolicy-2015-05",
        "ELBSecurityPolicy-2016-08",
        "ELBSecurityPolicy-TLS-1-0-2015-04",
        "ELBSecurityPolicy-TLS-1-1-2017-01",
        "ELBSecurityPolicy-FS-2018-06",
        "ELBSecurityPolicy-FS-1-1-2019-08",
        "ELBSecurityPolicy-TLS13-1-0-2021-06",
        "ELBSecurityPolicy-TLS13-1-1-2021-06",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // The API's own choice, where none is stated, is ELBSecurityPolicy-2016-08.
        if (
            resource.Text("protocol") is "HTTPS" or "TLS"
            && resource.Text("ssl_policy", absent: "ELBSecurityPolicy-2016-08") is { } policy
            && Outdated.Contains(policy)
        )
        {
            yield return Found(
                scope,
                resource,
                $"The listener's policy, {policy}, takes TLS 1.0 or 1.1, which are withdrawn.",
                "Set ssl_policy to ELBSecurityPolicy-TLS13-1-2-2021-06.",
                resource.Shows("protocol"),
                resource.Breaks("ssl_policy")
            );
        }
    }
}
