using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;

namespace Infrar.Providers.Hetzner.Checks.Availability;

/// <summary>Whether a balanced service outlives the loss of its server.</summary>
internal sealed class OneServerCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA015";

    /// <inheritdoc/>
    public override string Title => "One server carries everything";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "When the server fails or is restarted, all that runs on it is away until it is back; a load balancer before one server changes nothing.";

    /// <inheritdoc/>
    public override string Mend =>
        "Run a second server behind the load balancer, in another location or placement group, and the database elsewhere.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["hcloud_server", "hcloud_load_balancer_target"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A plan may leave out servers that run already; beside a load balancer one alone is told.
        if (
            resource.Type == "hcloud_server"
            && scope.Graph.OfType("hcloud_server").Take(2).Count() == 1
            && scope.Graph.ReferrersOf(resource.Address).Any(r => r.Type == "hcloud_load_balancer_target")
            && AvailabilityNeed.Gravity(scope, promised: 99) is { } gravity
        )
        {
            yield return Found(
                scope,
                resource,
                "Everything runs on this server: while it fails or restarts nobody is answered, and the load balancer has no other to lead to.",
                "Add a second hcloud_server and a target for it, and keep the database apart.",
                AvailabilityNeed.Proof(scope),
                new ProofStep(resource.Address, "It is the only server.", Breaks: true)
            ) with
            {
                Severity = gravity,
            };
        }
    }
}
