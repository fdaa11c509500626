using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Compute;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>One thing that a workload must be allowed because it uses a component.</summary>
/// <param name="Target">Component that is used; empty for what the workload needs by itself.</param>
/// <param name="Action">For example <c>s3:GetObject</c>.</param>
/// <param name="Resource">ARN, as <see cref="ArnText"/> writes it.</param>
internal sealed record Need(string Target, string Action, string Resource);

/// <summary>What the code of one workload needs, by the <c>uses</c> of the manifest.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Role">Role that its code acts with.</param>
/// <param name="All">Its needs, those of its sidecars included.</param>
internal sealed record WorkloadNeeds(Workload Workload, Resource Role, ImmutableArray<Need> All);

/// <summary>What the workloads of a placement need; nothing is known of those of somebody else's plan.</summary>
internal sealed class Needs
{
    private Needs(CheckScope scope) => Workloads = [.. Read(scope)];

    /// <summary>The workloads whose code acts with a role of the graph.</summary>
    public ImmutableArray<WorkloadNeeds> Workloads { get; }

    /// <summary>The model of what is checked.</summary>
    public static Needs Of(CheckScope scope) => scope.Model(s => new Needs(s));

    private static IEnumerable<WorkloadNeeds> Read(CheckScope scope)
    {
        if (scope.System is not { } system)
        {
            yield break;
        }

        // What is granted depends on names alone, so that a site without resources answers.
        var site = new Site(system, scope.Catalog);
        var arns = Permissions.Of(scope).Arns;
        foreach (var workload in system.Components.OfType<Workload>().Where(w => w is not Sidecar))
        {
            if (scope.Graph.Find(TaskRoles.Task(workload)) is { } role)
            {
                yield return new(workload, role, [.. Read(workload, site, arns)]);
            }
        }
    }

    private static IEnumerable<Need> Read(Workload workload, Site site, ArnText arns)
    {
        IEnumerable<Workload> containers = [workload, .. site.System.SidecarsOf(workload.Name)];
        foreach (var name in containers.SelectMany(c => c.Uses).Distinct(StringComparer.Ordinal))
        {
            var target = site.System[name];
            var grants = site.OfferingOf(target) is IGrantsAccess offering
                ? offering.Grants(target, workload, site)
                : [];
            foreach (var grant in grants)
            {
                foreach (var action in grant.Actions)
                {
                    foreach (var resource in grant.Resources)
                    {
                        yield return new(name, action, arns.Of(resource));
                    }
                }
            }
        }

        if (site.System.Monitoring.CustomMetrics.Length > 0)
        {
            yield return new("", "cloudwatch:PutMetricData", "*");
        }
    }
}
