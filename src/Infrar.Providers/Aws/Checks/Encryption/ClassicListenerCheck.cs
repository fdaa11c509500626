using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a public classic load balancer answers without TLS.</summary>
internal sealed class ClassicListenerCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC009";

    /// <inheritdoc/>
    public override string Title => "A public classic load balancer answers unencrypted";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Passwords, cookies and answers cross the internet readable, and whoever stands in between changes them.";

    /// <inheritdoc/>
    public override string Mend => "Give listeners lb_protocol https or ssl and a certificate.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ELB.3")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_elb"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Flag("internal", absent: false) != false)
        {
            yield break;
        }

        foreach (var listener in resource["listener"].Items().Where(IsPlain))
        {
            var port = listener.At("lb_port").AsText() ?? "?";
            yield return Found(
                scope,
                resource,
                $"Port {port} answers the internet over plain HTTP.",
                "Set lb_protocol to https and name a certificate in ssl_certificate_id.",
                resource.Shows("internal"),
                new ProofStep(resource.Address, $"listener of port {port}: lb_protocol = http", Breaks: true)
            ) with
            {
                Subject = port,
            };
        }
    }

    private static bool IsPlain(Value listener) =>
        string.Equals(listener.At("lb_protocol").AsText(), "http", StringComparison.OrdinalIgnoreCase);
}
