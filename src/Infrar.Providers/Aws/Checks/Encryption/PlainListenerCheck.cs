using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a public load balancer answers without TLS.</summary>
internal sealed class PlainListenerCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC008";

    /// <inheritdoc/>
    public override string Title => "A public load balancer answers unencrypted";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Passwords, cookies and answers cross the internet readable, and whoever stands in between changes them.";

    /// <inheritdoc/>
    public override string Mend => "Let port 80 do nothing but redirect to HTTPS, and serve on 443 with a certificate.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ELB.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lb_listener", "aws_alb_listener"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Text("protocol") != "HTTP"
            || scope.Graph.Follow(resource["load_balancer_arn"]) is not { } balancer
            || balancer.Flag("internal", absent: false) != false
            || !resource["default_action"].Items().Any(Serves)
        )
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            "The listener serves over plain HTTP to the internet; passwords and cookies cross it readable.",
            "Set default_action to a redirect with protocol HTTPS, and serve from a listener with protocol HTTPS.",
            balancer.Shows("internal"),
            resource.Shows("protocol"),
            resource.Breaks("default_action.type")
        );
    }

    // A refusal gives nothing away, and a redirect is wrong only where it stays with HTTP.
    private static bool Serves(Value action) =>
        action.At("type").AsText() switch
        {
            "forward" or "authenticate-cognito" or "authenticate-oidc" => true,
            "redirect" => action.At("redirect.protocol").AsText() == "HTTP",
            _ => false,
        };
}
